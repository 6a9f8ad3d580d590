"""Which answers to quote: few, verbatim, and together as close as possible to everything that was said.

Each answer is a distribution over its terms (see `terms`), all of them equally likely. Of all selections of one size
the best is the one whose mean distribution q is nearest to the mean p of everybody's answers by the Bhattacharyya
coefficient, the sum over all terms of sqrt(p · q) (A. Bhattacharyya, 1943; 1 minus the squared Hellinger distance). The
root makes a second quote on one point worth less than the first, while what many said still outweighs what one said.
The sum is concave in q, so taking the best quote again and again comes within 1 - 1/e of the best selection
(G. Nemhauser, L. Wolsey, M. Fisher, 1978), and what a quote is worth only falls as others are taken.

Nothing here knows of anybody's standing or of reactions, and equal input always gives the same quotes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from itertools import chain
from math import log, sqrt

from bot.core.record.quoting import Answer, Quote
from bot.core.text.inline import Place
from bot.core.text.markers import marker_of
from bot.core.text.markup_tree import Span
from bot.core.text.own import own_stretches, places_in
from bot.core.text.shorten import border
from bot.core.text.terms import terms_of

LONGEST = 280
"""Characters of a quote: of a longer answer some whole sentences are quoted, so that no rant fills the page."""

SHORTEST = 5
"""Terms of a quote, two words or so: with fewer, an answer is quoted only after the fuller ones have run out."""

APART = 20
"""Characters between the beginnings of two quotes that are considered of one long answer."""

AGAIN = 0.8
"""What a further quote of the same person is worth: another's words come first unless theirs say a quarter more."""

NEW = 0.6
"""The share of a quote's terms that no earlier quote has; with less, too much of it is quoted already."""

ALIKE = 0.45
"""The cosine from which an answer resembles a quote: set so that most of what is listed belongs there."""

