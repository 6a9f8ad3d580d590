"""Background work with an owner: at most one job per key at a time, all of them ended with the owner."""

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Hashable
from functools import partial

log = logging.getLogger(__name__)

Job = Callable[[], Coroutine[None, None, None]]

CLOSING_ROUNDS, ROUND_SECONDS = 5, 0.4
"""How often a task is asked to end, and how long it is waited for each time: two seconds in all."""


async def break_off(tasks: Collection["asyncio.Task[None]"]) -> None:
    """Cancel tasks and return when they have ended, or after two seconds.

    A cancellation can get lost: `asyncio.wait_for` of Python 3.11 drops one that comes just as what it waits for ends.
    So whoever is still there is asked again, and nobody is waited for without end.
    """
    left = set(tasks)
    for _ in range(CLOSING_ROUNDS):
        for task in left:
            task.cancel()
        if left:
            ended, left = await asyncio.wait(left, timeout=ROUND_SECONDS)
            for task in ended:
                _ = task.cancelled() or task.exception()  # whoever started it has read its result, or never will
    for task in left:
        log.warning("%s does not end", task.get_name())


class Background:
    """Runs jobs; a job asked for while its key is busy runs once more afterwards. Once closed it starts none."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._tasks: dict[Hashable, asyncio.Task[None]] = {}
        self._again: dict[Hashable, Job] = {}
        self._closed = False

    def start(self, key: Hashable, job: Job) -> None:
        """Run a job soon; it must deal with its own failures."""
        if self._closed:
            return
        if key in self._tasks:
            self._again[key] = job
            return
        task = asyncio.create_task(self._run(key, job), name=f"{self._name} {key}")
        self._tasks[key] = task
        task.add_done_callback(partial(self._forget, key))

    def is_busy(self, key: Hashable) -> bool:
        """Return whether a job with this key is running."""
        return key in self._tasks

    async def finished(self, key: Hashable) -> None:
        """Return when no job with this key is running; breaking off the wait does not harm the job."""
        while task := self._tasks.get(key):
            await asyncio.wait([task])

    async def idle(self) -> None:
        """Return when no job is running."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    async def close(self) -> None:
        """Break off what is running, and start nothing more."""
        self._closed = True
        self._again.clear()
        await break_off(self._tasks.values())

    async def _run(self, key: Hashable, job: Job) -> None:
        following: Job | None = job
        try:
            while following is not None:
                await following()
                following = self._again.pop(key, None)
        finally:
            del self._tasks[key]  # in the same breath as the last look whether it is to run again

    def _forget(self, key: Hashable, task: "asyncio.Task[None]") -> None:
        """Free the key of a task that was cancelled before it began."""
        if self._tasks.get(key) is task:
            del self._tasks[key]
