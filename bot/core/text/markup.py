"""Discord's markdown, read into the tree of `markup_tree`.

Whatever is typed parses: what is not markup is text, and no word of a message is lost. The work grows with the length
of the message and the tree is shallow (a mark is open once at a time, quotes do not nest, lists end at five levels),
so no message can make it slow or deep.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.core.text.inline import has_marks, inline
from bot.core.text.markup_tree import (
    Block,
    CodeBlock,
    Heading,
    Item,
    Items,
    Paragraph,
    Quote,
    Subtext,
)

DEEPEST_LIST: Final = 5
SPOILER_MARK: Final = "||"

FENCE_OR_LINE: Final = r"""
      ```(?:(?P<language>[\w+\#.-]*)\n)?(?P<code>.+?)```\n?
    | (?P<hashes>\#{1,3})[ ]+(?P<heading>[^\n]+)(?:\n|\Z)
    | -\#[ ]+(?P<subtext>[^\n]+)(?:\n|\Z)
    | (?P<items>(?:[ ]*(?:[-*]|[0-9]{1,9}\.)[ ]+[^\n]+(?:\n|\Z))+)
    """
QUOTATION: Final = r"""
    | [ ]*>>>[ ](?P<rest>.*)
    | (?P<quote>(?:[ ]*>[ ][^\n]*(?:\n|\Z))+)
    """
# A spoiler may go on over many lines. Code and escaped characters in it close nothing.
HIDING: Final = re.compile(
    r"\\.|(?P<ticks>`++)(?:.+?)(?<!`)(?P=ticks)(?!`)|\|\|(?P<hidden>(?:\\.|[^\\])+?)\|\|", re.DOTALL
)
IN_QUOTE: Final = re.compile(FENCE_OR_LINE, re.VERBOSE | re.DOTALL)
START: Final = re.compile(FENCE_OR_LINE + QUOTATION, re.VERBOSE | re.DOTALL)
QUOTE_MARK: Final = re.compile(r"^ *> ", re.MULTILINE)
BEGINS_BLOCK: Final = frozenset("#>-*0123456789")
ROW: Final = re.compile(r"^( *)(?:[-*]|([0-9]+)\.) +(.+)$", re.MULTILINE)


def is_plain(text: str) -> bool:
    """Return whether a message is nothing but words in one line, which need not be read into a tree. Most are."""
    first = text[:1]
    begins = first in BEGINS_BLOCK or first.isspace() or not first
    return not (begins or "\n" in text or has_marks(text))


def parse(text: str) -> tuple[Block, ...]:
    """Read a message; one without anything to see gives an empty tuple."""
    return tuple(block for stretch in stretches(text) for block in stretch.blocks)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a message's text, and the blocks that it is read as: none where it is blank, several for lists."""

    start: int
    end: int
    blocks: tuple[Block, ...]


def stretches(text: str) -> Iterator[Stretch]:
    """Yield the parts of a message in order; together they are all of it."""
    return _stretches(text, START)


def _stretches(text: str, start: re.Pattern[str]) -> Iterator[Stretch]:
    position = paragraph = 0
    while position < len(text):
        if found := start.match(text, position):
            if paragraph < position:
                yield _paragraph(text, paragraph, position)
            yield Stretch(position, found.end(), tuple(_block(found)))
            position = paragraph = found.end()
        else:
            position = _next_start(text, position)
    if paragraph < position:
        yield _paragraph(text, paragraph, position)


def _next_start(text: str, position: int) -> int:
    """Return where a block can begin next: after this line, or at a fence within it.

    What a spoiler hides goes on as text: a list or a quote in it would show.
    """
    end = _end_of_line(text, position)
    if SPOILER_MARK in text[position:end]:
        for found in HIDING.finditer(text, position):
            if found.start() >= end:
                break
            if found["hidden"]:
                end = max(end, _end_of_line(text, found.end() - 1))
    fence = text.find("```", position + 1, end)
    return fence if fence > 0 else end


def _end_of_line(text: str, position: int) -> int:
    return text.find("\n", position) + 1 or len(text)


def _paragraph(text: str, start: int, end: int) -> Stretch:
    words = text[start:end]
    return Stretch(start, end, (Paragraph(inline(words.strip("\n"))),) if words.strip() else ())


def _block(found: re.Match[str]) -> Iterator[Block]:
    if (code := found["code"]) is not None:
        yield CodeBlock(found["language"] or None, code.strip("\n"))
    elif heading := found["heading"]:
        yield Heading(len(found["hashes"]), inline(heading.strip()))
    elif subtext := found["subtext"]:
        yield Subtext(inline(subtext.strip()))
    elif items := found["items"]:
        yield from _lists([_Row(*row.groups()) for row in ROW.finditer(items)])
    else:
        quoted = _stretches(found["rest"] or QUOTE_MARK.sub("", found["quote"] or ""), IN_QUOTE)
        if inside := tuple(block for stretch in quoted for block in stretch.blocks):
            yield Quote(inside)


class _Row:
    """A line of a list as it was typed."""

    def __init__(self, indent: str, number: str | None, text: str) -> None:
        self.level = min(len(indent) // 2, DEEPEST_LIST)
        self.number = None if number is None else int(number)
        self.text = text


def _lists(rows: list[_Row]) -> Iterator[Items]:
    """Nest rows by their indent (a deeper row belongs to the item above it); bullets and numbers are lists apart."""
    families: list[list[_Row]] = []
    for row in rows:
        if families and row.level > families[-1][0].level:
            families[-1].append(row)
        else:
            families.append([row])
    for _, same in groupby(families, key=lambda family: family[0].number is None):
        alike = list(same)
        items = (Item(inline(head.text.strip()), tuple(_lists(below))) for head, *below in alike)
        yield Items(alike[0][0].number, tuple(items))
