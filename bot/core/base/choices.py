"""What a member decided about their own words on one server, and what follows from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether a member is quoted, whether under their name, and from which message on nothing of theirs is recorded.

    `named` is None for who never said: their name stands in the server's own recap, and a pseudonym in public records.
    `unrecorded_from` is None for who is recorded. `findable`: organisers may look for them by what they said.
    """

    quotes: bool = True
    named: bool | None = None
    unrecorded_from: int | None = None
    findable: bool = False

    def shows_more_than(self, other: "Choice") -> bool:
        """Whether recaps or public records show more of them by this choice: their words, or their name."""
        return self.quotes > other.quotes or _NAMED.index(self.named) > _NAMED.index(other.named)


_NAMED = (False, None, True)
"""From the least that is shown of a name to the most."""
