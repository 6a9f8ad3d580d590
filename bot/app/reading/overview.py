"""What people ask to see: a host's status, a member's "where are we?"."""

from collections import Counter
from datetime import timedelta

from bot.app.intake.collector import Collector
from bot.app.live.counting import answers_of
from bot.app.live.sessions import LiveSessions
from bot.app.live.vitals import Vitals
from bot.app.ports.store import Store
from bot.core.base.words import Words
from bot.core.posts.hosting.status import Health, status, where_are_we, where_the_recap_is
from bot.core.session.landed import Stand
from bot.core.session.state import Session


class Overview:
    """Looks at sessions without changing anything."""

    def __init__(self, live: LiveSessions, store: Store, collector: Collector, vitals: Vitals) -> None:
        self._live = live
        self._collector = collector
        self._vitals = vitals
        self._store = store

    async def counts(self, stand: Stand) -> Counter[int]:
        """Return how many answers each question has."""
        return await answers_of(self._store, stand)

    async def status(self, session: Session, words: Words) -> str:
        """Return the text of a host's panel."""
        stand = (await self._live.take_up(session.number)).stand
        health = Health(
            lateness=self._vitals.lateness.get(session.number, timedelta()).total_seconds(),
            backlog=self._store.backlog + self._collector.waiting,
            trouble=self._vitals.troubles.get(session.number),
            last_error=self._vitals.errors.get(session.number),
        )
        return status(stand, await self.counts(stand), health, words)

    async def recap_of(self, number: int, words: Words) -> str | None:
        """Return where the recap of a session is, without keeping the session in memory; None if there is none."""
        stored = await self._store.load(number)
        return next(iter(where_the_recap_is(Stand(stored.session, stored.landed), words)), None)

    async def where_are_we(self, session: Session, language: str, words: Words) -> str:
        """Return what a member sees who asks for the question."""
        return where_are_we((await self._live.take_up(session.number)).stand, language, words)
