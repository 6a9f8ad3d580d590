"""Who takes up whose idea without replying to it, and that none of it can be made up."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.core.record.choice.choosing import chosen
from bot.core.record.choice.quoting import Quote
from bot.core.record.summary import AnswersTo, Pointer, Summarising
from bot.core.record.taken_up.voices import MOST, Voice, addressed, taken_up
from bot.core.record.transcript import Entry
from tests.core.record.recaps import HEAD, entry, question

NAMES = {0: "🎉", 1: "Grace Lin", 2: "Jonas Weber", 3: "Ada", 4: "Grace Hopper", 5: "Al"}
WALLPAPER = "Consistency without a point of view is wallpaper."
GARDEN = "I water the tomatoes before anybody else is awake."


def found(*said: tuple[int, str], asked: str = "What is influence?") -> list[tuple[int, int]]:
    """Return which answer takes up which, by their places."""
    voices = [Voice(1000 + place, author, text) for place, (author, text) in enumerate(said)]
    return [(one.message - 1000, other.message - 1000) for one, other in taken_up(asked, voices, NAMES)]


@pytest.mark.parametrize(
    "text",
    [
        "> Consistency without a point of view is wallpaper.\nThat stays with me.",
        "What stays: “a point of view is wallpaper”.",
        "I keep thinking of https://discord.com/channels/41/42/1000",
        "<@2> made me think of my own wallpaper at home",
        "What Jonas says of wallpaper I see every day",
    ],
)
def test_a_quotation_a_link_and_a_mention_of_the_idea_take_it_up(text: str) -> None:
    assert found((2, WALLPAPER), (3, text)) == [(1, 0)]
    assert found((2, WALLPAPER), (0, text)) == [(1, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "> a point of\nToo few words are anybody's.",
        "“A sentence that nobody said here”",
        "I keep thinking of https://discord.com/channels/41/42/999",
        "<@2> is a friend of mine, we met in Oslo",
        "Jonas, I have no idea",
        "Grace and Al said something about wallpaper",
        "What Jonas says of influence I see every day",
    ],
)
def test_a_name_alone_or_words_that_nobody_said_take_up_nothing(text: str) -> None:
    said = ((2, f"Influence? {WALLPAPER}"), (1, GARDEN), (4, GARDEN), (5, "My wallpaper is blue."), (3, text))
    assert not [each for each in found(*said) if each[0] == 4]


def test_only_what_was_said_before_by_somebody_else_is_taken_up() -> None:
    assert not found((2, WALLPAPER), (2, f"> {WALLPAPER}\nI said."))
    assert not found((3, f"> {WALLPAPER}\nSo he will say."), (2, WALLPAPER))


def test_of_several_answers_the_last_that_has_the_word_is_meant() -> None:
    assert found((2, WALLPAPER), (2, "Wallpaper peels."), (2, GARDEN), (3, "Like Jonas I dislike wallpaper")) == [
        (3, 1)
    ]


def test_a_word_that_many_use_is_nobodys_idea() -> None:
    said = [(20, "wallpaper again")] * 3 + [(2, "Wallpaper"), (3, "Jonas speaks of wallpaper")]
    voices = [Voice(place, author, text) for place, (author, text) in enumerate(said)]
    assert not list(taken_up("What?", voices, NAMES | {20: "Zed"}))


def test_of_one_person_and_of_one_question_no_more_is_looked_at_than_counts() -> None:
    answers = [(2, f"My own answer number {place} of many.") for place in range(9)]
    assert len(found(*answers, (3, "\n\n".join(f"> {text}" for _, text in answers)))) == 6
    assert len(found(*answers, *((3, f"“{text}”") for _, text in answers))) == 6
    voices = [Voice(0, 2, WALLPAPER), *(Voice(place, 50 + place, f"“{WALLPAPER}”") for place in range(1, MOST + 5))]
    names = {voice.author: "Zed" for voice in voices} | {2: "Jonas"}
    assert len(list(taken_up("?", voices, names))) == MOST
    voices = [replace(voice, text="Jonas and his wallpaper") if voice.message else voice for voice in voices]
    assert len(list(taken_up("?", voices, names))) == MOST


def test_whoever_is_mentioned_first_is_spoken_to() -> None:
    assert addressed("<@!5> I disagree") == 5
    assert addressed("I disagree, <@5>") is None


def told(entries: Sequence[Entry]) -> dict[int, tuple[int, ...]]:
    """Return what others built on by their words, as a summary tells it."""
    answers = AnswersTo(question(), HEAD, quotes=5)
    summarising = Summarising(HEAD)
    for each in entries:
        summarising.add(each)
        answers.add(each)
    quotes = [Quote(place, 0, len(each.contribution.text)) for place, each in enumerate(entries)]
    taken_up = chosen(answers.wanted()).taken_up
    summarising.add_section(answers.section(quotes, entries), answers, taken_up)
    built = summarising.words_built_on()
    by_id = {each.contribution.id: each for each in entries}
    pointers = {m: [Pointer("", each, "") for each in by] for m, by in built.items()}
    made = summarising.summary(taken_up=pointers, reactors={}, liked=(), marked={})
    assert {quote.id for quote in made.quotes if quote.taken_up} == built.keys()
    return {
        by_id[m].contribution.author.id: tuple(by_id[each].contribution.author.id for each in by)
        for m, by in built.items()
    }


TALK = [
    entry(1, WALLPAPER, by=1),
    entry(2, "I grow beans on the balcony of the library.", by=2),
    entry(3, "My grandfather painted the bicycle twice a year.", by=3),
    entry(4, "A map on the fridge shows where letters come from.", by=4),
]
TWO = [
    entry(10, "Ada is right about wallpaper, I see it at work.", by=2),
    entry(11, "> a point of view is wallpaper\nAnd paint peels.", by=3),
]


def test_two_people_who_speak_of_an_idea_are_told_of() -> None:
    assert told(TALK + TWO) == {1: (2, 3)}
    assert told(TALK + TWO[:1]) == {}


def test_what_begins_with_a_mention_answers_what_they_said_last() -> None:
    answers = AnswersTo(question(), HEAD, quotes=5)
    for each in (*TALK, entry(10, "<@1> I disagree, politely.", by=2), entry(11, "<@3> says more", by=3)):
        answers.add(each)
    assert [answer.reply_to for answer in answers.wanted().answers[4:]] == [0, None]


def test_a_scrap_that_hosts_feature_stands_by_itself_and_a_link_with_who_shared_it_first() -> None:
    answers, summarising = AnswersTo(question(), HEAD, quotes=5), Summarising(HEAD)
    scrap = entry(2, "Blue. Just blue.")
    for each in (entry(1, "The sky"), scrap, replace(entry(2.5, "My own ink"), featured=True)):
        answers.add(each)
    assert [answer.text for answer in answers.wanted().answers] == ["Blue. Just blue.", "My own ink"]
    for number in (9, 7, 8):
        summarising.add(entry(number, "https://a.example/sky"))
    made = summarising.summary(taken_up={}, reactors={}, liked=(), marked={})
    assert [link.entry for link in made.links] == [entry(7, "https://a.example/sky")]


def test_second_accounts_that_only_quote_and_mention_move_nothing() -> None:
    lines = (
        f"> {TALK[3].contribution.text}",
        "Dee knows what the fridge is for.",
        "“on the fridge shows where letters”",
    )
    puppets = [entry(20 + n, line, by=60 + n % 7) for n, line in enumerate(lines * 14)]
    assert told([*TALK, *TWO, *puppets]) == {1: (2, 3)}


@pytest.mark.parametrize("size", [2, 3, 5])
def test_a_ring_that_quotes_one_another_moves_nothing(size: int) -> None:
    words = ("apples", "bridges", "candles", "donkeys", "engines")
    first = [entry(20 + n, f"I collect {words[n]} from seven countries.", by=60 + n) for n in range(size)]
    quoting = [
        entry(40 + 10 * n + m, f"> I collect {words[m]} from seven countries.\nYes!", by=60 + n)
        for n in range(size)
        for m in range(size)
        if n != m
    ]
    assert told([*TALK, *TWO, *first, *quoting]) == {1: (2, 3)}


def test_a_flooder_who_quotes_everything_moves_nothing() -> None:
    more = [entry(5 + n, f"I count the {word} on my way to school.", by=5) for n, word in enumerate(("swans", "trams"))]
    said = [*TALK, *more, *TWO]
    flood = [entry(50 + n, f"> {each.contribution.text}\nYes!", by=70) for n, each in enumerate(said)]
    own = entry(49, "I flood the room, and that is my own idea.", by=70)
    assert set(told([*said, own, *flood])) == {1}
