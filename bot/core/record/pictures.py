"""What the pictures of a chat show: when answers came, to which question how many from whom, and who replied to whom.

Figures and places only; drawing them is the page's business. However much was said, a picture stays one that a reader
can take in: time is cut into at most `COLUMNS`, and of the exchanges those between most people are shown, in the order
in which they began.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.base import ids
from bot.core.record.transcript import AskedQuestion, Head

FEW = 3
"""With fewer answers a picture tells nothing."""
COLUMNS = 40
STEPS = tuple(timedelta(minutes=step) for step in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440))
FEWEST_COLUMNS = 4
FINE = 200
"""Into how many parts the chat is cut for the strokes beside a question."""
EXCHANGES = 6
ROWS = 12
DEPTH = 5
"""How many exchanges a picture has at most, how many rows of one, and how far replies to replies are set in."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The time from the opening to the close, in steps; the last may be shorter."""

    start: datetime
    end: datetime
    step: timedelta

    @property
    def columns(self) -> int:
        """How many steps there are."""
        return -(-(self.end - self.start) // self.step)

    def share(self, at: datetime) -> float:
        """Return where an instant lies: 0 at the opening, 1 at the close."""
        return (at - self.start) / (self.end - self.start)


def axis_of(head: Head) -> Axis | None:
    """Return the time that a chat took; None as long as it is not over, or if it was too short to be drawn."""
    if head.opened_at is None or head.closed_at is None:
        return None
    lasted = head.closed_at - head.opened_at
    step = next((step for step in STEPS if lasted <= step * COLUMNS), None)
    if step is None or lasted < step * FEWEST_COLUMNS:
        return None
    return Axis(head.opened_at, head.closed_at, step)


@dataclass(frozen=True, slots=True)
class Turn:
    """A message in an exchange: which one, how deep it stands, and which it replies to (None: the first)."""

    message: int
    depth: int
    replies_to: int | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message with the replies to it, and with those to them; `more` are left out of the picture."""

    turns: tuple[Turn, ...]
    people: int
    more: int = 0


@dataclass(frozen=True, slots=True)
class Talk:
    """The picture of one question: `columns` counts what was said in each step of the time.

    `strokes` are the parts of it (of `FINE`) in which something was said. There are `exchanges` of several people, the
    first in time first; `others` more are not shown.
    """

    question: AskedQuestion
    said: int
    people: int
    late: int
    columns: tuple[int, ...] = ()
    strokes: tuple[int, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    others: int = 0

    @property
    def messages(self) -> tuple[int, ...]:
        """The messages in its exchanges."""
        return tuple(turn.message for exchange in self.exchanges for turn in exchange.turns)


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a chat; without an axis, what was said is not drawn over time."""

    axis: Axis | None
    talks: tuple[Talk, ...]

    @property
    def said(self) -> int:
        """How much was said to all questions."""
        return sum(talk.said for talk in self.talks)

    @property
    def late(self) -> int:
        """How much of it after the close."""
        return sum(talk.late for talk in self.talks)

    @property
    def columns(self) -> tuple[int, ...]:
        """How much was said in each step of the time, to all questions."""
        return tuple(map(sum, zip(*(talk.columns for talk in self.talks), strict=True)))


def talk_of(
    question: AskedQuestion,
    axis: Axis | None,
    said: Sequence[tuple[int, int]],
    *,
    late: int,
    replies: Mapping[int, int],
) -> Talk:
    """Return the picture of a question, given the messages and their authors in order, and which reply to which.

    What replies to a message that is not among these, or comes later, replies to nothing.
    """
    authors = dict(said)
    place = {message: each for each, message in enumerate(authors)}
    replies = {
        message: target
        for message, target in replies.items()
        if message in place and place.get(target, len(place)) < place[message]
    }
    exchanges = list(_exchanges(authors, replies))
    most = sorted(exchanges, key=lambda exchange: (-exchange.people, exchange.turns[0].message))[:EXCHANGES]
    columns = Counter[int]()
    strokes: set[int] = set()
    if axis is not None:
        first, last = ids.first_at(axis.start), ids.first_at(axis.end)
        step, whole = ids.first_at(ids.EPOCH + axis.step), last - first
        on_time = [message for message in authors if first <= message < last]
        columns.update((message - first) // step for message in on_time)
        strokes.update((message - first) * FINE // whole for message in on_time)
    return Talk(
        question,
        said=len(said),
        people=len(set(authors.values())),
        late=late,
        columns=tuple(columns[each] for each in range(axis.columns)) if axis else (),
        strokes=tuple(sorted(strokes)),
        exchanges=tuple(sorted(most, key=lambda exchange: exchange.turns[0].message)),
        others=len(exchanges) - len(most),
    )


def _exchanges(authors: Mapping[int, int], replies: Mapping[int, int]) -> Iterable[Exchange]:
    """Yield the exchanges between several people."""
    below: dict[int, list[int]] = {}
    for message, target in sorted(replies.items()):
        below.setdefault(target, []).append(message)
    for first in below:
        if first in replies:
            continue
        turns = list(_turns(first, below, replies))
        people = len({authors[turn.message] for turn in turns})
        if people > 1:
            yield Exchange(tuple(turns[:ROWS]), people, max(0, len(turns) - ROWS))


def _turns(first: int, below: Mapping[int, Sequence[int]], replies: Mapping[int, int]) -> Iterable[Turn]:
    """Yield a message and all replies below it, each followed by those to it."""
    waiting = [(first, 0)]
    while waiting:
        message, depth = waiting.pop()
        yield Turn(message, min(depth, DEPTH), replies.get(message))
        waiting += [(reply, depth + 1) for reply in reversed(below.get(message, ()))]
