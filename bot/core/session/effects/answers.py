"""Effects of reviewed questions: cards of pending answers, the approved answer in the room, a word to each author."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.session.effects.base import Effect, Lane
from bot.core.session.facts import (
    AnswerApproved,
    AnswerReworded,
    AnswerSent,
    AnswerSetAside,
    AnswerWithdrawn,
    Archived,
    Fact,
)
from bot.core.session.state import PendingStage, PendingState, Session


@dataclass(frozen=True, slots=True)
class PendingCard(Effect):
    """Show a pending answer to the hosts."""

    answer: int
    name: ClassVar[str] = "draft"
    lane: ClassVar[Lane] = Lane.DESK


@dataclass(frozen=True, slots=True)
class EditPendingCard(Effect):
    """Bring the card of a pending answer up to date."""

    answer: int
    name: ClassVar[str] = "draft-card"
    lane: ClassVar[Lane] = Lane.DESK
    is_change: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class TellAuthor(Effect):
    """Tell the author of a pending answer what became of it."""

    answer: int
    name: ClassVar[str] = "outcome"
    lane: ClassVar[Lane] = Lane.DESK
    may_be_refused: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PostAnswer(Effect):
    """Post an approved answer where answers to its question stand."""

    answer: int
    name: ClassVar[str] = "answer"
    comes_once: ClassVar[bool] = True
    in_thread: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class RewordAnswer(Effect):
    """Show an author's new words in their approved answer."""

    answer: int
    name: ClassVar[str] = "reword"
    is_change: ClassVar[bool] = True
    in_thread: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class WithdrawAnswer(Effect):
    """Take an approved answer out of the room and the record."""

    answer: int
    name: ClassVar[str] = "withdraw"
    is_change: ClassVar[bool] = True
    in_thread: ClassVar[bool] = True


def of_answer(fact: Fact, before: Session, after: Session) -> list[Effect]:
    """Return what becomes of pending answers because of a fact."""
    place = after.facts
    match fact:
        case AnswerSent(answer=answer, like=like):
            return [EditPendingCard(place, like) if like else PendingCard(place, answer)]
        case AnswerApproved(answer=answer):
            return [PostAnswer(place, answer), *_settled(answer, before.pending[answer], place)]
        case AnswerSetAside(answer=answer):
            return _settled(answer, before.pending[answer], place)
        case AnswerReworded(answer=answer):
            return [RewordAnswer(place, answer)]
        case AnswerWithdrawn(answer=answer):
            return [WithdrawAnswer(place, answer)]
        case Archived():
            waiting = ((id, state) for id, state in before.pending.items() if state.stage is PendingStage.WAITING)
            return [effect for id, state in waiting for effect in _settled(id, state, place)]
    return []


def _settled(answer: int, state: PendingState, place: int) -> list[Effect]:
    return [EditPendingCard(place, answer), *(TellAuthor(place, each) for each in (answer, *state.others))]
