"""What every database promises: one runner at a time, copies that can be put back anywhere, a record that can move."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import stores
from bot.adapters.catalogues import words
from bot.adapters.sql.holder import LEASE
from bot.adapters.system.clock import SystemClock
from bot.app.live.pulse import CONNECTED
from bot.app.ports.database import Database, NotNow, Process
from bot.app.ports.store import Store
from bot.app.reading.searching.indexing import Indexing
from bot.config import Config
from bot.core.base.choices import Choice
from bot.core.base.contribution import Attachment, Contribution, KeptFile, Person
from bot.core.base.errors import NotFound, StoreError
from bot.core.base.finding import Weight
from bot.core.requests.searching import query_of
from bot.core.script.suggestion import Suggestion
from bot.core.session.cases import Case
from bot.core.session.facts import Opened, Scheduled
from tests.clock import NOON, HandClock, StillClock
from tests.core.sessions import HOST, ROOM, T0, at, pack_of
from tests.engines import ENGINES, Engine, engine_of
from tests.postgres_server import Server

FIRST, SECOND = Process("here", 1, "a"), Process("here", 2, "b")
PICTURE = Attachment("sky.png", "image/png", 12, "https://cdn/1/sky.png?ex=1")
ODD = "A1 the\n“sky” \\ '"
KEPT = KeptFile("a" * 64, "image/png", 12)


async def filled(store: Store) -> int:
    """Put something into most tables, overlapping chats and files that became loose among them."""
    number = (await store.create(pack_of(), ROOM, [Scheduled(at=T0, by=HOST, opens_at=T0)], "key")).session.number
    session = (await store.load(number)).session
    await store.commit(session, [Opened(at=T0)], [], None)
    said = Contribution(
        id=2**62, channel=500, author=Person(100, "Ädä 🌊"), text="A1 the\n“sky” \\ '", attachments=(PICTURE,)
    )
    await store.save(number, said, replace(said, id=8, reply_to=2**62))
    await store.note_file(number, 8, PICTURE.url, KEPT)
    await store.delete(number, [8])
    await store.open_case(Case(0, number, "flood", 1000, 500, 100, "Ada", "buy!", "Too many.", at(1)))
    await store.suggest(Suggestion(0, 1, 500, 100, "Ada", "Why not?"))
    await store.choose(1, 100, Choice(quotes=False, named=None))
    await store.note("what", "is kept")
    await Indexing(store, StillClock()).catch_up()
    return number


async def is_there(database: Database, number: int) -> None:
    async with database.opened() as store:
        (said,) = [each async for each in store.read(number, [2**62, 8])]
        assert (said.text, said.author.name, said.attachments[0].url) == (ODD, "Ädä 🌊", PICTURE.url)
        assert await store.loose() == [KEPT.digest]
        assert await store.to_index((0, 0), 9) == []
        assert await store.texts_with([number], query_of("skies"), (number, 2**63 - 1), 9) == [(number, 2**62, ODD)]
        assert await store.recall("what") == "is kept"
        assert await store.choices(1) == {100: Choice(quotes=False, named=None)}
        another = replace(ROOM, channel=501)
        later = Scheduled(at=T0, by=HOST, opens_at=T0 + timedelta(days=1))
        assert (await store.create(pack_of(), another, [later], None)).session.number == number + 1
        assert await store.suggest(Suggestion(0, 1, 500, 100, "Ada", "Again?")) == 2


# One runner at a time


async def test_a_second_runner_is_told_who_is_there_and_what_to_do(engine: Engine) -> None:
    clock = HandClock()
    async with engine.database(clock, FIRST).held():
        with pytest.raises(StoreError, match="process 1 on here, since 2026-09-16 12:00 UTC; stop that one first"):
            async with engine.database(clock, SECOND).held():
                pass
    async with engine.database(clock, SECOND).held():
        pass


async def test_of_many_who_start_at_once_one_runs(engine: Engine) -> None:
    clock, began, ready, running = HandClock(), asyncio.Event(), asyncio.Event(), list[int]()

    async def start(number: int) -> None:
        async with engine.database(clock, Process("here", number, "")).held():
            running.append(number)
            began.set()
            await ready.wait()

    pending = {asyncio.create_task(start(number)) for number in range(4)}
    ended: set[asyncio.Task[None]] = set()
    while len(ended) < 3:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        ended |= done
    await began.wait()
    assert len(running) == 1
    assert [type(each.exception()) for each in ended] == [NotNow] * 3
    ready.set()
    await asyncio.gather(*pending)


async def test_whoever_hung_is_replaced_and_writes_nothing_more(engine: Engine) -> None:
    clock = HandClock()
    async with engine.database(HandClock(), FIRST).held() as (first, old):  # its own clock stands still: it hangs
        await old.note("who", "first")
        clock.moves(seconds=LEASE.total_seconds() + 1)
        async with engine.database(clock, SECOND).held() as (_, new):
            await new.note("who", "second")
            with pytest.raises(StoreError, match="took over this database because this one hung: process 2 on here"):
                await old.note("who", "first again")
            with pytest.raises(StoreError, match="took over"):
                await first.ended()
            assert await new.recall("who") == "second"


async def test_a_dead_holder_is_replaced_at_once(engine: Engine) -> None:
    clock = HandClock()
    async with AsyncExitStack() as exits:
        await exits.enter_async_context(engine.database(clock, FIRST).held())
        async with engine.database(clock, SECOND, lambda *_: False).held() as (_, store):
            await store.note("who", "second")


async def test_many_first_starts_make_one_installation(engine: Engine) -> None:
    async with AsyncExitStack() as exits:
        opened = [exits.enter_async_context(engine.database().opened()) for _ in range(3)]
        ids = {store.installation for store in [await each for each in opened]}
    assert len(ids) == 1
    assert await engine.rows("SELECT count(*) FROM installation") == [(1,)]


async def test_chats_that_start_at_once_get_numbers_of_their_own(engine: Engine) -> None:
    async with engine.database().opened() as one, engine.database().opened() as two:
        scheduled = [Scheduled(at=T0, by=HOST, opens_at=T0)]
        made = await asyncio.gather(
            *(
                store.create(pack_of(), replace(ROOM, channel=channel), scheduled, None)
                for channel, store in enumerate((one, two) * 5, 1)
            )
        )
    assert sorted(each.session.number for each in made) == list(range(1, 11))
    assert {each.session.room.channel for each in made} == set(range(1, 11))


# Copies


async def test_a_copy_is_put_back_and_what_it_replaces_is_kept(engine: Engine, tmp_path: Path) -> None:
    database = engine.database()
    async with database.opened() as store:
        number = await filled(store)
        await database.back_up(tmp_path / "copy.db")
        await store.note("what", "came later")
    aside = await database.restore(tmp_path / "copy.db")
    await is_there(database, number)
    assert aside is not None
    await database.restore(aside)
    async with database.opened() as store:
        assert await store.recall("what") == "came later"


async def test_nothing_is_put_back_under_a_bot_that_runs(engine: Engine, tmp_path: Path) -> None:
    clock = HandClock()
    database = engine.database(clock, FIRST)
    async with database.held() as (_, store):
        await store.note("what", "is kept")
        await database.back_up(tmp_path / "copy.db")
        with pytest.raises(StoreError, match="process 1 on here"):
            await database.restore(tmp_path / "copy.db")


async def test_what_is_no_copy_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    database = engine.database()
    async with database.opened() as store:
        await store.note("what", "is kept")
    (tmp_path / "notes.txt").write_text("No database at all, but long enough to be looked at for what it is.")
    for name, error in (("notes.txt", StoreError), ("none.db", NotFound)):
        with pytest.raises(error):
            await database.restore(tmp_path / name)
    async with database.opened() as store:
        assert await store.recall("what") == "is kept"


async def test_no_file_is_written_over(engine: Engine, tmp_path: Path) -> None:
    database = engine.database()
    async with database.opened():
        (tmp_path / "copy.db").write_text("mine")
        with pytest.raises(StoreError, match="already exists"):
            await database.back_up(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


async def test_each_night_has_its_copy(engine: Engine, tmp_path: Path) -> None:
    database = engine.database()
    async with database.opened():
        await database.copies.make(NOON.date())
    assert list(database.copies.days()) == [NOON.date()]
    database.copies.drop(NOON.date())
    assert list(database.copies.days()) == []


# Looking


async def test_an_examination_finds_nothing_wrong_and_says_who_runs(engine: Engine) -> None:
    clock = HandClock()
    database = engine.database(clock, FIRST)
    async with database.held() as (lease, store):
        await store.note(f"{CONNECTED}{lease.share}", "yes")
        findings = await database.examine()
        assert {finding.weight for finding in findings} == {Weight.GOOD}
        said = " ".join(finding.line(words("en")) for finding in findings)
        assert "process 1 on here" in said
    said = " ".join(finding.line(words("en")) for finding in await database.examine())
    assert "The bot is not running on this database." in said


# Moving


@pytest.fixture(params=[(one, other) for one in ENGINES for other in ENGINES if one != other], ids="→".join)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Engine, Engine]:
    """Empty databases of two engines, in this order."""

    def server() -> Server:
        running: Server = request.getfixturevalue("postgres_server")
        return running

    one, other = (engine_of(name, tmp_path / "data", server) for name in request.param)
    return one, other


@pytest.fixture
def installed(pair: tuple[Engine, Engine], tmp_path: Path) -> Callable[[str], Config]:
    return lambda store: Config(data_dir=tmp_path / "data", store=store)


async def test_a_record_moves_and_goes_on_there(
    pair: tuple[Engine, Engine], installed: Callable[[str], Config]
) -> None:
    source, target = pair
    async with source.database().opened() as store:
        number = await filled(store)
    tables = [await _tables(engine) for engine in pair[:1]]
    await stores.move(installed(source.store), target.store)
    assert await _tables(target) == tables[0]
    await is_there(target.database(), number)
    with pytest.raises(StoreError, match="This record was moved to"):
        async with source.database().held():
            pass
    await stores.move(installed(target.store), source.store)
    async with source.database().held() as (_, store):
        assert await store.recall("what") == "is kept"


async def test_nothing_moves_while_the_bot_runs(
    pair: tuple[Engine, Engine], installed: Callable[[str], Config]
) -> None:
    source, target = pair
    async with source.database(HandClock(SystemClock().now())).held():
        with pytest.raises(StoreError, match="runs on this database already"):
            await stores.move(installed(source.store), target.store)


async def _tables(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    names = ("facts", "contributions", "attachments", "files", "cases", "listings", "choices")
    return {name: sorted(await engine.rows(f"SELECT * FROM {name}"), key=repr) for name in names}
