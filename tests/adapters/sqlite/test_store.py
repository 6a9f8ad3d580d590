"""What can be wrong with the database file, and what it promises to the disk."""

import asyncio
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import closing
from datetime import date, time
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bot.adapters.sql import codec
from bot.adapters.sql.connection import Unfit
from bot.adapters.sqlite import glance, restore
from bot.adapters.sqlite.backup import back_up
from bot.adapters.sqlite.connect import opened
from bot.adapters.sqlite.lease import held
from bot.adapters.sqlite.store import open_store, open_to_read
from bot.adapters.sqlite.versions import MIGRATIONS, newest_version
from bot.app.ports.database import Process
from bot.core.base.errors import StoreError
from bot.core.script.slots import Slot
from bot.core.session.facts import Opened, Scheduled
from bot.core.session.state import Phase
from tests.clock import NOON, HandClock
from tests.core.sessions import HOST, T0, at, pack_of
from tests.stage import pack_of as pack_on_stage
from tests.stage import staged

ME = Process("here", 7, "")


def alive(*_: object) -> bool:
    return True


def change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def version_in(path: Path) -> int:
    connection = sqlite3.connect(path)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return version


def dump(path: Path) -> list[str]:
    """What a database holds, but for the lease."""
    connection = sqlite3.connect(path)
    lines = [line for line in connection.iterdump() if not line.startswith('INSERT INTO "lease"')]
    connection.close()
    return lines


async def test_a_database_from_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tchat.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        async with open_store(path):
            pass


@pytest.mark.parametrize(("oldest", "usable"), [(newest_version(), True), (newest_version() + 1, False)])
async def test_a_newer_version_says_who_may_still_use_its_database(tmp_path: Path, oldest: int, usable: bool) -> None:
    path = tmp_path / "tchat.db"
    async with open_store(path) as store:
        await store.note("key", "value")
    change(path, f"PRAGMA user_version = {newest_version() + 1}", f"UPDATE compat SET oldest = {oldest}")
    if usable:
        async with held(path, HandClock(), ME, alive) as lease, open_store(path, lease.fence) as store:
            assert await store.recall("key") == "value"
        assert version_in(path) == newest_version() + 1
        return
    for way in (open_store(path), open_to_read(path), held(path, HandClock(), ME, alive)):
        with pytest.raises(StoreError, match="newer version"):
            async with way:
                pass


