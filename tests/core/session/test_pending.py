"""Which answers say the same, and what hosts and authors may do with a pending answer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.catalogues import words
from bot.core.base.errors import NotFound, Refused
from bot.core.base.limits import MAX_TEXT
from bot.core.base.post import Post
from bot.core.base.words import Words
from bot.core.posts.reviewing.pending_cards import answer_post, outcome, pending_card
from bot.core.session import pending
from bot.core.session.facts import AnswerApproved, AnswerSent, Archived, Closed, RecapPublished
from bot.core.session.fold import fold
from bot.core.session.pending import PendingAnswer, is_alike
from bot.core.session.state import PendingStage, Session
from tests.core.sessions import HOST, T0, at, opened, pack_of

EN, FI = words("en"), words("fi")
ADA = 100
DRAFT = PendingAnswer(1, 7, 1, ADA, "Ada", "the sky", "", T0)


def sent(*more: AnswerSent) -> Session:
    """A session with an answer that waits."""
    session = opened(replace(pack_of(), reviewed=True), 6)
    return fold(session, [AnswerSent(at=at(6), answer=1, number=1, person=ADA), *more])


@settings(max_examples=60)
@given(one=st.text(max_size=40), other=st.text(max_size=40))
def test_being_alike_goes_both_ways(one: str, other: str) -> None:
    assert is_alike(one, one)
    assert is_alike(one, other) == is_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("The sky!", " the  sky ", True),
        ("Taivas, koska", "TAIVAS koska…", True),
        ("The sky", "The s\u200bky", True),
        ("Ѕky", "Sky", True),
        ("I do", "I do not", False),
        ("👍", "👎", False),
        ("👍", "👍", True),
        ("säät", "saat", False),
    ],
)
def test_what_reads_the_same_is_alike(one: str, other: str, alike: bool) -> None:
    assert is_alike(one, other) is alike


@settings(max_examples=60)
@given(text=st.text(min_size=1, max_size=1800), name=st.text(max_size=40), reason=st.text(max_size=400))
def test_every_card_and_every_word_to_its_author_fits(text: str, name: str, reason: str) -> None:
    answer = replace(DRAFT, text=text, name=name, reason=reason)
    waiting = sent()
    stages = [
        waiting.pending[1],
        *(replace(waiting.pending[1], stage=stage, by=HOST) for stage in PendingStage),
    ]
    for state in stages:
        session = replace(waiting, pending={1: replace(state, others=(2, 3)), 2: state})
        for catalogue in (EN, FI):
            assert len(pending_card(session, answer, catalogue).text) <= MAX_TEXT
            assert len(outcome(session, 1, answer, 500, catalogue).text) <= MAX_TEXT
            assert len(outcome(session, 1, replace(answer, id=2), 500, catalogue).text) <= MAX_TEXT


@pytest.mark.parametrize("catalogue", [EN, FI])
def test_a_host_sees_all_of_the_longest_answer(catalogue: Words) -> None:
    answer = replace(DRAFT, text="ä" * pending.LONGEST, name="n" * 40, reason="r" * 300, question=25)
    assert pending_card(sent(), answer, catalogue).text.endswith(f">>> {answer.text}")


def test_what_a_rule_says_stands_on_a_card_where_all_of_the_answer_leaves_room() -> None:
    taken = len(pending_card(sent(), replace(DRAFT, text="", reason="r" * 90), EN).text)
    room = MAX_TEXT - taken
    for length, whole in ((room, True), (room + 1, False)):
        card = pending_card(sent(), replace(DRAFT, text="ä" * length, reason="r" * 90), EN)
        assert card.quiet
        assert card.text.endswith("ä" * length)
        assert ("\n⚠️ rrr" in card.text) is whole
    approved = fold(sent(), [_approved(1)])
    assert answer_post("Ada", "the sky") == Post("**Ada:** the sky", quiet=True)
    assert outcome(approved, 1, DRAFT, 500, EN).text.endswith("choose *Edit my answer* in its menu."), "it is there"


def test_a_draft_is_decided_once() -> None:
    session = sent()
    approved = fold(session, pending.settle(session, 1, at(7), HOST, approve=True))
    assert (approved.pending[1].stage, approved.pending[1].by) == (PendingStage.APPROVED, HOST)
    assert pending.settle(approved, 1, at(8), HOST, approve=False) == []
    assert pending.waiting(approved, 1) == {}
    assert pending.is_known(approved, 1)


def test_one_that_joins_another_goes_where_that_goes() -> None:
    session = sent(AnswerSent(at=at(7), answer=2, number=1, person=101, like=1))
    assert pending.waiting(session, 1) == {1: 1, 2: 1}
    assert pending.is_known(session, 2)
    assert not pending.is_known(session, 3)
    stray = fold(session, [AnswerSent(at=at(7), answer=3, number=1, person=101, like=9), _approved(9)])
    assert stray.pending == session.pending


def test_answers_are_taken_by_the_button_of_a_question_that_was_asked() -> None:
    session = sent()
    pending.must_take(session, 1)
    with pytest.raises(Refused, match="Question 2 has not been asked"):
        pending.must_take(session, 2)
    with pytest.raises(Refused, match="answered in its thread"):
        pending.must_take(opened(pack_of(), 6), 1)
    closed = fold(session, [Closed(at=at(9))])
    pending.must_take(closed, 1)
    over = fold(closed, [RecapPublished(at=at(9)), Archived(at=at(10))])
    assert over.pending[1].stage is PendingStage.LAPSED
    with pytest.raises(Refused, match="takes no more answers"):
        pending.must_take(over, 1)


def test_only_its_author_changes_an_approved_answer() -> None:
    session = sent()
    with pytest.raises(NotFound):
        pending.withdraw(session, 1, at(7), ADA)
    approved = fold(session, [_approved(1)])
    with pytest.raises(Refused, match="Only its author"):
        pending.reword(approved, 1, at(8), HOST)
    assert fold(approved, pending.reword(approved, 1, at(8), ADA)).pending == approved.pending
    gone = fold(approved, pending.withdraw(approved, 1, at(8), ADA))
    assert gone.pending[1].is_approved
    assert gone.pending[1].stage is PendingStage.WITHDRAWN
    over = fold(approved, [Closed(at=at(9)), RecapPublished(at=at(9)), Archived(at=at(10))])
    with pytest.raises(Refused, match="no longer changed"):
        pending.reword(over, 1, at(11), ADA)
    assert pending.withdraw(over, 1, at(11), ADA)


def test_what_was_sent_after_the_close_is_late() -> None:
    closed = fold(sent(), [Closed(at=at(9)), AnswerSent(at=at(9) + timedelta(seconds=1), answer=2, number=1, person=5)])
    assert [state.late for state in closed.pending.values()] == [False, True]


def _approved(answer: int) -> AnswerApproved:
    return AnswerApproved(at=at(7), by=HOST, answer=answer, number=1)
