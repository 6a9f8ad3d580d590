"""The store: one connection that writes, one that reads, and the two halves of the record on top of them."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite

from bot.adapters.sqlite.connect import migrate, opened
from bot.adapters.sqlite.tables.cases import CaseTables
from bot.adapters.sqlite.tables.contributions import ContributionTables
from bot.adapters.sqlite.tables.pending_answers import DraftTables
from bot.adapters.sqlite.tables.planning import PlanningTables
from bot.adapters.sqlite.tables.sessions import SessionTables
from bot.adapters.sqlite.writer import Fence, Writer, writing

INSTALL = "INSERT INTO installation (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM installation)"

NOTE = "INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"


class SqliteStore(SessionTables, ContributionTables, PlanningTables, CaseTables, DraftTables):
    """The whole record in one file. Made by `open_store` only, which also closes it."""

    def __init__(self, path: Path, reader: aiosqlite.Connection, writer: Writer, installation: str) -> None:
        super().__init__(path, reader, writer)
        self.installation = installation

    @property
    def backlog(self) -> int:
        """How many writes wait to be committed."""
        return self._writer.backlog

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
