"""A PostgreSQL database has the tables and columns of an SQLite one, compares texts as it does, and keeps its rules."""

from pathlib import Path

import pytest

from bot.adapters.catalogues import words
from bot.adapters.postgres import upgrade
from bot.adapters.postgres.connect import opened
from bot.adapters.postgres.database import PostgresDatabase
from bot.core.base.errors import StoreError
from tests.clock import NOON, StillClock
from tests.engines import ME, PostgresEngine, SqliteEngine
from tests.postgres_server import Server

SQLITE = """
    SELECT t.name, c.name, CASE c.type WHEN 'INTEGER' THEN 'bigint' ELSE 'text' END, c."notnull" OR c.pk
    FROM pragma_table_list AS t, pragma_table_xinfo(t.name) AS c
    WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"""
POSTGRES = """
    SELECT table_name, column_name, data_type, CAST(is_nullable = 'NO' AS integer) FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name NOT IN ('schema_version', 'slices')"""
OWN = {("installation", "one", "bigint", 1)}
"""What only PostgreSQL needs, beside several processes: the key by which two first starts make one installation."""
ITS_OWN = {("lease", "one", "bigint", 1)}
"""What only SQLite needs: one process runs."""


@pytest.fixture
def empty(postgres_server: Server, tmp_path: Path) -> PostgresDatabase:
    """A database without any table."""
    url = postgres_server.new_database(template="template0")
    return PostgresDatabase(url, tmp_path / "backups", StillClock(), ME, lambda *_: True)


async def test_both_engines_have_the_same_columns(postgres_server: Server, tmp_path: Path) -> None:
    ours, theirs = PostgresEngine(tmp_path / "p", postgres_server), SqliteEngine(tmp_path / "s")
    for engine in (ours, theirs):
        async with engine.database().opened():
            pass
    assert {*await ours.rows(POSTGRES)} - OWN == {*await theirs.rows(SQLITE)} - ITS_OWN


async def test_texts_are_compared_byte_by_byte(postgres_server: Server, tmp_path: Path) -> None:
    engine = PostgresEngine(tmp_path, postgres_server)
    others = """
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"""
    assert await engine.rows(others) == []


async def test_an_empty_database_gets_its_tables_at_the_first_start(empty: PostgresDatabase) -> None:
    async with empty.opened_to_read() as store:
        assert await store.listed() == []
    async with empty.held() as (_, store):
        await store.note("what", "is kept")
    assert len(await empty.examine()) == 3


async def test_a_migration_that_fails_changes_nothing(
    empty: PostgresDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = (Path(str(upgrade.MIGRATIONS)) / "0007_first.sql").read_text(encoding="utf-8")
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0007_first.sql").write_text(first, encoding="utf-8")
    (folder / "0008_wrong.sql").write_text("CREATE TABLE more (id BIGINT); SELECT nonsense;", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(upgrade, "MIGRATIONS", folder)
        with pytest.raises(StoreError, match="nonsense"):
            async with empty.opened():
                pass
    async with empty.opened() as store:
        await store.note("what", "is kept")


async def test_a_newer_database_is_refused(empty: PostgresDatabase, tmp_path: Path) -> None:
    async with empty.opened():
        pass
    async with opened(empty.url) as connection:
        await connection.script("UPDATE schema_version SET number = 9999; UPDATE compat SET oldest = 9999")
    for way in (empty.opened(), empty.opened_to_read()):
        with pytest.raises(StoreError, match="newer version"):
            async with way:
                pass
    assert "newer version" in " ".join(finding.line(words("en")) for finding in await empty.examine())


async def test_an_older_database_is_not_changed_by_who_only_looks(empty: PostgresDatabase) -> None:
    async with empty.opened():
        pass
    async with opened(empty.url) as connection:
        await connection.script("UPDATE schema_version SET number = 1")
    with pytest.raises(StoreError, match="of an older version"):
        async with empty.opened_to_read():
            pass


async def test_nightly_copies_lie_in_the_folder(empty: PostgresDatabase, tmp_path: Path) -> None:
    async with empty.opened() as store:
        await store.note("what", "is kept")
    await empty.copies.make(NOON.date())
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["tchat-2026-09-16.db"]
