"""Answers that hosts read first: the button on a question's card, the cards on the host desk, an author's changes.

"answer:give:<session>:<question>" opens the form, "answer:send:<session>:<question>" is the form; on the desk
"answer:approve:<id>" and "answer:aside:<id>"; "answer:change:<message>" is the form of the message menu.
"""

from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.adapters.discord_chat.interactions.drawing import buttons_of, form
from bot.adapters.discord_chat.interactions.replies import asking, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.core.posts import confirmations
from bot.core.posts.reviewing.pending_cards import DECIDED, PREFIX
from bot.core.session.pending import LONGEST

__all__ = ["PREFIX", "change", "pressed", "written"]


async def pressed(interaction: discord.Interaction, services: Services, _: Sequence[str], deed: str, *ids: str) -> None:
    """Open the form for an answer, or do what a host decided about one."""
    if deed == "give":
        await _give(interaction, services, *map(int, ids))
    else:
        await _decide(interaction, services, int(ids[0]), approve=deed == "approve")


async def written(interaction: discord.Interaction, services: Services, text: str, deed: str, *ids: str) -> None:
    """Take an answer in, or what its author changed."""
    if deed == "send":
        await _send(interaction, services, text, *map(int, ids))
    else:
        await _change(interaction, services, text, int(ids[0]))


async def change(interaction: discord.Interaction, services: Services, message: int) -> None:
    """Open a form with an answer that was posted for a member; emptied, it removes the answer."""
    async with asking(interaction, services) as words:
        text = await services.engine.reviews.text_of(message, person_of(interaction.user))
        title, label = words.gettext("Edit my answer"), words.gettext("Your answer; empty it to remove it")
        await interaction.response.send_modal(
            form(f"{PREFIX}:change:{message}", title, label, text, longest=LONGEST, lines=True, required=False)
        )


async def _give(interaction: discord.Interaction, services: Services, session: int, question: int) -> None:
    async with asking(interaction, services) as words:
        await services.engine.reviews.must_take(session, question)
        title = words.gettext("Your answer to Q{number}").format(number=question)
        label = words.gettext("A host reads it before it is posted")
        id = f"{PREFIX}:send:{session}:{question}"
        await interaction.response.send_modal(form(id, title, label, longest=LONGEST, lines=True))


async def _send(interaction: discord.Interaction, services: Services, text: str, session: int, question: int) -> None:
    async with replying(interaction, services) as reply:
        known = await services.engine.reviews.session(session)
        by = replace(person_of(interaction.user), is_host=services.is_host(interaction, known))
        await services.engine.reviews.send(session, question, by, text, reply.key)
        await reply.say(
            reply.words.gettext("Thank you! A host reads your answer now; you will hear from me what became of it.")
        )


async def _decide(interaction: discord.Interaction, services: Services, answer: int, *, approve: bool) -> None:
    """Approve or set aside. The card then says who did; whoever comes second is told so."""
    async with replying(interaction, services, update=True) as reply:
        reviews = services.engine.reviews
        services.must_be_host(interaction, (await reviews.live_of(answer)).session)
        live, state, first = await reviews.decide(answer, person_of(interaction.user), reply.key, approve=approve)
        if card := await services.engine.answers.card(live, answer):
            await reply.say(card.text, view=buttons_of(card))
        if not first:
            done = reply.words.gettext(DECIDED[state.stage])
            await reply.more(confirmations.decided_already(done, reply.words))


async def _change(interaction: discord.Interaction, services: Services, text: str, message: int) -> None:
    async with replying(interaction, services) as reply:
        reviews, by = services.engine.reviews, person_of(interaction.user)
        if text:
            await reviews.edit(message, by, text, reply.key)
            await reply.say(reply.words.gettext("Changed, in the room and in the record."))
        else:
            await reviews.remove(message, by, reply.key)
            await reply.say(reply.words.gettext("Removed, from the room and from the record."))
