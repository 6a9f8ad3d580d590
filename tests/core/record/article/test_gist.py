"""What stands for a question at the top is said there only, word for word, and can be read alone."""

from dataclasses import replace

from bot.core.record.article.gist import RECALLED, below, gist_of, words_of_gist
from bot.core.record.article.parts import Form
from bot.core.record.recap import Recap, recap_of
from bot.core.record.summary import MOST_OTHERS, Quoted, Section, SharedLink
from bot.core.session.recap_state import RecapState
from tests.core.record.recaps import entry, pointer, question, quoted, section, summary

WHOLE = "Colour is what light leaves behind on a wall."
OTHER = "Colour is what my mother wore on Sundays."
LONG = "A school teaches colour first. " + "Nobody there has ever asked a painter what he would teach instead. " * 4


def asked(number: int, *quotes: Quoted) -> Section:
    return section(*quotes, of=question(number, "What is colour?"))


def made(*sections: Section) -> Recap:
    return recap_of(summary(*sections), RecapState())


def lines(*sections: Section) -> list[tuple[int, str]]:
    return [(core.number, core.text) for core in made(*sections).gist]


def with_more(number: int, *quotes: Quoted) -> Section:
    """Return a question under which more is quoted than these."""
    return asked(number, *quotes, quoted(50 + number, LONG, by=9, question=number))


def test_an_answer_stands_at_the_top_and_not_below() -> None:
    recap = made(with_more(1, quoted(1, WHOLE, by=1)), with_more(2, quoted(2, OTHER, by=2, question=2)))
    assert [(core.number, core.text) for core in recap.gist] == [(1, WHOLE), (2, OTHER)]
    units, above = below(recap.parts[0], recap.gist, None)
    assert [unit.quotes[0].text for unit in units] == [LONG]
    assert [quote.text for quote in above] == [WHOLE]
    line = quoted(3, "Winter.", by=3)
    assert [quote.id for quote in below(recap.parts[0], recap.gist, line)[1]] == [above[0].id, line.id]
    assert line.id not in [quote.id for quote in below(recap.parts[1], recap.gist, line)[1]]


def test_a_question_keeps_its_only_quote_below() -> None:
    recap = made(
        *(with_more(number, quoted(number, WHOLE, by=number)) for number in (1, 2)), asked(3, quoted(9, WHOLE))
    )
    assert [core.number for core in recap.gist] == [1, 2]
    assert below(recap.parts[2], recap.gist, None) == (list(recap.parts[2].units), [])


def test_what_cannot_be_read_alone_at_a_glance_stands_for_nothing() -> None:
    fit = [with_more(number, quoted(number, WHOLE, by=number, question=number)) for number in (1, 2)]
    for text in (
        "And it is what remains of colour in winter.",
        "I like colour in winter. Is it what light leaves behind on walls?",
        "Colour is **bold** where the light of winter falls.",
        "||Colour is what light leaves behind.||",
        "Colour is it.",
        "Colour is what I wear in winter. Colour is what painters wait for",
        "Colour is what they leave behind in winter on a",
        LONG,
    ):
        assert [number for number, _ in lines(*fit, with_more(3, quoted(3, text, by=3, question=3)))] == [1, 2], text
    whole = quoted(3, "Colour is what they paint in winter.", by=3, question=3)
    for quote in (
        replace(whole, cut_before=True),
        replace(whole, cut_after=True),
        replace(whole, near=(pointer(4, 10),)),
        replace(whole, taken_up=(pointer(4, 10), pointer(5, 11))),
    ):
        assert len(lines(*fit, with_more(3, quote))) == 2, "what stands beside it would be lost"


def test_many_write_no_full_stop() -> None:
    fit = [with_more(number, quoted(number, WHOLE[:-1], by=number, question=number)) for number in (1, 2)]
    assert lines(*fit) == [(1, WHOLE[:-1]), (2, WHOLE[:-1])]
    for mood in (" 😂", " :)", "! ❤️🎉", ".”", " ;-) 👍🏽"):
        assert lines(*fit, with_more(3, quoted(3, OTHER[:-1] + mood, by=3, question=3)))[2:] == [(3, OTHER[:-1] + mood)]
    for open_end in (":", ",", "…", "? 😂"):
        assert not lines(*fit, with_more(3, quoted(3, OTHER[:-1] + open_end, by=3, question=3)))[2:]
    two = "Colour is what I wear in winter. Colour is what painters wait for"
    three = with_more(3, quoted(3, two, by=3, question=3))
    assert lines(*fit, three)[2:] == [(3, two)]
    ended = [with_more(number, quoted(number, WHOLE, by=number, question=number)) for number in (1, 2)]
    assert not lines(*ended, three)[2:], "where others end their sentences it may break off"


