"""How often the bot has begun a session with Discord (an IDENTIFY), so that a fault of ours cannot use up a day's.

Discord allows 1,000 a day and resets the token of whoever needs more (developer documentation, "Gateway", "Rate
Limiting"). A bot that crashes and is started again knows nothing of its past, so the starts are kept in the database.
"""

import json
import logging
from datetime import datetime, timedelta

from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.core.base.errors import StoreError

log = logging.getLogger(__name__)

KEY = "sessions begun with Discord"
HOUR = timedelta(hours=1)

FREE = 9
"""How many starts within an hour need no pause."""

PAUSE = timedelta(minutes=1)
"""How much longer each start after those waits than the one before: twenty an hour at most, 500 a day."""


class Starts:
    """Counts the starts of the last hour."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def pause(self) -> timedelta:
        """Return how long to wait before the next start."""
        return PAUSE * max(0, len(await self._lately()) + 1 - FREE)

    async def begin(self) -> None:
        """Count a start; what cannot be written now is no reason to stay away."""
        starts = [*await self._lately(), self._clock.now()]
        try:
            await self._store.note(KEY, json.dumps([at.isoformat() for at in starts]))
        except StoreError as error:
            log.warning("a start was not counted: %s", error)

    async def _lately(self) -> list[datetime]:
        now = self._clock.now()
        starts = [datetime.fromisoformat(at) for at in json.loads(await self._store.recall(KEY) or "[]")]
        return [at for at in starts if abs(now - at) < HOUR]
