"""What a text is about: its content terms, by which two answers can be compared though their words are inflected.

A term is a run of four letters of a word's stem. Inflection and compounding change the ends of words more than their
middles, so runs still meet where whole stems part: "luottamus" and "luotan" share only "luot". For Finnish that makes
most of the difference, for English it does no harm. What a chat wraps around its words is left out: links, mentions,
custom emoji, invisible characters, the marker of the question that is answered, greetings, words without content.
"""

import re
import unicodedata
from functools import lru_cache

from bot.core.text.inline import places
from bot.core.text.markers import without_marker
from bot.core.text.markup_tree import Emoji, Link, Mention, Stamp
from bot.core.text.stems import stem_of
from bot.core.text.stopwords import stopwords

RUN = 4
"""Letters in a term: shorter runs meet by chance, longer ones part at the first letter that inflection changes."""

# What is said to the people rather than about the question; the usual stop words of the language come on top.
_TALK = {
    "en": """agree agreed aye bye cheers evening folks guys ha haha hey hmm lol mhm morning nah nice night nope omg
        tonight totally true uh uhm wow yay yeah yep yup""",
    "fi": """haha heippa hmm huomenta iltaa jees jep juu kiitoksia lol mielestäni mieltä moikka moro ok okei samoin
        terve tervehdys tervetuloa totta""",
}

_QUESTION_NUMBER = re.compile(r"[akqv]\d{1,2}")
_PLACE_NAME = re.compile(r"\bwww\.\S+", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0f\ufeff]")
# No word has more than 40 letters; what has is taken in pieces, as a text in a script without blanks must be.
_WORD = re.compile(r"[^\W_]{1,40}(?:['’][^\W_]{1,40}){0,2}(?::[a-zäö]{1,5}\b)?")


def terms_of(text: str, language: str) -> tuple[str, ...]:
    """Return the distinct content terms of `text`, in the order in which they first occur.

    `language` is "en" or "fi"; in any other language no word is held to be empty and none is stemmed. A text
    without content (emoji, a greeting, stop words alone) has no terms.
    """
    words = _WORD.findall(unwrapped(text).casefold())
    return tuple(dict.fromkeys(run for word in words for run in _runs(word, language)))


@lru_cache(maxsize=64)  # asked several times of one text, then of the next
def unwrapped(text: str) -> str:
    """Return a text without its marker and what a chat wraps around its words: links, mentions, emoji."""
    plain = text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    bare = _without_wrapping(without_marker(plain))
    return _PLACE_NAME.sub(" ", bare) if "www." in bare.casefold() else bare


def _without_wrapping(text: str) -> str:
    """Return a text with blanks in place of links (their labels stay), mentions, times, emoji and names of commands."""
    for place in reversed(places(text)):
        match place.node:
            case Link() if place.inner[1]:
                text = f"{text[: place.start]} {text[slice(*place.inner)]} {text[place.end :]}"
            case Link() | Mention() | Emoji() | Stamp():
                text = f"{text[: place.start]} {text[place.end :]}"
            case str(shown) if len(shown) > 1:
                text = f"{text[: place.start]} {text[place.end :]}"
            case _:
                pass
    return text


@lru_cache(maxsize=16_384)  # about 10 MB when full; a talk has a few thousand different words
def _runs(word: str, language: str) -> tuple[str, ...]:
    """Return the terms of one casefolded word."""
    word = word.replace("’", "'").removesuffix("'s")
    head, colon, ending = word.partition(":")  # Finnish inflects names and abbreviations after a colon: "EU:ssa"
    if colon and language != "fi":
        return _runs(head, language) + _runs(ending, language)
    if len(head) < 2 or head in _empty_words(language) or _QUESTION_NUMBER.fullmatch(head):
        return ()
    stem = stem_of(head, language)
    return tuple(stem[start : start + RUN] for start in range(max(1, len(stem) - RUN + 1)))


@lru_cache(maxsize=8)
def _empty_words(language: str) -> frozenset[str]:
    if language not in _TALK:
        return frozenset()
    return stopwords(language) | frozenset(_TALK[language].split())
