"""How fast the bot reads: below Discord's limit on everything, so that a reread never delays a question.

Discord allows 50 requests a second in all (developer documentation, "Rate Limits", "Global Rate Limit") and discord.py
learns of that limit only by running into it; then every request waits, also the one that posts a question.
"""

import asyncio

PER_SECOND = 20
BURST = 20
"""How many reads may come at once: those of one session. Within a second there are 40 at most, the rest is for posts.
"""


class Pace:
    """Lets reads through in the order in which they ask."""

    def __init__(self) -> None:
        self._free_at = 0.0

    async def turn(self, reads: int = 1) -> None:
        """Return when this many reads may be made."""
        loop = asyncio.get_running_loop()
        self._free_at = max(self._free_at, loop.time() - BURST / PER_SECOND) + reads / PER_SECOND
        if self._free_at > loop.time():
            free = asyncio.Event()
            loop.call_at(self._free_at, free.set)
            await free.wait()
