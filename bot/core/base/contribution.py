"""What a member said, while it counts. Deleted contributions have no content left and are never of this type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

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


class Missing(StrEnum):
    """Why a file is not kept; `gone` is what was not there any more when it was fetched, `expired` was kept before."""

    TOO_LARGE = "too large"
    NO_ROOM = "no room"
    KIND = "kind"
    FAILED = "failed"
    GONE = "gone"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept: the SHA-256 of its bytes in hexadecimal, the media type by its content, its size."""

    digest: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A file that is not kept: why, and when that was found."""

    why: Missing
    at: datetime


Fate = KeptFile | MissingFile


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message: its media type ("image/png") if known, its size in bytes, its link.

    A sticker has only a name: no type, no size and no link. `description` is what its author wrote for people who do
    not see it. `fate` is what became of it; None as long as nobody tried to keep it.
    """

    name: str
    type: str | None
    size: int
    url: str
    description: str | None = None
    fate: Fate | None = field(default=None, compare=False)


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
