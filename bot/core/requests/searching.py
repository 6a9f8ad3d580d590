"""What somebody searches for: words, each found as it is written, in other inflections, and the last one by its start.

`from:Ada` and `from:"Ada Lovelace"` are by whom it was said, as people are called where it is shown.

`Query.is_in` decides what is found, in the text as it is. Two sieves for a database spare it most texts, and let
through whatever it finds: an index of `tokens_of` each text, and, for what is not in that yet, `Word.anywhere`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.text.stems import stem_of

MOST_WORDS = 10
LEAST = 3
"""From how many letters on a word is also found by what it begins with."""

LONGEST = 40
STEMMED = ("en", "fi")
WORD = re.compile(r"[^\W_]+")
BY = re.compile(r"""(?<!\w)from:\s*(?:"([^"]*)"?|(\S+))""", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _stem(word: str, language: str) -> str:
    """Return a stem; the same few words come again and again in what is looked through."""
    return stem_of(word, language)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is searched for. With `begins`, words that begin with it are found, too.

    `start` is what all inflections that are found begin with.
    """

    folded: str
    stems: tuple[str, ...]
    start: str
    begins: bool

    def is_in(self, said: str) -> bool:
        """Whether a word of a text is this one."""
        folded = said.casefold()
        if folded == self.folded or (self.begins and folded.startswith(self.folded)):
            return True
        if not folded.startswith(self.start):
            return False
        pairs = zip(STEMMED, self.stems, strict=True)
        return any(_stem(folded, language) == stem for language, stem in pairs)

    @property
    def tokens(self) -> Sequence[str]:
        """Return what is looked for in an index, any of it; the first also by its beginning, if `begins`."""
        return tuple(dict.fromkeys(each[:LONGEST] for each in (self.folded, *self.stems)))

    @property
    def anywhere(self) -> Sequence[str]:
        """Ways to write the start: the first regardless of the case of A to Z, the others just so."""
        start = self.start
        if start.isascii():
            return (start,)
        written = (start, start.capitalize(), start.upper())
        forms = (unicodedata.normalize(form, each) for form in ("NFC", "NFD") for each in written)
        return tuple(dict.fromkeys(forms))


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: all of these words, said by somebody whose name has all of `by`, which are casefolded."""

    words: tuple[Word, ...]
    by: tuple[str, ...] = ()

    def is_by(self, name: str) -> bool:
        """Whether somebody may be meant who is called that: each part is there, from the beginning of a word on."""
        folded = unicodedata.normalize("NFC", name).casefold()
        return all(
            each in folded and re.search(rf"(?:(?<![^\W_])|(?=[\W_])){re.escape(each)}", folded) for each in self.by
        )

    def is_in(self, text: str) -> bool:
        """Whether a text (in NFC) has all words; where none is searched for, any has."""
        return not self.words or bool(self.places(text))

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return where the words are in a text (in NFC), in its order; nothing unless all of them are there."""
        found: list[tuple[int, int]] = []
        missing = set(self.words)
        for said in WORD.finditer(text):
            here = {word for word in self.words if word.is_in(said[0])}
            if here:
                found.append(said.span())
                missing -= here
        return [] if missing else found


def tokens_of(text: str) -> str:
    """Return the words of a text and their stems, each once, with spaces between: what an index of it has."""
    words = dict.fromkeys(said.casefold() for said in WORD.findall(unicodedata.normalize("NFC", text)))
    forms = ((word, *(_stem(word, language) for language in STEMMED)) for word in words)
    return " ".join(dict.fromkeys(form[:LONGEST] for each in forms for form in each))


def query_of(text: str) -> Query:
    """Return what somebody typed as words to search for; any text is one, though it may hold no word."""
    text = unicodedata.normalize("NFC", text)
    names = [" ".join((quoted or plain).casefold().lstrip("@").split()) for quoted, plain in BY.findall(text)]
    found = [word[:LONGEST].casefold() for word in WORD.findall(BY.sub(" ", text))]
    words = dict.fromkeys(found[:MOST_WORDS])
    last = found[:MOST_WORDS][-1:]
    by = tuple(filter(None, names))
    return Query(tuple(_word(word, begins=[word] == last and len(word) >= LEAST) for word in words), by)


def _word(folded: str, *, begins: bool) -> Word:
    stems = tuple(_stem(folded, language) for language in STEMMED)
    forms = (folded, *stems)
    same = next((at for at, letters in enumerate(zip(*forms, strict=False)) if len(set(letters)) > 1), None)
    start = min(forms, key=len)[:same]
    return Word(folded, stems, start if len(start) >= LEAST else folded, begins)
