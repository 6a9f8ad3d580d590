"""How far the words of a message, all together, speak for abuse: each has a weight, and the weights are added up.

Wordings know what frauds say in so many words; this knows how they sound. The weights come from a language's file. They
were learned from texts of both sorts (logistic regression: D. R. Cox, 1958), so a sum is the logarithm of the odds.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from bot.core.moderation.message.forms import fold

BEGINNINGS = (4, 5, 6)
"""Letters of the beginnings of words that are learned, too: "lain*" counts in "lainaa" and in "lainatarjous"."""
_WORD = re.compile(r"\w[\w'’-]*")
DRAWN_OUT = 4
"""Letters in a row that are one."""
MARKED = ("link", "asking", "odd", "contact", "handle", "username", "amount")
"""Kinds that are weighed as such ("<link>"), since what they stand for is another one each time."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weights of one language: of words, of what longer words begin with ("lain*"), and of kinds ("<link>").

    Above 0 speaks for abuse. `start` is what a message without any of these words has.
    """

    start: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)


NOTHING = Weighing()
"""What a language has that weighs no words."""

Weights = tuple[float, ...]
"""Of each language that weighs words: how far something speaks for abuse, and how many of its words are known."""


class Weighed(NamedTuple):
    """A piece of a message, the marks of its words, and how far it speaks for abuse."""

    piece: str
    marks: bytes
    weight: float


class Scales:
    """The weighings of a talk's languages. A message is weighed in the one that knows most of its words."""

    def __init__(self, weighings: Iterable[tuple[str, Weighing]]) -> None:
        """Weighings of one language, by its code, are added up: an operator's own and the shipped one."""
        merged: dict[str, Weighing] = {}
        for code, each in weighings:
            if each.weights or each.start:
                merged[code] = _added(merged[code], each) if code in merged else each
        self._weighings = tuple(merged.values())
        self._starts = tuple(number for each in self._weighings for number in (each.start, 0.0))
        names = chain.from_iterable(each.weights for each in self._weighings)
        self._beginnings = sorted({len(name) - 1 for name in names if name.endswith("*")})
        self._kept: dict[Weights, Weights] = {}  # most words weigh the same: nothing

    def weights_of(self, tokens: Sequence[tuple[str, str]]) -> Weights:
        """Return what tokens weigh; each is a folded word and the name of its kind in `MARKED`, or ""."""
        names = [name for token, kind in tokens for name in entries_of(token, kind, self._beginnings)]
        numbers: list[float] = []
        for each in self._weighings:
            numbers.append(round(sum(each.weights.get(name, 0.0) for name in names), 2))
            numbers.append(sum(token in each.weights for token, _ in tokens))
        weights = tuple(numbers)
        return self._kept.setdefault(weights, weights)

    def odds(self, weights: Iterable[Weights]) -> float:
        """Return the logarithm of the odds that what weighs so much is abuse; 0 where no language weighs anything."""
        sums = list(map(sum, zip(self._starts, *weights, strict=True)))
        return sums[_language(sums)] if sums else 0.0

    def weight(self, weights: Iterable[Weights]) -> float:
        """Return what these weights come to, as part of a message; 0 where no language weighs anything."""
        sums = list(map(sum, zip(*weights, strict=True)))
        return sums[_language(sums)] if sums else 0.0

    def place(self, weights: Iterable[Weights]) -> int:
        """Return at which place of its weights is what counts in what weighs so much."""
        return _language(list(map(sum, zip(self._starts, *weights, strict=True))))


def _added(one: Weighing, other: Weighing) -> Weighing:
    both = {name: one.weights.get(name, 0.0) + weight for name, weight in other.weights.items()}
    return Weighing(one.start + other.start, {**one.weights, **both})


def _language(sums: Sequence[float]) -> int:
    """Return the place of the weight in the language that knows most words, the first of several."""
    known = sums[1::2]
    return known.index(max(known)) * 2


def entries_of(token: str, kind: str, beginnings: Iterable[int] = BEGINNINGS) -> Iterator[str]:
    """Yield the names under which a folded token is weighed; `kind` is that of its kinds that is in `MARKED`, or ""."""
    if kind:
        yield f"<{kind}>"
    if not token[0].isalpha() or token[-1].isdigit() or " " in token or _is_drawn_out(token):
        return  # "a1" only says what it answers, and what is spelled out is a wall
    yield token
    if token.isalpha():
        yield from (f"{token[:length]}*" for length in beginnings if len(token) > length)


def is_weighable(name: str) -> bool:
    """Tell whether a word, a beginning or a kind can be in a message as it is written here."""
    if name.startswith("<"):
        return name[1:-1] in MARKED and name.endswith(">")
    word = name.removesuffix("*")
    is_whole = _WORD.fullmatch(word) is not None and word in entries_of(word, "")
    return (word.isalpha() if name.endswith("*") else is_whole) and fold(word) == word


def _is_drawn_out(token: str) -> bool:
    """Whether a word begins with one letter over and over: "aaaargh" says how loud it is, not what."""
    return len(token) >= DRAWN_OUT and len(set(token[:DRAWN_OUT])) == 1


def odds_of(sure: int) -> float:
    """Return the logarithm of the odds from which on it is so sure, in per cent from 1 to 99."""
    return math.log(sure / (100 - sure))
