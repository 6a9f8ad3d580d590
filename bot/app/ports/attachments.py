"""What is kept of the files that members attach: what became of each in the record, the bytes on a shelf beside it."""

from collections.abc import Iterable
from typing import Protocol

from bot.core.base.contribution import Attachment, Fate


class Shelf(Protocol):
    """Bytes by the SHA-256 of them. Each method raises `StoreError` where the disk fails."""

    async def put(self, digest: str, content: bytes) -> None:
        """Keep bytes; they are there whole or not at all."""
        ...

    async def read(self, digest: str) -> bytes | None:
        """Return bytes; None if they are not there."""
        ...

    async def holds(self, digest: str) -> bool:
        """Return whether bytes are there."""
        ...

    async def drop(self, digest: str) -> None:
        """Remove bytes; nothing happens if they are not there."""
        ...


class KeptFiles(Protocol):
    """What became of attachments. What is known of a file goes with the last message that has it.

    A digest is loose while its bytes may be on the shelf and no message has the file: whoever puts bytes there says so
    before, and deletions make loose what they leave behind.
    """

    async def unfetched(self, session: int) -> list[tuple[int, Attachment]]:
        """Return a session's files with a link of which nothing is known yet, each with its message, oldest first."""
        ...

    async def file_bytes(self, session: int) -> int:
        """Return how many bytes of a session's files are kept; the same file twice counts once."""
        ...

    async def note_file(self, session: int, message: int, url: str, fate: Fate) -> None:
        """Note what became of a message's file; nothing happens if the message does not have it any more."""
        ...

    async def loosen(self, digest: str) -> None:
        """Note that bytes are about to be put on the shelf."""
        ...

    async def loose(self) -> list[str]:
        """Return what is loose."""
        ...

    async def swept(self, digests: Iterable[str]) -> None:
        """Note that these bytes were removed from the shelf."""
        ...
