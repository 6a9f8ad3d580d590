"""Which earlier text says the same, or nearly the same, as a new one.

No text is kept, only numbers made of texts (see `prints`), in flat arrays that the texts of a session share. Of
several texts that are alike only the first is compared with others; the rest are its copies.
"""

from array import array
from collections.abc import Iterable

from bot.core.moderation.message.fingerprints import OF, PART, Print

MOST = 2
"""Texts that are entered under one key; later ones would be no better match, and in an attack there are thousands."""

_PLACE = 24  # bits of a text's place in an entry
_ANY_PLACE = (1 << _PLACE) - 1
_CHAINS = 1_543  # odd and far from a power of two, as its successors are: every bit of a key has a say


class Texts:
    """The texts of one session, by the place of the message that said each first; places begin with 1."""

    def __init__(self) -> None:
        self._chains = array("I", bytes(4 * _CHAINS))  # a hash table: the latest entry of each chain
        self._entries = array("Q", [0])
        self._nexts = array("I", [0])  # a key and a place; the next of the chain
        self._words = array("H")
        self._ends = array("I", [0])  # of every place; none of copies
        self._copies: dict[int, array[int]] = {}

    def like(self, print_: Print) -> int:
        """Return the place of the first text that is the same, or else of one that is nearly the same, or else 0."""
        if same := self._same(print_.key):
            return same
        if not (near := self._under(print_.pairs)):
            return 0
        fewest = len(print_.words) * PART / OF
        most = len(print_.words) * OF / PART
        for place in near:
            start, end = self._ends[place - 1], self._ends[place]
            if fewest <= end - start <= most and print_.is_near(self._words[start:end], end - start):
                return place
        return 0

    def add(self, print_: Print, first: int) -> None:
        """Enter the text of the next place; `first` is the first place of what it is a copy of, or 0."""
        place = len(self._ends)
        if first:
            self._copies.setdefault(first, array("I", [first])).append(place)
        else:
            self._words.extend(print_.words)
            self._enter((print_.key, *print_.pairs), place)
        self._ends.append(len(self._words))

    def copies(self, first: int, latest: int) -> "array[int]":
        """Return the places of a text, and of nearly that text: only the latest ones, in order."""
        return self._copies.get(first, array("I", [first]))[-latest:]

    def _same(self, key: int) -> int:
        """Return the place under a key, or 0."""
        at = self._chains[key % len(self._chains)]
        while at:
            entry = self._entries[at]
            if entry >> _PLACE == key:
                return entry & _ANY_PLACE
            at = self._nexts[at]
        return 0

    def _under(self, keys: Iterable[int]) -> list[int]:
        """Return the places under these keys, in order."""
        chains, entries, nexts = self._chains, self._entries, self._nexts
        size = len(chains)
        found = set()
        for key in keys:
            at = chains[key % size]
            while at:
                entry = entries[at]
                if entry >> _PLACE == key:
                    found.add(entry & _ANY_PLACE)
                at = nexts[at]
        return sorted(found)

    def _enter(self, keys: Iterable[int], place: int) -> None:
        """Enter a place under these keys, unless there are enough already."""
        chains, entries, nexts = self._chains, self._entries, self._nexts
        size = len(chains)
        for key in keys:
            chain, before = key % size, 0
            at = latest = chains[chain]
            while at:
                before += entries[at] >> _PLACE == key
                at = nexts[at]
            if before < MOST:
                chains[chain] = len(entries)
                entries.append(key << _PLACE | place)
                nexts.append(latest)
        if len(entries) > size:
            self._lengthen()

    def _lengthen(self) -> None:
        """Make twice as many chains, so that they stay short."""
        size = 2 * len(self._chains) + 1
        self._chains = chains = array("I", bytes(4 * size))
        for at in range(1, len(self._entries)):
            chain = (self._entries[at] >> _PLACE) % size
            self._nexts[at], chains[chain] = chains[chain], at
