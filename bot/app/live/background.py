"""Background work with an owner: at most one errand per key at a time, all of them ended with the owner."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable

Errand = Callable[[], Coroutine[None, None, None]]


class Errands:
    """Runs errands; an errand asked for while its key is busy runs once more afterwards."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._tasks: dict[Hashable, asyncio.Task[None]] = {}
        self._again: dict[Hashable, Errand] = {}

    def start(self, key: Hashable, errand: Errand) -> None:
        """Run an errand soon; it must deal with its own failures."""
        if key in self._tasks:
            self._again[key] = errand
            return
        self._tasks[key] = asyncio.create_task(self._run(key, errand), name=f"{self._name} {key}")

    def is_busy(self, key: Hashable) -> bool:
        """Return whether an errand with this key is running."""
        return key in self._tasks

    async def finished(self, key: Hashable) -> None:
        """Return when no errand with this key is running; breaking off the wait does not harm the errand."""
        while task := self._tasks.get(key):
            await asyncio.wait([task])

    async def idle(self) -> None:
        """Return when no errand is running."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    async def close(self) -> None:
        """Break off what is running."""
        tasks = list(self._tasks.values())
        self._again.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, key: Hashable, errand: Errand) -> None:
        following: Errand | None = errand
        try:
            while following is not None:
                await following()
                following = self._again.pop(key, None)
        finally:
            del self._tasks[key]
