"""The pulse of a running bot: every few seconds it proves that the loop turns and that the record can be committed.

Who started the process hears it, and restarts what has none. Whether Discord is reached is noted in the record, for
`tchat health --ready`; it is no reason for a restart, which would only use up the day's connections.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.core.base.errors import StoreError
from bot.core.base.place import EVERYTHING, Share

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=10)
"""How long after one proof the next is given."""

CONNECTED = "connected: "
"""With the share of a process, the key under which it is noted whether it reaches Discord: "yes", or nothing."""


class Pulse:
    """Proves that the bot lives. Set `wake` when it is connected, so that this is known at once."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        connected: Callable[[], bool],
        lives: Callable[[str], None],
        share: Share = EVERYTHING,
    ) -> None:
        self._store = store
        self._key = f"{CONNECTED}{share}"
        self._clock = clock
        self._connected = connected
        self._lives = lives
        self._noted: bool | None = None
        self.wake = asyncio.Event()

    async def run(self) -> None:
        """Prove it again and again. What cannot be committed now holds up the proof; what is refused does not."""
        while True:
            connected = self._connected()
            try:
                if connected != self._noted:
                    await self._store.note(self._key, "yes" if connected else "")
                    self._noted = connected
                else:
                    await self._store.settled()
            except StoreError as error:  # a full disk, a server that is away: told where it matters
                log.debug("no pulse in the record: %s", error)
            self._lives("connected to Discord" if connected else "waiting for Discord")
            await self._clock.wait(self._clock.now() + EVERY, self.wake)
