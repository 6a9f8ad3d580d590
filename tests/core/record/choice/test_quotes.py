from collections.abc import Hashable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.record.choice import quotes as choosing
from bot.core.record.choice.offers import Reading
from bot.core.record.choice.quoting import GONE, Answer, Quote
from bot.core.record.choice.spans import (
    LONGEST,
    LONGEST_TURNED,
    is_torn,
    is_unfinished,
    says_something,
    spans_of,
    told,
)
from bot.core.text.own import own_stretches, places_in
from tests.benchmarks.summary import respond_all

QUESTION = "What does influence mean to you, and does it matter?"

# Points of a Finnish talk, each made by several people in words of their own.
FINNISH = {
    "trust": [
        "Luottamus syntyy hitaasti ja katoaa nopeasti.",
        "Vaikuttajaan pitää voida luottaa, muuten kukaan ei kuuntele.",
        "Minusta kyse on luottamuksesta: ilman sitä seuraajat lähtevät.",
        "Luotettavuus ratkaisee, koska seuraajien luottamusta ei voi ostaa.",
    ],
    "listening": [
        "Kuunteleminen on tärkeämpää kuin puhuminen.",
        "Hyvä asiantuntija kuuntelee ensin ja vastaa vasta sitten.",
        "Ne jotka kuuntelevat muita, saavat itsekin kuulijoita.",
    ],
    "quality": [
        "Laatu voittaa määrän, yksi hyvä kirjoitus riittää.",
        "Mieluummin harvoin ja laadukkaasti kuin paljon turhaa.",
        "Sisällön laadulla on väliä, ei julkaisujen määrällä.",
    ],
    "promotion": [
        "Omien tuotteiden mainostaminen karkottaa lukijat.",
        "Jatkuva mainonta ja oman yrityksen kehuminen ärsyttää.",
        "En seuraa ketään, joka vain mainostaa itseään.",
    ],
    "nothing": ["Moikka kaikille!", "Samaa mieltä!", "Kyllä.", "Huomenta, kiitos kutsusta", "🎉🎉🎉"],
}

LONG = (
    "Reputation is earned slowly, one honest reply after another, over years of work. "
    "Nobody hands it over because of a title or a follower count. "
    "The people whom I trust admit mistakes in public. "
    "They also credit the colleagues whose ideas they pass on! "
    "And they stay quiet when they know too little (which is rarer than it should be). "
    "Selling comes last, if ever."
)


def choose(
    question: str,
    answers: Sequence[Answer],
    *,
    count: int,
    language: str,
    first: Sequence[int] = (),
    heard: Sequence[tuple[Hashable, int]] = (),
) -> list[Quote]:
    return choosing.choose(Reading(question, answers, language), count=count, first=first, heard=heard)


def alike(question: str, answers: Sequence[Answer], quotes: Sequence[Quote], *, language: str) -> list[list[int]]:
    return choosing.alike(Reading(question, answers, language), quotes)


def said(*texts: str) -> list[Answer]:
    """Answers of as many people."""
    return [Answer(author, text) for author, text in enumerate(texts)]


def quoted(answers: Sequence[Answer], quotes: Sequence[Quote]) -> list[str]:
    return [answers[quote.answer].text[quote.start : quote.end] for quote in quotes]


def chosen(answers: Sequence[Answer], *, count: int = 5, first: Sequence[int] = (), language: str = "en") -> list[str]:
    return quoted(answers, choose(QUESTION, answers, count=count, language=language, first=first))


def test_nothing_said_nothing_quoted() -> None:
    assert choose(QUESTION, [], count=5, language="en") == []
    assert choose(QUESTION, said("", " \n", "🎉" * 2000, "\u200b"), count=5, language="en") == []
    assert choose(QUESTION, said("Trust comes before everything else."), count=0, language="en") == []
    assert choose(QUESTION, said("Trust comes before everything else."), count=-1, language="en", first=[0]) == []


def test_the_only_answer_is_quoted() -> None:
    answers = said("Trust.")
    assert choose(QUESTION, answers, count=5, language="en") == [Quote(0, 0, 6)]


def test_identical_answers_are_quoted_once() -> None:
    assert len(chosen(said(*["Trust comes before everything else."] * 50))) == 1


