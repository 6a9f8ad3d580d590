"""Brings the room up to what was decided: one effect at a time, in order, each marked done after it is visible.

The room's posts, the questions' threads and the host desk are three lanes: none waits for what cannot be shown in
another. A thread that cannot be made is tried again for as long as its question runs; meanwhile members answer in the
channel.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import takewhile

from bot.app.delivery.performing import Performer
from bot.app.live.background import Background
from bot.app.live.sessions import Live, LiveSessions
from bot.app.live.vitals import Vitals
from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.app.ports.values import Gone, NoChannel, NoDesk, Pending, Unreadable, Unsure
from bot.core.base.errors import RoomError, StoreError
from bot.core.base.place import Servers, everywhere
from bot.core.base.words import N_, WordsIn
from bot.core.posts.hosting.troubles import NAMES, not_posted
from bot.core.session import decisions
from bot.core.session.effects.base import Effect, Lane
from bot.core.session.effects.cases import CaseCard
from bot.core.session.effects.room import EditCard, QuestionCard, StartThread, of_words
from bot.core.session.facts import Cause, HostsTold, Notice
from bot.core.session.fold import LIVING
from bot.core.session.state import Phase

log = logging.getLogger(__name__)

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 15))
"""How long to wait after the first, second … failure in a row; the last one from then on."""

LONG_PAUSE = timedelta(minutes=1)
"""How long to wait where somebody has to change a setting first, unless something happens in the session before."""

TRIES_FOR_CHANGES = 4
"""How often an edit or a pin is tried before the talk goes on without it."""

TRIES_FOR_THREADS = 3
"""How often a thread is tried before its card asks for answers in the channel."""

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


@dataclass(frozen=True, slots=True)
class Queue:
    """What is delivered one after another: the effects of one lane of a session."""

    live: Live
    lane: Lane

    @property
    def key(self) -> tuple[int, Lane]:
        return self.live.session.number, self.lane

    def next(self, pending: Sequence[Pending]) -> Sequence[Pending]:
        """Return what is next; a thread waits for the card that it is made from, until that has landed or was refused.

        What was committed this very moment waits until the session in memory has it, too: whoever committed it kicks
        then. Shown from the session as it was before, it would be out of date for good.

        That is one effect, or as many cards of cases as stand one after another and were not begun: an attack makes
        hundreds of them, and the outbox would be read anew for each.
        """
        cards = {each.effect.number for each in pending if isinstance(each.effect, QuestionCard)}
        known = self.live.session.facts
        mine = [each for each in pending if each.effect.lane is self.lane and each.effect.fact <= known]
        made = self.live.lost_questions.union(self.live.cards.values()) - cards
        ready = [e for e in mine if not isinstance(e.effect, StartThread) or e.effect.number in made]
        return list(takewhile(lambda e: isinstance(e.effect, CaseCard) and e.claim is None, ready)) or ready[:1]


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
        self._background = Background("delivery")
        self._troubles: dict[tuple[int, Lane], tuple[Queue, Trouble]] = {}
        self._unsure: set[tuple[int, Lane]] = set()
        self._vitals = vitals
        self.landed: list[Callable[[Live], None]] = []
        self.rested: list[Callable[[Live], None]] = []
        self.refused: list[Callable[[Live, Effect], None]] = []

    def kick(self, live: Live) -> None:
        """Begin to deliver what is planned for a session, unless it waits for a retry.

        What waits for somebody's help is tried at once: whoever let the chat go on may have given it.
        """
        for queue in (Queue(live, lane) for lane in Lane):
            _, trouble = self._troubles.get(queue.key, (queue, None))
            if trouble is None or (trouble.needs_help and not self._background.is_busy(queue.key)):
                self._background.start(queue.key, partial(self._deliver, queue))

    def retry(self, now: datetime | None, servers: Servers = everywhere) -> None:
        """Try again where the time for it has come, or everywhere on these servers if no time is given.

        Then also where a try is on: it may have begun before the room was in reach again.
        """
        for queue, trouble in list(self._troubles.values()):
            if now is None:
                again = servers(queue.live.session.room.guild)
            else:
                again = trouble.again_at <= now and not self._background.is_busy(queue.key)
            if again:
                self._background.start(queue.key, partial(self._deliver, queue))

    def next_due(self) -> datetime | None:
        """Return when the next retry is due."""
        waiting = (t.again_at for queue, t in self._troubles.values() if not self._background.is_busy(queue.key))
        return min(waiting, default=None)

    async def show_words(self, live: Live) -> None:
        """Show a session's questions anew, after words in them were erased; `Unsure` where that must be tried again."""
        for effect in of_words(live.session):
            try:
                await self._performer.perform(live, Pending(effect))
                if isinstance(effect, EditCard):
                    await self._performer.name_thread(live, effect.number)
            except RoomError as error:  # what shows it is gone, or may not be changed
                log.warning("%s was not done after an erasure: %s", effect.key, error, extra=_ids(live, effect, None))

    async def idle(self) -> None:
        """Return when everything that can be delivered now is delivered."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off; what was begun is taken up again by the next start."""
        await self._background.close()

    async def _deliver(self, queue: Queue) -> None:
        number = queue.live.session.number
        try:
            if queue.key in self._unsure:
                await self._sessions.refresh(queue.live)
                self._unsure.discard(queue.key)
                self.kick(queue.live)  # another lane may wait for what was shown
            while following := queue.next(await self._store.pending(number)):
                for pending in following:
                    if not await self._one(queue, pending):
                        return
            self._forget_trouble(queue)
            if queue.live.session.phase in (Phase.ARCHIVED, Phase.CANCELLED) and not await self._store.pending(number):
                self._sessions.forget(queue.live)
        except StoreError as error:
            self._unsure.add(queue.key)  # it may be written all the same
            self._note(queue, str(error))
        except Exception as error:
            log.exception("delivery failed", extra={"session": number})
            self._note(queue, f"{type(error).__name__}: {error}")
        finally:
            for listener in self.rested:
                listener(queue.live)

    async def _one(self, queue: Queue, pending: Pending) -> bool:
        """Perform one effect; return whether to go on with the next."""
        live, effect = queue.live, pending.effect
        try:
            message = await self._performer.perform(live, pending)
        except Unsure as error:
            trouble = self._note(queue, str(error))
            if isinstance(effect, StartThread):
                return await self._without_thread(queue, effect, trouble, RoomError(NO_ANSWER, reason=error))
            if not effect.is_change or trouble.failures < TRIES_FOR_CHANGES:
                return False
            await self._give_up(live, effect, str(error))
        except Unreadable as error:
            self._note(queue, str(error), needs_help=True)
            await self._stop(live, Cause.UNREADABLE, error)
            return False
        except RoomError as error:
            if isinstance(effect, StartThread) and not isinstance(error, Gone):
                return await self._without_thread(queue, effect, self._note(queue, str(error), needs_help=True), error)
            waits = effect.lane is Lane.DESK and not effect.may_be_refused and not isinstance(error, NoDesk)
            if waits and live.session.phase in LIVING:
                self._note(queue, str(error), needs_help=True)
                return False
            await self._give_up(live, effect, str(error))
            await self._tell(live, effect, error)
        else:
            await self._store.done(live.session.number, effect, message)
            if message is not None:
                self._sessions.land(live, effect, message)
            log.info("%s done", effect.key, extra=_ids(live, effect, message))
            if isinstance(effect, StartThread):
                await self._note_thread(live, effect, Notice.THREAD_MADE)
        if isinstance(effect, QuestionCard):
            self.kick(live)  # the lane of threads waits for cards
        self._forget_trouble(queue)
        for listener in self.landed:
            listener(live)
        return True

    async def _without_thread(self, queue: Queue, effect: StartThread, trouble: Trouble, error: RoomError) -> bool:
        """Let members answer in the channel until a thread can be made; return whether it is given up.

        That is when its question is over. The card and the hosts are told once it has failed a few times.
        """
        live = queue.live
        if live.session.current != effect.number or not live.session.is_running:
            await self._give_up(live, effect, str(error))
            self._forget_trouble(queue)
            return True
        if trouble.needs_help or trouble.failures >= TRIES_FOR_THREADS:
            await self._note_thread(live, effect, Notice.NO_THREAD, error)
        return False

    async def _note_thread(
        self, live: Live, effect: StartThread, notice: Notice, error: RoomError | None = None
    ) -> None:
        now = self._clock.now()
        detail = error.sentence(self._words(live.session.pack.language)) if error else ""
        news = partial(decisions.miss_thread, notice=notice, number=effect.number, detail=detail, now=now)
        await self._sessions.record(live, news)

    async def _give_up(self, live: Live, effect: Effect, reason: str) -> None:
        log.warning("%s given up: %s", effect.key, reason, extra=_ids(live, effect, None))
        self._vitals.errors[live.session.number] = reason
        self._vitals.failures["refused"] += 1
        await self._store.give_up(live.session.number, effect, reason)
        live.lost.add(effect)
        for listener in self.refused:
            listener(live, effect)

    async def _tell(self, live: Live, effect: Effect, error: RoomError) -> None:
        """Let the hosts know what was refused; without its question the talk cannot go on, nor without its room."""
        if isinstance(error, NoChannel) and effect.lane is Lane.ROOM and not effect.in_thread:
            now = self._clock.now()
            await self._sessions.record(live, lambda session: decisions.lose_room(session, now))
        elif isinstance(effect, QuestionCard):
            await self._stop(live, Cause.REFUSED, error)
        elif type(effect) in NAMES and live.session.phase in LIVING:
            now = self._clock.now()
            words = self._words(live.session.pack.language)
            place = await self._performer.place(live, effect)
            detail = not_posted(effect, place, error.sentence(words), words)
            told = HostsTold(at=now, notice=Notice.NOT_POSTED, detail=detail)
            await self._sessions.record(live, lambda _: [told])

    async def _stop(self, live: Live, cause: Cause, error: RoomError) -> None:
        now = self._clock.now()
        detail = error.sentence(self._words(live.session.pack.language))
        await self._sessions.record(live, lambda session: decisions.stop(session, cause, detail, now))

    def _forget_trouble(self, queue: Queue) -> None:
        self._troubles.pop(queue.key, None)
        if queue.lane is Lane.ROOM:
            self._vitals.troubles.pop(queue.live.session.number, None)

    def _note(self, queue: Queue, reason: str, *, needs_help: bool = False) -> Trouble:
        known = self._troubles.get(queue.key)
        failures = 1 + (known[1].failures if known else 0)
        pause = LONG_PAUSE if needs_help else PAUSES[min(failures, len(PAUSES)) - 1]
        trouble = Trouble(reason, failures, self._clock.now() + pause, needs_help)
        self._troubles[queue.key] = (queue, trouble)
        if queue.lane is Lane.ROOM:
            self._vitals.troubles[queue.live.session.number] = reason
        self._vitals.errors[queue.live.session.number] = reason
        self._vitals.failures["tried again"] += 1
        log.warning("not visible yet: %s", reason, extra={"session": queue.live.session.number})
        return trouble


def _ids(live: Live, effect: Effect, message: int | None) -> dict[str, object]:
    return {"session": live.session.number, "about": effect.about, "message_id": message}
