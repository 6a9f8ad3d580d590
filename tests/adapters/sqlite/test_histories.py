"""A record that an older version wrote opens, says what it said, and goes on. `tests/histories` has the records."""

import asyncio
import json
import sqlite3
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.rehearsal.room import BOT
from bot.adapters.sql import codec
from bot.adapters.sql.lease import leased
from bot.adapters.sqlite.backup import newest_before
from bot.adapters.sqlite.connect import SqliteConnection, opened
from bot.adapters.sqlite.lease import take
from bot.adapters.sqlite.store import open_store
from bot.adapters.sqlite.versions import newest_version
from bot.app.ports.database import Process
from bot.app.privacy.expiry import BEGINS
from bot.core.base.errors import NotFound
from tests.clock import HandClock
from tests.engines import SqliteEngine
from tests.histories import History, expect, histories, record, shapes
from tests.histories.resumed import filled, first_card, resumed
from tests.standby import standing_by

FIRST = Process("here", 1, "a")
ALL = histories()
NEWEST = ALL[-1]

Line = dict[str, Any]
"""One line of `kinds.jsonl`."""

each_history = pytest.mark.parametrize("history", ALL, ids=lambda history: f"history {history.number}")


@each_history
async def test_after_an_upgrade_nothing_ends_before_hosts_were_told(history: History, tmp_path: Path) -> None:
    history.restore(tmp_path / "tchat.db")
    async with open_store(tmp_path / "tchat.db") as store:
        assert await store.recall(BEGINS) == ("" if history.number < 8 else None)


@each_history
def test_an_old_record_says_what_it_said_and_goes_on(history: History, tmp_path: Path) -> None:
    """Facts fold to the same sessions; summaries and transcripts are the same to the byte; the last chat is closed."""
    names = set()
    for name, text in expect.made(history, tmp_path):
        names.add(name)
        expected = (history.expected / name).read_bytes()
        assert text.decode() == expected.decode(), f"{name} of history {history.number}: see tests/histories/README.md"
        assert text == expected
    assert names == {file.name for file in history.expected.iterdir()}


@each_history
@pytest.mark.parametrize("arrived", [False, True], ids=["it never arrived", "it arrived"])
async def test_a_post_whose_fate_was_unknown_is_there_once(history: History, arrived: bool, tmp_path: Path) -> None:
    async with resumed(history, tmp_path, arrived=arrived) as stage:
        assert len([text for text in stage.posts() if text.startswith("More time")]) == 1


@each_history
async def test_after_the_migration_it_has_the_tables_of_a_new_one(history: History, tmp_path: Path) -> None:
    """A migration that was edited after it was released would show here."""
    history.restore(tmp_path / "old.db")
    for name in ("old.db", "new.db"):
        async with open_store(tmp_path / name):
            pass
    assert _tables(tmp_path / "old.db") == _tables(tmp_path / "new.db")


@pytest.mark.parametrize("history", ALL[1:], ids=lambda history: f"history {history.number}")  # the first has no lease
async def test_a_standby_takes_over_from_an_old_bot_in_the_middle_of_a_chat(history: History, tmp_path: Path) -> None:
    """It changes nothing until the old bot has ended; nothing said is lost, nothing is posted twice, after one look."""
    stage = await filled(history, tmp_path)
    engine, ada = SqliteEngine(tmp_path), stage.member("Ada")
    before, there, card = _tables(engine.path), set(stage.room.messages), await first_card(history, tmp_path)
    clock = HandClock()
    async with AsyncExitStack() as ending:
        connection = SqliteConnection(await ending.enter_async_context(opened(engine.path)), engine.path)
        await ending.enter_async_context(
            leased(connection, clock, await take(connection, clock, FIRST, lambda *_: True))
        )
        async with standing_by(engine) as standby:
            await standby.passes()
            assert _tables(engine.path) == before
            await ada.says("While the old one ends", channel=card)
            await ending.aclose()
            await ada.says("While nobody runs", channel=card)
            await standby.passes()
            await stage.switch_on(await standby.running)
            await ada.says("To the new one", channel=card)
            heard = await stage.answers(1)
            assert heard[-3:] == [
                f"Ada: {text} (thread)" for text in ("While the old one ends", "While nobody runs", "To the new one")
            ]
            await stage.advance(minutes=1)
            new = [each for each in stage.room.messages.values() if each.author == BOT and each.id not in there]
            assert [each.text[:9] for each in new] == ["More time"], "its fate was unknown; everything else was there"
            await stage.switch_off()
    copies = [_tables(copy) for copy in (newest_before(tmp_path / "backups", newest_version()),) if copy]
    assert copies == ([] if _tables(engine.path) == before else [before])


