"""What can be wrong with the database file, and what it promises to the disk."""

import asyncio
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.sqlite import open_store
from bot.adapters.sqlite.connect import MIGRATIONS, opened
from bot.core.base.errors import StoreError


async def test_a_database_from_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tchat.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        async with open_store(path):
            pass


async def test_a_locked_database_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.adapters.sqlite.connect.BUSY_MILLISECONDS", 1)
    path = tmp_path / "tchat.db"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(StoreError, match="locked by another program"):
            async with open_store(path):
                pass
    finally:
        holder.close()


async def test_who_gives_up_while_a_database_opens_leaves_no_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: Counter[str] = Counter()

    class Counted(sqlite3.Connection):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            counts["opened"] += 1

        def close(self) -> None:
            super().close()
            counts["closed"] += 1

    monkeypatch.setattr(sqlite3, "connect", Counted)

    async def hold() -> None:
        async with opened(tmp_path / "tchat.db"):
            pass

    holding = asyncio.create_task(hold())
    await asyncio.sleep(0)  # it has asked for its connection
    holding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await holding
    assert counts == {"opened": 1, "closed": 1}


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tchat.db"
    path.write_text("These are my holiday notes, not a database. " * 50)
    with pytest.raises(StoreError, match="not a database"):
        async with open_store(path):
            pass
    assert path.read_text().startswith("These are my holiday notes")


async def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreError, match="data"):
        async with open_store(tmp_path / "data" / "tchat.db"):
            pass


@pytest.mark.usefixtures("durable")
async def test_every_connection_is_durable_and_keeps_its_references(tmp_path: Path) -> None:
    async with opened(tmp_path / "tchat.db") as connection:
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            async with connection.execute(f"PRAGMA {pragma}") as cursor:
                assert await cursor.fetchone() == (value,)


async def test_all_tables_are_strict(tmp_path: Path) -> None:
    async with open_store(tmp_path / "tchat.db"):
        pass
    connection = sqlite3.connect(tmp_path / "tchat.db")
    lax = connection.execute(
        "SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    assert lax == []
    assert version == max(int(entry.name[:4]) for entry in MIGRATIONS.iterdir() if entry.name.endswith(".sql"))


async def test_what_was_queued_is_written_before_the_store_closes(tmp_path: Path) -> None:
    path = tmp_path / "tchat.db"
    async with open_store(path) as store:
        notes = [asyncio.create_task(store.note(f"key {n}", "value")) for n in range(50)]
        await asyncio.sleep(0)
    await asyncio.gather(*notes)
    async with open_store(path) as store:
        assert await store.recall("key 49") == "value"


async def test_what_sqlite_cannot_hold_harms_nothing_that_is_written_with_it(tmp_path: Path) -> None:
    async with open_store(tmp_path / "tchat.db") as store:
        notes = [store.note("first", "a"), store.note("half a pair", "\ud83d"), store.note("last", "b")]
        outcomes = await asyncio.gather(*notes, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [type(None), UnicodeEncodeError, type(None)]
        assert await store.recall("last") == "b"
