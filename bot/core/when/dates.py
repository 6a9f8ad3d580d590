"""Days as people write them: "2.12.", "9/14", "Sept 14", "the 16th", "tomorrow", "next Wednesday", "in 3 days".

A date without a year is the next such date, a weekday the next such day. `choices` returns every day that can be meant.
More than one choice is an ambiguity. Within one choice, the first day counts whose time has not passed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto

from bot.core.base.errors import Phrase
from bot.core.base.words import N_
from bot.core.when import time_words
from bot.core.when.clock_times import Part
from bot.core.when.pieces import Found, Impossible, Piece, either, looked_up

RECENT = timedelta(days=60)
"""A date without a year that was in the last weeks is named as passed: nobody means next year without saying so."""

FAR = timedelta(days=366)
"""A date without a year that is further ahead is asked back: 29 February may be years away."""

NO_SUCH_DATE = N_("There is no such date: “{word}”.")
NEEDS_YEAR = N_("The next “{word}” is {date}. Write the year if you mean that day, for example {date} 19:00.")
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


class Style(Enum):
    """How a date is written, which says whether day and month may be the other way round."""

    CLEAR = auto()
    SLASHES = auto()
    DOTS = auto()


@dataclass(frozen=True, slots=True)
class Rules:
    """How the writer's people write dates.

    The order of "3/4"; whether "3.4" may be written month first, too; whether weeks may begin on a Sunday.
    """

    order: Order = Order.UNKNOWN
    dots_month_first: bool = False
    sundays: bool = True


@dataclass(frozen=True, slots=True)
class Date(Piece):
    """A date as written."""

    day: int
    month: int
    year: int | None
    word: str
    style: Style = Style.CLEAR


@dataclass(frozen=True, slots=True)
class Year(Piece):
    """A year that stands apart from its date: "Dec 2 19:00 2026"."""

    number: int


@dataclass(frozen=True, slots=True)
class MonthDay(Piece):
    """A day of this month or the next: "the 16th"."""

    day: int
    word: str


@dataclass(frozen=True, slots=True)
class NthWeekday(Piece):
    """The first, second … or last (-1) such weekday of a month (1 to 12), or of the month `ahead` from now."""

    nth: int
    weekday: int
    month: int | None
    year: int | None
    ahead: int
    word: str


@dataclass(frozen=True, slots=True)
class Shift(Piece):
    """A day by its distance from today; `weeks` where it was given in weeks."""

    days: int
    word: str
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class Weeks(Piece):
    """So many weeks after the day beside it: "a week from Tuesday", "Tuesday week"."""

    number: int


class NextDay(Piece, Enum):
    """The day after the one that was named first: "8pm ET / 1am UK (next day)"."""

    AFTER = auto()


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
    """Everything that an expression says of one day."""

    date: Date | None = None
    shift: Shift | None = None
    weekday: Weekday | None = None
    which: Which | None = None
    month_day: MonthDay | None = None
    nth: NthWeekday | None = None
    weeks: Weeks | None = None

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> "Day":
        """Return what these pieces say of the day; a year that stands apart joins its date."""
        by_kind: dict[type[Piece], Piece] = {type(piece): piece for piece in pieces}
        year = by_kind.pop(Year, None)
        date_ = by_kind.get(Date)
        if isinstance(year, Year) and isinstance(date_, Date):
            by_kind[Date] = replace(date_, year=year.number)
        return cls(**{FIELDS[kind]: piece for kind, piece in by_kind.items() if kind in FIELDS})  # type: ignore[arg-type]


FIELDS: Mapping[type[Piece], str] = {
    Date: "date",
    Shift: "shift",
    Weekday: "weekday",
    Which: "which",
    MonthDay: "month_day",
    NthWeekday: "nth",
    Weeks: "weeks",
}
DAY_PIECES = (*FIELDS, Year, NextDay)
"""The kinds of pieces that say which day is meant."""


MONTHS = time_words.by_word(time_words.MONTHS)
WEEKDAYS = time_words.by_word(time_words.WEEKDAYS)
NTH = time_words.by_word(time_words.NTH)
MONTH = rf"(?P<name>{either(MONTHS)})\b\.?"
LONG_YEAR = r"(?P<year>[0-9]{4})"
YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
ORDINAL = r"(?:the\ )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
OF_MONTH = rf"(?:of|in)\ (?:the\ )?(?:{MONTH}(?:,?\ {LONG_YEAR})?|(?P<next>next\ month)|(?:this\ )?month)"

FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{LONG_YEAR}-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})(?:T(?=[0-9]))?",
        rf"{LONG_YEAR}/(?P<month>[0-9]{{1,2}})/(?P<day>[0-9]{{1,2}})",
        r"(?P<year>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?:T(?=[0-9])|(?![0-9]))",
        r"(?P<day>[0-9]{1,2})\.\ ?(?P<month>[0-9]{1,2})(?P<end>\.?)(?![0-9])",
        rf"(?P<day>[0-9]{{1,2}})\.\ ?(?P<month>[0-9]{{1,2}})\.(?:{YEAR}|\ (?P<apart>[0-9]{{4}}))",
        r"(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})",
        rf"(?P<first>[0-9]{{1,2}})/(?P<second>[0-9]{{1,2}})/{YEAR}",
        rf"(?P<first>[0-9]{{1,2}})-(?P<second>[0-9]{{1,2}})-{LONG_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})[-/]{MONTH}(?:[-/]{YEAR})?",
        rf"{ORDINAL}\.?\ ?(?:of\ )?{MONTH}",
        rf"{ORDINAL}\.?\ ?(?:of\ )?{MONTH}(?:,\ ?|\ ){LONG_YEAR}",
        rf"{MONTH}[\ -]?{ORDINAL}\.?",
        rf"{MONTH}[\ -]?{ORDINAL}\.?(?:,\ ?|\ |-){LONG_YEAR}",
    )
)
DAYS_OF_MONTH = re.compile(
    r"(?:(?:kuun\ )?(?P<finnish>[0-9]{1,2})\.(?=\ (?:kello|klo|päivä)|$|,)|"
    r"(?:the\ )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)\b|the\ (?P<plain>[0-9]{1,2})\b(?![:./-]))"
    r"(?:\ of\ (?:the|this)\ month)?",
    re.IGNORECASE,
)
BARE_DAY = re.compile(r"[0-9]{1,2}(?=,?\ (?:@|at\b|klo\b|[0-9]|noon|midnight))")
AFTER_WEEKDAY = re.compile(rf"{either(WEEKDAYS)}\.?,?\ $", re.IGNORECASE)
NTH_DAY = rf"(?P<nth>{either(NTH)})\ (?P<weekday>{either(WEEKDAYS)})"
NTHS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:the\ )?{NTH_DAY}\ {OF_MONTH}",
        rf"(?:{MONTH}|(?P<next>ensi\ kuun)|(?:tämän\ )?kuun)\ {NTH_DAY}\b",
    )
)
DAY_AFTER = re.compile(r"\+1(?:\ ?d(?:ay)?)?(?=\))")
LONE_YEAR = re.compile(r"20[0-9]{2}(?![0-9:.])")
WEEK_AFTER = re.compile(rf"(?:{either(WEEKDAYS)}|today|tomorrow)\ $", re.IGNORECASE)


def _days() -> dict[str, tuple[Piece, ...]]:
    table: dict[str, tuple[Piece, ...]] = {}
    for word, days in time_words.by_word(time_words.DAYS).items():
        table[word] = (Shift(days, word),)
    for (days, part), words in time_words.DAYS_WITH_PARTS.items():
        table |= {word: (Shift(days, word), Part(part)) for word in words}
    table |= dict.fromkeys(time_words.NEXT_DAY, (NextDay.AFTER,))
    for word, number in WEEKDAYS.items():
        table[word] = (Weekday(number),)
        for part, endings in time_words.PARTS_OF_WEEKDAYS.items():
            both = (Weekday(number), Part(part))
            table |= {word + hyphen + ending: both for ending in endings for hyphen in ("", "-")}
    for which in Which:
        table |= dict.fromkeys(getattr(time_words, which.name), (which,))
    return table


DAYS: Mapping[str, tuple[Piece, ...]] = _days()


def dates_at(text: str, place: int) -> Iterator[Found]:
    """Read a date, a day of the month, or the first Thursday of a month."""
    for form in FORMS:
        if found := form.match(text, place):
            yield found.end(), (_date(found),)
    bare = BARE_DAY.match(text, place)
    if bare and AFTER_WEEKDAY.search(text[:place]):
        yield bare.end(), (MonthDay(int(bare[0]), bare[0]),)
    if found := DAYS_OF_MONTH.match(text, place):
        day = found["finnish"] or found["plain"] or found["day"]
        yield found.end(), (MonthDay(int(day), found[0]),)
    for form in NTHS:
        if found := form.match(text, place):
            yield found.end(), (_nth_weekday(found),)


def years_at(text: str, place: int) -> Iterator[Found]:
    """Read a year that stands apart from its date."""
    if found := LONE_YEAR.match(text, place):
        yield found.end(), (Year(int(found[0])),)


def _date(found: re.Match[str]) -> Date:
    said = found.groupdict()
    year = said.get("year") or said.get("apart")
    dotted = found[0][len(said.get("day") or "") :].startswith(".") and "name" not in said and not said.get("end")
    return Date(
        day=int(said.get("day") or said["first"]),
        month=MONTHS[said["name"].casefold()] + 1 if "name" in said else int(said.get("month") or said["second"]),
        year=int(year) + (2000 if len(year) == 2 else 0) if year else None,
        word=found[0].rstrip("Tt"),
        style=Style.SLASHES if "first" in said else Style.DOTS if dotted else Style.CLEAR,
    )


def _nth_weekday(found: re.Match[str]) -> NthWeekday:
    said = found.groupdict()
    month = said["name"]
    year = said.get("year")
    return NthWeekday(
        nth=NTH[said["nth"].casefold()],
        weekday=WEEKDAYS[said["weekday"].casefold()],
        month=MONTHS[month.casefold()] + 1 if month else None,
        year=int(year) if year else None,
        ahead=1 if said["next"] else 0,
        word=found[0],
    )


def days_at(text: str, place: int) -> Iterator[Found]:
    """Read a day that is named from today, a weekday, or which of several weekdays is meant."""
    for end, pieces in looked_up(DAYS, text, place):
        if NextDay.AFTER not in pieces or text[:place].strip():
            yield end, pieces
    if found := DAY_AFTER.match(text, place):
        yield found.end(), (NextDay.AFTER,)
    if text.startswith("week", place) and WEEK_AFTER.search(text[:place]):
        yield place + 4, (Weeks(1),)


def choices(day: Day, today: date, also_today: date, rules: Rules) -> list[tuple[date, ...]]:
    """Return every day that can be meant: one choice, or several where the words are ambiguous.

    `today` is the date where the time is meant, `also_today` the date where the writer may be. Raises `Impossible` for
    days that contradict each other.
    """
    todays = tuple(dict.fromkeys((today, also_today)))
    if (day.which or day.weeks) and not (day.weekday or (day.weeks and day.shift)):
        raise Impossible(NO_WEEKDAY)
    if day.date or day.month_day or day.nth:
        found = _agreeing(_dates(day, today, rules), day, todays)
    elif day.weekday and (day.weeks or day.which or (day.shift and day.shift.weeks)):
        found = [each for start in todays for each in _weekdays(day, day.weekday, start, rules.sundays)]
    elif day.shift:
        weeks = day.weeks.number if day.weeks else 0
        found = _agreeing([each + timedelta(days=day.shift.days, weeks=weeks) for each in todays], day, todays)
    else:
        first = _coming(day.weekday, today) if day.weekday else today
        return [(first, first + timedelta(days=7 if day.weekday else 1))]
    return [(each,) for each in sorted(set(found))]


def _coming(weekday: Weekday, today: date) -> date:
    return today + timedelta(days=(weekday.number - today.weekday()) % 7)


def _dates(day: Day, today: date, rules: Rules) -> list[date]:
    """Return the dates that are meant, by a calendar alone."""
    if day.nth:
        return [_nth_date(day.nth, today)]
    if day.month_day:
        return [_day_of_month(day.month_day, today)]
    assert day.date
    return _written_dates(day.date, today, rules)


def _written_dates(written: Date, today: date, rules: Rules) -> list[date]:
    """Return what a date can mean: both orders of "3/4", unless one is no date or the order is known."""
    numbers, turned = [(written.day, written.month)], (written.month, written.day)
    order = Order.DAY_FIRST
    if written.style is Style.SLASHES:
        order = rules.order
    elif written.style is Style.DOTS and rules.dots_month_first:
        order = Order.UNKNOWN
    if written.style is not Style.CLEAR:
        numbers = [turned, *numbers] if order is Order.MONTH_FIRST else [*numbers, turned]
    found = [each for first, second in numbers if (each := _next(first, second, written, today))]
    if written.style is Style.DOTS and order is Order.DAY_FIRST:
        found = [each for each in found if each.month == written.month]
    if not found:
        raise Impossible(NO_SUCH_DATE, word=written.word)
    return found if order is Order.UNKNOWN else found[:1]


def _next(day: int, month: int, written: Date, today: date) -> date | None:
    """Return the date in its year; without one, the next such date, or the one that has just passed."""
    years = range(today.year - 1, today.year + 9) if written.year is None else (written.year,)
    for each in years:
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if written.year is None and found > today + FAR:
            raise Impossible(NEEDS_YEAR, word=written.word, date=f"{found}")
        if written.year is not None or found >= today - RECENT:
            return found
    return None


def _day_of_month(written: MonthDay, today: date) -> date:
    """Return "the 16th" of this month, or of the next one if that day is over."""
    following = today.replace(day=1) + timedelta(days=32)
    for month in (today, following):
        try:
            found = month.replace(day=written.day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise Impossible(NO_SUCH_DATE, word=written.word)


def _nth_date(written: NthWeekday, today: date) -> date:
    """Return the first, second … or last such weekday of its month."""
    if written.month is None:
        first = today.replace(day=1)
        return _nth_of((first + timedelta(days=32)).replace(day=1) if written.ahead else first, written)
    years = (written.year,) if written.year else range(today.year - 1, today.year + 2)
    found = [_nth_of(date(year, written.month, 1), written) for year in years if 0 < year < 9999]
    return next((each for each in found if written.year or each >= today - RECENT), today)


def _nth_of(first: date, written: NthWeekday) -> date:
    number = Weekday(written.weekday)
    if written.nth > 0:
        return _coming(number, first) + timedelta(weeks=written.nth - 1)
    return _coming(number, (first + timedelta(days=32)).replace(day=1)) - timedelta(weeks=1)


def _weekdays(day: Day, weekday: Weekday, today: date, sundays: bool) -> Iterator[date]:
    """Yield the days that "next Wednesday" or "a week from Wednesday" can mean.

    Weeks begin on Monday and, for many, on Sunday.
    """
    coming = _coming(weekday, today)
    if day.weeks or day.shift:
        ahead = timedelta(weeks=(day.weeks or Weeks(0)).number + (day.shift.weeks if day.shift else 0))
        yield coming + ahead
        if day.weeks and coming == today:
            yield coming + ahead + timedelta(weeks=1)
        elif day.shift:
            yield today - timedelta(days=today.weekday() - weekday.number) + ahead
        return
    if day.which is Which.THIS:
        yield coming
        return
    if day.which is Which.NEXT:
        yield today + timedelta(days=(weekday.number - today.weekday() - 1) % 7 + 1)
    weeks = 0 if day.which is Which.THIS_WEEK else 7
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
