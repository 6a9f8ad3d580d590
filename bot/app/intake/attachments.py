"""Keeps the files that members attach, while their links are fresh: a platform's links die within a day or so.

In the background, two at a time; neither intake nor posts wait for it. Bytes go on the shelf under their hash before
the record has them, and what no message has any more is removed, also after a crash between the two.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from bot.app.live.background import Background
from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.attachments import Shelf
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import Gone, TooLarge, Unsure
from bot.core.base.contribution import Attachment, Contribution, Fate, KeptFile, Missing, MissingFile
from bot.core.base.errors import RoomError, StoreError
from bot.core.base.media import Keeping, kind_of, type_of

log = logging.getLogger(__name__)

AT_ONCE = 2
"""How many files are fetched at the same time; each is held in memory."""

PAUSES = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""How long after each failure a file is tried again; after the last it counts as one that could not be fetched."""

SWEEP = "sweep"


@dataclass(frozen=True, slots=True)
class Failed:
    """How often a file could not be fetched, and when it is tried again."""

    times: int
    again_at: datetime


class AttachmentKeeper:
    """Fetches what sessions that live get, and removes what deletions leave behind.

    `failed` listeners learn that something is to be tried again.
    """

    def __init__(
        self, live: LiveSessions, store: Store, room: Room, clock: Clock, *, shelf: Shelf, keeping: Keeping
    ) -> None:
        self._live = live
        self._store = store
        self._room = room
        self._clock = clock
        self._shelf = shelf
        self._keeping = keeping
        self._background = Background("attachments")
        self._few = asyncio.Semaphore(AT_ONCE)
        self._shelving = asyncio.Lock()
        self._failed: dict[tuple[int, int, str], Failed] = {}
        self._again: dict[int, datetime] = {}
        self.failed: list[Callable[[int], None]] = []

    def take(self, live: Live, said: Contribution) -> None:
        """Fetch what came with a message."""
        if said.attachments:
            self.look(live)

    def look(self, live: Live) -> None:
        """Fetch whatever a session has that nobody tried to keep yet."""
        if self._keeping.kinds:
            self._background.start(live.session.number, partial(self._guarded, live.session.number))

    def look_everywhere(self, _: object = None) -> None:
        """Fetch what any session has, and remove what no message has: after a restart, or a record that was stuck."""
        for live in self._live:
            self.look(live)
        self.sweep()

    def sweep(self, *_: object) -> None:
        """Remove bytes that no message has any more."""
        self._background.start(SWEEP, self._sweep)

    def retry(self, now: datetime) -> None:
        """Try again what failed a while ago."""
        for number, again_at in list(self._again.items()):
            if again_at <= now:
                del self._again[number]
                self._background.start(number, partial(self._guarded, number))

    def next_due(self) -> datetime | None:
        """Return when something is tried again."""
        return min(self._again.values(), default=None)

    async def idle(self) -> None:
        """Return when nothing is being fetched or removed."""
        await self._background.idle()

    async def close(self) -> None:
        """Break off; what is not kept by then is fetched after the next start."""
        await self._background.close()

    async def _guarded(self, number: int) -> None:
        try:
            unfetched = await self._store.unfetched(number)
            there = {(number, message, file.url) for message, file in unfetched}
            self._failed = {key: each for key, each in self._failed.items() if key[0] != number or key in there}
            for message, file in unfetched:
                async with self._few:
                    await self._take(number, message, file)
        except StoreError as error:
            log.warning("attachments are not kept: %s", error, extra={"session": number})
            self._wait(number, self._clock.now() + PAUSES[1])
        except Exception:
            log.exception("attachments are not kept", extra={"session": number})
            self._wait(number, self._clock.now() + PAUSES[1])

    async def _take(self, number: int, message: int, file: Attachment) -> None:
        """Keep one file, or note why not; one that failed a moment ago waits for its time."""
        key = (number, message, file.url)
        now = self._clock.now()
        before = self._failed.get(key)
        if before and before.again_at > now:
            return self._wait(number, before.again_at)
        try:
            await self._keep(number, message, file)
        except Unsure as error:
            times = before.times if before else 0
            if times < len(PAUSES):
                self._failed[key] = Failed(times + 1, now + PAUSES[times])
                return self._wait(number, now + PAUSES[times])
            log.warning("an attachment was not fetched: %s", error, extra={"session": number, "message_id": message})
            await self._store.note_file(number, message, file.url, MissingFile(Missing.FAILED, now))
        self._failed.pop(key, None)

    async def _keep(self, number: int, message: int, file: Attachment) -> None:
        most = min(self._keeping.each, self._keeping.session - await self._store.file_bytes(number))
        why = Missing.NO_ROOM if most < self._keeping.each else Missing.TOO_LARGE
        fate: Fate = MissingFile(Missing.TOO_LARGE if file.size > self._keeping.each else why, self._clock.now())
        if file.size <= most:
            try:
                content = await self._room.download(file.url, most)
            except TooLarge:
                pass
            except Gone:
                fate = MissingFile(Missing.GONE, self._clock.now())
            except RoomError:
                fate = MissingFile(Missing.FAILED, self._clock.now())
            else:
                return await self._shelve(number, message, file, content)
        await self._store.note_file(number, message, file.url, fate)

    async def _shelve(self, number: int, message: int, file: Attachment, content: bytes) -> None:
        kind = type_of(content)
        if kind_of(kind) not in self._keeping.kinds:
            fate = MissingFile(Missing.KIND, self._clock.now())
            return await self._store.note_file(number, message, file.url, fate)
        digest = (await asyncio.to_thread(sha256, content)).hexdigest()
        async with self._shelving:  # not while what is loose is removed
            await self._store.loosen(digest)
            await self._shelf.put(digest, content)
            await self._store.note_file(number, message, file.url, KeptFile(digest, kind, len(content)))

    def _wait(self, number: int, until: datetime) -> None:
        self._again[number] = min(until, self._again.get(number, until))
        for listener in self.failed:
            listener(number)

    async def _sweep(self) -> None:
        try:
            async with self._shelving:
                loose = await self._store.loose()
                for digest in loose:
                    await self._shelf.drop(digest)
                await self._store.swept(loose)
        except StoreError as error:
            log.warning("attachments that nobody has any more were not removed: %s", error)
        except Exception:
            log.exception("attachments that nobody has any more were not removed")
