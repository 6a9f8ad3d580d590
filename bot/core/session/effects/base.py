"""What all effects share: their fact, their key, and how delivery treats them."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import ClassVar


class Lane(StrEnum):
    """In which order effects are performed: those of one lane one after another, the lanes apart.

    What is said to hosts does not wait for what cannot be shown in the room, nor the room for it, and nothing waits for
    a thread that cannot be made.
    """

    ROOM = "room"
    THREADS = "threads"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing to do. `fact` is the place of its fact in the session (from 1); a kind has one number more at most.

    `name` is what the store and the key call a kind; it is never renamed, or old records could not be read. A kind with
    `is_change` brings something up to date that is in the room: it makes no message, may be done twice, and is given up
    after a few failures. One that `may_be_refused` is given up when the room refuses it, while the rest of the desk
    goes on. What is `in_thread` happens in a question's thread, which can be gone while the channel is not. What
    `comes_once` is there once in a chat, so one that the room shows already need not be posted; pauses come again.
    """

    fact: int

    name: ClassVar[str]
    lane: ClassVar[Lane] = Lane.ROOM
    is_change: ClassVar[bool] = False
    may_be_refused: ClassVar[bool] = False
    in_thread: ClassVar[bool] = False
    comes_once: ClassVar[bool] = False

    @property
    def about(self) -> int | None:
        """The number that a kind has beside its fact: a question, a part of a long post, a case, a message."""
        own = [field.name for field in fields(self) if field.name != "fact"]
        return getattr(self, own[0]) if own else None

    @property
    def key(self) -> str:
        """What names this effect in its session, also after a restart: "question-3@7"."""
        number = "" if self.about is None else f"-{self.about}"
        return f"{self.name}{number}@{self.fact}"
