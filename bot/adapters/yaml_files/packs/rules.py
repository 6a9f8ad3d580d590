"""What makes a pack unplayable although each value alone is fine: too many of something, too long, too late.

All of it is looked at in the raw data, as far as that can be read: so these problems show together with all others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.adapters.yaml_files.fields import attempt, duration, in_units, of_text, zone
from bot.adapters.yaml_files.packs.schedule import end, hours, schedule_of, schedule_slips, start
from bot.adapters.yaml_files.problems import Found, Loc, Slip
from bot.core.base.limits import MAX_TEXT, ROOM_FOR_WORDS
from bot.core.base.words import N_
from bot.core.script.pack import MAX_QUESTIONS, Pack, Question, Quiet, Schedule, Text, Timing
from bot.core.session.timetable import awake, closing, ends_at, shared

NO_TEXT = Text({"en": "-"})
MAX_HOSTS = 10
MAX_INTRO = 1500
MAX_NEXT = 200
MAX_READINGS = 5
"""Discord shows five buttons in a row, and a card has one row."""

ROOM_PER_READING = 10
"""A reading's bullet, brackets, dash and comma."""

LONGEST = timedelta(days=100)

SHORTEST = timedelta(minutes=1)
"""The shortest question that is derived from a schedule; who writes “lasts” or “timing” may go below."""

TOO_MANY = N_("There are {count} entries in “{key}”; at most {limit} are allowed. This is the first one too many.")
NO_QUESTIONS = N_("A pack needs at least one question: “- ask: …”.")
CARD_TOO_LONG = N_(
    "This question and its readings together have {length} characters; at most {limit} fit into one message."
)
INTRO_TOO_LONG = N_(
    "Title, introduction and hosts together have {length} characters; at most {limit} fit into one message."
)
DOES_NOT_FIT = N_(
    "The chat takes {needed} (opening {opening}, questions {asked}, closing {closing}), but from start to end it is "
    "only {span}. Ask fewer questions, give them less time, or end later."
)
IN_QUIET = N_("{time} is within the quiet hours ({quiet}). Choose another time, or other quiet hours.")
RUNS_OVER = N_(
    "The quiet hours ({quiet}) do not count, so this chat would close {close}, but its end is {end}. Ask "
    "fewer questions, give them less time, or end later."
)
TOO_FAR = N_("From start to end it is {span}. A chat may take {limit} days at most.")
TOO_HASTY = N_(
    "From start to end it is {span}. With opening {opening} and closing {closing}, that leaves less than a minute for "
    "each question. Ask fewer questions, or end later."
)


def pack_slips(raw: dict[str, Any], default_zone: str | None) -> Iterator[Found]:
    """Yield everything that concerns more than one value."""
    yield from _crowd(raw.get("questions"), ("questions",), MAX_QUESTIONS)
    yield from _crowd(raw.get("hosts"), ("hosts",), MAX_HOSTS)
    if raw.get("questions") == []:
        yield ("questions",), Slip(NO_QUESTIONS)
    for place, question in enumerate(_listed(raw.get("questions"))):
        yield from _question_slips(question, ("questions", place))
    yield from _introduction_slips(raw)
    yield from schedule_slips(raw.get("schedule"), default_zone)
    if planned := _planned(raw.get("schedule"), default_zone):
        yield from _quiet_slips(planned, _quiet(raw, planned.zone))
    if (hour := Hour.of(raw, default_zone)) and (slip := hour.slip()):
        yield ("schedule", "end"), slip


def _quiet_slips(planned: Schedule, quiet: Quiet | None) -> Iterator[Found]:
    """Yield which end of the hour lies in the quiet hours."""
    if quiet and awake(planned.start, quiet) != planned.start:
        yield ("schedule", "start"), _in_quiet(planned.start, quiet)
    if quiet and planned.end and closing(planned.end, quiet) != planned.end:
        yield ("schedule", "end"), _in_quiet(planned.end, quiet)


def _in_quiet(instant: datetime, quiet: Quiet) -> Slip:
    return Slip(IN_QUIET, time=f"{instant.astimezone(ZoneInfo(quiet.zone)):%H:%M}", quiet=_hours(quiet))


def _hours(quiet: Quiet) -> str:
    return f"{quiet.begin:%H:%M}-{quiet.end:%H:%M}"


def _quiet(raw: Mapping[str, Any], zone_name: str) -> Quiet | None:
    """Return a pack's quiet hours, as far as they can be read."""
    timing = raw.get("timing")
    found = attempt(of_text(hours), timing.get("quiet")) if isinstance(timing, Mapping) else None
    return Quiet(*found, zone_name) if found else None


def _crowd(value: object, loc: Loc, limit: int) -> Iterator[Found]:
    if isinstance(value, list) and len(value) > limit:
        yield (*loc, limit), Slip(TOO_MANY, count=len(value), limit=limit)


def _listed(value: object) -> list[Mapping[str, object]]:
    """Return a list's entries, each with keys: something else has none, and its own complaint."""
    return [each if isinstance(each, Mapping) else {} for each in value] if isinstance(value, list) else []


