"""Two processes that both believe they drive a chat, step by step in any order: nothing is decided or shown twice.

One takes over while the other is frozen, be it before a claim, between claim and post, or before the mark that it is
there; the frozen one goes on later. Nothing runs by itself here: each step is one that a process may be frozen before.
"""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.adapters.catalogues import words
from bot.adapters.rehearsal.room import BOT, RehearsalRoom
from bot.adapters.sql.holder import LEASE
from bot.adapters.system.choosing import in_thread
from bot.app.engine import Engine, Settings
from bot.app.live.sessions import Live
from bot.app.ports.clock import Clock
from bot.app.ports.database import Process
from bot.app.ports.store import Store
from bot.app.ports.values import Pending
from bot.config import Config
from bot.core.base.errors import StoreError
from bot.core.base.place import REHEARSAL
from bot.core.base.post import Post
from bot.core.session import decisions
from bot.core.session.facts import Fact, Opened, Scheduled
from bot.core.session.state import Phase, Session
from bot.parts import files_of
from tests.clock import HandClock
from tests.engines import SqliteEngine
from tests.stage import MEGHAN, pack_of

STEPS = ("decides", "begins", "posts", "marks")
"""What a process does: decide something, claim its next post, make it, and mark it as made."""


class SlowRoom(RehearsalRoom):
    """A room whose answer takes as long as the test wants: a post waits for its gate."""

    gate: asyncio.Event
    arrived: asyncio.Event

    async def post(self, channel: int, post: Post, nonce: str) -> int:
        gate = self.gate
        self.arrived.set()
        await gate.wait()
        return await super().post(channel, post, nonce)


@dataclass(eq=False)
class Driver:
    """One process: its own store and memory, and the post it is about."""

    engine: Engine
    store: Store
    live: Live
    room: SlowRoom
    clock: Clock
    pending: Pending | None = None
    posting: "asyncio.Task[int | None] | None" = None
    gate: asyncio.Event | None = None

    async def decides(self) -> None:
        """Pause the chat, or let it go on, as its host asks for."""
        now = self.clock.now()

        def toggle(session: Session) -> list[Fact]:
            act: Any = decisions.resume if session.phase is Phase.PAUSED else decisions.pause
            return list(act(session, now, MEGHAN.id))

        await self.engine.live.record(self.live, toggle)

    async def begins(self) -> None:
        if self.posting is not None:
            return
        waiting = await self.store.pending(self.live.session.number)
        known = [each for each in waiting if each.effect.fact <= self.live.session.facts]
        if not known:
            return
        self.pending = known[0]
        self.room.gate, self.room.arrived = self.gate, arrived = asyncio.Event(), asyncio.Event()
        performer = self.engine.delivery._performer
        self.posting = asyncio.create_task(performer.perform(self.live, self.pending))
        there = asyncio.create_task(arrived.wait())
        await asyncio.wait((self.posting, there), return_when=asyncio.FIRST_COMPLETED)
        there.cancel()
        if self.posting.done() and self.posting.exception():
            posting, self.posting = self.posting, None
            posting.result()

    async def posts(self) -> None:
        if self.posting is not None and self.gate is not None:
            self.gate.set()
            await asyncio.wait([self.posting])

    async def marks(self) -> None:
        if self.posting is None or not self.posting.done():
            return
        posting, self.posting = self.posting, None
        message = posting.result()
        assert self.pending is not None
        await self.store.done(self.live.session.number, self.pending.effect, message)
        if message is not None:
            self.engine.live.land(self.live, self.pending.effect, message)


class Model:
    """A database, a room, and the processes there were, the newest of which holds the lease."""

    def __init__(self, folder: Path, exits: AsyncExitStack) -> None:
        self.engine = SqliteEngine(folder)
        self.clock = HandClock()
        self.room = SlowRoom(self.clock)
        self.files = files_of(Config(data_dir=folder, prompts_dir=folder / "prompts"))
        self.exits = exits
        self.drivers: list[Driver] = []

    async def takes_over(self) -> None:
        """Let another process find that the one before has been silent for too long: its clock stands still."""
        self.clock.moves(seconds=LEASE.total_seconds() + 1)
        clock = HandClock(self.clock.now())
        number = len(self.drivers) + 1
        database = self.engine.database(clock, Process("here", number, ""))
        _, store = await self.exits.enter_async_context(database.held())
        options = Settings(publish_after=timedelta())
        engine = Engine(store, self.room, clock, words, options, self.files, in_thread)
        if not self.drivers:
            opened = [Scheduled(at=clock.now(), by=MEGHAN.id, opens_at=clock.now()), Opened(at=clock.now())]
            created = await engine.live.create(pack_of("Why?"), self.room.ref, opened[:1], None, rehearsal=False)
            await engine.live.record(created, lambda _: opened[1:])
        else:
            await engine.live.load(REHEARSAL)
        (live,) = engine.live
        self.drivers.append(Driver(engine, store, live, self.room, clock))

    async def goes(self, frozen: bool, step: str) -> None:
        """Let a process do a step; the one that was replaced may learn of it just there."""
        driver = self.drivers[-2 if frozen and len(self.drivers) > 1 else -1]
        try:
            await getattr(driver, step)()
        except StoreError:
            if driver is self.drivers[-1]:
                raise

    async def ends(self) -> None:
        """Let everything be shown, and see that it is there once."""
        newest = self.drivers[-1]
        for driver in self.drivers:
            await driver.posts()
        while await newest.store.pending(1):
            for step in STEPS[1:]:
                await self.goes(False, step)
                await newest.posts()
        stored = await newest.store.load(1)
        assert stored.session == newest.live.session
        shown = {e: m for e, m in stored.landed.items() if not e.is_change}
        own = [message.id for message in self.room.messages.values() if message.author == BOT]
        assert sorted(shown.values()) == sorted(own), "each post belongs to one effect, and is there once"
        assert await self.engine.rows("SELECT count(*) - max(place) FROM facts") == [(0,)]
        for driver in self.drivers[:-1]:
            try:
                await driver.store.note("who", "one that was replaced")
            except StoreError:
                continue
            raise AssertionError("a process that was replaced writes")


ACTS = st.one_of(st.tuples(st.booleans(), st.sampled_from(STEPS)), st.just("takes over"))


@example([(False, "begins"), "takes over", (False, "begins"), (True, "posts"), (False, "posts"), (True, "marks")])
@given(st.lists(ACTS, max_size=16))
@settings(max_examples=15, deadline=None)
def test_in_whatever_order_two_processes_go_on_everything_is_there_once(acts: list[Any]) -> None:
    async def play() -> None:
        with TemporaryDirectory() as folder:
            async with AsyncExitStack() as exits:
                model = Model(Path(folder), exits)
                await model.takes_over()
                for act in acts:
                    if isinstance(act, str):
                        await model.takes_over()
                    else:
                        await model.goes(*act)
                await model.ends()

    asyncio.run(play())
