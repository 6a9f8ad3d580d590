"""Both sides of an exchange are shown, also where their words were not chosen, and questions do not get lost."""

from bot.core.record.choice.choosing import chosen
from bot.core.record.choice.exchanges import left_open, with_exchanges
from bot.core.record.choice.quoting import GONE, Answer, Quote, Wanted

SKY = Answer("ada", "Blue is the sky over the harbour on a morning in March.")
FENCE = Answer("cem", "My grandfather's bicycle, painted twice a year with what the boatyard left over.")
ROOF = Answer("dee", "The roofs of the villages that tourists photograph and nobody lives in.")
LAMP = Answer("eve", "Police lamps, hospital corridors, and the light of telephones in bed.")


def wanted(*answers: Answer, count: int = 3, never: tuple[int, ...] = (), first: tuple[int, ...] = ()) -> Wanted:
    return Wanted("What is blue?", answers, count, "en", first, never)


def shown(asked: Wanted, *places: int) -> list[tuple[int, int | None]]:
    """The quotes, each with what it stands after, given which answers were chosen."""
    quotes = [Quote(place, 0, len(asked.answers[place].text)) for place in places]
    return [(quote.answer, quote.after) for quote in with_exchanges(asked, quotes)]


def test_nothing_is_added_where_nobody_answered_anybody() -> None:
    assert shown(wanted(SKY, FENCE, ROOF), 2, 0) == [(2, None), (0, None)]


def test_a_second_thought_stands_with_the_first() -> None:
    late = Answer("ada", "Slept on it and take half of mine back: it was the sea.")
    assert shown(wanted(SKY, FENCE, late), 0, 1) == [(0, None), (2, 0), (1, None)]
    assert shown(wanted(SKY, FENCE, late), 1) == [(1, None), (0, None), (2, 0)]
    assert shown(wanted(SKY, FENCE, late), 2, 1) == [(1, None), (0, None), (2, 0)], "not without what it takes back"
    assert shown(wanted(SKY, FENCE, late, never=(0,)), 1) == [(1, None)]
    reply = Answer("ada", late.text, 0)
    assert shown(wanted(SKY, FENCE, reply), 0, 1) == [(0, None), (2, 0), (1, None)]
    story = Answer("ada", "The sea is blue, too. My uncle changed my mind about ships.")
    assert shown(wanted(SKY, FENCE, story), 1) == [(1, None)], "that goes on, and takes nothing back"
    assert shown(wanted(FENCE, late), 0) == [(0, None)], "there is no first thought"


def test_where_somebody_disagreed_both_are_heard() -> None:
    reply = Answer("ben", "I disagree: whoever fishes there calls it grey.", 0)
    assert shown(wanted(SKY, FENCE, reply), 1) == [(1, None), (0, None), (2, 0)]
    asked = Answer("ada", "Is it not the sky? Blue is the sky over the harbour on a morning in March. Always.")
    assert shown(wanted(asked, FENCE, reply), 1) == [(1, None), (0, None), (2, 0)], "that was no mere question"
    own = Answer("ada", reply.text, 0)
    assert shown(wanted(SKY, FENCE, own), 1) == [(1, None)], "to differ takes two"
    assert shown(wanted(SKY, FENCE, Answer("ben", reply.text, GONE)), 1) == [(1, None)]


def test_what_was_replied_to_who_disagreed_stands_with_both() -> None:
    reply = Answer("ben", "I disagree: whoever fishes there calls it grey.", 0)
    others = Answer("cem", "Anglers call it green on a summer evening.", 2)
    theirs = Answer("ada", "Then go there without a rod for once.", 2)
    pair = [(0, None), (2, 0)]
    assert shown(wanted(SKY, FENCE, reply, others), 1) == [(1, None), *pair, (3, 2)]
    assert shown(wanted(SKY, FENCE, reply, others, theirs), 1) == [(1, None), *pair, (4, 2)], "rather who was spoken to"
    talk = Answer("cem", "Thank you!", 2)
    asks = Answer("cem", "Which harbour did you have in mind there?", 2)
    assert shown(wanted(SKY, FENCE, reply, talk, asks), 1) == [(1, None), *pair]
    there = [Quote(3, 0, len(others.text)), Quote(0, 0, 55), Quote(2, 0, 46, after=0)]
    made = with_exchanges(wanted(SKY, FENCE, reply, others), there)
    assert [(quote.answer, quote.after) for quote in made] == [*pair, (3, 2)], "it goes on where it stands"
    more = Answer("dee", "On such an evening everything is green.", 3)
    torn = [*there[1:], there[0], Quote(4, 0, len(more.text), after=3)]
    made = with_exchanges(wanted(SKY, FENCE, reply, others, more), torn)
    assert [(quote.answer, quote.after) for quote in made] == [*pair, (3, None), (4, 3)], "no exchange is torn apart"


