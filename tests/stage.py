"""The stage: a room, people and a clock for stories that read like a chat.

    async with staged(tmp_path) as stage:
        await stage.start(pack_of("What is blue?", "What is red?"))
        ada = stage.member("Ada")
        await stage.advance(minutes=5)
        await ada.says("the sky", in_thread=1)
        assert await stage.answers(1) == ["Ada: the sky (thread)"]

Nothing sleeps: `advance` performs every step that comes due, in order, and returns when the room shows it. `restart`
drops everything but the database file and the room, as a killed process does.
"""

import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.adapters.catalogues import words
from bot.adapters.rehearsal.room import BOT
from bot.adapters.system.choosing import in_thread
from bot.app.engine import Engine, Settings, running
from bot.app.ports.language_model import Wording
from bot.app.ports.rehearsing import Message
from bot.app.ports.store import Store
from bot.app.reading.records import Record
from bot.config import Config
from bot.core.base.contribution import Person
from bot.core.record.summary import Summary
from bot.core.record.transcript import Entry
from bot.core.script.pack import Host, Pack, Question, Text, Timing
from bot.core.session.facts import Measure
from bot.core.session.state import Session
from bot.parts import files_of
from tests.clock import NOON, StillClock
from tests.engines import engine_on_stage
from tests.faults import Disk, Faults, FaultyRoom
from tests.tripwire import DEEDS, WRITES, Tripwire

MEGHAN = Person(id=900, name="Meghan")


def pack_of(*questions: str, minutes: float = 10, **changes: Any) -> Pack:
    """A pack with these questions: 5 minutes of opening, so many minutes each, 5 minutes of closing words."""
    pack = Pack(
        name="colours",
        title=Text({"en": "What is colour?"}),
        questions=tuple(Question(Text({"en": question})) for question in questions),
        hashtag="TChat",
        hosts=(Host("Meghan M. Biro", organisation="TalentCulture"),),
        timing=Timing(question=timedelta(minutes=minutes)),
    )
    return replace(pack, **changes)


