"""Lists of message ids under keys, each in order, quick to grow at its end."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence


class Postings:
    """For each key the ids of the messages that have it."""

    def __init__(self) -> None:
        self._ids: defaultdict[Hashable, list[int]] = defaultdict(list)

    def add(self, message: int, keys: Iterable[Hashable]) -> None:
        """Enter a message under each of these keys (once more, where a key is given again)."""
        for key in keys:
            ids = self._ids[key]
            if not ids or ids[-1] < message:  # as a rule: messages come in order
                ids.append(message)
            else:
                insort(ids, message)

    def remove(self, message: int, keys: Iterable[Hashable]) -> None:
        """Take a message away from under the keys with which it was entered."""
        for key in keys:
            ids = self._ids[key]
            del ids[bisect_left(ids, message)]
            if not ids:
                del self._ids[key]

    def drop(self, message: int) -> None:
        """Take a message away from under whatever keys: where there are only few of them."""
        for key, ids in list(self._ids.items()):
            start, end = bisect_left(ids, message), bisect_right(ids, message)
            if start < end:
                del ids[start:end]
                if not ids:
                    del self._ids[key]

    def clear(self, key: Hashable) -> None:
        """Take all messages away from under a key."""
        self._ids.pop(key, None)

    def before(self, key: Hashable, message: int, most: int | None = None, since: int = 0) -> Sequence[int]:
        """Return the ids under a key that are smaller than this one but not than `since`: all, or the latest few."""
        ids = self._ids.get(key)
        if ids is None:
            return ()
        end = len(ids) if ids[-1] < message else bisect_left(ids, message)
        start = bisect_left(ids, since, 0, end) if since else 0
        return ids[start if most is None else max(start, end - most) : end]
