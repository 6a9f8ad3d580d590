"""A process that stands by while another one runs the bot, as tests drive it: second by second, without waiting."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.app.live.standby import held_once_free
from bot.app.ports.database import IsAlive, Process
from bot.app.ports.store import Store
from tests.clock import HandClock
from tests.engines import Engine

ME = Process("here", 2, "b")


@dataclass
class Standby:
    """A process that stands by; each second that `passes` it looks once more, until it runs."""

    running: "asyncio.Future[Store]"
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    clock: HandClock = field(default_factory=HandClock)
    between_looks: HandClock = field(default_factory=HandClock)

    async def passes(self) -> None:
        assert not self.running.done()
        for clock in (self.clock, self.between_looks):
            clock.moves(seconds=1)
        await self.looks()

    async def looks(self) -> None:
        """Return when it has looked: it waits for the next time, or it runs."""
        waits: asyncio.Future[None] = asyncio.create_task(self.between_looks.asleep())
        await asyncio.wait((waits, self.running), return_when=asyncio.FIRST_COMPLETED)
        waits.cancel()


@asynccontextmanager
async def standing_by(engine: Engine, is_alive: IsAlive = lambda *_: True) -> AsyncIterator[Standby]:
    standby = Standby(asyncio.get_running_loop().create_future())
    database = engine.database(standby.clock, ME, is_alive)

    async def run() -> None:
        async with held_once_free(database, standby.between_looks) as (_, store):
            standby.running.set_result(store)
            await standby.ended.wait()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run())
        await standby.looks()
        yield standby
        standby.ended.set()
