"""The other chats that could be meant in a channel, a click away: a button for each ("pick:status:7")."""

from collections.abc import Iterable

from bot.adapters.discord_chat.interactions.drawing import Item, button
from bot.adapters.discord_chat.interactions.services import Services
from bot.core.base.words import Words
from bot.core.posts.hosting.chats import chat_label, named
from bot.core.requests.which_chat import fitting
from bot.core.session.listing import Listed, listed
from bot.core.session.state import Session

PREFIX = "pick"
MOST = 4
ROW = 4


def others(services: Services, session: Session) -> list[Listed]:
    """Return the chats of the same channel that a request could as well be about."""
    around = [live.session for live in services.engine.live.chats_in(session.room.channel)]
    fits = fitting(around)
    return [listed(each) for each in fits if each.number != session.number]


def about(services: Services, session: Session, text: str, words: Words) -> str:
    """Return a text that first says which chat it is about, if it could be about another one."""
    return f"{named(listed(session), words)}\n{text}" if others(services, session) else text


def picks(what: str, chats: Iterable[Listed], services: Services, words: Words, *more: str) -> list[Item]:
    """Return the buttons that do the same for other chats; `more` is what else it needs to be known."""
    zone = services.engine.zone
    return [
        button(chat_label(chat, zone, words), ":".join([PREFIX, what, str(chat.number), *more]), row=ROW)
        for chat in list(chats)[:MOST]
    ]
