"""A clock that stands still until a test moves it."""

import asyncio
from datetime import UTC, datetime

NOON = datetime(2026, 9, 16, 12, 0, tzinfo=UTC)


class StillClock:
    def __init__(self, now: datetime = NOON) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        raise AssertionError("on the stage, time is moved by the test")
