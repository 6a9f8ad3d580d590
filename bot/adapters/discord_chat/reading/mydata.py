"""/mydata: what is kept of a member and what they decide about it, on a private panel with a button for each thing.

On a server it is about the chats there; in private messages a menu offers the servers where they took part. Ids:
"mydata:of" and "mydata:quote:<server>", "mydata:silence:<server>", "mydata:name:<server>", "mydata:pseudonym:<server>",
"mydata:here:<server>";
"mydata:export:<server>" hands out a file, the menu "mydata:answers:<server>" one's answers in a chat as a post;
"mydata:back:<server>" shows the panel again, "mydata:record:<server>" and "mydata:unrecord:<server>" switch recording,
"mydata:find:<server>" and "mydata:unfind:<server>" whether organisers find them,
"mydata:erase:<server>" and the menu "mydata:one:<server>" ask first, "mydata:gone:<server>:<session>" erases (0: all).
"""

from collections.abc import Sequence
from io import BytesIO

import discord

from bot.adapters.discord_chat.interactions.drawing import MAX_OPTIONS, Item, button, menu, view_of
from bot.adapters.discord_chat.interactions.replies import Reply, replying, text_file
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.reading.downloads import DEFAULT_LIMIT
from bot.app.ports.own_words import KeptOfMember
from bot.app.privacy.erasure import NOTHING_KEPT
from bot.core.base.choices import Choice
from bot.core.base.errors import NotFound, Refused
from bot.core.base.retention import Retention
from bot.core.base.words import N_, Words
from bot.core.posts.hosting.retention import table
from bot.core.requests import rights
from bot.core.requests.rights import Action, numeral
from bot.core.text.showing.posts import quoted as quoted_name

PREFIX = "mydata"
NAMED = {"name": True, "here": None, "pseudonym": False}
LONGEST_NAME, LONGEST_TITLE = 40, 20
"""How much the panel shows of a server's name, and of the titles of chats: all that follows must fit below."""
PLACES = 3
"""How many chats the panel names."""

ASKED = N_(
    "**Erase all I keep about you from this server's chats?** Your messages, files, reactions, suggestions and your "
    "name go: from the record, recaps, moderation cases and nightly backups. This cannot be undone.\n"
    "**Not erased:** your messages here on Discord (delete them here), files that people have downloaded, backups "
    "that whoever runs me made separately, what others wrote about you. What you write from now on is recorded again, "
    "unless you choose *Do not record me from now on*."
)
ASKED_OF_ONE = N_(
    "**Erase all I keep about you from chat {number}?** Your messages, files, reactions and your name go: from the "
    "record, its recap, moderation cases and nightly backups. This cannot be undone.\n"
    "**Not erased:** questions that you suggested (*Erase everything* takes them, too), your messages here on Discord "
    "(delete them here), files that people have downloaded, backups that whoever runs me made separately, what others "
    "wrote about you. What you write from now on is recorded again, unless you choose *Do not record me from now on*."
)


async def show(interaction: discord.Interaction, services: Services) -> None:
    """Show the panel; in private messages where words of several servers are kept, a menu of these."""
    async with replying(interaction, services) as reply:
        here = reply.admitted.subject.server
        servers = [here] if here else await services.engine.own_words.servers(reply.person)
        if not servers:
            raise NotFound(N_("I keep nothing of yours from any chat."))
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
    """Show somebody's name everywhere, here only or nowhere, and show the panel as it is then."""
    async with replying(interaction, services, update=True) as reply:
        server, is_named = action.number("server"), NAMED[action.deed]
        await services.engine.own_words.name(server, reply.person, named=is_named)
        await _panel(interaction, services, reply, server)


