"""The room for a benchmark: a server of the stand-in's, a bot that serves it as its own process, people who talk.

The stand-in and the people run in the benchmark's process, the bot in another: neither takes the other's CPU.
"""

import asyncio
import json
import random
import sqlite3
import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.processes import Program, program
from tests.benchmarks.transcript import MARKED, PLAIN
from tests.standin import Channel, Guild, Message, Permission, Person, StandIn, acts

WORDS = " ".join((*PLAIN, *MARKED)).split()
CONFIG = "data_dir: {folder}/data\nprompts_dir: {folder}\nsummary: {{publish_after: at once}}\n"
POLL_SECONDS = 0.02
COUNT = "SELECT ifnull(max(rowid), 0) FROM contributions"


@dataclass
class Crowd:
    """A server with people in it."""

    discord: StandIn
    guild: Guild
    host: Person
    people: list[Person] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    async def command(self, command: str, channel: Channel, **given: object) -> str:
        """Let the host run a slash command, be sure of it where the bot asks back, and return the reply."""
        used = await self.host.runs(command, channel, **given)
        reply = await used.answered()
        if "Yes, do it" in reply.buttons:
            reply = await (await self.host.clicks(reply, "Yes, do it")).answered()
        return reply.text

    async def opens(self, channel: Channel) -> Message:
        """Let the host start a chat; return its welcome, which is also the board."""
        await self.command("tchat start", channel, pack="talk", when="now")
        return await channel.hears("# ")

    async def asks(self, number: int, channel: Channel) -> Channel:
        """Let the host ask the next question, and return its thread."""
        await self.command("tchat next", channel)
        return await channel.gains_thread(f"Q{number} ")

    async def speaks(self, channel: Channel) -> None:
        """Let somebody say something."""
        await self._somebody().says(self._words(20), channel)

    def frames(self, channels: Sequence[Channel], count: int) -> list[str]:
        """Return frames of messages that the stand-in has not said, about 1 KB each: for a gateway at its limit."""
        frames = []
        for place in range(count):
            channel, body = channels[place % len(channels)], {"content": self._words(40)}
            message = acts.compose(channel, self._somebody().user, body)
            event = message.event() | {"guild_id": str(self.guild.id)}
            frames.append(json.dumps({"op": 0, "s": place, "t": "MESSAGE_CREATE", "d": event}))
        return frames

    async def pour(self, frames: Sequence[str]) -> None:
        """Send the bot frames as fast as it takes them."""
        connection = (await self.discord.gateway.connected()).connection
        assert connection is not None
        assert connection.zlib is not None
        while not connection.queue.empty():  # noqa: ASYNC110 – what was announced before goes first
            await asyncio.sleep(0)
        for frame in frames:
            packed = connection.zlib.compress(frame.encode()) + connection.zlib.flush(zlib.Z_SYNC_FLUSH)
            await connection.socket.send_bytes(packed)

    def _somebody(self) -> Person:
        return self.chance.choice(self.people)

    def _words(self, count: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=count))


@asynccontextmanager
async def crowd(people: int, *, size: int = 0) -> AsyncIterator[Crowd]:
    """Found a server of this size on a stand-in of its own, with so many people who talk."""
    async with StandIn(patience=120) as discord:
        guild = discord.guild("Acme", size=size)
        host = guild.member("Meghan", Permission.MANAGE_EVENTS)
        try:
            yield Crowd(discord, guild, host, [guild.member(f"Member {number}") for number in range(people)])
        except AssertionError as error:
            raise TimeoutError(str(error).partition("\n")[0]) from None  # without all that was said
        assert discord.unhandled == []


@asynccontextmanager
async def bot(
    crowd: Crowd, folder: Path, pack: str, settings: str = "", *, command: Sequence[object] = ("-m", "bot")
) -> AsyncIterator[Program]:
    """Run `tchat run` for a crowd, with one pack called "talk" and these settings (YAML)."""
    config = folder / "config.yaml"
    config.write_text(CONFIG.format(folder=folder) + settings, encoding="utf-8")
    (folder / "talk.yaml").write_text(pack, encoding="utf-8")
    arguments = (*command, "run", "--config", config)
    async with program(*arguments, environment=crowd.discord.environment(), log=folder / "bot.log") as running:
        yield running


@asynccontextmanager
async def bare(crowd: Crowd, folder: Path, *arguments: object) -> AsyncIterator[Program]:
    """Run a bare discord.py client for a crowd."""
    arguments = ("-m", "tests.benchmarks.bare", *arguments)
    async with program(*arguments, environment=crowd.discord.environment(), log=folder / "bare.log") as running:
        await crowd.discord.gateway.connected()
        yield running


async def committed(database: Path, rows: int) -> None:
    """Return once a database holds so many contributions."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        while connection.execute(COUNT).fetchone()[0] < rows:  # noqa: ASYNC110 – another process commits
            await asyncio.sleep(POLL_SECONDS)
