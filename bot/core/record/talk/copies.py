"""Which messages of one person say the same, or nearly the same: they are one contribution, however often it is posted.

Two texts are the same if their letters and digits are, and nearly the same if at least four fifths of the words of both
are in each (P. Jaccard, 1901); but a "not" more or less makes them two. Nearly the same texts are found by the smallest
numbers of their pairs of neighbouring words (A. Broder, 1997), so a flood costs no more than as many single messages. A
short text may well answer two questions, so it is compared within one question only.
"""

from itertools import pairwise
from zlib import crc32

from bot.core.base.contribution import Contribution
from bot.core.moderation.message.forms import fold, words_of
from bot.core.text.terms import unwrapped

PART, OF = 4, 5
FEWEST = 4
"""Words of a text that can be nearly another; in a shorter one each makes all the difference."""
LONG = 30
"""Letters and digits from which on a text is a copy under another question, too."""
PAIRS, MOST = 3, 8
"""Under how many of its pairs of words a text is entered, and how many texts under one pair: the first."""

_WORDS = """not no never none nobody nothing without cannot t cant dont doesnt didnt isnt arent wasnt wont
    en et ei emme ette eivät eikä älä älkää ilman"""
_NOT = frozenset(_WORDS.split())


class Copies:
    """The texts of one session so far."""

    def __init__(self) -> None:
        self._firsts: dict[tuple[int, int | None, str], int] = {}
        self._near: dict[tuple[int, int | None, int], list[tuple[frozenset[str], int]]] = {}

    def take(self, said: Contribution, question: int | None) -> int:
        """Take in a message, and return the first one taken in that says the same: itself, if there is none."""
        plain = unwrapped(said.text)
        words = words_of(fold(plain))
        letters = "".join(words)
        if not letters:
            return said.id
        author = said.author.id
        place = None if len(letters) >= LONG else question
        if (first := self._firsts.get((author, place, letters))) is not None:
            return first
        kept = frozenset(words)
        keys = [(author, place, pair) for pair in _pairs(words)] if len(kept) >= FEWEST else []
        near = (each for key in keys for each in self._near.get(key, ()) if _is_near(kept, each[0]))
        first = next(near, (kept, said.id))[1]
        self._firsts[author, place, letters] = first
        for key in keys:
            entered = self._near.setdefault(key, [])
            if len(entered) < MOST:
                entered.append((kept, first))
        return first


def _pairs(words: list[str]) -> list[int]:
    """Return the smallest numbers of a text's pairs of neighbouring words; they do not depend on the process."""
    numbers = {crc32(f"{one} {two}".encode(errors="replace")) for one, two in pairwise(words)}
    return sorted(numbers)[:PAIRS]


def _is_near(words: frozenset[str], others: frozenset[str]) -> bool:
    different = words ^ others
    alike = len(words & others) * OF >= len(words | others) * PART
    return alike and not different & _NOT
