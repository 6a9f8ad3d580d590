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
from bot.core.session.state import DraftStage, DraftState, Session


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
        case AnswerSent(draft=draft, like=like):
            return [EditPendingCard(place, like) if like else PendingCard(place, draft)]
        case AnswerApproved(draft=draft):
            return [PostAnswer(place, draft), *_settled(draft, before.drafts[draft], place)]
        case AnswerSetAside(draft=draft):
            return _settled(draft, before.drafts[draft], place)
        case AnswerReworded(draft=draft):
            return [RewordAnswer(place, draft)]
        case AnswerWithdrawn(draft=draft):
            return [WithdrawAnswer(place, draft)]
        case Archived():
            waiting = ((id, state) for id, state in before.drafts.items() if state.stage is DraftStage.WAITING)
            return [effect for id, state in waiting for effect in _settled(id, state, place)]
    return []


def _settled(draft: int, state: DraftState, place: int) -> list[Effect]:
    return [EditPendingCard(place, draft), *(TellAuthor(place, each) for each in (draft, *state.others))]
