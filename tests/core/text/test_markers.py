"""The marker of an answer: one definition for filing and for quotes, read in one pass."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.markers import marker_of, prefix_of, without_marker


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A3 because", 3),
        ("A3: because", 3),
        ("a3, because", 3),
        ("A3", 3),
        ("A3.", 3),
        ("A3. Because", 3),
        ("A12 because", 12),
        ("V3 koska", 3),
        ("K3: koska", 3),
        ("v3 koska", 3),
        ("Q1 my commute", 1),
        ("q1: my commute", 1),
        ("#TChat A3 because", 3),
        ("#TChat, A3: because", 3),
        ("**#TChat** Q3: because", 3),
        ("<@123> A3 because", 3),
        ("<@!123> <@&5> K3 because", 3),
        ("**A3** because", 3),
        ("__**A3:**__ because", 3),
        ("> A3 because", 3),
        ("||A3 because||", 3),
        ("  A3 because", 3),
        ("A3\nbecause", 3),
        ("A 3 because", None),
        ("A3b because", None),
        ("A3.5 times", None),
        ("A333", None),
        ("B3 because", None),
        ("because A3", None),
        ("BA3", None),
        ("", None),
        ("A", None),
        ("#A3 is a hashtag", None),
        ("#TChat <@A3", None),
    ],
)
def test_an_answer_may_begin_with_the_number_of_its_question(text: str, number: int | None) -> None:
    assert prefix_of(text) == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A3: trust", "trust"),
        ("a3 trust", "trust"),
        ("Q3 trust", "trust"),
        ("K2 luottamus", "luottamus"),
        ("#TChat A3 – trust", "trust"),
        ("<@5> A3 trust", "trust"),
        ("V12) luottamus", "luottamus"),
        (" A3\ntrust", "trust"),
        ("**A3:** trust **wins**", "trust **wins**"),
        ("_**A3**_: trust", "trust"),
        ("A3: **trust** wins", "**trust** wins"),
        ("**A3: trust** wins", "**trust** wins"),
        ("||A3 trust||", "||trust||"),
        ("trust A3", "trust A3"),
        ("A380 planes", "A380 planes"),
        ("#trust matters", "#trust matters"),
        ("A3 #trust", "#trust"),
    ],
)
def test_a_marker_is_not_among_the_words(text: str, words: str) -> None:
    assert without_marker(text) == words


@given(st.text())
def test_any_text_is_searched_for_a_marker(text: str) -> None:
    marker = marker_of(text)
    assert prefix_of(text) == (marker.number if marker else None)
    assert marker is None or 0 <= marker.start < marker.end <= len(text)
    assert text.endswith(without_marker(text)) or (marker is not None and marker.is_within)


@pytest.mark.parametrize("unit", ["`#a` ", "#a ", " ", "*", "> ", "<@1>", "#a* ", "#a<@1>", ", :"])
@pytest.mark.parametrize("start", ["", "#a", "`#a`"])
def test_the_work_grows_with_the_length_and_not_with_its_square(start: str, unit: str) -> None:
    short, long = (start + unit * (length // len(unit)) + "x" for length in (5_000, 80_000))
    assert _effort(long) < 8 * 16 * _effort(short)  # 16 times the text; its square would take 256 times as long


def _effort(text: str) -> float:
    """Return the processor time of one reading; the least of several, for anything may come between."""
    efforts = []
    for _ in range(5):
        before = process_time()
        for _ in range(5):
            prefix_of(text)
        efforts.append(process_time() - before)
    return max(min(efforts), 1e-5)