# A sentence ends at its mark or at the end of a line, but not after an initial or one of the commoner abbreviations.
_ABBREVIATIONS = ("Dr", "Mr", "Mrs", "Ms", "St", "vs", "esim", "klo", "ks", "mm", "nro", "ns")
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b\w\.)" + "".join(rf"(?<!\b{word}\.)" for word in _ABBREVIATIONS) + r"[\"'”’»)\]*_~|]*\s+|\n\s*"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    quote: Quote
    author: Hashable
    terms: tuple[str, ...]


class _Cover:
    """How much of what everybody said the quotes so far have said."""

    def __init__(self, contents: Iterable[tuple[Hashable, tuple[str, ...]]]) -> None:
        said = [(author, content) for author, content in contents if content]
        often = Counter(author for author, _ in said)
        wanted: defaultdict[str, float] = defaultdict(float)
        for author, content in said:
            for term in content:
                # Whoever answers four times is heard twice as loud as whoever answers once, not four times.
                wanted[term] += 1 / (len(content) * sqrt(often[author]))
        self._root = {term: sqrt(weight) for term, weight in wanted.items()}
        self._said: dict[str, float] = {}
        self._quoted: Counter[Hashable] = Counter()

    def worth(self, candidate: _Candidate) -> float:
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
        return gain * AGAIN ** self._quoted[candidate.author]

    def take(self, candidate: _Candidate) -> None:
        """Count the quote as said."""
        for term in candidate.terms:
            self._said[term] = self._said.get(term, 0.0) + 1 / len(candidate.terms)
        self._quoted[candidate.author] += 1


def choose(
    question: str, answers: Sequence[Answer], *, count: int, language: str, first: Sequence[int] = ()
) -> list[Quote]:
    """Choose at most `count` quotes, the most important first, and at most one of each answer.

    `first` holds the indices of answers that a host featured: they come first, in that order and whatever they say, and
    the others add to them. The terms of `question` count for nothing (whoever has a hashtag can put it there). Fewer
    quotes come back when the answers say no more than that; an answer without content is never chosen. The time it
    takes grows with the length of the texts, not with its square. Raise IndexError if `first` names no answer.
    """
    if any(not 0 <= index < len(answers) for index in first):
        raise IndexError("a featured answer is not among the answers")
    read = _reader(question, language)
    offers = [_offer(index, answer, read) for index, answer in enumerate(answers)]
    contents = [_content(offer) for offer in offers]
    if question and not any(contents):  # "Influence matters", they all replied: then that is what was said
        return choose("", answers, count=count, language=language, first=first)
    cover = _Cover(zip((answer.author for answer in answers), contents, strict=True))
    featured = list(dict.fromkeys(first))[: max(count, 0)]
    quotes: list[Quote] = []
    for index in featured:
        best = max(offers[index], key=cover.worth)
        cover.take(best)
        quotes.append(best.quote)
    rest = [offer for index, offer in enumerate(offers) if index not in featured]
    return quotes + _fill(list(chain.from_iterable(rest)), cover, count - len(quotes))


def _fill(pool: Sequence[_Candidate], cover: _Cover, count: int) -> list[Quote]:
    """Take the quote of most worth again and again; the heap holds what each was worth when last computed."""
    quotes: list[Quote] = []
    done: set[int] = set()
    heap = [(len(c.terms) < SHORTEST, -cover.worth(c), place) for place, c in enumerate(pool)]
    heapify(heap)
    while heap and len(quotes) < count:
        short, worth, place = heap[0]
        candidate = pool[place]
        now = 0.0 if candidate.quote.answer in done else cover.worth(candidate)
        if now == 0:
            heappop(heap)
        elif now != -worth:
            heapreplace(heap, (short, -now, place))
        else:
            cover.take(candidate)
            quotes.append(candidate.quote)
            done.add(candidate.quote.answer)
    return quotes


def alike(question: str, answers: Sequence[Answer], quotes: Sequence[Quote], *, language: str) -> list[list[int]]:
    """Return, for each of the quotes, the indices of the unquoted answers that say nearly the same, the nearest first.

    An answer is listed once, under the quote it resembles most, by the cosine of their terms weighted by
    log(1 + answers / answers with the term) (K. Spärck Jones, 1972). Many that mean the same go unlisted: a list is
    a way to read on, and its length says nothing about how many agree.
    """
    read = _reader(question, language)
    contents = [_content(_offer(index, answer, read)) for index, answer in enumerate(answers)]
    often = Counter(chain.from_iterable(contents))
    weight = {term: log(1 + len(answers) / times) ** 2 for term, times in often.items()}
    quoted = {quote.answer for quote in quotes}
    words = [frozenset(read(answers[quote.answer].text[quote.start : quote.end])) for quote in quotes]
    sizes = [_size(weight, spoken) for spoken in words]
    found: list[list[tuple[float, int]]] = [[] for _ in quotes]
    for index, content in enumerate(contents):
        if quotes and content and index not in quoted:
            size = _size(weight, content)
            near = [
                _size(weight, spoken.intersection(content)) ** 2 / (own * size or 1)
                for spoken, own in zip(words, sizes, strict=True)
            ]
            best = max(range(len(near)), key=near.__getitem__)
            if near[best] >= ALIKE:
                found[best].append((-near[best], index))
    return [[index for _, index in sorted(near)] for near in found]


def _size(weight: Mapping[str, float], content: Iterable[str]) -> float:
    return sqrt(sum(weight.get(term, 0.0) for term in content))


def _reader(question: str, language: str) -> Callable[[str], tuple[str, ...]]:
    """Make the function from a text to its terms other than those of the question, which any answer may repeat."""
    about = frozenset(terms_of(question, language))
    return lambda text: tuple(term for term in terms_of(text, language) if term not in about)


def _offer(index: int, answer: Answer, read: Callable[[str], tuple[str, ...]]) -> list[_Candidate]:
    """Everything of this answer that could be quoted: at least one candidate, blank if there is nothing else."""
    spans = list(_spans(answer.text)) or [(0, 0)]
    return [_Candidate(Quote(index, *span), answer.author, read(answer.text[slice(*span)])) for span in spans]


def _content(offer: Iterable[_Candidate]) -> tuple[str, ...]:
    """The terms of the whole answer."""
    return tuple(dict.fromkeys(chain.from_iterable(candidate.terms for candidate in offer)))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield what of a text can be quoted: each stretch of its author's own lines, or if long, runs of its sentences.

    No mark is cut from the one that closes it, and no link, mention or piece of code is cut at all.
    """
    for begin, end in own_stretches(text):
        marker = marker_of(text[begin:end])
        start = begin + marker.end if marker and not marker.is_within else begin
        places = places_in(text, start, end)
        torn = _torn(len(text), places)
        for part in _parts(start, end, places):
            yield from _runs(text, *_trim(text, *part), torn)


def _torn(length: int, places: Iterable[Place]) -> bytearray:
    """Return for each place in a text whether a cut there would tear something that fits into a quote."""
    torn = bytearray(length + 1)
    for place in places:
        if (inside := place.end - place.start - 1) < LONGEST:
            torn[place.start + 1 : place.end] = b"\1" * inside
    return torn


def _parts(start: int, end: int, places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Yield the bounds within which quotes can stand: of what is marked, but too long for a quote, the inside."""
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if place.end - place.start > LONGEST and start <= place.start and place.end <= end:
            yield start, place.start
            if isinstance(place.node, Span):
                yield from _parts(*place.inner, places)
            start = place.end
    yield start, end


def _runs(text: str, start: int, stop: int, torn: bytearray) -> Iterator[tuple[int, int]]:
    """Yield a part of a text that fits into a quote, or runs of its sentences that do."""
    if stop - start > LONGEST:
        sentences = list(_sentences(text, start, stop, torn))
        last = reach = start - APART
        for place, (begin, close) in enumerate(sentences):
            # A thousand tiny sentences must not cost a thousand runs, but each must be in one.
            if begin >= last + APART or close > reach:
                last = begin
                reach = max(end for _, end in sentences[place : place + LONGEST] if end <= begin + LONGEST)
                yield begin, reach
    elif start < stop:
        yield start, stop


def _sentences(text: str, start: int, stop: int, torn: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the sentences of text[start:stop], cut between words where one is longer than a quote."""
    closes = (mark.end() for mark in _SENTENCE_END.finditer(text, start, stop))
    for close in [*(place for place in closes if not torn[place]), stop]:
        begin, end = _trim(text, start, close)
        while end - begin > LONGEST:
            cut = _cut(text, begin, torn)
            yield _trim(text, begin, cut)
            begin, end = _trim(text, cut, end)
        yield begin, end
        start = close


def _cut(text: str, begin: int, torn: bytearray) -> int:
    """Return where to cut a sentence that begins here: after a word if there is one, else after a character."""
    latest = begin + LONGEST
    words = (place for place in range(latest - 1, begin, -1) if text[place] == " " and not torn[place])
    characters = (place for place in range(latest, begin, -1) if not torn[place] and border(text, place) == place)
    return next(words, 0) or next(characters, latest)


def _trim(text: str, start: int, stop: int) -> tuple[int, int]:
    words = text[start:stop]
    return start + len(words) - len(words.lstrip()), stop - (len(words) - len(words.rstrip()))
