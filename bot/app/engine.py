"""All use cases of one running bot, wired to each other over one store, one room and one clock."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from bot.app.delivery.board import Bulletin
from bot.app.delivery.handling import Calendar, Tools
from bot.app.delivery.hindsight import Hindsight
from bot.app.delivery.lanes import Delivery
from bot.app.delivery.performing import Performer
from bot.app.hosting.alarm import Alarm
from bot.app.hosting.desk import HostDesk
from bot.app.hosting.editor import Editor
from bot.app.hosting.gate import Gate
from bot.app.hosting.host import Host
from bot.app.hosting.retentions import Retentions
from bot.app.hosting.spoken_marks import SpokenMarks
from bot.app.intake.attachments import AttachmentKeeper
from bot.app.intake.catch_up import Catchup
from bot.app.intake.collector import Collector
from bot.app.intake.late_answers import LateAnswers
from bot.app.live.happenings import Happenings
from bot.app.live.sessions import LiveSessions
from bot.app.live.vitals import Vitals
from bot.app.moderating.casebook import Casebook
from bot.app.moderating.docket import Docket
from bot.app.moderating.moderator import Moderator
from bot.app.moderating.platform_acts import PlatformActs
from bot.app.moderating.server_rules import Lexicons, Lists, ServerRules
from bot.app.moderating.untold import Untold
from bot.app.moderating.watching import Watching
from bot.app.planning.library import Library, Parse
from bot.app.planning.slot_keeper import SlotKeeper
from bot.app.planning.suggestions import Suggestions
from bot.app.ports.attachments import Shelf
from bot.app.ports.clock import Clock
from bot.app.ports.database import Lease
from bot.app.ports.files import Packs
from bot.app.ports.language_model import Wording
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.privacy.departures import Departures
from bot.app.privacy.erasure import Beside, Erasure
from bot.app.privacy.expiry import Expiry, Reading
from bot.app.privacy.own_words import OwnWords
from bot.app.reading.overview import Overview
from bot.app.reading.proposals import Proposals
from bot.app.reading.recap_place import RecapPlace
from bot.app.reading.recaps import Article, Recaps
from bot.app.reading.records import Choosing, Records
from bot.app.reading.revisions import Revisions
from bot.app.reviewing.answers import Answers
from bot.app.reviewing.reviews import Reviews
from bot.app.runner import Runner
from bot.core.base.media import KEEPING, Keeping
from bot.core.base.place import EVERYTHING, Servers, everywhere
from bot.core.base.retention import RETENTION, Retention
from bot.core.base.words import WordsIn
from bot.core.script.pack import Timing
from bot.core.session import decisions
from bot.core.session.facts import Cause


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may decide about every chat.

    The zone of packs without one, quotes per question, how the talk is watched (as `core/moderation/settings.py` reads
    it), how late a step may be performed without asking the hosts (None: one question's length), which attachments are
    kept, how long after the close a recap is published by itself, and how long things are kept.
    """

    zone: str = "UTC"
    quotes: int = 5
    moderation: Mapping[str, Any] = field(default_factory=dict)
    lateness: timedelta | None = None
    attachments: Keeping = KEEPING
    publish_after: timedelta = Timing().publish
    retention: Retention = RETENTION


@dataclass(frozen=True, slots=True)
class Files:
    """What is read from and written to files.

    The operator's packs, how YAML is read, calendars, the shelf of attachments, words of moderation, what lies beside
    the record, blocklists.
    """

    packs: Packs
    parse: Parse
    calendar: Calendar
    shelf: Shelf
    article: Article
    lexicons: Lexicons
    beside: Beside
    lists: Lists = lambda _: ((), ())


class Part(Protocol):
    """A use case that works in the background."""

    async def idle(self) -> None:
        """Return when nothing is under way."""
        ...

    async def close(self) -> None:
        """Break off."""
        ...


