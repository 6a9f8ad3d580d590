"""What people ask to see: a host's status, a member's "where are we?"."""

from collections import Counter

from bot.app.delivery import Delivery
from bot.app.live import LiveSessions
from bot.app.ports import Store
from bot.core.cards import Stand
from bot.core.filing import file_all, landmarks
from bot.core.session import Session
from bot.core.status import Health, status, where_are_we
from bot.core.words import Words


class Overview:
    """Looks at sessions without changing anything."""

    def __init__(self, live: LiveSessions, store: Store, delivery: Delivery) -> None:
        self._live = live
        self._store = store
        self._delivery = delivery

    async def counts(self, stand: Stand) -> Counter[int]:
        """Return how many answers each question has."""
        session = stand.session
        marks = landmarks(session, stand.cards(), stand.closing())
        filings = file_all(await self._store.traces(session.number), marks, session.rulings)
        return Counter(f.question for f in filings.values() if f.is_answer and f.question is not None)

    async def status(self, session: Session, words: Words) -> str:
        """Return the text of a host's panel."""
        stand = (await self._live.take_up(session.number)).stand
        trouble = self._delivery.trouble(session.number)
        health = Health(self._store.backlog, trouble.reason if trouble else None)
        return status(stand, await self.counts(stand), health, words)

    async def where_are_we(self, session: Session, language: str, words: Words) -> str:
        """Return what a member sees who asks for the question."""
        return where_are_we((await self._live.take_up(session.number)).stand, language, words)
