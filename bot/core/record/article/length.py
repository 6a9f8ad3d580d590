"""How long a recap may be, and what goes where it would be longer: single quotes, those of least worth first.

Before them go replies that stand beside another exchange. What hosts featured or marked stays, and so do exchanges and
one unit for each question; what everybody is quoted with goes only after what people say who are quoted elsewhere, too.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from math import ceil

from bot.core.record.article.parts import Form, Part, Unit
from bot.core.record.filing import When
from bot.core.record.summary import Quoted
from bot.core.record.talk.remarks import has_figure

SHORT, LONG = (1400, 70), (1700, 2000)
"""How many words an article has at most, with how many answers; between the two in proportion."""

SHARE, FEW = 0.6, 5
"""The share of a question's answers that is quoted at most, and how many are in any case: a recap of few answers
chooses, too. Whom it would leave without a voice stays."""

ENOUGH = 3
"""Units that a question keeps as long as others have more."""

MOST_EXCHANGES = 2
"""Exchanges that a question keeps, however little room there is."""

PER_QUOTE, PER_PART, PER_ARTICLE = 0, 9, 100
"""Words beside a quote's own and its author's; beside a question's own; in the opening and at the end."""

PER_LABEL, PER_LATE, PER_UNLISTED = 2, 4, 2
"""Words of what stands over readings, names and exchanges; of how many answers were late; of what else there is."""


def most_words(answers: int) -> int:
    """Return how many words an article on so many answers may have."""
    (few, short), (many, long) = SHORT, LONG
    share = min(1.0, max(0.0, (answers - short) / (long - short)))
    return few + round(share * (many - few))


Worth = tuple[bool, bool, bool, int, int, int]


def within(parts: Sequence[Part], spent: int, answers: int, *, stay: Collection[int] = frozenset()) -> tuple[Part, ...]:
    """Return the parts with no more quotes than fit, where so many words are spent on the rest.

    The messages in `stay` are quoted elsewhere in the article, so that they stay here.
    """
    kept = list(parts)
    room = most_words(answers) - spent
    while True:
        quotes = chain.from_iterable(unit.quotes for part in kept for unit in part.units)
        voices = Counter(map(_author, quotes))
        loose = [(place, unit) for place, part in enumerate(kept) for unit in _loose(part, voices, stay)]
        if words_of_parts(kept) <= room:
            loose = [(place, unit) for place, unit in loose if _is_many(kept[place]) and _is_heard(unit, voices)]
        if not loose:
            break
        place, unit = max(loose, key=lambda each: _spare(each, kept, voices))
        left = (Unit(Form.ALONE, unit.quotes[:1]),) if unit.form is Form.REPLIED else ()
        units = ((each,) if each is not unit else left for each in kept[place].units)
        kept[place] = replace(kept[place], units=tuple(chain.from_iterable(units)))
    return tuple(kept)


def _is_many(part: Part) -> bool:
    """Return whether more of a question's answers are quoted than is a choice."""
    return sum(len(unit.quotes) for unit in part.units) > max(FEW, ceil(SHARE * part.section.answers))


def _loose(part: Part, voices: Counter[int], stay: Collection[int]) -> list[Unit]:
    """Return what of a question can go first, if anything can: a second exchange's reply, a third one, a single quote.

    Of single ones that is the last of somebody who is quoted elsewhere, of three exchanges the last without a figure;
    before anybody else's quote goes a question with its reply by people who are quoted elsewhere.
    """
    exchanges = [unit for unit in part.units if unit.form is not Form.ALONE]
    featured = {quote.id for unit in part.units for quote in unit.quotes if quote.entry.featured}
    replied = [u for u in exchanges if u.form is Form.REPLIED and featured.isdisjoint(q.id for q in u.quotes)]
    if len(exchanges) > 1 and replied:
        return replied[-1:]
    answered = [u for u in exchanges if u.form is Form.ANSWERED and featured.isdisjoint(q.id for q in u.quotes)]
    if len(exchanges) > MOST_EXCHANGES and answered:
        return sorted(answered, key=_has_figure, reverse=True)[-1:]
    alone = [u for u in part.units if u.form is Form.ALONE and u.quotes[0].id not in featured.union(stay)]
    elsewhere = [u for u in alone if _is_heard(u, voices)]
    spare = [u for u in answered if _is_heard(u, voices)]
    return (elsewhere or spare or alone)[-1:] if len(part.units) > 1 else []


def _has_figure(unit: Unit) -> bool:
    """Return whether there is a figure in what an exchange is about."""
    return any(has_figure(quote.text) for quote in unit.quotes)


def _is_heard(unit: Unit, voices: Counter[int]) -> bool:
    """Return whether everybody in a unit is quoted elsewhere, too."""
    here = Counter(map(_author, unit.quotes))
    return all(voices[author] > count for author, count in here.items())


def _author(quote: Quoted) -> int:
    return quote.entry.contribution.author.id


def _spare(each: tuple[int, Unit], parts: Sequence[Part], voices: Counter[int]) -> Worth:
    """Return how well a unit can be spared: where a question has many, where its author is quoted elsewhere, too."""
    place, unit = each
    units = parts[place].units
    is_reply, words = unit.form is Form.REPLIED, sum(words_of(each.quotes) for each in units)
    return is_reply, len(units) > ENOUGH, _is_heard(unit, voices), len(units), words, place


def words_of_parts(parts: Iterable[Part]) -> int:
    """Return how many words the questions take, with all that stands below them."""
    return sum(_part(part) for part in parts)


def _part(part: Part) -> int:
    question = part.question
    texts = [question.text, question.short or "", part.headline]
    for reading in question.readings:
        texts += [reading.title or "", reading.author or "", reading.outlet or "", "by"]
    for link in part.links:
        texts += [link.reason, link.entry.contribution.author.name, "- url shared by"]
    own = sum(len(text.split()) for text in texts) + _words_of_more(part)
    quotes = chain.from_iterable(unit.quotes for unit in part.units)
    labels = sum(unit.form not in (Form.ALONE, Form.REPLIED) for unit in part.units)
    around = PER_PART + PER_LABEL * (bool(question.readings) + labels)
    return around + PER_LATE * bool(part.section.late) + own + words_of(quotes) + words_of(part.section.unanswered)


def _words_of_more(part: Part) -> int:
    """Return how many words the answers take that are listed: whose they are, and which are late."""
    others, unlisted = part.others()
    people = {(each.contribution.author.id, each.filing.when is When.LATE): each.contribution for each in others}
    names = sum(len(said.author.name.split()) + late for (_, late), said in people.items())
    return names + PER_LABEL * bool(others or unlisted) + PER_UNLISTED * bool(unlisted)


def words_of(quotes: Iterable[Quoted]) -> int:
    """Return how many words quotes take, with their authors and who is named beside them."""
    total = 0
    for quote in quotes:
        named = [quote.entry.contribution.author.name, *(each.name for each in (*quote.near, *quote.taken_up))]
        beside = 4 * (bool(quote.near) + bool(quote.taken_up))
        total += PER_QUOTE + beside + len(quote.shown.split()) + sum(len(name.split()) for name in named)
    return total
