"""What members press and write: answers, reminders, the menus on messages, private notices."""

from dataclasses import replace

from bot.adapters.rehearsal.buttons.pressed import Pressed
from bot.app.moderating.moderator import LONGEST as LONGEST_WORD
from bot.app.ports.rehearsing import Form, Menu
from bot.core.base.errors import Refused
from bot.core.base.post import Action, LinkButton
from bot.core.base.words import N_
from bot.core.posts import confirmations
from bot.core.posts.hosting.panel import panel_id
from bot.core.requests.rights import Action as Asked
from bot.core.requests.rights import numeral
from bot.core.session.pending import LONGEST

NO_QUESTION = "none"
NOT_PUBLISHED = N_("The recap is not published yet; /question says when it comes.")


async def where(pressed: Pressed, asked: Asked) -> None:
    """Say where the chat is."""
    session, words = pressed.admitted.session, pressed.words
    text = await pressed.engine.overview.where_are_we(session, session.pack.language, words)
    panel = [Action(words.gettext("The hosts' panel"), panel_id("refresh", session))] * pressed.admitted.is_host
    recap = Action(words.gettext("Whole recap"), f"recap:whole:{session.number}")
    pressed.say(text, *panel, *([recap] if session.recap.published else []))


async def give(pressed: Pressed, asked: Asked) -> None:
    """Show the form for an answer that hosts read first."""
    session, question, words = pressed.admitted.session.number, asked.number("question"), pressed.words
    await pressed.engine.reviews.must_take(session, question)
    title = words.gettext("Your answer to Q{number}").format(number=question)
    label = words.gettext("A host reads it before it is posted")
    pressed.say("", Form(label, f"answer:send:{session}:{question}", title, longest=LONGEST))


async def send(pressed: Pressed, asked: Asked) -> None:
    """Take an answer in."""
    by = replace(pressed.by, is_host=pressed.admitted.is_host)
    session = pressed.admitted.session.number
    await pressed.engine.reviews.send(session, asked.number("question"), by, pressed.text, pressed.key)
    pressed.say(pressed.words.gettext("Thank you! A host will read your answer, and I will tell you what they decide."))


async def edit_answer(pressed: Pressed, asked: Asked) -> None:
    """Show a form with an answer that was posted for a member; emptied, it removes the answer."""
    message, words = asked.number("message"), pressed.words
    text = await pressed.engine.reviews.text_of(message, pressed.by)
    title = words.gettext("Edit my answer")
    label = words.gettext("Your answer; empty it to remove it")
    pressed.say("", Form(label, f"answer:change:{message}", title, text, longest=LONGEST, required=False))


async def change_answer(pressed: Pressed, asked: Asked) -> None:
    """Take in what an author changed."""
    reviews, message = pressed.engine.reviews, asked.number("message")
    if pressed.text:
        await reviews.edit(message, pressed.by, pressed.text, pressed.key)
        pressed.say(pressed.words.gettext("Changed in the channel and in the record."))
    else:
        await reviews.remove(message, pressed.by, pressed.key)
        pressed.say(pressed.words.gettext("Removed from the channel and from the record."))


async def leave_out(pressed: Pressed, asked: Asked) -> None:
    """Leave a message out of the record, or take it back in."""
    message, is_host = asked.number("message"), pressed.admitted.is_host
    ruling = await pressed.engine.editor.leave_out(message, pressed.by, is_host=is_host, key=pressed.key)
    pressed.say(confirmations.left_out(ruling, pressed.words))


async def file(pressed: Pressed, asked: Asked) -> None:
    """Let somebody choose the question that a message answers."""
    session, words = pressed.admitted.session, pressed.words
    if not session.asked:
        raise Refused(N_("No question has been asked yet."))
    options = [
        (f"{words.gettext('Q{number}').format(number=each.number)}: {session.text_of(each.number)}", str(each.number))
        for each in session.asked
    ]
    options.append((words.gettext("No question"), NO_QUESTION))
    menu = Menu(words.gettext("Which question?"), f"file:{asked.number('message')}", tuple(options))
    pressed.say(words.gettext("Which question does this message answer?"), menu)


async def filed(pressed: Pressed, asked: Asked) -> None:
    """File a message under the question that was chosen."""
    number = None if pressed.text == NO_QUESTION else numeral(pressed.text)
    ruling = await pressed.engine.editor.file(
        asked.number("message"), number, pressed.by, is_host=pressed.admitted.is_host, key=pressed.key
    )
    pressed.say(confirmations.filed(ruling, pressed.words))


async def tell(pressed: Pressed, asked: Asked) -> None:
    """Show the form in which a member says why the hosts should look at a message."""
    title = pressed.words.gettext("Tell the hosts")
    label = pressed.words.gettext("Why should they look at it?")
    pressed.say("", Form(label, f"tell:{asked.number('message')}", title, longest=LONGEST_WORD))


async def told(pressed: Pressed, asked: Asked) -> None:
    """Put a message before the hosts."""
    await pressed.engine.moderator.tell(asked.number("message"), pressed.by, pressed.text, pressed.key)
    pressed.say(pressed.words.gettext("Thank you! The hosts will take a look. Nobody else is told."))


async def appeal(pressed: Pressed, asked: Asked) -> None:
    """Show the form of an appeal, or take one in."""
    case, words = asked.number("case"), pressed.words
    if not pressed.text:
        await pressed.engine.moderator.can_appeal(case, pressed.by)
        title = words.gettext("Ask a host to look")
        label = words.gettext("What should they know?")
        pressed.say("", Form(label, f"appeal:{case}", title, longest=LONGEST_WORD))
        return
    await pressed.engine.moderator.appeal(case, pressed.by, pressed.text, pressed.key)
    pressed.say(
        words.gettext("Thank you. The hosts see your words next to your message, and one of them will take a look.")
    )


async def remind_of_one(pressed: Pressed, asked: Asked) -> None:
    """Note who wants to be reminded of this chat."""
    session = pressed.admitted.session
    await pressed.engine.store.remind(session.room.channel, session.number, pressed.by.id)
    _will_remind(pressed, confirmations.will_remind(session, pressed.words), session.room.channel)


async def remind_of_all(pressed: Pressed, asked: Asked) -> None:
    """Note who wants to be reminded of all chats to come."""
    channel = pressed.admitted.channel
    await pressed.engine.store.remind(channel, 0, pressed.by.id)
    _will_remind(pressed, confirmations.will_remind_always(channel, pressed.words), channel)


def _will_remind(pressed: Pressed, text: str, channel: int) -> None:
    pressed.say(text, Action(pressed.words.gettext("No more reminders"), f"remind:stop:{channel}"))


async def stop_reminding(pressed: Pressed, asked: Asked) -> None:
    """Note who wants no more reminders."""
    channel = pressed.admitted.channel
    await pressed.engine.store.stop_reminding(channel, pressed.by.id)
    pressed.say(confirmations.no_more_reminders(channel, pressed.words))


async def whole_recap(pressed: Pressed, asked: Asked) -> None:
    """Hand out the recap; hosts have it before it is published."""
    words = pressed.words
    if not pressed.admitted.session.recap.published and not pressed.admitted.is_host:
        raise Refused(NOT_PUBLISHED)
    files = [LinkButton(name, f"/files/{name}") for name in ("summary.html", "summary.md")]
    pressed.say(words.gettext("The whole recap, as it stands now:"), *files)
