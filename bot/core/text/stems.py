"""The stem of a word: what is left of it when its inflection is taken off (Snowball's algorithms, snowballstem.org)."""

from Stemmer import Stemmer

_LANGUAGES = {"en": "english", "fi": "finnish"}


def stem_of(word: str, language: str) -> str:
    """Return the stem of a casefolded word; in a language that is not known to us, the word."""
    if language not in _LANGUAGES:
        return word
    # A stemmer keeps the word it works on, so each word gets its own: quotes may be chosen in several threads.
    stem: str = Stemmer(_LANGUAGES[language], 0).stemWord(word)
    return stem
