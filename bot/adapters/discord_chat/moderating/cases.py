"""Cases: the buttons of their cards, what members tell the hosts, and appeals.

"case:<measure>:<case>" decides, "case:read:<case>" shows all of it; "tell:<message>" is the form of the message menu;
"appeal:<case>" is the button in a private notice, which may be pressed in private messages, and its form.
"""

from collections.abc import Sequence

import discord

from bot.adapters.discord_chat.interactions.drawing import buttons_of, form
from bot.adapters.discord_chat.interactions.replies import asking, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.app.moderating.moderator import LONGEST
from bot.core.base.words import Words
from bot.core.posts import confirmations
from bot.core.posts.moderating.case_cards import APPEAL, DONE, READ, whole_case
from bot.core.posts.moderating.case_cards import PREFIX as DECIDE
from bot.core.session.facts import Measure

__all__ = ["APPEAL", "DECIDE", "TELL", "appealed", "asked_to_look", "pressed", "telling", "told"]

TELL = "tell"


async def pressed(
    interaction: discord.Interaction, services: Services, _: Sequence[str], measure: str, number: str
) -> None:
    """Do what a host decided, and let the card say who did; whoever comes second is told so."""
    if measure == READ:
        return await _read(interaction, services, int(number))
    async with replying(interaction, services, update=True) as reply:
        moderator, case = services.engine.moderator, int(number)
        live = await moderator.live_of(case)
        services.must_be_host(interaction, live.session)
        by = person_of(interaction.user)
        _case, session, first = await moderator.decide(case, Measure(measure), by, reply.key)
        if card := await services.engine.casebook.card(live, case):
            await reply.say(card.text, view=buttons_of(card))
        if not first:
            done = reply.words.gettext(DONE[session.cases[case].measure])
            await reply.more(confirmations.decided_already(done, reply.words))


async def _read(interaction: discord.Interaction, services: Services, number: int) -> None:
    """Show a host all that a case is about, where its card has no room for it."""
    async with replying(interaction, services) as reply:
        live = await services.engine.moderator.live_of(number)
        services.must_be_host(interaction, live.session)
        case = await services.engine.store.case(number)
        lines = whole_case(case) if case else []
        await reply.say_lines(lines or [reply.words.gettext("These words are not kept any more.")])


def telling(message: int, words: Words) -> discord.ui.Modal:
    """Return the form in which a member says why the hosts should look at a message."""
    title, label = words.gettext("Tell the hosts"), words.gettext("Why should they look at it?")
    return form(f"{TELL}:{message}", title, label, longest=LONGEST, lines=True)


async def told(interaction: discord.Interaction, services: Services, text: str, message: str) -> None:
    """Put a message before the hosts."""
    async with replying(interaction, services) as reply:
        await services.engine.moderator.tell(int(message), person_of(interaction.user), text, reply.key)
        await reply.say(reply.words.gettext("Thank you! The hosts will look at it. Nobody else is told."))


async def asked_to_look(interaction: discord.Interaction, services: Services, _: Sequence[str], number: str) -> None:
    """Open the form of an appeal."""
    async with asking(interaction, services) as words:
        await services.engine.moderator.can_appeal(int(number), person_of(interaction.user))
        title, label = words.gettext("Ask a host to look"), words.gettext("What should they know?")
        await interaction.response.send_modal(form(f"{APPEAL}:{number}", title, label, longest=LONGEST, lines=True))


async def appealed(interaction: discord.Interaction, services: Services, text: str, number: str) -> None:
    """Put a case before the hosts again."""
    async with replying(interaction, services) as reply:
        await services.engine.moderator.appeal(int(number), person_of(interaction.user), text, reply.key)
        await reply.say(
            reply.words.gettext("Thank you. The hosts see your words beside your message, and one of them will look.")
        )
