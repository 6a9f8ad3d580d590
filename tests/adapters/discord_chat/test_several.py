"""Two processes share four shards of one record, a third stands by: whatever happens, everything is there once.

What goes wrong is chosen at random, the same each time; in the middle of it PostgreSQL is restarted, and all processes
are replaced by those of eight shards. TCHAT_TEST_SEED=random looks further (the seed is in the failure's notes, and as
TCHAT_TEST_SEED=… it brings the same choices again), TCHAT_TEST_BLOWS=40 strikes more often, and TCHAT_TEST_LONG=1 also
stops a process, or its network, for about as long as its lease lasts, or longer. What was found is in the log (INFO).
"""

import asyncio
import logging
import os
import random
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from bot.adapters.postgres.connect import opened
from bot.app.ports.store import Store
from bot.app.ports.values import Stored
from bot.core.base.ids import first_at
from bot.core.session.cases import TOLD
from bot.core.session.facts import Measure, Moderated
from bot.core.session.state import Phase, Session
from tests.adapters.discord_chat.discord_dispute import Clicks, Dispute
from tests.adapters.discord_chat.discord_process import BotProcess
from tests.adapters.discord_chat.discord_talk import Talk, line_of
from tests.adapters.discord_chat.pg_proxy import Proxy
from tests.engines import PostgresEngine
from tests.postgres_server import Server
from tests.standin import Channel, Guild, Message, Permission, Person, StandIn
from tests.standin.message import DEFAULT, REPLY

log = logging.getLogger(__name__)

BLOWS = int(os.environ.get("TCHAT_TEST_BLOWS") or 4)
LONG = bool(os.environ.get("TCHAT_TEST_LONG"))
PATIENCE = 120.0 if LONG else 60.0
LATEST = timedelta(seconds=35)
HASTY_APART = 0.1  # of half a second that a hasty bot leaves between two: this computer may be slow
QUESTIONS = 4
QUESTION_SECONDS = 12 if LONG else 3  # so that chats are still on
SHARES = (("--standby", "--shards", "0-1/4"), ("--standby", "--shards", "2-3/4"), ("--standby",))
MORE_SHARES = (("--standby", "--shards", "0-1,4-5/8"), ("--standby", "--shards", "2-3,6-7/8"), ("--standby",))
SHARDS = (0, 5, 2, 7)  # of eight; of four they are 0 to 3

PACK = f"""
title: What is colour?
timing: {{opening: 2s, question: {QUESTION_SECONDS}s, closing: 1h, archive: 3s}}
questions:
{"".join(f"  - ask: What is colour {number}?{chr(10)}" for number in range(1, QUESTIONS + 1))}
"""
CONFIG = """
data_dir: {folder}/data
store: postgresql://tchat@127.0.0.1:{port}/{name}
prompts_dir: {folder}
timing: {{lateness: 60s}}
"""
CLAIMS = """
    CREATE TABLE claims (id BIGINT GENERATED ALWAYS AS IDENTITY, slice BIGINT, epoch BIGINT, by_holder BOOLEAN);
    CREATE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO claims (slice, epoch, by_holder)
        SELECT slice, epoch, 'tchat ' || holder = current_setting('application_name')
        FROM slices JOIN sessions ON (guild >> 22) % 64 = slice WHERE number = NEW.session;
        RETURN NEW;
    END $$;
    CREATE TRIGGER claimed AFTER UPDATE OF state ON effects FOR EACH ROW EXECUTE FUNCTION note_claim();"""
"""Notes under which epoch each effect was claimed and done, and whether that was by the process that had it."""


Blow = Callable[[int], Awaitable[None]]
"""Strikes at the process with this number, or at something else."""


@dataclass
class Chat:
    """A chat in a channel, its host, people who never stop talking, and one whose message comes before the hosts."""

    channel: Channel
    host: Person
    talk: Talk
    dispute: Dispute

    async def goes_on(self, chance: random.Random) -> None:
        """Talk until cancelled, at a pace that leaves this computer time for what is looked for here."""
        while True:
            await self.talk.act()
            await asyncio.sleep(chance.uniform(0, 1))

    def posts(self) -> list[Message]:
        """Return what the bot has said, in the channel, its threads, on the host desk, and in private."""
        bot = self.channel.world.bot
        said = [m for place in (self.channel, *self.channel.threads()) for m in place.messages(by=bot)]
        kept = [message for message in (*said, *self.dispute.private_words()) if message.kind in (DEFAULT, REPLY)]
        return [message for message in kept if "save messages" not in message.text]  # said at once, past the record

    def cards(self) -> Counter[str]:
        return Counter(m.text.split(" ")[0] for m in self.posts() if m.text.startswith("**Q"))


