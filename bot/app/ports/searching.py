"""What was said, found by its words."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.requests.searching import Query

Place = tuple[int, int]
"""A session and a message in it."""

Text = tuple[int, int, str]
"""What was said, after its place."""

Indexed = tuple[int, int, str, str]
"""What was said, after its place and before its tokens."""


class Texts(Protocol):
    """Texts and the index of them. What is changed, deleted or erased is out of the index with the same commit."""

    async def texts_with(self, sessions: Sequence[int], query: Query, before: Place, most: int) -> list[Text]:
        """Return what was said in sessions that may have all words of a query: newest session first, newest first.

        All comes `before` that place; there are at most so many. What has the words is among it; what has not may be.
        """
        ...

    async def to_index(self, after: Place, most: int) -> list[Text]:
        """Return what is not in the index yet, in order from after a place on, at most so many."""
        ...

    async def index(self, rows: Sequence[Indexed]) -> None:
        """Take texts into the index with their tokens; what was changed meanwhile is left as it is."""
        ...
