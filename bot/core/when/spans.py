"""Instants named without date or clock: "now", "in 2 hours", "puolen tunnin päästä", `<t:1790000000>`.

Hours and minutes from now are elapsed time. Days and weeks from now ("in 3 days") are days of the calendar, and need a
time of day beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.when import time_words
from bot.core.when.dates import Shift, Weeks
from bot.core.when.pieces import Found, Piece, either, looked_up


@dataclass(frozen=True, slots=True)
class Later(Piece):
    """So much after now."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class Lasts(Piece):
    """How long a chat lasts."""

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
MINUTES = rf"{either(time_words.MINUTES)}{END}"
MORE = r"(?:(?P<half>\ and\ a\ half)|(?P<quarter>\ (?:and\ a\ quarter|ja\ vartin)))?"
HOURS = rf"(?P<hours>{either(time_words.HOURS)}){END}{MORE}"
REST = (
    rf"(?:(?P<glued>[0-5][0-9])(?!\ ?{MINUTES})|"
    rf"\ ?(?:and\ |ja\ )?(?P<rest>[0-9]{{1,3}}|{either(NUMBERS)}(?=\ ))\ ?{MINUTES})?"
)
UNIT = (
    rf"(?:{HOURS}{REST}|(?P<minutes>{MINUTES})|(?P<quarters>{either(time_words.QUARTERS)}){END}|"
    rf"(?P<days>{either(DAYS)}){END})"
)

SPANS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{either(time_words.BEFORE_SPAN)}\ {NUMBER}{UNIT}",
        rf"{NUMBER}?{UNIT}\ {either(time_words.AFTER_SPAN)}{END}",
    )
)
LENGTH = re.compile(rf"{either(time_words.BEFORE_LENGTH)}:?\ {NUMBER}{UNIT}", re.IGNORECASE)
WEEKS = re.compile(rf"{NUMBER}{either(time_words.WEEKS)}(?:\ (?:from|after|on))?(?=\ [^\W\d_])", re.IGNORECASE)

STAMP = re.compile(r"<t:(?P<seconds>[0-9]{1,10})(?::[tTdDfFsSR])?>")


def now_at(text: str, place: int) -> Iterator[Found]:
    """Read "now"."""
    yield from looked_up(NOW, text, place)


def stamps_at(text: str, place: int) -> Iterator[Found]:
    """Read a stamp."""
    if found := STAMP.match(text, place):
        yield found.end(), (Stamp(datetime.fromtimestamp(int(found["seconds"]), UTC)),)


def spans_at(text: str, place: int) -> Iterator[Found]:
    """Read how long from now, how long a chat lasts, or how many weeks after a day."""
    for form in SPANS:
        if (found := form.match(text, place)) and (meaning := _span(found)):
            yield found.end(), (meaning,)
    if (found := LENGTH.match(text, place)) and isinstance(meaning := _span(found), Later):
        yield found.end(), (Lasts(meaning.by),)
    if (found := WEEKS.match(text, place)) and (number := _number(found["number"])) == int(number):
        yield found.end(), (Weeks(int(number)),)


def _span(found: re.Match[str]) -> Later | Shift | None:
    number = _number(found["number"]) + (0.5 if found["half"] else 0.25 if found["quarter"] else 0)
    if not found["days"]:
        minutes = number * (60 if found["hours"] else 15 if found["quarters"] else 1)
        return Later(timedelta(minutes=minutes + _number(found["rest"] or found["glued"] or "0")))
    unit = DAYS[found["days"].casefold()]
    days = number * unit
    return Shift(int(days), found[0], int(days) // 7 if unit % 7 == 0 else 0) if days == int(days) else None


def _number(word: str | None) -> float:
    if word is None:
        return 1
    return NUMBERS.get(word.casefold()) or float(word.replace(",", "."))
