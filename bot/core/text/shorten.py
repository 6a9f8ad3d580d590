"""Where a text may be cut: between words, and never within what a reader sees as one character.

Borders follow the extended grapheme clusters of UAX #29, but for the conjuncts of Indic scripts.
"""

import re
import unicodedata
from typing import Final

# A sentence ends at its mark or at the end of a line, but not after an initial or one of the commoner abbreviations.
_ABBREVIATIONS = ("Dr", "Hon", "hon", "Mr", "Mrs", "Ms", "St", "vs", "esim", "klo", "ks", "mm", "nro", "ns")
SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b\w\.)" + "".join(rf"(?<!\b{word}\.)" for word in _ABBREVIATIONS) + r"[\"'”’»)\]*_~|]*\s+|\n\s*"
)

# A sentence that begins so turns what stands before it, or limits it: without it that would say something else.
_TURNS = {
    "en": r"""but|however|yet|although|though|unless|except|only\ if|even\ so|that\ said|then\ again|nevertheless
        |nonetheless|on\ the\ other\ hand|still|not\ that|at\ least|provided|as\ long\ as|not\ always|not\ any\ more""",
    "fi": r"""mutta|kuitenkin|toisaalta|silti|tosin|paitsi|ellei|jollei|vaikka|kunhan|ainakin|edellyttäen|ei\ aina
        |ei\ enää|sitä\ vastoin""",
}
_TURN = re.compile(rf"[\s\"'“”‘’«»(*_~|]*+(?:{'|'.join(_TURNS.values())})\b", re.IGNORECASE | re.VERBOSE)

JOINER: Final = "\u200d"
MARK: Final = "…"
SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
TAGS: Final = range(0xE0020, 0xE0080)
FLAGS: Final = range(0x1F1E6, 0x1F200)
JAMO: Final = range(0x1100, 0x1200)
"""Korean letters that join into syllables."""


def turns(text: str, place: int = 0) -> bool:
    """Return whether what begins here turns or limits what stands before it: it is not cut from that."""
    return _TURN.match(text, place) is not None


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


def beginning(text: str, limit: int) -> str | None:
    """Return a text, or of a longer one the sentences with which it begins, as many as fit, and a mark for the rest.

    A sentence is not shown without the one that turns it. None if not even one fits.
    """
    if len(text) <= limit:
        return text
    ends = ((len(text[: found.end()].rstrip()), found.end()) for found in SENTENCE_END.finditer(text))
    fitting = [end for end, goes_on in ends if end + len(f" {MARK}") <= limit and not turns(text, goes_on)]
    return f"{text[: fitting[-1]]} {MARK}" if fitting else None
