"""The engines that can keep a record: the fixture `engine` gives one at a time to tests that hold for all of them."""

import sqlite3
from pathlib import Path
from typing import Any, Protocol

from bot.adapters.sqlite.database import SqliteDatabase
from bot.app.ports.clock import Clock
from bot.app.ports.database import Database, IsAlive, Process
from tests.clock import StillClock

ME = Process("here", 1, "")


class Engine(Protocol):
    """One empty database of an engine, and what a test needs beside the port."""

    def database(self, clock: Clock | None = None, me: Process = ME, is_alive: IsAlive = lambda *_: True) -> Database:
        """Return the database as a process sees it."""
        ...

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what is in the tables, past the store."""
        ...


class SqliteEngine:
    """A file in a folder that is not there yet."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "data" / "tchat.db"

    def database(self, clock: Clock | None = None, me: Process = ME, is_alive: IsAlive = lambda *_: True) -> Database:
        return SqliteDatabase(self.path, self.path.parent / "backups", clock or StillClock(), me, is_alive)

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.path)
        found = connection.execute(sql).fetchall()
        connection.close()
        return found


ENGINES = {"sqlite": SqliteEngine}
