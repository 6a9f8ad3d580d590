"""What hosts press: the panel, questions, the cards on the desk."""

from collections.abc import Container, Sequence

from bot.adapters.rehearsal.buttons.pressed import Pressed
from bot.app.hosting.deeds import DEEDS, Request
from bot.app.ports.rehearsing import Form, Menu
from bot.core.base.errors import Refused
from bot.core.base.post import Action
from bot.core.base.words import N_, Words
from bot.core.posts import confirmations
from bot.core.posts.hosting.panel import DANGEROUS, LABELS, panel_id, rows
from bot.core.posts.moderating.case_cards import DONE, READ, whole_case
from bot.core.posts.moderating.case_cards import LABELS as MEASURES
from bot.core.posts.reviewing.pending_cards import DECIDED
from bot.core.requests.rights import OUTDATED, numeral
from bot.core.requests.rights import Action as Asked
from bot.core.session.facts import AnswerFiled
from bot.core.session.state import Ruling, Session

PANEL = "panel"
LONGEST_QUESTION = 1000
NOT_HERE = ("move", "end")
"""What the panel of Discord has besides: the times of a rehearsal are moved by its clock."""

FIRST = "0"


async def panel(pressed: Pressed, asked: Asked) -> None:
    """Do what a button of the panel says; those that need more ask for it."""
    deed, session = asked.word("deed"), pressed.admitted.session
    if deed not in LABELS:
        raise Refused(OUTDATED)
    if deed in MENUS:
        _choose(pressed, deed, session)
    elif deed in DEEDS:
        source = str(pressed.message.id) if pressed.message else ""
        request = pressed.room.new_id()
        sure = f"sure:{deed}:{session.room.channel}:{session.number}:{request}:{source}"
        with pressed.without_message().asking_back(sure):
            await _carry_out(pressed, deed, Request(session.room.channel, pressed.by, pressed.key))
    else:
        await _show(pressed, session)


async def sure(pressed: Pressed, asked: Asked) -> None:
    """Do what was asked back about. What was asked first is the key, so that a double click does it once."""
    deed = asked.word("deed")
    if deed not in DEEDS:
        raise Refused(OUTDATED)
    if source := asked.word("source"):
        pressed.message = pressed.room.messages.get(numeral(source))
        if pressed.card is not None:
            pressed.cards.drop(pressed.card.id)
    channel = pressed.admitted.session.room.channel
    await _carry_out(pressed, deed, Request(channel, pressed.by, f"sure {asked.number('request')}", sure=True))


async def _carry_out(pressed: Pressed, deed: str, request: Request) -> None:
    host = pressed.engine.host.about(pressed.admitted.session.number)
    session = await DEEDS[deed].do(host, request)
    if pressed.message is None:
        pressed.say(DEEDS[deed].confirm(session, pressed.words))
        return
    words = pressed.words_in(session.pack.language)
    await pressed.settle(confirmations.decided(pressed.by.id, DEEDS[deed].confirm(session, words), words))


async def _show(pressed: Pressed, session: Session) -> None:
    """Show the panel."""
    words = pressed.words
    buttons = [
        Action(words.gettext(LABELS[deed]), panel_id(deed, session), danger=deed in DANGEROUS)
        for row in rows(session, pressed.by.id)
        for deed in row
        if deed not in NOT_HERE
    ]
    pressed.say(await pressed.engine.overview.status(session, words), *buttons)


MENUS = ("edit", "reorder", "back")


def _choose(pressed: Pressed, deed: str, session: Session) -> None:
    """Let a host choose a question."""
    words, place = pressed.words, f"{session.room.channel}:{session.number}"
    numbers: Sequence[int]
    if deed == "edit":
        text, id, numbers = words.gettext("Which question?"), f"edit:{place}", range(1, 1 + len(session.questions))
    elif deed == "reorder":
        if len(session.upcoming) < 2:
            raise Refused(N_("Fewer than two questions are left, so there is no order to change."))
        text, id, numbers = words.gettext("Which question?"), f"order:{place}", session.upcoming
    else:
        if not session.skipped:
            raise Refused(N_("No question was skipped."))
        text = words.gettext("Which question should come next after all?")
        id, numbers = f"back:{place}", session.skipped
    pressed.say(text, Menu(text, id, tuple((_label(session, number, words), str(number)) for number in numbers)))


async def edit(pressed: Pressed, asked: Asked) -> None:
    """Show a form with a question's text."""
    session, words = pressed.admitted.session, pressed.words
    number = _chosen(pressed.text, range(1, 1 + len(session.questions)))
    title = words.gettext("Question {number}").format(number=number)
    label = words.gettext("The question; its readings stay")
    id = f"edit-text:{session.room.channel}:{session.number}:{number}"
    text = session.text_of(number, session.pack.language)
    pressed.say("", Form(label, id, title, text, longest=LONGEST_QUESTION))


