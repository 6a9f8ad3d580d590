"""A glance at the list of sessions says what the store says, or leaves it to the store."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.sqlite import glance
from bot.adapters.sqlite.store import open_store
from bot.adapters.sqlite.versions import newest_version
from bot.core.session.facts import Scheduled
from tests.core.sessions import ROOM, T0, pack_of


async def test_a_glance_sees_what_the_store_lists(tmp_path: Path) -> None:
    path = tmp_path / "a #1?" / "tchat.db"
    async with open_store(path) as store:
        for channel, is_rehearsal in ((500, False), (501, True), (502, False)):
            room = replace(ROOM, channel=channel)
            await store.create(pack_of(), room, [Scheduled(at=T0, opens_at=T0)], None, rehearsal=is_rehearsal)
        listed = await store.listed()
        assert [each.number for each in listed] == [1, 3]
        assert glance.listed(path) == listed, "while the bot runs"
    assert glance.listed(path) == listed
    assert [file.name for file in path.parent.iterdir()] == ["tchat.db"]


def test_what_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert glance.listed(tmp_path / "tchat.db") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("version", [0, newest_version() - 1, newest_version() + 1])
async def test_another_version_is_left_to_the_store(tmp_path: Path, version: int) -> None:
    path = tmp_path / "tchat.db"
    async with open_store(path):
        pass
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    assert glance.listed(path) is None


async def test_a_locked_database_is_left_to_the_store(tmp_path: Path) -> None:
    path = tmp_path / "tchat.db"
    async with open_store(path):
        pass
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    assert glance.listed(path) is None
    connection.close()


def test_what_is_no_database_is_left_to_the_store(tmp_path: Path) -> None:
    path = tmp_path / "tchat.db"
    path.write_bytes(b"not a database, but longer than the header of one. " * 50)
    assert glance.listed(path) is None
