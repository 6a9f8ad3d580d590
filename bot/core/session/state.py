"""A session as it stands: what its facts have made of it (`moves.py` folds them). Nothing here waits or posts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.base.ids import first_at
from bot.core.base.phase import Phase as Phase
from bot.core.base.place import RoomRef
from bot.core.script.pack import HostRole, Pack, Question
from bot.core.session.facts import Measure
from bot.core.session.recap_state import RecapState


@dataclass(frozen=True, slots=True)
class Asking:
    """One question that was asked: its number, and when it was decided to ask it."""

    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time that is off the record: nothing said in it is kept, in a thread (0: all places of the session).

    `until` is None as long as only a host can end it; `is_over` once it was said that it has ended.
    """

    since: datetime
    until: datetime | None
    thread: int = 0
    is_over: bool = False

    def has(self, channel: int, message: int) -> bool:
        """Whether a message was said in it."""
        is_before_end = self.until is None or message < first_at(self.until)
        return self.thread in (0, channel) and first_at(self.since) <= message and is_before_end


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided about one contribution. `filed` is None unless somebody filed it explicitly."""

    filed: bool = False
    number: int | None = None
    featured: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where a case stands: the last measure, the host who decided on it (None: nobody yet), what was done about it.

    `carded` tells whether hosts were shown it. `told` are the members who were, `timed_out` those who may not speak,
    `appeals` those who asked the hosts to look again; `withheld` are the messages that are out of the room, `removed`
    also those that were for a while.
    """

    measure: Measure
    by: int | None = None
    carded: bool = False
    told: frozenset[int] = frozenset()
    withheld: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    timed_out: frozenset[int] = frozenset()
    appeals: frozenset[int] = frozenset()

    @property
    def is_aside(self) -> bool:
        """Whether its messages are kept out of the summary."""
        return self.measure not in (Measure.FINE, Measure.TOLD)