class Engine:
    """The parts that adapters call. What each hears of the others is the table in `_listeners`."""

    def __init__(
        self,
        store: Store,
        room: Room,
        clock: Clock,
        words: WordsIn,
        settings: Settings,
        files: Files,
        choosing: Choosing,
        wording: Wording | None = None,
        lease: Lease | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.zone = settings.zone
        self.vitals, self.happenings = Vitals(), Happenings(clock)
        self.live = LiveSessions(store, lease.share if lease else EVERYTHING)
        self.desk = HostDesk(self.live, store, room, clock, words)
        self.collector = Collector(self.live, store, clock)
        self.catchup = Catchup(store, self.live, room, clock)
        self.attachments = AttachmentKeeper(
            self.live, store, room, clock, shelf=files.shelf, keeping=settings.attachments
        )
        self.late_answers = LateAnswers(self.live, clock)
        self.host = Host(self.live, store, room, clock, settings.publish_after)
        self.gate = Gate(self.live, store, room.platform)
        self.editor = Editor(self.live, store, clock)
        self.spoken_marks = SpokenMarks(self.live, store, clock)
        self.alarm = Alarm(self.live, self.desk, room, self.catchup, clock, words)
        self.library = Library(files.packs, store, files.parse)
        self.slots = SlotKeeper(store, self.host, self.library, self.desk, room, clock, words, self.live.share)
        self.suggestions = Suggestions(store, self.host, self.desk, room, words)
        self.rules = ServerRules(store, settings.moderation, files.lists, files.lexicons)
        self.watching = Watching(self.live, store, self.rules)
        self.casebook = Casebook(self.live, store, room, self.desk, words)
        self.docket = Docket(self.live, store, clock, self.casebook, words)
        self.moderator = Moderator(self.live, store, clock, self.watching, self.docket, self.casebook)
        self.untold, self.platform_acts = Untold(self.live, store, self.casebook), PlatformActs(self.live, clock)
        self.answers = Answers(store, room, self.desk, words)
        self.reviews = Reviews(self.live, store, clock, self.watching, words)
        self.records = self._records(settings, choosing, words)
        self.own_words, self.retentions = OwnWords(store, clock, room.platform), Retentions(store, settings.retention)
        self.recap_place = place = RecapPlace(self.live, store, room, clock)
        self.recaps = Recaps(self.live, store, self.records, self.catchup, clock, place, words, files.article)
        self.revisions = Revisions(self.live, store, self.recaps, clock)
        self.erasure = Erasure(self.live, store, clock, files.beside, platform=room.platform, room=room)
        self.departures, self.expiry = self._ends(room, words, files.beside.drop_files)
        self.proposals = Proposals(self.live, store, self.records, clock, wording)
        self.overview = Overview(self.live, store, self.collector, self.vitals)
        self.delivery = self._delivery(room, words, files.calendar, lease, model=wording is not None)
        self.bulletin = Bulletin(self.overview, room, clock, words, self.retentions, model=wording is not None)
        self.runner = self._runner(room, settings.lateness)

    def _records(self, settings: Settings, choosing: Choosing, words: WordsIn) -> Records:
        zone, quotes = settings.zone, settings.quotes
        return Records(self.store, self.rules, zone=zone, quotes=quotes, choosing=choosing, words=words)

    def _ends(self, room: Room, words: WordsIn, drop_files: Callable[[int], None]) -> tuple[Departures, Expiry]:
        reading = Reading(self.live, self.records, self.recaps, drop_files)
        departures = Departures(self.store, self.live, room, self.clock, drop_files)
        expiry = Expiry(self.store, reading, departures, self.retentions, room, self.desk, self.clock, words)
        return departures, expiry

    def _delivery(
        self, room: Room, words: WordsIn, calendar: Calendar, lease: Lease | None, *, model: bool
    ) -> Delivery:
        tools = Tools(
            store=self.store,
            room=room,
            clock=self.clock,
            desk=self.desk,
            recaps=self.recaps,
            recap_place=self.recap_place,
            casebook=self.casebook,
            answers=self.answers,
            words_in=words,
            calendar=calendar,
            retentions=self.retentions,
            model=model,
            left=lambda: lease.left if lease else timedelta.max,
        )
        performer = Performer(tools, Hindsight(self.store, room, self.clock, self.live, words))
        return Delivery(self.store, self.live, performer, self.clock, words, self.vitals)

    def _runner(self, room: Room, lateness: timedelta | None) -> Runner:
        return Runner(
            live=self.live,
            happenings=self.happenings,
            collector=self.collector,
            delivery=self.delivery,
            bulletin=self.bulletin,
            catchup=self.catchup,
            casebook=self.casebook,
            attachments=self.attachments,
            room=room,
            clock=self.clock,
            store=self.store,
            recaps=self.recaps,
            revisions=self.revisions,
            proposals=self.proposals,
            slots=self.slots,
            vitals=self.vitals,
            allowed=lateness,
        )

    def listen(self) -> None:
        """Let each part hear of what the others did."""
        for event, *listeners in self._listeners():
            event.extend(listeners)

    def _listeners(self) -> tuple[tuple[Any, ...], ...]:
        """Return who tells whom: an event, and all that hear of it, in this order."""
        return (
            (self.live.changed, self.delivery.kick, self.bulletin.touch, self.catchup.follow),
            (self.live.changed, self.watching.end, self.docket.end, self.platform_acts.end, self.runner.plan),
            (self.live.changed, self.revisions.decided, self.proposals.look),
            (self.live.surprised, self.catchup.begin),
            (self.collector.heard, self.bulletin.touch, self.revisions.touch),
            (self.collector.past, self.revisions.behind),
            (self.collector.worded, self.watching.take, self.attachments.take, self.spoken_marks.take),
            (self.collector.unrecorded, self.watching.take),
            (self.collector.reworded, self.attachments.sweep),
            (self.collector.gone, self.watching.forget),
            (self.collector.erased, self.casebook.forgotten, self.attachments.sweep),
            (self.catchup.erased, self.casebook.forgotten, self.attachments.sweep),
            (self.collector.said_in, self.late_answers.look),
            (self.collector.stuck, self.alarm.stuck, self.runner.wake),
            (self.collector.relieved, self.alarm.relieved, self.revisions.relieved, self.attachments.look_everywhere),
            (self.attachments.failed, self.runner.wake),
            (self.erasure.gone, self.watching.forget),
            (self.erasure.shrunk, self.bulletin.touch, self.casebook.touch_all, self.watching.look_again),
            (self.erasure.nameless, self.answers.hide_names),
            (self.erasure.reworded, self.delivery.show_words),
            (self.erasure.behind, self.revisions.behind, self.attachments.sweep),
            (self.expiry.loose, self.attachments.sweep),
            (self.catchup.heard, self.bulletin.touch, self.revisions.touch, self.runner.wake),
            (self.catchup.worded, self.watching.take, self.attachments.take, self.spoken_marks.take),
            (self.watching.found, self.docket.take),
            (self.docket.acted, self.runner.wake),
            (self.casebook.outdated, self.runner.wake),
            (self.happenings.waits, self.runner.wake),
            (self.untold.told, self.runner.wake),
            (self.slots.changed, self.runner.wake),
            (self.delivery.landed, self.bulletin.touch, self.runner.wake),
            (self.delivery.rested, self.runner.wake),
            (self.delivery.refused, self.casebook.refused),
            (self.bulletin.planned, self.runner.wake),
            (self.revisions.planned, self.runner.wake),
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        """Those that do something in the background, in the order in which one sets the next going."""
        first = (
            self.runner,
            self.happenings,
            self.catchup,
            self.attachments,
            self.spoken_marks,
            self.watching,
            self.docket,
        )
        return (*first, self.proposals, self.revisions, self.delivery, self.bulletin, self.casebook, self.alarm)

    def take_up(self, servers: Servers = everywhere) -> None:
        """Go on with what the store holds: after a restart, and whenever servers were out of reach for a while.

        That is done for the sessions of these servers: the others were in reach, or are not yet.
        """
        for live in self.live:
            if not servers(live.session.room.guild):
                continue
            self.runner.plan(live)
            self.catchup.begin(live)
            self.attachments.look(live)
            self.delivery.kick(live)
            self.bulletin.touch(live)
            self.revisions.touch(live)
            self.proposals.look(live)
            self.casebook.look(live)
        self.attachments.sweep()
        self.delivery.retry(None, servers)
        self.slots.look_again()
        self.runner.wake()

    def given_anew(self, moderation: Mapping[str, Any], lexicons: Lexicons) -> None:
        """Let all talks be read by these rules of the operator's, and by these words, from the next message on."""
        self.rules.given_anew(moderation, lexicons)
        self.watching.begin_anew()

    def reconnected(self, servers: Servers = everywhere) -> None:
        """Try at once what waits for a retry: these servers are in reach again, and have told all that happened."""
        self.delivery.retry(None, servers)
        self.catchup.retry(None, servers)
        self.runner.wake()

    async def room_lost(self, channel: int) -> None:
        """Take in that a channel was deleted."""
        now = self.clock.now()

        async def lost() -> None:
            for live in self.live.around(channel):
                if live.session.room.channel == channel:
                    await self.live.record(live, lambda session: decisions.lose_room(session, now))

        name = f"channel {channel} was deleted"
        await self.happenings.take_in(name, lost)
        await self.happenings.take_in(f"{name}, maybe with recaps", partial(self.recap_place.gone, channel))
        await self._desk_lost(channel)

    async def deleted(self, channel: int, messages: Sequence[int]) -> None:
        """Take in that messages were deleted: members' words, or the card of a question."""
        await self.collector.deleted(channel, messages)
        for live in self.live.around(channel):
            for card in live.stand.cards().keys() & set(messages):
                await self.happenings.take_in(f"card {card} was deleted", partial(self.catchup.forget, live, card))

    async def thread_lost(self, thread: int) -> None:
        """Take in that a thread was deleted."""
        for live in self.live.around(thread):
            name = f"thread {thread} of session {live.session.number} was deleted"
            await self.happenings.take_in(name, partial(self.catchup.miss, live, thread))
        await self._desk_lost(thread)

    async def choose_desk(self, guild: int, channel: int) -> None:
        """Let a server's hosts be spoken to in a channel from now on (0: in private threads), with all that waits."""
        await self.desk.choose(guild, channel)
        await self.suggestions.desk_chosen(guild)

    async def _desk_lost(self, place: int) -> None:
        """Replace the desks that were in a channel or thread which was deleted."""
        name = f"{place} was deleted, maybe a desk"
        await self.happenings.take_in(name, partial(self.desk.gone, place))

        async def shown_anew() -> None:
            for room in await self.suggestions.shown_at(place):
                asked = f"{name} for suggestions of channel {room.channel}"
                await self.happenings.take_in(asked, partial(self.suggestions.show_anew, room))

        await self.happenings.take_in(f"{name} for suggestions", shown_anew)

    async def removed_from(self, guild: int) -> None:
        """Take in that the bot was removed from a server: its chats stand still until it is back, for a month."""
        now = self.clock.now()

        async def removed() -> None:
            await self.departures.left(guild)
            for live in self.live:
                if live.session.room.guild == guild:
                    await self.live.record(live, lambda session: decisions.stop(session, Cause.REMOVED, "", now))

        await self.happenings.take_in(f"server {guild} removed me", removed)

    async def tick(self) -> None:
        """Perform what is due now, and return when the room shows it."""
        await self.runner.tick()
        await self.idle()

    async def rest(self) -> None:
        """Begin nothing that is due, and return when what was begun is in the room: another process goes on."""
        self.runner.rest()
        await self.runner.idle()
        await self.delivery.idle()

    async def load(self) -> None:
        """Take up what the store holds of our servers, as at a start."""
        await self.erasure.resume()
        await self.live.load(self.gate.platform)
        await self.revisions.load()

    async def idle(self) -> None:
        """Return when everything that can be shown now is shown."""
        for part in self.parts:
            await part.idle()

    def next_due(self) -> datetime | None:
        """Return when something is due next."""
        return self.runner.next_due()


@asynccontextmanager
async def running(
    store: Store,
    room: Room,
    clock: Clock,
    words: WordsIn,
    settings: Settings,
    files: Files,
    choosing: Choosing,
    wording: Wording | None = None,
    lease: Lease | None = None,
) -> AsyncIterator[Engine]:
    """Wire the parts for the length of a block; whoever owns the block calls `take_up` and drives the time.

    With a `lease` they are for its servers. What is only promised is not loaded; then `load` is called once it is ours.
    """
    engine = Engine(store, room, clock, words, settings, files, choosing, wording, lease)
    engine.listen()
    try:
        if lease is None or not lease.is_promised:
            await engine.load()
        yield engine
    finally:
        await asyncio.gather(*(part.close() for part in engine.parts))
