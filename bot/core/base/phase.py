"""Where a session stands, in one word. A module of its own: lists of sessions need no more of one."""

from enum import StrEnum


class Phase(StrEnum):
    """Where a session stands; the values are what JSON and `tchat sessions` show."""

    NEW = "new"
    SCHEDULED = "scheduled"
    HELD = "held"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"
    ROOM_GONE = "room gone"


TO_COME = (Phase.SCHEDULED, Phase.HELD)
"""Not opened yet, and not called off."""
