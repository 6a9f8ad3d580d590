"""Putting a copy back: the record is then what it was, and the one that it replaces is kept aside.

SQLite would apply a write-ahead log that is left beside a copy to that copy, and ruin it; so a copy is never put over
the database by hand. What is put back is checked before anything is moved, and one rename puts it into its place.
"""

import os
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.adapters.sqlite.backup import copied, free_name, part_of
from bot.adapters.sqlite.connect import cannot_use, connected, read_only
from bot.adapters.sqlite.holder import holder_in
from bot.adapters.sqlite.upgrade import must_be_usable
from bot.app.ports.database import IsAlive
from bot.core.base.errors import NotFound, StoreError, WrongRecord
from bot.core.base.words import N_

NO_COPY = N_("There is no file {path}; the nightly copies are in the folder `backups` of the data folder.")
NOT_A_COPY = N_("{path} is not a copy of a tchat-bot database; nothing was changed.")
DAMAGED = N_("The copy {path} is damaged; nothing was changed. Try an older one.")
RUNS = N_(
    "The bot runs on this database: process {process} on {host}, since {since}; stop it first, then restore the copy."
)


@dataclass(frozen=True, slots=True)
class Here:
    """When and where this is done: whether a bot still runs depends on it."""

    now: datetime
    host: str
    is_alive: IsAlive


async def restore(database: Path, copy: Path, here: Here) -> Path | None:
    """Put a copy into the place of the database; return where the one that it replaces is, if there was one."""
    if not _exists(copy):
        raise NotFound(NO_COPY, path=copy)
    await _must_be_free(database, here)
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with part_of(database) as part:
        await fetch(copy, part)
        return _put(part, database)


async def _must_be_free(database: Path, here: Here) -> None:
    """Refuse while a bot runs; nobody can run on a database that is damaged so badly that it does not tell.

    It is only read, so that what lies aside later is just what was found.
    """
    if not _exists(database):
        return
    try:
        async with connected(read_only(database), uri=True) as connection:
            holder = await holder_in(connection)
    except sqlite3.OperationalError as error:
        raise cannot_use(database, error) from error
    except (sqlite3.DatabaseError, WrongRecord):
        return
    if holder and not holder.is_gone(here.now, here.host, here.is_alive):
        raise StoreError(RUNS, **holder.values)


async def fetch(copy: Path, part: Path) -> None:
    """Copy what is to be put back, and check that it is sound and ours; the copy itself is only read."""
    try:
        async with connected(read_only(copy), uri=True) as source:
            if not await copied(source, part):
                raise StoreError(DAMAGED, path=copy)
            if not await source.execute_fetchall("SELECT 1 FROM sqlite_master WHERE name = 'installation'"):
                raise StoreError(NOT_A_COPY, path=copy)
            await must_be_usable(source, copy)
    except sqlite3.OperationalError as error:
        raise cannot_use(copy, error) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(DAMAGED if "malformed" in str(error) else NOT_A_COPY, path=copy) from error


def _put(part: Path, database: Path) -> Path | None:
    """Let the part be the database. What was there is complete under its new name before anything of it is removed."""
    log, index = (database.with_name(f"{database.name}-{kind}") for kind in ("wal", "shm"))
    aside = free_name(database.parent, f"{database.stem}-replaced") if database.exists() else None
    if aside:
        _keep(database, aside)
        if log.exists():
            _keep(log, aside.with_name(f"{aside.name}-wal"))
    log.unlink(missing_ok=True)
    index.unlink(missing_ok=True)
    os.replace(part, database)
    return aside


def _keep(file: Path, name: Path) -> None:
    """Give a file a second name; where the disk does not know such names, copy it."""
    try:
        os.link(file, name)
    except OSError:
        shutil.copyfile(file, name)
    name.chmod(0o600)
    os.utime(name)  # it is from now on that it lies aside


def _exists(path: Path) -> bool:
    return path.exists()
