"""Sessions as an iCalendar feed (RFC 5545): wall times with their zone's rules, so that calendars move along."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from bot.core.session import Phase, Session
from bot.core.timetable import closes_at

PRODUCT = "-//tchat-bot//tchat-bot//EN"


def calendar_of(sessions: Sequence[Session]) -> str:
    """Return a calendar with one event per session that has a time; called-off ones are marked so."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for session in sessions:
        if session.opens_at is not None:
            calendar.add_component(_event(session))
    calendar.add_missing_timezones()
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(session: Session) -> Event:
    pack = session.pack
    zone = ZoneInfo(pack.schedule.zone if pack.schedule else "UTC")
    assert session.opens_at is not None
    event = Event()
    event.add("uid", f"session-{session.number}-{session.room.channel}@tchat-bot")
    event.add("dtstamp", session.scheduled_at or session.opens_at)
    event.add("dtstart", session.opens_at.astimezone(zone))
    event.add("dtend", closes_at(session).astimezone(zone))
    event.add("sequence", session.facts)
    event.add("summary", pack.title.in_language(pack.language))
    event.add("location", session.room.link(session.room.channel))
    if pack.intro:
        event.add("description", pack.intro.in_language(pack.language))
    event.add("status", "CANCELLED" if session.phase is Phase.CANCELLED else "CONFIRMED")
    return event
