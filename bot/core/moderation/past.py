"""What was said before in a session, as far as the rules ask for it: who wrote when and linked where, which texts are
alike, which words are in use.

No text is kept, only numbers made of texts, in arrays: some eighty bytes a message. Only smaller message ids count as
"before", so an edited or late message is judged by what stood above it. The numbers do not depend on the process, so
the same messages leave the same past behind after a restart.

Two texts are alike if their letters and digits are equal, or if at least PART / OF of the longer words of both are in
each (P. Jaccard, 1901). To find those, each text is entered under the smallest hashes of its pairs of neighbouring
words: texts that share most pairs share one of these with near certainty (A. Broder, 1997).
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from bot.core.moderation.said import Said
from bot.core.moderation.settings import Rule
from bot.core.snowflake import TIME_SHIFT

PART, OF = 4, 5
LONGER = 4
"""Letters of a word that counts in comparing texts; a number always does."""
FEWEST, MOST = 6, 64
"""Longer words of a text that can be nearly another (in a shorter one, one word may be all the difference), and kept."""
PAIRS = 3
LATEST = 32
"""Messages looked at for one pair, or for one text; more of the same change no verdict."""
OWN_WORDS = 5
"""Words with which a message says something of its own."""
PING = "@"
"""The key under which pings are noted; sites are noted under their names."""
BEGINNING = 5
"""Letters by which words are compared, so that inflected forms meet."""

_HASH, _PLACE = 40, 24  # bits of an entry in the index
_SLOTS = 1 << 17  # that two words may share one makes the rules gentler by a few per cent
_SEVERAL = 0xFFFF
_DIGITS = str.maketrans("013457l", "oieasti")  # digits that stand for letters; here it matters only that they are equal


def span(time: timedelta) -> int:
    """Return by how much the ids of two messages differ that are so far apart."""
    return time // timedelta(milliseconds=1) << TIME_SHIFT


class Earlier(NamedTuple):
    """An earlier message that says the same, its author, and the first message that said it."""

    id: int
    author: int
    first: int


class _Print:
    """What is kept of a text to compare others with."""

    __slots__ = ("letters", "pairs", "words")

    def __init__(self, words: list[str]) -> None:
        letters = "".join(words).translate(_DIGITS)
        self.letters = int.from_bytes(blake2b(letters.encode(errors="replace"), digest_size=_HASH // 8).digest())
        longer = [_number(word) for word in words if len(word) >= LONGER or word.isdigit()]
        self.words = sorted(set(longer))[:MOST]
        pairs = {(one * 0x9E3779B1 + other) % (1 << _HASH) for one, other in pairwise(longer)}
        self.pairs = sorted(pairs)[:PAIRS] if len(longer) >= FEWEST else []

    def is_near(self, words: Sequence[int]) -> bool:
        shared = len(set(self.words).intersection(words))
        return bool(self.pairs) and shared * OF >= (len(words) + len(self.words) - shared) * PART


class _Index:
    """Places in the past by hash: eight bytes an entry, in sorted runs that are short enough to insert into."""

    def __init__(self) -> None:
        self._runs = [array("Q") for _ in range(256)]

    def add(self, key: int, place: int) -> None:
        run = self._runs[key >> _HASH - 8]
        entry = key << _PLACE | place
        run.insert(bisect_left(run, entry), entry)

    def places(self, key: int) -> Iterator[int]:
        """Yield the latest places under a key."""
        run = self._runs[key >> _HASH - 8]
        start, end = bisect_left(run, key << _PLACE), bisect_left(run, key + 1 << _PLACE)
        return (entry & (1 << _PLACE) - 1 for entry in run[max(start, end - LATEST) : end])


class Person:
    """What somebody said before: the ids of their messages in order, to which question, and whether in words."""

    __slots__ = ("ids", "name", "notes", "questions", "spoke")

    def __init__(self) -> None:
        self.name = ""
        self.ids = array("Q")
        self.questions = bytearray()
        self.spoke = bytearray()
        self.notes: dict[str, array[int]] = {}

    def recent(self, message: int, within: int) -> slice:
        """Return where the messages before this one are that are within a span of ids."""
        return slice(bisect_left(self.ids, message - within), bisect_left(self.ids, message))

    def noted(self, key: str, message: int, within: int = 0) -> list[int]:
        """Return the messages before this one that were noted under a key: all, or those within a span of ids."""
        since = message - within if within else 0
        return [id for id in self.notes.get(key, ()) if since <= id < message]

    def note(self, key: str, message: int) -> None:
        """Note a message under a key."""
        self.notes.setdefault(key, array("Q")).append(message)

    def forget(self, message: int) -> None:
        """Drop a message."""
        at = bisect_left(self.ids, message)
        del self.ids[at], self.questions[at], self.spoke[at]
        for key, ids in list(self.notes.items()):
            self.notes[key] = array("Q", (id for id in ids if id != message))


class Past:
    """The contributions of one session, and the offences among them."""

    def __init__(self, subject: Iterable[str] = ()) -> None:
        """`subject` are the folded words that the talk was about before anybody said one."""
        self._ids, self._authors, self._firsts = array("Q"), array("Q"), array("Q")  # in the order in which they came
        self._words, self._ends = array("I"), array("I", [0])
        self._index = _Index()
        self._people: dict[int, Person] = {}
        self._latest = 0
        self._used_by = array("H", bytes(2 * _SLOTS))
        for word in subject:
            self._used_by[_slot(word)] = _SEVERAL

    def __len__(self) -> int:
        return len(self._ids)

    def person(self, author: int) -> Person:
        """Return what is known of somebody."""
        if author not in self._people:
            self._people[author] = Person()
        return self._people[author]

    def alike(self, said: Said) -> list[Earlier]:
        """Return what was said before this that is the same or nearly the same, in order."""
        mark = _Print(said.words)
        same = set(self._index.places(mark.letters))
        near = {place for pair in mark.pairs for place in self._index.places(pair)} - same
        places = same | {place for place in near if mark.is_near(self._words[slice(*self._ends[place : place + 2])])}
        found = (Earlier(self._ids[place], self._authors[place], self._firsts[place]) for place in places)
        return sorted(earlier for earlier in found if 0 < earlier.id < said.id)

    def remember(self, said: Said, alike: list[Earlier]) -> None:
        """Take a contribution in; `alike` are those like it."""
        self._enter(said, alike)
        person = self.person(said.author)
        person.name = said.contribution.author.name
        at = bisect_left(person.ids, said.id)
        person.ids.insert(at, said.id)
        person.questions.insert(at, min(said.question or 0, 255))
        person.spoke.insert(at, not said.links and len(said.words) >= OWN_WORDS)
        for site in {link.site for link in said.links if not link.bare}:
            person.note(site, said.id)
        for _ in said.pings:
            person.note(PING, said.id)
        for word in said.words:
            slot = _slot(word)
            user = self._used_by[slot]
            if user != _SEVERAL:
                self._used_by[slot] = _tag(said.author) if user in (0, _tag(said.author)) else _SEVERAL

    def forget(self, message: int) -> None:
        """Drop a contribution, if it is known. Its words stay in use."""
        if message <= self._latest and message in self._ids:
            place = self._ids.index(message)
            self._people[self._authors[place]].forget(message)
            self._ids[place] = 0

    def shared(self, author: int, words: Iterable[str]) -> float:
        """Return the part of these words that others used, or the subject has; 1 of no words."""
        slots = {_slot(word) for word in words}
        known = sum(self._used_by[slot] not in (0, _tag(author)) for slot in slots)
        return known / len(slots) if slots else 1.0

    def _enter(self, said: Said, alike: list[Earlier]) -> None:
        mark = _Print(said.words)
        for key in (mark.letters, *mark.pairs):
            self._index.add(key, len(self._ids))
        self._ids.append(said.id)
        self._authors.append(said.author)
        self._firsts.append(alike[0].first if alike else said.id)
        self._words.extend(mark.words)
        self._ends.append(len(self._words))
        self._latest = max(self._latest, said.id)


@lru_cache(maxsize=8_192)
def _number(word: str) -> int:
    return crc32(word.encode(errors="replace"))


@lru_cache(maxsize=8_192)
def _slot(word: str) -> int:
    return crc32(word[:BEGINNING].encode(errors="replace")) % _SLOTS


def _tag(author: int) -> int:
    """Return a number from 1 to 65,534 for a person."""
    return author % (_SEVERAL - 1) + 1