def test_every_point_of_a_finnish_talk_is_quoted_and_no_greeting() -> None:
    points = [(point, text) for point, texts in FINNISH.items() for text in texts]
    answers = said(*(text for _, text in points))
    asked = "Miten asiantuntija rakentaa vaikutusvaltaa sosiaalisessa mediassa?"
    quotes = choose(asked, answers, count=5, language="fi")
    assert {points[quote.answer][0] for quote in quotes} == {"trust", "listening", "quality", "promotion"}


def test_what_many_say_comes_first() -> None:
    lonely = "Budget spreadsheets decide everything around here."
    many = [
        "Trust grows when promises are kept.",
        "Keeping promises builds trust.",
        "People trust whoever keeps promises.",
    ]
    assert chosen(said(lonely, *many), count=1)[0] in many


def test_the_words_of_the_question_count_for_nothing() -> None:
    echo = "Influence means influence and influence matters, it does matter."
    answers = said(echo, echo + " Really!", "Patience beats cleverness whenever people remember your work.")
    assert chosen(answers, count=3) == [answers[2].text]


def test_when_all_only_repeat_the_question_that_is_quoted() -> None:
    assert chosen(said("Influence matters.", "Influence matters!")) == ["Influence matters."]


def test_a_short_answer_is_quoted_after_the_longer_ones() -> None:
    short = ["Trust."] * 20
    longer = ["Listening closely beats broadcasting loudly.", "Careful writing attracts careful readers."]
    quotes = chosen(said(*short, *longer))
    assert set(quotes[:2]) == set(longer)
    assert quotes[2:] == ["Trust."]


def test_another_person_comes_first_when_they_say_as_much() -> None:
    answers = [
        Answer("ann", "Patience rewards whoever writes carefully."),
        Answer("ann", "Listening beats broadcasting anything loudly."),
        Answer("bob", "Credit belongs with original authors, always."),
    ]
    authors = [answers[quote.answer].author for quote in choose(QUESTION, answers, count=2, language="en")]
    assert sorted(map(str, authors)) == ["ann", "bob"]


def test_who_is_quoted_elsewhere_gives_way_to_who_is_not() -> None:
    same = [
        Answer("ada", "Listening patiently builds lasting trust."),
        Answer("ben", "Writing daily earns careful readers."),
    ]
    heard = {name: [(name, 3)] for name in ("ada", "ben")}
    first = {name: choose(QUESTION, same, count=1, language="en", heard=said)[0].answer for name, said in heard.items()}
    assert first == {"ada": 1, "ben": 0}
    full = [
        Answer("ada", "Trust, patience, listening, humour and long memories make it."),
        Answer("ben", "Well, sometimes."),
    ]
    assert choose(QUESTION, full, count=1, language="en", heard=[("ada", 3)])[0].answer == 0, "where it costs little"


def test_whoever_has_more_to_say_is_quoted_again() -> None:
    answers = [
        Answer("ann", "Patience rewards whoever writes carefully."),
        Answer("ann", "Listening beats broadcasting anything loudly."),
        Answer("bob", "Patience rewards whoever writes."),
    ]
    quotes = choose(QUESTION, answers, count=3, language="en")
    assert sorted(quote.answer for quote in quotes) in ([0, 1], [1, 2])


def test_featured_answers_come_first_whatever_they_say() -> None:
    answers = said("Trust comes before everything else.", "🎉", "", "> not mine", "Trust comes before everything else.")
    quotes = choose(QUESTION, answers, count=5, language="en", first=[2, 1, 3, 4, 1])
    assert [quote.answer for quote in quotes] == [2, 1, 3, 4]
    assert quoted(answers, quotes) == ["", "🎉", "", "Trust comes before everything else."]


def test_no_more_than_asked_for_even_if_more_are_featured() -> None:
    answers = said("Trust comes first.", "Patience comes first.", "Listening comes first.")
    assert [q.answer for q in choose(QUESTION, answers, count=2, language="en", first=[2, 1, 0])] == [2, 1]


@pytest.mark.parametrize("index", [-1, 1])
def test_featuring_no_answer_is_an_error(index: int) -> None:
    with pytest.raises(IndexError, match="featured"):
        choose(QUESTION, said("Trust."), count=1, language="en", first=[index])


def test_an_answer_is_quoted_without_its_marker() -> None:
    assert chosen(said("A1: Trust comes before everything else. ")) == ["Trust comes before everything else."]


