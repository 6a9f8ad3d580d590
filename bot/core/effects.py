"""What must become visible in the room because of a fact.

An effect's key is unique in its session and says the same after a restart. Effects are kept in the outbox in this
order and performed one after another; `cards.py` says what they look like.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.core import preview
from bot.core.draft_facts import AnswerApproved, AnswerReworded, AnswerSent, AnswerSetAside, AnswerWithdrawn
from bot.core.facts import (
    Announced,
    Archived,
    Asked,
    Cancelled,
    Cause,
    Closed,
    CoHostsAsked,
    EndMoved,
    Extended,
    Fact,
    FilingAsked,
    Held,
    HostJoined,
    HostsTold,
    LeadTaken,
    Moved,
    Opened,
    Paused,
    QuestionEdited,
    Reminded,
    Repeated,
    Resumed,
    RoomLost,
    Skipped,
    Summarised,
)
from bot.core.measure import Measure, Moderated
from bot.core.pack import AnswersMode
from bot.core.session import DraftStage, DraftState, Session


class EffectKind(StrEnum):
    """What is to be done in the room and on the host desk; what is not among `CHANGES` makes a new message."""

    PREVIEW = "preview"
    MOVED = "moved"
    REMINDER = "reminder"
    WELCOME = "welcome"
    QUESTION = "question"
    MOVED_ON = "moved-on"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    REPEATED = "repeated"
    CLOSING = "closing"
    SUMMARY = "summary"
    CANCELLED = "cancelled"
    THREAD = "thread"
    CARD = "card"
    PIN = "pin"
    UNPIN = "unpin"
    ARCHIVE_THREAD = "archive-thread"
    REVISION = "revision"
    EVENT = "event"
    ASK_HOSTS = "ask-hosts"
    TELL_HOSTS = "tell-hosts"
    ASK_FILING = "ask-filing"
    ADMIT = "admit"
    CASE = "case"
    NOTICE = "notice"
    REMOVE = "remove"
    REPOST = "repost"
    TIME_OUT = "time-out"
    DRAFT = "draft"
    DRAFT_CARD = "draft-card"
    OUTCOME = "outcome"
    ANSWER = "answer"
    REWORD = "reword"
    WITHDRAW = "withdraw"


CHANGES = frozenset(
    {
        EffectKind.THREAD,
        EffectKind.CARD,
        EffectKind.PIN,
        EffectKind.UNPIN,
        EffectKind.ARCHIVE_THREAD,
        EffectKind.REVISION,
        EffectKind.EVENT,
        EffectKind.ADMIT,
        EffectKind.REMOVE,
        EffectKind.TIME_OUT,
        EffectKind.DRAFT_CARD,
        EffectKind.REWORD,
        EffectKind.WITHDRAW,
    }
)
"""What brings something up to date that is in the room; may be done twice, and is not worth holding the talk up."""

MOST_PINGS = 80  # people whom one message mentions; each id takes up to 23 of its 2,000 characters
MEASURES = frozenset({EffectKind.NOTICE, EffectKind.REMOVE, EffectKind.REPOST, EffectKind.TIME_OUT})
"""What is done about a member; what is refused is not tried again, and shows on the case's card."""

REFUSABLE = MEASURES | {EffectKind.OUTCOME}
"""What is said to hosts or to a member and may well be refused: the talk at the desk goes on without it."""

CARDS = frozenset({EffectKind.CASE, EffectKind.DRAFT, EffectKind.DRAFT_CARD})

DESK = frozenset(
    {EffectKind.ASK_HOSTS, EffectKind.TELL_HOSTS, EffectKind.ASK_FILING, EffectKind.ADMIT, *CARDS, *REFUSABLE}
)
"""What is said to hosts, and what they decide. It does not wait for what cannot be shown in the room, nor the room for
it."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing to do. `fact` is the place of its fact in the session (from 1).

    `number` is what it is about: a question, else a part of a long post, a case, a draft, or the message to take out or
    to bring back.
    """

    kind: EffectKind
    fact: int
    number: int | None = None

    @property
    def key(self) -> str:
        """What names this effect in its session: "question-3@7"."""
        number = "" if self.number is None else f"-{self.number}"
        return f"{self.kind}{number}@{self.fact}"


