import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.terms import RUN, terms_of


def shared(one: str, other: str, language: str) -> set[str]:
    return set(terms_of(one, language)) & set(terms_of(other, language))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("luottamus", "luotan"),
        ("luottamuksesta", "luotettavat"),
        ("vaikuttaja", "vaikuttivat"),
        ("vaikutusvaltaa", "vaikuttajien"),
        ("mainostaminen", "mainonta"),
        ("kirjoituksia", "kirjoittaisin"),
        ("laadukkaasti", "laadulla"),
        ("kuuntelevat", "kuunteleminen"),
        ("EU", "EU:ssa"),
        ("TChat", "TChat:lla"),
        ("yhteisöjen", "verkkoyhteisö"),
    ],
)
def test_finnish_inflections_and_relatives_of_a_word_meet(one: str, other: str) -> None:
    assert shared(one, other, "fi")


@pytest.mark.parametrize(
    ("one", "other"),
    [("luottamus", "mainonta"), ("kuunnella", "kirjoittaa"), ("laatu", "määrä"), ("EU:ssa", "USA:ssa")],
)
def test_unrelated_finnish_words_do_not_meet(one: str, other: str) -> None:
    assert not shared(one, other, "fi")


@pytest.mark.parametrize(
    ("one", "other"),
    [("influence", "influencers"), ("credibility", "credible"), ("listened", "listening"), ("brand’s", "brands")],
)
def test_english_inflections_meet(one: str, other: str) -> None:
    assert shared(one, other, "en")


def test_a_word_is_cut_into_runs_of_its_stem_and_a_short_one_stays_whole() -> None:
    assert terms_of("Trusted", "en") == ("trus", "rust")
    assert terms_of("SEO", "en") == ("seo",)


def test_terms_are_distinct_and_in_the_order_of_the_text() -> None:
    assert terms_of("trust wins, trust!", "en") == ("trus", "rust", "win")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("🎉" * 2000, "en"),
        ("the and of it's don’t", "en"),
        ("Hello everyone, thanks! LOL :)", "en"),
        ("Totally agree, yep.", "en"),
        ("ja tai mutta että en", "fi"),
        ("Moikka kaikille, kiitos!", "fi"),
        ("Samaa mieltä, totta.", "fi"),
        ("https://example.org/trust?x=1 www.example.org/luottamus", "en"),
        ("<@123> <@!123> <@&5> <#99> </packs list:7> <:party:1> <a:dance:22> <t:1700000000:R>", "en"),
        ("A3:", "en"),
        ("¯\\_(ツ)_/¯ <t:1316041200>", "en"),
        ("#TChat A3", "en"),
        ("Q3 K3 V12 1 +", "fi"),
        ("\u200b\u200d\ufeff\u2067", "en"),
    ],
)
def test_what_only_wraps_the_words_is_no_content(text: str, language: str) -> None:
    assert terms_of(text, language) == ()


@pytest.mark.parametrize(
    "text", ["tr\u200bust", "\u202etrust\u202c", "ｔｒｕｓｔ", "__TRUST__", "||trust||", "trust's", "#trust"]
)
def test_a_word_is_recognised_whatever_is_done_to_it(text: str) -> None:
    assert terms_of(text, "en") == ("trus", "rust")


def test_of_a_link_only_the_label_is_said() -> None:
    assert terms_of("[trust](https://example.org/listen)", "en") == ("trus", "rust")


def test_a_text_without_blanks_has_terms_all_the_way() -> None:
    assert {"abcd", "wxyz"} <= set(terms_of("abcdef" + "o" * 4000 + "uvwxyz", ""))


def test_a_colon_ends_a_word_in_english_and_starts_an_ending_in_finnish() -> None:
    assert terms_of("rule:trust", "en") == ("rule", "trus", "rust")
    assert terms_of("tchat:lla", "fi") == ("tcha", "chat")


def test_an_unknown_language_has_neither_stop_words_nor_stems() -> None:
    assert terms_of("och lycka", "sv") == ("och", "lyck", "ycka")
    assert terms_of("الثقة أولا", "ar")


@given(st.text(), st.sampled_from(["en", "fi", "sv", ""]))
def test_any_text_has_short_distinct_terms(text: str, language: str) -> None:
    found = terms_of(text, language)
    assert len(set(found)) == len(found)
    assert all(0 < len(term) <= RUN for term in found)
    assert terms_of(text, language) == found


@given(
    st.lists(st.sampled_from(["trust", "luottamus", "listens", "media", "EU:ssa", "don't", "A3", "https://x.fi", "🎉"]))
)
def test_the_terms_of_a_text_are_those_of_its_words(words: list[str]) -> None:
    text = "· " + " ".join(words)  # nothing is a marker here
    assert set(terms_of(text, "fi")) == {term for word in words for term in terms_of("· " + word, "fi")}
