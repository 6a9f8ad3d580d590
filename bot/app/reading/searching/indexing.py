"""What was said is taken into the index that the archive is searched with, bit by bit in the background.

Until then a search looks through it, so nothing has to wait for this: neither a message nor the start after an upgrade.
"""

import asyncio
import logging
from datetime import timedelta

from bot.app.ports.clock import Clock
from bot.app.ports.store import Texts
from bot.core.base.errors import TchatError
from bot.core.requests.searching import tokens_of

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=10)
"""How often it is looked what waits. A few thousand messages are looked through in no time."""

AT_ONCE = 50
"""How many texts are read before others have a turn: some milliseconds' work."""


class Indexing:
    """Takes what was said into the index."""

    def __init__(self, texts: Texts, clock: Clock) -> None:
        self._texts = texts
        self._clock = clock

    async def run(self) -> None:
        """Index what there is now and then, until cancelled."""
        never = asyncio.Event()
        while True:
            try:
                await self.catch_up()
            except TchatError as error:
                log.warning("the archive's index is behind: %s", error)
            except Exception:
                log.exception("the archive's index is behind")
            await self._clock.wait(self._clock.now() + EVERY, never)

    async def catch_up(self) -> None:
        """Index all that waits, the oldest first."""
        after = (0, 0)
        while rows := await self._texts.to_index(after, AT_ONCE):
            await self._texts.index([(*row, tokens_of(row[2])) for row in rows])
            after = rows[-1][:2]