class TestAnOlderDatabase:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        """A database as version 5 left it, with a session in it."""
        path = tmp_path / "data" / "tchat.db"
        path.parent.mkdir()
        connection = sqlite3.connect(path, isolation_level=None)
        for script in sorted(MIGRATIONS.iterdir(), key=lambda entry: entry.name)[:5]:
            connection.executescript(script.read_text(encoding="utf-8"))
        pack = codec.dumped(pack_of())
        connection.execute("INSERT INTO sessions VALUES (1, 'discord', 1, 500, ?, 0)", (pack,))
        facts = [Scheduled(at=T0, by=HOST, opens_at=T0), Opened(at=at(1))]
        rows = [(1, place, *codec.fact_row(fact)) for place, fact in enumerate(facts, 1)]
        connection.executemany("INSERT INTO facts (session, place, kind, body) VALUES (?, ?, ?, ?)", rows)
        connection.execute("INSERT INTO installation VALUES ('the same')")
        connection.execute("PRAGMA user_version = 5")
        connection.close()
        return path

    async def test_is_brought_up_to_date_after_a_copy(self, path: Path) -> None:
        before = dump(path)
        for _ in range(2):
            async with held(path, HandClock(), ME, alive) as lease, open_store(path, lease.fence) as store:
                assert [(s.number, s.phase, s.title) for s in await store.listed()] == [
                    (1, Phase.OPEN, "What is colour?")
                ]
                assert (await store.load(1)).session.opened_at == at(1)
                assert store.installation == "the same"
        assert version_in(path) == newest_version()
        assert [file.name for file in (path.parent / "backups").iterdir()] == ["tchat-schema-5.db"]
        assert dump(path.parent / "backups" / "tchat-schema-5.db") == before

    async def test_is_left_alone_while_an_older_bot_runs_on_it(self, path: Path) -> None:
        lease = "INSERT INTO lease VALUES (1, 'token', 'here', 1, '', '2026-09-16T12:00:00+00:00', ?)"
        change(path, lease.replace("?", "'2026-09-16T12:00:00+00:00'"))
        before = dump(path)
        with pytest.raises(StoreError, match="runs on this database already: process 1 on here"):
            async with held(path, HandClock(NOON), ME, alive):
                pass
        with pytest.raises(StoreError, match="older version: process 1 on here, since 2026-09-16 12:00 UTC; stop it"):
            async with open_store(path):
                pass
        async with open_to_read(path) as store:
            assert [session.number for session in await store.listed()] == [1]
        assert dump(path) == before
        assert version_in(path) == 5
        left = {file.name for file in path.parent.iterdir()} - {"tchat.db-wal", "tchat.db-shm"}
        assert left == {"tchat.db"}, "what was read for a look is gone"

    async def test_is_as_it_was_where_the_upgrade_breaks_off(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = dump(path)

        async def breaks(_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr("bot.adapters.sqlite.upgrade.derive", breaks)
        with pytest.raises(StoreError, match="disk is full"):
            async with held(path, HandClock(), ME, alive):
                pass
        assert dump(path) == before
        monkeypatch.undo()
        async with open_store(path) as store:
            assert len(await store.listed()) == 1
        names = sorted(file.name for file in (path.parent / "backups").iterdir())
        assert names == ["tchat-schema-5-2.db", "tchat-schema-5.db"]


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
        "SELECT name FROM pragma_table_list WHERE strict = 0 AND type = 'table' AND name NOT LIKE 'sqlite_%'"
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
        assert [type(outcome) for outcome in outcomes] == [type(None), Unfit, type(None)]
        assert await store.recall("last") == "b"


class TestNoThreadOutlivesItsLoop:
    def after(self, work: Callable[[], Coroutine[None, None, None]]) -> set[Thread]:
        """Return the threads that are left when a loop has ended."""
        before = set(threading.enumerate())
        asyncio.run(work())
        return set(threading.enumerate()) - before

    def test_where_a_database_cannot_be_opened(self, tmp_path: Path) -> None:
        async def work() -> None:
            with pytest.raises(StoreError, match="cannot be written"):
                async with open_store(tmp_path):
                    pass

        assert [self.after(work) for _ in range(20)] == [set()] * 20

    @pytest.mark.parametrize("steps", range(4))
    def test_where_the_loop_ends_while_one_is_being_opened(self, tmp_path: Path, steps: int) -> None:
        async def use() -> None:
            async with open_store(tmp_path / "tchat.db"):
                await asyncio.Event().wait()

        async def work() -> None:
            using = asyncio.create_task(use())
            for _ in range(steps):
                await asyncio.sleep(0)
            assert not using.done()

        assert [self.after(work) for _ in range(20)] == [set()] * 20


DAMAGE = (
    ("sessions", "pack", "'{'"),
    ("sessions", "pack", "'[]'"),
    ("sessions", "pack", "'7'"),
    ("sessions", "pack", "'{}'"),
    ("sessions", "pack", "replace(pack, 'PT10M', 'soon')"),
    ("sessions", "pack", f"'{'[' * 20_000}'"),
    ("facts", "kind", "'unheard of'"),
    ("facts", "kind", "'resumed'"),
    ("facts", "body", "''"),
    ("facts", "body", "'null'"),
    ("facts", "body", "replace(body, 'at', 'ta')"),
    ("facts", "body", "replace(body, '2026', '99999')"),
    ("effects", "kind", "'unheard of'"),
    ("listings", "phase", "'unheard of'"),
    ("listings", "opened_at", "'yesterday'"),
    ("contributions", "edited_at", "'yesterday'"),
)


async def test_what_a_disk_or_somebody_else_changed_is_told_in_a_sentence(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.start(pack_on_stage("What is blue?", "What is red?"))
        ada = stage.member("Ada")
        await stage.advance(minutes=6)
        said = await ada.says("The sky", in_thread=1)
        await ada.edits(said, "The sea")
        sound = (stage.path, stage.path.with_name("copy.db"))
        await back_up(*sound)
    path = tmp_path / "damaged" / "tchat.db"
    path.parent.mkdir()
    for table, column, value in DAMAGE:
        path.write_bytes(sound[1].read_bytes())
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA ignore_check_constraints=ON")
            connection.execute(f"UPDATE {table} SET {column} = {value} WHERE rowid = (SELECT max(rowid) FROM {table})")
        sentences = set[str]()
        for read in (_listed, _loaded):
            try:
                await read(path)
            except StoreError as error:
                sentences.add(str(error)[:23])
        assert sentences == {"The record is damaged: "}, (table, column, value)


async def test_a_recurring_time_that_is_no_time_is_told_in_a_sentence(tmp_path: Path) -> None:
    async with open_store(tmp_path / "tchat.db") as store:
        await store.add_slot(Slot(0, 1, 2, 3, time(19), "UTC", date(2026, 9, 16), 1, None, 5))
    with closing(sqlite3.connect(tmp_path / "tchat.db", isolation_level=None)) as connection:
        connection.execute("UPDATE slots SET at = 'in the evening'")
    async with open_store(tmp_path / "tchat.db") as store:
        with pytest.raises(StoreError, match="The record is damaged"):
            await store.slots()


async def test_a_schema_that_is_no_text_is_told_in_a_sentence(tmp_path: Path) -> None:
    async with open_store(tmp_path / "tchat.db"):
        pass
    with closing(sqlite3.connect(tmp_path / "tchat.db")) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    content = (tmp_path / "tchat.db").read_bytes()
    assert content.count(b"CREATE TABLE listings") == 1
    (tmp_path / "tchat.db").write_bytes(content.replace(b"CREATE TABLE listings", b"CREATE TABL\xff listings"))
    assert glance.listed(tmp_path / "tchat.db") is None
    with pytest.raises(StoreError, match="malformed"):
        await _loaded(tmp_path / "tchat.db")
    here = restore.Here(NOON, "here", lambda *_: False)
    with pytest.raises(StoreError, match="is damaged; nothing was changed"):
        await restore.restore(tmp_path / "other" / "tchat.db", tmp_path / "tchat.db", here)


async def test_a_damaged_lease_and_two_ids_are_told_and_hinder_no_copy_to_be_put_back(tmp_path: Path) -> None:
    path, copy = tmp_path / "tchat.db", tmp_path / "copy.db"
    async with open_store(path):
        pass
    await back_up(path, copy)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO installation VALUES ('two')")
        connection.execute("INSERT INTO lease VALUES (1, 'x', 'here', 1, '', 'yesterday', 'now', '', NULL)")
    for reading in (open_store(path), held(path, HandClock(), Process("here", 1, ""), lambda *_: True)):
        with pytest.raises(StoreError, match="The record is damaged"):
            async with reading:
                pass
    assert await restore.restore(path, copy, restore.Here(NOON, "here", lambda *_: False))
    async with open_store(path):
        pass


async def _listed(path: Path) -> None:
    glance.listed(path)


async def _loaded(path: Path) -> None:
    async with open_to_read(path) as store:
        await store.load(1)
        traces = [trace async for trace in store.traces(1)]
        assert [each async for each in store.read(1, [trace.id for trace in traces])]
