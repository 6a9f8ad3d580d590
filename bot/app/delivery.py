"""Brings the room up to what was decided: one effect at a time, in order, each marked done after it is visible.

The room's posts, the questions' threads and the host desk are three lanes: none waits for what cannot be shown in
another.
A thread that cannot be made is tried again for as long as its question runs; meanwhile members answer in the channel.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from bot.app.errands import Errands
from bot.app.live import Live, LiveSessions
from bot.app.performing import Performer
from bot.app.ports import Clock
from bot.app.store import Store
from bot.app.values import Gone, NoChannel, NoDesk, Pending, Unreadable, Unsure
from bot.app.vitals import Vitals
from bot.core import decisions
from bot.core.effects import CHANGES, DESK, REFUSABLE, Effect, EffectKind
from bot.core.facts import Cause, HostsTold, Notice
from bot.core.moves import LIVING
from bot.core.session import Phase
from bot.core.troubles import NAMES, not_posted
from bot.core.words import N_, WordsIn
from bot.errors import RoomError, StoreError

log = logging.getLogger(__name__)

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 15))
"""How long to wait after the first, second … failure in a row; the last one from then on."""

LONG_PAUSE = timedelta(minutes=1)
"""How long to wait where somebody has to change a setting first, unless something happens in the session before."""

ELSEWHERE = frozenset(
    {EffectKind.MOVED_ON, EffectKind.ARCHIVE_THREAD, EffectKind.ANSWER, EffectKind.REWORD, EffectKind.WITHDRAW}
)
"""What is done in a question's thread, which can be gone while the channel is not."""

TRIES_FOR_CHANGES = 4
"""How often an edit, a pin or a thread is tried before the talk goes on without it."""


NO_ANSWER = N_("Discord does not answer ({reason}).")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps a session's next post from being visible: what was said, how often in a row, when to try again.

    `needs_help` says that it will stay so until somebody changes a setting.
    """

    reason: str
    failures: int
    again_at: datetime
    needs_help: bool = False


class Kind(StrEnum):
    """What a lane carries."""

    ROOM = "room"
    THREADS = "threads"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Lane:
    """What is delivered one after another: a session's posts in the room, its threads, or what is said on its desk."""

    live: Live
    kind: Kind

    @property
    def key(self) -> tuple[int, Kind]:
        return self.live.session.number, self.kind

    def first(self, pending: Sequence[Pending]) -> Pending | None:
        """Return what is next in this lane; a thread waits for the card that it is made from."""
        cards = {each.effect.number for each in pending if each.effect.kind is EffectKind.QUESTION}
        mine = (each for each in pending if _lane_of(each.effect) is self.kind)
        return next((e for e in mine if self.kind is not Kind.THREADS or e.effect.number not in cards), None)


def _lane_of(effect: Effect) -> Kind:
    if effect.kind is EffectKind.THREAD:
        return Kind.THREADS
    return Kind.DESK if effect.kind in DESK else Kind.ROOM


