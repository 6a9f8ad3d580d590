"""Whose idea an answer takes up without being a reply to it: it quotes it, links to it, or names its author.

A name is about an idea only together with a word of that person's that hardly anybody had used before; nobody's name
counts for all they said. Of one person no more is looked at than counts in full anyway, so a flood costs little.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.core.record.taken_up.built_on import FAIR
from bot.core.text.markup import stretches
from bot.core.text.markup_tree import Quote
from bot.core.text.own import own_links

_MENTION = re.compile(r"<@!?([0-9]+)>")
_LEADING = re.compile(r"\s*<@!?([0-9]+)>")
_MESSAGE = re.compile(r"/([0-9]+)$")
_IN_MARKS = re.compile('[“”„«»"]([^“”„«»"\n]+)[“”„«»"]')
_WORD = re.compile(r"[^\W\d_]+")
_LONG = re.compile(r"[^\W\d_]{5,}")
_LINE = re.compile(r"^\s*>+ ?|\s+", re.MULTILINE)

FEWEST = 4
"""Words of a quotation; fewer may be anybody's."""

SHORTEST = 3
"""Letters of a first name that is looked for alone."""

RARE, WINDOW = 3, 60
"""How often a word was used at most, and in how many answers up to the one that is meant."""

MOST = 200
"""Quotations, and texts with names, that are looked up under one question: the first ones."""


@dataclass(frozen=True, slots=True)
class Voice:
    """An answer: the message, who said it, and what."""

    message: int
    author: int
    text: str


def addressed(text: str) -> int | None:
    """Return the person to whom a text is said: the one with whose mention it begins."""
    found = _LEADING.match(text)
    return int(found[1]) if found else None


def taken_up(question: str, voices: Sequence[Voice], names: Mapping[int, str]) -> Iterator[tuple[Voice, Voice]]:
    """Yield who takes up whose answer to a question, both as answers; `names` are those of the people, by id.

    The answers come in the order in which they were given, and only earlier ones can be taken up.
    """
    talk = _Talk(question, voices, names)
    looked: Counter[int] = Counter()
    for place, voice in enumerate(voices):
        found = dict.fromkeys(target for target in talk.targets(place) if voices[target].author != voice.author)
        for target in found:
            if looked[voice.author] < FAIR:
                looked[voice.author] += 1
                yield voice, voices[target]


class _Talk:
    def __init__(self, question: str, voices: Sequence[Voice], names: Mapping[int, str]) -> None:
        self._voices = voices
        self._places = {voice.message: place for place, voice in enumerate(voices)}
        self._starts: list[int] = []
        self._said = ""
        self._asked = _plain(question)
        self._theirs: defaultdict[int, list[int]] = defaultdict(list)
        for place, voice in enumerate(voices):
            self._theirs[voice.author].append(place)
        firsts = Counter(_first(names[person]) for person in self._theirs)
        self._called = {
            first: person
            for person in self._theirs
            if len(first := _first(names[person])) >= SHORTEST and firsts[first] == 1
        }
        self._quotations = self._namings = 0

    def _read(self) -> None:
        """Put all answers into one text, in which words are found at once; most talks need none of it."""
        if not self._starts:
            plain = [_plain(voice.text) for voice in self._voices]
            self._starts = [0, *accumulate(len(text) + 1 for text in plain)]
            self._said = "\n".join(plain)

    def targets(self, place: int) -> Iterator[int]:
        """Yield the earlier answers that one takes up."""
        text = self._voices[place].text
        yield from self._linked(place, text)
        yield from self._quoted(place, text)
        yield from self._named(place, text)

    def _linked(self, place: int, text: str) -> Iterator[int]:
        for url in own_links(text):
            found = _MESSAGE.search(url)
            target = self._places.get(int(found[1])) if found else None
            if target is not None and target < place:
                yield target

    def _quoted(self, place: int, text: str) -> Iterator[int]:
        for words in _quotations(text):
            if len(words.split()) < FEWEST or self._quotations >= MOST:
                continue
            self._quotations += 1
            self._read()
            at = self._said.find(words)
            if at >= 0 and (target := bisect_right(self._starts, at) - 1) < place:
                yield target

    def _named(self, place: int, text: str) -> Iterator[int]:
        mentioned = {int(each) for each in _MENTION.findall(text)}
        people = mentioned | {self._called[word] for word in self._called.keys() & _WORD.findall(text)}
        own = set(_LONG.findall(_plain(text))) if people else set()
        self._namings += bool(people)
        for person in sorted(people) if self._namings <= MOST else ():
            earlier = [each for each in self._theirs.get(person, ()) if each < place][-FAIR:]
            found = [each for each in reversed(earlier) if self._shares(own, each)]
            yield from found[:1]

    def _shares(self, words: set[str], place: int) -> bool:
        theirs = set(_LONG.findall(_plain(self._voices[place].text)))
        self._read()
        heard = self._starts[max(0, place + 1 - WINDOW)], self._starts[place + 1]
        return any(self._said.count(word, *heard) <= RARE and word not in self._asked for word in words & theirs)


def _quotations(text: str) -> Iterator[str]:
    """Yield what a text quotes: its quoted lines, and what stands in quotation marks."""
    if ">" in text:
        for stretch in stretches(text):
            if any(isinstance(block, Quote) for block in stretch.blocks):
                yield _plain(text[stretch.start : stretch.end])
    yield from (_plain(found[1]) for found in _IN_MARKS.finditer(text))


def _plain(text: str) -> str:
    """Return a text in one line and in small letters, without the signs of quoted lines and full stops at the end."""
    return _LINE.sub(" ", text).strip().rstrip(".…!,").casefold()


def _first(name: str) -> str:
    found = _WORD.search(name)
    return found[0] if found else ""
