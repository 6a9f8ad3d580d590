"""The port `Shelf` as a folder: each content is a file named by its SHA-256, in 256 folders by the first letters."""

import asyncio
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.core.base.errors import StoreError
from bot.core.base.words import N_

Result = TypeVar("Result")

CANNOT_KEEP = N_("The folder of attachments {path} cannot be used ({reason}).")


class FolderShelf:
    """Keeps content in a folder, which is made when the first is put there. Names come from hashes only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, digest: str, content: bytes) -> None:
        await self._done(self._put, digest, content)

    async def read(self, digest: str) -> bytes | None:
        return await self._done(self._read, digest)

    async def holds(self, digest: str) -> bool:
        return await self._done(self._path(digest).is_file)

    async def drop(self, digest: str) -> None:
        await self._done(self._drop, digest)

    async def _done(self, work: Callable[..., Result], *given: object) -> Result:
        try:
            return await asyncio.to_thread(work, *given)
        except OSError as error:
            raise StoreError(CANNOT_KEEP, path=self._folder, reason=error.strerror or error) from error

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def _put(self, digest: str, content: bytes) -> None:
        path = self._path(digest)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beginning = path.with_name(f"{digest}.{secrets.token_hex(4)}.part")
        try:
            with beginning.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beginning.replace(path)
        finally:
            beginning.unlink(missing_ok=True)

    def _read(self, digest: str) -> bytes | None:
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError:
            return None

    def _drop(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)
