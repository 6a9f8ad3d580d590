"""Times of day and ranges of them: "19:00", "klo 19", "7-8 pm", "half past seven", "midnight", "in the evening".

After "klo", with a leading zero or above 12, hours count to 24. With a colon or a point they do, too, but "7:30" alone
is half a time of day where people say am and pm (see `Count.POINTED`). A bare number up to 12 may be meant either way
and yields both; what tells them apart is "am", "pm", a part of the day, or the other end of the range. No range is
longer than half a day, which is what makes "11 pm – 1" end one hour after midnight.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
    "{start} to {end} does not work: a chat must end after it opens, at most 12 hours later. Write for "
    "example 19:00–20:00."
)
PART_NAMES = {"morning": N_("morning"), "afternoon": N_("afternoon"), "evening": N_("evening")}

HOURS_OF = {"morning": range(1, 12), "afternoon": range(12, 19), "evening": range(16, 25)}
"""The hours in which a part of the day may begin; 24 is the midnight at its end."""


class Count(Enum):
    """How hours are counted where a time of day was written."""

    BARE = auto()
    POINTED = auto()
    """To 24; but from 1 to 9 ("7:30") it is a bare number in countries that say am and pm."""
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
        counted = self.count in (Count.TO_24, Count.POINTED)
        return counted or (self.count is Count.BARE and not 1 <= self.hour <= 12)

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
    """A part of the day, by its name in the time_words."""

    name: str


BEFORE = (
    rf"(?:(?:(?P<to_24>{either(time_words.BEFORE_24_HOURS)})|{either(time_words.BEFORE_CLOCK)})(?![^\W\d_])\.?:?)?\ ?"
)
HALF_OF_DAY = r"(?:\ ?(?P<half>[ap])\.?\ ?m\b\.?|(?P<letter>[ap])\b)"
HOUR_WORDS = {word: hour for hour, words in time_words.HOURS_IN_WORDS.items() for word in words}
MINUTE_WORDS = {word: minutes for minutes, words in time_words.MINUTES_OF_HOUR.items() for word in words}
WORD_END = r"(?![^\W\d_])"
HOUR = rf"(?:(?P<hour>[0-9]{{1,2}})|(?P<word>{either(HOUR_WORDS)}){WORD_END})"

CLOCK = re.compile(
    rf"{BEFORE}(?:(?:12(?:[:.]00)?\ ?)?"
    rf"(?:(?P<noon>{either(time_words.NOON)})|(?P<midnight>{either(time_words.MIDNIGHT)}))|"
    r"(?P<hour>[0-9]{1,2})"
    r"(?:(?P<point>[:.])(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?)?"
    rf"(?:{HALF_OF_DAY}|(?P<h>\ ?h(?P<after_h>[0-5][0-9])?{WORD_END}|(?<=[:.][0-9]{{2}})\ ?(?:hrs|hours){WORD_END}))?)",
    re.IGNORECASE,
)
COMPACT = re.compile(
    rf"{BEFORE}(?P<hour>[0-9]{{1,2}})(?P<minute>[0-9]{{2}})(?P<second>[0-9]{{2}})?(?P<half>\ ?(?:[ap]\.?m\b\.?))?"
    rf"(?P<mark>\ ?(?:h|hrs|hours){WORD_END}|(?=Z\b))?(?![0-9:.])",
    re.IGNORECASE,
)
IN_WORDS = re.compile(
    rf"{BEFORE}(?P<word>{either(HOUR_WORDS)})(?:\ (?P<minute>thirty|fifteen|forty-five))?{WORD_END}{HALF_OF_DAY}?",
    re.IGNORECASE,
)
AROUND = re.compile(
    rf"{BEFORE}(?P<minutes>{either(MINUTE_WORDS)}|[0-9]{{1,2}})(?:\ (?:min|minutes|minuuttia))?\ "
    rf"(?:(?P<past>{either(time_words.PAST)})|{either(time_words.BEFORE)})\ {HOUR}{HALF_OF_DAY}?",
    re.IGNORECASE,
)
HALF = re.compile(
    rf"{BEFORE}(?:(?P<to>{either(time_words.HALF_TO)})|{either(time_words.HALF_UNCLEAR)})\ {HOUR}{HALF_OF_DAY}?",
    re.IGNORECASE,
)
ONE_WORD = {
    beginning + hyphen + word: (Clock(hour, word=beginning + word), Part(part))
    for part, beginnings in time_words.PARTS_BEFORE_HOURS.items()
    for beginning in beginnings
    for hour, words in time_words.HOURS_IN_WORDS.items()
    for word in words
    for hyphen in ("", "-")
}
MINUTES_IN_WORDS = {"fifteen": 15, "thirty": 30, "forty-five": 45}
UNTIL = re.compile(rf"(?:{either(time_words.UNTIL)})(?:(?<=[^\W\d_]){WORD_END}|(?<![^\W\d_]))", re.IGNORECASE)
AND = re.compile(rf"{time_words.AND}{WORD_END}", re.IGNORECASE)
BEFORE_MINUS = re.compile(r"(?:[0-9]T[0-9:.]+|UTC|GMT)$", re.IGNORECASE)
ISO_BEFORE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\ (?P<time>[0-9]{2}:[0-9]{2})(?::[0-9]{2})?\ $")
OFFSET_AFTER = re.compile(r"-(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2})(?![0-9:])")
MONTH_NAMES = [name for names in time_words.MONTHS for name in names]
AFTER_DATE = re.compile(rf"(?:[0-9](?:st|nd|rd|th)?|{either(MONTH_NAMES)})[.,]?\ $", re.IGNORECASE)
PART_WORDS = {word: Part(name) for name, words in time_words.PARTS.items() for word in words}


def clocks_at(text: str, place: int) -> Iterator[Found]:
    """Read a time of day, in digits or in words."""
    if found := CLOCK.match(text, place):
        yield from _in_digits(found)
    if (found := COMPACT.match(text, place)) and _is_compact(found, text[:place]):
        half = (found["half"] or " ").strip()[:1].casefold()
        count = Count.PM if half == "p" else Count.AM if half == "a" else Count.TO_24
        hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
        yield found.end(), (Clock(hour, minute, second, count, found[0].strip()),)
    if found := IN_WORDS.match(text, place):
        minutes = MINUTES_IN_WORDS.get((found["minute"] or "").casefold(), 0)
        yield found.end(), (_worded(found, minutes),)
    if found := AROUND.match(text, place):
        digits = found["minutes"].isdigit()
        minutes = int(found["minutes"]) if digits else MINUTE_WORDS[found["minutes"].casefold()]
        if found["past"] or not (digits or minutes == 30):
            yield found.end(), (_worded(found, minutes if found["past"] else -minutes),)
    if found := HALF.match(text, place):
        for minutes in (-30,) if found["to"] else (-30, 30):
            yield found.end(), (_worded(found, minutes),)
    yield from looked_up(ONE_WORD, text, place)


def _in_digits(found: re.Match[str]) -> Iterator[Found]:
    word = found[0].strip()
    if found["noon"] or found["midnight"]:
        count = Count.PM if found["noon"] else Count.AM
        yield found.end(), (Clock(12, count=count, word=word),)
        return
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    if found["h"]:
        if hour < 10 and not found["after_h"] and not found["point"]:
            return  # "2 h" is rather how long something takes
        minute = int(found["after_h"] or minute)
    half = found["half"] or found["letter"]
    if half:
        count = Count.PM if half in "pP" else Count.AM
    elif found["to_24"] or found["h"] or (found["point"] and (found["second"] or len(found["hour"]) == 2)):
        count = Count.TO_24
    else:
        count = Count.POINTED if found["point"] else Count.BARE
    bare = found[0][0].isdigit() and found["point"] == "." and not half and not found["second"]
    date = (hour, minute) if bare and 1 <= hour <= 31 and 1 <= minute <= 12 else None
    yield found.end(), (Clock(hour, minute, second, count, word, date),)


def _is_compact(found: re.Match[str], before: str) -> bool:
    """Whether "2026" is a time: a year may be meant unless it is marked as a time, or stands where no year can."""
    if len(found["hour"]) == 1 and not found["half"]:
        return False
    if found["second"]:
        return before.endswith(("T", "t"))
    marked = found["mark"] is not None or found["half"] or not found[0][0].isdigit() or found["hour"][0] == "0"
    year = 1990 <= int(found["hour"] + found["minute"]) <= 2100
    is_last = found.end() == len(found.string)
    return bool(marked or not (year and (is_last or AFTER_DATE.search(before)))) and int(found["hour"]) < 25


def _worded(found: re.Match[str], minutes: int) -> Clock:
    """Return the time that is some minutes after (or before) an hour in words."""
    said = found.groupdict()
    hour = int(said["hour"]) if said.get("hour") else HOUR_WORDS[said["word"].casefold()]
    half = said.get("half") or said.get("letter")
    count = Count.BARE if not half else Count.PM if half in "pP" else Count.AM
    word = found[0].strip()
    if minutes < 0 and 1 <= hour <= 24:
        before = (hour - 2) % 12 + 1 if hour <= 12 else hour - 1
        if hour == 12 and half:
            count = Count.AM if count is Count.PM else Count.PM
        return Clock(before, 60 + minutes, 0, count, word)
    return Clock(hour, minutes, 0, count, word)


def untils_at(text: str, place: int) -> Iterator[Found]:
    """Read the dash or word of a range; in 2026-12-02T19:00-05:00, UTC-5 and "19:00 -05:00" the dash is a minus."""
    found = UNTIL.match(text, place)
    if found and not (found[0] == "-" and (BEFORE_MINUS.search(text[:place]) or _is_minus(text, place))):
        yield found.end(), (Until(found[0]),)

    if AND.match(text, place) and time_words.BETWEEN in text[:place].casefold():
        yield place + len(time_words.AND), (Until(time_words.AND),)


def _is_minus(text: str, place: int) -> bool:
    """Whether an offset stands after "2026-12-02 19:00": -05:00 would be the end of a very long chat."""
    before = ISO_BEFORE.search(text[:place])
    after = OFFSET_AFTER.match(text, place)
    return bool(before and after and f"{after['hours']}:{after['minutes']}" <= before["time"])


def parts_at(text: str, place: int) -> Iterator[Found]:
    """Read a part of the day."""
    for end, part in looked_up(PART_WORDS, text, place):
        yield end, (part,)


Span = tuple[timedelta, timedelta | None]
"""When something begins and ends, counted from the midnight at which its day begins."""


def spans(clocks: Sequence[Clock], part: Part | None, *, twelve: bool = False) -> tuple[Span, ...]:
    """Return what one or two times of day can mean together; raise `Impossible` where that is nothing.

    `twelve`: whether people there say am and pm, so that "7:30" alone may be in the evening.
    """
    if twelve and any(clock.count is Count.POINTED and 1 <= clock.hour <= 9 for clock in clocks[:1]):
        clocks = [replace(each, count=Count.BARE) if each.count is Count.POINTED else each for each in clocks]
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
    to_24 = clock.count in (Count.TO_24, Count.POINTED) or any(other.shows_24 for other in beside)
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
