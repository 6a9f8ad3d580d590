"""Makes good what the gateway did not tell: the whole session is reread from the room.

Two passes. The first, fast, goes forward from the mark up to which each channel was read completely; due steps wait
for it, for a while. The second rereads everything: newer texts are applied, reactions compared, and what we hold but
did not see is looked up one by one, since only the platform's own word deletes. After an outage both are made, the
second alone when a question is over, before the summary and before the record is closed.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import datetime, timedelta
from functools import partial

from bot.app.live.background import Background
from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Gone, Heard, NoChannel, Unsure
from bot.core.base.contribution import Contribution
from bot.core.base.errors import RoomError, StoreError
from bot.core.base.ids import first_at
from bot.core.base.place import Servers, everywhere
from bot.core.session import decisions
from bot.core.session.facts import HostsTold, Notice
from bot.core.session.state import Phase

log = logging.getLogger(__name__)

AGAIN = timedelta(seconds=30)
"""How long after a failed pass the next one begins."""

PAGE = 100


class Catchup:
    """Rereads sessions; `heard` listeners are called when the record may have changed, `worded` for what was missed.

    `erased` listeners learn of messages that were deleted meanwhile, with the session.
    """

    def __init__(self, store: Store, sessions: LiveSessions, room: Room, clock: Clock) -> None:
        self._store = store
        self._sessions = sessions
        self._room = room
        self._clock = clock
        self._forward = Background("catch-up")
        self._reread = Background("reread")
        self._again: dict[int, tuple[Live, datetime]] = {}
        self._asked: dict[int, int | None] = {}
        self._began: dict[int, datetime] = {}
        self._waiting: set[int] = set()
        self._behind = asyncio.Lock()
        self._told: set[int] = set()
        self._counted: dict[int, tuple[dict[str, int], dict[str, int]]] = {}
        self.heard: list[Callable[[Live], None]] = []
        self.erased: list[Callable[[int, int], None]] = []
        self.worded: list[Callable[[Live, Contribution], None]] = []

    def begin(self, live: Live) -> None:
        """Start in the background what an outage calls for: both passes, or for a closed session just one of them.

        Once there is a draft of the recap, what was said since is read now, and the rest before it is published and
        before the archive step. Before that the draft waits for the whole of it, so there is no use in the first pass.
        """
        session = live.session
        if _has_more(live) and (session.phase is not Phase.CLOSED or session.recap.is_made):
            self._forward.start(session.number, partial(self._guarded, live, self._pass_forward))
        if not session.recap.is_made:
            self.reread(live, self._clock.now())

    def reread(self, live: Live, since: datetime) -> None:
        """Start the second pass in the background, unless one that began at this instant or later is on or was made."""
        number = live.session.number
        self._asked[number] = live.session.current
        is_made = number in self._began and self._began[number] >= since and number not in self._again
        if _has_more(live) and not is_made and number not in self._waiting:  # one that waits to begin serves all
            self._again.pop(number, None)
            self._waiting.add(number)
            self._reread.start(number, partial(self._after_forward, live))

    def follow(self, live: Live) -> None:
        """Reread when a question is over: what was said to it may be in events that were lost."""
        if self._asked.get(live.session.number) != live.session.current:
            self.reread(live, live.session.asked[-1].at)

    async def is_current(self, live: Live, patience: float) -> None:
        """Return when no forward pass is under way, or after a number of real seconds."""
        await _patiently(self._forward.finished(live.session.number), patience)

    async def is_reread(self, live: Live, since: datetime, patience: float) -> None:
        """Return when the whole session is reread since this instant, or after a number of real seconds."""
        self.reread(live, since)
        await _patiently(self._reread.finished(live.session.number), patience)

    async def is_complete(self, live: Live, due: datetime) -> bool:
        """Return whether all of the session could be reread since this instant, however long that takes."""
        number = live.session.number
        self.reread(live, due)
        await self._reread.finished(number)
        return number not in self._again

    def retry(self, now: datetime | None, servers: Servers = everywhere) -> None:
        """Begin again where a pass failed a while ago, or wherever one failed on these servers if no time is given."""
        for number, (live, again_at) in list(self._again.items()):
            if servers(live.session.room.guild) if now is None else again_at <= now:
                del self._again[number]  # a pass that fails again notes it again
                self.begin(live)

    def next_due(self) -> datetime | None:
        """Return when the next failed pass begins again."""
        return min((again_at for _, again_at in self._again.values()), default=None)

    async def idle(self) -> None:
        """Return when no pass is running."""
        await self._forward.idle()
        await self._reread.idle()

    async def close(self) -> None:
        """Break off."""
        await self._forward.close()
        await self._reread.close()

    async def _after_forward(self, live: Live) -> None:
        await self._forward.finished(live.session.number)
        await self._guarded(live, self._pass_again)
        self._waiting.discard(live.session.number)

    async def _guarded(self, live: Live, scan: Callable[[Live], Awaitable[None]]) -> None:
        number = live.session.number
        try:
            async with self._behind if live.session.recap.is_made else nullcontext():  # chats that run come first
                await scan(live)
        except (Unsure, RoomError, StoreError) as error:
            log.warning("catch-up failed: %s", error, extra={"session": number})
            self._failed(live)
            if isinstance(error, RoomError):
                await self._tell(live)
        except Exception:
            log.exception("catch-up failed", extra={"session": number})
            self._failed(live)
        else:
            self._told.discard(number)
        for listener in self.heard:
            listener(live)

    def _failed(self, live: Live) -> None:
        number = live.session.number
        self._again[number] = (live, self._clock.now() + AGAIN)
        self._began.pop(number, None)

    async def _tell(self, live: Live) -> None:
        """Tell the hosts, once, which permissions are missing, since the record may lack what cannot be read back."""
        names = ", ".join(self._room.abilities(live.session.room.channel).missing)
        number = live.session.number
        if names and number not in self._told:
            self._told.add(number)
            told = HostsTold(at=self._clock.now(), notice=Notice.PERMISSIONS, detail=names)
            with suppress(StoreError):
                await self._sessions.record(live, lambda _: [told])

    async def _pass_forward(self, live: Live) -> None:
        number = live.session.number
        await self._find_threads(live)
        for channel in _scopes(live):
            async with self._where_it_is(live, channel):
                upto = max(_beginning(live, channel), await self._store.mark(number, channel))
                async for page in _pages(self._room.history(channel, upto)):
                    await self._take_in(live, [said for heard in page if (said := heard.contribution)])
                    upto = page[-1].id
                await self._store.set_mark(number, channel, upto)

    async def _pass_again(self, live: Live) -> None:
        number = live.session.number
        self._waiting.discard(number)
        self._began[number] = self._clock.now()
        await self._find_threads(live)
        for channel in _scopes(live):
            async with self._where_it_is(live, channel):
                missing = set(await self._store.held(number, channel))  # not what is said while the room is read
                missing -= live.session.removed
                missing |= live.stand.cards().keys() if channel == live.session.room.channel else set()
                upto = begin = _beginning(live, channel)
                async for page in _pages(self._room.history(channel, begin)):
                    upto = page[-1].id
                    missing.difference_update(heard.id for heard in page)
                    await self._take_in(live, [said for heard in page if (said := heard.contribution)])
                for message in sorted(missing):
                    if message > begin and await self._room.is_deleted(channel, message):
                        await self.forget(live, message)
                await self._store.set_mark(number, channel, upto)

    async def miss(self, live: Live, thread: int) -> None:
        """Take in that a thread was deleted.

        What was said in it stays in the record: whoever deletes a thread does not speak for its members, and each of
        them can still take back their own words.
        """
        number = live.stand.cards().get(thread)
        if number is not None and thread == live.stand.thread(number):
            now = self._clock.now()
            gone = partial(decisions.miss_thread, notice=Notice.THREAD_GONE, number=number, now=now)
            await self._sessions.record(live, gone)

    async def forget(self, live: Live, message: int) -> None:
        """Take in that a message was deleted: a member's, or the card of a question."""
        number = live.stand.cards().get(message)
        if number is None:
            await self._erase(live.session.number, message)
        elif message == live.stand.card(number):
            gone = partial(decisions.miss_card, number=number, now=self._clock.now())
            await self._sessions.record(live, gone)

    @asynccontextmanager
    async def _where_it_is(self, live: Live, channel: int) -> AsyncIterator[None]:
        """Let the block read a channel or thread; one that was deleted has nothing left to tell."""
        try:
            yield
        except NoChannel:
            await self.miss(live, channel)

    async def _erase(self, number: int, message: int) -> None:
        await self._store.delete(number, [message])
        for listener in self.erased:
            listener(number, message)

    async def _find_threads(self, live: Live) -> None:
        """Take up members' threads whose making was missed, or that the whole channel is gone."""
        channel = live.session.room.channel
        try:
            threads = await self._room.threads_of(channel, _beginning(live, channel))
        except NoChannel:
            now = self._clock.now()
            await self._sessions.record(live, lambda session: decisions.lose_room(session, now))
            return
        for thread in threads:
            if thread not in live.threads and self._sessions.route(channel, thread) is live:
                self._sessions.listen(live, thread)
                await self._store.add_thread(live.session.number, thread)

    async def _take_in(self, live: Live, page: Sequence[Contribution]) -> None:
        """Store what is new or newer, and bring reactions up to date."""
        number = live.session.number
        page = [said for said in page if self._sessions.route(said.channel, said.id) is live]
        page = [said for said in page if not live.session.is_off_record(said.channel, said.id)]
        known = {said.id: said async for said in self._store.read(number, [said.id for said in page])}
        news = [said for said in page if said.id not in known or _is_newer(said, known[said.id])]
        news = [said for said in news if said.id not in live.session.removed]
        await self._store.save(number, *news)
        for said in news:
            for listener in self.worded:
                listener(live, said)
        for said in page:
            before = known[said.id].reactions if said.id in known else {}
            counts = dict(before), dict(said.reactions)
            if counts[0] != counts[1] and self._counted.get(said.id) != counts:
                await self._take_in_reactions(number, said)

    async def _take_in_reactions(self, number: int, said: Contribution) -> None:
        """Add what we miss and take off what is gone; what is reported meanwhile is left alone."""
        held = await self._store.reactions(number, said.id)
        try:
            there = await self._room.reactions(said.channel, said.id)
            await asyncio.gather(*(self._store.react(number, each, on=each in there) for each in held ^ there))
            # Whoever reacts twice with one emoji, once with a super reaction, is one person of two that are reported.
            counts = dict(Counter(each.emoji for each in there)), dict(said.reactions)
            if counts[0] == counts[1]:
                self._counted.pop(said.id, None)
            else:
                self._counted[said.id] = counts
        except Gone:  # since the page was read
            if await self._room.is_deleted(said.channel, said.id):
                await self._erase(number, said.id)


def _has_more(live: Live) -> bool:
    """Whether something may have been said that the record would take."""
    return live.session.opened_at is not None and live.session.phase not in (Phase.ARCHIVED, Phase.ROOM_GONE)


def _scopes(live: Live) -> list[int]:
    return [live.session.room.channel, *sorted(live.threads)] if _has_more(live) else []


def _beginning(live: Live, channel: int) -> int:
    """Return an id just before the first one that can belong to the session in this channel."""
    assert live.session.opened_at is not None
    return first_at(live.session.opened_at) - 1 if channel == live.session.room.channel else 0


def _is_newer(said: Contribution, known: Contribution) -> bool:
    if said.poll and said.text != known.text:  # votes are no edits
        return True
    return said.edited_at is not None and (known.edited_at is None or said.edited_at > known.edited_at)


async def _pages(history: AsyncIterator[Heard]) -> AsyncIterator[list[Heard]]:
    page: list[Heard] = []
    async for heard in history:
        page.append(heard)
        if len(page) == PAGE:
            yield page
            page = []
    if page:
        yield page


async def _patiently(finished: Awaitable[None], patience: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(finished, patience)
