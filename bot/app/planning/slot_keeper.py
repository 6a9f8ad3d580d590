"""Sets the sessions of recurring slots: the next unplayed pack of the queue, or hosts are asked for one."""

import contextlib
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.app.hosting.desk import HostDesk
from bot.app.hosting.host import NOT_FIT, Host
from bot.app.planning.library import Library
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Gone, Unsure
from bot.core.base.errors import Refused, TchatError
from bot.core.base.place import RoomRef
from bot.core.base.words import WordsIn
from bot.core.posts.hosting.desk import empty_slot
from bot.core.requests.rights import Asker
from bot.core.script.pack import Pack
from bot.core.script.slots import Slot, occurrences

log = logging.getLogger(__name__)

AHEAD = timedelta(days=2)
"""How long before its time a slot's session is set, or its hosts are asked for a pack."""

AGAIN = timedelta(minutes=10)


class SlotKeeper:
    """Looks at every slot when its time is near. What was done for an occurrence is noted, so it is done once.

    `changed` listeners are called when there is something to look at sooner than was due before.
    """

    def __init__(
        self, store: Store, host: Host, library: Library, desk: HostDesk, room: Room, clock: Clock, words: WordsIn
    ) -> None:
        self._store = store
        self._host = host
        self._library = library
        self._desk = desk
        self._room = room
        self._clock = clock
        self._words = words
        self._due: datetime | None = None
        self.changed: list[Callable[[], None]] = []

    async def add(self, slot: Slot) -> Slot:
        """Let chats take place at a recurring time, and return it with its id; refuse where no chat can take place."""
        if not self._room.abilities(slot.channel).is_fit:
            raise Refused(NOT_FIT)
        slot = await self._store.add_slot(slot)
        self.look_again()
        return slot

    async def remove(self, slot: Slot) -> None:
        """Let a recurring time go; what is set already stays."""
        await self._store.remove_slot(slot.id)
        self.look_again()

    async def set_queue(self, slot: Slot, names: Sequence[str], *, again: bool = False) -> None:
        """Let these packs wait for a slot in this order; one that is unknown or faulty is refused.

        What was played already is passed over when its turn comes, unless it is to be played `again`.
        """
        for name in names:
            pack = await self._library.read(slot.guild, name)
            if again and (times := await self._store.times_played(slot.guild, pack)):
                await self._store.note(_again(slot.guild, name), str(times))
        await self._store.set_queue(slot.id, names)
        self.look_again()

    async def seen_by(self, asker: Asker) -> list[Slot]:
        """Return the slots of somebody's server in the channels that they can view."""
        slots = await self._store.slots()
        return [slot for slot in slots if slot.guild == asker.server and asker.views(slot.channel)]

    def look_again(self) -> None:
        """Look at the slots at once: they changed, or the bot has just started."""
        self._due = self._clock.now()
        for listener in self.changed:
            listener()

    def next_due(self) -> datetime | None:
        """Return when a slot is to be looked at next."""
        return self._due

    async def tick(self, now: datetime) -> None:
        """Set what is near, and find out when to look again."""
        if self._due is None or now < self._due:
            return
        upcoming = []
        for slot in await self._store.slots():
            try:
                upcoming.append(await self._look(slot, now))
            except (TchatError, Unsure) as error:
                log.warning("slot %s waits: %s", slot.id, error)
                upcoming.append(now + AGAIN)
        self._due = min(upcoming, default=None)

    async def played(self, guild: int, names: Sequence[str]) -> set[str]:
        """Return which of these packs a server has played or has set, and its hosts did not ask for again.

        What counts is what a pack asks, not its name. A pack that cannot be read was not played.
        """
        found = set()
        for name in names:
            with contextlib.suppress(TchatError):
                if await self._is_played(guild, await self._library.read(guild, name)):
                    found.add(name)
        return found

    async def _is_played(self, guild: int, pack: Pack) -> bool:
        times = await self._store.times_played(guild, pack)
        return times > int(await self._store.recall(_again(guild, pack.name)) or 0)

    async def _look(self, slot: Slot, now: datetime) -> datetime:
        """Do what a slot needs now; return when to look at it again."""
        for instant in occurrences(slot, now):
            if instant - AHEAD > now:
                return instant - AHEAD
            key = f"slot {slot.id} at {instant:%Y-%m-%dT%H:%M}Z"
            if await self._store.session_with(key) is None and not await self._set(slot, instant, key):
                return min(now + AGAIN, instant)
        raise AssertionError("occurrences never end")

    async def _set(self, slot: Slot, instant: datetime, key: str) -> bool:
        """Set the session of an occurrence; where there is no pack, ask the hosts once and return False."""
        queue = await self._store.queue(slot.id)
        played = await self.played(slot.guild, queue)
        unplayed = next((name for name in queue if name not in played), None)
        if unplayed is None:
            await self._ask(slot, instant, key)
            return False
        pack = await self._library.read(slot.guild, unplayed)
        room = RoomRef(self._room.platform, slot.guild, slot.channel)
        session = await self._host.start(pack, room, by=None, opens_at=instant, key=key)
        log.info("%s: %s", key, unplayed, extra={"session": session.number})
        return True

    async def _ask(self, slot: Slot, instant: datetime, key: str) -> None:
        if await self._store.recall(key):
            return
        room, language = RoomRef(self._room.platform, slot.guild, slot.channel), await self._language(slot)
        post = empty_slot(slot.channel, instant, self._words(language))
        try:
            await self._room.post(await self._desk.of_channel(room, language), post, key[-24:])
        except Gone:
            await self._desk.forget_channel(slot.channel)
            await self._room.post(await self._desk.of_channel(room, language), post, key[-24:])
        await self._store.note(key, "asked")

    async def _language(self, slot: Slot) -> str:
        """Return the language of the last chat in the slot's channel."""
        last = await self._store.last_in(self._room.platform, slot.channel)
        return last.language if last else "en"


def _again(guild: int, name: str) -> str:
    """Return under which key it is noted how often a pack had been played when hosts asked for it again."""
    return f"server {guild} plays {name} again"
