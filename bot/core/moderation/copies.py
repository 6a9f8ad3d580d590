"""Which earlier messages say the same, or nearly: in time that hardly grows with the session.

The same: equal letters and digits, whatever stands between them. Nearly: of the longer words of both, at least the
part PART / OF is in each (P. Jaccard, 1901). Two texts that are so near, in the same order, differ in at most one word
in OF, and each spoils two pairs of neighbours; so if every text is found by its 2 · floor(n / OF) + 1 first pairs in
one fixed order, two such texts have one of those in common (the prefix filter of S. Chaudhuri, V. Ganti and R. Kaushik,
2006). Any fixed order will do; that of the words read backwards has little to do with the subject.
"""

from collections.abc import Sequence
from itertools import pairwise

from bot.core.moderation.postings import Postings

PART, OF = 4, 5
"""The share of words in common from which a text is nearly another; OF - PART is 1."""

LONGER = 4
"""Letters of a word that counts; a number always does."""

FEWEST = 6
"""Longer words of a text that can be nearly another: in a shorter one, one other word may be all the difference."""

LATEST = 32
"""Messages looked at for one pair, or for one text; more of the same change no verdict."""

_DIGITS = str.maketrans("013457l", "oieasti")  # digits that stand for letters; here it matters only that they are equal


class Text:
    """What is kept of a message to compare others with: its words, its letters alone, some pairs of longer words."""

    __slots__ = ("author", "bare", "id", "letters", "name", "pairs", "words")

    def __init__(self, id: int, author: int, name: str, bare: Sequence[str]) -> None:
        """`bare` are the author's own words, folded and in their order."""
        self.id, self.author, self.name, self.bare = id, author, name, bare
        self.letters = "".join(bare).translate(_DIGITS)
        longer = [word for word in bare if len(word) >= LONGER or word.isdigit()]
        self.words = frozenset(longer)
        self.pairs = _first_pairs(longer) if len(longer) >= FEWEST else ()


class Copies:
    """The texts of a session, to be found by what they say."""

    def __init__(self) -> None:
        self._texts: dict[int, Text] = {}
        self._found_by = Postings()

    def __getitem__(self, message: int) -> Text:
        return self._texts[message]

    def __contains__(self, message: int) -> bool:
        return message in self._texts

    def add(self, text: Text) -> None:
        """Take a text in."""
        self._texts[text.id] = text
        self._found_by.add(text.id, (text.letters, *text.pairs))

    def remove(self, message: int) -> None:
        """Drop a known text."""
        text = self._texts.pop(message)
        self._found_by.remove(message, (text.letters, *text.pairs))

    def of(self, text: Text) -> list[Text]:
        """Return what was said before this that is the same or nearly the same, in order."""
        found = {id for key in (text.letters, *text.pairs) for id in self._found_by.before(key, text.id, LATEST)}
        return [other for id in sorted(found) if _are_alike(text, other := self._texts[id])] if found else []


def _are_alike(text: Text, other: Text) -> bool:
    if text.letters == other.letters:
        return True
    shared = len(text.words & other.words)
    return shared * OF >= (len(text.words) + len(other.words) - shared) * PART and bool(text.pairs)


def _first_pairs(words: Sequence[str]) -> tuple[str, ...]:
    backwards = [word[::-1] for word in words]
    return tuple(sorted(set(map(" ".join, pairwise(backwards))))[: 2 * (len(words) // OF) + 1])
