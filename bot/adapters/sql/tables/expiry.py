"""Ending what was kept long enough, in SQL. What is ended where is the table in `personal`; it may be done twice."""

from datetime import datetime

from bot.adapters.sql import codec
from bot.adapters.sql.personal import AGED, COUNTED
from bot.adapters.sql.tables.table import Tables, fitted
from bot.core.base.ids import first_at
from bot.core.base.retention import Keep

SERVERS = """
    SELECT guild FROM sessions WHERE platform = ?
    UNION SELECT guild FROM suggestions UNION SELECT guild FROM tickets UNION SELECT guild FROM choices
    ORDER BY guild"""


class ExpiryTables(Tables):
    """The part of the store that ends what was kept long enough."""

    async def servers(self, platform: str) -> list[int]:
        return [int(guild) for (guild,) in await self._rows(SERVERS, platform)]

    async def expire(self, guild: int, keep: Keep, before: datetime, now: datetime) -> int:
        given = (guild, codec.instant_text(before), first_at(before), codec.instant_text(now))
        count = 0
        if keep in COUNTED:
            sql, (row,) = fitted(COUNTED[keep], *given)
            ((count,),) = await self._rows(sql, *row)
        await self._writer.write([fitted(sql, *given) for sql in AGED[keep]])
        return int(count)
