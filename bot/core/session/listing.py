"""A session in one row of a list: what lists, completion and planning need to know without reading its facts."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.base.phase import Phase
from bot.core.base.place import RoomRef

if TYPE_CHECKING:
    from bot.core.session.state import Session


@dataclass(frozen=True, slots=True)
class Listed:
    """A projection of a session. `title` is in the session's language.

    `hosted` says whether it has hosts; `hosts` are those whom its pack names.
    """

    number: int
    room: RoomRef
    rehearsal: bool
    pack: str
    title: str
    language: str
    phase: Phase
    opens_at: datetime | None
    closes_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    hosted: bool
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions a session's record has, and how many answers by how many people; also in the public one."""

    questions: int
    answers: int
    people: int
    public_answers: int
    public_people: int


def listed(session: "Session") -> Listed:
    """Return the row of a session as it stands."""
    from bot.core.session.timetable import closes_at  # who reads a list needs no facts

    pack = session.pack
    return Listed(
        number=session.number,
        room=session.room,
        rehearsal=session.rehearsal,
        pack=pack.name,
        title=pack.title.in_language(pack.language),
        language=pack.language,
        phase=session.phase,
        opens_at=session.opens_at,
        closes_at=closes_at(session) if session.opens_at else None,
        opened_at=session.opened_at,
        closed_at=session.closed_at,
        hosted=bool(session.hosts),
        hosts=tuple(" ".join(host.name.split()) for host in pack.hosts),
    )
