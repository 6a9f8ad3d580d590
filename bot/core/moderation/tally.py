"""Which messages of whom count towards a limit: who linked where, who pinged, who gave cause for a verdict."""

from array import array
from collections.abc import Iterator
from functools import lru_cache

from bot.core.moderation.message.fingerprints import number_of

PING = "@"
"""The key under which pings are noted; links are noted under their sites, offences under their rules."""


class Tally:
    """Messages noted by person and key: sixteen bytes each, in arrays that all share. Place 0 is none.

    What a person has under one key is a chain of its own, so that a look at its end costs the same however much the
    person has done, and under however many keys.
    """

    def __init__(self) -> None:
        self._chains = array("Q", [0])
        self._ids = array("Q", [0])
        self._before = array("I", [0])  # of each, the one before it in its chain, by id
        self._last: dict[int, int] = {}

    def add(self, person: int, key: str, message: int) -> None:
        """Note a message of somebody under a key."""
        chain = _chain(person, key)
        place = len(self._ids)
        later = 0
        earlier = self._last.get(chain, 0)
        while self._ids[earlier] > message:
            later, earlier = earlier, self._before[earlier]
        self._chains.append(chain)
        self._ids.append(message)
        self._before.append(earlier)
        self._follow(chain, later, place)

    def under(self, person: int, key: str, message: int, *, most: int, within: int | None = None) -> list[int]:
        """Return somebody's messages before this one noted under a key, in order: the latest `most`, within a span."""
        since = 0 if within is None else message - within
        found = list[int]()
        place = self._last.get(_chain(person, key), 0)
        while place and len(found) < most and (id := self._ids[place]) >= since:
            if id < message:
                found.append(id)
            place = self._before[place]
        return found[::-1]

    def clear(self, person: int, key: str) -> None:
        """Drop all that was noted of somebody under a key."""
        self._last.pop(_chain(person, key), None)

    def drop(self, message: int) -> None:
        """Drop what was noted of a message."""
        place = 0
        for _ in range(self._ids.count(message)):
            place = self._ids.index(message, place + 1)
            chain, later = self._chains[place], 0
            for other in self._places(chain):
                if other == place:
                    self._follow(chain, later, self._before[place])
                    break
                later = other

    def _places(self, chain: int) -> Iterator[int]:
        """Yield the places of a chain, the latest first."""
        place = self._last.get(chain, 0)
        while place:
            yield place
            place = self._before[place]

    def _follow(self, chain: int, later: int, place: int) -> None:
        """Let a note come right before a later one, or be the last."""
        if later:
            self._before[later] = place
        else:
            self._last[chain] = place


def _chain(person: int, key: str) -> int:
    """Return the number of a person's chain under a key; two may share one, but hardly ever do."""
    return (person * 0x9E3779B97F4A7C15 ^ _number_of(key) << 20) & 0xFFFF_FFFF_FFFF_FFFF


_number_of = lru_cache(maxsize=1_024)(number_of)
"""The rules are looked up for every message, and in an attack one site."""