async def back(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Show the panel again."""
    async with replying(interaction, services, update=True) as reply:
        await _panel(interaction, services, reply, action.number("server"))


async def recorded(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Let somebody be recorded from now on, or not any more, and show the panel as it is then."""
    async with replying(interaction, services, update=True) as reply:
        server, is_recorded = action.number("server"), action.deed == "record"
        await services.engine.own_words.record(server, reply.person, recorded=is_recorded)
        await _panel(interaction, services, reply, server)


async def found(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Let organisers find somebody or not, and show the panel as it is then."""
    async with replying(interaction, services, update=True) as reply:
        server, findable = action.number("server"), action.deed == "find"
        await services.engine.own_words.find(server, reply.person, findable=findable)
        await _panel(interaction, services, reply, server)


async def export(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Hand out all that is kept of somebody, as a file."""
    async with replying(interaction, services, update=True) as reply:
        own_words = services.engine.own_words
        with own_words.exporting(reply.person):
            kept = await own_words.kept(action.number("server"), reply.person)
            content = b"".join([piece async for piece in services.exports.own([kept], reply.words)])
        if len(content) > DEFAULT_LIMIT:
            raise Refused(
                N_(
                    "Your file is too large for Discord. Ask a host: whoever runs me can make it for you (with `tchat "
                    "mydata`)."
                )
            )
        await reply.more(
            reply.words.gettext("Everything I keep about you: open *mydata.html*."),
            files=[discord.File(BytesIO(content), "mydata.zip")],
        )


async def answers(interaction: discord.Interaction, services: Services, values: Sequence[str], action: Action) -> None:
    """Hand out somebody's answers in a chat as a post that they may publish wherever they like."""
    async with replying(interaction, services, update=True) as reply:
        server, number = action.number("server"), numeral("".join(values))
        if number not in await services.engine.erasure.sessions(server, reply.person):
            raise NotFound(NOTHING_KEPT)
        text = await services.exports.own_answers(number, reply.person)
        said = reply.words.gettext("Your answers as a post: they are yours, use them wherever you like.")
        await reply.more(said, files=[text_file(f"my-answers-{number}.md", text)])


async def erase(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Ask what is to be erased: all, or one chat."""
    async with replying(interaction, services, update=True) as reply:
        server = action.number("server")
        numbers = await services.engine.erasure.sessions(server, reply.person)
        if not numbers:
            raise NotFound(NOTHING_KEPT)
        titles = [(await services.engine.store.load(number)).session for number in numbers[-MAX_OPTIONS:]]
        options = [
            (f"{each.number} · {each.pack.title.in_language(each.pack.language)}", str(each.number)) for each in titles
        ]
        everything = button(reply.words.gettext("Erase everything"), f"{PREFIX}:gone:{server}:0", danger=True)
        one = menu(f"{PREFIX}:one:{server}", options, reply.words.gettext("Only one chat …"))
        await reply.say(reply.words.gettext(ASKED), view=view_of([everything, _back(server, reply.words), one]))


async def one(interaction: discord.Interaction, services: Services, values: Sequence[str], action: Action) -> None:
    """Ask whether one chat is to be erased."""
    async with replying(interaction, services, update=True) as reply:
        server, number = action.number("server"), numeral("".join(values))
        if number not in await services.engine.erasure.sessions(server, reply.person):
            raise NotFound(NOTHING_KEPT)
        sure = button(reply.words.gettext("Erase it"), f"{PREFIX}:gone:{server}:{number}", danger=True)
        text = reply.words.gettext(ASKED_OF_ONE).format(number=number)
        await reply.say(text, view=view_of([sure, _back(server, reply.words)]))


async def gone(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Erase what was asked for."""
    async with replying(interaction, services, update=True) as reply:
        server, number = action.number("server"), action.number("chat")
        count = await services.engine.erasure.wish(server, reply.person, number or None)
        done = reply.words.ngettext(
            "Done: everything I kept about you from {count} chat is erased, also from the nightly backups.",
            "Done: everything I kept about you from {count} chats is erased, also from the nightly backups.",
            count,
        )
        rest = reply.words.gettext(
            "Recaps are updated within a minute. Your messages here on Discord stay until you delete them."
        )
        await reply.say(f"{done.format(count=count)}\n{rest}", view=view_of([_back(server, reply.words)]))


def _chats(kept: KeptOfMember) -> list[tuple[str, str]]:
    """Return the chats that keep something, newest first, for a menu."""
    return [(f"{chat.number} · {chat.title}", str(chat.number)) for chat in kept.chats[: -MAX_OPTIONS - 1 : -1]]


def _back(server: int, words: Words) -> Item:
    return button(words.gettext("Back"), f"{PREFIX}:back:{server}")


async def _panel(interaction: discord.Interaction, services: Services, reply: Reply, server: int) -> None:
    kept = await services.engine.own_words.kept(server, reply.person)
    retention = await services.engine.retentions.of(server)
    called = _called(interaction, server, reply.words) if interaction.guild_id is None else None
    await reply.say(panel_text(kept, retention, reply.words, called), view=_view(kept, reply.words))


def panel_text(kept: KeptOfMember, retention: Retention, words: Words, server: str | None) -> str:
    """Return what the panel says; away from a server with its name."""
    title = words.gettext("### What I keep from this server's chats")
    if server is not None:
        title = words.gettext("### What I keep from the chats of {server}")
        title = title.format(server=quoted_name(server, LONGEST_NAME))
    return "\n".join((title, _kept(kept, words), _how_long(retention, words), _text(kept.choice, words)))


def _called(interaction: discord.Interaction, server: int, words: Words) -> str:
    """Return a server's name; of one that the bot has left only the number is known."""
    found = interaction.client.get_guild(server)
    return found.name if found else words.gettext("server {id}").format(id=server)


def _kept(kept: KeptOfMember, words: Words) -> str:
    """Return in a line what is kept: how much, and from where."""
    if not kept.chats:
        return words.gettext("**Kept about you:** nothing from any chat.")
    counts = (
        (N_("messages"), sum(chat.messages for chat in kept.chats)),
        (N_("files"), sum(chat.files for chat in kept.chats)),
        (N_("reactions"), sum(len(chat.reactions) for chat in kept.chats)),
        (N_("moderation cases about you"), sum(len(chat.cases) for chat in kept.chats)),
        (N_("reports to hosts"), sum(len(chat.told) for chat in kept.chats)),
        (N_("answers that hosts have not decided on yet"), sum(len(chat.waiting) for chat in kept.chats)),
        (N_("suggestions"), len(kept.suggestions)),
        (N_("reminders"), len(kept.reminders)),
    )
    shown = ", ".join(f"{words.gettext(what)}: {count}" for what, count in counts if count)
    places = ", ".join(
        f"{chat.number} · {quoted_name(chat.title, LONGEST_TITLE)}" for chat in kept.chats[: -PLACES - 1 : -1]
    )
    places += " …" if len(kept.chats) > PLACES else ""
    return words.gettext("**Kept about you:** {counts} (chats: {places}).").format(counts=shown, places=places)


def _how_long(retention: Retention, words: Words) -> str:
    lines = [f"- {line}" for line in table(retention, words)]
    return "\n".join([words.gettext("**How long**, unless you erase it before:"), *lines])


def _text(choice: Choice, words: Words) -> str:
    gettext = words.gettext
    quotes = gettext(
        "**Quotes: on.** Recaps may quote you, with a link to your message. Your answers are also in public records, "
        "for people outside this server."
    )
    if not choice.quotes:
        quotes = gettext(
            "**Quotes: off.** Recaps count your answers but show none; public records, for people outside this server, "
            "leave them out."
        )
    if choice.named is None:
        name = gettext("**Name: on this server only.** Recaps show your name, public records a pseudonym instead.")
    elif choice.named:
        name = gettext("**Name: everywhere.** Recaps and public records show your name.")
    else:
        name = gettext(
            "**Name: pseudonym.** Recaps and public records show a pseudonym, a different one in each chat. Hosts and "
            "organisers still see your name."
        )
    record = gettext("**Recording: on.** What you write in a chat is part of its record.")
    if choice.unrecorded_from is not None:
        record = gettext(
            "**Recording: off.** Nothing you write in chats from now on is recorded. What was recorded before, and "
            "what you suggest or report to hosts, is kept for the times above, unless you erase it. If a message "
            "breaks a rule, hosts get a link to it; its words are not kept."
        )
    found = gettext(
        "You are **not on the organisers' list** of people to invite to a chat or ask something. Organisers can "
        "still read and search chats."
    )
    if choice.findable:
        found = gettext(
            "You are **on the organisers' list** of people to invite to a chat or ask something, with answers of yours "
            "that others built on."
        )
    when = gettext(
        "-# Quotes and name: what you change here also changes recaps that are out, within a minute. Files that people "
        "have downloaded stay as they are."
    )
    return "\n".join((quotes, name, record, found, when))


def _view(kept: KeptOfMember, words: Words) -> discord.ui.View:
    gettext, choice, server = words.gettext, kept.choice, kept.guild
    items = list[Item]()
    if choice.quotes:
        items.append(button(gettext("Do not quote me"), f"{PREFIX}:silence:{server}"))
    else:
        items.append(button(gettext("Quote me again"), f"{PREFIX}:quote:{server}"))
    if choice.named is not True:
        items.append(button(gettext("Show my name everywhere"), f"{PREFIX}:name:{server}"))
    if choice.named is not None:
        items.append(button(gettext("Show my name on this server only"), f"{PREFIX}:here:{server}"))
    if choice.named is not False:
        items.append(button(gettext("Use a pseudonym everywhere"), f"{PREFIX}:pseudonym:{server}"))
    if choice.unrecorded_from is None:
        items.append(button(gettext("Do not record me from now on"), f"{PREFIX}:unrecord:{server}"))
    else:
        items.append(button(gettext("Record me again"), f"{PREFIX}:record:{server}"))
    if choice.findable:
        items.append(button(gettext("Take me off the organisers' list"), f"{PREFIX}:unfind:{server}"))
    else:
        items.append(button(gettext("Put me on the organisers' list"), f"{PREFIX}:find:{server}"))
    items.append(button(gettext("Export"), f"{PREFIX}:export:{server}"))
    items.append(button(gettext("Erase …"), f"{PREFIX}:erase:{server}", danger=True))
    if chats := _chats(kept):
        items.append(menu(f"{PREFIX}:answers:{server}", chats, gettext("My answers, ready to reuse …")))
    return view_of(items)
