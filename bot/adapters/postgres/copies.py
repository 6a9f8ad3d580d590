"""Copies of a PostgreSQL record. A copy is an SQLite file, whatever engine has the record: it can be read and moved.

Every table is compared, by number and hash of its rows, before a copy counts or the record is replaced by one.
"""

import hashlib
import os
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiosqlite

from bot.adapters.postgres.connect import PostgresConnection, fit, opened, told
from bot.adapters.postgres.upgrade import migrate, must_be_usable, newest_version, version_of
from bot.adapters.sql.holder import READ, holder_of
from bot.adapters.sqlite import backup, connect, restore, upgrade
from bot.adapters.sqlite.restore import Here
from bot.core.base.errors import NotFound, StoreError
from bot.core.base.words import N_

TABLES = """
    SELECT name FROM sqlite_master JOIN pragma_table_list AS listed USING (name)
    WHERE sqlite_master.type = 'table' AND listed.schema = 'main' AND listed.type = 'table'
    AND name NOT LIKE 'sqlite_%' AND name NOT IN ('lease', 'compat') ORDER BY sqlite_master.rowid"""
"""The tables of a copy, those that others refer to first; the virtual ones are left out, and what belongs to them."""
COLUMNS = "SELECT name FROM pragma_table_info(?)"
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
COUNTERS = "SELECT table_name, column_name FROM information_schema.columns WHERE is_identity = 'YES' AND table_name = ?"
COUNT_ON = """
    SELECT setval(pg_get_serial_sequence('{table}', '{column}'), coalesce(max({column}), 0) + 1, false) FROM {table}"""
"""Lets a counter go on after the largest number that is there."""

SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
CHUNK = 1000

NOTHING = N_("There is nothing in the database yet, so there is nothing to copy.")
DIFFERENT = N_("The table {table} is not the same in the copy; nothing was changed. Try again.")


