"""Tells hosts that the record cannot be written. It goes past the outbox, which is part of that record."""

import logging
from functools import partial

from bot.app.hosting.desk import HostDesk
from bot.app.intake.catch_up import Catchup
from bot.app.live.background import Background
from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.values import Unsure
from bot.core.base.errors import RoomError, StoreError
from bot.core.base.post import Post
from bot.core.base.words import WordsIn
from bot.core.posts.hosting.desk import storage_back, storage_trouble

log = logging.getLogger(__name__)


class Alarm:
    """Speaks to the hosts of running chats, as well as it can."""

    def __init__(
        self, live: LiveSessions, desk: HostDesk, room: Room, catchup: Catchup, clock: Clock, words: WordsIn
    ) -> None:
        self._live = live
        self._desk = desk
        self._room = room
        self._catchup = catchup
        self._clock = clock
        self._words = words
        self._background = Background("alarm")

    def stuck(self, reason: str) -> None:
        """Nothing can be written: what is said waits in memory."""
        for live in self._live:
            if live.session.is_running:
                words = self._words(live.session.pack.language)
                self._background.start(live.session.number, partial(self._tell, live, storage_trouble(reason, words)))

    def relieved(self, dropped: bool) -> None:
        """It can be written again; what did not fit into memory is reread from the room."""
        for live in self._live:
            if dropped:
                self._catchup.begin(live)
            if live.session.is_running:
                words = self._words(live.session.pack.language)
                self._background.start(live.session.number, partial(self._tell, live, storage_back(words)))

    async def idle(self) -> None:
        """Return when everything is said."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off."""
        await self._background.close()

    async def _tell(self, live: Live, post: Post) -> None:
        try:
            channel = await self._desk.channel_of(live)
            await self._room.post(channel, post, f"alarm {self._clock.now().timestamp():.3f}")
        except (Unsure, RoomError, StoreError) as error:
            log.error("the hosts could not be told: %s", error, extra={"session": live.session.number})
        except Exception:
            log.exception("the hosts could not be told", extra={"session": live.session.number})
