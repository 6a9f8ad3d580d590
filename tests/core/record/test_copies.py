from bot.core.base.contribution import Contribution, Person
from bot.core.record.talk.copies import Copies

LONG = "Give credit, and give it loudly, whenever a customer had the idea"


def said(number: int, text: str, author: int = 1) -> Contribution:
    return Contribution(number, 1, Person(author, "Ada"), text)


def test_the_first_of_the_same_texts_stands_for_all() -> None:
    copies = Copies()
    assert copies.take(said(1, LONG), 1) == 1
    for number, text in enumerate(
        (LONG, f"#TChat A2 {LONG.upper()}!!", f"{LONG} https://x.example", f"<@5> {LONG}"), 2
    ):
        assert copies.take(said(number, text), 2) == 1
    assert copies.take(said(9, LONG, author=2), 1) == 9


def test_nearly_the_same_is_the_same() -> None:
    copies = Copies()
    assert copies.take(said(1, LONG), 1) == 1
    assert copies.take(said(2, LONG.replace("loudly", "often")), 1) == 1
    assert copies.take(said(3, LONG.replace("give it", "don't give it")), 1) == 3
    assert copies.take(said(4, "Credit where a customer had nothing to say about ideas at all"), 1) == 4


def test_short_texts_are_compared_within_a_question() -> None:
    copies = Copies()
    assert copies.take(said(1, "Trust."), 1) == 1
    assert copies.take(said(2, "trust"), 1) == 1
    assert copies.take(said(3, "Trust."), 2) == 3
    assert copies.take(said(4, "Trust me"), 1) == 4


def test_what_has_no_words_is_no_copy() -> None:
    copies = Copies()
    assert [copies.take(said(number, text), 1) for number, text in ((1, ""), (2, "🎉"), (3, "🎉"))] == [1, 2, 3]


def test_of_many_texts_that_share_their_beginning_the_first_are_compared() -> None:
    copies = Copies()
    firsts = [copies.take(said(n, f"one two three four five {n} {n}a {n}b {n}c {n}d"), 1) for n in range(1, 40)]
    assert firsts == list(range(1, 40))
