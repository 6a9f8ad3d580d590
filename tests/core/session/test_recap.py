"""What hosts decide about a recap, when it is published, and what makes its next revision."""

from dataclasses import replace

import pytest

from bot.core.base.errors import Refused
from bot.core.session import edits
from bot.core.session.effects.follow import effects_of
from bot.core.session.facts import (
    Archived,
    Fact,
    HostsTold,
    Notice,
    RecapDrafted,
    RecapPublished,
    RecapWorded,
)
from bot.core.session.fold import fold
from bot.core.session.recap_state import Choice, Mark, RecapState, Use
from bot.core.session.state import Session
from bot.core.session.timetable import StepKind, next_step
from tests.core.sessions import HOST, at, minutes, opened, pack_of

CLOSE = 40


def drafted() -> Session:
    return opened(minute=CLOSE)


def changed(session: Session, *facts: Fact) -> list[str]:
    """The names of the effects of some facts, in order."""
    names = []
    for fact in facts:
        after = fold(session, [fact])
        names += [effect.name for effect in effects_of(fact, session, after)]
        session = after
    return names


def test_a_draft_is_published_half_an_hour_after_the_close() -> None:
    session = drafted()
    assert session.recap.drafted
    assert not session.recap.published
    step = next_step(session)
    assert step is not None
    assert (step.kind, step.due) == (StepKind.PUBLISH, at(CLOSE + 30))


def test_what_is_published_at_once_has_no_draft_to_read() -> None:
    pack = pack_of()
    at_once = opened(replace(pack, timing=replace(pack.timing, publish=minutes(0))), minute=CLOSE)
    assert at_once.recap.revision == 1
    closed = replace(at_once, recap=RecapState())
    facts = (RecapDrafted(at=at(CLOSE), digest="a"), RecapPublished(at=at(CLOSE), digest="a"))
    assert changed(closed, *facts) == ["recap-card", "summary", "afterword", "recap-desk"]


def test_a_draft_that_nobody_published_moves_with_the_desk() -> None:
    moved = HostsTold(at=at(41), notice=Notice.DESK_MOVED)
    assert changed(drafted(), moved) == ["tell-hosts", "recap-card", "recap-draft"]
    published = fold(drafted(), edits.publish_recap(drafted(), at(41), HOST, answers=3, digest="a", channel=0))
    assert changed(published, moved) == ["tell-hosts"]


def test_a_rehearsal_publishes_sooner_and_what_comes_at_once_stays_so() -> None:
    timing = pack_of().timing
    assert timing.faster(60).publish == minutes(0.5)
    assert replace(timing, publish=minutes(0)).faster(60).publish == minutes(0)


def test_what_an_older_version_summarised_is_published_and_its_desk_has_no_draft() -> None:
    session = replace(drafted(), recap=RecapState())
    fact = RecapPublished(at=at(CLOSE), answers=3, digest="a")
    assert changed(session, fact, fact) == ["summary", "afterword", "revision", "afterword"]
    assert fold(session, [fact]).recap.published


def test_hosts_word_the_lead_and_the_headlines() -> None:
    session = drafted()
    session = fold(session, edits.word_recap(session, None, " Two\nsaw water. ", at(41), HOST))
    session = fold(session, edits.word_recap(session, 1, "Where blue is", at(41), HOST))
    assert (session.recap.lead, session.recap.headlines) == ("Two saw water.", {1: "Where blue is"})
    assert not edits.word_recap(session, 1, "Where blue is", at(41), HOST), "nothing changed"
    assert fold(session, edits.word_recap(session, 1, " ", at(41), HOST)).recap.headlines == {}
    with pytest.raises(Refused, match="has not been asked"):
        edits.word_recap(session, 9, "What is that?", at(41), HOST)
    with pytest.raises(Refused, match="at most 300 fit"):
        edits.word_recap(session, None, "x" * 301, at(41), HOST)


def test_hosts_say_what_comes_next() -> None:
    session = fold(drafted(), edits.word_next(drafted(), " On\nFriday. ", at(41), HOST))
    assert session.recap.next == "On Friday."
    assert not edits.word_next(session, "On Friday.", at(41), HOST), "nothing changed"
    assert fold(session, edits.word_next(session, "", at(41), HOST)).recap.next == ""
    with pytest.raises(Refused, match="at most 200 fit"):
        edits.word_next(session, "x" * 201, at(41), HOST)


def chosen(session: Session, message: int, use: Use | Mark, *, on: bool = True) -> Session:
    """The session after a host chose how a message is used; the same choice once more changes nothing."""
    after = fold(session, edits.use(session, message, Choice(use, on), at(41), HOST))
    assert edits.use(after, message, Choice(use, on), at(41), HOST) == []
    return after


