"""Editing questions and changing their order, from the panel: choose a question, then its text or its place.

The ids carry the session's number, so that what was chosen in an old panel never changes another chat.
"""

from collections.abc import Container, Sequence

import discord

from bot.adapters.discord_chat.hosting.panel import say_status
from bot.adapters.discord_chat.interactions.drawing import button, form, menu, view_of
from bot.adapters.discord_chat.interactions.replies import Reply, asking, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.core.base.errors import Refused
from bot.core.base.words import N_, Words
from bot.core.posts.hosting.panel import LABELS, panel_id
from bot.core.requests.rights import Action, numeral
from bot.core.session.state import Session

EDIT, TEXT, ORDER, PLACE, BACK = "edit", "edit-text", "order", "place", "back"
"""What the ids of the menus begin with, and that of the form (`TEXT`)."""

REORDER = "reorder"
MENUS = ("edit", REORDER, BACK)
FIRST = "0"
LONGEST = 1000


async def show_menu(reply: Reply, deed: str, session: Session) -> None:
    """Let a host choose a question: any one to edit, one of those to come to be moved, a skipped one to come next."""
    words, channel = reply.words, session.room.channel
    if deed == REORDER and len(session.upcoming) < 2:
        raise Refused(N_("Fewer than two questions are left, so there is no order to change."))
    numbers: Sequence[int]
    if deed == "edit":
        numbers = range(1, 1 + len(session.questions))
        prefix = EDIT
        text = words.gettext("Which question?")
    elif deed == BACK:
        numbers = session.skipped
        prefix = BACK
        text = words.gettext("Which question should come next after all?")
        if not numbers:
            raise Refused(N_("No question was skipped."))
    else:
        numbers = session.upcoming
        prefix = ORDER
        text = words.gettext("Which question do you want to move?")
    options = [(_label(session, number, words), str(number)) for number in numbers]
    back = button(words.gettext("Back"), panel_id("refresh", session), row=1)
    await reply.say(text, view=view_of([menu(f"{prefix}:{channel}:{session.number}", options, text), back]))


async def chosen_to_edit(
    interaction: discord.Interaction, services: Services, values: Sequence[str], action: Action
) -> None:
    """Show a form with a question's text."""
    async with asking(interaction, services) as asked:
        words, session = asked.words, asked.admitted.session
        number = _chosen(values, range(1, 1 + len(session.questions)))
        title = words.gettext("Question {number}").format(number=number)
        label = words.gettext("The question; its readings stay")
        id = f"{TEXT}:{session.room.channel}:{session.number}:{number}"
        text = session.text_of(number, session.pack.language)
        await interaction.response.send_modal(form(id, title, label, text, longest=LONGEST, lines=True))


async def edited(interaction: discord.Interaction, services: Services, text: str, action: Action) -> None:
    """Give the question its new text and show the panel again."""
    async with replying(interaction, services, update=True) as reply:
        session = reply.admitted.session
        number = action.number("question")
        by = person_of(interaction.user)
        host = services.engine.host.about(session.number)
        await say_status(reply, await host.edit(session.room.channel, number, text, by, reply.key), services)


async def chosen_to_move(
    interaction: discord.Interaction, services: Services, values: Sequence[str], action: Action
) -> None:
    """Let a host choose where a question shall come."""
    async with replying(interaction, services, update=True) as reply:
        words, session = reply.words, reply.admitted.session
        number = _chosen(values, session.upcoming)
        after = words.gettext("After {question}")
        options = [(words.gettext("Next"), FIRST)] + [
            (after.format(question=_label(session, other, words)), str(other))
            for other in session.upcoming
            if other != number
        ]
        text = words.gettext("Where should Q{number} go?").format(number=number)
        back = button(words.gettext(LABELS[REORDER]), panel_id(REORDER, session), row=1)
        id = f"{PLACE}:{session.room.channel}:{session.number}:{number}"
        await reply.say(text, view=view_of([menu(id, options, text), back]))


async def placed(interaction: discord.Interaction, services: Services, values: Sequence[str], action: Action) -> None:
    """Put the question there and show the panel again. What was asked meanwhile lies before everything to come."""
    async with replying(interaction, services, update=True) as reply:
        session = reply.admitted.session
        number = action.number("question")
        by = person_of(interaction.user)
        others = [other for other in session.upcoming if other != number]
        before = numeral("".join(values))
        place = others.index(before) + 1 if before in others else 0
        host = services.engine.host.about(session.number)
        await say_status(reply, await host.reorder(session.room.channel, number, place, by, reply.key), services)


async def put_back(interaction: discord.Interaction, services: Services, values: Sequence[str], action: Action) -> None:
    """Let a skipped question come next, and show the panel again."""
    async with replying(interaction, services, update=True) as reply:
        session = reply.admitted.session
        by = person_of(interaction.user)
        host = services.engine.host.about(session.number)
        number = numeral("".join(values))
        await say_status(reply, await host.put_back(session.room.channel, number, by, reply.key), services)


def _chosen(values: Sequence[str], known: Container[int]) -> int:
    """Return the question that was chosen in a menu; it may have been asked meanwhile."""
    number = numeral("".join(values))
    if number not in known:
        raise Refused(N_("This question can no longer be chosen; open the menu again."))
    return number


def _label(session: Session, number: int, words: Words) -> str:
    label = words.gettext("Q{number}").format(number=number)
    return f"{label}: {session.text_of(number)}"
