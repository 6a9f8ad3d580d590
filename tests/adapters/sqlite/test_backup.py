"""Copies of the record: consistent while it is written, complete or not there at all."""

import asyncio
import os
import sqlite3
import stat
from contextlib import AsyncExitStack, closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import aiosqlite
import pytest

from bot.adapters.sql.store import NOTE
from bot.adapters.sql.writer import writing
from bot.adapters.sqlite import backup
from bot.adapters.sqlite.backup import BackupFolder, back_up
from bot.adapters.sqlite.connect import LARGEST_LOG, SqliteConnection, opened
from bot.adapters.sqlite.lease import held
from bot.adapters.sqlite.restore import Here, restore
from bot.adapters.sqlite.store import open_store
from bot.app.ports.database import Process
from bot.core.base.errors import NotFound, StoreError
from tests.clock import NOON, HandClock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "tchat.db"


def content(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = [line for line in connection.iterdump() if not line.startswith('INSERT INTO "lease"')]
    connection.close()
    return lines


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def scribble(path: Path) -> None:
    path.write_text("These are my holiday notes, not a database. " * 50)


def content_of(path: Path) -> bytes:
    return path.read_bytes()


def damage(path: Path, whole: bytes, page: int) -> None:
    """Let the file be what it was, but for one page."""
    path.write_bytes(whole[: page * 4096] + b"\xff" * 4096 + whole[(page + 1) * 4096 :])


# One copy


async def test_a_copy_holds_what_the_record_holds(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    me = Process("here", 1, "")
    async with held(path, HandClock(), me, lambda *_: True) as lease, open_store(path, lease.fence) as store:
        await store.note("key", "value")
        await back_up(path, copy)
        assert content(copy) == content(path)
        assert names(tmp_path) == ["copy.db", "data"]
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT count(*) FROM lease").fetchone() == (0,), "nobody runs on a copy"
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
    async with open_store(copy) as store:
        assert await store.recall("key") == "value"


async def test_a_copy_made_while_much_is_written_is_of_one_moment(path: Path, tmp_path: Path) -> None:
    async with open_store(path) as store:
        await asyncio.gather(*(store.note(f"key {n}", "value" * 100) for n in range(2000)))
    async with opened(path) as connection, writing(SqliteConnection(connection, path)) as writer:
        written, enough = 0, asyncio.Event()

        async def write() -> None:
            nonlocal written
            while not enough.is_set():
                written += 1
                await writer.write([(NOTE, [("one", str(written))]), (NOTE, [("two", str(written))])])

        writing_on = asyncio.create_task(write())
        for number in range(5):
            await back_up(path, tmp_path / f"copy-{number}.db")
        enough.set()
        await writing_on
    seen = []
    for number in range(5):
        async with open_store(tmp_path / f"copy-{number}.db") as store:
            one, two = await store.recall("one"), await store.recall("two")
            assert one == two
            seen.append(int(one or 0))
            assert await store.recall("key 1999")
    assert seen == sorted(seen)
    assert seen[-1] <= written


async def test_nothing_is_overwritten(path: Path, tmp_path: Path) -> None:
    async with open_store(path):
        (tmp_path / "mine.db").write_text("mine")
        with pytest.raises(StoreError, match=r"mine\.db already exists; name another file"):
            await back_up(path, tmp_path / "mine.db")
    assert (tmp_path / "mine.db").read_text() == "mine"


async def test_what_keeps_a_copy_from_being_made_is_named(path: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no database .* yet"):
        await back_up(path, tmp_path / "copy.db")
    assert not path.parent.exists()
    async with open_store(path):
        with pytest.raises(StoreError, match=r"nowhere/copy\.db cannot be written: No such file or directory\."):
            await back_up(path, tmp_path / "nowhere" / "copy.db")
    scribble(path)
    with pytest.raises(StoreError, match="not a database"):
        await back_up(path, tmp_path / "copy.db")
    assert names(tmp_path) == ["data"]


async def test_a_full_disk_leaves_nothing_behind(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_store(path):
        pass

    async def full(*_: object) -> bool:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("bot.adapters.sqlite.backup.copied", full)
    with pytest.raises(StoreError, match=r"copy\.db cannot be written: database or disk is full\."):
        await back_up(path, tmp_path / "copy.db")
    assert names(tmp_path) == ["data"]


async def test_a_damaged_record_makes_no_copy(path: Path, tmp_path: Path) -> None:
    async with open_store(path) as store:
        await asyncio.gather(*(store.note(f"key {n}", "value" * 100) for n in range(100)))
    whole = content_of(path)
    for page in range(1, len(whole) // 4096):
        damage(path, whole, page)
        with pytest.raises(StoreError, match=r"is damaged, so no copy was kept|image is malformed"):
            await back_up(path, tmp_path / "copy.db")
        assert names(tmp_path) == ["data"]


async def test_a_record_that_breaks_its_own_rules_makes_no_copy(path: Path, tmp_path: Path) -> None:
    async with open_store(path):
        pass
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("INSERT INTO contributions (session, id, channel, text, deleted) VALUES (1, 1, 1, 'gone', 1)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="is damaged, so no copy was kept"):
        await back_up(path, tmp_path / "copy.db")
    assert names(tmp_path) == ["data"]


async def test_a_copy_that_is_broken_off_leaves_nothing_behind(path: Path, tmp_path: Path) -> None:
    async with open_store(path) as store:
        await store.note("key", "value")
        copying = asyncio.create_task(back_up(path, tmp_path / "copy.db"))
        await asyncio.sleep(0)
        copying.cancel()
        await asyncio.gather(copying, return_exceptions=True)
    assert names(tmp_path) == ["data"]


async def test_who_breaks_off_a_copy_waits_until_its_thread_has_let_go_of_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite copies in a thread that cannot be cancelled; a copy that is closed under it takes the process down."""
    copying, let_go = asyncio.Event(), asyncio.Event()

    async def slowly(*_: object, **__: object) -> None:
        copying.set()
        await let_go.wait()

    async with open_store(path):
        monkeypatch.setattr(aiosqlite.Connection, "backup", slowly)
        task = asyncio.create_task(back_up(path, tmp_path / "copy.db"))
        await copying.wait()
        for _ in range(2):  # an end that is asked for twice
            task.cancel()
            await asyncio.sleep(0)
        for _ in range(20):
            await asyncio.sleep(0)
        assert not task.done()
        let_go.set()
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()
    assert names(tmp_path) == ["data"]


async def test_a_copy_that_nobody_wants_any_more_ends_at_once(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PAGES", 1)
    looks = 0

    async def copied_by_pages(source: aiosqlite.Connection, copy: aiosqlite.Connection, **options: Any) -> None:
        def look(*state: int) -> None:
            nonlocal looks
            looks += 1
            loop.call_soon_threadsafe(task.cancel)
            options["progress"](*state)

        await real(source, copy, **{**options, "progress": look})

    loop, real = asyncio.get_running_loop(), aiosqlite.Connection.backup
    async with open_store(path):
        with closing(sqlite3.connect(path)) as record:
            record.execute("CREATE TABLE large (content BLOB)")
            record.execute("INSERT INTO large VALUES (zeroblob(30000000))")
            record.commit()
        monkeypatch.setattr(aiosqlite.Connection, "backup", copied_by_pages)
        task = asyncio.create_task(back_up(path, tmp_path / "copy.db"))
        await asyncio.gather(task, return_exceptions=True)
    assert 1 <= looks < 7_000, "of more than 7,000 pages"
    assert names(tmp_path) == ["data"]


async def test_the_record_and_its_copies_are_for_their_keeper_alone(path: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        async with open_store(path) as store:
            await store.note("key", "value")
            await back_up(path, tmp_path / "copy.db")
            await BackupFolder(path, path.parent / "backups").make(date(2026, 9, 16))
            modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.rglob("*")}
    finally:
        os.umask(before)
    files = ("tchat.db", "tchat.db-wal", "tchat.db-shm", "tchat-2026-09-16.db")
    assert modes == {"backups": 0o700, **dict.fromkeys(files, 0o600)}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


async def test_a_log_that_grew_while_somebody_read_is_cut(path: Path) -> None:
    async with open_store(path) as store:
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM notes").fetchone()
        await asyncio.gather(*(store.note(f"key {n}", "value" * 1000) for n in range(2000)))
        log = path.with_name("tchat.db-wal")
        grown = log.stat().st_size
        assert grown > 2 * LARGEST_LOG
        await store.tidy()
        assert log.stat().st_size == grown, "it holds what the reader has not seen"
        reader.close()
        await store.note("one", "more")
        await store.note("and", "another")
        assert log.stat().st_size <= LARGEST_LOG, "as soon as nobody reads it"
        await store.tidy()
        assert log.stat().st_size == 0


# Putting one back


def here(*, alive: bool = False) -> Here:
    return Here(NOON, "here", lambda *_: alive)


async def test_a_copy_is_put_back_after_a_kill(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with AsyncExitStack() as killed:
        store = await killed.enter_async_context(open_store(path))
        await store.note("key", "before")
        await back_up(path, copy)
        await asyncio.gather(*(store.note(f"key {n}", "after" * 500) for n in range(200)))
        left = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    for name, data in left.items():  # what `kill -9` leaves: a log that is not in the database yet
        (path.parent / name).write_bytes(data)
    before = content(copy)
    aside = await restore(path, copy, here())
    assert aside == path.with_name("tchat-replaced.db")
    assert names(path.parent) == ["tchat-replaced.db", "tchat-replaced.db-wal", "tchat.db"]
    assert content(path) == content(copy) == before
    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}
    async with open_store(path) as store:
        assert await store.recall("key") == "before"
    async with open_store(aside) as store:
        assert await store.recall("key 199"), "with its log, the one before is whole"
    for name, data in (left | {path.name: content_of(copy)}).items():
        (path.parent / name).write_bytes(data)  # put over it by hand, with the log of the killed bot still there
    assert await restore(path, copy, here()) == path.with_name("tchat-replaced-2.db")
    assert content(path) == before


async def test_a_copy_is_put_back_where_there_is_no_record_or_a_ruined_one(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with open_store(path) as store:
        await store.note("key", "value")
        await back_up(path, copy)
    assert await restore(tmp_path / "new" / "tchat.db", copy, here()) is None
    assert content(tmp_path / "new" / "tchat.db") == content(copy)
    scribble(path)
    aside = await restore(path, copy, here())
    assert aside is not None
    assert aside.read_text().startswith("These are my holiday notes")
    assert content(path) == content(copy)


async def test_no_copy_is_put_back_under_a_bot_that_runs(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with held(path, HandClock(), Process("here", 1, ""), lambda *_: True):
        await back_up(path, copy)
        with pytest.raises(StoreError, match=r"The bot runs on this database: process 1 on here.* stop it first"):
            await restore(path, copy, here(alive=True))
        assert names(tmp_path) == ["copy.db", "data"]
        assert not list(path.parent.glob("*replaced*"))
        await restore(path, copy, here(alive=False))


async def test_what_cannot_be_put_back_changes_nothing(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with open_store(path) as store:
        await asyncio.gather(*(store.note(f"key {n}", "value" * 100) for n in range(100)))
        await back_up(path, copy)
    before, whole = content(path), content_of(copy)
    with pytest.raises(NotFound, match=r"no file .*nope\.db"):
        await restore(path, tmp_path / "nope.db", here())
    for page in range(1, len(whole) // 4096):
        damage(copy, whole, page)
        with pytest.raises(StoreError, match=r"copy\.db is damaged; nothing was changed"):
            await restore(path, copy, here())
    scribble(copy)
    with pytest.raises(StoreError, match="is not a copy of a tchat-bot database; nothing was changed"):
        await restore(path, copy, here())
    (tmp_path / "other.db").touch()
    with pytest.raises(StoreError, match="is not a copy of a tchat-bot database"):
        await restore(path, tmp_path / "other.db", here())
    copy.write_bytes(whole)
    connection = sqlite3.connect(copy)
    connection.execute("PRAGMA user_version = 999")
    connection.execute("UPDATE compat SET oldest = 999")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="written by a newer version"):
        await restore(path, copy, here())
    assert content(path) == before
    assert names(path.parent) == ["tchat.db"]


# A folder of them


async def test_a_folder_knows_its_days(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "backups"
    copies = BackupFolder(path, folder)
    assert copies.days() == []
    async with open_store(path):
        await copies.make(date(2026, 9, 17))
        await copies.make(date(2026, 9, 16))
    for stranger in ("tchat-2026-06-31.db", "notes.db", "tchat-2026-09-18.db.txt"):
        (folder / stranger).write_text("")
    assert copies.days() == [date(2026, 9, 16), date(2026, 9, 17)]
    copies.drop(date(2026, 9, 16))
    assert copies.days() == [date(2026, 9, 17)]
    assert (folder / "notes.db").exists()


async def test_what_lies_aside_is_removed_in_time(path: Path) -> None:
    folder = path.parent / "backups"
    copies, week_ago = BackupFolder(path, folder), NOON - timedelta(days=7)
    async with open_store(path):
        await copies.make(date(2026, 9, 16))
    aside = (path.parent / "tchat-replaced-2.db", path.parent / "tchat-replaced.db-wal", folder / "tchat-schema-5.db")
    for file in (*aside, folder / "mine.db", path.parent / "tchat-of-mine.db"):
        file.touch()
        os.utime(file, (week_ago.timestamp(), week_ago.timestamp()))
    copies.drop_aside(week_ago)
    assert all(file.exists() for file in aside)
    copies.drop_aside(week_ago + timedelta(seconds=1))
    assert not any(file.exists() for file in aside)
    assert names(folder) == ["mine.db", "tchat-2026-09-16.db"]
    assert (path.parent / "tchat-of-mine.db").exists()


async def test_what_a_killed_copy_left_is_removed(path: Path, tmp_path: Path) -> None:
    left = tmp_path / "tchat-2026-09-15.db.0badcafe.part"
    left.write_text("half a copy")
    async with open_store(path):
        await BackupFolder(path, tmp_path).make(date(2026, 9, 16))
    assert not left.exists()


async def test_a_copy_never_takes_the_last_room_on_the_disk(path: Path, tmp_path: Path) -> None:
    async with open_store(path):
        with pytest.raises(StoreError, match="too little room"):
            await BackupFolder(path, tmp_path, lambda _: 50_000_000).make(date(2026, 9, 16))
