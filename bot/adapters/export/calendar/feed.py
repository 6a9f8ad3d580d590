"""Sessions as an iCalendar feed (RFC 5545): wall times with their zone's rules, so that calendars move along."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDDDTypes

from bot.adapters.export.calendar.zone_rules import zone_component
from bot.core.session.state import Phase, Session
from bot.core.session.timetable import closes_at

CALLED_OFF = (Phase.CANCELLED, Phase.ROOM_GONE)
PRODUCT = "-//tchat-bot//tchat-bot//EN"


def calendar_of(sessions: Sequence[Session]) -> str:
    """Return a calendar with one event per session that has a time; called-off ones are marked so."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    events = [_event(session, *_times(session)) for session in sessions if session.opens_at is not None]
    for component in (*_zones(events), *events):
        calendar.add_component(component)
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(session: Session, starts: datetime, ends: datetime) -> Event:
    pack = session.pack
    event = Event()
    event.add("uid", f"session-{session.number}-{session.room.channel}@tchat-bot")
    event.add("dtstamp", session.scheduled_at or starts)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("sequence", session.facts)
    event.add("summary", pack.title.in_language(pack.language))
    event.add("location", session.room.address)
    if pack.intro:
        event.add("description", pack.intro.in_language(pack.language))
    event.add("status", "CANCELLED" if session.phase in CALLED_OFF else "CONFIRMED")
    return event


def _zones(events: Sequence[Event]) -> list[Timezone]:
    """Return the zones in which the events are written, each with the changes of its clocks around its events."""
    times: dict[str, list[datetime]] = {}
    for event in events:
        for local in (event.start, event.end):
            assert isinstance(local, datetime)
            if zone := vDDDTypes(local).params.get("TZID"):
                times.setdefault(zone, []).append(local.astimezone(UTC))
    return [zone_component(name, min(instants), max(instants)) for name, instants in times.items()]


def _times(session: Session) -> tuple[datetime, datetime]:
    """Return when a session opens and closes, in its author's zone, where that says which instant is meant.

    Of a wall time that the clocks show twice, some programs take the first and some the second: that is written as UTC.
    """
    assert session.opens_at is not None
    schedule = session.pack.schedule
    instants = (session.opens_at, closes_at(session))
    zone = ZoneInfo(schedule.zone) if schedule else UTC
    opens_at, ends_at = (instant.astimezone(zone) for instant in instants)
    return instants if _comes_twice(opens_at) or _comes_twice(ends_at) else (opens_at, ends_at)


def _comes_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
