"""What a member said, while it counts. Deleted contributions have no content left and are never of this type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.base import ids


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the room: the platform's id, and the name shown there when they last spoke.

    `is_host` tells whether they may do what hosts do on this server; None where their roles are not known. `by_account`
    says that the name is their account's, since the one shown in the room is not known.
    """

    id: int
    name: str
    is_host: bool | None = field(default=None, compare=False)
    by_account: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message: its media type ("image/png") if known, its size in bytes, its link.

    A sticker has only a name: no type, no size and no link.
    """

    name: str
    type: str | None
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """A member's message with its last text. `reply_to` is the id of the message it answers, wherever that is.

    `forwarded` is the link of the original when the message passes on somebody else's words (its `text` is then
    empty): it is shown as a shared link and never quoted. `reactions` counts people by emoji. The `text` of a `poll` is
    what it asks, its options and their votes so far: it changes without an edit. `mentions` are the names, as they were
    then, of the people, roles and channels that the text points at.
    """

    id: int
    channel: int
    author: Person
    text: str
    edited_at: datetime | None = None
    reply_to: int | None = None
    forwarded: str | None = None
    attachments: tuple[Attachment, ...] = ()
    reactions: Mapping[str, int] = field(default_factory=dict)
    poll: bool = field(default=False, compare=False)
    mentions: Mapping[int, str] = field(default_factory=dict, compare=False)

    @property
    def at(self) -> datetime:
        """When it was said (aware, UTC)."""
        return ids.time_of(self.id)
