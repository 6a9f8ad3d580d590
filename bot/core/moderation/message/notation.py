"""How the order of words is written down, and made into something that can be searched for.

    <check|give>   a word of one of these kinds;  <^not|they>  of any but these
    ~3             up to three words of the same sentence
    ( A | B )      one of these;  A?  A*  A{0,7}?  as in regular expressions
    ^ $            beginning and end of a message
    (?= A ) (?! A ) (?<! A )   followed by, not followed by, not after
    {mine}         the piece of that name
    [ A & B & C ]20   a whole pattern: all of these in any order, at words of their own, each beginning within 20 words
                   (ends of sentences count) of the first; in a long turn within half as many

Blanks mean nothing. A pattern becomes a regular expression over kinds, one letter a word, or several of them.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bot.core.base.words import N_

_TOKEN = re.compile(
    r"<(?P<no>\^?)(?P<names>[a-z]+(?:\|[a-z]+)*)>|~(?P<upto>\d)|(?P<open>\((?:\?(?:=|!|<!))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<times>[?*+]|\{\d+(?:,\d*)?\})\??|(?P<end>[\^$])|\s+"
)
_PIECE = re.compile(r"\{([a-z_]*[a-z])\}")
_TOGETHER = re.compile(r"\s*\[(.*)\](\d{1,2})\s*", re.DOTALL)
_DEEPEST = 5
"""Pieces within pieces."""
LONG = 50
"""Words and marks beyond which a message is a long turn. Several signs are in it by chance, so they must be nearer."""
TRIES = 500
"""Places that are tried for one pattern in one message; texts made to need more are not what anybody reads."""
_MAY_LACK = ("?", "*", "{0")
_BREAK = "break"

NO_PIECE = N_("There is no piece “{name}”.")
NO_KIND = N_("There is no kind of words “{name}”.")
NOT_READ = N_("This cannot be read from “{rest}” on.")
NOT_CLOSED = N_("The parentheses do not match.")
NEEDS_NOTHING = N_("Any message would match this: at least one kind of words must be there.")
NOT_TOGETHER = N_("“[ … & … ]20” must be the whole pattern, of at least two parts that each need a kind of words.")
BROKEN = N_("This is no pattern ({reason}).")


class PatternFault(ValueError):
    """What is wrong with a pattern, as a sentence for whoever wrote it."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format_map(values))
        self.template = template
        self.values = values


Span = tuple[int, int]
Needs = list[frozenset[str]]
"""Sets of kinds; of each, one must be in a message that matches."""


@dataclass(frozen=True, slots=True)
class Source:
    """A pattern as it was written, with its pieces put in, and what it needs."""

    text: str
    needs: tuple[frozenset[str], ...]


def read(text: str, pieces: Mapping[str, str], kinds: Collection[str], *, alone: bool = True) -> Source:
    """Return a pattern; raise `PatternFault` where it cannot be read, or names what is not there.

    One that is not `alone` is searched for together with others, and has an order therefore.
    """
    for _ in range(_DEEPEST):
        text = _PIECE.sub(lambda found: _piece(found[1], pieces), text)
    if "[" not in text and "&" not in text:
        return Source(text, _needs_of(text, kinds))
    parts = _parts_of(text)
    if not parts or not alone:
        raise PatternFault(NOT_TOGETHER)
    try:
        return Source(text, tuple(need for part in parts for need in _needs_of(part, kinds)))
    except PatternFault as fault:
        raise PatternFault(NOT_TOGETHER) if fault.template == NEEDS_NOTHING else fault from None


def _parts_of(text: str) -> list[str]:
    """Return the parts of "[ A & B ]20", of which there must be two; none, if that is not the whole pattern."""
    found = _TOGETHER.fullmatch(text)
    parts = found[1].split("&") if found else []
    return parts if len(parts) > 1 and not any("[" in part or "]" in part for part in parts) else []


def _needs_of(text: str, kinds: Collection[str]) -> tuple[frozenset[str], ...]:
    reader = _Reader(text, kinds)
    needs = reader.alternatives()
    if reader.token is not None:
        raise PatternFault(NOT_CLOSED)
    if not needs:
        raise PatternFault(NEEDS_NOTHING)
    try:
        re.compile(expression(text, lambda _: "x"))
    except re.error as error:
        raise PatternFault(BROKEN, reason=error) from error
    return tuple(needs)


def _piece(name: str, pieces: Mapping[str, str]) -> str:
    if name not in pieces:
        raise PatternFault(NO_PIECE, name=name)
    return f"({pieces[name]})" if "|" in pieces[name] else pieces[name]


class Place(NamedTuple):
    """Where several things were found, each at words of its own; asked like a match of a regular expression."""

    parts: tuple[Span, ...]

    def span(self) -> Span:
        """Return where it begins and ends."""
        return min(start for start, _ in self.parts), max(end for _, end in self.parts)


