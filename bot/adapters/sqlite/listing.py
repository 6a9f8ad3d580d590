"""Sessions as rows of lists, in SQL. No query here reads facts, and none takes longer because of old sessions."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

import aiosqlite

from bot.adapters.sqlite import codec
from bot.adapters.sqlite.tables import Tables
from bot.core.listed import Listed, listed
from bot.core.moves import fold
from bot.core.place import RoomRef
from bot.core.session import Phase, Session, new

COLUMNS = "name, title, language, phase, opens_at, closes_at, opened_at, closed_at, hosted"
LISTED = f"SELECT number, platform, guild, channel, rehearsal, {COLUMNS} FROM sessions"
ALL = f"{LISTED} WHERE rehearsal = 0 ORDER BY number"
SEARCH = f"""
    {LISTED} WHERE guild = ? AND rehearsal = 0 AND instr(number || ' · ' || folded, ?) > 0 AND number < ?
    ORDER BY number DESC LIMIT 100"""
LAST = f"""
    {LISTED} WHERE platform = ? AND channel = ? AND rehearsal = 0 AND hosted >= ? ORDER BY number DESC LIMIT 1"""
PLAYED = """
    SELECT EXISTS (SELECT 1 FROM sessions WHERE guild = ? AND name = ? AND rehearsal = 0 AND phase <> 'cancelled')"""
AHEAD = """
    SELECT number FROM sessions WHERE platform = ?1 AND rehearsal = 0
    AND phase NOT IN ('archived', 'cancelled') AND phase NOT IN ('new', 'closed', 'room gone')
    UNION
    SELECT number FROM sessions WHERE platform = ?1 AND rehearsal = 0 AND opens_at > ?2"""
UNFINISHED = """
    SELECT number FROM sessions WHERE platform = ?1 AND phase NOT IN ('archived', 'cancelled')
    UNION
    SELECT session FROM effects JOIN sessions ON sessions.number = session
    WHERE state IN ('planned', 'claimed') AND platform = ?1"""

UPDATE = f"UPDATE sessions SET (folded, {COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE number = ?"
TO_DERIVE = "SELECT number, platform, guild, channel, pack, rehearsal FROM sessions WHERE phase = ''"
FACTS = "SELECT kind, body FROM facts WHERE session = ? ORDER BY place"
NEWEST = 2**63 - 1


class ListTables(Tables):
    """The part of the store that lists sessions."""

    async def listed(self) -> list[Listed]:
        return [_listed(row) for row in await self._rows(ALL)]

    async def search(self, guild: int, text: str) -> AsyncIterator[Listed]:
        before = NEWEST
        while rows := await self._rows(SEARCH, guild, text.casefold(), before):
            for row in rows:
                yield _listed(row)
            before = rows[-1][0]

    async def last_in(self, platform: str, channel: int, *, hosted: bool = False) -> Listed | None:
        rows = await self._rows(LAST, platform, channel, int(hosted))
        return _listed(rows[0]) if rows else None

    async def was_played(self, guild: int, pack: str) -> bool:
        return bool((await self._rows(PLAYED, guild, pack))[0][0])

    async def ahead(self, platform: str, now: datetime) -> list[int]:
        return [int(number) for (number,) in await self._rows(AHEAD, platform, codec.instant_text(now))]

    async def unfinished(self, platform: str) -> list[int]:
        return [int(number) for (number,) in await self._rows(UNFINISHED, platform)]


def columns(session: Session) -> tuple[object, ...]:
    """Return what a session's row says of it, in the order of `folded` and `COLUMNS`."""
    row = listed(session)
    times = (row.opens_at, row.closes_at, row.opened_at, row.closed_at)
    texts = (row.title.casefold(), row.pack, row.title, row.language, row.phase.value)
    return (*texts, *map(codec.instant_text, times), int(row.hosted))


async def derive(connection: aiosqlite.Connection) -> None:
    """Derive anew what is missing in the rows of sessions; called inside a transaction."""
    for number, platform, guild, channel, pack, rehearsal in await connection.execute_fetchall(TO_DERIVE):
        room = RoomRef(platform, guild, channel)
        session = new(number, codec.PACK.validate_json(pack), room, rehearsal=bool(rehearsal))
        facts = [codec.fact_of(kind, body) for kind, body in await connection.execute_fetchall(FACTS, (number,))]
        await connection.execute(UPDATE, (*columns(fold(session, facts)), number))


def _listed(row: Sequence[Any]) -> Listed:
    number, platform, guild, channel, rehearsal, pack, title, language, phase, *times, hosted = row
    opens_at, closes_at, opened_at, closed_at = map(codec.instant_of, times)
    return Listed(
        number=number,
        room=RoomRef(platform, guild, channel),
        rehearsal=bool(rehearsal),
        pack=pack,
        title=title,
        language=language,
        phase=Phase(phase),
        opens_at=opens_at,
        closes_at=closes_at,
        opened_at=opened_at,
        closed_at=closed_at,
        hosted=bool(hosted),
    )
