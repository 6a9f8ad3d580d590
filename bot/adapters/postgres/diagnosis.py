"""How a PostgreSQL database is, and who runs the bot on it. Looking changes nothing."""

from pathlib import Path

from bot.adapters.postgres.connect import PostgresConnection, opened, place_of
from bot.adapters.postgres.upgrade import must_be_usable, newest_version, version_of
from bot.adapters.sql.holder import NOBODY, READ, Holder, finding_of, holder_of
from bot.adapters.sqlite.diagnosis import newest_copy
from bot.adapters.sqlite.restore import Here
from bot.core.base.errors import StoreError
from bot.core.base.finding import Finding, fault, fault_of, good
from bot.core.base.words import N_

OLDEST = 14
"""The oldest version of the server that the bot is made for."""

THERE = N_("The database {place} answers (PostgreSQL {version}).")
OLD_SERVER = N_("The database {place} runs on PostgreSQL {version}; tchat-bot needs {oldest} or newer.")
NOT_UTF8 = N_("The database {place} keeps texts as {encoding}; make one with the encoding UTF8.")
NONE_YET = N_("There is nothing in the database yet; the first `tchat run` creates its tables.")
NEWEST = N_("The database has a version that I can read.")
OLDER = N_("The database has an older version; the next `tchat run` brings it up to date, and keeps a copy first.")


async def examine(url: str, copies: Path, here: Here) -> list[Finding]:
    """Return how the database is."""
    try:
        async with opened(url) as connection:
            found = [
                await _server(connection, url),
                await _version(connection, url, copies),
                await _runner(connection, here),
            ]
        return [*found, *await newest_copy(copies, here.now)]
    except StoreError as error:
        return [fault_of(error)]


async def runner(url: str, here: Here) -> Finding:
    """Return whether the bot runs on the database: good only then."""
    async with opened(url) as connection:
        return finding_of(await _holder(connection), here.now, here.host, here.is_alive)


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


async def _runner(connection: PostgresConnection, here: Here) -> Finding:
    if holder := await _holder(connection):
        return finding_of(holder, here.now, here.host, here.is_alive)
    return good(NOBODY)


async def _holder(connection: PostgresConnection) -> Holder | None:
    return holder_of(await connection.rows(READ)) if await version_of(connection) else None
