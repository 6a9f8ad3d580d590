"""What somebody may do only so often: kept in memory, for as long as it counts. A restart forgets it."""

from collections.abc import Hashable
from datetime import datetime, timedelta

from bot.app.ports.clock import Clock


class Seldom:
    """Counts what each did within a period."""

    def __init__(self, clock: Clock, most: int, period: timedelta) -> None:
        self._clock = clock
        self._most = most
        self._period = period
        self._times: dict[Hashable, list[datetime]] = {}

    def allows(self, who: Hashable) -> bool:
        """Return whether somebody may do it now, and then count it."""
        now = self._clock.now()
        lately = {each: [at for at in times if at + self._period > now] for each, times in self._times.items()}
        self._times = {each: times for each, times in lately.items() if times}
        if len(self._times.get(who, ())) >= self._most:
            return False
        self._times.setdefault(who, []).append(now)
        return True
