"""What members say to one another rather than to the question, and which of two languages they say it in.

Fragments ("Wait", "Or not", "Riippuu"), greetings, thanks, goodbyes and house-keeping are talk: they are no answers, so
they are neither counted nor quoted. Whoever greets and then answers has answered. A question back is counted, but is
no quote by itself. In doubt it is an answer: to lose one is worse than to count a remark.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.core.record.talk.remark_words import ASKED_FOR, GREETINGS, REMARKS, SMALL, TALK, compiled
from bot.core.text.terms import unwrapped

LANGUAGES = tuple(SMALL)

LONGEST_FRAGMENT = 12
"""Words of a fragment; whoever strings more small words together is saying something."""
LONGEST_STOCK = 6
"""Words of a stock remark."""
LONGEST_TALK = 600
"""Characters from which on a text is more than talk."""
LONGEST_COURTESY = 12
"""Words of a sentence up to which it can be left out of a quote as nothing but a courtesy."""
LONGEST_REMARK = 26
"""Words of a sentence up to which it can be talk."""
FEWEST_ASKED = 4
"""Words of a question that waits for an answer: "Does it?" is only a turn of phrase."""
CERTAIN = 2
"""Small words of the other language from which on a text is taken to be in it."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SPACED = {code: " " for code in range(128) if not chr(code).isalnum()}
_THREE = re.compile(r"(.)\1\1")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_SENTENCE = re.compile(r"(?<=[.!?…])(?<!Mr\.)(?<!Mrs\.)(?<!Ms\.)(?<!Dr\.)[)\"'”’*_~|]*\s+|\n+")
_ENDS = " \t.!?…,;:–—-()*_~|\"'“”’"
_FIGURE = re.compile(r"\d[\d.,\s]*\d|\d\s*[%€$£]|[€$£]\s*\d")
_QUESTION = re.compile(r"\?[!?)\"'”’*_~|\s]*$")

