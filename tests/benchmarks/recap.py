"""How long a recap takes, from the record to the article, and what else waits meanwhile.

    python -m tests.benchmarks.recap [ANSWERS…]

A chat that is over, of six questions and then of one, with so many answers (1,000 and 10,000 unless told) by a tenth as
many people, one in seven a reply, one in twenty with a quotation of another and one in ten with somebody's name; each
is made of words that the sample cast uses. The record is read and the quotes are chosen as the
bot does it, in its small process; then the article is written as HTML. `lag` is for how much of the loop's CPU time
another task of it that wants to run every 5 ms has to wait at worst. No quotes are remembered between rounds; the first
one does not count, for a bot that runs has read its words long before. CPU counts the small process, too, and says more
than the time where other programs run.
"""

import asyncio
import random
import re
import resource
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time

from bot.adapters.catalogues import words
from bot.adapters.export.recap import FORMATS
from bot.adapters.sqlite.store import open_store
from bot.adapters.system.choosing import InProcess
from bot.app.moderating.server_rules import ServerRules
from bot.app.ports.store import Store
from bot.app.reading.records import Records
from bot.config import Config
from bot.core.base import ids
from bot.core.base.contribution import Contribution, Person
from bot.core.base.place import DISCORD, RoomRef
from bot.core.session.decisions import Circumstances, perform
from bot.core.session.effects.follow import effects_of
from bot.core.session.facts import Scheduled
from bot.core.session.fold import apply, fold
from bot.core.session.landed import Stand
from bot.core.session.timetable import next_step
from bot.parts import files_of
from tests.benchmarks.figures import met, say
from tests.benchmarks.processes import ROOT
from tests.stage import pack_of

ROUNDS = 5
QUESTIONS = ("What is blue?", "What is red?", "What is green?", "Why?", "How?", "Who?")
LETTERS = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu")
PULSE = 0.005
LAG_BAR = 0.05
BARS = {1_000: 0.3, 10_000: 3.0}
BEGAN = datetime(2026, 12, 2, 17, 0, tzinfo=UTC)
ROOM = RoomRef(DISCORD, 41, 42)
CAST = ROOT / "prompts" / "casts" / "what-is-influence.yaml"


def named(person: int) -> str:
    """Return the name of a person: a first name that nobody else has."""
    return "".join(LETTERS[int(digit)] for digit in f"{person:04}").capitalize()


def answers(count: int, threads: list[tuple[int, datetime]]) -> Iterator[Contribution]:
    """Yield answers, as many to each question, all within eight minutes of it."""
    chance = random.Random(7)
    vocabulary = re.findall(r"[^\W\d_]+", CAST.read_text(encoding="utf-8"))
    each = count // len(threads)
    for thread, asked_at in threads:
        said: list[int] = []
        earlier: list[str] = []
        for place in range(each):
            sentences = (
                " ".join(chance.choices(vocabulary, k=chance.randint(5, 16))).capitalize()
                for _ in range(chance.randint(1, 3))
            )
            message = ids.first_at(asked_at + timedelta(seconds=1 + 470 * place / each)) + place
            person = chance.randrange(max(2, count // 10))
            target = chance.choice(said) if said and chance.random() < 1 / 7 else None
            said.append(message)
            text = ". ".join(sentences) + "."
            if earlier and chance.random() < 1 / 20:
                text = f"“{chance.choice(earlier)[:60]}” stays with me. {text}"
            if earlier and chance.random() < 1 / 10:
                text = f"Like {named(chance.randrange(max(2, count // 10)))} I say: {text}"
            earlier.append(text)
            yield Contribution(message, thread, Person(1000 + person, named(person)), text, reply_to=target)


@asynccontextmanager
async def chat(path: Path, count: int, questions: int) -> AsyncIterator[Store]:
    """Open a record in which one chat with so many answers is over."""
    pack = pack_of(*QUESTIONS[:questions])
    async with open_store(path) as store:
        scheduled = Scheduled(at=BEGAN, by=7, opens_at=BEGAN)
        session = (await store.create(pack, ROOM, [scheduled], None)).session
        while (step := next_step(session)) is not None:
            facts = perform(session, step, step.due, Circumstances(timedelta(days=1)))
            states = [fold(session, facts[:place]) for place in range(len(facts))]
            effects = [
                e for fact, s in zip(facts, states, strict=True) for e in effects_of(fact, s, apply(s, fact), ())
            ]
            await store.commit(session, facts, effects, None)
            for place, effect in enumerate(effects):
                await store.done(session.number, effect, ids.first_at(step.due) + place)
            session = fold(session, facts)
        stored = await store.load(session.number)
        cards = Stand(stored.session, stored.landed).cards()
        await store.save(session.number, *answers(count, [(card, ids.time_of(card)) for card in cards]))
        yield store


async def pulse(lags: list[float]) -> None:
    """Note how long the loop has worked each time until this task's turn."""
    while True:
        before = thread_time()
        await asyncio.sleep(PULSE)
        lags.append(thread_time() - before)


def used() -> float:
    """Return the CPU time of this process and of those that it started and that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


async def measure(count: int, questions: int) -> None:
    with TemporaryDirectory() as folder:
        async with chat(Path(folder) / "tchat.db", count, questions) as store:
            config = Config(data_dir=Path(folder))
            files = files_of(config)
            taken, spent, lags = list[float](), list[float](), list[float]()
            for counts in (False, *[True] * ROUNDS):
                rules = ServerRules(store, config.moderation, files.lists, files.lexicons)
                records = Records(store, rules, zone="UTC", quotes=5, choosing=InProcess(), words=words)
                beside = asyncio.create_task(pulse(lags))
                began, before = perf_counter(), used()
                recap = await records.recap(1)
                article = await asyncio.to_thread(FORMATS["html"], recap, words("en"))
                taken += [perf_counter() - began] * counts
                spent += [used() - before] * counts
                beside.cancel()
                if not counts:
                    lags.clear()
    bar, usual = BARS.get(count, 3.0 * count / 10_000), median(taken)
    say(
        f"recap of {recap.summary.answers} answers to {questions} "
        f"({len(recap.quotes)} quotes, {len(article) // 1000} kB): "
        f"{usual:.2f} s, at best {min(taken):.2f} s, bar ≤ {bar:g} s: {met(usual <= bar)}; CPU {median(spent):.2f} s; "
        f"lag at worst {max(lags) * 1000:.0f} ms, bar ≤ {LAG_BAR * 1000:g} ms: {met(max(lags) <= LAG_BAR)}"
    )


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or BARS):
        for many in (len(QUESTIONS), 1):
            asyncio.run(measure(size, many))
