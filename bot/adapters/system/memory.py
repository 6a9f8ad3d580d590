"""How the process deals with memory that it no longer needs: it gives it back."""

import ctypes
import gc
from contextlib import suppress

# Numbers of glibc's settings (mallopt(3), malloc.h), and what we set them to.
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
SETTINGS = {
    ARENA_MAX: 1,  # our threads wait nearly all the time; each would get a heap of its own
    MMAP_THRESHOLD: 64 * 1024,  # what is as large as this is the system's again once it is free
    TRIM_THRESHOLD: 64 * 1024,
}


def keep_small() -> None:
    """Let free memory go back to the system: a bot runs for months, and is idle for most of them.

    Only glibc knows these settings; with another C library nothing happens.
    """
    with suppress(AttributeError, OSError, TypeError):
        for setting, value in SETTINGS.items():
            ctypes.CDLL(None).mallopt(setting, value)


def keep_tidy() -> None:
    """Look for garbage from now on, but no more in what is loaded by now: that stays."""
    gc.collect()
    gc.freeze()
    gc.enable()
