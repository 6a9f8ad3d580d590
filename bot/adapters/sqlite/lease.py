"""The lease of a database file: taken before the file is brought up to date."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.adapters.sql.lease import Lease, leased
from bot.adapters.sqlite.connect import SqliteConnection, opened
from bot.adapters.sqlite.holder import TABLE
from bot.adapters.sqlite.upgrade import migrate, must_be_usable
from bot.app.ports.clock import Clock
from bot.app.ports.database import IsAlive, Process


@asynccontextmanager
async def held(path: Path, clock: Clock, me: Process, is_alive: IsAlive) -> AsyncIterator[Lease]:
    """Hold the lease of a database for the length of a block; raise `StoreError` if somebody else does.

    The database is brought up to date once the lease is ours: an older bot that runs on it is left in peace.
    """
    async with opened(path) as connection:
        await must_be_usable(connection, path)
        if not await connection.execute_fetchall(TABLE):
            await migrate(connection, path)  # it is new, or from before there were leases
        async with leased(SqliteConnection(connection, path), clock, me, is_alive) as lease:
            await migrate(connection, path, token=lease.token)
            yield lease
