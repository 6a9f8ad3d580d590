"""Who may see what in the browser: tickets, the one rule that reads them.

A ticket is what a link stands for that was given out: it opens one session or all of a channel's, in full or only the
public record, until it ends or is revoked. Nothing is visible without one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.session.listing import Listed
from bot.core.session.state import Phase


class View(StrEnum):
    """How much of a session is shown: everything that organisers have, or its public record."""

    FULL = "full"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a link opens: a session, or (None) all of a channel's. `by` gave it out; `used_at` is the last time."""

    id: int
    guild: int
    channel: int
    session: int | None
    view: View
    by: int
    by_name: str
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None
    used_at: datetime | None = None

    def opens(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and now < self.ends_at


@dataclass(frozen=True, slots=True)
class Visible:
    """What somebody may see: all sessions of channels, in full, and single sessions."""

    channels: frozenset[int]
    sessions: Mapping[int, View]

    @property
    def has_full_view(self) -> bool:
        """Whether they may see anything in full."""
        return bool(self.channels) or View.FULL in self.sessions.values()

    def view_of(self, session: Listed) -> View | None:
        """Return how much of a session they may see; None if they may not know of it."""
        if session.rehearsal or session.phase is Phase.NEW:
            return None
        if session.room.channel in self.channels:
            return View.FULL
        view = self.sessions.get(session.number)
        if view is View.PUBLIC and session.closed_at is None:
            return None  # there is no public record yet
        return view


NOTHING = Visible(frozenset(), {})


def visible_to(tickets: Sequence[Ticket], now: datetime) -> Visible:
    """Return what the holder of these tickets may see."""
    channels: set[int] = set()
    sessions: dict[int, View] = {}
    for ticket in tickets:
        if not ticket.opens(now):
            continue
        if ticket.session is None:
            channels.add(ticket.channel)
        elif sessions.get(ticket.session) is not View.FULL:
            sessions[ticket.session] = ticket.view
    return Visible(frozenset(channels), sessions)
