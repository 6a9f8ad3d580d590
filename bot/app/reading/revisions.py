"""Keeps recaps true: what changes after the draft makes it anew, and after the publishing the next revision.

Late answers, edits, deletions, erasures and hosts' changes count alike, also long after the record was completed.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.app.live.background import Background
from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.app.reading.recaps import Recaps
from bot.core.base.errors import StoreError
from bot.core.session import edits
from bot.core.session.facts import Fact
from bot.core.session.state import Phase, Session

log = logging.getLogger(__name__)

DRAFT_REST = timedelta(seconds=5)
REST = timedelta(seconds=20)
"""How long after a change the draft, or the published recap, follows: several changes make one revision."""

AGAIN = timedelta(seconds=20)
"""How long after a failure it is tried again."""

BEHIND = "recap that is behind: "
"""With a session's number, the key under which it is noted for a restart that its recap has to be looked at."""


class Revisions:
    """Looks at recaps some time after something changed that they may rest on.

    `planned` listeners are called when there is a recap to be looked at that was not before, so not by every message.
    """

    def __init__(self, live: LiveSessions, store: Store, recaps: Recaps, clock: Clock) -> None:
        self._live = live
        self._store = store
        self._recaps = recaps
        self._clock = clock
        self._due: dict[int, datetime] = {}
        self._past: set[int] = set()
        self._expected: dict[int, int] = {}
        self._background = Background("revision")
        self.planned: list[Callable[[], None]] = []

    async def load(self) -> None:
        """Take up what a restart interrupted."""
        for key in await self._store.noted(BEHIND):
            number = int(key.removeprefix(BEHIND))
            row = await self._store.row(number)
            if row and self._live.share.has(row.room.guild):
                self._past.add(number)
                self._due.setdefault(number, self._clock.now())

    def touch(self, live: Live) -> None:
        """Note that the record of a session changed, if it has a recap already."""
        session = live.session
        if session.recap.is_made:
            rest = REST if session.recap.published else DRAFT_REST
            self._plan(session.number, rest)

    def decided(self, live: Live) -> None:
        """Note that something was decided in a session, unless that is what was done here."""
        if self._expected.get(live.session.number) != live.session.facts:
            self.touch(live)

    def relieved(self, _: bool) -> None:
        """Note that what waited is written: the record is not what it was when it was looked at."""
        for live in self._live:
            self.touch(live)

    def behind(self, number: int) -> None:
        """Note that something changed in the record of a session, be it completed long ago."""
        self._plan(number, REST)
        if number not in self._past and self._live.get(number) is None:
            self._past.add(number)
            self._background.start(_key(number), partial(self._note, number, "yes"))

    def next_due(self) -> datetime | None:
        """Return when the next recap is to be looked at."""
        return min((due for number, due in self._due.items() if not self._background.is_busy(number)), default=None)

    def refresh(self, now: datetime) -> None:
        """Begin to look at the recaps whose time has come."""
        for number, due in list(self._due.items()):
            if due <= now and not self._background.is_busy(number):
                del self._due[number]
                self._background.start(number, partial(self._look, number))

    async def idle(self) -> None:
        """Return when no recap is being looked at."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off."""
        await self._background.close()

    def _plan(self, number: int, rest: timedelta) -> None:
        if number not in self._due:
            self._due[number] = self._clock.now() + rest
            for listener in self.planned:
                listener()

    async def _look(self, number: int) -> None:
        try:
            live = await self._live.take_up(number)
            answers, digest = await self._recaps.look(live)
            now = self._clock.now()
            revised = await self._live.record(live, partial(self._decide, answers=answers, digest=digest, now=now))
            if live.session.phase in (Phase.ARCHIVED, Phase.CANCELLED) and not revised:
                self._live.forget(live)  # else delivery does, when the room shows it
            if number in self._past:
                self._past.discard(number)
                await self._note(number, "")
        except StoreError as error:
            log.warning("a recap was not looked at: %s", error, extra={"session": number})
            self._plan(number, AGAIN)
        except Exception:
            log.exception("a recap was not looked at", extra={"session": number})
            self._plan(number, AGAIN)

    def _decide(self, session: Session, *, answers: int, digest: str, now: datetime) -> Sequence[Fact]:
        facts = edits.revise_recap(session, answers, digest, now)
        self._expected[session.number] = session.facts + len(facts)
        return facts

    async def _note(self, number: int, value: str) -> None:
        try:
            await self._store.note(_key(number), value)
        except StoreError as error:
            log.warning("that a recap is behind was not noted: %s", error, extra={"session": number})


def _key(number: int) -> str:
    return f"{BEHIND}{number}"
