"""The archive after a thousand chats, against the bars of its design.

    python -m tests.benchmarks.archive [SESSIONS]

All sessions are of one channel, each with fifty messages of twenty-five words, the first one with five hundred answers.
An organiser asks for the list, for the long session and for words, over and over, on a socket; meanwhile the event loop
is asked for a turn again and again: how long it worked between two turns is how long a page can hold up a question. How
long it stayed away is that, and what other programs took of the machine.
"""

import asyncio
import random
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.adapters.system import memory
from bot.app.reading.searching.indexing import Indexing
from tests.adapters.web.archives import Served, served_archive
from tests.benchmarks.figures import met, percentile, say
from tests.benchmarks.room import BEAT
from tests.stage import pack_of

SESSIONS, EACH, LONG, WORDS, ROUNDS = 1000, 50, 500, 25, 60
LIST, SESSION, SEARCH, SLICE = 0.05, 0.15, 0.1, 0.02
SEARCHES = (
    "harbour",
    "vaikuttaja",
    "word12",
    "word1 word2",
    "word7 word77 word177",
    "wor",
    "nobodysaidthis",
    "from:member word12",
    "from:nobody",
)
SEARCHED = tuple(f"/search?q={each}" for each in SEARCHES)
COPY = (
    "INSERT INTO sessions SELECT ?1, platform, guild, channel, pack, rehearsal FROM sessions WHERE number = 1",
    """INSERT INTO listings SELECT ?1, platform, guild, channel, rehearsal, pack, title, folded, language, phase,
       opens_at, closes_at, opened_at, closed_at, hosted, hosts FROM listings WHERE session = 1""",
    "INSERT INTO facts SELECT ?1, place, kind, body, NULL FROM facts WHERE session = 1",
    "INSERT INTO people SELECT ?1, id, name FROM people WHERE session = 1",
)
SAY = """
    INSERT INTO contributions (session, id, channel, author, text) SELECT ?1, ?2, channel, author, ?3
    FROM contributions WHERE session = 1 AND text IS NOT NULL LIMIT 1"""


def text(chance: random.Random) -> str:
    """Return words as people use them: a few often, most of them seldom."""
    said = [f"word{int(1000 * chance.random() ** 3)}" for _ in range(WORDS)]
    if chance.random() < 0.01:
        said[3] = chance.choice(("harbour", "vaikuttajat"))
    return " ".join(said)


async def fill(served: Served, path: Path, sessions: int) -> None:
    """Have one long chat, and copy it as many short ones."""
    stage, chance = served.stage, random.Random(1)
    await stage.start(pack_of("What is blue?", "What is red?"))
    await stage.advance(minutes=6)
    people = [stage.member(f"Member {number}") for number in range(40)]
    for number in range(LONG):
        await people[number % len(people)].says(text(chance), in_thread=1)
    await stage.host("next")
    await stage.host("close")
    await stage.advance(hours=60)
    with closing(sqlite3.connect(path, timeout=30)) as database:
        for session in range(2, sessions + 1):
            for sql in COPY:
                database.execute(sql, (session,))
            first = session << 30
            database.executemany(SAY, [(session, first + number, text(chance)) for number in range(EACH)])
        database.commit()


async def watch(away: list[float], worked: list[float]) -> None:
    """Note how late the loop is for a small wait, and how long it computed meanwhile, again and again."""
    while True:
        began, computed = time.perf_counter(), time.thread_time()
        await asyncio.sleep(BEAT)
        away.append(time.perf_counter() - began - BEAT)
        worked.append(time.thread_time() - computed)


async def measure(served: Served, what: str, paths: tuple[str, ...], bar: float, token: str) -> None:
    """Ask for pages in turn, and print how long the answers took and how long the loop was away."""
    away: list[float] = []
    worked: list[float] = []
    for path in paths:
        await served.asks(path, token)
    taken, beats = [], asyncio.create_task(watch(away, worked))
    for number in range(ROUNDS):
        began = time.perf_counter()
        answered = await served.asks(paths[number % len(paths)], token)
        taken.append(time.perf_counter() - began)
        assert answered.status == 200
    beats.cancel()
    p95 = percentile(taken, 0.95)
    say(
        f"{what}: p50 {percentile(taken, 0.5) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms (bar {bar * 1000:.0f} ms: "
        f"{met(p95 <= bar)}); loop worked at most {max(worked) * 1000:.0f} ms at a time "
        f"(bar {SLICE * 1000:.0f} ms: {met(max(worked) <= SLICE)}), away p99 {percentile(away, 0.99) * 1000:.0f} ms"
    )


async def index(served: Served) -> None:
    """Take all into the index, and print how long that took and how long the loop was away."""
    away: list[float] = []
    worked: list[float] = []
    began, beats = time.perf_counter(), asyncio.create_task(watch(away, worked))
    await Indexing(served.stage.store, served.stage.clock).catch_up()
    beats.cancel()
    say(
        f"indexed in {time.perf_counter() - began:.1f} s; loop worked at most {max(worked) * 1000:.0f} ms at a time, "
        f"away p99 {percentile(away, 0.99) * 1000:.0f} ms"
    )


async def main() -> None:
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else SESSIONS
    with TemporaryDirectory() as folder:
        async with served_archive(Path(folder)) as served:
            token = await served.token()
            await fill(served, Path(folder) / "tchat.db", sessions)
            memory.keep_tidy()  # as `tchat run` does
            say(f"{sessions} sessions, {sessions * EACH} messages")
            await measure(served, "search before it is indexed", SEARCHED, SEARCH, token)
            await index(served)
            await measure(served, "list of sessions", ("/sessions", "/sessions?page=2"), LIST, token)
            await measure(served, f"session with {LONG} answers", ("/sessions/1/q/1",), SESSION, token)
            await measure(served, f"recap of {LONG} answers", ("/sessions/1/",), SESSION, token)
            await measure(served, "search", SEARCHED, SEARCH, token)
            for each in SEARCHES:
                await measure(served, f"search for {each!r}", (f"/search?q={each}",), SEARCH, token)


if __name__ == "__main__":
    asyncio.run(main())
