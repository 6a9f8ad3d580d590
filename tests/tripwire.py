"""Pulls the plug at one chosen moment: before or after any write to the record or any deed in the room."""

from collections.abc import Awaitable, Callable
from typing import Any

WRITES = (
    "create", "commit", "claim", "done", "give_up", "save", "delete", "react", "set_mark",
    "add_thread", "know", "note", "add_pending_answer", "word_pending_answer", "empty_pending_answer", "deliver_later",
    "expire", "expire_record", "note_expired",
)  # fmt: skip
DEEDS = (
    "post", "edit", "start_thread", "rename_thread", "pin", "archive_thread", "open_desk", "admit", "dismiss", "direct",
    "remove",
)  # fmt: skip


class Crash(BaseException):
    """The process is dead: no code of the bot may catch this, or do anything after it."""


class Tripwire:
    """Counts moments; at number `at` the plug is pulled, and nothing happens any more until `reset`."""

    def __init__(self, at: int | None = None) -> None:
        self._at = at
        self._dead = False
        self.moments = 0
        self.tripped = False

    def watch(self, thing: object, names: tuple[str, ...]) -> None:
        for name in names:
            setattr(thing, name, self._guarded(getattr(thing, name)))

    def check(self) -> None:
        """Whoever waits for a dead process waits in vain."""
        if self._dead:
            raise Crash

    def arm(self, at: int) -> None:
        """Pull the plug at this moment, counted from now."""
        self._at, self.moments, self.tripped = at, 0, False

    def reset(self) -> None:
        """The power is back."""
        self._dead = False

    def _guarded(self, call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def guarded(*arguments: Any, **named: Any) -> Any:
            self._moment()
            result = await call(*arguments, **named)
            self._moment()
            return result

        return guarded

    def _moment(self) -> None:
        if self._dead:
            raise Crash
        self.moments += 1
        if self.moments == self._at:
            self._dead = self.tripped = True
            raise Crash
