"""Sessions as rows of lists, in SQL. No query here reads facts, and none takes longer because of old sessions."""

import json
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import astuple
from datetime import datetime

from bot.adapters.sql import codec
from bot.adapters.sql.connection import Connection
from bot.adapters.sql.instants import instant_text
from bot.adapters.sql.listed import ALL, COLUMNS, LISTED, listed_of
from bot.adapters.sql.tables.table import Tables
from bot.core.base.place import EVERYTHING, RoomRef, Share
from bot.core.script.pack import Pack
from bot.core.session.fold import fold
from bot.core.session.listing import Listed, Tally, listed
from bot.core.session.state import Session, new

MOST_SEARCHED = 500
"""How many of a server's newest sessions a title is looked for in; an older one is found by its number."""

ONE = f"{LISTED} WHERE session = ?"
NEWEST_OF = f"""
    {LISTED} WHERE rehearsal = 0 AND session <= ?3
    AND (channel IN (SELECT value FROM json_each(?1)) OR session IN (SELECT value FROM json_each(?2)))
    ORDER BY session DESC LIMIT ?4"""
SEARCH = f"""
    {LISTED} WHERE session IN (
        SELECT session FROM (
            SELECT session, folded FROM listings WHERE guild = ?1 AND rehearsal = 0
            ORDER BY session DESC LIMIT {MOST_SEARCHED}) AS newest
        WHERE session < ?3 AND instr(session || ' · ' || folded, ?2) > 0 ORDER BY session DESC LIMIT 25)
    UNION
    {LISTED} WHERE session = ?4 AND guild = ?1 AND rehearsal = 0 AND session < ?3
    ORDER BY session DESC"""
TALLIES = """
    SELECT session, questions, answers, people, public_answers, public_people FROM tallies
    WHERE questions IS NOT NULL AND session IN (SELECT value FROM json_each(?))"""
BEGIN_TALLY = """
    INSERT INTO tallies (session, token) VALUES (?, ?)
    ON CONFLICT (session) DO UPDATE SET token = excluded.token, questions = NULL"""
KEEP_TALLY = """
    UPDATE tallies SET (questions, answers, people, public_answers, public_people) = (?, ?, ?, ?, ?)
    WHERE session = ? AND token = ?"""
ROOMS = "SELECT DISTINCT platform, guild, channel FROM listings WHERE rehearsal = 0"
LAST = f"{LISTED} WHERE platform = ? AND channel = ? AND rehearsal = 0 ORDER BY session DESC LIMIT 1"
LAST_HOSTED = f"""
    {LISTED} WHERE platform = ? AND channel = ? AND rehearsal = 0 AND hosted = 1 ORDER BY session DESC LIMIT 1"""
PAST = f"""
    {LISTED} WHERE platform = ? AND channel = ? AND opened_at <> '' AND (rehearsal = 0 OR phase IN ('open', 'paused'))
    ORDER BY phase IN ('open', 'paused') DESC, coalesce(nullif(closed_at, ''), opened_at) DESC LIMIT 25"""
PLAYED = """
    SELECT sessions.pack FROM listings JOIN sessions ON number = session
    WHERE listings.guild = ? AND title = ? AND listings.rehearsal = 0 AND phase <> 'cancelled'"""
AHEAD = """
    SELECT session FROM listings WHERE platform = ?1 AND rehearsal = 0
    AND phase NOT IN ('archived', 'cancelled') AND phase NOT IN ('new', 'closed', 'room gone')
    UNION
    SELECT session FROM listings WHERE platform = ?1 AND rehearsal = 0 AND opens_at > ?2"""
OURS = "(guild >> 22) % ?2 IN (SELECT value FROM json_each(?3))"
UNFINISHED = f"""
    SELECT session FROM listings WHERE platform = ?1 AND phase NOT IN ('archived', 'cancelled') AND {OURS}
    UNION
    SELECT session FROM listings WHERE platform = ?1 AND {OURS}
    AND session IN (SELECT session FROM effects WHERE state IN ('planned', 'claimed'))"""

ADD = f"""
    INSERT INTO listings (session, platform, guild, channel, rehearsal, {COLUMNS})
    SELECT max(number), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM sessions"""
