"""All use cases of one running bot, wired to each other over one store, one room and one clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.alarm import Alarm
from bot.app.bulletin import Bulletin
from bot.app.catchup import Catchup
from bot.app.collector import Collector
from bot.app.delivery import Delivery
from bot.app.desk import HostDesk
from bot.app.editor import Editor
from bot.app.host import Host
from bot.app.live import LiveSessions
from bot.app.overview import Overview
from bot.app.performing import Performer
from bot.app.ports import Clock, Room, Store
from bot.app.records import Choose, Records
from bot.app.rendering import Rendering
from bot.app.runner import Runner
from bot.app.vitals import Vitals
from bot.core import decisions
from bot.core.facts import Cause
from bot.core.words import WordsIn


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may decide about every chat.

    The zone of packs without one, quotes per question, and how late a step may be performed without asking the hosts
    (None: one question's length).
    """

    zone: str = "UTC"
    quotes: int = 5
    lateness: timedelta | None = None


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
    catchup: Catchup
    delivery: Delivery
    bulletin: Bulletin
    alarm: Alarm
    runner: Runner

    def take_up(self) -> None:
        """Go on with what the store holds: after a restart, and whenever the room was out of reach for a while."""
        for live in self.live:
            self.catchup.begin(live)
            self.delivery.kick(live)
            self.bulletin.touch(live)
        self.delivery.retry(None)
        self.runner.wake()

    async def room_lost(self, channel: int) -> None:
        """Take in that a channel was deleted."""
        now = self.clock.now()
        for live in self.live:
            if live.session.room.channel == channel:
                await self.live.record(live, lambda session: decisions.lose_room(session, now))

    async def removed_from(self, guild: int) -> None:
        """Take in that the bot was removed from a server: its chats stand still until it is back."""
        now = self.clock.now()
        for live in self.live:
            if live.session.room.guild == guild:
                await self.live.record(live, lambda session: decisions.stop(session, Cause.REMOVED, "", now))

    async def tick(self) -> None:
        """Perform what is due now, and return when the room shows it."""
        await self.runner.tick()
        await self.idle()

    async def idle(self) -> None:
        """Return when everything that can be shown now is shown."""
        for part in (self.runner, self.catchup, self.delivery, self.bulletin, self.alarm):
            await part.idle()

    def next_due(self) -> datetime | None:
        """Return when something is due next."""
        return self.runner.next_due()


@asynccontextmanager
async def running(
    store: Store, room: Room, clock: Clock, words: WordsIn, settings: Settings, choose: Choose
) -> AsyncIterator[Engine]:
    """Wire the parts for the length of a block; whoever owns the block calls `take_up` and drives the time."""
    vitals = Vitals()
    live = LiveSessions(store)
    records = Records(store, zone=settings.zone, quotes=settings.quotes, choose=choose)
    desk = HostDesk(store, room, words)
    performer = Performer(store, room, clock, Rendering(store, records, words).post, desk, words)
    delivery = Delivery(store, live, performer, clock, words, vitals)
    collector = Collector(live, store, clock)
    catchup = Catchup(store, live, room, clock)
    overview = Overview(live, store, collector, delivery, vitals)
    bulletin = Bulletin(overview, room, clock, words)
    alarm = Alarm(live, desk, room, catchup, clock, words)
    runner = Runner(live, collector, delivery, bulletin, catchup, room, clock, vitals, settings.lateness)
    live.changed += [delivery.kick, bulletin.touch, catchup.follow, runner.wake]
    delivery.landed += [bulletin.touch, runner.wake]
    delivery.rested.append(runner.wake)
    collector.heard += [bulletin.touch, runner.wake]
    collector.stuck.append(alarm.stuck)
    collector.relieved.append(alarm.relieved)
    catchup.heard += [bulletin.touch, runner.wake]
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
            catchup=catchup,
            delivery=delivery,
            bulletin=bulletin,
            alarm=alarm,
            runner=runner,
        )
    finally:
        for part in (runner, catchup, delivery, bulletin, alarm):
            await part.close()
