"""Opening the database file: settings, migrations, and one clear sentence for whatever is wrong with it.

Every connection that is opened here is closed on every way out: an aiosqlite connection is a thread, and one left
open keeps the interpreter from ending.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import aiosqlite

from bot.core.base.errors import StoreError
from bot.core.base.words import N_

MIGRATIONS = resources.files(__package__) / "migrations"
BUSY_MILLISECONDS = 5000

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-256",  # KiB: what we hold besides costs memory for months and saves nothing that was measurable
)

NEWER = N_("The database {path} was written by a newer version of tchat-bot; upgrade, or use another data folder.")


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    """Open a connection for the length of a block; the folder is made if it is missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = await _connected(path)
    except (OSError, sqlite3.Error) as error:
        raise cannot_use(path, error) from error
    try:
        for pragma in PRAGMAS:
            await connection.execute(f"PRAGMA {pragma}")
        yield connection
    except sqlite3.Error as error:
        raise cannot_use(path, error) from error
    finally:
        await connection.close()


async def _connected(path: Path) -> aiosqlite.Connection:
    """Return a connection. If nobody waits for it any more, close it: aiosqlite forgets what its thread opens then."""

    async def connect() -> aiosqlite.Connection:
        return await aiosqlite.connect(path, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)

    connecting = asyncio.create_task(connect())
    try:
        return await asyncio.shield(connecting)
    except asyncio.CancelledError:
        with suppress(OSError, sqlite3.Error):
            await (await connecting).close()
        raise


async def migrate(connection: aiosqlite.Connection, path: Path) -> None:
    """Bring the schema up to date, one numbered file a transaction; refuse a database from a newer version."""
    version = await version_of(connection)
    if version > newest_version():
        raise StoreError(NEWER, path=path)
    for number, script in _scripts():
        if number > version:
            sql = script.read_text(encoding="utf-8")
            try:
                await connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {number};\nCOMMIT;")
            except sqlite3.OperationalError:
                if not connection.in_transaction or await version_of(connection) < number:
                    raise
                await connection.execute("ROLLBACK")  # another process was faster


def newest_version() -> int:
    """Return the number of the last migration that there is."""
    return _scripts()[-1][0]


def _scripts() -> list[tuple[int, Traversable]]:
    return sorted((int(entry.name[:4]), entry) for entry in MIGRATIONS.iterdir() if entry.name.endswith(".sql"))


async def version_of(connection: aiosqlite.Connection) -> int:
    """Return the number of the last migration that this database has seen; 0 for an empty file."""
    async with connection.execute("PRAGMA user_version") as cursor:
        row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


def cannot_use(path: Path, error: Exception) -> StoreError:
    """Return the sentence for what went wrong with a database file."""
    reason = str(error)
    if "locked" in reason:
        return StoreError(N_("The database {path} is locked by another program; close that and try again."), path=path)
    if "not a database" in reason:
        return StoreError(
            N_("{path} is not a database of tchat-bot; move it away or use another data folder."), path=path
        )
    if isinstance(error, OSError) or "unable to open" in reason or "readonly" in reason:
        return StoreError(
            N_("The data folder {path} cannot be written; check who owns it, or use another with --data."),
            path=path.parent,
        )
    return StoreError(N_("The database {path} cannot be used: {reason}."), path=path, reason=reason.rstrip("."))
