"""How fast the bot reads."""

from collections.abc import Callable

import pytest

from bot.adapters.discord_chat.room.pace import BURST, PER_SECOND, Pace


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