async def edited(pressed: Pressed, asked: Asked) -> None:
    """Give the question its new text."""
    host = pressed.engine.host.about(asked.number("session"))
    number = asked.number("question")
    await _show(pressed, await host.edit(asked.number("channel"), number, pressed.text, pressed.by, pressed.key))


async def order(pressed: Pressed, asked: Asked) -> None:
    """Let a host choose where a question shall come."""
    session, words = pressed.admitted.session, pressed.words
    number = _chosen(pressed.text, session.upcoming)
    after = words.gettext("After {question}")
    others = [other for other in session.upcoming if other != number]
    options = [(after.format(question=_label(session, other, words)), str(other)) for other in others]
    text = words.gettext("Where should Q{number} go?").format(number=number)
    id = f"place:{session.room.channel}:{session.number}:{number}"
    pressed.say(text, Menu(text, id, ((words.gettext("Next"), FIRST), *options)))


async def place(pressed: Pressed, asked: Asked) -> None:
    """Put the question there."""
    session, number = pressed.admitted.session, asked.number("question")
    others = [other for other in session.upcoming if other != number]
    before = numeral(pressed.text)
    where = others.index(before) + 1 if before in others else 0
    host = pressed.engine.host.about(session.number)
    await _show(pressed, await host.reorder(session.room.channel, number, where, pressed.by, pressed.key))


async def back(pressed: Pressed, asked: Asked) -> None:
    """Let a skipped question come next."""
    host = pressed.engine.host.about(asked.number("session"))
    session = await host.put_back(asked.number("channel"), numeral(pressed.text), pressed.by, pressed.key)
    await _show(pressed, session)


def _chosen(text: str, known: Container[int]) -> int:
    """Return the question that was chosen; it may have been asked meanwhile."""
    number = numeral(text)
    if number not in known:
        raise Refused(N_("This question can no longer be chosen; open the menu again."))
    return number


def _label(session: Session, number: int, words: Words) -> str:
    return f"{words.gettext('Q{number}').format(number=number)}: {session.text_of(number)}"


async def decide_answer(pressed: Pressed, asked: Asked) -> None:
    """Approve a pending answer or set it aside. The card then says who did; whoever comes second is told so."""
    answer, approve = asked.number("answer"), asked.deed == "approve"
    live, state, first = await pressed.engine.reviews.decide(answer, pressed.by, pressed.key, approve=approve)
    await pressed.redraw(await pressed.engine.answers.card(live, answer))
    if not first:
        done = pressed.words.gettext(DECIDED[state.stage])
        pressed.more(confirmations.decided_already(done, pressed.words))


async def case(pressed: Pressed, asked: Asked) -> None:
    """Do what a host decided about a case, or show all of it."""
    number, deed, moderator = asked.number("case"), asked.word("deed"), pressed.engine.moderator
    if deed == READ:
        found = await pressed.engine.store.case(number)
        lines = list(whole_case(found)) if found else []
        pressed.say("\n".join(lines) or pressed.words.gettext("This text is no longer stored."))
        return
    known = {measure.value: measure for measure in MEASURES}
    if deed not in known:
        raise Refused(OUTDATED)
    live = await moderator.live_of(number)
    _case, session, first = await moderator.decide(number, known[deed], pressed.by, pressed.key)
    await pressed.redraw(await pressed.engine.casebook.card(live, number))
    if not first:
        done = pressed.words.gettext(DONE[session.cases[number].measure])
        pressed.more(confirmations.decided_already(done, pressed.words))


async def file_from_desk(pressed: Pressed, asked: Asked) -> None:
    """File an answer as a host decided. The card then says who did; whoever comes second is told so."""
    session, message, number = pressed.admitted.session, asked.number("message"), asked.word("number")
    was_filed = session.rulings.get(message, Ruling()).filed
    if not was_filed:
        under = None if number == "none" else numeral(number)
        key = f"desk file {message}"
        await pressed.engine.editor.file(message, under, pressed.by, is_host=True, key=key)
    facts = await pressed.engine.store.facts(session.number)
    fact = next(each for each in reversed(facts) if isinstance(each, AnswerFiled) and each.message == message)
    ruling = Ruling(filed=True, number=fact.number)
    words = pressed.words_in(session.pack.language)
    await pressed.settle(confirmations.decided(fact.by or 0, confirmations.filed(ruling, words), words))
    if was_filed:
        pressed.more(confirmations.decided_already(confirmations.filed(ruling, pressed.words), pressed.words))


async def post_again(pressed: Pressed, asked: Asked) -> None:
    """Post the card of a question again."""
    session, question = pressed.admitted.session, asked.number("question")
    await pressed.engine.host.post_again(session.room.channel, question, pressed.by, pressed.key)
    words = pressed.words_in(session.pack.language)
    await pressed.settle(confirmations.decided(pressed.by.id, confirmations.posted_again(question, words), words))
