"""What the halves of the store share: how they read, and through whom they write."""

from collections.abc import Sequence
from typing import Any

from bot.adapters.sql.connection import Reader
from bot.adapters.sql.writer import Writer


class Tables:
    """Tables behind one connection that reads and one writer; both belong to whoever opened the store."""

    def __init__(self, reader: Reader, writer: Writer) -> None:
        self._reader = reader
        self._writer = writer

    async def _rows(self, sql: str, *parameters: object) -> Sequence[Any]:
        """Return all rows of a query; raise `StoreError` where the database cannot be read."""
        return await self._reader.rows(sql, *parameters)
