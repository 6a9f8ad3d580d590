"""Copies of the database, made while it is being written: one file each, complete or not there at all.

A copy is read in one transaction, which other connections do not notice and which no write can spoil. It is checked
before it gets its name, so that a damaged record never takes the place of a sound copy.
"""

import asyncio
import contextlib
import logging
import os
import re
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import count
from pathlib import Path

import aiosqlite

from bot.adapters.sql.connection import BrokenRule
from bot.adapters.sql.tables.contributions import deletion_from
from bot.adapters.sql.tables.erasure import erasure
from bot.adapters.sqlite.connect import SqliteConnection, connected, opened, vacuum
from bot.app.ports.own_words import Erasing
from bot.core.base.errors import NotFound, StoreError, TchatError
from bot.core.base.words import N_

log = logging.getLogger(__name__)

NAME = re.compile(r"tchat-(\d{4}-\d\d-\d\d)\.db")
LEFT_OVER = "tchat-*.db.*.part"
ASIDE = re.compile(r"tchat-(schema-\d+|replaced)(-\d+)?\.db(-wal)?")
"""The names of what is kept for a while from before an upgrade or a restore."""
UPGRADED = re.compile(r"tchat-schema-(\d+)(-\d+)?\.db")
"""The names of those from before an upgrade."""
PAGES = 1_000
"""How many pages are copied between two looks at whether the copy is still wanted: a few milliseconds' work."""
SPARED = 100_000_000
"""How many bytes a nightly copy leaves free on the disk for the record itself."""

NO_DATABASE = N_("There is no database {path} yet, so there is nothing to copy.")
THERE = N_("{path} already exists; name another file, or move that one away.")
NOT_WRITTEN = N_("The copy {path} cannot be written: {reason}.")
DAMAGED = N_("The database {path} is damaged, so no copy was kept; `tchat doctor` says more.")
NO_ROOM = N_("There is too little room for another copy in {path}; make room there.")


async def back_up(database: Path, copy: Path) -> None:
    """Copy the database into a new file; raise `TchatError` where that is not possible, and leave nothing behind."""
    _refuse_unless_new(database, copy)
    with part_of(copy) as part:
        async with opened(database) as source:
            try:
                sound = await copied(source, part)
            except sqlite3.OperationalError as error:  # of the copy: a record that cannot be read is another error
                raise StoreError(NOT_WRITTEN, path=copy, reason=error) from error
            except sqlite3.DatabaseError as error:
                if "malformed" not in str(error):
                    raise
                sound = False
        if not sound:
            raise StoreError(DAMAGED, path=database)
        os.replace(part, copy)


class BackupFolder:
    """One copy a day, named by it, in one folder. It fills the port `Copies`."""

    def __init__(self, database: Path, folder: Path, free: Callable[[Path], int] | None = None) -> None:
        self._database = database
        self._folder = folder
        self._free = free or (lambda path: shutil.disk_usage(path).free)

    def days(self) -> list[date]:
        found = (NAME.fullmatch(path.name) for path in self._folder.glob("*.db"))
        days: list[date] = []
        for name in filter(None, found):
            with contextlib.suppress(ValueError):  # the 31st of June is somebody else's
                days.append(date.fromisoformat(name[1]))
        return sorted(days)

    async def make(self, day: date) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in self._folder.glob(LEFT_OVER):
            part.unlink(missing_ok=True)
        if self._free(self._folder) < self._size() + SPARED:
            raise StoreError(NO_ROOM, path=self._folder)
        await self._copy(self._path(day))

    def drop(self, day: date) -> None:
        self._path(day).unlink(missing_ok=True)

    async def cleanse(self, erasings: Sequence[Erasing]) -> None:
        copies = [path for path in self._found() if not path.name.endswith("-wal")]
        for path in copies:
            status = path.stat()
            try:
                await _erase_from(path, erasings)
                os.utime(path, (status.st_atime, status.st_mtime))  # how old it is decides how long it lies aside
            except (sqlite3.Error, TchatError, BrokenRule) as error:
                log.warning("the copy %s could not be cleaned and is removed: %s", path.name, error)
                for part in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
                    part.unlink(missing_ok=True)

    async def forget(self, deleted: Sequence[tuple[int, int]]) -> None:
        for path in self._found() if deleted else ():
            if path.name.endswith("-wal"):
                continue
            status = path.stat()
            try:
                await _delete_from(path, deleted)
                os.utime(path, (status.st_atime, status.st_mtime))
            except (sqlite3.Error, TchatError, BrokenRule) as error:  # an older schema perhaps: it lasts a week
                log.warning("what members deleted stays in the copy %s: %s", path.name, error)

    def drop_aside(self, before: datetime) -> None:
        for path in self._found():
            if ASIDE.fullmatch(path.name) and path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)

    def _found(self) -> list[Path]:
        """Return all copies, and what was set aside, in either folder."""
        folders = [folder for folder in (self._folder, self._database.parent) if folder.exists()]
        files = sorted(path for folder in folders for path in folder.iterdir())
        return [path for path in files if NAME.fullmatch(path.name) or ASIDE.fullmatch(path.name)]

    async def _copy(self, path: Path) -> None:
        await back_up(self._database, path)

    def _size(self) -> int:
        return self._database.stat().st_size

    def _path(self, day: date) -> Path:
        return self._folder / f"tchat-{day.isoformat()}.db"


