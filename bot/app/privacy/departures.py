"""Servers that the bot was removed from: everything is kept for a month, in case it comes back, and then erased.

Whether it is still there is asked every night, too: the bot may have been off when it was removed.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.app.live.sessions import LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.store import Store

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)
"""How long a server's record is kept after the bot was removed."""


class Departures:
    """Notes since when the bot is gone from a server, and erases what it kept of it in the end."""

    def __init__(
        self, store: Store, live: LiveSessions, room: Room, clock: Clock, drop_files: Callable[[int], None]
    ) -> None:
        self._store = store
        self._live = live
        self._room = room
        self._clock = clock
        self._drop_files = drop_files

    async def left(self, guild: int) -> None:
        """Take in that the bot is on a server no more; a time that was noted before stays."""
        if await self._store.recall(_key(guild)):
            return
        now = self._clock.now()
        await self._store.note(_key(guild), now.isoformat())
        log.warning(
            "removed from server %s: its record is kept until %s; `tchat transcript` makes files for its hosts",
            guild,
            (now + KEPT).date(),
        )

    async def look(self, guild: int) -> bool:
        """Return whether everything of a server was erased now, since the bot is gone from it for long enough."""
        is_there = self._room.serves(guild)
        noted = await self._store.recall(_key(guild))
        if is_there and noted:
            await self._store.note(_key(guild), "")
        if is_there is not False:
            return False
        await self.left(guild)
        since = datetime.fromisoformat(noted) if noted else self._clock.now()
        if self._clock.now() - since < KEPT:
            return False
        await self._erase(guild)
        return True

    async def _erase(self, guild: int) -> None:
        for live in self._live:
            if live.session.room.guild == guild:
                self._live.forget(live)
        for number in await self._store.erase_server(guild):
            self._drop_files(number)
        log.warning("server %s removed me %s days ago: everything of it is erased", guild, KEPT.days)


def _key(guild: int) -> str:
    return f"departure from server {guild}"
