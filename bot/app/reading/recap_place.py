"""Where recaps are published: in the chat's own channel, or in one that a server or the operator keeps for them.

It is decided when a recap is published; its revisions stay with it. Where that channel refuses it, the chat's own shows
it instead, and the hosts are told.
"""

from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.core.session.facts import HostsTold, Notice
from bot.core.session.state import Session


class RecapPlace:
    """Knows and changes the channel of each server's recaps."""

    def __init__(self, live: LiveSessions, store: Store, room: Room, clock: Clock) -> None:
        self._live = live
        self._store = store
        self._room = room
        self._clock = clock

    async def of(self, session: Session) -> int:
        """Return the channel in which a session's recap is to be published; 0: its own, as for every rehearsal."""
        if session.rehearsal:
            return 0
        guild = session.room.guild
        place = await self._room.recap_channel(guild, await self.chosen(guild))
        return 0 if place == session.room.channel else place

    async def choose(self, guild: int, channel: int) -> None:
        """Let a server's recaps be published in a channel from now on; 0: where the operator says, or in the chats'."""
        await self._store.note(_key(guild), str(channel or ""))

    async def chosen(self, guild: int) -> int:
        """Return the channel that a server chose; 0 if it chose none."""
        return int(await self._store.recall(_key(guild)) or 0)

    async def trouble(self, guild: int) -> str | None:
        """Return what is wrong with the channel for recaps, if anything is."""
        return await self._room.recap_trouble(guild, await self.chosen(guild))

    async def gone(self, channel: int) -> None:
        """Take in that a channel was deleted: what was published there is shown in the chats' own."""
        for live in self._live:
            if live.session.recap.channel == channel:
                await self.leave(live)

    async def leave(self, live: Live) -> bool:
        """Have a recap shown in the chat's own channel instead; return whether it was to be shown elsewhere."""

        def moved(session: Session) -> list[HostsTold]:
            place = session.recap.channel
            told = HostsTold(at=self._clock.now(), notice=Notice.RECAP_MOVED, detail=f"<#{place}>")
            return [told] if place else []

        return bool(await self._live.record(live, moved))


def _key(guild: int) -> str:
    return f"recaps of server {guild}"
