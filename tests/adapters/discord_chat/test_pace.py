"""How fast the bot reads, and begins sessions."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.discord_chat.room.pace import BURST, PER_SECOND, Pace
from bot.adapters.discord_chat.room.starts import APART, Starts
from bot.adapters.sqlite.store import open_store
from bot.adapters.system.clock import FastClock
from tests.clock import NOON


class Loop:
    """A loop in which time passes when somebody waits for it."""

    now = 1_000.0

    def time(self) -> float:
        return self.now

    def call_at(self, at: float, call: Callable[[], None]) -> None:
        self.now = at
        call()


async def test_a_burst_goes_through_and_the_rest_waits_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, times = Loop(), []
    monkeypatch.setattr("bot.adapters.discord_chat.room.pace.asyncio.get_running_loop", lambda: loop)
    reads = Pace()
    for _ in range(BURST + 40):
        await reads.turn()
        times.append(loop.now - 1_000)
    assert times[:BURST] == [0.0] * BURST
    assert times[-1] == pytest.approx(40 / PER_SECOND)
    assert max(len([t for t in times if at <= t < at + 1]) for at in times) <= BURST + PER_SECOND
    loop.now += 60
    await reads.turn(BURST)
    assert loop.now == pytest.approx(1_000 + times[-1] + 60), "what is not used is not saved up beyond a burst"


@pytest.mark.parametrize(("at_once", "rounds"), [(1, 7), (4, 1)])
async def test_sessions_begin_five_seconds_apart_where_discord_wants_that(
    at_once: int, rounds: int, tmp_path: Path
) -> None:
    clock = FastClock(NOON, 0)
    async with open_store(tmp_path / "tchat.db") as store:
        starts = Starts(store, clock)
        starts.shards, starts.at_once = 8, at_once
        for shard in range(8):
            await starts.turn(shard, waited=shard == 0)
        assert clock.now() - NOON == rounds * APART
        assert await starts.pause() == timedelta()
        await Starts(store, clock).turn(0, waited=True)
    assert clock.now() - NOON == (rounds + 1) * APART, "also of a process that was just started again"
