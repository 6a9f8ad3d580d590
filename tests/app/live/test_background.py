"""Background work: one job per key, ended with its owner, whatever a cancellation meets."""

import asyncio
from contextlib import suppress

import pytest

from bot.app.live import background
from bot.app.live.background import Background, break_off


@pytest.fixture
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "ROUND_SECONDS", 0.01)


async def forever() -> None:
    await asyncio.Event().wait()


async def test_a_key_is_free_after_its_errand_was_broken_off_before_it_began() -> None:
    work = Background("test")
    work.start(1, forever)
    await work.close()
    assert not work.is_busy(1)
    await work.idle()


async def test_nothing_starts_once_it_is_closed() -> None:
    work = Background("test")
    await work.close()
    work.start(1, forever)
    assert not work.is_busy(1)


async def test_what_is_asked_for_meanwhile_runs_once_more() -> None:
    work, runs, gate = Background("test"), [], asyncio.Event()

    async def job() -> None:
        runs.append(1)
        await gate.wait()

    work.start(1, job)
    await asyncio.sleep(0)
    work.start(1, job)
    work.start(1, job)
    gate.set()
    await work.idle()
    assert len(runs) == 2


async def test_what_is_asked_for_in_the_moment_in_which_the_last_job_ends_runs_too() -> None:
    work, runs, gate = Background("test"), [], asyncio.Event()

    async def job() -> None:
        await gate.wait()
        runs.append(1)

    async def follower() -> None:
        await gate.wait()
        work.start(1, job)

    work.start(1, job)
    await asyncio.sleep(0)
    following = asyncio.create_task(follower())
    await asyncio.sleep(0)
    gate.set()
    await following
    await work.idle()
    assert len(runs) == 2


async def test_what_is_asked_for_meanwhile_does_not_run_once_it_is_closed() -> None:
    work, runs = Background("test"), []

    async def tidy() -> None:
        runs.append(1)
        with suppress(asyncio.CancelledError):
            await forever()

    work.start(1, tidy)
    await asyncio.sleep(0)
    work.start(1, tidy)
    async with asyncio.timeout(10):
        await work.close()
    assert len(runs) == 1


@pytest.mark.usefixtures("_fast")
async def test_a_cancellation_that_gets_lost_is_asked_for_again() -> None:
    work = Background("test")

    async def deaf_once() -> None:
        try:
            await forever()
        except asyncio.CancelledError:
            await forever()

    work.start(1, deaf_once)
    await asyncio.sleep(0)
    async with asyncio.timeout(10):
        await work.close()
    assert not work.is_busy(1)


@pytest.mark.usefixtures("_fast")
async def test_what_never_ends_is_not_waited_for_without_end(caplog: pytest.LogCaptureFixture) -> None:
    over = False

    async def deaf() -> None:
        while not over:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                continue

    task = asyncio.create_task(deaf(), name="stubborn")
    await asyncio.sleep(0)
    async with asyncio.timeout(10):
        await break_off([task])
    assert "stubborn does not end" in caplog.text
    over = True
    task.cancel()
    await asyncio.gather(task)
