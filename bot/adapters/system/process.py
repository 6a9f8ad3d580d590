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


class Ending:
    """The way in which a process ends: `asked` is set at the first SIGTERM or SIGINT."""

    def __init__(self, seconds: float) -> None:
        self.asked = asyncio.Event()
        self._timer = _timer(seconds)

    def begin(self) -> None:
        """Let the time run in which everything must be closed. It depends neither on the event loop nor on threads."""
        self._timer.start()

    def may_last(self, seconds: float) -> None:
        """Let the process have so many seconds from now on, instead of those that were left."""
        self._timer.cancel()
        self._timer = _timer(seconds)
        self._timer.start()

    def is_over(self) -> None:
        """Take in that all is closed."""
        self._timer.cancel()
        if self._timer.is_alive():
            self._timer.join()


def _timer(seconds: float) -> threading.Timer:
    timer = threading.Timer(seconds, _end)
    timer.daemon = True
    return timer


def run_until_signal(work: Callable[[Ending], Coroutine[Any, Any, Result]], seconds: float) -> Result:
    """Run some work to its end; at the first SIGTERM or SIGINT it is asked to end, and has `seconds` to close."""
    ending, runner = Ending(seconds), asyncio.Runner()
    loop = runner.get_loop()

    def asked() -> None:
        with suppress(RuntimeError):  # the loop is closed: the work ended by itself just now
            loop.call_soon_threadsafe(ending.asked.set)

    with ending_on_signal(asked, ending), runner:
        return runner.run(work(ending))


def on_hangup(act: Callable[[], object]) -> None:
    """Call `act` at each SIGHUP for as long as the event loop runs; Windows has no such signal."""
    if os.name != "nt":
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, act)


@contextmanager
def ending_on_signal(stop: Callable[[], object], ending: Ending) -> Iterator[None]:
    """For the length of a block, call `stop` at the first SIGTERM or SIGINT, and let the time run.

    A second one ends the process at once. After the block, signals do what they did before it.
    """

    def first(*_: object) -> None:
        for sign in SIGNS:
            signal.signal(sign, signal.SIG_DFL)
        ending.begin()
        stop()

    before = {sign: signal.signal(sign, first) for sign in SIGNS}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)
        ending.is_over()


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
