"""A chat in a few lines: for each question a short answer that is quoted below, or one sentence of one, word for word.

Of what can be read alone the best is what somebody openly disagreed with; then all that its author said, for a sentence
alone can say less than they meant, and stands for a question only if it takes up its words; between the two is what
somebody asked and got a reply to. Then comes what somebody says who is not among these lines yet, what takes up the
question's words, what most people spoke of, and what is short.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import itemgetter

from bot.core.record.article.parts import Form, Part, Unit
from bot.core.record.summary import Quoted
from bot.core.record.talk.leaning import disagrees, is_cut_in, leans_as_reply
from bot.core.record.talk.remarks import language_of
from bot.core.text.shorten import MARK, SENTENCE_END
from bot.core.text.terms import terms_of

PER_LINE = 5
"""Signs and numbers beside what stands for a question."""

FEWEST, LONGEST, LONGEST_QUESTION = 3, 125, 170
"""Words with content of what says something, and characters of what is read at a glance; a question may be longer."""

_MARKED = re.compile(r"[*_~|`<>\[\]#@]|://")


Worth = tuple[bool, int, bool, bool, float, int]

SENTENCE, QUESTION, WHOLE = range(3)
"""What can stand for a question, in the order of its worth."""


@dataclass(frozen=True, slots=True)
class Core:
    """What stands for a question, with marks where its author said more, and the quote that it is from.

    `reply` is the quote that openly disagrees (`differs`) with that, or replies to what it asks.
    """

    number: int
    text: str
    quote: Quoted
    reply: Quoted | None = None
    differs: bool = False


def gist_of(parts: Sequence[Part], language: str) -> tuple[Core, ...]:
    """Return the sentences that stand for the questions, in their order; a question may have none."""
    heard: set[int] = set()
    found = []
    for part in parts:
        offers = list(_offers(part, language, heard))
        if offers:
            _, core = max(offers, key=itemgetter(0))
            heard.add(core.quote.entry.contribution.author.id)
            found.append(core)
    return tuple(found)


def words_of_gist(parts: Sequence[Part], language: str) -> int:
    """Return how many words these lines take."""
    short = {part.number: part.question.short or "" for part in parts}
    return sum(
        PER_LINE + len(f"{short[core.number]} {core.text}".split()) + sum(map(_words_of_name, (core.quote, core.reply)))
        for core in gist_of(parts, language)
    )


def _words_of_name(quote: Quoted | None) -> int:
    return len(quote.entry.contribution.author.name.split()) + 1 if quote else 0


def _offers(part: Part, language: str, heard: Collection[int]) -> Iterator[tuple[Worth, Core]]:
    """Yield what could stand for a question, each with what it is worth."""
    quotes = [quote for unit in part.units for quote in unit.quotes if not quote.hides]
    replies = {quote.id for unit in part.units for quote in unit.quotes[1:]}
    spoken = {quote.id: language_of(quote.text, language) for quote in quotes}
    about = {each: frozenset(terms_of(part.question.text, each)) for each in spoken.values()}
    often = Counter(term for quote in quotes for term in frozenset(terms_of(quote.text, spoken[quote.id])))
    against = dict(chain.from_iterable(_opposed(unit, language) for unit in part.units))
    asked = {unit.quotes[0].id: unit.quotes[1] for unit in part.units if len(unit.quotes) > 1}
    for quote in quotes:
        is_new = quote.entry.contribution.author.id not in heard
        tongue = spoken[quote.id]
        for said, is_first, is_last in _sentences(quote.text):
            leans = is_cut_in if is_first and not quote.cut_before and quote.id not in replies else leans_as_reply
            terms = frozenset(terms_of(said, tongue))
            if leans(said, tongue) or sum(bool(terms_of(word, tongue)) for word in said.split()) < FEWEST:
                continue
            before, after = quote.cut_before or not is_first, quote.cut_after or not is_last
            shared, is_about = sum(often[term] for term in terms) / len(terms), bool(terms & about[tongue])
            asks, other = said.endswith("?"), against.get(quote.id)
            kind = QUESTION if asks else SENTENCE if before or after else WHOLE
            if (asks and (after or quote.id not in asked)) or (kind == SENTENCE and not is_about):
                continue
            text = " ".join([*[MARK] * before, said, *[MARK] * after])
            reply = asked[quote.id] if asks else other
            worth = not asks and other is not None, kind, is_new, is_about, shared, -len(said)
            yield worth, Core(part.number, text, quote, reply, differs=not asks and other is not None)


def _opposed(unit: Unit, language: str) -> Iterator[tuple[int, Quoted]]:
    """Yield what is openly disagreed with in an exchange, with what disagrees."""
    if unit.form is Form.DIFFERED:
        for before, after in pairwise(unit.quotes):
            if disagrees(after.entry.contribution.text, language_of(after.text, language)):
                yield before.id, after


def _sentences(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield a text and its sentences, as far as they are short and whole, and have nothing marked in them.

    With each goes whether the text begins and ends with it.
    """
    sentences = [" ".join(each.split()) for each in SENTENCE_END.split(text.strip())]
    last = len(sentences) - 1
    alone = [(said, place == 0, place == last) for place, said in enumerate(sentences)]
    for said, is_first, is_last in [(" ".join(sentences), True, True), *(alone if last else [])]:
        longest = LONGEST_QUESTION if said.endswith("?") else LONGEST
        if said.endswith((".", "!", "?")) and len(said) <= longest and not _MARKED.search(said):
            yield said, is_first, is_last
