"""What is said of a stored value that cannot be read: a disk or another program changed it."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.core.base.errors import WrongRecord
from bot.core.base.words import N_

FAULTS = (ValueError, TypeError, LookupError, AttributeError, AssertionError, OverflowError, RecursionError)
"""What reading a value raises that this program did not write."""

DAMAGED = N_(
    "The record is damaged: it holds something that I cannot read. Stop the bot, and put a copy back with "
    "`tchat restore`; the nightly ones are in the folder `backups` of the data folder."
)


def damaged() -> WrongRecord:
    """Return the sentence; what it comes from is its cause, for it may hold what members said."""
    return WrongRecord(DAMAGED)


@contextmanager
def reading() -> Iterator[None]:
    """Say so where a block reads stored values and one cannot be read."""
    try:
        yield
    except FAULTS as error:
        raise damaged() from error
