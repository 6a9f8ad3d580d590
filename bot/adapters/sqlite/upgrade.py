"""Bringing a database up to date: one transaction, after a copy, and never under a bot that runs on it.

A database from a newer version may still be used where that version says so (`compat`): it names the last migration
that whoever uses the database must know.
"""

import shlex
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import aiosqlite

from bot.adapters.sql.tables.listings import derive
from bot.adapters.sqlite.backup import back_up, before_upgrade, newest_before
from bot.adapters.sqlite.connect import SqliteConnection
from bot.adapters.sqlite.holder import holder_in
from bot.adapters.sqlite.versions import newest_version, scripts
from bot.core.base.errors import StoreError, WrongRecord
from bot.core.base.words import N_

NEWER = N_("The database {path} was written by a newer version of tchat-bot; upgrade, or use another data folder.")
NEWER_THAN_COPY = N_(
    "The database {path} was written by a newer version of tchat-bot; upgrade, or restore the copy from before: "
    "`tchat restore {copy}`."
)
IN_USE = N_(
    "The bot that runs on this database is of an older version: process {process} on {host}, since {since}; stop it, "
    "and let the new `tchat run` bring the database up to date first."
)


async def migrate(connection: aiosqlite.Connection, path: Path, *, token: str = "", copied: bool = True) -> None:
    """Bring the schema up to date; raise `StoreError` if that is not possible, or if another bot has the lease.

    `token` is that of our own lease. Without `copied`, no copy is made first: what is changed is one already.
    """
    await must_be_usable(connection, path)
    version = await version_of(connection)
    if version >= newest_version():
        return
    await _must_be_free(connection, token)
    if version and copied:
        await back_up(path, before_upgrade(_copies_of(path), version))
    await connection.execute("BEGIN IMMEDIATE")
    try:
        await _upgrade(connection, path, token)
        await connection.execute("COMMIT")
    except BaseException:
        await connection.execute("ROLLBACK")
        raise


async def must_be_usable(connection: aiosqlite.Connection, path: Path) -> None:
    """Raise `StoreError` for a database from a version that is too new for this one."""
    version = await version_of(connection)
    known = newest_version()
    if version > known and await _oldest_of(connection, version) > known:
        if copy := newest_before(_copies_of(path), known):
            raise WrongRecord(NEWER_THAN_COPY, path=path, copy=shlex.quote(str(copy)))
        raise WrongRecord(NEWER, path=path)


async def version_of(connection: aiosqlite.Connection) -> int:
    """Return the number of the last migration that this database has seen; 0 for an empty file."""
    async with connection.execute("PRAGMA user_version") as cursor:
        row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def _upgrade(connection: aiosqlite.Connection, path: Path, token: str) -> None:
    version = await version_of(connection)
    if version >= newest_version():
        return  # another process was faster
    await _must_be_free(connection, token)
    await _run_scripts(connection, version, newest_version())
    await derive(SqliteConnection(connection, path))


async def make(connection: aiosqlite.Connection, version: int) -> None:
    """Make the tables of a version, in an empty database."""
    await _run_scripts(connection, 0, version)


async def _run_scripts(connection: aiosqlite.Connection, seen: int, last: int) -> None:
    for number, script in scripts():
        if seen < number <= last:
            for statement in _statements(script.read_text(encoding="utf-8")):
                await connection.execute(statement)
    await connection.execute(f"PRAGMA user_version = {last}")


async def _must_be_free(connection: aiosqlite.Connection, token: str) -> None:
    holder = await holder_in(connection)
    if holder and holder.token != token:
        raise StoreError(IN_USE, **holder.values)


async def _oldest_of(connection: aiosqlite.Connection, version: int) -> int:
    if not await connection.execute_fetchall("SELECT 1 FROM sqlite_master WHERE name = 'compat'"):
        return version
    ((oldest,),) = await connection.execute_fetchall("SELECT oldest FROM compat")
    return int(oldest)


def _statements(script: str) -> Iterator[str]:
    """Walk through a script: sqlite3 runs a whole one only outside of transactions."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _copies_of(path: Path) -> Path:
    """Return the folder of the copies of a database: the nightly ones, which also forget the others in time."""
    return path.parent / "backups"
