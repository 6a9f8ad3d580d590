"""Quotes are chosen in a small process that is no second bot, and come all the same where none can be started."""

import asyncio
import gc
import subprocess
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.adapters.system import choosing
from bot.adapters.system.choosing import PROGRAM, InProcess, in_thread
from bot.core.record.choice.choosing import asked, chosen
from bot.core.record.choice.quoting import Answer, Wanted

WANTED = Wanted("What is blue?", (Answer(1, "The sky on a clear day."), Answer(2, "Deep water.")), 5, "en")


async def test_a_process_chooses_what_we_would() -> None:
    in_process = InProcess()
    async with in_process() as choose, in_thread() as here:
        for question in ("What is blue?", "What is red?"):
            wanted = Wanted(question, WANTED.answers, 5, "en")
            assert await choose(wanted) == await here(wanted) == chosen(wanted)


async def test_one_summary_after_the_other_has_its_turn() -> None:
    in_process = InProcess()
    for _ in range(choosing.AT_ONCE + 1):
        async with in_process() as choose:
            assert await choose(WANTED) == chosen(WANTED)


async def test_who_has_nothing_to_choose_waits_for_no_turn() -> None:
    in_process = InProcess()
    async with AsyncExitStack() as others, asyncio.timeout(60):
        for _ in range(choosing.AT_ONCE):
            await (await others.enter_async_context(in_process()))(WANTED)
        async with in_process():
            pass


async def test_nothing_is_started_where_nothing_is_to_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "PROGRAM", "no Python")
    async with InProcess()():
        pass


@pytest.mark.parametrize("program", ["raise SystemExit", "import os; os.kill(os.getpid(), 9)"])
async def test_where_the_process_ends_the_bot_chooses(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(choosing, "PROGRAM", program)
    async with InProcess()() as choose:
        assert await choose(WANTED) == chosen(WANTED)


def test_choosing_that_is_broken_off_again_and_again_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "PROGRAM", f"{PROGRAM}    break\nimport time; time.sleep(1000)")  # answers once

    async def broken_off() -> None:
        has_chosen = asyncio.Event()

        async def goes_on_choosing() -> None:
            async with InProcess()() as choose:
                await choose(WANTED)
                has_chosen.set()
                await choose(WANTED)

        task = asyncio.create_task(goes_on_choosing())
        await has_chosen.wait()
        while not task.done():
            task.cancel()
            await asyncio.sleep(0)
        assert task.cancelled()

    asyncio.run(broken_off())
    gc.collect()  # what was left would say so, and a warning fails


async def test_where_no_process_starts_the_bot_chooses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "missing"))
    async with InProcess()() as choose:
        assert await choose(WANTED) == chosen(WANTED)


def test_the_process_loads_nothing_but_what_chooses(tmp_path: Path) -> None:

    told = f"{PROGRAM}\nprint(*sorted(sys.modules))"
    command = [sys.executable, "-c", told, *sys.path]
    ended = subprocess.run(command, input=asked(WANTED), capture_output=True, text=True, check=True, cwd=tmp_path)
    modules = ended.stdout.splitlines()[-1].split()
    assert "bot.core.record.choice.quotes" in modules
    heavy = {"discord", "aiohttp", "pydantic", "asyncio", "click", "bot.cli", "multiprocessing"}
    assert heavy.isdisjoint(modules)
