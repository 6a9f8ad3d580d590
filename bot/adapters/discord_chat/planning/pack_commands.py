"""/tchat packs: what can be played here; bringing packs along, looking at them, taking them out again."""

import aiohttp
import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from bot.adapters.discord_chat.interactions.choices import pack_choices
from bot.adapters.discord_chat.interactions.drawing import buttons_of
from bot.adapters.discord_chat.interactions.replies import replying, text_file
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.core.base.errors import Refused, TchatError
from bot.core.base.place import DISCORD, RoomRef
from bot.core.base.words import N_, Words
from bot.core.posts.look import as_played
from bot.core.script.listing import faulty_pack_line, pack_line

MAX_BYTES = 256 * 1024
"""As much as `tchat check` reads of a pack."""


class PackCommands(app_commands.Group):
    """The packs of a server: those of the operator's folder, and its own."""

    def __init__(self, services: Services) -> None:
        super().__init__(name=locale_str("packs"), description=locale_str("See and manage question packs"))
        self._services = services
        self._library = services.engine.library

    @app_commands.command(name=locale_str("list"), description=locale_str("List the question packs"))
    async def list_packs(self, interaction: discord.Interaction) -> None:
        async with replying(interaction, self._services) as reply:
            guild = interaction.guild_id or 0
            lines = [await self._line(guild, name, reply.words) for name in await self._library.names(guild)]
            await reply.say_lines(
                lines or [reply.words.gettext("There are no packs yet; add one with /tchat packs import.")]
            )

    async def _line(self, guild: int, name: str, words: Words) -> str:
        try:
            return pack_line(await self._library.read(guild, name), words)
        except TchatError:
            return faulty_pack_line(name, words)

    @app_commands.command(name=locale_str("show"), description=locale_str("See a pack as members will see it"))
    @app_commands.rename(pack=locale_str("pack"))
    @app_commands.describe(pack=locale_str("Which pack of questions"))
    async def show(self, interaction: discord.Interaction, pack: str) -> None:
        async with replying(interaction, self._services) as reply:
            script = await self._library.read(interaction.guild_id or 0, pack)
            room = RoomRef(DISCORD, interaction.guild_id or 0, interaction.channel_id or 0)
            words = self._services.words(script.language)
            now = self._services.engine.clock.now()
            first, *others = as_played(script, room, now, words)
            await reply.say(first.text, view=buttons_of(first))
            for post in others:
                await reply.more(post.text, view=buttons_of(post))

    @app_commands.command(name=locale_str("import"), description=locale_str("Add a pack from a YAML file"))
    @app_commands.rename(file=locale_str("file"), replace=locale_str("replace"))
    @app_commands.describe(
        file=locale_str("The pack file; I check it first"), replace=locale_str("Replace the pack of the same name")
    )
    async def take_in(self, interaction: discord.Interaction, file: discord.Attachment, replace: bool = False) -> None:
        async with replying(interaction, self._services) as reply:
            guild = interaction.guild_id or 0
            text = await _text_of(file)
            by = person_of(interaction.user)
            pack = await self._library.take_in(guild, file.filename, text, by, sure=replace)
            taken = reply.words.gettext(
                "Added. See how it will look with /tchat packs show, or start it with /tchat start."
            )
            await reply.say(f"{pack_line(pack, reply.words)}\n{taken}")

    @app_commands.command(name=locale_str("export"), description=locale_str("Get a pack as a YAML file"))
    @app_commands.rename(pack=locale_str("pack"))
    @app_commands.describe(pack=locale_str("Which pack of questions"))
    async def export(self, interaction: discord.Interaction, pack: str) -> None:
        async with replying(interaction, self._services) as reply:
            text = await self._library.export(interaction.guild_id or 0, pack)
            said = reply.words.gettext("The pack **{name}**, as it was written.").format(name=pack)
            await reply.say(said, files=[text_file(f"{pack}.yaml", text)])

    @app_commands.command(name=locale_str("remove"), description=locale_str("Remove a pack that was added here"))
    @app_commands.rename(pack=locale_str("pack"))
    @app_commands.describe(pack=locale_str("Which pack of questions"))
    async def remove(self, interaction: discord.Interaction, pack: str) -> None:
        async with replying(interaction, self._services) as reply:
            guild = interaction.guild_id or 0
            text = await self._library.remove(guild, pack)
            said = reply.words.gettext(
                "**{name}** is removed. Chats already scheduled with it keep their questions. Here is the "
                "file, in case you want it back."
            )
            await reply.say(said.format(name=pack), files=[text_file(f"{pack}.yaml", text)])

    @show.autocomplete("pack")
    @export.autocomplete("pack")
    async def complete_pack(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        return await pack_choices(self._services, interaction.guild_id, typed)

    @remove.autocomplete("pack")
    async def complete_own(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        return await pack_choices(self._services, interaction.guild_id, typed, own=True)


async def _text_of(file: discord.Attachment) -> str:
    """Return what an attached pack says; refuse what cannot be one before it is fetched."""
    if file.size > MAX_BYTES:
        limit = MAX_BYTES // 1024
        raise Refused(
            N_("This file is larger than {limit} KiB. A pack is far smaller: is it the right file?"), limit=limit
        )
    try:
        return (await file.read()).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(N_("This is not UTF-8 text. Save the file as UTF-8.")) from error
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise Refused(N_("Discord did not give me the file; please send it again.")) from error