class Delivery:
    """Works through the outboxes.

    `landed` listeners are called after each effect that was performed, `refused` listeners after each that never will
    be, `rested` listeners when nothing more can be done at once: all is delivered, or something waits for a retry.
    """

    def __init__(
        self, store: Store, sessions: LiveSessions, performer: Performer, clock: Clock, words: WordsIn, vitals: Vitals
    ) -> None:
        self._store = store
        self._sessions = sessions
        self._performer = performer
        self._clock = clock
        self._words = words
        self._errands = Errands("delivery")
        self._troubles: dict[tuple[int, Kind], tuple[Lane, Trouble]] = {}
        self._vitals = vitals
        self.landed: list[Callable[[Live], None]] = []
        self.rested: list[Callable[[Live], None]] = []
        self.refused: list[Callable[[Live, Effect], None]] = []

    def kick(self, live: Live) -> None:
        """Begin to deliver what is planned for a session, unless it waits for a retry.

        What waits for somebody's help is tried at once: whoever let the chat go on may have given it.
        """
        for lane in (Lane(live, kind) for kind in Kind):
            _, trouble = self._troubles.get(lane.key, (lane, None))
            if trouble is None or (trouble.needs_help and not self._errands.is_busy(lane.key)):
                self._errands.start(lane.key, partial(self._deliver, lane))

    def retry(self, now: datetime | None) -> None:
        """Try again where the time for it has come, or everywhere if no time is given."""
        for lane, trouble in list(self._troubles.values()):
            if (now is None or trouble.again_at <= now) and not self._errands.is_busy(lane.key):
                self._errands.start(lane.key, partial(self._deliver, lane))

    def next_due(self) -> datetime | None:
        """Return when the next retry is due."""
        waiting = (t.again_at for lane, t in self._troubles.values() if not self._errands.is_busy(lane.key))
        return min(waiting, default=None)

    def trouble(self, session: int) -> Trouble | None:
        """Return what keeps a session's posts from the room, if anything does."""
        found = self._troubles.get((session, Kind.ROOM))
        return found[1] if found else None

    async def idle(self) -> None:
        """Return when everything that can be delivered now is delivered."""
        await self._errands.idle()

    async def close(self) -> None:
        """Break off; what was begun is taken up again by the next start."""
        await self._errands.close()

    async def _deliver(self, lane: Lane) -> None:
        number = lane.live.session.number
        try:
            while pending := lane.first(await self._store.pending(number)):
                if not await self._one(lane, pending):
                    return
            self._troubles.pop(lane.key, None)
            if lane.live.session.phase in (Phase.ARCHIVED, Phase.CANCELLED) and not await self._store.pending(number):
                self._sessions.forget(lane.live)
        except StoreError as error:
            self._note(lane, str(error))
        except Exception as error:
            log.exception("delivery failed", extra={"session": number})
            self._note(lane, f"{type(error).__name__}: {error}")
        finally:
            for listener in self.rested:
                listener(lane.live)

    async def _one(self, lane: Lane, pending: Pending) -> bool:
        """Perform one effect; return whether to go on with the next."""
        live, effect = lane.live, pending.effect
        try:
            message = await self._performer.perform(live, pending)
        except Unsure as error:
            trouble, reason = self._note(lane, str(error)), RoomError(NO_ANSWER, reason=error)
            if effect.kind is EffectKind.THREAD:
                return await self._without_thread(lane, effect, reason)
            if effect.kind not in CHANGES or trouble.failures < TRIES_FOR_CHANGES:
                return False
            await self._give_up(live, effect, str(error))
        except Unreadable as error:
            self._note(lane, str(error), needs_help=True)
            await self._stop(live, Cause.UNREADABLE, error)
            return False
        except RoomError as error:
            if effect.kind is EffectKind.THREAD and not isinstance(error, Gone):
                self._note(lane, str(error), needs_help=True)
                return await self._without_thread(lane, effect, error)
            if effect.kind in DESK - REFUSABLE and not isinstance(error, NoDesk) and live.session.phase in LIVING:
                self._note(lane, str(error), needs_help=True)
                return False
            await self._give_up(live, effect, str(error))
            await self._tell(live, effect, error)
        else:
            await self._store.done(live.session.number, effect, message)
            if message is not None:
                self._sessions.land(live, effect, message)
            log.info("%s done", effect.key, extra=_ids(live, effect, message))
            if effect.kind is EffectKind.THREAD:
                await self._note_thread(live, effect, Notice.THREAD_MADE)
        if effect.kind is EffectKind.QUESTION:
            self.kick(live)  # the lane of threads waits for cards
        self._troubles.pop(lane.key, None)
        for listener in self.landed:
            listener(live)
        return True

    async def _without_thread(self, lane: Lane, effect: Effect, error: RoomError) -> bool:
        """Let members answer in the channel until a thread can be made; return whether it is given up.

        That is when its question is over. The card and the hosts are told once it has failed a few times.
        """
        live, (_, trouble) = lane.live, self._troubles[lane.key]
        if live.session.current != effect.number or not live.session.is_running:
            await self._give_up(live, effect, str(error))
            self._troubles.pop(lane.key)
            return True
        if trouble.needs_help or trouble.failures >= TRIES_FOR_CHANGES:
            await self._note_thread(live, effect, Notice.NO_THREAD, error)
        return False

    async def _note_thread(self, live: Live, effect: Effect, notice: Notice, error: RoomError | None = None) -> None:
        words, now, number = self._words(live.session.pack.language), self._clock.now(), effect.number
        assert number is not None
        detail = error.sentence(words) if error else ""
        await self._sessions.record(live, lambda session: decisions.miss_thread(session, notice, number, detail, now))

    async def _give_up(self, live: Live, effect: Effect, reason: str) -> None:
        log.warning("%s given up: %s", effect.key, reason, extra=_ids(live, effect, None))
        self._vitals.errors[live.session.number] = reason
        await self._store.give_up(live.session.number, effect, reason)
        live.lost.add(effect)
        for listener in self.refused:
            listener(live, effect)

    async def _tell(self, live: Live, effect: Effect, error: RoomError) -> None:
        """Let the hosts know what was refused; without its question the talk cannot go on, nor without its room."""
        if isinstance(error, NoChannel) and effect.kind not in DESK | ELSEWHERE:
            now = self._clock.now()
            await self._sessions.record(live, lambda session: decisions.lose_room(session, now))
        elif effect.kind is EffectKind.QUESTION:
            await self._stop(live, Cause.REFUSED, error)
        elif effect.kind in NAMES and live.session.phase in LIVING:
            now, words = self._clock.now(), self._words(live.session.pack.language)
            place = await self._performer.place(live, effect)
            detail = not_posted(effect, place, error.sentence(words), words)
            told = HostsTold(at=now, notice=Notice.NOT_POSTED, detail=detail)
            await self._sessions.record(live, lambda _: [told])

    async def _stop(self, live: Live, cause: Cause, error: RoomError) -> None:
        now, detail = self._clock.now(), error.sentence(self._words(live.session.pack.language))
        await self._sessions.record(live, lambda session: decisions.stop(session, cause, detail, now))

    def _note(self, lane: Lane, reason: str, *, needs_help: bool = False) -> Trouble:
        known = self._troubles.get(lane.key)
        failures = 1 + (known[1].failures if known else 0)
        pause = LONG_PAUSE if needs_help else PAUSES[min(failures, len(PAUSES)) - 1]
        trouble = Trouble(reason, failures, self._clock.now() + pause, needs_help)
        self._troubles[lane.key] = (lane, trouble)
        self._vitals.errors[lane.live.session.number] = reason
        log.warning("not visible yet: %s", reason, extra={"session": lane.live.session.number})
        return trouble


def _ids(live: Live, effect: Effect, message: int | None) -> dict[str, object]:
    return {"session": live.session.number, "question": effect.number, "message_id": message}
