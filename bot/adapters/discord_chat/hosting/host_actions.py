"""What hosts ask for with one word or one click: each deed with its use case and what is said afterwards.

A request that may be a slip is asked back about; the button *Yes, do it* repeats it ("sure:close:123:7:456:"). Its id
names the request, so a double click does it once, while a panel can ask back about one thing after the other.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import discord

from bot.adapters.discord_chat.hosting.panel import say_status
from bot.adapters.discord_chat.interactions.desk_cards import settle
from bot.adapters.discord_chat.interactions.picks import others, picks
from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.app.hosting.host import Host
from bot.core.base.contribution import Person
from bot.core.base.errors import Refused
from bot.core.base.words import Words
from bot.core.posts import confirmations
from bot.core.requests.rights import OUTDATED, Action, numeral
from bot.core.session.state import Session

PREFIX = "sure"
PANEL = "panel"
"""Where a request came from, if not from a slash command or a card on the host desk."""

EXTENSION = 5


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for something in which channel; `key` names the request, `sure` says that it is no slip."""

    channel: int
    by: Person
    key: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """A use case, and what a host is told when it was carried out."""

    do: Callable[[Host, Request], Awaitable[Session]]
    confirm: Callable[[Session, Words], str]


DEEDS: Mapping[str, Deed] = {
    "next": Deed(lambda host, r: host.next(r.channel, r.by, r.key, sure=r.sure), confirmations.asked),
    "skip": Deed(lambda host, r: host.skip(r.channel, r.by, r.key, sure=r.sure), confirmations.skipped),
    "repeat": Deed(lambda host, r: host.repeat(r.channel, r.by, r.key), confirmations.repeated),
    "extend": Deed(lambda host, r: host.extend(r.channel, EXTENSION, r.by, r.key), confirmations.extended),
    "pause": Deed(lambda host, r: host.pause(r.channel, r.by, r.key), confirmations.paused),
    "resume": Deed(lambda host, r: host.resume(r.channel, r.by, r.key), confirmations.resumed),
    "close": Deed(lambda host, r: host.close(r.channel, r.by, r.key, sure=r.sure), confirmations.closed),
    "cancel": Deed(lambda host, r: host.cancel(r.channel, r.by, r.key, sure=r.sure), confirmations.cancelled),
    "lead": Deed(lambda host, r: host.take_lead(r.channel, r.by, r.by, r.key), confirmations.leading),
}


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
