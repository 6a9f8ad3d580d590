"""What tests of the Discord adapter share: the stand-in, a server with people, the bot on one data folder."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot import wiring
from bot.adapters.discord_chat.client import TchatClient
from bot.config import Config
from tests.standin import Channel, Guild, Permission, Person, StandIn

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

Run = Callable[[], AbstractAsyncContextManager[TchatClient]]


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
    async def run() -> AsyncIterator[TchatClient]:
        async with wiring.on_discord(config, discord.token) as (client, failing):
            client._connection.guild_ready_timeout = 0.01  # two seconds of patience that no test needs
            ready = asyncio.create_task(client.wait_until_ready())
            await asyncio.wait([ready, failing], return_when=asyncio.FIRST_COMPLETED)
            ready.cancel()
            if failing.done():
                failing.result()
            yield client

    return run


async def json_transcript(host: Person, channel: Channel) -> dict[str, list[dict[str, object]]]:
    reply = await (await host.runs("tchat transcript", channel, format="json")).answered("transcript")
    found: dict[str, list[dict[str, object]]] = json.loads(reply.files[0].data)
    return found


def filed(question: dict[str, object]) -> list[tuple[str, str, str]]:
    answers = question["answers"]
    assert isinstance(answers, list)
    return [(answer["author"]["name"], answer["text"], answer["filed"]["how"]) for answer in answers]
