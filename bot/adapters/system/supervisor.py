"""What this process tells whoever started it, if that is systemd or speaks as it does (sd_notify(3)); else nothing."""

import os
import socket
import time
from contextlib import suppress

VARIABLE = "NOTIFY_SOCKET"


def tell(*lines: str) -> None:
    """Send lines such as "READY=1" and "STATUS=…". Nobody listening is no error."""
    address = os.environ.get(VARIABLE, "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.setblocking(False)
        line.connect("\0" + address[1:] if address.startswith("@") else address)
        line.send("\n".join(lines).encode())


def begins() -> None:
    """Ask for a minute more: to copy a large database and to bring it up to date takes its time."""
    tell("EXTEND_TIMEOUT_USEC=60000000", "STATUS=opening the database")


def lives(status: str) -> None:
    """Say that the process does its work, and what that is: for a start, a watchdog, and people who look."""
    tell("READY=1", "WATCHDOG=1", f"STATUS={status}")


def ends() -> None:
    """Say that the process closes."""
    tell("STOPPING=1", "STATUS=closing")


def reloads() -> None:
    """Say that the process takes in its settings again; `lives` says when it has."""
    tell("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")
