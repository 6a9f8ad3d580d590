"""All use cases of one running bot, wired to each other over one store, one room and one clock."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.app.delivery.board import Bulletin
from bot.app.delivery.handling import Calendar, Tools
from bot.app.delivery.lanes import Delivery
from bot.app.delivery.performing import Performer
from bot.app.hosting.alarm import Alarm
from bot.app.hosting.desk import HostDesk
from bot.app.hosting.editor import Editor
from bot.app.hosting.host import Host
from bot.app.intake.catch_up import Catchup
from bot.app.intake.collector import Collector
from bot.app.intake.late_answers import Doubts
from bot.app.live.sessions import LiveSessions
from bot.app.live.vitals import Vitals
from bot.app.moderating.casebook import Casebook
from bot.app.moderating.docket import Docket
from bot.app.moderating.moderator import Moderator
from bot.app.moderating.server_rules import Lists, Rules
from bot.app.moderating.untold import Untold
from bot.app.moderating.watching import Watching
from bot.app.planning.library import Library, Parse
from bot.app.planning.slot_keeper import SlotKeeper
from bot.app.planning.suggestions import Suggestions
from bot.app.ports.clock import Clock
from bot.app.ports.files import Packs
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.reading.overview import Overview
from bot.app.reading.records import Choose, Records
from bot.app.reviewing.answers import Answers
from bot.app.reviewing.reviews import Reviews
from bot.app.runner import Runner
from bot.core.base.words import WordsIn
from bot.core.session import decisions
from bot.core.session.facts import Cause


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may decide about every chat.

    The zone of packs without one, quotes per question, how the talk is watched (as `core/moderation/settings.py` reads
    it), and how late a step may be performed without asking the hosts (None: one question's length).
    """

    zone: str = "UTC"
    quotes: int = 5
    moderation: Mapping[str, Any] = field(default_factory=dict)
    lateness: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Files:
    """What is read from and written to files: the operator's packs, how YAML is read, calendars, blocklists."""

    packs: Packs
    parse: Parse
    calendar: Calendar
    lists: Lists = lambda _: ((), ())


class Part(Protocol):
    """A use case that works in the background."""

    async def idle(self) -> None:
        """Return when nothing is under way."""
        ...

    async def close(self) -> None:
        """Break off."""
        ...


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
    watching: Watching
    docket: Docket
    moderator: Moderator
    casebook: Casebook
    rules: Rules
    untold: Untold
    slots: SlotKeeper
    library: Library
    suggestions: Suggestions
    answers: Answers
    reviews: Reviews

    @property
    def parts(self) -> tuple[Part, ...]:
        """Those that do something in the background, in the order in which one sets the next going."""
        first = (self.runner, self.catchup, self.watching, self.docket)
        return (*first, self.delivery, self.bulletin, self.casebook, self.alarm)

    def take_up(self, guild: int | None = None) -> None:
        """Go on with what the store holds: after a restart, and whenever the room was out of reach for a while.

        With a server, just with its sessions: the others were in reach.
        """
        for live in self.live:
            if guild not in (None, live.session.room.guild):
                continue
            self.catchup.begin(live)
            self.delivery.kick(live)
            self.bulletin.touch(live)
        self.delivery.retry(None)
        self.slots.look_again()
        self.runner.wake()

    def reconnected(self) -> None:
        """Try at once what waits for a retry: the room is in reach again, and has told all that happened meanwhile."""
        self.delivery.retry(None)
        self.catchup.retry(None)
        self.runner.wake()

    async def room_lost(self, channel: int) -> None:
        """Take in that a channel was deleted."""
        now = self.clock.now()
        for live in self.live.around(channel):
            if live.session.room.channel == channel:
                await self.live.record(live, lambda session: decisions.lose_room(session, now))

    async def thread_lost(self, thread: int) -> None:
        """Take in that a thread was deleted."""
        for live in self.live.around(thread):
            await self.catchup.miss(live, thread)

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
        for part in self.parts:
            await part.idle()

    def next_due(self) -> datetime | None:
        """Return when something is due next."""
        return self.runner.next_due()


