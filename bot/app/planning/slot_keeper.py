"""Sets the sessions of recurring slots: the next unplayed pack of the queue, or hosts are asked for one."""

import contextlib
import hashlib
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
from bot.core.base.place import RoomRef, Share
from bot.core.base.post import Post
from bot.core.base.words import N_, WordsIn
from bot.core.posts.hosting.desk import empty_slot, slot_trouble
from bot.core.requests.rights import Asker
from bot.core.script.pack import Pack
from bot.core.script.slots import Slot, occurrences

log = logging.getLogger(__name__)

AHEAD = timedelta(days=2)
"""How long before its time a slot's session is set, or its hosts are asked for a pack."""

MOST_SLOTS = 50
"""How many recurring times a server has at most."""

AGAIN = timedelta(minutes=10)


class SlotKeeper:
    """Looks at our share's slots when their time is near. What was done for an occurrence is noted, so it is done once.

    `changed` listeners are called when there is something to look at sooner than was due before.
    """

    def __init__(
        self,
        store: Store,
        host: Host,
        library: Library,
        desk: HostDesk,
        room: Room,
        clock: Clock,
        words: WordsIn,
        share: Share,
    ) -> None:
        self._store = store
        self._share = share
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
        if sum(each.guild == slot.guild for each in await self._store.slots()) >= MOST_SLOTS:
            raise Refused(
                N_("This server has {limit} recurring times; remove one with /tchat settings slot-remove first."),
                limit=MOST_SLOTS,
            )
        slot = await self._store.add_slot(slot)
        self.look_again()
        return slot

    async def remove(self, slot: Slot) -> None:
        """Let a recurring time go; what is set already stays."""
        await self._store.remove_slot(slot.id)
        self.look_again()

    async def set_queue(self, slot: Slot, names: Sequence[str], *, again: bool = False) -> None:
        """Let these packs wait for a slot in this order; one that is unknown or faulty is refused.

        What was already played is skipped when its turn comes, unless it is to be played `again`.
        """
        for name in names:
            pack = await self._library.read(slot.guild, name)
            if again:
                await self._forget_plays(slot.guild, pack)
        await self._store.set_queue(slot.id, names)
        self.look_again()

    async def play_again(self, slot: Slot, name: str) -> None:
        """Let a pack that waits for a slot be played although it was played before."""
        await self._forget_plays(slot.guild, await self._library.read(slot.guild, name))
        self.look_again()

    async def _forget_plays(self, guild: int, pack: Pack) -> None:
        if times := await self._store.times_played(guild, pack):
            await self._store.note(_again(guild, pack.name), str(times))

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
            if not self._share.has(slot.guild):
                continue
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

    async def missing(self, guild: int, names: Sequence[str]) -> set[str]:
        """Return which of these packs cannot be read: removed by now, or with faults."""
        found = set()
        for name in names:
            try:
                await self._library.read(guild, name)
            except TchatError:
                found.add(name)
        return found

    async def taken(self, slot: Slot, instants: Sequence[datetime]) -> set[datetime]:
        """Return at which of a slot's times another chat is set in its channel."""
        own = [await self._store.session_with(_key(slot, instant)) for instant in instants]
        return {
            instant
            for instant, number in zip(instants, own, strict=True)
            if number is None and self._host.is_taken(slot.channel, instant)
        }

    async def _is_played(self, guild: int, pack: Pack) -> bool:
        times = await self._store.times_played(guild, pack)
        return times > int(await self._store.recall(_again(guild, pack.name)) or 0)

    async def _look(self, slot: Slot, now: datetime) -> datetime:
        """Do what a slot needs now; return when to look at it again."""
        for instant in occurrences(slot, now):
            if instant - AHEAD > now:
                return instant - AHEAD
            if await self._store.session_with(_key(slot, instant)) is None and not await self._set(slot, instant):
                return min(now + AGAIN, instant)
        raise AssertionError("occurrences never end")

    async def _set(self, slot: Slot, instant: datetime) -> bool:
        """Set the session of an occurrence and return True; where that cannot be, tell the hosts once."""
        if not self._room.abilities(slot.channel).known:
            return False
        key = _key(slot, instant)
        words = self._words(await self._language(slot))
        queue = await self._store.queue(slot.id)
        played = await self.played(slot.guild, queue)
        pack = await self._next_pack(slot, instant, [name for name in queue if name not in played])
        if pack is None:
            again = [name for name in queue if name in played]
            await self._tell(slot, key, empty_slot(slot, instant, again, words))
            return False
        room = RoomRef(self._room.platform, slot.guild, slot.channel)
        try:
            session = await self._host.start(pack, room, by=None, opens_at=instant, key=key)
        except Refused as error:
            await self._tell_trouble(slot, instant, error)
            return False
        log.info("%s: %s", key, pack.name, extra={"session": session.number})
        return True

    async def _next_pack(self, slot: Slot, instant: datetime, names: Sequence[str]) -> Pack | None:
        """Return the first of these packs that can be read; hosts are told about those before it."""
        for name in names:
            try:
                return await self._library.read(slot.guild, name)
            except TchatError as error:
                await self._tell_trouble(slot, instant, error)
        return None

    async def _tell_trouble(self, slot: Slot, instant: datetime, error: TchatError) -> None:
        words = self._words(await self._language(slot))
        post = slot_trouble(slot.channel, instant, error.sentence(words), words)
        await self._tell(slot, f"{_key(slot, instant)}: {error}", post)

    async def _tell(self, slot: Slot, key: str, post: Post) -> None:
        """Tell the hosts something once; `key` names it."""
        if await self._store.recall(key):
            return
        room = RoomRef(self._room.platform, slot.guild, slot.channel)
        language = await self._language(slot)
        nonce = hashlib.sha256(key.encode()).hexdigest()[:24]
        try:
            await self._room.post(await self._desk.of_channel(room, language), post, nonce)
        except Gone:
            await self._desk.forget_channel(slot.channel)
            await self._room.post(await self._desk.of_channel(room, language), post, nonce)
        await self._store.note(key, "asked")

    async def _language(self, slot: Slot) -> str:
        """Return the language of the last chat in the slot's channel."""
        last = await self._store.last_in(self._room.platform, slot.channel)
        return last.language if last else "en"


def _key(slot: Slot, instant: datetime) -> str:
    """Return what names an occurrence of a slot."""
    return f"slot {slot.id} at {instant:%Y-%m-%dT%H:%M}Z"


def _again(guild: int, name: str) -> str:
    """Return under which key it is noted how often a pack had been played when hosts asked for it again."""
    return f"server {guild} plays {name} again"
