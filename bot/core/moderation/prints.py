"""What is kept of a text: numbers by which to find texts like it, and words in use. They do not depend on the process.

Two texts are alike if their letters and digits are equal, or if at least PART / OF of the longer words of both are in
each (P. Jaccard, 1901). To find those, each text is entered under the smallest hashes of its pairs of neighbouring
words: texts that share most pairs share one of these with near certainty (A. Broder, 1997).
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple
from zlib import adler32, crc32

PART, OF = 4, 5
LONGER = 4
"""Letters of a word that counts; a number always does."""
FEWEST, MOST = 6, 20
"""Longer words of a text that can be nearly another (in a shorter one, one may be all the difference), and kept."""
PAIRS = 3
BITS = 40
"""Bits of a key."""
BEGINNING = 5
"""Letters by which words in use are compared, so that inflected forms meet."""
SLOTS = 1 << 16
"""Places for words in use. That two words may share one makes the rules a little gentler."""

_ALL, _SHORT = (1 << BITS) - 1, (1 << 16) - 1
_SPREAD = 0x9E3779B1  # 2 to the 32nd by the golden ratio
_DIGITS = str.maketrans("013457l", "oieasti")  # digits that stand for letters; here it matters only that they are equal


class Mark(NamedTuple):
    """What is kept of a word: a number, and the slot of its beginning."""

    number: int
    slot: int


class Print:
    """What is kept of a text to compare others with."""

    __slots__ = ("keys", "marks", "words")

    def __init__(self, letters: str, marks: Sequence[Mark]) -> None:
        """`letters` are those of a text (see `letters_of`), `marks` those of its words, in their order."""
        same = letters.encode(errors="replace")
        self.marks = marks
        self.words: set[int] = set()
        self.keys = [crc32(same) << BITS - 32 | adler32(same) % (1 << BITS - 32)]
        if len(marks) >= FEWEST:
            numbers = [number for number, _ in marks]
            pairs = sorted([one * _SPREAD + other & _ALL for one, other in pairwise(numbers)])
            self.keys.extend(pairs[:PAIRS])
            self.words = {number & _SHORT for number in numbers}
            if len(self.words) > MOST:
                self.words = set(sorted(self.words)[:MOST])

    def is_near(self, words: Sequence[int]) -> bool:
        """Tell whether a text with these words is nearly the same."""
        shared = len(self.words.intersection(words))
        return shared * OF >= (len(words) + len(self.words) - shared) * PART


def letters_of(words: Iterable[str]) -> str:
    """Return the letters and digits of words, to tell whether two texts are the same."""
    return "".join(words).translate(_DIGITS)


def marks_of(words: Iterable[str]) -> list[Mark]:
    """Return the marks of those words that count."""
    longer = [word for word in words if len(word) >= LONGER or word.isdigit()]
    return [Mark(number_of(word), number_of(word[:BEGINNING]) % SLOTS) for word in longer]


def number_of(word: str) -> int:
    """Return the number of a word, the same in every process."""
    return crc32(word.encode(errors="replace"))
