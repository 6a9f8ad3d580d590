"""Days as people write them: "2.12.", "9/14", "Sept 14", "tomorrow", "next Wednesday", "in 3 days".

A date without a year is the next such date, a weekday the next such day. `choices` yields every day that can be meant;
more than one choice is an ambiguity, and within a choice the first day counts whose time has not passed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from bot.core.base.errors import Phrase
from bot.core.base.words import N_
from bot.core.when import time_words
from bot.core.when.clock_times import Part
from bot.core.when.pieces import Found, Impossible, Piece, either, looked_up

RECENT = timedelta(days=7)
"""A date without a year that was in the last days is named as passed; it is hardly meant for next year."""

NO_SUCH_DATE = N_("There is no such date: “{word}”.")
NO_WEEKDAY = N_("Which day do you mean? Write for example Wed 19:00, or 2 December 19:00.")
OTHER_WEEKDAY = N_("{date} is a {right}, not a {written}. Write the day you mean, for example {date} 19:00.")
TWO_DAYS = N_("“{word}” is not {date}. Write the day you mean once, for example {date} 19:00.")

WEEKDAY_NAMES = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
MONTH_NAMES = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


class Order(Enum):
    """Which number of "3/4" is the month."""

    DAY_FIRST = auto()
    MONTH_FIRST = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Date(Piece):
    """A date as written; where `slashed`, day and month may also be the other way round."""

    day: int
    month: int
    year: int | None
    word: str
    slashed: bool = False


@dataclass(frozen=True, slots=True)
class Shift(Piece):
    """A day by its distance from today."""

    days: int
    word: str


@dataclass(frozen=True, slots=True)
class Weekday(Piece):
    """A day of the week; Monday is 0."""

    number: int


class Which(Piece, Enum):
    """Which of several Wednesdays."""

    THIS = auto()
    NEXT = auto()
    THIS_WEEK = auto()
    NEXT_WEEK = auto()


@dataclass(frozen=True, slots=True)
class Day:
    """Everything that an expression says of the day."""

    date: Date | None = None
    shift: Shift | None = None
    weekday: Weekday | None = None
    which: Which | None = None


MONTHS = time_words.by_word(time_words.MONTHS)
MONTH = rf"(?P<name>{either(MONTHS)})\b\.?"
LONG_YEAR = r"(?P<year>[0-9]{4})"
YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
ORDINAL = r"(?:the\ )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"

FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{LONG_YEAR}-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})(?:T(?=[0-9]))?",
        rf"{LONG_YEAR}/(?P<month>[0-9]{{1,2}})/(?P<day>[0-9]{{1,2}})",
        r"(?P<day>[0-9]{1,2})\.\ ?(?P<month>[0-9]{1,2})\.?(?![0-9])",
        rf"(?P<day>[0-9]{{1,2}})\.\ ?(?P<month>[0-9]{{1,2}})\.(?:{YEAR}|\ (?P<apart>[0-9]{{4}}))",
        r"(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})",
        rf"(?P<first>[0-9]{{1,2}})/(?P<second>[0-9]{{1,2}})/{YEAR}",
        rf"(?P<first>[0-9]{{1,2}})-(?P<second>[0-9]{{1,2}})-{LONG_YEAR}",
        rf"{ORDINAL}\.?\ ?(?:of\ )?{MONTH}",
        rf"{ORDINAL}\.?\ ?(?:of\ )?{MONTH}(?:,\ ?|\ ){LONG_YEAR}",
        rf"{MONTH}\ ?{ORDINAL}\.?",
        rf"{MONTH}\ ?{ORDINAL}\.?(?:,\ ?|\ ){LONG_YEAR}",
    )
)


def _days() -> dict[str, tuple[Piece, ...]]:
    table: dict[str, tuple[Piece, ...]] = {}
    for word, days in time_words.by_word(time_words.DAYS).items():
        table[word] = (Shift(days, word),)
    for (days, part), words in time_words.DAYS_WITH_PARTS.items():
        table |= {word: (Shift(days, word), Part(part)) for word in words}
    for word, number in time_words.by_word(time_words.WEEKDAYS).items():
        table[word] = (Weekday(number),)
        for part, endings in time_words.PARTS_OF_WEEKDAYS.items():
            both = (Weekday(number), Part(part))
            table |= {word + hyphen + ending: both for ending in endings for hyphen in ("", "-")}
    for which in Which:
        table |= dict.fromkeys(getattr(time_words, which.name), (which,))
    return table


DAYS: Mapping[str, tuple[Piece, ...]] = _days()


def dates_at(text: str, place: int) -> Iterator[Found]:
    """Read a date."""
    for form in FORMS:
        if found := form.match(text, place):
            yield found.end(), (_date(found),)


def _date(found: re.Match[str]) -> Date:
    said = found.groupdict()
    year = said.get("year") or said.get("apart")
    return Date(
        day=int(said.get("day") or said["first"]),
        month=MONTHS[said["name"].casefold()] + 1 if "name" in said else int(said.get("month") or said["second"]),
        year=int(year) + (2000 if len(year) == 2 else 0) if year else None,
        word=found[0].rstrip("Tt"),
        slashed="first" in said,
    )


def days_at(text: str, place: int) -> Iterator[Found]:
    """Read a day that is named from today, a weekday, or which of several weekdays is meant."""
    yield from looked_up(DAYS, text, place)


def choices(day: Day, today: date, also_today: date, rules: tuple[Order, bool]) -> list[tuple[date, ...]]:
    """Return every day that can be meant: one choice, or several where the words are ambiguous.

    `today` is the date where the time is meant, `also_today` the date where the writer may be; `rules` are the order
    of day and month, and whether weeks may begin on a Sunday. Raises `Impossible` for days that contradict each other.
    """
    order, sundays = rules
    todays = tuple(dict.fromkeys((today, also_today)))
    if day.which and not day.weekday:
        raise Impossible(NO_WEEKDAY)
    if day.date:
        found = _agreeing(_dates(day.date, today, order), day, todays)
    elif day.shift:
        found = _agreeing([each + timedelta(days=day.shift.days) for each in todays], day, todays)
    elif day.weekday and day.which:
        found = [each for start in todays for each in _weekdays(day.weekday, day.which, start, sundays)]
    else:
        first = today + timedelta(days=(day.weekday.number - today.weekday()) % 7) if day.weekday else today
        return [(first, first + timedelta(days=7 if day.weekday else 1))]
    return [(each,) for each in sorted(set(found))]


def _dates(written: Date, today: date, order: Order) -> list[date]:
    """Return the dates that are meant: of a slashed one both readings, unless one is no date or the order is known."""
    numbers = [(written.day, written.month)]
    if written.slashed:
        turned = (written.month, written.day)
        numbers = [turned, *numbers] if order is Order.MONTH_FIRST else [*numbers, turned]
    found = [each for day, month in numbers if (each := _next(day, month, written.year, today))]
    if not found:
        raise Impossible(NO_SUCH_DATE, word=written.word)
    return found if order is Order.UNKNOWN else found[:1]


def _next(day: int, month: int, year: int | None, today: date) -> date | None:
    """Return the date in its year; without one, the next such date, or the one that has just passed."""
    years = range(today.year - 1, today.year + 9) if year is None else (year,)
    for each in years:
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if year is not None or found >= today - RECENT:
            return found
    return None


def _weekdays(weekday: Weekday, which: Which, today: date, sundays: bool) -> Iterator[date]:
    """Yield the days that "next Wednesday" and the like can mean, in weeks from Monday and, maybe, from Sunday."""
    if which is Which.THIS:
        yield today + timedelta(days=(weekday.number - today.weekday()) % 7)
        return
    if which is Which.NEXT:
        yield today + timedelta(days=(weekday.number - today.weekday() - 1) % 7 + 1)
    weeks = 0 if which is Which.THIS_WEEK else 7
    yield today + timedelta(days=weekday.number - today.weekday() + weeks)
    if sundays:
        yield today + timedelta(days=(weekday.number + 1) % 7 - (today.weekday() + 1) % 7 + weeks)


def _agreeing(found: list[date], day: Day, todays: tuple[date, ...]) -> list[date]:
    """Return the dates that agree with everything else that was said of the day."""
    if day.weekday:
        right = [each for each in found if each.weekday() == day.weekday.number]
        if not right:
            names = (Phrase(WEEKDAY_NAMES[number]) for number in (found[0].weekday(), day.weekday.number))
            raise Impossible(OTHER_WEEKDAY, date=f"{found[0]}", right=next(names), written=next(names))
        found = right
    if day.date and day.shift:
        shifted = [each + timedelta(days=day.shift.days) for each in todays]
        if not (right := [each for each in found if each in shifted]):
            raise Impossible(TWO_DAYS, word=day.shift.word, date=f"{found[0]}")
        found = right
    return found
