"""What people wait for on a server with a long history, against the same on a server with one past session.

    python -m tests.benchmarks.history [SESSIONS]

All sessions are of one server and one channel, each with its facts and posts; between chats, members ask `/question`, a
host types into the option of a session, a recurring time is looked at, a suggestion goes to the hosts' desk, and the
operator runs `tchat sessions`. Each is done over and over, on one bot after the other; the medians are compared. Where
completion shows as many sessions as Discord lets it, the floor is a server that has so many.
"""

import asyncio
import sqlite3
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bot import wiring
from bot.adapters.sqlite.store import open_store
from bot.app.engine import Engine
from bot.config import Config
from bot.core.base.contribution import Person as Somebody
from bot.core.base.place import DISCORD, RoomRef
from bot.core.script.slots import Slot
from bot.core.session.decisions import Circumstances, perform
from bot.core.session.effects.follow import effects_of
from bot.core.session.facts import Scheduled
from bot.core.session.fold import apply, fold
from bot.core.session.timetable import next_step
from tests.benchmarks.figures import met, say
from tests.benchmarks.processes import ROOT
from tests.stage import pack_of
from tests.standin import Channel, Permission, Person, StandIn

PAST = 5000
ROUNDS = 40
RUNS = 9
BAR = 1.5
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SHOWN, SHOWING_ALL = 25, ("session completion, nothing typed", "session completion, a title")
"""How many sessions Discord shows while somebody types: what shows so many is compared with a server that has them."""
QUEUE = ("colours", "colours", "colours")
COPY = (
    """INSERT INTO sessions SELECT value, platform, guild, channel, pack, rehearsal
       FROM sessions, generate WHERE number = 1""",
    """INSERT INTO listings SELECT value, platform, guild, channel, rehearsal, pack, title, folded, language, phase,
       opens_at, closes_at, opened_at, closed_at, hosted FROM listings, generate WHERE session = 1""",
    "INSERT INTO facts SELECT value, place, kind, body, NULL FROM facts, generate WHERE session = 1",
    """INSERT INTO effects SELECT NULL, value, fact, kind, number, state, claimed_at, channel, payload, anchor, message,
       reason FROM effects, generate WHERE session = 1""",
)

Deed = Callable[[], Awaitable[object]]


async def past(path: Path, room: RoomRef, sessions: int) -> None:
    """Make a record with so many sessions that are long over."""
    pack = pack_of("What is blue?", "What is red?", "What is green?", "Why?", "How?", "Who?")
    first = Scheduled(at=LONG_AGO, by=7, opens_at=LONG_AGO)
    async with open_store(path) as store:
        session = (await store.create(pack, room, [first], None)).session
        messages = count(1)
        while (step := next_step(session)) is not None:
            facts = perform(session, step, step.due, Circumstances(timedelta(days=1)))
            states = [fold(session, facts[:count]) for count in range(len(facts))]
            effects = [
                e for fact, s in zip(facts, states, strict=True) for e in effects_of(fact, s, apply(s, fact), ())
            ]
            await store.commit(session, facts, effects, None)
            for effect in effects:
                await store.done(session.number, effect, next(messages))
            session = fold(session, facts)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TEMP TABLE generate (value)")
        connection.executemany("INSERT INTO generate VALUES (?)", ((n,) for n in range(2, sessions + 1)))
        for statement in COPY:
            connection.execute(statement)
        connection.commit()


def deeds(engine: Engine, channel: Channel, host: Person, path: Path) -> Mapping[str, tuple[Deed, int]]:
    """Return what is done, by name, and how often."""
    room = RoomRef(DISCORD, channel.guild.id if channel.guild else 0, channel.id)
    members = iter(range(1000, 9999))

    async def question() -> None:
        await (await host.runs("question", channel)).answered("There is no chat")

    def typing(text: str) -> Deed:
        return lambda: host.completes("tchat transcript", channel, focused="session", typed=text)

    async def slots() -> None:
        engine.slots.look_again()
        await engine.slots.tick(engine.clock.now())

    async def desk() -> None:
        await engine.suggestions.suggest(room, Somebody(next(members), "Ada"), "Why?", "en")

    async def terminal() -> None:
        arguments = (sys.executable, "-m", "bot", "sessions", "--data", str(path.parent))
        process = await asyncio.create_subprocess_exec(*arguments, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
        assert await process.wait() == 0

    return {
        "/question between chats": (question, ROUNDS),
        "session completion, nothing typed": (typing(""), ROUNDS),
        "session completion, a title": (typing("colour"), ROUNDS),
        "session completion, not found": (typing("flavour"), ROUNDS),
        "a look at a slot": (slots, ROUNDS),
        "a suggestion to the desk": (desk, ROUNDS),
        "tchat sessions": (terminal, RUNS),
    }


async def seconds(sessions: int) -> dict[str, float]:
    """Return how long each deed takes with so many past sessions."""
    with TemporaryDirectory() as name:
        config = Config(data_dir=Path(name) / "data", prompts_dir=ROOT / "prompts")
        async with StandIn(patience=120) as discord:
            guild = discord.guild("Acme")
            host, channel = guild.member("Meghan", Permission.MANAGE_EVENTS), guild.channel("general")
            await past(config.database, RoomRef(DISCORD, guild.id, channel.id), sessions)
            with discord.in_process():
                async with wiring.on_discord(config, discord.token) as bot:
                    await discord.gateway.connected()
                    await recurring(bot.engine, guild.id, channel.id)
                    found = deeds(bot.engine, channel, host, config.database)
                    return {what: await taken(deed, times) for what, (deed, times) in found.items()}


async def recurring(engine: Engine, guild: int, channel: int) -> None:
    """Let chats recur soon, with packs in the queue that were all played."""
    soon = engine.clock.now() + timedelta(hours=20)
    slot = Slot(0, guild, channel, soon.weekday(), time(soon.hour, soon.minute), "UTC", date(2026, 1, 1), by=7)
    slot = await engine.store.add_slot(slot)
    await engine.store.set_queue(slot.id, QUEUE)


async def taken(deed: Deed, times: int) -> float:
    await deed()  # what the first one loads is no part of it
    found = []
    for _ in range(times):
        begun = perf_counter()
        await deed()
        found.append(perf_counter() - begun)
    return median(found)


async def main(sessions: int) -> None:
    one, few, many = await seconds(1), await seconds(SHOWN), await seconds(sessions)
    for what, ours in many.items():
        before, floor = (SHOWN, few[what]) if what in SHOWING_ALL else (1, one[what])
        ratio = ours / floor
        say(
            f"{what}: {floor * 1000:.1f} ms after {before}, {ours * 1000:.1f} ms after {sessions}: "
            f"{ratio:.2f} ×, bar ≤ {BAR:g}: {met(ratio <= BAR)}"
        )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else PAST))
