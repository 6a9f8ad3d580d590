"""What hosts decided about a recap: the words that are theirs, and what becomes of the messages it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Mark(StrEnum):
    """What a host made of a message: something to take away, to do next, left open, or the line of the night."""

    TAKEAWAY = "takeaway"
    NEXT_STEP = "next step"
    OPEN_QUESTION = "open question"
    LINE = "line"


class Use(StrEnum):
    """What else a host can make of a message: quote it in any case, or in no case."""

    FEATURE = "feature"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Choice:
    """How a host wants a message to be used in the recap, or (not `on`) not to be used any more."""

    use: Use | Mark
    on: bool = True


@dataclass(frozen=True, slots=True)
class RecapState:
    """Where the recap of a session stands: a draft until it is published, then numbered revisions.

    `lead` is the hosts' opening sentence ("": the figures), `headlines` their one line for each question, `next` what
    they say of the next chat ("": what the pack says). `marks` are by message id; `dropped` are the messages not to
    quote. `proposed` says that a language model was asked for lines; `used` are those that hosts accepted, by question
    (None: the lead). What hosts feature is in the session's rulings.
    `answers` is on how many answers the last draft or revision rests, `digest` tells what it said. `channel` is where
    it is published (0: in the session's own channel), `since` the place of the fact since which it is there, if it has
    moved.
    """

    lead: str = ""
    headlines: Mapping[int, str] = field(default_factory=dict)
    next: str = ""
    marks: Mapping[int, Mark] = field(default_factory=dict)
    dropped: frozenset[int] = frozenset()
    proposed: bool = False
    used: Mapping[int | None, str] = field(default_factory=dict)
    drafted: bool = False
    revision: int = 0
    published: bool = False
    answers: int = 0
    digest: str = ""
    channel: int = 0
    since: int = 0

    @property
    def is_made(self) -> bool:
        """Whether there is a recap, be it a draft; what older versions published never was one."""
        return self.drafted or self.published
