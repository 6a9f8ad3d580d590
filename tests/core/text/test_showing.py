"""Members' names and words in the bot's own posts: nothing is forged, torn or told."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.markup import parse
from bot.core.text.markup_tree import Inline, Link, Paragraph, Span, Style
from bot.core.text.own import hides, nodes_of
from bot.core.text.showing.posts import as_typed, escaped, is_within, name, quoted

PIECES = [*"ab1 \n*_~|`>#-[]()<@\\.", "**", "__", "||", "***", "```", "[a](https://x.org)", "<@12>", "<t:1316041200:R>"]
marked = st.lists(
    st.sampled_from([*PIECES, "https://x.org/a_", "<:blob:5>", "👩‍👩‍👧", "e\u0301", "\u202e"]), max_size=40
).map("".join)
anything = st.text() | marked


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ada", "Ada"),
        ("Ada Lovelace [she/her]", "Ada Lovelace (she/her)"),
        ("[Free gift](https://evil.example)", r"(Free gift)(https\://evil.example)"),
        ("||a||", r"\|\|a\|\|"),
        ("x\n\n**hana:** I resign", r"x \*\*hana:\*\* I resign"),
        ("<@123> `c` ~~s~~", r"\<@123\> \`c\` \~\~s\~\~"),
        ("some_user _x_", r"some_user \_x\_"),
        ("# big", r"\# big"),
        ("1. first", r"1\. first"),
        ("#1 fan > #2", r"\#1 fan \> #2"),
        ("1. first 2. second", r"1\. first 2. second"),
        ("\u202eevil", "evil"),
        (" \u200e ", "…"),
        ("n" * 60, "n" * 39 + "…"),
    ],
)
def test_a_name_is_only_a_name(typed: str, shown: str) -> None:
    assert name(typed) == shown


@given(anything)
def test_whatever_a_name_is_it_forges_nothing(typed: str) -> None:
    shown = name(typed)
    assert "\n" not in shown
    for post in (f"**{shown}:** hello", f"> “x” — [{shown}](https://discord.com/1)", shown):
        assert len(parse(post)) == 1
    (paragraph,) = parse(f"**{shown}:** hello")
    assert isinstance(paragraph, Paragraph)
    bold, hello = paragraph.inside
    assert isinstance(bold, Span)
    assert hello == " hello"
    assert all(isinstance(node, str) for node in bold.inside)
    (block,) = parse(f"[{shown}](https://discord.com/1)")
    assert [node.url for node in nodes_of(block) if isinstance(node, Link)] == ["https://discord.com/1"]


@pytest.mark.parametrize(
    ("typed", "limit", "shown"),
    [
        ("one two", 10, "one two"),
        ("one two three", 9, "one two…"),
        ("I say ||it is a sled|| here", 12, "I say ||it is||…"),
        ("so **very bold words** here", 12, "so **very**…"),
        ("see `some code` there", 9, "see `some`…"),
        ("`unclosed and **so", 80, r"\`unclosed and \*\*so"),
        ("one\ntwo\n\n- three\n- four", 80, "one two - three - four"),
        ("> said\nmine", 80, "said mine"),
        ("turned \u202eround", 80, "turned round"),
        ("- one\n  1. two\n  2. three", 80, "- one 1. two 2. three"),
        ("[good](https://x.org) https://x.org/a_", 80, "good (<https://x.org>) <https://x.org/a_>"),
        ("<@12> <#3> <@&4> <:blob:5> <t:1316041200:R>", 99, "<@12> <#3> <@&4> :blob: <t:1316041200:R>"),
        (r"some\_user \_x\_", 80, r"some_user \_x\_"),
        ("a 👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 9, "a 👩‍👩‍👧…"),
        ("https://x.org/" + "long" * 50, 20, "…"),
        ("```py\nx = 1\n```", 80, "`x = 1`"),
        ("``a`b``", 80, "``a`b``"),
        ("*a*_b_" * 50, 12, "*a*\u200b*b*\u200b*a*\u200b*b*\u200b*a*\u200b*b*…"),
        ("```a``b```", 80, r"a\`\`b"),
        ("*a***b**", 80, "*a*\u200b**b**"),
        ("<:blob:5>", 6, ":blob:"),
        ("<:blob:5>", 5, "…"),
        (r"\**a*", 80, r"\**a*"),
        ("*a*_b_*c*", 3, "*a*…"),
        ("*a*[*c*[more words", 5, r"*a*\[*c*…"),
        ("[**good** one](https://x.org)", 80, "**good** one (<https://x.org>)"),
        ("[good good good good](https://x.org) for you", 30, "…"),
    ],
)
def test_words_are_shown_in_one_line_and_cut_outside_of_marks(typed: str, limit: int, shown: str) -> None:
    assert quoted(typed, limit) == shown


@given(anything, st.integers(2, 60))
def test_whatever_is_cut_stays_within_its_line_and_its_marks(typed: str, limit: int) -> None:
    shown = quoted(typed, limit)
    assert len(shown) <= 2 * limit
    post = f"> “{shown}” — after || ** ` _ ~~"
    assert "\n" not in shown
    (block,) = parse(post)
    texts = [node for node in nodes_of(block) if isinstance(node, str)]
    assert texts[-1].endswith("” — after || ** ` _ ~~")
    assert is_within(typed, limit) == (quoted(typed, limit) == quoted(typed, 10_000))


@given(anything, st.integers(2, 60))
def test_what_a_spoiler_hides_stays_hidden_where_it_is_cut(typed: str, limit: int) -> None:
    secret = "zebrafish"
    text = f"{escaped(typed.replace('||', ''))[:30]} ||{secret} {secret}|| x"
    assert hides(text) or "`" in text or "\\" in text
    if hides(text):
        (block,) = parse("“" + quoted(text, limit))
        assert secret[:3] not in _in_the_open(nodes_of_top(block))


def nodes_of_top(block: object) -> tuple[Inline, ...]:
    assert isinstance(block, Paragraph)
    return block.inside


def _in_the_open(nodes: Iterable[Inline]) -> str:
    text = ""
    for node in nodes:
        if isinstance(node, str):
            text += node
        elif isinstance(node, Span) and node.style is not Style.SPOILER:
            text += _in_the_open(node.inside)
    return text


def test_a_long_line_as_it_was_typed_is_broken_between_words() -> None:
    lines = list(as_typed("letters " * 300))
    assert len(lines) == 3
    assert {word for line in lines for word in line.split()} == {">", "letters"}


@given(anything)
def test_as_typed_every_mark_is_to_be_seen(typed: str) -> None:
    for line in as_typed(typed * 3):
        assert len(line) <= 2000
        (block,) = parse(line) or (Paragraph(()),)
        assert all(isinstance(node, str) for node in nodes_of(block))
