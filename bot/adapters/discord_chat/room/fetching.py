"""Fetching what members attached from Discord's file server: no redirects, no more bytes than wanted, not for ever."""

import aiohttp

from bot.app.ports.values import Gone, TooLarge, Unsure
from bot.core.base.errors import RoomError
from bot.core.base.words import N_

SECONDS = aiohttp.ClientTimeout(total=120, sock_connect=15, sock_read=30)
PIECE = 1 << 16

NO_FILE = N_("The file is not there any more (HTTP {code}).")
FILE_REFUSED = N_("Discord does not give the file ({code}).")
LARGE = N_("The file is too large.")


async def fetched(url: str, most: int) -> bytes:
    """Return what a link leads to; raise `TooLarge` as soon as there is more than wanted.

    A link that is no web address, or an answer that repeating cannot change, is a `RoomError`.
    """
    try:
        async with (
            aiohttp.ClientSession(timeout=SECONDS) as session,
            session.get(url, allow_redirects=False) as response,
        ):
            _must_be_fine(response.status)
            content = bytearray()
            async for piece in response.content.iter_chunked(PIECE):
                content += piece
                if len(content) > most:
                    raise TooLarge(LARGE)
            return bytes(content)
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError, ValueError) as error:
        raise RoomError(FILE_REFUSED, code=type(error).__name__) from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise Unsure(str(error) or type(error).__name__) from error


def _must_be_fine(status: int) -> None:
    if status in (404, 410):
        raise Gone(NO_FILE, code=status)
    if status == 429 or status >= 500:
        raise Unsure(f"HTTP {status}")
    if status != 200:
        raise RoomError(FILE_REFUSED, code=status)
