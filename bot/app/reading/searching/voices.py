"""Whose answers others built on, across the chats of a server: for organisers, of those who let themselves be found.

Nobody is ranked or counted: people come by their names, with their own words. Which answers others built on is what
the chats' summaries say; the words are read from the record each time, so what is deleted or edited is so here.
"""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.app.reading.records import Record, Records
from bot.core.record.transcript import Entry
from bot.core.session.listing import Listed

READ_AT_ONCE = 8
"""How many chats are looked through for one page; the others follow when it is asked for again."""

REMEMBERED = timedelta(minutes=30)
MOST_REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class Spoken:
    """An answer on which others built, in its record; `question` is the number of what it answers."""

    listed: Listed
    record: Record
    entry: Entry
    question: int


@dataclass(frozen=True, slots=True)
class Voice:
    """A person, and what they said on which others built, the newest first."""

    name: str
    spoken: Sequence[Spoken]


class Voices:
    """Finds voices among the sessions that somebody sees in full."""

    def __init__(self, store: Store, records: Records, clock: Clock) -> None:
        self._store = store
        self._records = records
        self._clock = clock
        self._built_on: OrderedDict[int, tuple[datetime, frozenset[int]]] = OrderedDict()
        self._reading = asyncio.Lock()

    async def among(self, sessions: Sequence[Listed]) -> tuple[list[Voice], int]:
        """Return the voices, and how many sessions were not looked through yet."""
        findable = {guild: await self._store.findable(guild) for guild in {each.room.guild for each in sessions}}
        spoken: defaultdict[tuple[int, int], list[Spoken]] = defaultdict(list)
        left, read = 0, 0
        async with self._reading:
            for listed in sorted(sessions, key=lambda each: -each.number):
                people = findable[listed.room.guild]
                if not listed.closed_at or not people:
                    continue
                theirs = set(await self._store.said_by(listed.number, people))
                if not theirs:
                    continue
                if not self._is_known(listed.number):
                    if read == READ_AT_ONCE:
                        left += 1
                        continue
                    read += 1
                for each in await self._spoken(listed, theirs):
                    spoken[listed.room.guild, each.entry.contribution.author.id].append(each)
        return _by_name(spoken), left

    def _is_known(self, number: int) -> bool:
        known = self._built_on.get(number)
        return known is not None and self._clock.now() < known[0]

    async def _spoken(self, listed: Listed, theirs: set[int]) -> list[Spoken]:
        if not self._is_known(listed.number):
            summary = await self._records.summary(listed.number)
            quotes = [quote for section in summary.sections for quote in section.quotes if quote.taken_up]
            self._built_on[listed.number] = self._clock.now() + REMEMBERED, frozenset(quote.id for quote in quotes)
            if len(self._built_on) > MOST_REMEMBERED:
                self._built_on.popitem(last=False)
        found = sorted(self._built_on[listed.number][1] & theirs, reverse=True)
        if not found:
            return []
        record = (await self._records.transcript(listed.number)).placed(f"/sessions/{listed.number}/m/")
        there = [message for message in found if message in record.filings]
        return [
            Spoken(listed, record, entry, entry.filing.question)
            async for entry in record.entries(there)
            if entry.filing.question is not None
        ]


def _by_name(spoken: Mapping[tuple[int, int], Sequence[Spoken]]) -> list[Voice]:
    voices = [Voice(each[0].entry.contribution.author.name, each) for each in spoken.values()]
    return sorted(voices, key=lambda voice: voice.name.casefold())
