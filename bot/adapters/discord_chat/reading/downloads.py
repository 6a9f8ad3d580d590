"""Handing out summaries and transcripts, zipped where the server's upload limit asks for it."""

import asyncio
import tempfile
from io import BytesIO
from pathlib import Path

import discord

from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.core.base.errors import NotFound, Refused
from bot.core.base.words import N_

BUNDLE = "zip"
FORMATS = ("html", "md", "txt", "csv", "xlsx", "json", BUNDLE)
DEFAULT_LIMIT = 10 * 1024 * 1024
"""Bytes that Discord takes in one file where nothing else is known (developer documentation, "Uploading Files")."""


async def send_summary(interaction: discord.Interaction, services: Services, number: int | None) -> None:
    """Answer with a session's summary as a file."""
    async with replying(interaction, services) as reply:
        number = number_of(interaction, services, number)
        await must_be_here(interaction, services, number)
        text = await services.exports.summary(number, "md")
        file = discord.File(BytesIO(text.encode()), f"summary-{number}.md")
        await reply.say(reply.words.gettext("The summary of session {number}.").format(number=number), files=[file])


async def send_transcript(
    interaction: discord.Interaction, services: Services, number: int | None, format_name: str, *, public: bool
) -> None:
    """Answer with a session's transcript as a file."""
    async with replying(interaction, services) as reply:
        number = number_of(interaction, services, number)
        await must_be_here(interaction, services, number)
        limit = interaction.guild.filesize_limit if interaction.guild else DEFAULT_LIMIT
        with tempfile.TemporaryDirectory() as folder:
            path = await services.exports.transcript(number, format_name, Path(folder), public=public)
            path = await asyncio.to_thread(_within, path, limit)
            text = reply.words.gettext("The transcript of session {number}.").format(number=number)
            if public:
                text = reply.words.gettext("The public transcript of session {number}.").format(number=number)
            with path.open("rb") as content:
                await reply.say(text, files=[discord.File(content, path.name)])


def number_of(interaction: discord.Interaction, services: Services, number: int | None) -> int:
    """Return the session that was named, else the one of this channel."""
    if number is not None:
        return number
    return services.engine.host.session_in(interaction.channel_id or 0).number


async def must_be_here(interaction: discord.Interaction, services: Services, number: int) -> None:
    """Refuse records of other servers."""
    stored = await services.engine.store.load(number)
    if stored.session.room.guild != interaction.guild_id:
        raise NotFound(N_("There is no session {number} on this server."), number=number)


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
            N_("The file is too large for Discord even when zipped; `tchat transcript` writes it where I run.")
        )
    return packed
