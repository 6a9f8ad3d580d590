"""A chat in a few lines: for each question a short answer, word for word, and who stood against whom.

The answer stands here and not below: each thing is said once, and a question's part opens with others. It is a whole
one that can be read alone: rather one that takes up the question's words, then of somebody who is not among these lines
yet, that speaks of what most people spoke of, and is short. An exchange stays below, where both sides are in their own
words; here its people are named, with links. Where nothing else stands for a question, the sentence that asked or
claimed something is quoted before them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from operator import itemgetter

from bot.core.record.article.parts import Form, Part, Unit, asks
from bot.core.record.choice.spans import is_unfinished
from bot.core.record.summary import Quoted
from bot.core.record.talk.leaning import disagrees, is_cut_in, leans_as_reply
from bot.core.record.talk.remarks import language_of
from bot.core.text.markers import without_marker
from bot.core.text.shorten import SENTENCE_END
from bot.core.text.terms import terms_of

PER_LINE, PER_EXCHANGE = 2, 3
"""Words and numbers beside what stands for a question; beside the names of an exchange."""

FEWEST, LONGEST = 3, 190
"""Words with content of what says something, and characters of what is read at a glance."""

_AFTER = re.compile(r"(?:[\s\"'”’»)]|[:;]-?[)DP]|[^\w\s.,:;!?…\"'“”„’«»()\[\]–—-])+$")
"""What may stand after the end of a sentence: closing marks, smileys, emoji."""

RECALLED = 32
"""Characters of its beginning by which an answer that stands at the top is known again under its question."""

MOOD = 20
"""Characters of a text's end in which smileys and emoji are looked for."""

CASUAL = 3
"""Many write no full stop at the end where one of so many quotes has none."""

TWICE = 2
"""Lines of one person, where others have something to say."""

_MARKED = re.compile(r"[*_~|`<>\[\]#@]|://")

