"""Opening the store of a database file: one connection that writes, one that reads."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.adapters.sql.store import SqlStore, installation_of
from bot.adapters.sql.writer import Fence, writing
from bot.adapters.sqlite.backup import back_up
from bot.adapters.sqlite.connect import SqliteConnection, merge_index, opened, scrub, shorten_log
from bot.adapters.sqlite.upgrade import migrate, version_of
from bot.adapters.sqlite.versions import newest_version


@asynccontextmanager
async def open_store(path: Path, fence: Fence | None = None) -> AsyncIterator[SqlStore]:
    """Open the record at this path for the length of a block; it is made if it is missing.

    With a `fence`, that is asked within each transaction whether the record may still be written.
    Raises StoreError where the file or its folder cannot be used, with a sentence that says why.
    """
    async with opened(path) as connection:
        await migrate(connection, path)
        own = SqliteConnection(connection, path)
        installation = await installation_of(own)
        async with opened(path) as reader, writing(own, fence) as writer:
            tidy, scrubbed = partial(_tidy, path), partial(scrub, path)
            yield SqlStore(SqliteConnection(reader, path), writer, installation, tidy, scrubbed)


async def _tidy(path: Path) -> None:
    async with opened(path) as connection:  # the writer's would hold up what is being written
        await merge_index(connection)
        await shorten_log(connection)


@asynccontextmanager
async def open_to_read(path: Path) -> AsyncIterator[SqlStore]:
    """Open the record for the length of a block, only to look at it.

    A record of an older version is left as it is, for the bot that wrote it may still run on it: what is read then is
    a copy that is brought up to date.
    """
    if not await _is_older(path):
        async with open_store(path) as store:
            yield store
        return
    with TemporaryDirectory(prefix="reading-", dir=path.parent) as folder:
        copy = Path(folder) / path.name
        await back_up(path, copy)
        async with opened(copy) as connection:
            await migrate(connection, copy, copied=False)
        async with open_store(copy) as store:
            yield store


async def _is_older(path: Path) -> bool:
    if not _exists(path):
        return False
    async with opened(path) as connection:
        return 0 < await version_of(connection) < newest_version()


def _exists(path: Path) -> bool:
    return path.exists()