@dataclass(frozen=True)
class Member:
    """Somebody in the room. Every deed returns when the record has it."""

    stage: "Stage"
    person: Person

    async def says(
        self,
        text: str,
        *,
        in_thread: int | None = None,
        reply_to: Message | int | None = None,
        channel: int | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> Message:
        where = self.stage.card(in_thread).id if in_thread else channel
        target = reply_to.id if isinstance(reply_to, Message) else reply_to
        return await self.stage.room.say(self.person, text, channel=where, reply_to=target, files=files)

    async def edits(self, message: Message, text: str) -> None:
        await self.stage.room.change(message, text)

    async def deletes(self, message: Message) -> None:
        await self.stage.room.delete(message)

    async def reacts(self, message: Message, emoji: str, *, on: bool = True) -> None:
        await self.stage.room.react(self.person, message, emoji, on=on)


class Stage:
    """One bot over one database, in one room. Made by `staged`."""

    def __init__(self, folder: Path, now: datetime, wire: Tripwire) -> None:
        self.wire = wire
        self.clock = StillClock(now)
        self.room = FaultyRoom(self.clock)
        self.room.faults = Faults()
        self.wire.watch(self.room, DEEDS)
        self.disk = Disk()
        self.files = files_of(Config(data_dir=folder, prompts_dir=folder / "prompts"))
        self.folder = folder
        self.path = folder / "tchat.db"
        self.kept = engine_on_stage(folder)
        self.database = self.kept.database(self.clock)
        self._people: dict[str, Person] = {}
        self._exits = AsyncExitStack()
        self.number = 0
        self.settings = Settings(publish_after=timedelta())  # most stories are about what comes before the recap
        self.wording: Wording | None = None
        self.store: Store
        self.engine: Engine

    # Time and power

    async def switch_on(self, store: Store | None = None) -> None:
        """Start the bot, on the store of a process that holds the record already if there is one."""
        self._exits = AsyncExitStack()
        if store is None:
            store = await self._exits.enter_async_context(self.database.opened())
        self.store = store
        self.disk.carry(self.store)
        self.wire.watch(self.store, WRITES)
        parts = (self.store, self.room, self.clock, words, self.settings, self.files, in_thread, self.wording)
        engine = running(*parts)
        self.engine = await self._exits.enter_async_context(engine)
        self.room.collector = self.engine.collector
        self.engine.take_up()
        await self.engine.tick()

    async def switch_off(self) -> None:
        self.room.collector = None
        await self._exits.aclose()

    async def restart(self, *, after: timedelta = timedelta()) -> None:
        await self.switch_off()
        self.clock.time += after
        self.wire.reset()
        await self.switch_on()

    async def advance(self, **time: float) -> None:
        """Let time pass, step by step."""
        until = self.clock.time + timedelta(**time)
        while (due := await self._next_due()) is not None and due <= until:
            self.clock.time = max(due, self.clock.time)
            await self.engine.tick()
            self.wire.check()
        self.clock.time = until

    async def _next_due(self) -> datetime | None:
        """What is due next, once what is under way has ended: its end may make something due."""
        await self.engine.idle()
        return self.engine.next_due()

    async def advance_until(self, reached: Callable[[Session], bool]) -> None:
        """Let time pass, step by step, until the session is so far."""
        while not reached(self.session):
            due = self.engine.next_due()
            assert due is not None, "nothing is to come any more"
            self.clock.time = max(due, self.clock.time)
            await self.engine.tick()
            self.wire.check()

    # The host

    async def start(
        self, pack: Pack, *, opens_in: timedelta = timedelta(), by: Person = MEGHAN, key: str | None = None
    ) -> Session:
        opens_at = self.clock.time + opens_in
        session = await self.engine.host.start(pack, self.room.ref, by=by, opens_at=opens_at, key=key)
        self.number = session.number
        await self.engine.tick()
        return session

    async def host(
        self, what: str, *details: object, by: Person = MEGHAN, key: str | None = None, **named: object
    ) -> Session:
        """A host's request by the name of its slash command."""
        request = getattr(self.engine.host, what)
        session: Session = await request(self.room.ref.channel, *details, by=by, key=key, **named)
        await self.engine.tick()
        return session

    async def decides(self, measure: Measure, case: int = 1, *, by: Person = MEGHAN) -> bool:
        """A host decides about a case; returns whether they were the first."""
        _, _, first = await self.engine.moderator.decide(case, measure, by, f"{measure} {case} {by.id}")
        await self.advance(seconds=10)
        return first

    async def sends(self, name: str, text: str, *, question: int = 1, key: str | None = None) -> None:
        """A member sends an answer with the button of a reviewed question."""
        who = Person(self.member(name).person.id, name, is_host=False)
        key = key or f"send {question} {name} {text}"
        await self.engine.reviews.send(self.number, question, who, text, key)
        await self.engine.idle()
        self.wire.check()

    async def reviews(self, answer: int = 1, *, approve: bool, by: Person = MEGHAN, key: str | None = None) -> bool:
        """A host decides about a pending answer; returns whether they were the first."""
        key = key or f"review {answer} {approve} {by.id}"
        _, _, first = await self.engine.reviews.decide(answer, by, key, approve=approve)
        await self.engine.idle()
        self.wire.check()
        return first

    # Looking

    def member(self, name: str) -> Member:
        person = self._people.setdefault(name, Person(100 + len(self._people), name))
        return Member(self, person)

    def posts(self, *, thread: int | None = None) -> list[str]:
        """What the bot shows in the channel now, or in a question's thread."""
        channel = self.card(thread).id if thread else self.room.ref.channel
        return [m.text for m in self.room.messages.values() if m.author == BOT and m.channel == channel]

    def private(self, name: str) -> list[str]:
        """What the bot told somebody privately."""
        channel = self.room.private.get(self.member(name).person.id)
        return [m.text for m in self.room.messages.values() if m.channel == channel]

    def desk(self) -> list[Message]:
        """What the hosts were told privately."""
        return [m for m in self.room.messages.values() if m.channel in self.room.desks.values()]

    async def status(self) -> str:
        return await self.engine.overview.status(self.session, words("en"))

    def card(self, number: int) -> Message:
        found = [
            m for m in self.room.messages.values() if m.author == BOT and re.match(rf"\*\*[QK]{number}\b.*\*\*", m.text)
        ]
        assert len(found) == 1, f"{len(found)} cards of question {number} in the room"
        return found[0]

    @property
    def session(self) -> Session:
        live = self.engine.live.get(self.number)
        assert live is not None
        return live.session

    async def record(self) -> Record:
        await self.engine.idle()
        return await self.engine.records.transcript(self.number)

    async def answers(self, number: int) -> list[str]:
        """The answers filed under a question, as "Name: text (how)", late ones marked."""
        return [_line(entry) async for entry in (await self.record()).answers(number)]

    async def talk(self) -> list[str]:
        """What answers no question, guesses included."""
        return [_line(entry) async for entry in (await self.record()).channel()]

    async def summary(self) -> Summary:
        await self.engine.idle()
        return await self.engine.records.summary(self.number)


def _line(entry: Entry) -> str:
    filing = entry.filing
    marks = [str(mark) for mark in (filing.how, "late" if filing.when == "late" else None) if mark]
    said = f"{entry.contribution.author.name}: {entry.contribution.text}"
    return f"{said} ({', '.join(marks)})" if marks else said


@asynccontextmanager
async def staged(folder: Path, now: datetime = NOON, wire: Tripwire | None = None) -> AsyncIterator[Stage]:
    stage = Stage(folder, now, wire or Tripwire())
    await stage.switch_on()
    try:
        yield stage
    finally:
        await stage.switch_off()
