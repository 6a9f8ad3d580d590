"""Work in pieces, of which one goes on while the next is prepared."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Self


class Ahead:
    """Lets a piece of work go on; before the next begins, and at the end, it is waited for. So they end in order.

    What goes wrong in one is raised where it is waited for. Leaving early ends it.
    """

    def __init__(self) -> None:
        self._going_on: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def then(self, work: Callable[[], Awaitable[None]]) -> None:
        """Begin a piece of work once the one before has ended."""
        await self._ended()
        self._going_on = asyncio.create_task(_done(work))

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            await self._ended()
        elif self._going_on is not None:
            self._going_on.cancel()
            with suppress(asyncio.CancelledError, Exception):  # what ended the work is raised already
                await self._going_on

    async def _ended(self) -> None:
        task, self._going_on = self._going_on, None
        if task is not None:
            await task


async def _done(work: Callable[[], Awaitable[None]]) -> None:
    await work()
