"""What everybody may use: /question, and the menus on messages."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bot.adapters.discord_chat.replies import replying
from bot.adapters.discord_chat.services import Services
from bot.adapters.discord_chat.translate import contribution_of, person_of
from bot.core import confirmations
from bot.core.phrases import shortened
from bot.core.session import Session
from bot.core.words import N_, Words
from bot.errors import Refused

PREFIX = "file"
NO_QUESTION = "none"


class MemberCommands:
    """Holds the commands; `add_to` registers them."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._editor = services.engine.editor

    def add_to(self, tree: app_commands.CommandTree[discord.Client], guilds: Sequence[discord.Object]) -> None:
        """Add /question and the three menus to a tree."""
        where = list(guilds) or discord.utils.MISSING
        describe = locale_str("Where are we? The question now, and what comes next")
        question = tree.command(name=locale_str("question"), description=describe, guilds=where)(self.question)
        question.guild_only = True
        menus = (
            (N_("Feature answer"), self.feature),
            (N_("File under question…"), self.file),
            (N_("Leave out of the record"), self.leave_out),
        )
        for name, callback in menus:
            menu = app_commands.ContextMenu(name=locale_str(name), callback=callback)
            menu.guild_only = True
            if callback == self.feature:
                menu.default_permissions = discord.Permissions(manage_events=True)
            tree.add_command(menu, guilds=where)

    async def question(self, interaction: discord.Interaction) -> None:
        async with replying(interaction, self._services) as reply:
            session = self._services.engine.host.session_in(interaction.channel_id or 0)
            language = interaction.locale.value.split("-")[0]
            await reply.say(await self._services.engine.overview.where_are_we(session, language, reply.words))

    async def feature(self, interaction: discord.Interaction, message: discord.Message) -> None:
        async with replying(interaction, self._services) as reply:
            if not self._services.is_host(interaction):
                raise Refused(N_("Only hosts can do that."))
            await self._take_in(message)
            ruling = await self._editor.feature(message.id, person_of(interaction.user), reply.key)
            await reply.say(confirmations.featured(ruling, reply.words))

    async def leave_out(self, interaction: discord.Interaction, message: discord.Message) -> None:
        async with replying(interaction, self._services) as reply:
            is_host = self._services.is_host(interaction)
            await self._take_in(message)
            ruling = await self._editor.leave_out(
                message.id, person_of(interaction.user), is_host=is_host, key=reply.key
            )
            await reply.say(confirmations.left_out(ruling, reply.words))

    async def file(self, interaction: discord.Interaction, message: discord.Message) -> None:
        async with replying(interaction, self._services) as reply:
            await self._take_in(message)
            session = await self._editor.session_of(message.id)
            if not session.asked:
                raise Refused(N_("No question has been asked yet."))
            view = _choice(session, message.id, reply.words)
            await reply.say(reply.words.gettext("Which question does this message answer?"), view=view)

    async def _take_in(self, message: discord.Message) -> None:
        """Make sure that the message is in the record, if it counts: its event may be late, or was lost."""
        if contribution := contribution_of(message):
            await self._services.engine.collector.said(contribution)


async def chosen(interaction: discord.Interaction, services: Services, values: Sequence[str], message: str) -> None:
    """File a message under the question that was chosen in the menu."""
    async with replying(interaction, services, update=True) as reply:
        number = None if values[0] == NO_QUESTION else int(values[0])
        by, is_host = person_of(interaction.user), services.is_host(interaction)
        ruling = await services.engine.editor.file(int(message), number, by, is_host=is_host, key=reply.key)
        await reply.say(confirmations.filed(ruling, reply.words))


def _choice(session: Session, message: int, words: Words) -> discord.ui.View:
    select: discord.ui.Select[discord.ui.View] = discord.ui.Select(custom_id=f"{PREFIX}:{message}")
    for asking in session.asked[-24:]:
        label = words.gettext("Q{number}").format(number=asking.number)
        text = shortened(f"{label}: {session.text_of(asking.number)}", 100)
        select.add_option(label=text, value=str(asking.number))
    select.add_option(label=words.gettext("No question"), value=NO_QUESTION)
    view = discord.ui.View(timeout=None).add_item(select)
    view.stop()  # choices are routed by id, not by a view that would have to be kept
    return view
