"""Which question a contribution answers, how we know, and whether it came in time.

Filing is derived, never stored: it is a pure function of what was said (a `Trace` each), of where the bot's own posts
stand among it (`Landmarks`), and of what hosts and authors ruled. Order is the order of message ids.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from bot.core.base import ids
from bot.core.session.state import PendingState, Ruling, Session


class How(StrEnum):
    """Why a contribution is filed where it is, surest first."""

    HOST = "host"
    THREAD = "thread"
    REPLY = "reply"
    PREFIX = "prefix"
    CURRENT = "current"


class When(StrEnum):
    """On time until the close; late until the archive step."""

    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Filing:
    """`question` and `how` are both None for talk that answers no question, unless a host ruled so (`how` host)."""

    question: int | None
    how: How | None
    when: When

    @property
    def is_answer(self) -> bool:
        """Whether it counts as an answer: filed under a question by more than a guess."""
        return self.question is not None and self.how is not How.CURRENT


@dataclass(frozen=True, slots=True)
class Trace:
    """What filing looks at in a message: its id, its channel, what it replies to, the number it begins with.

    Deleted messages leave their trace, so that answers to them stay where they are; `removed` are those that went at
    their author's wish, from the record alone.
    """

    id: int
    channel: int
    reply_to: int | None = None
    prefix: int | None = None
    deleted: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Where the bot's posts stand in the room: ids to compare with.

    `asked` holds (id of the question's card, number) in the order of asking; `again` has the cards that were posted
    again. A thread made from a card has the card's id (Discord developer documentation, "Start Thread from Message"),
    so the same ids tell the question threads.
    `closed` is the first id that is late; None while the chat is on. `reviewed` are the questions that only take what a
    host has approved: `approved` has those answers, by message id.
    """

    channel: int
    asked: tuple[tuple[int, int], ...] = ()
    closed: int | None = None
    reviewed: frozenset[int] = frozenset()
    approved: Mapping[int, PendingState] = field(default_factory=dict)
    again: Mapping[int, int] = field(default_factory=dict)
    numbers: Mapping[int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "numbers", {**self.again, **dict(self.asked)})

    def current_at(self, message: int) -> int | None:
        """Return the number of the question that was the current one when this message was made."""
        if self.closed is not None and message >= self.closed:
            return None
        return next((number for card, number in reversed(self.asked) if card < message), None)

    def was_asked_before(self, number: int, message: int) -> bool:
        """Return whether question `number` stood in the room when this message was made."""
        return any(asked == number and card < message for card, asked in self.asked)


def landmarks(
    session: Session, cards: Mapping[int, int], closing: int | None, answers: Mapping[int, int] | None = None
) -> Landmarks:
    """Return the landmarks of a session, given which messages are its cards, and its closing post.

    `answers` are the messages that show approved answers, each with its pending answer.
    What was decided but is not (or never was) in the room stands at the first id of its instant.
    """
    first = {cards[card]: card for card in sorted(cards, reverse=True)}
    asked = tuple((first.get(a.number) or ids.first_at(a.at), a.number) for a in session.asked)
    closed = None
    if session.closed_at is not None:
        closed = closing or ids.first_at(session.closed_at)
    reviewed = frozenset(a.number for a in session.asked if session.is_reviewed(a.number))
    approved = {message: session.pending[answer] for message, answer in (answers or {}).items()}
    return Landmarks(session.room.channel, asked, closed, reviewed, approved, cards)


Before = Callable[[int], Filing | None]
"""Returns how an earlier message is filed."""


class Filer:
    """Files what is handed over in the order of message ids; `filings` is what is in the record, by message id."""

    def __init__(self, marks: Landmarks, rulings: Mapping[int, Ruling], withheld: Collection[int] = ()) -> None:
        self._marks = marks
        self._rulings = rulings
        self._withheld = withheld
        self._gone: dict[int, Filing] = {}
        self.filings: dict[int, Filing] = {}

    def file(self, trace: Trace) -> None:
        """File one message; what is deleted, withheld or left out only matters to those who replied to it."""
        ruling = self._rulings.get(trace.id)
        filing = _file(trace, self._marks, ruling, self.filing_of)
        gone = trace.deleted or trace.id in self._withheld or (ruling is not None and ruling.left_out)
        (self._gone if gone else self.filings)[trace.id] = filing

    def filing_of(self, message: int) -> Filing | None:
        """Return how an earlier message is filed, whether or not it is in the record."""
        return self.filings.get(message) or self._gone.get(message)


def file_all(traces: Iterable[Trace], marks: Landmarks, rulings: Mapping[int, Ruling]) -> dict[int, Filing]:
    """Return the filing of everything that is in the record, by message id, in order.

    What was deleted or left out of the record is not in it. The traces may come in any order.
    """
    filer = Filer(marks, rulings)
    for trace in sorted(traces, key=lambda trace: trace.id):
        filer.file(trace)
    return filer.filings


def _file(trace: Trace, marks: Landmarks, ruling: Ruling | None, before: Before) -> Filing:
    is_late = marks.closed is not None and trace.id >= marks.closed
    answer = marks.approved.get(trace.id)
    when = When.LATE if (answer.late if answer else is_late) else When.ON_TIME  # a host may be later than the author
    if ruling is not None and ruling.filed:
        return _filing(ruling.number, How.HOST, when)
    if answer is not None:
        return _filing(answer.question, How.HOST, when)
    filing = _derived(trace, marks, when, before)
    return _filing(None, None, when) if filing.question in marks.reviewed else filing


def _derived(trace: Trace, marks: Landmarks, when: When, before: Before) -> Filing:
    """File what nobody has decided about, by its place and by how it begins."""
    if (number := marks.numbers.get(trace.channel)) is not None:
        return _filing(number, How.THREAD, when)
    if (number := _replied_to(trace, marks, before)) is not None:
        return _filing(number, How.REPLY, when)
    if trace.prefix is not None and marks.was_asked_before(trace.prefix, trace.id):
        return _filing(trace.prefix, How.PREFIX, when)
    if trace.channel == marks.channel and (number := marks.current_at(trace.id)) is not None:
        return _filing(number, How.CURRENT, when)
    return _filing(None, None, when)


def _replied_to(trace: Trace, marks: Landmarks, before: Before) -> int | None:
    """Follow a reply one step: its target was filed before, since it has the smaller id.

    What is said in a member's own thread without a reply counts as one to the message the thread hangs on, which has
    the thread's id. An answer to a guess is no better than a guess.
    """
    target = trace.reply_to or (trace.channel if trace.channel != marks.channel else None)
    if target is None:
        return None
    if target in marks.numbers:
        return marks.numbers[target]
    filing = before(target)
    return filing.question if filing is not None and filing.is_answer else None


@cache
def _filing(question: int | None, how: How | None, when: When) -> Filing:
    """Return one of the few filings that there are: thousands of contributions share them."""
    return Filing(question, how, when)
