"""All use cases of one running bot, wired to each other over one store, one room and one clock."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.app.alarm import Alarm
from bot.app.answers import Answers
from bot.app.bulletin import Bulletin
from bot.app.casebook import Casebook
from bot.app.catchup import Catchup
from bot.app.collector import Collector
from bot.app.delivery import Delivery
from bot.app.desk import HostDesk
from bot.app.docket import Docket
from bot.app.doubts import Doubts
from bot.app.editor import Editor
from bot.app.host import Host
from bot.app.library import Library, Parse
from bot.app.live import LiveSessions
from bot.app.moderator import Moderator
from bot.app.overview import Overview
from bot.app.performing import Performer
from bot.app.ports import Clock, Packs, Room
from bot.app.records import Choosing, Records
from bot.app.rendering import Calendar, Rendering
from bot.app.reviews import Reviews
from bot.app.rules import Lists, Rules
from bot.app.runner import Runner
from bot.app.slotkeeper import SlotKeeper
from bot.app.store import Store
from bot.app.suggestions import Suggestions
from bot.app.untold import Untold
from bot.app.vitals import Vitals
from bot.app.watching import Watching
from bot.core import decisions
from bot.core.facts import Cause
from bot.core.words import WordsIn


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

    def take_up(self) -> None:
        """Go on with what the store holds: after a restart, and whenever the room was out of reach for a while."""
        for live in self.live:
            self.catchup.begin(live)
            self.delivery.kick(live)
            self.bulletin.touch(live)
        self.delivery.retry(None)
        self.slots.look_again()
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
        for part in self.parts:
            await part.idle()

    def next_due(self) -> datetime | None:
        """Return when something is due next."""
        return self.runner.next_due()


@asynccontextmanager
async def running(
    store: Store, room: Room, clock: Clock, words: WordsIn, settings: Settings, files: Files, choosing: Choosing
) -> AsyncIterator[Engine]:
    """Wire the parts for the length of a block; whoever owns the block calls `take_up` and drives the time."""
    engine = _wired(store, room, clock, words, settings, files, choosing)
    _listen(engine)
    try:
        await engine.live.load(room.platform)
        await engine.reviews.forget()
        yield engine
    finally:
        for part in engine.parts:
            await part.close()


def _wired(
    store: Store, room: Room, clock: Clock, words: WordsIn, settings: Settings, files: Files, choosing: Choosing
) -> Engine:
    vitals, live, desk = Vitals(), LiveSessions(store), HostDesk(store, room, words)
    rules = Rules(store, settings.moderation, files.lists)
    records = Records(store, rules, zone=settings.zone, quotes=settings.quotes, choosing=choosing)
    casebook, watching = Casebook(store, room, desk, words), Watching(live, store, rules)
    docket, answers = Docket(live, store, clock, casebook, words), Answers(store, room, desk, words)
    rendering = Rendering(store, records, casebook, answers, words, files.calendar)
    performer = Performer(store, room, clock, rendering.post, desk, answers, words)
    delivery, collector = Delivery(store, live, performer, clock, words, vitals), Collector(live, store, clock)
    catchup, overview = Catchup(store, live, room, clock), Overview(live, store, collector, delivery, vitals)
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
    engine.live.changed += [engine.watching.end, engine.docket.end, runner.wake]
    delivery.landed += [bulletin.touch, runner.wake]
    delivery.rested.append(runner.wake)
    delivery.refused.append(engine.casebook.refused)
    engine.collector.heard += [bulletin.touch, runner.wake]
    engine.collector.worded.append(engine.watching.take)
    engine.collector.gone.append(engine.watching.forget)
    engine.catchup.worded.append(engine.watching.take)
    engine.watching.found.append(engine.docket.take)
    engine.docket.acted.append(runner.wake)
    engine.untold.told.append(runner.wake)
    engine.collector.said_in.append(Doubts(engine.live, engine.clock).look)
    engine.collector.stuck.append(engine.alarm.stuck)
    engine.collector.relieved.append(engine.alarm.relieved)
    engine.catchup.heard += [bulletin.touch, runner.wake]
    engine.slots.changed.append(runner.wake)
