"""Connections to a server: one that breaks is made anew, and whatever is wrong is one sentence."""

import asyncio
import gc
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from bot.adapters.postgres.connect import PostgresConnection, connected, opened, place_of, translated
from bot.adapters.postgres.database import PostgresDatabase
from bot.adapters.sql.connection import BrokenRule, Row, Unfit
from bot.adapters.sql.writer import writing
from bot.app.ports.store import Store
from bot.core.base.errors import StoreError
from tests.adapters.discord_chat.pg_proxy import Proxy
from tests.clock import StillClock
from tests.engines import ME, PostgresEngine, SqliteEngine
from tests.postgres_server import Server

END = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'tchat'"


@pytest.fixture
def engine(postgres_server: Server, tmp_path: Path) -> PostgresEngine:
    return PostgresEngine(tmp_path, postgres_server)


def test_parameters_are_numbered_and_texts_left_alone() -> None:
    assert translated("a = ? AND b = '?' AND c = ?") == "a = $1 AND b = '?' AND c = $2"
    assert translated("a = ?2 AND b = ?1 || '?'") == "a = $2 AND b = $1 || '?'"


def test_an_address_is_told_without_who_asks() -> None:
    assert place_of("postgresql://tchat@db.example.org:5433/chats?sslmode=require") == "db.example.org/chats"


async def test_a_connection_that_was_cut_is_made_anew(engine: PostgresEngine) -> None:
    async with engine.database().opened() as store:
        await store.note("what", "before")
        await engine.rows(END)
        told: list[str] = []
        for attempt in range(5):
            try:
                await store.note("what", f"after {attempt}")
                assert await store.recall("what") == f"after {attempt}"
                break
            except StoreError as error:
                told.append(str(error))
        else:
            raise AssertionError(told)
        assert all("cannot be reached" in each for each in told)


async def test_a_server_that_ends_sessions_at_any_moment_does_not_end_the_writing(engine: PostgresEngine) -> None:
    ends, seen, written = 0, set[str](), asyncio.Event()

    async def writes(store: Store, key: str) -> None:
        while ends < 40:
            try:
                await store.note(key, str(ends))
                written.set()
            except StoreError as error:
                seen.add(type(error).__name__)

    async with engine.database().opened() as store, opened(engine.store, "the operator") as operator:
        writing = [asyncio.create_task(writes(store, str(n))) for n in range(5)]
        async with asyncio.timeout(20):
            while ends < 40:
                written.clear()
                await written.wait()
                await operator.rows(END)
                ends += 1
            await asyncio.gather(*writing)
            while await store.recall("what") != "it goes on":
                with suppress(StoreError):
                    await store.note("what", "it goes on")
    assert seen == {"NotNow"}


