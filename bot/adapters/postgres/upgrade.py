"""Bringing a PostgreSQL database up to date: one transaction, under a lock, and never under a bot that runs on it.

The numbers of the migrations are those of SQLite's; a PostgreSQL database begins with the first one that is here.
"""

import shlex
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.adapters.postgres.connect import PostgresConnection, place_of
from bot.adapters.sql.connection import Reader
from bot.adapters.sql.holder import READ, holder_of
from bot.adapters.sql.tables.listings import derive
from bot.adapters.sqlite.backup import newest_before
from bot.app.ports.database import NotNow
from bot.core.base.errors import StoreError, WrongRecord
from bot.core.base.words import N_

SEVERAL = 13
"""The first version on which more than one process can run."""

MIGRATIONS = resources.files(__package__) / "migrations"

VERSION_TABLE = """
    CREATE TABLE IF NOT EXISTS schema_version (one BIGINT PRIMARY KEY CHECK (one = 1), number BIGINT NOT NULL);
    LOCK TABLE schema_version IN ACCESS EXCLUSIVE MODE"""
NOTE_VERSION = """
    INSERT INTO schema_version (one, number) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET number = excluded.number"""

NEWER = N_("The database {place} was written by a newer version of tchat-bot; upgrade, or use another database.")
NEWER_THAN_COPY = N_(
    "The database {place} was written by a newer version of tchat-bot; upgrade, or put the copy from before into an "
    "empty one: name that in `store`, then `tchat restore {copy}`."
)
OLDER = N_(
    "The database {place} is of an older version, and I only look; let the new `tchat run` bring it up to date first."
)
IN_USE = N_(
    "The bot that runs on this database is of an older version: process {process} on {host}, since {since}; stop it, "
    "and let the new `tchat run` bring the database up to date first."
)


async def migrate(connection: PostgresConnection, *, token: str = "") -> None:
    """Bring the schema up to date; raise `StoreError` if that is not possible, or if another bot has the lease.

    `token` is that of our own lease.
    """
    if await version_of(connection) >= newest_version():
        return
    async with connection.transaction():
        await connection.script(VERSION_TABLE)
        version = await version_of(connection)
        if version >= newest_version():
            return  # another process was faster
        if version:
            await must_be_free(connection, token)
        for number, script in _scripts():
            if number > version:
                await connection.script(script.read_text(encoding="utf-8"))
        await derive(connection)
        await connection.rows(NOTE_VERSION, newest_version())


async def must_be_free(connection: PostgresConnection, token: str) -> None:
    """Raise `NotNow` if a bot runs on a database that is to be brought up to date; `token` is that of our own."""
    for row in await connection.rows(READ):
        holder = holder_of([row])
        if holder and holder.token != token:
            raise NotNow(IN_USE, **holder.values)


async def must_be_usable(reader: Reader, url: str, copies: Path) -> None:
    """Raise `StoreError` for a database from a version that is too new for this one."""
    version = await version_of(reader)
    if version > newest_version():
        ((oldest,),) = await reader.rows("SELECT oldest FROM compat")
        if oldest > newest_version():
            if copy := newest_before(copies, newest_version()):
                raise WrongRecord(NEWER_THAN_COPY, place=place_of(url), copy=shlex.quote(str(copy)))
            raise WrongRecord(NEWER, place=place_of(url))


async def must_be_new(reader: Reader, url: str, copies: Path) -> None:
    """Raise `StoreError` for a database that would have to be brought up to date before it can be read."""
    await must_be_usable(reader, url, copies)
    if 0 < await version_of(reader) < newest_version():
        raise StoreError(OLDER, place=place_of(url))


def newest_version() -> int:
    """Return the number of the last migration that there is."""
    return _scripts()[-1][0]


async def version_of(reader: Reader) -> int:
    """Return the number of the last migration that this database has seen; 0 for an empty one."""
    if await reader.rows("SELECT to_regclass('schema_version')") == [(None,)]:
        return 0
    rows = await reader.rows("SELECT number FROM schema_version")
    return int(rows[0][0]) if rows else 0


def _scripts() -> list[tuple[int, Traversable]]:
    return sorted((int(entry.name[:4]), entry) for entry in MIGRATIONS.iterdir() if entry.name.endswith(".sql"))
