"""Words that are, all together, mostly those of adverts, frauds and insults; and talk that uses such words."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.yaml_files.wordings.loader import read_wordings
from bot.core.base.contribution import Contribution, Person
from bot.core.moderation.judged import Judged, judgements
from bot.core.moderation.message.language import Language
from bot.core.moderation.message.lexicon import Lexicon
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.message.weighing import Weighing, odds_of
from bot.core.moderation.settings import (
    LIGHT,
    STANDARD,
    STRICT,
    Action,
    Rule,
    RuleSettings,
    SelfPromotion,
    SuspiciousWords,
    read,
)
from tests.core.moderation.talk import ADA, BEN, CAI, DEE, EVA, LEXICON, PLAIN, Talk
from tests.core.sessions import T0

WORDS = {"gold": 2.0, "coin*": 1.5, "<link>": 1.0, "garden": -2.0, "free": 1.0}
WEIGHED = Lexicon([Language("en", words={"you": ("you",), "assent": ("yes",)}, weighing=Weighing(-1.0, WORDS))])
SURE = replace(STANDARD, suspicious_words=SuspiciousWords(Action.FLAG, sure=70))


def odds(text: str, lexicon: Lexicon = WEIGHED) -> float:
    """What the words of a text weigh together."""
    return Said(Contribution(1, 1, Person(1, ""), text), lexicon).odds


def gold(settings: RuleSettings = SURE) -> Talk:
    """A talk read with these weights alone."""
    return Talk(settings, lexicon=WEIGHED)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("We talk of trees", -1),
        ("gold", 1),
        ("Gold and gold and GOLD", 1),
        ("coin", -1),
        ("coins", 0.5),
        ("coinage coins", 2),
        ("gold garden", -1),
        ("see https://anna.example/a", 0),
        ("A1 gold", 1),
    ],
)
def test_each_word_counts_once_as_it_is_written(text: str, weight: float) -> None:
    assert odds(text) == pytest.approx(weight)


def test_per_cent_are_odds() -> None:
    assert odds_of(50) == 0
    assert odds_of(95) == pytest.approx(2.944, abs=0.001)
    assert odds_of(5) == pytest.approx(-odds_of(95))


def test_where_no_language_weighs_words_they_say_nothing() -> None:
    assert odds("gold coins", Lexicon([Language("sv")])) == 0


def test_a_message_is_weighed_in_the_language_that_knows_most_of_its_words() -> None:
    finnish = Language("fi", weighing=Weighing(-2.0, {"kulta": 3.0, "on": 1.0, "gold": -3.0}))
    both = Lexicon([finnish, Language("en", weighing=Weighing(-1.0, WORDS))])
    assert odds("kulta on free", both) == pytest.approx(2)
    assert odds("gold free garden", both) == pytest.approx(0)


def test_an_operators_weights_are_added_to_those_of_the_language() -> None:
    own = Language("en", weighing=Weighing(0.5, {"gold": -1.0, "rust": 1.0}))
    both = Lexicon([own, Language("en", weighing=Weighing(-1.0, WORDS))])
    assert odds("gold", both) == pytest.approx(0.5)
    assert odds("rust", both) == pytest.approx(0.5)


def test_hosts_are_shown_the_words_that_weigh_most() -> None:
    verdict = gold().hears("Free gold, for you and the garden coins!")
    assert verdict
    assert (verdict.rule, verdict.action) == (Rule.SUSPICIOUS_WORDS, Action.FLAG)
    assert verdict.evidence.words == ("Free", "gold", "coins")


def test_small_words_are_shown_only_where_there_is_nothing_else() -> None:
    heavy = {"this": 3.0, "your": 3.0, "gold": 1.0, "silver": 1.0, "copper": 1.0, "tin": 1.0}
    talk = Talk(SURE, lexicon=Lexicon([Language("en", weighing=Weighing(-1.0, heavy))]))
    verdict = talk.hears("This is your gold, silver, copper, tin")
    assert verdict
    assert verdict.evidence.words == ("gold", "silver", "copper", "tin")


def test_what_several_others_used_is_the_talks() -> None:
    talk = gold()
    reasons = ("as a garden does", "in the garden of a bank", "garden or not", "no garden did")
    for who, why in zip((BEN, BEN, CAI, CAI), reasons, strict=True):
        assert talk.rule(f"The gold standard ended, {why}", who) is None
    assert talk.rule("free gold", DEE) == Rule.SUSPICIOUS_WORDS  # two may be chance
    assert talk.rule("The gold standard ended, said the garden", EVA) is None
    assert talk.rule("free gold", DEE) is None


def test_what_only_states_something_or_says_yes_must_sound_worse() -> None:
    assert gold().rule("free coins") is None
    assert gold().rule("free coins for you") == Rule.SUSPICIOUS_WORDS
    assert gold().rule("yes, free coins for you") is None
    assert gold().rule("free gold") == Rule.SUSPICIOUS_WORDS


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("ask the seller", True),
        ("reach out any time", True),
        ("he is on whatsapp", True),
        ("more at https://shop.example/a", True),
        ("see claim-now.icu", True),
        ("donate at gofundme.com/f/abc", True),
        ("mail to a@b.example", True),
        ("lena_k42 knows", True),
        ("pistä viestiä sinne", True),
        ("People work hard for their money", False),
        ("Naiset ja miehet tekevät samaa työtä", False),
    ],
)
def test_whoever_speaks_to_somebody_or_leads_anywhere_addresses(text: str, addresses: bool) -> None:
    assert Said(Contribution(1, 1, Person(1, ""), text), LEXICON).addresses is addresses


def test_what_only_one_person_used_is_not() -> None:
    talk = gold()
    assert talk.rule("gold garden", BEN) is None
    assert talk.rule("gold garden again", BEN) is None
    assert talk.rule("gold garden once more", BEN) is None
    assert talk.rule("free gold", DEE) == Rule.SUSPICIOUS_WORDS


def test_what_was_flagged_brings_no_word_into_use() -> None:
    talk = gold()
    for who in (ADA, BEN, CAI, DEE, EVA):
        assert talk.rule(f"free gold, says number {who}", who) == Rule.SUSPICIOUS_WORDS


def test_it_never_gets_firmer_and_makes_nothing_else_firmer() -> None:
    talk = gold(replace(STRICT, suspicious_words=SuspiciousWords(Action.FLAG, sure=70)))
    for number in range(6):
        verdict = talk.hears(f"free gold number {number}", ADA)
        assert verdict
        assert verdict.action is Action.FLAG
    verdict = talk.hears("@everyone look here", ADA)
    assert verdict
    assert (verdict.rule, verdict.action) == (Rule.MENTIONS, STRICT.mentions.action)
    verdict = talk.hears("free gold after that", ADA)
    assert verdict
    assert verdict.action is Action.FLAG


def test_whoever_may_break_a_rule_about_words_may_use_them() -> None:
    talk = gold()
    assert talk.rule("free gold", ADA) == Rule.SUSPICIOUS_WORDS
    talk.watch.forgive(ADA, Rule.SELF_PROMOTION)
    assert talk.rule("free gold, really", ADA) is None
    assert talk.rule("free gold, really now", BEN) == Rule.SUSPICIOUS_WORDS


def test_a_hint_is_none_among_words_of_honest_talk() -> None:
    hint = "My newsletter is available: gardens, patience, soil, weather"
    assert Talk(lexicon=PLAIN).rule(hint) == Rule.SELF_PROMOTION
    assert rule_of(hint, {"patience": -1.0}) is None


def test_signs_in_any_order_are_none_where_they_and_all_else_are_words_of_honest_talk() -> None:
    lent = (
        "We lend models as libraries lend books: three weeks, deposit of 20 pounds, returned when all columns are on."
    )
    assert rule_of(lent, {}) == Rule.SCAMS
    assert rule_of(lent, {"deposit": -2.0}) is None
    assert rule_of(lent, {"deposit": -0.3}) == Rule.SCAMS
    assert rule_of(lent, {"libraries": -2.0}) == Rule.SCAMS  # else a kind word would be all it takes
    assert rule_of(lent, {"libraries": -2.0, "weeks": -2.0}) is None
    assert rule_of("Dan you absolute muppet you left your keys at mine again", {"muppet": -2.0}) == Rule.INSULTS


def test_a_clear_appeal_is_one_whatever_its_words_weigh() -> None:
    assert rule_of("Shut up you fat pig", {"fat": -2.0, "pig": -2.0}) == Rule.INSULTS


def rule_of(text: str, weights: dict[str, float]) -> str | None:
    """The rule that a text breaks by the shipped wordings, with these weights."""
    weighed = Language("en", weighing=Weighing(-1.0, weights))
    return Talk(lexicon=Lexicon([weighed, read_wordings(Path("bot/wordings/en.yaml"))])).rule(text)


def test_evidence_shows_all_that_a_mark_stands_for_and_no_more_of_a_word_than_is_read() -> None:
    lexicon = Lexicon([Language("en", weighing=Weighing(0.0, {"<username>": 2.0, "<contact>": 2.0, "gold": 1.0}))])
    long = "gold/a-path/that-goes/on-and-on/and-says/nothing-of-what/it-is-about/until-it-ends"
    verdict = Talk(SURE, lexicon=lexicon).hears(f"gold from lena_k42, call +1 202 555 0147 {long}")
    assert verdict
    assert verdict.evidence.words == ("gold", "lena_k42", "+1 202 555 0147", long[:60])


def test_no_more_than_a_card_follows_whatever_is_set() -> None:
    settings, faults = read({"suspicious_words": {"action": "notice", "sure": 70}})
    assert [fault.loc for fault in faults] == [("moderation", "suspicious_words", "action")]
    assert settings.suspicious_words == SuspiciousWords(Action.FLAG, sure=70)


ABUSE = (
    "Hello dear, i am a financial expert, i can help you earn weekly with a small capital, inbox me",
    "cheap followers and likes, real accounts, fast delivery, pm for prices",
    "Moikka! Myyn edullisesti seuraajia ja tykkäyksiä, laita viestiä yksityisesti niin sovitaan hinta",
    "Lainaa heti tilille ilman vakuuksia ja luottotietoja, laita viesti niin hoidetaan",
)
HONEST = (
    "I pay my bank eight euros a month for an account that I hardly use.",
    "We gave away a hundred gift cards at the library, and two people came back.",
    "Our choir needs two altos; ask me after rehearsal.",
    "Pankki soitti kerran ihan oikeasti, enkä uskonut.",
    "Lainasin kirjaston kirjan, ja sakko oli kaksi euroa.",
    "Seuraajat eivät osta mitään, kysymykset ostavat.",
    "Podcastiamme kuuntelee kolmesataa ihmistä, ja heistä kaksi on tarjonnut minulle työtä.",
)


@pytest.mark.parametrize("text", ABUSE)
def test_abuse_in_words_of_its_own_is_shown_to_the_hosts(text: str) -> None:
    verdict = Talk().hears(text)
    assert verdict
    assert all(words in text for words in verdict.evidence.words)


@pytest.mark.parametrize("text", HONEST)
def test_talk_about_money_gifts_and_followers_is_let_be(text: str) -> None:
    assert Talk(STRICT).hears(text) is None


def test_who_lets_people_promote_their_own_is_not_shown_it_by_its_words_either() -> None:
    push = "Subscribe to my channel and buy my new course, link in bio!"
    settings = replace(STANDARD, suspicious_words=SuspiciousWords(Action.FLAG, sure=50))
    assert Talk(settings).rule(push) == Rule.SELF_PROMOTION
    assert Talk(replace(settings, self_promotion=SelfPromotion(Action.OFF))).rule(push) is None


def test_hosts_who_kept_a_text_by_any_rule_are_not_shown_it_by_its_words() -> None:
    said = Contribution(1, 1, Person(1, ""), "free gold for whoever asks me")
    kept = Judged(judgements(said, Rule.SCAMS, fine=True, at=T0, lexicon=WEIGHED))
    talk = gold()
    assert talk.rule(said.text) == Rule.SUSPICIOUS_WORDS
    talk.watch.judged = kept
    assert talk.rule(said.text, BEN) is None


def test_light_must_be_surer() -> None:
    assert LIGHT.suspicious_words.sure > STANDARD.suspicious_words.sure > STRICT.suspicious_words.sure