def test_where_two_views_stand_against_each_other_both_are_named() -> None:
    parent = quoted(1, "Colour is a matter of taste, whatever painters say.", by=1)
    reply = quoted(2, "I disagree: colour can be measured with a lamp.", by=2, after=parent)
    more = quoted(3, "Lamps lie in winter, my grandfather always said.", by=3, after=reply)
    recap = made(asked(1, quoted(4, WHOLE, by=4), parent, reply, more), with_more(2, quoted(5, OTHER, by=5)))
    core = recap.gist[0]
    assert core.meeting
    assert (core.text, core.meeting.form) == (WHOLE, Form.DIFFERED)
    assert (core.meeting.first.id, core.meeting.second.id) == (parent.id, reply.id)
    chain = [quoted(10, WHOLE, by=1), more]
    went_on = replace(chain[1], leans_on=chain[0].id)
    against = replace(reply, leans_on=went_on.id)
    later = made(asked(1, chain[0], went_on, against), with_more(2, quoted(5, OTHER, by=5))).gist[0].meeting
    assert later
    assert (later.first.id, later.second.id) == (went_on.id, reply.id), "those of whom it is true"


def test_who_asked_and_who_replied_are_named_or_who_began_where_nothing_else_stands_there() -> None:
    asks = quoted(1, "Winter is long in the harbour, and nobody knows why. Who paints the boats of the poor?", by=1)
    reply = quoted(2, "It is they who paint them. " + LONG, by=2, after=asks)
    fit = with_more(2, quoted(5, OTHER, by=5, question=2))
    core = made(asked(1, asks, reply), fit).gist[0]
    assert core.meeting
    assert (core.quote, core.text, core.meeting.form) == (None, "Who paints the boats of the poor?", Form.ANSWERED)
    assert below(made(asked(1, asks, reply), fit).parts[0], [core], None)[0][0].quotes == (asks, reply), "below as well"
    says = quoted(3, LONG, by=1)
    goes_on = quoted(4, "And in spring as well.", by=2, after=says)
    began = made(asked(1, says, goes_on), fit).gist[0]
    assert began.meeting
    assert began.meeting.form is Form.REPLIED
    beside = made(asked(1, quoted(6, WHOLE, by=3), says, goes_on), fit).gist[0]
    assert (beside.text, beside.meeting) == (WHOLE, None)
    own = quoted(7, "Slept on it and take half of mine back: it can be green.", by=1, after=says)
    thought = made(asked(1, says, own), fit).gist[0]
    assert thought.meeting
    assert thought.meeting.form is Form.SECOND_THOUGHT


def test_where_only_an_exchange_stands_it_opens_in_its_own_words() -> None:
    claim = quoted(1, "I paint boats in winter. Colour can be measured with a lamp. It is so. Why not?", by=1)
    reply = quoted(2, "I disagree: no lamp has measured what colour is to me.", by=2, after=claim)
    fit = with_more(2, quoted(5, OTHER, by=5, question=2))
    core = made(asked(1, claim, reply), fit).gist[0]
    assert core.quote is None
    assert core.text == "Colour can be measured with a lamp.", "of what was said that which was spoken against"
    assert words_of_gist(made(asked(1, claim, reply), fit).parts[:1], "en") == 2 + 3 + 2 + 7
    aside = quoted(6, "Who cleans the old harbour of the town?", by=3)
    about = quoted(8, "Who calls it colour in the harbour?", by=3)
    said = [quoted(number, LONG, by=4, after=each) for number, each in ((7, aside), (9, about))]
    asking = made(asked(1, aside, said[0], about, said[1]), fit).gist[0]
    assert asking.text == about.text, "what takes up the question"


