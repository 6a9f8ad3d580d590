"""Which process this is, on which computer, and whether another one still runs; how this one ends.

On Linux a mark tells a process from every other that ever had its number: the boot, the space of process numbers (a
container has its own) and the clock tick at which it began. Elsewhere the number has to do.
"""

import asyncio
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from bot.app.ports.database import Process

log = logging.getLogger(__name__)

Result = TypeVar("Result")

SIGNS = (signal.SIGTERM, signal.SIGINT)
"""The signals that ask a process to end."""

PROC = Path("/proc")
ENDED = ("Z", "X")
"""States of a process that is dead and only waits for somebody to take note of it."""


def run_until_signal(work: Callable[[asyncio.Event], Coroutine[Any, Any, Result]], seconds: float) -> Result:
    """Run some work to its end; at the first SIGTERM or SIGINT its event is set, and it has `seconds` to close."""
    stop, runner = asyncio.Event(), asyncio.Runner()
    loop = runner.get_loop()

    def asked() -> None:
        with suppress(RuntimeError):  # the loop is closed: the work ended by itself just now
            loop.call_soon_threadsafe(stop.set)

    with ending_on_signal(asked, seconds), runner:
        return runner.run(work(stop))


def on_hangup(act: Callable[[], object]) -> None:
    """Call `act` at each SIGHUP for as long as the event loop runs; Windows has no such signal."""
    if os.name != "nt":
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, act)


@contextmanager
def ending_on_signal(stop: Callable[[], object], seconds: float) -> Iterator[None]:
    """For the length of a block, call `stop` at the first SIGTERM or SIGINT.

    A second one ends the process at once, and so does the grace period. Neither depends on the event loop, which may be
    busy, nor on threads, which may hang. After the block, signals do what they did before it.
    """
    timer = threading.Timer(seconds, _end)
    timer.daemon = True

    def first(*_: object) -> None:
        for sign in SIGNS:
            signal.signal(sign, signal.SIG_DFL)
        timer.start()
        stop()

    before = {sign: signal.signal(sign, first) for sign in SIGNS}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)
        timer.cancel()
        if timer.is_alive():
            timer.join()


def _end() -> None:
    log.warning("closing takes too long; I end at once, and the next start goes on from what is stored")
    os._exit(1)


def host() -> str:
    """Return the name of this computer."""
    return socket.gethostname()


def number() -> int:
    """Return the number of this process."""
    return os.getpid()


def this() -> Process:
    """Return what tells this process from every other."""
    return Process(host(), number(), mark_of(number()))


def mark_of(process: int) -> str:
    """Return the mark of a running process on this computer; empty where it cannot be known."""
    place = _place()
    began = _began(process)
    return f"{place[0]} {place[1]} {began}" if place and began else ""


def is_alive(process: int, mark: str) -> bool | None:
    """Return whether the process that had this mark still runs on this computer; None if that cannot be seen."""
    place = _place()
    if place and mark:
        boot, space, began = mark.split(" ")
        if boot != place[0]:
            return False
        if space != place[1]:
            return None
        if now_there := _began(process):
            return now_there == began
    return _is_there(process)


def _place() -> tuple[str, str] | None:
    """Return the boot of this computer and the space in which process numbers count."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return boot, os.readlink(PROC / "self/ns/pid")
    except OSError:
        return None


def _began(process: int) -> str:
    """Return the clock tick at which a process began; empty if it cannot be read, "ended" for what is dead."""
    try:
        text = (PROC / str(process) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    state, *fields = text.rpartition(")")[2].split()  # the name before it may hold anything
    return "ended" if state in ENDED else fields[18]


def _is_there(process: int) -> bool | None:
    """Ask for a process by its number alone."""
    if os.name == "nt":
        return None  # there, asking would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it is somebody else's
    return True
