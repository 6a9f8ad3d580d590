"""Gives hosts' messages the marks that they write themselves: "Decided: …" and "To do: …" go into the recap.

The menu *Use in the recap…* takes such a mark back, and then it stays off, whatever becomes of the message.
"""

import logging
from functools import partial

from bot.app.live.background import Background
from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.core.base.contribution import Contribution
from bot.core.base.errors import TchatError
from bot.core.record.talk.spoken_marks import spoken_mark
from bot.core.session import edits
from bot.core.session.facts import Fact, RecapMarked
from bot.core.session.recap_state import Choice, Mark
from bot.core.session.state import Session

log = logging.getLogger(__name__)


class SpokenMarks:
    """Marks in the background, as if the host had used the menu."""

    def __init__(self, live: LiveSessions, store: Store, clock: Clock) -> None:
        self._live = live
        self._store = store
        self._clock = clock
        self._background = Background("marks")

    def take(self, live: Live, said: Contribution) -> None:
        """Look at what was said or changed; what members write marks nothing."""
        if said.author.id in live.session.hosts and (mark := spoken_mark(said.text)) is not None:
            self._background.start(said.id, partial(self._mark, live, said, mark))

    async def idle(self) -> None:
        """Return when nothing is being marked."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off."""
        await self._background.close()

    async def _mark(self, live: Live, said: Contribution, mark: Mark) -> None:
        try:
            facts = await self._store.facts(live.session.number)
            if not any(isinstance(fact, RecapMarked) and fact.message == said.id for fact in facts):
                await self._live.record(live, partial(self._decide, said=said, mark=mark))
        except TchatError as error:
            log.warning("a host's mark is not in the recap: %s", error, extra={"session": live.session.number})

    def _decide(self, session: Session, *, said: Contribution, mark: Mark) -> list[Fact]:
        return edits.use(session, said.id, Choice(mark), self._clock.now(), said.author.id)
