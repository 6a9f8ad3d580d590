"""What is asked for when quotes are chosen, and what comes back: plain values that can cross to another process.

The choosing itself is in `quotes`, called by `choosing`.
"""

from collections.abc import Hashable
from dataclasses import dataclass

GONE = -1


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said; `author` is whatever tells people apart.

    `reply_to` is the index of the earlier answer to which it is said; `GONE` if that is not among the answers.
    """

    author: Hashable
    text: str
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """The words `text[start:end]` of the answer with this index, without the marker before or blanks around them.

    `after` is the answer on which they lean; its quote stands before this one. `near` are answers that are not quoted
    and say nearly the same, the nearest first: to read on. What `is_open` asks something that nobody answered.
    """

    answer: int
    start: int
    end: int
    after: int | None = None
    near: tuple[int, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question with all its answers; `count` quotes at most.

    The answers at the places in `first` come before others, those in `never` are not quoted at all. Who takes up whose
    answer is told where `messages`, the ids of the answers, are given; `names` are those of the people, by id. `heard`
    says how often each author is quoted elsewhere already.
    """

    question: str
    answers: tuple[Answer, ...]
    count: int
    language: str
    first: tuple[int, ...] = ()
    never: tuple[int, ...] = ()
    messages: tuple[int, ...] = ()
    names: tuple[tuple[int, str], ...] = ()
    heard: tuple[tuple[Hashable, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The quotes of a question, and who takes up whose answer without replying to it: pairs of places, earliest first.

    The second of a pair is the answer that is taken up.
    """

    quotes: tuple[Quote, ...] = ()
    taken_up: tuple[tuple[int, int], ...] = ()