@each_history
async def test_each_kind_of_fact_post_and_pack_is_read(history: History) -> None:
    for line in history.kinds:
        if "body" in line:
            codec.fact_of(line["fact"], json.dumps(line["body"]))
        if "post" in line:
            assert codec.post_of(json.dumps(line["post"])).text
        if "pack" in line:
            assert codec.pack_of(json.dumps(line["pack"])).questions


@each_history
async def test_each_kind_of_effect_is_read_with_its_post_and_keeps_its_key(history: History, tmp_path: Path) -> None:
    """The key makes the nonce, by which a post is shown once: it must not change while an effect waits."""
    path = tmp_path / "tchat.db"
    history.restore(path)
    kinds = [line for line in history.kinds if "effect" in line]
    _plan(path, kinds)
    async with open_store(path) as store:
        pending = await store.pending(1)
        for each in pending:
            await store.cause(1, each.effect)
    shown = [(each.effect.key, each.claim and each.claim.payload.text) for each in pending]
    assert shown == [(_key(line), line.get("post", {}).get("text")) for line in _once(kinds)]


@each_history
async def test_every_effect_that_was_ever_planned_is_read_and_keeps_its_key(history: History, tmp_path: Path) -> None:
    path = tmp_path / "tchat.db"
    history.restore(path)
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    database.execute("UPDATE effects SET state = 'planned', claimed_at = NULL, payload = NULL")
    rows = [
        dict(row) for row in database.execute("SELECT session, kind AS effect, fact, number FROM effects ORDER BY id")
    ]
    database.commit()
    database.close()
    async with open_store(path) as store:
        for number in history.sessions:
            keys = [_key(row) for row in rows if row["session"] == number]
            assert [each.effect.key for each in await store.pending(number)] == keys


@each_history
async def test_each_kind_of_answer_that_waits_for_hosts_is_read(history: History, tmp_path: Path) -> None:
    drafts = [line["draft"] for line in history.kinds if "draft" in line]
    path = tmp_path / "tchat.db"
    history.restore(path)
    database = sqlite3.connect(path)
    for row in drafts:
        columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
        database.execute(f"REPLACE INTO drafts ({columns}) VALUES ({values})", row)
    database.commit()
    database.close()
    async with open_store(path) as store:
        for row in drafts:
            draft = await store.pending_answer(row["id"])
            assert draft is not None
            assert (draft.text, draft.person, draft.question) == (row["text"], row["person"], row["question"])


@each_history
async def test_the_history_has_no_more_sessions_than_are_compared(history: History, tmp_path: Path) -> None:
    history.restore(tmp_path / "tchat.db")
    async with open_store(tmp_path / "tchat.db") as store:
        with pytest.raises(NotFound):
            await store.load(history.running + 1)


def test_what_is_stored_has_the_shapes_of_the_newest_history() -> None:
    changed = shapes.changed()
    assert not changed, (
        f"{', '.join(changed)}: stored in another shape than in history {NEWEST.number}. Records that people have "
        "are in the old one: see that they can still be read (a migration or an upcast), then run "
        "`python -m tests.histories.record` and commit the new history. tests/histories/README.md says more."
    )


