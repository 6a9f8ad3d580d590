"""What Discord's refusals mean to us: gone, refused for good, or not known.

Codes are from Discord's developer documentation, "Opcodes and Status Codes", section "JSON".
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.app.ports.values import Gone, NoChannel, Unsure
from bot.core.base.errors import RoomError
from bot.core.base.words import N_

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
THREAD_EXISTS = 160004
THREAD_ARCHIVED = 50083


@contextmanager
def done_already(code: int) -> Iterator[None]:
    """Pass over the refusal that only says that what was asked for is so already."""
    try:
        yield
    except discord.HTTPException as error:
        if error.code != code:
            raise


@contextmanager
def breakable(client: discord.Client) -> Iterator[None]:
    """Allow the calls in the block to be cancelled.

    While discord.py 2.7 waits for the end of a rate limit on everything, it lets no request out; cancelled in that
    wait, it would never let one out again (`HTTPClient.request`). At worst the next request meets the limit once more.
    """
    try:
        yield
    except asyncio.CancelledError:
        client.http._global_over.set()
        raise


@contextmanager
def as_room_errors() -> Iterator[None]:
    """Turn discord.py's errors into the port's, for the length of a block."""
    try:
        yield
    except discord.NotFound as error:
        kind = NoChannel if error.code == UNKNOWN_CHANNEL else Gone
        raise kind(N_("The channel or message is not there any more (Discord {code})."), code=error.code) from error
    except discord.Forbidden as error:
        raise RoomError(
            N_("Discord does not allow it ({code}: {text}); /tchat check names the permission."),
            code=error.code,
            text=error.text,
        ) from error
    except (discord.DiscordServerError, discord.RateLimited, aiohttp.ClientError, OSError) as error:
        raise Unsure(str(error) or type(error).__name__) from error
    except discord.HTTPException as error:
        if error.status == 429:
            raise Unsure(str(error)) from error
        raise RoomError(N_("Discord refused it ({code}: {text})."), code=error.code, text=error.text) from error
