"""Instants named without date or clock: "now", "in 2 hours", "puolen tunnin päästä", `<t:1790000000>`.

Hours and minutes from now are elapsed time. Days and weeks from now ("in 3 days") are days of the calendar, and need a
time of day beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.when import time_words
from bot.core.when.dates import Shift
from bot.core.when.pieces import Found, Piece, either, looked_up


@dataclass(frozen=True, slots=True)
class Later(Piece):
    """So much after now."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class Stamp(Piece):
    """An instant as Discord writes it."""

    at: datetime


NOW = {word: (Later(timedelta()),) for word in time_words.NOW}
NUMBERS = {word: number for number, words in time_words.NUMBERS.items() for word in words}
DAYS = time_words.by_word(time_words.WHOLE_DAYS)

NUMBER = rf"(?:(?P<number>[0-9]{{1,4}}(?:[.,][0-9]{{1,2}})?(?=\ ?[^\W\d_])|{either(NUMBERS)}(?=\ ))\ ?)"
END = r"(?![^\W\d_])"
HOURS = rf"(?P<hours>{either(time_words.HOURS)}){END}(?P<half>\ and\ a\ half)?"
REST = rf"(?:(?P<glued>[0-5][0-9])|\ ?(?:and\ |ja\ )?(?P<rest>[0-9]{{1,3}})\ ?{either(time_words.MINUTES)}{END})?"
UNIT = rf"(?:{HOURS}{REST}|(?P<minutes>{either(time_words.MINUTES)}){END}|(?P<days>{either(DAYS)}){END})"

SPANS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{either(time_words.BEFORE_SPAN)}\ {NUMBER}{UNIT}",
        rf"{NUMBER}?{UNIT}\ {either(time_words.AFTER_SPAN)}",
    )
)

STAMP = re.compile(r"<t:(?P<seconds>[0-9]{1,10})(?::[tTdDfFsSR])?>")


def now_at(text: str, place: int) -> Iterator[Found]:
    """Read "now"."""
    yield from looked_up(NOW, text, place)


def stamps_at(text: str, place: int) -> Iterator[Found]:
    """Read a stamp."""
    if found := STAMP.match(text, place):
        yield found.end(), (Stamp(datetime.fromtimestamp(int(found["seconds"]), UTC)),)


def spans_at(text: str, place: int) -> Iterator[Found]:
    """Read how long from now."""
    for form in SPANS:
        if (found := form.match(text, place)) and (meaning := _span(found)):
            yield found.end(), (meaning,)


def _span(found: re.Match[str]) -> Piece | None:
    number = _number(found["number"]) + (0.5 if found["half"] else 0)
    if not found["days"]:
        minutes = number * (60 if found["hours"] else 1) + int(found["rest"] or found["glued"] or 0)
        return Later(timedelta(minutes=minutes))
    days = number * DAYS[found["days"].casefold()]
    return Shift(int(days), found[0]) if days == int(days) else None


def _number(word: str | None) -> float:
    if word is None:
        return 1
    return NUMBERS.get(word.casefold()) or float(word.replace(",", "."))
