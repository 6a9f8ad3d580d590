"""Several processes on one record: each has a share of the servers, nobody writes for a share that another took."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from bot.adapters.catalogues import words
from bot.adapters.postgres.connect import PostgresConnection, translated
from bot.adapters.postgres.members import FENCE, Members, name_of
from bot.adapters.rehearsal.room import RehearsalRoom
from bot.adapters.sql.connection import Reader, Row
from bot.adapters.sql.holder import LEASE
from bot.adapters.system.choosing import in_thread
from bot.app.engine import Settings, running
from bot.app.live.handing_over import give_up_without_discord
from bot.app.live.pulse import CONNECTED
from bot.app.live.sessions import LiveSessions, Memory
from bot.app.ports.database import Heir, Lease, NotNow, Process
from bot.app.ports.store import Store
from bot.config import Config
from bot.core.base.errors import RoomError, StoreError
from bot.core.base.finding import Weight
from bot.core.base.place import DISCORD, EVERYTHING, Share
from bot.core.session.facts import LeadTaken, Scheduled
from bot.parts import files_of
from tests.clock import HandClock
from tests.core.sessions import HOST, ROOM, T0, pack_of
from tests.engines import PostgresEngine
from tests.postgres_server import Server

LOW, HIGH = Share((0, 1), 4), Share((2, 3), 4)
IN_LOW, IN_HIGH = 1 << 22, 3 << 22
"""Servers of each share."""


@dataclass
class Processes:
    """Processes that run the bot on one record, until the test ends; which of them live is what the test says."""

    engine: PostgresEngine
    exits: AsyncExitStack
    clock: HandClock = field(default_factory=HandClock)
    dead: set[int] = field(default_factory=set)
    born: int = 0

    async def begins(self, share: Share = EVERYTHING, *, or_left: bool = False, hangs: bool = False) -> "Running":
        self.born += 1
        clock = HandClock() if hangs else self.clock
        me = Process("here", self.born, "")
        database = self.engine.database(clock, me, lambda number, _: number not in self.dead)
        exits = await self.exits.enter_async_context(AsyncExitStack())
        lease, store = await exits.enter_async_context(database.held(share, or_left=or_left))
        return Running(self.born, lease, store, exits)


@dataclass
class Running:
    number: int
    lease: Lease
    store: Store
    exits: AsyncExitStack


@pytest.fixture
def engine(postgres_server: Server, tmp_path: Path) -> PostgresEngine:
    return PostgresEngine(tmp_path / "data", postgres_server)


@pytest.fixture
async def processes(engine: PostgresEngine) -> AsyncIterator[Processes]:
    async with AsyncExitStack() as exits:
        yield Processes(engine, exits)


async def chat_in(store: Store, guild: int) -> int:
    room = replace(ROOM, platform=DISCORD, guild=guild, channel=guild + 1)
    return (await store.create(pack_of(), room, [Scheduled(at=T0, by=HOST, opens_at=T0)], None)).session.number


# Who has what


async def test_each_has_its_share_and_nobody_else_can_have_it(processes: Processes) -> None:
    low, high = await processes.begins(LOW), await processes.begins(HIGH)
    for store in (low.store, high.store):
        await store.note("who", "both write")
    for share in (EVERYTHING, LOW, Share((5,), 8), Share((3,), 16)):
        for or_left in (False, True):
            with pytest.raises(NotNow, match=r"process [12] on here"):
                await processes.begins(share, or_left=or_left)
    await high.exits.aclose()
    assert (await processes.begins(Share((2, 3, 6, 7), 8))).lease.share.numbers == (2, 3, 6, 7)


async def test_a_standby_takes_what_falls_free_and_counts_as_whoever_had_it(processes: Processes) -> None:
    low = await processes.begins(LOW)
    await processes.begins(HIGH)
    processes.dead.add(low.number)
    standby = await processes.begins(or_left=True)
    assert standby.lease.share == LOW
    await standby.exits.aclose()
    assert (await processes.begins(HIGH, or_left=True)).lease.share == LOW


async def test_the_first_standby_takes_everything(processes: Processes) -> None:
    assert (await processes.begins(or_left=True)).lease.share == EVERYTHING


async def test_whoever_begins_while_another_looks_is_seen_whole(processes: Processes, engine: PostgresEngine) -> None:
    """A process may begin between two statements of one that looks who has what."""

    class Between(PostgresConnection):
        async def rows(self, sql: str, *parameters: object) -> Sequence[Row]:
            found = await super().rows(sql, *parameters)
            if not processes.born:
                await processes.begins(LOW)
            return found

    async def time(_: Reader) -> datetime:
        return processes.clock.now()

    async with engine.database(processes.clock).opened():
        connection = Between(engine.store)
        try:
            with pytest.raises(NotNow, match="process 1 on here"):
                await Members(connection, Process("here", 2, ""), lambda *_: None, time).take(LOW, or_left=False)
        finally:
            await connection.close()


async def test_whoever_died_loses_all_of_its_share_even_if_a_part_is_taken(processes: Processes) -> None:
    low = await processes.begins(LOW)
    processes.dead.add(low.number)
    await processes.begins(Share((1,), 4))
    with pytest.raises(StoreError):
        await low.store.note("who", "I live")
    assert (await processes.begins(Share((0,), 4))).lease.share == Share((0,), 4)


async def test_who_hung_writes_nothing_more_and_the_others_go_on(processes: Processes) -> None:
    hung, high = await processes.begins(LOW, hangs=True), await processes.begins(HIGH)
    processes.clock.moves(seconds=LEASE.total_seconds() + 1)
    await processes.clock.asleep()
    standby = await processes.begins(or_left=True)
    await standby.store.note("who", "the standby")
    with pytest.raises(StoreError, match=r"reached|took over"):
        await hung.store.note("who", "the one that hung")
    with pytest.raises(StoreError, match="took over this database because this one hung: process 3 on here"):
        await hung.store.note("who", "the one that hung")
    await high.store.note("beside", "it writes")
    assert await high.store.recall("who") == "the standby"


async def test_who_was_stopped_in_the_middle_of_writing_is_cut_off(
    processes: Processes, engine: PostgresEngine
) -> None:
    low = await processes.begins(LOW)
    token = getattr(low.lease, "token")  # noqa: B009
    stopped = await asyncpg.connect(engine.store, server_settings={"application_name": name_of(token)})
    await stopped.execute("BEGIN")
    assert await stopped.fetch(translated(FENCE), 0, 1, token)
    processes.dead.add(low.number)
    async with asyncio.timeout(5):
        standby = await processes.begins(LOW)
    await standby.store.note("who", "the standby")
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await stopped.execute("UPDATE notes SET value = 'the one that was stopped'")
    stopped.terminate()


async def test_who_is_to_end_hands_over_to_an_heir_that_is_ready(processes: Processes) -> None:
    low, high = await processes.begins(LOW), await processes.begins(HIGH)
    assert await low.lease.offer() is Heir.NONE
    with pytest.raises(NotNow):
        await processes.begins(LOW)  # it does not stand by
    wide = Share((0, 1, 4, 5), 8)
    heir = await processes.begins(wide, or_left=True)
    assert (heir.lease.is_promised, heir.lease.share) == (True, wide)
    with pytest.raises(NotNow):
        await processes.begins(or_left=True)  # there is one heir
    await heir.store.note("begun", "a session with Discord")
    await low.store.note("who", "the first, until the heir is ready")
    assert (await low.lease.offer(), await heir.lease.received()) == (Heir.CONNECTS, False)
    await heir.lease.ready()
    assert (await low.lease.offer(), await heir.lease.received()) == (Heir.READY, False)
    await low.lease.withdraw()  # too late
    assert await low.lease.offer() is Heir.READY
    await low.exits.aclose()
    with pytest.raises(NotNow):
        await processes.begins(LOW, or_left=True)
    assert await heir.lease.received()
    await heir.store.note("who", "the heir")
    database = processes.engine.database(processes.clock, Process("here", 9, ""))
    assert sorted(await database.running(), key=str) == [wide, HIGH]
    await high.store.note("beside", "it writes")


async def test_who_has_no_discord_for_a_minute_gives_up_what_another_can_have(processes: Processes) -> None:
    low, clock, connected = await processes.begins(LOW), processes.clock, [False]
    watching = asyncio.create_task(give_up_without_discord(low.lease, clock, lambda: connected[0]))

    async def passes(seconds: int) -> None:
        for _ in range(0, seconds, 5):
            await clock.asleep(processes.born + 1)
            clock.moves(seconds=5)
        await clock.asleep(processes.born + 1)

    async def is_offered() -> bool:
        return await processes.engine.rows("SELECT 1 FROM lease WHERE state = 'offers'") == [(1,)]

    await passes(60)
    assert not await is_offered()
    await passes(5)
    assert await is_offered()
    connected[0] = True
    await passes(5)
    assert not await is_offered()
    connected[0] = False
    await passes(65)
    heir = await processes.begins(or_left=True)
    await passes(30)  # the heir cannot reach it either
    await low.store.note("who", "the first")
    await heir.lease.ready()
    await clock.asleep(processes.born + 1)
    clock.moves(seconds=5)
    with pytest.raises(RoomError, match="no connection to Discord for 60 seconds"):
        await watching
    await low.exits.aclose()
    assert await heir.lease.received()


async def test_an_heir_goes_on_where_nobody_gave_it_anything(processes: Processes) -> None:
    low = await processes.begins(LOW)
    await low.lease.offer()
    heir = await processes.begins(or_left=True)
    processes.dead.add(low.number)
    assert await heir.lease.received()
    await heir.store.note("who", "the heir")
    with pytest.raises(StoreError):
        await low.store.note("who", "the first")
    assert await heir.lease.offer() is Heir.NONE
    dead = await processes.begins(or_left=True)
    processes.dead.add(dead.number)
    assert await heir.lease.offer() is Heir.NONE
    await heir.lease.withdraw()
    await heir.exits.aclose()
    assert (await processes.begins(LOW)).lease.share == LOW


async def test_who_was_promised_what_somebody_else_took_hears_of_it(processes: Processes) -> None:
    low = await processes.begins(LOW)
    await low.lease.offer()
    heir = await processes.begins(or_left=True)
    await low.exits.aclose()  # before the heir was ready
    await processes.begins(LOW)
    with pytest.raises(NotNow, match="process 3 on here"):
        await heir.lease.received()


async def test_each_change_of_hands_makes_another_epoch(processes: Processes, engine: PostgresEngine) -> None:
    for number in range(1, 4):
        running = await processes.begins(LOW)
        assert await engine.rows("SELECT DISTINCT epoch FROM slices WHERE slice % 4 < 2") == [(number,)]
        await running.exits.aclose()
    assert await engine.rows("SELECT DISTINCT epoch FROM slices WHERE slice % 4 > 1") == [(0,)]


async def test_how_they_are_is_told_of_each_and_of_what_has_none(processes: Processes) -> None:
    low, _ = await processes.begins(LOW), await processes.begins(HIGH)
    database = processes.engine.database(processes.clock, Process("here", 9, ""))
    assert (await database.runner()).weight is Weight.GOOD
    assert await database.running() == [LOW, HIGH]
    await low.store.note(f"{CONNECTED}{LOW}", "yes")
    await low.lease.offer()
    heir = await processes.begins(or_left=True)
    lines = [finding.line(words("en")) for finding in await database.examine()]
    said = [line.partition(", since")[0] for line in lines]
    assert said[2:6] == [
        "✅ Process 1 on here serves the shards 0-1/4",
        "✅ Process 2 on here serves the shards 2-3/4",
        "✅ Process 3 on here connects, to go on in place of one that ends or has no Discord.",
        "⚠️ The process that serves the shards 2-3/4 has no connection to Discord.",
    ]
    await heir.exits.aclose()
    await low.exits.aclose()
    finding = await database.runner()
    assert (finding.weight, "`tchat run --shards 0-1/4`" in finding.line(words("en"))) == (Weight.WARNING, True)
    assert await database.running() == [HIGH]
    assert "Process 2 on here" in " ".join(each.line(words("en")) for each in await database.examine())


# Sessions of others


async def test_each_takes_up_the_sessions_of_its_share(processes: Processes) -> None:
    low, high = await processes.begins(LOW), await processes.begins(HIGH)
    numbers = [await chat_in(low.store, guild) for guild in (IN_LOW, IN_HIGH)]
    for each, own in ((low, numbers[:1]), (high, numbers[1:])):
        live = LiveSessions(each.store, each.lease.share)
        await live.load(DISCORD)
        assert [one.session.number for one in live] == own


async def test_a_server_that_failed_over_is_noticed_and_what_it_lost_is_looked_for(
    processes: Processes, engine: PostgresEngine, postgres_server: Server
) -> None:
    low, clock = await processes.begins(LOW), processes.clock
    behind, surprised = list[str](), list[int]()
    low.lease.behind.append(lambda: behind.append("told"))
    numbers = [await chat_in(low.store, IN_LOW + apart) for apart in (0, 64 << 22)]
    live = LiveSessions(low.store, LOW)
    low.lease.behind.append(live.doubt)
    await live.load(DISCORD)
    live.surprised.append(lambda each: surprised.append(each.session.number))
    for each in live:
        await live.record(each, lambda _: [LeadTaken(at=T0, person=HOST)])
        each.memory = Memory.WHOLE
    await live.find(DISCORD)
    assert (behind, surprised) == ([], [])
    await engine.rows(f"DELETE FROM facts WHERE session = {numbers[0]} AND place = 2")
    for table in ("effects", "listings", "facts", "sessions"):
        await engine.rows(f"DELETE FROM {table} WHERE {'number' if table == 'sessions' else 'session'} = {numbers[1]}")
    postgres_server.fail_over()
    while not behind:
        clock.moves(seconds=10)
        await clock.asleep()
    assert {each.memory for each in live} == {Memory.UNTRIED}
    await live.find(DISCORD)
    assert [(each.session.number, each.session.facts) for each in live] == [(numbers[0], 1)]
    assert surprised == numbers[:1]
    clock.moves(seconds=10)
    await clock.asleep()
    assert behind == ["told"]


async def test_a_case_of_another_process_is_shown_by_that_process(processes: Processes) -> None:
    low, high = await processes.begins(LOW), await processes.begins(HIGH)
    number, clock = await chat_in(high.store, IN_HIGH), processes.clock
    for process, due in ((low, False), (high, True)):
        room = RehearsalRoom(clock)
        files = files_of(Config())
        async with running(
            process.store, room, clock, words, Settings(), files, in_thread, lease=process.lease
        ) as engine:
            engine.casebook.touch(await engine.live.take_up(number), 1)
            assert (engine.casebook.next_due() is not None) is due


async def test_who_decides_about_a_session_of_another_process_calls_that(processes: Processes) -> None:
    low, high = await processes.begins(LOW), await processes.begins(HIGH)
    number = await chat_in(high.store, IN_HIGH)
    here, there = (LiveSessions(each.store, each.lease.share) for each in (low, high))
    await there.load(DISCORD)
    told = list[int]()
    here.changed.append(lambda live: told.append(live.session.facts))
    facts = await here.record(await here.take_up(number), lambda _: [LeadTaken(at=T0, person=HOST)])
    assert (len(facts), told, list(here)) == (1, [], [])
    assert await low.store.calls() == []
    (call,) = await high.store.calls()
    assert call.session == number
    there.changed.append(lambda live: told.append(live.session.facts))
    await there.read_again(await there.take_up(number))
    await high.store.answered(call)
    assert (told, await high.store.calls()) == ([2], [])
    await there.record(await there.take_up(number), lambda _: [LeadTaken(at=T0 + timedelta(1), person=HOST)])
    assert await high.store.calls() == []
