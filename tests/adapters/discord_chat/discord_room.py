"""What tests of the Discord adapter share: the stand-in, a server with people, the bot on one data folder."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pytest

from bot import wiring
from bot.adapters.discord_chat.room import starts
from bot.app.delivery import lanes
from bot.app.engine import Engine
from bot.config import Config, SummarySettings
from bot.core.session.state import Phase
from tests.standin import Channel, Guild, Message, Permission, Person, StandIn, Used

PACK = """
title: What is colour?
hashtag: TChat
timing: {opening: 1h, closing: 1h}
questions:
  - ask: What is blue?
    lasts: 1h
    readings:
      - {title: On Blue, author: Ada Okafor, outlet: Hue, url: https://example.org/blue}
  - ask: What is red?
    lasts: 1h
  - ask: What is green?
    lasts: 1h
"""


T = TypeVar("T")
Line = tuple[str, str, str]
PATIENCE = 10


@dataclass(frozen=True)
class Bot:
    """The bot as tests see it: what it shows is awaited on the stand-in, what it has recorded here."""

    engine: Engine

    async def records(self, question: int, expected: list[Line], session: int = 1) -> None:
        """Return once these are the answers to a question: author, text, and how each was filed."""
        await self.shows(lambda: self.answers(question, session), expected)

    async def is_(self, phase: Phase, session: int = 1) -> None:
        """Return once a session has got so far."""

        async def now() -> Phase:
            return (await self.engine.store.load(session)).session.phase

        await self.shows(now, phase)

    async def shows(self, look: Callable[[], Awaitable[T]], expected: T) -> None:
        """Return once the record looks as expected."""
        changed, engine = asyncio.Event(), self.engine
        for listeners in (engine.collector.heard, engine.catchup.heard, engine.live.changed, engine.delivery.landed):
            listeners.append(lambda _: changed.set())
        found = await look()
        try:
            async with asyncio.timeout(PATIENCE):
                while (found := await look()) != expected:
                    await changed.wait()
                    changed.clear()
        except TimeoutError:
            assert found == expected

    async def reactions(self, message: Message, session: int = 1) -> dict[str, int]:
        return {k: n async for c in self.engine.store.read(session, [message.id]) for k, n in c.reactions.items()}

    async def answers(self, question: int, session: int = 1) -> list[Line]:
        record = await self.engine.records.transcript(session)
        return [
            (e.contribution.author.name, e.contribution.text, str(e.filing.how)) async for e in record.answers(question)
        ]


class Run(Protocol):
    """Starts the bot, with an operator's settings; more packs can be given by their names."""

    def __call__(self, settings: Mapping[str, Any] | None = None, **packs: str) -> AbstractAsyncContextManager[Bot]:
        """Run it for the length of a block."""
        ...


@pytest.fixture
async def discord() -> AsyncIterator[StandIn]:
    async with StandIn() as discord:
        with discord.in_process():
            yield discord
        assert discord.violations == []
        assert discord.unhandled == []


@pytest.fixture
def guild(discord: StandIn) -> Guild:
    return discord.guild("Acme", size=500)


@pytest.fixture
def general(guild: Guild) -> Channel:
    return guild.channel("general")


@pytest.fixture
def meghan(guild: Guild) -> Person:
    return guild.member("Meghan", Permission.MANAGE_EVENTS)


@pytest.fixture
def run(discord: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Starts the bot, as often as a test likes, on one data folder."""
    monkeypatch.setattr(starts, "APART", timedelta())
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "colours.yaml").write_text(PACK, encoding="utf-8")
    at_once = SummarySettings(publish_after=timedelta())  # few tests are about the draft of a recap
    config = Config(data_dir=tmp_path / "data", prompts_dir=tmp_path / "prompts", summary=at_once)

    @asynccontextmanager
    async def run(settings: Mapping[str, Any] | None = None, **packs: str) -> AsyncIterator[Bot]:
        for name, pack in packs.items():
            (tmp_path / "prompts" / f"{name}.yaml").write_text(pack, encoding="utf-8")
        changed = config.but(**settings or {})
        async with wiring.on_discord(changed, discord.token) as bot:
            bot.client._connection.guild_ready_timeout = 0.01  # two seconds of patience that no test needs
            ready = asyncio.create_task(bot.client.wait_until_ready())
            await asyncio.wait([ready, bot.failing], return_when=asyncio.FIRST_COMPLETED)
            ready.cancel()
            if bot.failing.done():
                bot.failing.result()
            yield Bot(bot.engine)

    return run


async def surely(host: Person, used: Used) -> Used:
    """Confirm what the bot asks back about."""
    return await host.clicks(await used.answered("?"), "Yes, do it")


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the waits out of discord.py, and of ours those that no test needs."""
    monkeypatch.setattr(starts, "APART", timedelta())
    monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", lambda _: 0.01)
    monkeypatch.setattr(lanes, "PAUSES", (timedelta(seconds=0.1),))


def cards(general: Channel, number: int) -> list[Message]:
    """Return the cards of a question that stand in the channel."""
    return [message for message in general.messages() if re.match(rf"\*\*Q{number}\b", message.text)]


async def first_question(general: Channel, host: Person) -> Channel:
    """Start the chat, ask Q1, and return its thread."""
    await (await host.runs("tchat start", general, pack="colours", when="now")).answered("Session")
    await (await host.runs("tchat next", general)).answered("Asking Q1")
    await general.hears("**Q1 of 3**")
    return await general.gains_thread("Q1 · What is blue?")


async def json_transcript(host: Person, channel: Channel) -> dict[str, list[dict[str, object]]]:
    reply = await (await host.runs("tchat transcript", channel, format="json")).answered("transcript")
    found: dict[str, list[dict[str, object]]] = json.loads(reply.files[0].data)
    return found


def filed(question: dict[str, object]) -> list[tuple[str, str, str]]:
    answers = question["answers"]
    assert isinstance(answers, list)
    return [(answer["author"]["name"], answer["text"], answer["filed"]["how"]) for answer in answers]
