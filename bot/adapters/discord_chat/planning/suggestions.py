"""Questions that members suggest, from the button on /question to the buttons on the host desk.

"suggest:write:<channel>" opens the form, "suggest:new:<channel>" is the form; on the desk "suggest:accept:<id>",
"suggest:edit:<id>" with its form "suggest:text:<id>", "suggest:aside:<id>", and then "suggest:back:<id>".
"""

from collections.abc import Sequence

import discord

from bot.adapters.discord_chat.interactions.desk_cards import with_line
from bot.adapters.discord_chat.interactions.drawing import Item, button, form, view_of
from bot.adapters.discord_chat.interactions.replies import Reply, asking, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.app.planning.suggestions import LONGEST
from bot.core.base.errors import NotFound
from bot.core.base.place import DISCORD, RoomRef
from bot.core.base.words import N_, Words
from bot.core.posts import confirmations
from bot.core.script.suggestion import Suggestion

PREFIX = "suggest"


def offer(channel: int, words: Words) -> Item:
    """Return the button with which a member suggests a question."""
    return button(words.gettext("Suggest a question"), f"{PREFIX}:write:{channel}")


async def pressed(interaction: discord.Interaction, services: Services, _: Sequence[str], deed: str, id: str) -> None:
    """Open a form, or settle a suggestion."""
    if deed == "write":
        async with asking(interaction, services) as words:
            title, label = words.gettext("A question for the next chat"), words.gettext("Your question")
            await interaction.response.send_modal(form(f"{PREFIX}:new:{id}", title, label, longest=LONGEST, lines=True))
    elif deed == "edit":
        async with asking(interaction, services) as words:
            suggestion = await _of_a_host(interaction, services, int(id))
            title, label = words.gettext("Edit and accept"), words.gettext("The question as it will be asked")
            await interaction.response.send_modal(
                form(f"{PREFIX}:text:{id}", title, label, suggestion.text, longest=LONGEST, lines=True)
            )
    else:
        async with replying(interaction, services, update=True) as reply:
            await _settle(interaction, reply, services, int(id), deed)


async def written(interaction: discord.Interaction, services: Services, text: str, deed: str, id: str) -> None:
    """Take in a member's suggestion, or a host's wording of one."""
    if deed == "text":
        async with replying(interaction, services, update=True) as reply:
            await _settle(interaction, reply, services, int(id), "accept", text)
        return
    async with replying(interaction, services) as reply:
        session = services.session_in(int(id))
        language = session.pack.language if session else interaction.locale.value.split("-")[0]
        room = RoomRef(DISCORD, interaction.guild_id or 0, int(id))
        await services.engine.suggestions.suggest(room, person_of(interaction.user), text, language)
        await reply.say(reply.words.gettext("Thank you! The hosts see it now and decide."))


async def _of_a_host(interaction: discord.Interaction, services: Services, id: int) -> Suggestion:
    """Return a suggestion to somebody who may decide about it."""
    suggestion = await services.engine.store.suggestion(id)
    if suggestion is None:
        raise NotFound(N_("There is no such suggestion any more."))
    services.must_be_host(interaction, services.session_in(suggestion.channel))
    return suggestion


async def _settle(
    interaction: discord.Interaction, reply: Reply, services: Services, id: int, deed: str, text: str | None = None
) -> None:
    """Decide about a suggestion, and let its card say who did and how."""
    suggestion = await _of_a_host(interaction, services, id)
    text = " ".join(text.split()) if text else None
    session = services.session_in(suggestion.channel)
    words = services.words(session.pack.language) if session else reply.words
    view = None
    if deed == "aside":
        await services.engine.suggestions.set_aside(id)
        what = words.gettext("Set aside.")
        view = view_of([button(words.gettext("Accept after all"), f"{PREFIX}:back:{id}")])
    else:
        by, after_all = person_of(interaction.user), deed == "back"
        joined = await services.engine.suggestions.accept(id, by, text, after_all=after_all)
        what = confirmations.suggestion_accepted(None if text == suggestion.text else text, joined, words)
    await reply.say(with_line(interaction.message, confirmations.decided(reply.person, what, words)), view=view)