def test_what_somebody_else_wrote_is_not_quoted() -> None:
    own = "Trust grows when promises are kept."
    assert chosen(said(f"> What about money?\n> Or fame?\n{own}")) == [own]
    assert chosen(said(f"{own}\n>>> Money talks.\nFame as well.")) == [own]
    assert chosen(said(f"{own}\n> What about money?\nPatience.")) == [own]


def test_of_a_long_answer_whole_sentences_are_quoted() -> None:
    assert len(LONG) > LONGEST
    (text,) = chosen(said(f"A2: {LONG}"))
    assert text in LONG
    assert len(text) <= LONGEST
    assert LONG.startswith(text) or LONG[LONG.index(text) - 2] in ".!)"
    assert text[-1] in ".!"


def test_a_long_answer_is_quoted_where_it_says_what_others_said() -> None:
    others = said(*[f"They credit colleagues whose ideas they pass on, says number {n}." for n in range(9)])
    quotes = choose(QUESTION, [*others, Answer("long", LONG)], count=1, language="en", first=[9])
    assert "credit the colleagues" in quoted([*others, Answer("long", LONG)], quotes)[0]


def test_a_quote_does_not_end_before_the_sentence_that_turns_it() -> None:
    claim = "Every follower counts when somebody wants to be heard in a room as large as this one. "
    turn = "But nobody is heard for long who has nothing to say, and that is what most forget in the first year."
    text = f"{claim}{claim}{claim}{turn} {'Patience pays in the end. ' * 8}"
    start, end = next(spans_of(text))
    assert text[start:end].endswith("in the first year."), "a little longer than others"
    assert LONGEST < end - start <= LONGEST_TURNED
    far = f"{claim}{claim}{claim}But {'nobody is heard for long, ' * 9}they say. {'Patience pays in the end. ' * 8}"
    assert far[slice(*next(spans_of(far)))] == f"{claim}{claim}".strip(), "where that would be too long, less is quoted"


def test_a_quote_from_within_an_answer_can_be_read_without_what_stood_before() -> None:
    text = f"Carpenters measure twice in our valley. {'They know why, and so do I. ' * 8}{'Boats need tar. ' * 5}"
    offered = [text[c.quote.start : c.quote.end] for c in Reading(QUESTION, said(text), "en").offers[0]]
    assert offered
    assert all(each.startswith(("Carpenters", "Boats")) for each in offered)


def test_what_is_cut_within_a_sentence_or_breaks_off_is_worth_less() -> None:
    endless = "bread and butter and salt and flour and " * 10
    whole = "Bread wins over butter in most kitchens of this town."
    assert is_torn(endless, 0, 5)
    assert not is_torn(f"{whole} {whole}", 0, len(whole))
    assert is_torn(f"{whole} {whole}", 6, len(whole)), "it begins within one"
    broken = "Bread wins over butter in most kitchens of this town. Whoever bakes in the morning knows that it is the"
    worth = {text: Reading("", said(text), "en").offers[0][0].worth for text in (broken, f"{broken} oven.")}
    assert worth[broken] < worth[f"{broken} oven."]


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [
        ("Bread wins over butter in most kitchens. Whoever bakes knows that it is the", True),
        ("Bread, butter, salt,", False),
        ("Leipä voittaa voin, koska", True),
        ("bread wins over butter in most kitchens. whoever bakes in the morning knows that it is the oven", False),
        ("Bread wins over butter in most kitchens. We should say what we stand for", False),
        ("Leipä voittaa voin. Sen tietää jokainen, joka leipoo", False),
        ("Vitamin A", False),
        (" ", False),
    ],
)
def test_what_breaks_off_ends_on_a_word_that_goes_on_and_many_write_without_a_full_stop(
    text: str, *, unfinished: bool
) -> None:
    assert is_unfinished(text) is unfinished


def test_a_quote_has_no_courtesies_around_it_and_no_sentence_that_breaks_off() -> None:
    point = "Bread wins over butter in most kitchens of this town."
    for text, quote in (
        (f"Thank you for that question. {point}", point),
        (f"Hi all! {point} Thanks everyone!", point),
        (f"{point} Whoever bakes in the morning knows that it is the", point),
        (f"{point} And bread is what I bake in the", point),
        (
            f"{point} {point} Whoever bakes it knows the oven by name",
            f"{point} {point} Whoever bakes it knows the oven by name",
        ),
        ("Thank you, everybody!", "Thank you, everybody!"),
        (
            "I agree. Whoever bakes in the morning knows very well that it is the oven, the flour and the hands of the",
            None,
        ),
    ):
        shown = text[slice(*told(text, 0, len(text)))]
        assert shown == (quote or text)
    assert not says_something("Hi all! Thanks for the question. "), "nothing is lost by leaving it out"
    assert says_something("Hi all! Salt, too."), "that is marked"
    assert not says_something(" – ")