@dataclass
class Hand:
    """Somebody who strikes at the processes, their network, their server and their connections to Discord.

    `gap` is how many seconds a server was without a connection at most.
    """

    discord: StandIn
    engine: PostgresEngine
    server: Server
    chance: random.Random
    processes: list[BotProcess] = field(default_factory=list)
    proxies: list[Proxy] = field(default_factory=list)
    blows: Counter[str] = field(default_factory=Counter)
    gap: float = 0

    async def strikes(self) -> None:
        """Strike at random, and between two of these blows restart the server, go to eight shards, and try patience."""
        often: list[Blow] = [
            self.kills, self.kills, self.replaces, self.stops, self.cuts, self.loses, self.loses, self.holds_up,
            self.hangs_up, self.drops, self.drops,
        ]  # fmt: skip
        blows = [self.chance.choice(often) for _ in range(BLOWS)]
        once: list[Blow] = [self.restarts, self.grows]
        if LONG:
            once += [self.chance.choice([self.stops_for_long, self.cuts_off_for_long])]
        for blow in once:
            blows.insert(self.chance.randint(0, len(blows)), blow)
        for blow in blows:
            victim = self.chance.randrange(len(self.processes))
            self.blows[blow.__name__] += 1
            log.info("%s %d", blow.__name__, victim)
            await blow(victim)
            await self.revives()
            await asyncio.sleep(self.chance.uniform(0.2, 1.5))  # at any moment of a chat

    async def watches(self) -> None:
        """Measure for how long servers have no connection, until cancelled."""
        seen = dict[int, float]()
        while True:
            now = asyncio.get_running_loop().time()
            for guild in self.discord.world.guilds.values():
                if self.serving(guild):
                    seen[guild.id] = now
                self.gap = max(self.gap, now - seen.setdefault(guild.id, now))
            await asyncio.sleep(0.05)

    def serving(self, guild: Guild) -> list[int]:
        """Return the shards that are connected for a server."""
        sessions = self.discord.gateway.sessions.values()
        return [session.shard[0] for session in sessions if session.connection and session.has(guild)]

    async def revives(self) -> None:
        """Start whoever ended by itself, as a service does."""
        for process in self.processes:
            if not process.is_alive:
                await process.revive()

    async def kills(self, victim: int) -> None:
        """Pull the plug of one, unless it ended just now, as it does that was cut off for long."""
        process = self.processes[victim]
        if process.is_alive:
            await process.kill()
            await process.launch()
        else:
            await process.revive()

    async def replaces(self, victim: int) -> None:
        """End it as for an upgrade."""
        assert await self.processes[victim].stop() in (0, 1, -signal.SIGTERM)  # 1: it was closed in a hurry
        await self.processes[victim].launch()

    async def stops(self, victim: int, seconds: float = 1) -> None:
        self.processes[victim].signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        self.processes[victim].signal(signal.SIGCONT)

    async def stops_for_long(self, victim: int) -> None:
        await self.stops(victim, self.chance.choice((20, 45)))

    async def grows(self, _: int) -> None:
        """Replace one process after the other by those for eight shards, as for an upgrade."""
        for number, (process, options) in enumerate(zip(self.processes, MORE_SHARES, strict=True)):
            process.options = options
            await self.replaces(number)
            await self.discord.until(partial(_is_ready, process), "the next one may be replaced")
            await self.all_connected()

    async def cuts(self, victim: int) -> None:
        self.proxies[victim].cut()

    async def loses(self, victim: int) -> None:
        self.proxies[victim].lose_commit()

    async def holds_up(self, victim: int, seconds: float = 1) -> None:
        self.proxies[victim].flows.clear()
        await asyncio.sleep(seconds)
        self.proxies[victim].flows.set()

    async def cuts_off_for_long(self, victim: int) -> None:
        await self.holds_up(victim, 33)

    async def restarts(self, _: int) -> None:
        """Restart PostgreSQL; every other time it crashes."""
        await asyncio.to_thread(self.server.restart, self.chance.choice(("fast", "immediate")))

    async def hangs_up(self, _: int) -> None:
        """Let the server end every session."""
        ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'tchat%'"
        await self.engine.rows(ends)

    async def drops(self, _: int) -> None:
        guild, resumable = self.chance.choice(list(self.discord.world.guilds.values())), self.chance.random() < 0.5
        for shard in self.serving(guild):
            self.discord.gateway.drop(resumable=resumable, shard=shard)

    async def all_connected(self) -> None:
        guilds = self.discord.world.guilds.values()
        await self.discord.until(lambda: all(map(self.serving, guilds)), "every server is served")


