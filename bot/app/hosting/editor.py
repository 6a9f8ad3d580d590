"""What is said about single contributions: filing, featuring, leaving out.

Hosts may do all of it; authors may file their own answers and leave them out of the record.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.core.base.contribution import Person
from bot.core.base.errors import NotFound, Refused
from bot.core.base.words import N_
from bot.core.session import edits
from bot.core.session.facts import Fact
from bot.core.session.recap_state import Choice
from bot.core.session.state import Ruling, Session

Request = Callable[[Session, datetime], Sequence[Fact]]


class Editor:
    """Rules on contributions, in sessions that are on and in those that ended long ago."""

    def __init__(self, live: LiveSessions, store: Store, clock: Clock) -> None:
        self._live = live
        self._store = store
        self._clock = clock

    async def session_of(self, message: int) -> Session:
        """Return the session in whose record a message is; raise `NotFound` if it is in none."""
        return (await self._live_of(message)).session

    async def file(
        self, message: int, number: int | None, by: Person, *, is_host: bool, key: str | None = None
    ) -> Ruling:
        """File a contribution under a question that was asked, or under none."""
        await self._must_be_theirs(message, by, is_host)
        if not is_host and number is not None:
            edits.must_be_open(await self.session_of(message), number)
        return await self._rule(message, by, key, lambda s, now: edits.file_answer(s, message, number, now, by.id))

    async def use(self, message: int, choice: Choice, by: Person, key: str | None = None) -> Session:
        """Use a contribution in the recap: feature it, mark it, do not quote it. Only hosts may ask for it."""
        await self._rule(message, by, key, lambda s, now: edits.use(s, message, choice, now, by.id))
        return await self.session_of(message)

    async def leave_out(self, message: int, by: Person, *, is_host: bool, key: str | None = None) -> Ruling:
        """Leave a contribution out of the record, or take it back in."""
        await self._must_be_theirs(message, by, is_host)
        return await self._rule(message, by, key, lambda s, now: edits.leave_out(s, message, now, by.id))

    async def _live_of(self, message: int) -> Live:
        number = await self._store.session_of(message)
        if number is None:
            raise NotFound(N_("This message is not part of a chat's record."))
        return await self._live.take_up(number)

    async def _must_be_theirs(self, message: int, by: Person, is_host: bool) -> None:
        number = (await self.session_of(message)).number
        if not is_host and await self._store.author_of(number, message) != by.id:
            raise Refused(N_("Only its author or a host can do that."))

    async def _rule(self, message: int, by: Person, key: str | None, request: Request) -> Ruling:
        live = await self._live_of(message)
        now = self._clock.now()
        await self._live.record(live, lambda session: request(session, now), key)
        await self._store.know(live.session.number, by)
        return live.session.rulings.get(message, Ruling())
