"""When a session with Discord may be begun (an IDENTIFY), so that neither a fault of ours nor haste costs the token.

Discord allows one in five seconds, and 1,000 a day over all shards; it resets the token of whoever needs more
(developer documentation, "Gateway", "Rate Limiting"). A bot that crashes and is started again knows nothing of its
past, so the starts are kept in the database.
"""

import asyncio
import json
import logging
from datetime import datetime, timedelta

from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.core.base.errors import StoreError

log = logging.getLogger(__name__)

KEY = "sessions begun with Discord"
HOUR = timedelta(hours=1)

APART = timedelta(seconds=5.5)
"""How long after one session the next may be begun: half a second more than Discord wants, as what is sent at the right
moment may arrive too soon after what was sent before it. Where Discord lets `at_once` shards begin within that time,
those whose numbers leave the same remainder come one after another."""

FREE = 9
"""How many starts of the bot within an hour need no pause."""

PAUSE = timedelta(minutes=1)
"""How much longer each start after those waits than the one before: twenty an hour at most, 500 a day."""

LONGEST_PAUSE = timedelta(seconds=45)
"""How long a session waits inside discord.py, which gives an attempt up after a minute."""


class Starts:
    """Counts the starts of the last hour; `shards` sessions make one start of the bot."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._free_at: dict[int, datetime] = {}
        self._free_after_the_last_life: datetime | None = None
        self.shards = 1
        self.at_once = 1

    async def pause(self) -> timedelta:
        """Return how long to wait before the next start."""
        return PAUSE * max(0, len(await self._lately()) + 1 - FREE * self.shards) / self.shards

    async def turn(self, shard: int, *, waited: bool) -> None:
        """Return when a shard may begin a session, and count it; with `waited`, the pause is over already."""
        key, now = shard % self.at_once, self._clock.now()
        if self._free_after_the_last_life is None:
            self._free_after_the_last_life = max(await self._lately(), default=now - APART) + APART
        free_at = self._free_at.get(key, self._free_after_the_last_life)
        if not waited:
            free_at = max(free_at, now + min(await self.pause(), LONGEST_PAUSE))
        await self._clock.wait(min(free_at, now + LONGEST_PAUSE), asyncio.Event())
        await self._count()
        self._free_at[key] = self._clock.now() + APART

    async def _count(self) -> None:
        """Count a start; what cannot be written now is no reason to stay away."""
        starts = [*await self._lately(), self._clock.now()]
        try:
            await self._store.note(KEY, json.dumps([at.isoformat() for at in starts]))
        except StoreError as error:
            log.warning("a start was not counted: %s", error)

    async def _lately(self) -> list[datetime]:
        now = self._clock.now()
        try:
            noted = await self._store.recall(KEY)
        except StoreError as error:
            log.warning("the starts cannot be read: %s", error)
            return []
        starts = [datetime.fromisoformat(at) for at in json.loads(noted or "[]")]
        return [at for at in starts if abs(now - at) < HOUR]
