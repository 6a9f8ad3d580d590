"""What follows when the host desk moves, and how the first card of a chat comes to its lead's notice."""

from dataclasses import replace

import pytest

from bot.core.base.limits import MAX_TEXT
from bot.core.base.post import Post
from bot.core.base.words import Words
from bot.core.posts.hosting.desk import desk_post, mentioning
from bot.core.session.cases import waits
from bot.core.session.effects.answers import PendingCard
from bot.core.session.effects.cases import CaseCard
from bot.core.session.effects.desk import AskHosts, DismissHost, TellHosts
from bot.core.session.effects.follow import effects_of
from bot.core.session.facts import Fact, HostLeft, HostsTold, Measure, Notice
from bot.core.session.fold import apply
from bot.core.session.state import CaseState, PendingStage, PendingState, Session
from tests.core.sessions import HOST, at, opened

MOVED = HostsTold(at=at(9), notice=Notice.DESK_MOVED, detail="")


def _follows(session: Session, fact: Fact) -> list[object]:
    return list(effects_of(fact, session, apply(session, fact)))


def test_all_that_waits_is_shown_again() -> None:
    session = opened(minute=8)
    place = session.facts + 1
    assert _follows(session, MOVED) == [TellHosts(place)]
    waiting = replace(
        session,
        needs_host_since=at(7),
        cases={1: CaseState(Measure.FLAG, carded=True), 2: CaseState(Measure.FINE, by=HOST, carded=True)},
        pending={3: PendingState(1, 5, False), 4: PendingState(1, 5, False, PendingStage.APPROVED)},
    )
    assert _follows(waiting, MOVED) == [TellHosts(place), AskHosts(place), CaseCard(place, 1), PendingCard(place, 3)]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (CaseState(Measure.LEAVE_OUT), False),
        (CaseState(Measure.FLAG, carded=True), True),
        (CaseState(Measure.NOTICE, by=HOST, carded=True), False),
        (CaseState(Measure.HOLD, by=HOST, carded=True), True),
        (CaseState(Measure.REJECT, by=HOST, carded=True), False),
    ],
)
def test_a_case_waits_until_hosts_decide_for_good(state: CaseState, expected: bool) -> None:
    assert waits(state) is expected


def test_who_left_leaves_the_desk() -> None:
    session = opened(minute=8)
    assert DismissHost(session.facts + 1) in _follows(session, HostLeft(at=at(9), by=HOST, person=HOST))


def test_hosts_are_told_where() -> None:
    session = replace(opened(minute=8), lead=HOST)
    post = desk_post(session, MOVED, Words())
    assert post is not None
    assert "From now on I talk to the hosts here" in post.text
    assert post.pings == (HOST,)


def test_the_first_card_mentions_the_lead() -> None:
    first = mentioning(Post("A card", quiet=True), HOST)
    assert (first.text, first.pings, first.quiet) == (f"<@{HOST}> A card", (HOST,), False)
    asked = Post("Shall I?", pings=(HOST,))
    assert mentioning(asked, HOST) is asked
    long = Post("x" * MAX_TEXT)
    assert mentioning(long, HOST) is long
