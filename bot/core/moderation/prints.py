"""What is kept of a text: numbers by which to find texts like it, and words in use. They do not depend on the process.

Two texts are alike if their letters and digits are equal, or if at least PART / OF of the longer words of both are in
each (P. Jaccard, 1901). To find those, each text is entered under the smallest hashes of its pairs of neighbouring
words: texts that share most pairs share one of these (A. Broder, 1997): with one
word changed, always, for that is in two pairs only.
"""

from array import array
from collections.abc import Iterable, Sequence
from operator import xor
from zlib import crc32

PART, OF = 4, 5
LONGER = 4
"""Letters of a word that counts; a number always does."""
FEWEST, MOST = 6, 16
"""Longer words of a text that can be nearly another (in a shorter one, one may be all the difference), and kept."""
PAIRS = 3
BEGINNING = 5
"""Letters by which words in use are compared, so that inflected forms meet."""
SLOTS = 1 << 15
"""Places for words in use. That two words may share one makes the rules a little gentler."""

_DIGITS = str.maketrans("013457l", "oieasti")  # digits that stand for letters; here it matters only that they are equal


class Print:
    """What is kept of a text to compare others with."""

    __slots__ = ("keys", "slots", "words")

    def __init__(self, letters: str, marks: bytes) -> None:
        """`letters` are those of a text (see `letters_of`), `marks` those of its words, in their order."""
        halves = array("H", marks)
        self.slots = halves[::2]
        self.words: set[int] = set()
        self.keys = [(len(letters) & 0xFF) << 32 | number_of(letters)]
        if len(self.slots) >= FEWEST:
            numbers = array("I", marks)
            self.keys += sorted(map(xor, numbers, numbers[1:]))[:PAIRS]
            self.words = set(halves[1::2])
            if len(self.words) > MOST:
                self.words = set(sorted(self.words)[:MOST])

    def is_near(self, words: Sequence[int]) -> bool:
        """Tell whether a text with these words is nearly the same."""
        shared = len(self.words.intersection(words))
        return shared * OF >= (len(words) + len(self.words) - shared) * PART


def letters_of(words: Iterable[str]) -> str:
    """Return the letters and digits of words, to tell whether two texts are the same."""
    return "".join(words).translate(_DIGITS)


def marks_of(words: Iterable[str]) -> bytes:
    """Return the marks of those words that count: for each two short numbers, of its beginning and of all of it."""
    longer = [word for word in words if len(word) >= LONGER or word.isdigit()]
    halves = [half for word in longer for half in (number_of(word[:BEGINNING]) % SLOTS, number_of(word) >> 16)]
    return array("H", halves).tobytes()


def slots_of(words: Iterable[str]) -> Sequence[int]:
    """Return the places of words in use: the numbers of their beginnings."""
    return array("H", marks_of(words))[::2]


def number_of(word: str) -> int:
    """Return the number of a word, the same in every process."""
    return crc32(word.encode(errors="replace"))
