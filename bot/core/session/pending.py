"""Pending answers: answers to reviewed questions, from when their authors send them until a host has decided.

What happens to them are facts; their words are kept beside these until they are posted or set aside. One that says the
same as one that waits joins it: hosts see one card, and decide once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.base.errors import NotFound, Refused
from bot.core.base.ids import first_at
from bot.core.base.words import N_, NN_
from bot.core.moderation.message.fingerprints import letters_of
from bot.core.moderation.message.forms import fold
from bot.core.session.facts import (
    AnswerApproved,
    AnswerReworded,
    AnswerSent,
    AnswerSetAside,
    AnswerWithdrawn,
    Archived,
    Fact,
)
from bot.core.session.state import PendingStage, PendingState, Phase, Session

LONGEST = 1800
"""Characters of an answer: with its author's name before it, it fits into one message."""

MOST_WAITING = 3
"""How many pending answers of one person to one question wait for the hosts at most."""


@dataclass(frozen=True, slots=True)
class PendingAnswer:
    """An answer as its author sent it. `reason` is what a rule says about it, in the session's language, if any does.

    `text` is empty once it is no longer needed; later it holds what the author wants to say instead, until it is shown.
    """

    id: int
    session: int
    question: int
    person: int
    name: str
    text: str
    reason: str
    sent_at: datetime


def after(
    session: Session, fact: AnswerSent | AnswerApproved | AnswerSetAside | AnswerReworded | AnswerWithdrawn | Archived
) -> Mapping[int, PendingState]:
    """Return where the pending answers of a session stand after one more fact."""
    pending = session.pending
    match fact:
        case AnswerSent(answer=answer, like=None):
            late = next(
                (each.late for each in pending.values() if answer in each.others), session.phase is Phase.CLOSED
            )
            return {**_without(pending, answer), answer: PendingState(fact.number, fact.person, late=late)}
        case AnswerSent(answer=answer, like=int(like)) if like in pending:
            left = _without(pending, answer)
            return {**left, like: replace(left[like], others=(*left[like].others, answer))}
        case AnswerApproved(answer=answer) if answer in pending:
            return {
                **pending,
                answer: replace(pending[answer], stage=PendingStage.APPROVED, by=fact.by),
            }
        case AnswerSetAside(answer=answer) if answer in pending:
            return {
                **pending,
                answer: replace(pending[answer], stage=PendingStage.SET_ASIDE, by=fact.by),
            }
        case AnswerWithdrawn(answer=answer) if answer in pending:
            return {**pending, answer: replace(pending[answer], stage=PendingStage.WITHDRAWN)}
        case Archived():
            return {id: _lapsed(state) for id, state in pending.items()}
        case _:
            return pending


def _without(pending: Mapping[int, PendingState], answer: int) -> Mapping[int, PendingState]:
    """Return pending answers so that one is on nobody else's card: whose card it was on was erased."""
    if not any(answer in state.others for state in pending.values()):
        return pending
    return {
        lead: replace(state, others=tuple(each for each in state.others if each != answer))
        for lead, state in pending.items()
    }


def _lapsed(state: PendingState) -> PendingState:
    return replace(state, stage=PendingStage.LAPSED) if state.stage is PendingStage.WAITING else state


def must_take(session: Session, number: int) -> None:
    """Refuse unless a question takes answers by its button now."""
    if session.phase in (Phase.ARCHIVED, Phase.ROOM_GONE):
        raise Refused(N_("The record of this chat is complete; it takes no more answers."))
    if number not in {asking.number for asking in session.asked}:
        raise Refused(N_("Question {number} has not been asked."), number=number)
    if not session.is_reviewed(number):
        raise Refused(N_("Question {number} is answered in its thread, or in the channel."), number=number)


def must_be_recorded(session: Session, channel: int, now: datetime) -> None:
    """Refuse an answer while its place is off the record: it would be kept."""
    if session.is_off_record(channel, first_at(now)):
        raise Refused(N_("We are off the record; send your answer once we are back on."))


def fitting(text: str) -> str:
    """Return an answer without blanks around it; refuse what is empty or does not fit into one message."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST:
        raise Refused(N_("An answer has 1 to {limit} characters."), limit=LONGEST)
    return text


def is_alike(text: str, other: str) -> bool:
    """Return whether two answers say the same to the letter: case, spaces, punctuation and look-alikes aside.

    What is only nearly the same is another answer: one small word may turn its meaning round.
    """
    return _letters(text) == _letters(other)


def _letters(text: str) -> str:
    return letters_of(fold(text)) or text


def waiting(session: Session, number: int) -> dict[int, int]:
    """Return the pending answers to a question that nobody has decided about, each with the one whose card it is on."""
    return {
        answer: lead
        for lead, state in session.pending.items()
        if state.question == number and state.stage is PendingStage.WAITING
        for answer in (lead, *state.others)
    }


def is_known(session: Session, answer: int) -> bool:
    """Return whether a pending answer was ever put before the hosts."""
    return answer in session.pending or any(answer in state.others for state in session.pending.values())


def must_be_new(text: str, own: Iterable[PendingAnswer]) -> None:
    """Refuse what somebody has sent already, and too much at once; `own` are their answers that wait."""
    own = list(own)
    if any(is_alike(text, answer.text) for answer in own):
        raise Refused(N_("You have sent this already; the hosts have not decided yet."))
    if len(own) >= MOST_WAITING:
        raise Refused(
            NN_(
                "Hosts have not decided on {count} answer of yours to this question yet; send more once they have.",
                "Hosts have not decided on {count} answers of yours to this question yet; send more once they have.",
            ),
            count=len(own),
        )


def settle(session: Session, answer: int, now: datetime, by: int, *, approve: bool) -> list[Fact]:
    """Approve a pending answer or set it aside; nothing follows if that was decided before."""
    state = session.pending[answer]
    if state.stage is not PendingStage.WAITING:
        return []
    kind = AnswerApproved if approve else AnswerSetAside
    return [kind(at=now, by=by, answer=answer, number=state.question)]


def reword(session: Session, answer: int, now: datetime, by: int) -> list[Fact]:
    """Let an author change an approved answer, until the record is closed."""
    state = _theirs(session, answer, by)
    if session.phase in (Phase.ARCHIVED, Phase.ROOM_GONE):
        raise Refused(N_("The record of this chat is complete: answers can be removed, but no longer changed."))
    return [AnswerReworded(at=now, by=by, answer=answer, number=state.question)]


def withdraw(session: Session, answer: int, now: datetime, by: int) -> list[Fact]:
    """Let an author take an approved answer back, at any time."""
    return [AnswerWithdrawn(at=now, by=by, answer=answer, number=_theirs(session, answer, by).question)]


def _theirs(session: Session, answer: int, person: int) -> PendingState:
    state = session.pending[answer]
    if state.person != person:
        raise Refused(N_("Only its author can do that."))
    if state.stage is not PendingStage.APPROVED:
        raise NotFound(N_("This answer no longer exists."))
    return state
