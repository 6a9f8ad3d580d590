"""Editing questions and changing their order, from the panel: choose a question, then its text or its place.

The ids carry the session's number, so that what was chosen in an old panel never changes another chat.
"""

from collections.abc import Sequence

import discord

from bot.adapters.discord_chat.hosting.panel import LABELS, panel_id, say_status
from bot.adapters.discord_chat.interactions.drawing import button, form, menu, view_of
from bot.adapters.discord_chat.interactions.replies import Reply, asking, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.core.base.errors import Refused
from bot.core.base.words import N_, Words
from bot.core.session.state import Session

EDIT, ORDER, PLACE, BACK = "edit", "order", "place", "back"
"""What the ids of the menus, and of the form, begin with."""

REORDER = "reorder"
MENUS = ("edit", REORDER, BACK)
FIRST = "0"
LONGEST = 1000


async def show_menu(reply: Reply, deed: str, session: Session) -> None:
    """Let a host choose a question: any one to edit, one of those to come to be moved, a skipped one to come next."""
    words, channel = reply.words, session.room.channel
    if deed == REORDER and len(session.upcoming) < 2:
        raise Refused(N_("There are not two questions left whose order could be changed."))
    numbers: Sequence[int]
    if deed == "edit":
        numbers, prefix, text = range(1, 1 + len(session.questions)), EDIT, words.gettext("Which question?")
    elif deed == BACK:
        numbers, prefix, text = session.skipped, BACK, words.gettext("Which question shall come next after all?")
        if not numbers:
            raise Refused(N_("No question was skipped."))
    else:
        numbers, prefix, text = session.upcoming, ORDER, words.gettext("Which question shall come at another place?")
    options = [(_label(session, number, words), str(number)) for number in numbers]
    back = button(words.gettext("Back"), panel_id("refresh", session), row=1)
    await reply.say(text, view=view_of([menu(f"{prefix}:{channel}:{session.number}", options, text), back]))


async def chosen_to_edit(
    interaction: discord.Interaction, services: Services, values: Sequence[str], channel: str, session: str
) -> None:
    """Show a form with a question's text."""
    async with asking(interaction, services) as words:
        known = _same(interaction, services, channel, session)
        number = int(values[0])
        title = words.gettext("Question {number}").format(number=number)
        label = words.gettext("Its text; its readings stay")
        id = f"{EDIT}:{channel}:{session}:{number}"
        await interaction.response.send_modal(
            form(id, title, label, known.text_of(number, known.pack.language), longest=LONGEST, lines=True)
        )


async def edited(
    interaction: discord.Interaction, services: Services, text: str, channel: str, session: str, number: str
) -> None:
    """Give the question its new text and show the panel again."""
    async with replying(interaction, services, update=True) as reply:
        _same(interaction, services, channel, session)
        by = person_of(interaction.user)
        changed = await services.engine.host.edit(int(channel), int(number), text, by, reply.key)
        await say_status(reply, changed, services)


async def chosen_to_move(
    interaction: discord.Interaction, services: Services, values: Sequence[str], channel: str, session: str
) -> None:
    """Let a host choose where a question shall come."""
    async with replying(interaction, services, update=True) as reply:
        known = _same(interaction, services, channel, session)
        words, number = reply.words, int(values[0])
        after = words.gettext("After {question}")
        options = [(words.gettext("Next"), FIRST)] + [
            (after.format(question=_label(known, other, words)), str(other))
            for other in known.upcoming
            if other != number
        ]
        text = words.gettext("Where shall Q{number} come?").format(number=number)
        back = button(words.gettext(LABELS[REORDER]), panel_id(REORDER, known), row=1)
        await reply.say(text, view=view_of([menu(f"{PLACE}:{channel}:{session}:{number}", options, text), back]))


async def placed(
    interaction: discord.Interaction, services: Services, values: Sequence[str], channel: str, session: str, number: str
) -> None:
    """Put the question there and show the panel again. What was asked meanwhile lies before everything to come."""
    async with replying(interaction, services, update=True) as reply:
        known = _same(interaction, services, channel, session)
        others = [other for other in known.upcoming if other != int(number)]
        before = int(values[0])
        place = others.index(before) + 1 if before in others else 0
        by = person_of(interaction.user)
        changed = await services.engine.host.reorder(int(channel), int(number), place, by, reply.key)
        await say_status(reply, changed, services)


async def put_back(
    interaction: discord.Interaction, services: Services, values: Sequence[str], channel: str, session: str
) -> None:
    """Let a skipped question come next, and show the panel again."""
    async with replying(interaction, services, update=True) as reply:
        _same(interaction, services, channel, session)
        by = person_of(interaction.user)
        changed = await services.engine.host.put_back(int(channel), int(values[0]), by, reply.key)
        await say_status(reply, changed, services)


def _same(interaction: discord.Interaction, services: Services, channel: str, number: str) -> Session:
    """Return the session that a menu was made for; refuse if another one is meant in the channel by now."""
    services.must_be_host(interaction, services.session_in(int(channel)))
    return services.meant(int(channel), int(number))


def _label(session: Session, number: int, words: Words) -> str:
    label = words.gettext("Q{number}").format(number=number)
    return f"{label}: {session.text_of(number)}"
