"""Work on files that strangers send: beside the event loop, and not for longer than they are worth."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.core.base.errors import Refused
from bot.core.base.words import N_

SECONDS = 5.0
"""For how long a file is looked at. The largest pack takes a tenth of a second on a small machine."""

ENDLESS = N_("This file took too long to check. Is it the right file?")

T = TypeVar("T")


async def aside(read: Callable[[], T], seconds: float = SECONDS) -> T:
    """Return what a function makes of a file, while everything else goes on; raise `Refused` if it takes too long."""
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.to_thread(read)
    except TimeoutError as error:
        raise Refused(ENDLESS) from error
