"""The lease of a database file: taken before the file is brought up to date, and by one process for all servers."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.adapters.sql.codec import instant_text
from bot.adapters.sql.connection import Connection
from bot.adapters.sql.holder import LEASE, READ, Holder, holder_of
from bot.adapters.sql.lease import HELD, RELEASE, Lease, leased, took_over
from bot.adapters.sqlite.connect import SqliteConnection, opened
from bot.adapters.sqlite.holder import TABLE
from bot.adapters.sqlite.upgrade import migrate, must_be_usable
from bot.app.ports.clock import Clock
from bot.app.ports.database import Heir, IsAlive, NotNow, Process
from bot.core.base.place import EVERYTHING

TAKE = """
    INSERT INTO lease (one, token, host, process, mark, since, seen) VALUES (1, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (one) DO UPDATE SET token = excluded.token, host = excluded.host, process = excluded.process,
        mark = excluded.mark, since = excluded.since, seen = excluded.seen"""


class Whole:
    """All servers, taken by one process of this computer. It fills the protocol `Place`."""

    share = EVERYTHING

    def __init__(self, token: str, clock: Clock) -> None:
        self.token = token
        self._clock = clock

    async def is_ours(self, connection: Connection) -> bool:
        """Return whether we still have it; there is one transaction at a time that writes."""
        holder = await self.holder(connection)
        return holder is not None and holder.token == self.token

    async def holder(self, connection: Connection) -> Holder | None:
        """Return who has it now."""
        return holder_of(await connection.rows(READ))

    async def now(self, connection: Connection) -> datetime:
        """Return this computer's time."""
        return self._clock.now()

    async def history(self, connection: Connection) -> str:
        """Say nothing: a file is replaced only while nobody has it."""
        return ""

    is_promised = False

    async def offer(self, connection: Connection) -> Heir:
        """Say that nobody can be an heir: who stands by opens the file once it is free, perhaps as a newer version."""
        return Heir.NEVER

    async def withdraw(self, connection: Connection) -> None:
        """Offer nothing."""

    async def ready(self, connection: Connection) -> None:
        """Do nothing: nothing is promised."""

    async def received(self, connection: Connection) -> bool:
        """Return that it is ours."""
        return True

    async def let_go(self, connection: Connection) -> None:
        """Be gone."""
        await connection.rows(RELEASE, self.token)


@asynccontextmanager
async def held(path: Path, clock: Clock, me: Process, is_alive: IsAlive) -> AsyncIterator[Lease]:
    """Hold the lease of a database for the length of a block; raise `NotNow` if somebody else does.

    The database is brought up to date once the lease is ours: an older bot that runs on it is left in peace.
    """
    async with opened(path) as connection:
        await must_be_usable(connection, path)
        if not await connection.execute_fetchall(TABLE):
            await migrate(connection, path)  # it is new, or from before there were leases
        own = SqliteConnection(connection, path)
        async with leased(own, clock, await take(own, clock, me, is_alive)) as lease:
            await migrate(connection, path, token=lease.token)
            yield lease


async def take(connection: Connection, clock: Clock, me: Process, is_alive: IsAlive) -> Whole:
    """Take the lease, in one transaction with the look at who has it; raise `NotNow` if somebody else has.

    Another look comes before it: who stands by does not make others wait for a lock every second.
    """
    now = clock.now()

    async def holder_that_is_gone() -> Holder | None:
        holder = holder_of(await connection.rows(READ))
        if holder and not holder.is_gone(now, me.host, is_alive):
            raise NotNow(HELD, **holder.values, seconds=int(LEASE.total_seconds()))
        return holder

    await holder_that_is_gone()
    async with connection.transaction():
        holder = await holder_that_is_gone()
        token = secrets.token_hex(16)
        at = instant_text(now)
        await connection.rows(TAKE, token, me.host, me.number, me.mark, at, at)
    if holder:
        took_over(holder)
    return Whole(token, clock)
