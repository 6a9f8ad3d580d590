"""A transcript as a table for scripts: comma-separated values (RFC 4180), with a byte order mark.

Spreadsheets split CSV by the sign of their country and round long numbers; for them there is `xlsx_table`. A cell of
words never starts a formula: one that could be taken for it gets an apostrophe before it. Ids and times stay as they
are.
"""

import csv
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from bot.adapters.export.tables.rows import AS_THEY_ARE, COLUMNS, row_of
from bot.core.base.words import Words
from bot.core.record.transcript import AskedQuestion, Entry, Event, Head
from bot.core.text.cleaning import clean

BYTE_ORDER_MARK: Final = "\ufeff"
FORMULA_SIGNS: Final = frozenset("=+-@\N{MINUS SIGN}")


def guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, whatever blank or invisible characters come first."""
    text = clean(text)
    if text[:1].isalnum():
        return text
    if text[:1] in {"\t", "\n"}:
        return "'" + text
    for character in text:
        if unicodedata.category(character)[0] not in "ZC":
            sign = unicodedata.normalize("NFKC", character)[0]
            return "'" + text if sign in FORMULA_SIGNS else text
    return text


class _Line:
    """What `csv.writer` writes into: it returns the line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


class CsvTable:
    """Writes CSV."""

    def __init__(self, words: Words) -> None:
        self._csv = csv.writer(_Line(), lineterminator="\r\n")
        self._questions: Mapping[int | None, str] = {}

    def opening(self, head: Head, questions: Sequence[AskedQuestion]) -> str:
        self._questions = {question.number: question.text for question in questions}
        return BYTE_ORDER_MARK + self._row(COLUMNS)

    def _row(self, cells: Sequence[object]) -> str:
        return str(self._csv.writerow(cells))

    def question(self, asked: AskedQuestion) -> str:
        return ""

    def channel(self) -> str:
        return ""

    def entry(self, entry: Entry) -> str:
        row = row_of(entry, self._questions)
        return self._row([cell if name in AS_THEY_ARE else guarded(cell) for name, cell in row.items()])

    def end(self, entries: int) -> str:
        return ""

    def closing(self, events: Sequence[Event]) -> str:
        return ""
