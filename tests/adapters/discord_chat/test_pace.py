"""How fast the bot asks Discord for anything, and begins sessions."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.discord_chat.room.pace import BURST, PER_SECOND, Pace
from bot.adapters.discord_chat.room.starts import APART, Starts
from bot.adapters.sqlite.store import open_store
from bot.adapters.system.clock import FastClock
from bot.app.ports.values import Urgency
from bot.core.base.errors import StoreError
from tests.clock import NOON


class Loop:
    """A loop in which time passes when somebody waits for it."""

    now = 1_000.0

    def __init__(self, real: asyncio.AbstractEventLoop) -> None:
        self._real = real

    def time(self) -> float:
        return self.now

    def create_future(self) -> "asyncio.Future[None]":
        return self._real.create_future()

    def call_at(self, at: float, call: Callable[[], None]) -> None:
        self.now = at
        call()


@pytest.fixture
async def loop(monkeypatch: pytest.MonkeyPatch) -> Loop:
    loop = Loop(asyncio.get_running_loop())
    monkeypatch.setattr("bot.adapters.discord_chat.room.pace.asyncio.get_running_loop", lambda: loop)
    return loop


async def test_a_burst_goes_through_and_the_rest_waits_its_turn(loop: Loop) -> None:
    times = []
    pace = Pace()
    for _ in range(BURST + 3 * PER_SECOND):
        await pace.turn(Urgency.READ)
        times.append(loop.now - 1_000)
    assert times[:BURST] == pytest.approx([0.0] * BURST)
    assert times[-1] == pytest.approx(3)
    assert max(len([t for t in times if at <= t < at + 1]) for at in times) <= BURST + PER_SECOND + 1
    loop.now += 60
    await pace.turn(Urgency.READ, 2 * BURST)
    assert loop.now == pytest.approx(1_063), "what is more than a burst goes through like one"
    await pace.turn(Urgency.CARD)
    assert loop.now == pytest.approx(1_063 + (BURST + 1) / PER_SECOND), "and counts in full; nothing more was saved up"
    half = Pace(share=0.5)
    for _ in range(PER_SECOND):
        await half.turn(Urgency.CARD)
    assert loop.now == pytest.approx(1_063 + (BURST + 1) / PER_SECOND + 2 - BURST / PER_SECOND)


async def test_what_people_wait_for_comes_first() -> None:
    pace, done = Pace(), []

    async def asks(urgency: Urgency, chat: int) -> None:
        await pace.turn(urgency)
        done.append((urgency, chat))

    await pace.turn(Urgency.POST, BURST)
    order = (Urgency.REFRESH, Urgency.READ, Urgency.POST, Urgency.THREAD, Urgency.CARD)
    given_up = asyncio.create_task(asks(Urgency.CARD, 3))
    waiting = [asyncio.create_task(asks(urgency, chat)) for chat in range(3) for urgency in order]
    await asyncio.sleep(0)
    given_up.cancel()
    async with asyncio.timeout(10):
        await asyncio.gather(*waiting)
    assert done == [(urgency, chat) for urgency in Urgency for chat in range(3)]


@pytest.mark.parametrize(("at_once", "waits"), [(1, 7), (4, 1)])
async def test_sessions_begin_five_seconds_apart_where_discord_wants_that(
    at_once: int, waits: int, tmp_path: Path
) -> None:
    clock = FastClock(NOON, 0)
    async with open_store(tmp_path / "tchat.db") as store:
        starts = Starts(store, clock)
        starts.shards, starts.at_once = 8, at_once
        for shard in range(8):
            await starts.turn(shard, waited=shard == 0)
        assert clock.now() - NOON == waits * APART
        assert await starts.pause() == timedelta()
        await Starts(store, clock).turn(0, waited=True)
    assert clock.now() - NOON == (waits + 1) * APART, "also of a process that was just started again"


async def test_a_turn_that_was_missed_is_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer of the database came so late that by now it may be the turn of another process."""
    clock = FastClock(NOON, 0)
    async with open_store(tmp_path / "tchat.db") as store:
        await Starts(store, clock).turn(0, waited=True)
        ask = store.turn

        async def late(key: int, apart: timedelta, now: datetime) -> timedelta:
            monkeypatch.setattr(store, "turn", ask)
            pause = await ask(key, apart, now)
            clock.skip_to(clock.now() + timedelta(seconds=2))
            return pause

        monkeypatch.setattr(store, "turn", late)
        await Starts(store, clock).turn(1, waited=True)
    assert clock.now() - NOON == 2 * APART


async def test_a_turn_whose_answer_was_lost_is_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have been stored, so the next shard's would follow at once."""
    clock = FastClock(NOON, 0)
    async with open_store(tmp_path / "tchat.db") as store:
        starts, ask = Starts(store, clock), store.turn

        async def unanswered(key: int, apart: timedelta, now: datetime) -> timedelta:
            monkeypatch.setattr(store, "turn", ask)
            await ask(key, apart, now)
            raise StoreError("the connection was lost")

        monkeypatch.setattr(store, "turn", unanswered)
        await starts.turn(0, waited=True)
        first = clock.now()
        await starts.turn(1, waited=True)
    assert clock.now() - first == APART
