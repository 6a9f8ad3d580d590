"""Which question an answer belongs to, and how we know."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.base.ids import first_at, time_of
from bot.core.record.filing import Filing, How, Landmarks, Trace, When, file_all, landmarks
from bot.core.session import decisions
from bot.core.session.fold import fold
from bot.core.session.state import PendingState, Ruling
from tests.core.sessions import HOST, T0, at, opened

CHANNEL, OWN_THREAD = 500, 60
MARKS = Landmarks(channel=CHANNEL, asked=((10, 1), (20, 2), (30, 3)), closed=40)
"""Q1's card is message 10 (and its thread is channel 10), Q2's 20, Q3's 30; what is said from 40 on is late."""


@pytest.mark.parametrize(
    ("trace", "expected"),
    [
        (Trace(5, CHANNEL), Filing(None, None, When.ON_TIME)),
        (Trace(5, CHANNEL, prefix=1), Filing(None, None, When.ON_TIME)),
        (Trace(15, CHANNEL), Filing(1, How.CURRENT, When.ON_TIME)),
        (Trace(25, CHANNEL), Filing(2, How.CURRENT, When.ON_TIME)),
        (Trace(25, CHANNEL, prefix=1), Filing(1, How.PREFIX, When.ON_TIME)),
        (Trace(25, CHANNEL, prefix=3), Filing(2, How.CURRENT, When.ON_TIME)),
        (Trace(25, CHANNEL, prefix=9), Filing(2, How.CURRENT, When.ON_TIME)),
        (Trace(25, CHANNEL, reply_to=10), Filing(1, How.REPLY, When.ON_TIME)),
        (Trace(25, CHANNEL, reply_to=10, prefix=2), Filing(1, How.REPLY, When.ON_TIME)),
        (Trace(25, 10), Filing(1, How.THREAD, When.ON_TIME)),
        (Trace(25, 10, reply_to=20, prefix=2), Filing(1, How.THREAD, When.ON_TIME)),
        (Trace(25, OWN_THREAD), Filing(None, None, When.ON_TIME)),
        (Trace(39, CHANNEL), Filing(3, How.CURRENT, When.ON_TIME)),
        (Trace(40, CHANNEL), Filing(None, None, When.LATE)),
        (Trace(40, 10), Filing(1, How.THREAD, When.LATE)),
        (Trace(45, 10), Filing(1, How.THREAD, When.LATE)),
        (Trace(45, CHANNEL, prefix=3), Filing(3, How.PREFIX, When.LATE)),
        (Trace(45, CHANNEL), Filing(None, None, When.LATE)),
        (Trace(61, OWN_THREAD), Filing(None, None, When.LATE)),
        (Trace(25, OWN_THREAD, prefix=1), Filing(1, How.PREFIX, When.ON_TIME)),
    ],
)
def test_filing_alone(trace: Trace, expected: Filing) -> None:
    assert file_all([trace], MARKS, {}) == {trace.id: expected}


def test_a_reply_goes_where_the_answer_is_that_it_replies_to() -> None:
    chain = [Trace(12, CHANNEL, prefix=1), Trace(25, CHANNEL, reply_to=12), Trace(35, CHANNEL, reply_to=25)]
    filings = file_all(reversed(chain), MARKS, {})
    assert [filings[message].question for message in (12, 25, 35)] == [1, 1, 1]
    assert filings[35].how is How.REPLY


def test_a_reply_to_a_guess_is_a_guess_of_its_own() -> None:
    filings = file_all([Trace(12, CHANNEL), Trace(25, CHANNEL, reply_to=12)], MARKS, {})
    assert filings[25] == Filing(2, How.CURRENT, When.ON_TIME)


def test_a_members_own_thread_belongs_to_the_answer_it_hangs_on() -> None:
    filings = file_all([Trace(12, CHANNEL, prefix=1), Trace(25, 12), Trace(26, 12, reply_to=25)], MARKS, {})
    assert [filings[message].question for message in (12, 25, 26)] == [1, 1, 1]


