"""What tells one recap from another, and what changed from one revision to the next."""

from dataclasses import replace

from bot.core.record.revisions import Revision, digest_of, last_revision
from bot.core.record.summary import Summary
from bot.core.record.wording.lines import Line
from bot.core.session.facts import AnswerFeatured, AnswerFiled, Fact, RecapDrafted, RecapMarked, RecapPublished
from bot.core.session.recap_state import Mark, RecapState
from tests.core.record.recaps import HEAD
from tests.core.sessions import at

SUMMARY = Summary(HEAD, sections=(), people=("Ada",), links=(), talk=0)


def published(answers: int) -> Fact:
    return RecapPublished(at=at(50), answers=answers, digest=str(answers))


def test_a_recap_without_a_host_s_hand_is_its_summary() -> None:
    assert digest_of(SUMMARY, RecapState(), {}) == SUMMARY.digest
    gone = RecapState(marks={5: Mark.TAKEAWAY})
    assert digest_of(SUMMARY, gone, {}) == SUMMARY.digest, "what was deleted is shown no more"


def test_every_choice_of_the_hosts_makes_another_recap() -> None:
    marked = RecapState(marks={5: Mark.TAKEAWAY})
    line = Line(1, "{5} saw the sky.", {5: "a"}, "tiny")
    digests = {
        digest_of(SUMMARY, RecapState(), {}),
        digest_of(SUMMARY, RecapState(lead="Water"), {}),
        digest_of(SUMMARY, RecapState(headlines={1: "Water"}), {}),
        digest_of(SUMMARY, RecapState(dropped=frozenset({5})), {}),
        digest_of(SUMMARY, marked, {5: "the sea"}),
        digest_of(SUMMARY, marked, {5: "the lake"}),
        digest_of(SUMMARY, replace(marked, marks={5: Mark.LINE}), {5: "the sea"}),
        digest_of(SUMMARY, RecapState(used={1: line.key}), {}, [line]),
    }
    assert len(digests) == 8
    assert digest_of(SUMMARY, RecapState(), {}, [line]) == SUMMARY.digest, "nobody accepted it"
    assert digest_of(SUMMARY, RecapState(used={1: line.key}), {}) == SUMMARY.digest, "it stands no more"


def test_a_revision_says_what_changed_since_the_one_before() -> None:
    draft = RecapDrafted(at=at(40), digest="a")
    mark = RecapMarked(at=at(45), by=9, message=5, mark=Mark.LINE)
    filed = AnswerFiled(at=at(45), by=9, message=5, number=1)
    featured = AnswerFeatured(at=at(52), by=9, message=5, featured=True)
    assert last_revision([draft, mark]) is None
    assert last_revision([draft, mark, published(3)]) is None, "there is nothing before it"
    assert last_revision([mark, published(3), published(5)]) == Revision(2, more=2, by_hosts=False)
    assert last_revision([published(3), filed, published(2)]) == Revision(2, more=-1, by_hosts=False)
    both = [published(3), featured, published(3)]
    assert last_revision(both) == Revision(2, more=0, by_hosts=True)
    assert last_revision([*both, published(4)]) == Revision(3, more=1, by_hosts=False)
