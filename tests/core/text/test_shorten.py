"""Texts are cut at words, and never within what a reader sees as one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.shorten import border, shortened


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("one two", 10, "one two"),
        ("one two three", 9, "one two…"),
        ("onetwothree", 5, "onet…"),
        ("👩‍👩‍👧👩‍👩‍👧", 9, "👩‍👩‍👧…"),
        ("👍🏽👍🏽", 3, "👍🏽…"),
        ("🇫🇮🇸🇪🇳🇴", 4, "🇫🇮…"),
        ("🇫🇮🇸🇪🇳🇴", 6, "🇫🇮🇸🇪🇳🇴"),
        ("e\u0301e\u0301", 3, "e\u0301…"),
        ("x\r\ny", 3, "x…"),
        ("\u1100\u1161\u11a8\u1100\u1161", 5, "\u1100\u1161\u11a8\u1100\u1161"),
        ("abc\U0001f3f4\U000e0067\U000e0062\U000e007f", 6, "abc…"),
    ],
)
def test_where_a_text_is_cut(text: str, limit: int, shown: str) -> None:
    assert shortened(text, limit) == shown


@pytest.mark.parametrize(
    ("text", "place", "at"),
    [
        ("x\r\ny", 2, 1),
        ("x\n\ny", 2, 2),
        ("x\r\ry", 2, 2),
        ("👩\u200dx", 2, 2),
        ("🇫ä", 1, 1),
        ("🇫🇮🇸🇪", 3, 2),
    ],
)
def test_what_a_reader_sees_as_one_character_has_no_border_within(text: str, place: int, at: int) -> None:
    assert border(text, place) == at


def test_what_is_one_character_and_does_not_fit_is_left_out() -> None:
    assert shortened("e" + "\u0301" * 30, 10) == "…"


@given(st.text(alphabet=st.sampled_from("ab \u0301\u200d👩🏽🇫🇮\r\n\u1100\u1161")), st.integers(0, 30))
def test_a_border_is_never_beyond_the_place(text: str, place: int) -> None:
    assert 0 <= border(text, place) <= place
    assert len(shortened(text, place + 1)) <= place + 1
