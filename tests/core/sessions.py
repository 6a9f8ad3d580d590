"""Sessions in every state, for the tests of the core."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from bot.core.base.ids import first_at
from bot.core.base.place import DISCORD, RoomRef
from bot.core.script.pack import Pack, Question, Text, Timing
from bot.core.session import decisions
from bot.core.session.effects.base import Effect
from bot.core.session.effects.room import ClosingPost, QuestionCard, StartThread, Welcome
from bot.core.session.facts import Fact, Scheduled
from bot.core.session.fold import fold
from bot.core.session.landed import Stand
from bot.core.session.state import Session, new
from bot.core.session.timetable import next_step

T0 = datetime(2026, 9, 16, 12, 0, tzinfo=UTC)
HOST = 900
GIVEN = decisions.Circumstances(timedelta(minutes=8))
ROOM = RoomRef(DISCORD, 1, 500)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def at(count: float) -> datetime:
    """The instant so many minutes after the session was set."""
    return T0 + minutes(count)


def pack_of(count: int = 3, **changes: object) -> Pack:
    """A pack of so many 10-minute questions, with 5 minutes before and after."""
    fields: dict[str, object] = {
        "name": "colours",
        "title": Text({"en": "What is colour?", "fi": "Mitä väri on?"}),
        "questions": tuple(Question(Text({"en": f"Question {n}?"})) for n in range(1, count + 1)),
        "timing": Timing(question=minutes(10)),
    }
    return Pack(**(fields | changes))  # type: ignore[arg-type]


def set_session(pack: Pack | None = None, opens_in: float = 0) -> Session:
    fact = Scheduled(at=T0, by=HOST, opens_at=at(opens_in))
    return fold(new(7, pack or pack_of(), ROOM), [fact])


def run_until(session: Session, now: datetime) -> Session:
    """Let time perform every step that is due up to now."""
    while (step := next_step(session)) is not None and step.due <= now:
        session = fold(session, decisions.perform(session, step, step.due, GIVEN))
    return session


def opened(pack: Pack | None = None, minute: float = 0) -> Session:
    """A session that opened at minute 0, so many minutes later."""
    return run_until(set_session(pack), at(minute))


def after(session: Session, decide: Callable[..., Sequence[Fact]], minute: float, *details: object) -> Session:
    """The session after a host's request."""
    return fold(session, decide(session, *details, at(minute), HOST))


def stand_of(session: Session, *, landed: bool = True) -> Stand:
    """The session with all its posts in the room (or none), each at the id of its instant."""
    if not landed:
        return Stand(session, {})
    found: dict[Effect, int] = {Welcome(2): first_at(session.opened_at)} if session.opened_at else {}
    for place, asking in enumerate(session.asked, 3):
        found[QuestionCard(place, asking.number)] = first_at(asking.at)
        found[StartThread(place, asking.number)] = first_at(asking.at)
    if session.closed_at:
        found[ClosingPost(50)] = first_at(session.closed_at)
    return Stand(session, found)