@dataclass
class Tally:
    """How many rows there are, and a hash of them all that does not depend on their order."""

    count: int = 0
    total: int = 0

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Count these rows in."""
        for row in rows:
            self.count += 1
            digest = hashlib.sha256(repr(tuple(row)).encode("utf-8", "surrogatepass")).digest()
            self.total = (self.total + int.from_bytes(digest, "big")) % 2**256


class PostgresCopies(backup.BackupFolder):
    """One copy a day, named by it, in one folder. It fills the port `Copies`."""

    def __init__(self, url: str, folder: Path) -> None:
        super().__init__(folder.parent / "tchat.db", folder)
        self._url = url

    async def _copy(self, path: Path) -> None:
        await unload(self._url, path)

    def _size(self) -> int:
        return 0  # the record lies elsewhere


async def unload(url: str, copy: Path) -> None:
    """Copy the record as it is at one moment into a new file; leave nothing behind where that is not possible.

    A record of an older version becomes a copy of that version.
    """
    backup.refuse_if_there(copy)
    async with opened(url) as source:
        version = min(await version_of(source), newest_version())
        if not version:
            raise NotFound(NOTHING)
        with backup.part_of(copy) as part:
            try:
                async with connect.opened(part) as target:
                    await upgrade.make(target, version)
                    await _unload(source, target, url)
                    await target.execute("PRAGMA journal_mode=DELETE")
            except sqlite3.Error as error:
                raise StoreError(backup.NOT_WRITTEN, path=copy, reason=error) from error
            os.replace(part, copy)


async def _unload(source: PostgresConnection, target: aiosqlite.Connection, url: str) -> None:
    triggers = list(await target.execute_fetchall(TRIGGERS))
    async with source.transaction(SNAPSHOT):
        await target.execute("BEGIN IMMEDIATE")
        for name, _ in triggers:  # they are about what happens to a record, not about what it is
            await target.execute(f"DROP TRIGGER {name}")
        for table, columns in await _tables(target):
            sent, kept = Tally(), Tally()
            names, marks = ", ".join(columns), ", ".join("?" * len(columns))
            with told(url):
                async for rows in _walk(source, f"SELECT {names} FROM {table}"):
                    sent.add(rows)
                    await target.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            kept.add(await target.execute_fetchall(f"SELECT {names} FROM {table}"))
            _must_be_same(table, sent, kept)
        for _, sql in triggers:
            await target.execute(sql)
        if await target.execute_fetchall("SELECT 1 FROM sqlite_master WHERE name = 'search'"):
            await target.execute("INSERT INTO search (search) VALUES ('rebuild')")
        await target.execute("COMMIT")


async def load(url: str, copy: Path, folder: Path, here: Here) -> Path | None:
    """Let the record be what a copy says; return the file in which the one that it replaces is, if there was one."""
    if not _exists(copy):
        raise NotFound(restore.NO_COPY, path=copy)
    _make(folder)
    with TemporaryDirectory(prefix="restoring-", dir=folder) as place:
        part = Path(place) / "copy.db"
        part.touch(mode=0o600)
        await restore.fetch(copy, part)
        async with connect.opened(part) as source, opened(url) as target:
            await upgrade.migrate(source, part, copied=False)
            await must_be_usable(target, url, folder / "backups")
            await migrate(target)
            await _must_be_free(target, here)
            aside = None
            if await target.rows("SELECT 1 FROM installation"):
                aside = backup.free_name(folder, "tchat-replaced")
                await unload(url, aside)
            async with target.transaction():
                await target.script("LOCK TABLE lease, slices IN EXCLUSIVE MODE")
                await _must_be_free(target, here)
                with told(url):
                    await _load(source, target)
    return aside


async def _must_be_free(target: PostgresConnection, here: Here) -> None:
    for row in await target.rows(READ):
        holder = holder_of([row])
        if holder and not holder.is_gone(here.now, here.host, here.is_alive):
            raise StoreError(restore.RUNS, **holder.values)


async def _load(source: aiosqlite.Connection, target: PostgresConnection) -> None:
    tables = await _tables(source)
    names = [table for table, _ in tables]
    await target.script(f"TRUNCATE {', '.join(names)}")
    for table in names:  # they are about what happens to a record, not about what it is
        await target.script(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    sent = {table: Tally() for table in names}
    for table, columns in tables:
        async with source.execute(f"SELECT {', '.join(columns)} FROM {table}") as cursor:
            while rows := [tuple(fit(row)) for row in await cursor.fetchmany(CHUNK)]:
                sent[table].add(rows)
                await target.raw.copy_records_to_table(table, records=rows, columns=columns)
    for table in names:
        await target.script(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for _, column in await target.rows(COUNTERS, table):
            await target.script(COUNT_ON.format(table=table, column=column))
    for table, columns in tables:
        kept = Tally()
        async for rows in _walk(target, f"SELECT {', '.join(columns)} FROM {table}"):
            kept.add(rows)
        _must_be_same(table, sent[table], kept)


async def _walk(connection: PostgresConnection, sql: str) -> AsyncIterator[list[tuple[Any, ...]]]:
    """Yield the rows of a query in pieces, within a transaction."""
    cursor = await connection.raw.cursor(sql)
    while rows := [tuple(row) for row in await cursor.fetch(CHUNK)]:
        yield rows


async def _tables(copy: aiosqlite.Connection) -> list[tuple[str, list[str]]]:
    """Return the tables of a copy with their columns, but for those that are computed."""
    names = [str(name) for (name,) in await copy.execute_fetchall(TABLES)]
    return [(name, [column for (column,) in await copy.execute_fetchall(COLUMNS, (name,))]) for name in names]


def _must_be_same(table: str, sent: Tally, kept: Tally) -> None:
    if sent != kept:
        raise StoreError(DIFFERENT, table=table)


def _make(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _exists(path: Path) -> bool:
    return path.exists()
