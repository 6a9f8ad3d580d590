"""Two runners, one room: whoever hung and was replaced adds nothing, neither to the record nor to the room."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bot.adapters.catalogues import words
from bot.adapters.rehearsal.room import RehearsalRoom
from bot.adapters.sql.lease import Lease, LostLease, steady
from bot.adapters.sqlite.lease import held
from bot.adapters.sqlite.store import open_store
from bot.adapters.system.choosing import in_thread
from bot.adapters.system.clock import LeasedClock
from bot.app.engine import Engine, Settings, running
from bot.app.ports.database import Process
from bot.config import Config
from bot.core.base.contribution import Person
from bot.core.base.errors import StoreError
from bot.parts import files_of
from tests.clock import HandClock
from tests.stage import MEGHAN, pack_of

ADA = Person(100, "Ada")


@asynccontextmanager
async def runner(
    path: Path, room: RehearsalRoom, clock: HandClock, number: int
) -> AsyncIterator[tuple[Engine, asyncio.Task[None], Lease]]:
    """A bot on this database and in this room, driven by its own clock."""
    async with (
        held(path, clock, Process("here", number, ""), lambda *_: True) as lease,
        open_store(path, lease.fence) as store,
        running(
            store, room, LeasedClock(clock, lease), words, Settings(), files_of(Config()), in_thread, lease=lease
        ) as engine,
    ):
        lease.lost.append(engine.collector.stuck.clear)
        room.collector = engine.collector
        engine.take_up()
        driving = asyncio.create_task(engine.runner.run())
        await engine.tick()
        yield engine, driving, lease
        driving.cancel()
        await asyncio.gather(driving, return_exceptions=True)


async def test_a_runner_that_hung_adds_nothing_when_it_awakes(tmp_path: Path) -> None:
    path, clock, hung = tmp_path / "tchat.db", HandClock(), HandClock()
    room = RehearsalRoom(clock)
    async with AsyncExitStack() as exits:
        first, driving, _ = await exits.enter_async_context(runner(path, room, hung, 1))
        pack = pack_of("What is blue?", "What is red?")
        session = await first.host.start(pack, room.ref, by=MEGHAN, opens_at=clock.now())
        await first.tick()
        for each in (clock, hung):
            each.moves(minutes=6)
        await first.tick()
        await room.say(ADA, "A1 the sky")

        clock.moves(minutes=10)  # the first one hangs: its time stands still
        second, _, _ = await exits.enter_async_context(runner(path, room, clock, 2))
        await second.tick()
        facts = await second.store.facts(session.number)
        assert _cards(room) == ["**Q1 of 2**", "**Q2 of 2**"]

        shown = [message.text for message in room.messages.values()]
        hung.moves(minutes=10)  # by what it remembers, a question is due and the board is out of date
        with pytest.raises(LostLease, match="process 2 on here"):
            await driving
        with pytest.raises(StoreError, match="took over"):
            await first.host.pause(room.ref.channel, by=MEGHAN)
        room.collector = first.collector
        await room.say(ADA, "A2 said to the one that hung")
        await first.idle()

        assert await second.store.facts(session.number) == facts
        assert [trace.prefix async for trace in second.store.traces(session.number)] == [1]
        assert [message.text for message in room.messages.values()][:-1] == shown


async def test_who_stood_still_says_nothing_before_it_knows_whose_the_servers_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = HandClock()
    room = RehearsalRoom(clock)
    async with runner(tmp_path / "tchat.db", room, clock, 1) as (engine, _, lease):
        pack = pack_of("What is blue?", "What is red?")
        await engine.host.start(pack, room.ref, by=MEGHAN, opens_at=clock.now())
        await engine.tick()
        now = steady()
        monkeypatch.setattr("bot.adapters.sql.lease.steady", lambda: now + 21)  # all of this computer stood still
        await engine.host.next(room.ref.channel, by=MEGHAN)
        await engine.idle()
        assert _cards(room) == []
        await lease.renew()
        clock.moves(seconds=10)  # delivery tries again
        await engine.tick()
        await engine.idle()
        assert _cards(room) == ["**Q1 of 2**"]


def _cards(room: RehearsalRoom) -> list[str]:
    return sorted(message.text[:11] for message in room.messages.values() if message.text.startswith("**Q"))
