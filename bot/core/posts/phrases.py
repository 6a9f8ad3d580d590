"""Phrases that several posts share: times, titles, readings, who runs the chat, how to answer."""

from datetime import datetime

from bot.core.base.post import stamp
from bot.core.base.words import Words
from bot.core.script.pack import Pack
from bot.core.session.landed import Stand
from bot.core.session.state import Session
from bot.core.session.timetable import publishes_at


def time_of(pack: Pack, instant: datetime) -> str:
    """Return the mark for when something in a chat happens: the time of day, in slow chats with its date."""
    return stamp(instant, "f" if pack.is_slow else "t")


def place_of(session: Session, number: int, words: Words) -> str:
    """Return the number of a question, and of how many where that says how far the talk is: "Q2 of 4".

    Extra questions come on top of those; once the order was changed, the numbers say nothing about how far it is.
    """
    label = words.gettext("Q{number}").format(number=number)
    if number in session.extras:
        return words.gettext("{question} · extra question").format(question=label)
    order = [*(asking.number for asking in session.asked), *session.upcoming]
    planned = [each for each in order if each not in session.extras]
    if planned != sorted(planned):
        return label
    return words.gettext("{question} of {total}").format(
        question=label, total=len(session.questions) - len(session.extras)
    )


def recap_link(stand: Stand, words: Words) -> list[str]:
    """Return the link to the recap, once that is in the room."""
    if not (message := stand.summary()):
        return []
    session = stand.session
    return [f"[{words.gettext('The recap')}]({session.room.link(message, session.recap.channel)})"]


def rehearsal_mark(session: Session, words: Words) -> list[str]:
    """Return the line that marks a rehearsal, if the session is one."""
    return ["-# " + words.gettext("This is a rehearsal.")] if session.rehearsal else []


def recap_comes(session: Session, words: Words) -> str:
    """Return when the recap of a closed session comes: in a moment, or after its hosts had a look at it."""
    if not session.pack.timing.publish:
        return words.gettext("The recap follows in a moment.")
    return words.gettext("The recap comes at about {time}.").format(time=stamp(publishes_at(session)))
