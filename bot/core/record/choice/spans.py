"""Which stretches of a text can be quoted: what its author wrote, whole or in whole sentences.

Greetings, thanks and house-keeping around it are left out, and so is a last sentence that breaks off. A quote does not
end before a sentence that turns or limits it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from bot.core.record.talk.remarks import is_courtesy, words_in
from bot.core.text.inline import Place
from bot.core.text.markers import marker_of
from bot.core.text.markup_tree import Span
from bot.core.text.own import own_stretches, places_in
from bot.core.text.shorten import SENTENCE_END, border, turns

LONGEST = 280
"""Characters of a quote: of a longer answer some whole sentences are quoted, so that no rant fills the page."""

LONGEST_TURNED = 400
"""Characters of a quote that goes on to the sentence that turns what stands before it."""

FEWEST_LEFT = 50
"""Characters that stay of a quote whose last sentence breaks off: they must tell something."""

LAST = 20
"""Characters of a text's end in which its last word is."""

_UNFINISHED = re.compile(
    r"""\b(?:a|an|the|and|or|but|nor|than|my|our|your|their
    |ja|tai|sekä|eli|mutta|vaan|että|koska|kun|kuin|joka|jotka|jonka|jossa|jota)\s*$""",
    re.VERBOSE,
)
"""A word after which a sentence goes on. A missing full stop tells nothing, and a comma at the end is a slip."""

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
        turned = {end for (_, end), (begin, _) in pairwise(sentences) if turns(text, begin)}
        last = reach = start - APART
        for place, (begin, close) in enumerate(sentences):
            # A thousand tiny sentences must not cost a thousand runs, but each must be in one.
            if begin >= last + APART or close > reach:
                last = begin
                reach = _reach([end for _, end in sentences[place : place + LONGEST]], begin, turned)
                yield begin, reach
    elif start < stop:
        yield start, stop


def _reach(ends: Sequence[int], begin: int, turned: Collection[int]) -> int:
    """Return the last of these ends up to which a quote can go that begins here: not to one that is turned after it.

    Where that is the last one that fits, the sentence that turns it comes along, if the two are not too long.
    """
    fitting = [end for end in ends if end <= begin + LONGEST]
    last, follows = fitting[-1], ends[len(fitting) :][:1]
    if last in turned and follows and follows[0] <= begin + LONGEST_TURNED and follows[0] not in turned:
        return follows[0]
    return max([end for end in fitting if end not in turned] or fitting)


def told(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what of a quote tells something: it has no courtesies around it, and no last sentence that breaks off."""
    places = places_in(text, start, end)
    sentences = list(_sentences(text, start, end, _torn(len(text), places)))
    while sentences[1:] and is_courtesy(text[slice(*sentences[0])]):
        del sentences[0]
    while sentences[1:] and is_courtesy(text[slice(*sentences[-1])]):
        del sentences[-1]
    if sentences[1:] and sentences[-2][1] - sentences[0][0] >= FEWEST_LEFT and is_unfinished(text[: sentences[-1][1]]):
        del sentences[-1]
    return sentences[0][0], sentences[-1][1]


def says_something(text: str) -> bool:
    """Return whether what was cut from a quote is more than courtesies: then it is marked."""
    said = (part for part in SENTENCE_END.split(text) if words_in(part))
    return any(not is_courtesy(part) for part in said)


def is_torn(text: str, start: int, end: int) -> bool:
    """Return whether text[start:end] is cut within words that run on, rather than between sentences."""
    ends_before, goes_on = text[:start].rstrip(" "), text[end:].lstrip(" ")
    return (ends_before[-1:].isalnum() and text[start].isalnum()) or (goes_on[:1].isalnum() and text[end - 1].isalnum())


def is_unfinished(text: str) -> bool:
    """Return whether a text ends on a word after which something must follow."""
    return _UNFINISHED.search(text, max(0, len(text) - LAST)) is not None


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
