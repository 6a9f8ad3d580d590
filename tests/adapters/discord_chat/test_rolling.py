"""A rolling restart of two processes on one record: whoever is replaced goes on until the next one is connected."""

import asyncio
import sys
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from tests.adapters.discord_chat.discord_process import HASTE, ROOT
from tests.engines import PostgresEngine
from tests.postgres_server import Server
from tests.standin import Channel, Permission, Person, StandIn

QUESTIONS = 25
PACK = f"""
title: What is colour?
timing: {{opening: 1s, question: 2s, closing: 1h}}
questions:
{"".join(f"  - ask: What is colour {number}?{chr(10)}" for number in range(1, QUESTIONS + 1))}
"""
CONFIG = """
data_dir: {folder}/data
store: {store}
prompts_dir: {folder}
timing: {{lateness: 60s}}
"""
SHARES = ("0-1/4", "2-3/4")
PATIENCE = 30


@dataclass
class Bot:
    """A process, and what it logged."""

    discord: StandIn
    process: Process
    lines: list[str] = field(default_factory=list)

    async def reads(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode())
            self.discord.world.touch()

    async def logs(self, text: str) -> None:
        """Return once it has logged this."""
        await self.discord.until(lambda: any(text in line for line in self.lines), f"the bot logs {text!r}")


@asynccontextmanager
async def began(discord: StandIn, folder: Path, share: str) -> AsyncIterator[Bot]:
    options = ("--config", str(folder / "config.yaml"), "--standby", "--shards", share)
    environment = {**discord.environment(), "TCHAT_TEST_HASTY": HASTE}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", *options), cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
    )
    bot = Bot(discord, process)
    reading = asyncio.create_task(bot.reads())
    try:
        yield bot
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        await reading


async def never_stops_asking(host: Person, channel: Channel, answered: Counter[Channel]) -> None:
    """Use a command again and again; each must be answered."""
    while True:
        await (await host.runs("tchat status", channel)).answered("What is colour?")
        answered[channel] += 1
        await asyncio.sleep(0.05)


async def test_a_rolling_restart_leaves_no_gap(tmp_path: Path, postgres_server: Server) -> None:
    (tmp_path / "colours.yaml").write_text(PACK, encoding="utf-8")
    engine = PostgresEngine(tmp_path / "data", postgres_server)
    (tmp_path / "config.yaml").write_text(CONFIG.format(folder=tmp_path, store=engine.store), encoding="utf-8")
    async with StandIn(patience=PATIENCE) as discord, AsyncExitStack() as exits:
        guilds = [discord.guild(f"Server {shard}", shard=shard) for shard in range(4)]
        places = [(guild.member(f"H{guild.id}", Permission.MANAGE_EVENTS), guild.channel("talk")) for guild in guilds]
        first = [await exits.enter_async_context(began(discord, tmp_path, share)) for share in SHARES]
        for bot in first:
            for shard in range(2):
                await bot.logs(f'"shard": {shard + 2 * first.index(bot)}')
        for host, channel in places:
            await (await host.runs("tchat start", channel, pack="colours", when="now")).answered("Session")
        answered = Counter[Channel]()
        asking = [asyncio.create_task(never_stops_asking(*place, answered)) for place in places]
        for share, bot in zip(SHARES, first, strict=True):
            standby = await exits.enter_async_context(began(discord, tmp_path, share))
            await standby.logs("standing by: ")
            bot.process.terminate()
            assert await bot.process.wait() == 0
            await bot.logs("another process is ready to go on")
            await standby.logs("the servers are mine")
            assert not [line for line in (*bot.lines, *standby.lines) if '"level": "ERROR"' in line]
        before = Counter(answered)
        await discord.until(lambda: all(answered[c] > before[c] for _, c in places), "hosts are answered")
        assert not any(task.done() for task in asking), "every command was answered"
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        for _, channel in places:
            cards = Counter(m.text.split(" ")[0] for m in channel.messages(by=discord.world.bot))
            assert {count for text, count in cards.items() if text.startswith("**Q")} == {1}
        assert discord.violations == []
    async with engine.database().opened() as store:
        sessions = [(await store.load(listed.number)).session for listed in await store.listed()]
    late = [later.at - earlier.at for session in sessions for earlier, later in pairwise(session.asked)]
    assert max(late) < timedelta(seconds=2 + 3)
