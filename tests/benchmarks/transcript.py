"""How much CPU time each transcript format takes, against walking the same rows as bare text in the same run.

    python -m tests.benchmarks.transcript [ENTRIES]

Only the ratios mean anything: they are to stay at most 6 for HTML and 4 for the others, and no format holds more than
20 MB. Nothing is asserted, for machines are shared. The floor walks a transcript made from rows of plain values, as
they come from a database, and writes "author: text" for each. Rounds alternate and the best of each counts. With the
extra `bench`, chat-exporter writes the first of the same rows as HTML beside it, words and authors only.
"""

import asyncio
import random
import sys
import time
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from gettext import NullTranslations
from typing import NamedTuple

from bot.adapters.export import FORMATS, write
from bot.core.base import ids
from bot.core.base.contribution import Attachment, Contribution, Person
from bot.core.base.place import RoomRef
from bot.core.record.filing import Filing, How, When
from bot.core.record.transcript import AskedQuestion, Entry, Event, Head, ReplyTo, Transcript
from bot.core.script.pack import Host
from tests.benchmarks.chat_exporter_rows import exporter, messages_of

OPENED = datetime(2026, 12, 2, 17, 0, tzinfo=UTC)
QUESTIONS = 6
ROUNDS = 3
COMPARED = 2_000
"""How many rows chat-exporter writes; it takes as long for each however many there are."""
PLAIN = (
    "Influence is being listened to when it matters, and that takes time.",
    "I disagree a little: reach is easy to count, but it says nothing about what people did afterwards.",
    "Yes!",
    "We stopped counting followers two years ago. What we look at now is who comes back with a question, and who "
    "answers the questions of others; those are seldom the same people, and both are worth more to us than reach.",
    "Kuunteleminen on vaikuttamista: asiantuntija kasvaa, kun hän vastaa toisten kysymyksiin.",
)
MARKED = (
    "The study I mentioned: https://example.org/studies/2026/listening?page=2 (free to read)",
    "**Quality** over *quantity*, always. ||Even on Mondays.||",
    "> reach is easy to count\nSo is applause, <@1004>. Neither is `influence`.",
    "Three things:\n- listen\n- give credit\n- [read this](https://example.org/credit) first",
)


class Row(NamedTuple):
    """A contribution as plain values."""

    id: int
    author: int
    name: str
    text: str
    edited: float | None
    replied: int | None
    reactions: tuple[tuple[str, int], ...]
    attachment: str | None


def rows(entries: int) -> Iterator[Row]:
    """Yield rows as a chat has them: one in five marked up, some edited, answered, liked, with a file."""
    chance = random.Random(7)
    for place in range(entries):
        person = chance.randrange(60)
        yield Row(
            ids.first_at(OPENED + timedelta(milliseconds=36 * place)),
            1000 + person,
            f"Member {person}",
            chance.choice(MARKED if chance.random() < 0.2 else PLAIN),
            OPENED.timestamp() + place if chance.random() < 0.05 else None,
            place if chance.random() < 0.15 else None,
            (("👍", 2), ("🎉", 1)) if chance.random() < 0.2 else (),
            "chart.png" if chance.random() < 0.03 else None,
        )


def entry_of(row: Row, question: int) -> Entry:
    """Return the entry that a store would make of a row."""
    url = f"https://cdn.example.org/{row.attachment}"
    said = Contribution(
        row.id,
        42,
        Person(row.author, row.name),
        row.text,
        edited_at=None if row.edited is None else datetime.fromtimestamp(row.edited, UTC),
        reply_to=row.replied,
        attachments=(Attachment(row.attachment, "image/png", 48_213, url),) if row.attachment else (),
        reactions=dict(row.reactions),
    )
    reply = ReplyTo(row.replied, "Member 1", "Yes, and what they did next") if row.replied is not None else None
    filing = Filing(question, How.THREAD, When.ON_TIME)
    return Entry(said, filing, False, reply, f"https://discord.com/channels/41/42/{row.id}")


