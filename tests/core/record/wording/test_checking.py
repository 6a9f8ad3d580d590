"""Which of a model's sentences may stand, and which may not, in both languages."""

import json
from dataclasses import replace

import pytest

from bot.core.base.contribution import Person
from bot.core.record.recap import Recap, recap_of
from bot.core.record.summary import Quoted
from bot.core.record.wording.checking import Sentence, Unfit, line_from, read
from bot.core.record.wording.lines import Line, line_of, mark_of, proposal_of, standing
from bot.core.record.wording.tasks import Task, headline_task, lead_task
from bot.core.session.recap_state import RecapState
from tests.core.record.recaps import HEAD, entry, question, quoted, recap, section, summary

REACH = "I keep reach and influence apart. Reach is how many people saw something."
YES = "Influence is getting a yes without having the authority to demand one."
DEMO = "Maybe 400 people saw the demo in Leeds, perhaps fewer."
NOT = "I disagree, politely. Consistency without a point of view is wallpaper."
YEAR = "Answer the same kind of question well for a year."
TYKKÄYS = "Tykkäyksiä saa hauskalla kuvalla, mutta tallennukset kertovat hyödystä."
KATTO = "Hyvin tehty katto myy seuraavan katon."


def task(*texts: str, language: str = "en") -> Task:
    """The headline's task about these answers, each of another person."""
    quotes = tuple(quoted(place, text, by=place) for place, text in enumerate(texts, 1))
    return made(recap(section(*quotes), head=replace(HEAD, language=language)))


def made(recap: Recap) -> Task:
    task = headline_task(recap, recap.parts[0])
    assert task is not None
    return task


def judged(task: Task, text: str, *cites: str) -> str:
    """Why a sentence may not stand; "" if it may."""
    try:
        line_from([Sentence(text, cites or ("a1", "a2"))], task, "tiny")
    except Unfit as unfit:
        return str(unfit)
    return ""


@pytest.mark.parametrize(
    "text",
    [
        "P1 keeps reach and influence apart; P2 asks for a yes without authority.",
        "P1 keeps influence apart from reach, P2 wants a yes without the authority to demand one",
        "Reach and influence: P1 and P2 say what they are.",
        "A yes without authority is P2’s influence, P1 keeps reach apart.",
    ],
)
def test_what_people_said_in_nearly_their_words_may_stand(text: str) -> None:
    assert judged(task(REACH, YES), text) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("P1 keeps reach apart, P3 asks for a yes.", "name whom it cites"),
        ("Reach and influence are kept apart.", "name whom it cites"),
        ("P2 keeps reach and influence apart, P1 asks for a yes without authority.", "did not write"),
        ("P1 keeps reach apart, P2 sells bicycles to farmers.", "did not write"),
        ("P1 and P2.", "did not write"),
        ("P1 keeps reach apart and P2 agrees.", "may not say agrees"),
        ("Everybody but P1 asks for influence.", "may not say everybody"),
        ("P1 keeps reach apart for 3 people.", "number or a name"),
        ("P1 keeps reach apart, as two people saw.", "number or a name"),
        ("P1 keeps reach apart from Klout.", "number or a name"),
        ("P1 keeps reach and influence apart. P2 asks for a yes.", "one sentence"),
        ("P1 keeps “reach” apart.", "plain words"),
        ("P1 keeps 'reach' apart.", "plain words"),
        ("P1 keeps reach apart: https://evil.example", "plain words"),
        ("P1 keeps reach apart at evil.example", "plain words"),
        ("P1 keeps **reach** apart.", "plain words"),
        ("P1 keeps <@100> apart.", "plain words"),
        ("P1 keeps reach_apart.", "plain words"),
        ("P1 keeps reach apart 🎉", "plain words"),
        ("P1 keeps reach\u202e apart", "plain words"),
        ("Does P1 keep reach apart?", "plain words"),
        ("P1n reach and influence, P2 asks for a yes.", "plain words"),
        ("P1:n reach and influence, P2 asks for a yes.", "plain words"),
        (f"P1 keeps {'reach and influence ' * 6}apart.", "characters"),
        ("P1 pitää vaikutuksen ja näkyvyyden erillään, se on niin että en tiedä.", "wrong language"),
        ("", "plain words"),
    ],
)
def test_what_adds_bends_or_decorates_may_not(text: str, why: str) -> None:
    assert why in judged(task(REACH, YES), text)


def test_what_is_cited_must_be_there() -> None:
    good = "P1 keeps reach and influence apart."
    assert judged(task(REACH, YES), good, "a1") == ""
    assert "cite 1 to 4" in judged(task(REACH, YES), good, "a1", "a9")
    assert "cite 1 to 4" in judged(task(*[REACH] * 5), good, "a1", "a2", "a3", "a4", "a5")
    with pytest.raises(Unfit, match="cite 1 to 4"):
        line_from([Sentence(good, ())], task(REACH, YES), "tiny")


