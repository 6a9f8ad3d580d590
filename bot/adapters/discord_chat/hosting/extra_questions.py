"""/tchat ask: a question that is not in the pack; asked back about where another one was asked a moment ago.

The question stands in the private reply that asks back, so that its button ("ask:<channel>:<session>") can repeat it.
"""

from collections.abc import Sequence

import discord

from bot.adapters.discord_chat.interactions.drawing import button, view_of
from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.core.base.errors import Doubtful
from bot.core.posts import confirmations

PREFIX = "ask"
QUOTE = "> "


async def ask(interaction: discord.Interaction, services: Services, text: str, link: str) -> None:
    """Ask a question now, perhaps with something to read about it."""
    channel = interaction.channel_id or 0
    async with replying(interaction, services) as reply:
        host, by = services.engine.host, person_of(interaction.user)
        try:
            session = await host.ask(channel, text, by, reply.key, url=link)
        except Doubtful as doubt:
            number = host.session_in(channel).number
            sure = button(reply.words.gettext("Yes, do it"), f"{PREFIX}:{channel}:{number}", danger=True)
            quoted = [f"{QUOTE}{' '.join(each.split())}" for each in (text, link) if each]
            await reply.say("\n".join([*quoted, doubt.sentence(reply.words)]), view=view_of([sure]))
            return
        await reply.say(confirmations.asked(session, reply.words))


async def confirmed(
    interaction: discord.Interaction, services: Services, _: Sequence[str], channel: str, number: str
) -> None:
    """Ask the question that was asked back about. The reply's own id is the key, so a double click asks it once."""
    async with replying(interaction, services, update=True) as reply:
        message = interaction.message
        assert message is not None
        services.meant(int(channel), int(number))
        lines = message.content.split("\n")
        text, *link = [line.removeprefix(QUOTE) for line in lines if line.startswith(QUOTE)]
        by, key = person_of(interaction.user), f"{PREFIX} {message.id}"
        session = await services.engine.host.ask(int(channel), text, by, key, url="".join(link), sure=True)
        await reply.say(confirmations.asked(session, reply.words))
