"""A chat in one line, where several could be meant: its title, its date, and how it stands."""

from zoneinfo import ZoneInfo

from bot.core.base.post import stamp
from bot.core.base.words import Words
from bot.core.posts.hosting.status import PHASES
from bot.core.session.listing import Listed


def named(chat: Listed, words: Words) -> str:
    """Say which chat something is about."""
    return words.gettext("About “{title}”, {time}:").format(title=chat.title, time=_when(chat))


def of_session(text: str, chat: Listed, words: Words) -> str:
    """Say of which session a file is: `text` has places for its number, title and time."""
    return words.gettext(text).format(number=chat.number, title=chat.title, time=_when(chat))


def chat_label(chat: Listed, zone: str, words: Words) -> str:
    """Return a chat for a button or a list, where no time stamp is shown: title and date."""
    return words.gettext("{title} · {date}").format(title=chat.title, date=_date(chat, zone))


def choice_label(chat: Listed, zone: str, words: Words) -> str:
    """Return a chat for completion: number, title, date and state."""
    return words.gettext("{number} · {title} · {date} · {state}").format(
        number=chat.number, title=chat.title, date=_date(chat, zone), state=words.gettext(PHASES[chat.phase])
    )


def _when(chat: Listed) -> str:
    at = chat.opened_at or chat.opens_at
    assert at is not None
    return stamp(at, "f")


def _date(chat: Listed, zone: str) -> str:
    at = chat.opened_at or chat.opens_at
    assert at is not None
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d}"
