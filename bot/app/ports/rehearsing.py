"""What a rehearsal shows to whoever draws it, and what can be done in it: the values between the room and its pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.core.base.contribution import Attachment, Contribution, Person
from bot.core.base.post import Action, LinkButton, Post
from bot.core.session.landed import Stand

PANEL = 1
"""The channel of cards that answer the host panel; no channel has this id."""


@dataclass(slots=True)
class Message:
    """A message in the room: a member's, or the bot's with its `post`. `edited_at` is of a member's edit."""

    id: int
    channel: int
    author: Person
    text: str
    reply_to: int | None = None
    edited_at: datetime | None = None
    post: Post | None = None
    reactions: dict[str, set[int]] = field(default_factory=dict)
    pinned: bool = False
    attachments: tuple[Attachment, ...] = ()

    @property
    def actions(self) -> tuple[Action, ...]:
        """The buttons below a message of the bot's."""
        return self.post.actions if self.post else ()

    @property
    def contribution(self) -> Contribution:
        """The message as the collector gets it."""
        return Contribution(
            id=self.id,
            channel=self.channel,
            author=Person(self.author.id, self.author.name, is_host=bool(self.author.is_host)),
            text=self.text,
            edited_at=self.edited_at,
            reply_to=self.reply_to,
            attachments=self.attachments,
            reactions={emoji: len(people) for emoji, people in self.reactions.items() if people},
        )


@dataclass(frozen=True, slots=True)
class Menu:
    """Options with their values, one of which is chosen."""

    label: str
    id: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A field to write into; `text` stands in it already."""

    label: str
    id: str
    title: str
    text: str = ""
    longest: int = 1000
    required: bool = True


Item = Action | Menu | Form | LinkButton


@dataclass(frozen=True, slots=True)
class Card:
    """What only one person sees: the answer to what they pressed, beside what is said in a channel or thread."""

    id: int
    person: int
    channel: int
    at: datetime
    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody at the keyboard wants: `name` says what, `who` as whom. `key` makes a second press the same one."""

    name: str
    who: int = 0
    channel: int = 0
    message: int = 0
    card: int = 0
    id: str = ""
    text: str = ""
    key: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Pace:
    """How time passes: `speed` times as fast as life now (0: not), `chosen` when nobody writes; None is at once."""

    now: datetime
    speed: float
    chosen: float | None
    writing: bool


@dataclass(frozen=True, slots=True)
class Move:
    """What a host may do now, or why they may not; `id` is that of the button."""

    deed: str
    label: str
    id: str
    reason: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file that can be downloaded; its size is 0 where it is not known before somebody wants it."""

    name: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """How much was said: answers by question, people who answered each, people in all.

    Once the chat is over these are the recap's numbers; `uncounted` then are messages under the questions that it does
    not count (remarks, repeats, what waits for a host), `others` what answered no question.
    """

    answers: Mapping[int, int]
    people: Mapping[int, int]
    everybody: int
    others: int = 0
    uncounted: int = 0


Seen = Callable[[str, Message | Card | None], None]
"""Hears what happened: "posted", "edited", "deleted", "reacted", "card", "gone" (a card), "pace", "people", "again"
(all of it anew), or "changed", which can be anything else."""


class Rehearsal(Protocol):
    """A rehearsal that is on."""

    zone: str
    cast: str
    followers: list[Seen]

    @property
    def stand(self) -> Stand:
        """The session and where its posts are."""
        ...

    @property
    def people(self) -> Sequence[Person]:
        """Who can be written as, hosts first."""
        ...

    @property
    def messages(self) -> Sequence[Message]:
        """Everything said in the room, oldest first."""
        ...

    @property
    def cards(self) -> Sequence[Card]:
        """What single people see."""
        ...

    @property
    def gone(self) -> Sequence[Message]:
        """What was deleted."""
        ...

    @property
    def desks(self) -> Sequence[int]:
        """The channels that only hosts see."""
        ...

    @property
    def pace(self) -> Pace:
        """How time passes."""
        ...

    @property
    def is_silent(self) -> bool:
        """Whether the room answers nothing now."""
        ...

    @property
    def notes(self) -> Sequence[tuple[datetime, str]]:
        """What was tried out, each a text marked for the catalogues."""
        ...

    @property
    def has_begun(self) -> bool:
        """Whether time passes: it waits until somebody who has read what this is says that it may."""
        ...

    def private_of(self, channel: int) -> int | None:
        """Return whose private messages a channel holds; None for any other channel."""
        ...

    def moves(self, language: str) -> Sequence[Move]:
        """Return what hosts can do, in this language."""
        ...

    async def count(self) -> Count:
        """Return how much was said."""
        ...

    async def noticed(self, language: str) -> Sequence[str]:
        """Return what is worth a look once the chat is over."""
        ...

    async def files(self) -> Sequence[File]:
        """Return what can be downloaded."""
        ...

    async def file(self, name: str) -> bytes:
        """Return a file; raise `NotFound` if there is none."""
        ...

    async def act(self, deed: Deed) -> int:
        """Do something; raise a `TchatError` that says why not. Returns the id of what was made, or 0."""
        ...
