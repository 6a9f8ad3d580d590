"""How a PostgreSQL database is, and who runs the bot on it. Looking changes nothing."""

from datetime import datetime
from pathlib import Path

from bot.adapters.postgres.connect import PostgresConnection, opened, place_of
from bot.adapters.postgres.members import ServerTime
from bot.adapters.postgres.upgrade import SEVERAL, must_be_usable, newest_version, version_of
from bot.adapters.sql.holder import NOBODY, READ, Holder, finding_of, holder_of
from bot.adapters.sqlite.diagnosis import newest_copy
from bot.adapters.sqlite.restore import Here
from bot.app.live.pulse import CONNECTED
from bot.core.base.errors import StoreError
from bot.core.base.finding import Finding, Weight, fault, fault_of, good, warning
from bot.core.base.place import EVERYTHING
from bot.core.base.words import N_

OLDEST = 14
"""The oldest version of the server that the bot is made for."""

THERE = N_("The database {place} answers (PostgreSQL {version}).")
UNSERVED = N_("No process serves the shards {share}: start one with `tchat run --shards {share}`.")
SERVES = N_("Process {process} on {host} serves the shards {share}, since {since}.")
HEIR = N_("Process {process} on {host} connects, to go on in place of one that ends or has no Discord.")
OUT_OF_REACH = N_("The process that serves the shards {share} has no connection to Discord.")
HELD_BY = "SELECT DISTINCT holder, share FROM slices WHERE holder <> '' ORDER BY share"
REACHED = "SELECT key FROM notes WHERE key LIKE 'connected: %' AND value <> ''"
LEFT = "SELECT DISTINCT share FROM slices WHERE holder IS NULL ORDER BY share"
OLD_SERVER = N_("The database {place} runs on PostgreSQL {version}; tchat-bot needs {oldest} or newer.")
NOT_UTF8 = N_("The database {place} keeps texts as {encoding}; make one with the encoding UTF8.")
NONE_YET = N_("There is nothing in the database yet; the first `tchat run` creates its tables.")
NEWEST = N_("The database has a version that I can read.")
OLDER = N_("The database has an older version; the next `tchat run` brings it up to date, and keeps a copy first.")


async def examine(url: str, copies: Path, here: Here, time: ServerTime) -> list[Finding]:
    """Return how the database is."""
    try:
        async with opened(url) as connection:
            found = [
                await _server(connection, url),
                await _version(connection, url, copies),
                *(await _runners(connection, here, time) or [good(NOBODY)]),
                *await _out_of_reach(connection),
            ]
        return [*found, *await newest_copy(copies, here.now)]
    except StoreError as error:
        return [fault_of(error)]


async def runner(url: str, here: Here, time: ServerTime) -> Finding:
    """Return whether the bot runs on the database, for all servers that it ran for: good only then."""
    async with opened(url) as connection:
        found = await _runners(connection, here, time) or [fault(NOBODY)]
    return max(found, key=lambda finding: finding.weight is not Weight.GOOD)


async def _out_of_reach(connection: PostgresConnection) -> list[Finding]:
    """Return which processes say that they do not reach Discord."""
    if await version_of(connection) < SEVERAL:
        return []
    yes = {str(key) for (key,) in await connection.rows(REACHED)}
    shares = [str(share) for _, share in await connection.rows(HELD_BY)]
    return [warning(OUT_OF_REACH, share=share) for share in shares if f"{CONNECTED}{share}" not in yes]


def _of_one(holder: Holder, share: str | None, now: datetime, here: Here) -> Finding:
    """Return how a process is, and which shards it serves; one that has none is about to have some."""
    finding = finding_of(holder, now, here.host, here.is_alive)
    if finding.weight is not Weight.GOOD or share == str(EVERYTHING):
        return finding
    if share is None:
        return good(HEIR, **holder.values)
    return good(SERVES, **holder.values, share=share)


async def _server(connection: PostgresConnection, url: str) -> Finding:
    ((number, encoding),) = await connection.rows(
        "SELECT current_setting('server_version_num'), current_setting('server_encoding')"
    )
    version = int(number) // 10_000
    if version < OLDEST:
        return fault(OLD_SERVER, place=place_of(url), version=version, oldest=OLDEST)
    if encoding != "UTF8":
        return fault(NOT_UTF8, place=place_of(url), encoding=encoding)
    return good(THERE, place=place_of(url), version=version)


async def _version(connection: PostgresConnection, url: str, copies: Path) -> Finding:
    try:
        await must_be_usable(connection, url, copies)
    except StoreError as error:
        return fault_of(error)
    version = await version_of(connection)
    if not version:
        return good(NONE_YET)
    return good(NEWEST) if version >= newest_version() else good(OLDER)


async def _runners(connection: PostgresConnection, here: Here, time: ServerTime) -> list[Finding]:
    """Return of each process how it is, and which servers have none although they had one; nothing where all ended."""
    if not await version_of(connection):
        return []
    now = await time(connection)
    holders = [holder_of([row]) for row in await connection.rows(READ)]
    if await version_of(connection) < SEVERAL:
        return [finding_of(holder, now, here.host, here.is_alive) for holder in holders]
    shares = {str(token): str(share) for token, share in await connection.rows(HELD_BY)}
    known = sorted(filter(None, holders), key=lambda holder: shares.get(holder.token, "~"))
    found = [_of_one(holder, shares.get(holder.token), now, here) for holder in known]
    if found:
        left = [str(share) for (share,) in await connection.rows(LEFT)]
        found += [warning(UNSERVED, share=share) for share in left]
    return found
