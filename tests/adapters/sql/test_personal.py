"""Every column is in the table of what is personal: what is added without a row there is erased from nowhere."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.adapters.sql.personal import DERIVED, IMPERSONAL, PERSONAL
from bot.adapters.sqlite.store import open_store
from bot.core.base.retention import Keep


async def schema(folder: Path) -> dict[str, set[str]]:
    """The columns of each table, those that are computed included."""
    async with open_store(folder / "tchat.db"):
        pass
    with closing(sqlite3.connect(folder / "tchat.db")) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: {row[1] for row in connection.execute("SELECT * FROM pragma_table_xinfo(?)", (table,))}
            for table in tables
            if not table.startswith("sqlite_")
        }


async def test_every_column_is_known_to_be_about_people_or_not(tmp_path: Path) -> None:
    known = {table: set(IMPERSONAL.get(table, "").split()) for table in {*PERSONAL, *IMPERSONAL}}
    known |= {table: set(columns.split()) for table, columns in DERIVED.items()}
    for table, personal in PERSONAL.items():
        known[table] |= set(personal.columns.split())
    assert known == await schema(tmp_path)


@pytest.mark.parametrize("table", PERSONAL)
def test_what_is_about_people_is_erased_or_it_is_said_why_it_stays(table: str) -> None:
    personal = PERSONAL[table]
    assert personal.session or personal.server or personal.stays


@pytest.mark.parametrize("table", PERSONAL)
def test_an_erasure_touches_its_own_table(table: str) -> None:
    for sql in (*PERSONAL[table].session, *PERSONAL[table].server):
        assert re.match(rf"\s*(UPDATE|DELETE FROM) {table}\b", sql)
        scope = "?2" if table == "sign_ins" else "?1"  # who is signed in is so for all servers
        assert {scope} <= set(re.findall(r"\?\d", sql))


FOR_GOOD = {Keep.WISH, Keep.HOSTING}
"""Durations that need no end by themselves: what they are says why."""


@pytest.mark.parametrize("table", PERSONAL)
def test_what_is_about_people_ends(table: str) -> None:
    personal = PERSONAL[table]
    assert personal.keep in FOR_GOOD or personal.keep in personal.aged, "no statement ends what was kept long enough"
    for sql in (sql for statements in personal.aged.values() for sql in statements):
        assert re.match(rf"\s*(UPDATE|DELETE FROM) {table}\b|\s*INSERT INTO loose_files\b", sql)
        assert "?1" in sql or table == "sign_ins", "it is about one server"
