"""Acknowledged writes: 64 writers who each await the commit of their row, against a commit per row.

    python -m tests.benchmarks.writes [ROWS]

The floor is sqlite3 itself, committing each row of the same table by itself: same schema, same disk (that of $TMPDIR),
WAL, synchronous=FULL. It inserts the contribution alone; ours also notes who said it. Rounds alternate.
"""

import asyncio
import sqlite3
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.adapters.sql.store import SqlStore
from bot.adapters.sql.tables.contributions import SAVE
from bot.adapters.sqlite.store import open_store
from bot.core.base.contribution import Contribution, Person
from bot.core.base.place import RoomRef
from tests.benchmarks.figures import compare, say
from tests.benchmarks.transcript import PLAIN
from tests.stage import pack_of

WRITERS = 64
ROUNDS = 9
BAR = 4
CHANNEL = 42
PEOPLE = 200


def said(id_: int) -> Contribution:
    person = 1000 + id_ % PEOPLE
    return Contribution(id_, CHANNEL, Person(person, f"Member {person}"), PLAIN[id_ % len(PLAIN)])


async def ours(path: Path, session: int, rows: Iterable[Contribution]) -> tuple[float, int]:
    """Return the seconds that the writers took, and how many commits that were."""
    async with open_store(path) as store:
        commits = _counting(store)
        waiting = iter(rows)

        async def writer() -> None:
            for contribution in waiting:
                await store.save(session, contribution)

        start = time.perf_counter()
        await asyncio.gather(*(writer() for _ in range(WRITERS)))
        return time.perf_counter() - start, len(commits)


def _counting(store: SqlStore) -> list[None]:
    """Return a list that grows with every commit."""
    commits: list[None] = []
    writer: Any = store._writer
    transaction = writer._transaction

    async def counted(*arguments: Any) -> None:
        await transaction(*arguments)
        commits.append(None)

    writer._transaction = counted
    return commits


def floor(path: Path, session: int, rows: Iterable[Contribution]) -> float:
    """Return the seconds that a commit per row takes."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    start = time.perf_counter()
    for row in rows:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(SAVE, (session, row.id, row.channel, row.author.id, row.text, None, None, None, ""))
        connection.execute("COMMIT")
    seconds = time.perf_counter() - start
    connection.close()
    return seconds


async def new_session(path: Path) -> int:
    async with open_store(path) as store:
        return (await store.create(pack_of("Why?"), RoomRef("discord", 41, CHANNEL), [], None)).session.number


def main(rows: int) -> None:
    floors, figures, batches = [], [], []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tchat.db"
        session = asyncio.run(new_session(path))
        for place in range(ROUNDS):
            first = 1 + 2 * place * rows
            alone = [said(first + each) for each in range(rows // 4)]
            floors.append(len(alone) / floor(path, session, alone))
            together = [said(first + rows + each) for each in range(rows)]
            seconds, commits = asyncio.run(ours(path, session, together))
            figures.append(rows / seconds)
            batches.append(rows / commits)
    say(f"{WRITERS} writers, {rows} rows a round, rows per commit: {sorted(batches)[ROUNDS // 2]:.0f}")
    compare("acknowledged rows per second", floors, figures, BAR)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
