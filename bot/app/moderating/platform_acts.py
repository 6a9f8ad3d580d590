"""Tells hosts where the platform's own moderation blocks messages of a chat: what it blocks never comes to us.

A raid is blocked message by message; hosts are told of the first at once, and then of those since, now and then.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.core.base.errors import StoreError
from bot.core.session.facts import HostsTold, Notice
from bot.core.session.state import Session

log = logging.getLogger(__name__)

REST = timedelta(minutes=10)
"""How long hosts are left in peace between two words of that."""


@dataclass(slots=True)
class Blocked:
    """How many messages of a session were blocked since hosts were told, and when they may be told again."""

    count: int = 0
    told_again: datetime | None = None


class PlatformActs:
    """Knows what the platform blocked in the chats that are on."""

    def __init__(self, live: LiveSessions, clock: Clock) -> None:
        self._live = live
        self._clock = clock
        self._blocked: dict[int, Blocked] = {}

    async def blocked(self, channel: int) -> None:
        """Take in that a message was blocked in a channel or thread."""
        for live in self._live.around(channel):
            if live.session.is_running:
                await self._tell(live)

    def end(self, live: Live) -> None:
        """Forget what was blocked in a session that is over."""
        if not live.session.is_running:
            self._blocked.pop(live.session.number, None)

    async def _tell(self, live: Live) -> None:
        known, now = self._blocked.setdefault(live.session.number, Blocked()), self._clock.now()
        known.count += 1
        if known.told_again and now < known.told_again:
            return
        told = HostsTold(at=now, notice=Notice.BLOCKED, detail=str(known.count))
        count, known.count, known.told_again = known.count, 0, now + REST

        def blocked(session: Session) -> list[HostsTold]:
            return [told] if session.is_running else []

        try:
            await self._live.record(live, blocked)
        except StoreError as error:
            log.warning("hosts were not told of a blocked message: %s", error, extra={"session": live.session.number})
            known.count, known.told_again = known.count + count, None
