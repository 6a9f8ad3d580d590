"""Which words people use in a session, to tell whether what somebody else writes belongs to the talk.

Words are compared by how they begin, so that inflected forms meet.
"""

from collections.abc import Iterable
from itertools import islice

from bot.core.moderation.copies import Copies, Text
from bot.core.moderation.postings import Postings

BEGINNING = 5
"""Letters by which words are compared."""

_EARLIEST = 64
"""Uses of a word looked at for one by somebody else."""

_AT_ONCE = 256
"""Messages entered together: few ask for the vocabulary, and the others are not made to wait for it."""


class Vocabulary:
    """The words of a session, by message; those of `subject` (questions, introduction) are known at once."""

    def __init__(self, texts: Copies, subject: Iterable[str] = ()) -> None:
        self._subject = _beginnings(subject)
        self._uses = Postings()
        self._texts = texts
        self._new: list[Text] = []

    def add(self, text: Text) -> None:
        """Take the words of a message in."""
        self._new.append(text)
        if len(self._new) >= _AT_ONCE:
            self._enter()

    def remove(self, text: Text) -> None:
        """Drop a known message."""
        self._enter()
        self._uses.remove(text.id, _beginnings(text.bare))

    def shared(self, message: int, author: int, words: Iterable[str]) -> float:
        """Return the part of these words that others used before this message, or the subject has; 1 of no words."""
        self._enter()
        beginnings = _beginnings(words)
        known = sum(word in self._subject or self._used(word, message, author) for word in beginnings)
        return known / len(beginnings) if beginnings else 1.0

    def _enter(self) -> None:
        for text in self._new:
            self._uses.add(text.id, _beginnings(text.bare))
        self._new.clear()

    def _used(self, word: str, message: int, author: int) -> bool:
        return any(self._texts[id].author != author for id in islice(self._uses.before(word, message), _EARLIEST))


def _beginnings(words: Iterable[str]) -> frozenset[str]:
    return frozenset([word[:BEGINNING] for word in words])
