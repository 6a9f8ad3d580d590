"""Handing out summaries and transcripts, zipped where the server's upload limit asks for it."""

import asyncio
import tempfile
from io import BytesIO
from pathlib import Path

import discord

from bot.adapters.discord_chat.interactions.drawing import view_of
from bot.adapters.discord_chat.interactions.picks import picks
from bot.adapters.discord_chat.interactions.replies import Reply, replying, text_file
from bot.adapters.discord_chat.interactions.services import Services
from bot.app.reading.recaps import ARTICLES
from bot.core.base.errors import NotFound, Refused
from bot.core.base.words import N_, Words
from bot.core.posts.hosting.chats import of_session
from bot.core.requests.rights import OUTDATED, Action
from bot.core.session.listing import listed
from bot.core.session.state import Session

BUNDLE = "zip"
FORMATS = ("html", "md", "txt", "csv", "xlsx", "json", BUNDLE)
RECORDS = ("whole", "public")
"""The two records of a session, as the ids of buttons call them."""
WHOLE = N_("The transcript of session {number}, “{title}”, {time}.")
PUBLIC = N_("The public transcript of session {number}, “{title}”, {time}.")
DEFAULT_LIMIT = 10 * 1024 * 1024
"""Bytes that Discord takes in one file where nothing else is known (developer documentation, "Uploading Files")."""


async def send_summary(interaction: discord.Interaction, services: Services) -> None:
    """Answer with a session's summary as a file."""
    async with replying(interaction, services) as reply:
        session = session_of(reply)
        text = await services.exports.summary(session.number, "md")
        file = discord.File(BytesIO(text.encode()), f"summary-{session.number}.md")
        said = of_session(N_("The summary of session {number}, “{title}”, {time}."), listed(session), reply.words)
        view = await others_of(services, session, "summary", reply.words)
        await reply.say(said, files=[file], view=view)


async def summary_picked(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Answer with the summary of another session."""
    await send_summary(interaction, services)


async def send_recap(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Answer with a session's recap, as it stands now; hosts have it before it is published."""
    async with replying(interaction, services) as reply:
        session = reply.admitted.session
        if not session.recap.published and not reply.admitted.is_host:
            raise Refused(N_("The recap is not published yet; /question says when it comes."))
        number = session.number
        files = [text_file(f"recap-{number}.{kind}", await services.exports.summary(number, kind)) for kind in ARTICLES]
        said = of_session(N_("The recap of session {number}, “{title}”, {time}."), listed(session), reply.words)
        await reply.say(said, files=files)


async def send_transcript(
    interaction: discord.Interaction, services: Services, format_name: str, *, public: bool
) -> None:
    """Answer with a session's transcript as a file."""
    async with replying(interaction, services) as reply:
        if format_name not in FORMATS:
            raise Refused(OUTDATED)
        session = session_of(reply)
        limit = interaction.guild.filesize_limit if interaction.guild else DEFAULT_LIMIT
        with tempfile.TemporaryDirectory() as folder:
            path = await services.exports.transcript(session.number, format_name, Path(folder), public=public)
            path = await asyncio.to_thread(_within, path, limit)
            said = of_session(PUBLIC if public else WHOLE, listed(session), reply.words)
            more = (format_name, RECORDS[public])
            view = await others_of(services, session, "transcript", reply.words, *more)
            with path.open("rb") as content:
                await reply.say(said, files=[discord.File(content, path.name)], view=view)


async def transcript_picked(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Answer with the transcript of another session."""
    await send_transcript(interaction, services, action.word("format"), public=action.word("record") == RECORDS[True])


def session_of(reply: Reply) -> Session:
    """Return the session whose files are meant; where none was named, the last one of this channel."""
    session = reply.admitted.subject.session
    if session is None:
        raise NotFound(N_("There has been no chat in this channel yet; choose one from another channel with session:."))
    return session


async def others_of(
    services: Services, session: Session, what: str, words: Words, *more: str
) -> discord.ui.View | None:
    """Return buttons that give the same of other chats that took place in the channel; None if there are none."""
    past = await services.engine.store.past_in(session.room.platform, session.room.channel)
    chats = [chat for chat in past if chat.number != session.number]
    return view_of(picks(what, chats, services, words, *more)) if chats else None


def _within(path: Path, limit: int) -> Path:
    """Return the file, or a zip of it if it is over the limit."""
    if path.stat().st_size <= limit:
        return path
    if path.suffix == f".{BUNDLE}":
        raise Refused(N_("The bundle is too large for Discord; `tchat transcript --format zip` writes it where I run."))
    import zipfile  # few records are so large, and the module is

    packed = path.with_suffix(path.suffix + ".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    if packed.stat().st_size > limit:
        raise Refused(
            N_(
                "The file is too large for Discord even when zipped; whoever runs me can write it with `tchat "
                "transcript`."
            )
        )
    return packed
