"""One form for all the ways to write a text, and one word for all its inflections.

Two texts that a reader cannot tell apart fold to the same: case, full-width and styled letters, letters of other
alphabets that look Latin, accents, and characters that show nothing make no difference. Finnish å, ä and ö are letters
of their own and stay. Folding is for comparing; what is shown to anybody is the text as it was typed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bot.core.text.stems import stem_of

# Format characters, fillers, variation selectors, tags, and the private use areas, from which `said` takes its marks.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
STACK = 30
"""Marks on one letter that are looked at, as in the stream-safe format of UAX #15."""
_PHRASES = re.compile("[\ufdf0-\ufdfc]")
"""Arabic phrases in one character, of up to 18 letters: a message of them would be read for twenty times as long."""
_PLAIN = re.compile(r"[\x00-\x7fåäöÅÄÖ]*")
_STACKED = re.compile(rf"[^\w\s\x00-\x7f]{{{STACK + 1},}}")
_CLINGING = f"(?:{_HIDDEN.pattern}|{_MARKS.pattern})"
_CLUSTERS = re.compile(rf"(?P<plain>[\x00-\x7f]+(?!{_CLINGING}))|.{_CLINGING}*", re.DOTALL)
"""Plain letters as many as there are, or one letter with what clings to it."""

# Written by sight: to each Latin letter, lower-case letters that pass for it (Cyrillic, Greek, Armenian, phonetic).
_ALIKE = {
    "a": "аαɑᴀ", "b": "вьʙƅ", "c": "сᴄϲ", "d": "ԁɗᴅđð", "e": "еєεᴇҽ", "f": "ғꜰ", "g": "ɡɢց", "h": "һнʜհ", "i": "іιıɪ",
    "j": "јᴊ", "k": "кκᴋ", "l": "ʟӏł", "m": "мᴍ", "n": "пηɴոռ", "o": "оοσᴏօø", "p": "рρᴘ", "q": "ԛգ", "r": "гʀᴦ",
    "s": "ѕꜱ", "t": "тτᴛ", "u": "υᴜսʋ", "v": "νѵᴠ", "w": "ѡωԝᴡш", "x": "хχ", "y": "уγʏү", "z": "ᴢʐ",
}  # fmt: skip
_ENCLOSED = (0x1F130, 0x1F150, 0x1F170)  # three alphabets of letters in squares and circles
_LEET = str.maketrans("013457$@", "oieastsa")
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[ .*_-]")
_LONG_RUN = re.compile(r"([^\W\d])\1{2,}")

# Finnish: the consonants before the last vowel weaken in some cases (kauppa: kaupan).
_GRADES = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("mp", "mm"), ("lt", "ll"), ("rt", "rr"),
    ("p", "v"), ("t", "d"), ("k", ""),
)  # fmt: skip
_VOWELS = tuple("aeiouyåäö")
_SHORT = 4
"""Letters of a word up to which it takes no Finnish ending: "spa" has nothing to do with "span"."""


def _table() -> dict[int, str]:
    table = {ord(alike): latin for latin, all_alike in _ALIKE.items() for alike in all_alike}
    for start in _ENCLOSED:
        table.update({start + place: chr(ord("a") + place) for place in range(26)})
    for code in (*range(0xC0, 0x250), *range(0x400, 0x460), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code) and chr(code) not in "åäö":
            table[code] = table.get(ord(base), base)
    return table


_TABLE = _table()


def fold(text: str) -> str:
    """Return the text in the one form that all texts of its looks have; of plain letters only the case changes."""
    if text.isascii() or _PLAIN.fullmatch(text):
        return text.lower()
    bounded = _STACKED.sub(_bounded, _PHRASES.sub(_first_letter, _HIDDEN.sub("", text)))
    folded = unicodedata.normalize("NFKC", bounded).casefold()
    return _MARKS.sub("", unicodedata.normalize("NFC", folded)).translate(_TABLE)


def _first_letter(phrase: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", phrase[0])[0]


def _bounded(run: re.Match[str]) -> str:
    """Drop what is stacked on one letter beyond any writing: sorting a stack takes the square of its height."""
    return run[0][:STACK] + "".join(sign for sign in run[0][STACK:] if not unicodedata.combining(sign))


def origins(text: str) -> list[int]:
    """Return for each character of `fold(text)` where in `text` it comes from, and at the end the length of `text`."""
    places: list[int] = []
    for found in _CLUSTERS.finditer(text):
        plain = found["plain"]
        places += range(*found.span()) if plain else [found.start()] * len(fold(found[0]))
    return [*places, len(text)]


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text, without signs."""
    return _WORD.findall(folded)


def spellings(word: str) -> tuple[str, ...]:
    """Return a folded word and what it may stand for: "fr33" for "free", "pleeease" for "please", "f r e e" for "free".

    Digits are read as letters only between letters: "50" stays a number.
    """
    joined = word if word.isalnum() else _BETWEEN.sub("", word)
    found = {joined: None}
    if not joined.isalpha() and any(map(str.isalpha, joined)):
        found[joined.translate(_LEET)] = None
        found[joined.replace("1", "l").translate(_LEET)] = None
    for spelling in list(found):
        if _LONG_RUN.search(spelling):
            found[_LONG_RUN.sub(r"\1\1", spelling)] = None
            found[_LONG_RUN.sub(r"\1", spelling)] = None
    return tuple(found)


class Inflections:
    """A list of folded words, found by any of their English and Finnish forms.

    Only whole words match, not a word inside another one ("Scunthorpe").
    """

    def __init__(self, words: Iterable[str]) -> None:
        listed = list(dict.fromkeys(words))[::-1]  # of two words with one stem the first is found
        self._words = frozenset(listed)
        self._english = {stem_of(word, "en"): word for word in listed}
        self._finnish = {stem_of(form, "fi"): word for word in listed for form in _finnish_forms(word)}
        heads = {form[:2] for forms in (self._words, self._english, self._finnish) for form in forms}
        self._heads = heads | {head.replace("i", "y") for head in heads}  # inflection changes no others: die, dying

    def find(self, word: str) -> str | None:
        """Return the word of the list of which this is a form, or None."""
        if word[:2] not in self._heads:  # the usual case
            return None
        bare = word.removesuffix("'s").removesuffix("’s")
        if bare in self._words:
            return bare
        if found := self._english.get(stem_of(bare, "en")):
            return found
        found = self._finnish.get(stem_of(bare, "fi"))
        return found if found and len(bare) >= max(len(found), _SHORT + 1) else None


def _finnish_forms(word: str) -> Iterator[str]:
    """Yield forms of a word from which the stemmer makes all the stems that its other forms have."""
    yield word
    head, last = word[:-1], word[-1:]
    if word.endswith(_VOWELS):
        yield from (f"{word}n", f"{head}oja", f"{head}öjä", f"{head}ia", f"{head}eja")
        yield from (f"{word}ihimme", f"{head}oihimme", f"{head}eihimme")
        yield from (f"{head.removesuffix(strong)}{weak}{last}n" for strong, weak in _GRADES if head.endswith(strong))
    elif word.endswith("nen"):
        yield from (f"{word[:-3]}sen", f"{word[:-3]}sia", f"{word[:-3]}sten")
    elif last == "s":
        yield from (f"{head}ksen", f"{head}ksia")
    else:
        yield f"{word}in"  # how a foreign word takes endings: botin
