"""Transcripts in every format: one writer per format, and `FORMATS`, where a format is looked up by its name.

All formats carry the same contributions. A writer is made for one transcript, with the words of its language:

    async for text in write(transcript, FORMATS["html"].writer(words)):
        file.write(text)  # opened with encoding="utf-8", newline=""; a workbook's sheet is then `packed`
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.adapters.export.html.page import HtmlPage
from bot.adapters.export.json_record import JsonRecord
from bot.adapters.export.markdown.page import MarkdownPage
from bot.adapters.export.tables import xlsx_table
from bot.adapters.export.tables.csv_table import CsvTable
from bot.adapters.export.tables.xlsx_table import XlsxTable
from bot.adapters.export.text.page import TextPage
from bot.adapters.export.writer import Writer, write
from bot.core.base.words import Words

__all__ = ["FORMATS", "Format", "Writer", "write"]


async def encoded(written: AsyncIterator[str]) -> AsyncIterator[bytes]:
    """Yield text as UTF-8."""
    async for text in written:
        yield text.encode()


@dataclass(frozen=True, slots=True)
class Format:
    """A file's ending, its media type, what makes a writer for one transcript, given the session's words, and a packer.

    The packer makes bytes of what is written: UTF-8, or an archive that holds it. The byte order mark of CSV is part of
    its text.
    """

    suffix: str
    media_type: str
    writer: Callable[[Words], Writer]
    packed: Callable[[AsyncIterator[str]], AsyncIterator[bytes]] = encoded


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "html": Format(".html", "text/html; charset=utf-8", HtmlPage),
        "md": Format(".md", "text/markdown; charset=utf-8", MarkdownPage),
        "txt": Format(".txt", "text/plain; charset=utf-8", TextPage),
        "csv": Format(".csv", "text/csv; charset=utf-8", CsvTable),
        "xlsx": Format(
            ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", XlsxTable, xlsx_table.packed
        ),
        "json": Format(".json", "application/json", JsonRecord),
    }
)
