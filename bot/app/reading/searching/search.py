"""A search in the sessions that somebody sees in full."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Mapping, Sequence, Set
from dataclasses import dataclass

from bot.app.ports.store import Store
from bot.app.ports.values import Place
from bot.app.reading.records import Record, Records
from bot.core.record.transcript import Entry
from bot.core.requests.searching import Query
from bot.core.session.listing import Listed

MOST_HITS = 10
"""How many hits are on a page."""

FIRST = 16
"""In how many sessions is looked first; where that is not enough, in four times as many, and so on."""

ROWS = 60
"""How many texts are looked through before others get a turn."""

LIMIT = 0.5
"""How many seconds a search may take."""

NEWEST: Place = (2**63 - 1, 2**63 - 1)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was said and has what is searched for; `question` is None outside the questions."""

    listed: Listed
    record: Record
    entry: Entry
    question: int | None

    @property
    def place(self) -> Place:
        """From where the search goes on after it."""
        return self.listed.number, self.entry.contribution.id


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; with `stopped`, it took too long to look at everything."""

    hits: Sequence[Hit]
    goes_on: bool = False
    stopped: bool = False


async def search(store: Store, records: Records, among: AsyncIterator[Listed], query: Query, before: Place) -> Found:
    """Return what was said in sessions, which come newest first, that has all words of a query, the newest first."""
    hits: list[Hit] = []
    if not query.words and not query.by:
        return Found(hits)
    try:
        async with asyncio.timeout(LIMIT):
            async for group in _grouped(among):
                async for hit in _hits(store, records, group, query, before):
                    if len(hits) == MOST_HITS:
                        return Found(hits, goes_on=True)
                    hits.append(hit)
    except TimeoutError:
        return Found(hits, goes_on=bool(hits), stopped=True)
    return Found(hits)


async def _grouped(among: AsyncIterator[Listed]) -> AsyncIterator[Mapping[int, Listed]]:
    """Yield sessions in larger and larger groups, so that a common word is not looked for everywhere."""
    group: dict[int, Listed] = {}
    size = FIRST
    async for each in among:
        group[each.number] = each
        if len(group) == size:
            yield group
            group, size = {}, size * 4
    if group:
        yield group


async def _hits(
    store: Store, records: Records, group: Mapping[int, Listed], query: Query, before: Place
) -> AsyncIterator[Hit]:
    while rows := await store.texts_with(list(group), query, before, ROWS):
        said = [row[:2] for row in rows if query.is_in(unicodedata.normalize("NFC", row[2]))]
        for start in range(0, len(said), MOST_HITS + 1):
            page = said[start : start + MOST_HITS + 1]
            record_of = await _records_of(records, {number for number, _ in page})
            for number, message in page:
                record = record_of[number]
                filing = record.filings.get(message)
                if filing is not None:  # what is held or left out is not in the record
                    question = filing.question if filing.is_answer else None
                    async for entry in record.entries([message]):
                        if query.is_by(entry.contribution.author.name):
                            yield Hit(group[number], record, entry, question)
        before = rows[-1][:2]


async def _records_of(records: Records, numbers: Set[int]) -> Mapping[int, Record]:
    """Return the records of sessions, each with links to its page."""
    read = await asyncio.gather(*map(records.transcript, numbers))
    return {number: each.placed(f"/sessions/{number}/m/") for number, each in zip(numbers, read, strict=True)}
