"""A transcript as rows, one for each contribution: the columns, and what stands in them, before any format."""

from collections.abc import Mapping
from typing import Final

from bot.adapters.export.cleaning import emoji
from bot.core.base.contribution import Attachment, KeptFile, MissingFile
from bot.core.record.transcript import Entry

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
    "thread_deleted",
)
"""The columns have fixed names, in this order."""

AS_THEY_ARE: Final = frozenset(
    ("question", "author_id", "id", "at", "how", "when", "edited_at", "reply_to", "featured", "thread_deleted")
)
"""Columns of ids, times and words of ours: nothing of what members wrote is in them."""


def row_of(entry: Entry, questions: Mapping[int | None, str]) -> dict[str, str]:
    """Return the row of a contribution, given the texts of the questions by number."""
    said, filing, reply = entry.contribution, entry.filing, entry.reply
    answered = reply.id if reply else said.reply_to
    cells = (
        "" if filing.question is None else str(filing.question),
        questions.get(filing.question, ""),
        said.author.name,
        str(said.author.id),
        str(said.id),
        said.at.isoformat(),
        said.text,
        filing.how or "",
        filing.when,
        said.edited_at.isoformat() if said.edited_at else "",
        "" if answered is None else str(answered),
        (reply.author or "") if reply else "",
        (reply.excerpt or "") if reply else "",
        said.forwarded or "",
        "; ".join(f"{emoji(key)} {count}" for key, count in said.reactions.items()),
        "\n".join(map(_attachment, said.attachments)),
        "true" if entry.featured else "false",
        entry.link,
        "true" if entry.thread_deleted else "false",
    )
    return dict(zip(COLUMNS, cells, strict=True))


def _attachment(attachment: Attachment) -> str:
    fate, kind, found = attachment.fate, attachment.type, ""
    if isinstance(fate, KeptFile):
        kind, found = fate.type, f"sha256 {fate.digest}"
    elif isinstance(fate, MissingFile):
        found = f"not kept {fate.at.isoformat()}: {fate.why}"
    size = f"{attachment.size} bytes" if attachment.size else ""
    details = ", ".join(filter(None, (kind, size, found)))
    return " ".join(filter(None, (attachment.name, f"({details})" if details else "", attachment.url)))
