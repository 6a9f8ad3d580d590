"""What can go wrong with a room and a disk, to be switched on by a story."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from bot.adapters.rehearsal.room import RehearsalRoom
from bot.adapters.sql.store import SqlStore
from bot.app.ports.store import Store
from bot.app.ports.values import Abilities, Heard, NoChannel, NoDesk, OwnPost, Unreadable, Unsure
from bot.core.base.errors import RoomError, StoreError
from bot.core.base.place import RoomRef
from bot.core.base.post import Post


@dataclass
class Faults:
    """`dead`: no call gets through. `silent`: posts get no answer, ever. `refused`: channels in which nothing may be
    posted. `dark`: channels in which no post gets through. `deleted`: channels that are gone. `unreadable`: no
    history. `unseen`: messages that the history leaves out. `no_edits`: no edit gets through. `cut_after`: so many
    posts arrive, but the line breaks before the answer. `closed_doors`: whom nobody can write to. `abilities`: what the
    bot may do. `no_threads`: what making a thread raises. `no_desk`: there is no place to speak to the hosts in.
    `no_files`: no file can be fetched. `serves`: whether the bot is on the server.
    """

    dead: bool = False
    silent: bool = False
    refused: set[int] = field(default_factory=set)
    dark: set[int] = field(default_factory=set)
    deleted: set[int] = field(default_factory=set)
    unreadable: bool = False
    unseen: set[int] = field(default_factory=set)
    no_edits: bool = False
    cut_after: int = 0
    closed_doors: set[int] = field(default_factory=set)
    no_threads: Exception | None = None
    no_desk: bool = False
    no_files: bool = False
    serves: bool | None = True
    abilities: Abilities = field(default_factory=Abilities)


class FaultyRoom(RehearsalRoom):
    """A room whose line can be cut."""

    faults: Faults

    def _reach(self) -> None:
        super()._reach()
        if self.faults.dead:
            raise Unsure("the line is dead")

    def _enter(self, channel: int) -> None:
        if channel in self.faults.deleted:
            raise NoChannel("The channel is gone.")

    def _read(self) -> None:
        self._reach()
        if self.faults.unreadable:
            raise Unreadable("The history is closed.")

    def serves(self, guild: int) -> bool | None:
        return self.faults.serves

    def abilities(self, channel: int) -> Abilities:
        return self.faults.abilities

    async def post(self, channel: int, post: Post, nonce: str) -> int:
        self._reach()
        if self.faults.silent:
            await asyncio.Event().wait()
        self._enter(channel)
        if channel in self.faults.dark:
            raise Unsure("no answer")
        if channel in self.faults.refused:
            raise RoomError("Missing permission.")
        message = await super().post(channel, post, nonce)
        if self.faults.cut_after:
            self.faults.cut_after -= 1
            raise Unsure("the line broke")
        return message

    async def direct(self, person: int) -> int:
        self._reach()
        if person in self.faults.closed_doors:
            raise RoomError("They do not accept messages.")
        return await super().direct(person)

    async def edit(self, channel: int, message: int, post: Post) -> None:
        self._reach()
        self._enter(channel)
        if self.faults.no_edits:
            raise Unsure("no answer")
        await super().edit(channel, message, post)

    async def start_thread(self, channel: int, message: int, name: str) -> None:
        self._reach()
        if self.faults.no_threads:
            raise self.faults.no_threads
        await super().start_thread(channel, message, name)

    async def open_desk(self, room: RoomRef, name: str, hosts: Sequence[int], chosen: int) -> int:
        self._reach()
        if self.faults.no_desk:
            raise NoDesk("There is no desk.")
        return await super().open_desk(room, name, hosts, chosen)

    async def download(self, url: str, most: int) -> bytes:
        self._reach()
        if self.faults.no_files:
            raise Unsure("the file server is silent")
        return await super().download(url, most)

    async def history(self, channel: int, after: int) -> AsyncIterator[Heard]:
        self._read()
        async for heard in super().history(channel, after):
            if heard.id not in self.faults.unseen:
                yield heard

    async def own_posts(self, channel: int, after: int) -> AsyncIterator[OwnPost]:
        self._read()
        async for post in super().own_posts(channel, after):
            yield post


@dataclass
class Disk:
    """What is below a store. While it is `full`, no transaction can be committed.

    `commits` counts those that were; after number `deaf_at` there is no answer, as from a server that goes just then.
    """

    full: bool = False
    commits: int = 0
    deaf_at: int = 0

    def carry(self, store: Store) -> None:
        writer = cast(SqlStore, store)._writer
        transaction = writer._transaction

        async def transact(batch: Any) -> Any:
            if self.full:
                raise StoreError("database or disk is full")
            answer = await transaction(batch)
            self.commits += 1
            if self.commits == self.deaf_at:
                raise StoreError("the connection was lost")
            return answer

        writer._transaction = transact  # type: ignore[method-assign]