def _is_ready(process: BotProcess) -> bool:
    return process.is_ready


def _chats(discord: StandIn, chance: random.Random) -> list[Chat]:
    chats, clicks = list[Chat](), Clicks()
    for shard in SHARDS:
        guild = discord.guild(f"Server {shard}", shard=shard)
        host, moderator = (
            guild.member(f"Host {shard}", Permission.MANAGE_EVENTS),
            guild.member("Mod", Permission.MANAGE_MESSAGES),
        )
        people = [guild.member(name) for name in ("Ada", "Ben", "Cyd", "Dee", "Eve")]
        for name, words in (("first", "Nobody wants to hear you."), ("second", "Go home and learn to spell.")):
            channel = guild.channel(name)
            dispute = Dispute(
                words, 1 + len(chats) % QUESTIONS, channel, guild.member(f"Fay, {name}"), people[0], host, clicks
            )
            chats.append(Chat(channel, host, Talk(channel, people, moderator, chance), dispute))
    return chats


@pytest.mark.timeout(600 if LONG else 180)
async def test_whatever_happens_to_processes_every_chat_goes_on(tmp_path: Path, postgres_server: Server) -> None:
    asked = os.environ.get("TCHAT_TEST_SEED", "1")
    seed = random.randrange(2**32) if asked == "random" else int(asked)
    (tmp_path / "colours.yaml").write_text(PACK, encoding="utf-8")
    engine = PostgresEngine(tmp_path / "data", postgres_server)
    async with opened(engine.store) as connection:
        await connection.script(CLAIMS)
    socket = engine.store.partition("?host=")[2] + "/.s.PGSQL.5432"
    name = engine.store.partition("@/")[2].partition("?")[0]
    hand = Hand(StandIn(patience=PATIENCE), engine, postgres_server, random.Random(seed))
    try:
        async with AsyncExitStack() as exits:
            await exits.enter_async_context(hand.discord)
            chats = _chats(hand.discord, hand.chance)
            for number, options in enumerate(SHARES):
                proxy = await exits.enter_async_context(Proxy(socket))
                config = tmp_path / f"config-{number}.yaml"
                config.write_text(CONFIG.format(folder=tmp_path, port=proxy.port, name=name), encoding="utf-8")
                hand.proxies.append(proxy)
                hand.processes.append(await exits.enter_async_context(BotProcess(hand.discord, config, *options)))
                if number == 1:
                    await hand.all_connected()  # the third is to find nothing left
            await _play(hand, chats)
            await _check(hand, chats)
    except BaseException as error:
        error.add_note(f"TCHAT_TEST_SEED={seed}, blows {dict(hand.blows)}")
        raise
    finally:
        for number, process in enumerate(hand.processes):
            (tmp_path / f"{number}.log").write_text("\n".join(process.lines), encoding="utf-8")


async def _play(hand: Hand, chats: list[Chat]) -> None:
    for chat in chats:
        await (await chat.host.runs("tchat start", chat.channel, pack="colours", when="now")).answered("Session")
    async with asyncio.TaskGroup() as others:
        endless = [others.create_task(chat.goes_on(hand.chance)) for chat in chats]
        endless.append(others.create_task(hand.watches()))
        disputes = [others.create_task(chat.dispute.goes_on()) for chat in chats]
        await hand.strikes()
        await hand.discord.until(
            lambda: all(f"**Q{QUESTIONS}" in chat.cards() for chat in chats), "the last question everywhere"
        )
        await hand.revives()
        await hand.all_connected()
        await asyncio.gather(*disputes)
        for task in endless:
            task.cancel()
    for chat in chats:
        await (await chat.host.runs("tchat close", chat.channel)).answered("Closed")
    threads = [thread for chat in chats for thread in chat.channel.threads() if not thread.private]
    asked = [thread for thread in threads if thread.name.startswith("Q")]
    await hand.discord.until(lambda: all(thread.archived for thread in asked), "every chat is archived")
    for process in hand.processes:
        assert await process.stop() == 0


