"""Which database keeps the record: the one module that names an engine. Everybody else asks `database_of`.

Another engine is a package beside `adapters/sqlite` that fills the port `Database`, and a line here. Functions import
what they need, for a list of sessions needs hardly any of it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.data_folder.places import CONFIG_FILE, DATA_FOLDER, database_in
from bot.core.base.errors import ConfigError, StoreError
from bot.core.base.words import N_

if TYPE_CHECKING:
    from bot.app.ports.clock import Clock
    from bot.app.ports.database import Database
    from bot.config import Config
    from bot.core.base.finding import Finding
    from bot.core.session.listing import Listed

NO_DRIVER = N_("PostgreSQL needs a package that is not installed: pip install 'tchat-bot[postgres]'")
NO_STORE = N_("--to must be sqlite, or the address of a database without a password: postgresql://USER@HOST/NAME.")
NOT_CONNECTED = N_("The bot runs, but has no connection to Discord.")
NOT_ALL_CONNECTED = N_("The bot runs, but the process that serves the shards {share} has no connection to Discord.")
THERE_ALREADY = N_("The record is in {store} already.")


def database_of(config: "Config", clock: "Clock | None" = None) -> "Database":
    """Return the database of an installation, as this process uses it. Nothing is opened yet."""
    from bot.adapters.system import process
    from bot.adapters.system.clock import SystemClock
    from bot.adapters.yaml_files.config_fields import SQLITE

    clock, me = clock or SystemClock(), process.this()
    if config.store == SQLITE:
        from bot.adapters.sqlite.database import SqliteDatabase

        return SqliteDatabase(config.database, config.backups, clock, me, process.is_alive)
    try:
        from bot.adapters.postgres.database import PostgresDatabase  # not installed unless it is used
    except ModuleNotFoundError as error:
        raise ConfigError(NO_DRIVER) from error
    return PostgresDatabase(config.store, config.backups, clock, me, process.is_alive)


def listed(config: Path | None, data: Path | None) -> "list[Listed]":
    """Return every session but rehearsals, oldest first, of the installation that --config and --data name.

    A glance at the database file is mostly enough. Only where it is not is the store loaded, which takes far longer.
    """
    from bot.adapters.sqlite import glance

    if config is None and not CONFIG_FILE.exists():
        found = glance.listed(database_in(data or DATA_FOLDER))
    else:
        found = _glance(config, data)
    return _read(config, data) if found is None else found


def _glance(config: Path | None, data: Path | None) -> "list[Listed] | None":
    from bot.adapters.sqlite import glance
    from bot.adapters.yaml_files.config_fields import SQLITE
    from bot.config import load_config

    settings = load_config(config, data)
    return glance.listed(settings.database) if settings.store == SQLITE else None


def _read(config: Path | None, data: Path | None) -> "list[Listed]":
    import asyncio

    from bot.config import load_config

    settings = load_config(config, data)

    async def read() -> "list[Listed]":
        async with database_of(settings).opened_to_read() as store:
            return await store.listed()

    return asyncio.run(read())


async def health(config: "Config", *, ready: bool) -> "Finding":
    """Return whether the bot runs; with `ready`, also whether it is connected to Discord. Looking changes nothing."""
    from bot.app.live.pulse import CONNECTED
    from bot.core.base.finding import Weight, fault
    from bot.core.base.place import EVERYTHING

    database = database_of(config)
    finding = await database.runner()
    if ready and finding.weight is Weight.GOOD:
        async with database.opened_to_read() as store:
            for share in await database.running():
                if not await store.recall(f"{CONNECTED}{share}"):
                    return fault(NOT_CONNECTED) if share == EVERYTHING else fault(NOT_ALL_CONNECTED, share=share)
    return finding


async def move(config: "Config", to: str) -> Path | None:
    """Take the record to another store; return where the one is that was there, if there was one.

    It goes as a copy, the same way that a copy is restored. The old record notes where it went, and is run no more.
    """
    from tempfile import TemporaryDirectory

    from bot.adapters.sql.store import MOVED
    from bot.adapters.yaml_files.config_fields import store_address
    from bot.adapters.yaml_files.fields import attempt

    store = attempt(store_address, to)
    if store is None:
        raise ConfigError(NO_STORE)
    if store == config.store:
        raise StoreError(THERE_ALREADY, store=store)
    source, target = database_of(config), database_of(config.but(store=store))
    async with source.held() as (_, record):
        with TemporaryDirectory(prefix="moving-", dir=_made(config.data_dir)) as folder:
            copy = Path(folder) / "copy.db"
            await source.back_up(copy)
            aside = await target.restore(copy)
        await record.note(MOVED, store)
    return aside


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
