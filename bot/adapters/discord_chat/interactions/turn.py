"""Whose turn it is to answer, while two processes are connected to the same shard: both get each interaction.

The one that has the servers answers. The one that is to have them waits with what comes meanwhile, as long as Discord
waits for an answer: what the other did not get round to is answered here.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import discord

from bot.app.live.background import break_off

WAITS = 2.5
"""How many seconds an interaction may wait for our turn: Discord waits for three."""

LATE = "waited for our turn"
ANSWERED_ELSEWHERE = 40060
"""Discord's code for an interaction that was acknowledged before (developer documentation, "JSON Error Codes")."""


class Turn:
    """Ours from `begin` on, until `end`."""

    def __init__(self) -> None:
        self._is_ours = asyncio.Event()
        self._is_over = False
        self._in_hand = set[asyncio.Task[Any]]()

    def begin(self) -> None:
        """Answer from now on, first of all what waits."""
        self._is_ours.set()

    async def end(self) -> None:
        """Begin no answer any more, and return when those that were begun are given."""
        self._is_over = True
        while self._in_hand:
            await asyncio.wait(self._in_hand)

    async def cut_off(self, seconds: float) -> None:
        """Begin no answer any more; those that are not given after so many seconds are broken off."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.end()
        await break_off(self._in_hand)

    async def comes(self, interaction: discord.Interaction) -> bool:
        """Return whether to answer an interaction, perhaps after a wait."""
        if not self._is_ours.is_set():
            interaction.extras[LATE] = True
            try:
                async with asyncio.timeout(WAITS):
                    await self._is_ours.wait()
            except TimeoutError:
                return False
        return not self._is_over

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Have an interaction in hand for the length of a block."""
        task = asyncio.current_task()
        assert task is not None
        self._in_hand.add(task)
        try:
            yield
        finally:
            self._in_hand.discard(task)


def is_answered_elsewhere(interaction: discord.Interaction, error: Exception) -> bool:
    """Return whether an acknowledgement failed because the process before us had made it."""
    code = error.code if isinstance(error, discord.HTTPException) else 0
    return LATE in interaction.extras and code == ANSWERED_ELSEWHERE
