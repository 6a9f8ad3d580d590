"""What pictures show: when answers came, how many from whom, and who replied to whom."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.base import ids
from bot.core.record.pictures import (
    COLUMNS,
    DEPTH,
    EXCHANGES,
    FINE,
    ROWS,
    Axis,
    Pictures,
    Talk,
    Turn,
    axis_of,
    talk_of,
)
from bot.core.record.summary import AnswersTo
from bot.core.record.transcript import AskedQuestion
from tests.core.record.recaps import HEAD, OPENED, entry, question

HOUR = replace(HEAD, closed_at=OPENED + timedelta(hours=1))


def axis(**lasted: float) -> Axis | None:
    return axis_of(replace(HEAD, closed_at=OPENED + timedelta(**lasted)))


def said_at(*minutes: float) -> list[tuple[int, int]]:
    """Messages so many minutes after the opening, each by somebody else."""
    return [(ids.first_at(OPENED + timedelta(minutes=each)), by) for by, each in enumerate(minutes)]


def talk(said: list[tuple[int, int]], replies: dict[int, int] | None = None, *, of: int = 1, late: int = 0) -> Talk:
    return talk_of(question(of), axis_of(HOUR), said, late=late, replies=replies or {})


@pytest.mark.parametrize(
    ("lasted", "step", "columns"),
    [
        (timedelta(minutes=4), timedelta(minutes=1), 4),
        (timedelta(minutes=40), timedelta(minutes=1), 40),
        (timedelta(minutes=40, seconds=1), timedelta(minutes=2), 21),
        (timedelta(hours=1), timedelta(minutes=2), 30),
        (timedelta(days=40), timedelta(days=1), 40),
    ],
)
def test_time_is_cut_into_steps_that_a_reader_knows(lasted: timedelta, step: timedelta, columns: int) -> None:
    made = axis_of(replace(HEAD, closed_at=OPENED + lasted))
    assert made is not None
    assert (made.step, made.columns) == (step, columns)
    assert made.columns <= COLUMNS
    assert (made.share(OPENED), made.share(OPENED + lasted)) == (0, 1)


@pytest.mark.parametrize("closed", [None, OPENED, OPENED + timedelta(minutes=3), OPENED + timedelta(days=41)])
def test_what_goes_on_or_took_no_time_or_ages_is_not_drawn(closed: datetime | None) -> None:
    assert axis_of(replace(HEAD, closed_at=closed)) is None


def test_a_session_that_never_opened_is_not_drawn() -> None:
    assert axis_of(replace(HOUR, opened_at=None)) is None


def test_each_answer_counts_in_its_step_and_a_late_one_apart() -> None:
    made = talk(said_at(-1, 0, 1.9, 2, 59.9, 60, 900), late=2)
    assert [(place, count) for place, count in enumerate(made.columns) if count] == [(0, 2), (1, 1), (29, 1)]
    assert (made.said, made.people, made.late) == (7, 7, 2)
    assert made.strokes[0] == 0
    assert made.strokes[-1] == FINE - 1


def test_without_an_axis_there_is_nothing_over_time() -> None:
    made = talk_of(question(), None, said_at(1, 2), late=0, replies={})
    assert (made.said, made.columns, made.strokes) == (2, (), ())
    assert Pictures(None, (made,)).columns == ()


def test_all_questions_together() -> None:
    made = Pictures(axis_of(HOUR), (talk(said_at(0, 900), late=1), talk(said_at(1, 10), of=2)))
    assert (made.said, made.late) == (4, 1)
    assert [(place, count) for place, count in enumerate(made.columns) if count] == [(0, 2), (5, 1)]


def test_replies_stand_below_what_they_reply_to() -> None:
    said = said_at(*range(6))
    a, b, c, d, e, f = (message for message, _ in said)
    made = talk(said, {b: a, c: a, d: b, f: e})
    assert [exchange.turns for exchange in made.exchanges] == [
        (Turn(a, 0, None), Turn(b, 1, a), Turn(d, 2, b), Turn(c, 1, a)),
        (Turn(e, 0, None), Turn(f, 1, e)),
    ]
    assert [exchange.people for exchange in made.exchanges] == [4, 2]
    assert made.messages == (a, b, d, c, e, f)


def test_who_only_replies_to_themselves_exchanges_nothing() -> None:
    (first, _), (second, _) = said_at(1, 2)
    assert talk([(first, 7), (second, 7)], {second: first}).exchanges == ()


def test_what_is_not_there_or_comes_later_is_no_reply() -> None:
    (first, _), (second, _) = said = said_at(1, 2)
    assert talk(said, {first: second, second: 5, 6: first}).exchanges == ()


def test_of_many_exchanges_those_between_most_people_are_shown_in_the_order_of_time() -> None:
    said = said_at(*(place / 10 for place in range(2 * EXCHANGES + 3)))
    messages = [message for message, _ in said]
    pairs = {messages[place + 1]: messages[place] for place in range(0, 2 * EXCHANGES, 2)}
    three = {messages[-1]: messages[-3], messages[-2]: messages[-3]}
    made = talk(said, pairs | three)
    assert made.others == 1
    firsts = [exchange.turns[0].message for exchange in made.exchanges]
    assert firsts == [*messages[0 : 2 * EXCHANGES - 2 : 2], messages[-3]]


def test_a_long_chain_is_cut_and_set_in_only_so_far() -> None:
    said = said_at(*(place / 200 for place in range(10_000)))
    messages = [message for message, _ in said]
    (exchange,) = talk(said, dict(zip(messages[1:], messages, strict=False))).exchanges
    assert (len(exchange.turns), exchange.more, exchange.people) == (ROWS, 10_000 - ROWS, 10_000)
    assert [turn.depth for turn in exchange.turns] == [*range(DEPTH), *[DEPTH] * (ROWS - DEPTH)]


def test_the_question_goes_with_its_picture() -> None:
    asked: AskedQuestion = question(4)
    assert talk_of(asked, None, [], late=0, replies={}).question is asked


def test_who_would_rather_not_be_quoted_has_no_place_in_an_exchange() -> None:
    first, silent, other = entry(1, "Blue.", by=1), entry(2, "Not blue.", by=2), entry(3, "Both.", by=3)
    answers = AnswersTo(question(), HOUR, quotes=5)
    answers.add(first)
    answers.add(silent, first.contribution.id, quotable=False)
    answers.add(other, silent.contribution.id)
    assert answers.ids([]) == [first.contribution.id, other.contribution.id], "who answered is listed"
    made = answers.section([], []).talk
    assert made is not None
    assert (made.said, made.people) == (3, 3)


def test_what_is_gone_meanwhile_has_no_voice() -> None:
    first, reply = entry(1, "Blue.", by=1), entry(2, "Not blue.", by=2)
    answers = AnswersTo(question(), HOUR, quotes=5)
    answers.add(first)
    answers.add(reply, first.contribution.id)
    assert answers.ids([]) == [first.contribution.id, reply.contribution.id]
    made = answers.section([], [first])
    assert [voice.name for voice in made.voices.values()] == ["Ada"]
