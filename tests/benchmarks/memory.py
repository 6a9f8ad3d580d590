"""Resident memory of the bot after a large session, against an idle discord.py client of the same run.

    python -m tests.benchmarks.memory [CONTRIBUTIONS]

One server of 50,000 members; six questions, whose threads get the contributions of 2,000 people. Meanwhile the board is
edited at least once; then the host closes the chat, which rereads the whole session from the room and posts the
summary, and asks for a status, a summary and an HTML transcript. What counts is the memory resident afterwards; the
most there ever was is printed beside it. All rules of moderation are on, but no pace counts as a flood: people would
take an evening for what is said here in seconds.

What is asked for is 72 MB, and what an idle client's memory allows. Neither is met: 70 MB are there once a chat is open
(Python has 9, discord.py adds 35, and importing our own 400 modules 17: 6 of them code, 4 the methods of dataclasses),
what is said adds 8 to 15, the more if it comes fast, and the summary 6, nearly all of it room between objects that
stay. Parts of discord.py that are never used, such as voice, cannot be left out: its client imports them.
"""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.crowd import Crowd, bare, bot, committed, crowd
from tests.benchmarks.figures import met, say
from tests.benchmarks.processes import Program
from tests.standin import Channel

TIMES, MEGABYTES = 1.3, 20
ASKED = 72
MEMBERS, PEOPLE = 50_000, 2_000
QUESTIONS = 6
PACK = """
title: What is colour?
hashtag: TChat
timing: {opening: 2h, question: 2h}
questions: [{ask: Blue?}, {ask: Red?}, {ask: Green?}, {ask: White?}, {ask: Black?}, {ask: Grey?}]
"""
MODERATION = "moderation: {flood: {per_minute: 1000, per_question: 1000}}\n"
BREATH = 500
"""So many contributions are said before the others get a turn."""


async def talk(crowd: Crowd, channel: Channel, contributions: int) -> None:
    """Let the host ask every question, and people answer in the threads."""
    for number in range(1, QUESTIONS + 1):
        thread = await crowd.asks(number, channel)
        for place in range(contributions // QUESTIONS):
            await crowd.speaks(thread)
            if place % BREATH == 0:
                await asyncio.sleep(0.1)


async def hold(crowd: Crowd, running: Program, database: Path, contributions: int) -> None:
    """Hold a chat from start to end, and say what the bot's memory is after each part."""
    channel = crowd.guild.channel("general")
    board = await crowd.opens(channel)
    report(running, "open")
    await talk(crowd, channel, contributions)
    total = contributions // QUESTIONS * QUESTIONS
    await committed(database, total)
    report(running, "everything said")
    await board.becomes("answers so far")  # fewer than were said: the same text of one person counts once
    report(running, "board edited")
    await crowd.command("tchat close", channel)
    await channel.hears("## #TChat recap")
    report(running, "reread, summary posted")
    for command, more in (("status", {}), ("summary", {}), ("transcript", {"format": "html"})):
        await crowd.command(f"tchat {command}", channel, **more)
        report(running, command)


def report(running: Program, after: str) -> None:
    say(f"  {after}: {running.resident():.1f} MB resident, {running.peak():.1f} at most so far")


async def main(contributions: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        async with (
            crowd(PEOPLE, size=MEMBERS) as ours,
            crowd(PEOPLE, size=MEMBERS) as theirs,
            bot(ours, folder, PACK, MODERATION) as tchat,
            bare(theirs, folder) as client,
        ):
            await hold(ours, tchat, folder / "data" / "tchat.db", contributions)
            idle, resident, peak = client.resident(), tchat.resident(), tchat.peak()
    most = TIMES * idle + MEGABYTES
    say(
        f"resident memory after {contributions} contributions: {resident:.1f} MB (at most {peak:.1f}), idle client "
        f"{idle:.1f} MB: {resident / idle:.2f} × idle, bar < {TIMES:g} × idle + {MEGABYTES} MB = {most:.1f} MB: "
        f"{met(resident < most)}; bar ≤ {ASKED} MB: {met(resident <= ASKED)}"
    )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
