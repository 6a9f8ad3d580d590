"""A transcript as a table, one row a contribution, for spreadsheets and scripts: RFC 4180, with a byte order mark.

The columns have fixed names. A cell of words never starts a formula: one that a spreadsheet could take for it gets an
apostrophe before it. Ids and times stay as they are.
"""

import csv
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from bot.adapters.export.cleaning import clean, emoji
from bot.core.base.contribution import Attachment
from bot.core.base.words import Words
from bot.core.record.transcript import AskedQuestion, Entry, Event, Head

BYTE_ORDER_MARK: Final = "\ufeff"
FORMULA_SIGNS: Final = frozenset("=+-@\N{MINUS SIGN}")
COLUMNS: Final = (
    "question",
    "question_text",
    "author",
    "author_id",
    "id",
    "at",
    "text",
    "how",
    "when",
    "edited_at",
    "reply_to",
    "reply_to_author",
    "reply_to_text",
    "forwarded",
    "reactions",
    "attachments",
    "featured",
    "link",
)


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
        self._questions = {question.number: guarded(question.text) for question in questions}
        return BYTE_ORDER_MARK + self._row(COLUMNS)

    def _row(self, cells: Sequence[object]) -> str:
        return str(self._csv.writerow(cells))

    def question(self, asked: AskedQuestion) -> str:
        return ""

    def channel(self) -> str:
        return ""

    def entry(self, entry: Entry) -> str:
        said, filing, reply = entry.contribution, entry.filing, entry.reply
        cells = (
            filing.question,
            self._questions.get(filing.question, ""),
            guarded(said.author.name),
            said.author.id,
            said.id,
            said.at.isoformat(),
            guarded(said.text),
            filing.how,
            filing.when,
            said.edited_at.isoformat() if said.edited_at else "",
            reply.id if reply else said.reply_to,
            guarded(reply.author or "") if reply else "",
            guarded(reply.excerpt or "") if reply else "",
            guarded(said.forwarded or ""),
            guarded("; ".join(f"{emoji(key)} {count}" for key, count in said.reactions.items())),
            guarded("\n".join(map(_attachment, said.attachments))),
            "true" if entry.featured else "false",
            guarded(entry.link),
        )
        return self._row(cells)

    def end(self, entries: int) -> str:
        return ""

    def closing(self, events: Sequence[Event]) -> str:
        return ""


def _attachment(attachment: Attachment) -> str:
    kind = f"{attachment.type}, " if attachment.type else ""
    return f"{attachment.name} ({kind}{attachment.size} bytes) {attachment.url}"
