"""What tests of the Discord adapter share: the stand-in, a server with people, the bot on one data folder."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import wiring
from bot.app.engine import Engine
from bot.config import Config
from tests.standin import Channel, Guild, Permission, Person, StandIn, Used

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


Line = tuple[str, str, str]
PATIENCE = 10


@dataclass(frozen=True)
class Bot:
    """The bot as tests see it: what it shows is awaited on the stand-in, what it has recorded here."""

    engine: Engine

    async def records(self, question: int, expected: list[Line], session: int = 1) -> None:
        """Return once these are the answers to a question: author, text, and how each was filed."""
        changed = asyncio.Event()
        self.engine.collector.heard.append(lambda _: changed.set())
        found: list[Line] = []
        try:
            async with asyncio.timeout(PATIENCE):
                while (found := await self.answers(question, session)) != expected:
                    await changed.wait()
                    changed.clear()
        except TimeoutError:
            assert found == expected

    async def answers(self, question: int, session: int = 1) -> list[Line]:
        record = await self.engine.records.transcript(session)
        return [
            (e.contribution.author.name, e.contribution.text, str(e.filing.how)) async for e in record.answers(question)
        ]


Run = Callable[[], AbstractAsyncContextManager[Bot]]


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
def run(discord: StandIn, tmp_path: Path) -> Run:
    """Starts the bot, as often as a test likes, on one data folder."""
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "colours.yaml").write_text(PACK, encoding="utf-8")
    config = Config(data_dir=tmp_path / "data", prompts_dir=tmp_path / "prompts")

    @asynccontextmanager
    async def run() -> AsyncIterator[Bot]:
        async with wiring.on_discord(config, discord.token) as bot:
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


async def json_transcript(host: Person, channel: Channel) -> dict[str, list[dict[str, object]]]:
    reply = await (await host.runs("tchat transcript", channel, format="json")).answered("transcript")
    found: dict[str, list[dict[str, object]]] = json.loads(reply.files[0].data)
    return found


def filed(question: dict[str, object]) -> list[tuple[str, str, str]]:
    answers = question["answers"]
    assert isinstance(answers, list)
    return [(answer["author"]["name"], answer["text"], answer["filed"]["how"]) for answer in answers]
