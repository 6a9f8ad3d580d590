"""What in a message is its author's own: links, lines, and what its spoilers hide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.inline import places
from bot.core.text.markup import parse, stretches
from bot.core.text.own import hides, own_links, own_stretches, with_hidden
from tests.core.text.test_showing import anything, marked


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://x.org/anna_", ["https://x.org/anna_"]),
        (
            "https://x.org/a~ https://x.org/b* https://x.org/c|",
            ["https://x.org/a~", "https://x.org/b*", "https://x.org/c|"],
        ),
        ("https://x.org/Blue_(colour)_history", ["https://x.org/Blue_(colour)_history"]),
        ("(https://x.org/Blue_(colour))", ["https://x.org/Blue_(colour)"]),
        ("**https://x.org/a**", ["https://x.org/a"]),
        ("**https://x.org/a** and **b**", ["https://x.org/a"]),
        ("*https://x.org/a_b_*", ["https://x.org/a_b_"]),
        ("_https://x.org/a_b_", ["https://x.org/a_b"]),
        ("||https://x.org/a||more", ["https://x.org/a"]),
        ("~~https://x.org/a.~~", ["https://x.org/a"]),
        ("https://x.org/it's.", ["https://x.org/it's"]),
        ("[label](https://x.org/a_) and <https://x.org/b>", ["https://x.org/a_", "https://x.org/b"]),
        ("> https://x.org/theirs\nhttps://x.org/mine", ["https://x.org/mine"]),
        ("mine\n>>> https://x.org/theirs\nhttps://x.org/theirs", []),
        (
            "- https://x.org/a\n  - https://x.org/b\n# https://x.org/c",
            ["https://x.org/a", "https://x.org/b", "https://x.org/c"],
        ),
        ("`https://x.org/code`", []),
        ("https:// http://", []),
        ("no link", []),
    ],
)
def test_links_are_read_as_the_room_shows_them(text: str, links: list[str]) -> None:
    assert list(own_links(text)) == links


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("no secret", "no secret"),
        ("it ||is|| a || bar", "it [spoiler] a || bar"),
        ("**a ||b|| c** ||d||", "**a [spoiler] c** [spoiler]"),
        ("||one\n- two\n> three\nfour|| five", "[spoiler] five"),
        ("> said ||so||\n||x||", "> said [spoiler]\n[spoiler]"),
        ("`||code||`", "`||code||`"),
        ("```\n||code||\n```", "```\n||code||\n```"),
    ],
)
def test_what_a_spoiler_hides_is_replaced(text: str, shown: str) -> None:
    assert with_hidden(text, "[spoiler]") == shown
    assert hides(text) == (text != shown)


@given(anything)
def test_hiding_leaves_nothing_to_hide(text: str) -> None:
    hidden = with_hidden(text, "[spoiler]")
    assert hides(text) == (hidden != text)


@given(marked)
def test_the_stretches_of_a_message_are_all_of_it(text: str) -> None:
    assert "".join(text[each.start : each.end] for each in stretches(text)) == text
    assert tuple(block for each in stretches(text) for block in each.blocks) == parse(text)
    own = list(own_stretches(text))
    assert own == sorted(own)
    assert all(0 <= start < end <= len(text) for start, end in own)


@given(marked | st.text())
def test_places_nest_and_never_overlap(text: str) -> None:
    found = places(text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        for other in found:
            apart = one.end <= other.start or other.end <= one.start
            inside = one.start <= other.start and other.end <= one.end
            around = other.start <= one.start and one.end <= other.end
            assert apart or inside or around
