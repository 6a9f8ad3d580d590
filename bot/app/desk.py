"""Where a session's hosts are spoken to: found or made once, and remembered."""

from contextlib import suppress

from bot.app.live import Live
from bot.app.ports import Room
from bot.app.store import Store
from bot.core.desk import desk_name
from bot.core.words import WordsIn
from bot.errors import StoreError


class HostDesk:
    """Knows the desk of each session."""

    def __init__(self, store: Store, room: Room, words: WordsIn) -> None:
        self._store = store
        self._room = room
        self._words = words
        self._known: dict[int, int] = {}

    async def channel_of(self, live: Live) -> int:
        """Return the desk's channel; raise `NoDesk` if there is no place for one."""
        session = live.session
        known = self._known.get(session.number) or await self._store.recall(_key(session.number))
        if known:
            return int(known)
        acted = {fact.by for fact in await self._store.facts(session.number) if fact.by is not None}
        hosts = sorted(acted | session.hosts.keys())
        name = desk_name(session, self._words(session.pack.language))
        channel = await self._room.open_desk(session.room.channel, name, hosts)
        self._known[session.number] = channel
        with suppress(StoreError):  # what hosts must be told may be that nothing can be written
            await self._store.note(_key(session.number), str(channel))
        return channel

    async def of_channel(self, channel: int, language: str) -> int:
        """Return the desk for what belongs to a channel but to no session; raise `NoDesk` if there is none."""
        if known := await self._store.recall(f"desk of channel {channel}"):
            return int(known)
        here = [s.session for s in await self._store.all() if s.session.room.channel == channel and s.session.hosts]
        hosts = sorted(here[-1].hosts) if here else ()
        desk = await self._room.open_desk(channel, self._words(language).gettext("Hosts"), hosts)
        await self._store.note(f"desk of channel {channel}", str(desk))
        return desk

    async def forget(self, live: Live) -> None:
        """Let the next words to the hosts look for a desk anew: the one there was is gone."""
        self._known.pop(live.session.number, None)
        await self._store.note(_key(live.session.number), "")


def _key(session: int) -> str:
    return f"desk of session {session}"
