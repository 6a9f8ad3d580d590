"""Discord's markdown, read into the tree of `markup_tree`.

Whatever is typed parses: what is not markup is text, and no word of a message is lost. The work grows with the length
of the message and the tree is shallow (a mark is open once at a time, quotes do not nest, lists end at five levels),
so no message can make it slow or deep.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Final

from bot.core.text.markup_tree import (
    Block,
    Code,
    CodeBlock,
    Emoji,
    Heading,
    Inline,
    Item,
    Items,
    Kind,
    Link,
    Mention,
    Paragraph,
    Quote,
    Span,
    Stamp,
    Style,
    Subtext,
)

DEEPEST_LIST: Final = 5
UNIX_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
AT_THE_END_OF_A_SENTENCE: Final = ".,:;!?\"'*_~|]"

STYLES: Final = {
    "*": Style.ITALIC,
    "_": Style.ITALIC,
    "**": Style.BOLD,
    "__": Style.UNDERLINE,
    "~~": Style.STRIKE,
    "||": Style.SPOILER,
}

# Most messages are plain text; text in which these two find nothing needs no closer look.
MARK: Final = re.compile(r"[*_~|`<\[\\]")
ADDRESS_MARK: Final = "://"

# A bare address may hold brackets in pairs, but "](" ends a label that only looks like one.
ADDRESS: Final = r"[hH][tT]{2}[pP][sS]?://(?:[^\s<>()\]\x00-\x1f\x7f]++|\](?!\()|\([^\s<>()\x00-\x1f\x7f]*+\))++"
TOKEN: Final = re.compile(
    rf"""(?=[\\`<\[*_~|hH¯])  # one look at the first character spares most places the eleven below
    (?: (?P<shrug>¯\\_\(ツ\)_/¯)
    | \\(?P<escaped>[^\w\s])
    | (?P<ticks>`++)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)
    | <@!?(?P<member>[0-9]{{1,20}})>
    | <\#(?P<channel>[0-9]{{1,20}})>
    | <@&(?P<role>[0-9]{{1,20}})>
    | <t:(?P<seconds>-?[0-9]{{1,13}})(?::(?P<style>[tTdDfFRsS]))?>
    | <a?:(?P<emoji>\w{{1,40}}):[0-9]{{1,20}}>
    | </(?P<command>[^:<>\n]{{1,100}}):[0-9]{{1,20}}>
    | <(?P<angled>{ADDRESS})>
    | \[(?P<label>[^\[\]\n]+)\]\((?P<open><)?(?P<target>{ADDRESS})(?(open)>)(?:[ ]"[^"\n]*+")?\)
    | (?P<url>{ADDRESS})
    | (?P<mark>\*{{1,3}}|_{{1,3}}|~~|\|\|)
    )""",
    re.VERBOSE | re.DOTALL,
)

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
IN_QUOTE: Final = re.compile(FENCE_OR_LINE, re.VERBOSE | re.DOTALL)
START: Final = re.compile(FENCE_OR_LINE + QUOTATION, re.VERBOSE | re.DOTALL)
QUOTE_MARK: Final = re.compile(r"^ *> ", re.MULTILINE)
ROW: Final = re.compile(r"^( *)(?:[-*]|([0-9]+)\.) +(.+)$", re.MULTILINE)


def parse(text: str) -> tuple[Block, ...]:
    """Read a message; one without anything to see gives an empty tuple."""
    return tuple(_blocks(text, START))


def inline(text: str) -> tuple[Inline, ...]:
    """Read text in which lists, quotes, headings and code blocks have no meaning."""
    if not MARK.search(text) and ADDRESS_MARK not in text:
        return (text,) if text else ()
    nesting = _Nesting()
    position = 0
    while token := TOKEN.search(text, position):
        if token.start() > position:
            nesting.add(text[position : token.start()])
        position = _take(token, nesting)
    if position < len(text):
        nesting.add(text[position:])
    return nesting.nodes()


class _Nesting:
    """The spans that are still open, outermost first, with what stands in each."""

    def __init__(self) -> None:
        self._open: list[tuple[str, list[Inline]]] = [("", [])]

    def add(self, node: Inline) -> None:
        inside = self._open[-1][1]
        if isinstance(node, str) and inside and isinstance(inside[-1], str):
            inside[-1] += node
        else:
            inside.append(node)

    def meet(self, mark: str, *, may_open: bool, may_close: bool) -> None:
        """Close the span that this mark opened, or open one, or take the mark as text."""
        depth = next((place for place, (opened, _) in enumerate(self._open) if opened == mark), 0)
        if depth and may_close and (len(self._open) > depth + 1 or self._open[depth][1]):
            self._abandon(depth + 1)
            self.add(Span(STYLES[mark], tuple(self._open.pop()[1])))
        elif not depth and may_open:
            self._open.append((mark, []))
        else:
            self.add(mark)

    def meet_three(self, mark: str, *, may_open: bool, may_close: bool) -> None:
        """Take `***` as two marks, the one that was opened last first."""
        one, two = mark[0], mark[:2]
        for part in (one, two) if self._open[-1][0] == one else (two, one):
            self.meet(part, may_open=may_open, may_close=may_close)

    def nodes(self) -> tuple[Inline, ...]:
        self._abandon(1)
        return tuple(self._open[0][1])

    def _abandon(self, depth: int) -> None:
        """Take the marks of deeper spans as text: they were never closed."""
        while len(self._open) > depth:
            mark, inside = self._open.pop()
            for node in (mark, *inside):
                self.add(node)


def _take(token: re.Match[str], nesting: _Nesting) -> int:
    """Add what this token shows and return where to read on."""
    if mark := token["mark"]:
        _mark(token, mark, nesting)
        return token.end()
    if url := token["url"]:
        url = url.rstrip(AT_THE_END_OF_A_SENTENCE)
        nesting.add(url if url.endswith("//") else Link(url))
        return token.start() + len(url)
    if (label := token["label"]) and ADDRESS_MARK in label:  # a label that looks like an address could name another one
        nesting.add("[")
        return token.start() + 1
    nesting.add(_node(token))
    return token.end()


def _mark(token: re.Match[str], mark: str, nesting: _Nesting) -> None:
    before, after = token.string[token.start() - 1 : token.start()], token.string[token.end() : token.end() + 1]
    may_open = may_close = True
    if mark[0] == "*" and len(mark) != 2:
        may_open, may_close = after != "" and not after.isspace(), before != "" and not before.isspace()
    elif mark == "_":
        may_open, may_close = not before.isalnum(), not after.isalnum()
    meet = nesting.meet_three if len(mark) == 3 else nesting.meet
    meet(mark, may_open=may_open, may_close=may_close)


def _node(token: re.Match[str]) -> Inline:
    match token.lastgroup:
        case "code":
            return Code(token["code"])
        case "member" | "channel" | "role" as kind:
            return Mention(Kind(kind), int(token[kind]))
        case "seconds" | "style":
            return _stamp(token)
        case "emoji":
            return Emoji(token["emoji"])
        case "angled":
            return Link(token["angled"])
        case "label" | "open" | "target":
            return Link(token["target"], inline(token["label"]))
        case "command":
            return "/" + token["command"]
        case "escaped":
            return token["escaped"]
        case _:
            return token[0]


def _stamp(token: re.Match[str]) -> Inline:
    try:
        at = UNIX_EPOCH + timedelta(seconds=int(token["seconds"]))
    except OverflowError:
        return token[0]
    # Any zone can show these years; at the ends of the calendar an offset would leave it.
    return Stamp(at, token["style"] or "f") if 1 < at.year < 9999 else token[0]


def _blocks(text: str, start: re.Pattern[str]) -> Iterator[Block]:
    position = paragraph = 0
    while position < len(text):
        if found := start.match(text, position):
            yield from _paragraph(text[paragraph:position])
            yield from _block(found)
            position = paragraph = found.end()
        else:
            position = _next_start(text, position)
    yield from _paragraph(text[paragraph:])


def _next_start(text: str, position: int) -> int:
    """Return where a block can begin next: after this line, or at a fence within it."""
    end = text.find("\n", position) + 1 or len(text)
    fence = text.find("```", position + 1, end)
    return fence if fence > 0 else end


def _paragraph(text: str) -> Iterator[Block]:
    if text.strip():
        yield Paragraph(inline(text.strip("\n")))


def _block(found: re.Match[str]) -> Iterator[Block]:
    if (code := found["code"]) is not None:
        yield CodeBlock(found["language"] or None, code.strip("\n"))
    elif heading := found["heading"]:
        yield Heading(len(found["hashes"]), inline(heading.strip()))
    elif subtext := found["subtext"]:
        yield Subtext(inline(subtext.strip()))
    elif items := found["items"]:
        yield from _lists([_Row(*row.groups()) for row in ROW.finditer(items)])
    elif inside := tuple(_blocks(found["rest"] or QUOTE_MARK.sub("", found["quote"] or ""), IN_QUOTE)):
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