def test_a_ruling_beats_everything_and_carries_its_replies_along() -> None:
    traces = [Trace(25, 10), Trace(26, CHANNEL, reply_to=25), Trace(27, CHANNEL, prefix=2)]
    rulings = {25: Ruling(filed=True, number=2), 27: Ruling(filed=True, number=None)}
    filings = file_all(traces, MARKS, rulings)
    assert filings[25] == Filing(2, How.HOST, When.ON_TIME)
    assert filings[26] == Filing(2, How.REPLY, When.ON_TIME)
    assert filings[27] == Filing(None, How.HOST, When.ON_TIME)


def test_a_reviewed_question_takes_what_a_host_approved_and_nothing_else() -> None:
    late, early = PendingState(2, 5, late=True), PendingState(1, 5, late=False)
    marks = replace(MARKS, reviewed=frozenset({1}), approved={45: early, 25: late})
    traces = [Trace(12, CHANNEL, prefix=1), Trace(13, 10), Trace(14, CHANNEL), Trace(15, CHANNEL, reply_to=10)]
    talk = dict.fromkeys((12, 13, 14, 15), Filing(None, None, When.ON_TIME))
    assert file_all(traces, marks, {}) == talk
    assert file_all([Trace(45, 10)], marks, {})[45] == Filing(1, How.HOST, When.ON_TIME)
    assert file_all([Trace(25, 20)], marks, {})[25] == Filing(2, How.HOST, When.LATE)
    assert file_all([Trace(25, 20)], marks, {25: Ruling(filed=True, number=3)})[25].question == 3
    assert file_all([Trace(13, 10)], marks, {13: Ruling(filed=True, number=1)})[13].is_answer
    assert file_all([Trace(22, 20)], marks, {})[22].question == 2


def test_the_deleted_and_the_left_out_are_gone_but_answers_to_them_stay() -> None:
    traces = [Trace(12, CHANNEL, prefix=1, deleted=True), Trace(13, 10), Trace(25, CHANNEL, reply_to=12)]
    filings = file_all([*traces, Trace(26, CHANNEL, reply_to=13)], MARKS, {13: Ruling(left_out=True)})
    assert {message: filing.question for message, filing in filings.items()} == {25: 1, 26: 1}


def test_only_what_is_surer_than_a_guess_is_an_answer() -> None:
    assert Filing(1, How.PREFIX, When.LATE).is_answer
    assert not Filing(1, How.CURRENT, When.ON_TIME).is_answer
    assert not Filing(None, How.HOST, When.ON_TIME).is_answer


def test_a_question_that_never_reached_the_room_stands_at_its_instant() -> None:
    session = opened(minute=16)
    marks = landmarks(session, {77: 1}, None)
    assert marks.asked == ((77, 1), (first_at(at(15)), 2))
    assert marks.closed is None
    closed = fold(session, decisions.close(session, at(20), HOST, sure=True))
    assert landmarks(closed, {}, None).closed == first_at(at(20))
    assert landmarks(closed, {}, 99).closed == 99


@given(st.timedeltas(timedelta(), timedelta(days=4000)))
def test_ids_carry_their_time(later: timedelta) -> None:
    instant = T0 + later
    assert timedelta() <= instant - time_of(first_at(instant)) < timedelta(milliseconds=1)


TRACES = st.builds(
    Trace,
    id=st.integers(1, 60),
    channel=st.sampled_from([CHANNEL, 10, 20, OWN_THREAD]),
    reply_to=st.none() | st.integers(1, 60),
    prefix=st.none() | st.integers(1, 4),
)


@given(st.lists(TRACES, unique_by=lambda trace: trace.id), st.randoms())
def test_the_order_of_arrival_does_not_matter(traces: list[Trace], random: object) -> None:
    shuffled = list(traces)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert file_all(shuffled, MARKS, {}) == file_all(traces, MARKS, {})


@given(st.lists(TRACES, unique_by=lambda trace: trace.id))
def test_nothing_is_lost_and_nothing_answers_what_was_not_asked_yet(traces: list[Trace]) -> None:
    filings = file_all(traces, MARKS, {})
    assert set(filings) == {trace.id for trace in traces}
    asked_at = {number: card for card, number in MARKS.asked}
    for trace in traces:
        filing = filings[trace.id]
        if filing.how in (How.PREFIX, How.CURRENT):
            assert filing.question is not None
            assert asked_at[filing.question] < trace.id
