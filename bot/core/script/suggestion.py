"""A question that a member suggests for the next chat."""

from dataclasses import dataclass


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