@dataclass
class Generated:
    """A transcript made from rows while it is walked through."""

    rows: tuple[Row, ...]
    head: Head
    questions: tuple[AskedQuestion, ...]
    events: tuple[Event, ...] = ()

    async def answers(self, number: int) -> AsyncIterator[Entry]:
        share = len(self.rows) // QUESTIONS
        for row in self.rows[(number - 1) * share : number * share]:
            yield entry_of(row, number)

    async def channel(self) -> AsyncIterator[Entry]:
        for row in self.rows[len(self.rows) // QUESTIONS * QUESTIONS :]:
            yield entry_of(row, 1)


def generated(entries: int) -> Generated:
    room = RoomRef("discord", 41, 42)
    closed = OPENED + timedelta(hours=1)
    hosts = (Host("Meghan M. Biro"),)
    head = Head(7, "Influence", "TChat", "en", "Europe/Helsinki", room, "closed", OPENED, closed, hosts, None, None)
    questions = (AskedQuestion(number, f"Question {number}?", OPENED, (), None) for number in range(1, QUESTIONS + 1))
    return Generated(tuple(rows(entries)), head, tuple(questions))


async def bare(transcript: Transcript) -> int:
    """Walk through the rows and write them as bare text: the floor."""
    size = 0
    for question in transcript.questions:
        async for entry in transcript.answers(question.number):
            size += len(f"{entry.contribution.author.name}: {entry.contribution.text}\n")
    return size


async def exported(transcript: Transcript, name: str) -> int:
    """Write the transcript in one format, encoded, to nowhere."""
    size = 0
    async for text in write(transcript, FORMATS[name].writer(NullTranslations())):
        size += len(text.encode())
    return size


def best(work: Callable[[], int], fastest: float) -> tuple[float, int]:
    """Run once and return the CPU time if it is the best so far, and the size."""
    start = time.process_time()
    size = work()
    return min(fastest, time.process_time() - start), size


def peak(work: Callable[[], int]) -> float:
    """Return how much memory a run adds at most, in MB."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def main(entries: int) -> None:
    transcript = generated(entries)
    works: dict[str, Callable[[], int]] = {"bare text": lambda: asyncio.run(bare(transcript))}
    works |= {name: lambda name=name: asyncio.run(exported(transcript, name)) for name in FORMATS}  # type: ignore[misc]
    times, sizes = dict.fromkeys(works, float("inf")), dict.fromkeys(works, 0)
    for _ in range(ROUNDS):
        for name, work in works.items():
            times[name], sizes[name] = best(work, times[name])
    print(f"{entries} entries, best of {ROUNDS}")  # noqa: T201
    for name, seconds in times.items():
        memory = peak(lambda name=name: asyncio.run(exported(transcript, name))) if name in FORMATS else 0.0  # type: ignore[misc]
        each = seconds / entries * 1e6
        print(  # noqa: T201
            f"{name:10} {seconds / times['bare text']:5.1f} x floor  {each:6.1f} µs each  "
            f"{sizes[name] / 1e6:6.1f} MB written  {memory:5.1f} MB held"
        )
    compare(transcript, times["html"] / entries)


def compare(transcript: Generated, ours: float) -> None:
    """Print what chat-exporter takes for a message, beside what our HTML does."""
    if (each := exporters_seconds(transcript.rows[:COMPARED])) is None:
        print("chat-exporter is not installed: pip install -e '.[bench]'")  # noqa: T201
        return
    print(f"chat-exporter: {each * 1e6:.1f} µs each, {each / ours:.1f} x our HTML")  # noqa: T201


def exporters_seconds(rows: tuple[Row, ...]) -> float | None:
    """Return what CPU time chat-exporter takes for a message; None where it is not installed."""
    if (export := exporter()) is None:
        return None
    channel, messages = messages_of(rows)
    fastest = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        asyncio.run(export(channel, messages, guild=channel.guild))
        fastest = min(fastest, time.process_time() - start)
    return fastest / len(messages)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
