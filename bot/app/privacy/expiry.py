"""How long each server keeps what is about people, and the end of what was kept long enough.

The operator's durations hold where a server's hosts set none of their own. Each night what is too old ends, however
many nights were missed; what broke off is done by the next night.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace

from bot.app.hosting.desk import HostDesk
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Unsure
from bot.core.base.errors import RoomError
from bot.core.base.post import Post
from bot.core.base.retention import Keep, Retention
from bot.core.base.words import WordsIn
from bot.core.posts.hosting import retention as posts

log = logging.getLogger(__name__)


class Retentions:
    """Knows and changes how long each server keeps things."""

    def __init__(self, store: Store, given: Retention) -> None:
        self._store = store
        self._given = given

    async def of(self, guild: int) -> Retention:
        """Return how long a server keeps things."""
        noted = await self._store.recall(_key(guild))
        return replace(self._given, **json.loads(noted)) if noted else self._given

    async def change(self, guild: int, retention: Retention) -> None:
        """Let a server keep things as long as this from now on; what it leaves as the operator set it follows them."""
        given = asdict(self._given)
        own = {name: value for name, value in asdict(retention).items() if value != given[name]}
        await self._store.note(_key(guild), json.dumps(own))


class Expiry:
    """Ends what was kept long enough. `loose` listeners learn that files may lie on the shelf that nobody has."""

    def __init__(
        self, store: Store, retentions: Retentions, room: Room, desk: HostDesk, clock: Clock, words: WordsIn
    ) -> None:
        self._store = store
        self.retentions = retentions
        self._room = room
        self._desk = desk
        self._clock = clock
        self._words = words
        self._turn = asyncio.Lock()
        self.loose: list[Callable[[], None]] = []

    async def end(self) -> None:
        """End what is too old by now on every server, and say so: in the log, and to the hosts it belonged to."""
        async with self._turn:
            for guild in await self._store.servers(self._room.platform):
                if counts := await self._end_on(guild):
                    what = ", ".join(f"{keep}: {count}" for keep, count in counts.items())
                    log.info("on server %s this was kept long enough and is deleted: %s", guild, what)
                    await self._tell(guild, counts)
            for loose in self.loose:
                loose()

    async def _end_on(self, guild: int) -> Mapping[Keep, int]:
        now = self._clock.now()
        ends = {**(await self.retentions.of(guild)).ends(now), Keep.ENDS: now}
        counts = {keep: await self._store.expire(guild, keep, before, now) for keep, before in ends.items()}
        return {keep: count for keep, count in counts.items() if count}

    async def _tell(self, guild: int, counts: Mapping[Keep, int]) -> None:
        """Tell the hosts in a line, where they are spoken to already: no place is made for that."""
        last = await self._store.last_on(self._room.platform, guild)
        if last is None or not (desk := await self._desk.known_on(guild, last)):
            return
        text = posts.ended(counts, self._words(last.language))
        try:
            await self._room.post(desk, Post(text), f"ended {guild} {self._clock.now():%j}")
        except (RoomError, Unsure) as error:
            log.warning("the hosts of server %s were not told what is deleted: %s", guild, error)


def _key(guild: int) -> str:
    return f"retention of server {guild}"
