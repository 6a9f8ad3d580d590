"""Where sentences end, so that nothing is cut inside one."""

import re

CUT = "…"
"""What shows that somebody said more."""

# A sentence ends at its mark or at the end of a line, but not after an initial or one of the commoner abbreviations.
_ABBREVIATIONS = ("Dr", "Mr", "Mrs", "Ms", "St", "vs", "esim", "klo", "ks", "mm", "nro", "ns")
SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b\w\.)" + "".join(rf"(?<!\b{word}\.)" for word in _ABBREVIATIONS) + r"[\"'”’»)\]*_~|]*\s+|\n\s*"
)


def beginning(text: str, limit: int) -> str | None:
    """Return a text, or of a longer one the sentences with which it begins, as many as fit, and a mark for the rest.

    None if not even one fits.
    """
    if len(text) <= limit:
        return text
    ends = (len(text[: found.end()].rstrip()) for found in SENTENCE_END.finditer(text))
    fitting = [end for end in ends if end + len(f" {CUT}") <= limit]
    return f"{text[: fitting[-1]]} {CUT}" if fitting else None
