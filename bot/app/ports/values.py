"""What passes through the ports: plain values, and the few ways in which a call can fail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from bot.core.base.contribution import Contribution
from bot.core.base.errors import RoomError, StoreError
from bot.core.base.post import Post
from bot.core.session.effects.base import Effect
from bot.core.session.facts import Fact
from bot.core.session.state import Session

Place = tuple[int, int]
"""A session and a message in it."""

SaidAt = tuple[int, int, str]
"""A place, and the text that was said there."""

Indexed = tuple[int, int, str, str]
"""A place, the text there, and its tokens."""


class Unsure(Exception):
    """The room did not say whether it did what was asked: time-out, cut connection, server error."""


class Gone(RoomError):
    """What was to be changed is not there any more: message, thread or channel."""


class NoChannel(Gone):
    """The channel or thread itself is not there any more."""


class TooLarge(RoomError):
    """A file is larger than whoever asked for it wants."""


class NoDesk(RoomError):
    """There is no place where the hosts could be spoken to."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the bot may do in a room, and what it misses, in words a server's administrator knows.

    `missing` names each lacking permission as the platform's settings call it; `can_post` is False where a chat is
    impossible at all. `known` is False while the room cannot be seen, so that nothing can be said for sure. `is_fit` is
    False where a chat cannot take place whatever the bot may do there: in a thread, say.
    """

    can_post: bool = True
    can_make_threads: bool = True
    missing: tuple[str, ...] = ()
    known: bool = True
    is_fit: bool = True


class Urgency(IntEnum):
    """How much people wait for something to be done in a room, the most urgent first.

    A question's card, its thread, any other post or change, reading what was said, and what only keeps a post current.
    """

    CARD = 1
    THREAD = 2
    POST = 3
    READ = 4
    REFRESH = 5


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A message of the bot's own, found in a room's history."""

    id: int
    text: str


class Unreadable(RoomError):
    """The room's history cannot be read, so nothing can be concluded from it."""


class Conflict(StoreError):
    """Somebody else committed to the session first: load it again and decide again."""


class AlreadyDone(StoreError):
    """A request with this key was committed before."""


class Taken(StoreError):
    """Another chat is set for that time in the same channel."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A session as it is kept: the fold of its facts, where its effects landed, and the effects that were given up.

    `history` are those facts, for who needs both.
    """

    session: Session
    landed: Mapping[Effect, int] = field(default_factory=dict)
    lost: frozenset[Effect] = frozenset()
    history: Sequence[Fact] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """That a post was about to be made: when, where, what exactly it shows, and an id that is surely older."""

    at: datetime
    channel: int
    payload: Post
    anchor: int


@dataclass(frozen=True, slots=True)
class Call:
    """What a process is asked to do on one of its servers: read a session again, remove a post (channel, message)."""

    id: int
    session: int | None
    post: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Pending:
    """An effect that is not finished; `claim` is None until somebody began to perform it."""

    effect: Effect
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """One person's reaction to one message."""

    message: int
    emoji: str
    person: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as a room's history holds it; what bots and the platform say is no contribution."""

    id: int
    contribution: Contribution | None = None