def test_a_message_has_one_mark_and_there_is_one_line_of_the_night() -> None:
    session = drafted()
    for message, mark in ((5, Mark.LINE), (6, Mark.TAKEAWAY), (6, Mark.OPEN_QUESTION), (7, Mark.LINE)):
        session = chosen(session, message, mark)
    assert session.recap.marks == {6: Mark.OPEN_QUESTION, 7: Mark.LINE}
    assert chosen(session, 7, Mark.LINE, on=False).recap.marks == {6: Mark.OPEN_QUESTION}


def test_a_message_is_featured_or_dropped_and_never_both() -> None:
    session = chosen(chosen(drafted(), 5, Use.FEATURE), 5, Use.DROP)
    assert (session.recap.dropped, session.rulings[5].featured) == (frozenset({5}), False)
    session = chosen(session, 5, Use.FEATURE)
    assert (session.recap.dropped, session.rulings[5].featured) == (frozenset(), True)
    assert not chosen(session, 5, Use.FEATURE, on=False).rulings[5].featured
    session = chosen(session, 6, Use.DROP)
    assert chosen(session, 6, Use.DROP, on=False).recap.dropped == frozenset()


def test_a_draft_is_published_once_and_only_after_the_close() -> None:
    with pytest.raises(Refused, match="no draft"):
        edits.may_publish_recap(opened(minute=6))
    session = fold(drafted(), edits.publish_recap(drafted(), at(41), HOST, answers=3, digest="a", channel=0))
    assert (session.recap.revision, session.recap.answers, session.recap.digest) == (1, 3, "a")
    with pytest.raises(Refused, match="published already"):
        edits.publish_recap(session, at(41), HOST, answers=3, digest="a", channel=0)


def test_revisions_stay_in_the_channel_of_the_first_until_that_is_lost() -> None:
    session = fold(drafted(), edits.publish_recap(drafted(), at(41), HOST, answers=3, digest="a", channel=77))
    session = fold(session, edits.revise_recap(session, 4, "b", at(42)))
    assert (session.recap.channel, session.recap.since) == (77, 0)
    told = HostsTold(at=at(43), notice=Notice.RECAP_MOVED, detail="<#77>")
    assert changed(session, told) == ["summary", "afterword", "tell-hosts"]
    moved = fold(session, [told])
    assert (moved.recap.channel, moved.recap.since) == (0, moved.facts)


def test_a_draft_is_made_anew_and_what_is_published_gets_a_revision() -> None:
    session = drafted()
    assert edits.revise_recap(session, 3, session.recap.digest, at(41)) == []
    (anew,) = edits.revise_recap(session, 3, "b", at(41))
    assert changed(session, anew) == ["recap-desk"]
    published = fold(session, [anew, RecapPublished(at=at(42), answers=3, digest="b")])
    assert edits.revise_recap(published, 3, "b", at(43)) == []
    (revision,) = edits.revise_recap(published, 4, "c", at(43))
    assert changed(published, revision) == ["revision", "afterword", "recap-desk"]
    archived = fold(published, [Archived(at=at(50))])
    assert fold(archived, edits.revise_recap(archived, 2, "d", at(60))).recap.revision == 2
    late = edits.revise_recap(archived, 2, "d", at(60))
    assert changed(archived, *late) == ["revision", "recap-desk"], "nothing new is posted months later"
    assert edits.revise_recap(opened(minute=6), 3, "b", at(6)) == [], "it is still on"
    undrafted = replace(session, recap=RecapState())
    assert edits.revise_recap(undrafted, 3, "b", at(41)) == [], "the draft comes as a step"


def test_words_of_hosts_may_come_while_the_chat_is_on() -> None:
    session = opened(minute=6)
    assert fold(session, [RecapWorded(at=at(6), number=None, text="So far")]).recap.lead == "So far"


def test_a_model_is_asked_once_while_there_is_a_draft() -> None:
    session = drafted()
    (proposed,) = edits.propose_lines(session, 2, at(41))
    assert changed(session, proposed) == ["recap-desk"]
    assert changed(session, replace(proposed, lines=0)) == []  # type: ignore[call-arg]
    assert edits.propose_lines(fold(session, [proposed]), 2, at(42)) == []
    published = fold(session, edits.publish_recap(session, at(41), HOST, answers=3, digest="a", channel=0))
    assert edits.propose_lines(published, 2, at(42)) == []


def test_one_line_stands_in_a_place_whoever_worded_it() -> None:
    session = fold(drafted(), edits.use_line(drafted(), 1, "k1", at(41), HOST))
    assert session.recap.used == {1: "k1"}
    assert edits.use_line(session, 1, "k1", at(42), HOST) == []
    own = fold(session, edits.word_recap(session, 1, "Blue", at(42), HOST))
    assert (own.recap.used, own.recap.headlines) == ({}, {1: "Blue"})
    back = fold(own, edits.use_line(own, 1, "k1", at(43), HOST))
    assert (back.recap.used, back.recap.headlines) == ({1: "k1"}, {})
    assert fold(back, edits.word_recap(back, 1, "", at(44), HOST)).recap.used == {}
    assert fold(back, edits.use_line(back, 1, None, at(44), HOST)).recap.used == {}
