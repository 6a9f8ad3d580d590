"""One runner a database: who may start, who takes over from whom, and that whoever lost it writes nothing more."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.sql.holder import LEASE
from bot.adapters.sql.lease import LostLease
from bot.adapters.sqlite.lease import held
from bot.adapters.sqlite.store import open_store
from bot.adapters.system.clock import LeasedClock
from bot.app.ports.database import NotNow, Process
from bot.core.base.contribution import Contribution, Person
from bot.core.base.errors import StoreError
from bot.core.session.facts import Opened, Scheduled
from tests.clock import HandClock, StillClock
from tests.core.sessions import HOST, ROOM, T0, pack_of

FIRST, SECOND = Process("here", 1, "a"), Process("here", 2, "b")
ELSEWHERE = Process("there", 3, "c")


def alive(number: int, mark: str) -> bool | None:
    return True


def dead(number: int, mark: str) -> bool | None:
    return False


def hidden(number: int, mark: str) -> bool | None:
    return None


def nobody_may_ask(number: int, mark: str) -> bool | None:
    raise AssertionError("a process of another computer was looked for on this one")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "tchat.db"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def seen(path: Path) -> list[tuple[int, str]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT process, seen FROM lease").fetchall()
    connection.close()
    return [(number, at[11:19]) for number, at in rows]


async def test_it_is_renewed_though_the_clock_was_put_back(
    path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.adapters.sql.lease.RENEWAL", timedelta(seconds=0.05))
    async with held(path, clock, FIRST, alive) as lease:
        assert LEASE - lease.left < timedelta(seconds=5)
        clock.moves(hours=-1)
        assert lease.left < timedelta()
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DELETE FROM lease")
        async with asyncio.timeout(10):
            with pytest.raises(LostLease):
                await lease.ended()


# Who may start


async def test_a_second_runner_is_told_who_is_there_and_what_to_do(path: Path, clock: HandClock) -> None:
    async with held(path, clock, FIRST, alive):
        with pytest.raises(StoreError) as refused:
            async with held(path, clock, SECOND, alive):
                pass
    sentence = str(refused.value)
    assert "process 1 on here, since 2026-09-16 12:00 UTC" in sentence
    assert "stop that one first" in sentence
    assert "\n" not in sentence


async def test_the_lease_is_given_back_at_the_end(path: Path, clock: HandClock) -> None:
    async with held(path, clock, FIRST, alive):
        assert seen(path) == [(1, "12:00:00")]
    assert seen(path) == []
    async with held(path, clock, SECOND, alive):
        assert seen(path) == [(2, "12:00:00")]


async def test_a_dead_holder_is_replaced_at_once(path: Path, clock: HandClock) -> None:
    async with held(path, clock, FIRST, alive):
        async with held(path, clock, SECOND, dead):
            assert seen(path) == [(2, "12:00:00")]
        async with held(path, clock, ELSEWHERE, alive):
            pass


async def test_whoever_was_replaced_takes_nothing_back(path: Path, clock: HandClock) -> None:
    first = held(path, clock, FIRST, alive)
    await first.__aenter__()
    async with held(path, clock, SECOND, dead):
        await first.__aexit__(None, None, None)
        assert seen(path) == [(2, "12:00:00")]


@pytest.mark.parametrize(("me", "probe"), [(SECOND, alive), (SECOND, hidden), (ELSEWHERE, nobody_may_ask)])
async def test_a_silent_holder_is_replaced_when_its_lease_is_over(
    path: Path, clock: HandClock, me: Process, probe: Callable[[int, str], bool | None]
) -> None:
    async with held(path, HandClock(), FIRST, alive):  # its own clock stands still: it hangs
        clock.moves(seconds=LEASE.total_seconds())
        with pytest.raises(StoreError, match="runs on this database already"):
            async with held(path, clock, me, probe):
                pass
        clock.moves(seconds=1)
        async with held(path, clock, me, probe):
            assert seen(path) == [(me.number, "12:00:31")]


async def test_a_holder_from_the_future_is_one_whose_clock_was_put_back(path: Path, clock: HandClock) -> None:
    late = HandClock()
    late.moves(hours=1)
    async with held(path, late, FIRST, alive), held(path, clock, SECOND, alive):
        assert seen(path) == [(2, "12:00:00")]


async def test_of_many_who_start_at_once_one_runs(path: Path, clock: HandClock) -> None:
    ready, running = asyncio.Event(), list[int]()

    async def start(number: int) -> None:
        async with held(path, clock, Process("here", number, ""), alive):
            running.append(number)
            await ready.wait()

    pending = {asyncio.create_task(start(number)) for number in range(5)}
    ended: set[asyncio.Task[None]] = set()
    while len(ended) < 4:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        ended |= done
    assert len(running) == 1
    assert [type(each.exception()) for each in ended] == [NotNow] * 4
    ready.set()
    await asyncio.gather(*pending)


# Who stays


async def test_a_holder_that_says_so_stays(path: Path, clock: HandClock) -> None:
    async with held(path, clock, FIRST, alive):
        for _ in range(6):
            await clock.asleep()
            clock.moves(seconds=10)
        await clock.asleep()
        assert seen(path) == [(1, "12:01:00")]
        with pytest.raises(StoreError, match="already"):
            async with held(path, clock, SECOND, hidden):
                pass


async def test_a_locked_database_does_not_end_the_lease(
    path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.adapters.sqlite.connect.BUSY_MILLISECONDS", 1)
    async with held(path, clock, FIRST, alive) as lease, open_store(path, lease.fence) as store:
        ended = asyncio.create_task(lease.ended())
        locker = sqlite3.connect(path, isolation_level=None)
        locker.execute("BEGIN IMMEDIATE")
        await clock.asleep()
        clock.moves(seconds=10)
        for _ in range(20):  # longer than the lease, every two seconds
            await clock.asleep()
            clock.moves(seconds=2)
        await clock.asleep()
        assert seen(path) == [(1, "12:00:00")]
        locker.execute("ROLLBACK")
        locker.close()
        clock.moves(seconds=2)
        await clock.asleep()
        assert seen(path) == [(1, "12:00:52")]
        assert not ended.done()
        await store.note("still", "here")
        ended.cancel()


async def test_whoever_wakes_up_late_and_was_not_replaced_goes_on(path: Path, clock: HandClock) -> None:
    async with held(path, clock, FIRST, alive) as lease:
        await clock.asleep()
        clock.time += timedelta(minutes=5)
        await LeasedClock(clock, lease).wait(clock.now(), asyncio.Event())
        assert seen(path) == [(1, "12:05:00")]


# Who lost it


async def test_whoever_hung_learns_who_took_over(path: Path, clock: HandClock) -> None:
    hung = HandClock()
    told: list[str] = []
    async with held(path, hung, FIRST, alive) as lease:
        lease.lost.append(lambda: told.append("lost"))
        await hung.asleep()
        clock.moves(seconds=31)
        async with held(path, clock, SECOND, alive):
            hung.moves(seconds=40)
            with pytest.raises(LostLease, match=r"process 2 on here, since 2026-09-16 12:00 UTC; I have stopped"):
                await lease.ended()
    assert told == ["lost"]


async def test_whoever_hung_learns_it_also_when_the_other_has_ended(path: Path, clock: HandClock) -> None:
    hung = HandClock()
    async with held(path, hung, FIRST, alive) as lease:
        await hung.asleep()
        async with held(path, clock, SECOND, dead):
            pass
        hung.moves(seconds=40)
        with pytest.raises(LostLease, match="has ended by now; start me again"):
            await lease.ended()


async def test_a_lease_that_nobody_renews_any_more_ends(path: Path) -> None:
    async with held(path, StillClock(), FIRST, alive) as lease:
        with pytest.raises(AssertionError, match="time is moved by the test"):
            await lease.ended()


async def test_what_is_written_after_the_loss_is_refused(path: Path, clock: HandClock) -> None:
    """A holder hangs, another takes over; the first awakes with work in hand."""
    told: list[str] = []
    ada = Person(100, "Ada")
    async with held(path, HandClock(), FIRST, alive) as lease, open_store(path, lease.fence) as store:
        lease.lost.append(lambda: told.append("lost"))
        session = (await store.create(pack_of(), ROOM, [Scheduled(at=T0, by=HOST, opens_at=T0)], None)).session
        await store.save(session.number, Contribution(id=1000, channel=500, author=ada, text="before"))
        clock.moves(seconds=31)
        async with held(path, clock, SECOND, alive) as new, open_store(path, new.fence) as other:
            before = _content(path)
            late = [
                store.save(session.number, Contribution(id=1001, channel=500, author=ada, text="after")),
                store.delete(session.number, [1000]),
                store.note("key", "value"),
                store.commit(session, [Opened(at=T0)], [], None),
            ]
            outcomes = await asyncio.gather(*late, return_exceptions=True)
            assert [type(outcome) for outcome in outcomes] == [LostLease] * 4
            assert _content(path) == before
            assert told == ["lost"]
            with pytest.raises(LostLease, match="process 2 on here"):
                await lease.ended()
            await other.note("key", "the new one's")
        assert await store.recall("key") == "the new one's"


async def test_who_only_reads_needs_no_lease(path: Path, clock: HandClock) -> None:
    async with held(path, clock, FIRST, alive) as lease, open_store(path, lease.fence), open_store(path) as beside:
        await beside.note("key", "from another command")
        assert await beside.recall("key") == "from another command"


def _content(path: Path) -> list[str]:
    """Everything in the database but the lease."""
    connection = sqlite3.connect(path)
    lines = [line for line in connection.iterdump() if '"lease"' not in line]
    connection.close()
    return lines
