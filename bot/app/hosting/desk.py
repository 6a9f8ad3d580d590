"""Where a session's hosts are spoken to: found or made once, and remembered. What is gone is replaced at once.

A server can choose one channel for all its chats; otherwise the room finds a place, by the operator's settings or as a
private thread. A place on another server is never used.
"""

import asyncio
from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Gone, Unsure
from bot.core.base.errors import RoomError, StoreError
from bot.core.base.place import RoomRef
from bot.core.base.words import N_, WordsIn
from bot.core.posts.hosting.desk import desk_members, desk_name
from bot.core.session.facts import Fact, HostLeft, HostsTold, Notice
from bot.core.session.fold import LIVING
from bot.core.session.state import Phase

MISSING = N_(
    "I have no channel in which to show you what waits for your decision: reports, answers, the recap. I cannot make a "
    "private thread in {channel}. Choose a channel with /tchat settings desk; what waits is shown there at once."
)


@dataclass(frozen=True, slots=True)
class DeskOf:
    """A chat that is not over: its number, its channel, where its hosts are spoken to (0: a place is found then)."""

    session: int
    channel: int
    desk: int


async def desks_of(store: Store, platform: str) -> list[DeskOf]:
    """Return where the hosts of each chat that is not over are spoken to, as far as that is known."""
    found = []
    for number in await store.unfinished(platform):
        room = (await store.load(number)).session.room
        known = await store.recall(_key(number)) or await store.recall(_key_of_server(room.guild))
        found.append(DeskOf(number, room.channel, int(known or 0)))
    return found


