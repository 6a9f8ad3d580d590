"""Message ids that carry their own time.

Discord's ids are snowflakes: the upper 42 bits are milliseconds since the first second of 2015 (Discord developer
documentation, "API Reference", section "Snowflakes"). The rehearsal room and the test stage make ids of the same
form, so "was this said before Q3?" is one comparison of integers everywhere.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
TIME_SHIFT = 22
MINUTE = 60_000


def time_of(snowflake: int) -> datetime:
    """Return the instant at which the message with this id was made (aware, UTC, to the millisecond)."""
    return EPOCH + timedelta(milliseconds=snowflake >> TIME_SHIFT)


def minute_of(snowflake: int) -> int:
    """Return the minute, counted from the first one, in which the message with this id was made."""
    return (snowflake >> TIME_SHIFT) // MINUTE


def second_of(snowflake: int) -> int:
    """Return the second of its minute in which the message with this id was made."""
    return (snowflake >> TIME_SHIFT) % MINUTE // 1000


def start_of(minute: int) -> datetime:
    """Return the instant at which a minute begins."""
    return EPOCH + timedelta(minutes=minute)


def first_at(instant: datetime) -> int:
    """Return the smallest id that a message made at this aware instant can have."""
    return (instant - EPOCH) // timedelta(milliseconds=1) << TIME_SHIFT
