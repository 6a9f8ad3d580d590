"""Notes of messages: who linked where, who pinged, and who gave cause for a verdict."""

from array import array
from collections.abc import Iterator

from bot.core.moderation.message.fingerprints import number_of

PING = "@"
"""The key under which pings are noted; links are noted under their sites, offences under their rules."""


class Notes:
    """Messages noted under keys, by person: sixteen bytes each, in arrays that all people share. Place 0 is none."""

    def __init__(self) -> None:
        self._keys, self._ids = array("I", [0]), array("Q", [0])
        self._before = array("I", [0])  # of each, the note of the same person before it, by id
        self._last: dict[int, int] = {}

    def add(self, person: int, key: str, message: int) -> None:
        """Note a message of somebody under a key."""
        place, later, earlier = len(self._ids), 0, self._last.get(person, 0)
        while self._ids[earlier] > message:
            later, earlier = earlier, self._before[earlier]
        self._keys.append(number_of(key))
        self._ids.append(message)
        self._before.append(earlier)
        self._follow(person, later, place)

    def count(self, person: int, message: int) -> int:
        """Return how many notes somebody has of messages before this one."""
        return sum(self._ids[place] < message for place in self._places(person))

    def under(self, person: int, key: str, message: int, *, within: int | None = None) -> list[int]:
        """Return somebody's messages before this one that were noted under a key: all, or those in a span of ids."""
        number, since = number_of(key), 0 if within is None else message - within
        found = [self._ids[place] for place in self._places(person) if self._keys[place] == number]
        return [id for id in reversed(found) if since <= id < message]

    def drop(self, person: int, *, key: str | None = None, message: int | None = None) -> None:
        """Drop what was noted of somebody under a key, or of a message."""
        gone, later = key and number_of(key), 0
        for place in self._places(person):
            if self._keys[place] == gone or self._ids[place] == message:
                self._follow(person, later, self._before[place])
            else:
                later = place

    def _places(self, person: int) -> Iterator[int]:
        """Yield the places of somebody's notes, the latest first."""
        place = self._last.get(person, 0)
        while place:
            yield place
            place = self._before[place]

    def _follow(self, person: int, later: int, place: int) -> None:
        """Let a note come right before a later one, or be the last."""
        if later:
            self._before[later] = place
        else:
            self._last[person] = place
