"""Where a session's hosts are spoken to: found or made once, and remembered."""

from collections.abc import Collection
from contextlib import suppress

from bot.app.live.sessions import Live
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Gone, Unsure
from bot.core.base.errors import RoomError, StoreError
from bot.core.base.words import WordsIn
from bot.core.posts.hosting.desk import desk_members, desk_name


class HostDesk:
    """Knows the desk of each session, and that of each channel, and who reads along at them."""

    def __init__(self, store: Store, room: Room, words: WordsIn) -> None:
        self._store = store
        self._room = room
        self._words = words
        self._known: dict[int, int] = {}
        self._admitted: dict[int, set[int]] = {}

    async def channel_of(self, live: Live) -> int:
        """Return the desk's channel; raise `NoDesk` if there is no place for one."""
        session = live.session
        if known := await self._desk_of(session.number):
            with suppress(Unsure, RoomError, StoreError):  # to be told matters more than who else is
                await self._admit(known, await self._hosts_of(live))
            return known
        hosts = await self._hosts_of(live)
        name = desk_name(session, self._words(session.pack.language))
        channel = await self._open(session.room.channel, name, hosts)
        self._known[session.number] = channel
        with suppress(StoreError):  # what hosts must be told may be that nothing can be written
            await self._store.note(_key(session.number), str(channel))
        return channel

    async def of_channel(self, channel: int, language: str) -> int:
        """Return the desk for what belongs to a channel but to no session; raise `NoDesk` if there is none."""
        hosts = await self._hosts_around(channel)
        if known := await self._store.recall(_key_of_channel(channel)):
            await self._admit(int(known), hosts)
            return int(known)
        desk = await self._open(channel, self._words(language).gettext("Hosts"), hosts)
        await self._store.note(_key_of_channel(channel), str(desk))
        return desk

    async def admit(self, live: Live) -> None:
        """Let whoever has become a host read along at the desks that are there already; none is made for that."""
        if known := await self._desk_of(live.session.number):
            await self._admit(known, await self._hosts_of(live))
        channel = live.session.room.channel
        if desk := await self._store.recall(_key_of_channel(channel)):
            await self._admit(int(desk), await self._hosts_around(channel))

    async def forget(self, live: Live) -> None:
        """Let the next words to the hosts look for a desk anew: the one there was is gone."""
        self._known.pop(live.session.number, None)
        await self._store.note(_key(live.session.number), "")

    async def _desk_of(self, session: int) -> int:
        return self._known.get(session) or int(await self._store.recall(_key(session)) or 0)

    async def _hosts_of(self, live: Live) -> list[int]:
        return desk_members(live.session, await self._store.facts(live.session.number))

    async def _hosts_around(self, channel: int) -> list[int]:
        """Return who hosted the last chat of a channel, and who set up its slots."""
        hosts = {slot.by for slot in await self._store.slots() if slot.channel == channel and slot.by}
        if last := await self._store.last_in(self._room.platform, channel, hosted=True):
            hosts |= (await self._store.load(last.number)).session.hosts.keys()
        return sorted(hosts)

    async def _open(self, channel: int, name: str, hosts: Collection[int]) -> int:
        desk = await self._room.open_desk(channel, name, sorted(hosts))
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


def _key_of_channel(channel: int) -> str:
    return f"desk of channel {channel}"
