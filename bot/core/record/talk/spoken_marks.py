"""Marks for the recap that hosts make by what they write: "Decided: …" is a takeaway, "To do: …" a next step.

Both languages are read in every chat, as hosts write them.
"""

import re

from bot.core.session.recap_state import Mark
from bot.core.text.markers import without_marker

_LABELS = {
    Mark.TAKEAWAY: "decided|we decided|päätetty|päätettiin|päätimme|päätös",
    Mark.NEXT_STEP: "to[ -]?do|next steps?|tehtävät?|seuraavaksi",
}
_SPOKEN = {mark: re.compile(rf"[\s*_]*(?:{labels})[*_]*:[\s*_]*\w", re.IGNORECASE) for mark, labels in _LABELS.items()}


def spoken_mark(text: str) -> Mark | None:
    """Return the mark that a host gives to their own message by its first word; None if there is none."""
    plain = without_marker(text)
    return next((mark for mark, pattern in _SPOKEN.items() if pattern.match(plain)), None)
