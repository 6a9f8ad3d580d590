"""A session: the fold of its facts through one table of legal moves. Nothing here waits, posts or stores."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce

from bot.core.facts import (
    Announced,
    AnswerFeatured,
    AnswerFiled,
    Archived,
    Asked,
    Cancelled,
    Closed,
    Extended,
    Fact,
    Held,
    HostsTold,
    LeftOut,
    Opened,
    Paused,
    QuestionAdded,
    Resumed,
    RoomLost,
    Scheduled,
    Skipped,
    Summarised,
)
from bot.core.pack import Pack, Question
from bot.core.place import RoomRef


class Phase(StrEnum):
    """Where a session stands; the values are what JSON and `tchat sessions` show."""

    NEW = "new"
    SCHEDULED = "scheduled"
    HELD = "held"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"
    ROOM_GONE = "room gone"


RULINGS: tuple[type[Fact], ...] = (AnswerFiled, AnswerFeatured, LeftOut)
"""What hosts and authors say about single contributions: possible as long as there is a record."""

RECORDED = (Phase.OPEN, Phase.PAUSED, Phase.CLOSED, Phase.ARCHIVED, Phase.ROOM_GONE)
"""The phases in which there is a record."""

LIVING = (Phase.SCHEDULED, Phase.HELD, Phase.OPEN, Phase.PAUSED, Phase.CLOSED)
"""The phases in which something is still to come."""

NEXT: dict[tuple[Phase, type[Fact]], Phase] = {
    (Phase.NEW, Scheduled): Phase.SCHEDULED,
    (Phase.SCHEDULED, Announced): Phase.SCHEDULED,
    (Phase.SCHEDULED, Opened): Phase.OPEN,
    (Phase.SCHEDULED, Held): Phase.HELD,
    (Phase.SCHEDULED, Cancelled): Phase.CANCELLED,
    (Phase.HELD, Opened): Phase.OPEN,
    (Phase.HELD, Cancelled): Phase.CANCELLED,
    (Phase.OPEN, Asked): Phase.OPEN,
    (Phase.OPEN, QuestionAdded): Phase.OPEN,
    (Phase.OPEN, Skipped): Phase.OPEN,
    (Phase.OPEN, Extended): Phase.OPEN,
    (Phase.OPEN, Paused): Phase.PAUSED,
    (Phase.OPEN, Closed): Phase.CLOSED,
    (Phase.PAUSED, QuestionAdded): Phase.PAUSED,
    (Phase.PAUSED, Skipped): Phase.PAUSED,
    (Phase.PAUSED, Extended): Phase.PAUSED,
    (Phase.PAUSED, Resumed): Phase.OPEN,
    (Phase.PAUSED, Closed): Phase.CLOSED,
    (Phase.CLOSED, Summarised): Phase.CLOSED,
    (Phase.CLOSED, Archived): Phase.ARCHIVED,
}
NEXT |= {(phase, kind): phase for phase in RECORDED for kind in RULINGS}
NEXT |= {(phase, HostsTold): phase for phase in Phase if phase is not Phase.NEW}
NEXT |= {(phase, RoomLost): Phase.ROOM_GONE for phase in LIVING}
"""Every legal move, and where it leads. What is not here cannot happen."""


class IllegalMove(Exception):
    """A fact that cannot follow the ones before it: a fault of the program or of the stored record."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One question that was asked: its number, and when it was decided to ask it."""

    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided about one contribution. `filed` is None unless somebody filed it explicitly."""

    filed: bool = False
    number: int | None = None
    featured: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a pack in one channel, known by its number.

    `since` is when the running part (the opening, or the current question) began; `extra` is what extensions and
    pauses added to it. `facts` counts the facts folded so far.
    """

    number: int
    pack: Pack
    room: RoomRef
    questions: tuple[Question, ...]
    phase: Phase = Phase.NEW
    facts: int = 0
    scheduled_at: datetime | None = None
    opens_at: datetime | None = None
    announced: bool = False
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    since: datetime | None = None
    extra: timedelta = timedelta()
    paused_at: datetime | None = None
    asked: tuple[Asking, ...] = ()
    skipped: frozenset[int] = frozenset()
    summaries: int = 0
    rulings: Mapping[int, Ruling] = field(default_factory=dict)

    @property
    def current(self) -> int | None:
        """The number of the question asked last; None before the first."""
        return self.asked[-1].number if self.asked else None

    @property
    def part_ends(self) -> datetime:
        """When the running part's own time is up: the opening's, or that of the question asked last.

        The closing words after the last question come on top. Only for a session that was opened.
        """
        assert self.since is not None
        if self.current is None:
            return self.since + self.pack.timing.opening + self.extra
        return self.since + self.pack.length_of(self.question(self.current)) + self.extra

    @property
    def upcoming(self) -> tuple[int, ...]:
        """The numbers of the questions still to be asked, in order."""
        gone = self.skipped | {asking.number for asking in self.asked}
        return tuple(number for number in range(1, len(self.questions) + 1) if number not in gone)

    @property
    def was_set_ahead(self) -> bool:
        """Whether there was a time between the setting and the opening, for a preview."""
        return self.scheduled_at is not None and self.opens_at is not None and self.opens_at > self.scheduled_at

    @property
    def is_running(self) -> bool:
        """Whether the chat is on, be it paused."""
        return self.phase in (Phase.OPEN, Phase.PAUSED)

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is to come but late answers and the archive step."""
        return self.phase in (Phase.CLOSED, Phase.ARCHIVED, Phase.CANCELLED, Phase.ROOM_GONE)

    def question(self, number: int) -> Question:
        """Return question `number` (from 1); raise IndexError if there is none."""
        if number < 1:
            raise IndexError(number)
        return self.questions[number - 1]

    def text_of(self, number: int, language: str | None = None) -> str:
        """Return what question `number` asks, in the pack's language unless another is given."""
        return self.question(number).ask.in_language(language or self.pack.language)


