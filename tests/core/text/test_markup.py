"""Discord's markdown: what each mark means, what is only text, and that no message is too much."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.inline import inline
from bot.core.text.markup import DEEPEST_LIST, parse, stretches
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

BOLD, ITALIC, UNDERLINE, STRIKE, SPOILER = Style


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", ()),
        ("plain", ("plain",)),
        ("**b**", (Span(BOLD, ("b",)),)),
        ("*i* _i_", (Span(ITALIC, ("i",)), " ", Span(ITALIC, ("i",)))),
        ("__u__ ~~s~~", (Span(UNDERLINE, ("u",)), " ", Span(STRIKE, ("s",)))),
        ("||x **y**||", (Span(SPOILER, ("x ", Span(BOLD, ("y",)))),)),
        ("***x***", (Span(BOLD, (Span(ITALIC, ("x",)),)),)),
        ("*a **b***", (Span(ITALIC, ("a ", Span(BOLD, ("b",)))),)),
        ("___x___", (Span(UNDERLINE, (Span(ITALIC, ("x",)),)),)),
        ("**a *b** c*", (Span(BOLD, ("a *b",)), " c*")),
        ("`**x**`", (Code("**x**"),)),
        ("``a`b``", (Code("a`b"),)),
        (":a: <a:party:12> <:yes:3>", (":a: ", Emoji("party"), " ", Emoji("yes"))),
        ("try </tchat start:12>", ("try /tchat start",)),
    ],
)
def test_marks_within_a_line(text: str, tree: tuple[Inline, ...]) -> None:
    assert inline(text) == tree


@pytest.mark.parametrize(
    "text",
    [
        "snake_case_name",
        "2 * 3 * 4",
        "a * b*",
        "*a *b",
        "x a_b_ c",
        "_a_b c",
        "**never closed",
        "****",
        "`never closed",
        "https:// http://",
        "javascript:alert(1) [x](javascript:alert(1)) <javascript:alert(1)>",
        "<t:99999999999999> <t:9999999999999> <@x> <:no:> <b>",
        "¯\\_(ツ)_/¯",
        "#nospace",
        "> *"[2:],
    ],
)
def test_what_is_no_markup_stays_text(text: str) -> None:
    assert inline(text) == (text,)


def test_an_escaped_mark_is_a_character() -> None:
    assert inline(r"\*not\* \<@1> a\b") == (r"*not* <@1> a\b",)
    assert inline(r"some\_user \_x\_ \ä \1") == (r"some_user _x_ ä \1",)


def test_mentions_keep_the_id() -> None:
    kinds = [node for node in inline("<@1><@!2><#3><@&4>") if isinstance(node, Mention)]
    assert kinds == [Mention(Kind.MEMBER, 1), Mention(Kind.MEMBER, 2), Mention(Kind.CHANNEL, 3), Mention(Kind.ROLE, 4)]


def test_stamps_are_instants() -> None:
    at = datetime(2011, 9, 14, 23, 0, tzinfo=UTC)
    assert inline("<t:1316041200:F><t:1316041200>") == (Stamp(at, "F"), Stamp(at, "f"))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("see https://a.b/c_d_e.", ("see ", Link("https://a.b/c_d_e"), ".")),
        ("(https://a.b/c_(d))", ("(", Link("https://a.b/c_(d)"), ")")),
        ("https://a.b/anna_ https://a.b/x*", (Link("https://a.b/anna_"), " ", Link("https://a.b/x*"))),
        ("||https://a.b||c", (Span(SPOILER, (Link("https://a.b"),)), "c")),
        ("_https://a.b/c_d_", (Span(ITALIC, (Link("https://a.b/c_d"),)),)),
        ("**https://a.b**", (Span(BOLD, (Link("https://a.b"),)),)),
        ("<https://a.b>", (Link("https://a.b"),)),
        ("HTTPS://A.B", (Link("HTTPS://A.B"),)),
        ("[**x** y](https://a.b)", (Link("https://a.b", (Span(BOLD, ("x",)), " y")),)),
        ('[x](<https://a.b> "title")', (Link("https://a.b", ("x",)),)),
    ],
)
def test_links(text: str, tree: tuple[Inline, ...]) -> None:
    assert inline(text) == tree


def test_a_label_that_is_an_address_hides_no_other() -> None:
    links = [node for node in inline("[https://good.example](https://evil.example)") if isinstance(node, Link)]
    assert links == [Link("https://good.example"), Link("https://evil.example")]
    assert words_of(inline("[https://good.example](https://evil.example)")) == (
        "[https://good.example](https://evil.example)"
    )


def test_blocks() -> None:
    text = "# Title\nline one\nline two\n-# small\n> said **so**\n> twice\n```py\nx = 1\n```\nafter\n>>> all\nthe rest"
    assert parse(text) == (
        Heading(1, ("Title",)),
        Paragraph(("line one\nline two",)),
        Subtext(("small",)),
        Quote((Paragraph(("said ", Span(BOLD, ("so",)), "\ntwice")),)),
        CodeBlock("py", "x = 1"),
        Paragraph(("after",)),
        Quote((Paragraph(("all\nthe rest",)),)),
    )


def test_lists_nest_by_their_indent() -> None:
    assert parse("- a\n  1. b\n  2. c\n- d\n3. e") == (
        Items(None, (Item(("a",), (Items(1, (Item(("b",)), Item(("c",)))),)), Item(("d",)))),
        Items(3, (Item(("e",)),)),
    )


def test_a_fence_may_stand_in_a_line_and_in_a_quote() -> None:
    assert parse("x ```a``` y") == (Paragraph(("x ",)), CodeBlock(None, "a"), Paragraph((" y",)))
    assert parse("> ```\n> a\n> ```") == (Quote((CodeBlock(None, "a"),)),)
    assert parse("``` never closed") == (Paragraph(("``` never closed",)),)


def test_nothing_begins_within_a_spoiler() -> None:
    hidden = Span(SPOILER, ("one\n- two\n> three\nfour",))
    assert parse("so:\n||one\n- two\n> three\nfour|| five\n- six") == (
        Paragraph(("so:\n", hidden, " five")),
        Items(None, (Item(("six",)),)),
    )
    assert parse("`||`\n- two ||") == (Paragraph((Code("||"),)), Items(None, (Item(("two ||",)),)))


@pytest.mark.parametrize("text", ["", " \n\t", "> "])
def test_nothing_to_see_is_an_empty_tree(text: str) -> None:
    assert parse(text) == ()


def words_of(nodes: Iterable[Inline | Block | Item]) -> str:
    """Everything readable in a tree, in its order."""
    return "".join(map(_words_of, nodes))


def _words_of(node: Inline | Block | Item) -> str:
    match node:
        case str(text) | Code(text):
            return text
        case CodeBlock(language, text):
            return (language or "") + text
        case Link(url, label):
            return words_of(label) + url
        case Items(_, items):
            return words_of(items)
        case Item(inside, below):
            return words_of(inside) + words_of(below)
        case Mention() | Emoji() | Stamp():
            return ""
        case _:
            return words_of(node.inside)


def depth_of(node: Inline | Block | Item) -> int:
    match node:
        case str() | Code() | CodeBlock() | Mention() | Emoji() | Stamp():
            return 1
        case Link(_, label):
            return 1 + max(map(depth_of, label), default=0)
        case Items(_, items):
            return 1 + max(map(depth_of, items))
        case Item(inside, below):
            return 1 + max(map(depth_of, (*inside, *below)), default=0)
        case _:
            return 1 + max(map(depth_of, node.inside), default=0)


marked = st.lists(
    st.sampled_from([*"ab \n*_~|`>#-\\[]()<", "**", "__", "||", "***", "```", "\n> ", "\n- ", "\n  - ", "\n# ", "1. "]),
    max_size=60,
).map("".join)


@given(marked)
def test_no_word_is_lost(text: str) -> None:
    assert [c for c in words_of(parse(text)) if c.isalpha()] == [c for c in text if c.isalpha()]
    parts = [text[stretch.start : stretch.end] for stretch in stretches(text)]
    assert all(parts)
    assert "".join(parts) == text


@given(st.text() | marked)
def test_whatever_is_typed_gives_a_shallow_tree(text: str) -> None:
    deepest_line = len(Style) + 2  # each style once (there are two marks for italic), and text
    assert max(map(depth_of, parse(text)), default=0) <= 2 + 2 * (DEEPEST_LIST + 1) + deepest_line + 2


@pytest.mark.parametrize(
    "unit", ["**_", "[a](https://", "`", "||", "- a\n  ", "*a ", "> ", "<t:", "https://(", "\\", "  "]
)
def test_long_hostile_messages_are_read(unit: str) -> None:
    parse(unit * (4000 // len(unit)))
