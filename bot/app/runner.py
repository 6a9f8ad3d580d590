"""Waits for the next due step of any session and performs it. Nothing about time is kept anywhere but in facts."""

import asyncio
import logging
from datetime import datetime

from bot.app.bulletin import Bulletin
from bot.app.delivery import Delivery
from bot.app.live import Live, LiveSessions
from bot.app.ports import Clock
from bot.core import decisions
from bot.core.facts import Fact
from bot.core.session import Session
from bot.core.timetable import Step, next_step
from bot.errors import StoreError

log = logging.getLogger(__name__)


class Runner:
    """The one loop that time drives: steps, retries of posts, boards."""

    def __init__(self, live: LiveSessions, delivery: Delivery, bulletin: Bulletin, clock: Clock) -> None:
        self._live = live
        self._delivery = delivery
        self._bulletin = bulletin
        self._clock = clock
        self._wake = asyncio.Event()

    def wake(self, _: Live | None = None) -> None:
        """Look at the timetables again: something changed."""
        self._wake.set()

    def next_due(self) -> datetime | None:
        """Return when something is due next; None if nothing is, whatever time brings."""
        steps = (step.due for live in self._live if (step := next_step(live.session)))
        return min((*steps, *filter(None, (self._delivery.next_due(), self._bulletin.next_due()))), default=None)

    async def tick(self) -> None:
        """Decide on every step that is due now, and set going what is to be shown."""
        now = self._clock.now()
        for live in self._live:
            step = next_step(live.session)
            if step is not None and step.due <= now:
                await self._perform(live, step, now)
        self._delivery.retry(now)
        self._bulletin.refresh(now)

    async def run(self) -> None:
        """Tick whenever something is due, until cancelled."""
        while True:
            await self.tick()
            await self._clock.wait(self.next_due(), self._wake)

    async def _perform(self, live: Live, step: Step, now: datetime) -> None:
        def still_due(session: Session) -> list[Fact]:
            return decisions.perform(step, now) if next_step(session) == step else []

        try:
            await self._live.record(live, still_due)
        except StoreError as error:
            log.error("session %s: %s waits for the record: %s", live.session.number, step.kind, error)
        else:
            log.info("session %s: %s %s", live.session.number, step.kind, step.number or "")
