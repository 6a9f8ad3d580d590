"""The one place that chooses concrete parts and owns their lifetimes. Everything opened here is closed here."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from bot.adapters.catalogues import words
from bot.adapters.discord_chat.client import TchatClient
from bot.adapters.discord_chat.interactions.askers import Roles
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.reading.identity import DiscordIdentity, DiscordMembers
from bot.adapters.discord_chat.room.connecting import stay_connected
from bot.adapters.discord_chat.room.room import DiscordRoom
from bot.adapters.system import memory, process, supervisor
from bot.adapters.system.choosing import InProcess
from bot.adapters.system.clock import LeasedClock, SystemClock
from bot.adapters.yaml_files.wordings.loader import Lexicons, lexicons_in
from bot.app.engine import Engine, running
from bot.app.live.background import break_off
from bot.app.live.handing_over import LONGEST, give_up_without_discord, hand_over, inherit
from bot.app.live.pulse import Pulse
from bot.app.live.standby import held_once_free
from bot.app.ports.database import Database, Lease
from bot.app.ports.store import Store
from bot.app.privacy.nightly import Elsewhere, Nightly
from bot.app.reading.archive import Archive
from bot.app.reading.entering.signing_in import SigningIn
from bot.app.reading.searching.indexing import Indexing
from bot.config import Config, token_of
from bot.core.base.errors import TchatError
from bot.core.base.place import EVERYTHING, Shard, Share
from bot.parts import archive_served, exports_of, files_of, health_served, settings_of, wording_of
from bot.stores import database_of

log = logging.getLogger(__name__)

CLOSING_SECONDS = 1
"""How long the connection may take to say goodbye."""

ANSWERING_SECONDS = 1.0
"""How long answers to clicks that are under way are waited for when the bot ends; then they are broken off."""

ENDING_SECONDS = 4.5
"""How long closing everything may take; then the process ends as if it had been killed, which loses nothing."""

PROGRESS = timedelta(seconds=20)
"""How often whoever started us hears that we are at it, before we run."""

RESTING_SECONDS = 1.5
"""How long what is in hand, posts and answers to clicks, is waited for before another process goes on."""

HANDING_OVER_SECONDS = LONGEST.total_seconds() + RESTING_SECONDS
"""How long handing over to another process may take, beside closing everything."""


@dataclass(frozen=True, slots=True)
class How:
    """How to run: `once` ends it if Discord cannot be reached at the start, `standby` waits while others run it all."""

    once: bool = False
    standby: bool = False
    share: Share = EVERYTHING


def serve(load: Callable[[], Config], how: How) -> None:
    """Run the Discord bot until SIGTERM or SIGINT; then close everything. At SIGHUP the settings are loaded again."""
    process.run_until_signal(partial(_serve, load, how), ENDING_SECONDS)


async def _serve(load: Callable[[], Config], how: How, ending: process.Ending) -> None:
    up: asyncio.Future[RunningBot] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(_run(load, how, up), name="bot")
    tasks = [running, asyncio.create_task(ending.asked.wait())]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    if up.done() and not running.done():
        ending.may_last(HANDING_OVER_SECONDS + ENDING_SECONDS)
        tasks.append(asyncio.create_task(up.result().hand_over()))
        await asyncio.wait([running, tasks[-1]], return_when=asyncio.FIRST_COMPLETED)
        ending.may_last(ENDING_SECONDS)
    supervisor.ends()
    for task in tasks:
        task.cancel()
    with suppress(asyncio.CancelledError):
        await running  # raises what ended it
    log.info("closed")


async def _run(load: Callable[[], Config], how: How, up: "asyncio.Future[RunningBot]") -> None:
    config, asked = load(), asyncio.Event()
    process.on_hangup(asked.set)
    beginning = asyncio.create_task(_begins())
    async with AsyncExitStack() as exits:
        try:
            bot = await exits.enter_async_context(on_discord(config, token_of(config), how))
        finally:
            beginning.cancel()
        memory.keep_tidy()  # now that all is loaded: a search through that would hold up a page or a question
        process.on_hangup(partial(reload, bot, load))
        if asked.is_set():  # while it stood by
            reload(bot, load)
        up.set_result(bot)
        await asyncio.shield(bot.failing)  # raises what ended the connection


async def _begins() -> None:
    """Let whoever started us know that we are at it, until cancelled."""
    while True:
        supervisor.begins()
        await SystemClock().wait(SystemClock().now() + PROGRESS, asyncio.Event())


def reload(bot: "RunningBot", load: Callable[[], Config]) -> None:
    """Take in the settings and wordings again where that is possible; a file that has faults changes nothing."""
    try:
        new = load()
        lexicons = lexicons_in(bot.config.wordings)
    except TchatError as error:
        log.warning("the configuration was not taken in: %s", error)
        return
    later = bot.take_in(new, lexicons)
    log.info("the configuration was taken in; %s", f"restart for: {', '.join(later)}" if later else "all of it holds")


@dataclass(slots=True)
class RunningBot:
    """A bot on Discord; `failing` ends only if the bot fails, and holds the reason."""

    config: Config
    roles: Roles
    client: TchatClient
    engine: Engine
    lease: Lease
    failing: "asyncio.Future[None]"

    async def hand_over(self) -> None:
        """Go on until another process can, if one stands by; then finish what is in hand, and begin nothing more."""
        if await hand_over(self.lease, self.engine.clock):
            with suppress(TimeoutError):
                async with asyncio.timeout(RESTING_SECONDS):
                    await asyncio.gather(self.engine.rest(), self.client.end_answering())

    def take_in(self, new: Config, lexicons: Lexicons) -> list[str]:
        """Let the rules of moderation, the lists of words and the roles be new; return what else has changed."""
        self.engine.given_anew(new.moderation, lexicons)
        self.roles.host, self.roles.organiser = new.roles.host, new.roles.organiser
        self.config = self.config.but(moderation=new.moderation, roles=new.roles)
        return [name for name in new.KEYS if getattr(new, name) != getattr(self.config, name)]


@asynccontextmanager
async def on_discord(config: Config, token: str, how: How = How()) -> AsyncIterator[RunningBot]:
    """Connect the bot for the length of a block; raise `StoreError` if another one serves the same servers."""
    database = database_of(config)
    async with (
        _held(database, how) as (lease, store),
        _closed_in_time(_client(config, lease.share)) as client,
    ):
        clock = LeasedClock(SystemClock(), lease)
        room = DiscordRoom(client, config.discord.host_desk, config.discord.log_channel, config.summary.channel)
        settings, files, wording = settings_of(config), files_of(config), wording_of(config)
        parts = running(store, room, clock, words, settings, files, InProcess(), wording, lease)
        async with parts as engine, _at_work() as work:
            lease.behind.append(engine.live.doubt)
            lease.lost.append(engine.collector.stuck.clear)  # the hosts hear from whoever runs the bot now
            pulse = Pulse(store, clock, lambda: client.is_connected, supervisor.lives, lease.share)
            ready = asyncio.Event()

            def connected(shard: Shard) -> None:
                """Take up what was missed, at the start and after every connection that could not be resumed."""
                engine.take_up(shard.has)
                ready.set()
                pulse.wake.set()

            roles = Roles(config.roles.host, config.roles.organiser)
            archive = _archive(config, engine, client, roles)
            client.serve(_services(config, engine, room, archive, roles), connected)
            work.begin(stay_connected(client, token, client.starts, clock, client.trouble, once=how.once))
            work.begin(lease.ended())
            await _in_charge(lease, engine, client, work)
            work.begin(engine.runner.run(ready), engine.erasure.run(ready), pulse.run())
            work.begin(give_up_without_discord(lease, clock, lambda: client.is_connected))
            work.begin(*_done_once(config, engine, database, lease.share))
            async with (
                archive_served(config, archive, engine) as followers,
                health_served(config, engine, lambda: client.links, followers),
            ):
                try:
                    yield RunningBot(config, roles, client, engine, lease, work.failing)
                finally:
                    await client.cut_off(ANSWERING_SECONDS)  # while there still is what they need


def _held(database: Database, how: How) -> AbstractAsyncContextManager[tuple[Lease, Store]]:
    if how.standby:
        return held_once_free(database, SystemClock(), supervisor.lives, how.share)
    return database.held(how.share)


def _client(config: Config, share: Share) -> TchatClient:
    """Return the client for the shards of a share; a process that has all servers may have any number of shards."""
    if share == EVERYTHING:
        return TchatClient(config.discord.guilds, config.discord.shards)
    return TchatClient(config.discord.guilds, share.count, share.numbers)


class Work:
    """Parts that run side by side; `failing` ends only if one of them fails, and holds the reason."""

    def __init__(self) -> None:
        self.failing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.tasks: list[asyncio.Task[None]] = []

    def begin(self, *parts: Coroutine[Any, Any, None]) -> None:
        """Let parts run."""
        for part in parts:
            self.tasks.append(asyncio.create_task(part))
            self.tasks[-1].add_done_callback(self._ended)

    async def unless_failing(self, part: Coroutine[Any, Any, None]) -> None:
        """Return when a part has ended; raise what any other fails with meanwhile."""
        self.begin(part)
        await asyncio.wait([self.failing, self.tasks[-1]], return_when=asyncio.FIRST_COMPLETED)
        if self.failing.done():
            self.failing.result()

    def _ended(self, task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and (error := task.exception()) and not self.failing.done():
            self.failing.set_exception(error)
            self.failing.exception()  # read, if nobody does: a failure that nobody reads would be complained about


@asynccontextmanager
async def _at_work() -> AsyncIterator[Work]:
    """Let parts run for the length of a block."""
    work = Work()
    try:
        yield work
    finally:
        await break_off(work.tasks)  # one by one: the failure of one leaves the others running


def _done_once(config: Config, engine: Engine, database: Database, share: Share) -> Iterator[Coroutine[Any, Any, None]]:
    """Return what looks after the whole record; copies and the index are made where shard 0 is."""
    copies = database.copies if share.have_first else Elsewhere()
    yield Nightly(copies, engine.store, engine.clock, config.timing.zone, engine.expiry.end).run()
    if config.web.enabled and share.have_first:
        yield Indexing(engine.store, engine.clock).run()


async def _in_charge(lease: Lease, engine: Engine, client: TchatClient, work: Work) -> None:
    """Return once the servers are ours, not only promised, and their chats taken up."""
    if lease.is_promised:
        await work.unless_failing(inherit(lease, engine.clock, lambda: client.is_connected))
        await engine.load()
        engine.take_up()
    client.begin_answering()


@asynccontextmanager
async def _closed_in_time(client: TchatClient) -> AsyncIterator[TchatClient]:
    """Close a client after the block; a line that is dead is not waited for."""
    with client.trouble.of_discord_py():
        async with client:
            try:
                yield client
            finally:
                await asyncio.wait([asyncio.create_task(client.close())], timeout=CLOSING_SECONDS)


def _archive(config: Config, engine: Engine, client: TchatClient, roles: Roles) -> Archive:
    """Return the archive; people say by Discord who they are, if the operator wants that."""
    store, clock, address, signing_in = engine.store, engine.clock, config.web.address, None
    if config.web.enabled and (secret := config.web.secret):
        identity = DiscordIdentity(lambda: client.application_id, secret, f"{address}/sign-in/back")
        signing_in = SigningIn(store, clock, identity, DiscordMembers(client, roles))
    return Archive(store, engine.records, clock, address, signing_in)


def _services(config: Config, engine: Engine, room: DiscordRoom, archive: Archive, roles: Roles) -> Services:
    return Services(
        engine=engine,
        room=room,
        exports=exports_of(engine.records, config),
        archive=archive,
        words=words,
        roles=roles,
    )
