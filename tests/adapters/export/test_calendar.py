"""Calendars as another program reads them: the zone's rules come from the file itself, not from this machine."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from bot.adapters.export.calendar.feed import calendar_of
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


ZONES = (
    "America/New_York",
    "Europe/Helsinki",
    "Europe/London",
    "Europe/Dublin",  # whose law calls summer the standard time
    "Australia/Sydney",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Africa/Casablanca",  # an hour less for Ramadan, at another date each year
    "Asia/Kolkata",
)


def moments(zone: ZoneInfo) -> Iterator[datetime]:
    """Every six hours of two years, and every ten minutes of the days on which the clocks are changed."""
    instant = datetime(2026, 12, 1, tzinfo=UTC)
    while instant < datetime(2028, 12, 1, tzinfo=UTC):
        day = [instant + timedelta(minutes=10 * step) for step in range(36)]
        changing = len({each.astimezone(zone).utcoffset() for each in day}) > 1
        yield from (day if changing else day[:1])
        instant += timedelta(hours=6)


@pytest.mark.parametrize("name", ZONES)
def test_two_programs_find_the_clocks_of_a_zone_in_the_file(name: str) -> None:
    """Two readers that share no code; the file is all that they know of the zone."""
    zone = ZoneInfo(name)
    instants = [instant for instant in moments(zone) if not instant.astimezone(zone).fold]
    feed = calendar_of([session_at(instants[0], name), session_at(instants[-1], name)])
    (rules,) = read(feed, "VTIMEZONE")
    readers: list[tzinfo] = [rules.to_tz(lookup_tzid=False), tzical(StringIO(feed)).get(name)]
    for instant in instants:
        wall = instant.astimezone(zone).replace(tzinfo=None)
        assert [wall.replace(tzinfo=reader).astimezone(UTC) for reader in readers] == [instant, instant]


@pytest.mark.parametrize("name", ZONES)
def test_an_onset_is_written_as_the_wall_shows_it_before_the_change(name: str) -> None:
    feed = calendar_of([session_at(datetime(2026, 12, 1, tzinfo=UTC), name)])
    (rules,) = read(feed, "VTIMEZONE")
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    found = [part for part in rules.subcomponents if part["DTSTART"].dt.replace(tzinfo=UTC) > begins]
    for part in found:
        at = (part["DTSTART"].dt - part["TZOFFSETFROM"].td).replace(tzinfo=UTC)
        second_before = (at - timedelta(seconds=1)).astimezone(ZoneInfo(name))
        assert second_before.utcoffset() == part["TZOFFSETFROM"].td
        assert at.astimezone(ZoneInfo(name)).utcoffset() == part["TZOFFSETTO"].td
        assert at.astimezone(ZoneInfo(name)).tzname() == part["TZNAME"]
    assert bool(found) == (name != "Asia/Kolkata")
    assert "RDATE" not in feed
    assert "RRULE" not in feed


def test_a_wall_time_that_comes_twice_is_written_as_utc() -> None:
    """Of the two, some programs take the first and some the second."""
    first = datetime(2026, 10, 25, 0, 10, tzinfo=UTC)
    for opens_at in (first, first + HOUR, first - HOUR / 2):
        assert f"DTSTART:{opens_at:%Y%m%dT%H%M%SZ}" in calendar_of([session_at(opens_at, "Europe/Helsinki")])
    assert "TZID" in calendar_of([session_at(first + 2 * HOUR, "Europe/Helsinki")])


def test_utc_needs_no_rules() -> None:
    for name in ("UTC", "Etc/UTC"):
        feed = calendar_of([session_at(OPENS, name)])
        assert "DTSTART:20260916T230000Z" in feed
        assert "VTIMEZONE" not in feed


def test_the_place_is_the_channel() -> None:
    assert event_of(session_at(OPENS))["LOCATION"] == f"https://discord.com/channels/{ROOM.guild}/{ROOM.channel}"


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
    gone = fold(moved, decisions.lose_room(moved, OPENS))
    assert (str(event_of(gone)["STATUS"]), event_of(gone)["UID"]) == ("CANCELLED", events[0]["UID"])
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
