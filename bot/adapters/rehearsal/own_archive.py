"""The archive of one chat, for everybody who reaches its pages: those of a rehearsal, on its own machine."""

from collections.abc import Callable
from typing import NamedTuple

from bot.app.ports.clock import Clock
from bot.app.ports.store import Store
from bot.app.reading.archive import Archive
from bot.app.reading.records import Records
from bot.core.requests.tickets import View, Visible


class Own(NamedTuple):
    """A session, and what it is read from."""

    store: Store
    records: Records
    number: int


class OwnArchive(Archive):
    """Shows one session in full, without a link. `current` says which, anew each time: a rehearsal can begin again."""

    def __init__(self, current: Callable[[], Own], clock: Clock) -> None:
        store, records, _ = current()
        super().__init__(store, records, clock)
        self._current = current

    async def visible(self, *_: object) -> Visible:
        """Return that session; it is asked for before anything is read."""
        self._store, self._records, number = self._current()
        return Visible(frozenset(), {number: View.FULL})