def test_the_newest_history_holds_every_kind_and_what_it_stores_is_what_we_store() -> None:
    assert _kinds(NEWEST.kinds) >= _kinds_of_shapes()
    for line in NEWEST.kinds:
        if "body" in line:
            kind, body = codec.fact_row(codec.fact_of(line["fact"], json.dumps(line["body"])))
            assert (kind, json.loads(body)) == (line["fact"], line["body"])
        if "effect" in line:
            has_number = shapes.shapes()[f"effect {line['effect']}"]["number"] != "null"
            assert has_number == (line["number"] is not None), line


def _dumps_an_index() -> bool:
    """Whether this Python can dump a full-text index; older ones write its inner tables twice."""
    with closing(sqlite3.connect(":memory:")) as one, closing(sqlite3.connect(":memory:")) as other:
        one.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
        try:
            other.executescript("\n".join(one.iterdump()))
        except sqlite3.Error:
            return False
    return True


@pytest.mark.skipif(not _dumps_an_index(), reason="a history is recorded with a newer Python")
def test_the_story_is_ready_to_be_recorded_with_every_kind_in_it(tmp_path: Path) -> None:
    made = asyncio.run(record.recording(tmp_path / "played"))
    assert _kinds_of_shapes() - _kinds(made.kinds) == set(), (
        "add an act to tests/histories/story.py in which it happens"
    )
    history = History(NEWEST.number + 1, tmp_path)
    record.write(made, history)
    expect.write(history)
    assert len(list(history.expected.iterdir())) > 10


def test_a_shape_is_names_and_types_of_fields_and_nothing_else() -> None:
    class Colour(StrEnum):
        RED = "red"

    @dataclass(frozen=True)
    class Before:
        number: int
        colours: tuple[Colour, ...] = ()

    @dataclass(frozen=True)
    class Renamed:
        """With another order and other defaults."""

        colours: tuple[Colour, ...]
        number: int = 3

    @dataclass(frozen=True)
    class Changed:
        number: int | None
        colours: tuple[Colour, ...] = ()

    assert shapes.shape(Before) == {"number": "int", "colours": {"list of": {"word of": ["red"]}}}
    assert shapes.shape(Before) == shapes.shape(Renamed) != shapes.shape(Changed)


def _tables(path: Path) -> list[tuple[str, str]]:
    database = sqlite3.connect(path)
    tables = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
    database.close()
    return tables


def _plan(path: Path, kinds: list[Line]) -> None:
    """Let the first session's outbox hold one effect of each kind and form that is not finished, and nothing else."""
    database = sqlite3.connect(path)
    database.execute("DELETE FROM effects")
    for line in _once(kinds):
        claim = json.dumps(line["post"]) if "post" in line else None
        row = (line["effect"], line["fact"], line["number"], claim)
        database.execute(
            "INSERT INTO effects (session, kind, fact, number, state, claimed_at, channel, payload, anchor)"
            " SELECT 1, ?1, ?2, ?3, 'planned', NULL, NULL, NULL, NULL WHERE ?4 IS NULL"
            " UNION ALL SELECT 1, ?1, ?2, ?3, 'claimed', '2026-09-16T16:00:00.000000+00:00', 5, ?4, 4"
            " WHERE ?4 IS NOT NULL",
            row,
        )
    database.commit()
    database.close()


def _once(kinds: list[Line]) -> list[Line]:
    """Each effect once, with its post if it makes one."""
    return list({_key(line): line for line in reversed(kinds)}.values())


def _key(line: Line) -> str:
    number = "" if line["number"] is None else f"-{line['number']}"
    return f"{line['effect']}{number}@{line['fact']}"


def _kinds(lines: list[Line]) -> set[str]:
    facts = {f"fact {line['fact']}" for line in lines if "body" in line}
    return facts | {f"effect {line['effect']}" for line in lines if "effect" in line}


def _kinds_of_shapes() -> set[str]:
    return {name for name in shapes.shapes() if name.startswith(("fact ", "effect "))}
