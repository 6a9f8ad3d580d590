"""Rehearsals under test: a pack of two questions, a cast of two who say little, and a clock that stands still."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot import rehearsing
from bot.adapters.rehearsal.taking_part import LocalRehearsal
from bot.app.ports.rehearsing import Card, Deed, Message
from bot.config import Config
from bot.core.script.cast import Cast, Line, Part, PartKind, Says, Scene
from bot.core.script.pack import Host, Pack, Question, Text, Timing
from bot.core.session.state import Phase

PACK = Pack(
    name="colours",
    title=Text({"en": "What is colour?"}),
    questions=(Question(Text({"en": "What is blue?"})), Question(Text({"en": "What is red?"}))),
    hashtag="TChat",
    hosts=(Host("Meghan M. Biro"), Host("Kevin W. Grossman")),
    timing=Timing(question=timedelta(minutes=8)),
)
CAST = Cast(
    "colours",
    "en",
    ("Ada Lovelace", "Ben Whitlock"),
    (
        Scene(
            Part(PartKind.QUESTION, 1),
            (
                Line("Ada Lovelace", 0.25, Says("The sky is blue.", 1)),
                Line("Ben Whitlock", 0.5, Says("The sea is.", 1)),
            ),
        ),
    ),
)
HOST, ADA, BEN = 500, 1000, 1001


class Played:
    """A rehearsal, and what a test does with it."""

    def __init__(self, rehearsal: LocalRehearsal) -> None:
        self.rehearsal = rehearsal
        self._changed = asyncio.Event()
        rehearsal.followers.append(lambda what, about: self._changed.set())
        self._keys = 0

    async def until(self, reached: Callable[[], object]) -> None:
        """Wait until something is so, looking whenever something happens."""
        async with asyncio.timeout(20):
            while not reached():
                self._changed.clear()
                await self._changed.wait()

    async def act(self, name: str, who: int = ADA, **more: str | int) -> int:
        self._keys += 1
        given = {"key": f"test {id(self)} {self._keys}", **more}
        return await self.rehearsal.act(Deed(name, who=who, **given))  # type: ignore[arg-type]

    async def step_until(self, reached: Callable[[], object]) -> None:
        """Step until something is so."""
        async with asyncio.timeout(20):
            while not reached():
                await self.act("step")
                await asyncio.sleep(0)  # whoever waits for the clock sees that it was put on
                await self.rehearsal.engine.idle()

    async def open(self, question: int = 1) -> int:
        """Let the chat run until a question is on, and return its thread."""
        await self.step_until(lambda: question in [each.number for each in self.rehearsal.stand.session.asked])
        await self.until(lambda: self.rehearsal.stand.thread(question))
        thread = self.rehearsal.stand.thread(question)
        assert thread is not None
        return thread

    async def close(self) -> None:
        await self.step_until(lambda: self.rehearsal.stand.session.phase is Phase.CLOSED)

    def texts(self, channel: int) -> list[str]:
        return [each.text for each in self.rehearsal.messages if each.channel == channel and each.post is None]

    def cards(self, person: int) -> list[Card]:
        return [each for each in self.rehearsal.cards if each.person == person]

    def on_desk(self, beginning: str) -> Message:
        """Return what waits on the desk with a button whose id begins like this."""
        return next(
            each
            for each in self.rehearsal.messages
            if each.channel in self.rehearsal.desks and any(a.id.startswith(beginning) for a in each.actions)
        )

    @property
    def channel(self) -> int:
        return self.rehearsal.room.ref.channel


@asynccontextmanager
async def played(
    folder: Path, *, pack: Pack = PACK, cast: Cast | None = CAST, speed: float | None = 0.0, begun: bool = True
) -> AsyncIterator[Played]:
    config = Config(data_dir=folder, prompts_dir=folder / "prompts")
    async with rehearsing.rehearsal(config, pack, cast, speed) as rehearsal:
        if begun:
            rehearsal.begin()
        yield Played(rehearsal)
