"""Waiting for an instant by a clock that can be set while the wait is on."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.adapters.system import clock
from bot.adapters.system.clock import FastClock, SystemClock

HOUR = timedelta(hours=1)


class ClockThatIsSet(SystemClock):
    """The machine's time, and by how much somebody has put it forward."""

    ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "LOOK_AGAIN", 0.01)


async def test_a_wait_ends_when_the_clock_is_put_past_its_instant() -> None:
    real = ClockThatIsSet()
    waiting = asyncio.create_task(real.wait(real.now() + HOUR, asyncio.Event()))
    await asyncio.sleep(0)
    assert not waiting.done()
    real.ahead = 2 * HOUR
    async with asyncio.timeout(10):
        await waiting


async def test_a_wait_for_nothing_ends_when_it_is_woken_and_takes_the_wake_with_it() -> None:
    wake = asyncio.Event()
    waiting = asyncio.create_task(SystemClock().wait(None, wake))
    await asyncio.sleep(0)
    wake.set()
    async with asyncio.timeout(10):
        await waiting
    assert not wake.is_set()


async def test_an_instant_that_has_passed_lets_others_have_a_turn() -> None:
    turn = asyncio.Event()
    asyncio.get_running_loop().call_soon(turn.set)
    await SystemClock().wait(SystemClock().now() - HOUR, asyncio.Event())
    assert turn.is_set()


async def test_a_fast_clock_waits_for_its_own_time() -> None:
    fast = FastClock(datetime.fromisoformat("2026-09-16T12:00:00+00:00"), speed=1_000_000)
    until = fast.now() + HOUR
    async with asyncio.timeout(10):
        await fast.wait(until, asyncio.Event())
    assert fast.now() >= until
