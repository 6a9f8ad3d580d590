"""What the watch keeps of the past, against the plain way to keep it: a list of all that was said."""

from itertools import product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.core.base.contribution import Contribution, Person
from bot.core.moderation.history import History
from bot.core.moderation.message.message_words import Said
from bot.core.moderation.message.tokens import KEPT
from bot.core.moderation.settings import STANDARD, Flood, RuleSettings
from bot.core.moderation.watch import Watch
from tests.core.moderation.talk import ADA, BEN, CAI, LEXICON, Talk

PHRASE = "because listening builds trust between people faster than shouting loudly about numbers"
VOCABULARY = ["".join(syllables) for syllables in product(["ba", "ce", "di", "fo", "gu", "hy", "ka", "le"], repeat=4)]
SAID = st.lists(
    st.tuples(st.integers(1, 30), st.sampled_from([ADA, BEN, CAI]), st.integers(0, 3), st.booleans()), max_size=40
)
"""Messages by id, author and question; those that are known already are edited, or deleted."""


def read(id: int, author: int = ADA, text: str = "", question: int | None = None) -> Said:
    return Said(Contribution(id, 500, Person(author, f"p{author}"), text), LEXICON, question)


@given(SAID, st.integers(1, 30), st.integers(1, 30))
def test_who_said_what_before_is_known_in_any_order_of_edits_and_deletions(
    events: list[tuple[int, int, int, bool]], before: int, since: int
) -> None:
    history, plain = History(), dict[int, tuple[int, int]]()
    for id, author, question, deleted in events:
        author, _ = plain.get(id, (author, 0))  # nobody edits what somebody else wrote
        history.forget(id)
        plain.pop(id, None)
        if not deleted:
            said = read(id, author, question=question)
            history.remember(said, history.text_like(said))
            plain[id] = author, question
    for person in (ADA, BEN, CAI):
        mine = sorted(id for id, (author, _) in plain.items() if author == person)
        assert history.latest(person) == max(mine, default=0)
        between = [id for id in mine if since <= id < before]
        assert history.said_by(person, before=before, since=since, most=3) == between[-3:]
        for question in range(1, 4):
            to_it = [id for id in mine if plain[id][1] == question]
            earlier = [id for id in to_it if id < before]
            assert history.answered_by(person, question, before=before, most=3) == earlier[-3:]
            assert history.answers(person, question) == len(to_it)


def test_words_are_shared_with_whoever_else_used_them_first_or_later() -> None:
    history = History()
    for id, author in enumerate((ADA, BEN), 1):
        history.remember(read(id, author, "the lighthouse keeper"), 0)
    assert [history.shared(author, ["lighthouse", "painter"]) for author in (ADA, BEN, CAI)] == [0.5] * 3


def test_each_of_thousands_of_texts_is_found_again() -> None:
    history, chance = History(), Random(1)
    texts = [" ".join(chance.sample(VOCABULARY, 12)) for _ in range(3_000)]
    for id, text in enumerate(texts, 1):
        said = read(id, text=text)
        assert history.text_like(said) == 0
        history.remember(said, 0)
    assert [history.text_like(read(9_000, text=text)) for text in texts] == list(range(1, 3_001))


def test_of_many_texts_with_one_phrase_a_few_are_enough_to_compare_with() -> None:
    history = History()
    for id in range(1, 200):
        history.remember(read(id, text=f"{PHRASE} {id * 31}"), 0)
    assert history.text_like(read(900, text=f"{PHRASE} indeed")) == 1


def test_more_words_than_are_remembered_change_no_verdict() -> None:
    talk = Talk()
    assert talk.rule("subscribe to my channel please") == "self_promotion"
    for start in range(0, KEPT + 500, 500):
        talk.hears(" ".join(f"w{number}" for number in range(start, start + 500)), BEN)
    assert talk.rule("subscribe to my channel please everybody") == "self_promotion"


def test_an_edited_message_is_judged_by_what_stood_above_it() -> None:
    watch = Watch(RuleSettings(flood=Flood(STANDARD.flood.action, per_minute=100, per_question=2)), LEXICON)
    said = [Contribution(id << 40, 500, Person(ADA, "ada"), f"thought {id}") for id in range(1, 4)]
    assert [watch.see(each, question=1) is not None for each in said] == [False, False, True]
    assert watch.see(said[0], question=1) is None
    assert watch.see(said[2], question=1) is not None
