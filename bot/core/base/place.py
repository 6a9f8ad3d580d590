"""Where a session happens, and how a message there is linked to."""

from collections.abc import Callable
from dataclasses import dataclass

DISCORD = "discord"
REHEARSAL = "rehearsal"

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
