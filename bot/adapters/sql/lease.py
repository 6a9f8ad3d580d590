"""Who runs the bot on a database: at most one process, which says every few seconds that it is still there.

A process that died is replaced at once where that can be seen, one that hangs as soon as its lease is over. Whoever
lost the lease learns it from its next write, inside that write's transaction (`fence`), so that nothing of it is kept,
or else from its next renewal. A renewal that fails loses nothing: only somebody else can take the lease.
"""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from bot.adapters.sql.codec import instant_text
from bot.adapters.sql.connection import Connection
from bot.adapters.sql.holder import LEASE, READ, Holder, holder_of
from bot.app.ports.clock import Clock
from bot.app.ports.database import IsAlive, NotNow, Process
from bot.core.base.errors import StoreError
from bot.core.base.words import N_

log = logging.getLogger(__name__)

RENEWAL = timedelta(seconds=10)
"""How long after a renewal the next one is made."""

AGAIN = timedelta(seconds=2)
"""How long after a renewal that failed the next one is tried."""

TAKE = """
    INSERT INTO lease (one, token, host, process, mark, since, seen) VALUES (1, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (one) DO UPDATE SET token = excluded.token, host = excluded.host, process = excluded.process,
        mark = excluded.mark, since = excluded.since, seen = excluded.seen"""
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


class Lease:
    """The right to run the bot on a database. Made by `leased` only, which also keeps it and gives it back.

    `lost` listeners are called at the moment in which it turns out that somebody else has it.
    """

    def __init__(self, connection: Connection, clock: Clock, token: str, since: datetime) -> None:
        self._connection = connection
        self._clock = clock
        self.token = token
        self._seen = since
        self._end: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.lost: list[Callable[[], None]] = []

    async def ended(self) -> None:
        """Wait for as long as the lease is ours; raise `LostLease` when it is not."""
        await asyncio.shield(self._end)

    async def fence(self, connection: Connection) -> None:
        """Raise `LostLease` unless the lease is ours; called inside each transaction that writes."""
        await connection.share_lease()
        holder = holder_of(await connection.rows(READ))
        if holder is None or holder.token != self.token:
            raise self._lose(holder)

    async def confirm(self) -> None:
        """Raise `LostLease` unless the lease is ours, if it was not renewed for so long that this is in question."""
        now = self._clock.now()
        if now - self._seen > LEASE:
            with suppress(StoreError):
                await self._renew(now)
            if self._end.done():
                await self._end

    async def keep(self) -> None:
        """Renew the lease, until it is lost."""
        wake = asyncio.Event()
        failing = False
        due = self._clock.now() + RENEWAL
        while not self._end.done():
            await self._clock.wait(due, wake)
            now = self._clock.now()
            try:
                await self._renew(now)
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
            await self._connection.rows(RELEASE, self.token)
        except StoreError as error:
            log.warning("the lease was not given back: %s", error)
        self._end.cancel()

    def let_down(self, keeping: "asyncio.Task[None]") -> None:
        """Take in that it is not renewed any more; if that is a fault of ours, the bot must not go on either."""
        if not keeping.cancelled() and (error := keeping.exception()):
            self._finish(error)

    async def _renew(self, now: datetime) -> None:
        if not await self._connection.rows(RENEW, instant_text(now), self.token):
            self._lose(holder_of(await self._connection.rows(READ)))
        self._seen = now

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
async def leased(connection: Connection, clock: Clock, me: Process, is_alive: IsAlive) -> AsyncIterator[Lease]:
    """Hold the lease of a database for the length of a block; raise `NotNow` if somebody else does."""
    now = clock.now()
    token = await _take(connection, now, me, is_alive)
    lease = Lease(connection, clock, token, now)
    keeping = asyncio.create_task(lease.keep(), name="lease")
    keeping.add_done_callback(lease.let_down)
    try:
        yield lease
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await lease.release()


async def _take(connection: Connection, now: datetime, me: Process, is_alive: IsAlive) -> str:
    """Take the lease and return its token, in one transaction with the look at who has it.

    Another look comes before it: who stands by does not make others wait for a lock every second.
    """

    async def holder_that_is_gone() -> Holder | None:
        holder = holder_of(await connection.rows(READ))
        if holder and not holder.is_gone(now, me.host, is_alive):
            raise NotNow(HELD, **holder.values, seconds=int(LEASE.total_seconds()))
        return holder

    await holder_that_is_gone()
    async with connection.transaction():
        await connection.lock_lease()
        holder = await holder_that_is_gone()
        token = secrets.token_hex(16)
        at = instant_text(now)
        await connection.rows(TAKE, token, me.host, me.number, me.mark, at, at)
    if holder:
        log.warning("took over from process %s on %s", holder.process.number, holder.process.host)
    return token