@asynccontextmanager
async def running(
    store: Store, room: Room, clock: Clock, words: WordsIn, settings: Settings, files: Files, choose: Choose
) -> AsyncIterator[Engine]:
    """Wire the parts for the length of a block; whoever owns the block calls `take_up` and drives the time."""
    engine = _wired(store, room, clock, words, settings, files, choose)
    _listen(engine)
    try:
        await engine.live.load(room.platform)
        for live in engine.live:
            engine.runner.plan(live)
        await engine.reviews.forget()
        yield engine
    finally:
        await asyncio.gather(*(part.close() for part in engine.parts))


def _wired(
    store: Store, room: Room, clock: Clock, words: WordsIn, settings: Settings, files: Files, choose: Choose
) -> Engine:
    vitals, live, desk = Vitals(), LiveSessions(store), HostDesk(store, room, words)
    rules = Rules(store, settings.moderation, files.lists)
    records = Records(store, rules, zone=settings.zone, quotes=settings.quotes, choose=choose)
    casebook, watching = Casebook(store, room, desk, words), Watching(live, store, rules)
    docket, answers = Docket(live, store, clock, casebook, words), Answers(store, room, desk, words)
    tools = Tools(store, room, clock, desk, records, casebook, answers, words, files.calendar)
    delivery = Delivery(store, live, Performer(tools), clock, words, vitals)
    collector = Collector(live, store, clock)
    catchup, overview = Catchup(store, live, room, clock), Overview(live, store, collector, vitals)
    bulletin, alarm = Bulletin(overview, room, clock, words), Alarm(live, desk, room, catchup, clock, words)
    host, library = Host(live, store, room, clock), Library(files.packs, store, files.parse)
    slots = SlotKeeper(store, host, library, desk, room, clock, words)
    parts = (live, collector, delivery, bulletin, catchup, casebook, room, clock, store, records, slots, vitals)
    return Engine(
        store=store,
        clock=clock,
        zone=settings.zone,
        live=live,
        host=host,
        editor=Editor(live, store, clock),
        collector=collector,
        records=records,
        overview=overview,
        catchup=catchup,
        delivery=delivery,
        bulletin=bulletin,
        alarm=alarm,
        runner=Runner(*parts, allowed=settings.lateness),
        watching=watching,
        docket=docket,
        moderator=Moderator(live, store, clock, watching, docket, casebook),
        casebook=casebook,
        rules=rules,
        untold=Untold(live, store, casebook),
        slots=slots,
        library=library,
        suggestions=Suggestions(store, desk, room, words),
        answers=answers,
        reviews=Reviews(live, store, clock, watching, words),
    )


def _listen(engine: Engine) -> None:
    """Let each part hear of what the others did."""
    delivery, bulletin, runner = engine.delivery, engine.bulletin, engine.runner
    engine.live.changed += [delivery.kick, bulletin.touch, engine.catchup.follow]
    engine.live.changed += [engine.watching.end, engine.docket.end, runner.plan]
    delivery.landed += [bulletin.touch, runner.wake]
    bulletin.planned.append(runner.wake)
    delivery.rested.append(runner.wake)
    delivery.refused.append(engine.casebook.refused)
    engine.collector.heard.append(bulletin.touch)
    engine.collector.worded.append(engine.watching.take)
    engine.collector.gone.append(engine.watching.forget)
    engine.catchup.worded.append(engine.watching.take)
    engine.watching.found.append(engine.docket.take)
    engine.docket.acted.append(runner.wake)
    engine.untold.told.append(runner.wake)
    engine.collector.said_in.append(Doubts(engine.live, engine.clock).look)
    engine.collector.stuck += [engine.alarm.stuck, runner.wake]
    engine.collector.relieved.append(engine.alarm.relieved)
    engine.catchup.heard += [bulletin.touch, runner.wake]
    engine.slots.changed.append(runner.wake)
