"""What hosts kept or left out counts the next time: the same words, and sites of links, in either language."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.base.words import Words
from bot.core.moderation.judged import Judged, Kind, judgements
from bot.core.moderation.settings import LIGHT, Action, Rule, RuleSettings, SelfPromotion
from bot.core.moderation.settings_words import NAMED, describe_judged
from tests.core.moderation.talk import BEN, CAI, LEXICON, Talk
from tests.core.sessions import T0

PUSH = "Subscribe to my channel and buy my new course, link in bio!"
ESSAY = "Yesterday was a grey and windy day, as so many in this month"
MINE = "Check out my newest essay, it asks why people listen at all: https://anna.example/essays/{}"
LATER = T0 + timedelta(days=1)


def judge(talk: Talk, text: str, rule: Rule, *, fine: bool, later: bool = False) -> None:
    """Hosts of the server decide about a message of another session."""
    other = Talk()
    other.hears(text)
    for judgement in judgements(other.said[0], rule, fine=fine, at=LATER if later else T0, lexicon=LEXICON):
        talk.watch.judged.add(judgement)


@pytest.mark.parametrize("text", [PUSH, "Tilatkaa mun kanava, siellä lisää vinkkejä aiheesta!"])
def test_what_hosts_kept_is_not_brought_up_again_whoever_says_it_and_however_it_is_written(text: str) -> None:
    talk = Talk()
    judge(talk, text, Rule.SELF_PROMOTION, fine=True)
    assert talk.hears(text.upper() + " !!!", BEN) is None
    assert talk.rule(text + " And another thing: buy my book", CAI) == Rule.SELF_PROMOTION


@pytest.mark.parametrize("text", [ESSAY, "Eilen oli harmaa ja tuulinen päivä, kuten niin moni tässä kuussa"])
def test_what_hosts_left_out_is_brought_up_again_though_it_breaks_no_rule(text: str) -> None:
    talk = Talk()
    judge(talk, text, Rule.COPY_PASTE, fine=False)
    verdict = talk.hears(f"{text}…", BEN)
    assert verdict
    assert (verdict.rule, verdict.action) == (Rule.COPY_PASTE, Action.FLAG)
    assert verdict.reason(Words()) == "The hosts left out the same text before."
    assert talk.hears("Yesterday was grey, and I liked it", CAI) is None


def test_a_site_is_fine_for_rules_that_are_about_links_and_for_each_link_of_a_message() -> None:
    talk = Talk()
    push = MINE.format(1)
    assert talk.rule(push) == Rule.SELF_PROMOTION
    judge(talk, push, Rule.SELF_PROMOTION, fine=True)
    assert talk.hears(MINE.format(2), BEN) is None
    both = MINE.format(3) + " and my https://other.example/shop, subscribe to my channel"
    assert talk.rule(both, CAI) == Rule.SELF_PROMOTION


def test_a_link_that_pretends_is_not_fine_because_its_words_were() -> None:
    talk = Talk()
    judge(talk, "Please look what I found for you today: https://dlscord.gift/abc", Rule.UNSAFE_LINKS, fine=True)
    assert talk.hears("The address https://dlscord.gift/xyz is what my neighbour got in a message today", BEN) is None
    again = "Please look what I found for you today: https://dlscorb.example/abc"
    judge(talk, "Please look what I found for you today", Rule.UNSAFE_LINKS, fine=True)
    assert talk.rule(again.replace("dlscorb.example", "discorb.gift"), CAI) == Rule.UNSAFE_LINKS


def test_a_site_that_hosts_left_out_is_brought_up_again_and_named() -> None:
    talk = Talk()
    judge(talk, "Win a prize at https://luck.example/a now", Rule.SCAMS, fine=False)
    verdict = talk.hears("I read the whole of https://luck.example/b and it says much about trust and patience", BEN)
    assert verdict
    assert verdict.reason(Words()) == "The hosts left out a message with a link to luck.example before."
    assert verdict.evidence.links == ("https://luck.example/b",)


def test_a_source_or_a_well_known_name_is_never_held_against_the_next_one() -> None:
    talk = Talk()
    text = "Look https://en.wikipedia.org/wiki/A https://docs.google.com/d https://github.com/spam/x"
    judge(talk, text, Rule.LINK_DUMP, fine=False)
    for link in ("https://en.wikipedia.org/wiki/B", "https://docs.google.com/e", "https://github.com/other"):
        assert talk.hears(f"The answer to that is in {link}, in the third part of the text") is None
        talk.watch.forget(talk.said[-1].id)
    assert talk.rule("The answer to that is in https://github.com/spam/y, in its third part", CAI) == Rule.LINK_DUMP


def test_of_two_judgements_the_later_holds() -> None:
    talk = Talk()
    judge(talk, PUSH, Rule.SELF_PROMOTION, fine=True)
    judge(talk, PUSH, Rule.SELF_PROMOTION, fine=False, later=True)
    assert talk.rule(PUSH) == Rule.SELF_PROMOTION
    other = Talk()
    other.hears(ESSAY)
    both = [
        *judgements(other.said[0], Rule.SCAMS, fine=True, at=LATER, lexicon=LEXICON),
        *judgements(other.said[0], Rule.SCAMS, fine=False, at=T0, lexicon=LEXICON),
    ]
    assert Judged(both).marks()[Kind.TEXT, True]
    assert not Judged(both).marks()[Kind.TEXT, False]


def test_short_texts_pace_and_rules_that_are_off_are_not_judged() -> None:
    off = RuleSettings(self_promotion=SelfPromotion(Action.OFF))
    for settings, text in ((LIGHT, "I agree with this"), (off, ESSAY)):
        talk = Talk(settings)
        judge(talk, text, Rule.SELF_PROMOTION, fine=False)
        assert talk.hears(text, BEN) is None
    talk = Talk()
    judge(talk, ESSAY, Rule.FLOOD, fine=True)
    for _ in range(8):
        talk.hears(ESSAY, BEN, after=1)
    assert talk.rule(ESSAY, BEN) is not None


def test_the_settings_say_what_counts_without_a_text() -> None:
    judged = Judged()
    assert describe_judged(judged, 90, Words()) == ()
    talk = Talk()
    talk.watch.judged = judged
    judge(talk, PUSH, Rule.SELF_PROMOTION, fine=True)
    judge(talk, "Win at https://luck.example/a", Rule.SCAMS, fine=False)
    assert describe_judged(judged, 90, Words()) == (
        "What hosts kept or left out here counts for 90 days (codes and sites, no texts):",
        "**Not brought up again** — 1 text",
        "**Shown to the hosts again** — links to 1 site (luck.example)",
    )
    talk.hears("Win https://luck.example/a")
    (one,) = judgements(talk.said[-1], Rule.SCAMS, fine=False, at=T0, lexicon=LEXICON)
    for number in range(NAMED):
        judged.add(replace(one, mark=f"s{number}.example"))
    assert describe_judged(judged, 90, Words())[-1].endswith(
        "luck.example, s0.example, s1.example, s2.example, s3.example, s4.example, s5.example, s6.example …)"
    )
