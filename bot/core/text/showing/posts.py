"""Members' names and words inside the bot's own posts: in Discord's dialect, within one line, and unable to forge ours.

Words keep the marks that they were written with, each closed where it was opened, also where a text is cut: what a
spoiler hides stays hidden. Every other character that Discord could read as a mark is escaped.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.core.text import markup, shorten
from bot.core.text.cleaning import DIRECTION, clean, one_line
from bot.core.text.markup_tree import (
    Block,
    Code,
    CodeBlock,
    Emoji,
    Inline,
    Items,
    Kind,
    Link,
    Mention,
    Quote,
    Span,
    Stamp,
    Style,
)

LONGEST_NAME: Final = 40
LONGEST_LINE: Final = 900
"""With every character escaped, a line still fits into a message."""
NAMELESS: Final = "…"

MARKS: Final = {
    Style.BOLD: "**",
    Style.ITALIC: "*",
    Style.UNDERLINE: "__",
    Style.STRIKE: "~~",
    Style.SPOILER: "||",
}
SIGNS: Final = {Kind.MEMBER: "@", Kind.CHANNEL: "#", Kind.ROLE: "@&"}
NOTHING: Final = "\u200b"
# An underscore within a word means nothing to Discord: names_like_this stay readable.
ACTIVE: Final = re.compile(r"[\\`*~|<>\[\]]|(?<![^\W_])_|_(?![^\W_])|(?<=http):(?=//)|(?<=https):(?=//)", re.IGNORECASE)
BRACKETS: Final = str.maketrans("[]", "()")
AT_THE_START: Final = re.compile(r"(?=[#>-])|(?<=\d)(?=[.)])")


def name(text: str) -> str:
    """Return a name as it may stand anywhere in a post, also in the label of a link, where brackets become round."""
    shown = shorten.shortened(one_line(text), LONGEST_NAME).translate(BRACKETS)
    return _started(escaped(shown)) or NAMELESS


def quoted(text: str, limit: int) -> str:
    """Return a message in one line with at most `limit` characters to read, cut at a word and marked with "…".

    With its marks it takes at most twice as many characters of a post.
    """
    return _fitted(text, limit)[0]


def is_within(text: str, limit: int) -> bool:
    """Return whether `quoted` shows all of a message."""
    return _fitted(text, limit)[1]


def _fitted(text: str, limit: int) -> tuple[str, bool]:
    nodes = _in_one_line(markup.parse(DIRECTION.sub("", clean(text))))
    kept, left = _clipped(nodes, limit)
    shown = _shown(kept).strip()
    length = limit - 1
    if left >= 0 and len(shown) <= 2 * limit:
        return shown, True
    while len(shown := _shown(_clipped(nodes, length)[0]).strip()) >= 2 * limit:
        length = length * 3 // 4
    return shown + shorten.MARK, False


def as_typed(text: str) -> Iterator[str]:
    """Yield a whole message line by line as it was typed, with every mark to be seen; long lines are broken."""
    for line in clean(text).split("\n"):
        while line:
            end = shorten.cut(line, LONGEST_LINE) or LONGEST_LINE
            yield f"> {escaped(line[:end].strip())}"
            line = line[end:].lstrip()


def escaped(text: str) -> str:
    """Return plain text of which Discord reads nothing as a mark or a link, within a line."""
    return ACTIVE.sub(r"\\\g<0>", text)


def _started(text: str) -> str:
    """Escape what Discord reads as a heading, a quotation or a list where a line begins."""
    return AT_THE_START.sub(r"\\", text, count=1) if text[:1] in "#>-0123456789" else text


def _in_one_line(blocks: Iterable[Block]) -> tuple[Inline, ...]:
    """Return the words of blocks one after the other, with a blank where a new line began."""
    nodes: list[Inline] = []
    for block in blocks:
        match block:
            case CodeBlock(_, text):
                inside: tuple[Inline, ...] = (Code(text),)
            case Quote(quoted_blocks):
                inside = _in_one_line(quoted_blocks)
            case Items():
                inside = _items(block)
            case _:
                inside = block.inside
        nodes += [" ", *inside] if nodes else inside
    return tuple(nodes)


def _items(items: Items) -> tuple[Inline, ...]:
    nodes: list[Inline] = []
    for number, item in enumerate(items.items, items.start or 0):
        nodes += ["- " if items.start is None else f"{number}. ", *item.inside, " "]
        for below in item.below:
            nodes += [*_items(below), " "]
    return tuple(nodes)


def _clipped(nodes: tuple[Inline, ...], limit: int) -> tuple[tuple[Inline, ...], int]:
    """Return as much of a run of text as fits, and how many characters are left of the limit; -1 where it was cut."""
    kept: list[Inline] = []
    for node in nodes:
        match node:
            case Span(style, inside):
                inner, limit = _clipped(inside, limit)
                kept.append(Span(style, inner))
            case str(text) | Code(text):
                words = " ".join(text.split()) if isinstance(node, Code) else _squeezed(text)
                end = shorten.cut(words, limit)
                if shown := words[:end]:
                    kept.append(shown if isinstance(node, str) else Code(shown))
                limit = limit - len(words) if end == len(words) else -1
            case _:
                limit -= _width(node)
                if limit >= 0:
                    kept.append(node)
        if limit < 0:
            return tuple(kept), -1
    return tuple(kept), limit


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _width(node: Link | Mention | Emoji | Stamp) -> int:
    """Return how many characters of a line this takes, about."""
    match node:
        case Link(url, label):
            return len(url) + sum(len(part) for part in label if isinstance(part, str))
        case Emoji(name):
            return len(name) + 2
        case _:
            return 20


def _shown(nodes: Iterable[Inline]) -> str:
    """Return a run of text in Discord's dialect. Two marks in a row that are not one are kept apart."""
    text = ""
    for node in nodes:
        part = escaped(node) if isinstance(node, str) else _node(node)
        apart = text[-1:] == part[:1] and text[-1:] in {*"*_~|`"} and not text.endswith("\\" + text[-1:])
        text += NOTHING + part if apart else part
    return text


def _node(node: Span | Code | Link | Mention | Emoji | Stamp) -> str:
    match node:
        case Span(style, inside):
            words = _shown(inside)
            bare = words.strip()
            return words.replace(bare, f"{MARKS[style]}{bare}{MARKS[style]}") if bare else words
        case Code(text):
            if "``" in text:  # within more marks than two it would be a block of code, also within a line
                return escaped(text)
            ticks = "``" if "`" in text else "`"
            pad = " " if text.startswith("`") or text.endswith("`") else ""
            return f"{ticks}{pad}{text}{pad}{ticks}"
        case Link(url, label):
            return f"{_shown(label)} (<{url}>)" if label else f"<{url}>"
        case Mention(kind, id_):
            return f"<{SIGNS[kind]}{id_}>"
        case Emoji(name):
            return f":{name}:"
        case Stamp(at, style):
            return f"<t:{int(at.timestamp())}:{style}>"
