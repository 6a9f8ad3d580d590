"""The engines that can keep a record: the fixture `engine` gives one at a time to tests that hold for all of them."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import asyncpg

from bot.adapters.postgres.database import PostgresDatabase
from bot.adapters.sql.connection import Reader
from bot.adapters.sqlite.database import SqliteDatabase
from bot.adapters.yaml_files.config_fields import SQLITE
from bot.app.ports.clock import Clock
from bot.app.ports.database import Database, IsAlive, Process
from tests.clock import StillClock
from tests.postgres_server import Server

ME = Process("here", 1, "")


class Engine(Protocol):
    """One empty database of an engine, and what a test needs beside the port; `store` is its address."""

    store: str

    def database(self, clock: Clock | None = None, me: Process = ME, is_alive: IsAlive = lambda *_: True) -> Database:
        """Return the database as a process sees it."""
        ...

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what is in the tables, past the store."""
        ...


class SqliteEngine:
    """A file in a folder that is not there yet."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "tchat.db"
        self.store = SQLITE

    def database(self, clock: Clock | None = None, me: Process = ME, is_alive: IsAlive = lambda *_: True) -> Database:
        return SqliteDatabase(self.path, self.path.parent / "backups", clock or StillClock(), me, is_alive)

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.path)
        found = connection.execute(sql).fetchall()
        connection.close()
        return found


class PostgresEngine:
    """A new database of a server that the tests run."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.store = server.new_database()
        self._copies = folder / "backups"

    def database(self, clock: Clock | None = None, me: Process = ME, is_alive: IsAlive = lambda *_: True) -> Database:
        clock = clock or StillClock()

        async def time(_: Reader) -> datetime:
            return clock.now()

        return PostgresDatabase(self.store, self._copies, clock, me, is_alive, time)

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(self.store)
        found = [tuple(row) for row in await connection.fetch(sql)]
        await connection.close()
        return found


ENGINES = ("sqlite", "postgres")

stage_on: Callable[[Path], Engine] = SqliteEngine
"""Makes the database of a stage; `pytest --engine` chooses it."""
_on_stage: dict[Path, Engine] = {}


def engine_on_stage(folder: Path) -> Engine:
    """Return the database of a stage in a folder, the same for every stage there."""
    if folder not in _on_stage:
        _on_stage[folder] = stage_on(folder)
    return _on_stage[folder]


def engine_of(name: str, folder: Path, server: Callable[[], Server]) -> Engine:
    """Return an empty database of an engine; `server` is asked for where one is needed."""
    return SqliteEngine(folder) if name == "sqlite" else PostgresEngine(folder, server())
