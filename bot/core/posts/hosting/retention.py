"""How long a server keeps what is about people, in words: for hosts who decide it, and for members."""

from collections.abc import Mapping

from bot.core.base.retention import Keep, Retention
from bot.core.base.words import Words


def table(retention: Retention, words: Words) -> list[str]:
    """Return how long each thing is kept, line by line."""
    return [
        words.gettext("**Files that members attached:** {time}, then the record only says that there was one.").format(
            time=_days(retention.attachments, words)
        ),
        words.gettext("**Words of cases, and of answers that wait for hosts:** {time}.").format(
            time=_days(retention.cases, words)
        ),
    ]


def ended(counts: Mapping[Keep, int], words: Words) -> str:
    """Return the line that tells hosts what was kept long enough and is deleted now."""
    parts = []
    if count := counts.get(Keep.ATTACHMENTS):
        parts.append(words.ngettext("{count} file", "{count} files", count).format(count=count))
    if count := counts.get(Keep.CASES):
        parts.append(
            words.ngettext("the words of {count} case", "the words of {count} cases", count).format(count=count)
        )
    text = words.gettext(
        "-# Kept for as long as this server wants, and deleted now: {what}. How long: /tchat settings privacy."
    )
    return text.format(what=", ".join(parts))


def _days(count: int, words: Words) -> str:
    return words.ngettext("{count} day", "{count} days", count).format(count=count)