def test_a_sentence_does_not_end_at_an_initial_or_an_abbreviation() -> None:
    start = "As J. R. Smith and Dr. Jones wrote, e.g. of trust vs. fame, honest work wins readers"
    text = f"{start} {'and keeps friends ' * 9}. {'Patience pays. ' * 9}"
    assert chosen(said(text), count=1)[0].startswith(start)


def test_a_sentence_longer_than_a_quote_is_cut_between_words() -> None:
    words = " ".join(f"word{n}x" for n in range(200))
    (text,) = chosen(said(words))
    assert f" {text} " in f" {words} "
    assert LONGEST - 10 < len(text) <= LONGEST
    for first in range(275, 279):
        text = "y" * first + " xxx" * 40
        latest = max(place for place in range(LONGEST + 1) if text[place] == " ")
        assert next(spans_of(text)) == (0, latest), "with as many words as there is room for"


def test_a_short_answer_is_quoted_whole_and_of_a_long_one_runs_of_sentences_are_considered() -> None:
    echo = "It does matter to me what influence means to you, and it does matter to us."
    assert chosen(said(f"{echo} Patience rewards careful writers.")) == [f"{echo} Patience rewards careful writers."]
    sentences = "Eighteen lettersxy. " * 30
    assert [begin for begin, _ in spans_of(sentences)] == list(range(0, len(sentences), 20))


def test_a_text_without_blanks_is_cut_anywhere() -> None:
    (text,) = chosen(said("信頼" * 1000))
    assert len(text) == LONGEST
    (text,) = chosen(said("x" + "e\u0301" * 300))
    assert len(text) == LONGEST - 1, "but not between a letter and its accent"


def test_a_long_sentence_after_a_tiny_one_can_be_quoted() -> None:
    sentence = " ".join(f"word{n}xx" for n in range(32)) + "."
    assert LONGEST - 20 < len(sentence) <= LONGEST
    assert chosen(said(f"Well. Yes. {sentence}")) == [sentence]


def test_no_mark_is_torn_from_the_one_that_closes_it() -> None:
    secret = "It was his sled, all the time. He never told anybody. Nobody asked him either"
    assert all("||" not in text or f"||{secret}||" in text for text in chosen(said(f"{LONG} ||{secret}|| and so on.")))
    for length in range(1, 60, 3):
        bold = "**Alpha beta gamma delta. Epsilon zeta eta theta.** "
        text = f"{'word ' * length}. {bold * 12}"
        assert all(text[begin:end].count("**") % 2 == 0 for begin, end in spans_of(text))
        linked = " ".join(["word"] * length + ["[two words](https://x.org/a)"] * 20)
        assert chosen(said(linked), count=1)[0].count("[two words](") == chosen(said(linked), count=1)[0].count("two")
    (text,) = chosen(said(f"**{LONG}**"))
    assert text in LONG
    (text,) = chosen(said(f"`{'code ' * 70}` {LONG[:100]}"))
    assert text == LONG[:100]


def test_a_thousand_tiny_sentences() -> None:
    (text,) = chosen(said("Be kind.\n" * 450 + "Trust nobody."))
    assert text in "Be kind.\n" * 450 + "Trust nobody."


def test_answers_alike_are_listed_once_and_the_nearest_first() -> None:
    answers = said(
        "Trust grows when promises are kept.",
        "Promises kept: that is when trust grows in people.",
        "Trust grows when promises are kept!",
        "Careful writing attracts careful readers.",
        "Nothing in common with anything above.",
        "🎉",
    )
    quotes = [Quote(0, 0, len(answers[0].text)), Quote(3, 0, len(answers[3].text)), Quote(5, 0, 1)]
    assert alike(QUESTION, answers, quotes, language="en") == [[2, 1], [], []]


def test_nothing_is_alike_without_quotes() -> None:
    assert alike(QUESTION, said("Trust."), [], language="en") == []


