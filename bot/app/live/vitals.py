"""How the bot itself is doing, session by session: what the parts note here, a host's status shows."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Link:
    """The connection of one shard: whether it is there, its latency in seconds if known, how often it was made."""

    is_connected: bool
    latency: float | None
    made: int


@dataclass(frozen=True, slots=True)
class Vitals:
    """By session: how late its last step was, what keeps its posts from the room now, and what went wrong last.

    `failures` counts how often the room did not do what it was asked, since the start.
    """

    lateness: dict[int, timedelta] = field(default_factory=dict)
    troubles: dict[int, str] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
