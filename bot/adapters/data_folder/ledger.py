"""The port `Ledger` as a file beside the database: a line an erasure, each a keyed hash and the last message's id.

Only who has the database, whose id is the key, and knows a person's id can tell that a line is about them.
"""

import asyncio
import hashlib
import hmac
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.app.ports.own_words import Erasing, Presence
from bot.core.base.errors import StoreError
from bot.core.base.words import N_

CANNOT_USE = N_("The file {path}, which keeps erased words from coming back, cannot be used ({reason}).")


class FileLedger:
    """Lines "<hash> <last message>". A line that is cut off, as by a full disk, is skipped."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def note(self, key: str, erasing: Erasing) -> None:
        line = f"\n{_digest(key, erasing.guild, erasing.session or 0, erasing.person)} {erasing.upto}\n"
        try:
            await asyncio.to_thread(self._append, line)
        except OSError as error:
            raise StoreError(CANNOT_USE, path=self._path, reason=error.strerror or error) from error

    async def is_empty(self) -> bool:
        return not await asyncio.to_thread(self._read)

    async def upto(self, key: str, presences: Sequence[Presence]) -> Mapping[Presence, int]:
        known = await asyncio.to_thread(self._read)
        if not known:
            return {}
        found = {}
        for each in presences:
            places = {0, each.session}
            last = max(known.get(_digest(key, each.guild, place, each.person), 0) for place in places)
            if last:
                found[each] = last
        return found

    def _append(self, line: str) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def _read(self) -> dict[str, int]:
        try:
            lines = self._path.read_text(encoding="ascii", errors="replace").splitlines()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise StoreError(CANNOT_USE, path=self._path, reason=error.strerror or error) from error
        known: dict[str, int] = {}
        for digest, _, upto in (line.partition(" ") for line in lines):
            if upto.isdecimal():
                known[digest] = max(known.get(digest, 0), int(upto))
        return known


def _digest(key: str, guild: int, session: int, person: int) -> str:
    return hmac.new(key.encode(), f"{guild}:{session}:{person}".encode(), hashlib.sha256).hexdigest()
