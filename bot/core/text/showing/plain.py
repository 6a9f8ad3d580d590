"""A message as plain words: no marks, mentions by name, times written out; for text files, titles and short quotes."""

import re
import textwrap
from collections.abc import Iterator
from functools import cache
from typing import Final, Protocol

from bot.core.text import markup
from bot.core.text.cleaning import clean, one_line
from bot.core.text.inline import inline
from bot.core.text.markup_tree import (
    Block,
    Code,
    CodeBlock,
    Emoji,
    Inline,
    Items,
    Link,
    Mention,
    Quote,
    Span,
    Stamp,
    Style,
)
from bot.core.text.shorten import shortened

LONGEST_EXCERPT: Final = 80
# An excerpt may have been cut within a spoiler: hide what follows the opening mark, too.
HIDDEN: Final = re.compile(r"\|\|.+?(?:\|\||\Z)", re.DOTALL)


class Naming(Protocol):
    """What knows the words for what a message only points at, in the reader's language."""

    spoiler: str

    def mention(self, mention: Mention) -> str:
        """Return a mention as a name, or as a word for what it points at."""
        ...

    def stamp(self, stamp: Stamp) -> str:
        """Return an instant as a reader writes it."""
        ...


class Plain:
    """Renders messages as plain text; with `hides`, what a spoiler hides is left out."""

    def __init__(self, wording: Naming, *, hides: bool = False) -> None:
        self._wording = wording
        self._hides = hides

    def title(self, text: str) -> str:
        """Return text in one line, without marks."""
        return one_line(self.words(inline(one_line(text))))

    def excerpt(self, text: str) -> str:
        """Return the beginning of a message in one line; what a spoiler hides stays hidden."""
        return shortened(self.title(HIDDEN.sub(f"[{self._wording.spoiler}]", text)), LONGEST_EXCERPT)

    def lines(self, text: str, width: int) -> Iterator[str]:
        """Yield a message in lines of at most `width` characters, where its words allow that."""
        shown = clean(text)
        return iter(wrapped(shown, width)) if markup.is_plain(shown) else self._lines(markup.parse(shown), width)

    def words(self, nodes: tuple[Inline, ...]) -> str:
        """Return a run of text without marks."""
        return "".join(node if isinstance(node, str) else self._node(node) for node in nodes)

    def _node(self, node: Inline) -> str:
        match node:
            case Span(Style.SPOILER, inside):
                hidden = "" if self._hides else f": {self.words(inside)}"
                return f"[{self._wording.spoiler}{hidden}]"
            case Span(_, inside):
                return self.words(inside)
            case Code(text) | str(text):
                return text
            case Link(url, label):
                return f"{self.words(label)} ({url})" if label else url
            case Mention():
                return self._wording.mention(node)
            case Emoji(name):
                return f":{name}:"
            case Stamp():
                return self._wording.stamp(node)

    def _lines(self, blocks: tuple[Block, ...], width: int) -> Iterator[str]:
        for block in blocks:
            match block:
                case CodeBlock(_, text):
                    yield from ("    " + line for line in text.split("\n"))
                case Quote(inside):
                    yield from ("> " + line for line in self._lines(inside, width - 2))
                case Items():
                    yield from self._items(block, width)
                case _:
                    for line in self.words(block.inside).split("\n"):
                        yield from wrapped(line, width)

    def _items(self, items: Items, width: int) -> Iterator[str]:
        for number, item in enumerate(items.items, items.start or 0):
            sign = "- " if items.start is None else f"{number}. "
            first, *others = wrapped(self.words(item.inside), width - len(sign))
            yield sign + first
            yield from (" " * len(sign) + line for line in others)
            for below in item.below:
                yield from ("  " + line for line in self._items(below, width - 2))


def wrapped(line: str, width: int) -> list[str]:
    """Break a line between its words; one that is too long, such as a link, stays whole.

    Nearly all lines have single plain spaces: for these, `textwrap` does the same in three times the time.
    """
    if not line.isprintable() or "  " in line or line != line.strip(" "):
        return _wrapper(width).wrap(line) or [""]
    lines = []
    while len(line) > width:
        cut = line.rfind(" ", 0, width + 1)
        if cut < 0 and (cut := line.find(" ", width)) < 0:
            break
        lines.append(line[:cut])
        line = line[cut + 1 :]
    return [*lines, line]


@cache
def _wrapper(width: int) -> textwrap.TextWrapper:
    return textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
