"""Which earlier answer somebody speaks to without Discord's reply: by disagreeing with it, or in turns with its author.

Who disagrees in so many words speaks to somebody: the one they name, the one whose words they quote, or the only one
who spoke of the same thing. Two people who take turns, one of them asking, speak with each other. In doubt nobody is
said to have answered anybody: no pair is better than a wrong one.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from bot.core.record.choice.quoting import Answer, Wanted
from bot.core.record.talk.leaning import EARLY, asks_for_consent, opposes
from bot.core.record.talk.remarks import asks_openly, language_of
from bot.core.text.terms import terms_of, unwrapped

WINDOW, MOST = 40, 200
"""How many answers are looked back on, and of how many that disagree under one question: the first ones."""

SHARED = 2
"""Terms of a word that two answers share: most of it, where it is long."""

NAMED, ENDING = 3, 4
"""Letters of a first name that is looked for, and of a Finnish ending that it may have."""

TURNS = 4
"""Answers that two people give in turns and that are a talk between them; where the first one asks, fewer."""

_NAME = re.compile(r"\b[^\W\d_a-zåäö][\w'-]+")
_IN_MARKS = re.compile('[“”„«»"]([^“”„«»"\n]+)[“”„«»"]')
_DOUBLE = re.compile(r"([kpt])\1([aeiouyäö])$")
QUOTED = 3
"""Words of a quotation."""


def connected(wanted: Wanted) -> Wanted:
    """Return what is wanted with the answers that speak to earlier ones as replies to them."""
    found = {**dict(in_turns(wanted.answers)), **dict(opposed(wanted))}
    if not found:
        return wanted
    answers = (
        replace(answer, reply_to=found[place]) if place in found and answer.reply_to is None else answer
        for place, answer in enumerate(wanted.answers)
    )
    return replace(wanted, answers=tuple(answers))


def in_turns(answers: Sequence[Answer]) -> Iterator[tuple[int, int]]:
    """Yield what two people say to each other in turns, each with what it answers."""
    start = 0
    for place in range(1, len(answers) + 1):
        if place < len(answers) and _goes_on(answers, start, place):
            continue
        turns = range(start, place)
        if len(turns) >= TURNS - 1:
            asks = [asks_openly(answers[each].text) for each in turns]
            is_talk = len(turns) >= TURNS and any(asks)
            yield from ((each, each - 1) for each in turns[1:] if is_talk or asks[each - 1 - start])
        start = max(start + 1, place - 1) if place < len(answers) and _apart(answers, place) else place


def _apart(answers: Sequence[Answer], place: int) -> bool:
    return answers[place].author != answers[place - 1].author and answers[place].reply_to is None


def _goes_on(answers: Sequence[Answer], start: int, place: int) -> bool:
    """Return whether an answer goes on with the turns that began at a place."""
    return _apart(answers, place) and (place - start < 2 or answers[place].author == answers[place - 2].author)


def opposed(wanted: Wanted) -> Iterator[tuple[int, int]]:
    """Yield the answers that openly disagree and are no replies, each with the one that they disagree with."""
    if asks_for_consent(wanted.question):
        return
    people: dict[Hashable, str] = {}
    people.update(wanted.names)
    alone = (place for place, answer in enumerate(wanted.answers) if answer.reply_to is None)
    found = (place for place in alone if opposes(wanted.answers[place].text, wanted.language))
    for place in islice(found, MOST):
        target = _Against(wanted, place, people).target()
        if target is not None:
            yield place, target


class _Against:
    """Finds what one answer speaks against, among the earlier ones of other people."""

    def __init__(self, wanted: Wanted, place: int, people: Mapping[Hashable, str]) -> None:
        self._wanted, self._people, self._place = wanted, people, place
        author, text = wanted.answers[place].author, wanted.answers[place].text
        self._plain = unwrapped(text)
        self._language = language = language_of(text, wanted.language)
        earlier = range(max(0, place - WINDOW), place)
        self._earlier = [each for each in earlier if wanted.answers[each].author != author]
        self._given = frozenset(terms_of(wanted.question, language))
        words = (frozenset(terms_of(word, language)) for word in text.split())
        self._own = frozenset(filter(None, words))

    def target(self) -> int | None:
        """Return the place of what is spoken against; None where nobody can tell."""
        quoted = self._quoted()
        if len(quoted) == 1:
            return quoted[0]
        named = self._named()
        if named is not None:
            theirs = [each for each in self._earlier if self._wanted.answers[each].author == named]
            return max(theirs, key=lambda each: (self._shared(each), each))
        return self._about()

    def _quoted(self) -> list[int]:
        words = [found[1].strip(" .…!,").casefold() for found in _IN_MARKS.finditer(self._plain)]
        long = [each for each in words if len(each.split()) >= QUOTED]
        texts = {each: " ".join(self._wanted.answers[each].text.split()).casefold() for each in self._earlier}
        return [each for each, text in texts.items() if any(said in text for said in long)]

    def _named(self) -> Hashable | None:
        """Return the one person with an earlier answer who is named at the beginning; None if that are several."""
        words = _NAME.findall(self._plain[: 2 * EARLY])
        authors = dict.fromkeys(self._wanted.answers[each].author for each in self._earlier)
        named = [each for each in authors if self._is_called(words, self._people.get(each, ""))]
        return named[0] if len(named) == 1 else None

    def _is_called(self, words: Sequence[str], name: str) -> bool:
        """Return whether one of these words is somebody's first name, in Finnish in any of its cases."""
        found = _NAME.search(name)
        first = found[0].casefold() if found else ""
        if len(first) < NAMED:
            return False
        if self._language != "fi":
            return any(word.casefold().removesuffix("'s") == first for word in words)
        weak = _DOUBLE.sub(r"\1\2", first)
        return any(
            each == first or (len(each) - len(stem) <= ENDING and each.startswith(stem))
            for each in map(str.casefold, words)
            for stem in (first, weak)
        )

    def _shared(self, place: int, *, given: bool = False) -> int:
        """Return how many words two answers share; of what the question says only those that are asked for."""
        theirs = frozenset(terms_of(self._wanted.answers[place].text, self._language))
        words = (word for word in self._own if bool(word & self._given) is given)
        return sum(len(word & theirs) >= min(SHARED, len(word)) for word in words)

    def _about(self) -> int | None:
        """Return the only earlier answer that speaks of the same; else the one just before, on the question's words."""
        shared = {each: count for each in self._earlier if (count := self._shared(each))}
        ranked = sorted(shared, key=lambda each: shared[each], reverse=True)
        if ranked:
            is_clear = len(ranked) == 1 or shared[ranked[0]] >= 2 * shared[ranked[1]]
            return ranked[0] if is_clear else None
        before = self._place - 1
        return before if before in self._earlier and self._shared(before, given=True) else None
