"""To which kind a word belongs, so that a message becomes a short string of kinds, on which patterns can be run.

A kind is one letter. Look-alike letters, "fr33", "pleeease" and slips of the finger in longer words make no difference.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import stopwordsiso

from bot.core.moderation.inflection import Inflections
from bot.core.moderation.looks import fold, spellings
from bot.core.moderation.word_lists import FINNISH_THINGS, FINNISH_WORKS, STOCK, WORDS

_SIGNS = ("break", "link", "asking", "handle", "emoji")
_OTHERS = ("any", "small", "stock", "whose", "mything", "mywork", "number")
LETTERS = {name: chr(0x100 + place) for place, name in enumerate((*_SIGNS, *_OTHERS, *WORDS))}
"""Each kind's letter by name: signs, what is not listed, and the kinds of the lists."""

LINK_MARK, ASKING_MARK, HANDLE_MARK, EMOJI_MARK = MARKS = "\ue000\ue001\ue002\ue003"
"""Characters that stand for a link, a link that asks for something, a mention and an emoji."""

SIGNS = frozenset(LETTERS[name] for name in _SIGNS)
"""The kinds that are no words."""

CONTENT = frozenset(LETTERS[name] for name in ("any", "stock", "work", "crowd", "views", "said", "paid", "moment"))
"""The kinds of words with which something is said, rather than only called for."""

_OF_MARKS = {mark: LETTERS[name] for mark, name in zip(MARKS, _SIGNS[1:], strict=True)}
_MONEY = re.compile(r"[$€£]\d[\d.,]*k?")
_NUMBER = re.compile(r"\d[\d.,]*(?:k|th|st|nd|rd)?")
_SLIPPERY = ("subscribe", "thing", "reciprocal")
_SLIPS_FROM = 6


def _forms(name: str) -> Iterator[str]:
    for listed in WORDS[name].split():
        word, *endings = listed.split("/")
        yield word
        yield from (word + ending for ending in endings)


def _without_one(word: str) -> Iterator[str]:
    """Yield what is left when one letter is missing; two words that share such a rest are one slip apart."""
    return (word[:place] + word[place + 1 :] for place in range(1, len(word) - 1))


# What says nothing by itself, in English and in Finnish.
_SMALL = frozenset(fold(word) for language in ("en", "fi") for word in stopwordsiso.stopwords(language))
_STOCK = {word: LETTERS["stock"] for words in STOCK.values() for word in words.split() if word not in _SMALL}
_KINDS = _STOCK | {form: LETTERS[name] for name in WORDS for form in _forms(name)}
_SLIPS = {
    rest: LETTERS[name]
    for name in _SLIPPERY
    for word in _forms(name)
    if len(word) >= _SLIPS_FROM
    for rest in (word, *_without_one(word))
}
_FINNISH = Inflections(
    [(noun, "thing") for noun in FINNISH_THINGS.split()] + [(noun, "work") for noun in FINNISH_WORKS.split()]
)


@lru_cache(maxsize=16_384)
def kind_of(token: str) -> str:
    """Return the letter of a folded word, number, handle or mark."""
    if not token[0].isalnum():
        return _kind_of_a_sign(token)
    for word in spellings(token):
        if kind := _KINDS.get(word):
            return kind
    if token[0].isdigit() and _NUMBER.fullmatch(token):
        return LETTERS["number"]
    if token.endswith(("'s", "’s")):
        return LETTERS["whose"]
    if found := _FINNISH.finnish(token):
        noun, mine = found
        return LETTERS[f"my{noun}" if mine else noun]
    slips = (token, *_without_one(token)) if len(token) >= _SLIPS_FROM else ()
    return next((_SLIPS[rest] for rest in slips if rest in _SLIPS), LETTERS["small" if token in _SMALL else "any"])


def _kind_of_a_sign(token: str) -> str:
    if token in _OF_MARKS:
        return _OF_MARKS[token]
    if token[0] == "@":
        return LETTERS["handle"]
    if token[0] in "$€£":
        return LETTERS["money"] if _MONEY.fullmatch(token) else kind_of(spellings(token)[-1])
    return LETTERS["break"]