def new(number: int, pack: Pack, room: RoomRef) -> Session:
    """Return a session to which nothing has happened yet."""
    return Session(number=number, pack=pack, room=room, questions=pack.questions)


def fold(session: Session, facts: Iterable[Fact]) -> Session:
    """Return the session after all these facts, in order; raise IllegalMove at the first that cannot be."""
    return reduce(apply, facts, session)


def apply(session: Session, fact: Fact) -> Session:
    """Return the session after one more fact; raise IllegalMove if the table of moves does not have it."""
    phase = NEXT.get((session.phase, type(fact)))
    if phase is None:
        raise IllegalMove(f"session {session.number}: {type(fact).__name__} cannot follow while {session.phase}")
    return replace(_changed(session, fact), phase=phase, facts=session.facts + 1)


def _changed(session: Session, fact: Fact) -> Session:
    match fact:
        case Scheduled(at=at, opens_at=opens_at):
            return replace(session, scheduled_at=at, opens_at=opens_at)
        case Announced():
            return replace(session, announced=True)
        case Opened(at=at):
            return replace(session, opened_at=at, since=at)
        case Asked(at=at, number=number):
            asked = (*session.asked, Asking(number, at))
            return replace(session, asked=asked, since=at, extra=timedelta())
        case QuestionAdded(question=question):
            return replace(session, questions=(*session.questions, question))
        case Skipped(number=number):
            return replace(session, skipped=session.skipped | {number})
        case Paused(at=at):
            return replace(session, paused_at=at)
        case Resumed(at=at):
            return _resumed(session, at)
        case Extended(extra=extra):
            return replace(session, extra=session.extra + extra)
        case Closed(at=at):
            return replace(session, closed_at=at, paused_at=None)
        case Summarised():
            return replace(session, summaries=session.summaries + 1)
        case AnswerFiled() | AnswerFeatured() | LeftOut():
            return replace(session, rulings=_ruled(session.rulings, fact))
        case _:  # the others change nothing but the phase
            return session


def _resumed(session: Session, at: datetime) -> Session:
    """Give back the time of the pause; where none was left, what comes next comes now and is not late."""
    assert session.paused_at is not None
    extra = session.extra + (at - session.paused_at)
    session = replace(session, extra=extra, paused_at=None)
    return replace(session, extra=extra + max(timedelta(), at - session.part_ends))


def _ruled(rulings: Mapping[int, Ruling], fact: AnswerFiled | AnswerFeatured | LeftOut) -> Mapping[int, Ruling]:
    before = rulings.get(fact.message, Ruling())
    match fact:
        case AnswerFiled(number=number):
            after = replace(before, filed=True, number=number)
        case AnswerFeatured(featured=featured):
            after = replace(before, featured=featured)
        case LeftOut(left_out=left_out):
            after = replace(before, left_out=left_out)
    return {**rulings, fact.message: after}
