"""The two clocks: the real one, and one that runs as fast as it is told."""

import asyncio
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        seconds = None if until is None else max(0.0, (until - self.now()).total_seconds())
        await wake_or_time(wake, seconds)


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
        seconds = None if until is None else max(0.0, (until - self.now()).total_seconds() / self._speed)
        await wake_or_time(wake, seconds)

    def skip_to(self, instant: datetime) -> None:
        """Let it be this instant now, if it was earlier."""
        self._start += max(instant - self.now(), timedelta())
        self._now = max(self._now, instant)


async def wake_or_time(wake: asyncio.Event, seconds: float | None) -> None:
    """Return when the event is set, or after so many real seconds; clear the event."""
    try:
        async with asyncio.timeout(seconds):
            await wake.wait()
    except TimeoutError:
        pass
    wake.clear()
