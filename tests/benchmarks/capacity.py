"""How much one process carries: servers by its memory, messages by its CPU, chats by both and by Discord's limits.

    python -m tests.benchmarks.capacity

Measured: the memory on 1,000 servers of 20 plain channels, how many messages a CPU second takes (as in `gateway`, with
all rules of moderation), what a message, a look at what is due and a question cost beside 1, 100 and 1,000 chats that
are on, how many requests a chat makes in its hour, and how late questions are while 500 messages a second arrive (as in
`lateness`). What follows for a bot in several processes is calculated. Three minutes. A table is printed.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from bot.adapters.discord_chat.room.pace import PER_SECOND
from bot.app.delivery.board import LONGEST, rest_among
from bot.app.ports.values import Urgency
from bot.core.base.contribution import Contribution, Person
from bot.core.base.place import COUNTS, MOST_SERVERS
from tests.benchmarks import gateway, lateness
from tests.benchmarks.crowd import bot, crowd
from tests.benchmarks.figures import machine, met, say
from tests.stage import MEGHAN, Stage, pack_of, staged
from tests.standin import Channel
from tests.standin.channel import TEXT

SERVERS, CHANNELS = 1_000, 20
MESSAGES, ROUNDS = 10_000, 3
CHATS, ON_A_SERVER = (1, 100, 1_000), 40
SAID, BATCH = 2_000, 10
BAR = 2.0
"""How much more a message may cost beside 1,000 chats than beside one."""
SPARE = 0.5
"""The part of a core that is planned with: the other is for recaps, pages and what nobody foresaw."""


async def memory(servers: int) -> float:
    """Return the megabytes that the bot has in memory on so many servers."""
    with TemporaryDirectory() as name:
        async with crowd(1) as people:
            for number in range(1, servers):
                guild = people.discord.guild(f"Server {number}")
                for place in range(CHANNELS):
                    Channel(people.discord.world, f"channel-{place}", kind=TEXT, guild=guild)
            async with bot(people, Path(name), gateway.PACK) as running:
                await people.command("tchat status", people.guild.channel("general"))
                await running.rests()
                return running.resident()


async def rate() -> float:
    """Return how many messages a second of the bot's CPU takes, all rules of moderation on."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        async with crowd(gateway.PEOPLE) as people, bot(people, folder, gateway.PACK) as running:
            general = people.guild.channel("general")
            await people.opens(general)
            channels = [general, await people.asks(1, general)]
            side = gateway.Side(people, running, folder / "data" / "tchat.db", channels)
            rates = [await side.takes(MESSAGES) for _ in range(ROUNDS)]
            await running.rests()
            return median(rates)


