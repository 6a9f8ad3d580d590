"""The log of a session's cases for its hosts, as a list or as a file, and undoing what was done."""

from io import BytesIO

import discord

from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.reading.downloads import must_be_here, number_of
from bot.adapters.discord_chat.room.translate import person_of
from bot.core.base.errors import NotFound
from bot.core.base.words import N_
from bot.core.posts import confirmations
from bot.core.posts.moderating import case_log
from bot.core.posts.moderating.case_cards import DONE
from bot.core.session.facts import Measure

FORMATS = ("csv", "json")
SHOWN = 25
"""How many measures a private message lists; a file has them all."""


async def send_log(interaction: discord.Interaction, services: Services, number: int | None, format: str) -> None:
    """Answer with the newest measures of a session, or with a file of all."""
    async with replying(interaction, services) as reply:
        words, number = reply.words, number_of(interaction, services, number)
        await must_be_here(interaction, services, number)
        title = words.gettext("Moderation in session {number}:").format(number=number)
        if format:
            text = await services.exports.measures(number, format)
            file = discord.File(BytesIO(text.encode()), f"moderation-{number}.{format}")
            await reply.say(title, files=[file])
            return
        taken = await services.engine.records.measures(number)
        if not taken:
            await reply.say(words.gettext("No message was flagged in session {number}.").format(number=number))
            return
        more = [words.gettext("Older ones are in the file: format: csv")] if len(taken) > SHOWN else []
        await reply.say_lines([title, *case_log.lines(taken[:SHOWN], words), *more])


async def undo(interaction: discord.Interaction, services: Services, number: int) -> None:
    """Undo what was done about a case, as its card would."""
    async with replying(interaction, services) as reply:
        live = await services.engine.moderator.live_of(number)
        if live.session.room.guild != interaction.guild_id:
            raise NotFound(N_("There is no case {number}."), number=number)
        by = person_of(interaction.user)
        _, session, first = await services.engine.moderator.decide(number, Measure.FINE, by, reply.key)
        done = reply.words.gettext(DONE[session.cases[number].measure])
        await reply.say(done if first else confirmations.decided_already(done, reply.words))
