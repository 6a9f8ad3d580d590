"""The record in a PostgreSQL database, as an installation has it: it fills the port `Database`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from bot.adapters.postgres import copies, diagnosis
from bot.adapters.postgres.connect import NAME, PostgresConnection, opened
from bot.adapters.postgres.members import Members, ServerTime, name_of, server_time
from bot.adapters.postgres.upgrade import (
    SEVERAL,
    migrate,
    must_be_free,
    must_be_new,
    must_be_usable,
    newest_version,
    version_of,
)
from bot.adapters.sql.lease import Lease, leased
from bot.adapters.sql.store import SqlStore, installation_of, must_be_here
from bot.adapters.sql.writer import writing
from bot.adapters.sqlite.backup import before_upgrade
from bot.adapters.sqlite.restore import Here
from bot.app.ports.clock import Clock
from bot.app.ports.database import Copies, IsAlive, Process
from bot.core.base.finding import Finding
from bot.core.base.place import EVERYTHING, Share


class PostgresDatabase:
    """One database of a server, and the folder of its nightly copies, which are SQLite files."""

    def __init__(
        self,
        url: str,
        folder: Path,
        clock: Clock,
        me: Process,
        is_alive: IsAlive,
        time: ServerTime = server_time,
    ) -> None:
        self.url = url
        self._time = time
        self._clock = clock
        self._me = me
        self._is_alive = is_alive
        self._folder = folder
        self.copies: Copies = copies.PostgresCopies(url, folder)

    @asynccontextmanager
    async def held(self, share: Share = EVERYTHING, *, or_left: bool = False) -> AsyncIterator[tuple[Lease, SqlStore]]:
        async with opened(self.url) as connection:
            await must_be_usable(connection, self.url, self._folder)
            members = Members(connection, self._me, self._is_alive, self._time)
            version = await version_of(connection)
            if 0 < version < newest_version():
                await members.must_be_alone()
            if version < SEVERAL:
                await self._bring_up_to_date(connection)
            taken = await members.take(share, or_left=or_left)
            async with leased(connection, self._clock, taken) as lease:
                await self._bring_up_to_date(connection, lease.token)
                async with _store(self.url, name_of(lease.token), lease, self._time) as store:
                    await must_be_here(store)
                    yield lease, store

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[SqlStore]:
        async with opened(self.url) as connection:
            await must_be_usable(connection, self.url, self._folder)
            await self._bring_up_to_date(connection)
        async with _store(self.url, time=self._time) as store:
            yield store

    @asynccontextmanager
    async def opened_to_read(self) -> AsyncIterator[SqlStore]:
        async with opened(self.url) as connection:
            await must_be_new(connection, self.url, self._folder)
            await migrate(connection)
        async with _store(self.url, time=self._time) as store:
            yield store

    async def _bring_up_to_date(self, connection: PostgresConnection, token: str = "") -> None:
        """Copy an older record, as it is, and bring it up to date."""
        version = await version_of(connection)
        if 0 < version < newest_version():
            await must_be_free(connection, token)
            await copies.unload(self.url, before_upgrade(self._folder, version))
        await migrate(connection, token=token)

    async def back_up(self, file: Path) -> None:
        await copies.unload(self.url, file)

    async def restore(self, file: Path) -> Path | None:
        return await copies.load(self.url, file, self._folder.parent, self._here())

    async def examine(self) -> list[Finding]:
        return await diagnosis.examine(self.url, self._folder, self._here(), self._time)

    async def runner(self) -> Finding:
        return await diagnosis.runner(self.url, self._here(), self._time)

    async def running(self) -> list[Share]:
        async with opened(self.url) as connection:
            return (await Members(connection, self._me, self._is_alive, self._time).look()).running()

    def _here(self) -> Here:
        return Here(self._clock.now(), self._me.host, self._is_alive)


@asynccontextmanager
async def _store(
    url: str, name: str = NAME, lease: Lease | None = None, time: ServerTime = server_time
) -> AsyncIterator[SqlStore]:
    """Open the record for the length of a block: one connection that writes, one that reads."""
    async with opened(url, name) as connection:
        installation = await installation_of(connection)
        async with opened(url, name) as reader, writing(connection, lease.fence if lease else None) as writer:
            share = lease.share if lease else EVERYTHING
            yield SqlStore(reader, writer, installation, _nothing, partial(_scrub, url), share, time)


async def _scrub(url: str) -> None:
    """Free what deleted rows occupied; the server writes new ones over it."""
    async with opened(url) as connection:
        await connection.script("VACUUM")


async def _nothing() -> None:
    """Do nothing: the server tidies up by itself."""
