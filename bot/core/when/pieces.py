"""What the readers of time expressions share: pieces of meaning, and where in the text they were found.

A reader looks at one place of a text and yields every reading it knows of what begins there: where that ends, and the
pieces it means. It decides nothing: what can be read in two ways is yielded twice, and `core/when/reader.py` refuses
what remains ambiguous when everything is put together.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from bot.core.base.errors import Refused

LONGEST_PHRASE = 4

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

Meaning = TypeVar("Meaning")


class Impossible(Refused):
    """One reading of an expression that cannot be meant; another reading of the same words may be."""


class Piece:
    """What a part of an expression means: a date, a time of day, or a zone."""

    __slots__ = ()


Found = tuple[int, tuple[Piece, ...]]
"""Where a reading ends, and what it means; no pieces for words that add nothing ("on")."""

Reader = Callable[[str, int], Iterator[Found]]


def phrases_at(text: str, place: int) -> Iterator[tuple[int, str]]:
    """Yield the first word here, the first two, …: where they end, and the words in small letters with one space."""
    words: list[str] = []
    while len(words) < LONGEST_PHRASE and (found := WORD.match(text, place)):
        words.append(found[0].casefold().replace("’", "'"))
        yield found.end(), " ".join(words)
        place = found.end() + (text[found.end() : found.end() + 1] == " ")


def looked_up(table: Mapping[str, Meaning], text: str, place: int) -> Iterator[tuple[int, Meaning]]:
    """Yield the phrases of a table that begin here: where each ends, and what the table says of it."""
    for end, phrase in phrases_at(text, place):
        if phrase in table:
            yield end, table[phrase]


def either(words: Iterable[str]) -> str:
    """Return a pattern for one of the words: the longest that fits."""
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) for word in longest_first) + ")"
