"""What everybody may use: /question, /mydata, and the menus on messages."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bot.adapters.discord_chat.interactions.drawing import Item, button, menu, view_of
from bot.adapters.discord_chat.interactions.picks import about, others, picks
from bot.adapters.discord_chat.interactions.replies import Reply, asking, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.moderating import cases
from bot.adapters.discord_chat.planning import suggestions
from bot.adapters.discord_chat.reading import mydata, recap_desk
from bot.adapters.discord_chat.reviewing import pending_answers
from bot.adapters.discord_chat.room.translate import contribution_of, person_of
from bot.core.base.errors import Refused
from bot.core.base.place import DISCORD
from bot.core.base.words import N_, Words
from bot.core.posts import confirmations
from bot.core.posts.hosting.panel import panel_id
from bot.core.requests.rights import Action, numeral
from bot.core.session.state import Session

PREFIX = "file"
NO_QUESTION = "none"


class MemberCommands:
    """Holds the commands; `add_to` registers them."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._editor = services.engine.editor

    def add_to(self, tree: app_commands.CommandTree[discord.Client], guilds: Sequence[discord.Object]) -> None:
        """Add /question, /mydata and the menus on messages to a tree."""
        where = list(guilds) or discord.utils.MISSING
        describe = locale_str("See the current question and what comes next")
        question = tree.command(name=locale_str("question"), description=describe, guilds=where)(self.question)
        question.guild_only = True
        describe = locale_str("What I keep about you: see, export or erase it; decide about quotes and your name")
        own = tree.command(name=locale_str("mydata"), description=describe)(self.mydata)
        own.allowed_contexts = app_commands.AppCommandContext(guild=not guilds, dm_channel=True)
        if guilds:
            tree.command(name=locale_str("mydata"), description=describe, guilds=where)(self.mydata).guild_only = True
        menus = (
            (N_("Use in the recap…"), self.use),
            (N_("File under question…"), self.file),
            (N_("Leave out of the record"), self.leave_out),
            (N_("Tell the hosts"), self.tell),
            (N_("Edit my answer"), self.edit_answer),
        )
        for name, callback in menus:
            menu = app_commands.ContextMenu(name=locale_str(name), callback=callback)
            menu.guild_only = True
            tree.add_command(menu, guilds=where)

    async def question(self, interaction: discord.Interaction) -> None:
        async with replying(interaction, self._services) as reply:
            session = reply.admitted.subject.session
            if session is None:
                await self._between_chats(reply)
            else:
                await _where_are_we(interaction, self._services, reply, session)

    async def mydata(self, interaction: discord.Interaction) -> None:
        await mydata.show(interaction, self._services)

    async def _between_chats(self, reply: Reply) -> None:
        """Say that there is no chat; where there was one, or one recurs, a question can be suggested for the next."""
        store, channel = self._services.engine.store, reply.admitted.channel
        recurs = any(slot.channel == channel for slot in await store.slots())
        last = await store.last_in(DISCORD, channel)
        if not recurs and last is None:
            self._services.engine.host.session_in(channel)  # says that there is none, and how to begin one
        lines = [reply.words.gettext("There is no chat in this channel right now.")]
        items = []
        if last and (recap := await self._services.engine.overview.recap_of(last.number, reply.words)):
            lines.append(recap)
            items.append(whole_recap(last.number, reply.words))
        text = "\n".join(lines) + self._services.guide("member", reply.words)
        await reply.say(text, view=view_of([suggestions.offer(channel, reply.words), *items]))

    async def use(self, interaction: discord.Interaction, message: discord.Message) -> None:
        await recap_desk.use(interaction, self._services, message)

    async def leave_out(self, interaction: discord.Interaction, message: discord.Message) -> None:
        async with replying(interaction, self._services, heard=contribution_of(message)) as reply:
            by = person_of(interaction.user)
            is_host = reply.admitted.is_host
            ruling = await self._editor.leave_out(message.id, by, is_host=is_host, key=reply.key)
            await reply.say(confirmations.left_out(ruling, reply.words))

    async def edit_answer(self, interaction: discord.Interaction, message: discord.Message) -> None:
        await pending_answers.change(interaction, self._services, message)

    async def file(self, interaction: discord.Interaction, message: discord.Message) -> None:
        async with replying(interaction, self._services, heard=contribution_of(message)) as reply:
            session = reply.admitted.session
            if not session.asked:
                raise Refused(N_("No question has been asked yet."))
            view = _choice(session, message.id, reply.words)
            await reply.say(reply.words.gettext("Which question does this message answer?"), view=view)

    async def tell(self, interaction: discord.Interaction, message: discord.Message) -> None:
        async with asking(interaction, self._services, heard=contribution_of(message)) as asked:
            await interaction.response.send_modal(cases.telling(message.id, asked.words))


async def _where_are_we(interaction: discord.Interaction, services: Services, reply: Reply, session: Session) -> None:
    words = reply.words
    language = interaction.locale.value.split("-")[0]
    items = [suggestions.offer(session.room.channel, words)]
    if reply.admitted.is_host:
        items.append(button(words.gettext("The hosts' panel"), panel_id("refresh", session)))
    items += [whole_recap(session.number, words)] if session.recap.published else []
    items += picks("question", others(services, session), services, words)
    text = await services.engine.overview.where_are_we(session, language, words) + services.guide("member", words)
    await reply.say(about(services, session, text, words), view=view_of(items))


async def picked(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Say where another chat of the channel is."""
    async with replying(interaction, services, update=True) as reply:
        await _where_are_we(interaction, services, reply, reply.admitted.session)


async def chosen(interaction: discord.Interaction, services: Services, values: Sequence[str], action: Action) -> None:
    """File a message under the question that was chosen in the menu."""
    async with replying(interaction, services, update=True) as reply:
        choice = "".join(values)
        number = None if choice == NO_QUESTION else numeral(choice)
        by = person_of(interaction.user)
        is_host = reply.admitted.is_host
        message = action.number("message")
        ruling = await services.engine.editor.file(message, number, by, is_host=is_host, key=reply.key)
        await reply.say(confirmations.filed(ruling, reply.words))


def whole_recap(number: int, words: Words) -> Item:
    """Return the button that hands out a recap."""
    return button(words.gettext("Whole recap"), f"recap:whole:{number}")


def _choice(session: Session, message: int, words: Words) -> discord.ui.View:
    options = []
    for asked in session.asked[-24:]:
        label = words.gettext("Q{number}").format(number=asked.number)
        options.append((f"{label}: {session.text_of(asked.number)}", str(asked.number)))
    options.append((words.gettext("No question"), NO_QUESTION))
    return view_of([menu(f"{PREFIX}:{message}", options, words.gettext("Which question?"))])
