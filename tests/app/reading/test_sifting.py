"""Sifting what was said: the texts of few people are in memory at once, however many took part."""

import tracemalloc
from collections.abc import AsyncIterator, Sequence
from itertools import groupby
from typing import cast

from bot.app.ports.store import Store
from bot.app.reading.sifting import TOGETHER, Aside, Sieve
from bot.core.base.contribution import Contribution, Person
from bot.core.record.filing import Filing, How, When
from tests.core.sessions import opened

EACH = 10
NOTHING_ASIDE = Aside(frozenset(), frozenset(), ())


class Said:
    """A store of which only the words are wanted: so many messages, ten of each person, made while they are read."""

    def __init__(self, messages: int) -> None:
        self.messages = range(1, messages + 1)

    async def said_by_each(self, session: int) -> list[tuple[int, list[int]]]:
        return [(person, list(theirs)) for person, theirs in groupby(self.messages, lambda message: message // EACH)]

    async def read(self, session: int, messages: Sequence[int]) -> AsyncIterator[Contribution]:
        for message in messages:
            text = " ".join(f"word{message * 7 + place}" for place in range(20))
            yield Contribution(message, 1, Person(message // EACH, "Ada"), text)


async def peak(messages: int) -> int:
    said = Said(messages)
    filings = dict.fromkeys(said.messages, Filing(1, How.THREAD, When.ON_TIME))
    sieve = Sieve(opened(), filings, NOTHING_ASIDE)
    tracemalloc.start()
    try:
        await sieve.prepare(cast(Store, said))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


async def test_twice_as_many_people_take_hardly_more_memory() -> None:
    await peak(EACH)  # what is loaded once
    assert await peak(4 * TOGETHER) < 1.5 * await peak(2 * TOGETHER)
