"""What is found by which words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.requests.searching import MOST_WORDS, Word, query_of, tokens_of


def is_indexed(word: Word, text: str) -> bool:
    """Whether an index of the text leads to it from a word."""
    tokens = tokens_of(text).split(" ")
    return bool({*word.tokens} & {*tokens}) or (word.begins and any(each.startswith(word.tokens[0]) for each in tokens))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("sky", "The Sky over the harbour"),
        ("SKY over", "over the sky"),
        ("har", "The harbour"),
        ("vaikuttaja", "Kaikki vaikuttajat ovat täällä"),
        ("vaikuttajat", "Yksi vaikuttaja"),
        ("ääni", "ÄÄNI kuuluu"),
        ("ääni", unicodedata.normalize("NFD", "Ääni kuuluu")),
        ("happy", "happiness"),
        ("answers", "One answer."),
        ("listen, listen!", "Listening is half of it"),
        ("3", "question 3"),
        ("https://example.org/x", "see example.org or https://example.org/x"),
    ],
)
def test_it_is_found(typed: str, text: str) -> None:
    query = query_of(typed)
    composed = unicodedata.normalize("NFC", text)
    assert query.places(composed)
    for word in query.words:  # so a database finds it, too
        assert is_indexed(word, text)
        first, *others = word.anywhere
        lowered = "".join(sign.lower() if sign.isascii() else sign for sign in text)
        assert first in lowered or any(each in text for each in others)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("saa", "sää on hyvä"),
        ("sää", "saa tulla"),
        ("han", "hän"),
        ("sky sea", "the sky alone"),
        ("arbour", "The harbour"),
        ("be", "begin"),
        ("har bour", "harbours are not bourbon: bour"),
        ("", "anything"),
        ("🙂 !?", "🙂 !?"),
        ("university", "universe of stars"),
    ],
)
def test_it_is_not_found(typed: str, text: str) -> None:
    assert query_of(typed).places(text) == []


def test_where_it_is_found_is_told() -> None:
    assert query_of("sky sea").places("the sky, the sea, Sky") == [(4, 7), (13, 16), (18, 21)]


def test_there_is_a_limit_to_words() -> None:
    assert len(query_of(" ".join(f"word{number}" for number in range(99))).words) == MOST_WORDS


@pytest.mark.parametrize(
    ("typed", "words", "meant", "others"),
    [
        ("sky from:ada", ["sky"], ["Ada", "ADA Lovelace", "@ada_l"], ["Bada", "Ben"]),
        ('From:"meghan  m. bi" sky', ["sky"], ["Meghan M. Biro"], ["Meghan Biro"]),
        ("from: @Ada from:lov", [], ["Ada Lovelace"], ["Ada", "Love"]),
        ("from:ÄÄNI", [], ["A\u0308a\u0308ni"], ["Aani"]),
        ("from:🦊", [], ["Ada🦊"], ["Ada"]),
        ('from:"" sky', ["sky"], ["Ada", ""], []),
        ('from:"ben', [], ["Ben"], ["Ada"]),
        ("upfrom:ada", ["upfrom", "ada"], ["Ben"], []),
    ],
)
def test_a_name_is_told_from_words(typed: str, words: list[str], meant: list[str], others: list[str]) -> None:
    query = query_of(typed)
    assert [word.folded for word in query.words] == words
    assert all(query.is_by(name) for name in meant)
    assert not any(query.is_by(name) for name in others)
    assert query.is_in("the sky, from upfrom ada")
    assert query.is_in("the sea") is (not words)


LETTERS = st.text(st.sampled_from("aäkst İßŉΐ_9\u0301\U00010400"), max_size=90)
"""Few letters, so that words are met again; among them those that change their length with their case."""


@given(LETTERS, LETTERS)
def test_an_index_leads_to_all_that_is_found(typed: str, text: str) -> None:
    query = query_of(typed)
    if query.places(unicodedata.normalize("NFC", text)):
        assert all(is_indexed(word, text) for word in query.words)
    signs = tokens_of(text).replace(" ", "")
    assert all(sign.isalnum() or not sign.isascii() for sign in signs), "an engine takes a token as it is"


@given(st.text(), st.text())
def test_nothing_that_is_typed_is_an_error(typed: str, text: str) -> None:
    query = query_of(typed)
    query.places(text)
    query.is_by(text)
    assert all(way for word in query.words for way in word.anywhere)
