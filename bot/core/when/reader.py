"""Reading when a chat shall begin, as people write it: "9/14 7-8 pm Eastern", "ke klo 19", "in 2 hours".

The rule: **ask back rather than guess.** A moment is returned only if a careful reader could mean no other one.

- Every word must be understood. What says nothing about the time (a hashtag, "starts", a comma) is a short list.
- Every way to read the text is tried (`core/when/grammar.py`). A reading that contradicts itself (a Wednesday that is a
  Friday, EST in July) drops out while another is left; what two readings say differently is asked back with both.
- Half a time of day is asked back ("7", "half past seven"; "7:30" where people say am and pm), unless the other half
  has passed: "today 7" at noon is 19:00. So is half a day: "next Wednesday", "midnight on Friday", "3/4" where neither
  zone nor language says which number is the month, "12.2" in America, "tomorrow" where it is another day there.
- Several zones in one line are claims about one instant (`core/when/claims.py`). If all agree, that is the moment, and
  one claim may settle what another leaves open. If they do not, both are named.
- A zone's name that means another zone near the server is asked back: "Eastern" in Sydney, "BST" in Dhaka, "IST".
- Nothing is completed beyond what people leave out: a date without a year is the next one, but not one that was in the
  last weeks, and not a 29 February years ahead.
- A time that the clocks skip or show twice, and one that has passed, are named; the way out is in the sentence.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from bot.core.base.errors import Phrase, Refused
from bot.core.base.words import N_
from bot.core.when.claims import Asked, moments, not_too_far
from bot.core.when.clock_times import Clock, may_be_dates, spans
from bot.core.when.dates import NO_SUCH_DATE, NO_WEEKDAY, WEEKDAY_NAMES, Day, Weekday, choices
from bot.core.when.grammar import sentences
from bot.core.when.moment import Moment, in_words, written
from bot.core.when.pieces import Found, Impossible
from bot.core.when.sentence import Group, Sentence
from bot.core.when.spans import Later
from bot.core.when.zones.zone import Zone, clock_of, reader

__all__ = ["Moment", "in_words", "read_time", "read_when"]

NOTHING = N_("Say when, for example Wed 19:00, or 2 December 7–8 pm Eastern.")
NO_TIME = N_("“{text}” lacks a time of day. Add one, for example Wed 19:00 or tomorrow 7 pm.")
DATE_OR_TIME = N_("“{word}” can be a date or a time. Write {date} for the date, or {time} for the time.")
TWO_WAYS = N_(
    "“{text}” can mean {first_day} {first}, or {second_day} {second}. Write the one you mean, in just that form."
)
PASSED = N_(
    "“{text}” was {day} {moment}, and that has passed. Give a later time (with the year, if it is next year's), or now."
)
NO_TIME_OF_DAY = N_("I cannot read “{text}” as a time of day; write for example 19:00 or 7 pm.")
HALF_A_TIME = N_("“{text}” could be in the morning or in the evening; write {first} or {second}.")

TWO_STAMPS = N_(
    "“{text}” means two different times. Write one of them, or the opening and the end with a dash between."
)

DAYS_AHEAD = 31
"""How far ahead "Sat 19" may mean the 19th."""

LEAST_TELLING = (NO_SUCH_DATE, NO_WEEKDAY)
"""What is said only where every reading failed in these ways: "19.70" is rather a time than a date."""


def read_when(text: str, now: datetime, zone: str, language: str) -> Moment:
    """Return the moment that somebody wrote; raise `Refused` where it is not understood, ambiguous or past.

    `now` is aware, `zone` the IANA name of the zone that is meant where none is written. All languages' words are
    understood; `language` ("fi", "en-GB") helps where a form means different things to different readers.
    """
    asked = Asked(" ".join(unicodedata.normalize("NFKC", text).split()), now.astimezone(UTC), zone, language)
    if not asked.text:
        raise Refused(NOTHING)
    clock_of(zone)
    found: list[Moment] = []
    refusals: list[tuple[bool, bool, Impossible]] = []
    for sentence in dict.fromkeys(sentences(asked.text, reader(zone, asked.now))):
        try:
            found += _meant(sentence, asked)
        except Impossible as refusal:
            refusals.append((len(sentence.groups) > 1, refusal.template in LEAST_TELLING, refusal))
    if not found:
        raise min(refusals, key=lambda each: each[:2])[2]
    return _the_one(found, asked)


def read_time(text: str, zone: str) -> time:
    """Return the time of day that somebody wrote; raise `Refused` where it is unclear."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    try:
        found = {each for sentence in sentences(text, _no_zones) for each in _times_of_day(sentence, zone)}
    except Refused:
        found = set()
    times = {each for each in found if each < timedelta(days=1)}
    if not times:
        raise Refused(NO_TIME_OF_DAY, text=text)
    if len(times) > 1:
        first, second = (f"{_on_clock(each):%H:%M}" for each in sorted(times)[:2])
        raise Refused(HALF_A_TIME, text=text, first=first, second=second)
    return _on_clock(times.pop())