def test_who_asked_and_was_answered_stands_with_both() -> None:
    asks = Answer("ben", "Which harbour did you have in mind there?", 0)
    says = Answer("ada", "The small one behind the station.", 2)
    assert shown(wanted(SKY, FENCE, asks, says), 1) == [(1, None), (0, None), (2, 0), (3, 2)]
    without = Answer("ada", "The small one behind the station.")
    assert shown(wanted(SKY, FENCE, asks, without), 1) == [(1, None), (0, None), (2, 0), (3, 2)]
    elsewhere = Answer("ada", "True of bicycles, too.", 1)
    assert shown(wanted(SKY, FENCE, asks, elsewhere), 1) == [(1, None), (3, 1)], "that is no answer to the question"
    to_all = Answer("ben", "Which harbour would all of you choose?")
    assert shown(wanted(SKY, FENCE, ROOF, to_all, Answer("dee", "Ours.", 3)), 1) == [(1, None)], "one word says little"
    answered = Answer("dee", "The one at home, for its light in winter.", 3)
    assert shown(wanted(SKY, FENCE, ROOF, to_all, answered), 1) == [(1, None), (3, None), (4, 3)]
    gone = Answer("ben", asks.text, GONE)
    assert shown(wanted(SKY, FENCE, ROOF, gone, without), 1) == [(1, None)]


def test_single_quotes_make_room_but_for_two_and_for_featured_ones() -> None:
    late = Answer("ada", "Slept on it and take half of mine back: it was the sea.")
    answers = (SKY, FENCE, ROOF, LAMP, late)
    assert shown(wanted(*answers), 1, 2, 3) == [(1, None), (2, None), (0, None), (4, 0)]
    assert len(shown(wanted(*answers, first=(3,)), 1, 2, 3)) == 5


def test_two_exchanges_at_most_or_three_among_replies_and_none_of_what_hosts_dropped() -> None:
    replies = [
        Answer(f"m{place}", f"I disagree: whoever counts to {place} knows that it is grey.", place % 3)
        for place in range(5)
    ]
    asked = wanted(SKY, FENCE, ROOF, *replies)
    assert len(shown(asked)) == 6
    statements = [Answer(f"s{place}", f"Blue is what the baker of street {place} calls bread.") for place in range(9)]
    assert sum(after is not None for _, after in shown(wanted(SKY, FENCE, ROOF, *replies, *statements))) == 2
    assert shown(wanted(SKY, replies[0], never=(1,)), 0) == [(0, None)]
    assert shown(wanted(SKY, replies[0], never=(0,))) == []


def test_what_stands_in_one_exchange_is_not_torn_into_another() -> None:
    reply = Answer("ben", "I disagree: whoever fishes there calls it grey.", 0)
    back = Answer("ben", "Not for me, on the contrary: grey is what remains.", 1)
    asked = wanted(SKY, FENCE, reply, back)
    quotes = [Quote(0, 0, 5), Quote(2, 0, 5, after=0)]
    assert [quote.answer for quote in with_exchanges(asked, quotes)][:2] == [0, 2]
    twice = wanted(SKY, reply, Answer("cem", "I disagree: whoever sails there calls it green.", 1))
    torn = [Quote(0, 0, 5), Quote(1, 0, 5, after=0), Quote(2, 0, 5, after=1)]
    assert [quote.answer for quote in with_exchanges(twice, torn)] == [0, 1, 2]
    apart = wanted(SKY, FENCE, ROOF, Answer("ben", "I disagree: it is grey, and was so before.", 2))
    there = [Quote(0, 0, 5), Quote(3, 0, 5, after=0)]
    assert [quote.answer for quote in with_exchanges(apart, there)] == [0, 3]


