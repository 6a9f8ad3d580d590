"""The recap's one model: exchanges, what hosts marked, and figures that are those of what is shown."""

from dataclasses import replace

from bot.core.record.article.parts import Form
from bot.core.record.recap import recap_of
from bot.core.record.summary import SharedLink
from bot.core.record.transcript import ReadingLine
from bot.core.script.pack import Text
from bot.core.session.recap_state import Mark, RecapState
from bot.core.session.state import new
from tests.core.record.recaps import INK, RED, SKY, entry, question, quoted, recap, rich, section, summary
from tests.core.sessions import ROOM, pack_of


def forms(*quotes: object) -> list[Form]:
    (part,) = recap(section(*quotes)).parts  # type: ignore[arg-type]  # quotes, as `section` takes them
    return [unit.form for unit in part.units]


def test_quotes_that_lean_on_one_another_are_one_unit() -> None:
    first, other = quoted(1, SKY), quoted(5, RED, by=3)
    assert forms(first, quoted(2, "True of the sea as well.", by=2, after=first), other) == [Form.REPLIED, Form.ALONE]
    assert forms(first, quoted(2, "I disagree: it is the sea.", by=2, after=first)) == [Form.DIFFERED]
    assert forms(first, quoted(2, "I was wrong: it is the sea.", by=1, after=first)) == [Form.SECOND_THOUGHT]
    asks = quoted(3, "Which sea do you mean by that?", by=2)
    assert forms(asks, quoted(4, "The one at home.", by=1, after=asks)) == [Form.ANSWERED]


def test_a_link_stands_under_the_question_for_which_it_was_shared() -> None:
    assert [[link.url for link in part.links] for part in rich().parts] == [["https://a.example/sky"], [], []]


def test_that_two_views_differ_is_said_before_anything_else() -> None:
    first = quoted(1, SKY)
    second = quoted(2, "Not for me, it is the sea.", by=2, after=first)
    assert forms(first, second, quoted(3, "The sea it is.", by=3, after=second)) == [Form.DIFFERED]


def test_what_a_quote_leaned_on_may_be_gone() -> None:
    gone = quoted(1, SKY)
    assert forms(quoted(2, "True of the sea as well.", by=2, after=gone)) == [Form.ALONE]


def test_a_long_list_of_thanks_takes_no_quote_away() -> None:
    everybody = tuple(f"Member {number}" for number in range(2_000))
    said = [quoted(number, f"{number} {SKY}", by=number) for number in range(1, 5)]
    assert len(recap(section(*said), people=everybody).quotes) == len(said)


def test_the_line_of_the_night_stands_at_the_top_and_not_again_below() -> None:
    sky, ink = quoted(1, SKY), quoted(2, INK, by=3)
    liked = recap(section(sky, ink), liked=replace(ink, reactors=4))
    assert liked.line is not None
    assert (liked.line.text, liked.line.reactors, liked.is_chosen) == (INK, 4, False)
    assert [unit.quotes[0].text for unit in liked.parts[0].units] == [SKY]
    chosen = recap_of(
        summary(section(sky, ink), liked=ink, marked={sky.id: sky.entry}), RecapState(marks={sky.id: Mark.LINE})
    )
    assert chosen.line is not None
    assert (chosen.line.text, chosen.is_chosen) == (SKY, True)
    alone = recap(section(ink), liked=ink)
    assert [unit.quotes[0].text for unit in alone.parts[0].units] == [INK], "no question is left without a word"
    dropped = recap(section(sky), liked=ink, state=RecapState(dropped=frozenset({ink.id})))
    assert dropped.line is None


def test_a_line_that_is_half_of_an_exchange_stays_in_it() -> None:
    first = quoted(1, SKY)
    reply = quoted(2, "Not for me, it is the sea.", by=2, after=first)
    made = recap(section(first, reply), liked=first)
    assert [len(unit.quotes) for unit in made.parts[0].units] == [2]
    assert made.coverage(made.quotes).quoted == 2, "a message counts once, however often it is shown"


def test_marks_collect_what_hosts_chose_whole_and_in_order() -> None:
    first, second = entry(1, "Plant a tree"), entry(2, "Read the report", by=2, question=None)
    gone, empty = 5, entry(3, "> somebody else's words", by=3)
    marks = {second.contribution.id: Mark.NEXT_STEP, first.contribution.id: Mark.NEXT_STEP}
    marks |= {gone: Mark.TAKEAWAY, empty.contribution.id: Mark.TAKEAWAY}
    there = {each.contribution.id: each for each in (first, second, empty)}
    made = recap_of(summary(section(), marked=there), RecapState(marks=marks))
    assert [quote.text for quote in made.next_steps] == ["Plant a tree", "Read the report"]
    assert not made.takeaways, "what is gone, or has no words of its author's, is not shown"


def test_what_nobody_answered_is_listed_with_what_hosts_left_open() -> None:
    asks = quoted(4, "And who taught you to see it that way?", by=5)
    marked = entry(9, "How much is it?", by=2)
    state = RecapState(marks={marked.contribution.id: Mark.OPEN_QUESTION})
    made = recap_of(summary(section(unanswered=(asks,)), marked={marked.contribution.id: marked}), state)
    assert [quote.text for quote in made.left_open] == ["How much is it?", asks.text]


def test_links_stand_under_the_question_where_they_were_shared_but_for_its_readings() -> None:
    under, loose = entry(1, "https://a.example"), entry(2, "https://b.example", question=None)
    links = (
        SharedLink("https://a.example", under),
        SharedLink("https://b.example", loose),
        SharedLink("https://known.example", under),
    )
    known = question(readings=(ReadingLine("Known", None, None, "https://known.example"),))
    made = recap(section(of=known), links=links)
    assert [link.url for link in made.parts[0].links] == ["https://a.example"]
    assert [link.url for link in made.links] == ["https://b.example"]


def test_too_little_is_no_recap_and_the_figures_are_those_of_what_is_shown() -> None:
    assert recap(section(quoted(1, SKY), answers=2)).is_short
    made = rich()
    assert not made.is_short
    coverage = made.coverage(made.quotes)
    assert (coverage.answers, coverage.late, coverage.left_out, coverage.uncounted) == (13, 1, 1, 3)
    assert (coverage.quoted, coverage.people) == (7, 5)
    assert made.coverage([]).quoted == 0


def test_every_quote_is_verbatim() -> None:
    assert all(quote.text in quote.entry.contribution.text for quote in rich().quotes)


def test_a_short_name_may_have_versions() -> None:
    pack = pack_of(2)
    named = replace(pack.questions[0], short=Text({"en": "Blue", "fi": "Sininen"}))
    session = new(1, replace(pack, questions=(named, pack.questions[1]), language="fi"), ROOM)
    assert (session.short_of(1), session.short_of(2)) == ("Sininen", None)
