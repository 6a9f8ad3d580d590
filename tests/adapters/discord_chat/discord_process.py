"""The bot as a process of its own under the stand-in: what it logs can be waited for, and its plug can be pulled."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.standin import StandIn

ROOT = Path(__file__).parents[3]
HASTE = "0.05"  # of the time for which discord.py would wait before it tries again
NOT_OURS = ("discord.gateway",)  # it reports lost connections as errors, with a traceback
LONGEST_LINE = 2**24


class BotProcess:
    """`python -m bot run`, as often as it is launched; a spare process stands by, so that nobody waits for imports.

    `lines` are all that it ever logged, `options` what it is launched with.
    """

    def __init__(self, discord: StandIn, config: Path, *options: str) -> None:
        self._discord = discord
        self._config = config
        self.options = options
        self._child: Process
        self._spare: Process
        self._reading: asyncio.Task[None]
        self._born = 0
        self.lines: list[str] = []

    async def __aenter__(self) -> Self:
        self._spare = await self._standing_by()
        await self.launch()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (self._child, self._spare):
            if process.returncode is None:
                process.kill()
        await self._end()
        await self._spare.communicate()

    async def launch(self) -> None:
        """Begin a new life."""
        self._child, self._spare = self._spare, await self._standing_by()
        self._reading = asyncio.create_task(self._read(self._child))
        self._born = len(self.lines)
        assert self._child.stdin is not None
        options = ["--config", str(self._config), *self.options]
        self._child.stdin.write(f"{json.dumps(options)}\n".encode())

    @property
    def is_alive(self) -> bool:
        """Whether this life has not ended."""
        return self._child.returncode is None

    @property
    def is_connected(self) -> bool:
        """Whether it has been connected in this life."""
        return self._has_logged("connected as")

    @property
    def is_ready(self) -> bool:
        """Whether it has got so far in this life that it is connected, or stands by."""
        return self.is_connected or self._has_logged("standing by")

    def _has_logged(self, text: str) -> bool:
        return any(text in line for line in self.lines[self._born :])

    async def logs(self, text: str) -> None:
        """Wait until it has logged a line with this text."""

        def found() -> bool:
            assert self.is_alive, self._ended()
            return any(text in line for line in self.lines)

        await self._discord.until(found, f"the bot logs {text!r}")

    async def kill(self) -> None:
        """Pull the plug; it must not have ended before."""
        assert self.is_alive, self._ended()
        self._child.kill()
        await self._end()

    async def revive(self) -> None:
        """Begin a new life after one that ended by itself."""
        await self._end()
        await self.launch()

    def signal(self, number: int) -> None:
        """Send a signal, if it lives."""
        if self.is_alive:
            self._child.send_signal(number)

    async def stop(self) -> int:
        """End it as an operator does, and return its exit status."""
        self.signal(signal.SIGTERM)
        return await self._end()

    def errors(self) -> list[str]:
        """Return what it reported as an error, but for lost connections; whatever is no log line is one, too."""
        records = [json.loads(line) if line.startswith("{") else {"message": line} for line in self.lines]
        bad = [r for r in records if r.get("level") not in ("INFO", "WARNING") and r.get("logger") not in NOT_OURS]
        return [f"{record['message']} {record.get('exception', '')}" for record in bad]

    async def _standing_by(self) -> Process:
        hints = {"TCHAT_TEST_HASTY": HASTE, "TCHAT_TEST_SPARE": "1", "PYTHONWARNINGS": "ignore"}
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=ROOT,
            env={**self._discord.environment(), **hints},
            stdin=PIPE,
            stdout=DEVNULL,
            stderr=PIPE,
            limit=LONGEST_LINE,
        )

    async def _end(self) -> int:
        status = await self._child.wait()
        await self._reading
        assert self._child.stdin is not None
        self._child.stdin.close()  # or its pipe outlives the loop
        with suppress(ConnectionError):
            await self._child.stdin.wait_closed()
        return status

    async def _read(self, child: Process) -> None:
        assert child.stderr is not None
        async for line in child.stderr:
            self.lines.append(line.decode().rstrip())
            self._discord.world.touch()
        self._discord.world.touch()

    def _ended(self) -> str:
        return "\n".join(["it ended by itself:", *self.lines[-20:]])
