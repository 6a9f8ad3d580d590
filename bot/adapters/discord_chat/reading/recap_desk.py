"""What hosts do about a recap: its card's buttons, the forms behind them, and the message menu *Use in the recap…*.

What is chosen is applied as it was shown: a menu that another host has overtaken never takes back what they chose.
"""

from collections.abc import Sequence

import discord

from bot.adapters.discord_chat.interactions.drawing import MAX_OPTIONS, Item, button, form, menu, view_of
from bot.adapters.discord_chat.interactions.replies import Reply, asking, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import contribution_of, person_of
from bot.core.base.contribution import Contribution
from bot.core.base.errors import NotFound, Refused
from bot.core.base.limits import MAX_TEXT
from bot.core.base.words import N_
from bot.core.posts.hosting import draft
from bot.core.requests.rights import Action, numeral
from bot.core.session.edits import LONGEST_HEADLINE, LONGEST_LEAD, LONGEST_NEXT
from bot.core.session.state import Session


async def publish(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Publish the draft."""
    async with replying(interaction, services) as reply:
        await services.engine.recaps.publish(reply.admitted.session.number, person_of(interaction.user), reply.key)
        await reply.say(reply.words.gettext("Published. The recap will be in the channel in a moment."))


async def lead(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Show a form with the lead, or with what could stand there."""
    async with asking(interaction, services) as asked:
        session, words = asked.admitted.session, asked.words
        title = words.gettext("The recap's lead")
        label = words.gettext("One or two sentences; empty for none")
        lines = await services.engine.recaps.lines(session.number)
        text = draft.text_for(session, None, lines, services.words(session.pack.language))
        shown = form(
            f"recap:lead:{session.number}", title, label, text, longest=LONGEST_LEAD, lines=True, required=False
        )
        await interaction.response.send_modal(shown)


async def led(interaction: discord.Interaction, services: Services, text: str, action: Action) -> None:
    """Take in the lead that a host wrote."""
    async with replying(interaction, services) as reply:
        number = reply.admitted.session.number
        by = person_of(interaction.user)
        session = await services.engine.recaps.word(number, None, text, by, reply.key)
        await reply.say(draft.worded(session, None, reply.words))


async def following(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Show a form with what comes next."""
    async with asking(interaction, services) as asked:
        session, words = asked.admitted.session, asked.words
        title = words.gettext("The next chat")
        label = words.gettext("When it is, and what it is about")
        id = f"recap:next:{session.number}"
        shown = form(id, title, label, draft.next_for(session), longest=LONGEST_NEXT, required=False)
        await interaction.response.send_modal(shown)


async def followed(interaction: discord.Interaction, services: Services, text: str, action: Action) -> None:
    """Take in what a host says of the next chat."""
    async with replying(interaction, services) as reply:
        by = person_of(interaction.user)
        session = await services.engine.recaps.word_next(reply.admitted.session.number, text, by, reply.key)
        await reply.say(draft.next_worded(session.recap, reply.words))


async def lines(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Let a host choose the question that gets a line."""
    async with replying(interaction, services) as reply:
        session, words = reply.admitted.session, reply.words
        if not session.asked:
            raise Refused(N_("No question has been asked yet."))
        label = words.gettext("Q{number}: {text}")
        options = [
            (label.format(number=each.number, text=session.text_of(each.number)), str(each.number))
            for each in session.asked
        ]
        text = words.gettext("Which question?")
        await reply.say(text, view=view_of([menu(f"recap:line:{session.number}", options, text)]))


async def line(interaction: discord.Interaction, services: Services, values: Sequence[str], action: Action) -> None:
    """Show a form with the question's line."""
    async with asking(interaction, services) as asked:
        session = asked.admitted.session
        words = asked.words
        number = numeral("".join(values))
        title = words.gettext("Question {number}").format(number=number)
        label = words.gettext("One line; empty for none")
        text = draft.text_for(session, number, await services.engine.recaps.lines(session.number), words)
        id = f"recap:headline:{session.number}:{number}"
        await interaction.response.send_modal(form(id, title, label, text, longest=LONGEST_HEADLINE, required=False))


async def lined(interaction: discord.Interaction, services: Services, text: str, action: Action) -> None:
    """Take in the line that a host wrote."""
    async with replying(interaction, services) as reply:
        number = reply.admitted.session.number
        question = action.number("question")
        by = person_of(interaction.user)
        session = await services.engine.recaps.word(number, question, text, by, reply.key)
        await reply.say(draft.worded(session, question, reply.words))


async def offers(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Show the lines that a language model proposed, to be accepted."""
    async with replying(interaction, services, update=_is_private(interaction)) as reply:
        await _offer_lines(reply, services, reply.admitted.session)


async def offer(interaction: discord.Interaction, services: Services, values: Sequence[str], action: Action) -> None:
    """Accept the line that was chosen, or take it out again."""
    async with replying(interaction, services, update=True) as reply:
        question, line = draft.offer_of("".join(values))
        by = person_of(interaction.user)
        number = reply.admitted.session.number
        session = await services.engine.recaps.use_line(number, question, line, by, reply.key)
        await _offer_lines(reply, services, session)


async def _offer_lines(reply: Reply, services: Services, session: Session) -> None:
    lines, words = await services.engine.recaps.lines(session.number), reply.words
    if not lines:
        await reply.say(words.gettext("There are no lines by a model any more."))
        return
    how = words.gettext("To change one, open it with *Write the lead* or *A line for a question*.")
    rows = draft.proposed_lines(session, lines, words, rests=True)
    if len("\n".join([*rows, how])) > MAX_TEXT:
        rows = draft.proposed_lines(session, lines, words)
    choices = menu(
        f"recap:offer:{session.number}", draft.offers(session, lines, words), words.gettext("Accept a line …")
    )
    await reply.say("\n".join([*rows, f"-# {how}"]), view=view_of([choices]))


async def quotes(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Show what the recap quotes, and what hosts took out of it, to be chosen."""
    async with replying(interaction, services, update=_is_private(interaction)) as reply:
        number, words = reply.admitted.session.number, reply.words
        quoted, dropped = await services.engine.recaps.quotes(number)
        options = [
            *((draft.quote_label(said, question, words), str(said.id)) for question, said in quoted),
            *((draft.quote_label(said, None, words), str(said.id)) for said in dropped),
        ]
        if not options:
            await reply.say(words.gettext("The recap has no quotes."))
            return
        text = words.gettext("Choose a quote to take out, to feature or to mark.")
        pages = [options[begin : begin + MAX_OPTIONS] for begin in range(0, len(options), MAX_OPTIONS)]
        await reply.say(text, view=view_of([menu(f"recap:quote:{number}:{i}", p, text) for i, p in enumerate(pages)]))


async def quote(interaction: discord.Interaction, services: Services, values: Sequence[str], action: Action) -> None:
    """Show what can be made of the quote that was chosen."""
    async with replying(interaction, services, update=True) as reply:
        session = reply.admitted.session
        await _offer(reply, services, session, numeral("".join(values)), back=True)


async def use(interaction: discord.Interaction, services: Services, message: discord.Message) -> None:
    """Show what the recap can make of a message."""
    async with replying(interaction, services, heard=contribution_of(message)) as reply:
        await _offer(reply, services, reply.admitted.session, message.id)


async def used(interaction: discord.Interaction, services: Services, values: Sequence[str], action: Action) -> None:
    """Do what was chosen, and show how the message is used now."""
    async with replying(interaction, services, update=True) as reply:
        message = action.number("message")
        by = person_of(interaction.user)
        choice = draft.choice_of("".join(values))
        session = await services.engine.editor.use(message, choice, by, reply.key)
        await _offer(reply, services, session, message)


async def _offer(reply: Reply, services: Services, session: Session, message: int, *, back: bool = False) -> None:
    said = await _said(services, session, message)
    items: list[Item] = [
        menu(f"recap:use:{message}", draft.choices(session, message, reply.words), reply.words.gettext("Use it as …"))
    ]
    if back:
        items.append(button(reply.words.gettext("Back"), f"recap:quotes:{session.number}", row=1))
    await reply.say(draft.used_as(session, said, reply.words), view=view_of(items))


async def _said(services: Services, session: Session, message: int) -> Contribution:
    said = await anext(services.engine.store.read(session.number, [message]), None)
    if said is None:
        raise NotFound(N_("This message is not part of a chat's record."))
    return said


def _is_private(interaction: discord.Interaction) -> bool:
    """Return whether a button stands in a private answer, which what follows may replace."""
    return interaction.message is not None and interaction.message.flags.ephemeral
