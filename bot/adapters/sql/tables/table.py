"""What the halves of the store share: how they read, and through whom they write."""

import re
from collections.abc import Sequence
from typing import Any

from bot.adapters.sql.connection import Reader
from bot.adapters.sql.writer import Statement, Writer
from bot.core.base.place import Share

PARAMETER = re.compile(r"\?(\d)")


class Tables:
    """Tables behind one connection that reads and one writer; both belong to whoever opened the store.

    `share` has the servers whose sessions this process drives.
    """

    def __init__(self, reader: Reader, writer: Writer, share: Share) -> None:
        self._reader = reader
        self._writer = writer
        self._share = share

    async def _rows(self, sql: str, *parameters: object) -> Sequence[Any]:
        """Return all rows of a query; raise `StoreError` where the database cannot be read."""
        return await self._reader.rows(sql, *parameters)


def fitted(sql: str, *given: object) -> Statement:
    """Return a statement with one row of those parameters that it asks for: an engine takes no others."""
    used = sorted({int(number) for number in PARAMETER.findall(sql)})
    places = {number: place for place, number in enumerate(used, 1)}
    renumbered = PARAMETER.sub(lambda found: f"?{places[int(found[1])]}", sql)
    return renumbered, [tuple(given[number - 1] for number in used)]
