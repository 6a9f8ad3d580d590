"""A rehearsal that people take part in: its course, and what they do in it, once for each key."""

import asyncio
from collections.abc import Sequence

from bot.adapters.rehearsal import deeds, noticing
from bot.adapters.rehearsal.buttons.named import by_buttons
from bot.adapters.rehearsal.course import Course
from bot.app.ports.rehearsing import Deed
from bot.app.ports.values import Unsure
from bot.core.base.errors import Refused
from bot.core.base.words import N_, Words

REPEATS = 256
"""How many deeds are known by their keys."""

NOT_NOW = N_("Discord does not answer just now (you chose that); try again in a minute of the chat.")


class RefusedHere(Refused):
    """A refusal that names buttons where Discord has commands."""

    def sentence(self, words: Words) -> str:
        return by_buttons(super().sentence(words), words)


class LocalRehearsal(Course):
    """A rehearsal; the `Rehearsal` of the pages."""

    _turn: asyncio.Lock
    _acts: dict[str, "asyncio.Task[int]"]

    async def __aenter__(self) -> "LocalRehearsal":
        self._turn = asyncio.Lock()
        self._acts = {}
        return await super().__aenter__()

    async def noticed(self, language: str) -> Sequence[str]:
        return await noticing.noticed(self, self.words(language))

    async def act(self, deed: Deed) -> int:
        """Do something, however often it is asked for with the same key; whoever asks may go meanwhile."""
        task = self._acts.get(deed.key)
        if task is None:
            task = asyncio.create_task(self._do(deed))
            if deed.key:
                self._acts[deed.key] = task
                for old in list(self._acts)[:-REPEATS]:
                    del self._acts[old]
        return await asyncio.shield(task)

    async def _do(self, deed: Deed) -> int:
        handler = deeds.DEEDS.get(deed.name)
        if handler is None:
            raise Refused(deeds.UNKNOWN)
        async with self._turn:
            try:
                return await handler(self, deed)
            except Unsure as error:
                raise Refused(NOT_NOW) from error
            except Refused as error:
                raise RefusedHere(error.template, **error.values) from error
