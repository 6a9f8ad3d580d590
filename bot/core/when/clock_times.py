"""Times of day and ranges of them: "19:00", "klo 19", "7-8 pm", "midnight", "in the evening".

With a colon or a point, or after "klo", hours count to 24. A bare number up to 12 may be meant either way and yields
both; what tells them apart is "am", "pm", a part of the day, or the other end of the range. No range is longer than
half a day, which is what makes "11 pm – 1" one hour after midnight.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from bot.core.base.errors import Phrase
from bot.core.base.words import N_
from bot.core.when import time_words
from bot.core.when.pieces import Found, Impossible, Piece, either, looked_up

LONGEST = timedelta(hours=12)

NO_SUCH_TIME = N_(
    "“{word}” is not a time of day. Hours go from 0 to 24, or from 1 to 12 with am or pm: write for example 19:30 "
    "or 7:30 pm."
)
NOT_THEN = N_("“{word}” and the {part} do not go together. Write the time alone, for example 19:00.")
TOO_LONG = N_(
    "From {start} to {end} is no time for a chat: it ends after it began, at most 12 hours later. Write for example "
    "19:00–20:00."
)
PART_NAMES = {"morning": N_("morning"), "afternoon": N_("afternoon"), "evening": N_("evening")}

HOURS_OF = {"morning": range(1, 12), "afternoon": range(12, 19), "evening": range(16, 25)}
"""The hours in which a part of the day may begin; 24 is the midnight at its end."""


class Count(Enum):
    """How hours are counted where a time of day was written."""

    BARE = auto()
    TO_24 = auto()
    AM = auto()
    PM = auto()


@dataclass(frozen=True, slots=True)
class Clock(Piece):
    """A time of day as written. `date` is the date that "7.12" may be instead, as day and month."""

    hour: int
    minute: int = 0
    second: int = 0
    count: Count = Count.BARE
    word: str = ""
    date: tuple[int, int] | None = None

    @property
    def shows_24(self) -> bool:
        """Whether the time itself says that its hours count to 24."""
        return self.count is Count.TO_24 or (self.count is Count.BARE and not 1 <= self.hour <= 12)

    @property
    def shows_half(self) -> bool:
        """Whether am or pm was written."""
        return self.count in (Count.AM, Count.PM)


@dataclass(frozen=True, slots=True)
class Until(Piece):
    """What stands between the two ends of a range."""

    word: str


@dataclass(frozen=True, slots=True)
class Part(Piece):
    """A part of the day, by its name in the vocabulary."""

    name: str


CLOCK = re.compile(
    rf"(?:(?:(?P<to_24>{either(time_words.BEFORE_24_HOURS)})|{either(time_words.BEFORE_CLOCK)})(?![^\W\d_])\.?)?\ ?(?:"
    rf"(?P<noon>{either(time_words.NOON)})|(?P<midnight>{either(time_words.MIDNIGHT)})|"
    r"(?P<hour>[0-9]{1,2})(?:(?P<point>[:.])(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?"
    r"(?:\ ?(?P<half>[ap])\.?m\b\.?)?)",
    re.IGNORECASE,
)
UNTIL = re.compile(either(time_words.UNTIL), re.IGNORECASE)
BEFORE_MINUS = re.compile(r"(?:[0-9]T[0-9:]+|UTC|GMT)$", re.IGNORECASE)
PART_WORDS = {word: Part(name) for name, words in time_words.PARTS.items() for word in words}


def clocks_at(text: str, place: int) -> Iterator[Found]:
    """Read a time of day."""
    found = CLOCK.match(text, place)
    if not found:
        return
    word = found[0].strip()
    if found["noon"] or found["midnight"]:
        count = Count.PM if found["noon"] else Count.AM
        yield found.end(), (Clock(12, count=count, word=word),)
        return
    if found["half"]:
        count = Count.PM if found["half"] in "pP" else Count.AM
    else:
        count = Count.TO_24 if found["to_24"] or found["point"] else Count.BARE
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    bare = found[0][0].isdigit() and found["point"] == "." and not found["half"] and not found["second"]
    date = (hour, minute) if bare and 1 <= hour <= 31 and 1 <= minute <= 12 else None
    yield found.end(), (Clock(hour, minute, second, count, word, date),)


def untils_at(text: str, place: int) -> Iterator[Found]:
    """Read the dash or word of a range; in 2026-12-02T19:00-05:00 and UTC-5 the dash is a minus."""
    found = UNTIL.match(text, place)
    if found and not (found[0] == "-" and BEFORE_MINUS.search(text[:place])):
        yield found.end(), (Until(found[0]),)


def parts_at(text: str, place: int) -> Iterator[Found]:
    """Read a part of the day."""
    for end, part in looked_up(PART_WORDS, text, place):
        yield end, (part,)


Span = tuple[timedelta, timedelta | None]
"""When something begins and ends, counted from the midnight at which its day begins."""


def spans(clocks: Sequence[Clock], part: Part | None) -> tuple[Span, ...]:
    """Return what one or two times of day can mean together; raise `Impossible` where that is nothing."""
    starts = _readings(clocks[0], clocks[1:], part)
    if part:
        starts = tuple(start for start in starts if start // timedelta(hours=1) in HOURS_OF[part.name])
        if not starts:
            raise Impossible(NOT_THEN, word=clocks[0].word, part=Phrase(PART_NAMES[part.name]))
    if len(clocks) == 1:
        return tuple((start, None) for start in starts)
    lengths = [(start, (end - start) % timedelta(days=1)) for start in starts for end in _ends(clocks, part)]
    fitting = dict.fromkeys((start, start + length) for start, length in lengths if timedelta() < length <= LONGEST)
    if not fitting:
        raise Impossible(TOO_LONG, start=clocks[0].word, end=clocks[1].word)
    return tuple(fitting)


def _ends(clocks: Sequence[Clock], part: Part | None) -> tuple[timedelta, ...]:
    return _readings(clocks[1], clocks[:1], part)


def _readings(clock: Clock, beside: Sequence[Clock], part: Part | None) -> tuple[timedelta, ...]:
    """Return the times that one clock time can mean, beside the other end of its range."""
    halves = part is not None or any(other.shows_half for other in beside)
    to_24 = clock.count is Count.TO_24 or any(other.shows_24 for other in beside)
    minutes = timedelta(minutes=clock.minute, seconds=clock.second)
    _check(clock, bool(minutes))
    if clock.count is Count.AM:
        hours: tuple[int, ...] = (clock.hour,) if clock.hour < 12 else (0,) if minutes else (0, 24)
    elif clock.count is Count.PM:
        hours = (clock.hour % 12 + 12,)
    elif not 1 <= clock.hour <= 12 or (to_24 and not halves):
        hours = (clock.hour,)
    elif clock.hour < 12:
        hours = (clock.hour, clock.hour + 12)
    else:
        hours = (12, 0) if minutes else (12, 0, 24)
    return tuple(timedelta(hours=hour) + minutes for hour in hours)


def _check(clock: Clock, has_minutes: bool) -> None:
    low, high = (1, 12) if clock.shows_half else (0, 24)
    after_24 = clock.hour == 24 and has_minutes
    if not low <= clock.hour <= high or after_24 or clock.minute > 59 or clock.second > 59:
        raise Impossible(NO_SUCH_TIME, word=clock.word)


def may_be_dates(clocks: Sequence[Clock], until: Until | None) -> tuple[int, int] | None:
    """Return the date, as day and month, for which these times of day may have been written: 7.12 or 9-14."""
    first = clocks[0]
    if first.date or until is None or until.word != "-":
        return first.date
    last = clocks[1]
    numbers = (first.hour, last.hour)
    plain = all(clock.word == str(clock.hour) for clock in clocks)
    if not plain or not (1 <= min(numbers) <= 12 < max(numbers) <= 31):
        return None
    return (max(numbers), min(numbers))
