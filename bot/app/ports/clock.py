"""The one source of time. Instants are aware UTC throughout."""

from asyncio import Event
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The one source of time, and the only way to wait for it."""

    def now(self) -> datetime:
        """Return the present instant (aware, UTC)."""
        ...

    async def wait(self, until: datetime | None, wake: Event) -> None:
        """Return at this instant (None: never), or earlier when `wake` is set; clear `wake` on return."""
        ...
