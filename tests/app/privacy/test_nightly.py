"""A copy every night: when it is due, what a failure does, and that seven are kept."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app.ports.own_words import Erasing
from bot.app.privacy.nightly import Nightly, next_copy
from bot.core.base.errors import StoreError
from tests.clock import NOON, HandClock

HELSINKI = ZoneInfo("Europe/Helsinki")


class Shelf:
    """Copies in memory."""

    def __init__(self, *days: date) -> None:
        self.kept = sorted(days)
        self.failures: list[Exception] = []
        self.ended = 0
        self.dropped_aside = NOON
        self.tidied = 0
        self.forgotten = 0

    def days(self) -> Sequence[date]:
        return list(self.kept)

    async def make(self, day: date) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.kept = sorted([*self.kept, day])

    def drop(self, day: date) -> None:
        self.kept.remove(day)

    async def cleanse(self, erasings: Sequence[Erasing]) -> None:
        raise AssertionError("nobody is erased at night")

    async def forget(self, deleted: Sequence[tuple[int, int]]) -> None:
        self.forgotten += len(deleted)

    async def deleted(self) -> list[tuple[int, int]]:
        return [(1, 1000)]

    def drop_aside(self, before: datetime) -> None:
        self.dropped_aside = before

    async def end(self) -> None:
        self.ended += 1

    async def tidy(self) -> None:
        self.tidied += 1


def september(day: int) -> date:
    return date(2026, 9, day)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "now", "due"),
    [
        ([], at(16, 12), at(16, 12)),
        ([14], at(16, 12), at(16, 12)),
        ([15], at(16, 12), at(16, 0)),  # three in Helsinki has passed: now
        ([15], at(15, 23), at(16, 0)),  # two at night in Helsinki
        ([16], at(16, 12), at(17, 0)),
        ([16], at(16, 22), at(17, 0)),  # it is the 17th in Helsinki
    ],
)
def test_a_copy_is_due_at_three_or_where_a_night_was_missed(days: list[int], now: datetime, due: datetime) -> None:
    assert next_copy([september(day) for day in days], now, HELSINKI) == due


def test_three_at_night_is_there_every_night() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)  # when Helsinki's clocks skip three, and show it twice
    assert next_copy([spring - timedelta(1)], datetime(2026, 3, 28, 22, tzinfo=UTC), HELSINKI).hour == 1
    assert next_copy([autumn - timedelta(1)], datetime(2026, 10, 24, 22, tzinfo=UTC), HELSINKI).hour == 0


async def test_every_night_has_its_copy_and_seven_are_kept() -> None:
    clock, shelf = HandClock(), Shelf()
    nights = asyncio.create_task(Nightly(shelf, shelf, clock, "Europe/Helsinki", shelf.end).run())
    await clock.asleep()
    assert shelf.kept == [september(16)], "none was there"
    for _ in range(10):
        clock.moves(hours=24)
        await clock.asleep()
    assert shelf.kept == [september(day) for day in range(20, 27)]
    assert shelf.ended == 11, "before each copy"
    assert shelf.tidied == shelf.forgotten == 11
    assert shelf.dropped_aside == clock.now() - timedelta(days=7)
    nights.cancel()


async def test_it_waits_for_the_night() -> None:
    clock, shelf = HandClock(), Shelf(september(16))
    nights = asyncio.create_task(Nightly(shelf, shelf, clock, "Europe/Helsinki", shelf.end).run())
    await clock.asleep()
    clock.moves(hours=11, minutes=59)
    await clock.asleep()
    assert shelf.kept == [september(16)]
    clock.moves(minutes=1)
    await clock.asleep()
    assert shelf.kept == [september(16), september(17)]
    nights.cancel()


async def test_a_failure_is_tried_again_an_hour_later(caplog: pytest.LogCaptureFixture) -> None:
    clock, shelf = HandClock(), Shelf(september(15))
    shelf.failures = [StoreError("The disk is full."), RuntimeError("a fault of ours")]
    nights = asyncio.create_task(Nightly(shelf, shelf, clock, "UTC", shelf.end).run())
    await clock.asleep()
    for _ in range(2):
        clock.moves(minutes=59)
        assert shelf.kept == [september(15)]
        clock.moves(minutes=1)
        await clock.asleep()
    assert shelf.kept == [september(15), september(16)]
    assert clock.now() == NOON + timedelta(hours=2)
    assert [record.getMessage() for record in caplog.records if record.levelname != "INFO"] == [
        "no backup was made: The disk is full.",
        "no backup was made",
    ]
    nights.cancel()
