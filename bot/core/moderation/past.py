"""What was said before in a session, as far as the rules ask for it.

Who wrote when and linked where, which texts are alike, which words are in use.
No text is kept, only numbers made of texts, in arrays: some eighty bytes a message. Only smaller message ids count as
"before", so an edited or late message is judged by what stood above it. Of several texts that are alike only the first
is compared with others (see `prints`); the rest are known as its copies.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

from bot.core.moderation.prints import OF, PART, SLOTS, number_of, slots_of
from bot.core.moderation.said import Said
from bot.core.snowflake import TIME_SHIFT

RUNS = 256
LATEST, MOST_TEXTS = 16, 4
"""Copies looked at of one text (more of the same change no verdict), and texts with one pair of words."""
OWN_WORDS = 5
"""Words with which a message says something of its own."""
PING = "@"
"""The key under which pings are noted; sites are noted under their names."""

_PLACE = 24  # bits of a place in an entry of the index
_ANY_PLACE = (1 << _PLACE) - 1
_SEVERAL = 255


def span(time: timedelta) -> int:
    """Return by how much the ids of two messages differ that are so far apart."""
    return time // timedelta(milliseconds=1) << TIME_SHIFT


class Earlier(NamedTuple):
    """An earlier message that says the same, its author, and the first message that said it."""

    id: int
    author: int
    first: int


class _Index:
    """Texts by hash: eight bytes an entry, in sorted runs that are short enough to insert into."""

    def __init__(self) -> None:
        self._runs = [array("Q") for _ in range(RUNS)]

    def add(self, keys: Iterable[int], text: int) -> None:
        """Enter a text under its keys."""
        for key in keys:
            run, entry = self._runs[key % RUNS], key << _PLACE | text
            run.insert(bisect_left(run, entry), entry)

    def texts(self, keys: Iterable[int]) -> list[int]:
        """Return the first texts under each of these keys, in order."""
        found: set[int] = set()
        for key in keys:
            run = self._runs[key % RUNS]
            start, end = bisect_left(run, key << _PLACE), key + 1 << _PLACE
            if start < len(run) and run[start] < end:
                found.update([entry & _ANY_PLACE for entry in run[start : start + MOST_TEXTS] if entry < end])
        return sorted(found)


class Notes:
    """Messages noted under keys, in order: twelve bytes each."""

    __slots__ = ("_ids", "_keys")

    def __init__(self) -> None:
        self._keys, self._ids = array("I"), array("Q")

    def add(self, key: str, message: int) -> None:
        """Note a message under a key."""
        at = bisect_left(self._ids, message)
        self._keys.insert(at, number_of(key))
        self._ids.insert(at, message)

    def count(self, message: int) -> int:
        """Return how many notes there are of messages before this one."""
        return bisect_left(self._ids, message)

    def under(self, key: str, message: int, *, within: int | None = None) -> list[int]:
        """Return the messages before this one that were noted under a key: all, or those within a span of ids."""
        number, start = number_of(key), 0 if within is None else self.count(message - within)
        notes = islice(zip(self._keys, self._ids, strict=True), start, self.count(message))
        return [id for noted, id in notes if noted == number] if number in self._keys else []

    def drop(self, *, key: str | None = None, message: int | None = None) -> None:
        """Drop what was noted under a key, or of a message."""
        gone, notes = key and number_of(key), zip(self._keys, self._ids, strict=True)
        kept = [(number, id) for number, id in notes if number != gone and id != message]
        self._keys, self._ids = array("I", (number for number, _ in kept)), array("Q", (id for _, id in kept))


class Person:
    """What somebody said before: the ids of their messages in order, to which question, and whether in words."""

    __slots__ = ("ids", "name", "notes", "number", "offences", "questions", "spoke")

    def __init__(self, number: int) -> None:
        self.number = number
        self.name = ""
        self.ids = array("Q")
        self.questions = bytearray()
        self.spoke = bytearray()
        self.notes, self.offences = Notes(), Notes()

    def remember(self, said: Said) -> None:
        """Take a contribution of theirs in."""
        self.name = said.contribution.author.name
        at = bisect_left(self.ids, said.id)
        self.ids.insert(at, said.id)
        self.questions.insert(at, min(said.question or 0, 255))
        self.spoke.insert(at, not said.links and len(said.kinds) >= OWN_WORDS)
        if said.links:
            for site in {link.site for link in said.links if not link.bare}:
                self.notes.add(site, said.id)
        for _ in said.pings:
            self.notes.add(PING, said.id)

    def before(self, message: int) -> int:
        """Return how many of their messages there are before this one."""
        return bisect_left(self.ids, message)

    def forget(self, message: int) -> None:
        """Drop a message."""
        at = bisect_left(self.ids, message)
        del self.ids[at], self.questions[at], self.spoke[at]
        self.notes.drop(message=message)
        self.offences.drop(message=message)


class Past:
    """The contributions of one session, and the offences among them."""

    def __init__(self, subject: Iterable[str] = ()) -> None:
        """`subject` are the folded words that the talk was about before anybody said one."""
        self._ids, self._authors = array("Q"), array("I")  # in the order in which they came
        self._words, self._ends = array("H"), array("I", [0])
        self._index = _Index()
        self._copies: dict[int, array[int]] = {}  # of texts that there are several of: where they are, by the first
        self._people: dict[int, Person] = {}
        self._members = [0]  # authors by number, so that a message keeps four bytes of its author's; 0 is forgotten
        self._latest = 0
        self._used_by = bytearray(SLOTS)
        for slot in slots_of(subject):
            self._used_by[slot] = _SEVERAL

    def __len__(self) -> int:
        return len(self._ids)

    def person(self, author: int) -> Person:
        """Return what is known of somebody."""
        if author not in self._people:
            self._people[author] = Person(len(self._members))
            self._members.append(author)
        return self._people[author]

    def text_like(self, said: Said) -> int | None:
        """Return the place of the first text that is the same, or else of one that is nearly the same."""
        exact, *pairs = said.print.keys
        if same := self._index.texts((exact,)):
            return same[0]
        if not (near := self._index.texts(pairs)):
            return None
        size = len(said.print.words)
        fewest, most = size * PART / OF, size * OF / PART
        for text in near:
            start, end = self._ends[text], self._ends[text + 1]
            if fewest <= end - start <= most and said.print.is_near(self._words[start:end]):
                return text
        return None

    def copies(self, text: int, said: Said) -> list[Earlier]:
        """Return the messages before this one with a text, and nearly that text, in order."""
        places, first = self._copies.get(text, (text,))[-LATEST:], self._ids[text]
        found = [Earlier(self._ids[place], self._members[self._authors[place]], first) for place in places]
        return sorted(earlier for earlier in found if earlier.author and earlier.id < said.id)

    def remember(self, said: Said, text: int | None) -> None:
        """Take a contribution in; `text` is the place of the first one like it."""
        place = len(self._ids)
        if text is None:
            self._index.add(said.print.keys, place)
            self._words.extend(said.print.words)
        else:
            self._copies.setdefault(text, array("I", [text])).append(place)
        self._ids.append(said.id)
        person = self.person(said.author)
        self._authors.append(person.number)
        self._ends.append(len(self._words))
        self._latest = max(self._latest, said.id)
        person.remember(said)
        tag = _tag(person)
        used_by = self._used_by
        for slot in said.print.slots:
            if (user := used_by[slot]) != _SEVERAL and user != tag:
                used_by[slot] = _SEVERAL if user else tag

    def forget(self, message: int) -> None:
        """Drop a contribution, if it is known. Its words stay in use."""
        if message > self._latest:  # as a rule
            return
        for place, id in enumerate(self._ids):
            if id == message and self._authors[place]:
                self._people[self._members[self._authors[place]]].forget(message)
                self._authors[place] = 0

    def shared(self, author: int, words: Iterable[str]) -> float:
        """Return the part of these words that others used, or the subject has; 1 of no words."""
        slots = set(slots_of(words))
        tag = _tag(self.person(author))
        known = sum(self._used_by[slot] not in (0, tag) for slot in slots)
        return known / len(slots) if slots else 1.0


def _tag(person: Person) -> int:
    """Return a number from 1 to 254 for a person."""
    return person.number % (_SEVERAL - 1) + 1