Worth = tuple[bool, bool, bool, float, int]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two quotes of an exchange, the second of which answers the first, and how they stand to one another."""

    form: Form
    first: Quoted
    second: Quoted


@dataclass(frozen=True, slots=True)
class Core:
    """What stands for a question: an answer that is quoted here only, an exchange whose people are named, or both.

    `opening` is the sentence with which the exchange began, where it is all that stands here.
    """

    number: int
    quote: Quoted | None
    meeting: Meeting | None
    opening: Quoted | None = None

    @property
    def said(self) -> Quoted | None:
        """What is quoted here, if anything is."""
        return self.quote or self.opening

    @property
    def text(self) -> str:
        """What is quoted here in one line; "" if nothing is."""
        return " ".join(self.said.text.split()) if self.said else ""


def gist_of(parts: Sequence[Part], language: str) -> tuple[Core, ...]:
    """Return what stands for the questions, in their order; a question may have nothing."""
    heard: Counter[int] = Counter()
    found, casual = [], _are_casual(parts)
    for part in parts:
        offers = list(_offers(part, language, heard, casual=casual)) if len(part.units) > 1 else []
        quote = max(offers, key=itemgetter(0))[1] if offers else None
        meetings = _meetings(part, language)
        if quote is None:
            found += [_opened(part, meetings, language, casual=casual)] if meetings else []
            continue
        heard[quote.entry.contribution.author.id] += 1
        meeting = next((each for each in meetings if each.form is not Form.REPLIED), None)
        found.append(Core(part.number, quote, meeting))
    return tuple(found)


def _are_casual(parts: Sequence[Part]) -> bool:
    """Return whether many here write no full stop at the end: then a sentence without one is whole."""
    shown = [quote for part in parts for unit in part.units for quote in unit.quotes if not quote.cut_after]
    return sum(_words_of(quote.text)[-1:].isalnum() for quote in shown) * CASUAL > len(shown)


def words_of_gist(parts: Sequence[Part], language: str) -> int:
    """Return how many words these lines take beside the answers, which count where they were said.

    Whose they are is told there, too.
    """
    short = {part.number: part.question.short or "" for part in parts}
    return sum(
        PER_LINE
        + len(short[core.number].split())
        + (_words_of_names(core.meeting) if core.meeting else 0)
        + (len(core.text.split()) if core.opening else 0)
        + (_words_recalled(core.quote) if core.quote else 0)
        for core in gist_of(parts, language)
    )


def _words_recalled(quote: Quoted) -> int:
    return len(f"{quote.entry.contribution.author.name} {quote.text[:RECALLED]}".split())


def _words_of_names(meeting: Meeting) -> int:
    names = (quote.entry.contribution.author.name for quote in (meeting.first, meeting.second))
    return PER_EXCHANGE + sum(len(name.split()) for name in names)


def _offers(part: Part, language: str, heard: Counter[int], *, casual: bool) -> Iterator[tuple[Worth, Quoted]]:
    """Yield the answers that could stand for a question, each with what it is worth."""
    quotes = [quote for unit in part.units for quote in unit.quotes if not quote.hides]
    spoken = {quote.id: language_of(quote.text, language) for quote in quotes}
    about = {each: frozenset(terms_of(part.question.text, each)) for each in spoken.values()}
    often = Counter(term for quote in quotes for term in frozenset(terms_of(quote.text, spoken[quote.id])))
    for unit in part.units:
        quote = unit.quotes[0]
        if unit.form is Form.ALONE and not quote.hides and _is_fit(quote, spoken[quote.id], casual=casual):
            tongue = spoken[quote.id]
            terms = frozenset(terms_of(quote.text, tongue))
            shared = sum(often[term] for term in terms) / len(terms)
            before = heard[quote.entry.contribution.author.id]
            yield (before < TWICE, bool(terms & about[tongue]), not before, shared, -len(quote.text)), quote


def _is_fit(quote: Quoted, language: str, *, casual: bool) -> bool:
    """Return whether an answer is short, whole and plain, and can be read alone."""
    is_whole = not quote.cut_before and not quote.cut_after
    return is_whole and not quote.near and not quote.taken_up and _is_said(quote.text, language, casual=casual)


def _is_said(text: str, language: str, *, casual: bool, asks: bool = False) -> bool:
    """Return whether words are short and plain, ask or claim something, and open with what can stand first."""
    shown = _words_of(text)
    is_ended = shown.endswith("?") if asks else shown.endswith((".", "!")) or _needs_no_stop(shown, casual=casual)
    is_plain = len(text) <= LONGEST and not _MARKED.search(text) and is_ended
    says = sum(bool(terms_of(word, language)) for word in text.split()) >= FEWEST
    return is_plain and says and not is_cut_in(text, language)


def _words_of(text: str) -> str:
    """Return a text without what stands after its end; only so much is looked at, however long that goes on."""
    return text[:-MOOD] + _AFTER.sub("", text[-MOOD:])


def _needs_no_stop(text: str, *, casual: bool) -> bool:
    """Return whether a text is whole without a full stop: one sentence is; several are where many write none."""
    return text[-1:].isalnum() and not is_unfinished(text) and (casual or not SENTENCE_END.search(text))


def _meetings(part: Part, language: str) -> list[Meeting]:
    """Return the exchanges that can be named: rather where two views differ than a question that was answered."""
    return [
        Meeting(form, before, after)
        for form in (Form.DIFFERED, Form.ANSWERED, Form.SECOND_THOUGHT, Form.REPLIED)
        for before, after in chain.from_iterable(pairwise(unit.quotes) for unit in part.units if unit.form is form)
        if _is_it(form, before, after, language)
    ]


def _opened(part: Part, meetings: Sequence[Meeting], language: str, *, casual: bool) -> Core:
    """Return an exchange as what stands for a question: rather one that opens in words, and in the question's."""
    openings = [(each, _opening(each, language, casual=casual)) for each in meetings if each.form is meetings[0].form]
    about = frozenset(terms_of(f"{part.question.text} {part.question.short or ''}", language))

    def worth(opened: tuple[Meeting, Quoted | None]) -> tuple[bool, int]:
        opening = opened[1]
        return opening is not None, len(about.intersection(terms_of(opening.text, language))) if opening else 0

    meeting, opening = max(openings, key=worth)
    return Core(part.number, None, meeting, opening)


def _opening(meeting: Meeting, language: str, *, casual: bool) -> Quoted | None:
    """Return the sentence that asked, the last one, or that claimed what the reply speaks of; None if none is fit.

    It stands whole in what is quoted below.
    """
    first, is_asked = meeting.first, meeting.form is Form.ANSWERED
    spoken = language_of(first.text, language)
    said = (each for each in _sentences(without_marker(first.entry.contribution.text)) if each in first.text)
    fit = [each for each in said if not first.hides and _is_said(each, spoken, casual=casual, asks=is_asked)]
    spoken_of = frozenset(terms_of(meeting.second.text, spoken))

    def worth(each: tuple[int, str]) -> tuple[bool, int, int]:
        place, text = each
        shared = 0 if is_asked else len(spoken_of.intersection(terms_of(text, spoken)))
        return not leans_as_reply(text, spoken), shared, place if is_asked else -place

    best = max(enumerate(fit), key=worth, default=None)
    return replace(first, text=best[1], near=(), taken_up=(), reactors=0) if best else None


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, each whole and as it stands there."""
    start = 0
    for mark in SENTENCE_END.finditer(text):
        yield text[start : mark.end()].strip()
        start = mark.end()
    yield text[start:].strip()


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
