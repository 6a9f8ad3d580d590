"""What Discord's refusals mean to us: gone, refused for good, or not known.

Codes are from Discord's developer documentation, "Opcodes and Status Codes", section "JSON".
"""

import asyncio
from collections.abc import Iterator, Mapping
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

ADVICE: Mapping[int, str] = {
    UNKNOWN_CHANNEL: N_("The channel or thread was deleted (Discord {code})."),
    UNKNOWN_MESSAGE: N_("The message was deleted (Discord {code})."),
    30003: N_("The channel has as many pins as Discord allows ({code}); unpin something."),
    50001: N_("I cannot see the channel (Discord {code}); give me the permission View Channel."),
    50013: N_("I am missing a permission there (Discord {code}); /tchat check shows which."),
    160005: N_("The thread is locked (Discord {code}); unlock it."),
    160006: N_("The server has as many open threads as Discord allows ({code}); close some of them."),
}
"""What refusals that hosts can do something about mean in their words."""

NOT_THERE = N_("The channel or message is gone (Discord {code}).")
FORBIDDEN = N_("Discord does not allow it ({code}: {text}); /tchat check shows which permission is missing.")
REFUSED = N_("Discord refused it ({code}: {text}).")


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
        raise kind(ADVICE.get(error.code, NOT_THERE), code=error.code) from error
    except discord.Forbidden as error:
        raise RoomError(ADVICE.get(error.code, FORBIDDEN), code=error.code, text=error.text) from error
    except discord.DiscordServerError as error:
        raise Unsure(f"{error.status} {error.response.reason}") from error  # its text may be a page of HTML
    except (discord.RateLimited, aiohttp.ClientError, OSError) as error:
        raise Unsure(str(error) or type(error).__name__) from error
    except discord.HTTPException as error:
        if error.status == 429:
            raise Unsure(str(error)) from error
        raise RoomError(ADVICE.get(error.code, REFUSED), code=error.code, text=error.text) from error
