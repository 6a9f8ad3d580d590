"""Answering an interaction: acknowledged at once, answered privately, in the reader's language, whatever happens.

Replies are best effort: they stand outside exactly-once, since what was decided is in the record either way.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import aiohttp
import discord

from bot.adapters.discord_chat.services import Services
from bot.core.phrases import shortened
from bot.core.post import MAX_TEXT
from bot.core.words import Words
from bot.errors import TchatError

log = logging.getLogger(__name__)

ACKNOWLEDGED_WITHIN = 3.0
"""After so many seconds Discord takes no acknowledgement any more (developer documentation, "Receiving and
Responding"). discord.py would go on trying for longer, and what was asked for would wait."""


class Reply:
    """The private answer to one interaction. `words` are in the reader's language; `key` names the request."""

    def __init__(self, interaction: discord.Interaction, words: Words) -> None:
        self._interaction = interaction
        self.words = words
        self.key = str(interaction.id)

    async def say(self, text: str, *, view: discord.ui.View | None = None, files: Sequence[discord.File] = ()) -> None:
        """Answer; a second call replaces the first. A text over the platform's limit is cut."""
        with self._best_effort():
            await self._interaction.edit_original_response(
                content=shortened(text, MAX_TEXT), view=view, attachments=files
            )

    async def more(self, text: str) -> None:
        """Add another private message."""
        with self._best_effort():
            await self._interaction.followup.send(shortened(text, MAX_TEXT), ephemeral=True)

    @contextmanager
    def _best_effort(self) -> Iterator[None]:
        try:
            yield
        except (discord.HTTPException, aiohttp.ClientError, OSError, RuntimeError) as error:  # the last: we are closing
            log.warning("the reply to interaction %s was not delivered: %s", self.key, error)


@asynccontextmanager
async def replying(
    interaction: discord.Interaction, services: Services, *, update: bool = False
) -> AsyncIterator[Reply]:
    """Acknowledge an interaction, and turn what goes wrong in the block into one sentence for whoever asked.

    With `update`, the answer takes the place of the message whose button was pressed; failures leave that as it is.
    """
    reply = Reply(interaction, services.words(interaction.locale.value))
    fail = reply.more if update else reply.say
    try:
        async with asyncio.timeout(ACKNOWLEDGED_WITHIN):
            await interaction.response.defer(ephemeral=True, thinking=not update)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("interaction %s was not acknowledged: %s", reply.key, error)
    try:
        yield reply
    except TchatError as error:
        await fail(error.sentence(reply.words))
    except Exception:
        log.exception("interaction %s failed", reply.key)
        await fail(reply.words.gettext("Something went wrong on my side; the log of the bot says what."))
