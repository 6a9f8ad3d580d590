"""What is asked for when quotes are chosen, and what comes back: plain values that can cross to another process.

The choosing itself is in `quotes.py`. It brings word lists and stemmers along and needs a whole question's answers at
once; so it is imported only where it happens, and a bot that runs for months lets it happen in a process of its own.
"""

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said; `author` is whatever tells people apart."""

    author: Hashable
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The words `text[start:end]` of the answer with this index, without the marker before or blanks around them."""

    answer: int
    start: int
    end: int


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
    from bot.core.record.quotes import choose

    return choose(wanted.question, wanted.answers, count=wanted.count, language=wanted.language, first=wanted.first)
