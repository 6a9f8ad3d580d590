"""Clocks that stand still until a test moves them."""

import asyncio
from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 9, 16, 12, 0, tzinfo=UTC)


class StillClock:
    def __init__(self, now: datetime = NOON) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        raise AssertionError("on the stage, time is moved by the test")


class HandClock(StillClock):
    """For what waits in a task of its own: `moves` wakes whoever is due, `asleep` returns when so many wait again."""

    def __init__(self, now: datetime = NOON) -> None:
        super().__init__(now)
        self._sleepers: list[tuple[datetime | None, asyncio.Event]] = []
        self._changed = asyncio.Event()

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        if until is None or until > self.time:
            sleeper = (until, wake)
            self._sleepers.append(sleeper)
            self._changed.set()
            try:
                await wake.wait()
            finally:
                self._sleepers = [each for each in self._sleepers if each is not sleeper]
        wake.clear()

    def moves(self, **time: float) -> None:
        self.time += timedelta(**time)
        due = [each for each in self._sleepers if each[0] is not None and each[0] <= self.time]
        self._sleepers = [each for each in self._sleepers if each not in due]
        for _, wake in due:
            wake.set()

    async def asleep(self, count: int = 1) -> None:
        async with asyncio.timeout(10):
            while len(self._sleepers) < count:
                self._changed.clear()
                await self._changed.wait()
