"""One task owns the one writing connection and commits whatever queued up while the last commit ran.

No time window: alone, a write is committed at once; under load the batches grow by themselves. Each caller's future
resolves after its commit. If a batch breaks a rule of the schema, or holds what SQLite cannot (half a surrogate pair, a
number beyond 64 bits), its units are tried again one by one, so that only the guilty one fails; if the file itself
cannot be written, all of them fail with one sentence that says why.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import aiosqlite

from bot.adapters.sqlite.connect import cannot_use
from bot.core.base.errors import StoreError

Parameters = tuple[object, ...]
Statement = tuple[str, Sequence[Parameters]]

Fence = Callable[[aiosqlite.Connection], Awaitable[None]]
"""Called first in each transaction; raises StoreError where nothing may be written any more."""

LARGEST_BATCH = 500


@dataclass(frozen=True, slots=True)
class Unit:
    """Statements that are committed together or not at all.

    Units whose order does not matter are `mergeable`: neighbours in the queue are then performed
    statement by statement instead of unit by unit, which is what makes a batch cheap.
    """

    statements: Sequence[Statement]
    mergeable: bool = False
    committed: "asyncio.Future[None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Writer:
    """Takes units from any task and makes them durable."""

    def __init__(self, connection: aiosqlite.Connection, path: Path, fence: Fence | None = None) -> None:
        self._connection = connection
        self._path = path
        self._fence = fence
        self._queue: asyncio.Queue[Unit | None] = asyncio.Queue()

    async def write(self, statements: Sequence[Statement], *, mergeable: bool = False) -> None:
        """Return when the statements are committed.

        Raises sqlite3.IntegrityError where they break a rule of the schema, ValueError or OverflowError where SQLite
        cannot hold them, StoreError where nothing can be written.
        """
        unit = Unit(statements, mergeable)
        self._queue.put_nowait(unit)
        await unit.committed

    @property
    def backlog(self) -> int:
        """How many units wait to be committed."""
        return self._queue.qsize()

    async def run(self) -> None:
        """Commit batch after batch, until `stop`."""
        while (unit := await self._queue.get()) is not None:
            batch = [unit]
            stop = False
            while not self._queue.empty() and len(batch) < LARGEST_BATCH and not stop:
                following = self._queue.get_nowait()
                if following is None:
                    stop = True
                else:
                    batch.append(following)
            await self._commit(batch)
            if stop:
                return

    def stop(self) -> None:
        """Let `run` return after everything that was queued before."""
        self._queue.put_nowait(None)

    async def _commit(self, batch: Sequence[Unit]) -> None:
        try:
            await self._transaction(_in_order(batch))
        except (sqlite3.IntegrityError, ValueError, OverflowError) as error:
            if len(batch) == 1:
                _resolve(batch, error)
                return
            for unit in batch:
                await self._commit([unit])
        except sqlite3.Error as error:
            _resolve(batch, cannot_use(self._path, error))
        except StoreError as error:
            _resolve(batch, error)
        else:
            _resolve(batch, None)

    async def _transaction(self, statements: Iterable[Statement]) -> None:
        await self._connection.execute("BEGIN IMMEDIATE")
        try:
            if self._fence:
                await self._fence(self._connection)
            for sql, rows in statements:
                if len(rows) == 1:
                    await self._connection.execute(sql, rows[0])
                else:
                    await self._connection.executemany(sql, rows)
            await self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                await self._connection.execute("ROLLBACK")
            raise


def _in_order(batch: Sequence[Unit]) -> Iterable[Statement]:
    """Return the batch's statements; in a run of mergeable units, all rows of one statement together."""
    for mergeable, run in groupby(batch, key=lambda unit: unit.mergeable):
        statements = [statement for unit in run for statement in unit.statements]
        if not mergeable:
            yield from statements
            continue
        together: dict[str, list[Parameters]] = {}
        for sql, rows in statements:
            together.setdefault(sql, []).extend(rows)
        yield from together.items()


def _resolve(batch: Sequence[Unit], error: Exception | None) -> None:
    for unit in batch:
        if unit.committed.done():  # its caller was cancelled, perhaps
            continue
        if error is None:
            unit.committed.set_result(None)
        else:
            unit.committed.set_exception(error)


@asynccontextmanager
async def writing(connection: aiosqlite.Connection, path: Path, fence: Fence | None = None) -> AsyncIterator[Writer]:
    """Run a writer for the length of a block; what was queued in it is committed before the block is left."""
    writer = Writer(connection, path, fence)
    task = asyncio.create_task(writer.run(), name="sqlite writer")
    try:
        yield writer
    finally:
        writer.stop()
        await task
