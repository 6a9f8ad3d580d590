"""The clocks: the real one, one that runs as fast as it is told, and that of a bot which holds a lease."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.app.ports.clock import Clock
from bot.app.ports.database import Lease

LOOK_AGAIN = 3.0
"""After how many real seconds a wait looks at the clock again: it may have been set, or the machine was asleep."""


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        is_due = False
        while not is_due and not wake.is_set():
            left = None if until is None else max(0.0, (until - self.now()).total_seconds())
            await wake_or_time(wake, left if left is None else min(left, LOOK_AGAIN))
            is_due = until is not None and self.now() >= until
        wake.clear()


class FastClock:
    """A time of its own: `speed` seconds pass in it each real second; at speed 0 it jumps from wait to wait."""

    def __init__(self, start: datetime, speed: float) -> None:
        self._start = start
        self._now = start
        self._speed = speed
        self._real = SystemClock()
        self._began = self._real.now()

    def now(self) -> datetime:
        if self._speed:
            passed = (self._real.now() - self._began).total_seconds() * self._speed
            self._now = max(self._now, self._start + timedelta(seconds=passed))
        return self._now

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        if until is not None and not self._speed:
            self._now = max(self._now, until)
            wake.clear()
            return
        real = None if until is None else self._real.now() + (until - self.now()) / self._speed
        await self._real.wait(real, wake)

    def skip_to(self, instant: datetime) -> None:
        """Let it be this instant now, if it was earlier."""
        self._start += max(instant - self.now(), timedelta())
        self._now = max(self._now, instant)


class LeasedClock:
    """The time of a bot that holds a lease: who wakes up late learns before it does anything that it was replaced."""

    def __init__(self, clock: Clock, lease: Lease) -> None:
        self._clock = clock
        self._lease = lease

    def now(self) -> datetime:
        return self._clock.now()

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        await self._clock.wait(until, wake)
        await self._lease.confirm()


async def wake_or_time(wake: asyncio.Event, seconds: float | None) -> None:
    """Return when the event is set, or after a number of real seconds (None: never)."""
    try:
        async with asyncio.timeout(seconds):
            await wake.wait()
    except TimeoutError:
        pass