class HostDesk:
    """Knows the desk of each session, and that of each channel, and who reads along at them."""

    def __init__(self, live: LiveSessions, store: Store, room: Room, clock: Clock, words: WordsIn) -> None:
        self._live = live
        self._clock = clock
        self._store = store
        self._room = room
        self._words = words
        self._known: dict[int, int] = {}
        self._admitted: dict[int, set[int]] = {}
        self._turns = defaultdict[int, asyncio.Lock](asyncio.Lock)  # by channel: its desks are made and lost one by one
        self._facts: dict[int, tuple[int, list[Fact]]] = {}  # how many are read, and those that say who is a host

    async def channel_of(self, live: Live) -> int:
        """Return the desk's channel; raise `NoDesk` if there is no place for one."""
        async with self._turns[live.session.room.channel]:
            if not (known := await self._desk_of(live.session.number)):
                return await self._made(live)
        with suppress(Unsure, RoomError, StoreError):  # to be told matters more than who else is
            await self._admit(known, await self._hosts_of(live))
        return known

    async def of_channel(self, room: RoomRef, language: str) -> int:
        """Return the desk for what belongs to a channel but to no session; raise `NoDesk` if there is none."""
        hosts = await self._hosts_around(room.channel)
        async with self._turns[room.channel]:
            if not (known := await self.place_of_channel(room.channel)):
                desk = await self._open(room, self._words(language).gettext("Hosts"), hosts)
                await self._store.note(_key_of_channel(room.channel), str(desk))
                return desk
        await self._admit(known, hosts)
        return known

    async def choose(self, guild: int, channel: int) -> None:
        """Let the hosts of a server be spoken to in a channel from now on; 0: where the room finds a place."""
        await self._store.note(_key_of_server(guild), str(channel or ""))
        for live in self._live:
            number = live.session.number
            if live.session.room.guild == guild and (await self._desk_of(number) or await self._is_missed(number)):
                await self.lost(live, await self._desk_of(number))

    async def chosen(self, guild: int) -> int:
        """Return the channel that a server chose; 0 if it chose none."""
        return int(await self._store.recall(_key_of_server(guild)) or 0)

    async def trouble(self, room: RoomRef) -> str | None:
        """Return what keeps the hosts of chats in a channel from being spoken to where they expect it, if anything."""
        return await self._room.desk_trouble(room, await self.chosen(room.guild))

    async def lost(self, live: Live, desk: int) -> None:
        """Let the hosts be spoken to at another place than this one, be told so, and see there what waits for them.

        A post that is refused and Discord's own word that the desk is gone may come at once: it moves once.
        """
        async with self._turns[live.session.room.channel]:
            if await self._desk_of(live.session.number) != desk:
                return
            if live.session.phase is not Phase.ROOM_GONE:  # what hosts are told of that is the last word
                await self._note_moved(live)  # first: if it cannot be recorded, the whole is done again
            await self.forget(live)

    async def miss(self, live: Live) -> None:
        """Let the hosts know, once, that there is no place for what waits for their decision, if there is none."""
        session, number = live.session, live.session.number
        if session.phase not in LIVING or await self._desk_of(number) or await self._is_missed(number):
            return
        await self._store.note(_key_of_missing(number), "missing")
        detail = self._words(session.pack.language).gettext(MISSING).format(channel=f"<#{session.room.channel}>")
        told = HostsTold(at=self._clock.now(), notice=Notice.NOT_POSTED, detail=detail)
        await self._live.record(live, lambda _: [told])

    async def place_of(self, live: Live) -> int:
        """Return the desk that is known for a session; 0 if none is."""
        return await self._desk_of(live.session.number)

    async def place_of_channel(self, channel: int) -> int:
        """Return the desk that is known for a channel; 0 if none is."""
        return int(await self._store.recall(_key_of_channel(channel)) or 0)

    async def known_on(self, guild: int) -> tuple[int, str]:
        """Return where the hosts of a server are spoken to about no chat, and in which language; 0 if nowhere yet."""
        chosen = await self.chosen(guild)
        async for chat in self._store.search(guild, ""):  # the newest first
            if desk := chosen or await self._desk_of(chat.number):
                return desk, chat.language
        return chosen, "en"

    async def forget_channel(self, channel: int) -> None:
        """Make the next words about a channel look for a desk again."""
        await self._store.note(_key_of_channel(channel), "")

    async def gone(self, place: int) -> None:
        """Take in that a channel or thread was deleted, which may have been a desk."""
        for live in self._live:
            await self.lost(live, place)

    async def admit(self, live: Live) -> None:
        """Let whoever has become a host read along at the desks that are there already; none is made for that."""
        if known := await self._desk_of(live.session.number):
            await self._admit(known, await self._hosts_of(live))
        channel = live.session.room.channel
        if desk := await self.place_of_channel(channel):
            await self._admit(desk, await self._hosts_around(channel))

    async def dismiss(self, live: Live, person: int) -> None:
        """Let whoever is no host any more read along no more, unless they are one again."""
        channel, session = live.session.room.channel, live.session
        desks = [(await self._desk_of(session.number), await self._hosts_of(live))]
        desks += [(await self.place_of_channel(channel), await self._hosts_around(channel))]
        for desk, hosts in desks:
            if desk and person not in hosts:
                self._admitted.get(desk, set()).discard(person)
                with suppress(Gone):
                    await self._room.dismiss(desk, person)

    async def forget(self, live: Live) -> None:
        """Make the next words to the hosts look for a desk again: the old one is gone."""
        self._known.pop(live.session.number, None)
        await self._store.note(_key(live.session.number), "")

    async def _note_moved(self, live: Live) -> None:
        await self._store.note(_key_of_missing(live.session.number), "")
        told = HostsTold(at=self._clock.now(), notice=Notice.DESK_MOVED, detail="")
        await self._live.record(live, lambda _: [told])

    async def _is_missed(self, session: int) -> bool:
        return bool(await self._store.recall(_key_of_missing(session)))

    async def _desk_of(self, session: int) -> int:
        return self._known.get(session) or int(await self._store.recall(_key(session)) or 0)

    async def _made(self, live: Live) -> int:
        session = live.session
        hosts = await self._hosts_of(live)
        channel = await self._open(session.room, desk_name(session, self._words(session.pack.language)), hosts)
        self._known[session.number] = channel
        with suppress(StoreError):  # what hosts must be told may be that nothing can be written
            await self._store.note(_key(session.number), str(channel))
            if await self._is_missed(session.number):
                await self._note_moved(live)
        return channel

    async def _hosts_of(self, live: Live) -> list[int]:
        number = live.session.number
        seen, by_people = self._facts.get(number, (0, []))
        news = await self._store.facts(number, after=seen)
        by_people = [*by_people, *(fact for fact in news if fact.by is not None or isinstance(fact, HostLeft))]
        self._facts[number] = seen + len(news), by_people
        return desk_members(live.session, by_people)

    async def _hosts_around(self, channel: int) -> list[int]:
        """Return who hosted the last chat of a channel, and who set up its slots."""
        hosts = {slot.by for slot in await self._store.slots() if slot.channel == channel and slot.by}
        if last := await self._store.last_in(self._room.platform, channel, hosted=True):
            hosts |= (await self._store.load(last.number)).session.hosts.keys()
        return sorted(hosts)

    async def _open(self, room: RoomRef, name: str, hosts: Collection[int]) -> int:
        chosen = await self.chosen(room.guild)
        desk = await self._room.open_desk(room, name, sorted(hosts), chosen)
        self._admitted.setdefault(desk, set()).update(hosts)
        return desk

    async def _admit(self, desk: int, hosts: Collection[int]) -> None:
        missing = set(hosts) - self._admitted.get(desk, set())
        if not missing:
            return
        with suppress(Gone):  # who speaks there next finds that out, too
            await self._room.admit(desk, sorted(missing))
        self._admitted.setdefault(desk, set()).update(missing)


def _key(session: int) -> str:
    return f"desk of session {session}"


def _key_of_missing(session: int) -> str:
    return f"no desk for session {session}"


def _key_of_channel(channel: int) -> str:
    return f"desk of channel {channel}"


def _key_of_server(guild: int) -> str:
    return f"desk of server {guild}"
