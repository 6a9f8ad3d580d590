"""What a host's request or a due step turns into: the facts that follow, or a refusal that says why.

Every function takes the session, the time (aware UTC) and, for requests, the person who asked; it returns facts that
`session.apply` accepts, in order, and raises `Refused` when the rules do not allow the request now.
"""

from datetime import datetime, timedelta

from bot.core.facts import (
    Announced,
    AnswerFeatured,
    AnswerFiled,
    Archived,
    Asked,
    Cancelled,
    Cause,
    Closed,
    Extended,
    Fact,
    Held,
    LeftOut,
    Opened,
    Paused,
    QuestionAdded,
    Resumed,
    RoomLost,
    Skipped,
    Summarised,
)
from bot.core.pack import MAX_QUESTIONS, Question
from bot.core.session import NEXT, Phase, Session
from bot.core.timetable import Step, StepKind
from bot.core.words import N_
from bot.errors import Refused

LONGEST_EXTENSION = timedelta(days=1)


def perform(session: Session, step: Step, now: datetime, allowed: timedelta) -> list[Fact]:
    """Return the facts of a step that is due.

    What should have happened longer ago than `allowed` is not made up for in a burst: the session stops and asks its
    hosts. Where less has passed, the step is performed now and the rest moves along.
    """
    if step.kind is StepKind.ANNOUNCE and session.opens_at is not None and session.opens_at <= now:
        step = Step(StepKind.OPEN, session.opens_at)  # too late for a preview
    if now - step.due > allowed:
        if step.kind is StepKind.OPEN:
            return [Held(at=now, cause=Cause.OUTAGE)]
        if step.kind in (StepKind.ASK, StepKind.CLOSE):
            return [Paused(at=now, cause=Cause.OUTAGE)]
    return [_performed(step, now)]


def _performed(step: Step, now: datetime) -> Fact:
    match step.kind:
        case StepKind.ANNOUNCE:
            return Announced(at=now)
        case StepKind.OPEN:
            return Opened(at=now)
        case StepKind.ASK:
            assert step.number is not None
            return Asked(at=now, number=step.number)
        case StepKind.CLOSE:
            return Closed(at=now)
        case StepKind.SUMMARISE:
            return Summarised(at=now)
        case StepKind.ARCHIVE:
            return Archived(at=now)


def ask_next(session: Session, now: datetime, by: int) -> list[Fact]:
    """Ask the next question now; a paused session goes on with it."""
    _must_run(session)
    if not session.upcoming:
        raise Refused(N_("Every question has been asked; /tchat close ends the chat."))
    return [*_going_on(session, now, by), Asked(at=now, by=by, number=session.upcoming[0])]


def ask_extra(session: Session, question: Question, now: datetime, by: int) -> list[Fact]:
    """Ask a question now that is not in the pack; it gets the next free number."""
    _must_run(session)
    if len(session.questions) >= MAX_QUESTIONS:
        raise Refused(N_("A chat can have at most {limit} questions."), limit=MAX_QUESTIONS)
    return [
        *_going_on(session, now, by),
        QuestionAdded(at=now, by=by, question=question),
        Asked(at=now, by=by, number=len(session.questions) + 1),
    ]


def skip(session: Session, now: datetime, by: int) -> list[Fact]:
    """Leave out the question that would come next."""
    _must_run(session)
    if not session.upcoming:
        raise Refused(N_("There is no question left to skip."))
    return [Skipped(at=now, by=by, number=session.upcoming[0])]


def pause(session: Session, now: datetime, by: int) -> list[Fact]:
    """Stop the clock."""
    _must_run(session)
    if session.phase is Phase.PAUSED:
        raise Refused(N_("The chat is paused already; /tchat resume lets it go on."))
    return [Paused(at=now, by=by)]


def stop(session: Session, cause: Cause, detail: str, now: datetime) -> list[Fact]:
    """Stop the clock on the bot's own account and ask the hosts, unless it stands still already."""
    if session.phase is Phase.SCHEDULED:
        return [Held(at=now, cause=cause, detail=detail)]
    return [Paused(at=now, cause=cause, detail=detail)] if session.phase is Phase.OPEN else []


def lose_room(session: Session, now: datetime) -> list[Fact]:
    """Take in that the channel is gone, unless nothing was to come there anyway."""
    return [RoomLost(at=now)] if (session.phase, RoomLost) in NEXT else []


def resume(session: Session, now: datetime, by: int) -> list[Fact]:
    """Let a paused session go on with the time that was left; open one that was held back."""
    if session.phase is Phase.HELD:
        return [Opened(at=now, by=by)]
    _must_run(session)
    if session.phase is not Phase.PAUSED:
        raise Refused(N_("The chat is not paused."))
    return [Resumed(at=now, by=by)]


def extend(session: Session, extra: timedelta, now: datetime, by: int) -> list[Fact]:
    """Give the running part more time; everything after it moves along."""
    _must_run(session)
    if not timedelta() < extra <= LONGEST_EXTENSION:
        raise Refused(N_("A question can be extended by 1 minute to 24 hours."))
    return [Extended(at=now, by=by, extra=extra)]


def close(session: Session, now: datetime, by: int) -> list[Fact]:
    """End the chat; the summary follows by itself."""
    _must_run(session)
    return [Closed(at=now, by=by)]


def cancel(session: Session, now: datetime, by: int) -> list[Fact]:
    """Call off a session that has not opened."""
    if session.is_running:
        raise Refused(N_("The chat has begun; /tchat close ends it."))
    if session.phase not in (Phase.SCHEDULED, Phase.HELD):
        raise Refused(N_("The chat is over."))
    return [Cancelled(at=now, by=by)]


def file_answer(session: Session, message: int, number: int | None, now: datetime, by: int) -> list[Fact]:
    """File a contribution under a question that was asked, or under none."""
    if number is not None and number not in {asking.number for asking in session.asked}:
        raise Refused(N_("Question {number} has not been asked."), number=number)
    return [AnswerFiled(at=now, by=by, message=message, number=number)]


def feature(session: Session, message: int, now: datetime, by: int) -> list[Fact]:
    """Feature a contribution in the summary, or take that back if it is featured already."""
    ruling = session.rulings.get(message)
    return [AnswerFeatured(at=now, by=by, message=message, featured=not (ruling and ruling.featured))]


def leave_out(session: Session, message: int, now: datetime, by: int) -> list[Fact]:
    """Leave a contribution out of the record, or take it back in if it was left out."""
    ruling = session.rulings.get(message)
    return [LeftOut(at=now, by=by, message=message, left_out=not (ruling and ruling.left_out))]


def _must_run(session: Session) -> None:
    if session.phase in (Phase.SCHEDULED, Phase.HELD):
        raise Refused(N_("The chat has not opened yet."))
    if not session.is_running:
        raise Refused(N_("The chat is over."))


def _going_on(session: Session, now: datetime, by: int) -> list[Fact]:
    return [Resumed(at=now, by=by)] if session.phase is Phase.PAUSED else []
