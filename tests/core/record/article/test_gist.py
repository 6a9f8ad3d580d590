"""What stands for a question at the top is said below, word for word, and can be read alone."""

from dataclasses import replace

from bot.core.record.article.gist import gist_of, words_of_gist
from bot.core.record.recap import recap_of
from bot.core.record.summary import Quoted, Section
from bot.core.session.recap_state import RecapState
from tests.core.record.recaps import question, quoted, section, summary

WHOLE = "Colour is what light leaves behind on a wall."
LONG = "A school teaches colour first. " + "Nobody there has ever asked a painter what he would teach instead. " * 2


def asked(number: int, *quotes: Quoted) -> Section:
    return section(*quotes, of=question(number, "What is colour?"))


def lines(*sections: Section) -> list[tuple[int, str]]:
    made = recap_of(summary(*sections), RecapState())
    return [(core.number, core.text) for core in made.gist]


def test_a_whole_answer_comes_before_a_sentence_of_one() -> None:
    first = asked(1, quoted(1, LONG, by=1), quoted(2, WHOLE, by=2))
    second = asked(2, quoted(3, f"He paints. {LONG}", by=3, question=2))
    assert lines(first, second) == [(1, WHOLE), (2, "… A school teaches colour first. …")]


def test_what_cannot_be_read_alone_stands_for_nothing() -> None:
    fit = asked(1, quoted(1, WHOLE, by=1))
    for text in (
        "And it is what remains of colour in winter.",
        "Is colour what light leaves behind on walls?",
        "Colour is **bold** where the light of winter falls.",
        "||Colour is what light leaves behind.||",
        "Colour is it.",
        "Walls without any paint outlive their owners. " + "They stand there for years and years. " * 4,
    ):
        assert not lines(fit, asked(2, quoted(2, text, by=2, question=2))), text
    cut = replace(quoted(2, "Colour is what they paint in winter.", by=2, question=2), cut_before=True)
    assert not lines(fit, asked(2, cut)), "somebody else's 'they'"


def test_where_two_views_stand_against_each_other_both_are_named() -> None:
    parent = quoted(1, "Colour is a matter of taste, whatever painters say.", by=1)
    reply = quoted(2, "I disagree: colour can be measured with a lamp.", by=2, after=parent)
    more = quoted(3, "Lamps lie in winter, my grandfather always said.", by=3, after=reply)
    made = recap_of(
        summary(asked(1, quoted(4, WHOLE, by=4), parent, reply, more), asked(2, quoted(5, WHOLE, by=5))), RecapState()
    )
    assert [(core.text, core.reply and core.reply.id) for core in made.gist] == [
        (parent.text, reply.id),
        (WHOLE, None),
    ]


def test_one_voice_is_heard_once_where_there_are_others() -> None:
    again = "Colour is what my mother wore on Sundays."
    first = asked(1, quoted(1, WHOLE, by=1))
    second = asked(2, quoted(2, WHOLE, by=1, question=2), quoted(3, again, by=2, question=2))
    assert lines(first, second) == [(1, WHOLE), (2, again)]


def test_too_little_has_no_lines_and_their_words_count() -> None:
    fit = asked(1, quoted(1, WHOLE, by=1))
    assert not lines(fit), "one line stands for one question only"
    few = replace(fit, answers=1)
    assert not lines(few, replace(asked(2, quoted(2, WHOLE, by=2)), answers=1))
    made = recap_of(summary(fit, asked(2, quoted(2, WHOLE, by=2))), RecapState())
    assert words_of_gist(made.parts, "en") == 2 * (5 + 1 + 9 + 1)
    assert [core.text for core in gist_of(made.parts, "en")] == [WHOLE, WHOLE]


def test_a_question_stands_with_who_replied_to_it_where_nothing_whole_does() -> None:
    asks = quoted(1, "Winter is long in the harbour, and nobody knows why. Who paints the boats of the poor?", by=1)
    reply = quoted(2, "It is they who paint them. " + LONG, by=2, after=asks)
    fit = asked(2, quoted(5, WHOLE, by=5))
    made = recap_of(summary(asked(1, asks, reply), fit), RecapState())
    core = made.gist[0]
    assert (core.text, core.reply and core.reply.id, core.differs) == (
        "… Who paints the boats of the poor?",
        reply.id,
        False,
    )
    assert not lines(asked(1, asks), fit), "nobody replied"
    more = asked(1, asks, reply, quoted(3, WHOLE, by=3))
    assert lines(more, fit)[0] == (1, WHOLE)


def test_what_stands_for_a_question_is_quoted_below_it_however_little_room_there_is() -> None:
    long = [quoted(10 + n, "word " * 59 + "word.", by=n % 9) for n in range(30)]
    made = recap_of(summary(asked(1, *long, quoted(50, WHOLE, by=50)), asked(2, *long[:9])), RecapState())
    shown = {quote.id for part in made.parts for unit in part.units for quote in unit.quotes}
    assert all(core.quote.id in shown for core in made.gist)
