"""Where a session happens, how a message there is linked to, and which servers a process looks after."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

DISCORD = "discord"
REHEARSAL = "rehearsal"


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


SLICES = 64
"""How many parts all shards are made of, however many shards there are: so nothing that is stored depends on their
number, and processes that count differently can run side by side."""

FORM = re.compile(r"(\d{1,2}(?:-\d{1,2})?(?:,\d{1,2}(?:-\d{1,2})?)*)/(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Share:
    """The servers that one process looks after: some shards of `count`, which divides 64. As Discord counts, a server
    belongs to the shard that its id, without the last 22 bits, leaves when it is divided by their number.
    """

    numbers: tuple[int, ...]
    count: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return what is meant by "0-1/4" or "0,4-5/8"; None if nothing is."""
        found = FORM.fullmatch(text)
        count = int(found[2]) if found else 0
        if found is None or count == 0 or SLICES % count:
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
        """Return whether a server belongs to them; what belongs to no server is shard 0's."""
        return (guild >> 22) % self.count in self.numbers

    @property
    def slices(self) -> list[int]:
        """The slices that they are made of."""
        return [slice_ for slice_ in range(SLICES) if slice_ % self.count in self.numbers]

    @property
    def have_first(self) -> bool:
        """Whether shard 0 is among them: who has that does what is done once for all servers."""
        return 0 in self.numbers


EVERYTHING = Share((0,), 1)
