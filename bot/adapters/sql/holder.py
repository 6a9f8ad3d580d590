"""Who runs the bot on a database, as the database tells: read by the lease, by upgrades, by the doctor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.adapters.sql.damage import FAULTS, damaged
from bot.app.ports.database import IsAlive, Process
from bot.core.base.finding import Finding, fault, good, warning
from bot.core.base.words import N_

LEASE = timedelta(seconds=30)
"""How long a process that cannot be seen to be dead is waited for."""

NOBODY = N_("The bot is not running on this database.")
SOMEBODY = N_("The bot runs on this database: process {process} on {host}, since {since}.")
SILENT = N_(
    "The bot (process {process} on {host}, since {since}) ended without a clean stop; the next `tchat run` takes over."
)

READ = "SELECT token, host, process, mark, since, seen FROM lease"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who runs the bot, since when, and when it was last heard of."""

    token: str
    process: Process
    since: datetime
    seen: datetime

    @property
    def values(self) -> dict[str, object]:
        """What a sentence says of it."""
        return {"process": self.process.number, "host": self.process.host, "since": f"{self.since:%Y-%m-%d %H:%M} UTC"}

    def is_gone(self, now: datetime, host: str, is_alive: IsAlive) -> bool:
        """Return whether its place may be taken, as seen from this computer.

        An instant in the future was written before the clock was put back; it says as little as one long ago.
        """
        if self.process.host == host and is_alive(self.process.number, self.process.mark) is False:
            return True
        return abs(now - self.seen) > LEASE


def holder_of(rows: Sequence[Any]) -> Holder | None:
    """Return who holds the lease, from what `READ` found; None if nobody does."""
    for token, host, number, mark, since, seen in rows:
        try:
            times = (datetime.fromisoformat(since), datetime.fromisoformat(seen))
        except FAULTS as error:
            raise damaged() from error
        return Holder(token, Process(host, number, mark), *times)
    return None


def finding_of(holder: Holder | None, now: datetime, host: str, is_alive: IsAlive) -> Finding:
    """Return whether the bot runs, as seen from this computer: good only then."""
    if holder is None:
        return fault(NOBODY)
    return warning(SILENT, **holder.values) if holder.is_gone(now, host, is_alive) else good(SOMEBODY, **holder.values)