def test_an_answer_in_other_words_on_another_point_is_not_alike() -> None:
    texts = [text for texts in FINNISH.values() for text in texts]
    answers = said(*texts)
    quotes = choose("", answers, count=5, language="fi")
    groups = alike("", answers, quotes, language="fi")
    points = {text: point for point, group in FINNISH.items() for text in group}
    for text, group in zip(quoted(answers, quotes), groups, strict=True):
        assert all(points[answers[other].text] == points[text] for other in group)


def test_the_benchmark_runs_the_same_code() -> None:
    request = (
        '{"id": "1", "question": "?", "lang": "en", "answers": [{"author": "a", "text": "Trust wins."}], "k": 3}\n'
    )
    assert list(respond_all([request, "\n"])) == ['{"selected": [0], "groups": [[]]}']


PIECES = st.sampled_from(
    [
        *LONG.split(),
        LONG,
        "A3: ",
        "\n> theirs\n",
        "\n>>> ",
        "https://x.org ",
        "**",
        "||",
        "`",
        "**A4: ",
        "<@1> ",
        "<:x:1>",
        "🎉",
        "\u200b",
        "ثقة ",
        "\n",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=60).map("".join))
ANSWERS = st.lists(st.builds(Answer, st.integers(0, 3), TEXTS), max_size=8)


@given(ANSWERS, st.integers(0, 9), st.sampled_from(["en", "fi", "sv"]), st.data())
def test_whatever_is_said_the_quotes_are_in_order(
    answers: list[Answer], count: int, language: str, data: st.DataObject
) -> None:
    first = data.draw(
        st.lists(st.sampled_from(range(len(answers))), max_size=3, unique=True) if answers else st.just([])
    )
    quotes = choose(LONG[:30], answers, count=count, language=language, first=first)
    indices = [quote.answer for quote in quotes]
    assert len(set(indices)) == len(indices) <= count
    assert indices[: len(first)] == first[:count]
    for quote, text in zip(quotes, quoted(answers, quotes), strict=True):
        assert text == text.strip()
        assert len(text) == quote.end - quote.start <= LONGEST_TURNED
        assert text or quote.answer in first
    assert choose(LONG[:30], answers, count=count, language=language, first=first) == quotes
    for quote in quotes:
        said_by_author = answers[quote.answer].text
        for place in [each for own in own_stretches(said_by_author) for each in places_in(said_by_author, *own)]:
            within = place.start >= quote.start and place.end <= quote.end
            apart = place.end <= quote.start or place.start >= quote.end
            around = place.start <= quote.start and place.end >= quote.end
            assert within or apart or around
    others = alike(LONG[:30], answers, quotes, language=language)
    assert len(others) == len(quotes)
    listed = [index for group in others for index in group]
    assert len(set(listed)) == len(listed)
    assert not set(listed) & set(indices)


@given(ANSWERS, st.integers(1, 5))
def test_fewer_quotes_are_the_first_of_more(answers: list[Answer], count: int) -> None:
    more = choose(QUESTION, answers, count=count + 1, language="en")
    assert choose(QUESTION, answers, count=count, language="en") == more[:count]


CLAIM = Answer("ann", "Consistency earns influence: answer the same kind of question well for a year.")
DIFFERS = "I disagree, politely. Wallpaper is consistent, and nobody remembers a view without risk."


def test_a_reply_that_leans_comes_right_after_what_it_answers_or_not_at_all() -> None:
    answers = [
        CLAIM,
        Answer("bob", "Patience beats cleverness whenever people remember work."),
        Answer("cid", DIFFERS, 0),
    ]
    quotes = choose(QUESTION, answers, count=3, language="en")
    place = [quote.answer for quote in quotes].index(2)
    assert (quotes[place - 1].answer, quotes[place].after) == (0, 0)
    assert [quote.answer for quote in choose(QUESTION, answers, count=1, language="en")] in ([0], [1])
    assert choose(QUESTION, [Answer("cid", DIFFERS, GONE)], count=3, language="en") == []
    assert (
        len(choose(QUESTION, [Answer("cid", "Patience rewards careful writers.", GONE)], count=3, language="en")) == 1
    )


def test_what_leans_on_nothing_that_is_known_is_not_quoted() -> None:
    assert chosen(said("Same here, trust and patience every single day.")) == []


def test_a_second_thought_follows_the_first() -> None:
    second = Answer("ann", "Slept on it and take half of mine back: novelty still needs believers.")
    quotes = choose(QUESTION, [CLAIM, second], count=2, language="en")
    assert [(quote.answer, quote.after) for quote in quotes] == [(0, None), (1, 0)]
    assert [quote.answer for quote in choose(QUESTION, [second], count=2, language="en")] == [0]


