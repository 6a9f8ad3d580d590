"""The platform's scheduled event that goes with a session: what it shows, and by which link ours is known again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.session.landed import Stand
from bot.core.session.state import Phase
from bot.core.session.timetable import closes_at
from bot.core.text.shorten import shortened

MAX_NAME, MAX_DESCRIPTION = 100, 1000
"""Discord's limits (developer documentation, "Create Guild Scheduled Event")."""

SOON = timedelta(seconds=10)
"""By how much a start that is told now lies ahead at least: a start that has passed is refused."""


@dataclass(frozen=True, slots=True)
class EventState:
    """What a scheduled event should show. Instants are aware UTC; `link` is its place.

    `ahead` tells whether it may still be made: platforms take no event whose start has passed, nor such a new start.
    """

    name: str
    description: str
    start: datetime
    end: datetime
    link: str
    phase: Phase
    ahead: bool


def event_state(stand: Stand, now: datetime) -> EventState:
    """Return what the event of a session should show now; only for a session that was announced."""
    session = stand.session
    assert session.opens_at is not None
    pack = session.pack
    tag = f" · #{pack.hashtag}" if pack.hashtag else ""
    intro = pack.intro.in_language(pack.language) if pack.intro else ""
    return EventState(
        name=shortened(pack.title.in_language(pack.language) + tag, MAX_NAME),
        description=shortened(intro, MAX_DESCRIPTION),
        start=max(session.opens_at, now + SOON),
        end=closes_at(session),
        link=session.room.link(preview) if (preview := stand.preview()) else session.room.address,
        phase=session.phase,
        ahead=session.phase is Phase.SCHEDULED and session.opens_at > now,
    )
