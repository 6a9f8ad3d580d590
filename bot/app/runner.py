"""Waits for the next due step of any session and performs it. Nothing about time is kept anywhere but in facts.

Whatever makes a step late, after a restart or at any other time, is here: the room cannot be reached yet (`run`), what
was missed is being reread (`PATIENCE`), or the last try failed (`_not_before`). A step that is later than `allowed`
(`_circumstances`) is not performed: `decisions.perform` stops the chat then, and asks its hosts.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.app.delivery.board import Bulletin
from bot.app.delivery.lanes import Delivery
from bot.app.intake.attachments import AttachmentKeeper
from bot.app.intake.catch_up import Catchup
from bot.app.intake.collector import Collector
from bot.app.live.agenda import Agenda
from bot.app.live.background import Background
from bot.app.live.happenings import Happenings
from bot.app.live.sessions import Live, LiveSessions
from bot.app.live.vitals import Vitals
from bot.app.moderating.casebook import Casebook
from bot.app.planning.slot_keeper import SlotKeeper
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Abilities, Unsure
from bot.app.reading.proposals import Proposals
from bot.app.reading.recaps import Recaps
from bot.app.reading.revisions import Revisions
from bot.core.base.errors import StoreError
from bot.core.session import decisions
from bot.core.session.decisions import Circumstances
from bot.core.session.facts import Cause, Fact, HostsTold, Notice, Opened
from bot.core.session.state import Session
from bot.core.session.timetable import Step, StepKind, next_step

log = logging.getLogger(__name__)

AFTER_FAILURE = timedelta(seconds=2)

PATIENCE = 10.0
"""How many real seconds a due step waits until what was missed is reread."""

UNREAD = timedelta(minutes=1)
"""How long after a reread that failed the record is tried to be closed again."""

LONGEST_UNREAD = timedelta(days=1)
"""How long a record is kept open for the sake of what cannot be reread."""
REHEARSAL_LATENESS = timedelta(minutes=1)
"""A rehearsal's questions may last a second; it does not stop because another chat's summary took two."""


class Runner:
    """The one loop that time drives: steps, retries of posts, boards, rereads.

    `allowed` is how late a step may be performed without asking; None means one question's length.
    """

    def __init__(
        self,
        live: LiveSessions,
        happenings: Happenings,
        collector: Collector,
        delivery: Delivery,
        bulletin: Bulletin,
        catchup: Catchup,
        casebook: Casebook,
        attachments: AttachmentKeeper,
        room: Room,
        clock: Clock,
        store: Store,
        recaps: Recaps,
        revisions: Revisions,
        proposals: Proposals,
        slots: SlotKeeper,
        vitals: Vitals,
        allowed: timedelta | None,
    ) -> None:
        self._live = live
        self._happenings = happenings
        self._collector = collector
        self._delivery = delivery
        self._bulletin = bulletin
        self._catchup = catchup
        self._casebook = casebook
        self._attachments = attachments
        self._room = room
        self._clock = clock
        self._store = store
        self._recaps = recaps
        self._revisions = revisions
        self._proposals = proposals
        self._slots = slots
        self._allowed = allowed
        self._steps = Background("step")
        self._agenda = Agenda()
        self._not_before: dict[int, datetime] = {}
        self._wake = asyncio.Event()
        self._rests = False
        self._vitals = vitals

    def wake(self, _: object = None) -> None:
        """Look again at what is due: something changed."""
        self._wake.set()

    def plan(self, live: Live) -> None:
        """Take in when the next step of a session is due: it changed, or was just taken up."""
        number = live.session.number
        step = self._next(live)
        self._agenda.set(number, None if step is None else max(step.due, self._not_before.get(number, step.due)))
        self.wake()

    def next_due(self) -> datetime | None:
        """Return when something is due next; None if nothing is, whatever time brings."""
        first = (self._delivery, self._bulletin, self._casebook, self._revisions, self._proposals)
        parts = (*first, self._happenings, self._catchup, self._collector, self._slots)
        dues = (self._agenda.next_due(), self._attachments.next_due(), *(part.next_due() for part in parts))
        return min((due for due in dues if due is not None), default=None)

    async def tick(self) -> None:
        """Set going whatever is due now."""
        if self._rests:
            return
        now = self._clock.now()
        for number in self._agenda.take(now):
            live = self._live.get(number)
            step = self._next(live) if live else None
            if live and step and not self._steps.is_busy(number):  # what is busy is planned again when it is done
                self._steps.start(number, partial(self._perform, live, step))
        self._happenings.retry(now)
        self._delivery.retry(now)
        self._bulletin.refresh(now)
        self._casebook.refresh(now)
        self._revisions.refresh(now)
        self._proposals.refresh(now)
        self._catchup.retry(now)
        self._attachments.retry(now)
        await self._collector.retry(now)
        await self._slots.tick(now)

    async def run(self, reachable: asyncio.Event | None = None) -> None:
        """Tick whenever something is due, until cancelled; with an event, not before the room can be reached."""
        if reachable:
            await reachable.wait()
        while True:
            await self.tick()
            await self._clock.wait(self.next_due(), self._wake)

    def rest(self) -> None:
        """Set nothing going any more: another process does."""
        self._rests = True

    async def idle(self) -> None:
        """Return when no step is being performed."""
        await self._steps.idle()

    async def close(self) -> None:
        """Break off."""
        await self._steps.close()

    def _next(self, live: Live) -> Step | None:
        return next_step(live.session)

    async def _perform(self, live: Live, step: Step) -> None:
        number = live.session.number
        try:
            if not await self._is_prepared(live, step):
                self._not_before[number] = self._clock.now() + UNREAD
                return
            given = await self._circumstances(live, step)
            now = self._clock.now()
            await self._live.record(live, partial(self._decide, step=step, now=now, given=given))
        except Unsure as error:
            log.warning("%s waits: %s", step.kind, error, extra={"session": number})
            self._not_before[number] = self._clock.now() + AFTER_FAILURE
        except StoreError as error:
            log.error("%s waits for the record: %s", step.kind, error, extra={"session": number})
            self._vitals.errors[number] = str(error)
            self._not_before[number] = self._clock.now() + AFTER_FAILURE
        except Exception:
            log.exception("%s failed", step.kind, extra={"session": number})
            self._vitals.errors[number] = f"{step.kind} failed"
            self._not_before[number] = self._clock.now() + AFTER_FAILURE
        else:
            self._not_before.pop(number, None)
            self._vitals.lateness[number] = max(timedelta(), now - step.due)
            log.info("%s", step.kind, extra={"session": number, "question": step.number})
        finally:
            self.plan(live)

    async def _is_prepared(self, live: Live, step: Step) -> bool:
        """Have the record brought up to date for a step, for a while; only the last one can wait for longer."""
        match step.kind:
            case StepKind.SUMMARISE | StepKind.PUBLISH:
                await self._catchup.is_reread(live, step.due, PATIENCE)
            case StepKind.ARCHIVE:
                return await self._catchup.is_complete(live, step.due) or self._clock.now() - step.due > LONGEST_UNREAD
            case _:
                await self._catchup.is_current(live, PATIENCE)
        return True

    async def _circumstances(self, live: Live, step: Step) -> Circumstances:
        session = live.session
        allowed = self._allowed or session.pack.timing.question
        given = Circumstances(max(allowed, REHEARSAL_LATENESS) if session.rehearsal else allowed)
        if step.kind is StepKind.REMIND and not session.rehearsal:
            people = await self._store.to_remind(session.room.channel, session.number)
            return replace(given, people=len(people))
        if step.kind in (StepKind.SUMMARISE, StepKind.PUBLISH, StepKind.ARCHIVE):
            answers, digest = await self._recaps.look(live)
            return replace(given, answers=answers, digest=digest, channel=await self._recaps.channel(live))
        return given

    def _decide(self, session: Session, *, step: Step, now: datetime, given: Circumstances) -> list[Fact]:
        if next_step(session) != step:
            return []  # somebody was faster
        facts = decisions.perform(session, step, now, given)
        if isinstance(facts[0], Opened):
            return self._opening(session, facts, now)
        return facts

    def _opening(self, session: Session, facts: list[Fact], now: datetime) -> list[Fact]:
        """Look at the room before it opens: hold back what cannot be posted, name what is missing.

        Whoever starts a chat at once has just been told the latter.
        """
        abilities: Abilities = self._room.abilities(session.room.channel)
        if not abilities.known:
            raise Unsure("the room cannot be seen")
        names = ", ".join(abilities.missing)
        if not abilities.can_post:
            return decisions.stop(session, Cause.REFUSED, names, now)
        if abilities.missing and session.was_set_ahead:
            facts.append(HostsTold(at=now, notice=Notice.PERMISSIONS, detail=names))
        return facts
