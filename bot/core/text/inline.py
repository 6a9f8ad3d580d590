"""Text within a line of Discord's markdown, read into the nodes of `markup_tree`, with the places where they stand.

Nothing is lost: what is not markup is text. The work grows with the length of the text, and the nodes are shallow,
since a mark is open once at a time.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.core.text.markup_tree import Code, Emoji, Inline, Kind, Link, Mention, Span, Stamp, Style

UNIX_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
AT_THE_END_OF_A_SENTENCE: Final = ".,:;!?\"']"

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
ADDRESS: Final = r"[hH][tT]{2}[pP][sS]?://(?:[^\s<>()\]\x00-\x1f\x7f]++|\](?!\()|\([^\s<>()\x00-\x1f\x7f]*+\))+"
TOKEN: Final = re.compile(
    rf"""(?=[\\`<\[*_~|hH¯])  # one look at the first character spares most places the eleven below
    (?: (?P<shrug>¯\\_\(ツ\)_/¯)
    | \\(?P<escaped>[^0-9A-Za-z\s])
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a text a node stands: a span with its marks, a link, a mention, an escaped character.

    `inner` are the bounds of the words of a span, or of a link's label; they are equal for what has none.
    """

    start: int
    end: int
    node: Inline
    inner: tuple[int, int]


def places(text: str) -> tuple[Place, ...]:
    """Return the places of all nodes but plain words, inner ones before the outer, in text without blocks."""
    return tuple(_read(text).places) if has_marks(text) else ()


def inline(text: str) -> tuple[Inline, ...]:
    """Read text in which lists, quotes, headings and code blocks have no meaning."""
    if not has_marks(text):
        return (text,) if text else ()
    return _read(text).nodes()


def has_marks(text: str) -> bool:
    """Return whether anything in a text may be more than words."""
    return ADDRESS_MARK in text or MARK.search(text) is not None


def _read(text: str) -> "_Nesting":
    nesting = _Nesting()
    position = 0
    while token := TOKEN.search(text, position):
        if token.start() > position:
            nesting.add(text[position : token.start()])
        position = _take(token, nesting)
    if position < len(text):
        nesting.add(text[position:])
    return nesting


@dataclass(slots=True)
class _Opened:
    """A span that is still open: its mark, where that stands, and what follows it."""

    mark: str
    start: int
    inside: list[Inline]


class _Nesting:
    """The spans that are still open, outermost first, with what stands in each; and the places of all nodes so far."""

    def __init__(self) -> None:
        self._open = [_Opened("", 0, [])]
        self.places: list[Place] = []

    def add(self, node: Inline) -> None:
        """Add words, or a node whose place is noted already."""
        inside = self._open[-1].inside
        if isinstance(node, str) and inside and isinstance(inside[-1], str):
            inside[-1] += node
        else:
            inside.append(node)

    def add_at(self, start: int, end: int, node: Inline, inner: tuple[int, int] = (0, 0)) -> None:
        """Add a node and note its place."""
        self.places.append(Place(start, end, node, inner))
        self.add(node)

    def meet(self, mark: str, start: int, *, may_open: bool, may_close: bool) -> None:
        """Close the span that this mark opened, or open one, or take the mark as text."""
        depth = next((place for place, opened in enumerate(self._open) if opened.mark == mark), 0)
        if depth and may_close and (len(self._open) > depth + 1 or self._open[depth].inside):
            self._abandon(depth + 1)
            opened = self._open.pop()
            span = Span(STYLES[mark], tuple(opened.inside))
            self.add_at(opened.start, start + len(mark), span, (opened.start + len(mark), start))
        elif not depth and may_open:
            self._open.append(_Opened(mark, start, []))
        else:
            self.add(mark)

    def meet_three(self, mark: str, start: int, *, may_open: bool, may_close: bool) -> None:
        """Take `***` as two marks, the one that was opened last first."""
        one, two = mark[0], mark[:2]
        for part in (one, two) if self._open[-1].mark == one else (two, one):
            self.meet(part, start, may_open=may_open, may_close=may_close)
            start += len(part)

    def ends_within(self, word: str) -> int:
        """Return where in a word the first mark stands that closes an open span; its length if there is none."""
        ends = [len(word)]
        for opened in self._open[1:]:
            closing = re.escape(opened.mark) + (r"(?![^\W_])" if opened.mark == "_" else "")
            ends += [found.start() for found in [re.search(closing, word)] if found]
        return min(ends)

    def nodes(self) -> tuple[Inline, ...]:
        self._abandon(1)
        return tuple(self._open[0].inside)

    def _abandon(self, depth: int) -> None:
        """Take the marks of deeper spans as text: they were never closed."""
        while len(self._open) > depth:
            opened = self._open.pop()
            for node in (opened.mark, *opened.inside):
                self.add(node)


def _take(token: re.Match[str], nesting: _Nesting) -> int:
    """Add what this token shows and return where to read on."""
    if mark := token["mark"]:
        _mark(token, mark, nesting)
        return token.end()
    if url := token["url"]:
        url = url[: nesting.ends_within(url)].rstrip(AT_THE_END_OF_A_SENTENCE)
        end = token.start() + len(url)
        nesting.add_at(token.start(), end, url if url.endswith("//") else Link(url))
        return end
    if (label := token["label"]) and ADDRESS_MARK in label:  # a label that looks like an address could name another one
        nesting.add("[")
        return token.start() + 1
    nesting.add_at(*token.span(), _node(token), token.span("label") if label else (0, 0))
    return token.end()


def _mark(token: re.Match[str], mark: str, nesting: _Nesting) -> None:
    before = token.string[token.start() - 1 : token.start()]
    after = token.string[token.end() : token.end() + 1]
    may_open = may_close = True
    if mark[0] == "*" and len(mark) != 2:
        may_open = after != "" and not after.isspace()
        may_close = before != "" and not before.isspace()
    elif mark == "_":
        may_open = not before.isalnum()
        may_close = not after.isalnum()
    meet = nesting.meet_three if len(mark) == 3 else nesting.meet
    meet(mark, token.start(), may_open=may_open, may_close=may_close)


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
