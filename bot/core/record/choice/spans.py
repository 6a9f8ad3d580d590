"""Which stretches of a text can be quoted: what its author wrote, whole or in whole sentences."""

from collections.abc import Iterable, Iterator, Sequence

from bot.core.text.inline import Place
from bot.core.text.markers import marker_of
from bot.core.text.markup_tree import Span
from bot.core.text.own import own_stretches, places_in
from bot.core.text.shorten import SENTENCE_END, border

LONGEST = 280
"""Characters of a quote: of a longer answer some whole sentences are quoted, so that no rant fills the page."""

APART = 20
"""Characters between the beginnings of two quotes that are considered of one long answer."""


def spans_of(text: str) -> Iterator[tuple[int, int]]:
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
    closes = (mark.end() for mark in SENTENCE_END.finditer(text, start, stop))
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
    words = (place for place in range(latest, begin, -1) if text[place] == " " and not torn[place])
    characters = (place for place in range(latest, begin, -1) if not torn[place] and border(text, place) == place)
    return next(words, 0) or next(characters, latest)


def _trim(text: str, start: int, stop: int) -> tuple[int, int]:
    words = text[start:stop]
    return start + len(words) - len(words.lstrip()), stop - (len(words) - len(words.rstrip()))
