"""Drafts: answers to reviewed questions, from the moment their authors send them until a host has decided.

What happens to a draft are facts; its words are kept beside them until they are posted or set aside. A draft that says
the same as one that waits joins it: hosts see one card, and decide once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.base.errors import NotFound, Refused
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
from bot.core.session.state import DraftStage, DraftState, Phase, Session

LONGEST = 1800
"""Characters of an answer: with its author's name before it, it fits into one message."""

MOST_WAITING = 3
"""How many drafts of one person to one question wait for the hosts at most."""


@dataclass(frozen=True, slots=True)
class Draft:
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
) -> Mapping[int, DraftState]:
    """Return where the drafts of a session stand after one more fact."""
    drafts = session.drafts
    match fact:
        case AnswerSent(draft=draft, like=None):
            return {**drafts, draft: DraftState(fact.number, fact.person, late=session.phase is Phase.CLOSED)}
        case AnswerSent(draft=draft, like=int(like)) if like in drafts:
            return {**drafts, like: replace(drafts[like], others=(*drafts[like].others, draft))}
        case AnswerApproved(draft=draft) if draft in drafts:
            return {**drafts, draft: replace(drafts[draft], stage=DraftStage.APPROVED, by=fact.by)}
        case AnswerSetAside(draft=draft) if draft in drafts:
            return {**drafts, draft: replace(drafts[draft], stage=DraftStage.SET_ASIDE, by=fact.by)}
        case AnswerWithdrawn(draft=draft) if draft in drafts:
            return {**drafts, draft: replace(drafts[draft], stage=DraftStage.WITHDRAWN)}
        case Archived():
            return {id: _lapsed(state) for id, state in drafts.items()}
        case _:
            return drafts


def _lapsed(state: DraftState) -> DraftState:
    return replace(state, stage=DraftStage.LAPSED) if state.stage is DraftStage.WAITING else state


def must_take(session: Session, number: int) -> None:
    """Refuse unless a question takes answers by its button now."""
    if session.phase in (Phase.ARCHIVED, Phase.ROOM_GONE):
        raise Refused(N_("The record of this chat is complete; no answers are taken any more."))
    if number not in {asking.number for asking in session.asked}:
        raise Refused(N_("Question {number} has not been asked."), number=number)
    if not session.is_reviewed(number):
        raise Refused(N_("Question {number} is answered in its thread, or in the channel."), number=number)


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
    """Return the drafts to a question that nobody has decided about, each with the one whose card it is on."""
    return {
        draft: lead
        for lead, state in session.drafts.items()
        if state.question == number and state.stage is DraftStage.WAITING
        for draft in (lead, *state.others)
    }


def is_known(session: Session, draft: int) -> bool:
    """Return whether a draft was ever put before the hosts."""
    return draft in session.drafts or any(draft in state.others for state in session.drafts.values())


def must_be_new(text: str, own: Iterable[Draft]) -> None:
    """Refuse what somebody has sent already, and too much at once; `own` are those of their drafts that wait."""
    own = list(own)
    if any(is_alike(text, draft.text) for draft in own):
        raise Refused(N_("You have sent this already; the hosts have not decided yet."))
    if len(own) >= MOST_WAITING:
        raise Refused(
            NN_(
                "{count} answer of yours to this question waits for the hosts; send more once they have decided.",
                "{count} answers of yours to this question wait for the hosts; send more once they have decided.",
            ),
            count=len(own),
        )


def settle(session: Session, draft: int, now: datetime, by: int, *, approve: bool) -> list[Fact]:
    """Approve a draft or set it aside; nothing follows if that was decided before."""
    state = session.drafts[draft]
    if state.stage is not DraftStage.WAITING:
        return []
    kind = AnswerApproved if approve else AnswerSetAside
    return [kind(at=now, by=by, draft=draft, number=state.question)]


def reword(session: Session, draft: int, now: datetime, by: int) -> list[Fact]:
    """Let an author change an approved answer, until the record is closed."""
    state = _theirs(session, draft, by)
    if session.phase in (Phase.ARCHIVED, Phase.ROOM_GONE):
        raise Refused(N_("The record of this chat is complete: answers can be removed, but not changed any more."))
    return [AnswerReworded(at=now, by=by, draft=draft, number=state.question)]


def withdraw(session: Session, draft: int, now: datetime, by: int) -> list[Fact]:
    """Let an author take an approved answer back, at any time."""
    return [AnswerWithdrawn(at=now, by=by, draft=draft, number=_theirs(session, draft, by).question)]


def _theirs(session: Session, draft: int, person: int) -> DraftState:
    state = session.drafts[draft]
    if state.person != person:
        raise Refused(N_("Only its author can do that."))
    if state.stage is not DraftStage.APPROVED:
        raise NotFound(N_("This answer is not there any more."))
    return state