_COUNTED = {
    "en": "one two three four five six seven eight nine ten",
    "fi": "yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen",
}
_NUMBERS = {language: frozenset(words.split()) for language, words in _COUNTED.items()}
_ONLY = {
    language: SMALL[language] - frozenset().union(*(SMALL[other] for other in LANGUAGES if other != language))
    for language in LANGUAGES
}
_ANY = frozenset().union(*_ONLY.values())
_STRANGE = {language: _ANY - _ONLY[language] for language in LANGUAGES}
_REMARKS = {language: compiled(REMARKS[language]) for language in LANGUAGES}
_GREETINGS = {language: compiled([GREETINGS[language]]) for language in LANGUAGES}
_TALK = {language: compiled(TALK[language]) for language in LANGUAGES}
_ASKED_FOR = {language: re.compile(ASKED_FOR[language], re.IGNORECASE) for language in LANGUAGES}


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are compared: without the marker, links, mentions and emoji."""
    return [*_words(text)]


@lru_cache(maxsize=64)  # asked several times of one text, then of the next
def _words(text: str) -> tuple[str, ...]:
    folded = unwrapped(text).replace("’", "'").casefold()
    if _THREE.search(folded):  # four times as fast as looking for letters alone
        folded = _DRAWN_OUT.sub(r"\1", folded)
    return tuple(_WORD.findall(folded))


def language_of(text: str, default: str) -> str:
    """Return the language of a text ("en" or "fi"), by its small words; `default` where they do not tell."""
    return _language_of(words_in(text), default)


def other_language(text: str, expected: str) -> str | None:
    """Return the language of a text where that is another one than expected; None where it is not, or nothing tells.

    Most texts are in the expected language, which a look at their bare words shows.
    """
    folded = text.casefold()
    bare = folded.translate(_SPACED).split() if text.isascii() else _WORD.findall(folded)
    if _STRANGE.get(expected, _ANY).isdisjoint(bare):
        return None
    found = language_of(text, expected)
    return None if found == expected else found


def is_talk(text: str, language: str) -> bool:
    """Return whether a text says nothing to the question: a fragment, or greetings, thanks and house-keeping alone.

    `language` is that of the chat; a text may be in another that we know.
    """
    if len(text) > LONGEST_TALK:
        return False
    words = words_in(text)
    spoken = dict.fromkeys((language, _language_of(words, language)))
    return _is_fragment(words, spoken) or any(_is_talk(text, each) for each in spoken if each in SMALL)


def is_fragment(text: str, language: str) -> bool:
    """Return whether there is nothing in a text but small words and stock remarks; without a word, there is nothing."""
    words = words_in(text)
    return _is_fragment(words, dict.fromkeys((language, _language_of(words, language))))


def is_courtesy(sentence: str) -> bool:
    """Return whether a sentence is a greeting, thanks or house-keeping, in whichever language."""
    said = " ".join(sentence.replace("’", "'").split()).strip(_ENDS)
    if len(words_in(said)) > LONGEST_COURTESY:
        return False
    return any(
        ((greeting := _GREETINGS[each].match(said)) is not None and greeting.end() == len(said) > 0)
        or _matches_talk(said, each)
        for each in LANGUAGES
    )


def is_question(text: str) -> bool:
    """Return whether a text only asks: then it is no answer to be quoted by itself."""
    sentences = _said(text)
    return bool(sentences) and all(_QUESTION.search(sentence) for sentence in sentences)


def has_figure(text: str) -> bool:
    """Return whether a text names a figure: what it is about can be held on to. A single digit is most often none."""
    return _FIGURE.search(text) is not None


def asks_openly(text: str) -> bool:
    """Return whether a text ends by asking something in words enough to be a question of its own."""
    sentences = _said(text)
    return bool(sentences) and bool(_QUESTION.search(sentences[-1])) and len(words_in(sentences[-1])) >= FEWEST_ASKED


def _said(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(unwrapped(text)) if part.strip(_ENDS)]


def _is_fragment(words: list[str], languages: Iterable[str]) -> bool:
    if len(words) > LONGEST_FRAGMENT:
        return False
    return not words or any(_is_small(words, each) for each in languages if each in SMALL)


def _language_of(words: list[str], default: str) -> str:
    if _STRANGE.get(default, _ANY).isdisjoint(words):
        return default
    hits = {language: sum(word in only for word in words) for language, only in _ONLY.items()}
    best = max(hits, key=lambda language: (hits[language], language == default))
    return best if hits[best] >= CERTAIN and hits[best] > 2 * hits.get(default, 0) else default


def _is_small(words: list[str], language: str) -> bool:
    """Tell whether these words say nothing; a number alone is an answer, "or three" is not."""
    if all(word in _NUMBERS[language] for word in words):
        return False
    small, remark = SMALL[language], _REMARKS[language]
    left = words
    while left:
        if left[0] in small and not _begins_remark(left, remark):
            left = left[1:]
        elif length := _begins_remark(left, remark):
            left = left[length:]
        else:
            return False
    return True


def _begins_remark(words: list[str], remark: re.Pattern[str]) -> int:
    """Return how many words the longest stock remark has with which these words begin; 0 if there is none."""
    if not remark.match(" ".join(words[:LONGEST_STOCK])):
        return 0
    return next((n for n in range(min(len(words), LONGEST_STOCK), 0, -1) if remark.fullmatch(" ".join(words[:n]))), 0)


def _is_talk(text: str, language: str) -> bool:
    return all(_is_remark(sentence, language) for sentence in _sentences(text, language))


def _sentences(text: str, language: str) -> Iterator[str]:
    """Yield what is said, sentence by sentence, without a greeting before it."""
    plain = unwrapped(text).replace("’", "'")
    for sentence in _split(plain):
        said = " ".join(sentence.split()).strip(_ENDS)
        greeting = _GREETINGS[language].match(said)
        if greeting and (greeting.end() == len(said) or said[greeting.end()] in ",!.–—-:"):
            said = said[greeting.end() :].strip(_ENDS)
        if said:
            yield said


def _split(text: str) -> Iterator[str]:
    """Yield the sentences of a text one by one: mostly the first tells."""
    start = 0
    while end := _SENTENCE.search(text, start):
        yield text[start : end.start()]
        start = end.end()
    yield text[start:]


def _is_remark(sentence: str, language: str) -> bool:
    words = words_in(sentence)
    if len(words) <= LONGEST_FRAGMENT and _is_small(words, language):
        return True
    return _matches_talk(sentence, language)


def _matches_talk(sentence: str, language: str) -> bool:
    if not _TALK[language].match(sentence) or len(words_in(sentence)) > LONGEST_REMARK:
        return False
    return _TALK[language].fullmatch(sentence) is not None and not _ASKED_FOR[language].search(sentence)
