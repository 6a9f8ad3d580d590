"""Reading when a chat shall begin, as people write it: "9/14 7-8 pm Eastern", "ke klo 19", "in 2 hours".

Nothing is read wrong silently: every word must be understood, and an expression that can mean two moments is refused
with both of them, written so that either can be pasted back. Every way to read the text is tried (`core/grammar.py`);
a reading that contradicts itself (a Wednesday that is a Friday, EST in July) drops out while another is left. That
a time has passed rules it out only against the other half of the day: "today 7" at noon is 19:00.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from bot.core.base.errors import Phrase, Refused
from bot.core.base.words import N_
from bot.core.when.clock_times import Clock, Part, Span, Until, may_be_dates, spans
from bot.core.when.dates import (
    NO_SUCH_DATE,
    NO_WEEKDAY,
    WEEKDAY_NAMES,
    Date,
    Day,
    Order,
    Shift,
    Weekday,
    Which,
    choices,
)
from bot.core.when.grammar import readings
from bot.core.when.moment import Moment, in_words, written
from bot.core.when.pieces import Impossible, Piece
from bot.core.when.spans import Later, Stamp
from bot.core.when.zones import Zone, clock_of, instant, instants, merged, reader

__all__ = ["Moment", "in_words", "read_when"]

NOTHING = N_("Say when, for example Wed 19:00, or 2 December 7–8 pm Eastern.")
NO_TIME = N_("“{text}” lacks a time of day. Add one, for example Wed 19:00 or tomorrow 7 pm.")
DATE_OR_TIME = N_("“{word}” can be a date or a time. Write {date} for the date, or {time} for the time.")
TWO_WAYS = N_(
    "“{text}” can mean {first_day} {first}, or {second_day} {second}. Write the one you mean, in just that form."
)
PASSED = N_(
    "“{text}” was {day} {moment}, and that has passed. Give a later time (with the year, if it is next year's), or now."
)
FAR_AWAY = N_("The year must be between 2000 and 2100.")

LEAST_TELLING = (NO_SUCH_DATE, NO_WEEKDAY)
"""What is said only where every reading failed in these ways: "19.70" is rather a time than a date."""

DAY_FIRST = ("fi", "en-gb")
MONDAY_FIRST = ("fi",)
"""Languages whose readers write the day before the month, and begin the week on Monday."""

Kind = TypeVar("Kind", bound=Piece)


@dataclass(frozen=True, slots=True)
class Asked:
    """An expression, and by whom and when it was written."""

    text: str
    now: datetime
    zone: str
    language: str

    def order(self, zone: Zone) -> Order:
        """Return which number of "3/4" is the month: the zone and the language must not say different things."""
        day_first = self._is(DAY_FIRST)
        if zone.is_american == day_first:
            return Order.UNKNOWN
        return Order.DAY_FIRST if day_first else Order.MONTH_FIRST

    @property
    def has_sundays_first(self) -> bool:
        """Whether the writer's weeks may begin on Sunday."""
        return not self._is(MONDAY_FIRST)

    def _is(self, languages: Sequence[str]) -> bool:
        language = self.language.casefold()
        return language in languages or language.split("-")[0] in languages


def read_when(text: str, now: datetime, zone: str, language: str) -> Moment:
    """Return the moment that somebody wrote; raise `Refused` where it is not understood, ambiguous or past.

    `now` is aware, `zone` the IANA name of the zone that is meant where none is written. All languages' words are
    understood; `language` ("fi", "en-GB") helps where a form means different things to different readers.
    """
    asked = Asked(" ".join(unicodedata.normalize("NFKC", text).split()), now.astimezone(UTC), zone, language)
    if not asked.text:
        raise Refused(NOTHING)
    clock_of(zone)
    moments: list[Moment] = []
    refusals: list[Impossible] = []
    for pieces in readings(asked.text, reader(zone, asked.now)):
        try:
            moments += _moments(pieces, asked)
        except Impossible as refusal:
            refusals.append(refusal)
    if not moments:
        raise min(refusals, key=lambda refusal: refusal.template in LEAST_TELLING)
    return _the_one(moments, asked)


