"""What makes a pack unplayable although each value alone is fine: too many of something, too long, too late.

All of it is looked at in the raw data, as far as that can be read: so these problems show together with all others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.adapters.yaml_files.fields import attempt, duration, in_units, of_text
from bot.adapters.yaml_files.packs.schedule import end, schedule_of, schedule_slips, start, zone
from bot.adapters.yaml_files.problems import Found, Loc, Slip
from bot.core.base.post import MAX_TEXT, ROOM_FOR_WORDS
from bot.core.base.words import N_
from bot.core.script.pack import MAX_QUESTIONS, Timing

MAX_HOSTS = 10
MAX_INTRO = 1500
MAX_READINGS = 5
"""Discord shows five buttons in a row, and a card has one row."""

ROOM_PER_READING = 10
"""A reading's bullet, brackets, dash and comma."""

SHORTEST = timedelta(minutes=1)
"""The shortest question that is derived from a schedule; who writes “lasts” or “timing” may go below."""

TOO_MANY = N_("There are {count} entries in “{key}”; at most {limit} are possible. This is the first one too many.")
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
    if (hour := Hour.of(raw, default_zone)) and (slip := hour.slip()):
        yield ("schedule", "end"), slip


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


@dataclass(frozen=True, slots=True)
class Hour:
    """The time from start to end, and what has to fit into it.

    `own` is what questions with a time of their own take together; the `others` take `question` each, which is None
    where it is to be derived.
    """

    span: timedelta
    opening: timedelta
    closing: timedelta
    own: timedelta
    others: int
    question: timedelta | None

    @classmethod
    def of(cls, raw: Mapping[str, Any], default_zone: str | None) -> "Hour | None":
        """Return a pack's hour, or None where start and end or a duration are not given or not readable."""
        span = _span(raw.get("schedule"), default_zone)
        timing = raw.get("timing", {})
        own = [question["lasts"] for question in _listed(raw.get("questions")) if "lasts" in question]
        if span is None or not isinstance(timing, Mapping):
            return None
        try:
            return cls(
                span,
                duration(timing.get("opening", Timing().opening)),
                duration(timing.get("closing", Timing().closing)),
                sum((duration(lasts) for lasts in own), timedelta()),
                len(_listed(raw.get("questions"))) - len(own),
                duration(timing["question"]) if "question" in timing else None,
            )
        except Slip:
            return None

    def each(self) -> timedelta:
        """Return how long a question is without a time of its own: an even share of the hour, in whole seconds."""
        if self.question is not None or not self.others:
            return self.question or Timing().question
        left = self.span - self.opening - self.closing - self.own
        return timedelta(seconds=left // timedelta(seconds=self.others))

    def slip(self) -> Slip | None:
        """Return in which way the chat does not fit."""
        asked = self.own + self.others * self.each()
        needed = self.opening + asked + self.closing
        parts = {"span": in_units(self.span), "opening": in_units(self.opening), "closing": in_units(self.closing)}
        if self.question is None and self.others and self.each() < SHORTEST:
            return Slip(TOO_HASTY, **parts)
        if needed > self.span:
            return Slip(DOES_NOT_FIT, needed=in_units(needed), asked=in_units(asked), **parts)
        return None


def _span(schedule: object, default_zone: str | None) -> timedelta | None:
    if not isinstance(schedule, Mapping):
        return None
    begins, ends = attempt(of_text(start), schedule.get("start")), attempt(of_text(end), schedule.get("end"))
    named = attempt(of_text(zone), schedule.get("zone", default_zone))
    if begins is None or ends is None or named is None:
        return None
    planned = attempt(lambda _: schedule_of(begins, ends, named), None)
    return planned.end - planned.start if planned and planned.end else None
