"""The log of a session's cases for its hosts, as a list or as a file, and undoing what was done."""

from io import BytesIO

import discord

from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.reading.downloads import others_of, session_of
from bot.adapters.discord_chat.room.translate import person_of
from bot.core.base.errors import Refused
from bot.core.base.words import N_
from bot.core.posts import confirmations
from bot.core.posts.hosting.chats import of_session
from bot.core.posts.moderating import case_log
from bot.core.posts.moderating.case_cards import DONE
from bot.core.requests.rights import OUTDATED, Action
from bot.core.session.facts import Measure
from bot.core.session.listing import listed

FORMATS = ("csv", "json")
SHOWN = 25
"""How many measures a private message lists; a file has them all."""


async def send_log(interaction: discord.Interaction, services: Services, format: str) -> None:
    """Answer with the newest measures of a session, or with a file of all."""
    async with replying(interaction, services) as reply:
        words = reply.words
        session = session_of(reply)
        number = session.number
        view = await others_of(services, session, "log", words, format)
        title = of_session(
            N_("Moderation in session {number}, “{title}”, {time}:"),
            listed(session),
            words,
        )
        if format and format not in FORMATS:
            raise Refused(OUTDATED)
        if format:
            text = await services.exports.measures(number, format)
            file = discord.File(BytesIO(text.encode()), f"moderation-{number}.{format}")
            await reply.say(title, files=[file], view=view)
            return
        taken = await services.engine.records.measures(number)
        if not taken:
            nothing = N_("No message was flagged in session {number}, “{title}”, {time}.")
            await reply.say(of_session(nothing, listed(session), words), view=view)
            return
        more = [words.gettext("For older cases, get the file with format: csv")] if len(taken) > SHOWN else []
        await reply.say_lines([title, *case_log.lines(taken[:SHOWN], words), *more], view=view)


async def log_picked(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Answer with the log of another session."""
    await send_log(interaction, services, action.word("format"))


async def undo(interaction: discord.Interaction, services: Services, number: int) -> None:
    """Undo what was done about a case, as its card would."""
    async with replying(interaction, services) as reply:
        by = person_of(interaction.user)
        _, session, first = await services.engine.moderator.decide(number, Measure.FINE, by, reply.key)
        done = reply.words.gettext(DONE[session.cases[number].measure])
        await reply.say(done if first else confirmations.decided_already(done, reply.words))
