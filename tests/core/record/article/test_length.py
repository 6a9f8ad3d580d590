"""An article is no longer than its limit, whatever was said; what goes is what was worth least."""

from dataclasses import replace

import pytest

from bot.adapters.catalogues import words
from bot.adapters.export.recap import FORMATS
from bot.core.record.article.length import most_words
from bot.core.record.article.parts import Form
from bot.core.record.choice.quoting import Quote
from bot.core.record.recap import recap_of
from bot.core.record.summary import MOST_OTHERS, AnswersTo, Quoted, Section
from bot.core.session.recap_state import RecapState
from tests.core.record.recaps import HEAD, entry, question, quoted, section, summary

LONG = "word " * 59 + "word."


def parts(count: int, each: int, *, featured: tuple[int, ...] = ()) -> list[Section]:
    """Return questions with so many quotes of sixty words each, of ten people."""
    made = []
    for number in range(1, count + 1):
        quotes = [quoted(100 * number + n, LONG, by=6 + (number + n) % 10, question=number) for n in range(each)]
        made.append(section(*quotes, of=question(number, "What is it? " * 10), answers=9, people=8))
    return made


def words_of(text: str) -> int:
    """Return how many words a text has; signs are none."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


@pytest.mark.parametrize(("count", "each"), [(1, 40), (6, 5), (6, 20), (12, 5)])
def test_the_article_keeps_to_its_limit(count: int, each: int) -> None:
    made = recap_of(summary(*parts(count, each), links=()), RecapState())
    for language in ("en", "fi"):
        assert words_of(FORMATS["md"](made, words(language))) <= most_words(made.summary.answers)
    assert all(part.units for part in made.parts)


def test_a_question_keeps_one_quote_where_even_those_are_too_much() -> None:
    made = recap_of(summary(*parts(40, 3)), RecapState())
    assert [len(part.units) for part in made.parts] == [1] * 40


def test_the_limit_grows_with_the_answers() -> None:
    assert [most_words(answers) for answers in (5, 70, 1035, 2000, 50_000)] == [1400, 1400, 1550, 1700, 1700]


def test_the_last_quotes_go_and_those_of_people_who_are_quoted_elsewhere_first() -> None:
    lonely = quoted(199, LONG, by=99)
    first, *others = parts(6, 5)
    made = recap_of(summary(section(*first.quotes[:4], lonely, answers=9, people=8), *others), RecapState())
    shown: list[Quoted] = [unit.quotes[0] for unit in made.parts[0].units]
    assert shown[-1].id == lonely.id, "nobody else says what she says"
    counts = [len(part.units) for part in made.parts]
    assert max(counts) - min(counts) <= 1, "no question pays for the others"


@pytest.mark.parametrize(("answers", "quotes"), [(9, 6), (7, 5), (5, 5), (40, 7)])
def test_a_recap_chooses_however_little_was_said(answers: int, quotes: int) -> None:
    short = [quoted(100 * n + m, "Colour is light.", by=m, question=n) for n in (1, 2) for m in range(7)]
    made = recap_of(
        summary(
            section(*short[:7], answers=answers, people=7), section(*short[7:], of=question(2), answers=40, people=7)
        ),
        RecapState(),
    )
    assert [len(part.units) for part in made.parts] == [quotes, 7]
    lonely = [quoted(300 + n, "Colour is light.", by=50 + n) for n in range(7)]
    made = recap_of(summary(section(*lonely, answers=7, people=7)), RecapState())
    assert len(made.parts[0].units) == 7, "nobody is left without a voice"


def test_exchanges_stay() -> None:
    first = quoted(101, LONG, by=1)
    second = quoted(102, LONG, by=2, after=first)
    made = recap_of(summary(section(first, second, *parts(1, 30)[0].quotes), *parts(6, 10)[1:]), RecapState())
    assert made.parts[0].units[0].form is not Form.ALONE


def test_replies_beside_another_exchange_go_before_single_quotes() -> None:
    quotes: list[Quoted] = []
    for start, said in ((101, "I disagree. " + LONG), (103, LONG)):
        quotes += [first := quoted(start, LONG, by=start), quoted(start + 1, said, by=start + 1, after=first)]
    others = [quoted(110 + n, LONG, by=10 + n) for n in range(2)]
    featured = [quoted(120 + n, LONG, by=20 + n, question=2) for n in range(16)]
    entries = [replace(each, entry=replace(each.entry, featured=True)) for each in featured]
    made = recap_of(summary(section(*quotes, *others), section(*entries, of=question(2))), RecapState())
    forms = [(unit.form, len(unit.quotes)) for unit in made.parts[0].units]
    assert forms[:2] == [(Form.DIFFERED, 2), (Form.ALONE, 1)]


def test_a_question_with_its_reply_goes_before_what_only_one_quote_of_a_person_says() -> None:
    asking = [quoted(number, f"{LONG} Who asks so many times why?", by=6) for number in (101, 103, 105)]
    replies = [quoted(each, LONG, by=7, after=asks) for each, asks in zip((102, 104, 106), asking, strict=True)]
    pairs = [quote for pair in zip(asking, replies, strict=True) for quote in pair]
    alone = [quoted(110 + n, LONG, by=20 + n) for n in range(2)]
    made = recap_of(summary(section(*pairs, *alone), *parts(6, 10)[1:]), RecapState())
    forms = [unit.form for unit in made.parts[0].units]
    assert forms == [Form.ANSWERED, Form.ALONE, Form.ALONE], "who asked and who replied is heard in the one that stays"
    new = [
        replace(each, entry=entry(number, LONG, by=30 + number))
        for number, each in zip((102, 104, 106), replies, strict=True)
    ]
    others = [quote for pair in zip(asking[:2], new[:2], strict=True) for quote in pair]
    made = recap_of(summary(section(*others, *alone), *parts(6, 10)[1:]), RecapState())
    assert [unit.form for unit in made.parts[0].units][:2] == [Form.ANSWERED] * 2, "each has somebody of its own"
    costs = replace(new[2], text=f"{LONG} It costs $260billion.")
    made = recap_of(summary(section(*others, asking[2], costs, *alone), *parts(6, 10)[1:]), RecapState())
    last = [unit.quotes[-1] for unit in made.parts[0].units if unit.form is Form.ANSWERED]
    assert last == [new[0], costs], "of three rather those that name a figure"


def test_who_is_not_quoted_is_listed_up_to_a_limit() -> None:
    answers = AnswersTo(question(), HEAD, quotes=5, dropped=[entry(1, "Red.", by=1).contribution.id])
    said = [entry(n, f"Colour {n} is what light leaves behind.", by=n) for n in range(1, MOST_OTHERS + 9)]
    for each in [*said, entry(50, "Why?", by=50), entry(51, "Colour again.", by=2)]:
        answers.add(each)
    answers.add(entry(52, "Not for me.", by=52), said[3].contribution.id)
    made = answers.section([Quote(1, 0, 5)], said)
    assert [each.contribution.author.id for each in made.others] == list(range(3, MOST_OTHERS + 3)), "not the first"
    assert made.unlisted == 6 + 3, "a question, a second answer and a reply are counted"
    few = AnswersTo(question(), HEAD, quotes=5)
    again, reply = entry(51, "Colour again.", by=2), entry(52, "Not for me.", by=3)
    for each in (*said[1:3], again):
        few.add(each)
    few.add(reply, again.contribution.id)
    listed = few.section([Quote(0, 0, 5)], [*said[1:3], again, reply])
    assert [each.contribution.author.id for each in listed.others] == [3, 2, 3], "who is not quoted comes first"
    assert listed.unlisted == 0
