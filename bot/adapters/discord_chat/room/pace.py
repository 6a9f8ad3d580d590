"""How fast the bot asks Discord for anything: below the limit on everything, and what people wait for comes first.

Discord allows 50 requests a second in all (developer documentation, "Rate Limits", "Global Rate Limit") and discord.py
learns of that limit only by running into it; then every request waits, also the one that posts a question. Replies to
commands and buttons do not count.
"""

import asyncio
import heapq
from itertools import count

from bot.app.ports.values import Urgency

PER_SECOND = 35
BURST = 10
"""How many requests may come at once. Within a second there are 45 at most, the rest is for what asks for no turn."""


class Pace:
    """Lets requests through: the more urgent first, equally urgent ones in the order in which they ask.

    `share` is the part of the bot's requests that are this process's.
    """

    def __init__(self, share: float = 1) -> None:
        self._seconds = 1 / (PER_SECOND * share)
        self._saved = BURST / PER_SECOND
        self._free_at = 0.0
        self._waiting: list[tuple[Urgency, int, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, urgency: Urgency, requests: int = 1) -> None:
        """Return when this many requests may be made."""
        through: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (urgency, next(self._numbers), requests, through))
        self._let_through()
        await through

    def _let_through(self) -> None:
        """Let through whoever may go now, and come again for the next."""
        loop = asyncio.get_running_loop()
        if self._timer:
            self._timer.cancel()
            self._timer = None
        while self._waiting:
            free_at = max(self._free_at, loop.time() - self._saved)
            _, _, requests, through = self._waiting[0]
            if through.cancelled():
                heapq.heappop(self._waiting)
                continue
            due = free_at + min(requests * self._seconds, self._saved)  # several at once wait for no more than a burst
            if due > loop.time():
                self._timer = loop.call_at(due, self._let_through)
                return
            heapq.heappop(self._waiting)
            self._free_at = free_at + requests * self._seconds
            through.set_result(None)
