"""One process stands by while another runs the bot, whatever engine keeps the record: when it begins, and how."""

import shutil
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.postgres import upgrade
from bot.adapters.sql.holder import LEASE
from bot.adapters.sqlite import versions
from bot.app.ports.database import Process
from bot.core.base.errors import StoreError
from tests.clock import HandClock
from tests.engines import Engine, SqliteEngine
from tests.standby import Standby, standing_by

FIRST = Process("here", 1, "a")


@contextmanager
def newer_version(folder: Path) -> Iterator[None]:
    """Let this be a version of the bot that stores something more, of which older ones know nothing."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (versions, upgrade):
            own = folder / module.__name__
            shutil.copytree(str(module.MIGRATIONS), own, dirs_exist_ok=True)
            more = "CREATE TABLE more (id INTEGER PRIMARY KEY);\nUPDATE compat SET oldest = 9999;\n"
            (own / "9999_more.sql").write_text(more, encoding="utf-8")
            patch.setattr(module, "MIGRATIONS", own)
        yield


async def test_it_runs_as_soon_as_the_other_has_ended(engine: Engine) -> None:
    async with AsyncExitStack() as ending:
        _, first = await ending.enter_async_context(engine.database(HandClock(), FIRST).held())
        async with standing_by(engine) as standby:
            for _ in range(3):
                await standby.passes()
            await first.note("who", "the first")
            await ending.aclose()
            await standby.passes()
            assert await (await standby.running).recall("who") == "the first"


async def test_it_replaces_one_that_died_within_two_seconds(engine: Engine) -> None:
    alive = True
    async with engine.database(HandClock(), FIRST).held(), standing_by(engine, lambda *_: alive) as standby:
        await standby.passes()
        alive, died = False, standby.clock.now()
        await _until_it_runs(standby)
        assert standby.clock.now() - died <= timedelta(seconds=2)


async def test_it_replaces_one_that_hangs_when_its_lease_is_over(engine: Engine) -> None:
    clock = HandClock()
    async with engine.database(clock, FIRST).held() as (_, hung), standing_by(engine) as standby:
        seen = await _until_it_runs(standby)
        assert LEASE < standby.clock.now() - seen <= LEASE + timedelta(seconds=2)
        with pytest.raises(StoreError, match="took over this database because this one hung: process 2 on here"):
            await hung.note("who", "awake again")


async def test_an_older_bot_is_left_in_peace_and_there_is_a_way_back(engine: Engine, tmp_path: Path) -> None:
    version = versions.newest_version()
    async with AsyncExitStack() as ending:
        _, old = await ending.enter_async_context(engine.database(HandClock(), FIRST).held())
        with newer_version(tmp_path / "newer"):
            async with standing_by(engine) as standby:
                await standby.passes()
                assert await engine.rows("SELECT oldest FROM compat WHERE oldest = 9999") == []
                await old.note("who", "the old one")
                await ending.aclose()
                await standby.passes()
                await (await standby.running).note("who", "the new one")
                assert await engine.rows("SELECT id FROM more") == []
    copy = tmp_path / "data" / "backups" / f"tchat-schema-{version}.db"
    assert list(copy.parent.iterdir()) == [copy]
    with pytest.raises(StoreError, match=f"newer version of tchat-bot; upgrade, or .* `tchat restore {copy}`"):
        async with engine.database().held():
            pass
    before = SqliteEngine(tmp_path / "before").database()
    await before.restore(copy)
    async with before.held() as (_, store):
        assert await store.recall("who") == "the old one"


async def _until_it_runs(standby: Standby) -> datetime:
    """Let the time pass, and return when that began."""
    began = standby.clock.now()
    while not standby.running.done():
        await standby.passes()
    return began
