"""All ways to read an expression: which pieces may follow one another, and that no word is left over.

The pieces come from the readers of clock times, dates, zones and instants. Whether they make sense together is the
matter of `core/when.py`.
"""

import re
from collections.abc import Iterator, Sequence

from bot.core.base.errors import Refused
from bot.core.base.words import N_
from bot.core.text.shorten import shortened
from bot.core.when import time_words
from bot.core.when.clock_times import Clock, Part, Until, clocks_at, parts_at, untils_at
from bot.core.when.dates import Date, Shift, Weekday, Which, dates_at, days_at
from bot.core.when.pieces import Found, Piece, Reader, looked_up
from bot.core.when.spans import Later, Stamp, now_at, spans_at, stamps_at
from bot.core.when.zones import Zone

LONGEST_TEXT = 150
LONGEST_WORD = 40

UNKNOWN = N_("I cannot read “{word}” as part of a time. Write for example Wed 19:00, or 2 December 7–8 pm Eastern.")
LEFT_OVER = N_(
    "“{word}” does not fit with the rest of “{text}”. Write one day, one time and at most one zone, for example "
    "2 December 7–8 pm Eastern, or Wed 19:00."
)

MARKS = re.compile(r"[,;()\[\]]|(?:(?<=[^\W\d_])|(?<=:[0-9]{2}))\.(?![0-9])")
FILLERS = dict.fromkeys(time_words.NOTHING)


def marks_at(text: str, place: int) -> Iterator[Found]:
    """Read what stands between the pieces and means nothing."""
    if found := MARKS.match(text, place):
        yield found.end(), ()
    for end, _ in looked_up(FILLERS, text, place):
        yield end, ()


READERS: tuple[Reader, ...] = (
    now_at,
    stamps_at,
    dates_at,
    days_at,
    spans_at,
    clocks_at,
    untils_at,
    parts_at,
    marks_at,
)

MOST = {Date: 1, Shift: 1, Weekday: 1, Which: 1, Part: 1, Clock: 2, Until: 1, Zone: 3, Later: 1, Stamp: 1}
"""How often a piece may stand in one expression."""

WITHOUT = {
    Later: (Date, Shift, Weekday, Which, Part, Clock, Until, Stamp),
    Stamp: (Date, Shift, Weekday, Which, Part, Clock, Until, Later),
    Which: (Date, Shift),
}
"""Pieces that never stand together."""


def readings(text: str, zones: Reader) -> list[tuple[Piece, ...]]:
    """Return every way to read the whole text as pieces; raise `Refused`, naming the word, where there is none."""
    if len(text) > LONGEST_TEXT:
        raise Refused(UNKNOWN, word=shortened(text, LONGEST_WORD))
    search = Search(text, (*READERS, zones))
    if found := list(search.readings_from(0, ())):
        return found
    raise Refused(LEFT_OVER if search.is_known() else UNKNOWN, word=search.word(), text=text)


class Search:
    """Tries one piece after another, and remembers how far it came."""

    def __init__(self, text: str, readers: Sequence[Reader]) -> None:
        self._text = text
        self._readers = readers
        self._furthest = 0

    def readings_from(self, place: int, pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, ...]]:
        """Yield the ways to read the text from here on, after these pieces."""
        while self._text[place : place + 1] == " ":
            place += 1
        self._furthest = max(self._furthest, place)
        if place == len(self._text):
            if _is_whole(pieces):
                yield pieces
            return
        for end, more in self._found_at(place):
            if _may_follow(pieces, more):
                yield from self.readings_from(end, pieces + more)

    def _found_at(self, place: int) -> Iterator[Found]:
        for reader in self._readers:
            for end, more in reader(self._text, place):
                if not _splits(self._text, end):
                    yield end, more

    def word(self) -> str:
        """Return the word at which no reading came further."""
        return shortened(self._text[self._start() :].partition(" ")[0], LONGEST_WORD)

    def is_known(self) -> bool:
        """Whether that word means something elsewhere."""
        ends = (end for end, _ in self._found_at(self._start()))
        return self._furthest == len(self._text) or any(self._text[end : end + 1] in ("", " ") for end in ends)

    def _start(self) -> int:
        return self._text.rfind(" ", 0, min(self._furthest, len(self._text) - 1)) + 1


def _splits(text: str, end: int) -> bool:
    """Whether a piece would end within a word or a number."""
    before, after = text[end - 1], text[end : end + 1]
    return (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())


def _may_follow(pieces: tuple[Piece, ...], more: tuple[Piece, ...]) -> bool:
    for piece in more:
        kinds = [type(each) for each in pieces]
        kind = type(piece)
        if kinds.count(kind) >= MOST[kind]:
            return False
        if any(other in WITHOUT.get(kind, ()) or kind in WITHOUT.get(other, ()) for other in kinds):
            return False
        if kind is Clock and Clock in kinds and kinds[-1] is not Until:
            return False
        if kind is Until and (not kinds or kinds[-1] not in (Clock, Zone)):
            return False
        pieces = (*pieces, piece)
    return True


def _is_whole(pieces: tuple[Piece, ...]) -> bool:
    """Whether a range has its end."""
    kinds = [type(piece) for piece in pieces]
    return kinds.count(Clock) == 2 or Until not in kinds
