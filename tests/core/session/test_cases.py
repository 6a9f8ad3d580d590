"""Cases in words: cards with many messages or forgotten words, the log, and numbers as they are typed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.base.limits import MAX_TEXT
from bot.core.base.post import Post
from bot.core.base.words import Words
from bot.core.moderation.settings import LIGHT
from bot.core.moderation.settings_changes import Changes, numbers_in
from bot.core.posts.moderating.case_cards import case_card, repost, whole_case, word_to_member
from bot.core.posts.moderating.case_log import lines, measures
from bot.core.session.cases import BURST, TOLD, Case, after
from bot.core.session.facts import Measure, Moderated
from bot.core.session.state import CaseState, Session
from bot.core.text.showing.posts import name, quoted
from tests.core.sessions import ROOM, T0, at, pack_of

CASE = Case(3, 1, "copy_paste", 1000, 500, 100, "Ada", "Buy!", "The same text.", T0)
WORDS = Words()


def _session(measure: Measure = Measure.FLAG) -> Session:
    pack = pack_of()
    return Session(1, pack, ROOM, pack.questions, (), cases={3: CaseState(measure)})


@pytest.mark.parametrize(
    ("messages", "head"),
    [
        ([(1000, 100)], f"**Copies** · [Ada]({ROOM.link(1000, 500)})"),
        ([(1000, 100), (1001, 100)], f"**Copies** · [Ada]({ROOM.link(1000, 500)}) · 2 messages"),
        (
            [(1000, 100), (1001, 101), (1002, 101)],
            f"**Copies** · [Ada and others]({ROOM.link(1000, 500)}) · 3 messages from 2 people",
        ),
    ],
)
def test_many_messages_are_one_card_with_a_count(messages: list[tuple[int, int]], head: str) -> None:
    assert case_card(_session(), CASE, messages, (), WORDS).text.split("\n")[0] == head


@given(st.text(max_size=300) | st.lists(st.sampled_from(["*a*_b_", "||s||", "`", "<@1> ", "🎉", "\n"])).map("".join))
def test_a_card_never_outgrows_a_message(typed: str) -> None:
    reasons = "\n".join(f"{name(typed)}: “{quoted(typed * 9, 500)}”" for _ in range(12))
    case = replace(CASE, name=typed, text=typed * 20, reason=f"The same text.\n{reasons}")
    session = _session(Measure.HOLD)
    for messages in ([(1000, 100)], [(1000, 100), (1001, 101)]):
        card = case_card(session, case, messages, ["notice", "remove", "repost", "time-out"], WORDS)
        assert len(card.text) <= MAX_TEXT
        assert card.actions[-1].id == "case:read:3"
    assert len(word_to_member(session, case, session.cases[3], WORDS).text) <= MAX_TEXT
    assert len(repost(typed, typed * 20).text) <= MAX_TEXT
    assert all(len(line) <= MAX_TEXT for line in whole_case(case))


def test_what_is_brought_back_and_too_long_for_one_message_comes_with_a_file() -> None:
    long = "word " * 700
    assert [file.text for file in repost("Ada", long).files] == [long]
    assert repost("Ada", "short") == Post("**Ada:** short", quiet=True)
    assert repost("Ada", long).quiet


def test_a_card_whose_words_are_forgotten_still_says_what_was_done() -> None:
    for told in ([], ["Ben: “Look!”"]):
        forgotten = replace(CASE, text="", reason="\n".join(["", *told]))
        card = case_card(_session(), forgotten, [(1000, 100)], (), WORDS)
        assert card.text.split("\n")[1:] == [
            "This text is no longer stored.",
            *told,
            "Left out of the summary until you decide.",
        ]


def test_of_what_members_say_about_a_message_a_card_shows_the_last_and_all_can_be_read() -> None:
    said = [f"Ben: “{n}”" for n in range(7)]
    for shown, more, buttons in ((said[:6], [], 5), (said[1:], ["… and 1 more"], 6)):
        told = said if more else shown
        card = case_card(_session(), replace(CASE, reason="\n".join(["Twice.", *told])), [(1000, 100)], (), WORDS)
        assert card.text.split("\n")[2:-1] == ["Twice.", *more, *shown]
        assert len(card.actions) == buttons, "the last one shows what the card does not"


def test_a_decision_can_be_undone_and_what_a_host_hides_is_still_to_be_decided() -> None:
    session = _session()
    for measure, withheld, labels in (
        (Measure.LEAVE_OUT, (), ["Undo"]),
        (Measure.HOLD, {1000}, ["Restore", "Reject", "Time out 10 min"]),
    ):
        state = CaseState(measure, by=7, withheld=frozenset(withheld))
        card = case_card(replace(session, cases={3: state}), CASE, [(1000, 100)], (), WORDS)
        assert [action.label for action in card.actions] == labels
        assert card.text.splitlines()[-1].startswith("<@7>: ")
    wave = replace(CASE, rule=BURST)
    seen = replace(session, cases={3: CaseState(Measure.FINE, by=7)})
    assert case_card(seen, wave, [(1000, 100)], (), WORDS).text.endswith("\n<@7>: Seen")
    assert "Seen" not in case_card(session, wave, [(1000, 100)], (), WORDS).text


def test_a_member_s_word_brings_a_case_before_the_hosts_and_changes_nothing_else() -> None:
    rule = after(None, Moderated(at=at(1), case=3, rule="copy_paste", person=100, measure=Measure.LEAVE_OUT))
    told = after(rule, Moderated(at=at(2), by=101, case=3, rule="copy_paste", person=100, measure=Measure.TOLD))
    assert not rule.carded
    assert told == replace(rule, carded=True)


def test_a_member_is_told_by_what_and_why_but_never_who_told_the_hosts() -> None:
    session = _session()
    beginning = "A host of “What is colour?” asks you to take another look at your message in <#500>"
    by_rule, by_host = CaseState(Measure.NOTICE), CaseState(Measure.NOTICE, by=7)
    automatic, chosen = (word_to_member(session, CASE, each, WORDS).text.splitlines() for each in (by_rule, by_host))
    assert automatic[0].startswith("This is automatic: ")
    assert chosen[0] == f"{beginning}: **Copies**."
    assert automatic[1:3] == chosen[1:3] == ["The same text.", "> Buy!"]
    told = replace(CASE, rule=TOLD, reason="Ben: “Look!”")
    assert word_to_member(session, told, by_host, WORDS).text.splitlines()[:2] == [f"{beginning}.", "> Buy!"]


def test_the_log_is_newest_first_and_names_nobody_for_a_wave() -> None:
    burst = replace(CASE, id=4, rule=BURST, person=0)
    facts = [
        Moderated(at=at(1), case=3, rule="copy_paste", person=100, measure=Measure.FLAG),
        Moderated(at=at(2), case=4, rule=BURST, person=0, measure=Measure.FLAG),
        Moderated(at=at(3), case=3, rule="copy_paste", person=100, measure=Measure.TOLD),
        Moderated(at=at(4), by=7, case=3, rule="copy_paste", person=100, measure=Measure.FINE),
        Moderated(at=at(5), case=9, rule="flood", person=100, measure=Measure.FLAG),
        Moderated(at=at(6), case=3, rule="copy_paste", person=101, measure=Measure.FLAG),
    ]
    taken = measures(_session(), facts, [CASE, burst], {3: [1000, 1001]}, {7: "Meghan", 101: "Ben"})
    assert [(each.who, each.by_name, each.name, each.messages) for each in taken] == [
        ("rule", "", "Ben", 2),
        ("host", "Meghan", "Ada", 2),
        ("member", "", "Ada", 2),
        ("rule", "", "", 0),
        ("rule", "", "Ada", 2),
    ]
    shown = lines(taken, WORDS)
    assert [line.rsplit(" · ", 1)[1] for line in shown] == [
        "by its rule",
        "<@7>",
        "A member asked the hosts to look.",
        "by its rule",
        "by its rule",
    ]


def test_numbers_are_offered_of_what_has_them() -> None:
    assert numbers_in(LIGHT, "flood") == "per_minute=12, per_question=40"
    assert numbers_in(LIGHT, "escalation") == "every=2"
    assert numbers_in(LIGHT, "") == numbers_in(LIGHT, "canned") == numbers_in(LIGHT, "nothing") == ""
    assert numbers_in(LIGHT, "blocklist") == ""


@pytest.mark.parametrize("typed", ["per_minute=5, per_question=20", "PER_MINUTE: 5 per_question = 020;"])
def test_numbers_may_be_typed_in_many_ways(typed: str) -> None:
    changes = Changes("strict", "flood", "hold", typed).canonical()
    assert changes.numbers == "per_minute=5,per_question=20"
    assert changes.settings() == {
        "preset": "strict",
        "flood": {"per_minute": 5, "per_question": 20, "action": "hold"},
    }


def test_a_name_in_the_log_is_only_a_name() -> None:
    fact = Moderated(at=at(1), case=3, rule="copy_paste", person=100, measure=Measure.FLAG)
    forger = replace(CASE, name="x](https://evil.example)\n**hana:** [y")
    (line,) = lines(measures(_session(), [fact], [forger], {}, {}), WORDS)
    assert "evil.example) [" not in line
    assert r"[x)(https\://evil.example) \*\*hana:\*\* (y](" in line