def effects_of(fact: Fact, before: Session, after: Session, lost: Collection[int] = ()) -> list[Effect]:
    """Return what a fact makes visible, given the session before and after it, in the order to perform it.

    `lost` holds the numbers of questions whose cards the room refused: they are tried again when the talk goes on.
    """
    effects = _of_course(fact, before, after) or _of_clock(fact, before, after, lost) or _of_desk(fact, before, after)
    return [*effects, *_of_draft(fact, before, after), *_event(fact, after)]


def _of_course(fact: Fact, before: Session, after: Session) -> list[Effect]:
    place = after.facts
    match fact:
        case Announced():
            return [Effect(EffectKind.PREVIEW, place, part) for part in range(1 + len(preview.parts(after.pack)))]
        case Moved() if before.announced:
            return [Effect(EffectKind.MOVED, place)]
        case Reminded(people=people):
            return [Effect(EffectKind.REMINDER, place, part) for part in range(-(-people // MOST_PINGS))]
        case Opened():
            return [Effect(EffectKind.WELCOME, place), Effect(EffectKind.PIN, place)]
        case Asked(number=number):
            return _asked(number, place, before)
        case Skipped():
            return _card(before, place)
        case QuestionEdited(number=number) if any(asking.number == number for asking in before.asked):
            return [Effect(EffectKind.CARD, place, number)]
        case Repeated(number=number):
            return [Effect(EffectKind.REPEATED, place, number)]
        case Closed():
            return [Effect(EffectKind.CLOSING, place), *_card(before, place)]
        case Summarised():
            return [Effect(EffectKind.REVISION if before.summaries else EffectKind.SUMMARY, place)]
        case Archived():
            taken_off = [Effect(EffectKind.CARD, place, a.number) for a in before.asked if after.is_reviewed(a.number)]
            return [Effect(EffectKind.UNPIN, place), *taken_off, *_archived_threads(before, place)]
        case Cancelled() if before.announced:
            return [Effect(EffectKind.CANCELLED, place)]
        case _:
            return []


def _of_clock(fact: Fact, before: Session, after: Session, lost: Collection[int]) -> list[Effect]:
    place = after.facts
    match fact:
        case Paused(cause=None):
            return _paused(before, place)
        case Paused(cause=cause):
            told = [Effect(EffectKind.ASK_HOSTS, place)]
            return [*_paused(before, place), *told] if cause is Cause.OUTAGE else told
        case Resumed():
            again = _question(before.current, place, before) if before.current in lost else _card(before, place)
            return [Effect(EffectKind.RESUMED, place), *again]
        case Extended() | EndMoved():
            return [Effect(EffectKind.EXTENDED, place), *_card(before, place)]
        case _:
            return []


def _of_desk(fact: Fact, before: Session, after: Session) -> list[Effect]:
    match fact:
        case Held() | CoHostsAsked():
            return [Effect(EffectKind.ASK_HOSTS, after.facts)]
        case HostsTold(number=int()):  # the card says where to answer
            return [Effect(EffectKind.TELL_HOSTS, after.facts), *_card(before, after.facts)]
        case HostsTold() | RoomLost():
            return [Effect(EffectKind.TELL_HOSTS, after.facts)]
        case Moderated():
            return _of_case(fact, before, after)
        case FilingAsked(number=number):
            return [Effect(EffectKind.ASK_FILING, after.facts, number)]
        case HostJoined(person=person) | LeadTaken(person=person) if person not in before.hosts:
            return [Effect(EffectKind.ADMIT, after.facts)]
        case _:
            return []


def _of_case(fact: Moderated, before: Session, after: Session) -> list[Effect]:
    """Return what a measure shows: a card for the hosts once (and for an appeal), and what is done about the member."""
    place, case, was = after.facts, fact.case, before.cases.get(fact.case)
    has_card = was is not None and was.carded and fact.measure is not Measure.APPEAL
    effects = [] if has_card or not after.cases[case].carded else [Effect(EffectKind.CASE, place, case)]
    is_told = was is not None and fact.person in was.told
    match fact.measure:
        case Measure.NOTICE | Measure.HOLD:
            effects += [] if is_told else [Effect(EffectKind.NOTICE, place, case)]
            effects += _each(EffectKind.REMOVE, place, fact.messages)
        case Measure.TIME_OUT:
            effects.append(Effect(EffectKind.TIME_OUT, place, case))
        case Measure.FINE if was is not None:
            effects += _each(EffectKind.REPOST, place, sorted(was.withheld))
            effects += [Effect(EffectKind.TIME_OUT, place, case)] if fact.person in was.timed_out else []
            effects += [Effect(EffectKind.NOTICE, place, case)] if is_told else []
        case _:
            pass
    return effects


def _of_draft(fact: Fact, before: Session, after: Session) -> list[Effect]:
    """Return what becomes of drafts: cards for the hosts, the approved answer in the room, a word to each author."""
    place = after.facts
    match fact:
        case AnswerSent(draft=draft, like=like):
            return [Effect(EffectKind.DRAFT_CARD, place, like) if like else Effect(EffectKind.DRAFT, place, draft)]
        case AnswerApproved(draft=draft):
            return [Effect(EffectKind.ANSWER, place, draft), *_settled(draft, before.drafts[draft], place)]
        case AnswerSetAside(draft=draft):
            return _settled(draft, before.drafts[draft], place)
        case AnswerReworded(draft=draft):
            return [Effect(EffectKind.REWORD, place, draft)]
        case AnswerWithdrawn(draft=draft):
            return [Effect(EffectKind.WITHDRAW, place, draft)]
        case Archived():
            waiting = ((id, state) for id, state in before.drafts.items() if state.stage is DraftStage.WAITING)
            return [effect for id, state in waiting for effect in _settled(id, state, place)]
    return []


def _settled(draft: int, state: DraftState, place: int) -> list[Effect]:
    return [Effect(EffectKind.DRAFT_CARD, place, draft), *_each(EffectKind.OUTCOME, place, (draft, *state.others))]


def _each(kind: EffectKind, place: int, messages: Iterable[int]) -> list[Effect]:
    return [Effect(kind, place, message) for message in messages]


def _event(fact: Fact, after: Session) -> list[Effect]:
    """Return the change to the platform's scheduled event that goes with a fact; what begins at once has none."""
    if after.rehearsal or not after.was_set_ahead or not isinstance(fact, _MOVE_EVENT):
        return []
    return [Effect(EffectKind.EVENT, after.facts)]


_MOVE_EVENT = (Announced, Moved, Opened, Extended, EndMoved, Closed, Cancelled)


def _asked(number: int, place: int, before: Session) -> list[Effect]:
    effects = [*_question(number, place, before), *_card(before, place)]
    if before.pack.answers is AnswersMode.THREADS and before.current is not None:
        effects.append(Effect(EffectKind.MOVED_ON, place, before.current))
    return effects


def _question(number: int | None, place: int, session: Session) -> list[Effect]:
    card = Effect(EffectKind.QUESTION, place, number)
    if session.pack.answers is AnswersMode.THREADS:
        return [card, Effect(EffectKind.THREAD, place, number)]
    return [card]


def _paused(before: Session, place: int) -> list[Effect]:
    return [Effect(EffectKind.PAUSED, place), *_card(before, place)]


def _card(before: Session, place: int) -> list[Effect]:
    """Return the edit that brings the current question's card up to date, if there is a card."""
    return [] if before.current is None else [Effect(EffectKind.CARD, place, before.current)]


def _archived_threads(before: Session, place: int) -> list[Effect]:
    if before.pack.answers is not AnswersMode.THREADS:
        return []
    return [Effect(EffectKind.ARCHIVE_THREAD, place, asking.number) for asking in before.asked]
