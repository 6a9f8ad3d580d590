"""Who runs the bot on a database file, also on one from before there was a lease."""

import aiosqlite

from bot.adapters.sql.holder import READ, Holder, holder_of

TABLE = "SELECT 1 FROM sqlite_master WHERE name = 'lease'"


async def holder_in(connection: aiosqlite.Connection) -> Holder | None:
    """Return who holds the lease; None if nobody does, or if the database is from before there was one."""
    if not await connection.execute_fetchall(TABLE):
        return None
    return holder_of(list(await connection.execute_fetchall(READ)))
