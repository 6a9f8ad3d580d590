"""/mydata: what a member decides about their own words, on a private panel with a button for each decision.

"mydata:quote", "mydata:silence", "mydata:name", "mydata:pseudonym".
"""

import discord

from bot.adapters.discord_chat.interactions.drawing import Item, button, view_of
from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.core.base.choices import Choice
from bot.core.base.words import Words
from bot.core.requests.rights import Action

PREFIX = "mydata"


async def show(interaction: discord.Interaction, services: Services) -> None:
    """Show the panel."""
    async with replying(interaction, services) as reply:
        choice = await services.engine.own_words.of(interaction.guild_id or 0, reply.person)
        await reply.say(_text(choice, reply.words), view=_buttons(choice, reply.words))


async def quoted(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Let somebody be quoted or not, and show the panel as it is then."""
    async with replying(interaction, services, update=True) as reply:
        guild, quotes = interaction.guild_id or 0, action.deed == "quote"
        choice = await services.engine.own_words.quote(guild, reply.person, quotes=quotes)
        await reply.say(_text(choice, reply.words), view=_buttons(choice, reply.words))


async def named(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Show somebody's name everywhere or nowhere, and show the panel as it is then."""
    async with replying(interaction, services, update=True) as reply:
        guild, is_named = interaction.guild_id or 0, action.deed == "name"
        choice = await services.engine.own_words.name(guild, reply.person, named=is_named)
        await reply.say(_text(choice, reply.words), view=_buttons(choice, reply.words))


def _text(choice: Choice, words: Words) -> str:
    gettext = words.gettext
    quotes = gettext("**Quotes: on.** A recap may quote what you said, with a link to it.")
    if not choice.quotes:
        quotes = gettext(
            "**Quotes: off.** Recaps count your answers but show none of them; public records leave them out."
        )
    if choice.named is None:
        name = gettext("**Name: here only.** This server's recaps show your name, public records a pseudonym.")
    elif choice.named:
        name = gettext("**Name: everywhere.** Recaps and public records show your name.")
    else:
        name = gettext("**Name: nowhere.** Recaps and public records show a pseudonym, a different one in each chat.")
    title = gettext("### Your words in this server's chats")
    when = gettext("-# This applies to everything made from now on, also for chats that are over.")
    return "\n".join((title, quotes, name, when))


def _buttons(choice: Choice, words: Words) -> discord.ui.View:
    gettext = words.gettext
    items = list[Item]()
    if choice.quotes:
        items.append(button(gettext("Do not quote me"), f"{PREFIX}:silence"))
    else:
        items.append(button(gettext("Quote me again"), f"{PREFIX}:quote"))
    if choice.named is not True:
        items.append(button(gettext("Show my name everywhere"), f"{PREFIX}:name"))
    if choice.named is not False:
        items.append(button(gettext("Use a pseudonym everywhere"), f"{PREFIX}:pseudonym"))
    return view_of(items)
