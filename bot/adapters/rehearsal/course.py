"""A rehearsal that people take part in: the use cases over a local room, a clock whose pace they choose, and a cast.

It waits until somebody says that it may begin. Whoever writes slows the clock down to life for as long.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, Self

from bot.adapters.rehearsal.buttons.named import by_buttons
from bot.adapters.rehearsal.buttons.pressed import Cards
from bot.adapters.rehearsal.people import People
from bot.adapters.rehearsal.play import PREVIEW_BEFORE, leave_the_past
from bot.adapters.rehearsal.players import Players
from bot.adapters.rehearsal.room import BOT, RehearsalRoom
from bot.app.engine import Engine
from bot.app.hosting.deeds import JUDGES, refusal
from bot.app.live.background import break_off
from bot.app.live.sessions import Live
from bot.app.ports.clock import Clock
from bot.app.ports.files import Exports
from bot.app.ports.rehearsing import PANEL, Card, Count, File, Form, Menu, Message, Move, Pace, Seen
from bot.core.base.contribution import Person
from bot.core.base.errors import NotFound, Refused
from bot.core.base.post import Action
from bot.core.base.words import N_, WordsIn
from bot.core.posts.hosting.panel import DANGEROUS, LABELS, panel_id
from bot.core.script.cast import Cast, Part
from bot.core.script.pack import Pack
from bot.core.session.landed import Stand

ARTICLES = ("summary.html", "summary.md")
BUNDLE = "transcript.zip"
"""All formats, the recap and what was attached."""

MOVES = ("next", "pause", "resume", "extend", "repeat", "skip", "close")
WRITING_SECONDS = 30
"""For how long somebody is taken to write on after they were last heard of."""

USUAL_SPEED = 10.0
"""As fast as somebody can read along: about three quarters of a minute for a question of eight."""

SILENCE = timedelta(minutes=1)
SILENT = N_("Discord answers nothing for a minute: members write on, the bot hears and shows nothing.")
BACK = N_("Discord answers again: what was said meanwhile is read again, and what waited is posted.")
RESTARTED = N_("The process ended and began again: it went on from what it had stored.")
VANISHED = N_("Members deleted their newest messages: the record has forgotten them.")


class PacedTime(Clock, Protocol):
    """A clock whose pace can be changed."""

    @property
    def speed(self) -> float:
        """How many times as fast as life it runs."""
        ...

    def run_at(self, speed: float) -> None:
        """Go on at this pace."""
        ...

    def skip_to(self, instant: datetime) -> None:
        """Let it be this instant now, if it was earlier."""
        ...


Keep = Callable[[Engine, int], Awaitable[Sequence[Path]]]
"""Writes the files of a session, and returns their paths."""

EngineOn = Callable[[RehearsalRoom], AbstractAsyncContextManager[Engine]]


class Course:
    """The course of one rehearsal.

    `switch_on` makes the use cases for a room, `exports` what makes files of their record; `keep` writes those of a
    round that was played, and `kept` are the paths of what it wrote.
    """

    def __init__(
        self,
        pack: Pack,
        cast: Cast | None,
        clock: PacedTime,
        words: WordsIn,
        *,
        zone: str,
        speed: float | None,
        switch_on: EngineOn,
        exports: Callable[[Engine], Exports],
        keep: Keep,
    ) -> None:
        self.zone = zone
        self.words = words
        self.clock = clock
        self.followers: list[Seen] = []
        self.cast = "on" if cast else "pause"
        self.chosen = speed
        self.own = People(pack, cast, words(pack.language))
        self._pack = pack
        self._script = cast
        self._switch_on = switch_on
        self._exports = exports
        self._keep = keep
        self.kept: list[Path] = []
        self._writers: dict[str, asyncio.TimerHandle] = {}
        self._has_begun = False
        self._switch = asyncio.Lock()
        self._wake = asyncio.Event()
        self._on = AsyncExitStack()
        self._driving: list[asyncio.Task[None]] = []
        self._revision = 0
        self._files: tuple[int, list[File]] = (-1, [])
        self._counted: tuple[int, Count] = (-1, Count({}, {}, 0))

    # Its life

    async def __aenter__(self) -> Self:
        await self._set_up()
        return self

    async def __aexit__(self, *_: object) -> None:
        for timer in self._writers.values():
            timer.cancel()
        async with self._switch:
            await self._off()

    async def _set_up(self) -> None:
        self.room = RehearsalRoom(self.clock, self._seen)
        self._cards = Cards(self.room, self._told)
        self._told_at: dict[int, object] = {}
        self._gone: list[Message] = []
        self._notes: list[tuple[datetime, str]] = []
        self._taken_over: set[Part] = set()
        self._silent_until: datetime | None = None
        await self._power_on()
        await leave_the_past(self.engine, self.room)
        opens = self.clock.now() + PREVIEW_BEFORE
        session = await self.engine.host.start(self._pack, self.room.ref, by=self.own.lead, opens_at=opens)
        self.number = session.number
        for host in self.own.hosts:
            if host != self.own.lead:
                role = self.own.role(host)
                await self.engine.host.add_host(self.room.ref.channel, host, role, by=self.own.lead)
        self._live: Live = await self.engine.live.take_up(self.number)
        cast = self._script
        self._players = (
            Players(cast, self.room, lambda: self.stand, self.words(self._pack.language), self._is_quiet)
            if cast
            else None
        )
        self._drive()

    async def _power_on(self) -> None:
        self.engine = await self._on.enter_async_context(self._switch_on(self.room))
        self.room.collector = self.engine.collector
        self.engine.live.changed.extend([self._outdate, self._changed])
        self.engine.collector.heard.append(self._changed)
        self.engine.delivery.landed.append(self._changed)

    def _drive(self) -> None:
        parts = (self.engine.runner.run(), self._direct())
        self._driving = [asyncio.create_task(part, name="rehearsal") for part in parts]

    async def _off(self) -> None:
        await break_off(self._driving)
        self.room.collector = None
        await self._on.aclose()
        self._on = AsyncExitStack()

    async def restart(self) -> None:
        """End the process here, and begin again from what it stored."""
        async with self._switch:
            await self._off()
            await self._power_on()
            self._live = await self.engine.live.take_up(self.number)
            self.engine.take_up()
        self.note(RESTARTED)
        self._drive()

    async def keep(self) -> None:
        """Write the files of this round; one that never began is over."""
        if self.stand.session.opened_at is not None:
            self.kept += await self._keep(self.engine, self.number)
        else:
            await leave_the_past(self.engine, self.room)

    async def start_over(self) -> None:
        """Begin anew, in another room; the record of this one stays as it is, and its files are written."""
        await self.keep()
        if self.chosen is None:
            self.chosen = USUAL_SPEED  # else it would be over before anybody saw it
        await self.engine.room_lost(self.room.ref.channel)
        async with self._switch:
            await self._off()
            self._has_begun = False
            self.set_pace(self.chosen)
            await self._set_up()
        self._tell("again", None)

    async def _direct(self) -> None:
        """Let the cast speak when their time has come, and time jump where it passes at once."""
        while True:
            now = self.clock.now()
            if self._silent_until and self._silent_until <= now:
                self._hear_again()
            if self._players:
                await self._players.play(now)
            dues = [self._silent_until, self._players.next_due() if self._players else None]
            if self._jumps:
                await self.engine.tick()
                dues.append(self.engine.next_due())
            due = min((each for each in dues if each), default=None)
            if self._jumps and due is not None:
                self.clock.skip_to(due)
                await self.engine.tick()
            else:
                await self.clock.wait(due, self._wake)

    # How time passes

    @property
    def _jumps(self) -> bool:
        return self.chosen is None and self._has_begun and not self._writers

    @property
    def has_begun(self) -> bool:
        return self._has_begun

    @property
    def pace(self) -> Pace:
        return Pace(self.clock.now(), self.clock.speed, self.chosen, bool(self._writers))

    def begin(self) -> None:
        """Let time pass: somebody has read what this is, and is ready."""
        if not self._has_begun:
            self._has_begun = True
            self.set_pace(self.chosen)
            self._changed()

    def set_pace(self, speed: float | None) -> None:
        """Let time pass this many times as fast as life: 0 is not at all, None jumps to whatever is due next."""
        self.chosen = speed
        wanted = 0.0 if not self._has_begun else 1.0 if speed is None and self._writers else speed or 0.0
        self.clock.run_at(min(wanted, 1.0) if self._writers else wanted)
        self._wake.set()
        self._tell("pace", None)

    def writes(self, where: str, *, on: bool) -> None:
        """Take in that somebody writes on a page, or no longer."""
        if timer := self._writers.pop(where, None):
            timer.cancel()
        if on:
            end = asyncio.get_running_loop().call_later(WRITING_SECONDS, lambda: self.writes(where, on=False))
            self._writers[where] = end
        self.set_pace(self.chosen)

    def step(self) -> None:
        """Let it be the moment at which something is due next."""
        dues = (self.engine.next_due(), self._players.next_due() if self._players else None, self._silent_until)
        if due := min((each for each in dues if each), default=None):
            self.clock.skip_to(due)
            self._tell("pace", None)
        self._wake.set()

    # What if

    def note(self, text: str) -> None:
        """Write down what was tried out."""
        self._notes.append((self.clock.now(), text))
        self._changed()

    def fall_silent(self) -> None:
        """Let the room answer nothing for a minute."""
        if not self.room.is_silent:
            self.room.is_silent = True
            self._silent_until = self.clock.now() + SILENCE
            self.note(SILENT)
            self._wake.set()

    def _hear_again(self) -> None:
        self.room.is_silent = False
        self._silent_until = None
        self.note(BACK)
        self.engine.take_up()

    async def vanish(self, most: int = 3) -> None:
        """Let members delete their newest messages."""
        said = [each for each in self.room.messages.values() if each.author != BOT and each.channel not in self.desks]
        for message in said[-most:]:
            await self.room.delete(message)
        self.note(VANISHED)

    # The cast

    def take_over(self, channel: int) -> None:
        """Take in that somebody at the keyboard has answered a question, or spoken in the channel."""
        self._taken_over |= {part for part in self._parts() if part.number == self.stand.cards().get(channel)}

    def set_cast(self, mode: str) -> None:
        """Let the cast speak ("on"), be silent ("pause"), or leave a question to who answers it ("until")."""
        self.cast = mode
        self._changed()

    def note_people(self) -> None:
        """Take in that somebody has joined."""
        self._tell("people", None)

    def _parts(self) -> Iterable[Part]:
        return (scene.part for scene in self._script.scenes) if self._script else ()

    def _is_quiet(self, part: Part) -> bool:
        return self.cast == "pause" or (self.cast == "until" and part in self._taken_over)

    # What is shown

    @property
    def is_silent(self) -> bool:
        return self.room.is_silent

    @property
    def notes(self) -> Sequence[tuple[datetime, str]]:
        return self._notes

    @property
    def stand(self) -> Stand:
        return self._live.stand

    @property
    def people(self) -> Sequence[Person]:
        return self.own.everybody

    @property
    def messages(self) -> Sequence[Message]:
        return list(self.room.messages.values())

    @property
    def cards(self) -> Sequence[Card]:
        return self._cards.all

    @property
    def gone(self) -> Sequence[Message]:
        return self._gone

    @property
    def desks(self) -> Sequence[int]:
        return list(self.room.desks.values())

    def private_of(self, channel: int) -> int | None:
        return next((person for person, place in self.room.private.items() if place == channel), None)

    def moves(self, language: str) -> Sequence[Move]:
        session, words = self.stand.session, self.words(language)
        found = []
        for deed in MOVES:
            refused = self._refusal(deed)
            reason = by_buttons(refused.sentence(words), words) if refused else ""
            label, id = words.gettext(LABELS[deed]), panel_id(deed, session)
            found.append(Move(deed, label, id, reason, danger=deed in DANGEROUS))
        return found

    async def count(self) -> Count:
        async with self._switch:
            return await self._count()

    async def _count(self) -> Count:
        if self.stand.session.is_over and self.stand.session.opened_at is not None:
            if self._counted[0] != self._revision:
                self._counted = self._revision, await self._count_of_the_record()
            return self._counted[1]
        answers = await self.engine.overview.counts(self.stand)
        speakers: dict[int, set[int]] = {}
        for message in self.messages:
            if message.author != BOT and message.channel not in self.desks:
                speakers.setdefault(message.channel, set()).add(message.author.id)
        cards = self.stand.cards()
        people = {cards[channel]: len(those) for channel, those in speakers.items() if channel in cards}
        return Count(answers, people, len(set().union(*speakers.values())))

    async def _count_of_the_record(self) -> Count:
        summary = await self.engine.records.summary(self.number)
        record = await self.engine.records.transcript(self.number)
        filed = sum(each.is_answer for each in record.filings.values())
        sections = {each.question.number: each for each in summary.sections}
        return Count(
            answers={number: each.answers for number, each in sections.items()},
            people={number: each.people for number, each in sections.items()},
            everybody=len(summary.people),
            others=summary.talk + summary.left_out,
            uncounted=filed - sum(each.answers for each in sections.values()),
        )

    async def files(self) -> Sequence[File]:
        async with self._switch:
            return await self._list_of_files()

    async def _list_of_files(self) -> Sequence[File]:
        if not self.stand.session.is_over or self.stand.session.opened_at is None:
            return []
        if self._files[0] != self._revision:
            revision = self._revision
            names = [BUNDLE, *ARTICLES, *(f"transcript.{kind}" for kind in self._exports(self.engine).formats)]
            self._files = revision, [File(name, len(await self._file(name))) for name in names]
        return self._files[1]

    async def file(self, name: str) -> bytes:
        async with self._switch:
            return await self._file(name)

    async def _file(self, name: str) -> bytes:
        exports = self._exports(self.engine)
        what, _, kind = name.partition(".")
        if name == BUNDLE:
            return b"".join([piece async for piece in exports.pieces(self.number, kind)])
        if name in ARTICLES:
            return (await exports.summary(self.number, kind)).encode()
        if what == "transcript" and kind in exports.formats:
            return b"".join([piece async for piece in exports.pieces(self.number, kind)])
        raise NotFound(N_("There is no file {name}."), name=name)

    # What is told

    def _seen(self, what: str, message: Message) -> None:
        if what == "deleted" and message.author != BOT:
            self._gone.append(message)
        self._revision += 1
        self._tell(what, message)

    def _told(self, what: str, card: Card) -> None:
        if card.channel == PANEL:
            self._told_at[card.id] = self._moment()
        self._tell(what, card)

    def _outdate(self, _: Live) -> None:
        """Take away what the panel asked back that can no longer be done, and what it told of an earlier part."""
        for card in [each for each in self._cards.all if each.channel == PANEL]:
            deeds = [_asked_back(each.id) for each in card.items if isinstance(each, Action)]
            asks = any(deeds) or any(isinstance(each, Menu | Form) for each in card.items)
            is_old = not asks and self._told_at[card.id] != self._moment()
            if is_old or any(deed and self._refusal(deed) for deed in deeds):
                self._cards.drop(card.id)

    def _moment(self) -> object:
        session = self.stand.session
        return session.phase, session.current, session.recap.published

    def _refusal(self, deed: str) -> Refused | None:
        return refusal(deed, self.stand.session, self.clock.now(), self.own.lead.id)

    def _changed(self, *_: object) -> None:
        self._revision += 1
        self._wake.set()
        self._tell("changed", None)

    def _tell(self, what: str, about: Message | Card | None) -> None:
        for follower in list(self.followers):
            follower(what, about)

    @property
    def shown_cards(self) -> Cards:
        """The cards, for whoever shows more."""
        return self._cards


def _asked_back(id: str) -> str:
    """Return which deed a button confirms; none for any other."""
    kind, _, rest = id.partition(":")
    deed = rest.partition(":")[0]
    return deed if kind == "sure" and deed in JUDGES else ""
