"""Opening the database file: its settings, who may read it, and one clear sentence for whatever is wrong with it.

Every connection that is opened here is closed on every way out: an aiosqlite connection is a thread, and one left
open keeps the interpreter from ending.
"""

import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from threading import Thread, current_thread

import aiosqlite

from bot.adapters.sql.connection import BrokenRule, Row, Unfit
from bot.app.ports.database import NotNow
from bot.core.base.errors import StoreError
from bot.core.base.words import N_

BUSY_MILLISECONDS = 5000

LARGEST_LOG = 4_000_000
"""To how many bytes the write-ahead log is cut once nobody reads what is in it."""

ROWS_AT_ONCE = 64
"""How many rows a cursor that is walked through gets from its thread at a time."""

LAST_SECONDS = 1.0
"""How long at most an end waits for the thread of a connection."""

STILL_READ = N_("{path} still holds what was erased, because another program reads it; it is tried again.")

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-256",  # KiB: what we hold besides costs memory for months and saves nothing that was measurable
    f"journal_size_limit={LARGEST_LOG}",
    "secure_delete=ON",  # what is deleted is overwritten with zeros
)


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    """Open a connection for the length of a block. Folder and file are made if they are missing, for our eyes only.

    SQLite gives the files beside the database the same permissions.
    """
    try:
        _make(path)
    except OSError as error:
        raise cannot_use(path, error) from error
    try:
        async with connected(path) as connection:
            for pragma in PRAGMAS:
                await connection.execute(f"PRAGMA {pragma}")
            yield connection
    except sqlite3.Error as error:
        raise cannot_use(path, error) from error


@asynccontextmanager
async def connected(database: Path | str, *, uri: bool = False) -> AsyncIterator[aiosqlite.Connection]:
    """Open a bare connection for the length of a block, and see its thread end.

    Where opening fails or is broken off, aiosqlite neither waits for the thread nor closes what that has opened; the
    thread would report to an event loop that has ended.
    """
    thread: Future[Thread] = Future()
    opened: list[sqlite3.Connection] = []

    def connect() -> sqlite3.Connection:
        thread.set_result(current_thread())
        timeout = BUSY_MILLISECONDS / 1000
        opened.append(
            sqlite3.connect(database, timeout=timeout, isolation_level=None, check_same_thread=False, uri=uri)
        )
        return opened[0]

    connection = aiosqlite.Connection(connect, ROWS_AT_ONCE)
    try:
        yield await connection
    except UnicodeDecodeError as error:
        raise malformed() from error
    finally:
        try:
            await connection.close()
        finally:
            thread.result(LAST_SECONDS).join(LAST_SECONDS)
            for each in opened:
                each.close()


async def shorten_log(connection: aiosqlite.Connection) -> None:
    """Bring the write-ahead log into the database and cut it to nothing; it stays while anybody reads from it."""
    await connection.execute("PRAGMA busy_timeout=0")  # to wait for readers would hold up the writer
    await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")


async def scrub(path: Path) -> None:
    """Leave nothing of what was deleted in the database and its log: pages are written anew, the log is cut.

    Raises `StoreError` where somebody still reads what was there before.
    """
    async with opened(path) as connection:
        await vacuum(path)
        ((busy, _, _),) = await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise StoreError(STILL_READ, path=path)


async def vacuum(path: Path) -> None:
    """Write every page anew, on a connection of its own: SQLite refuses while a statement there has rows left to give.

    A cursor that nobody reads to its end is such a statement until it is collected.
    """
    async with connected(path) as connection:
        await connection.execute_fetchall("PRAGMA secure_delete=ON")
        await merge_index(connection)
        await connection.execute_fetchall("VACUUM")


async def merge_index(connection: aiosqlite.Connection) -> None:
    """Let the index of words forget what it only marked as deleted; a database of an older version has none."""
    if await connection.execute_fetchall("SELECT 1 FROM sqlite_master WHERE name = 'search'"):
        await connection.execute_fetchall("INSERT INTO search (search) VALUES ('optimize')")


class SqliteConnection:
    """An open connection, as the shared SQL wants it."""

    def __init__(self, connection: aiosqlite.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    async def rows(self, sql: str, *parameters: object) -> Sequence[Row]:
        with self._errors():
            return list(await self._connection.execute_fetchall(sql, parameters))

    async def many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        with self._errors():
            await self._connection.executemany(sql, rows)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        await self.rows("BEGIN IMMEDIATE")
        try:
            yield
            await self.rows("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                await self.rows("ROLLBACK")
            raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise BrokenRule(str(error)) from error
        except UnicodeDecodeError as error:
            raise cannot_use(self._path, malformed()) from error
        except (ValueError, OverflowError) as error:
            raise Unfit(str(error)) from error
        except sqlite3.Error as error:
            raise cannot_use(self._path, error) from error


def malformed() -> sqlite3.DatabaseError:
    """Return what sqlite3 means where it cannot decode what SQLite says of a schema: it has no error of its own."""
    return sqlite3.DatabaseError("database schema is malformed")


def read_only(path: Path) -> str:
    """Return the address at which a database is opened only to be read."""
    return f"{path.absolute().as_uri()}?mode=ro"


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)


def cannot_use(path: Path, error: Exception) -> StoreError:
    """Return the sentence for what went wrong with a database file."""
    reason = str(error)
    if "locked" in reason:
        return NotNow(N_("The database {path} is locked by another program; close that and try again."), path=path)
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
