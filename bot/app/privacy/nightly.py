"""Every night: what was kept long enough ends, and the record is copied; the newest copies are kept.

A night without a copy never harms the bot.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.app.ports.clock import Clock
from bot.app.ports.database import Copies
from bot.app.ports.own_words import Erasing
from bot.core.base.errors import TchatError

log = logging.getLogger(__name__)

AT = time(3)
KEPT = 7
AGAIN = timedelta(hours=1)
"""How long after a copy that failed the next one is tried."""


class Kept(Protocol):
    """What of the store is looked after at night."""

    async def tidy(self) -> None:
        """Give back to the disk what the record does not need any more."""
        ...

    async def deleted(self) -> list[tuple[int, int]]:
        """Return the messages that their authors deleted, each with its session before it."""
        ...


class Elsewhere:
    """Copies that another process makes: each night is remembered as if this one had. It fills the port `Copies`."""

    def __init__(self) -> None:
        self._days: list[date] = []

    def days(self) -> Sequence[date]:
        return self._days

    async def make(self, day: date) -> None:
        self._days.append(day)

    def drop(self, day: date) -> None:
        self._days.remove(day)

    async def cleanse(self, erasings: Sequence[Erasing]) -> None:
        """Do nothing: there are none here."""

    async def forget(self, deleted: Sequence[tuple[int, int]]) -> None:
        """Do nothing: there are none here."""

    def drop_aside(self, before: datetime) -> None:
        """Do nothing: there is nothing here."""


class Nightly:
    """Makes a day's copy at three at night in a zone, or at once where a night was missed.

    Before that, `end` ends what was kept long enough, so that no new copy has it; and what members deleted since goes
    from the older ones.
    """

    def __init__(
        self, copies: Copies, store: Kept, clock: Clock, zone: str, end: Callable[[], Awaitable[None]]
    ) -> None:
        self._copies = copies
        self._store = store
        self._clock = clock
        self._zone = ZoneInfo(zone)
        self._end = end

    async def run(self) -> None:
        """Copy whenever it is time, until cancelled."""
        never = asyncio.Event()
        due = self._clock.now()
        while True:
            await self._clock.wait(due, never)
            due = await self.tick()

    async def tick(self) -> datetime:
        """Make the copy that is due now, if any, and return when to look again."""
        now = self._clock.now()
        try:
            due = next_copy(self._copies.days(), now, self._zone)
            if due > now:
                return due
            await self._end()
            await self._store.tidy()
            await self._copies.forget(await self._store.deleted())
            today = now.astimezone(self._zone).date()
            await self._copies.make(today)
            days = self._copies.days()
            for day in days[:-KEPT]:
                self._copies.drop(day)
            self._copies.drop_aside(now - timedelta(days=KEPT))
            log.info("the record is backed up")
            return next_copy(days, now, self._zone)
        except (TchatError, OSError) as error:
            log.warning("no backup was made: %s", error)
        except Exception:
            log.exception("no backup was made")
        return now + AGAIN


def next_copy(days: Sequence[date], now: datetime, zone: ZoneInfo) -> datetime:
    """Return when the next copy is due, given the days of which there is one; an instant that has passed: now."""
    today = now.astimezone(zone).date()
    if today in days:
        return _night_of(today + timedelta(days=1), zone)
    if today - timedelta(days=1) in days:
        return _night_of(today, zone)
    return now


def _night_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, AT, zone).astimezone(UTC)
