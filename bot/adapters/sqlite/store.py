"""The store: one connection that writes, one that reads, and the parts of the record on top of them."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import aiosqlite

from bot.adapters.sql import codec
from bot.adapters.sqlite.backup import back_up
from bot.adapters.sqlite.connect import opened, shorten_log
from bot.adapters.sqlite.tables import cases, pending_answers
from bot.adapters.sqlite.tables.cases import CaseTables
from bot.adapters.sqlite.tables.contributions import ContributionTables
from bot.adapters.sqlite.tables.files import FileTables
from bot.adapters.sqlite.tables.listings import ListTables
from bot.adapters.sqlite.tables.pending_answers import PendingAnswerTables
from bot.adapters.sqlite.tables.planning import PlanningTables
from bot.adapters.sqlite.tables.sessions import SessionTables
from bot.adapters.sqlite.upgrade import migrate, newest_version, version_of
from bot.adapters.sqlite.writer import Fence, Writer, writing

FORGET = (
    cases.FORGET,
    cases.FORGET_UNDELIVERED,
    cases.FORGET_POSTS,
    pending_answers.FORGET,
    pending_answers.FORGET_UNDELIVERED,
)
"""What empties words of cases and pending answers that are older than an instant."""

INSTALL = "INSERT INTO installation (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM installation)"

NOTE = "INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"


class SqliteStore(
    SessionTables, ListTables, ContributionTables, FileTables, PlanningTables, CaseTables, PendingAnswerTables
):
    """The whole record in one file. Made by `open_store` only, which also closes it."""

    def __init__(self, path: Path, reader: aiosqlite.Connection, writer: Writer, installation: str) -> None:
        super().__init__(path, reader, writer)
        self.installation = installation

    @property
    def backlog(self) -> int:
        """How many writes wait to be committed."""
        return self._writer.backlog

    async def forget(self, before: datetime) -> None:
        old = [(codec.instant_text(before),)]
        await self._writer.write([(statement, old) for statement in FORGET])

    async def tidy(self) -> None:
        async with opened(self._path) as connection:  # the writer's would hold up what is being written
            await shorten_log(connection)

    async def recall(self, key: str) -> str | None:
        rows = await self._rows("SELECT value FROM notes WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    async def note(self, key: str, value: str) -> None:
        await self._writer.write([(NOTE, [(key, value)])])


@asynccontextmanager
async def open_store(path: Path, fence: Fence | None = None) -> AsyncIterator[SqliteStore]:
    """Open the record at this path for the length of a block; it is made if it is missing.

    With a `fence`, that is asked within each transaction whether the record may still be written.
    Raises StoreError where the file or its folder cannot be used, with a sentence that says why.
    """
    async with opened(path) as connection:
        await migrate(connection, path)
        await connection.execute(INSTALL, (secrets.token_hex(16),))
        async with connection.execute("SELECT id FROM installation") as cursor:
            row = await cursor.fetchone()
        assert row is not None
        async with opened(path) as reader, writing(connection, path, fence) as writer:
            yield SqliteStore(path, reader, writer, str(row[0]))


@asynccontextmanager
async def open_to_read(path: Path) -> AsyncIterator[SqliteStore]:
    """Open the record for the length of a block, only to look at it.

    A record of an older version is left as it is, for the bot that wrote it may still run on it: what is read then is
    a copy that is brought up to date.
    """
    if not await _is_older(path):
        async with open_store(path) as store:
            yield store
        return
    with TemporaryDirectory(prefix="reading-", dir=path.parent) as folder:
        copy = Path(folder) / path.name
        await back_up(path, copy)
        async with opened(copy) as connection:
            await migrate(connection, copy, copied=False)
        async with open_store(copy) as store:
            yield store


async def _is_older(path: Path) -> bool:
    if not _exists(path):
        return False
    async with opened(path) as connection:
        return 0 < await version_of(connection) < newest_version()


def _exists(path: Path) -> bool:
    return path.exists()
