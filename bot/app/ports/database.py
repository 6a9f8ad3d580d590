"""The database of an installation, beside what is recorded in it: who runs the bot on it, its copies, how it is."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Protocol

from bot.app.ports.own_words import Erasing
from bot.app.ports.store import Store
from bot.core.base.errors import StoreError
from bot.core.base.finding import Finding
from bot.core.base.place import EVERYTHING, Share

IsAlive = Callable[[int, str], bool | None]
"""Returns whether the process with this number and mark still runs on this computer; None if that cannot be seen."""


@dataclass(frozen=True, slots=True)
class Process:
    """A program that runs: on which computer, its number there, and a mark that no later one with this number has."""

    host: str
    number: int
    mark: str


class NotNow(StoreError):
    """The record cannot be had now, but maybe later: another process runs the bot on it, or its server is away."""


class Heir(Enum):
    """How far a process is that gets our servers: none can, there is none, it connects to Discord, it can have them."""

    NEVER = "never"
    NONE = "none"
    CONNECTS = "connects"
    READY = "ready"


class Lease(Protocol):
    """The right to run the bot for a share of the servers, which never changes.

    It may be promised first: another process has it still, and offers it. `lost` listeners are called once it turns out
    that another process has it, `behind` listeners when the record may have gone back: its server was replaced by a
    copy, which may lack what was confirmed last.
    """

    lost: list[Callable[[], None]]
    behind: list[Callable[[], None]]

    @property
    def share(self) -> Share:
        """The servers that are ours."""
        ...

    @property
    def left(self) -> timedelta:
        """For how long nobody can have taken it, as far as this process can tell."""
        ...

    async def ended(self) -> None:
        """Wait for as long as the lease is ours; raise `StoreError` when it is not."""
        ...

    async def confirm(self) -> None:
        """Raise `StoreError` unless the lease is ours, if it was not renewed for so long that this is in question."""
        ...

    async def offer(self) -> Heir:
        """Offer our servers to a process that stands by, which has them once the lease ends; say how far that is."""
        ...

    async def withdraw(self) -> None:
        """Offer them no more, unless there is an heir."""
        ...

    @property
    def is_promised(self) -> bool:
        """Whether another process still has the servers, and offers them to us."""
        ...

    async def ready(self) -> None:
        """Say that we can have what is promised to us."""
        ...

    async def received(self) -> bool:
        """Return whether we have what was promised to us; raise `NotNow` where somebody else has it."""
        ...


class Copies(Protocol):
    """Copies of the record, at most one a day."""

    def days(self) -> Sequence[date]:
        """Return the days of which there is a copy, oldest first."""
        ...

    async def make(self, day: date) -> None:
        """Copy the record as it is now; raise `TchatError` where that is not possible."""
        ...

    def drop(self, day: date) -> None:
        """Remove a day's copy."""
        ...

    async def cleanse(self, erasings: Sequence[Erasing]) -> None:
        """Erase people from every copy, and from what was set aside; what cannot be cleaned is removed."""
        ...

    async def forget(self, deleted: Sequence[tuple[int, int]]) -> None:
        """Take messages out that were deleted since a copy was made, each given with its session before it."""
        ...

    def drop_aside(self, before: datetime) -> None:
        """Remove what was set aside before this: copies from before an upgrade, records that were replaced."""
        ...


class Database(Protocol):
    """The place of one record, whatever engine keeps it. Every method raises `StoreError` where it cannot be used."""

    copies: Copies

    def held(
        self, share: Share = EVERYTHING, *, or_left: bool = False
    ) -> AbstractAsyncContextManager[tuple[Lease, Store]]:
        """Hold the lease for the length of a block, and open the record, brought up to date, as the one who runs it.

        It raises `NotNow` while another process has a part of it, and changes nothing then. With `or_left`, what
        another process had before is taken instead, as soon as that is free, or promised to us as soon as that process
        offers it. An older record is copied before it is brought up to date. Nothing is written once the lease is lost.
        """
        ...

    def opened(self) -> AbstractAsyncContextManager[Store]:
        """Open the record for the length of a block."""
        ...

    def opened_to_read(self) -> AbstractAsyncContextManager[Store]:
        """Open the record for the length of a block, only to look at it; an older one is left as it is."""
        ...

    async def back_up(self, file: Path) -> None:
        """Copy the record into a new file, also while the bot runs."""
        ...

    async def restore(self, file: Path) -> Path | None:
        """Put a copy into the place of the record; return where the one before it is, if there was one."""
        ...

    async def runner(self) -> Finding:
        """Return whether the bot runs on the record, here or elsewhere: good only then. Looking changes nothing."""
        ...

    async def running(self) -> list[Share]:
        """Return the share of each process that runs the bot on the record."""
        ...

    async def examine(self) -> list[Finding]:
        """Return how the database is. Looking changes nothing."""
        ...
