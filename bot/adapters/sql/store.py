"""The store over the shared SQL: the parts of the record, on one connection that reads and one that writes."""

import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.adapters.sql.connection import Connection, Reader
from bot.adapters.sql.damage import damaged, reading
from bot.adapters.sql.instants import instant_text
from bot.adapters.sql.tables.cases import CaseTables
from bot.adapters.sql.tables.contributions import ContributionTables
from bot.adapters.sql.tables.erasure import ErasureTables
from bot.adapters.sql.tables.expiry import ExpiryTables
from bot.adapters.sql.tables.files import FileTables
from bot.adapters.sql.tables.listings import ListTables
from bot.adapters.sql.tables.pending_answers import PendingAnswerTables
from bot.adapters.sql.tables.planning import PlanningTables
from bot.adapters.sql.tables.searching import SearchTables
from bot.adapters.sql.tables.sessions import SessionTables
from bot.adapters.sql.tables.tickets import TicketTables
from bot.adapters.sql.writer import Writer
from bot.core.base.errors import WrongRecord
from bot.core.base.place import EVERYTHING, Share
from bot.core.base.words import N_

MILLISECOND = timedelta(milliseconds=1)

INSTALL = "INSERT INTO installation (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM installation) ON CONFLICT DO NOTHING"

NOTE = "INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


NOTED = "SELECT key FROM notes WHERE key > ? AND key < ? AND value <> '' ORDER BY key"

QUEUE = """
    INSERT INTO identify (key, free_at) VALUES (?1, CAST(?2 AS BIGINT) + ?3)
    ON CONFLICT (key) DO UPDATE SET
        free_at = CASE WHEN identify.free_at > CAST(?2 AS BIGINT) THEN identify.free_at ELSE CAST(?2 AS BIGINT) END + ?3
    RETURNING free_at - ?3"""
START = "INSERT INTO starts (at) VALUES (?)"
FORGET_STARTS = "DELETE FROM starts WHERE at < ?"
STARTS = "SELECT at FROM starts WHERE at > ? ORDER BY at"

MOVED = "moved"
"""Under what is noted where a record was moved to."""
MOVED_AWAY = N_("This record was moved to {store}; write `store: {store}` into the configuration.")

Tidy = Callable[[], Awaitable[None]]
"""Gives back to the disk what the record does not need any more."""

Time = Callable[[Reader], Awaitable[datetime]]
"""Returns the time by which processes on several computers can agree."""


def _milliseconds(instant: datetime) -> int:
    return (instant - datetime(1970, 1, 1, tzinfo=UTC)) // MILLISECOND


async def installation_of(connection: Connection) -> str:
    """Return the id of a database; it is made where there is none yet."""
    await connection.rows(INSTALL, secrets.token_hex(16))
    ids = await connection.rows("SELECT id FROM installation")
    if len(ids) != 1:
        raise damaged()
    return str(ids[0][0])


async def must_be_here(store: "SqlStore") -> None:
    """Raise `WrongRecord` for a record that was moved to another database: two would go on from it."""
    if place := await store.recall(MOVED):
        raise WrongRecord(MOVED_AWAY, store=place)


class SqlStore(
    SessionTables,
    ListTables,
    ContributionTables,
    SearchTables,
    FileTables,
    PlanningTables,
    CaseTables,
    PendingAnswerTables,
    ErasureTables,
    ExpiryTables,
    TicketTables,
):
    """The whole record. Made by whoever opens a database, who also closes it; `tidy` and `scrub` are the engine's.

    `share` has the servers whose sessions this process drives; without a `time` all processes are on one computer.
    """

    def __init__(
        self,
        reader: Reader,
        writer: Writer,
        installation: str,
        tidy: Tidy,
        scrub: Tidy,
        share: Share = EVERYTHING,
        time: Time | None = None,
    ) -> None:
        super().__init__(reader, writer, share)
        self.installation = installation
        self._tidy = tidy
        self._scrub = scrub
        self._time = time

    @property
    def backlog(self) -> int:
        """How many writes wait to be committed."""
        return self._writer.backlog

    async def settled(self) -> None:
        await self._writer.write([])

    async def tidy(self) -> None:
        await self._tidy()

    async def scrub(self) -> None:
        await self._scrub()

    async def turn(self, key: int, apart: timedelta, now: datetime) -> timedelta:
        at = _milliseconds(await self._time(self._reader) if self._time else now)
        ((begin,),) = await self._writer.write([(QUEUE, [(key, at, apart // MILLISECOND)])])
        return (int(begin) - at) * MILLISECOND

    async def count_start(self, at: datetime, *, forget: datetime) -> None:
        await self._writer.write([(FORGET_STARTS, [(instant_text(forget),)]), (START, [(instant_text(at),)])])

    async def starts(self, since: datetime) -> list[datetime]:
        rows = await self._rows(STARTS, instant_text(since))
        with reading():
            return [datetime.fromisoformat(at) for (at,) in rows]

    async def recall(self, key: str) -> str | None:
        rows = await self._rows("SELECT value FROM notes WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    async def noted(self, prefix: str) -> list[str]:
        rows = await self._rows(NOTED, prefix, f"{prefix}\U0010ffff")
        return [str(key) for (key,) in rows]

    async def note(self, key: str, value: str) -> None:
        await self._writer.write([(NOTE, [(key, value)])])
