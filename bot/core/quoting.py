"""What is asked for when quotes are chosen, and what comes back: plain values that can cross to another process.

The choosing itself is in `quotes.py`. It brings word lists and stemmers along and needs a whole question's answers at
once; so it is imported only where it happens, and a bot that runs for months lets it happen in a process of its own.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

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

    `after` is the answer on which they lean; its quote stands before this one.
    """

    answer: int
    start: int
    end: int
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question with all its answers; `count` quotes at most, the answers at the places in `first` before others."""

    question: str
    answers: tuple[Answer, ...]
    count: int
    language: str
    first: tuple[int, ...] = ()


def chosen(wanted: Wanted) -> list[Quote]:
    """Return the quotes that together say most of what was said."""
    from bot.core.quotes import choose

    return choose(wanted.question, wanted.answers, count=wanted.count, language=wanted.language, first=wanted.first)


def as_data(wanted: Wanted) -> list[object]:
    """Return what is wanted as plain lists, to be sent as JSON; authors must be numbers or texts."""
    answers = [[answer.author, answer.text, answer.reply_to] for answer in wanted.answers]
    return [wanted.question, answers, wanted.count, wanted.language, wanted.first]


def wanted_of(data: Sequence[Any]) -> Wanted:
    """Return what is wanted from such lists."""
    question, answers, count, language, first = data
    return Wanted(question, tuple(Answer(*answer) for answer in answers), count, language, tuple(first))


def quotes_of(data: Iterable[tuple[int, int, int, int | None]]) -> list[Quote]:
    """Return quotes from their parts."""
    return [Quote(*parts) for parts in data]
