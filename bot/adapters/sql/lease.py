"""Who runs the bot on a database: one process, or one for each part of the servers; it says that it is still there.

A process that died is replaced at once where that can be seen, one that hangs as soon as its lease is over. Whoever
lost the lease learns it from its next write, inside that write's transaction (`fence`), so that nothing of it is kept,
or else from its next renewal. A renewal that fails loses nothing: only somebody else can take the lease.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Protocol

from bot.adapters.sql.codec import instant_text
from bot.adapters.sql.connection import Connection
from bot.adapters.sql.holder import LEASE, Holder
from bot.app.ports.clock import Clock
from bot.app.ports.database import Heir
from bot.core.base.errors import StoreError
from bot.core.base.place import Share
from bot.core.base.words import N_

log = logging.getLogger(__name__)

RENEWAL = timedelta(seconds=10)
"""How long after a renewal the next one is made."""

AGAIN = timedelta(seconds=2)
"""How long after a renewal that failed the next one is tried."""

_ALSO_ASLEEP = getattr(time, "CLOCK_BOOTTIME", None)


def steady() -> float:
    """Return seconds that nobody sets: they go on while this computer sleeps, where it can tell."""
    return time.monotonic() if _ALSO_ASLEEP is None else time.clock_gettime(_ALSO_ASLEEP)


RENEW = "UPDATE lease SET seen = ? WHERE token = ? RETURNING token"
RELEASE = "DELETE FROM lease WHERE token = ?"

HELD = N_(
    "The bot runs on this database already: process {process} on {host}, since {since}; stop that one first, or use "
    "another folder with --data (if it hangs, it is replaced {seconds} seconds after its last sign of life)."
)
TAKEN = N_(
    "Another `tchat run` took over this database because this one hung: process {process} on {host}, since {since}; "
    "I have stopped and written nothing more."
)
TAKEN_BEFORE = N_(
    "Another `tchat run` took over this database because this one hung, and has ended by now; start me again."
)


class LostLease(StoreError):
    """Somebody else runs the bot on this database now."""


class Place(Protocol):
    """What a process has taken, as its engine keeps it: a row of the table `lease` with this token."""

    @property
    def token(self) -> str:
        """What no other row has."""
        ...

    @property
    def share(self) -> Share:
        """The servers that were taken."""
        ...

    async def is_ours(self, connection: Connection) -> bool:
        """Return whether we still have it, inside a transaction: until that ends, nobody can take it."""
        ...

    async def holder(self, connection: Connection) -> Holder | None:
        """Return who has it now."""
        ...

    async def now(self, connection: Connection) -> datetime:
        """Return the time by which it is kept: the server's, where several computers share the database."""
        ...

    async def history(self, connection: Connection) -> str:
        """Return what is another once the database goes on from a copy of itself; empty if that is not known."""
        ...

    @property
    def is_promised(self) -> bool:
        """Whether another process has it still, and offers it."""
        ...

    async def offer(self, connection: Connection) -> Heir:
        """Offer it to whoever stands by, and say how far that is."""
        ...

    async def withdraw(self, connection: Connection) -> None:
        """Keep it, unless there is an heir."""
        ...

    async def ready(self, connection: Connection) -> None:
        """Say that we can have what is promised to us."""
        ...

    async def received(self, connection: Connection) -> bool:
        """Return whether we have what was promised to us."""
        ...

    async def let_go(self, connection: Connection) -> None:
        """Give it to an heir that is ready, if there is one, and be gone."""
        ...


