"""What hosts ask for with one word or one click (`app/hosting/deeds.py` says what that is).

A request that may be a slip is asked back about; the button *Yes, do it* repeats it ("sure:close:123:7:456:"). Its id
names the request, so a double click does it once, while a panel can ask back about one thing after the other.
"""

import discord

from bot.adapters.discord_chat.hosting.panel import say_status
from bot.adapters.discord_chat.interactions.desk_cards import settle
from bot.adapters.discord_chat.interactions.picks import others, picks
from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.app.hosting.deeds import DEEDS, Request
from bot.core.base.errors import Refused
from bot.core.posts import confirmations
from bot.core.requests.rights import OUTDATED, Action, numeral
from bot.core.session.state import Session

PREFIX = "sure"
PANEL = "panel"
"""Where a request came from, if not from a slash command or a card on the host desk."""


def sure_id(deed: str, channel: int, number: int, interaction: discord.Interaction, source: str = "") -> str:
    """Return the id of the button that repeats a deed for a session.

    `source` is `PANEL`, the id of the message on the host desk that asked for it, or nothing for a slash command.
    """
    return ":".join([PREFIX, deed, str(channel), str(number), str(interaction.id), source])


async def run(interaction: discord.Interaction, services: Services, name: str) -> None:
    """Do what a slash command asks for, about the chat that is meant in its channel."""
    live = services.engine.live.in_channel(interaction.channel_id or 0)
    await _do(interaction, services, name, live.session if live else None)


async def cancel(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Ask back whether another chat of the channel is to be called off."""
    live = services.engine.live.get(action.number("session"))
    await _do(interaction, services, "cancel", live.session if live else None, update=True)


async def _do(
    interaction: discord.Interaction, services: Services, name: str, meant: Session | None, *, update: bool = False
) -> None:
    words = services.words(interaction.locale.value)
    sure = None
    beside = []
    if meant is not None:
        sure = sure_id(name, meant.room.channel, meant.number, interaction)
        beside = picks(name, others(services, meant), services, words) if name == "cancel" else []
    async with replying(interaction, services, sure=sure, beside=beside, update=update) as reply:
        session = reply.admitted.session
        request = Request(session.room.channel, person_of(interaction.user), reply.key)
        session = await DEEDS[name].do(services.engine.host.about(session.number), request)
        await reply.say(DEEDS[name].confirm(session, reply.words))


async def confirmed(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Do what was asked back about. What was asked first is the key, so that a double click does it once."""
    async with replying(interaction, services, update=True) as reply:
        key = f"{PREFIX} {action.number('request')}"
        by = person_of(interaction.user)
        session = reply.admitted.session
        deed = DEEDS.get(action.word("deed"))
        if deed is None:
            raise Refused(OUTDATED)
        request = Request(session.room.channel, by, key, sure=True)
        session = await deed.do(services.engine.host.about(session.number), request)
        if action.word("source") == PANEL:
            await say_status(reply, session, services)
            return
        await reply.say(deed.confirm(session, reply.words))
        if card := action.word("source"):
            words = services.words(session.pack.language)
            line = confirmations.decided(by.id, deed.confirm(session, words), words)
            await settle(interaction, numeral(card), line)
