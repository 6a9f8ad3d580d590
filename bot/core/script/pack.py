"""A pack: the script of one chat, as its author wrote it. Reading files is `adapters/yaml_files.py`'s work."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

MAX_QUESTIONS = 25

SLOW = timedelta(hours=6)
"""From this length of a question on, a chat is a slow one."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in one or more languages, keyed by language code ("en", "fi"); never empty."""

    versions: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """Return the text in this language, or in the first language that the author wrote it in."""
        return self.versions.get(language) or next(iter(self.versions.values()))


@dataclass(frozen=True, slots=True)
class Reading:
    """A recommended reading. At least a title or a link is there; a link is http or https."""

    title: Text | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A numbered question; `lasts` is None where the pack's timing decides. `short` names it in a few words.

    Answers to a `reviewed` one are sent to the hosts and posted once one of them has approved them.
    """

    ask: Text
    lasts: timedelta | None = None
    readings: tuple[Reading, ...] = ()
    reviewed: bool = False
    short: Text | None = None


class HostRole(StrEnum):
    """What a host is called in the preview and the transcript."""

    MODERATOR = "moderator"
    CO_HOST = "co-host"


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody who runs the chat, as named in the pack; mapping to a member of the server comes later."""

    name: str
    role: HostRole = HostRole.MODERATOR
    handle: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the chat is meant to happen: aware instants, and the IANA zone that the author thought in."""

    start: datetime
    end: datetime | None
    zone: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which a chat says nothing of itself, on the clocks of an IANA zone; they may cross midnight."""

    begin: time
    end: time
    zone: str


@dataclass(frozen=True, slots=True)
class Timing:
    """How long the parts of a chat last; `archive` is how long after the close late answers are taken.

    `publish` is how long after the close the recap is published by itself; the operator sets it, not the pack.
    `preview` is how long before the opening the preview is posted (at once, if the opening is nearer). In the `quiet`
    hours neither preview nor reminder nor question is posted; only the opening keeps the time that hosts gave it.
    """

    opening: timedelta = timedelta(minutes=5)
    question: timedelta = timedelta(minutes=8)
    closing: timedelta = timedelta(minutes=5)
    archive: timedelta = timedelta(hours=48)
    preview: timedelta = timedelta(days=2)
    quiet: Quiet | None = None
    publish: timedelta = timedelta(minutes=30)

    def faster(self, speed: float) -> "Timing":
        """Return these times with every part that many times shorter, but a second at least."""
        parts = (self.opening, self.question, self.closing, self.archive)
        opening, question, closing, archive = (_faster(part, speed) for part in parts)
        return Timing(opening, question, closing, archive, publish=self.publish / speed)


class AnswersMode(StrEnum):
    """Where answers are mainly given: a thread per question, or the channel with "A3 …"."""

    THREADS = "threads"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that an author prepares for one chat. `name` is the file's name without its ending.

    With `reviewed`, all its questions are, also those that are asked extra. `next` says what comes after this chat.
    """

    name: str
    title: Text
    questions: tuple[Question, ...]
    language: str = "en"
    hashtag: str | None = None
    by: str | None = None
    intro: Text | None = None
    hosts: tuple[Host, ...] = ()
    schedule: Schedule | None = None
    timing: Timing = field(default_factory=Timing)
    answers: AnswersMode = AnswersMode.THREADS
    reviewed: bool = False
    next: Text | None = None

    @property
    def is_slow(self) -> bool:
        """Whether its questions last so long that a time of day does not say when they end."""
        return any(self.length_of(question) >= SLOW for question in self.questions)

    def is_same_script(self, other: "Pack") -> bool:
        """Return whether another pack asks these questions under this title; members' own may follow in it."""
        asks = [question.ask for question in self.questions]
        return self.title == other.title and asks == [question.ask for question in other.questions[: len(asks)]]

    def faster(self, speed: float) -> "Pack":
        """Return the pack with every part that many times shorter, as for a rehearsal."""
        questions = tuple(replace(q, lasts=q.lasts and _faster(q.lasts, speed)) for q in self.questions)
        return replace(self, questions=questions, timing=self.timing.faster(speed))

    def length_of(self, question: Question) -> timedelta:
        """Return how long this question stays the current one."""
        return question.lasts or self.timing.question

    def question_ends(self, question: Question, asked: datetime) -> datetime:
        """Return when the time of this question is up if it is asked at an instant."""
        return asked + self.length_of(question)

    @property
    def length(self) -> timedelta:
        """How long the whole chat lasts, from the welcome to the close."""
        asked = sum((self.length_of(question) for question in self.questions), timedelta())
        return self.timing.opening + asked + self.timing.closing


def _faster(part: timedelta, speed: float) -> timedelta:
    return max(part / speed, timedelta(seconds=1))