def test_who_hedges_is_not_made_sure_and_a_number_of_theirs_may_stand() -> None:
    unsure = task(DEMO, REACH)
    assert "not as sure" in judged(unsure, "P1 saw 400 people at the demo in Leeds.", "a1")
    assert judged(unsure, "P1 saw perhaps 400 people at the demo in Leeds.", "a1") == ""


def test_nobody_is_made_to_deny_something() -> None:
    assert "nobody denied" in judged(task(REACH, YEAR), "P1 never keeps reach and influence apart.", "a1")
    assert judged(task(NOT, YES), "P1 calls consistency without a point of view wallpaper.", "a1") == ""


def test_two_views_that_differ_are_cited_together() -> None:
    first = quoted(1, YEAR, by=1)
    pair = made(recap(section(first, quoted(2, NOT, by=2, after=first))))
    assert pair.sources[1].answers == "a1"
    assert "cite both" in judged(pair, "P2 calls consistency without a view wallpaper.", "a2")
    both = "P1 answers the same kind of question for a year, P2 calls consistency without a view wallpaper."
    line = line_from([Sentence(both, ("a1", "a2"))], pair, "tiny")
    assert len(line.rests) == 2


def test_a_cite_that_changes_nothing_is_struck() -> None:
    line = line_from([Sentence("P1 keeps reach and influence apart.", ("a1", "a2"))], task(REACH, YES), "tiny")
    assert len(line.rests) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("P1 saa tykkäyksiä hauskalla kuvalla, P2 myy hyvin tehdyn katon.", ""),
        ("P2 saa tykkäyksiä hauskalla kuvalla, P1 myy hyvin tehdyn katon.", "did not write"),
        ("Kaikki pitävät P1 tallennuksia hyödyllisinä.", "may not say kaikki"),
        ("P1 ja P2 ovat yksimielisiä katosta.", "may not say yksimielisiä"),
        ("P1:n mielestä tykkäyksiä saa kuvalla.", "plain words"),
    ],
)
def test_finnish_is_judged_alike(text: str, why: str) -> None:
    said = judged(task(TYKKÄYS, KATTO, language="fi"), text)
    assert why in said
    assert bool(why) is bool(said)


# What is sent back


def sent(task: Task, **changes: object) -> str:
    start, end = task.marks
    sentences = [{"text": "P1 keeps reach and influence apart.", "cites": ["a1"]}]
    return json.dumps({"start": start, "sentences": sentences, "end": end} | changes)


def test_an_answer_is_read_whatever_stands_around_it() -> None:
    asked = task(REACH, YES)
    (plain,) = read(sent(asked), asked)
    assert plain == Sentence("P1 keeps reach and influence apart.", ("a1",))
    assert read(f"<think>Hm.</think>\n```json\n{sent(asked)}\n```", asked) == (plain,)


@pytest.mark.parametrize(
    "answer",
    ["", "Sure!", "[" * 5000, "{" + "[" * 100_000 + "}", "[1]", "{}", '{"start": "x"}', "{\ud800}"],
)
def test_what_is_not_the_json_is_refused(answer: str) -> None:
    with pytest.raises(Unfit, match="JSON"):
        read(answer, task(REACH, YES))


@pytest.mark.parametrize(
    "sentences",
    [
        ["P1 keeps reach apart."],
        [{"text": "P1"}],
        [{"text": 1, "cites": []}],
        [{"text": "P1", "cites": "a1"}],
        [{"text": "P1", "cites": [1]}],
    ],
)
def test_sentences_of_another_shape_are_refused(sentences: list[object]) -> None:
    asked = task(REACH, YES)
    with pytest.raises(Unfit, match="JSON"):
        read(sent(asked, sentences=sentences), asked)


@pytest.mark.parametrize("sentences", [[], "P1", [{"text": "P1", "cites": ["a1"]}] * 2])
def test_a_headline_is_one_sentence(sentences: object) -> None:
    asked = task(REACH, YES)
    with pytest.raises(Unfit, match="1 to 1 sentences"):
        read(sent(asked, sentences=sentences), asked)


def test_a_model_that_lost_a_part_of_the_data_is_refused() -> None:
    asked = task(REACH, YES)
    for mark in ("start", "end"):
        with pytest.raises(Unfit, match="repeat start and end"):
            read(sent(asked, **{mark: "000000"}), asked)


# What is asked