async def copied(source: aiosqlite.Connection, part: Path) -> bool:
    """Write the copy, and return whether it is sound. A copy has no journal beside it, and nobody runs on it.

    Nor is anybody signed in by it: whoever signs out, or is erased, would be so again once it is put back.
    """
    async with connected(part) as copy:
        await _copy(source, copy)
        await copy.execute("PRAGMA journal_mode=DELETE")
        await copy.execute("PRAGMA secure_delete=ON")
        for table in ("lease", "sign_ins"):
            if await copy.execute_fetchall("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)):
                await copy.execute(f"DELETE FROM {table}")
        return [tuple(row) for row in await copy.execute_fetchall("PRAGMA integrity_check")] == [("ok",)]


async def _erase_from(copy: Path, erasings: Sequence[Erasing]) -> None:
    """Erase people from a copy, and write it anew, so that nothing of them is left in what it does not use."""
    async with connected(copy) as connection:
        await connection.execute_fetchall("PRAGMA journal_mode=DELETE")
        own = SqliteConnection(connection, copy)
        for erasing in erasings:
            statements = await erasure(own, erasing)
            async with own.transaction():
                for sql, rows in statements:
                    await own.many(sql, rows)
    await vacuum(copy)


async def _delete_from(copy: Path, deleted: Sequence[tuple[int, int]]) -> None:
    """Take messages out of a copy; one that has none of them is only read."""
    async with connected(copy) as connection:
        own = SqliteConnection(connection, copy)
        statements = await deletion_from(own, deleted)
        if not statements:
            return
        await connection.execute_fetchall("PRAGMA journal_mode=DELETE")
        async with own.transaction():
            for sql, rows in statements:
                await own.many(sql, rows)
    await vacuum(copy)


class _BrokenOffError(Exception):
    """Nobody wants the copy any more."""


async def _copy(source: aiosqlite.Connection, copy: aiosqlite.Connection) -> None:
    """Copy page by page. Whoever breaks it off gets both connections back only when SQLite has let go of them.

    It works on both in the thread of the source, and to close the copy under it ends the process (a crash, no error).
    """
    broken_off = asyncio.Event()

    def look(*_: int) -> None:
        if broken_off.is_set():
            raise _BrokenOffError

    await source.execute("BEGIN")
    await source.execute_fetchall("SELECT 1 FROM sqlite_master")  # from here on what others write is not seen
    copying = asyncio.ensure_future(source.backup(copy, pages=PAGES, progress=look))
    try:
        await asyncio.shield(copying)
    finally:
        broken_off.set()
        while not copying.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([copying])
        copying.exception()  # nobody else asks for it once it is broken off
        await source.execute("ROLLBACK")


def before_upgrade(folder: Path, version: int) -> Path:
    """Return where a record of this version is kept before an upgrade: beside the nightly copies."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return free_name(folder, f"tchat-schema-{version}")


def newest_before(folder: Path, known: int) -> Path | None:
    """Return the newest copy from before an upgrade that who knows the schema up to `known` can read."""
    found = [
        (int(name[1]), path.stat().st_mtime, path) for path in _in(folder) if (name := UPGRADED.fullmatch(path.name))
    ]
    return max((each for each in found if each[0] <= known), default=(0, 0, None))[2]


def _in(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def free_name(folder: Path, stem: str) -> Path:
    """Return the path of a database in a folder that is not there yet."""
    names = (f"{stem}{f'-{number}' if number > 1 else ''}.db" for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def _refuse_unless_new(database: Path, copy: Path) -> None:
    if not database.exists():
        raise NotFound(NO_DATABASE, path=database)
    refuse_if_there(copy)


def refuse_if_there(copy: Path) -> None:
    """Raise `StoreError` for a copy that would be written over another file."""
    if copy.exists():
        raise StoreError(THERE, path=copy)


@contextlib.contextmanager
def part_of(copy: Path) -> Iterator[Path]:
    """Give a file beside the copy for the length of a block, for our eyes only; what is left of it then is removed."""
    part = copy.with_name(f"{copy.name}.{secrets.token_hex(4)}.part")
    try:
        part.touch(mode=0o600)
        yield part
    except OSError as error:
        raise StoreError(NOT_WRITTEN, path=copy, reason=error.strerror or error) from error
    finally:
        for path in (part, *(part.with_name(f"{part.name}-{kind}") for kind in ("journal", "wal", "shm"))):
            path.unlink(missing_ok=True)
