"""From a gateway frame to a committed row: messages per CPU second of the bot's process, all its threads.

    python -m tests.benchmarks.gateway [MESSAGES] [--watched]

Ours is `tchat run` with an open session, half of the messages in its channel, half in its question's thread. The floor
is a bare discord.py client (tests/benchmarks/bare.py) that gets frames of the same kind and makes the same inserts in
one batch. Both are connected all the time, each to its own stand-in; rounds alternate. The sender is this process.
No rule of moderation is on: at thousands of messages a second each would be part of a flood. With --watched all are on,
and the figure is that of a bot under attack. A round ends when the bot rests: it judges what is committed, and shows
the hosts what it found, so cases cost something in the rounds in which they are opened, and little in the last ones.
"""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.adapters.sqlite.store import open_store
from bot.core.base.place import RoomRef
from bot.core.moderation.settings import Rule
from tests.benchmarks.crowd import Crowd, bare, bot, committed, crowd
from tests.benchmarks.figures import compare, say
from tests.benchmarks.processes import Program
from tests.stage import pack_of
from tests.standin import Channel

ROUNDS = 7
BAR, WATCHED_BAR = 0.5, 0.4
PEOPLE = 200
UNWATCHED = "moderation: {" + ", ".join(f"{rule}: false" for rule in Rule) + "}\n"
PACK = """
title: What is colour?
hashtag: TChat
timing: {opening: 2h}
questions: [{ask: What is blue?, lasts: 2h}, {ask: What is red?, lasts: 2h}]
"""


@dataclass
class Side:
    """One of the two programs, with the crowd that talks to it, and where its rows arrive."""

    crowd: Crowd
    running: Program
    database: Path
    channels: list[Channel]
    rows: int = 0

    async def takes(self, messages: int) -> float:
        """Pour messages in; return how many it took per CPU second."""
        frames = self.crowd.frames(self.channels, messages)
        self.rows += messages
        before = self.running.cpu()
        await self.crowd.pour(frames)
        await committed(self.database, self.rows)
        await self.running.rests()
        return messages / (self.running.cpu() - before)


async def prepared(folder: Path) -> Path:
    """Return a database with one session, for the bare client."""
    database = folder / "bare.db"
    async with open_store(database) as store:
        await store.create(pack_of("Why?"), RoomRef("discord", 41, 42), [], None)
    return database


async def main(messages: int, *, watched: bool) -> None:
    floors, figures = [], []
    with TemporaryDirectory() as name:
        folder = Path(name)
        database, record = await prepared(folder), folder / "data" / "tchat.db"
        async with (
            crowd(PEOPLE) as ours,
            crowd(PEOPLE) as theirs,
            bot(ours, folder, PACK, "" if watched else UNWATCHED) as tchat,
            bare(theirs, folder, database, messages) as client,
        ):
            general = ours.guild.channel("general")
            await ours.opens(general)
            whole = Side(ours, tchat, record, [general, await ours.asks(1, general)])
            floor = Side(theirs, client, database, [theirs.guild.channel(name) for name in ("general", "more")])
            for _ in range(ROUNDS):
                floors.append(await floor.takes(messages))
                figures.append(await whole.takes(messages))
            size = sum(map(len, ours.frames(whole.channels, 100))) // 100
    say(f"{messages} messages a round, frames of about {size} bytes")
    compare("messages per CPU second", floors, figures, WATCHED_BAR if watched else BAR)


if __name__ == "__main__":
    counts = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    asyncio.run(main(counts[0] if counts else 10_000, watched="--watched" in sys.argv))
