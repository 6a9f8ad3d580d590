"""Cases: the buttons of their cards, what members tell the hosts, and appeals.

"case:<measure>:<case>" decides, "case:read:<case>" shows all of it; "tell:<message>" is the form of the message menu;
"appeal:<case>" is the button in a private notice, which may be pressed in private messages, and its form.
"""

import discord

from bot.adapters.discord_chat.interactions.drawing import buttons_of, form
from bot.adapters.discord_chat.interactions.replies import asking, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.app.moderating.moderator import LONGEST
from bot.core.base.errors import Refused
from bot.core.base.words import Words
from bot.core.posts import confirmations
from bot.core.posts.moderating.case_cards import APPEAL, DONE, LABELS, READ, whole_case
from bot.core.requests.rights import OUTDATED, Action
from bot.core.session.facts import Measure

TELL = "tell"


async def pressed(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Do what a host decided, and let the card say who did; whoever comes second is told so."""
    if action.word("deed") == READ:
        return await _read(interaction, services, action.number("case"))
    async with replying(interaction, services, update=True) as reply:
        moderator = services.engine.moderator
        case = action.number("case")
        live = await moderator.live_of(case)
        by = person_of(interaction.user)
        _case, session, first = await moderator.decide(case, _measure(action.word("deed")), by, reply.key)
        if card := await services.engine.casebook.card(live, case):
            await reply.say(card.text, view=buttons_of(card))
        if not first:
            done = reply.words.gettext(DONE[session.cases[case].measure])
            await reply.more(confirmations.decided_already(done, reply.words))


def _measure(deed: str) -> Measure:
    """Return what a card's button does."""
    known = {measure.value: measure for measure in LABELS}
    if deed not in known:
        raise Refused(OUTDATED)
    return known[deed]


async def _read(interaction: discord.Interaction, services: Services, number: int) -> None:
    """Show a host all that a case is about, where its card has no room for it."""
    async with replying(interaction, services) as reply:
        case = await services.engine.store.case(number)
        lines = whole_case(case) if case else []
        await reply.say_lines(lines or [reply.words.gettext("This text is no longer stored.")])


def telling(message: int, words: Words) -> discord.ui.Modal:
    """Return the form in which a member says why the hosts should look at a message."""
    title = words.gettext("Tell the hosts")
    label = words.gettext("Why should they look at it?")
    return form(f"{TELL}:{message}", title, label, longest=LONGEST, lines=True)


async def told(interaction: discord.Interaction, services: Services, text: str, action: Action) -> None:
    """Put a message before the hosts."""
    async with replying(interaction, services) as reply:
        message = action.number("message")
        by = person_of(interaction.user)
        await services.engine.moderator.tell(message, by, text, reply.key)
        await reply.say(reply.words.gettext("Thank you! The hosts will take a look. Nobody else is told."))


async def asked_to_look(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Open the form of an appeal."""
    async with asking(interaction, services) as asked:
        number = action.number("case")
        words = asked.words
        await services.engine.moderator.can_appeal(number, person_of(interaction.user))
        title = words.gettext("Ask a host to look")
        label = words.gettext("What should they know?")
        await interaction.response.send_modal(form(f"{APPEAL}:{number}", title, label, longest=LONGEST, lines=True))


async def appealed(interaction: discord.Interaction, services: Services, text: str, action: Action) -> None:
    """Put a case before the hosts again."""
    async with replying(interaction, services) as reply:
        await services.engine.moderator.appeal(action.number("case"), person_of(interaction.user), text, reply.key)
        await reply.say(
            reply.words.gettext(
                "Thank you. The hosts see your words next to your message, and one of them will take a look."
            )
        )