UPDATE = f"UPDATE listings SET ({COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE session = ?"
TO_DERIVE = """
    SELECT number, platform, guild, channel, pack, rehearsal FROM sessions
    WHERE number NOT IN (SELECT session FROM listings) ORDER BY number"""
DERIVE = "INSERT INTO listings (session, platform, guild, channel, rehearsal) VALUES (?, ?, ?, ?, ?)"
FACTS = "SELECT kind, body FROM facts WHERE session = ? ORDER BY place"
NEWEST = 2**63 - 1


class ListTables(Tables):
    """The part of the store that lists sessions."""

    async def listed(self) -> list[Listed]:
        return [listed_of(row) for row in await self._rows(ALL)]

    async def newest_of(
        self, *, channels: Collection[int], numbers: Collection[int], upto: int, most: int
    ) -> list[Listed]:
        given = json.dumps(list(channels)), json.dumps(list(numbers))
        return [listed_of(row) for row in await self._rows(NEWEST_OF, *given, upto, most)]

    async def row(self, number: int) -> Listed | None:
        rows = await self._rows(ONE, number)
        return listed_of(rows[0]) if rows else None

    async def tallies(self, numbers: Collection[int]) -> Mapping[int, Tally]:
        rows = await self._rows(TALLIES, json.dumps(list(numbers)))
        return {int(number): Tally(*map(int, figures)) for number, *figures in rows}

    async def begin_tallies(self, numbers: Collection[int], token: int) -> None:
        await self._writer.write([(BEGIN_TALLY, [(number, token) for number in numbers])])

    async def keep_tallies(self, tallies: Mapping[int, Tally], token: int) -> None:
        rows = [(*astuple(tally), number, token) for number, tally in tallies.items()]
        await self._writer.write([(KEEP_TALLY, rows)])

    async def rooms(self) -> list[RoomRef]:
        return [RoomRef(*row) for row in await self._rows(ROOMS)]

    async def search(self, guild: int, text: str) -> AsyncIterator[Listed]:
        before = NEWEST
        number = int(text) if text.isdecimal() and str(int(text)) == text and int(text) < NEWEST else 0
        while rows := await self._rows(SEARCH, guild, text.casefold(), before, number):
            for row in rows:
                yield listed_of(row)
            before = rows[-1][0]

    async def last_in(self, platform: str, channel: int, *, hosted: bool = False) -> Listed | None:
        rows = await self._rows(LAST_HOSTED if hosted else LAST, platform, channel)
        return listed_of(rows[0]) if rows else None

    async def past_in(self, platform: str, channel: int) -> list[Listed]:
        return [listed_of(row) for row in await self._rows(PAST, platform, channel)]

    async def times_played(self, guild: int, pack: Pack) -> int:
        rows = await self._rows(PLAYED, guild, pack.title.in_language(pack.language))
        return sum(pack.is_same_script(codec.pack_of(body)) for (body,) in rows)

    async def ahead(self, platform: str, now: datetime) -> list[int]:
        return [int(number) for (number,) in await self._rows(AHEAD, platform, instant_text(now))]

    async def unfinished(self, platform: str, share: Share = EVERYTHING) -> list[int]:
        rows = await self._rows(UNFINISHED, platform, share.count, str(list(share.numbers)))
        return [int(number) for (number,) in rows]


def columns(session: Session) -> tuple[object, ...]:
    """Return what a session's row says of it, in the order of `COLUMNS`."""
    row = listed(session)
    times = (row.opens_at, row.closes_at, row.opened_at, row.closed_at)
    texts = (row.title.casefold(), row.pack, row.title, row.language, row.phase.value)
    return (*texts, *map(instant_text, times), int(row.hosted), "\n".join(row.hosts))


async def derive(connection: Connection) -> None:
    """Derive the rows that are missing; called inside a transaction.

    Each comes as a row of which nothing is known yet: chats that an older version let overlap stay as they are.
    """
    for number, platform, guild, channel, pack, rehearsal in await connection.rows(TO_DERIVE):
        room = RoomRef(platform, guild, channel)
        session = new(number, codec.pack_of(pack), room, rehearsal=bool(rehearsal))
        facts = [codec.fact_of(kind, body) for kind, body in await connection.rows(FACTS, number)]
        await connection.rows(DERIVE, number, platform, guild, channel, rehearsal)
        await connection.rows(UPDATE, *columns(fold(session, facts)), number)
