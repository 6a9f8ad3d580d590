"""Where a session happens, and how a message there is linked to; servers, and the shards into which they are divided.

Each shard has a connection of its own; which one a server is in follows from its id (Discord's developer documentation,
"Gateway", "Sharding").
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

DISCORD = "discord"
REHEARSAL = "rehearsal"

COUNTS = (1, 2, 4, 8, 16, 32, 64)
"""How many shards there may be. In powers of two each shard of a count is a union of shards of every larger one, so a
change of the count moves no server between two of them that were together."""

SLICES = COUNTS[-1]
"""How many parts shards are made of, however many they are: so nothing that is stored depends on their number, and
processes that count differently can run side by side."""

MOST_SERVERS = 2_500
"""How many servers Discord lets one shard have; it closes the connection of one that has more."""

MANY_SERVERS = 1_500
"""From how many servers in one shard on the operator is told that there should be more shards."""

Servers = Callable[[int], bool]
"""Says of a server whether it is meant."""


def everywhere(server: int) -> bool:
    """Mean every server."""
    return True


@dataclass(frozen=True, slots=True)
class RoomRef:
    """A room: the platform ("discord" or "rehearsal"), its server's id and its channel's id."""

    platform: str
    guild: int
    channel: int

    @property
    def address(self) -> str:
        """The link that opens the room itself; a rehearsal's is its HTML transcript."""
        if self.platform == DISCORD:
            return f"https://discord.com/channels/{self.guild}/{self.channel}"
        return "transcript.html"

    def link(self, message: int, channel: int | None = None) -> str:
        """Return the link that jumps to a message, in the room's own channel unless another (a thread) is given.

        On Discord this is the form that "Copy Message Link" gives; a rehearsal's messages are anchors in the HTML
        transcript that lies beside its summary.
        """
        if self.platform == DISCORD:
            return f"https://discord.com/channels/{self.guild}/{channel or self.channel}/{message}"
        return f"transcript.html#m{message}"


@dataclass(frozen=True, slots=True)
class Shard:
    """One shard of so many, numbered from 0. What belongs to no server, private messages above all, is in shard 0."""

    number: int
    count: int

    def has(self, guild: int) -> bool:
        """Return whether a server is in it."""
        return shard_of(guild, self.count) == self.number


def shard_of(guild: int, count: int) -> int:
    """Return in which of so many shards a server is."""
    return (guild >> 22) % count


def enough(wanted: int) -> int:
    """Return the smallest possible number of shards that is not below the wanted one, as far as there is one."""
    return next((count for count in COUNTS if count >= wanted), COUNTS[-1])


FORM = re.compile(r"(\d{1,2}(?:-\d{1,2})?(?:,\d{1,2}(?:-\d{1,2})?)*)/(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Share:
    """The servers that one process looks after: some shards of so many."""

    numbers: tuple[int, ...]
    count: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return what is meant by "0-1/4" or "0,4-5/8"; None if nothing is."""
        found = FORM.fullmatch(text)
        count = int(found[2]) if found else 0
        if found is None or count not in COUNTS:
            return None
        numbers = list[int]()
        for part in found[1].split(","):
            first, _, last = part.partition("-")
            numbers += range(int(first), int(last or first) + 1)
        if not numbers or max(numbers) >= count or any(one >= other for one, other in pairwise(numbers)):
            return None
        return cls(tuple(numbers), count)

    def __str__(self) -> str:
        return f"{','.join(self._runs())}/{self.count}"

    def _runs(self) -> Iterator[str]:
        first = before = self.numbers[0]
        for number in (*self.numbers[1:], SLICES + 1):
            if number != before + 1:
                yield str(first) if first == before else f"{first}-{before}"
                first = number
            before = number

    def has(self, guild: int) -> bool:
        """Return whether a server is among them."""
        return shard_of(guild, self.count) in self.numbers

    @property
    def slices(self) -> list[int]:
        """The slices of which its shards are made."""
        return [slice_ for slice_ in range(SLICES) if slice_ % self.count in self.numbers]

    @property
    def have_first(self) -> bool:
        """Whether shard 0 is among them: who has that does what is done once for all servers."""
        return 0 in self.numbers


EVERYTHING = Share((0,), 1)
