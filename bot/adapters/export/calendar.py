"""Sessions as an iCalendar feed (RFC 5545): wall times with their zone's rules, so that calendars move along."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from bot.core.session.state import Phase, Session
from bot.core.session.timetable import closes_at

PRODUCT = "-//tchat-bot//tchat-bot//EN"


def calendar_of(sessions: Sequence[Session]) -> str:
    """Return a calendar with one event per session that has a time; called-off ones are marked so."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    timed = [(session.opens_at, session) for session in sessions if session.opens_at is not None]
    for opens_at, session in timed:
        calendar.add_component(_event(session, opens_at))
    if timed:  # the rules of the years around the events; those of all years would fill pages
        years = [opens_at.year for opens_at, _ in timed]
        calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1))
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(session: Session, opens_at: datetime) -> Event:
    pack = session.pack
    ends_at = closes_at(session)
    zone = _zone(session, opens_at, ends_at)
    event = Event()
    event.add("uid", f"session-{session.number}-{session.room.channel}@tchat-bot")
    event.add("dtstamp", session.scheduled_at or opens_at)
    event.add("dtstart", opens_at.astimezone(zone))
    event.add("dtend", ends_at.astimezone(zone))
    event.add("sequence", session.facts)
    event.add("summary", pack.title.in_language(pack.language))
    event.add("location", session.room.link(session.room.channel))
    if pack.intro:
        event.add("description", pack.intro.in_language(pack.language))
    event.add("status", "CANCELLED" if session.phase is Phase.CANCELLED else "CONFIRMED")
    return event


def _zone(session: Session, *instants: datetime) -> tzinfo:
    """Return the zone in which a session's times are written: its author's, where that says which instant is meant.

    Of a wall time that the clocks show twice, calendars take the first; the second can only be written as UTC.
    """
    schedule = session.pack.schedule
    zone = ZoneInfo(schedule.zone) if schedule else UTC
    return UTC if any(instant.astimezone(zone).fold for instant in instants) else zone
