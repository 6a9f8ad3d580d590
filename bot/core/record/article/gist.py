"""A chat in a few lines: for each question a short answer, word for word, and who stood against whom.

The answer stands here and not below: each thing is said once, and a question's part opens with others. It is a whole
one that can be read alone: rather of somebody who is not among these lines yet, then one that takes up the question's
words, speaks of what most people spoke of, and is short. An exchange stays below, where both sides are in their own
words; here only its people are named, with links.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import itemgetter

from bot.core.record.article.parts import Form, Part, Unit, asks
from bot.core.record.summary import Quoted
from bot.core.record.talk.leaning import disagrees, is_cut_in
from bot.core.record.talk.remarks import language_of
from bot.core.text.terms import terms_of

PER_LINE, PER_EXCHANGE = 2, 3
"""Words and numbers beside what stands for a question; beside the names of an exchange."""

FEWEST, LONGEST = 3, 190
"""Words with content of what says something, and characters of what is read at a glance."""

_MARKED = re.compile(r"[*_~|`<>\[\]#@]|://")

Worth = tuple[bool, bool, float, int]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two quotes of an exchange, the second of which answers the first, and how they stand to one another."""

    form: Form
    first: Quoted
    second: Quoted


@dataclass(frozen=True, slots=True)
class Core:
    """What stands for a question: an answer that is quoted here only, an exchange whose people are named, or both."""

    number: int
    quote: Quoted | None
    meeting: Meeting | None

    @property
    def text(self) -> str:
        """The answer in one line; "" if there is none."""
        return " ".join(self.quote.text.split()) if self.quote else ""


def gist_of(parts: Sequence[Part], language: str) -> tuple[Core, ...]:
    """Return what stands for the questions, in their order; a question may have nothing."""
    heard: set[int] = set()
    found = []
    for part in parts:
        offers = list(_offers(part, language, heard)) if len(part.units) > 1 else []
        quote = max(offers, key=itemgetter(0))[1] if offers else None
        meeting = _meeting(part, language)
        if meeting and meeting.form is Form.REPLIED and quote:
            meeting = None
        if quote is not None:
            heard.add(quote.entry.contribution.author.id)
        if quote is not None or meeting is not None:
            found.append(Core(part.number, quote, meeting))
    return tuple(found)


def words_of_gist(parts: Sequence[Part], language: str) -> int:
    """Return how many words these lines take beside the answers, which count where they were said."""
    short = {part.number: part.question.short or "" for part in parts}
    return sum(
        PER_LINE + len(short[core.number].split()) + (_words_of_names(core.meeting) if core.meeting else 0)
        for core in gist_of(parts, language)
    )


def _words_of_names(meeting: Meeting) -> int:
    names = (quote.entry.contribution.author.name for quote in (meeting.first, meeting.second))
    return PER_EXCHANGE + sum(len(name.split()) for name in names)


def _offers(part: Part, language: str, heard: Collection[int]) -> Iterator[tuple[Worth, Quoted]]:
    """Yield the answers that could stand for a question, each with what it is worth."""
    quotes = [quote for unit in part.units for quote in unit.quotes if not quote.hides]
    spoken = {quote.id: language_of(quote.text, language) for quote in quotes}
    about = {each: frozenset(terms_of(part.question.text, each)) for each in spoken.values()}
    often = Counter(term for quote in quotes for term in frozenset(terms_of(quote.text, spoken[quote.id])))
    for unit in part.units:
        quote = unit.quotes[0]
        if unit.form is Form.ALONE and not quote.hides and _is_fit(quote, spoken[quote.id]):
            tongue = spoken[quote.id]
            terms = frozenset(terms_of(quote.text, tongue))
            shared = sum(often[term] for term in terms) / len(terms)
            is_new = quote.entry.contribution.author.id not in heard
            yield (is_new, bool(terms & about[tongue]), shared, -len(quote.text)), quote


def _is_fit(quote: Quoted, language: str) -> bool:
    """Return whether an answer is short, whole and plain, and can be read alone."""
    text = quote.text
    is_whole = not quote.cut_before and not quote.cut_after and text.rstrip("\"'”’»)").endswith((".", "!"))
    is_plain = len(text) <= LONGEST and not _MARKED.search(text) and not quote.near and not quote.taken_up
    says = sum(bool(terms_of(word, language)) for word in text.split()) >= FEWEST
    return is_whole and is_plain and says and not text.endswith("?") and not is_cut_in(text, language)


def _meeting(part: Part, language: str) -> Meeting | None:
    """Return the exchange that is named: rather where two views differ than a question that was answered."""
    for form in (Form.DIFFERED, Form.ANSWERED, Form.SECOND_THOUGHT, Form.REPLIED):
        for before, after in chain.from_iterable(pairwise(u.quotes) for u in part.units if u.form is form):
            if _is_it(form, before, after, language):
                return Meeting(form, before, after)
    return None


def _is_it(form: Form, before: Quoted, after: Quoted, language: str) -> bool:
    """Return whether it is between these two that the form of their exchange shows."""
    if form is Form.ANSWERED:
        return asks(before)
    said = after.entry.contribution.text
    return form is not Form.DIFFERED or disagrees(said, language_of(said, language))


def below(part: Part, gist: Sequence[Core], line: Quoted | None) -> tuple[list[Unit], list[Quoted]]:
    """Return what is quoted under a question, as it was said, and what of its answers is quoted above instead."""
    above = {core.quote.id: core.quote for core in gist if core.number == part.number and core.quote}
    units = [unit for unit in part.as_said if unit.form is not Form.ALONE or unit.quotes[0].id not in above]
    is_here = line is not None and line.entry.filing.is_answer and line.entry.filing.question == part.number
    shown = {quote.id for unit in units for quote in unit.quotes}
    lines = [line] if line is not None and is_here and line.id not in shown else []
    return units, sorted([*above.values(), *lines], key=lambda quote: quote.id)