async def test_a_connection_that_nobody_waits_for_any_more_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    async def closes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(8)
        writer.close()

    async with await asyncio.start_server(closes, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(StoreError, match="cannot be reached: the connection was closed"):
            async with opened(f"postgresql://tchat@127.0.0.1:{port}/chats"):
                pass
        for turns in range(30):
            connecting = asyncio.create_task(connected(f"postgresql://tchat@127.0.0.1:{port}/chats"))
            for _ in range(turns % 15):
                await asyncio.sleep(0)
            connecting.cancel()
            with suppress(asyncio.CancelledError, OSError):
                await connecting
    gc.collect()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_what_was_begun_before_the_line_broke_is_not_committed(engine: PostgresEngine) -> None:
    async with opened(engine.store) as connection:

        async def broken() -> None:
            async with connection.transaction():
                await connection.rows("INSERT INTO notes (key, value) VALUES ('a', 'b')")
                connection.raw.terminate()
                await connection.rows("INSERT INTO notes (key, value) VALUES ('b', 'c')")

        for _ in range(2):
            with pytest.raises(StoreError, match="cannot be reached"):
                await broken()
        await connection.rows("INSERT INTO notes (key, value) VALUES ('c', 'd')")
        assert await connection.rows("SELECT key FROM notes") == [("c",)]


async def test_an_answer_that_nobody_waits_for_any_more_holds_nobody_up(engine: PostgresEngine) -> None:
    """The line is dead, and who asked has given up: the next one gets a line of their own."""
    name, _, folder = engine.store.partition("@/")[2].partition("?host=")
    async with (
        Proxy(f"{folder}/.s.PGSQL.5432") as proxy,
        opened(f"postgresql://tchat@127.0.0.1:{proxy.port}/{name}") as connection,
    ):
        proxy.swallow()
        with suppress(TimeoutError):
            async with asyncio.timeout(0.1):
                await connection.rows("SELECT 1")
        async with asyncio.timeout(10):
            assert await connection.rows("SELECT 2") == [(2,)]


async def test_of_two_writers_that_wait_for_each_other_both_write_in_the_end(engine: PostgresEngine) -> None:
    """The server ends one of the two transactions after a second; it is made once more."""
    note, meet = "UPDATE notes SET value = value || ? WHERE key = ?", asyncio.Barrier(2)

    class Meeting(PostgresConnection):
        met = False

        async def rows(self, sql: str, *parameters: object) -> Sequence[Row]:
            found = await super().rows(sql, *parameters)
            if sql == note and not self.met:
                self.met = True
                await meet.wait()
            return found

    connections = [Meeting(engine.store), Meeting(engine.store)]
    async with opened(engine.store) as reader:
        await reader.rows("INSERT INTO notes (key, value) VALUES ('a', ''), ('b', '')")
        async with writing(connections[0]) as one, writing(connections[1]) as other, asyncio.timeout(20):
            await asyncio.gather(
                one.write([(note, [("1", "a")]), (note, [("1", "b")])]),
                other.write([(note, [("2", "b")]), (note, [("2", "a")])]),
            )
        for connection in connections:
            await connection.close()
        assert await reader.rows("SELECT length(value) FROM notes") == [(2,), (2,)]


async def test_errors_of_rules_and_of_values_are_told_apart(engine: PostgresEngine) -> None:
    add = "INSERT INTO notes (key, value) VALUES (?, ?)"
    async with opened(engine.store) as connection:
        await connection.rows(add, "a", "b")
        with pytest.raises(BrokenRule, match="notes_pkey"):
            await connection.rows(add, "a", "c")
        for unfit in ("half a pair \ud83d", 7):
            with pytest.raises(Unfit):
                await connection.rows(add, "x", unfit)
        with pytest.raises(Unfit):
            await connection.rows("SELECT 1 FROM sessions WHERE number = ?", 2**63)
        assert await connection.rows("SELECT key FROM notes") == [("a",)]


async def test_what_postgres_cannot_hold_harms_nothing_that_is_written_with_it(engine: PostgresEngine) -> None:
    async with engine.database().opened() as store:
        notes = [store.note("first", "a"), store.note("none", "half a pair \ud83d"), store.note("last", "b")]
        outcomes = await asyncio.gather(*notes, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [type(None), Unfit, type(None)]
        assert [await store.recall(key) for key in ("first", "none", "last")] == ["a", None, "b"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://tchat@127.0.0.1:1/chats", "127.0.0.1/chats cannot be reached"),
        ("no such name", "does not let me in"),
    ],
)
async def test_a_server_that_cannot_be_used_is_one_sentence(
    postgres_server: Server, tmp_path: Path, url: str, said: str
) -> None:
    url = url if "://" in url else postgres_server.url.format("nothing_here")
    database = PostgresDatabase(url, tmp_path, StillClock(), ME, lambda *_: True)
    for way in (database.held(), database.opened(), database.opened_to_read()):
        with pytest.raises(StoreError, match=said) as told:
            async with way:
                pass
        assert "\n" not in str(told.value)
    assert len(await database.examine()) == 1


async def test_a_character_that_postgres_cannot_hold_is_left_out(engine: PostgresEngine, tmp_path: Path) -> None:
    async with SqliteEngine(tmp_path / "file").database().opened() as store:
        await store.note("what", "a\0b")
    await SqliteEngine(tmp_path / "file").database().back_up(tmp_path / "copy.db")
    await engine.database().restore(tmp_path / "copy.db")
    async with engine.database().opened() as store:
        assert await store.recall("what") == "ab"
        await store.note("what", "c\0d")
        assert await store.recall("what") == "cd"


async def test_nothing_of_ours_is_left_on_the_server(engine: PostgresEngine) -> None:
    async with engine.database().held() as (_, store):
        await store.note("what", "is kept")
        await asyncio.gather(*(store.recall("what") for _ in range(20)))
    sessions = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tchat' AND datname = current_database()"
    async with asyncio.timeout(10):
        while await engine.rows(sessions) != [(0,)]:  # the server notices each goodbye in its own time
            pass
