"""Lets a language model propose lines for a recap's draft: once per session, in the background; nothing waits for it.

What it proposes is for the hosts alone until one of them accepts it. A model that does not answer costs a line in the
log: the recap stands without it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.app.live.background import Background
from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.language_model import READY, READY_SCHEMA, ModelError, Wording
from bot.app.ports.store import Store
from bot.app.reading.lines import Proposed, keep, proposed
from bot.app.reading.records import Records
from bot.core.base.errors import StoreError
from bot.core.record.recap import Recap
from bot.core.record.wording.checking import Unfit, line_from, read
from bot.core.record.wording.tasks import Task, headline_task, lead_task
from bot.core.session import edits
from bot.core.session.facts import Fact
from bot.core.session.state import Phase, Session
from bot.core.session.timetable import closes_at

log = logging.getLogger(__name__)

FAILURES = 3
"""After so many questions without an answer a model is not asked any more about this chat."""

WHOLE = timedelta(minutes=5)
"""How long, in real time, a model is asked about one recap in all; what it did not word by then it does not."""

WARM_UP = timedelta(minutes=5)
"""How long before the close a model is loaded."""

LANGUAGES = {"en": "English", "fi": "Finnish"}
"""What instructions, which are in English, call a chat's language."""


class Proposals:
    """Asks the model; `wording` is None where the operator has none."""

    def __init__(
        self, live: LiveSessions, store: Store, records: Records, clock: Clock, wording: Wording | None
    ) -> None:
        self._live = live
        self._store = store
        self._records = records
        self._clock = clock
        self._wording = wording
        self._cold: dict[int, datetime] = {}
        self._warmed: set[int] = set()
        self._background = Background("proposals")

    def look(self, live: Live) -> None:
        """Have lines proposed for a session whose draft hosts can work on, if that was not done before."""
        session = live.session
        if self._wording is None or not session.pack.timing.publish:
            return
        self._plan(session)
        if self._background.is_busy(session.number):
            return
        if edits.propose_lines(session, 0, self._clock.now()):
            self._background.start(session.number, partial(self._propose, live, self._wording))

    def _plan(self, session: Session) -> None:
        """Take in when the model is to be loaded: shortly before the close, and once."""
        number = session.number
        self._cold.pop(number, None)
        if session.phase is Phase.OPEN and number not in self._warmed:
            self._cold[number] = closes_at(session) - WARM_UP
        elif session.is_over:
            self._warmed.discard(number)

    def next_due(self) -> datetime | None:
        """Return when the model is to be loaded next."""
        return min(self._cold.values(), default=None)

    def refresh(self, now: datetime) -> None:
        """Load the model for the chats that are about to close: to load it can take longer than to answer."""
        due = [number for number, at in self._cold.items() if at <= now]
        for number in due:
            del self._cold[number]
            self._warmed.add(number)
        if due and self._wording is not None:
            self._background.start("warm-up", partial(_warm_up, self._wording))

    async def idle(self) -> None:
        """Return when no model is being asked."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off."""
        await self._background.close()

    async def trial(self, number: int) -> tuple[str, ...]:
        """Return what the model would propose for a session, as people read it; nothing is kept."""
        if self._wording is None:
            return ()
        recap = await self._records.recap(number)
        asking = _Asking(self._wording, recap, Proposed(), _not_kept)
        await asking.run(lambda: False)
        return tuple(line.worded(recap.summary) for line in asking.kept.lines)

    async def _propose(self, live: Live, wording: Wording) -> None:
        number = live.session.number
        try:
            recap = await self._records.recap(number)
            save = partial(keep, self._store, number)
            asking = _Asking(wording, recap, await proposed(self._store, number), save)
            try:
                async with asyncio.timeout(WHOLE.total_seconds()):
                    await asking.run(lambda: live.session.recap.published)
            except TimeoutError:
                log.warning(
                    "the model took too long: the recap stands without its other lines", extra={"session": number}
                )
            lines = len(asking.kept.lines)
            await self._live.record(live, partial(self._decide, lines=lines))
            log.info("the model proposed %d lines for the recap", lines, extra={"session": number})
        except StoreError as error:
            log.warning("the model's lines are not kept: %s", error, extra={"session": number})
        except Exception:
            log.exception("the model was not asked", extra={"session": number})

    def _decide(self, session: Session, *, lines: int) -> list[Fact]:
        return edits.propose_lines(session, lines, self._clock.now())


async def _warm_up(wording: Wording) -> None:
    """Let the model answer something small."""
    try:
        await wording.model.answer(READY, "{}", READY_SCHEMA)
    except ModelError as error:
        log.warning("the model may not be ready at the close: %s", error)
    except Exception:
        log.exception("the model was not loaded")


async def _not_kept(_: Proposed) -> None:
    """Keep nothing."""


class _Asking:
    """One round of questions to the model. `kept` is saved after each, so that a restart goes on where it was."""

    def __init__(
        self, wording: Wording, recap: Recap, kept: Proposed, save: Callable[[Proposed], Awaitable[None]]
    ) -> None:
        self.kept = kept
        self._wording = wording
        self._recap = recap
        self._save = save
        self._failures = 0

    async def run(self, is_over: Callable[[], bool]) -> None:
        """Ask for each headline, then for the lead, until it is over or the model has failed too often."""
        for part in self._recap.parts:
            task = headline_task(self._recap, part)
            if is_over() or self._failures == FAILURES:
                return
            if task and part.number not in self.kept.asked:
                await self._ask(task, self._wording.headline)
        task = lead_task(self._recap, [message for line in self.kept.lines for message in line.rests])
        if task and None not in self.kept.asked and not is_over() and self._failures < FAILURES:
            await self._ask(task, self._wording.lead)

    async def _ask(self, task: Task, template: str) -> None:
        """Ask for one line, and once more if what comes cannot stand."""
        instructions = template.replace("{language}", LANGUAGES.get(task.language, task.language))
        where = {"session": self._recap.head.number, "question": task.number}
        lines = self.kept.lines
        try:
            for refused in ("", "once more"):
                said = await self._wording.model.answer(instructions, task.data, task.schema)
                try:
                    lines = (*lines, line_from(read(said, task), task, self._wording.model.name))
                    break
                except Unfit as unfit:
                    log.info("a line of the model was dropped%s: %s", refused and " again", unfit, extra=where)
                    instructions += f"\n\nYour last answer was refused: {unfit}."
        except ModelError as error:
            self._failures += 1
            log.warning("the recap stands without this line: %s", error, extra=where)
        self.kept = replace(self.kept, asked=(*self.kept.asked, task.number), lines=lines)
        await self._save(self.kept)
