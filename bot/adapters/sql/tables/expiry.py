"""Ending what was kept long enough, and all of a server, in SQL. What is ended where is the table in `personal`.

Everything here may be done twice.
"""

import json
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.adapters.sql import codec
from bot.adapters.sql.personal import AGED, COUNTED
from bot.adapters.sql.tables.table import Tables, fitted
from bot.core.base.ids import first_at
from bot.core.base.retention import Keep
from bot.core.record.transcript import Expired

SERVERS = """
    SELECT guild FROM sessions WHERE platform = ?
    UNION SELECT guild FROM suggestions UNION SELECT guild FROM tickets UNION SELECT guild FROM slots
    ORDER BY guild"""
ENDED = """
    SELECT session FROM listings WHERE platform = ? AND guild = ? AND phase IN ('archived', 'cancelled', 'room gone')
    AND coalesce(nullif(closed_at, ''), nullif(opened_at, ''), opens_at) < ?
    AND session NOT IN (SELECT session FROM expired WHERE digest <> '') ORDER BY session"""
EXPIRED = "SELECT at, numbers, digest FROM expired WHERE session = ?"
NOTE = "INSERT INTO expired (session, at, numbers) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
SAID = "UPDATE expired SET digest = ? WHERE session = ?"
UNDECIDED = timedelta(days=365)
"""How long a suggestion is kept about which hosts do not decide, or that no chat takes."""

_SESSIONS = "(SELECT number FROM sessions WHERE guild = ?1)"
_CASES = f"(SELECT id FROM cases WHERE session IN {_SESSIONS})"
_CHANNELS = """(SELECT channel FROM sessions WHERE guild = ?1 UNION SELECT channel FROM suggestions WHERE guild = ?1
    UNION SELECT channel FROM slots WHERE guild = ?1)"""
OF_SESSIONS = (
    "attachments", "files", "reactions", "marks", "threads", "contributions", "people", "effects", "facts", "drafts",
    "judgements", "listings", "expired", "tallies",
)  # fmt: skip
"""The tables whose rows are a session's."""
OF_SERVERS = ("erased", "tickets", "suggestions", "packs", "slots", "sessions")
"""Those whose rows are a server's. What members chose stays: it is their wish, should the bot come back."""
ERASE = (
    f"""DELETE FROM notes WHERE key IN (
        SELECT kind || CAST(number AS TEXT) FROM sessions, (
            SELECT 'desk of session ' AS kind UNION SELECT 'no desk for session ' UNION SELECT 'lines of session ')
            AS kinds WHERE guild = ?1
        UNION SELECT 'card of suggestion ' || CAST(id AS TEXT) FROM suggestions WHERE guild = ?1
        UNION SELECT 'desk of channel ' || CAST(channel AS TEXT) FROM {_CHANNELS} AS channels)
    OR key LIKE '% server ' || CAST(CAST(?1 AS BIGINT) AS TEXT)
    OR key LIKE 'server ' || CAST(CAST(?1 AS BIGINT) AS TEXT) || ' %'""",
    """DELETE FROM notes WHERE EXISTS (
        SELECT 1 FROM slots WHERE guild = ?1 AND key LIKE 'slot ' || CAST(id AS TEXT) || ' %')""",
    f"DELETE FROM reminders WHERE channel IN {_CHANNELS}",
    f"DELETE FROM undelivered WHERE guild = ?1 OR case_id IN {_CASES}",
    *(f"DELETE FROM {table} WHERE case_id IN {_CASES}" for table in ("case_messages", "told")),
    f"DELETE FROM cases WHERE session IN {_SESSIONS}",
    *(f"DELETE FROM {table} WHERE session IN {_SESSIONS}" for table in OF_SESSIONS),
    "DELETE FROM queue WHERE slot IN (SELECT id FROM slots WHERE guild = ?1)",
    *(f"DELETE FROM {table} WHERE guild = ?1" for table in OF_SERVERS),
)


class ExpiryTables(Tables):
    """The part of the store that ends what was kept long enough."""

    async def servers(self, platform: str) -> list[int]:
        return [int(guild) for (guild,) in await self._rows(SERVERS, platform)]

    async def expire(self, guild: int, keep: Keep, before: datetime, now: datetime) -> int:
        year = codec.instant_text(now - UNDECIDED)
        given = (guild, codec.instant_text(before), first_at(before), codec.instant_text(now), year)
        count = 0
        if keep in COUNTED:
            sql, (row,) = fitted(COUNTED[keep], *given)
            ((count,),) = await self._rows(sql, *row)
        await self._writer.write([fitted(sql, *given) for sql in AGED[keep]])
        return int(count)

    async def ended(self, platform: str, guild: int, before: datetime) -> list[int]:
        rows = await self._rows(ENDED, platform, guild, codec.instant_text(before))
        return [int(number) for (number,) in rows]

    async def expired(self, session: int) -> Expired | None:
        rows = await self._rows(EXPIRED, session)
        if not rows:
            return None
        ((at, numbers, digest),) = rows
        instant, told = codec.instant_of(at), json.loads(numbers)
        assert instant is not None
        questions = {int(question): (int(a), int(p)) for question, (a, p) in told["questions"].items()}
        return Expired(instant, told["messages"], told["people"], questions, digest)

    async def expire_record(
        self, session: int, expired: Expired, *, messages: Collection[int], people: Collection[int]
    ) -> None:
        told = {"messages": expired.messages, "people": expired.people, "questions": dict(expired.questions)}
        given = (session, json.dumps(sorted(messages)), json.dumps(sorted(people)))
        note = (NOTE, [(session, codec.instant_text(expired.at), json.dumps(told))])
        await self._writer.write([note, *[fitted(sql, *given) for sql in AGED[Keep.RECORD]]])

    async def note_expired(self, session: int, digest: str) -> None:
        await self._writer.write([(SAID, [(digest, session)])])

    async def erase_server(self, guild: int) -> list[int]:
        numbers = [int(number) for (number,) in await self._rows("SELECT number FROM sessions WHERE guild = ?", guild)]
        await self._writer.write([fitted(sql, guild) for sql in ERASE])
        return numbers
