"""What members typed, made safe to stand in a file that people read: no control characters, no halves of characters.

Zero-width and right-to-left characters are part of writing and stay. JSON needs none of this: it carries texts exactly.
"""

import re
from typing import Final

REPLACEMENT: Final = "\ufffd"
NEW_LINE: Final = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls would steer a terminal or break a parser; lone surrogates and non-characters cannot be stored as UTF-8 text.
UNSHOWABLE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# In a line that we share with a name, these would turn the order of our own words.
DIRECTION: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SPACE: Final = re.compile(r"\s+")
WEB: Final = r'[hH][tT]{2}[pP][sS]?://[^\s<>"\x00-\x20\x7f-\x9f]+'
# A rehearsal has no messages on the web: its links lead into the HTML transcript beside them (`core.place`).
PAGE: Final = "transcript.html"
LINKED: Final = re.compile(rf"{WEB}|{re.escape(PAGE)}#m[0-9]+")
CUSTOM_EMOJI: Final = re.compile(r"<?a?:?(\w+):\d+>?")


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


def linkable(url: str | None) -> str | None:
    """Return the address if a transcript may link to it: http, https, or a message in the transcript itself."""
    return url if url is not None and LINKED.fullmatch(url) else None


def emoji(key: str) -> str:
    """Return how to show a reaction's emoji: itself, or `:name:` for a server's own."""
    own = CUSTOM_EMOJI.fullmatch(key)
    return f":{own[1]}:" if own else one_line(key)
