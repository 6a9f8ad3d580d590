"""How late questions are while 500 messages a second arrive.

    python -m tests.benchmarks.lateness [RATE] [CHATS]

A hundred chats (or as many as given) of three short questions run side by side on one `tchat run`, and people talk in
their channels and threads all the time. A question is late by the time from its due instant, computed from the record,
to the instant at which the request that posts its card reaches the stand-in: the way there counts, what Discord takes
to answer does not. The stand-in and the crowd run in this process.
"""

import asyncio
import re
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.adapters.sqlite.store import open_store
from bot.core.session.facts import Asked, Opened
from tests.benchmarks.crowd import Crowd, bot, crowd
from tests.benchmarks.figures import met, percentile, say
from tests.standin import Channel

BAR = 250
CHATS, QUESTIONS, PEOPLE = 100, 3, 500
ASKED = ", ".join(f"{{ask: What is colour {number}?}}" for number in range(QUESTIONS))
OPENING = timedelta(seconds=6)
PACK = """
title: What is colour?
hashtag: TChat
timing: {{opening: {opening}s, question: {length}s, closing: 4s}}
questions: [{questions}]
"""
BEAT, LOOK = 0.01, 100
"""Seconds between two small bursts of the crowd; after how many bursts to look whether all is asked."""

PATIENCE = 180
"""Seconds after which a question must have got lost."""

Key = tuple[int, int]
"""A channel, and the number of a question in it."""


def length_of(chats: int) -> timedelta:
    """Return how long questions last: so long that the last chat has opened before the first one ends."""
    return timedelta(seconds=max(15, chats // 4))


async def talk(crowd: Crowd, channels: list[Channel], rate: int) -> tuple[int, float]:
    """Let people talk until the last question is asked; return how many messages, and how many a second."""
    loop = asyncio.get_running_loop()
    began, said = loop.time(), 0
    for beat in count():
        if beat % LOOK == 0 and len(cards(crowd)) == len(channels) * QUESTIONS:
            break
        while said < (loop.time() - began) * rate:
            channel = channels[said % len(channels)]
            open_threads = [thread for thread in channel.threads() if not thread.private]  # the hosts' own is no place
            thread = next(reversed(open_threads), channel)
            await crowd.speaks(thread if said % 3 else channel)
            said += 1
        await asyncio.sleep(BEAT)
    return said, said / (loop.time() - began)


async def open_all(crowd: Crowd, channels: list[Channel]) -> None:
    """Start the chats one after another; those that wait for the bot to connect then open together."""
    for channel in channels:
        await crowd.command("tchat start", channel, pack="talk", when="now")
        await asyncio.sleep(length_of(len(channels)).seconds / len(channels))


def cards(crowd: Crowd) -> dict[Key, datetime]:
    """Return when the request for each question's card reached the stand-in."""
    found: dict[Key, datetime] = {}
    for request in crowd.discord.requests:
        is_post = request.called == "POST /channels/{channel_id}/messages"
        if is_post and (card := re.match(r"\*\*Q(\d+) of", request.body["content"])):
            found.setdefault((int(request.path.split("/")[2]), int(card[1])), request.at)
    return found


async def dues(database: Path, length: timedelta) -> dict[Key, datetime]:
    """Return when each question was due."""
    found: dict[Key, datetime] = {}
    async with open_store(database) as store:
        for session in await store.listed():
            facts = await store.facts(session.number)
            for before, fact in pairwise(fact for fact in facts if isinstance(fact, Opened | Asked)):
                assert isinstance(fact, Asked)
                lasts = OPENING if isinstance(before, Opened) else length
                found[session.room.channel, fact.number] = before.at + lasts
    return found


@dataclass(frozen=True)
class Found:
    """How many messages a second arrived and how many in all, and by how many milliseconds each question was late."""

    rate: float
    said: int
    late: list[float]

    def at(self, share: float) -> float:
        """Return the milliseconds that this share of the questions did not exceed."""
        return percentile(self.late, share)


async def measured(rate: int, chats: int) -> Found:
    length = length_of(chats)
    pack = PACK.format(opening=OPENING.seconds, length=length.seconds, questions=ASKED)
    with TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "data" / "tchat.db"
        async with crowd(PEOPLE) as people, bot(people, folder, pack) as running:
            channels = [people.guild.channel(f"talk-{number}") for number in range(chats)]
            opening = asyncio.create_task(open_all(people, channels))
            async with asyncio.timeout(PATIENCE + 5 * length.seconds):
                said, reached = await talk(people, channels, rate)
            await opening
            posted = cards(people)
            await running.rests()  # it must end well, and closes all the chats
        asked = await dues(database, length)
    return Found(reached, said, [(posted[key] - asked[key]) / timedelta(milliseconds=1) for key in posted])


async def main(rate: int, chats: int) -> None:
    found = await measured(rate, chats)
    say(
        f"a question's lateness at {found.rate:.0f} messages/s ({found.said} in all, {len(found.late)} questions in "
        f"{chats} chats): p50 {found.at(0.5):.0f} ms, p99 {found.at(0.99):.0f} ms, max {max(found.late):.0f} ms; "
        f"bar p99 < {BAR} ms: {met(found.at(0.99) < BAR)}"
    )


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    asyncio.run(main(*(given + [500, CHATS][len(given) :])))