def test_a_model_sees_no_names_ids_links_or_hidden_words() -> None:
    first = quoted(1, "As **Ben Baker** and Cem said, <@5> knows a1 and P2: https://a.example/x", by=1)
    hidden = quoted(2, "The answer is ||a mistake||, and I keep it.", by=2)
    talk = recap(section(first, hidden, quoted(3, YES, by=3)), people=("Ada", "Ben Baker", "Cem"))
    asked = made(talk)
    assert [source.text for source in asked.sources] == [
        "As **[somebody]** and P2 said, knows [somebody] and [somebody]:",
        YES,
    ]
    data = json.loads(asked.data)
    assert (data["start"], data["end"]) == asked.marks
    assert str(first.id) not in asked.data
    assert asked.schema["properties"]["sentences"]["items"]["properties"]["cites"]["items"]["enum"] == ["a1", "a2"]


def test_the_shortest_names_are_no_words_to_look_for() -> None:
    al = Person(1, "Al")
    first, second = (
        replace(each, entry=replace(each.entry, contribution=replace(each.entry.contribution, author=al)))
        for each in (quoted(1, REACH), quoted(2, YES))
    )
    asked = made(recap(section(first, second), people=("Al",)))
    assert [source.text for source in asked.sources] == [REACH, YES]


def test_of_a_single_quote_there_is_no_headline_and_of_no_headlines_no_lead() -> None:
    one = recap(section(quoted(1, YES)))
    assert headline_task(one, one.parts[0]) is None
    assert lead_task(one, []) is None


def test_the_lead_is_made_from_what_headlines_rest_on() -> None:
    first, second = (quoted(place, text, by=place) for place, text in enumerate((REACH, YES), 1))
    third = quoted(3, YEAR, by=3, question=2)
    talk = recap(section(first, second), section(third, of=question(2)))
    asked = lead_task(talk, [first.id, third.id])
    assert asked is not None
    assert [source.quote for source in asked.sources] == [first, third]
    sentences = [
        Sentence("P1 keeps reach and influence apart.", ("a1",)),
        Sentence("P2 answers the same kind of question well for a year.", ("a2",)),
    ]
    line = line_from(sentences, asked, "tiny")
    assert line.worded(talk.summary) == (
        "Ada keeps reach and influence apart (Q1). Cem answers the same kind of question well for a year (Q2)."
    )
    finnish = replace(talk.summary, head=replace(talk.summary.head, language="fi"))
    assert line.worded(finnish).endswith("for a year (K2).")
    with pytest.raises(Unfit, match="twice"):
        line_from([sentences[0]] * 2, asked, "tiny")


# What becomes of it


def test_a_line_stands_as_long_as_everything_that_it_rests_on_is_quoted() -> None:
    first, second = quoted(1, REACH, by=1), quoted(2, YES, by=2)
    talk = recap(section(first, second))
    text = "P1 keeps reach and influence apart; P2 asks for a yes without authority."
    line = line_from([Sentence(text, ("a1", "a2"))], made(talk), "tiny")
    assert line_of(json.loads(line.stored)) == line
    assert standing([line], talk.summary) == (line,)
    assert [each.name for each in proposal_of(line, talk.summary).rests] == ["Ada", "Ben"]

    def stands(*quotes: Quoted, number: int = 1) -> bool:
        return bool(standing([line], summary(section(*quotes, of=question(number)))))

    assert stands(second, first)
    assert not stands(first)
    assert not stands(first, second, number=2)
    assert not stands(first, replace(second, text="Influence is getting a yes."))


def test_a_line_calls_people_by_the_names_that_they_chose() -> None:
    first, second = quoted(1, REACH, by=1), quoted(2, YES, by=2)
    line = line_from(
        [Sentence("P1 keeps reach and influence apart.", ("a1",))], made(recap(section(first, second))), "x"
    )
    renamed = replace(first, entry=entry(1, REACH, by=7))
    assert line.worded(summary(section(renamed))).startswith("Member 7 keeps")


def test_what_rests_on_a_quote_that_the_article_has_no_room_for_is_not_shown() -> None:
    long = "Influence is getting a yes without having the authority to demand one, and so on " * 25
    quotes = tuple(quoted(place, f"{place} {long}", by=place % 5 + 1) for place in range(1, 12))
    told = summary(section(*quotes))
    first, last = (
        Line(number, f"{{{quote.id}}} asks for a yes.", {quote.id: mark_of(quote)}, "tiny")
        for number, quote in ((None, quotes[0]), (1, quotes[-1]))
    )
    shown = recap_of(told, RecapState(used={1: last.key, None: first.key}), lines=[last, first])
    assert quotes[-1] not in shown.quotes
    assert (shown.parts[0].headline, shown.parts[0].by_model) == ("", False)
    assert (shown.lead, shown.models) == ("Ben asks for a yes.", ("tiny",))
