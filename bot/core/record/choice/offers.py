"""What could be quoted of each answer: its stretches with their terms, and whether they can be read alone."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.core.record.choice.quoting import GONE, Answer, Quote
from bot.core.record.choice.spans import is_torn, is_unfinished, spans_of
from bot.core.record.talk.leaning import (
    disagrees,
    is_second_thought,
    leans_alone,
    leans_as_reply,
    stands_against,
)
from bot.core.record.talk.remarks import is_question, is_talk, language_of
from bot.core.text.terms import terms_of

PRICE, FREE = 0.16, 8
"""The power of its number of words by which a longer quote is worth less; so few words cost nothing."""

SECOND_HAND = 0.8
"""What a reply is worth: direct answers come first unless it says a quarter more."""

DIFFERS = 1.6
"""The worth of a reply that openly disagrees: where two views meet, both are heard."""

AGAINST = 1.4
"""The worth of an answer that openly stands against what others say, though it replies to nobody."""

TORN = 0.5
"""What a quote is worth that begins or ends within a sentence: one that is too long for it."""

UNFINISHED = 0.5
"""What a quote is worth that breaks off, as its author left it."""


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


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is seen of an answer by itself: whether it only asks or is talk, and whether it leans on something.

    `leans` is on what it replies to; where it is no reply, on what nobody knows. `is_second` is on one's own first.
    """

    asks: bool
    is_talk: bool
    leans: bool
    is_second: bool


class Reading:
    """The answers to a question, each read once and in its own language, with what of it could be quoted.

    An answer has at least one candidate, blank if there is nothing; only the first may lean on what stood before it.
    All about one answer is found out together: what its words are is remembered for a few texts only.
    """

    def __init__(self, question: str, answers: Sequence[Answer], language: str) -> None:
        self.answers = answers
        self.language = language
        self.has_question = bool(question)
        self._question = question
        self._about: dict[str, frozenset[str]] = {}
        self._languages: list[str] = []
        self._seen: list[_Seen] = []
        self.offers: list[list[Candidate]] = []
        for index, answer in enumerate(answers):
            spoken = language_of(answer.text, language)
            self._languages.append(spoken)
            self._seen.append(self._see(answer, spoken))
            self.offers.append(self._offer(index))
        self.contents = [content_of(offer) for offer in self.offers]
        """The terms of each answer."""

    def _see(self, answer: Answer, language: str) -> _Seen:
        text, is_reply = answer.text, answer.reply_to is not None
        leans = leans_as_reply(text, language) if is_reply else leans_alone(text, language, self._question)
        is_second = not is_reply and is_second_thought(text, language)
        return _Seen(is_question(text), is_talk(text, language), leans, is_second)

    def terms(self, index: int, text: str) -> tuple[str, ...]:
        """Return the terms of what an answer says, other than those of the question, which any may repeat."""
        language = self._languages[index]
        if language not in self._about:
            self._about[language] = frozenset(terms_of(self._question, language))
        about = self._about[language]
        return tuple(term for term in terms_of(text, language) if term not in about)

    def without_question(self) -> "Reading":
        """Return the same answers as if nothing had been asked."""
        return Reading("", self.answers, self.language)

    def _offer(self, index: int) -> list[Candidate]:
        spans = list(spans_of(self.answers[index].text)) or [(0, 0)]
        text, language = self.answers[index].text, self._languages[index]
        first, *others = spans
        alone = [span for span in others if not leans_as_reply(text[slice(*span)], language)]
        return [self._candidate(Quote(index, *span)) for span in (first, *alone)]

    def _candidate(self, quote: Quote) -> Candidate:
        answer, language = self.answers[quote.answer], self._languages[quote.answer]
        text = answer.text[quote.start : quote.end]
        ease = max(FREE, len(text.split())) ** -PRICE
        if answer.reply_to is not None:
            ease *= DIFFERS if disagrees(answer.text, language) else SECOND_HAND
        elif stands_against(answer.text):
            ease *= AGAINST
        if quote.end - quote.start < len(answer.text) and is_torn(answer.text, quote.start, quote.end):
            ease *= TORN
        elif is_unfinished(text):
            ease *= UNFINISHED
        return Candidate(quote, answer.author, self.terms(quote.answer, text), ease)

    def standings(self) -> list[Standing]:
        """Return how each answer stands. Where most only ask, questions are the answers."""
        asking = [seen.asks for seen in self._seen]
        if sum(asking) * 2 > len(asking):
            asking = [False] * len(asking)
        latest: dict[Hashable, int] = {}
        found: list[Standing] = []
        for index, answer in enumerate(self.answers):
            found.append(self._standing(index, asking, latest.get(answer.author)))
            if found[-1] is not NEVER:
                latest[answer.author] = index
        return found

    def _standing(self, index: int, asking: Sequence[bool], own: int | None) -> Standing:
        seen, target = self._seen[index], self.answers[index].reply_to
        if seen.is_talk:
            return NEVER
        if target == GONE and seen.leans:
            return NEVER
        if target not in (None, GONE) and (asking[target] or seen.leans):
            return Standing(alone=False, leans_on=target)
        if target is None and own is not None and seen.is_second:
            return Standing(alone=False, leans_on=own)
        if target is None and seen.leans:
            return NEVER  # nobody can tell on what
        return Standing(alone=not asking[index])


def content_of(offer: Iterable[Candidate]) -> tuple[str, ...]:
    """The terms of the whole answer."""
    return tuple(dict.fromkeys(chain.from_iterable(candidate.terms for candidate in offer)))