class PendingStage(StrEnum):
    """What became of a pending answer; lapsed is what nobody decided about before the record was closed."""

    WAITING = "waiting"
    APPROVED = "approved"
    SET_ASIDE = "set aside"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PendingState:
    """Where a pending answer stands: to which question, by whom, if it was sent after the close, which host decided.

    `others` are the pending answers that say the same; what is decided about this one holds for them, too.
    """

    question: int
    person: int
    late: bool
    stage: PendingStage = PendingStage.WAITING
    by: int | None = None
    others: tuple[int, ...] = ()

    @property
    def is_approved(self) -> bool:
        """Whether a host approved it, whatever its author did with it afterwards."""
        return self.stage in (PendingStage.APPROVED, PendingStage.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a pack in one channel, known by its number.

    `upcoming` are the numbers of the questions to come, in order. `since` is when the running part (the opening, or the
    current question) began; `extra` is what extensions and pauses added to it; `lengths` are those of questions whose
    time was changed. `extras` are the questions that hosts added while the chat was on; `preview` says which questions
    each post of the reading list shows. `timed_at` is when the opening was last set. `hosts` are the members who run
    it, `lead` the one of them who is asked first; `needs_host_since` is when the bot stopped the clock and asked.
    `threadless` are the questions without their thread, which was deleted or is not made yet, `cardless` those without
    their card. `end` is when a host lets the chat close; `recap` is what hosts decided about it.
    `stretches` are the times that are off the record. `facts` counts the facts folded so far.
    """

    number: int
    pack: Pack
    room: RoomRef
    questions: tuple[Question, ...]
    upcoming: tuple[int, ...]
    rehearsal: bool = False
    phase: Phase = Phase.NEW
    facts: int = 0
    extras: frozenset[int] = frozenset()
    preview: tuple[range, ...] = ()
    scheduled_at: datetime | None = None
    timed_at: datetime | None = None
    opens_at: datetime | None = None
    announced: bool = False
    reminded: bool = False
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    since: datetime | None = None
    extra: timedelta = timedelta()
    paused_at: datetime | None = None
    asked: tuple[Asking, ...] = ()
    lengths: Mapping[int, timedelta] = field(default_factory=dict)
    hosts: Mapping[int, HostRole] = field(default_factory=dict)
    lead: int | None = None
    needs_host_since: datetime | None = None
    co_hosts_asked: bool = False
    doubted: frozenset[int] = frozenset()
    rulings: Mapping[int, Ruling] = field(default_factory=dict)
    cases: Mapping[int, CaseState] = field(default_factory=dict)
    pending: Mapping[int, PendingState] = field(default_factory=dict)
    threadless: frozenset[int] = frozenset()
    cardless: frozenset[int] = frozenset()
    end: datetime | None = None
    recap: RecapState = field(default_factory=RecapState)
    stretches: tuple[Stretch, ...] = ()

    def is_off_record(self, channel: int, message: int) -> bool:
        """Whether a message was said off the record, so that nothing of it is kept."""
        return any(stretch.has(channel, message) for stretch in self.stretches)

    @property
    def off_record(self) -> tuple[Stretch, ...]:
        """The stretches that are on."""
        return tuple(stretch for stretch in self.stretches if not stretch.is_over)

    @property
    def current(self) -> int | None:
        """The number of the question asked last; None before the first."""
        return self.asked[-1].number if self.asked else None

    @property
    def script(self) -> Pack:
        """The pack with its questions as they are by now, in the order of their numbers."""
        return replace(self.pack, questions=self.questions)

    @property
    def skipped(self) -> tuple[int, ...]:
        """The questions that will not be asked."""
        known = {*self.upcoming, *(asking.number for asking in self.asked)}
        return tuple(number for number in range(1, 1 + len(self.questions)) if number not in known)

    @property
    def was_set_ahead(self) -> bool:
        """Whether there was a time between the setting and the opening, for a preview."""
        return self.scheduled_at is not None and self.opens_at is not None and self.opens_at > self.scheduled_at

    @property
    def is_running(self) -> bool:
        """Whether the chat is on, be it paused."""
        return self.phase in (Phase.OPEN, Phase.PAUSED)

    def is_aside(self, case: int) -> bool:
        """Return whether the messages of a case are kept out of the summary."""
        return case in self.cases and self.cases[case].is_aside

    @property
    def withheld(self) -> frozenset[int]:
        """The messages that are out of the room, waiting or rejected: they are not in the record."""
        return frozenset[int]().union(*(case.withheld for case in self.cases.values()))

    @property
    def removed(self) -> frozenset[int]:
        """The messages that hosts or rules took out of the room: that they are not there means no deletion."""
        return frozenset[int]().union(*(case.removed for case in self.cases.values()))

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is to come but late answers and the archive step."""
        return self.phase in (Phase.CLOSED, Phase.ARCHIVED, Phase.CANCELLED, Phase.ROOM_GONE)

    def question(self, number: int) -> Question:
        """Return question `number` (from 1); raise IndexError if there is none."""
        if number < 1:
            raise IndexError(number)
        return self.questions[number - 1]

    def is_reviewed(self, number: int) -> bool:
        """Return whether answers to question `number` are read by a host before they are posted."""
        return self.pack.reviewed or self.question(number).reviewed

    def short_of(self, number: int) -> str | None:
        """Return the short name of question `number` in the pack's language, if its author gave it one."""
        short = self.question(number).short
        return short.in_language(self.pack.language) if short else None

    def text_of(self, number: int, language: str | None = None) -> str:
        """Return what question `number` asks, in the pack's language unless another is given."""
        return self.question(number).ask.in_language(language or self.pack.language)


def new(number: int, pack: Pack, room: RoomRef, *, rehearsal: bool = False) -> Session:
    """Return a session to which nothing has happened yet. A rehearsal pings nobody and is kept out of lists."""
    upcoming = tuple(range(1, len(pack.questions) + 1))
    return Session(number, pack, room, pack.questions, upcoming, rehearsal)
