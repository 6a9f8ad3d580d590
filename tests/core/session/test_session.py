"""A session is the fold of its facts, and only legal moves are possible."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.base.errors import Doubtful, Refused
from bot.core.script.pack import MAX_QUESTIONS, HostRole, Question, Text
from bot.core.session import decisions, edits
from bot.core.session.facts import (
    KINDS,
    NAMES,
    Announced,
    AnswerApproved,
    AnswerReworded,
    AnswerSetAside,
    AnswerWithdrawn,
    Asked,
    Cancelled,
    Cause,
    Closed,
    Fact,
    Held,
    Measure,
    Notice,
    Opened,
    Paused,
    RoomLost,
    Scheduled,
)
from bot.core.session.fold import NEXT, IllegalMove, apply, fold
from bot.core.session.recap_state import Choice, Mark, Use
from bot.core.session.state import Phase, Session, new
from bot.core.session.timetable import StepKind, closes_at, next_step, part_ends, remaining
from tests.core.sessions import GIVEN, HOST, ROOM, T0, after, at, minutes, opened, pack_of, run_until, set_session

SURELY_SKIP = partial(decisions.skip, sure=True)
SURELY_CANCEL = partial(decisions.cancel, sure=True)
EXTRA = Question(Text({"en": "And why?"}))


def test_time_alone_brings_a_session_from_its_welcome_to_its_archive() -> None:
    session = set_session()
    seen = []
    while step := next_step(session):
        seen.append(((step.due - T0) / minutes(1), step.kind, step.number))
        session = fold(session, decisions.perform(session, step, step.due, GIVEN))
    assert seen == [
        (0, StepKind.OPEN, None),
        (5, StepKind.ASK, 1),
        (15, StepKind.ASK, 2),
        (25, StepKind.ASK, 3),
        (40, StepKind.CLOSE, None),
        (40, StepKind.SUMMARISE, None),
        (70, StepKind.PUBLISH, None),
        (40 + 48 * 60, StepKind.ARCHIVE, None),
    ]
    assert session.phase is Phase.ARCHIVED


def test_what_is_set_for_later_is_announced_two_days_before() -> None:
    session = set_session(opens_in=60 * 24 * 5)
    step = next_step(session)
    assert step is not None
    assert (step.kind, step.due) == (StepKind.ANNOUNCE, T0 + timedelta(days=3))
    soon = next_step(set_session(opens_in=10))
    assert soon is not None
    assert (soon.kind, soon.due) == (StepKind.ANNOUNCE, T0)


def test_a_pause_moves_everything_after_it() -> None:
    session = after(opened(minute=8), decisions.pause, 8)
    assert next_step(session) is None
    session = after(session, decisions.resume, 28)
    assert part_ends(session) == at(35)
    assert closes_at(session) == at(60)


def test_an_extension_moves_everything_after_it_also_in_a_pause() -> None:
    session = fold(opened(minute=8), decisions.extend(opened(minute=8), minutes(5), at(8), HOST))
    assert part_ends(session) == at(20)
    session = after(session, decisions.pause, 9)
    session = fold(session, decisions.extend(session, minutes(2), at(10), HOST))
    assert part_ends(after(session, decisions.resume, 10)) == at(23)


def test_an_extension_is_for_one_question() -> None:
    session = fold(opened(minute=8), decisions.extend(opened(minute=8), minutes(5), at(8), HOST))
    session = run_until(session, at(20))
    assert (session.current, part_ends(session)) == (2, at(30))


def test_next_asks_at_once_and_lets_a_paused_chat_go_on() -> None:
    session = after(opened(minute=6), decisions.ask_next, 6)
    assert session.current == 2
    assert part_ends(session) == at(16)
    session = after(after(session, decisions.pause, 7), decisions.ask_next, 9)
    assert (session.phase, session.current) == (Phase.OPEN, 3)
    with pytest.raises(Refused, match="Every question has been asked"):
        decisions.ask_next(session, at(9), HOST)


def test_a_skipped_question_is_never_asked_and_the_numbers_stay() -> None:
    session = run_until(after(opened(minute=6), SURELY_SKIP, 6), at(26))
    assert [asking.number for asking in session.asked] == [1, 3]
    with pytest.raises(Refused, match="no question left"):
        decisions.skip(session, at(26), HOST)


def test_a_skip_is_asked_about_and_can_be_taken_back() -> None:
    session = opened(minute=6)
    with pytest.raises(Doubtful, match="Skip Q2, “Question 2\\?”"):
        decisions.skip(session, at(6), HOST)
    wordy = opened(pack_of(questions=(Question(Text({"en": "x" * 300})),) * 2), 6)
    with pytest.raises(Doubtful, match=f"Skip Q2, “{'x' * 199}…”"):
        decisions.skip(wordy, at(6), HOST)
    skipped = after(after(session, SURELY_SKIP, 6), SURELY_SKIP, 6)
    assert (skipped.upcoming, skipped.skipped) == ((), (2, 3))
    back = fold(skipped, decisions.put_back(skipped, 2, at(7), HOST))
    assert (back.upcoming, back.skipped) == ((2,), (3,))
    for number in (1, 2, 9):
        with pytest.raises(Refused, match="was not skipped"):
            decisions.put_back(back, number, at(7), HOST)


def test_a_chat_that_nobody_answered_is_called_off() -> None:
    session = opened(minute=6)
    with pytest.raises(Doubtful, match="Nobody has answered"):
        decisions.close(session, at(6), HOST, answered=False)
    for decide in (decisions.close, decisions.cancel):
        facts = decide(session, at(6), HOST, answered=False, sure=True)
        assert facts == [Cancelled(at=at(6), by=HOST)]
        over = fold(session, facts)
        assert (over.phase, over.closed_at, next_step(over)) == (Phase.CANCELLED, at(6), None)
    with pytest.raises(Refused, match="end it with /tchat close"):
        decisions.cancel(session, at(6), HOST, sure=True)


def test_a_suggested_question_comes_last_in_a_chat_that_has_not_opened() -> None:
    session = fold(set_session(opens_in=60), [Announced(at=T0)])
    facts = decisions.join(session, EXTRA, at(1), HOST)
    joined = fold(session, facts)
    assert (joined.upcoming, joined.extras) == ((1, 2, 3, 4), frozenset())
    assert joined.preview == (range(1, 4), range(4, 5)), "a post of its own: the others are in the room"
    assert closes_at(joined) == closes_at(session) + minutes(10)
    with pytest.raises(Refused, match="already opened"):
        decisions.join(opened(), EXTRA, at(1), HOST)
    unannounced = fold(set_session(opens_in=60), decisions.join(set_session(opens_in=60), EXTRA, at(1), HOST))
    assert fold(unannounced, [Announced(at=at(1))]).preview == (range(1, 5),)


def test_two_questions_at_once_may_be_a_slip() -> None:
    session = opened(minute=5)
    with pytest.raises(Doubtful, match="Ask Q4 right after it"):
        decisions.ask_extra(session, EXTRA, at(5.1), HOST)
    assert decisions.ask_extra(session, EXTRA, at(5.1), HOST, sure=True)


def test_an_extra_question_gets_the_next_free_number_and_the_others_follow() -> None:
    session = fold(opened(minute=6), decisions.ask_extra(opened(minute=6), EXTRA, at(6), HOST))
    assert session.current == 4
    assert session.text_of(4) == "And why?"
    assert [step.number for step in remaining(session)] == [2, 3, None]


def test_there_is_an_end_to_extra_questions() -> None:
    session = opened(pack_of(MAX_QUESTIONS), minute=6)
    with pytest.raises(Refused, match="at most 25"):
        decisions.ask_extra(session, EXTRA, at(6), HOST)


def test_a_chat_can_be_called_off_only_before_it_opens() -> None:
    session = set_session(opens_in=60)
    assert after(session, SURELY_CANCEL, 1).phase is Phase.CANCELLED
    with pytest.raises(Refused, match="has already opened"):
        decisions.cancel(opened(), at(1), HOST)
    with pytest.raises(Refused, match="is over"):
        decisions.cancel(opened(minute=41), at(41), HOST)


@pytest.mark.parametrize("decide", [decisions.ask_next, decisions.skip, decisions.pause, decisions.close])
def test_nothing_is_steered_before_the_opening_or_after_the_close(decide: object) -> None:
    assert callable(decide)
    with pytest.raises(Refused, match="not opened"):
        decide(set_session(opens_in=60), at(1), HOST)
    with pytest.raises(Refused, match="over"):
        decide(opened(minute=41), at(41), HOST)


def test_what_is_done_already_is_refused() -> None:
    paused = after(opened(), decisions.pause, 1)
    with pytest.raises(Refused, match="already paused"):
        decisions.pause(paused, at(2), HOST)
    with pytest.raises(Refused, match="not paused"):
        decisions.resume(opened(), at(2), HOST)
    for wrong in (timedelta(), timedelta(days=2)):
        with pytest.raises(Refused, match="1 minute to 24 hours"):
            decisions.extend(opened(), wrong, at(2), HOST)


def test_a_paused_chat_can_be_closed() -> None:
    session = after(after(opened(minute=6), decisions.pause, 6), partial(decisions.close, sure=True), 9)
    assert (session.phase, session.closed_at) == (Phase.CLOSED, at(9))
    assert closes_at(session) == at(9)


def test_closing_is_foreseen_before_the_opening() -> None:
    assert closes_at(set_session(opens_in=60)) == at(100)


def test_a_step_that_is_a_little_late_is_performed_and_the_rest_moves_along() -> None:
    session = opened(minute=6)
    step = next_step(session)
    assert step is not None
    late = fold(session, decisions.perform(session, step, at(20), GIVEN))
    assert (late.current, part_ends(late)) == (2, at(30))


def test_what_is_late_by_all_that_is_allowed_is_still_performed() -> None:
    session = opened(minute=6)
    step = next_step(session)
    assert step is not None
    on_the_edge = step.due + GIVEN.allowed
    assert decisions.perform(session, step, on_the_edge, GIVEN) == [Asked(at=on_the_edge, number=2)]
    later = on_the_edge + timedelta(microseconds=1)
    assert decisions.perform(session, step, later, GIVEN) == [Paused(at=later, cause=Cause.OUTAGE)]


def test_after_a_long_outage_the_session_asks_its_hosts() -> None:
    session = opened(minute=6)
    step = next_step(session)
    assert step is not None
    facts = decisions.perform(session, step, at(60), GIVEN)
    assert facts == [Paused(at=at(60), cause=Cause.OUTAGE)]
    resumed = after(fold(session, facts), decisions.resume, 61)
    due = next_step(resumed)
    assert due is not None
    assert (due.number, due.due) == (2, at(61)), "the next question comes at once, and only that one"


def test_an_opening_that_was_missed_is_held_back() -> None:
    session = set_session(opens_in=60)
    announce = next_step(session)
    assert announce is not None
    assert decisions.perform(session, announce, at(62), GIVEN) == [Opened(at=at(62))], "too late for a preview"
    held = fold(session, decisions.perform(session, announce, at(90), GIVEN))
    assert (held.phase, next_step(held)) == (Phase.HELD, None)
    assert after(held, decisions.resume, 91).phase is Phase.OPEN
    assert after(held, SURELY_CANCEL, 91).phase is Phase.CANCELLED
    with pytest.raises(Refused, match="not opened"):
        decisions.ask_next(held, at(91), HOST)


def test_the_summary_is_never_too_late() -> None:
    session = opened(minute=40)
    closed = fold(session, [Closed(at=at(40))]) if session.phase is Phase.OPEN else session
    step = next_step(closed)
    assert step is not None
    assert len(decisions.perform(closed, step, at(9999), GIVEN)) == 1


def test_the_bot_stops_the_clock_only_where_it_runs() -> None:
    assert decisions.stop(set_session(opens_in=9), Cause.REFUSED, "x", at(1)) == [
        Held(at=at(1), cause=Cause.REFUSED, detail="x")
    ]
    assert decisions.stop(opened(), Cause.REMOVED, "", at(1)) == [Paused(at=at(1), cause=Cause.REMOVED)]
    assert decisions.stop(opened(minute=41), Cause.REMOVED, "", at(41)) == []


def test_a_lost_room_ends_everything_but_the_record() -> None:
    session = fold(opened(minute=6), decisions.lose_room(opened(minute=6), at(7)))
    assert session.phase is Phase.ROOM_GONE
    assert session.is_over
    assert next_step(session) is None
    assert fold(session, edits.leave_out(session, 5, at(8), HOST)).rulings[5].left_out
    assert decisions.lose_room(session, at(9)) == []
    assert isinstance(decisions.lose_room(opened(minute=41), at(41))[0], RoomLost)


def test_rulings_are_kept_apart_by_message_and_can_be_taken_back() -> None:
    session = opened(minute=16)
    session = fold(session, edits.file_answer(session, 11, 2, at(16), HOST))
    session = fold(session, edits.use(session, 11, Choice(Use.FEATURE), at(16), HOST))
    session = fold(session, edits.leave_out(session, 12, at(16), HOST))
    assert (session.rulings[11].number, session.rulings[11].featured, session.rulings[12].left_out) == (2, True, True)
    session = fold(session, edits.use(session, 11, Choice(Use.FEATURE, on=False), at(17), HOST))
    session = fold(session, edits.leave_out(session, 12, at(17), HOST))
    session = fold(session, edits.file_answer(session, 11, None, at(17), HOST))
    assert (session.rulings[11].number, session.rulings[11].featured, session.rulings[12].left_out) == (
        None,
        False,
        False,
    )
    with pytest.raises(Refused, match="Question 3 has not been asked"):
        edits.file_answer(session, 11, 3, at(17), HOST)


def test_questions_count_from_one() -> None:
    with pytest.raises(IndexError):
        opened().question(0)
    assert opened().text_of(1, "fi") == "Question 1?"


def test_every_kind_of_fact_has_a_legal_move() -> None:
    assert {kind for _, kind in NEXT} == set(KINDS.values())


@given(st.lists(st.sampled_from(sorted(KINDS))))
def test_an_illegal_move_raises_and_everything_else_follows_the_table(names: list[str]) -> None:
    session = new(1, pack_of(), ROOM)
    for name in names:
        fact = example(name)
        if (session.phase, type(fact)) in NEXT:
            moved = apply(session, fact)
            assert (moved.phase, moved.facts) == (NEXT[session.phase, type(fact)], session.facts + 1)
            session = moved
        else:
            with pytest.raises(IllegalMove):
                apply(session, fact)


REQUESTS: dict[str, Callable[[Session, datetime, int], Sequence[Fact]]] = {
    "next": partial(decisions.ask_next, sure=True),
    "skip": decisions.skip,
    "pause": decisions.pause,
    "resume": decisions.resume,
    "close": partial(decisions.close, sure=True),
    "extend": lambda session, now, by: decisions.extend(session, minutes(3), now, by),
    "ask": lambda session, now, by: decisions.ask_extra(session, EXTRA, now, by),
    "off record": lambda session, now, by: decisions.go_off_record(session, 3, 0, now, by),
    "on record": lambda session, now, by: decisions.go_off_record(session, 0, 0, now, by),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(REQUESTS)), st.integers(0, 30)), max_size=30))
def test_whatever_hosts_do_the_chat_stays_in_order(requests: list[tuple[str, int]]) -> None:
    session, now = opened(), T0
    facts: list[Fact] = []
    for name, pause in requests:
        now += minutes(pause)
        session = run_until(session, now)
        try:
            facts = list(REQUESTS[name](session, now, HOST))
        except Refused:
            continue
        session = fold(session, facts)
        _in_order(session)


def _in_order(session: Session) -> None:
    """Nothing is asked twice, nothing skipped is asked, and what is to come lies in the future of what was."""
    asked = [asking.number for asking in session.asked]
    assert len(asked) == len(set(asked))
    assert not set(session.upcoming) & set(asked)
    if session.phase is Phase.OPEN:
        assert session.since is not None
        dues = [step.due for step in remaining(session)]
        assert dues == sorted(dues)
        assert dues[0] >= session.since


def example(name: str) -> Fact:
    """Return a fact of this kind."""
    details: dict[str, dict[str, Any]] = {
        "scheduled": {"opens_at": T0},
        "asked": {"number": 1},
        "skipped": {"number": 2},
        "question_added": {"question": EXTRA},
        "extended": {"extra": minutes(1)},
        "went_off_record": {"until": at(30)},
        "moved": {"opens_at": T0},
        "reminded": {"people": 3},
        "lines_proposed": {"lines": 3},
        "line_used": {"number": 1, "line": "a"},
        "question_edited": {"number": 1, "question": EXTRA},
        "question_moved": {"number": 2, "place": 0},
        "repeated": {"number": 1},
        "end_moved": {"closes_at": at(90)},
        "host_joined": {"person": 5, "role": HostRole.CO_HOST},
        "host_left": {"person": 5},
        "lead_taken": {"person": 6},
        "filing_asked": {"message": 5, "number": 1},
        "held": {"cause": Cause.OUTAGE},
        "hosts_told": {"notice": Notice.PERMISSIONS, "detail": "Pin Messages"},
        "answer_filed": {"message": 5, "number": 1},
        "answer_featured": {"message": 5, "featured": True},
        "left_out": {"message": 5, "left_out": True},
        "recap_drafted": {"digest": "a"},
        "recap_worded": {"number": 1, "text": "Where blue is"},
        "next_worded": {"text": "On Friday"},
        "recap_marked": {"message": 5, "mark": Mark.TAKEAWAY},
        "quote_dropped": {"message": 5, "dropped": True},
        "moderated": {"case": 1, "rule": "flood", "person": 5, "measure": Measure.FLAG},
        "answer_sent": {"answer": 1, "number": 1, "person": 5},
        **{NAMES[kind]: {"answer": 1, "number": 1} for kind in (AnswerApproved, AnswerSetAside)},
        **{NAMES[kind]: {"answer": 1, "number": 1} for kind in (AnswerReworded, AnswerWithdrawn)},
    }
    return KINDS[name](at=T0, **details.get(name, {}))


def test_facts_say_what_they_are() -> None:
    session = fold(new(1, pack_of(), ROOM), [Scheduled(at=T0, opens_at=T0), Opened(at=T0), Asked(at=T0, number=1)])
    assert apply(session, Closed(at=T0)).is_over
    assert session.is_running
