"""A cast: who takes part in a rehearsal, and what they say and do in each part of it. It knows no clock and no room."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class PartKind(StrEnum):
    """The parts of a chat; `after` is the time between the close and the archive step."""

    OPENING = "opening"
    QUESTION = "question"
    CLOSING = "closing"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a chat; `number` is the question's, and None for the other parts."""

    kind: PartKind
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Says:
    """A message: in the thread of question `thread` or, where that is None, in the channel.

    `label` is the name by which later lines speak of it; `to` is the label of the message that it answers, which
    always stands in the same place.
    """

    text: str
    thread: int | None = None
    label: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Reacts:
    """A reaction to the message with the label `to`."""

    emoji: str
    to: str


@dataclass(frozen=True, slots=True)
class Edits:
    """The member's own message gets another text."""

    message: str
    text: str


@dataclass(frozen=True, slots=True)
class Deletes:
    """The member's own message goes away; no later line speaks of it."""

    message: str


Deed = Says | Reacts | Edits | Deletes


@dataclass(frozen=True, slots=True)
class Line:
    """What one member does, and when: after a share (0 to 1) of the part's length, or so long after its beginning."""

    who: str
    at: float | timedelta
    deed: Deed

    def due(self, length: timedelta) -> timedelta:
        """Return how long after the beginning of a part of this length the line is due."""
        return self.at if isinstance(self.at, timedelta) else self.at * length


@dataclass(frozen=True, slots=True)
class Scene:
    """The lines of one part, in the order in which they come."""

    part: Part
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything of a rehearsal; the scenes are in the order of the chat, one at most for each part.

    `blocklist` are words that are not used on the made-up server.
    """

    name: str
    language: str
    members: tuple[str, ...]
    scenes: tuple[Scene, ...]
    blocklist: tuple[str, ...] = ()

    def lines_of(self, part: Part) -> tuple[Line, ...]:
        """Return what happens in this part."""
        return next((scene.lines for scene in self.scenes if scene.part == part), ())
