"""What members decide about their own words: whether they are recorded, quoted and found, and under which name.

It holds for a server, also for chats that are over: records follow it, and recaps that are out are made anew.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from bot.app.live.seldom import Seldom
from bot.app.ports.clock import Clock
from bot.app.ports.own_words import KeptOfMember
from bot.app.ports.store import Store
from bot.app.privacy.own_data import kept_of
from bot.core.base.choices import Choice
from bot.core.base.errors import Refused
from bot.core.base.ids import first_at
from bot.core.base.words import N_

MOST_BACK, PERIOD = 5, timedelta(hours=1)
"""How often somebody may let more be shown of them again: each change makes many recaps anew. Less is never refused."""
BACK = N_("You changed this {limit} times within an hour, and recaps are rewritten each time. Please wait a little.")


class OwnWords:
    """Knows and changes members' choices."""

    def __init__(self, store: Store, clock: Clock, platform: str) -> None:
        self._store = store
        self._clock = clock
        self._platform = platform
        self._turn = asyncio.Lock()
        self._back = Seldom(clock, MOST_BACK, PERIOD)
        self._exporting: set[int] = set()

    async def of(self, guild: int, person: int) -> Choice:
        """Return somebody's choice; who never made one has the defaults."""
        return (await self._store.choices(guild)).get(person, Choice())

    async def kept(self, guild: int, person: int) -> KeptOfMember:
        """Return what is kept of somebody on a server."""
        return await kept_of(self._store, self._platform, guild, person)

    @contextmanager
    def exporting(self, person: int) -> Iterator[None]:
        """Let somebody's file be made in the block; refuse while another of theirs is."""
        if person in self._exporting:
            raise Refused(N_("I am making your file already; wait until it is here."))
        self._exporting.add(person)
        try:
            yield
        finally:
            self._exporting.discard(person)

    async def servers(self, person: int) -> list[int]:
        """Return the servers whose chats somebody's words are kept from."""
        return await self._store.servers_of(self._platform, person)

    async def quote(self, guild: int, person: int, *, quotes: bool) -> Choice:
        """Let somebody be quoted, or not any more."""
        return await self._choose(guild, person, lambda choice: replace(choice, quotes=quotes))

    async def name(self, guild: int, person: int, *, named: bool | None) -> Choice:
        """Show somebody's name wherever their words are shown, a pseudonym, or (None) the name on its server only."""
        return await self._choose(guild, person, lambda choice: replace(choice, named=named))

    async def find(self, guild: int, person: int, *, findable: bool) -> Choice:
        """Let organisers find somebody by what they said, or not any more."""
        return await self._choose(guild, person, lambda choice: replace(choice, findable=findable))

    async def record(self, guild: int, person: int, *, recorded: bool) -> Choice:
        """Record what somebody says from now on, or nothing of it; what was said before stays as it is."""
        since = None if recorded else first_at(self._clock.now())
        return await self._choose(guild, person, lambda choice: replace(choice, unrecorded_from=since))

    async def _choose(self, guild: int, person: int, change: Callable[[Choice], Choice]) -> Choice:
        async with self._turn:  # of two wishes at the same moment, neither undoes the other
            before = await self.of(guild, person)
            choice = change(before)
            is_shown = (choice.quotes, choice.named) != (before.quotes, before.named)
            if is_shown and choice.shows_more_than(before) and not self._back.allows((guild, person)):
                raise Refused(BACK, limit=MOST_BACK)
            shown = await self._store.sessions_with(self._platform, guild, person) if is_shown else []
            await self._store.choose(guild, person, choice, shown)
        return choice
