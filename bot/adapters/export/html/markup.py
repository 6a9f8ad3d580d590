"""Member text as HTML: everything is escaped before anything is added, and nothing is added but the elements below."""

import html
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from bot.adapters.export.cleaning import MANY, PAGE, linkable
from bot.core.text import markup
from bot.core.text.cleaning import clean, one_line
from bot.core.text.markup_tree import (
    Block,
    Code,
    CodeBlock,
    Emoji,
    Heading,
    Inline,
    Items,
    Link,
    Mention,
    Paragraph,
    Quote,
    Span,
    Stamp,
    Style,
    Subtext,
)
from bot.core.text.showing.plain import Naming

ELEMENTS: Final = {Style.BOLD: "strong", Style.ITALIC: "em", Style.UNDERLINE: "u", Style.STRIKE: "s"}


def escaped(text: str) -> str:
    """Return text as it may stand in an element or between the quotes of an attribute: the one escaper."""
    return html.escape(clean(text))


@lru_cache(MANY)
def line(text: str) -> str:
    """Return a name or title, escaped and in one line; those who speak speak again and again."""
    return html.escape(one_line(text))


def anchor(url: str | None, inside: str, *, named: bool = False, beside: bool = False) -> str:
    """Return `inside` (HTML) as a link; without the link where the address is not one to link to.

    On paper, the address of a link that is `named` otherwise is printed after it. A page that lies `beside` the
    transcript links into that.
    """
    address = linkable(url)
    if address is None:
        return inside
    marked = ' class="named"' if named else ""
    target = escaped(address if beside else address.removeprefix(PAGE))
    return f'<a{marked} href="{target}" rel="nofollow noopener noreferrer">{inside}</a>'


def time(at: datetime, shown: str) -> str:
    """Return an instant: in UTC for machines, as `shown` (plain text) for people."""
    return f'<time datetime="{at.astimezone(UTC).isoformat(timespec="seconds")}">{escaped(shown)}</time>'


class HtmlMarkup:
    """Renders messages as HTML; with `hides`, what a spoiler hides is left out."""

    def __init__(self, wording: Naming, *, hides: bool = False) -> None:
        self._wording = wording
        self._hides = hides
        self._spoiler = f'<span class="unseen">{escaped(wording.spoiler)}: </span>'

    def message(self, text: str) -> str:
        """Return a message as a row of block elements; nothing for one in which there is nothing to see."""
        shown = clean(text)
        if markup.is_plain(shown):
            return f'<p dir="auto">{html.escape(shown)}</p>\n'
        return "".join(map(self._block, markup.parse(shown)))

    def words(self, nodes: tuple[Inline, ...]) -> str:
        """Return a run of text."""
        return "".join(
            html.escape(node).replace("\n", "<br>") if isinstance(node, str) else self._node(node) for node in nodes
        )

    def _node(self, node: Inline) -> str:
        match node:
            case Span(Style.SPOILER) if self._hides:
                return escaped(f"[{self._wording.spoiler}]")
            case Span(Style.SPOILER, inside):
                return f'<span class="spoiler" tabindex="0">{self._spoiler}{self.words(inside)}</span>'
            case Span(style, inside):
                return f"<{ELEMENTS[style]}>{self.words(inside)}</{ELEMENTS[style]}>"
            case Code(text):
                return f"<code>{escaped(text)}</code>"
            case Link(url, label):
                return anchor(url, self.words(label) if label else escaped(url), named=bool(label))
            case Mention():
                return f'<bdi class="mention">{escaped(self._wording.mention(node))}</bdi>'
            case Emoji(name):
                return f":{escaped(name)}:"
            case Stamp(at):
                return time(at, self._wording.stamp(node))
            case str():
                return escaped(node)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(inside):
                return f'<p dir="auto">{self.words(inside)}</p>\n'
            case Heading(_, inside):
                return f'<p class="heading" dir="auto"><strong>{self.words(inside)}</strong></p>\n'
            case Subtext(inside):
                return f'<p class="subtext" dir="auto">{self.words(inside)}</p>\n'
            case CodeBlock(_, text):
                return f'<pre dir="ltr"><code>{escaped(text)}</code></pre>\n'
            case Quote(inside):
                return f"<blockquote>{''.join(map(self._block, inside))}</blockquote>\n"
            case Items():
                return self._items(block) + "\n"

    def _items(self, items: Items) -> str:
        rows = "".join(
            f'<li dir="auto">{self.words(item.inside)}{"".join(map(self._items, item.below))}</li>'
            for item in items.items
        )
        return f"<ul>{rows}</ul>" if items.start is None else f'<ol start="{items.start}">{rows}</ol>'
