"""What in a message is its author's own, and what of it may be repeated elsewhere: by the parsed tree, as all else."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.core.text import inline, markup
from bot.core.text.markup_tree import Block, Inline, Items, Link, Quote, Span, Style


def own_stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each part that no line of somebody else's words interrupts."""
    start = end = 0
    for stretch in markup.stretches(text):
        if any(isinstance(block, Quote) for block in stretch.blocks):
            if start < end:
                yield start, end
            start = stretch.end
        end = stretch.end
    if start < end:
        yield start, end


def places_in(text: str, start: int, end: int) -> list[inline.Place]:
    """Return the places of all nodes in text[start:end], counted in the whole text."""
    return [
        replace(
            place,
            start=start + place.start,
            end=start + place.end,
            inner=(start + place.inner[0], start + place.inner[1]),
        )
        for place in inline.places(text[start:end])
    ]


def own_links(text: str) -> Iterator[str]:
    """Yield the addresses that the author wrote, in order; those in quoted lines are nobody's.

    An address within a spoiler is among them: what is hidden is what it shows, not that it was shared.
    """
    if inline.ADDRESS_MARK in text:
        for block in markup.parse(text):
            if not isinstance(block, Quote):
                yield from (node.url for node in nodes_of(block) if isinstance(node, Link))


def hides(text: str) -> bool:
    """Return whether a spoiler hides some of a message."""
    if markup.SPOILER_MARK not in text:
        return False
    return any(_is_spoiler(node) for block in markup.parse(text) for node in nodes_of(block))


def with_hidden(text: str, word: str) -> str:
    """Return a message with this word in place of everything that its spoilers hide."""
    if markup.SPOILER_MARK not in text:
        return text
    shown, end = "", 0
    for stretch in markup.stretches(text):
        for place in places_in(text, stretch.start, stretch.end):
            if _is_spoiler(place.node):
                shown += text[end : place.start] + word
                end = place.end
    return shown + text[end:]


def nodes_of(block: Block) -> Iterator[Inline]:
    """Yield everything that stands within a block, also within spans and in lists below."""
    match block:
        case Items(_, items):
            for item in items:
                yield from _nodes(item.inside)
                for below in item.below:
                    yield from nodes_of(below)
        case Quote(blocks):
            for inner in blocks:
                yield from nodes_of(inner)
        case _:
            yield from _nodes(getattr(block, "inside", ()))


def _nodes(nodes: Iterable[Inline]) -> Iterator[Inline]:
    for node in nodes:
        yield node
        if isinstance(node, Span):
            yield from _nodes(node.inside)


def _is_spoiler(node: Inline) -> bool:
    return isinstance(node, Span) and node.style is Style.SPOILER
