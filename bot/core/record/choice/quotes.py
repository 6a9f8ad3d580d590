"""Which answers to quote: few, verbatim, and together as close as possible to everything that was said.

Each answer is a distribution over its terms (see `terms`), all of them equally likely; a longer answer counts for a
little more, and many answers of one person for less than as many of several. Of all selections of one size the best is
the one whose mean distribution q is nearest to the mean p of everybody's answers by the Bhattacharyya coefficient, the
sum over all terms of sqrt(p · q) (A. Bhattacharyya, 1943; 1 minus the squared Hellinger distance). The root makes a
second quote on one point worth less than the first, while what many said still outweighs what one said. The sum is
concave in q, so taking the best quote again and again comes within 1 - 1/e of the best selection (G. Nemhauser,
L. Wolsey, M. Fisher, 1978), and what a quote is worth only falls as others are taken.

What can be read alone comes before what cannot: a reply that leans on what it answers is quoted right after that, or
not at all; what only asks, greets, thanks or keeps house is not quoted. Of two quotes that say as much the shorter is
worth more. Nothing here knows of anybody's standing or of reactions, and equal input always gives the same quotes.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush, heapreplace
from itertools import chain
from math import log, sqrt

from bot.core.record.choice.offers import NEVER, Candidate, Reading, Standing
from bot.core.record.choice.quoting import Quote

SHORTEST = 5
"""Terms of a quote, two words or so: with fewer, an answer is quoted only after the fuller ones have run out."""

AGAIN = 0.9
"""What a further quote of the same person is worth, under any question: another's words come first unless theirs say a
tenth more."""

HUSH = 1 / 3
"""The power of the number of answers by which each answer of one person weighs less: eight weigh as much as four."""

FULL = 0.8
"""The power of its terms by which each of an answer's terms weighs less: at 1 a long answer weighs as a short one."""

NEW = 0.75
"""The share of a quote's terms that no earlier quote has; with less, too much of it is quoted already."""

CHAIN = 3
"""Quotes in a row of which each leans on the one before it."""

ALIKE = 0.55
"""The cosine from which an answer resembles a quote: nineteen of twenty that are listed make the same point."""


class _Cover:
    """How much of what everybody said the quotes so far have said."""

    def __init__(
        self, contents: Iterable[tuple[Hashable, tuple[str, ...]]], heard: Iterable[tuple[Hashable, int]]
    ) -> None:
        said = [(author, content) for author, content in contents if content]
        often = Counter(author for author, _ in said)
        wanted: defaultdict[str, float] = defaultdict(float)
        for author, content in said:
            for term in content:
                wanted[term] += 1 / (len(content) ** FULL * often[author] ** HUSH)
        self._root = {term: sqrt(weight) for term, weight in wanted.items()}
        self._said: dict[str, float] = {}
        self._quoted: Counter[Hashable] = Counter(dict(heard))

    def worth(self, candidate: Candidate) -> float:
        """What the quote would add to the sum of sqrt(p · q); 0 if it has no content or repeats what is quoted."""
        content, said = candidate.terms, self._said
        if not content or sum(term not in said for term in content) < NEW * len(content):
            return 0.0
        share = 1 / len(content)
        alone = sqrt(share)
        gain = 0.0
        for term in content:
            before = said.get(term)
            gain += self._root[term] * (alone if before is None else sqrt(before + share) - sqrt(before))
        return gain * candidate.worth * AGAIN ** self._quoted[candidate.author]

    def take(self, candidate: Candidate) -> None:
        """Count the quote as said."""
        for term in candidate.terms:
            self._said[term] = self._said.get(term, 0.0) + 1 / len(candidate.terms)
        self._quoted[candidate.author] += 1


def choose(
    read: Reading,
    *,
    count: int,
    first: Sequence[int] = (),
    never: Collection[int] = (),
    heard: Sequence[tuple[Hashable, int]] = (),
) -> list[Quote]:
    """Choose at most `count` quotes of what was read, the most important first, and at most one of each answer.

    `first` holds the indices of answers that a host featured: they come first, in that order and whatever they say, and
    the others add to them; what is in `never` is not quoted. `heard` says how often people are quoted elsewhere
    already: who is not comes first, where it costs little. The terms of the question count for nothing (whoever has a
    hashtag can put it there). A quote that leans on another comes right after it.
    Fewer quotes come back when the answers say no more than that; an answer without content is never chosen. The time
    it takes grows with the length of the texts, not with its square. Raise IndexError if `first` names no answer.
    """
    if any(not 0 <= index < len(read.answers) for index in first):
        raise IndexError("a featured answer is not among the answers")
    room = max(count, 0)
    featured = [index for index in dict.fromkeys(first) if index not in never][:room]
    if read.has_question and not any(read.contents):  # "Influence matters", they all replied: then that was said
        return choose(read.without_question(), count=count, first=first, never=never, heard=heard)
    cover = _Cover(zip((answer.author for answer in read.answers), read.contents, strict=True), heard)
    standings = [NEVER if index in never else standing for index, standing in enumerate(read.standings())]
    choosing = _Choosing(read.offers, standings, cover, room)
    for place, index in enumerate(featured):
        choosing.feature(index, spare=room - len(featured) + place)
    choosing.fill()
    return choosing.in_order()


