"""When each step of a session is due, computed from its facts alone, so that a restart computes the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.session import Phase, Session

ANNOUNCE_LEAD = timedelta(days=2)
"""How long before the opening the preview is posted (at once, if the opening is nearer)."""


class StepKind(StrEnum):
    """What can become due."""

    ANNOUNCE = "announce"
    OPEN = "open"
    ASK = "ask"
    CLOSE = "close"
    SUMMARISE = "summarise"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Step:
    """A step and the aware UTC instant at which it is due; `number` is the question that an ASK asks."""

    kind: StepKind
    due: datetime
    number: int | None = None


def next_step(session: Session) -> Step | None:
    """Return the step that time brings next; None while paused and when all is done."""
    match session.phase:
        case Phase.SCHEDULED:
            return _before_opening(session)
        case Phase.OPEN:
            return remaining(session)[0]
        case Phase.CLOSED:
            assert session.closed_at is not None
            if not session.summaries:
                return Step(StepKind.SUMMARISE, session.closed_at)
            return Step(StepKind.ARCHIVE, session.closed_at + session.pack.timing.archive)
        case _:
            return None


def _before_opening(session: Session) -> Step:
    assert session.opens_at is not None
    assert session.scheduled_at is not None
    if not session.announced and session.was_set_ahead:
        return Step(StepKind.ANNOUNCE, max(session.scheduled_at, session.opens_at - ANNOUNCE_LEAD))
    return Step(StepKind.OPEN, session.opens_at)


def remaining(session: Session) -> tuple[Step, ...]:
    """Return the steps from now to the close of a session that is open: each question to come, then the close."""
    due = session.part_ends
    steps = []
    for number in session.upcoming:
        steps.append(Step(StepKind.ASK, due, number))
        due += session.pack.length_of(session.question(number))
    return (*steps, Step(StepKind.CLOSE, due + session.pack.timing.closing))


def closes_at(session: Session) -> datetime:
    """Return when the session will close as things stand; paused time counts from the moment it ends."""
    if session.opened_at is None:
        assert session.opens_at is not None
        return session.opens_at + session.pack.length
    return session.closed_at or remaining(session)[-1].due
