"""Words in their inflected forms, English and Finnish, without a dictionary: a listed word plus an ending that fits.

Only whole words are met. A word in another one ("Scunthorpe") is none, and neither is a compound: who wants those
writes `word*` or `*word`.
"""

import re
from collections.abc import Iterable, Iterator

_VOWELS = "aeiouyåäö"
_DOUBLING = re.compile("[^aeiouyåäö]+[aeiouy][^aeiouyåäöwx]")  # spam: spammer, but rape: raper
_HISSING = ("s", "x", "z", "ch", "sh")

# Finnish: case (with plural i), then whose it is, then a particle: kanav-i-lla-ni-kin.
_INSIDE = "ssa|ssä|sta|stä|lla|llä|lta|ltä|na|nä|tta|ttä"
_PLURAL = f"[oö]?i(?:{_INSIDE}|lle|ksi|hin|in|siin|den|tten|en|a|ä|n)|[oö]j(?:a|ä|en)"
_CASE = f"n|t|a|ä|ta|tä|{_INSIDE}|lle|ksi|an|än|en|in|on|un|yn|ön|h[aeiouyäö]n|seen|den|tten|jen|ja|jä|{_PLURAL}"
_OWNER = "ni|si|mme|nne|nsa|nsä"
_ENDING = re.compile(
    rf"(?:(?:{_CASE})?|(?:{_CASE}|i?kse|i?lle|ie|[aeiouyäö])?(?P<owner>{_OWNER})|i?(?:{_INSIDE}|lle|kse)[aeä]n)"
    "(?:kin|kaan|kään|ko|kö|han|hän|pa|pä)?"
)
_BEFORE_PLURAL = re.compile("[oö]?[ij]")
_LONGEST_ENDING = 13
_SHORT = 3  # letters of a word that takes no ending of one letter: "spa" has nothing to do with "span"

# The consonants before the last vowel weaken in some cases, or (for a word in -e) strengthen.
_GRADES = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("mp", "mm"), ("lt", "ll"), ("rt", "rr"),
    ("p", "v"), ("t", "d"), ("k", ""),
)  # fmt: skip


class Inflections:
    """A list of words, each with something to tell when it is met in any of its forms."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        self._english: dict[str, str] = {}
        self._finnish: dict[str, str] = {}
        self._plural: dict[str, str] = {}
        for word, meaning in words:
            for form in english_forms(word):
                self._english.setdefault(form, meaning)
            for stem in finnish_stems(word):
                self._finnish.setdefault(stem, meaning)
            if word[-1:] in "aä" and len(word) > 3:
                self._plural.setdefault(word[:-1], meaning)  # kanav-i-a, kirj-oj-a

    def find(self, word: str) -> str | None:
        """Return what a folded word means, or None if it is a form of no word of the list."""
        if word in self._english:
            return self._english[word]
        found = self.finnish(word)
        return found[0] if found else None

    def finnish(self, word: str) -> tuple[str, bool] | None:
        """Return what a word means as a Finnish form, and whether its ending says "my" or "our"."""
        for cut in range(len(word), max(2, len(word) - _LONGEST_ENDING) - 1, -1):
            stem = word[:cut]
            meaning = self._finnish.get(stem)
            if meaning is None and stem in self._plural and _BEFORE_PLURAL.match(word, cut):
                meaning = self._plural[stem]
            if meaning is None or (cut <= _SHORT and len(word) - cut == 1):
                continue
            if ending := _ENDING.fullmatch(word, cut):
                return meaning, ending["owner"] in ("ni", "mme")
        return None


def english_forms(word: str) -> Iterator[str]:
    """Yield a word with the English endings: -s, -'s, -ed, -ing, -er, -y."""
    yield word
    yield f"{word}'s"
    if word.isalpha():
        yield f"{word}es" if word.endswith(_HISSING) else f"{word}s"
        if word.endswith("y"):
            yield f"{word[:-1]}ies"
        base = word + word[-1] if _DOUBLING.fullmatch(word) else word.removesuffix("e")
        yield from (f"{base}{ending}" for ending in ("ed", "ing", "er", "ers", "y"))


def finnish_stems(word: str) -> Iterator[str]:
    """Yield what the Finnish endings of a word are put to, as far as its form shows: kauppa and kaupa-, tuottee-."""
    last = word[-1:]
    if not word.isalpha() or len(word) < 3:
        return
    if last not in _VOWELS:
        yield from _after_a_consonant(word)
        return
    yield word
    for strong, weak in _GRADES:
        head = word[:-1]
        if last != "e" and head.endswith(strong) and head[: -len(strong)][-1:] in _VOWELS + "lnrmh":
            yield head.removesuffix(strong) + weak + last
        if last == "e" and weak and head.endswith(weak):
            yield head.removesuffix(weak) + strong + "ee"
    yield from _after_a_vowel(word)


def _after_a_consonant(word: str) -> Iterator[str]:
    yield f"{word}i"  # how a foreign word takes endings: blogi, spämmi
    yield f"{word}{word[-1]}i"
    if word.endswith(("us", "ys", "os", "ös", "is")):
        yield f"{word[:-1]}kse"
        yield f"{word[:-1]}ks"
        yield f"{word}t"
    if word.endswith("nen"):
        yield f"{word[:-3]}se"
        yield f"{word[:-3]}s"
    if word.endswith("in"):
        yield f"{word[:-1]}me"


def _after_a_vowel(word: str) -> Iterator[str]:
    if word[-1] == "e":
        yield f"{word}e"
    if word[-1] == "i":
        yield f"{word[:-1]}e"
