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
from bot.core.base.place import enough
from bot.core.base.words import N_

if TYPE_CHECKING:
    from discord.types.gateway import SessionStartLimit

log = logging.getLogger(__name__)

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 5))
"""How long to wait after the first, second … try in vain; the last one from then on."""

UNKNOWN_TOKEN = N_("Discord does not know this token; copy it again from the developer portal → Bot.")
NO_MESSAGES = N_("Discord does not let me read messages: developer portal → Bot → switch on Message Content Intent.")
TOO_MANY_SERVERS = N_(
    "discord.shards: {count} is too few for the servers that I am on (close code 4011); set it to auto, or higher."
)
MORE_NEEDED = N_(
    "Discord wants more shards than {count} for the servers that I am on (close code 4011); start me again, and I take "
    "as many as it advises."
)
BAD_SHARD = N_("Discord does not accept these shards (close code 4010); set discord.shards to auto.")
TOO_FEW_LEFT = N_("Discord allows only {left} more connections until {until}; start me then.")
OUTDATED = N_("Discord does not accept how this version connects (close code {code}); install a newer version of me.")

TOO_MANY = 4011
CLOSED = {4004: UNKNOWN_TOKEN, 4010: BAD_SHARD, TOO_MANY: TOO_MANY_SERVERS, 4012: OUTDATED, 4013: OUTDATED}
"""What the gateway's close codes mean after which no connection is possible (developer documentation, "Opcodes and
Status Codes", section "Gateway Close Event Codes")."""

RESERVE = 50
"""How many sessions of a day are left for connections that break: a start that would touch them waits."""


TRIED_IN_VAIN = ("Attempting a reconnect for shard", "Failed to connect for shard")
"""How discord.py's reports of a connection that cannot be made begin."""


class Trouble:
    """Says once that Discord cannot be reached, until it could be; where there are several `shards`, once for each."""

    def __init__(self) -> None:
        self._told: set[int | None] = set()
        self.shards = 1

    def tell(self, reason: object, shard: int | None = None) -> None:
        """Say so, unless that was said; without a shard nothing at all can be reached."""
        if not self._told & {shard, None}:
            extra = {"shard": shard} if self.shards > 1 else {}
            log.warning("Discord cannot be reached (%s); I keep trying", reason, extra=extra)
        self._told.add(shard)

    def is_over(self, shard: int) -> None:
        """Take in that there is a connection."""
        self._told -= {shard, None}

    @contextmanager
    def of_discord_py(self) -> Iterator[None]:
        """Say by this one sentence what discord.py would report with a traceback at every try."""
        library = logging.getLogger("discord.shard")
        library.addFilter(self._is_other)
        try:
            yield
        finally:
            library.removeFilter(self._is_other)

    def _is_other(self, record: logging.LogRecord) -> bool:
        """Take in a report of discord.py's; its first argument is the number of the shard."""
        if record.exc_info and isinstance(record.args, tuple) and record.msg.startswith(TRIED_IN_VAIN):
            error, shard = record.exc_info[1], record.args[0]
            assert isinstance(shard, int)
            self.tell(str(error) or type(error).__name__, shard)
            return False
        return True


async def stay_connected(
    client: discord.AutoShardedClient, token: str, starts: Starts, clock: Clock, trouble: Trouble, *, once: bool
) -> None:
    """Be connected until cancelled; raise `ConfigError` for what no restart mends.

    Unless the client knows how many shards there are, there are as many as Discord advises. While Discord cannot be
    reached, try again and again; with `once`, raise `RoomError` if that is so at the start.
    """
    advice, failures, is_free = None, 0, client.shard_count is None
    with _as_sentences(client, is_free=is_free):
        while advice is None:
            try:
                advice = await _log_in(client, token)
            except Unsure as error:
                if once:
                    raise RoomError(N_("Discord cannot be reached: {reason}."), reason=error) from error
                trouble.tell(error)
                await clock.wait(clock.now() + PAUSES[min(failures, len(PAUSES) - 1)], asyncio.Event())
                failures += 1
        wanted, limit = advice
        count = client.shard_count = client.shard_count or enough(wanted)
        trouble.shards, starts.shards, starts.at_once = count, count, limit["max_concurrency"]
        await _wait_for_a_session(limit, len(client.shard_ids or range(count)), starts, clock, once=once)
        await client.connect()


async def _log_in(client: discord.Client, token: str) -> "tuple[int, SessionStartLimit]":
    """Try to log in; return how many shards Discord advises, and how many sessions may be begun.

    Raises `Unsure` if Discord does not answer.
    """
    await client.http.close()  # what is left of the last try
    client.http.connector = discord.utils.MISSING
    with as_room_errors():
        await client.login(token)
        try:
            wanted, _, limit = await client.http.get_bot_gateway()
        except discord.GatewayNotFound as error:
            raise error.__cause__ or Unsure("no gateway") from None
    return wanted, limit


async def _wait_for_a_session(
    limit: "SessionStartLimit", wanted: int, starts: Starts, clock: Clock, *, once: bool
) -> None:
    """Return when so many sessions may be begun: at once, unless few of a day's are left or this is the tenth start.

    With `once`, raise `RoomError` where few are left.
    """
    left, now = limit["remaining"], clock.now()
    if left < wanted + RESERVE:
        pause = timedelta(milliseconds=limit["reset_after"])
        until = f"{now + pause:%Y-%m-%d %H:%M} UTC"
        if once:
            raise RoomError(TOO_FEW_LEFT, left=left, until=until)
        log.warning(
            "Discord allows only %d more connections, and resets a token that needs more; I wait until %s", left, until
        )
    elif pause := await starts.pause():
        log.warning("I was started too often within an hour; I connect in %d s", pause.total_seconds())
    await clock.wait(now + pause, asyncio.Event())


@contextmanager
def _as_sentences(client: discord.AutoShardedClient, *, is_free: bool) -> Iterator[None]:
    """Turn what ends a connection for good into a sentence that says what to do.

    With `is_free`, the next start may begin as many shards as Discord wants.
    """
    try:
        yield
    except discord.LoginFailure as error:
        raise ConfigError(UNKNOWN_TOKEN) from error
    except discord.PrivilegedIntentsRequired as error:
        raise ConfigError(NO_MESSAGES) from error
    except discord.ConnectionClosed as error:
        if error.code not in CLOSED:
            raise RoomError(N_("Discord closed the connection ({code}); start me again."), code=error.code) from error
        if error.code == TOO_MANY and is_free:
            raise RoomError(MORE_NEEDED, count=client.shard_count) from error
        raise ConfigError(CLOSED[error.code], code=error.code, count=client.shard_count) from error
