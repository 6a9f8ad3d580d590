"""The links that somebody shared, without what only tracks the reader, and the sentence in which each stood."""

from collections.abc import Iterator

from bot.core.moderation.message.links import without_tracking
from bot.core.record.talk.remarks import words_in
from bot.core.text.markup_tree import Link
from bot.core.text.own import hides, own_links, own_stretches, places_in
from bot.core.text.shorten import MARK, SENTENCE_END

LONGEST_REASON = 200
"""Characters of a sentence that is shown beside a link."""
FEWEST_WORDS = 3
"""Words of a sentence that says why: "See here" does not."""


def shared_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the links of a message with what stands beside each; "" where that says nothing.

    The sentence is its author's, with a mark where the bare address stood.
    """
    hidden = hides(text)
    for url in own_links(text):
        yield without_tracking(url), "" if hidden else _beside(text, url)


def _beside(text: str, url: str) -> str:
    begin, end, place = next(
        (begin, end, place)
        for begin, end in own_stretches(text)
        for place in places_in(text, begin, end)
        if isinstance(place.node, Link) and place.node.url == url
    )
    ends = [mark.end() for mark in SENTENCE_END.finditer(text, begin, end)]
    start = max([at for at in ends if at <= place.start], default=begin)
    stop = min([at for at in ends if at >= place.end], default=end)
    before = text[start : place.start].strip()
    after = text[place.end : stop].strip()
    label = text[slice(*place.inner)] or (MARK if before and after else "")
    said = " ".join(filter(None, [before, label, after]))
    return said if len(words_in(said)) >= FEWEST_WORDS and len(said) <= LONGEST_REASON else ""
