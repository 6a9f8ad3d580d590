"""A program in a process of its own, and what the kernel knows of it: CPU time used, memory resident."""

import asyncio
import math
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
WHILE, BUSY = 0.5, 0.1
"""Seconds that a program is looked at, and the part of them from which on it is busy."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Program:
    """A running program."""

    pid: int

    def cpu(self) -> float:
        """Return the CPU seconds that it has used, in all its threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    async def rests(self) -> None:
        """Return once it has hardly used the CPU for a while."""
        before = -math.inf
        while (now := self.cpu()) - before > WHILE * BUSY:
            before = now
            await asyncio.sleep(WHILE)

    def resident(self) -> float:
        """Return the megabytes that it has in memory now."""
        return self._status("VmRSS")

    def peak(self) -> float:
        """Return the most megabytes that it ever had in memory."""
        return self._status("VmHWM")

    def _status(self, key: str) -> float:
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        kibibytes = next(line.split()[1] for line in lines if line.startswith(f"{key}:"))
        return int(kibibytes) * 1024 / 1e6


@asynccontextmanager
async def program(*arguments: object, environment: Mapping[str, str], log: Path) -> AsyncIterator[Program]:
    """Run `python …` for the length of a block, its output in a file; it is ended gently, and must end well.

    It finds the bot in this checkout, also where a script from elsewhere is run.
    """
    paths = filter(None, (environment.get("PYTHONPATH"), str(ROOT)))
    environment = {**environment, "PYTHONPATH": os.pathsep.join(paths)}
    with log.open("wb") as output:
        child = await asyncio.create_subprocess_exec(
            sys.executable, *map(str, arguments), env=environment, cwd=ROOT, stdout=output, stderr=output
        )
        try:
            yield Program(child.pid)
        finally:
            if child.returncode is None:
                child.terminate()
            if await child.wait() != 0:
                raise RuntimeError(_end_of(log))


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8")[-4000:]
