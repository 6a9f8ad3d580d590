"""Reminders, for those who asked for one: the button, and the one message that mentions them."""

from collections.abc import Sequence

from bot.core.base.post import Action, Post, stamp
from bot.core.base.words import Words
from bot.core.session.effects.room import MOST_PINGS
from bot.core.session.state import Session

PREFIX = "remind"


def offer(session: Session, words: Words, *, standing: bool) -> tuple[Action, ...]:
    """Return the button that asks for a reminder: of this chat, or (`standing`) of those to come in its channel."""
    if session.rehearsal:
        return ()
    if standing:
        return (Action(words.gettext("Remind me next time"), f"{PREFIX}:channel:{session.room.channel}"),)
    return (Action(words.gettext("Remind me"), f"{PREFIX}:session:{session.number}"),)


def reminder(session: Session, people: Sequence[int], part: int, words: Words) -> Post | None:
    """Return part `part` of the reminder, which mentions just those people; None if nobody is left in it."""
    pinged = tuple(sorted(people)[part * MOST_PINGS : (part + 1) * MOST_PINGS])
    if not pinged:
        return None
    assert session.opens_at is not None
    text = words.gettext("“{title}” opens {time}.").format(
        title=session.pack.title.in_language(session.pack.language), time=stamp(session.opens_at, "R")
    )
    mentions = " ".join(f"<@{person}>" for person in pinged)
    stop = Action(words.gettext("No more reminders"), f"{PREFIX}:stop:{session.room.channel}")
    return Post(f"{text}\n-# {mentions}", actions=(stop,), pings=pinged)
