"""The end of what was kept long enough: every night, however many were missed; what broke off the next one does.

Of a chat whose record ends, the numbers stay, and what its published recap shows: that is kept with its authors, so
that each of them can still take it back.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.app.hosting.desk import HostDesk
from bot.app.hosting.retentions import Retentions
from bot.app.live.sessions import LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Unsure
from bot.app.privacy.departures import Departures
from bot.app.reading.recaps import Recaps
from bot.app.reading.records import Records
from bot.core.base.errors import RoomError, StoreError
from bot.core.base.post import Post
from bot.core.base.retention import Keep
from bot.core.base.words import Words, WordsIn
from bot.core.posts.hosting import retention as posts
from bot.core.posts.hosting.desk import desk_members
from bot.core.record.recap import Recap
from bot.core.record.transcript import Expired

log = logging.getLogger(__name__)

BEGINS = "retention begins"
"""Noted by the upgrade of a record from before anything ended by itself: empty, then since when things end."""
NOTICE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Reading:
    """How what is in the record is read before it goes, and what was written of it outside."""

    live: LiveSessions
    records: Records
    recaps: Recaps
    drop_files: Callable[[int], None]


class Expiry:
    """Ends what was kept long enough. `loose` listeners learn that files may lie on the shelf that nobody has."""

    def __init__(
        self,
        store: Store,
        reading: Reading,
        departures: Departures,
        retentions: Retentions,
        room: Room,
        desk: HostDesk,
        clock: Clock,
        words: WordsIn,
    ) -> None:
        self._store = store
        self._reading = reading
        self._departures = departures
        self._retentions = retentions
        self._room = room
        self._desk = desk
        self._clock = clock
        self._words = words
        self._turn = asyncio.Lock()
        self.loose: list[Callable[[], None]] = []

    async def end(self) -> None:
        """End what is too old by now on every server, and say so: in the log, and to the hosts it belonged to."""
        async with self._turn:
            servers = await self._store.servers(self._room.platform)
            ours = [guild for guild in servers if self._reading.live.share.has(guild)]  # others have their process
            guilds = [guild for guild in ours if await self._stays(guild)]
            for guild in [] if await self._begins_later(guilds) else guilds:
                if counts := await self._end_on(guild):
                    what = ", ".join(f"{keep}: {count}" for keep, count in counts.items())
                    log.info("on server %s this was kept long enough and is deleted: %s", guild, what)
                    await self._tell(guild, partial(posts.ended, counts))
            for loose in self.loose:
                loose()

    async def _stays(self, guild: int) -> bool:
        return not await self._departures.look(guild)

    async def _begins_later(self, guilds: Sequence[int]) -> bool:
        """Return whether nothing ends yet: an upgrade gives everybody time to decide, and to fetch what they need."""
        noted, now = await self._store.recall(BEGINS), self._clock.now()
        if noted is None:
            return False
        begins = datetime.fromisoformat(noted) if noted else now + NOTICE
        if not noted:
            log.warning("from %s on, what was kept long enough is deleted each night: see `retention`", f"{begins:%F}")
            for guild in guilds:
                await self._tell(guild, partial(posts.begins, await self._retentions.of(guild), begins))
            await self._store.note(BEGINS, begins.isoformat())
        return now < begins

    async def _end_on(self, guild: int) -> Mapping[Keep, int]:
        now = self._clock.now()
        ends = {**(await self._retentions.of(guild)).ends(now), Keep.ENDS: now}
        counts = {Keep.RECORD: await self._end_records(guild, ends.pop(Keep.RECORD), now)}
        counts |= {keep: await self._store.expire(guild, keep, before, now) for keep, before in ends.items()}
        return {keep: count for keep, count in counts.items() if count}

    async def _end_records(self, guild: int, before: datetime, now: datetime) -> int:
        """Delete the words of chats that ended long enough ago; return of how many. What fails waits for tomorrow."""
        count = 0
        for number in await self._store.ended(self._room.platform, guild, before):
            try:
                count += await self._end_record(number, now)
            except StoreError:
                raise
            except Exception:
                log.exception("the words of a chat were kept long enough, but not deleted", extra={"session": number})
        return count

    async def _end_record(self, number: int, now: datetime) -> bool:
        """Delete the words of a chat; return whether there were any."""
        recap = await self._reading.records.recap(number)
        live = await self._reading.live.take_up(number)
        is_published = live.session.recap.published
        hosts = desk_members(live.session, await self._store.facts(number))
        expired = _numbers_of(recap, await self._store.said_by_each(number), now)
        messages = recap.shown | live.session.recap.marks.keys() if is_published else frozenset()
        await self._store.expire_record(number, expired, messages=messages, people=hosts)
        self._reading.drop_files(number)
        _, digest = await self._reading.recaps.look(live)  # a night that breaks off before this does all of it again
        await self._store.note_expired(number, digest)
        self._reading.live.forget(live)
        return expired.messages > 0

    async def _tell(self, guild: int, text: Callable[[Words], str]) -> None:
        """Tell the hosts, where they are spoken to already: no place is made for that."""
        desk, language = await self._desk.known_on(guild)
        if not desk:
            return
        try:
            await self._room.post(desk, Post(text(self._words(language))), f"ended {guild} {self._clock.now():%j}")
        except (RoomError, Unsure) as error:
            log.warning("the hosts of server %s were not told what ends: %s", guild, error)


def _numbers_of(recap: Recap, said: Sequence[tuple[int, Sequence[int]]], now: datetime) -> Expired:
    """Return how much there is in a chat, as it is remembered once its words are gone."""
    sections = {part.number: (part.section.answers, part.section.people) for part in recap.parts}
    return Expired(now, sum(len(theirs) for _, theirs in said), len(said), sections)
