"""Shards: the parts into which Discord divides all servers, each with a connection of its own.

A server's shard follows from its id (developer documentation, "Gateway", "Sharding").
"""

from dataclasses import dataclass

COUNTS = (1, 2, 4, 8, 16, 32, 64)
"""How many shards there may be. In powers of two each shard of a count is a union of shards of every larger one, so a
change of the count moves no server between two of them that were together."""

MOST_SERVERS = 2_500
"""How many servers Discord lets one shard have; it closes the connection of one that has more."""

MANY_SERVERS = 1_500
"""From how many servers in one shard on the operator is told that there should be more shards."""


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
