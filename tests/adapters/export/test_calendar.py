"""Calendars as another program reads them: the zone's rules come from the file itself, not from this machine."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from bot.adapters.export.calendar import calendar_of
from bot.core.script.pack import Schedule, Text
from bot.core.session import decisions
from bot.core.session.facts import Scheduled
from bot.core.session.fold import fold
from bot.core.session.state import Session, new
from bot.core.session.timetable import closes_at
from tests.core.sessions import HOST, ROOM, pack_of

OPENS = datetime(2026, 9, 16, 23, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def session_at(opens_at: datetime, zone: str | None = None, **changes: Any) -> Session:
    """A session of 40 minutes that is set for an instant, by a pack that thinks in a zone."""
    schedule = None if zone is None else Schedule(opens_at, None, zone)
    fact = Scheduled(at=opens_at - timedelta(days=3), by=HOST, opens_at=opens_at)
    return fold(new(7, pack_of(schedule=schedule, **changes), ROOM), [fact])


def read(feed: str, kind: str) -> list[Any]:
    """Return the parts of a kind that a calendar program finds."""
    return Calendar.from_ical(feed).walk(kind)


def event_of(session: Session) -> Any:
    (event,) = read(calendar_of([session]), "VEVENT")
    return event


def instants(feed: str) -> list[tuple[datetime, datetime]]:
    """Return from when until when each event is, by the rules that the feed carries."""
    zones = {str(zone["TZID"]): zone.to_tz(lookup_tzid=False) for zone in read(feed, "VTIMEZONE")}
    found = []
    for event in read(feed, "VEVENT"):
        ends = []
        for name in ("DTSTART", "DTEND"):
            zone = zones[event[name].params["TZID"]] if "TZID" in event[name].params else UTC
            ends.append(event[name].dt.replace(tzinfo=zone, fold=0).astimezone(UTC))
        found.append((ends[0], ends[1]))
    return found


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Helsinki", "Europe/Dublin", "Asia/Kolkata", None])
@pytest.mark.parametrize(
    "opens_at",
    [
        datetime(2026, 3, 8, 6, 50, tzinfo=UTC),  # the clocks of New York go forward ten minutes later
        datetime(2026, 3, 29, 0, 50, tzinfo=UTC),  # those of Europe do
        datetime(2026, 10, 25, 0, 10, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 50, tzinfo=UTC),  # they go back: the hour before comes twice
        datetime(2026, 10, 25, 1, 10, tzinfo=UTC),
        datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
        datetime(2026, 11, 1, 6, 30, tzinfo=UTC),  # 1.30 in New York for the second time
        datetime(2041, 7, 1, 19, 0, tzinfo=UTC),
    ],
    ids=str,
)
def test_every_instant_is_meant_as_it_is(zone: str | None, opens_at: datetime) -> None:
    session = session_at(opens_at, zone)
    assert instants(calendar_of([session])) == [(opens_at, closes_at(session))]


def test_a_feed_over_years_has_the_rules_of_all_of_them() -> None:
    begins = [datetime(2026, 1, 7, tzinfo=UTC) + timedelta(weeks=13 * n) for n in range(12)]
    feed = calendar_of([session_at(each, "America/New_York") for each in begins])
    assert [start for start, _ in instants(feed)] == begins
    assert feed.count("BEGIN:VTIMEZONE") == 1


def test_the_wall_time_and_its_zone_are_those_that_the_author_wrote() -> None:
    feed = calendar_of([session_at(OPENS, "America/New_York")])
    assert "DTSTART;TZID=America/New_York:20260916T190000" in feed
    assert len(feed) < 2000, "the rules of the years that matter, not of a century"
    assert "DTSTART:20260916T230000Z" in calendar_of([session_at(OPENS)])


def test_a_change_is_told_as_a_newer_version_of_the_same_event() -> None:
    first = session_at(OPENS)
    moved = fold(first, decisions.move(first, OPENS + HOUR, OPENS - HOUR, HOST))
    off = fold(moved, decisions.cancel(moved, OPENS - HOUR, HOST, sure=True))
    events = [event_of(session) for session in (first, moved, off)]
    assert len({str(event["UID"]) for event in events}) == 1
    versions = [int(event["SEQUENCE"]) for event in events]
    assert versions == sorted(set(versions))
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    other = replace(session_at(OPENS), number=8)
    assert event_of(other)["UID"] != events[0]["UID"]


def test_any_text_comes_through_and_no_line_is_too_long() -> None:
    title = Text({"en": "Äänestä; öisin, \\n tai: “ei” 👩‍👩‍👧 " * 4})
    intro = Text({"en": "Rivi yksi,\nrivi kaksi; ääkkösiä ja €\n" * 30 + "END:VEVENT"})
    feed = calendar_of([session_at(OPENS, "Europe/Helsinki", title=title, intro=intro)])
    assert max(len(line) for line in feed.encode().split(b"\r\n")) <= 75
    assert "\n" not in feed.replace("\r\n", "")
    (event,) = read(feed, "VEVENT")
    assert str(event["SUMMARY"]) == title.in_language("en")
    assert str(event["DESCRIPTION"]) == intro.in_language("en")


def test_the_file_is_complete() -> None:
    feed = calendar_of([session_at(OPENS)])
    (calendar,), (event,) = read(feed, "VCALENDAR"), read(feed, "VEVENT")
    assert (str(calendar["VERSION"]), "tchat-bot" in calendar["PRODID"]) == ("2.0", True)
    assert {"UID", "DTSTAMP", "DTSTART", "DTEND"} <= event.keys()
    assert event["DTSTAMP"].dt.utcoffset() == timedelta()
