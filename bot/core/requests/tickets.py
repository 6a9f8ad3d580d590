"""Who may see what in the browser: tickets and sign-ins, and the one rule that reads them.

A ticket is what a link stands for that was given out: it opens one session or all of a channel's, in full or only the
public record, until it ends or is revoked. Who is signed in sees what they may see as a member of servers now. Nothing
is visible without either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.core.session.listing import Listed
from bot.core.session.state import Phase


class View(StrEnum):
    """How much of a session is shown: all that organisers have, its published recap and public record, or that alone.

    A ticket is for all, for the public record, or only for the feeds of a channel. Members who can view the channel saw
    the recap there.
    """

    FULL = "full"
    MEMBER = "member"
    PUBLIC = "public"
    FEED = "feed"


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
class SignIn:
    """That somebody said by Discord who they are: in one browser, until it ends."""

    person: int
    name: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the tickets they hold, and what they are as a member of servers if they are signed in.

    `reads` are the channels whose chats they may read in full, `views` all that they can view; `hosts` are the sessions
    that they host themselves, `plans` the servers whose packs they may write.
    """

    tickets: Sequence[Ticket] = ()
    name: str = ""
    reads: frozenset[int] = frozenset()
    views: frozenset[int] = frozenset()
    hosts: frozenset[int] = frozenset()
    plans: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Visible:
    """What somebody may see: all sessions of channels, in full or as members do, and single sessions.

    `name` is as whom they are signed in, if they are; `plans` are the servers whose packs they may write.
    """

    channels: frozenset[int] = frozenset()
    sessions: Mapping[int, View] = field(default_factory=dict)
    viewed: frozenset[int] = frozenset()
    hosted: frozenset[int] = frozenset()
    name: str = ""
    plans: frozenset[int] = frozenset()

    @property
    def has_full_view(self) -> bool:
        """Whether they may see anything in full."""
        return bool(self.channels or self.hosted) or View.FULL in self.sessions.values()

    def view_of(self, session: Listed) -> View | None:
        """Return how much of a session they may see; None if they may not know of it."""
        channel, view = session.room.channel, self.sessions.get(session.number)
        if session.rehearsal or session.phase is Phase.NEW:
            return None
        if channel in self.channels or view is View.FULL:
            return View.FULL
        is_member = channel in self.viewed
        if is_member and session.number in self.hosted:
            return View.FULL
        if session.closed_at is None:
            return None  # there is no public record yet
        return View.MEMBER if is_member else view


NOTHING = Visible()


def visible_to(viewer: Viewer, now: datetime) -> Visible:
    """Return what somebody may see."""
    channels = set(viewer.reads)
    sessions: dict[int, View] = {}
    for ticket in viewer.tickets:
        if not ticket.opens(now) or ticket.view is View.FEED:
            continue
        if ticket.session is None:
            channels.add(ticket.channel)
        elif sessions.get(ticket.session) is not View.FULL:
            sessions[ticket.session] = ticket.view
    return Visible(frozenset(channels), sessions, viewer.views, viewer.hosts, viewer.name, viewer.plans)
