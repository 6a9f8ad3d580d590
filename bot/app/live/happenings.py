"""What happened in the room and is told once: taken in at once or, while the record is away, as soon as it is back.

What waits is in memory. A process that ends meanwhile loses it; the catch-up of the next one finds out by itself.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from bot.app.live.background import Background
from bot.app.ports.clock import Clock
from bot.app.ports.values import Unsure
from bot.core.base.errors import StoreError, TchatError

log = logging.getLogger(__name__)

Act = Callable[[], Awaitable[object]]

AGAIN = timedelta(seconds=3)


class Happenings:
    """Takes in what happened, each under a name: what has the same name happened once.

    An act may be done again from its beginning. `waits` listeners are called when one has to wait.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[str, Act] = {}
        self._again_at: datetime | None = None
        self._background = Background("happening")
        self.waits: list[Callable[[], None]] = []

    async def take_in(self, name: str, act: Act) -> None:
        """Do what something that happened calls for, now or later."""
        try:
            await act()
        except StoreError as error:
            log.warning("%s: this waits for the record: %s", name, error)
            self._waiting[name] = act
            self._again_at = self._clock.now() + AGAIN
            for listener in self.waits:
                listener()
        except (TchatError, Unsure) as error:
            log.warning("%s: not all that follows from this was done: %s", name, error)
        except Exception:
            log.exception("%s: not all that follows from this was done", name)

    def next_due(self) -> datetime | None:
        """Return when what waits is tried again."""
        return self._again_at

    def retry(self, now: datetime) -> None:
        """Try again in the background what waits, if it is time."""
        if self._again_at is None or now < self._again_at:
            return
        waiting, self._waiting, self._again_at = self._waiting, {}, None
        for name, act in waiting.items():
            self._background.start(name, partial(self.take_in, name, act))

    async def idle(self) -> None:
        """Return when nothing is being taken in again."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off."""
        await self._background.close()
