"""Connections to a PostgreSQL server: made when needed, made anew once they broke, and closed on every way out.

A connection waits for no answer longer than `ANSWER` seconds, and the server ends a transaction of ours that stands
still: a process that hangs inside one would else keep everybody else from the lease.
"""

import asyncio
import logging
import re
from asyncio.log import logger as asyncio_log
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import cache
from urllib.parse import urlsplit

import asyncpg

from bot.adapters.sql.connection import BrokenRule, Collision, Row, Unfit
from bot.app.ports.database import NotNow
from bot.core.base.errors import StoreError
from bot.core.base.words import N_

CONNECTING, ANSWER, GOODBYE = 10.0, 30.0, 2.0
"""How many seconds connecting, an answer, and closing may take."""

NAME = "tchat"
SETTINGS = {
    "idle_in_transaction_session_timeout": "10s",
    "timezone": "UTC",
}

PARAMETER = re.compile(r"'[^']*'|\?(\d*)")

UNREACHABLE = N_("The database {place} cannot be reached: {reason}.")
REFUSED = N_(
    "The database {place} does not let me in ({reason}); check the name in `store`, and the password in PGPASSWORD or "
    "in the file that PGPASSFILE names."
)
UNUSABLE = N_("The database {place} cannot be used: {reason}.")

LOST = (
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection that ends in the middle of a statement, at the wrong moment
    asyncpg.PostgresConnectionError,
    OSError,
    TimeoutError,
)
"""After these a connection is not used again."""
GONE = (
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,
)
"""The server says goodbye, or it may only be read, as after a fail-over: another connection may fare better."""
LOST_WHILE_MADE = "unexpected connection_lost() call"
"""What asyncpg 0.32 says of a connection that is lost before the server has said whether it speaks TLS."""

NOT_LET_IN = (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError)


def place_of(url: str) -> str:
    """Return "host/name": what people are told of the address of a database."""
    parts = urlsplit(url)
    return f"{parts.hostname or 'localhost'}/{parts.path.strip('/') or parts.username or ''}"


def _is_news(record: logging.LogRecord) -> bool:
    """Return False for what asyncio reports when nobody waits any more for a connection that asyncpg was making."""
    return not (record.exc_info and str(record.exc_info[1]) == LOST_WHILE_MADE)


async def connected(url: str, name: str = NAME) -> asyncpg.Connection:
    """Return a new connection, with a name by which the server knows it."""
    asyncio_log.addFilter(_is_news)
    settings = {**SETTINGS, "application_name": name}
    return await asyncpg.connect(url, timeout=CONNECTING, command_timeout=ANSWER, server_settings=settings)


@cache
def translated(sql: str) -> str:
    """Return a statement of the shared SQL with PostgreSQL's parameters: "?" and "?1" become "$1"."""
    count = 0

    def named(found: re.Match[str]) -> str:
        nonlocal count
        if found[1] is None:  # a text
            return found[0]
        count += not found[1]
        return f"${found[1] or count}"

    return PARAMETER.sub(named, sql)


def fit(row: Sequence[object]) -> Sequence[object]:
    """Return a row without the character U+0000 in its texts: PostgreSQL cannot hold it, and nobody sees it."""
    return [value.replace("\0", "") if isinstance(value, str) else value for value in row]


@contextmanager
def told(url: str) -> Iterator[None]:
    """Raise what the driver raises in the block as the shared SQL knows it."""
    try:
        yield
    except (asyncpg.IntegrityConstraintViolationError, asyncpg.RaiseError) as error:
        raise BrokenRule(f"{error.constraint_name or ''} {error}") from error
    except (asyncpg.SerializationError, asyncpg.DeadlockDetectedError) as error:
        raise Collision(str(error)) from error
    except (asyncpg.DataError, ValueError, OverflowError) as error:
        raise Unfit(str(error)) from error
    except NOT_LET_IN as error:
        raise StoreError(REFUSED, place=place_of(url), reason=_reason(error)) from error
    except (*LOST, *GONE) as error:
        raise NotNow(UNREACHABLE, place=place_of(url), reason=_reason(error)) from error
    except asyncpg.PostgresError as error:
        raise StoreError(UNUSABLE, place=place_of(url), reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    text = "the connection was closed" if str(error) == LOST_WHILE_MADE else str(error)
    return (text or type(error).__name__).splitlines()[0].rstrip(".")


class PostgresConnection:
    """One connection, as the shared SQL wants it. Used by one task at a time. Made by `opened` only."""

    def __init__(self, url: str, name: str = NAME) -> None:
        self._url = url
        self._name = name
        self._raw: asyncpg.Connection | None = None
        self._turn = asyncio.Lock()
        self._begun: asyncpg.Connection | None = None  # that in which a transaction is under way

    async def rows(self, sql: str, *parameters: object) -> Sequence[Row]:
        with told(self._url):
            async with self._alive() as raw:
                return [tuple(row) for row in await raw.fetch(translated(sql), *fit(parameters))]

    async def many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        with told(self._url):
            async with self._alive() as raw:
                await raw.executemany(translated(sql), map(fit, rows))

    async def script(self, sql: str) -> None:
        """Run statements that have no parameters, written in PostgreSQL's own words."""
        with told(self._url):
            async with self._alive() as raw:
                await raw.execute(sql)

    @asynccontextmanager
    async def transaction(self, how: str = "BEGIN") -> AsyncIterator[None]:
        await self.script(how)
        self._begun = self._raw
        try:
            yield
            await self.script("COMMIT")
        except BaseException:
            if self._raw is self._begun and self._raw is not None:
                with suppress(Exception):
                    await self._raw.execute("ROLLBACK", timeout=GOODBYE)
            raise
        finally:
            self._begun = None

    @property
    def raw(self) -> asyncpg.Connection:
        """The driver's own connection, once something was done on it; for what only this engine has."""
        return self._raw

    @asynccontextmanager
    async def _alive(self) -> AsyncIterator[asyncpg.Connection]:
        """Give the connection; after what broke it, the next call makes another, but not in the same transaction."""
        async with self._turn:
            if self._raw is None or self._raw.is_closed():
                if self._begun is not None:
                    raise asyncpg.InterfaceError("the connection was lost")
                self._raw = await connected(self._url, self._name)
            try:
                yield self._raw
            except (*LOST, *GONE, asyncpg.InvalidCachedStatementError) as error:
                if not isinstance(error, ValueError):  # a value that does not fit never left this process
                    self._raw.terminate()
                    self._raw = None
                raise
            except asyncio.CancelledError:  # nobody waits for its answer, which may never come
                if self._raw is not None:
                    self._raw.terminate()
                self._raw = None
                raise

    async def close(self) -> None:
        if self._raw is not None and not self._raw.is_closed():
            try:
                await self._raw.close(timeout=GOODBYE)
            except (asyncpg.PostgresError, *LOST):
                self._raw.terminate()


@asynccontextmanager
async def opened(url: str, name: str = NAME) -> AsyncIterator[PostgresConnection]:
    """Open a connection for the length of a block; raise `StoreError` if the server cannot be reached."""
    connection = PostgresConnection(url, name)
    try:
        await connection.rows("SELECT 1")
        yield connection
    finally:
        await connection.close()
