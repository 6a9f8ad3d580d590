"""/tchat packs: what could be played."""

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from bot.adapters.discord_chat.choices import pack_choices
from bot.adapters.discord_chat.replies import replying
from bot.adapters.discord_chat.services import Services
from bot.core import preview
from bot.core.listing import faulty_pack_line, pack_line
from bot.core.words import Words
from bot.errors import TchatError


class PackCommands(app_commands.Group):
    """Looking at packs."""

    def __init__(self, services: Services) -> None:
        super().__init__(name=locale_str("packs"), description=locale_str("Look at the packs of questions"))
        self._services = services

    @app_commands.command(name=locale_str("list"), description=locale_str("Which packs are there?"))
    async def list_packs(self, interaction: discord.Interaction) -> None:
        async with replying(interaction, self._services) as reply:
            lines = [self._line(name, reply.words) for name in self._services.packs.names()]
            await reply.say(
                "\n".join(lines) or reply.words.gettext("There are no packs; add one to the prompts folder.")
            )

    def _line(self, name: str, words: Words) -> str:
        try:
            return pack_line(self._services.packs.read(name), words)
        except TchatError:
            return faulty_pack_line(name, words)

    @app_commands.command(name=locale_str("show"), description=locale_str("See a pack's questions and readings"))
    @app_commands.rename(pack=locale_str("pack"))
    @app_commands.describe(pack=locale_str("Which pack of questions"))
    async def show(self, interaction: discord.Interaction, pack: str) -> None:
        async with replying(interaction, self._services) as reply:
            script = self._services.packs.read(pack)
            first, *others = preview.posts(script, reply.words)
            await reply.say(first.text)
            for post in others:
                await reply.more(post.text)

    @show.autocomplete("pack")
    async def complete_pack(self, _: discord.Interaction, typed: str) -> list[Choice[str]]:
        return pack_choices(self._services, typed)