def _question_slips(question: Mapping[str, object], loc: Loc) -> Iterator[Found]:
    yield from _crowd(question.get("readings"), (*loc, "readings"), MAX_READINGS)
    readings = _listed(question.get("readings"))[:MAX_READINGS]
    length = _length(question.get("ask")) + sum(ROOM_PER_READING + _shown_length(reading) for reading in readings)
    if length > MAX_TEXT - ROOM_FOR_WORDS and _length(question.get("ask")) <= MAX_TEXT // 2:
        yield (*loc, "ask"), Slip(CARD_TOO_LONG, length=length, limit=MAX_TEXT - ROOM_FOR_WORDS)


def _introduction_slips(raw: Mapping[str, object]) -> Iterator[Found]:
    hosts = _listed(raw.get("hosts"))[:MAX_HOSTS]
    named = sum(ROOM_PER_READING + _length(host.get("name")) + _length(host.get("organisation")) for host in hosts)
    length = _length(raw.get("title")) + _length(raw.get("by")) + _length(raw.get("intro")) + named
    if length > MAX_TEXT - ROOM_FOR_WORDS and _length(raw.get("intro")) <= MAX_INTRO:
        yield (
            ("intro" if "intro" in raw else "hosts",),
            Slip(INTRO_TOO_LONG, length=length, limit=MAX_TEXT - ROOM_FOR_WORDS),
        )


def _shown_length(reading: Mapping[str, object]) -> int:
    """Return how many characters a reading takes: a link without a title stands there as its own title, too."""
    return _length(reading) + (0 if "title" in reading else _length(reading.get("url")))


def _length(value: object) -> int:
    """Return how many characters a value takes when it is shown, in the language where that is most."""
    if isinstance(value, str):
        return len(value.strip())
    if isinstance(value, Mapping):
        lengths = [_length(each) for each in value.values()]
        return max(lengths, default=0) if value.keys() <= {"en", "fi"} else sum(lengths)
    return 0


class Hour(NamedTuple):
    """The time from start to end, and what has to fit into it.

    `script` is the pack as far as its times go: `lasts` of a question that has a time of its own, and the opening, the
    closing and the quiet hours. The others take `question` each, which is None where it is to be derived.
    """

    start: datetime
    end: datetime
    script: Pack
    question: timedelta | None

    @classmethod
    def of(cls, raw: Mapping[str, Any], default_zone: str | None) -> "Hour | None":
        """Return a pack's hour, or None where start and end or a duration are not given or not readable."""
        planned = _planned(raw.get("schedule"), default_zone)
        timing = raw.get("timing", {})
        if planned is None or planned.end is None or not isinstance(timing, Mapping):
            return None
        try:
            lasts = [
                duration(question["lasts"]) if "lasts" in question else None
                for question in _listed(raw.get("questions"))[:MAX_QUESTIONS]
            ]
            parts = {key: duration(timing[key]) for key in ("opening", "closing", "question") if key in timing}
        except Slip:
            return None
        known = replace(Timing(), quiet=_quiet(raw, planned.zone), **parts)
        script = Pack("", NO_TEXT, tuple(Question(NO_TEXT, each) for each in lasts), timing=known)
        return cls(planned.start, planned.end, script, parts.get("question"))

    @property
    def is_derived(self) -> bool:
        """Whether there are questions that share the hour."""
        return self.question is None and any(question.lasts is None for question in self.script.questions)

    def filled(self, pack: Pack) -> Pack:
        """Return a pack whose questions share the hour, if they are to. What is shared are whole seconds."""
        return shared(pack, self.start, self.end) if self.is_derived else pack

    def slip(self) -> Slip | None:
        """Return in which way the chat does not fit."""
        if self.end - self.start > LONGEST:
            return Slip(TOO_FAR, span=in_units(self.end - self.start), limit=LONGEST.days)
        script = self.filled(self.script)
        timing, quiet = script.timing, script.timing.quiet
        parts = {"span": in_units(self.end - self.start)}
        parts |= {"opening": in_units(timing.opening), "closing": in_units(timing.closing)}
        if self.is_derived and (script is self.script or timing.question < SHORTEST):
            return Slip(TOO_HASTY, **parts)
        closes = ends_at(script, self.start)
        if closes <= self.end:
            return None
        if quiet and closes - self.start > script.length:
            zone_name = ZoneInfo(quiet.zone)
            shown = {"close": closes.astimezone(zone_name), "end": self.end.astimezone(zone_name)}
            return Slip(RUNS_OVER, quiet=_hours(quiet), **{key: f"{at:%Y-%m-%d %H:%M}" for key, at in shown.items()})
        asked = script.length - timing.opening - timing.closing
        return Slip(DOES_NOT_FIT, needed=in_units(script.length), asked=in_units(asked), **parts)


def _planned(schedule: object, default_zone: str | None) -> Schedule | None:
    """Return when the chat is to be, as far as that can be read; without an end that cannot be right."""
    if not isinstance(schedule, Mapping):
        return None
    begins = attempt(of_text(start), schedule.get("start"))
    ends = attempt(of_text(end), schedule.get("end"))
    named = attempt(of_text(zone), schedule.get("zone", default_zone))
    if begins is None or named is None:
        return None
    return attempt(lambda _: schedule_of(begins, ends, named), None)
