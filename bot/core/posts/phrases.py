"""Phrases that several posts share: times, titles, readings, who runs the chat, how to answer."""

from datetime import datetime

from bot.core.base.post import stamp
from bot.core.base.words import Words
from bot.core.script.pack import Pack
from bot.core.session.state import Session


def time_of(pack: Pack, instant: datetime) -> str:
    """Return the mark for when something in a chat happens: the time of day, in slow chats with its date."""
    return stamp(instant, "f" if pack.is_slow else "t")


def rehearsal_mark(session: Session, words: Words) -> list[str]:
    """Return the line that marks a rehearsal, if the session is one."""
    return ["-# " + words.gettext("This is a rehearsal.")] if session.rehearsal else []