class Lease:
    """The right to run the bot for a part of the servers. Made by `leased` only, which also keeps it and gives it back.

    `lost` listeners are called at the moment in which it turns out that somebody else has it, `behind` listeners when
    the record may have gone back.
    """

    def __init__(self, connection: Connection, clock: Clock, place: Place) -> None:
        self._connection = connection
        self._clock = clock
        self._place = place
        self._seen = clock.now()
        self._steady = steady()
        self._end: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._history = ""
        self.lost: list[Callable[[], None]] = []
        self.behind: list[Callable[[], None]] = []

    @property
    def token(self) -> str:
        """What no other lease has."""
        return self._place.token

    @property
    def share(self) -> Share:
        """The servers that are ours."""
        return self._place.share

    @property
    def left(self) -> timedelta:
        """For how long nobody can have taken it.

        It counts from before the last renewal, so that the database cannot have counted for longer, and by two clocks:
        one may have been set, the other may have stood still.
        """
        passed = abs(self._clock.now() - self._seen), timedelta(seconds=steady() - self._steady)
        return LEASE - max(passed)

    async def ended(self) -> None:
        """Wait for as long as the lease is ours; raise `LostLease` when it is not."""
        await asyncio.shield(self._end)

    async def fence(self, connection: Connection) -> None:
        """Raise `LostLease` unless the lease is ours; called inside each transaction that writes."""
        if not await self._place.is_ours(connection):
            raise self._lose(await self._place.holder(connection))

    async def confirm(self) -> None:
        """Raise `LostLease` unless the lease is ours, if it was not renewed for so long that this is in question."""
        now = self._clock.now()
        if now - self._seen > LEASE:
            with suppress(StoreError):
                await self.renew()
            if self._end.done():
                await self._end

    @property
    def is_promised(self) -> bool:
        """Whether another process still has the servers, and offers them to us."""
        return self._place.is_promised

    async def offer(self) -> Heir:
        """Offer our servers to a process that stands by; return how far that is."""
        return await self._place.offer(self._connection)

    async def withdraw(self) -> None:
        """Offer them no more, unless there is an heir."""
        await self._place.withdraw(self._connection)

    async def ready(self) -> None:
        """Say that we can have what is promised to us."""
        await self._place.ready(self._connection)

    async def received(self) -> bool:
        """Return whether we have what was promised to us."""
        return await self._place.received(self._connection)

    async def keep(self) -> None:
        """Renew the lease, until it is lost; in time also where the clock was put back."""
        wake, loop = asyncio.Event(), asyncio.get_running_loop()
        failing = False
        due = self._clock.now() + RENEWAL
        while not self._end.done():
            timer = loop.call_later(RENEWAL.total_seconds(), wake.set)
            await self._clock.wait(due, wake)
            timer.cancel()
            now = self._clock.now()
            try:
                await self.renew()
            except StoreError as error:
                if not failing:
                    log.warning("the lease cannot be renewed: %s", error)
                failing, due = True, now + AGAIN
            else:
                if failing:
                    log.info("the lease is renewed again")
                failing, due = False, now + RENEWAL

    async def release(self) -> None:
        """Give the lease back, if it is still ours."""
        try:
            await self._place.let_go(self._connection)
        except StoreError as error:
            log.warning("the lease was not given back: %s", error)
        self._end.cancel()

    def let_down(self, keeping: "asyncio.Task[None]") -> None:
        """Take in that it is not renewed any more; if that is a fault of ours, the bot must not go on either."""
        if not keeping.cancelled() and (error := keeping.exception()):
            self._finish(error)

    async def renew(self) -> None:
        """Say that we are still there; learn whether it was taken."""
        now, now_steady = self._clock.now(), steady()
        seen = instant_text(await self._place.now(self._connection))
        if not await self._connection.rows(RENEW, seen, self.token):
            self._lose(await self._place.holder(self._connection))
        self._seen, self._steady = now, now_steady
        history = await self._place.history(self._connection)
        if history and self._history and history != self._history:
            log.warning("the database goes on from a copy of itself, which may be behind; I look into the rooms")
            for listener in self.behind:
                listener()
        self._history = history or self._history

    def _lose(self, holder: Holder | None) -> LostLease:
        error = LostLease(TAKEN, **holder.values) if holder else LostLease(TAKEN_BEFORE)
        if not self._end.done():
            for listener in self.lost:
                listener()
        self._finish(error)
        return error

    def _finish(self, error: BaseException) -> None:
        if not self._end.done():
            self._end.set_exception(error)
            self._end.exception()  # if nobody waits for the end, nobody needs to hear of it


@asynccontextmanager
async def leased(connection: Connection, clock: Clock, place: Place) -> AsyncIterator[Lease]:
    """Keep what was taken for the length of a block, and then give it back."""
    lease = Lease(connection, clock, place)
    keeping = asyncio.create_task(lease.keep(), name="lease")
    keeping.add_done_callback(lease.let_down)
    try:
        await lease.renew()  # it may have taken long to get it
        yield lease
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await lease.release()


def took_over(holder: Holder) -> None:
    """Say from whom a lease was taken."""
    log.warning("took over from process %s on %s", holder.process.number, holder.process.host)
