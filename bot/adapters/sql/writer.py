"""One task owns the one writing connection and commits whatever queued up while the last commit ran.

No time window: alone, a write is committed at once; under load the batches grow by themselves. Each caller's future
resolves after its commit. If a batch breaks a rule of the schema, or holds what the engine cannot (half a surrogate
pair, a number beyond 64 bits), its units are tried again one by one, so that only the guilty one fails; if the database
itself cannot be written, all of them fail with one sentence that says why.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import groupby

from bot.adapters.sql.connection import BrokenRule, Collision, Connection, Row, Unfit
from bot.core.base.errors import StoreError
from bot.core.base.words import N_

log = logging.getLogger(__name__)

Parameters = tuple[object, ...]
Statement = tuple[str, Sequence[Parameters]]

Fence = Callable[[Connection], Awaitable[None]]
"""Called first in each transaction; raises StoreError where nothing may be written any more."""

LARGEST_BATCH = 500

COLLISIONS = 3
"""How often a batch is tried again that collided with another process."""

NONE: Mapping[int, Sequence[Row]] = {}

MERGED = -1
"""The place of a statement of several units, to none of which its answer belongs."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Statements that are committed together or not at all.

    Units whose order does not matter are `mergeable`: neighbours in the queue are then performed
    statement by statement instead of unit by unit, which is what makes a batch cheap.
    """

    statements: Sequence[Statement]
    mergeable: bool = False
    committed: "asyncio.Future[Sequence[Row]]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Writer:
    """Takes units from any task and makes them durable."""

    def __init__(self, connection: Connection, fence: Fence | None = None) -> None:
        self._connection = connection
        self._fence = fence
        self._queue: asyncio.Queue[Unit | None] = asyncio.Queue()

    async def write(self, statements: Sequence[Statement], *, mergeable: bool = False) -> Sequence[Row]:
        """Return when the statements are committed, with the rows that one of them returned, if any.

        Raises `BrokenRule` where they break a rule of the schema, `Unfit` where the engine cannot hold them, and
        `StoreError` where nothing can be written.
        """
        unit = Unit(statements, mergeable)
        self._queue.put_nowait(unit)
        return await unit.committed

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
            answers = await self._patiently(batch)
        except (BrokenRule, Unfit) as error:
            if len(batch) == 1:
                _resolve(batch, error)
                return
            for unit in batch:
                await self._commit([unit])
        except StoreError as error:
            _resolve(batch, error)
        except Exception as error:  # nothing may end the one task that writes
            log.exception("%s writes failed", len(batch))
            _resolve(batch, StoreError(N_("The database cannot be used: {reason}."), reason=error))
        else:
            _resolve(batch, None, answers)

    async def _patiently(self, batch: Sequence[Unit]) -> Mapping[int, Sequence[Row]]:
        """Perform a batch; where another process was in the way, a few times."""
        for _ in range(COLLISIONS):
            with suppress(Collision):
                return await self._transaction(batch)
        try:
            return await self._transaction(batch)
        except Collision as error:
            raise StoreError(N_("The database is too busy; try again."), reason=error) from error

    async def _transaction(self, batch: Sequence[Unit]) -> Mapping[int, Sequence[Row]]:
        """Perform a batch, and return what a statement of each unit returned, by the unit's place."""
        answers: dict[int, Sequence[Row]] = {}
        async with self._connection.transaction():
            if self._fence:
                await self._fence(self._connection)
            for place, (sql, rows) in _in_order(batch):
                if len(rows) == 1:
                    if answer := await self._connection.rows(sql, *rows[0]):
                        answers[place] = answer
                else:
                    await self._connection.many(sql, rows)
        return answers


def _in_order(batch: Sequence[Unit]) -> Iterable[tuple[int, Statement]]:
    """Return the batch's statements with their unit's place; in a run of mergeable units, all rows of one together."""
    for mergeable, run in groupby(enumerate(batch), key=lambda placed: placed[1].mergeable):
        statements = [(place, statement) for place, unit in run for statement in unit.statements]
        if not mergeable:
            yield from statements
            continue
        together: dict[str, list[Parameters]] = {}
        for _, (sql, rows) in statements:
            together.setdefault(sql, []).extend(rows)
        yield from ((MERGED, statement) for statement in together.items())


def _resolve(batch: Sequence[Unit], error: Exception | None, answers: Mapping[int, Sequence[Row]] = NONE) -> None:
    for place, unit in enumerate(batch):
        if unit.committed.done():  # its caller was cancelled, perhaps
            continue
        if error is None:
            unit.committed.set_result(answers.get(place, ()))
        else:
            unit.committed.set_exception(error)


@asynccontextmanager
async def writing(connection: Connection, fence: Fence | None = None) -> AsyncIterator[Writer]:
    """Run a writer for the length of a block; what was queued in it is committed before the block is left."""
    writer = Writer(connection, fence)
    task = asyncio.create_task(writer.run(), name="writer")
    try:
        yield writer
    finally:
        writer.stop()
        await task
