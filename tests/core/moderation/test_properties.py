"""What holds for any message, whoever writes it and however it is disguised."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.base.contribution import Contribution, Person
from bot.core.moderation.message import message_words
from bot.core.moderation.message.fingerprints import letters_of
from bot.core.moderation.message.forms import fold, origins
from bot.core.moderation.message.links import address_of, links_in
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.message.notation import compiled
from bot.core.moderation.settings import STANDARD, STRICT, Action, Blocklist, Rule
from bot.core.moderation.watch import Watch, WrittenBy
from tests.core.moderation.samples import HONEST, PROMOTION
from tests.core.moderation.talk import ADA, BEN, CAI, LEXICON, Talk
from tests.core.sessions import HOST

STERN = replace(STRICT, blocklist=Blocklist(Action.HOLD, ("trust", "luottamus", "a*"), ("example.org",)))
TEXTS = st.one_of(
    st.sampled_from(PROMOTION + HONEST),
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["@everyone", "<@7>", "https://bit.ly/a1", "> said", "hei", "Great post!", "trust", "my channel", "\n"]
        ),
        max_size=12,
    ).map(" ".join),
)
ALIKE = str.maketrans("aeopcyxsij", "аеорсухѕіј")  # Cyrillic
LATIN = st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö .,!", max_size=80)


@given(st.lists(TEXTS, max_size=12))
def test_nothing_a_host_writes_gets_a_verdict(texts: list[str]) -> None:
    talk = Talk(STERN)
    assert [talk.hears(text, HOST, after=1) for text in texts] == [None] * len(texts)
    assert [talk.hears(text, ADA, after=1, by=WrittenBy.UNKNOWN) for text in texts] == [None] * len(texts)


@given(st.lists(st.tuples(TEXTS, st.sampled_from([ADA, BEN, CAI])), max_size=15))
def test_seeing_the_record_again_gives_the_same_verdicts(said: list[tuple[str, int]]) -> None:
    talk = Talk(STERN)
    live = [talk.hears(text, who, after=7) for text, who in said]
    again = Watch(STERN, LEXICON)
    assert [again.see(each, question=1) for each in talk.said] == live


SCRIPTS = st.lists(
    st.sampled_from([*"aiAb我是αβ가나אبกा́ﷺß1.@-*'\n", "https://x.example/", "\U0001f3fd", "\u200d", "\ue000"]),
    max_size=30,
)


@given(st.text(st.characters()) | SCRIPTS.map(" ".join) | SCRIPTS.map("".join))
def test_no_text_is_beyond_the_rules(text: str) -> None:
    talk = Talk(STERN)
    for _ in range(2):
        talk.hears(text, after=1)
    said = Said(talk.said[0], LEXICON)
    assert len(list(said.tokens())) == len(said.kinds)
    assert said.content.issubset(said.tokens())
    assert [said.at_tokens(place, place + 1) for place in range(len(said.kinds))] or not said.kinds


@pytest.mark.parametrize("unit", ["&ﷺ", "\u0345\u0300", "\u0591\u05b0", "a i ", "`#a` ", "> ", "'a ", "x (dot) "])
def test_the_work_of_reading_grows_with_the_length_and_not_with_its_square(unit: str) -> None:
    short, long = (unit * (length // len(unit)) for length in (1_000, 32_000))
    assert _effort(long) < 8 * 32 * _effort(short)  # 32 times the text; its square would take 1,024 times as long


def test_a_message_in_which_signs_could_be_taken_in_millions_of_ways_is_judged_like_any_other() -> None:
    crafted = "mr e hit e mr " * 90 + "xyz " * 30 + "tg " * 800
    assert Talk().rule(crafted[:4_000]) == Rule.SCAMS


def test_a_pattern_is_not_tried_for_ever() -> None:
    of_twelve = compiled(f"[ {' & '.join(['<x>'] * 12)} ]50", str)
    assert of_twelve.search("x" * 12)
    assert of_twelve.search("x" * 11) is None


def test_a_text_is_gone_through_once_for_all_that_was_typed_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(text: str) -> list[int]:
        asked.append(text)
        return origins(text)

    monkeypatch.setattr(message_words, "origins", noted)
    text = " ".join(f"ä https://example.org/{number}" for number in range(60))
    said = Said(Contribution(1, 1, Person(ADA, "ada"), text), LEXICON)
    assert len(said.typed_links(said.links)) == 60
    assert asked == [text]


def _effort(text: str) -> float:
    """Return the processor time of one reading; the least of several, for anything may come between."""
    efforts = []
    for number in range(5):
        before = process_time()
        Said(Contribution(number, 1, Person(ADA, "ada"), text), LEXICON)
        efforts.append(process_time() - before)
    return max(min(efforts), 1e-5)


@given(TEXTS)
def test_a_verdict_rests_on_what_was_really_written(text: str) -> None:
    verdict = Talk(STERN).hears(text)
    for part in (*verdict.evidence.words, *verdict.evidence.links) if verdict else ():
        assert part in text


@pytest.mark.parametrize("text", PROMOTION + HONEST)
def test_letters_that_look_alike_or_show_nothing_save_nobody(text: str) -> None:
    plain, alike, hidden = (Talk().rule(each) for each in (text, text.translate(ALIKE), "\u200d".join(text)))
    assert {alike, hidden} <= {plain, Rule.UNSAFE_LINKS}, "a known site in such letters is another site"


@given(st.text(alphabet="👍🎉😀 !.\u200b", min_size=1, max_size=30).filter(str.strip))
def test_signs_and_emoji_are_never_more_than_canned(text: str) -> None:
    verdict = Talk().hears(text)
    assert verdict is None or (verdict.rule, verdict.action) == (Rule.CANNED, Action.LEAVE_OUT)


@given(st.text(max_size=300))
def test_folding_keeps_track_of_where_each_character_was(text: str) -> None:
    places = origins(text)
    assert places[-1] == len(text)
    assert places == sorted(places)


@given(LATIN)
def test_texts_that_look_the_same_fold_to_the_same(text: str) -> None:
    wide = text.translate({code: code - 0x21 + 0xFF01 for code in range(0x21, 0x7F)})
    assert fold(text) == fold(text.upper()) == fold(text.translate(ALIKE)) == fold(wide) == fold("\u2060".join(text))


@given(st.text(alphabet="ab1_.-äöß²ªÿ\u0100я“ ", max_size=30))
def test_letters_are_the_same_whichever_way_they_are_taken(text: str) -> None:
    assert letters_of(text) + letters_of("я") == letters_of(text + "я")


@given(
    st.lists(st.sampled_from(["see", "a.fi/b.", "(https://x/y)", "\u00a0", "\x1f", "\n", "/watch?v=abcdefgh", "x.fi"]))
)
def test_links_are_found_one_by_one_as_all_together(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [link.address for link in links_in(text)] == [
        each.address for part in text.split() for each in links_in(part)
    ]


@given(st.text(max_size=100))
def test_any_text_can_be_searched_for_links(text: str) -> None:
    for link in links_in(fold(f"{text} https://{text}")):
        assert link.site is not None
        assert address_of(link.address) is not None


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("https://www.example.org/a?utm_source=x#top", "example.org"),
        ("m.example.co.uk/page", "example.co.uk"),
        ("https://youtube.com/watch?v=abcdefghijk&feature=share", "youtube.com/watch?v=abcdefghijk"),
        ("/watch?v=abcdefghijk", "youtube.com/watch?v=abcdefghijk"),
        ("https://medium.com/@anna/trust", "medium.com/@anna"),
        ("example (dot) com", "example.com"),
        ("example[dot]com", "example.com"),
    ],
)
def test_whose_place_a_link_leads_to(typed: str, site: str) -> None:
    assert [link.site for link in links_in(typed)] == [site]


def test_an_address_that_is_none_leads_nowhere() -> None:
    assert address_of("https://[broken") == "https://[broken"
    assert address_of("https:///page") == "/page"


@settings(max_examples=20)
@given(st.permutations(range(6)))
def test_messages_that_come_late_are_judged_by_what_stood_above_them(order: list[int]) -> None:
    text = "The best communities grow slowly because somebody keeps listening to every newcomer."
    said = [Contribution(1_000_000 + n, 1, Person(ADA, "ada"), text) for n in range(6)]
    watch = Watch(STANDARD, LEXICON)
    for n in order:
        verdict = watch.see(said[n])
        earlier = [said[m].id for m in order[: order.index(n)] if m < n]
        assert (verdict.evidence.messages if verdict else ()) == tuple(sorted(earlier))
