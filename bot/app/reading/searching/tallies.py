"""How much there is in each chat of a list: counted once, and again after what it counts has changed.

Which question something answers is never stored, so a chat is read to be counted. The figures are kept in the store,
which drops them with the commit that changes a chat, whoever changes it.
"""

import asyncio
import logging
import secrets
from collections.abc import Mapping, Sequence

from bot.app.ports.listings import Lists
from bot.app.reading.records import Records
from bot.core.base.errors import StoreError
from bot.core.session.listing import Listed, Tally

AT_ONCE = 50
LIMIT = 0.3
"""How many chats are counted, and for how many seconds, while somebody waits: the others when a list is shown again."""

log = logging.getLogger(__name__)


class Tallies:
    """Counts what is in chats."""

    def __init__(self, store: Lists, records: Records) -> None:
        self._store = store
        self._records = records
        self._counting = asyncio.Lock()

    async def of(self, sessions: Sequence[Listed]) -> Mapping[int, Tally]:
        """Return what is in these chats, as far as they are over and counted: it is no use counting one that is on."""
        over = [each.number for each in sessions if each.closed_at]
        known = await self._store.tallies(over)
        if len(known) < len(over):
            async with self._counting:
                known = await self._store.tallies(over)  # somebody else may have counted them meanwhile
                missing = [number for number in over if number not in known]
                return {**known, **await self._count(missing[:AT_ONCE])}
        return known

    async def _count(self, numbers: Sequence[int]) -> Mapping[int, Tally]:
        counted: dict[int, Tally] = {}
        token, clock = secrets.randbits(62), asyncio.get_running_loop().time
        until = clock() + LIMIT
        try:
            await self._store.begin_tallies(numbers, token)
            for number in numbers:
                if clock() > until:
                    break
                try:
                    counted[number] = await self._records.tally(number)
                except StoreError as error:  # the others are counted
                    log.warning("session %d could not be counted: %s", number, error)
            await self._store.keep_tallies(counted, token)
        except StoreError as error:  # a list is of use without figures, too
            log.warning("what is in chats could not be counted: %s", error)
        return counted
