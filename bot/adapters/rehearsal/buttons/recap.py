"""What hosts do about the recap: its draft's buttons, and the menu *Use in the recap…*."""

from bot.adapters.rehearsal.buttons.pressed import Pressed
from bot.app.ports.rehearsing import Form, Menu
from bot.core.base.errors import NotFound, Refused
from bot.core.base.post import Action
from bot.core.base.words import N_
from bot.core.posts.hosting import draft
from bot.core.requests.rights import Action as Asked
from bot.core.requests.rights import numeral
from bot.core.session.edits import LONGEST_HEADLINE, LONGEST_LEAD, LONGEST_NEXT
from bot.core.session.state import Session


async def publish(pressed: Pressed, asked: Asked) -> None:
    """Publish the draft."""
    await pressed.engine.recaps.publish(pressed.admitted.session.number, pressed.by, pressed.key)
    if pressed.message is None:  # else the draft's card says in its place that it is published
        pressed.say(pressed.words.gettext("Published. The recap will be in the channel in a moment."))


async def lead(pressed: Pressed, asked: Asked) -> None:
    """Show a form with the lead, or with what could stand there; take in what was written."""
    session, words = pressed.admitted.session, pressed.words
    title = words.gettext("The recap's lead")
    label = words.gettext("One or two sentences; empty for none")
    text = session.recap.lead or draft.proposed_lead(session, pressed.words_in(session.pack.language))
    id = f"recap:lead:{session.number}"
    pressed.say("", Form(label, id, title, text, longest=LONGEST_LEAD, required=False))


async def led(pressed: Pressed, asked: Asked) -> None:
    """Take in the lead that a host wrote."""
    number = pressed.admitted.session.number
    session = await pressed.engine.recaps.word(number, None, pressed.text, pressed.by, pressed.key)
    pressed.say(draft.worded(session, None, pressed.words))


async def following(pressed: Pressed, asked: Asked) -> None:
    """Show a form with what comes next."""
    session, words = pressed.admitted.session, pressed.words
    title, label = words.gettext("The next chat"), words.gettext("When it is, and what it is about")
    id = f"recap:next:{session.number}"
    pressed.say("", Form(label, id, title, draft.next_for(session), longest=LONGEST_NEXT, required=False))


async def followed(pressed: Pressed, asked: Asked) -> None:
    """Take in what a host says of the next chat."""
    number = pressed.admitted.session.number
    session = await pressed.engine.recaps.word_next(number, pressed.text, pressed.by, pressed.key)
    pressed.say(draft.next_worded(session.recap, pressed.words))


async def lines(pressed: Pressed, asked: Asked) -> None:
    """Let a host choose the question that gets a line."""
    session, words = pressed.admitted.session, pressed.words
    if not session.asked:
        raise Refused(N_("No question has been asked yet."))
    label = words.gettext("Q{number}: {text}")
    options = [
        (label.format(number=each.number, text=session.text_of(each.number)), str(each.number))
        for each in session.asked
    ]
    text = words.gettext("Which question?")
    pressed.say(text, Menu(text, f"recap:line:{session.number}", tuple(options)))


async def line(pressed: Pressed, asked: Asked) -> None:
    """Show a form with the question's line."""
    session, words, number = pressed.admitted.session, pressed.words, numeral(pressed.text)
    title = words.gettext("Question {number}").format(number=number)
    label = words.gettext("One line; empty for none")
    text = session.recap.headlines.get(number, "")
    id = f"recap:headline:{session.number}:{number}"
    pressed.say("", Form(label, id, title, text, longest=LONGEST_HEADLINE, required=False))


async def lined(pressed: Pressed, asked: Asked) -> None:
    """Take in the line that a host wrote."""
    number, question = pressed.admitted.session.number, asked.number("question")
    session = await pressed.engine.recaps.word(number, question, pressed.text, pressed.by, pressed.key)
    pressed.say(draft.worded(session, question, pressed.words))


async def offers(pressed: Pressed, asked: Asked) -> None:
    """Show the lines that a language model proposed; accept one, or take it out again, if it was chosen."""
    session = pressed.admitted.session
    if pressed.text:
        question, line = draft.offer_of(pressed.text)
        session = await pressed.engine.recaps.use_line(session.number, question, line, pressed.by, pressed.key)
    lines, words = await pressed.engine.recaps.lines(session.number), pressed.words
    if not lines:
        pressed.say(words.gettext("There are no lines by a model any more."))
        return
    how = words.gettext("To change one, open it with *Write the lead* or *A line for a question*.")
    label, options = words.gettext("Accept a line …"), tuple(draft.offers(session, lines, words))
    rows = draft.proposed_lines(session, lines, words)
    pressed.say("\n".join([*rows, f"-# {how}"]), Menu(label, f"recap:offer:{session.number}", options))


async def quotes(pressed: Pressed, asked: Asked) -> None:
    """Show what the recap quotes, and what hosts took out of it, to be chosen."""
    number, words = pressed.admitted.session.number, pressed.words
    quoted, dropped = await pressed.engine.recaps.quotes(number)
    options = [
        *((draft.quote_label(said, question, words), str(said.id)) for question, said in quoted),
        *((draft.quote_label(said, None, words), str(said.id)) for said in dropped),
    ]
    if not options:
        pressed.say(words.gettext("The recap has no quotes."))
        return
    text = words.gettext("Choose a quote to take out, to feature or to mark.")
    pressed.say(text, Menu(text, f"recap:quote:{number}:0", tuple(options)))


async def quote(pressed: Pressed, asked: Asked) -> None:
    """Show what can be made of the quote that was chosen."""
    await _offer(pressed, pressed.admitted.session, numeral(pressed.text), back=True)


async def use(pressed: Pressed, asked: Asked) -> None:
    """Show what the recap can make of a message, or do what was chosen."""
    message = asked.number("message")
    session = pressed.admitted.session
    if pressed.text:
        choice = draft.choice_of(pressed.text)
        session = await pressed.engine.editor.use(message, choice, pressed.by, pressed.key)
    await _offer(pressed, session, message)


async def _offer(pressed: Pressed, session: Session, message: int, *, back: bool = False) -> None:
    said = await anext(pressed.engine.store.read(session.number, [message]), None)
    if said is None:
        raise NotFound(N_("This message is not part of a chat's record."))
    words = pressed.words
    menu = Menu(words.gettext("Use it as …"), f"recap:use:{message}", tuple(draft.choices(session, message, words)))
    again = [Action(words.gettext("Back"), f"recap:quotes:{session.number}")] if back else []
    pressed.say(draft.used_as(session, said, words), menu, *again)
