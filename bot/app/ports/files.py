"""The files that the use cases read and write: packs, summaries, transcripts."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Protocol

from bot.core.script.pack import Pack


class Packs(Protocol):
    """The packs that an operator put into the prompts folder."""

    def names(self) -> list[str]:
        """Return the names of the packs, in alphabetical order."""
        ...

    def text(self, name: str) -> str:
        """Return a pack as its author wrote it; raise `NotFound` if there is none."""
        ...

    def read(self, name: str) -> Pack:
        """Return a pack; raise `NotFound` if there is none, `TchatError` with all faults if it has any."""
        ...


class Exports(Protocol):
    """Summaries and transcripts as files."""

    @property
    def formats(self) -> Sequence[str]:
        """The names of the transcript formats."""
        ...

    async def transcript(self, number: int, format: str, folder: Path, *, public: bool = False) -> Path:
        """Write a session's transcript into a folder and return its path; `public` is the one for everybody.

        Besides the formats there is "zip": all of them with the attachments that were kept.
        """
        ...

    def pieces(self, number: int, format: str, *, public: bool = False) -> AsyncIterator[bytes]:
        """Yield a session's transcript, piece by piece as it is made."""
        ...

    async def summary(self, number: int, format: str) -> str:
        """Return a session's summary as text in this format ("md", "json", "txt")."""
        ...

    async def measures(self, number: int, format: str) -> str:
        """Return the log of a session's cases as text in this format ("csv", "json")."""
        ...
