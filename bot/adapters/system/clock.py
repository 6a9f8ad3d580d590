"""The clocks: the real one, one that runs as fast as it is told, one whose pace can change, and a lease holder's."""

import asyncio
from collections.abc import Iterable
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


class RoomClock:
    """A time of its own whose pace can be changed while others wait for it: `speed` seconds pass each real second.

    At speed 0 it stands still, and moves on only where `skip_to` puts it.
    """

    def __init__(self, start: datetime, speed: float = 0) -> None:
        self._from = start
        self._speed = speed
        self._real = SystemClock()
        self._since = self._real.now()
        self._changed: set[asyncio.Event] = set()

    def now(self) -> datetime:
        return self._from + (self._real.now() - self._since) * self._speed

    @property
    def speed(self) -> float:
        """How many times as fast as life it runs."""
        return self._speed

    def run_at(self, speed: float) -> None:
        """Go on at this pace."""
        if speed != self._speed:
            self._set(self.now(), speed)

    def skip_to(self, instant: datetime) -> None:
        """Let it be this instant now, if it was earlier."""
        if instant > self.now():
            self._set(instant, self._speed)

    def _set(self, now: datetime, speed: float) -> None:
        self._from, self._since, self._speed = now, self._real.now(), speed
        for event in self._changed:
            event.set()

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        """Return at this instant, or earlier when `wake` is set, however the pace changes meanwhile."""
        changed = asyncio.Event()
        self._changed.add(changed)
        try:
            while not wake.is_set() and (until is None or self.now() < until):
                changed.clear()
                left = None
                if until is not None and self._speed:
                    left = min((until - self.now()).total_seconds() / self._speed, LOOK_AGAIN)
                await _first_of((wake, changed), left)
        finally:
            self._changed.discard(changed)
        wake.clear()


async def _first_of(events: Iterable[asyncio.Event], seconds: float | None) -> None:
    """Return when one of the events is set, or after a number of real seconds (None: never)."""
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waits:
            each.cancel()
