"""What members could not be told privately, since their doors are closed: it waits until they turn to the bot."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.app.live.sessions import Live, LiveSessions
from bot.app.moderating.casebook import Casebook
from bot.app.ports.store import Store
from bot.core.session.effects.cases import TellMember
from bot.core.session.facts import Measure, Moderated


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody is to be told about a case. `is_open` says whether the hosts can still be asked about it."""

    case: int
    text: str
    is_open: bool


class Untold:
    """Hands out what waits; `told` listeners learn in which session somebody was told at last."""

    def __init__(self, live: LiveSessions, store: Store, casebook: Casebook) -> None:
        self._live = live
        self._store = store
        self._casebook = casebook
        self.told: list[Callable[[Live], None]] = []

    async def words_for(self, guild: int, person: int) -> list[Word]:
        """Return what a member is still to be told on a server, oldest first."""
        waiting = await self._store.undelivered(guild, person)
        return [Word(case, text, await self._is_open(case)) for case, text in waiting]

    async def delivered(self, guild: int, person: int, case: int) -> None:
        """Note that a member was told about a case; its card then says no more that they were not."""
        await self._store.delivered(guild, person, case)
        if (live := await self._live_of(case)) is None:
            return
        for effect in [each for each in live.lost if isinstance(each, TellMember) and each.case == case]:
            cause = await self._store.cause(live.session.number, effect)
            if isinstance(cause, Moderated) and cause.person == person:
                await self._store.done(live.session.number, effect, None)
                live.lost.discard(effect)
        self._casebook.touch(live, case)
        for listener in self.told:
            listener(live)

    async def _is_open(self, case: int) -> bool:
        live = await self._live_of(case)
        return live is not None and live.session.cases[case].measure is not Measure.FINE

    async def _live_of(self, number: int) -> Live | None:
        case = await self._store.case(number)
        return await self._live.take_up(case.session) if case else None
