"""What members decided about their own words."""

from collections.abc import Mapping
from typing import Protocol

from bot.core.base.choices import Choice


class Choices(Protocol):
    """Members' choices, person by person and server by server."""

    async def choose(self, guild: int, person: int, choice: Choice) -> None:
        """Store somebody's choice for a server, in place of an earlier one."""
        ...

    async def servers_of(self, platform: str, person: int) -> list[int]:
        """Return the servers in whose chats somebody took part, or for which they chose something."""
        ...

    async def choices(self, guild: int) -> Mapping[int, Choice]:
        """Return the choices of a server's members, by person; who never chose is not among them."""
        ...
