"""A time zone as calendar files carry it (RFC 5545, VTIMEZONE): the changes of its clocks around the events.

Each change is a part of its own with its onset in the wall time that was shown until then. No rules and no lists of
dates: some programs take only the first of several dates, and no rule describes every zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY = timedelta(days=1)
MARGIN = timedelta(days=366)
"""How far before the first and after the last event the changes are told: programs look a little around an event."""

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""From when the offset before the first change is said to hold, on the wall of the zone."""


@dataclass(frozen=True, slots=True)
class Change:
    """At an instant, the clocks of a zone go from one offset to another; the new time is called `name`."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str


def zone_component(name: str, first: datetime, last: datetime) -> Timezone:
    """Return a zone with all that a program needs to place events from one instant (aware UTC) to another."""
    zone = ZoneInfo(name)
    begins = first - MARGIN
    component = Timezone()
    component.add("tzid", name)
    offset = _offset(begins, zone)
    component.add_component(_part(Change(BEGINNING - offset, offset, offset, begins.astimezone(zone).tzname() or name)))
    for change in changes(zone, begins, last + MARGIN):
        component.add_component(_part(change))
    return component


def _part(change: Change) -> TimezoneDaylight | TimezoneStandard:
    """Return a change as a part of a zone. Forward is "daylight" even where the law calls summer the standard time."""
    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.add("dtstart", (change.at + change.before).replace(tzinfo=None))
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    return part


def changes(zone: ZoneInfo, begins: datetime, ends: datetime) -> Iterator[Change]:
    """Yield every change of a zone's clocks between two instants (aware UTC)."""
    day = begins
    while day < ends:
        following = min(day + DAY, ends)
        before = _offset(day, zone)
        after = _offset(following, zone)
        if before != after:
            at = _moment(zone, day, following)
            yield Change(at, before, after, at.astimezone(zone).tzname() or str(zone))
        day = following


def _moment(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """Return the second at which the offset changes between two instants."""
    before = _offset(early, zone)
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        if _offset(middle, zone) == before:
            early = middle
        else:
            late = middle
    return late


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
