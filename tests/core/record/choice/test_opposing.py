"""Who disagrees without Discord's reply stands beside whom they mean, or beside nobody; so do those who take turns."""

from collections.abc import Iterator

import pytest

from bot.core.record.choice.choosing import chosen
from bot.core.record.choice.opposing import connected, in_turns, opposed
from bot.core.record.choice.quoting import Answer, Wanted

ENGLISH = (
    ("Grace Lin", "An agenda. Without one I decline the invitation."),
    ("Omar Aziz", "Snacks and fifteen minutes, standing up."),
    ("Nia Cole", "Write first, talk second: a page of text saves an hour."),
)
FINNISH = (
    ("Veikko Laine", "Esityslista. Ilman sitä en tule paikalle."),
    ("Jari Korpi", "Kahvi ja viisitoista minuuttia seisten."),
    ("Anna Rinne", "Ensin kirjoitetaan, sitten puhutaan: yksi sivu säästää tunnin."),
)
ASKED = {"en": "What makes a meeting worth the time?", "fi": "Mikä tekee kokouksesta aikansa arvoisen?"}


def talk(language: str, *said: tuple[str, str], question: str = "") -> Wanted:
    people = {name: number for number, name in enumerate(dict.fromkeys(name for name, _ in said), start=1)}
    answers = tuple(Answer(people[name], text) for name, text in said)
    names = tuple((number, name) for name, number in people.items())
    return Wanted(question or ASKED[language], answers, 5, language, names=names)


def against(language: str, text: str, by: str = "Jo Bell", **more: str) -> int | None:
    earlier = ENGLISH if language == "en" else FINNISH
    return dict(opposed(talk(language, *earlier, (by, text), **more))).get(len(earlier))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "I disagree with Grace. The best hours are those that nobody planned.", 0),
        ("en", "Unlike Omar, I cannot think on my feet.", 1),
        ("en", "“Write first, talk second” sounds good, but I disagree.", 2),
        ("en", "I don't agree about the agenda. It is a crutch.", 0),
        ("fi", "Olen eri mieltä Veikon kanssa. Parhaat tunnit ovat ne, joita kukaan ei suunnitellut.", 0),
        ("fi", "Toisin kuin Jari, en ajattele jaloillani.", 1),
        ("fi", "”Ensin kirjoitetaan, sitten puhutaan” kuulostaa hyvältä, mutta olen eri mieltä.", 2),
        ("fi", "En allekirjoita tuota esityslistaa.", 0),
    ],
)
def test_who_disagrees_means_whom_they_name_or_quote_or_who_spoke_of_the_same(
    language: str, text: str, expected: int
) -> None:
    assert against(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I agree with Grace about the agenda."),
        ("en", "I can't disagree with Grace about the agenda."),
        ("en", "I disagree. Politely, of course."),
        ("en", "I disagree with Grace and Omar alike."),
        ("en", "I disagree: an agenda is as good as snacks."),
        ("en", "People disagree about the agenda, and nobody is hurt."),
        ("en", "I disagree with the idea that an agenda helps."),
        ("fi", "Olen samaa mieltä Veikon kanssa esityslistasta."),
        ("fi", "En voi olla eri mieltä Veikon kanssa."),
        ("fi", "Olimme viime vuonna eri mieltä esityslistasta."),
    ],
)
def test_in_doubt_nobody_is_meant(language: str, text: str) -> None:
    assert against(language, text) is None


def test_where_the_question_asks_who_agrees_disagreement_is_an_answer() -> None:
    assert against("en", "I disagree with Grace.", question="Do you agree that meetings are too long?") is None


def test_nobody_disagrees_with_themselves_nor_with_a_name_that_anybody_could_have() -> None:
    assert against("en", "I don't agree about the agenda any more.", by="Grace Lin") is None
    said = (("Al", "An agenda."), ("Jo", "I disagree with Al."))
    assert not list(opposed(talk("en", *said))), "two letters are no name"
    assert not list(opposed(talk("en", ("", "An agenda."), ("Jo", "I disagree with Al.")))), "nor is none"


def test_the_question_s_own_words_point_only_to_the_answer_just_before() -> None:
    asked = "Quality or quantity?"
    said = (("Ann", "Quality, always."), ("Ben", "I disagree. Without quantity nobody learns what quality is."))
    assert list(opposed(talk("en", *said, question=asked))) == [(1, 0)]
    between = (said[0], ("Cem", "Neither, to be honest."), said[1])
    assert not list(opposed(talk("en", *between, question=asked)))


def turns(*said: tuple[str, str]) -> list[tuple[int, int]]:
    return list(in_turns([Answer(name, text) for name, text in said]))


def test_two_people_who_take_turns_and_ask_speak_with_each_other() -> None:
    asks, says = ("ann", "What do the figures say about that?"), ("ben", "They say that it is fluid.")
    assert turns(asks, says, asks, says) == [(1, 0), (2, 1), (3, 2)]
    assert turns(asks, says, ("ann", "I see.")) == [(1, 0)], "three are a question with its answer, and something else"
    assert turns(asks, says) == [], "anybody may answer next"
    assert turns(says, ("ann", "Not to me."), says, ("ann", "Nor to him.")) == [], "nobody asks"
    assert turns(asks, says, ("cem", "Fluid, indeed."), asks, says, asks) == [(4, 3)]
    assert turns(asks, says, asks, ("ben", "They do."), ("ben", "And more."), ("ann", "I see.")) == [
        (1, 0),
        (2, 1),
        (3, 2),
    ]


def _replies(wanted: Wanted) -> Iterator[int | None]:
    return (answer.reply_to for answer in connected(wanted).answers)


def test_what_speaks_to_an_earlier_answer_is_quoted_with_it() -> None:
    wanted = talk("en", *ENGLISH, ("Jo Bell", "I disagree with Grace. The best hours are those that nobody planned."))
    assert list(_replies(wanted)) == [None, None, None, 0]
    pair = [(quote.answer, quote.after) for quote in chosen(wanted).quotes if quote.answer in (0, 3)]
    assert pair == [(0, None), (3, 0)]
    plain = talk("en", *ENGLISH)
    assert connected(plain) is plain
