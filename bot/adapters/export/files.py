"""The port `Exports`: summaries and transcripts written to files, never held whole in memory where they may be long."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from pathlib import Path

from bot.adapters.export import FORMATS, recap, write
from bot.adapters.export.tables import case_table
from bot.app.reading.records import Records
from bot.core.base.words import Words


class Exports:
    """Makes files from the record, in each session's language."""

    formats = tuple(FORMATS)

    def __init__(self, records: Records, words: Callable[[str], Words]) -> None:
        self._records = records
        self._words = words

    async def transcript(self, number: int, format: str, folder: Path) -> Path:
        """Write a session's transcript into a folder, which is made if it is missing, and return its path."""
        path = folder / f"transcript{FORMATS[format].suffix}"
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        with await asyncio.to_thread(path.open, "wb") as file:
            async for piece in self.pieces(number, format):
                await asyncio.to_thread(file.write, piece)
        return path

    async def pieces(self, number: int, format: str) -> AsyncIterator[bytes]:
        """Yield a session's transcript, piece by piece as it is made."""
        record, chosen = await self._records.transcript(number), FORMATS[format]
        async with aclosing(write(record, chosen.writer(self._words(record.head.language)))) as texts:
            async for piece in chosen.packed(texts):
                yield piece

    async def summary(self, number: int, format: str) -> str:
        """Return a session's recap as text in this format."""
        made = await self._records.recap(number)
        return recap.FORMATS[format](made, self._words(made.head.language))

    async def measures(self, number: int, format: str) -> str:
        """Return the log of a session's cases as text in this format."""
        return case_table.FORMATS[format](number, await self._records.measures(number))