def _on_clock(since_midnight: timedelta) -> time:
    return (datetime(2000, 1, 1, tzinfo=UTC) + since_midnight).time()


def _no_zones(text: str, place: int) -> Iterator[Found]:
    """Read no zone anywhere."""
    yield from ()


def _times_of_day(sentence: Sentence, zone: str) -> Iterator[timedelta]:
    if sentence.instants or len(sentence.groups) != 1 or sentence.lasts:
        return
    group = sentence.groups[0]
    if group.day or len(group.clocks) > 1:
        return
    twelve = Zone(zone, None, "").is_twelve_hour
    yield from (start for start, _ in spans(group.clocks, group.part, twelve=twelve))


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


def _meant(sentence: Sentence, asked: Asked) -> list[Moment]:
    """Return what one way to read the words can mean; raise `Impossible` where that is nothing."""
    if sentence.instants:
        return [_pinned(sentence, asked)]
    if not sentence.groups:
        here = Zone(asked.zone, None, asked.zone)
        choices(Day.of(sentence.waiting), asked.today(here), asked.today(here), asked.rules(here))
        raise Impossible(NO_TIME, text=asked.text)
    found = moments(sentence, asked)
    if len(sentence.groups) == 1:
        _tell_date_from_time(sentence.groups[0], asked)
    return found


def _pinned(sentence: Sentence, asked: Asked) -> Moment:
    """Return an instant that was named without date or clock; two stamps are both ends, or the same twice."""
    zone = sentence.zones[0].name if sentence.zones else asked.zone
    instants = [asked.now + each.by if isinstance(each, Later) else each.at for each in sentence.instants]
    start = not_too_far(instants[0])
    end = instants[-1] if len(instants) > 1 else None
    if end is not None and (sentence.until is None) != (end == start):
        raise Impossible(TWO_STAMPS, text=asked.text)
    return Moment(start, end if end != start else None, zone)


def _tell_date_from_time(group: Group, asked: Asked) -> None:
    """Refuse "Wed 7.12": 7 December without a time, or 7:12? "tomorrow 7.12" is clear unless that is 7 December."""
    day = Day.of(group.day)
    clocks = group.clocks
    if day == Day(weekday=day.weekday) and day.weekday and not asked.writes(("fi",)):
        _tell_day_of_month(day.weekday, clocks, asked)
    if day.date or day.month_day or day.nth or not (numbers := may_be_dates(clocks, group.until)):
        return
    if day.shift:
        shifted = asked.today(Zone(asked.zone, None, "")) + timedelta(days=day.shift.days)
        if (shifted.day, shifted.month) != numbers:
            return
    word = group.until.word.join(clock.word for clock in clocks) if group.until else clocks[0].word
    shown = "–".join(f"{clock.hour}:{clock.minute:02}" for clock in clocks)
    raise Refused(DATE_OR_TIME, word=word, date=f"{numbers[0]}.{numbers[1]}.", time=shown)


def _tell_day_of_month(weekday: Weekday, clocks: Sequence[Clock], asked: Asked) -> None:
    """Refuse "Sat 19" where the 19th is a Saturday: it may be a date without a time."""
    number = clocks[0].hour
    today = asked.today(Zone(asked.zone, None, ""))
    if len(clocks) > 1 or clocks[0].word != str(number) or not number:
        return
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    for day in days:
        if (day.day, day.weekday()) == (number, weekday.number):
            raise Refused(DATE_OR_TIME, word=clocks[0].word, date=f"{day.day}.{day.month}.", time=f"{number}:00")