def test_a_question_that_nobody_answered_is_left_open() -> None:
    asks = Answer("ben", "Which harbour did you have in mind there?", 0)
    assert [quote.answer for quote in left_open(wanted(SKY, FENCE, asks))] == [2]
    assert [quote.is_open for quote in chosen(wanted(SKY, FENCE, asks)).quotes] == [False, False, True]
    for said in (Answer("ada", "The small one.", 2), Answer("ada", "The small one."), Answer("cem", "Ours.", 2)):
        assert not left_open(wanted(SKY, FENCE, asks, said))
    assert left_open(wanted(SKY, FENCE, asks, Answer("cem", "Ours.")))
    assert left_open(wanted(SKY, FENCE, asks, Answer("cem", "The harbours of my youth.", 0))), "a reply to another"
    assert left_open(wanted(SKY, FENCE, asks, Answer("ben", "I mean a harbour with boats."))), "the one who asks"
    more = Answer("eve", "And what do the fishermen there make of it?", 0)
    assert [quote.answer for quote in left_open(wanted(SKY, FENCE, asks, more, Answer("cem", "Ours.")))] == [2, 3]
    for words in ("The harbours of my youth.", "Harbour number two, I should think."):
        assert not left_open(wanted(SKY, FENCE, asks, Answer("cem", words))), "perhaps an answer"
    assert not left_open(wanted(SKY, FENCE, Answer("ben", "Does it?", 0))), "a turn of phrase"
    assert not left_open(wanted(SKY, asks)) or len(left_open(wanted(SKY, asks))) == 1
    assert not left_open(wanted(asks, Answer("cem", "Why do you want to know?"))), "where all ask, to ask is to answer"


def test_a_reply_stands_with_what_it_answers_where_there_is_no_other_exchange() -> None:
    reply = Answer("ben", "Fishermen there call it grey, whatever the postcards say.", 0)
    assert shown(wanted(SKY, FENCE, reply), 1) == [(1, None), (0, None), (2, 0)]
    agreeing = Answer("dee", "Exactly, and in winter even more.", 1)
    assert shown(wanted(SKY, FENCE, agreeing, reply, ROOF), 4) == [(4, None), (0, None), (3, 0)], "what goes on, first"
    both = shown(wanted(SKY, FENCE, agreeing, reply, ROOF, count=5), 1, 0)
    assert both == [(1, None), (2, 1), (0, None), (3, 0)], "a second one where its parent is quoted anyway"
    only_asks = Answer("ben", "Which harbour did you have in mind there?", 0)
    assert shown(wanted(SKY, FENCE, ROOF, only_asks), 1) == [(1, None)], "a question is no reply"


def test_where_most_are_replies_two_are_shown_the_questions_first_and_what_leans_in_its_context() -> None:
    answers = (
        SKY,
        Answer("ben", "Who says that? The harbour has not been blue for years. What does the fisherman see?", 0),
        Answer("ada", "It depends on whom you ask, and on the day.", 1),
        Answer("ben", "It was grey on each of mine.", 2),
        Answer("ada", "Painters know better.", 3),
    )
    assert shown(wanted(*answers, count=6)) == [(1, None), (2, 1), (3, 2), (4, 3)]


def test_of_replies_that_say_as_much_one_that_names_a_figure_is_shown() -> None:
    plain = Answer("eve", "Harbours are painted by those who know the weather.", 0)
    for figure in ("$3 is what a pot costs.", "Every 40 days somebody paints.", "Salt takes 5 % of paint.", "Cost: 3€"):
        said = Answer("dee", figure, 1)
        assert shown(wanted(SKY, FENCE, plain, said, LAMP), 4) == [(4, None), (1, None), (3, 1)]
    said = Answer("dee", "A3 is the paper on which painters draw.", 1)
    assert shown(wanted(SKY, FENCE, plain, said, LAMP), 4) == [(4, None), (0, None), (2, 0)], "that is none"


def test_of_a_long_answer_that_asks_the_question_is_shown() -> None:
    long = Answer("ben", "The harbour is a place of work for most of us. " * 8 + "What does the fisherman see?")
    reply = Answer("ada", "Fog, on most of his days, and a wage.", 0)
    quotes = with_exchanges(wanted(long, FENCE, reply), [Quote(1, 0, 5)])
    first = next(quote for quote in quotes if quote.answer == 0)
    assert long.text[first.start : first.end].endswith("What does the fisherman see?")
    assert first.start > 0