async def beside(chats: int) -> tuple[float, float, float]:
    """Return the CPU milliseconds for a message, for a look at what is due, and for the question of one chat."""
    with TemporaryDirectory() as name:
        async with staged(Path(name)) as stage:
            pack = pack_of("What is blue?", "What is red?")
            channels = [stage.room.new_id() for _ in range(chats)]
            for number, channel in enumerate(channels):
                room = replace(stage.room.ref, guild=number // ON_A_SERVER, channel=channel)
                await stage.engine.host.start(pack, room, by=MEGHAN, opens_at=stage.clock.time)
            await stage.engine.tick()
            stage.clock.time += pack.timing.opening
            asking = await _cpu(stage.engine.tick)
            said = [
                Contribution(stage.room.new_id(), channel, Person(1_000 + number % 500, "Ada"), f"A1 Blue is {number}")
                for number, channel in zip(range(chats + SAID), cycle(channels), strict=False)
            ]
            await stage.engine.collector.said(*said[:chats])  # the first word in a chat begins the watch over it
            await stage.engine.idle()

            async def heard() -> None:
                for place in range(chats, chats + SAID, BATCH):
                    await stage.engine.collector.said(*said[place : place + BATCH])

            async def looks() -> None:
                for _ in range(SAID // BATCH):
                    await stage.engine.runner.tick()

            message = await _cpu(heard)
            return message / SAID, await _cpu(looks) / (SAID // BATCH), asking / chats


async def _cpu(work: Callable[[], Any]) -> float:
    """Return how many milliseconds of CPU something takes."""
    before = process_time()
    await work()
    return (process_time() - before) * 1_000


async def requests() -> Counter[str]:
    """Return how many requests a chat of six questions makes in its hour, by what they are for."""
    found: Counter[str] = Counter()
    with TemporaryDirectory() as name:
        async with staged(Path(name)) as stage:
            _count(stage, found)
            await stage.start(pack_of(*(f"What is colour {number}?" for number in range(6)), minutes=8))
            people = [stage.member(f"Member {number}") for number in range(40)]
            for minute in range(60):
                for each in range(6):
                    await people[(7 * minute + each) % len(people)].says(f"I think it is {minute} and {each}")
                    await stage.advance(seconds=10)
    return found


def _count(stage: Stage, found: Counter[str]) -> None:
    """Count what is asked of a room."""
    turn = stage.room.turn

    async def noted(urgency: Urgency) -> None:
        found["boards" if urgency is Urgency.REFRESH else "posts"] += 1
        await turn(urgency)

    stage.room.turn = noted  # type: ignore[method-assign]
    for name, each in (("history", 1), ("threads_of", 2), ("is_deleted", 1), ("reactions", 2)):
        setattr(stage.room, name, partial(_counted, found, each, getattr(stage.room, name)))


def _counted(found: Counter[str], each: int, does: Callable[..., Any], *given: Any) -> Any:
    found["rereads"] += each
    return does(*given)


MEASURED, CALCULATED = "measured", "calculated"


def _row(what: str, found: str, known: str) -> None:
    say(f"| {what} | {found} | {known} |")


async def servers() -> None:
    one, many = await memory(1), await memory(SERVERS)
    each = (many - one) / (SERVERS - 1)
    _row("memory", f"{one:.0f} MB on one server, {many:.0f} MB on {SERVERS:,}", MEASURED)
    _row(f"memory of a full shard, {MOST_SERVERS:,} servers", f"{one + MOST_SERVERS * each:.0f} MB", CALCULATED)


async def chats(messages: float) -> None:
    costs = {chats: await beside(chats) for chats in CHATS}
    for count, (message, look, question) in costs.items():
        found = f"message {message:.2f} ms, look {look:.2f} ms, question {question:.1f} ms"
        _row(f"processor beside {count:,} chats, without the line to Discord", found, MEASURED)
    ratio = costs[CHATS[-1]][0] / costs[1][0]
    _row(f"a message beside {CHATS[-1]:,} chats", f"{ratio:.2f} × one; bar ≤ {BAR:g}: {met(ratio <= BAR)}", MEASURED)
    asked = await requests()
    _row("requests of a chat in its hour", ", ".join(f"{n} {what}" for what, n in sorted(asked.items())), MEASURED)
    hourly = asked["posts"] + asked["rereads"] + timedelta(hours=1) / LONGEST
    side_by_side = f"{PER_SECOND * 3_600 / hourly:,.0f}, a board each {rest_among(1_000).seconds} s"
    _row("chats side by side for an hour", side_by_side, CALCULATED)
    _row(
        "questions at the same second",
        f"{PER_SECOND} by the limit, {1_000 / costs[CHATS[-1]][2]:,.0f} by CPU",
        CALCULATED,
    )
    beyond = (
        f"{messages * SPARE:,.0f} messages/s and {MOST_SERVERS:,} servers a process, {COUNTS[-1]} shards at most; "
        "as many chats as one has, for the limit of requests is the bot's"
    )
    _row("several processes", beyond, CALCULATED)


async def main() -> None:
    say(f"{machine()}\n\n| one process | carries | known from |\n|---|---|---|")
    await servers()
    messages = await rate()
    carried = f"{messages:,.0f} for each second of its processor, {messages * SPARE:,.0f}/s with {SPARE:.0%} of one"
    _row("messages, every rule on", carried, MEASURED)
    await chats(messages)
    late = await lateness.measured(500, lateness.CHATS)
    found = f"half ≤ {late.at(0.5):.0f} ms, 99 % ≤ {late.at(0.99):.0f} ms, all ≤ {max(late.late):.0f} ms"
    _row(f"lateness of {len(late.late)} questions at {late.rate:.0f} messages/s", found, MEASURED)


if __name__ == "__main__":
    asyncio.run(main())