def test_a_question_is_quoted_only_before_an_answer_to_it() -> None:
    asks = Answer("imani", "How do you turn someone down without burning bridges?")
    reply = Answer("grace", "Name which single cause gets your quarter; people respect full calendars.", 1)
    answers = [CLAIM, asks, reply]
    assert [quote.answer for quote in choose(QUESTION, answers[:2], count=3, language="en")] == [0]
    quotes = choose(QUESTION, answers, count=3, language="en")
    assert [(quote.answer, quote.after) for quote in quotes if quote.answer] == [(1, None), (2, 1)]


def test_where_most_ask_questions_are_the_answers() -> None:
    assert len(chosen(said("Who decides budgets?", "Whose names are missing?"))) == 2


def test_a_chain_has_three_quotes_at_most() -> None:
    topics = (
        "Consistency earns respect.",
        "Yes, and patience too.",
        "True, also generosity.",
        "And humour, always humour.",
    )
    answers = [Answer(place, text, place - 1 if place else None) for place, text in enumerate(topics)]
    quotes = choose(QUESTION, answers, count=4, language="en")
    assert [quote.answer for quote in quotes] == [0, 1, 2]


def test_a_thousand_replies_in_a_row_are_no_matter() -> None:
    answers = [Answer(n, f"And {n:04}a {n:04}b {n:04}c.", n - 1 if n else None) for n in range(3000)]
    assert len(choose(QUESTION, answers, count=5, language="en")) == 3


def test_a_featured_reply_brings_what_it_leans_on_if_there_is_room() -> None:
    answers = [CLAIM, Answer("cid", DIFFERS, 0)]
    assert [q.answer for q in choose(QUESTION, answers, count=2, language="en", first=[1])] == [0, 1]
    assert [q.answer for q in choose(QUESTION, answers, count=1, language="en", first=[1])] == [1]
    assert [q.answer for q in choose(QUESTION, answers, count=2, language="en", first=[1, 0])] == [0, 1]
    assert [q.answer for q in choose(QUESTION, answers, count=3, language="en", first=[1, 0])] == [0, 1]


def test_thanks_and_greetings_are_not_quoted() -> None:
    answers = said("Thank you all, I have a page full of notes.", "Trust comes before everything else.")
    assert chosen(answers) == [answers[1].text]


def test_of_two_that_say_as_much_the_shorter_comes_first() -> None:
    short = "Trust grows whenever promises are kept."
    longer = "You know, as far as I can tell, trust is what just grows whenever the promises are really kept by us all."
    assert chosen(said(longer, short), count=1) == [short]


def test_each_answer_is_read_in_its_own_language() -> None:
    answers = said(
        "Luottamus on minusta se, mikä ratkaisee: luotettavaa kuunnellaan.",
        "Minusta luottamuksen voi ansaita vain niin, että on luotettava.",
        "Careful writing attracts careful readers over time.",
    )
    texts = chosen(answers, count=2)
    assert answers[2].text in texts
    assert len(texts) == 2


def test_a_stretch_from_the_middle_that_opens_with_a_pronoun_gives_way() -> None:
    filler = "Every honest reply adds to it over many long years of patient and quiet work among colleagues. " * 3
    text = (
        f"{filler}They admit mistakes publicly whenever judgement fails. Credit belongs with original authors of ideas."
    )
    (found,) = chosen(said(text), count=1)
    assert not found.startswith("They")
    plain, opening = "Influence does matter to me. ", "They admit mistakes publicly whenever judgement fails."
    assert chosen(said(plain * 14 + opening), count=1) == [plain + opening]
    other = "Credit belongs with original authors."
    assert chosen(said(opening, other), count=1) == [opening], "where nothing stood before it, nothing is missing"


def test_of_two_that_say_as_much_who_stands_against_the_others_is_quoted_first() -> None:
    others = [Answer("ada", "Numbers mislead whoever hires."), Answer("ben", "Numbers mislead whoever lends money.")]
    plain = Answer("cem", "In our company filters treat strangers alike on bad days.")
    against = Answer("dee", "I will defend numbers: bakers weigh flour every morning.")
    quoted = choosing.choose(Reading("", (*others, plain, against), "en"), count=1)
    assert [quote.answer for quote in quoted] == [3]
