"""Connecting to Discord, and staying connected: what passes is waited for, what no restart mends ends in a sentence."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.adapters.discord_chat.room.failures import as_room_errors
from bot.adapters.discord_chat.room.starts import Starts
from bot.app.ports.clock import Clock
from bot.app.ports.values import Unsure
from bot.core.base.errors import ConfigError, RoomError
from bot.core.base.words import N_

if TYPE_CHECKING:
    from discord.types.gateway import SessionStartLimit

log = logging.getLogger(__name__)

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 5))
"""How long to wait after the first, second … try in vain; the last one from then on."""

UNKNOWN_TOKEN = N_("Discord does not know this token; copy it again from the developer portal → Bot.")
NO_MESSAGES = N_("Discord does not let me read messages: developer portal → Bot → switch on Message Content Intent.")
TOO_MANY_SERVERS = N_(
    "This bot is on more servers than Discord lets one connection serve (close code 4011); remove it from some of them."
)
OUTDATED = N_("Discord does not accept how this version connects (close code {code}); install a newer version of me.")

CLOSED = {4004: UNKNOWN_TOKEN, 4010: OUTDATED, 4011: TOO_MANY_SERVERS, 4012: OUTDATED, 4013: OUTDATED}
"""What the gateway's close codes mean after which no connection is possible (developer documentation, "Opcodes and
Status Codes", section "Gateway Close Event Codes")."""


class Trouble:
    """Says once that Discord cannot be reached, until it could be."""

    def __init__(self) -> None:
        self._told = False

    def tell(self, reason: object) -> None:
        """Say so, unless that was said."""
        if not self._told:
            log.warning("Discord cannot be reached (%s); I keep trying", reason)
        self._told = True

    def is_over(self) -> None:
        """Take in that there is a connection."""
        self._told = False

    @contextmanager
    def of_discord_py(self) -> Iterator[None]:
        """Say by this one sentence what discord.py would report with a traceback at every try."""
        library = logging.getLogger("discord.client")
        library.addFilter(self._is_other)
        try:
            yield
        finally:
            library.removeFilter(self._is_other)

    def _is_other(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.msg.startswith("Attempting a reconnect"):
            error = record.exc_info[1]
            self.tell(str(error) or type(error).__name__)
            return False
        return True


async def stay_connected(
    client: discord.Client, token: str, starts: Starts, clock: Clock, trouble: Trouble, *, once: bool
) -> None:
    """Be connected until cancelled; raise `ConfigError` for what no restart mends.

    While Discord cannot be reached, try again and again; with `once`, raise `RoomError` if that is so at the start.
    """
    limit, failures = None, 0
    with trouble.of_discord_py(), _as_sentences():
        while limit is None:
            try:
                limit = await _log_in(client, token)
            except Unsure as error:
                if once:
                    raise RoomError(N_("Discord cannot be reached: {reason}."), reason=error) from error
                trouble.tell(error)
                await clock.wait(clock.now() + PAUSES[min(failures, len(PAUSES) - 1)], asyncio.Event())
                failures += 1
        await _wait_for_a_session(limit, starts, clock)
        await client.connect()


async def _log_in(client: discord.Client, token: str) -> "SessionStartLimit":
    """Try to log in, and return how many sessions may be begun; raise `Unsure` if Discord does not answer."""
    await client.http.close()  # what is left of the last try
    client.http.connector = discord.utils.MISSING
    with as_room_errors():
        await client.login(token)
        try:
            _, _, limit = await client.http.get_bot_gateway()
        except discord.GatewayNotFound as error:
            raise error.__cause__ or Unsure("no gateway") from None
    return limit


async def _wait_for_a_session(limit: "SessionStartLimit", starts: Starts, clock: Clock) -> None:
    """Return when a session may be begun: at once, unless a day's are used up, or this is the tenth within an hour."""
    if limit["remaining"] < 1:
        pause = timedelta(milliseconds=limit["reset_after"])
        log.warning("Discord allows no more connections today; I connect again in %d s", pause.total_seconds())
    elif pause := await starts.pause():
        log.warning("I was started too often within an hour; I connect in %d s", pause.total_seconds())
    await clock.wait(clock.now() + pause, asyncio.Event())


@contextmanager
def _as_sentences() -> Iterator[None]:
    """Turn what ends a connection for good into a sentence that says what to do."""
    try:
        yield
    except discord.LoginFailure as error:
        raise ConfigError(UNKNOWN_TOKEN) from error
    except discord.PrivilegedIntentsRequired as error:
        raise ConfigError(NO_MESSAGES) from error
    except discord.ConnectionClosed as error:
        if error.code not in CLOSED:
            raise RoomError(N_("Discord closed the connection ({code}); start me again."), code=error.code) from error
        raise ConfigError(CLOSED[error.code], code=error.code) from error
