"""Sessions as lists, completion and planning see them: rows that are kept beside the facts."""

from collections.abc import AsyncIterator, Collection, Mapping
from datetime import datetime
from typing import Protocol

from bot.core.base.place import EVERYTHING, RoomRef, Share
from bot.core.script.pack import Pack
from bot.core.session.listing import Listed, Tally


class Lists(Protocol):
    """Sessions as rows of lists, without their facts. What is asked for costs the same after many sessions."""

    async def listed(self) -> list[Listed]:
        """Return every session but rehearsals, oldest first."""
        ...

    async def newest_of(
        self, *, channels: Collection[int], numbers: Collection[int], upto: int, most: int
    ) -> list[Listed]:
        """Return so many sessions at most, newest first, up to a number; of rehearsals none.

        They are those of some channels, and some by their number.
        """
        ...

    async def row(self, number: int) -> Listed | None:
        """Return a session's row; None if there is no such session."""
        ...

    async def rooms(self) -> list[RoomRef]:
        """Return the rooms in which there were sessions; of rehearsals none."""
        ...

    async def tallies(self, numbers: Collection[int]) -> Mapping[int, Tally]:
        """Return the tallies that are kept of sessions; one goes with the commit that changes what it counts."""
        ...

    async def begin_tallies(self, numbers: Collection[int], token: int) -> None:
        """Note that somebody counts these sessions now: what changes from here on makes their tallies worth nothing."""
        ...

    async def keep_tallies(self, tallies: Mapping[int, Tally], token: int) -> None:
        """Keep what was counted since this token was noted, but of what has changed, or was begun anew, meanwhile."""
        ...

    def search(self, guild: int, text: str) -> AsyncIterator[Listed]:
        """Walk, newest first, through a server's sessions whose number or title contains a text; no rehearsals."""
        ...

    async def last_in(self, platform: str, channel: int, *, hosted: bool = False) -> Listed | None:
        """Return the last session that was set in a channel, or the last one that has hosts; no rehearsals."""
        ...

    async def past_in(self, platform: str, channel: int) -> list[Listed]:
        """Return the chats of a channel that have opened: the one that is on, then the last that closed, at most 25.

        Of rehearsals just one that is on.
        """
        ...

    async def times_played(self, guild: int, pack: Pack) -> int:
        """Return how often a server has played, or has set, what a pack asks, under whatever name.

        Rehearsals and what was called off do not count.
        """
        ...

    async def ahead(self, platform: str, now: datetime) -> list[int]:
        """Return the numbers of what is to come or on, and of what was called off before its time; no rehearsals."""
        ...

    async def unfinished(self, platform: str, share: Share = EVERYTHING) -> list[int]:
        """Return the numbers of a platform's sessions in a share that still have a step or an effect to come."""
        ...
