"""What members typed, made safe to stand among our own words: no control characters, no halves of characters.

Zero-width and right-to-left characters are part of writing and stay. JSON needs none of this: it carries texts exactly.
"""

import re
from typing import Final

REPLACEMENT: Final = "\ufffd"
NEW_LINE: Final = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
UNSTORABLE: Final = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
"""The range of lone surrogates and non-characters, which cannot be stored as UTF-8 text."""
# Controls would steer a terminal or break a parser.
UNSHOWABLE: Final = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f{UNSTORABLE}]")
# In a line that we share with a name, these would turn the order of our own words.
DIRECTION: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SPACE: Final = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return text of any number of lines, ended by line feeds, without what cannot be shown."""
    if text.isprintable():
        return text
    return UNSHOWABLE.sub(REPLACEMENT, NEW_LINE.sub("\n", text))


def one_line(text: str) -> str:
    """Return text that stays within one line and cannot reorder what stands beside it."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return SPACE.sub(" ", DIRECTION.sub("", clean(text))).strip()
