"""Member text as GitHub-flavoured Markdown that looks as it did in the room and stays inside its quotation.

Marks that Discord understood are written again, balanced; every other character that Markdown could read as a mark is
escaped. So a message cannot open a heading, a fence, a table, a list of ours or an HTML element.
"""

import re
from functools import lru_cache
from typing import Final

from bot.adapters.export.cleaning import MANY, linkable
from bot.adapters.export.wording import Wording
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
    Quote,
    Span,
    Stamp,
    Style,
)

MARKS: Final = {
    Style.BOLD: "**",
    Style.ITALIC: "*",
    Style.UNDERLINE: "__",
    Style.STRIKE: "~~",
    Style.SPOILER: "||",
}
# An underscore within a word means nothing to GitHub: leave names_like_this readable.
SIGN: Final = re.compile(r"[\\`*\[\]<&~|_]")
# An ampersand means something only where it may begin the name or number of a character: leave "Pros & Cons" readable.
ENTITY: Final = r"&(?=#?[0-9A-Za-z]{1,32}(?:;|\Z)|#?\Z)"
ACTIVE: Final = re.compile(rf"(?=[\\`*\[\]<&~|_])(?:[\\`*\[\]<~|]|{ENTITY}|(?<![^\W_])_|_(?![^\W_]))")
HARMLESS: Final = {"<": "&lt;", "&": "&amp;"}
# What Markdown reads only where a line begins: headings, quotations, bullets, rules, numbers and indented code.
ONLY_AT_START: Final = frozenset(" \t#>+=-0123456789")
LINE_START: Final = re.compile(r"([ \t]*)([#>+=-]|[0-9]+(?=[.)]))?")
LINE_BREAK: Final = "\\\n"
BLANK_LINES: Final = re.compile(r"\\\n(?:\\\n)+")
TICKS: Final = re.compile("`+")
NO_BREAK_SPACE: Final = "\xa0"


def escaped(text: str) -> str:
    """Return text of which Markdown reads nothing as a mark, wherever within a line it stands."""
    if SIGN.search(text) is None:
        return text
    return ACTIVE.sub(lambda found: HARMLESS.get(found[0]) or "\\" + found[0], text)


@lru_cache(MANY)
def line(text: str) -> str:
    """Return words of ours or a name, escaped, in one line, which may stand where a line begins."""
    return _harmless(escaped(one_line(text)))


def link(url: str, label: str) -> str:
    """Return a link; `label` is Markdown."""
    return f"[{label}](<{url}>)"


def linked(url: str | None, label: str) -> str:
    """Return the label (Markdown) as a link, or alone where there is no address to link to."""
    address = linkable(url)
    return link(address, label) if address else label


def attached(prefix: str, text: str) -> str:
    """Return text with every line prefixed: inside a quotation or below a bullet."""
    if "\n" not in text:
        return prefix + text
    return "\n".join((prefix + part).rstrip() for part in text.split("\n"))


class MarkdownText:
    """Renders messages as Markdown; with `hides`, what a spoiler hides is left out."""

    def __init__(self, wording: Wording, *, hides: bool = False) -> None:
        self._wording = wording
        self._hides = hides

    def message(self, text: str) -> str:
        """Return a message as blocks with blank lines between; nothing for one in which there is nothing to see."""
        shown = clean(text)
        if markup.is_plain(shown):
            return _lines(escaped(shown))
        return "\n\n".join(map(self._block, markup.parse(shown)))

    def _block(self, block: Block) -> str:
        match block:
            case CodeBlock(language, text):
                fence = "`" * max(3, _longest_ticks(text) + 1)
                return f"{fence}{language or ''}\n{text}\n{fence}"
            case Quote(inside):
                return attached("> ", "\n\n".join(map(self._block, inside)))
            case Items():
                return self._items(block)
            case Heading(_, inside):
                return _marked("**", self._words(inside))
            case _:
                return _lines(self._words(block.inside))

    def _items(self, items: Items) -> str:
        rows = []
        for number, item in enumerate(items.items, items.start or 0):
            sign = "- " if items.start is None else f"{number}. "
            rows.append(sign + _lines(self._words(item.inside)))
            rows.extend(attached(" " * len(sign), self._items(below)) for below in item.below)
        return "\n".join(rows)

    def _words(self, nodes: tuple[Inline, ...]) -> str:
        words = ""
        for node in nodes:
            if isinstance(node, Link) and words.endswith("!"):  # "![" would be an image
                words = words[:-1] + "\\!"
            words += escaped(node) if isinstance(node, str) else self._node(node)
        return words

    def _node(self, node: Inline) -> str:
        match node:
            case Span(Style.SPOILER) if self._hides:
                return escaped(f"[{self._wording.spoiler}]")
            case Span(style, inside):
                return _marked(MARKS[style], self._words(inside))
            case Code(text):
                return _code(text)
            case Link(url, label):
                return link(url, self._words(label)) if label else f"<{url}>"
            case Mention():
                return escaped(self._wording.mention(node))
            case Emoji(name):
                return f":{escaped(name)}:"
            case Stamp():
                return escaped(self._wording.stamp(node))
            case str():
                return escaped(node)


def _marked(mark: str, words: str) -> str:
    """Put marks around words; Markdown wants them next to a word, Discord does not."""
    inside = words.strip()
    if not inside:
        return words
    start = words.index(inside)
    return f"{words[:start]}{mark}{inside}{mark}{words[start + len(inside) :]}"


def _code(text: str) -> str:
    ticks = "`" * (_longest_ticks(text) + 1)
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return ticks + pad + text.replace("\n", " ") + pad + ticks


def _longest_ticks(text: str) -> int:
    return max(map(len, TICKS.findall(text)), default=0)


def _lines(words: str) -> str:
    """Keep line breaks and blank lines, and take from the beginnings of lines what they could mean."""
    if "\n" not in words:
        return _harmless(words).rstrip()
    text = LINE_BREAK.join(_harmless(row).rstrip() for row in words.strip("\n").split("\n"))
    return BLANK_LINES.sub("\n\n", text)


def _harmless(row: str) -> str:
    """Take from the beginning of a line what it could mean; an indent stays as wide as it was."""
    if row[:1] not in ONLY_AT_START:
        return row
    return LINE_START.sub(_harmless_start, row, count=1)


def _harmless_start(found: re.Match[str]) -> str:
    indent, mark = found[1], found[2] or ""
    escape = mark + "\\" if mark.isdigit() else mark and "\\" + mark
    return NO_BREAK_SPACE * len(indent) + escape
