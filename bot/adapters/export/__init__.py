"""Transcripts in every format: one writer per format, and `FORMATS`, where a format is looked up by its name.

All formats carry the same contributions. A writer is made for one transcript, with the words of its language:

    async for text in write(transcript, FORMATS["html"].writer(words)):
        file.write(text)  # opened with encoding="utf-8", newline=""
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.adapters.export.html.page import HtmlPage
from bot.adapters.export.json_record import JsonRecord
from bot.adapters.export.markdown.page import MarkdownPage
from bot.adapters.export.tables.csv_table import CsvTable
from bot.adapters.export.text.page import TextPage
from bot.adapters.export.writer import Writer, write
from bot.core.base.words import Words

__all__ = ["FORMATS", "Format", "Writer", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """A file's ending, its media type, and what makes a writer for one transcript, given the session's words.

    The text of every format is to be encoded as UTF-8; the byte order mark of CSV is part of its text.
    """

    suffix: str
    media_type: str
    writer: Callable[[Words], Writer]


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "html": Format(".html", "text/html; charset=utf-8", HtmlPage),
        "md": Format(".md", "text/markdown; charset=utf-8", MarkdownPage),
        "txt": Format(".txt", "text/plain; charset=utf-8", TextPage),
        "csv": Format(".csv", "text/csv; charset=utf-8", CsvTable),
        "json": Format(".json", "application/json", JsonRecord),
    }
)
