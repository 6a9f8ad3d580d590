"""What is kept of a text: numbers by which to find texts like it, and words in use. They do not depend on the process.

Two texts are alike if their letters and digits are equal (see `once`), or if at least PART / OF of the longer words of
both are in each (P. Jaccard, 1901); words are told apart by their beginnings. To find those, each text is entered under
the smallest numbers of its pairs of neighbouring words: texts that share most pairs share one of these (A. Broder,
1997): with one word changed, always, for that is in two pairs only. But of texts with one pair only the first few are
entered.
"""

from array import array
from collections.abc import Iterable
from zlib import crc32

from bot.core.moderation.message.forms import words_of

PART, OF = 4, 5
LONGER = 4
"""Letters of a word that counts; a number always does."""
FEWEST, MOST = 6, 16
"""Longer words of a text that can be nearly another (in a shorter one, one may be all the difference), and kept."""
UNIT = 10
"""Letters of what comes over and over from which on that is the text: "haha" and "no no no" are only loud."""
PAIRS = 3
BEGINNING = 5
"""Letters by which words are compared, so that inflected forms meet."""
SLOTS = 1 << 15
"""Places for words in use. That two words may share one makes the rules a little gentler."""

# Digits that stand for letters; here it matters only that they are equal.
_DIGITS = str.maketrans("013457l", "oieasti")
_AS_LETTERS = bytes.maketrans(b"013457l", b"oieasti")
_NO_LETTERS = bytes(code for code in range(256) if not words_of(chr(code)))


class Print:
    """What is kept of a text to compare others with: its key, keys of pairs of its words, and the longer words."""

    __slots__ = ("key", "pairs", "used", "words")

    def __init__(self, letters: str, marks: bytes) -> None:
        """`letters` are those of a text (see `letters_of`), `marks` those of its words, in their order."""
        self.key = (len(letters) & 0xFF) << 32 | number_of(letters)
        self.words = self.used = frozenset(array("H", marks))
        self.pairs: list[int] = []
        if len(self.used) < FEWEST:
            self.words = frozenset()
            return
        # Neighbours side by side are a number of twice the size: first those that begin at even places, then at odd.
        even = len(marks) & ~3
        odd = (len(marks) - 2 & ~3) + 2
        self.pairs = sorted(array("I", marks[:even] + marks[2:odd]))[:PAIRS]
        if len(self.words) > MOST:
            self.words = frozenset(sorted(self.words)[:MOST])

    def is_near(self, words: Iterable[int], count: int) -> bool:
        """Tell whether a text with this number of words, and these words, is nearly the same."""
        shared = len(self.words.intersection(words))
        return shared * OF >= (count + len(self.words) - shared) * PART


def letters_of(folded: str) -> str:
    """Return the letters and digits of a folded text, to tell whether two texts are the same."""
    try:  # the usual case, and much faster
        return folded.encode("latin-1").translate(_AS_LETTERS, _NO_LETTERS).decode("latin-1")
    except UnicodeEncodeError:
        return "".join(words_of(folded)).translate(_DIGITS)


def once(letters: str) -> str:
    """Return what these letters are over and over: "answer me! answer me!" is one answer me."""
    unit = (letters + letters).find(letters, 1)
    return letters[:unit] if unit >= UNIT else letters


def marks_of(words: Iterable[str]) -> bytes:
    """Return the marks of those words that count: a short number for each, made of its beginning."""
    longer = [word for word in words if len(word) >= LONGER or word.isdigit()]
    return array("H", [number_of(word[:BEGINNING]) % SLOTS for word in longer]).tobytes()


def slots_of(words: Iterable[str]) -> "array[int]":
    """Return the numbers of those words that count."""
    return array("H", marks_of(words))


def number_of(word: str) -> int:
    """Return the number of a word, the same in every process."""
    return crc32(word.encode(errors="replace"))
