"""Others beside us, in one run: the table of README.

    python -m tests.benchmarks.peers [MESSAGES]

Each of the others does one thing that the bot does, too, with the same words: chat-exporter writes a page of messages,
sumy's LexRank chooses five of 500 answers (extra `bench`), and a bot as one writes it in an evening (discord.py, one
insert and one commit a message: tests/benchmarks/bare.py) stores what it hears. Ours does more each time: marks,
pictures and reactions on the page, people and replies among the quotes, filing and rules before the row. It takes a
minute or two. Only the ratios mean anything.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.core.record.choice.offers import Reading
from bot.core.record.choice.quotes import choose
from bot.core.record.choice.quoting import Answer, Quote
from tests.benchmarks import gateway, recap, transcript
from tests.benchmarks.crowd import bare, bot, crowd
from tests.benchmarks.figures import machine, say
from tests.benchmarks.sumy_quotes import chosen_by_sumy

ANSWERS, QUOTES, PEOPLE, ROUNDS = 500, 5, 200, 3


@dataclass(frozen=True)
class Line:
    """A line of the table; `theirs` is None where the other is not installed."""

    what: str
    ours: float
    theirs: float | None
    whose: str


def page() -> Line:
    made = transcript.generated(transcript.COMPARED)
    fastest = float("inf")
    for _ in range(ROUNDS):
        fastest, _size = transcript.best(lambda: asyncio.run(transcript.exported(made, "html")), fastest)
    theirs = transcript.exporters_seconds(made.rows)
    each = fastest / transcript.COMPARED * 1e6
    return Line("a page of messages, µs of CPU each", each, theirs and theirs * 1e6, _named("chat-exporter"))


def _chosen(answers: list[Answer]) -> list[Quote]:
    return choose(Reading("Why?", answers, "en"), count=QUOTES)


def quotes() -> Line:
    """Each round has other answers; the words in them were read in the first, which does not count."""
    said = list(recap.answers(ANSWERS * (ROUNDS + 1), [(1, recap.BEGAN)]))
    rounds = [said[place : place + ANSWERS] for place in range(0, len(said), ANSWERS)]
    ours, theirs = list[float](), list[float]()
    for each in rounds:
        answers, texts = [Answer(one.author.id, one.text) for one in each], [one.text for one in each]
        ours.append(_taken(partial(_chosen, answers)))
        theirs.append(_taken(partial(chosen_by_sumy, texts, QUOTES)))
    what, there = f"{QUOTES} quotes from {ANSWERS} answers, ms of CPU", chosen_by_sumy(["A word."], 1) is not None
    return Line(what, min(ours[1:]) * 1e3, min(theirs[1:]) * 1e3 if there else None, _named("sumy"))


async def running(messages: int) -> tuple[Line, Line]:
    """Measure both bots with an open chat: what they take, then what they hold."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        database, record = await gateway.prepared(folder), folder / "data" / "tchat.db"
        async with (
            crowd(PEOPLE) as ours,
            crowd(PEOPLE) as theirs,
            bot(ours, folder, gateway.PACK, gateway.UNWATCHED) as tchat,
            bare(theirs, folder, database, 1) as client,
        ):
            general = ours.guild.channel("general")
            await ours.opens(general)
            whole = gateway.Side(ours, tchat, record, [general, await ours.asks(1, general)])
            channels = [theirs.guild.channel(name) for name in ("general", "more")]
            other = gateway.Side(theirs, client, database, channels)
            rates = [(await whole.takes(messages), await other.takes(messages)) for _ in range(ROUNDS)]
            memory = tchat.resident(), client.resident()
    by_hand = "a discord.py bot by hand"
    taken = [median(rate) for rate in zip(*rates, strict=True)]
    return (
        Line("messages stored for a second of CPU", taken[0], taken[1], by_hand),
        Line(f"memory after {ROUNDS * messages:,} of them, MB", *memory, by_hand),
    )


def _taken(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _named(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return package


def _row(line: Line) -> str:
    theirs = "not installed" if line.theirs is None else f"{line.theirs:,.0f}"
    return f"| {line.what} | {line.ours:,.0f} | {theirs} | {line.whose} |"


def main(messages: int) -> None:
    lines = [page(), quotes(), *asyncio.run(running(messages))]
    say(f"{machine()}, rounds of {messages} messages\n")
    say("| | tchat-bot | beside it | which is |\n|---|---|---|---|")
    for line in lines:
        say(_row(line))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10_000)
