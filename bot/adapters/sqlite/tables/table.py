"""What the halves of the store share: how they read, and through whom they write."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiosqlite

from bot.adapters.sqlite.connect import cannot_use
from bot.adapters.sqlite.writer import Writer


class Tables:
    """Tables behind one connection that reads and one writer; both belong to whoever opened the store."""

    def __init__(self, path: Path, reader: aiosqlite.Connection, writer: Writer) -> None:
        self._path = path
        self._reader = reader
        self._writer = writer

    async def _rows(self, sql: str, *parameters: object) -> Sequence[Any]:
        """Return all rows of a query; raise StoreError where the file cannot be read."""
        try:
            return list(await self._reader.execute_fetchall(sql, parameters))
        except sqlite3.Error as error:
            raise cannot_use(self._path, error) from error
