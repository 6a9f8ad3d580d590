"""What a handler of an effect is: it shows a new message, or it changes what is in the room.

Handlers are plain functions over `Tools`; which kind of effect has which is the table in `handlers`.
"""

import base64
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from bot.app.hosting.desk import HostDesk
from bot.app.hosting.retentions import Retentions
from bot.app.live.sessions import Live
from bot.app.moderating.casebook import Casebook
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.reading.recap_place import RecapPlace
from bot.app.reading.recaps import Recaps
from bot.app.reviewing.answers import Answers
from bot.core.base.contribution import Contribution
from bot.core.base.post import Post
from bot.core.base.words import Words, WordsIn
from bot.core.session.effects.base import Effect
from bot.core.session.state import Session

Calendar = Callable[[Sequence[Session]], str]
"""Returns sessions as an iCalendar file (RFC 5545)."""

E = TypeVar("E", bound=Effect)


@dataclass(frozen=True, slots=True)
class Tools:
    """What handlers work with.

    `model` says that a language model is shown quotes, `left` for how long no other process can have our servers.
    """

    store: Store
    room: Room
    clock: Clock
    desk: HostDesk
    recaps: Recaps
    recap_place: RecapPlace
    casebook: Casebook
    answers: Answers
    words_in: WordsIn
    calendar: Calendar
    retentions: Retentions
    model: bool
    left: Callable[[], timedelta]

    def words(self, live: Live) -> Words:
        """Return the words of a session's language."""
        return self.words_in(live.session.pack.language)

    async def said(self, live: Live, message: int) -> Contribution | None:
        """Return what was said in a message, if it is in the record."""
        return await anext(self.store.read(live.session.number, [message]), None)


def nonce_of(installation: str, session: int, effect: Effect) -> str:
    """Return the mark by which the room tells a repeated post, within Discord's 25 characters."""
    digest = hashlib.sha256(f"{installation}/{session}/{effect.key}".encode()).digest()
    return base64.b32encode(digest).decode()[:24]


async def in_the_room(tools: Tools, live: Live, effect: Effect) -> int | None:
    """Return the room's own channel."""
    return live.session.room.channel


async def on_the_desk(tools: Tools, live: Live, effect: Effect) -> int | None:
    """Return the channel in which the hosts are spoken to."""
    return await tools.desk.channel_of(live)


async def say_there_is_no_desk(tools: Tools, live: Live, effect: Effect) -> None:
    """Let the hosts know that what they have to decide about could not be shown, where there is no place for it."""
    await tools.desk.miss(live)


async def _nothing(tools: Tools, live: Live, effect: Effect) -> None:
    """Do nothing more."""


async def _nowhere(tools: Tools, live: Live, effect: Effect) -> None:
    """Show it nowhere else."""


async def _stays(tools: Tools, live: Live, effect: Effect) -> bool:
    """Show it here or not at all."""
    return False


async def _nothing_with(tools: Tools, live: Live, effect: Effect, message: int) -> None:
    """Do nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shows(Generic[E]):
    """Makes a new message: what it says, and where. None for either: there is nothing to say, or no place for it.

    `shown` is done once the message is there and before the effect is marked done; a crash repeats it. Where the room
    refuses the message for good, `moved` may have it shown at another place by an effect of its own, `elsewhere` shows
    it there and returns the message; `refused` is done when all that is in vain.
    """

    post: Callable[[Tools, Live, E], Awaitable[Post | None]]
    place: Callable[[Tools, Live, E], Awaitable[int | None]] = in_the_room
    shown: Callable[[Tools, Live, E, int], Awaitable[None]] = _nothing_with
    moved: Callable[[Tools, Live, E], Awaitable[bool]] = _stays
    elsewhere: Callable[[Tools, Live, E], Awaitable[int | None]] = _nowhere
    refused: Callable[[Tools, Live, E], Awaitable[None]] = _nothing


Changes = Callable[[Tools, Live, E], Awaitable[int | None]]
"""Brings something up to date and returns the message or thing it made, if any; it may be done twice."""
