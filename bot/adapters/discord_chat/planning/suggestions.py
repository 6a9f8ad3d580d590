"""Questions that members suggest, from the button on /question to the buttons on the host desk.

"suggest:write:<channel>" opens the form, "suggest:new:<channel>" is the form; on the desk "suggest:accept:<id>",
"suggest:edit:<id>" with its form "suggest:text:<id>", "suggest:aside:<id>", and then "suggest:back:<id>".
"""

import discord

from bot.adapters.discord_chat.interactions.desk_cards import with_line
from bot.adapters.discord_chat.interactions.drawing import Item, button, form, view_of
from bot.adapters.discord_chat.interactions.replies import asking, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.app.planning.suggestions import LONGEST
from bot.core.base.place import DISCORD, RoomRef
from bot.core.base.words import Words
from bot.core.posts import confirmations
from bot.core.requests.rights import Action

PREFIX = "suggest"


def offer(channel: int, words: Words) -> Item:
    """Return the button with which a member suggests a question."""
    return button(words.gettext("Suggest a question"), f"{PREFIX}:write:{channel}")


async def write(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Open the form for a question."""
    async with asking(interaction, services) as asked:
        words, id = asked.words, f"{PREFIX}:new:{asked.admitted.channel}"
        title = words.gettext("A question for the next chat")
        label = words.gettext("Your question")
        await interaction.response.send_modal(form(id, title, label, longest=LONGEST, lines=True))


async def suggested(interaction: discord.Interaction, services: Services, text: str, action: Action) -> None:
    """Take in a member's suggestion."""
    async with replying(interaction, services) as reply:
        subject = reply.admitted.subject
        session, channel = subject.session, reply.admitted.channel
        language = session.pack.language if session else interaction.locale.value.split("-")[0]
        room = RoomRef(DISCORD, subject.server, channel)
        await services.engine.suggestions.suggest(room, person_of(interaction.user), text, language)
        await reply.say(reply.words.gettext("Thank you! The hosts will read it and decide."))


async def edit(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Open a form with a suggestion, for a host's wording of it."""
    async with asking(interaction, services) as asked:
        words = asked.words
        number = action.number("suggestion")
        suggestion = await services.engine.suggestions.of(number)
        title = words.gettext("Edit and accept")
        label = words.gettext("The question as it will be asked")
        await interaction.response.send_modal(
            form(f"{PREFIX}:text:{number}", title, label, suggestion.text, longest=LONGEST, lines=True)
        )


async def edited(interaction: discord.Interaction, services: Services, text: str, action: Action) -> None:
    """Accept a suggestion in a host's words."""
    await _settle(interaction, services, action, accept=True, text=" ".join(text.split()))


async def settled(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Accept a suggestion as it is, or set it aside."""
    await _settle(interaction, services, action, accept=action.deed != "aside")


async def _settle(
    interaction: discord.Interaction, services: Services, action: Action, *, accept: bool, text: str = ""
) -> None:
    """Decide about a suggestion, and let its card say who did and how."""
    async with replying(interaction, services, update=True) as reply:
        number = action.number("suggestion")
        session = reply.admitted.subject.session
        words = services.words(session.pack.language) if session else reply.words
        suggestions, view = services.engine.suggestions, None
        if accept:
            by = person_of(interaction.user)
            after_all = action.deed == "back"
            before, joined = await suggestions.accept(number, by, text or None, after_all=after_all)
            what = confirmations.suggestion_accepted(None if text in ("", before.text) else text, joined, words)
        else:
            await suggestions.set_aside(number)
            what = words.gettext("Set aside.")
            view = view_of([button(words.gettext("Accept after all"), f"{PREFIX}:back:{number}")])
        line = confirmations.decided(reply.person, what, words)
        await reply.say(with_line(interaction.message, line), view=view)
