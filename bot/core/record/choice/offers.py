"""What could be quoted of each answer: its stretches with their terms, and whether they can be read alone."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.core.record.choice.quoting import GONE, Answer, Quote
from bot.core.record.choice.spans import spans_of
from bot.core.record.talk.leaning import disagrees, is_cut_in, is_second_thought, leans_alone, leans_as_reply
from bot.core.record.talk.remarks import is_question, is_talk, language_of
from bot.core.text.terms import terms_of

PRICE, FREE = 0.16, 8
"""The power of its number of words by which a longer quote is worth less; so few words cost nothing."""

SECOND_HAND = 0.8
"""What a reply is worth: direct answers come first unless it says a quarter more."""

DIFFERS = 1.6
"""The worth of a reply that openly disagrees: where two views meet, both are heard."""

CUT_IN = 0.8
"""What a quote is worth that opens as if something stood before it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What can be quoted of an answer; `worth` is what it is worth beside one that is direct, short and whole."""

    quote: Quote
    author: Hashable
    terms: tuple[str, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an answer can be quoted by itself, and on which other one it leans."""

    alone: bool
    leans_on: int | None = None


NEVER = Standing(alone=False)
"""How an answer stands that is not to be quoted, not even where another leans on it."""


class Reading:
    """Reads the answers to a question, each in its own language."""

    def __init__(self, question: str, answers: Sequence[Answer], language: str) -> None:
        self._question = question
        self._answers = answers
        self._languages = [language_of(answer.text, language) for answer in answers]
        self._about = {each: frozenset(terms_of(question, each)) for each in {language, *self._languages}}

    def terms(self, index: int, text: str) -> tuple[str, ...]:
        """Return the terms of what an answer says, other than those of the question, which any may repeat."""
        language = self._languages[index]
        about = self._about[language]
        return tuple(term for term in terms_of(text, language) if term not in about)

    def offer(self, index: int) -> list[Candidate]:
        """Return everything of an answer that could be quoted: at least one candidate, blank if there is nothing."""
        spans = list(spans_of(self._answers[index].text)) or [(0, 0)]
        return [
            self._candidate(Quote(index, start, end), is_first=place == 0) for place, (start, end) in enumerate(spans)
        ]

    def _candidate(self, quote: Quote, *, is_first: bool) -> Candidate:
        answer, language = self._answers[quote.answer], self._languages[quote.answer]
        text = answer.text[quote.start : quote.end]
        ease = max(FREE, len(text.split())) ** -PRICE
        if answer.reply_to is not None:
            ease *= DIFFERS if disagrees(answer.text, language) else SECOND_HAND
        elif not is_first and is_cut_in(text, language):
            ease *= CUT_IN
        return Candidate(quote, answer.author, self.terms(quote.answer, text), ease)

    def standings(self) -> list[Standing]:
        """Return how each answer stands. Where most only ask, questions are the answers."""
        asking = [is_question(answer.text) for answer in self._answers]
        if sum(asking) * 2 > len(asking):
            asking = [False] * len(asking)
        latest: dict[Hashable, int] = {}
        found: list[Standing] = []
        for index, answer in enumerate(self._answers):
            found.append(self._standing(index, asking, latest.get(answer.author)))
            if found[-1] is not NEVER:
                latest[answer.author] = index
        return found

    def _standing(self, index: int, asking: Sequence[bool], own: int | None) -> Standing:
        answer, language, target = self._answers[index], self._languages[index], self._answers[index].reply_to
        if is_talk(answer.text, language):
            return NEVER
        if target == GONE and leans_as_reply(answer.text, language):
            return NEVER
        if target not in (None, GONE) and (asking[target] or leans_as_reply(answer.text, language)):
            return Standing(alone=False, leans_on=target)
        if target is None and own is not None and is_second_thought(answer.text, language):
            return Standing(alone=False, leans_on=own)
        if target is None and leans_alone(answer.text, language, self._question):
            return NEVER  # nobody can tell on what
        return Standing(alone=not asking[index])


def content_of(offer: Iterable[Candidate]) -> tuple[str, ...]:
    """The terms of the whole answer."""
    return tuple(dict.fromkeys(chain.from_iterable(candidate.terms for candidate in offer)))
