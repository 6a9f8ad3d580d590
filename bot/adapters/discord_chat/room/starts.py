"""When a session with Discord may be begun (an IDENTIFY), so that neither a fault of ours nor haste costs the token.

Discord allows one in five seconds, and 1,000 a day over all shards; it resets the token of whoever needs more
(developer documentation, "Gateway", "Rate Limiting"). A bot that crashes and is started again knows nothing of its
past, and several processes nothing of each other, so the starts are kept in the database.
"""

import asyncio
import logging
from datetime import timedelta

from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.core.base.errors import StoreError

log = logging.getLogger(__name__)

HOUR = timedelta(hours=1)

APART = timedelta(seconds=5.5)
"""How long after one session the next may be begun: half a second more than Discord wants, as what is sent at the right
moment may arrive too soon after what was sent before it. Where Discord lets `at_once` shards begin within that time,
those whose numbers leave the same remainder come one after another, whichever process begins them."""

LATE = timedelta(seconds=0.4)
"""How much later than its turn a session may begin: after that, whoever has the next turn may be too close."""

TRIES = 3
"""How many turns are taken at most: where the database is always late, waiting does not help."""

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
        self.shards = 1
        self.at_once = 1

    async def pause(self) -> timedelta:
        """Return how long to wait before the next start."""
        return PAUSE * max(0, await self._lately() + 1 - FREE * self.shards) / self.shards

    async def turn(self, shard: int, *, waited: bool) -> None:
        """Return when a shard may begin a session, and count it; with `waited`, the pause is over already."""
        if not waited:
            await self._wait(await self.pause())
        await self._count()
        for _ in range(TRIES):
            if await self._comes_in_time(shard % self.at_once):
                return

    async def _comes_in_time(self, key: int) -> bool:
        """Wait for a turn; return whether there was one and it is still ours: database or process may stand still."""
        asked = self._clock.now()
        try:
            pause = await self._store.turn(key, APART, asked)
        except StoreError as error:
            log.warning("it is not known whose turn it is to begin a session: %s", error)
            await self._wait(APART)  # it may have been stored all the same
            return False
        await self._wait(pause)
        return self._clock.now() - asked <= pause + LATE

    async def _wait(self, pause: timedelta) -> None:
        await self._clock.wait(self._clock.now() + min(pause, LONGEST_PAUSE), asyncio.Event())

    async def _count(self) -> None:
        """Count a start; what cannot be written now is no reason to stay away."""
        now = self._clock.now()
        try:
            await self._store.count_start(now, forget=now - HOUR)
        except StoreError as error:
            log.warning("a start was not counted: %s", error)

    async def _lately(self) -> int:
        now = self._clock.now()
        try:
            return sum(at < now + HOUR for at in await self._store.starts(now - HOUR))
        except StoreError as error:
            log.warning("the starts cannot be read: %s", error)
            return 0
