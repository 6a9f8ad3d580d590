"""The platform: the rooms where sessions happen, the members of servers, and who somebody is. Adapters fill these.

Instants are aware UTC throughout; ids are the platform's snowflakes (see `core/base/ids.py`).
"""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from bot.app.ports.values import Abilities, Heard, OwnPost, Reaction, Urgency
from bot.core.base.contribution import Person
from bot.core.base.place import RoomRef
from bot.core.base.post import Post
from bot.core.posts.event import EventState
from bot.core.requests.rights import Asker


class Room(Protocol):
    """Where posts are made visible. A thread is a channel whose id is the message it was made from.

    `platform` is the name that its sessions' rooms carry. Every method raises `Unsure` when the outcome is unknown,
    `Gone` when its target is not there any more (`NoChannel` if even the channel is not), and `RoomError` when the room
    refused for good.
    """

    platform: str

    def abilities(self, channel: int) -> Abilities:
        """Return what the bot may do in this channel, as far as is known now."""
        ...

    def serves(self, guild: int) -> bool | None:
        """Return whether the bot is on a server; None as long as that is not known."""
        ...

    async def turn(self, urgency: Urgency) -> None:
        """Return when something of this urgency may be done: where much waits, the most urgent comes first."""
        ...

    async def post(self, channel: int, post: Post, nonce: str) -> int:
        """Show a post and return its message id. The same nonce within a few minutes shows it only once."""
        ...

    async def edit(self, channel: int, message: int, post: Post) -> None:
        """Replace one of the bot's own messages."""
        ...

    async def start_thread(self, channel: int, message: int, name: str) -> None:
        """Make a public thread from a message; nothing happens if it has one already."""
        ...

    async def rename_thread(self, thread: int, name: str) -> None:
        """Give a thread another name; it stays folded away if it was."""
        ...

    async def archive_thread(self, thread: int) -> None:
        """Fold a thread away without locking it: people can still delete their own words in it."""
        ...

    async def pin(self, channel: int, message: int, *, pinned: bool) -> None:
        """Pin a message, or take the pin off."""
        ...

    async def show_event(self, guild: int, state: EventState, known: int | None) -> int | None:
        """Bring the scheduled event of a session up to date and return its id.

        One that is not known is looked for by its link, and made if there is none and its start is still to come.
        """
        ...

    async def open_desk(self, room: RoomRef, name: str, hosts: Sequence[int], chosen: int) -> int:
        """Return the channel in which the hosts of a room are spoken to privately; raise `NoDesk` if there is none.

        `chosen` is the channel that the server wants, if that can be used (0: none). It is always on the same server.
        `name` is that of the private thread, where one has to be made; the same name gives the same thread.
        """
        ...

    async def admit(self, desk: int, hosts: Sequence[int]) -> None:
        """Let hosts into a desk that `open_desk` returned; nothing happens to those who are in it already."""
        ...

    async def dismiss(self, desk: int, person: int) -> None:
        """Let a former host read along at a desk no more, where that is the bot's to decide."""
        ...

    async def desk_trouble(self, room: RoomRef, chosen: int) -> str | None:
        """Return what is wrong with the desk that chats in a channel would have, if anything is."""
        ...

    async def recap_channel(self, guild: int, chosen: int) -> int:
        """Return the channel that is kept for a server's recaps: `chosen`, else the operator's; 0 if there is none."""
        ...

    async def recap_trouble(self, guild: int, chosen: int) -> str | None:
        """Return what is wrong with the channel that is kept for a server's recaps, if anything is."""
        ...

    async def direct(self, person: int) -> int:
        """Return the channel of private messages with somebody."""
        ...

    async def remove(self, channel: int, message: int) -> None:
        """Take a member's message out of the room; nothing happens if it is gone."""
        ...

    async def time_out(self, guild: int, person: int, until: datetime | None) -> None:
        """Let somebody say nothing on a server until then; None lets them speak again."""
        ...

    def history(self, channel: int, after: int) -> AsyncIterator[Heard]:
        """Walk through the messages of a channel or thread with ids above `after`, oldest first.

        Raises `Unreadable` where reading is forbidden: then nothing can be concluded from what is missing.
        """
        ...

    def own_posts(self, channel: int, after: int) -> AsyncIterator[OwnPost]:
        """Walk through the bot's own messages after this id, oldest first; raise `Unreadable` like `history`."""
        ...

    async def threads_of(self, channel: int, after: int) -> list[int]:
        """Return a channel's public threads with ids above `after`, archived ones included."""
        ...

    async def is_deleted(self, channel: int, message: int) -> bool:
        """Return whether the platform confirms that a message of this channel is deleted."""
        ...

    async def reactions(self, channel: int, message: int) -> set[Reaction]:
        """Return the reactions to a message, person by person."""
        ...

    async def download(self, url: str, most: int) -> bytes:
        """Return a file that a member attached; raise `TooLarge` if it has more than so many bytes.

        Raises `Gone` if it is not there any more.
        """
        ...


class Members(Protocol):
    """The members of servers, as they are now."""

    async def asker(self, guild: int, person: int) -> Asker | None:
        """Return as what somebody asks on a server; None if they are no member. Raises `RoomError` or `Unsure`."""
        ...

    def name_of(self, guild: int) -> str:
        """Return what a server is called; nothing if that is not known now."""
        ...


class Identity(Protocol):
    """Says who somebody is after they agreed to it on the platform."""

    def address(self, state: str) -> str:
        """Return where somebody is asked; from there they come back with the state and a code."""
        ...

    async def person(self, code: str) -> Person:
        """Return who came back with a code. Raises `RoomError` if it is not known, or `Unsure`."""
        ...
