"""The one place that chooses concrete parts and owns their lifetimes. Everything opened here is closed here."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord

from bot.adapters import process
from bot.adapters.catalogues import words
from bot.adapters.choosing import InProcess
from bot.adapters.clock import SystemClock
from bot.adapters.discord_chat.client import TchatClient
from bot.adapters.discord_chat.room import DiscordRoom
from bot.adapters.discord_chat.services import Services
from bot.adapters.sqlite import open_store
from bot.adapters.sqlite.backup import BackupFolder
from bot.adapters.sqlite.lease import LeasedClock, Process, held
from bot.app.engine import Engine, running
from bot.app.nightly import Nightly
from bot.config import Config, token_of
from bot.core.words import N_
from bot.errors import ConfigError, RoomError
from bot.parts import exports_of, files_of, settings_of

log = logging.getLogger(__name__)

CLOSING_SECONDS = 3
"""How long the connection may take to say goodbye; everything of ours is closed by then or right after."""


async def serve(config: Config) -> None:
    """Run the Discord bot until SIGTERM or SIGINT; then close everything."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    async with on_discord(config, token_of(config)) as bot:
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([stopping, bot.failing], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if bot.failing.done():
            bot.failing.result()  # raises what ended the connection
    log.info("closed")


@dataclass(frozen=True, slots=True)
class RunningBot:
    """A bot on Discord; `failing` ends only if the bot fails, and holds the reason."""

    client: TchatClient
    engine: Engine
    failing: "asyncio.Future[Any]"


@asynccontextmanager
async def on_discord(config: Config, token: str) -> AsyncIterator[RunningBot]:
    """Connect the bot for the length of a block; raise `StoreError` if another one runs on the same database."""
    async with (
        held(config.database, SystemClock(), this_process(), process.is_alive) as lease,
        open_store(config.database, lease.fence) as store,
        TchatClient(config.discord.guilds) as client,
    ):
        clock = LeasedClock(SystemClock(), lease)
        room = DiscordRoom(client, config.discord.host_desk, config.discord.log_channel)
        async with running(store, room, clock, words, settings_of(config), files_of(config), InProcess()) as engine:
            lease.lost.append(engine.collector.stuck.clear)  # the hosts hear from whoever runs the bot now
            copies = BackupFolder(config.database, config.backups)
            nightly = Nightly(copies, store.forget_cases, clock, config.timing.zone)
            ready = asyncio.Event()

            def connected() -> None:
                """Take up what was missed, at the start and after every connection that could not be resumed."""
                engine.take_up()
                ready.set()

            client.serve(_services(config, engine, room), connected)
            running_parts = (_connect(client, token), _drive(engine, ready), nightly.run(), lease.ended())
            parts = [asyncio.create_task(part) for part in running_parts]
            failing = asyncio.gather(*parts)
            try:
                yield RunningBot(client, engine, failing)
            finally:
                for part in parts:  # one by one: the failure of one leaves the others running
                    part.cancel()
                await asyncio.gather(failing, *parts, return_exceptions=True)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(client.close(), CLOSING_SECONDS)


def this_process() -> Process:
    """Return what tells this process from every other."""
    number = process.number()
    return Process(process.host(), number, process.mark_of(number))


def _services(config: Config, engine: Engine, room: DiscordRoom) -> Services:
    return Services(
        engine=engine,
        room=room,
        exports=exports_of(engine.records),
        words=words,
        host_roles=config.roles.host,
    )


async def _drive(engine: Engine, ready: asyncio.Event) -> None:
    """Let time drive the sessions from the first moment at which the room can be reached."""
    await ready.wait()
    await engine.runner.run()


async def _connect(client: TchatClient, token: str) -> None:
    try:
        await client.start(token)
    except discord.LoginFailure as error:
        raise ConfigError(
            N_("Discord does not know this token; copy it anew from the developer portal → Bot.")
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise ConfigError(
            N_("Discord does not let me read messages: developer portal → Bot → switch on Message Content Intent.")
        ) from error
    except (aiohttp.ClientError, OSError) as error:
        raise RoomError(N_("Discord cannot be reached: {reason}."), reason=error) from error
