"""Where a session happens, and how a message there is linked to; servers, and the shards into which they are divided.

Each shard has a connection of its own; which one a server is in follows from its id (Discord's developer documentation,
"Gateway", "Sharding").
"""

from collections.abc import Callable
from dataclasses import dataclass

DISCORD = "discord"
REHEARSAL = "rehearsal"

COUNTS = (1, 2, 4, 8, 16, 32, 64)
"""How many shards there may be. In powers of two each shard of a count is a union of shards of every larger one, so a
change of the count moves no server between two of them that were together."""

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
