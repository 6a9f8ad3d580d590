"""Recurring chats keep the time on the wall."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.script.slots import LAST, Slot, occurrences

WEDNESDAY = 2
NEW_YORK = Slot(1, 1, 500, WEDNESDAY, time(19), "America/New_York", date(2026, 1, 1))
HELSINKI = ZoneInfo("Europe/Helsinki")


def _next(slot: Slot, after: str, count: int) -> list[datetime]:
    return list(islice(occurrences(slot, datetime.fromisoformat(after).replace(tzinfo=UTC)), count))


def test_seven_in_new_york_seen_from_helsinki_around_the_november_change() -> None:
    seen = [f"{each.astimezone(HELSINKI):%a %d.%m. %H:%M}" for each in _next(NEW_YORK, "2026-10-15", 5)]
    assert seen == ["Thu 22.10. 02:00", "Thu 29.10. 01:00", "Thu 05.11. 02:00", "Thu 12.11. 02:00", "Thu 19.11. 02:00"]


def test_seven_in_new_york_seen_from_helsinki_around_the_march_change() -> None:
    seen = [f"{each.astimezone(HELSINKI):%a %d.%m. %H:%M}" for each in _next(NEW_YORK, "2026-03-01", 5)]
    assert seen == ["Thu 05.03. 02:00", "Thu 12.03. 01:00", "Thu 19.03. 01:00", "Thu 26.03. 01:00", "Thu 02.04. 02:00"]


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({"every": 2}, ["2026-09-09", "2026-09-23", "2026-10-07"]),
        ({"every": 2, "since": date(2026, 1, 8)}, ["2026-09-02", "2026-09-16", "2026-09-30"]),
        ({"nth": 1}, ["2026-09-02", "2026-10-07", "2026-11-04"]),
        ({"nth": 3}, ["2026-09-16", "2026-10-21", "2026-11-18"]),
        ({"nth": LAST}, ["2026-09-30", "2026-10-28", "2026-11-25"]),
    ],
)
def test_every_other_week_or_once_a_month(changes: dict[str, object], days: list[str]) -> None:
    fields = {name: getattr(NEW_YORK, name) for name in Slot.__slots__} | changes
    found = _next(Slot(**fields), "2026-09-01", 3)
    assert [f"{each.astimezone(ZoneInfo('America/New_York')):%Y-%m-%d}" for each in found] == days


def test_a_time_that_the_clocks_skip_is_taken_an_hour_later() -> None:
    sunday_night = Slot(1, 1, 500, 6, time(3, 30), "Europe/Helsinki", date(2026, 1, 1))
    assert _next(sunday_night, "2026-03-28", 1) == [datetime(2026, 3, 29, 1, 30, tzinfo=UTC)]


@given(
    st.integers(0, 6),
    st.times(),
    st.sampled_from(["America/New_York", "Europe/Helsinki", "UTC", "Pacific/Auckland"]),
    st.integers(0, 3650),
)
def test_occurrences_come_in_order_after_the_instant_on_their_weekday(
    weekday: int, at: time, zone: str, day: int
) -> None:
    slot = Slot(1, 1, 500, weekday, at.replace(tzinfo=None), zone, date(2019, 1, 1))
    since = datetime(2020, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
    found = list(islice(occurrences(slot, since), 60))
    assert found == sorted(set(found))
    assert found[0] > since
    shown = [each.astimezone(ZoneInfo(zone)) for each in found]
    assert sum(each.timetz().replace(tzinfo=None) != slot.at for each in shown) <= 2, "but for a gap of spring"
    assert {each.weekday() for each in shown} <= {weekday, (weekday + 1) % 7}
