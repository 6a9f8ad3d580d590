"""Which database keeps the record: the one module that names an engine. Everybody else asks `database_of`.

Another engine is a package beside `adapters/sqlite` that fills the port `Database`, and a line here.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.data_folder.places import CONFIG_FILE, DATA_FOLDER, database_in
from bot.adapters.sqlite import glance

if TYPE_CHECKING:
    from bot.app.ports.clock import Clock
    from bot.app.ports.database import Database
    from bot.config import Config
    from bot.core.session.listing import Listed


def database_of(config: "Config", clock: "Clock | None" = None) -> "Database":
    """Return the database of an installation, as this process uses it. Nothing is opened yet."""
    from bot.adapters.sqlite.database import SqliteDatabase
    from bot.adapters.system import process
    from bot.adapters.system.clock import SystemClock

    return SqliteDatabase(config.database, config.backups, clock or SystemClock(), process.this(), process.is_alive)


def listed(config: Path | None, data: Path | None) -> "list[Listed]":
    """Return every session but rehearsals, oldest first, of the installation that --config and --data name.

    A glance at the database file is mostly enough; settings and store, which take far longer to load, are for the rest.
    """
    is_plain = config is None and not CONFIG_FILE.exists()
    found = glance.listed(database_in(data or DATA_FOLDER)) if is_plain else None
    return _read(config, data) if found is None else found


def _read(config: Path | None, data: Path | None) -> "list[Listed]":
    import asyncio

    from bot.config import load_config

    settings = load_config(config, data)

    async def read() -> "list[Listed]":
        async with database_of(settings).opened_to_read() as store:
            return await store.listed()

    return asyncio.run(read())
