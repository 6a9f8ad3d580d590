"""The row of a session in a list, as SQL reads it. A module of its own: `tchat sessions` loads no more of the store."""

from collections.abc import Sequence
from typing import Any

from bot.adapters.sql.damage import FAULTS, damaged
from bot.adapters.sql.instants import instant_of
from bot.core.base.phase import Phase
from bot.core.base.place import RoomRef
from bot.core.session.listing import Listed

COLUMNS = "folded, pack, title, language, phase, opens_at, closes_at, opened_at, closed_at, hosted, hosts"
LISTED = f"SELECT session, platform, guild, channel, rehearsal, {COLUMNS} FROM listings"
ALL = f"{LISTED} WHERE rehearsal = 0 ORDER BY session"


def listed_of(row: Sequence[Any]) -> Listed:
    """Return what a row that `LISTED` selects says."""
    number, platform, guild, channel, rehearsal, _, pack, title, language, named, *times, hosted, hosts = row
    opens_at, closes_at, opened_at, closed_at = map(instant_of, times)
    try:
        phase = Phase(named)
    except FAULTS as error:
        raise damaged() from error
    return Listed(
        number=number,
        room=RoomRef(platform, guild, channel),
        rehearsal=bool(rehearsal),
        pack=pack,
        title=title,
        language=language,
        phase=phase,
        opens_at=opens_at,
        closes_at=closes_at,
        opened_at=opened_at,
        closed_at=closed_at,
        hosted=bool(hosted),
        hosts=tuple(hosts.splitlines()),
    )
