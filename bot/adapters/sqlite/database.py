"""The database in one file, as an installation has it: it fills the port `Database`."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from bot.adapters.sql.lease import Lease
from bot.adapters.sql.store import SqlStore, must_be_here
from bot.adapters.sqlite import backup, diagnosis, restore
from bot.adapters.sqlite.lease import held
from bot.adapters.sqlite.store import open_store, open_to_read
from bot.app.ports.clock import Clock
from bot.app.ports.database import Copies, IsAlive, Process
from bot.core.base.errors import StoreError
from bot.core.base.finding import Finding, Weight
from bot.core.base.place import EVERYTHING, Share
from bot.core.base.words import N_

ONE_PROCESS = N_(
    "--shards needs PostgreSQL: an SQLite file has one process for all servers. Move the record first: "
    "`tchat move --to postgresql://…`."
)


class SqliteDatabase:
    """One file, and the folder of its nightly copies."""

    def __init__(self, path: Path, copies: Path, clock: Clock, me: Process, is_alive: IsAlive) -> None:
        self._path = path
        self._folder = copies
        self._clock = clock
        self._me = me
        self._is_alive = is_alive
        self.copies: Copies = backup.BackupFolder(path, copies)

    @asynccontextmanager
    async def held(self, share: Share = EVERYTHING, *, or_left: bool = False) -> AsyncIterator[tuple[Lease, SqlStore]]:
        if share != EVERYTHING:
            raise StoreError(ONE_PROCESS)
        async with (
            held(self._path, self._clock, self._me, self._is_alive) as lease,
            open_store(self._path, lease.fence) as store,
        ):
            await must_be_here(store)
            yield lease, store

    def opened(self) -> AbstractAsyncContextManager[SqlStore]:
        return open_store(self._path)

    def opened_to_read(self) -> AbstractAsyncContextManager[SqlStore]:
        return open_to_read(self._path)

    async def back_up(self, file: Path) -> None:
        await backup.back_up(self._path, file)

    async def restore(self, file: Path) -> Path | None:
        here = restore.Here(self._clock.now(), self._me.host, self._is_alive)
        return await restore.restore(self._path, file, here)

    async def running(self) -> list[Share]:
        return [EVERYTHING] if (await self.runner()).weight is Weight.GOOD else []

    async def examine(self) -> list[Finding]:
        return await diagnosis.examine(self._patient())

    async def runner(self) -> Finding:
        return await diagnosis.runner(self._patient())

    def _patient(self) -> diagnosis.Patient:
        now, host = self._clock.now(), self._me.host
        return diagnosis.Patient(self._path, self._folder, now, host, self._is_alive)
