"""/mydata: what a member decides about their own words, on a private panel with a button for each decision.

On a server it is about the chats there; in private messages a menu offers the servers where they took part. Ids:
"mydata:of" and "mydata:quote:<server>", "mydata:silence:<server>", "mydata:name:<server>", "mydata:pseudonym:<server>".
"""

from collections.abc import Sequence

import discord

from bot.adapters.discord_chat.interactions.drawing import MAX_OPTIONS, Item, button, menu, view_of
from bot.adapters.discord_chat.interactions.replies import Reply, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.core.base.choices import Choice
from bot.core.base.errors import NotFound
from bot.core.base.words import N_, Words
from bot.core.requests import rights
from bot.core.requests.rights import Action, numeral
from bot.core.text.showing.posts import quoted as quoted_name

PREFIX = "mydata"
LONGEST_NAME = 100


async def show(interaction: discord.Interaction, services: Services) -> None:
    """Show the panel; in private messages where words of several servers are kept, a menu of these."""
    async with replying(interaction, services) as reply:
        here = reply.admitted.subject.server
        servers = [here] if here else await services.engine.own_words.servers(reply.person)
        if not servers:
            raise NotFound(N_("I keep no words of yours from any chat."))
        if len(servers) == 1:
            await _panel(interaction, services, reply, servers[0])
            return
        text = reply.words.gettext("From which server?")
        options = [(_called(interaction, server, reply.words), str(server)) for server in servers[:MAX_OPTIONS]]
        await reply.say(text, view=view_of([menu(f"{PREFIX}:of", options, text)]))


async def of_server(interaction: discord.Interaction, services: Services, values: Sequence[str], _: Action) -> None:
    """Show the panel of the server that was chosen."""
    async with replying(interaction, services, update=True) as reply:
        server = numeral("".join(values))
        if server not in await services.engine.own_words.servers(reply.person):
            raise rights.unknown(rights.On.OWN)
        await _panel(interaction, services, reply, server)


async def quoted(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Let somebody be quoted or not, and show the panel as it is then."""
    async with replying(interaction, services, update=True) as reply:
        server, quotes = action.number("server"), action.deed == "quote"
        await services.engine.own_words.quote(server, reply.person, quotes=quotes)
        await _panel(interaction, services, reply, server)


async def named(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Show somebody's name everywhere or nowhere, and show the panel as it is then."""
    async with replying(interaction, services, update=True) as reply:
        server, is_named = action.number("server"), action.deed == "name"
        await services.engine.own_words.name(server, reply.person, named=is_named)
        await _panel(interaction, services, reply, server)


async def _panel(interaction: discord.Interaction, services: Services, reply: Reply, server: int) -> None:
    choice = await services.engine.own_words.of(server, reply.person)
    title = reply.words.gettext("### Your words in this server's chats")
    if interaction.guild_id is None:
        title = reply.words.gettext("### Your words in the chats of {server}")
        title = title.format(server=quoted_name(_called(interaction, server, reply.words), LONGEST_NAME))
    await reply.say(f"{title}\n{_text(choice, reply.words)}", view=_buttons(choice, server, reply.words))


def _called(interaction: discord.Interaction, server: int, words: Words) -> str:
    """Return a server's name; of one that the bot has left only the number is known."""
    found = interaction.client.get_guild(server)
    return found.name if found else words.gettext("server {id}").format(id=server)


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
    when = gettext("-# This applies to everything made from now on, also for chats that are over.")
    return "\n".join((quotes, name, when))


def _buttons(choice: Choice, server: int, words: Words) -> discord.ui.View:
    gettext = words.gettext
    items = list[Item]()
    if choice.quotes:
        items.append(button(gettext("Do not quote me"), f"{PREFIX}:silence:{server}"))
    else:
        items.append(button(gettext("Quote me again"), f"{PREFIX}:quote:{server}"))
    if choice.named is not True:
        items.append(button(gettext("Show my name everywhere"), f"{PREFIX}:name:{server}"))
    if choice.named is not False:
        items.append(button(gettext("Use a pseudonym everywhere"), f"{PREFIX}:pseudonym:{server}"))
    return view_of(items)