def _the_one(moments: Iterable[Moment], asked: Asked) -> Moment:
    """Return what all readings agree on."""
    different = {(moment.start, moment.end): moment for moment in reversed(list(moments))}
    ordered = sorted(different.values(), key=lambda moment: (moment.start, moment.end or moment.start))
    values: dict[str, object] = {"text": asked.text}
    if ordered[-1].start < asked.now:
        last = ordered[-1]
        raise Refused(PASSED, **values, day=_weekday(last), moment=written(last))
    if len(ordered) == 1:
        return ordered[0]
    for name, moment in zip(("first", "second"), ordered, strict=False):
        values |= {name: written(moment), f"{name}_day": _weekday(moment)}
    raise Refused(TWO_WAYS, **values)


def _weekday(moment: Moment) -> Phrase:
    return Phrase(WEEKDAY_NAMES[moment.wall.weekday()])


def _moments(pieces: Sequence[Piece], asked: Asked) -> list[Moment]:
    """Return what one way to read the words can mean; raise `Impossible` where that is nothing."""
    zone = merged(_all(pieces, Zone), asked.zone)
    if later := _only(pieces, Later):
        return [Moment(asked.now + later.by, None, zone.name)]
    if stamp := _only(pieces, Stamp):
        return [Moment(_not_too_far(stamp.at), None, zone.name)]
    day = Day(_only(pieces, Date), _only(pieces, Shift), _only(pieces, Weekday), _only(pieces, Which))
    today, also_today = (asked.now.astimezone(clock_of(name)).date() for name in (zone.name, asked.zone))
    chosen = choices(day, today, also_today, (asked.order(zone), asked.has_sundays_first))
    clocks = _all(pieces, Clock)
    if not clocks:
        raise Impossible(NO_TIME, text=asked.text)
    lengths = spans(clocks, _only(pieces, Part))
    _tell_date_from_time(clocks, _only(pieces, Until), day, today)
    moments: list[Moment] = []
    for days in chosen:
        found = [_moment(days, span, zone, asked.now) for span in lengths]
        moments += [moment for moment in found if moment.start >= asked.now] or found
    return moments


def _all(pieces: Iterable[Piece], kind: type[Kind]) -> list[Kind]:
    return [piece for piece in pieces if isinstance(piece, kind)]


def _only(pieces: Iterable[Piece], kind: type[Kind]) -> Kind | None:
    return next(iter(_all(pieces, kind)), None)


def _tell_date_from_time(clocks: Sequence[Clock], until: Until | None, day: Day, today: date) -> None:
    """Refuse "Wed 7.12": 7 December without a time, or 7:12? "tomorrow 7.12" is clear unless that is 7 December."""
    if day.date or not (numbers := may_be_dates(clocks, until)):
        return
    if day.shift:
        shifted = today + timedelta(days=day.shift.days)
        if (shifted.day, shifted.month) != numbers:
            return
    word = until.word.join(clock.word for clock in clocks) if until else clocks[0].word
    time = "–".join(f"{clock.hour}:{clock.minute:02}" for clock in clocks)
    raise Refused(DATE_OR_TIME, word=word, date=f"{numbers[0]}.{numbers[1]}.", time=time)


def _moment(days: Sequence[date], span: Span, zone: Zone, now: datetime) -> Moment:
    """Return the moment on the first of these days on which it has not passed, else on the last."""
    midnights = [_not_too_far(datetime.combine(day, time())) for day in days]
    midnight = next((each for each in midnights if not _is_over(each + span[0], zone, now)), midnights[-1])
    start = instant(midnight + span[0], zone)
    return Moment(start, None if span[1] is None else _end(midnight + span[1], zone, start), zone.name)


def _not_too_far(moment: datetime) -> datetime:
    if not 2000 <= moment.year <= 2100:
        raise Refused(FAR_AWAY)
    return moment


def _is_over(wall: datetime, zone: Zone, now: datetime) -> bool:
    found = instants(wall, zone)
    return found[-1] < now if found else wall < now.astimezone(clock_of(zone.name)).replace(tzinfo=None)


def _end(wall: datetime, zone: Zone, start: datetime) -> datetime:
    """Return the end of a range; an offset that was written for its start need not hold at its end."""
    after = [each for each in instants(wall, zone) if each > start]
    return after[0] if len(after) == 1 else instant(wall, zone)
