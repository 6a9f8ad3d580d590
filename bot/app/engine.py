"""All use cases of one running bot, wired to each other over one store, one room and one clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.app.bulletin import Bulletin
from bot.app.collector import Collector
from bot.app.delivery import Delivery
from bot.app.editor import Editor
from bot.app.host import Host
from bot.app.live import LiveSessions
from bot.app.overview import Overview
from bot.app.performing import Performer, WordsIn
from bot.app.ports import Clock, Room, Store
from bot.app.records import Records
from bot.app.rendering import Rendering
from bot.app.runner import Runner


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may decide about every chat: the zone for packs without one, quotes per question."""

    zone: str = "UTC"
    quotes: int = 5


@dataclass(frozen=True, slots=True)
class Engine:
    """The parts that adapters call."""

    store: Store
    clock: Clock
    zone: str
    live: LiveSessions
    host: Host
    editor: Editor
    collector: Collector
    records: Records
    overview: Overview
    delivery: Delivery
    bulletin: Bulletin
    runner: Runner

    def take_up(self) -> None:
        """Go on with what the store holds, as after a restart; to be called once the room can be reached."""
        for live in self.live:
            self.delivery.kick(live)
            self.bulletin.touch(live)

    async def tick(self) -> None:
        """Perform what is due now, and return when the room shows it."""
        await self.runner.tick()
        await self.idle()

    async def idle(self) -> None:
        """Return when everything that can be shown now is shown."""
        await self.delivery.idle()
        await self.bulletin.idle()

    def next_due(self) -> datetime | None:
        """Return when something is due next."""
        return self.runner.next_due()


@asynccontextmanager
async def running(store: Store, room: Room, clock: Clock, words: WordsIn, settings: Settings) -> AsyncIterator[Engine]:
    """Wire the parts for the length of a block; whoever owns the block calls `take_up` and drives the time."""
    live = LiveSessions(store)
    records = Records(store, zone=settings.zone, quotes=settings.quotes)
    performer = Performer(store, room, clock, Rendering(records, words).post, words)
    delivery = Delivery(store, live, performer, clock)
    overview = Overview(live, store, delivery)
    bulletin = Bulletin(overview, room, clock, words)
    collector = Collector(live, store)
    runner = Runner(live, delivery, bulletin, clock)
    live.changed += [delivery.kick, bulletin.touch, runner.wake]
    delivery.landed += [bulletin.touch, runner.wake]
    collector.heard += [bulletin.touch, runner.wake]
    try:
        await live.load(room.platform)
        yield Engine(
            store=store,
            clock=clock,
            zone=settings.zone,
            live=live,
            host=Host(live, store, room, clock),
            editor=Editor(live, store, clock),
            collector=collector,
            records=records,
            overview=overview,
            delivery=delivery,
            bulletin=bulletin,
            runner=runner,
        )
    finally:
        await delivery.close()
        await bulletin.close()