def test_what_is_no_whole_plain_sentence_opens_nothing() -> None:
    fit = with_more(2, quoted(5, OTHER, by=5, question=2))
    for text in (
        "Who paints " + "the boats of the harbour " * 9 + "in winter?",
        "Who **paints** the boats of the poor?",
    ):
        asks = quoted(1, text, by=1)
        core = made(asked(1, asks, quoted(2, LONG, by=2, after=asks)), fit).gist[0]
        assert (core.text, core.opening, bool(core.meeting)) == ("", None, True), text
    hidden = quoted(1, "Who paints the boats of the poor? ||I do.|| Who paints the boats of the rich?", by=1)
    assert made(asked(1, hidden, quoted(2, LONG, by=2, after=hidden)), fit).gist[0].opening is None


def test_one_voice_is_heard_once_where_there_are_others() -> None:
    first = with_more(1, quoted(1, WHOLE, by=1))
    second = asked(2, quoted(2, WHOLE, by=1, question=2), quoted(3, OTHER, by=2, question=2))
    assert lines(first, second) == [(1, WHOLE), (2, OTHER)]
    other = replace(second.quotes[1], text="Painters buy red brushes in winter.")
    answering = asked(2, second.quotes[0], other)
    assert lines(first, answering) == [(1, WHOLE), (2, WHOLE)], "but rather what takes up the question"
    third = asked(3, second.quotes[0], other)
    assert lines(first, answering, third)[2:] == [(3, other.text)], "not three times"


def test_too_little_has_no_lines_and_their_words_count() -> None:
    fit = with_more(1, quoted(1, WHOLE, by=1))
    assert not lines(fit), "one line stands for one question only"
    few = replace(fit, answers=1)
    assert not lines(few, replace(with_more(2, quoted(2, WHOLE, by=2)), answers=1))
    says = quoted(3, LONG, by=1)
    second = asked(2, says, quoted(4, "And in spring as well.", by=2, after=says))
    recap = made(fit, replace(second, question=replace(second.question, short="What it is")))
    recalled = len(WHOLE[:RECALLED].split())
    assert words_of_gist(recap.parts, "en") == 2 + 1 + recalled + (2 + 3 + 3 + 2) + 5
    assert [core.text for core in gist_of(recap.parts, "en")] == [WHOLE, "A school teaches colour first."]


def test_what_stands_at_the_top_is_quoted_however_little_room_there_is() -> None:
    long = [quoted(10 + n, "word " * 59 + "word.", by=n % 9) for n in range(30)]
    recap = made(asked(1, *long, quoted(50, WHOLE, by=50)), asked(2, *long[:9]))
    shown = {quote.id for quote in recap.quotes}
    assert all(core.quote.id in shown for core in recap.gist if core.quote)


def test_what_stands_at_the_top_is_found_among_all_that_was_chosen() -> None:
    plain = [quoted(10 + n, f"Painters wait {n + 2} winters for a green wall.", by=n % 4) for n in range(9)]
    recap = made(asked(1, *plain, quoted(50, WHOLE, by=1)), asked(2, *(replace(each, text=LONG) for each in plain)))
    assert len(recap.parts[0].units) < 10, "some give way"
    assert [(core.number, core.text) for core in gist_of(recap.parts, "en")] == [(1, WHOLE)]


def test_every_answer_that_is_not_quoted_is_listed_or_counted() -> None:
    first, second = quoted(1, WHOLE, by=1, near=(pointer(3, 4), pointer(4, 30))), quoted(2, OTHER, by=2)
    unquoted = (entry(4, "Green.", by=3), entry(3, "Red.", by=2), entry(5, "Blue.", by=1), entry(6, "Grey.", by=3))
    recap = made(replace(asked(1, first, second), others=unquoted, unlisted=7))
    part = replace(recap.parts[0], units=recap.parts[0].units[:1])
    listed, more = part.others()
    assert [each.contribution.author.id for each in listed] == [2, 2, 1, 3], "who would be quoted comes first"
    assert listed[-1] is unquoted[-1], "the other one is named beside a quote"
    assert more == 6, "one of those that are not listed is named there, too"
    assert [each.contribution.author.id for each in part.others([second.id])[0]] == [2, 1, 3]
    shared = replace(part, links=(SharedLink("https://a.example/", unquoted[2]),))
    assert unquoted[2] not in shared.others()[0], "it is named with its link"
    many = tuple(entry(10 + n, "Red.", by=1) for n in range(MOST_OTHERS + 2))
    assert replace(part, section=replace(part.section, others=many)).others()[1] == 7 - 2 + 3
