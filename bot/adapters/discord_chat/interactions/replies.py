"""Answering an interaction: acknowledged at once, answered privately, in the reader's language, whatever happens.

Replies are best effort: they stand outside exactly-once, since what was decided is in the record either way.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from io import BytesIO

import aiohttp
import discord

from bot.adapters.discord_chat.interactions.drawing import Item, button, view_of
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.interactions.turn import is_answered_elsewhere
from bot.app.hosting.gate import Admitted
from bot.core.base.contribution import Contribution
from bot.core.base.errors import Doubtful, StoreError, TchatError
from bot.core.base.limits import MAX_TEXT
from bot.core.base.words import N_, Words
from bot.core.posts.moderating.case_cards import appeal_button
from bot.core.text.shorten import shortened

log = logging.getLogger(__name__)

BROKEN = N_("Something went wrong on my side; my log has the details.")


ACKNOWLEDGED_WITHIN = 3.0
"""After this many seconds Discord no longer takes an acknowledgement (developer documentation, "Receiving and
Responding"). discord.py would go on trying for longer, and what was asked for would wait."""


FORM_WITHIN = 2.5
"""After this many seconds somebody who waits for a form is told to try again, while Discord still takes that."""

SILENT = N_("My database does not answer just now; please try again in a moment.")


class TurnedAway(Exception):
    """The gate did not let somebody do what they asked for, and they were told why: nothing is left to be done."""


class Reply:
    """The private answer to one interaction.

    `words` are in the reader's language, `person` is the reader, `key` names the request, `admitted` is what the gate
    let them do.
    """

    admitted: Admitted

    def __init__(self, interaction: discord.Interaction, words: Words, *, update: bool = False) -> None:
        self._interaction = interaction
        self._update = update
        self.words = words
        self.person = interaction.user.id
        self.key = str(interaction.id)

    async def say(self, text: str, *, view: discord.ui.View | None = None, files: Sequence[discord.File] = ()) -> None:
        """Answer; a second call replaces the first. A text over the platform's limit is cut."""
        with best_effort(self.key):
            await self._interaction.edit_original_response(
                content=shortened(text, MAX_TEXT), view=view, attachments=files
            )

    async def say_lines(self, lines: Sequence[str], *, view: discord.ui.View | None = None) -> None:
        """Answer with a list, in as many messages as it needs; the buttons are under the first."""
        pages: list[str] = []
        for line in lines:
            if pages and len(pages[-1]) + 1 + len(line) <= MAX_TEXT:
                pages[-1] += f"\n{line}"
            else:
                pages.append(line)
        await self.say(pages[0], view=view)
        for page in pages[1:]:
            await self.more(page)

    async def more(self, text: str, *, view: discord.ui.View | None = None, files: Sequence[discord.File] = ()) -> bool:
        """Add another private message; return whether it was delivered."""
        with best_effort(self.key):
            await self._interaction.followup.send(
                shortened(text, MAX_TEXT),
                view=view or discord.utils.MISSING,
                files=list(files),
                suppress_embeds=True,
                ephemeral=True,
            )
            return True
        return False

    async def fail(self, sentence: str, *, view: discord.ui.View | None = None) -> None:
        """Say what went wrong; a message whose button was pressed stays as it is. A long list comes as a file."""
        say = self.more if self._update else self.say
        files = [text_file("problems.txt", sentence)] if len(sentence) > MAX_TEXT else []
        await say(sentence, view=view, files=files)

    async def ask_back(self, doubt: Doubtful, sure: str, back: str | None, beside: Sequence[Item]) -> None:
        """Say why a request may be a slip, with a button that repeats it, and those that mean something else.

        Where there is a way back, in place of the message whose button was pressed: nothing outdated stays behind.
        """
        yes = button(self.words.gettext("Yes, do it"), sure, danger=True)
        sentence = doubt.sentence(self.words)
        if back is None:
            say = self.say if beside else self.fail  # a card on the desk stays as it is
            await say(sentence, view=view_of([yes, *beside]))
        else:
            await self.say(sentence, view=view_of([yes, button(self.words.gettext("Back"), back)]))


@contextmanager
def best_effort(key: str) -> Iterator[None]:
    """Let what cannot be delivered rest: the record has what was decided."""
    try:
        yield
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("the reply to interaction %s was not delivered: %s", key, error)
    except RuntimeError as error:
        if str(error) != "Session is closed":  # what aiohttp says when the bot has ended meanwhile
            raise
        log.info("the reply to interaction %s was not delivered: the bot is ending", key)


def text_file(name: str, text: str) -> discord.File:
    """Return a file to attach."""
    return discord.File(BytesIO(text.encode()), name)


@asynccontextmanager
async def replying(
    interaction: discord.Interaction,
    services: Services,
    *,
    update: bool = False,
    sure: str | None = None,
    back: str | None = None,
    beside: Sequence[Item] = (),
    heard: Contribution | None = None,
) -> AsyncIterator[Reply]:
    """Acknowledge an interaction, and turn what goes wrong in the block into one sentence for whoever asked.

    The block runs only if the gate lets them do it, else `TurnedAway` is raised; `heard` is the message whose menu was
    used. With `update`, the answer takes the place of the message whose button was pressed; failures leave that as it
    is. `sure` is the id of the button that repeats a request which may have been a slip, `back` of one that lets it be,
    `beside` are buttons that ask for something else.
    """
    reply = Reply(interaction, services.words(interaction.locale.value), update=update)
    try:
        async with asyncio.timeout(ACKNOWLEDGED_WITHIN):
            await interaction.response.defer(ephemeral=True, thinking=not update)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        if is_answered_elsewhere(interaction, error):
            raise TurnedAway from error
        log.warning("interaction %s was not acknowledged: %s", reply.key, error)
    try:
        reply.admitted = await services.admit(interaction, heard)
    except Exception as error:
        await reply.fail(_sentence(error, reply.words, reply.key))
        await _tell_what_waits(interaction, services, reply)
        raise TurnedAway from error
    try:
        yield reply
    except Exception as error:
        if isinstance(error, Doubtful) and sure is not None:
            await reply.ask_back(error, sure, back, beside)
        else:
            await reply.fail(_sentence(error, reply.words, reply.key))
    await _tell_what_waits(interaction, services, reply)


def _sentence(error: Exception, words: Words, key: str) -> str:
    """Return what somebody is told of an error; what nobody foresaw is in the log."""
    if isinstance(error, TchatError):
        return error.sentence(words)
    log.error("interaction %s failed", key, exc_info=error)
    return words.gettext(BROKEN)


async def _tell_what_waits(interaction: discord.Interaction, services: Services, reply: Reply) -> None:
    """Tell somebody what could not be brought to them in private messages; what is not shown goes on waiting."""
    if not (guild := interaction.guild_id):
        return
    try:
        for word in await services.engine.untold.words_for(guild, reply.person):
            action = appeal_button(word.case, reply.words)
            view = view_of([button(action.label, action.id)]) if word.is_open else None
            if await reply.more(word.text, view=view):
                await services.engine.untold.delivered(guild, reply.person, word.case)
    except StoreError as error:
        log.warning("interaction %s: what waits was not told: %s", reply.key, error)
    except Exception:
        log.exception("interaction %s: what waits was not told", reply.key)


@dataclass(frozen=True, slots=True)
class Asking:
    """What a form is made with: words in the reader's language, and what the gate let them do."""

    words: Words
    admitted: Admitted


@asynccontextmanager
async def asking(
    interaction: discord.Interaction, services: Services, heard: Contribution | None = None
) -> AsyncIterator[Asking]:
    """Let the block answer with a form, which cannot be deferred; what goes wrong is said instead of it.

    The block runs only if the gate lets them do it, else `TurnedAway` is raised.
    """
    words = services.words(interaction.locale.value)
    key = str(interaction.id)
    is_admitted = False
    try:
        async with asyncio.timeout(FORM_WITHIN) as limit:
            admitted = await services.admit(interaction, heard)
            is_admitted = True
            with best_effort(key):
                yield Asking(words, admitted)
    except Exception as error:
        await refuse(interaction, words.gettext(SILENT) if limit.expired() else _sentence(error, words, key))
        if not is_admitted:
            raise TurnedAway from error


async def refuse(interaction: discord.Interaction, sentence: str) -> None:
    """Answer an interaction that was not acknowledged yet with a sentence."""
    with best_effort(str(interaction.id)):
        await interaction.response.send_message(shortened(sentence, MAX_TEXT), ephemeral=True)
