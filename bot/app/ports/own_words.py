"""Members' own words: what they decided about them, and erasing them.

Erasing is about the record, its copies, the files beside it, and what a copy that is put back would bring again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.base.choices import Choice
from bot.core.base.retention import Keep
from bot.core.record.transcript import Expired


@dataclass(frozen=True, slots=True)
class KeptOfChat:
    """What is kept of a member from one session: how many messages, reactions given, cases about them.

    A case is its rule, when it was opened, the text that it was about, and what was done, oldest first. `waiting` are
    answers that hosts have not decided about, each with its question, `told` what they told the hosts about messages.
    """

    number: int
    title: str
    language: str
    messages: int
    files: int
    reactions: tuple[tuple[int, str], ...]
    cases: tuple[tuple[str, datetime, str, tuple[str, ...]], ...]
    waiting: tuple[tuple[int, str], ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptOfMember:
    """What is kept of a member on one server. A reminder is a channel and a session (0: all to come in the channel)."""

    guild: int
    person: int
    choice: Choice
    chats: tuple[KeptOfChat, ...]
    reminders: tuple[tuple[int, int], ...]
    suggestions: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]


class Choices(Protocol):
    """Members' choices, person by person and server by server."""

    async def choose(self, guild: int, person: int, choice: Choice, shown: Sequence[int] = ()) -> None:
        """Store somebody's choice for a server, in place of an earlier one, and call for the sessions that show it."""
        ...

    async def findable(self, guild: int) -> list[int]:
        """Return who of a server's members lets organisers find them by what they said."""
        ...

    async def choices(self, guild: int) -> Mapping[int, Choice]:
        """Return the choices of a server's members, by person; who never chose is not among them."""
        ...


@dataclass(frozen=True, slots=True)
class Erasing:
    """Whose words go: all of a server, or those of one session; said up to a message, since who stays may say more."""

    guild: int
    person: int
    upto: int
    session: int | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody of whom a session keeps something; session 0 stands for what belongs to its server as a whole.

    `upto` says up to which message their words there were erased already.
    """

    guild: int
    session: int
    person: int
    upto: int = 0


class Erasures(Protocol):
    """The part of the store that finds what is kept of a person, and erases it."""

    async def sessions_with(self, platform: str, guild: int, person: int) -> list[int]:
        """Return the sessions of a server that keep something of a person."""
        ...

    async def servers_of(self, platform: str, person: int) -> list[int]:
        """Return the servers that keep something of a person, or for which they chose something."""
        ...

    async def filing_cards(self, session: int, messages: Collection[int]) -> list[tuple[int, int]]:
        """Return the posts, with their channels, that asked hosts where some messages belong: they quote them."""
        ...

    async def reactions_by(self, session: int, person: int) -> list[tuple[int, str]]:
        """Return the reactions that somebody gave in a session: the message and the emoji of each."""
        ...

    async def reminders_of(self, guild: int, person: int) -> list[tuple[int, int]]:
        """Return of what somebody is to be reminded on a server: the channel, and the session or 0 for all."""
        ...

    async def suggestions_of(self, guild: int, person: int) -> list[tuple[str, str]]:
        """Return the questions that somebody suggested on a server, each with what became of it."""
        ...

    async def suggestions_by(self, guild: int, person: int) -> list[int]:
        """Return the numbers of the questions that somebody suggested on a server."""
        ...

    async def asked_in(self, guild: int, person: int) -> list[int]:
        """Return the sessions of a server that have a question which somebody suggested."""
        ...

    async def present(self, platform: str) -> list[Presence]:
        """Return everybody of whom anything is kept, session by session."""
        ...

    async def erase(self, erasing: Erasing) -> None:
        """Erase a person's words and name. Ids and places of messages stay, so that replies keep theirs."""
        ...

    async def scrub(self) -> None:
        """Leave no byte of what was erased in the database's files; raise `StoreError` where that must wait."""
        ...


class Expiries(Protocol):
    """The part of the store that ends what was kept long enough, server by server. Done twice, it changes nothing."""

    async def servers(self, platform: str) -> list[int]:
        """Return the servers of which anything is kept."""
        ...

    async def expire(self, guild: int, keep: Keep, before: datetime, now: datetime) -> int:
        """End what a server has of a kind from before an instant; return how many things, where people are told."""
        ...

    async def ended(self, platform: str, guild: int, before: datetime) -> list[int]:
        """Return the sessions of a server that ended before an instant and whose words are not all dealt with yet."""
        ...

    async def expired(self, session: int) -> Expired | None:
        """Return what a session had before its words were deleted; None if they are still kept."""
        ...

    async def expire_record(
        self, session: int, expired: Expired, *, messages: Collection[int], people: Collection[int]
    ) -> None:
        """Delete the words and names of a session, but for these messages with their authors, and for these people."""
        ...

    async def erase_server(self, guild: int) -> list[int]:
        """Erase everything of a server but what its members chose; return the numbers of its sessions."""
        ...

    async def note_expired(self, session: int, digest: str) -> None:
        """Note what the recap says of what is left of a session: with that, its words are dealt with."""
        ...


class Ledger(Protocol):
    """What was erased, outlasting the database, without saying whom it is about. `key` is the record's own id."""

    async def note(self, key: str, erasing: Erasing) -> None:
        """Note that somebody's words are erased; it is on the disk when the call returns."""
        ...

    async def is_empty(self) -> bool:
        """Return whether nothing was ever erased."""
        ...

    async def upto(self, key: str, presences: Sequence[Presence]) -> Mapping[Presence, int]:
        """Return up to which message the words of these people were erased; who never asked for it is left out."""
        ...
