"""Which chat is meant in a channel at a moment, where several fit. One answer for every command.

The running one; else the one whose opening waits for the hosts; else the next to open; else the last that closed.
For files it is the running one, else the last that closed: what is still to come has none.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from bot.core.session.listing import Listed
from bot.core.session.state import Phase, Session

ORDER = (Phase.PAUSED, Phase.OPEN, Phase.HELD, Phase.SCHEDULED, Phase.CLOSED)
EVER = datetime.max.replace(tzinfo=UTC)


Chat = TypeVar("Chat", Session, Listed)
"""A session, or its row in a list."""


def by_meaning(chats: Iterable[Chat]) -> list[Chat]:
    """Return the chats of one channel that can be meant there, the one that is meant first."""
    return sorted((chat for chat in chats if chat.phase in ORDER), key=_rank)


def fitting(chats: Sequence[Chat]) -> Sequence[Chat]:
    """Return those of `by_meaning` that a request may be about: what is over is not, while something is to come."""
    ahead = [chat for chat in chats if chat.phase is not Phase.CLOSED]
    return ahead or chats


def _rank(chat: Session | Listed) -> tuple[int, float, int]:
    place = ORDER.index(chat.phase)
    if chat.phase is Phase.CLOSED:
        return place, -(chat.closed_at or EVER).timestamp(), chat.number
    return place, (chat.opens_at or EVER).timestamp(), chat.number
