"""A slot: when a recurring chat takes place, by the clock on the wall, whatever clock changes come in between."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(weeks=1)
LAST = -1
"""As `nth`: the last such weekday of a month."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A recurring time in a channel: on a weekday (0 Monday to 6 Sunday), at a wall time of an IANA zone.

    Every `every` weeks, counted from the week of `since`; or, with `nth`, on the first to fourth or last (-1) such
    weekday of each month. `by` is the host who set it up.
    """

    id: int
    guild: int
    channel: int
    weekday: int
    at: time
    zone: str
    since: date
    every: int = 1
    nth: int | None = None
    by: int | None = None


def occurrences(slot: Slot, after: datetime) -> Iterator[datetime]:
    """Yield the instants (aware UTC) at which a slot takes place after an instant, without end.

    A wall time that the clocks skip on its day is taken an hour later; of one that they show twice, the first.
    """
    start = after.astimezone(ZoneInfo(slot.zone)).date() - WEEK
    day = start + timedelta(days=(slot.weekday - start.weekday()) % 7)
    while True:
        if _takes_place(slot, day):
            instant = _instant(day, slot)
            if instant > after:
                yield instant
        day += WEEK


def _takes_place(slot: Slot, day: date) -> bool:
    if slot.nth == LAST:
        return (day + WEEK).month != day.month
    if slot.nth is not None:
        return (day.day - 1) // 7 + 1 == slot.nth
    first = slot.since - timedelta(days=slot.since.weekday())
    return day >= first and (day - timedelta(days=slot.weekday) - first) // WEEK % slot.every == 0


def _instant(day: date, slot: Slot) -> datetime:
    """Return when the wall shows the slot's time; a time in the gap of spring counts with the offset before it."""
    return datetime.combine(day, slot.at, ZoneInfo(slot.zone)).astimezone(UTC)
