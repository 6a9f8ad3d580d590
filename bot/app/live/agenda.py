"""What is due when, by key: however many keys there are, setting one and finding the next takes a few comparisons."""

import heapq
from datetime import datetime


class Agenda:
    """An instant for each key, the earliest at the top of a heap. Entries set again or dropped are skipped."""

    def __init__(self) -> None:
        self._due: dict[int, datetime] = {}
        self._heap: list[tuple[datetime, int]] = []

    def set(self, key: int, due: datetime | None) -> None:
        """Let a key be due at an instant, in place of the one it had; None drops it."""
        if due is None:
            self._due.pop(key, None)
        elif self._due.get(key) != due:
            self._due[key] = due
            heapq.heappush(self._heap, (due, key))

    def next_due(self) -> datetime | None:
        """Return the earliest instant."""
        while self._heap:
            due, key = self._heap[0]
            if self._due.get(key) == due:
                return due
            heapq.heappop(self._heap)
        return None

    def take(self, now: datetime) -> list[int]:
        """Return the keys that are due, the earliest first, and drop them."""
        taken = []
        while (due := self.next_due()) is not None and due <= now:
            _, key = heapq.heappop(self._heap)
            del self._due[key]
            taken.append(key)
        return taken