async def _check(hand: Hand, chats: list[Chat]) -> None:
    kept, posts, lateness = 0, 0, timedelta()
    async with hand.engine.database().opened() as store:
        numbers = {listed.room.channel: listed.number for listed in await store.listed()}
        for chat in chats:
            stored = await store.load(numbers[chat.channel.id])
            left = [each.effect for each in await store.pending(stored.session.number) if not each.effect.is_change]
            assert (stored.session.phase, left) == (Phase.ARCHIVED, [])
            assert stored.lost == frozenset()
            posts += _check_posts(chat, stored)
            kept += await _check_words(chat, stored.session, store)
            lasted = [later.at - earlier.at for earlier, later in pairwise(stored.session.asked)]
            lateness = max(lateness, *(each - timedelta(seconds=QUESTION_SECONDS) for each in lasted))
    claims = await _check_tables(hand.engine)
    apart = _check_processes(hand)
    log.info("blows %s, answers to COMMIT lost %d", dict(hand.blows), sum(proxy.lost for proxy in hand.proxies))
    log.info(
        "messages kept %d of %d, posts %d, each once, claims %d, each under the highest epoch",
        kept,
        kept,
        posts,
        claims,
    )
    log.info("latest question %s, longest without connection %.1f s", lateness, hand.gap)
    log.info("clicks %s", chats[0].dispute.clicks)
    log.info("sessions with Discord %d, at least %.2f s apart", hand.discord.gateway.identifies, apart)
    assert lateness < LATEST


def _check_posts(chat: Chat, stored: Stored) -> int:
    """Check that all that was decided is there once, and return how many posts that are."""
    assert [asking.number for asking in stored.session.asked] == list(range(1, QUESTIONS + 1))
    assert chat.cards() == {f"**Q{q}": 1 for q in range(1, QUESTIONS + 1)}, "each question is there once"
    landed = sorted(message for effect, message in stored.landed.items() if not effect.is_change)
    assert landed == sorted(message.id for message in chat.posts()), "each post belongs to one effect"
    dispute = [fact.measure for fact in stored.history if isinstance(fact, Moderated) and fact.rule == TOLD]
    assert dispute == [Measure.TOLD, Measure.NOTICE, Measure.APPEAL, Measure.FINE], "each click counts once"
    return len(landed)


async def _check_words(chat: Chat, session: Session, store: Store) -> int:
    """Check that the record has what was said, as it is now, and nothing else; return how many messages that are."""
    assert session.opened_at is not None
    spoken = chat.talk.record(since=first_at(session.opened_at))
    spoken |= {message.id: line_of(message) for message in chat.dispute.said}
    said = {
        c.id: (c.author.name, c.text, c.reply_to, dict(c.reactions), [file.name for file in c.attachments])
        async for c in store.read(session.number, [trace.id async for trace in store.traces(session.number)])
    }
    wrong = {message: (said.get(message), spoken.get(message)) for message in said.keys() | spoken.keys()}
    assert {message: both for message, both in wrong.items() if both[0] != both[1]} == {}
    return len(said)


async def _check_tables(engine: PostgresEngine) -> int:
    """Check what no process could see alone, and return how many claims were noted."""
    gaps = await engine.rows("SELECT session FROM facts GROUP BY session HAVING count(*) <> max(place)")
    assert gaps == [], "facts without gaps"
    claims = await engine.rows("SELECT slice, epoch, by_holder FROM claims ORDER BY id")
    assert all(by_holder for _, _, by_holder in claims)
    for slice_ in {row[0] for row in claims}:
        epochs = [epoch for each, epoch, _ in claims if each == slice_]
        assert epochs == sorted(epochs), "no epoch wrote after a higher one"
    open_ = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'tchat %'"
    assert await engine.rows(open_) == [(0,)], "no session with the database is left"
    return len(claims)


def _check_processes(hand: Hand) -> float:
    """Check how the processes behaved, and return how many seconds were between two of their sessions with Discord."""
    errors = [error for process in hand.processes for error in process.errors()]
    traced = [error for error in errors if "Traceback" in error]
    assert traced == [], "what may happen is a sentence"
    expected = ["cannot be reached"]
    if LONG:
        expected.append("took over this database because this one hung")
    assert [error for error in errors if not any(text in error for text in expected)] == []
    assert (hand.discord.violations, hand.discord.unhandled) == ([], [])
    times = [at for _, at in hand.discord.gateway.begun]
    apart = min(later - earlier for earlier, later in pairwise(times))
    assert apart >= HASTY_APART
    return apart
