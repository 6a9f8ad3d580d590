"""Messages of members → contributions. What belongs to no session is not stored."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.store import Contributions
from bot.app.ports.values import Reaction
from bot.core.base.contribution import Contribution
from bot.core.base.errors import StoreError

log = logging.getLogger(__name__)

Write = Callable[[], Awaitable[None]]

MOST_WAITING = 10_000
"""How many writes wait in memory while the record cannot be written; what comes on top is reread from the room."""

AT_ONCE = 500
"""How many of them are written together: they then share a commit, as what comes in while the last is made does."""

JUDGED_AT_ONCE = 50
"""How many messages are judged before others get a turn; a flood's come by thousands."""

AGAIN = timedelta(seconds=3)


class Collector:
    """Stores what the room reports, in whatever order it comes.

    New messages are taken in while a session lives; edits, deletions and reactions are followed for ever. While the
    record cannot be written, writes wait in a bounded queue. Listeners: `heard` learns which session grew, `past` in
    which one that is over something was changed or deleted (by its number), `said_in` what was said in it, `worded`
    that and what was changed, `unrecorded` what was said or changed off the record, `reworded` in which session's
    record a text was replaced, `gone` what was deleted, `erased` in which session's record that is done, `stuck` why
    nothing can be written, `relieved` that it can again, and whether something was dropped meanwhile.
    """

    def __init__(self, live: LiveSessions, store: Contributions, clock: Clock) -> None:
        self._live = live
        self._store = store
        self._clock = clock
        self._waiting: deque[Write] = deque()
        self._again_at: datetime | None = None
        self._dropped = False
        self.heard: list[Callable[[Live], None]] = []
        self.past: list[Callable[[int], None]] = []
        self.said_in: list[Callable[[Live, Contribution], Awaitable[None]]] = []
        self.worded: list[Callable[[Live, Contribution], None]] = []
        self.unrecorded: list[Callable[[Live, Contribution], None]] = []
        self.erased: list[Callable[[int, int], None]] = []
        self.gone: list[Callable[[Live, int], None]] = []
        self.reworded: list[Callable[[int], None]] = []
        self.stuck: list[Callable[[str], None]] = []
        self.relieved: list[Callable[[bool], None]] = []

    async def said(self, *contributions: Contribution) -> None:
        """Members said something; what is given together is stored together."""
        routed = []
        for each in contributions:
            if live := self._live.route(each.channel, each.id):
                if live.session.is_off_record(each.channel, each.id):
                    self._tell_unrecorded(live, each)
                else:
                    routed.append((live, each))
        together: dict[int, list[Contribution]] = {}
        for live, each in routed:
            together.setdefault(live.session.number, []).append(each)
        await asyncio.gather(*(self._save(session, said) for session, said in together.items()))
        for place, (live, each) in enumerate(routed, 1):
            for worded in self.worded:
                worded(live, each)
            for listener in self.said_in:
                await listener(live, each)
            if place % JUDGED_AT_ONCE == 0:
                await asyncio.sleep(0)  # others get a turn: heartbeats and commands must not wait for all of them

    async def edited(self, contribution: Contribution) -> None:
        """A member changed what they said; the text given is the last one, whether or not the first was heard."""
        live = self._live.route(contribution.channel, contribution.id)
        if live and live.session.is_off_record(contribution.channel, contribution.id):
            return self._tell_unrecorded(live, contribution)
        await self._follow(partial(self._rewritten, contribution))
        if live:
            for worded in self.worded:
                worded(live, contribution)

    async def deleted(self, channel: int, messages: Sequence[int]) -> None:
        """Messages were deleted; of a live session this is kept also for those that were never heard.

        What the hosts took out of the room is not deleted: it waits for their decision.
        """
        for message in messages:
            live = self._live.route(channel, message)
            if live and message in live.session.removed:
                continue
            if live:
                for gone in self.gone:
                    gone(live, message)
                if live.session.is_off_record(channel, message):
                    continue
            await self._follow(partial(self._lost, channel, message))

    async def reacted(self, channel: int, reaction: Reaction, *, on: bool) -> None:
        """Somebody reacted, or took that back."""
        live = self._live.route(channel, reaction.message)
        if live and live.session.is_off_record(channel, reaction.message):
            return
        await self._follow(partial(self._react, channel, reaction, on=on))

    async def reactions_cleared(self, channel: int, message: int, emoji: str | None = None) -> None:
        """Every reaction of a message is gone, or every one with this emoji."""
        await self._follow(partial(self._clear, channel, message, emoji))

    async def thread_started(self, channel: int, thread: int) -> None:
        """There is a thread in a channel; if the talk there belongs to a session, so does the thread's."""
        live = self._live.route(channel, thread)
        if live and thread not in live.threads:
            self._live.listen(live, thread)  # first, since what is said in it may come at any moment
            await self._write(live.session.number, partial(self._store.add_thread, live.session.number, thread))

    @property
    def waiting(self) -> int:
        """How many writes wait because the record cannot be written."""
        return len(self._waiting)

    def next_due(self) -> datetime | None:
        """Return when what waits is tried again."""
        return self._again_at

    async def retry(self, now: datetime) -> None:
        """Try to write what waits, if it is time: some of it, so that no question waits for the rest."""
        if self._again_at is None or now < self._again_at:
            return
        try:
            await self._write_some()
        except StoreError:
            self._again_at = self._clock.now() + AGAIN
            return
        if self._waiting:  # there is more, which is due at once
            return
        dropped, self._dropped, self._again_at = self._dropped, False, None
        for relieved in self.relieved:
            relieved(dropped)

    async def _write_some(self) -> None:
        """Write the first of what waits, in its order; from the first on that fails, it goes on waiting."""
        some = list(islice(self._waiting, AT_ONCE))
        done = await asyncio.gather(*(write() for write in some), return_exceptions=True)
        for error in done:
            if error is not None:
                raise error
            self._waiting.popleft()

    async def _erase(self, session: int, message: int) -> None:
        await self._store.delete(session, [message])
        for listener in self.erased:
            listener(session, message)

    async def _follow(self, act: Write) -> None:
        """Do what first asks to which session something belongs; while the record cannot say that, it waits."""
        try:
            await act()
        except StoreError as error:
            self._wait(act, error)

    async def _rewritten(self, contribution: Contribution) -> None:
        if session := await self._session_of(contribution.channel, contribution.id):
            await self._write(session, partial(self._store.save, session, contribution))
            for reworded in self.reworded:
                reworded(session)
            self._tell_if_past(session)

    async def _lost(self, channel: int, message: int) -> None:
        if session := await self._session_of(channel, message):
            await self._write(session, partial(self._erase, session, message))
            self._tell_if_past(session)

    async def _react(self, channel: int, reaction: Reaction, *, on: bool) -> None:
        if session := await self._session_of(channel, reaction.message):
            await self._write(session, partial(self._store.react, session, reaction, on=on))

    async def _clear(self, channel: int, message: int, emoji: str | None) -> None:
        if session := await self._session_of(channel, message):
            await self._write(session, partial(self._store.clear_reactions, session, message, emoji))

    async def _save(self, session: int, said: Sequence[Contribution]) -> None:
        """Store what was said; while the record cannot be written, each waits by itself, so that each is counted."""
        for part in [said] if self._again_at is None else [[each] for each in said]:
            await self._write(session, partial(self._store.save, session, *part))

    async def _write(self, session: int, write: Write) -> None:
        if self._again_at is None:
            try:
                await write()
            except StoreError as error:
                self._wait(write, error)
        else:
            self._enqueue(write)
        if live := self._live.get(session):
            for listener in self.heard:
                listener(live)

    def _tell_unrecorded(self, live: Live, said: Contribution) -> None:
        """Let what is said off the record be judged, and by nobody kept."""
        for unrecorded in self.unrecorded:
            unrecorded(live, said)

    def _tell_if_past(self, session: int) -> None:
        """Tell of a change in a session that nothing else is to come for: it is not in memory any more."""
        if self._live.get(session) is None:
            for listener in self.past:
                listener(session)

    def _wait(self, write: Write, error: StoreError) -> None:
        first = self._again_at is None
        self._again_at = self._clock.now() + AGAIN
        self._enqueue(write)
        if first:
            log.error("the record cannot be written: %s", error)
            for stuck in self.stuck:
                stuck(str(error))

    def _enqueue(self, write: Write) -> None:
        if len(self._waiting) < MOST_WAITING:
            self._waiting.append(write)
        else:
            self._dropped = True

    async def _session_of(self, channel: int, message: int) -> int | None:
        if live := self._live.route(channel, message):
            return live.session.number
        return await self._store.session_of(message)
