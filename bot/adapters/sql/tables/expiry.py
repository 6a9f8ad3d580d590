"""Ending what was kept long enough, in SQL. What is ended where is the table in `personal`; it may be done twice."""

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
    UNION SELECT guild FROM suggestions UNION SELECT guild FROM tickets UNION SELECT guild FROM choices
    ORDER BY guild"""
ENDED = """
    SELECT session FROM listings WHERE platform = ? AND guild = ? AND phase IN ('archived', 'cancelled', 'room gone')
    AND coalesce(nullif(closed_at, ''), nullif(opened_at, ''), opens_at) < ?
    AND session NOT IN (SELECT session FROM expired) ORDER BY session"""
EXPIRED = "SELECT at, numbers, digest FROM expired WHERE session = ?"
NOTE = "INSERT INTO expired (session, at, numbers) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
SAID = "UPDATE expired SET digest = ? WHERE session = ?"
UNDECIDED = timedelta(days=365)
"""How long a suggestion is kept about which hosts do not decide, or that no chat takes."""


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
