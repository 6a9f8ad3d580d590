"""How a PostgreSQL database is, and who runs the bot on it. Looking changes nothing."""

from pathlib import Path

from bot.adapters.postgres.connect import PostgresConnection, opened, place_of
from bot.adapters.postgres.members import ServerTime
from bot.adapters.postgres.upgrade import SEVERAL, must_be_usable, newest_version, version_of
from bot.adapters.sql.holder import NOBODY, READ, finding_of, holder_of
from bot.adapters.sqlite.diagnosis import newest_copy
from bot.adapters.sqlite.restore import Here
from bot.core.base.errors import StoreError
from bot.core.base.finding import Finding, Weight, fault, fault_of, good, warning
from bot.core.base.words import N_

OLDEST = 14
"""The oldest version of the server that the bot is made for."""

THERE = N_("The database {place} answers (PostgreSQL {version}).")
UNSERVED = N_("No process serves the shards {share}: start one with `tchat run --shards {share}`.")
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
            ]
        return [*found, *await newest_copy(copies, here.now)]
    except StoreError as error:
        return [fault_of(error)]


async def runner(url: str, here: Here, time: ServerTime) -> Finding:
    """Return whether the bot runs on the database, for all servers that it ran for: good only then."""
    async with opened(url) as connection:
        found = await _runners(connection, here, time) or [fault(NOBODY)]
    return max(found, key=lambda finding: finding.weight is not Weight.GOOD)


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
    found = [finding_of(holder, now, here.host, here.is_alive) for holder in holders]
    if found and await version_of(connection) >= SEVERAL:
        left = [str(share) for (share,) in await connection.rows(LEFT)]
        found += [warning(UNSERVED, share=share) for share in left]
    return found