class _Choosing:
    """The quotes chosen so far, and what they cover; `room` is how many more fit."""

    def __init__(
        self, offers: Sequence[Sequence[Candidate]], standings: Sequence[Standing], cover: _Cover, room: int
    ) -> None:
        self._offers = offers
        self._standings = standings
        self._cover = cover
        self._room = room
        self._quotes: dict[int, Quote] = {}
        self._leaning: defaultdict[int, list[int]] = defaultdict(list)
        self._depths: list[int] = []
        for index, standing in enumerate(standings):  # an answer leans on an earlier one
            self._depths.append(1 if standing.leans_on is None else self._depths[standing.leans_on] + 1)
            if standing.leans_on is not None:
                self._leaning[standing.leans_on].append(index)

    def feature(self, index: int, *, spare: int) -> None:
        """Quote the best of an answer, whatever it says; before it, if there is a place to spare, what it leans on."""
        parent = self._standings[index].leans_on
        if parent is not None and parent not in self._quotes and len(self._quotes) < spare:
            self._take(self._best(parent))
        if index not in self._quotes:
            self._take(self._best(index))

    def fill(self) -> None:
        """Take the quote of most worth again and again; the heap holds what each was worth when last computed.

        What leans on another is offered together with it, or once that is quoted.
        """
        heap = [entry for index in range(len(self._offers)) for entry in self._entries(index)]
        heapify(heap)
        while heap and len(self._quotes) < self._room:
            short, worth, index, place = heap[0]
            now = self._worth(index, place)
            if now == 0:
                heappop(heap)
            elif now != -worth:
                heapreplace(heap, (short, -now, index, place))
            else:
                parent = self._standings[index].leans_on
                taken = [index] if parent is None or parent in self._quotes else [parent, index]
                if taken[0] == parent:
                    self._take(self._best(parent))
                self._take(self._offers[index][place])
                for entry in chain.from_iterable(
                    self._entries(child) for each in taken for child in self._leaning[each]
                ):
                    heappush(heap, entry)

    def in_order(self) -> list[Quote]:
        """Return the quotes in the order in which they were chosen, each followed by those that lean on it."""
        following: defaultdict[int | None, list[int]] = defaultdict(list)
        for index in self._quotes:
            parent = self._standings[index].leans_on
            following[parent if parent in self._quotes else None].append(index)
        ordered: list[Quote] = []
        waiting = following[None][::-1]
        while waiting:
            index = waiting.pop()
            parent = self._standings[index].leans_on
            ordered.append(replace(self._quotes[index], after=parent if parent in self._quotes else None))
            waiting += following[index][::-1]
        return ordered

    def _worth(self, index: int, place: int) -> float:
        """What a quote is worth; together with what it leans on, half of what both are."""
        standing, parent = self._standings[index], self._standings[index].leans_on
        if index in self._quotes or not (standing.alone or parent is not None):
            return 0.0
        worth = self._cover.worth(self._offers[index][place])
        if parent is None or worth == 0:
            return worth
        if parent in self._quotes:
            return worth if self._depths[index] <= CHAIN else 0.0
        if len(self._quotes) + 2 > self._room or self._standings[parent] is NEVER or self._depths[index] > 2:
            return 0.0
        return (worth + self._cover.worth(self._best(parent))) / 2

    def _entries(self, index: int) -> Iterator[tuple[bool, float, int, int]]:
        for place, candidate in enumerate(self._offers[index]):
            if worth := self._worth(index, place):
                yield len(candidate.terms) < SHORTEST, -worth, index, place

    def _best(self, index: int) -> Candidate:
        return max(self._offers[index], key=self._cover.worth)

    def _take(self, candidate: Candidate) -> None:
        self._cover.take(candidate)
        self._quotes[candidate.quote.answer] = candidate.quote


def alike(read: Reading, quotes: Sequence[Quote]) -> list[list[int]]:
    """Return, for each of the quotes, the indices of the unquoted answers that say nearly the same, the nearest first.

    An answer is listed once, under the quote it resembles most, by the cosine of their terms weighted by
    log(1 + answers / answers with the term) (K. Spärck Jones, 1972). Many that mean the same go unlisted: a list is
    a way to read on, and its length says nothing about how many agree.
    """
    often = Counter(chain.from_iterable(read.contents))
    weight = {term: log(1 + len(read.answers) / times) ** 2 for term, times in often.items()}
    quoted = {quote.answer for quote in quotes}
    words = [read.terms(q.answer, read.answers[q.answer].text[q.start : q.end]) for q in quotes]
    sizes = [_size(weight, spoken) for spoken in words]
    speaking: defaultdict[str, list[int]] = defaultdict(list)
    for place, spoken in enumerate(words):
        for term in spoken:
            speaking[term].append(place)
    found: list[list[tuple[float, int]]] = [[] for _ in quotes]
    for index, content in enumerate(read.contents):
        shared = [0.0] * len(quotes)
        for term in content if index not in quoted else ():
            for place in speaking.get(term, ()):
                shared[place] += weight[term]
        if any(shared):
            size = _size(weight, content)
            near = [share / (own * size or 1) for share, own in zip(shared, sizes, strict=True)]
            best = max(range(len(near)), key=near.__getitem__)
            if near[best] >= ALIKE:
                found[best].append((-near[best], index))
    return [[index for _, index in sorted(near)] for near in found]


def _size(weight: Mapping[str, float], content: Iterable[str]) -> float:
    return sqrt(sum(weight.get(term, 0.0) for term in content))
