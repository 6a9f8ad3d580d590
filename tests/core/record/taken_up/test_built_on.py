"""What others built on cannot be made up: second accounts, rings and floods move nothing that is shown."""

import random

import pytest

from bot.core.record.taken_up.built_on import FAIR, Taking, built_on

ANSWERS = {message: message % 10 for message in range(100, 140)}
"""Forty answers by ten people, by message."""
SPOKE = frozenset(range(10))


def talk(seed: int = 1) -> list[Taking]:
    """A lively chat: five people reply here and there to the other five, who reply to none of them."""
    chance = random.Random(seed)
    messages = [message for message, author in ANSWERS.items() if author >= 5]
    return [
        Taking(by, ANSWERS[message], message) for by in range(5) for message in chance.sample(messages, k=FAIR // 2)
    ]


def shown(takings: list[Taking], *, spoke: frozenset[int] = SPOKE) -> dict[int, tuple[int, ...]]:
    return built_on(takings, at_least=2, spoke=spoke)


def test_what_two_different_people_took_up_is_shown_with_who_they_are() -> None:
    takings = [Taking(1, 5, 105), Taking(2, 5, 105), Taking(3, 6, 106), Taking(2, 5, 105)]
    assert shown(takings) == {105: (1, 2)}


def test_one_person_is_one_however_often_and_nobody_takes_up_themselves() -> None:
    assert not shown([Taking(1, 5, 105)] * 5 + [Taking(5, 5, 105)] * 5)


def test_who_takes_up_several_people_counts_also_where_they_took_up_one_of_them_twice() -> None:
    both = [Taking(by, 5, message) for by in (1, 2, 3, 4) for message in (105, 115)]
    assert not shown(both)
    assert shown([*both, *(Taking(by, 6, 106 + 10 * by) for by in (1, 2, 3, 4))]).keys() == {105, 115}


def test_hosts_do_not_count() -> None:
    takings = [Taking(1, 5, 105), Taking(2, 5, 105)]
    assert not built_on(takings, at_least=2, spoke=SPOKE, hosts={2})


@pytest.mark.parametrize("seed", range(5))
def test_second_accounts_that_say_nothing_of_their_own_are_worth_nothing(seed: int) -> None:
    puppets = [Taking(by, 9, message) for by in range(50, 60) for message, author in ANSWERS.items() if author == 9]
    assert shown(talk(seed) + puppets) == shown(talk(seed))


@pytest.mark.parametrize("seed", range(5))
def test_second_accounts_with_an_answer_each_that_only_applaud_one_person_are_worth_a_share(seed: int) -> None:
    puppets = frozenset({50, 51})
    applause = [Taking(by, 9, message) for by in puppets for message, author in ANSWERS.items() if author == 9]
    after = shown(talk(seed) + applause, spoke=SPOKE | puppets)
    assert after.keys() == shown(talk(seed)).keys()


@pytest.mark.parametrize("size", [2, 3, 4, 6])
def test_a_ring_that_takes_up_one_another_shows_nothing(size: int) -> None:
    ring = range(60, 60 + size)
    everyone = [Taking(by, author, 1000 + author) for by in ring for author in ring if by != author]
    round_and_round = [Taking(by, 60 + (by - 59) % size, 1060 + (by - 59) % size) for by in ring]
    assert not shown(everyone, spoke=frozenset(ring))
    assert not shown(round_and_round, spoke=frozenset(ring))


def test_a_ring_of_five_in_which_nobody_answers_directly_is_worth_half() -> None:
    ring = [Taking(60 + by, 60 + (by + step) % 5, 1060 + (by + step) % 5) for by in range(5) for step in (1, 2)]
    assert not shown(ring, spoke=frozenset(range(60, 65)))


@pytest.mark.parametrize("seed", range(5))
def test_a_flooder_who_takes_up_everything_moves_nothing(seed: int) -> None:
    flood = [Taking(77, author, message) for message, author in ANSWERS.items()]
    after = shown(talk(seed) + flood, spoke=SPOKE | {77})
    assert after.keys() == shown(talk(seed)).keys()


def test_the_order_in_which_it_is_read_changes_only_the_order_of_names() -> None:
    takings = talk()
    mixed = random.Random(3).sample(takings, k=len(takings))
    assert {m: set(by) for m, by in shown(mixed).items()} == {m: set(by) for m, by in shown(takings).items()}
    assert shown(takings), "the talk shows something"
