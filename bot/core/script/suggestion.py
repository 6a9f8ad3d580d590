"""A question that a member suggests for the next chat."""

from dataclasses import dataclass

SUGGESTIONS_BELOW = -(1 << 40)
"""Words to a member about a suggestion wait under numbers below this one: cases are above zero, drafts just below."""


def card_of(number: int) -> str:
    """Return under which key it is noted where a suggestion is shown to the hosts."""
    return f"card of suggestion {number}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that a member suggested for the next chat in a channel.

    `state` is "new", "accepted" (waits for the next chat), "set aside", or "used".
    """

    id: int
    guild: int
    channel: int
    person: int
    name: str
    text: str
    state: str = "new"
