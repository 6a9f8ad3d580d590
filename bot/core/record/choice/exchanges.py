"""The exchanges that a recap shows whether or not their words were chosen, and the questions that stayed open.

Where somebody disagreed in so many words, took something back, or was asked and answered, both sides are shown, and a
reply to who disagreed: up to two exchanges a question, and single quotes make room for them, the last chosen first.
Where there are fewer, a reply is shown with what it answers: one of all, and a second where its parent is quoted anyway
or most of the talk are replies.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from bot.core.record.choice.quoting import GONE, Quote, Wanted
from bot.core.record.choice.spans import is_unfinished, spans_of
from bot.core.record.talk.leaning import agrees, disagrees, is_second_thought, leans_as_reply, may_be_second_thought
from bot.core.record.talk.remarks import asks_openly, has_figure, is_question, is_talk, language_of
from bot.core.text.terms import terms_of

EXCHANGES, OPEN, ALONE = 2, 3, 2
"""How many exchanges are added to a question (one more where most answers are replies), how many open questions are
shown, how many single quotes stay."""

Places = tuple[int, ...]


def with_exchanges(wanted: Wanted, quotes: Sequence[Quote]) -> list[Quote]:
    """Return the quotes with the exchanges that belong beside them; each quote stands after what it leans on."""
    talk = _Talk(wanted)
    units = [_with_what_is_asked(unit, wanted) for unit in _units(quotes)]
    most, added = EXCHANGES + talk.is_mostly_replies, 0
    for places in talk.exchanges():
        if added < most and (joined := _gone_on(units, places, wanted) or _joined(units, places, wanted)):
            units, added = joined, added + 1
    for places in talk.replies([quote.answer for quote in quotes]):
        there = sum(len(unit) > 1 for unit in units)
        is_wanted = not there or talk.is_mostly_replies or any(_holds(unit, places[:1]) for unit in units)
        if there < most and is_wanted and (joined := _joined(units, places, wanted)):
            units, added = joined, added + 1
    return list(chain.from_iterable(_trimmed(units, wanted) if added else units))


def _joined(units: Sequence[list[Quote]], places: Places, wanted: Wanted) -> list[list[Quote]] | None:
    """Return the units with an exchange among them; None if it is there, or would tear another one apart."""
    shown = {quote.answer: place for place, unit in enumerate(units) for quote in unit}
    if any(set(places) <= {quote.answer for quote in unit} for unit in units):
        return None
    if len(shown.keys() & set(places[1:])) and any(len(units[shown[p]]) > 1 for p in places if p in shown):
        return None  # what is shown stands in another exchange
    first = shown.get(places[0])
    kept = [unit for place, unit in enumerate(units) if place == first or not _holds(unit, places)]
    if first is None:
        return [*kept, _chain(wanted, places)]
    leading = units[first]
    kept[kept.index(leading)] = _with_what_is_asked([*leading, *_chain(wanted, places)[1:]], wanted)
    return kept


def _gone_on(units: Sequence[list[Quote]], places: Places, wanted: Wanted) -> list[list[Quote]] | None:
    """Return the units with what was said last added to the exchange that stands there.

    None if it does not stand there, or if another exchange would be torn apart.
    """
    *before, last = places
    there = [[quote.answer for quote in unit] for unit in units]
    found = next((place for place, unit in enumerate(there) if before[1:] and unit == before), None)
    if found is None or any(last in unit for unit in there if len(unit) > 1):
        return None
    kept = [unit for unit in units if not _holds(unit, (last,))]
    kept[kept.index(units[found])] = [*units[found], *_chain(wanted, places)[-1:]]
    return kept


def left_open(wanted: Wanted) -> list[Quote]:
    """Return the questions to which nobody replied, of which nobody else spoke later, and whose addressee fell silent.

    In doubt nobody is said to have got no answer: many answer without replying. Where most answers are questions, to
    ask is to answer.
    """
    found = [replace(_quote(wanted, place), is_open=True) for place in _Talk(wanted).unanswered()]
    return found[:OPEN]


class _Talk:
    """Who answered whom under a question."""

    def __init__(self, wanted: Wanted) -> None:
        self._answers = wanted.answers
        self._language = wanted.language
        self._never = frozenset(wanted.never)
        self._given = frozenset(terms_of(wanted.question, wanted.language))
        self._terms_of: dict[int, frozenset[str]] = {}
        self._asking = [p for p, answer in enumerate(wanted.answers) if "?" in answer.text and is_question(answer.text)]
        if 2 * len(self._asking) > len(wanted.answers):
            self._asking = []

        self._replies = [
            (place, target)
            for place, answer in enumerate(wanted.answers)
            if (target := answer.reply_to) is not None
            and target != GONE
            and wanted.answers[target].author != answer.author
        ]
        self._replied: defaultdict[int, list[int]] = defaultdict(list)
        for place, target in self._replies:
            self._replied[target].append(place)
        self.is_mostly_replies = 2 * len(self._replies) > len(wanted.answers)

    def replies(self, chosen: Sequence[int]) -> list[Places]:
        """Return what others replied to, with the reply.

        Rather what goes on than what agrees, what names a figure (that is what they speak of), and what was chosen.
        """
        said = [(target, place) for place, target in self._replies if place not in self._asking]
        fit = [each for each in said if self._is_fit(*each)]
        return [self._in_context(*each) for each in sorted(fit, key=lambda each: self._rank(each, chosen))]

    def _rank(self, pair: tuple[int, int], chosen: Sequence[int]) -> tuple[bool, bool, bool, bool, int]:
        target, place = pair
        return (
            agrees(self._answers[place].text, self._language_of(place)),
            self.is_mostly_replies and not asks_openly(self._answers[target].text),
            not any(has_figure(self._answers[each].text) for each in pair),
            self._leans(target),
            -sum(each in chosen for each in pair),
        )

    def _leans(self, place: int) -> bool:
        """Return whether an answer needs what it replies to beside it."""
        is_reply = self._answers[place].reply_to is not None
        return is_reply and leans_as_reply(self._answers[place].text, self._language_of(place))

    def _in_context(self, target: int, place: int) -> Places:
        before = self._answers[target].reply_to
        is_there = before is not None and before != GONE and self._leans(target) and self._is_fit(before)
        return (before, target, place) if before is not None and is_there else (target, place)

    def exchanges(self) -> Iterator[Places]:
        """Yield exchanges, each from what it is about to its last word: two views, second thoughts, answers."""
        asking = frozenset(self._asking)
        for place, target in self._replies:
            text = self._answers[place].text
            differs = target not in asking and disagrees(text, self._language_of(place))
            if differs and self._is_fit(target, place):
                yield from ((target, place, reply) for reply in self._replies_to(place, target))
                yield target, place
        yield from self._second_thoughts()
        fit = [each for each in self._asked() if asks_openly(self._answers[each[0]].text) and self._is_fit(*each)]
        first = {self._answers[said].author: said for _, said in reversed(fit)}
        for target, said in sorted(fit, key=lambda each: self._rank_of_answer(each[1], first)):
            yield self._in_context(target, said)

    def _replies_to(self, place: int, target: int) -> Iterator[int]:
        """Yield the reply to one who disagrees with another, if there is any: rather that of the other one."""
        author = self._answers[target].author
        fit = [each for each in self._replied[place] if each not in self._asking and self._is_fit(each)]
        yield from sorted(fit, key=lambda each: self._answers[each].author != author)[:1]

    def _rank_of_answer(self, place: int, first: Mapping[Hashable, int]) -> tuple[bool, bool]:
        """Return what makes one answer to somebody's question better than another: it is whole, and of another person.

        `first` are the first answers of each.
        """
        return is_unfinished(self._answers[place].text), first[self._answers[place].author] != place

    def _asked(self) -> Iterator[tuple[int, int]]:
        """Yield what somebody asks with what was said to it."""
        first_reply = {target: place for place, target in reversed(self._replies)}
        for target in self._asking:
            said = first_reply.get(target) or self._answer_of_the_asked(target)
            if said is not None:
                yield target, said

    def _answer_of_the_asked(self, place: int) -> int | None:
        """Return what the person to whom a question was put said next, if that is no reply to something else."""
        target = self._answers[place].reply_to
        if target is None or target == GONE:
            return None
        asked = self._answers[target].author
        later = range(place + 1, len(self._answers))
        said = next((each for each in later if self._answers[each].author == asked), None)
        return said if said is not None and self._answers[said].reply_to is None else None

    def _second_thoughts(self) -> Iterator[Places]:
        for place, answer in enumerate(self._answers):
            if may_be_second_thought(answer.text) and is_second_thought(answer.text, self._language_of(place)):
                own = (
                    each
                    for each in range(place - 1, -1, -1)
                    if self._answers[each].author == answer.author
                    and answer.reply_to in (None, each)
                    and self._answers[each].reply_to is None
                    and not is_talk(self._answers[each].text, self._language)
                )
                first = next(own, None)
                if first is not None and self._is_fit(first, place):
                    yield first, place

    def unanswered(self) -> Iterator[int]:
        """Yield the questions that stayed open."""
        replied = {answer.reply_to for answer in self._answers}
        for place in self._asking:
            asks = self._answers[place]
            put_to = None if asks.reply_to in (None, GONE) else self._answers[asks.reply_to].author
            later = (answer.author for answer in self._answers[place + 1 :])
            if (
                place not in replied
                and asks_openly(asks.text)
                and self._is_fit(place)
                and put_to not in later
                and not self._is_taken_up(place)
            ):
                yield place

    def _is_taken_up(self, place: int) -> bool:
        """Return whether somebody else spoke of the same thing later without replying to anybody: perhaps an answer."""
        own = self._terms(place) - self._given
        return any(
            answer.reply_to is None and answer.author != self._answers[place].author and own & self._terms(later)
            for later, answer in enumerate(self._answers[place + 1 :], start=place + 1)
        )

    def _terms(self, place: int) -> frozenset[str]:
        if place not in self._terms_of:
            self._terms_of[place] = frozenset(terms_of(self._answers[place].text, self._language_of(place)))
        return self._terms_of[place]

    def _is_fit(self, *places: int) -> bool:
        """Return whether answers may be quoted."""
        texts = (self._answers[place].text for place in places)
        return self._never.isdisjoint(places) and all(
            not is_talk(text, self._language) and any(spans_of(text)) for text in texts
        )

    def _language_of(self, place: int) -> str:
        return language_of(self._answers[place].text, self._language)


def _units(quotes: Iterable[Quote]) -> Iterator[list[Quote]]:
    """Yield quotes that lean on one another together."""
    unit: list[Quote] = []
    for quote in quotes:
        if quote.after is None and unit:
            yield unit
            unit = []
        unit.append(quote)
    if unit:
        yield unit


def _with_what_is_asked(unit: list[Quote], wanted: Wanted) -> list[Quote]:
    """Return an exchange with the question of its first quote, if that asks something: it is what is answered."""
    first, *others = unit
    if not others or not asks_openly(wanted.answers[first.answer].text):
        return unit
    return [_quote(wanted, first.answer), *others]


def _holds(unit: Iterable[Quote], places: Places) -> bool:
    return any(quote.answer in places for quote in unit)


def _chain(wanted: Wanted, places: Places) -> list[Quote]:
    befores = (None, *places)
    return [replace(_quote(wanted, place), after=before) for place, before in zip(places, befores, strict=False)]


def _quote(wanted: Wanted, place: int) -> Quote:
    """Return the beginning of an answer; where it ends by asking something, and does not disagree, its end.

    An end that leans on what was cut off begins further back, or further on.
    """
    text = wanted.answers[place].text
    language = language_of(text, wanted.language)
    spans = list(spans_of(text))
    if len(spans) > 1 and asks_openly(text) and not disagrees(text, language):
        ends = [span for span in spans if span[1] == spans[-1][1]]
        alone = [span for span in ends if span == spans[0] or not leans_as_reply(text[slice(*span)], language)]
        spans = alone or ends
    return Quote(place, *spans[0])


def _trimmed(units: list[list[Quote]], wanted: Wanted) -> list[list[Quote]]:
    """Take single quotes away, the last first, until there are no more quotes than wanted, or few single ones."""
    kept = list(units)
    alone = [unit for unit in units if len(unit) == 1]
    while alone[ALONE:] and sum(map(len, kept)) > wanted.count and alone[-1][0].answer not in wanted.first:
        kept.remove(alone.pop())
    return kept
