"""Answers that hosts read first: the button on a question's card, the cards on the host desk, an author's changes.

"answer:give:<session>:<question>" opens the form, "answer:send:<session>:<question>" is the form; on the desk
"answer:approve:<id>" and "answer:aside:<id>"; "answer:change:<message>" is the form of the message menu.
"""

from dataclasses import replace

import discord

from bot.adapters.discord_chat.interactions.drawing import buttons_of, form
from bot.adapters.discord_chat.interactions.replies import asking, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import contribution_of, person_of
from bot.core.posts import confirmations
from bot.core.posts.reviewing.pending_cards import DECIDED, PREFIX
from bot.core.requests.rights import Action
from bot.core.session.pending import LONGEST


async def change(interaction: discord.Interaction, services: Services, message: discord.Message) -> None:
    """Open a form with an answer that was posted for a member; emptied, it removes the answer."""
    async with asking(interaction, services, heard=contribution_of(message)) as asked:
        words = asked.words
        by = person_of(interaction.user)
        text = await services.engine.reviews.text_of(message.id, by)
        title = words.gettext("Edit my answer")
        label = words.gettext("Your answer; empty it to remove it")
        await interaction.response.send_modal(
            form(f"{PREFIX}:change:{message.id}", title, label, text, longest=LONGEST, lines=True, required=False)
        )


async def give(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Open the form for an answer."""
    async with asking(interaction, services) as asked:
        session = asked.admitted.session.number
        question = action.number("question")
        words = asked.words
        await services.engine.reviews.must_take(session, question)
        title = words.gettext("Your answer to Q{number}").format(number=question)
        label = words.gettext("A host reads it before it is posted")
        id = f"{PREFIX}:send:{session}:{question}"
        await interaction.response.send_modal(form(id, title, label, longest=LONGEST, lines=True))


async def sent(interaction: discord.Interaction, services: Services, text: str, action: Action) -> None:
    """Take an answer in."""
    async with replying(interaction, services) as reply:
        by = replace(person_of(interaction.user), is_host=reply.admitted.is_host)
        session = reply.admitted.session.number
        question = action.number("question")
        await services.engine.reviews.send(session, question, by, text, reply.key)
        await reply.say(
            reply.words.gettext("Thank you! A host will read your answer, and I will tell you what they decide.")
        )


async def decide(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Approve or set aside. The card then says who did; whoever comes second is told so."""
    async with replying(interaction, services, update=True) as reply:
        answer = action.number("answer")
        approve = action.deed == "approve"
        by = person_of(interaction.user)
        live, state, first = await services.engine.reviews.decide(answer, by, reply.key, approve=approve)
        if card := await services.engine.answers.card(live, answer):
            await reply.say(card.text, view=buttons_of(card))
        if not first:
            done = reply.words.gettext(DECIDED[state.stage])
            await reply.more(confirmations.decided_already(done, reply.words))


async def changed(interaction: discord.Interaction, services: Services, text: str, action: Action) -> None:
    """Take in what an author changed."""
    async with replying(interaction, services) as reply:
        reviews = services.engine.reviews
        by = person_of(interaction.user)
        message = action.number("message")
        if text:
            await reviews.edit(message, by, text, reply.key)
            await reply.say(reply.words.gettext("Changed in the channel and in the record."))
        else:
            await reviews.remove(message, by, reply.key)
            await reply.say(reply.words.gettext("Removed from the channel and from the record."))
