"""Where a text may be cut: between words, and never within what a reader sees as one character.

Borders follow the extended grapheme clusters of UAX #29, but for the conjuncts of Indic scripts.
"""

import unicodedata
from typing import Final

JOINER: Final = "\u200d"
MARK: Final = "…"
SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
TAGS: Final = range(0xE0020, 0xE0080)
FLAGS: Final = range(0x1F1E6, 0x1F200)
JAMO: Final = range(0x1100, 0x1200)
"""Korean letters that join into syllables."""


def shortened(text: str, limit: int) -> str:
    """Return plain text with at most `limit` characters, cut at a word and marked with "…" where it was longer."""
    if len(text) <= limit:
        return text
    return text[: cut(text, limit - 1)].rstrip() + MARK


def cut(text: str, limit: int) -> int:
    """Return where to cut a text of which at most `limit` characters fit: after a word, or after a character."""
    if len(text) <= limit:
        return len(text)
    limit = max(limit, 0)
    space = text.rfind(" ", 0, limit + 1)
    return space if space > limit // 3 else border(text, limit)


def border(text: str, place: int) -> int:
    """Return the last place up to this one at which no character is torn apart; 0 if there is none."""
    while 0 < place < len(text) and _is_within(text, place):
        place -= 1
    return place


def _is_within(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if after.isascii():
        return before == "\r" and after == "\n"
    code = ord(after)
    if unicodedata.category(after)[0] == "M" or JOINER in (before, after) or code in SKIN_TONES or code in TAGS:
        return True
    if code in JAMO:
        return ord(before) in JAMO
    return code in FLAGS and _flags_before(text, place) % 2 == 1


def _flags_before(text: str, place: int) -> int:
    count = 0
    while count < place and ord(text[place - count - 1]) in FLAGS:
        count += 1
    return count
