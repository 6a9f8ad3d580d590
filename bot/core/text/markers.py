"""The marker with which an answer begins: the number of its question, as in "A3", "#TChat V3:" or "**K3**".

A and Q are English, V and K Finnish; people use the letter of the question as often as that of the answer. Hashtags,
mentions and Discord's marks may stand before it. This is the only definition, for filing and for quotes alike.
"""

import re
from dataclasses import dataclass
from typing import Final

# Each part begins with a character that the one before cannot take, so the work grows with the length of the text.
MARKER: Final = re.compile(
    r"""[\s*_~>|]*+ (?: (?: \#\w++ | <@[!&]?\d++> ) [\s,:*_~>|]*+ )*  # hashtags and the like may stand before it
        [AVKQ] (?P<number>\d{1,2}) (?!\w) (?![.,]\d)    # A3, V3, K3, Q3; neither A3b nor A3.5
    """,
    re.IGNORECASE | re.VERBOSE,
)
MARKS: Final = "*_~|"
AFTER: Final = re.compile(r"[\s:.,;)–—-]*+")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in a text: its number, where its letter stands, and where the answer's own words begin.

    `is_within` tells that the words begin within marks that were opened before the letter, as in "**A3: yes** I do".
    """

    number: int
    start: int
    end: int
    is_within: bool


def marker_of(text: str) -> Marker | None:
    """Return the marker with which a text begins; None if it has none."""
    found = MARKER.match(text)
    if found is None:
        return None
    start = found.start("number") - 1
    before = text[:start]
    opened = before[len(before.rstrip(MARKS)) :]
    end = _after(text, found.end())
    if opened and text.startswith(opened[::-1], end):
        return Marker(int(found["number"]), start, _after(text, end + len(opened)), is_within=False)
    return Marker(int(found["number"]), start, end, is_within=bool(opened))


def prefix_of(text: str) -> int | None:
    """Return the number of the question that a text says it answers ("A3 …", "#TChat V3: …"); None without one."""
    marker = marker_of(text)
    return marker.number if marker else None


def without_marker(text: str) -> str:
    """Return a text without its marker; marks that were opened before it stay, for they are closed further on."""
    marker = marker_of(text)
    if marker is None:
        return text
    return text[: marker.start] + text[marker.end :] if marker.is_within else text[marker.end :]


def _after(text: str, place: int) -> int:
    found = AFTER.match(text, place)
    return found.end() if found else place
