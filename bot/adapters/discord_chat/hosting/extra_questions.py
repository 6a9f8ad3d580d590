"""/tchat ask: a question that is not in the pack; asked back about where another one was asked a moment ago.

The question stands in the private reply that asks back, so that its button ("ask:<channel>:<session>") can repeat it.
"""

import discord

from bot.adapters.discord_chat.interactions.drawing import button, view_of
from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.core.base.errors import Doubtful, Refused
from bot.core.posts import confirmations
from bot.core.requests.rights import OUTDATED, Action

PREFIX = "ask"
QUOTE = "> "


async def ask(interaction: discord.Interaction, services: Services, text: str, link: str) -> None:
    """Ask a question now, perhaps with something to read about it."""
    async with replying(interaction, services) as reply:
        session = reply.admitted.session
        by = person_of(interaction.user)
        host = services.engine.host.about(session.number)
        channel = session.room.channel
        try:
            session = await host.ask(channel, text, by, reply.key, url=link)
        except Doubtful as doubt:
            sure = button(reply.words.gettext("Yes, do it"), f"{PREFIX}:{channel}:{session.number}", danger=True)
            quoted = [f"{QUOTE}{' '.join(each.split())}" for each in (text, link) if each]
            await reply.say("\n".join([*quoted, doubt.sentence(reply.words)]), view=view_of([sure]))
            return
        await reply.say(confirmations.asked(session, reply.words))


async def confirmed(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Ask the question that was asked back about. The reply's own id is the key, so a double click asks it once."""
    async with replying(interaction, services, update=True) as reply:
        message = interaction.message
        session = reply.admitted.session
        by = person_of(interaction.user)
        assert message is not None
        lines = message.content.split("\n")
        quoted = [line.removeprefix(QUOTE) for line in lines if line.startswith(QUOTE)]
        if not quoted:
            raise Refused(OUTDATED)
        text, *link = quoted
        host = services.engine.host.about(session.number)
        key = f"{PREFIX} {message.id}"
        url = "".join(link)
        session = await host.ask(session.room.channel, text, by, key, url=url, sure=True)
        await reply.say(confirmations.asked(session, reply.words))
