"""Brings the room up to what was decided: one effect at a time per session, in order, each marked done afterwards."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.app.errands import Errands
from bot.app.live import Live, LiveSessions
from bot.app.performing import Performer
from bot.app.ports import Clock, Store
from bot.app.values import Pending, Unsure
from bot.core.effects import EffectKind
from bot.core.session import Phase
from bot.errors import RoomError, StoreError

log = logging.getLogger(__name__)

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 15))
"""How long to wait after the first, second … failure in a row; the last one from then on."""

TRIES_FOR_EXTRAS = 4
"""How often an edit, a pin or a thread is tried before the talk goes on without it."""

EXTRAS = frozenset({EffectKind.THREAD, EffectKind.CARD, EffectKind.PIN, EffectKind.UNPIN, EffectKind.ARCHIVE_THREAD})


@dataclass(frozen=True, slots=True)
class Trouble:
    """The last failure of a session's delivery: what was said, how often in a row, when to try again."""

    reason: str
    failures: int
    again_at: datetime


class Delivery:
    """Works through the outboxes. Listeners: `landed` after each effect that is in the room."""

    def __init__(self, store: Store, sessions: LiveSessions, performer: Performer, clock: Clock) -> None:
        self._store = store
        self._sessions = sessions
        self._performer = performer
        self._clock = clock
        self._errands = Errands("delivery")
        self._troubles: dict[int, tuple[Live, Trouble]] = {}
        self.landed: list[Callable[[Live], None]] = []

    def kick(self, live: Live) -> None:
        """Begin to deliver what is planned for a session, unless it waits for a retry."""
        if live.session.number not in self._troubles:
            self._errands.start(live.session.number, partial(self._deliver, live))

    def retry(self, now: datetime) -> None:
        """Try again where the time for it has come."""
        for number, (live, trouble) in list(self._troubles.items()):
            if trouble.again_at <= now:
                self._errands.start(number, partial(self._deliver, live))

    def next_due(self) -> datetime | None:
        """Return when the next retry is due."""
        return min((trouble.again_at for _, trouble in self._troubles.values()), default=None)

    def trouble(self, session: int) -> Trouble | None:
        """Return what keeps a session's posts from the room, if anything does."""
        found = self._troubles.get(session)
        return found[1] if found else None

    async def idle(self) -> None:
        """Return when everything that can be delivered now is delivered."""
        await self._errands.idle()

    async def close(self) -> None:
        """Break off; what was begun is taken up again by the next start."""
        await self._errands.close()

    async def _deliver(self, live: Live) -> None:
        number = live.session.number
        try:
            while pending := await self._store.pending(number):
                if not await self._one(live, pending[0]):
                    return
            if live.session.phase in (Phase.ARCHIVED, Phase.CANCELLED):
                self._sessions.forget(live)
        except StoreError as error:
            self._note(live, str(error))
        except Exception as error:
            log.exception("delivery of session %s failed", number)
            self._note(live, f"{type(error).__name__}: {error}")

    async def _one(self, live: Live, pending: Pending) -> bool:
        """Perform one effect; return whether to go on with the next."""
        number, effect = live.session.number, pending.effect
        try:
            message = await self._performer.perform(live, pending)
        except Unsure as error:
            self._note(live, str(error))
            if effect.kind not in EXTRAS or self._troubles[number][1].failures < TRIES_FOR_EXTRAS:
                log.warning("session %s: %s is not in the room yet: %s", number, effect.key, error)
                return False
            await self._store.give_up(number, effect, str(error))
        except RoomError as error:
            log.warning("session %s: %s given up: %s", number, effect.key, error)
            await self._store.give_up(number, effect, str(error))
        else:
            await self._store.done(number, effect, message)
            if message is not None:
                live.land(effect, message)
            log.info("session %s: %s done, message %s", number, effect.key, message)
        self._troubles.pop(number, None)
        for listener in self.landed:
            listener(live)
        return True

    def _note(self, live: Live, reason: str) -> None:
        before = self.trouble(live.session.number)
        failures = 1 + (before.failures if before else 0)
        again_at = self._clock.now() + PAUSES[min(failures, len(PAUSES)) - 1]
        self._troubles[live.session.number] = (live, Trouble(reason, failures, again_at))
