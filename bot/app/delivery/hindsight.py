"""Looking into the room before posting: a record that was put back to an earlier state does not know its last posts.

What the room shows already is taken over instead of being posted a second time, and the hosts are told. A record that
knows all of its posts is looked at once after a start, and then trusted.
"""

import re
from contextlib import suppress
from datetime import timedelta

from bot.app.live.sessions import Live, LiveSessions, Memory
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import OwnPost, Unreadable
from bot.core.base.ids import first_at, time_of
from bot.core.base.post import Post
from bot.core.base.words import WordsIn
from bot.core.posts.hosting.troubles import called
from bot.core.session.effects.base import Effect
from bot.core.session.facts import HostsTold, Notice

CLOCK_DIFFERENCE = timedelta(days=1)
"""By how much our clock may be ahead of the room's, at the very most, where no message id is known to compare with."""

ID_DIFFERENCE = timedelta(seconds=5)
"""By how much two of the room's own ids may be out of order, at the very most."""

HEADING = re.compile("##? ")


class Hindsight:
    """Finds posts of ours that the record does not know."""

    def __init__(self, store: Store, room: Room, clock: Clock, sessions: LiveSessions, words: WordsIn) -> None:
        self._store = store
        self._room = room
        self._clock = clock
        self._sessions = sessions
        self._words = words

    async def find(self, live: Live, effect: Effect, channel: int, post: Post) -> int | None:
        """Return the message that shows an effect already, though the record has it still to come."""
        if live.memory is Memory.WHOLE or not effect.comes_once:
            return None
        strangers: list[OwnPost] = []
        with suppress(Unreadable):  # a room that cannot be read is posted to as before
            strangers = [each async for each in self._room.own_posts(channel, self._after(live))]
            strangers = [each for each in strangers if await self._is_unknown(live, each)]
        alike = [each for each in strangers if _headline(each.text) == _headline(post.text)]
        if not strangers and channel == live.session.room.channel:
            live.memory = Memory.WHOLE
        if not alike:
            return None
        await self._tell(live, effect)
        return max(alike, key=lambda each: _shared_lines(each.text, post.text)).id

    def _after(self, live: Live) -> int:
        """Return an id that is older than whatever the record may have forgotten."""
        if live.known_upto:
            return first_at(time_of(live.known_upto) - ID_DIFFERENCE)
        return first_at((live.session.scheduled_at or self._clock.now()) - CLOCK_DIFFERENCE)

    async def _is_unknown(self, live: Live, post: OwnPost) -> bool:
        return post.id not in live.landed.values() and await self._store.poster_of(post.id) is None

    async def _tell(self, live: Live, effect: Effect) -> None:
        """Tell hosts which post it was, by what they call it: a fact is not to keep a member's words."""
        if live.memory is Memory.BEHIND:
            return  # they know
        live.memory = Memory.BEHIND
        words = self._words(live.session.pack.language)
        told = HostsTold(at=self._clock.now(), notice=Notice.PUT_BACK, detail=called(effect, words))
        await self._sessions.record(live, lambda _: [told])


def _headline(text: str) -> str:
    """Return what tells a post from every other, whatever times and counts it shows: its heading, else all of it."""
    lines = text.strip().splitlines()
    return next((line for line in lines if HEADING.match(line)), text.strip())


def _shared_lines(one: str, other: str) -> int:
    return len(set(one.splitlines()) & set(other.splitlines()))
