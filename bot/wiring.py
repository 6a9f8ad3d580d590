"""The one place that chooses concrete parts and owns their lifetimes. Everything opened here is closed here."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.adapters.catalogues import words
from bot.adapters.discord_chat.client import TchatClient
from bot.adapters.discord_chat.interactions.askers import Roles
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.reading.identity import DiscordIdentity, DiscordMembers
from bot.adapters.discord_chat.room.connecting import stay_connected
from bot.adapters.discord_chat.room.room import DiscordRoom
from bot.adapters.system import process, supervisor
from bot.adapters.system.choosing import InProcess
from bot.adapters.system.clock import LeasedClock, SystemClock
from bot.app.engine import Engine, running
from bot.app.live.background import break_off
from bot.app.live.pulse import Pulse
from bot.app.live.standby import held_once_free
from bot.app.privacy.nightly import Nightly
from bot.app.reading.archive import Archive
from bot.app.reading.entering.signing_in import SigningIn
from bot.config import Config, token_of
from bot.parts import archive_served, exports_of, files_of, health_served, settings_of, wording_of
from bot.stores import database_of

log = logging.getLogger(__name__)

CLOSING_SECONDS = 1
"""How long the connection may take to say goodbye."""

ENDING_SECONDS = 4.5
"""How long closing everything may take; then the process ends as if it had been killed, which loses nothing."""


def serve(config: Config, *, once: bool = False, standby: bool = False) -> None:
    """Run the Discord bot until SIGTERM or SIGINT; then close everything.

    With `once`, end if Discord cannot be reached at the start. With `standby`, wait while another process runs it.
    """
    process.run_until_signal(partial(_serve, config, once=once, standby=standby), ENDING_SECONDS)


async def _serve(config: Config, stop: asyncio.Event, *, once: bool, standby: bool) -> None:
    running = asyncio.create_task(_run(config, once=once, standby=standby), name="bot")
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
    supervisor.ends()
    for task in (running, stopping):
        task.cancel()
    with suppress(asyncio.CancelledError):
        await running  # raises what ended it
    log.info("closed")


async def _run(config: Config, *, once: bool, standby: bool) -> None:
    async with on_discord(config, token_of(config), once=once, standby=standby) as bot:
        await asyncio.shield(bot.failing)  # raises what ended the connection


@dataclass(frozen=True, slots=True)
class RunningBot:
    """A bot on Discord; `failing` ends only if the bot fails, and holds the reason."""

    client: TchatClient
    engine: Engine
    failing: "asyncio.Future[Any]"


@asynccontextmanager
async def on_discord(
    config: Config, token: str, *, once: bool = False, standby: bool = False
) -> AsyncIterator[RunningBot]:
    """Connect the bot for the length of a block; raise `StoreError` if another one runs on the same database.

    With `standby`, wait for that one's end.
    """
    database = database_of(config)
    async with (
        held_once_free(database, SystemClock(), supervisor.lives) if standby else database.held() as (lease, store),
        _closed_in_time(TchatClient(config.discord.guilds)) as client,
    ):
        clock = LeasedClock(SystemClock(), lease)
        room = DiscordRoom(client, config.discord.host_desk, config.discord.log_channel, config.summary.channel)
        settings, files, wording = settings_of(config), files_of(config), wording_of(config)
        async with running(store, room, clock, words, settings, files, InProcess(), wording) as engine:
            lease.lost.append(engine.collector.stuck.clear)  # the hosts hear from whoever runs the bot now
            nightly = Nightly(database.copies, store, clock, config.timing.zone, engine.expiry.end)
            pulse = Pulse(store, clock, lambda: client.is_connected, supervisor.lives)
            ready = asyncio.Event()

            def connected() -> None:
                """Take up what was missed, at the start and after every connection that could not be resumed."""
                engine.take_up()
                ready.set()
                pulse.wake.set()

            archive = _archive(config, engine, client)
            client.serve(_services(config, engine, room, archive), connected)
            connection = stay_connected(client, token, client.starts, clock, client.trouble, once=once)
            running_parts = (
                connection,
                engine.runner.run(ready),
                engine.erasure.run(ready),
                nightly.run(),
                lease.ended(),
                pulse.run(),
            )
            async with (
                _at_work(running_parts) as failing,
                archive_served(config, archive, engine) as followers,
                health_served(config, engine, lambda: client.is_connected, followers),
            ):
                yield RunningBot(client, engine, failing)


@asynccontextmanager
async def _at_work(running_parts: Iterable[Coroutine[Any, Any, None]]) -> AsyncIterator["asyncio.Future[Any]"]:
    """Let parts run for the length of a block; what is given ends only if one of them fails."""
    parts = [asyncio.create_task(part) for part in running_parts]
    failing = asyncio.gather(*parts)
    try:
        yield failing
    finally:
        await break_off(parts)  # one by one: the failure of one leaves the others running
        if not failing.cancel() and not failing.cancelled():
            failing.exception()  # read, if nobody has: a failure that nobody reads would be complained about


@asynccontextmanager
async def _closed_in_time(client: TchatClient) -> AsyncIterator[TchatClient]:
    """Close a client after the block; a line that is dead is not waited for."""
    async with client:
        try:
            yield client
        finally:
            await asyncio.wait([asyncio.create_task(client.close())], timeout=CLOSING_SECONDS)


def _archive(config: Config, engine: Engine, client: TchatClient) -> Archive:
    """Return the archive; people say by Discord who they are, if the operator wants that."""
    store, clock, address, signing_in = engine.store, engine.clock, config.web.address, None
    if config.web.enabled and (secret := config.web.secret):
        identity = DiscordIdentity(lambda: client.application_id, secret, f"{address}/sign-in/back")
        signing_in = SigningIn(store, clock, identity, DiscordMembers(client, _roles(config)))
    return Archive(store, engine.records, clock, address, signing_in)


def _roles(config: Config) -> Roles:
    return Roles(config.roles.host, config.roles.organiser)


def _services(config: Config, engine: Engine, room: DiscordRoom, archive: Archive) -> Services:
    return Services(
        engine=engine,
        room=room,
        exports=exports_of(engine.records, config),
        archive=archive,
        words=words,
        roles=_roles(config),
    )