class Order:
    """Finds an order of kinds. It is made ready when it is first looked for: most of them never are in a chat.

    All at once would hold up whoever waits for the first message of a chat for a third of a second.
    """

    def __init__(self, letters: str) -> None:
        self._letters = letters

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """Return what finds the first place."""
        return self._ready.search

    @cached_property
    def finditer(self) -> Callable[[str], Iterator[re.Match[str]]]:
        """Return what finds each place."""
        return self._ready.finditer

    @cached_property
    def _ready(self) -> re.Pattern[str]:
        return re.compile(self._letters)


class Together:
    """Finds several things in any order, each at words of its own, all of them beginning within so many words."""

    def __init__(self, parts: Iterable[Order], within: int) -> None:
        self._parts = tuple(parts)
        self._within = within

    def search(self, kinds: str) -> Place | None:
        """Return where all are found first."""
        return next(self.finditer(kinds), None)

    def finditer(self, kinds: str) -> Iterator[Place]:
        """Yield where all are found, once for each place of what is there least often."""
        within = self._within if len(kinds) <= LONG else self._within // 2
        spans = []
        for part in self._parts:
            spans.append([found.span() for found in part.finditer(kinds)])
            if not spans[-1]:  # the usual case
                return
        first, *others = sorted(spans, key=len)
        tries = iter(range(TRIES))
        for span in first:
            near = sorted((_near(span, each, within) for each in others), key=len)
            if all(near) and (taken := _taken((span,), near, within, tries)):
                yield Place(taken)


def _near(span: Span, spans: list[Span], within: int) -> list[Span]:
    """Return those that begin within so many words of one; all are in order."""
    return spans[bisect_left(spans, (span[0] - within,)) : bisect_left(spans, (span[0] + within + 1,))]


def _taken(
    taken: tuple[Span, ...], others: Sequence[list[Span]], within: int, tries: Iterator[int]
) -> tuple[Span, ...]:
    """Return one place of each, if they can be had beside those that are taken."""
    if not others:
        return taken
    low, high = min(start for start, _ in taken), max(start for start, _ in taken)
    for start, end in others[0]:
        if next(tries, None) is None:
            break
        is_near = high - within <= start <= low + within
        is_free = is_near and all(end <= other[0] or other[1] <= start for other in taken)
        if is_free and (found := _taken((*taken, (start, end)), others[1:], within, tries)):
            return found
    return ()


Pattern = Order | Together


def compiled(text: str, letters: Callable[[str], str]) -> Pattern:
    """Return what finds a pattern among the letters of kinds."""
    if parts := _parts_of(text):
        within = _TOGETHER.fullmatch(text)
        assert within is not None
        return Together((Order(expression(part, letters)) for part in parts), int(within[2]))
    return Order(expression(text, letters))


def expression(text: str, letters: Callable[[str], str]) -> str:
    """Return an order of kinds as a regular expression over their letters."""

    def of_token(found: re.Match[str]) -> str:
        if names := found["names"]:
            return f"[{found['no']}{''.join(letters(name) for name in names.split('|'))}]"
        if found["upto"]:
            return f"[^{letters(_BREAK)}]{{0,{found['upto']}}}?"
        return "(?:" if found["open"] == "(" else found[0].strip()

    return _TOKEN.sub(of_token, text)


class _Reader:
    """Reads a pattern from the left, for what it needs."""

    def __init__(self, text: str, kinds: Collection[str]) -> None:
        self._kinds = kinds
        self._tokens = self._read(text)
        self.token: re.Match[str] | None = next(self._tokens, None)

    def _read(self, text: str) -> Iterator[re.Match[str]]:
        place = 0
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                raise PatternFault(NOT_READ, rest=text[place:][:20])
            place = found.end()
            if found[0].strip():
                yield found

    def _next(self) -> re.Match[str]:
        token = self.token
        assert token is not None
        self.token = next(self._tokens, None)
        return token

    def alternatives(self) -> Needs:
        """Read up to a closing parenthesis or the end."""
        branches = [self._sequence()]
        while self.token is not None and self.token["bar"]:
            self._next()
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        if not all(branches):
            return []
        return [frozenset().union(*(min(branch, key=len) for branch in branches))]

    def _sequence(self) -> Needs:
        needs: Needs = []
        while self.token is not None and not (self.token["bar"] or self.token["close"]):
            item = self._item(self._next())
            if self.token is not None and self.token["times"]:
                item = [] if self._next()["times"].startswith(_MAY_LACK) else item
            needs += item
        return needs

    def _item(self, token: re.Match[str]) -> Needs:
        if token["names"]:
            names = token["names"].split("|")
            for name in names:
                if name not in self._kinds:
                    raise PatternFault(NO_KIND, name=name)
            return [] if token["no"] else [frozenset(names)]
        if not token["open"]:
            return []
        inside = self.alternatives()
        if self.token is None or not self._next()["close"]:
            raise PatternFault(NOT_CLOSED)
        return inside if token["open"] == "(" else []


def rarest(needs: Iterable[frozenset[str]], weight: Callable[[str], float]) -> list[frozenset[str]]:
    """Return the sets of which one kind each must be there, those that are there least often first."""
    return sorted(dict.fromkeys(needs), key=lambda names: sum(map(weight, names)))
