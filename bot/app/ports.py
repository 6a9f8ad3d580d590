"""What the use cases need from the outside: a clock, a room, a store. Adapters fill these; tests have their own.

Instants are aware UTC throughout; ids are the platform's snowflakes (see `core/snowflake.py`).
"""

from asyncio import Event
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.app.values import Abilities, Claim, Heard, OwnPost, Pending, Reaction, Stored
from bot.core.contribution import Contribution, Person
from bot.core.effects import Effect
from bot.core.facts import Fact
from bot.core.filing import Trace
from bot.core.pack import Pack
from bot.core.place import RoomRef
from bot.core.post import Post
from bot.core.session import Session


class Clock(Protocol):
    """The one source of time, and the only way to wait for it."""

    def now(self) -> datetime:
        """Return the present instant (aware, UTC)."""
        ...

    async def wait(self, until: datetime | None, wake: Event) -> None:
        """Return at this instant (None: never), or earlier when `wake` is set; clear `wake` on return."""
        ...


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

    async def post(self, channel: int, post: Post, nonce: str) -> int:
        """Show a post and return its message id. The same nonce within a few minutes shows it only once."""
        ...

    async def edit(self, channel: int, message: int, post: Post) -> None:
        """Replace one of the bot's own messages."""
        ...

    async def start_thread(self, channel: int, message: int, name: str) -> None:
        """Make a public thread from a message; nothing happens if it has one already."""
        ...

    async def archive_thread(self, thread: int) -> None:
        """Fold a thread away without locking it: people can still delete their own words in it."""
        ...

    async def pin(self, channel: int, message: int, *, pinned: bool) -> None:
        """Pin a message, or take the pin off."""
        ...

    async def open_desk(self, channel: int, name: str, hosts: Sequence[int]) -> int:
        """Return the channel in which the hosts of a room are spoken to privately; raise `NoDesk` if there is none.

        `name` is that of the private thread, where one has to be made; the same name gives the same thread.
        """
        ...

    async def newest(self, channel: int) -> int:
        """Return the id of the newest message in a channel or thread; 0 if it is empty."""
        ...

    def history(self, channel: int, after: int, until: int) -> AsyncIterator[Heard]:
        """Walk through the messages of a channel or thread, oldest first: ids above `after`, up to `until`.

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


class Sessions(Protocol):
    """Sessions, their facts and their outbox. A commit is durable when the call returns."""

    installation: str
    """An id of this database, the same for its whole life."""

    async def create(self, pack: Pack, room: RoomRef, facts: Sequence[Fact], key: str | None) -> Stored:
        """Store a new session with its first facts; raise `AlreadyDone` if the key was used before."""
        ...

    async def commit(self, before: Session, facts: Sequence[Fact], effects: Sequence[Effect], key: str | None) -> None:
        """Append facts and plan their effects in one transaction.

        Raises `Conflict` if the session has other facts by now, `AlreadyDone` if the key was used before.
        """
        ...

    async def session_with(self, key: str) -> int | None:
        """Return the session that a request with this key was about, if it was carried out before."""
        ...

    async def load(self, number: int) -> Stored:
        """Return a session; raise `NotFound` if there is none with this number."""
        ...

    async def unfinished(self, platform: str) -> list[int]:
        """Return the numbers of a platform's sessions that still have a step or an effect to come."""
        ...

    async def all(self) -> list[Stored]:
        """Return every session, oldest first."""
        ...

    async def facts(self, number: int) -> list[Fact]:
        """Return a session's facts in order."""
        ...

    async def pending(self, number: int) -> list[Pending]:
        """Return a session's unfinished effects in the order in which to perform them."""
        ...

    async def claim(self, number: int, effect: Effect, claim: Claim) -> None:
        """Note that an effect is about to be performed."""
        ...

    async def done(self, number: int, effect: Effect, message: int | None) -> None:
        """Note that an effect is in the room, as this message if it made one."""
        ...

    async def give_up(self, number: int, effect: Effect, reason: str) -> None:
        """Note that an effect will not be performed, and why."""
        ...


class Contributions(Protocol):
    """What members said. Writing the same twice changes nothing; an older text never replaces a newer one."""

    async def save(self, session: int, *said: Contribution, from_history: bool = False) -> None:
        """Store contributions or their newer texts, all or none; nothing happens to those that were deleted before.

        A room's history may know people by another name than the one shown in the room: it names only who is unknown.
        """
        ...

    async def delete(self, session: int, messages: Iterable[int]) -> None:
        """Remove the content of messages for good, also of those that were never seen; keep only that they were."""
        ...

    async def react(self, session: int, reaction: Reaction, *, on: bool) -> None:
        """Add one person's reaction, or take it off."""
        ...

    async def reactions(self, session: int, message: int) -> set[Reaction]:
        """Return the reactions to a message, person by person."""
        ...

    async def clear_reactions(self, session: int, message: int, emoji: str | None) -> None:
        """Take off all reactions of a message, or all with one emoji."""
        ...

    async def add_thread(self, session: int, thread: int) -> None:
        """Remember that a thread in the session's channel belongs to it."""
        ...

    async def threads(self, session: int) -> list[int]:
        """Return the members' own threads that belong to a session."""
        ...

    async def mark(self, session: int, channel: int) -> int:
        """Return the id up to which a channel was read completely; 0 if it never was."""
        ...

    async def set_mark(self, session: int, channel: int, upto: int) -> None:
        """Note that a channel was read completely up to an id; an older mark never replaces a newer one."""
        ...

    def traces(self, session: int) -> AsyncIterator[Trace]:
        """Walk, in the order of ids, through what filing needs to know of every message, deleted ones included."""
        ...

    async def held(self, session: int, channel: int) -> list[int]:
        """Return the ids of a session's messages in a channel, but for the deleted ones."""
        ...

    def read(self, session: int, messages: Sequence[int]) -> AsyncIterator[Contribution]:
        """Walk through the contributions with these ids, in the order given; deleted ones are left out."""
        ...

    async def session_of(self, message: int) -> int | None:
        """Return the session in whose record a message is; None if it is in none."""
        ...

    async def author_of(self, session: int, message: int) -> int | None:
        """Return who said something; None if it is not in the record."""
        ...

    async def know(self, session: int, person: Person) -> None:
        """Remember the name of somebody who takes part in a session without having said anything, a host perhaps."""
        ...

    async def names(self, session: int) -> dict[int, str]:
        """Return the names of all who took part in a session, by id."""
        ...


class Store(Sessions, Contributions, Protocol):
    """The whole record. `backlog` is how many writes wait to be committed."""

    @property
    def backlog(self) -> int:
        """How many writes wait to be committed."""
        ...

    async def recall(self, key: str) -> str | None:
        """Return what was noted under a key."""
        ...

    async def note(self, key: str, value: str) -> None:
        """Note something about the installation, in place of what was noted under the key before."""
        ...


class Packs(Protocol):
    """The packs that an operator put into the prompts folder."""

    def names(self) -> list[str]:
        """Return the names of the packs, in alphabetical order."""
        ...

    def read(self, name: str) -> Pack:
        """Return a pack; raise `NotFound` if there is none, `TchatError` with all faults if it has any."""
        ...


class Exports(Protocol):
    """Summaries and transcripts as files."""

    @property
    def formats(self) -> Sequence[str]:
        """The names of the transcript formats."""
        ...

    async def transcript(self, number: int, format: str, folder: Path) -> Path:
        """Write a session's transcript into a folder and return its path."""
        ...

    async def summary(self, number: int, format: str) -> str:
        """Return a session's summary as text in this format ("md", "json", "txt")."""
        ...
