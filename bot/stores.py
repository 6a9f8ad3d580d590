"""Which database keeps the record: the one module that names an engine. Everybody else asks `database_of`.

Another engine is a package beside `adapters/sqlite` that fills the port `Database`, and a line here.
"""

from bot.adapters.sqlite.database import SqliteDatabase
from bot.adapters.system import process
from bot.adapters.system.clock import SystemClock
from bot.app.ports.clock import Clock
from bot.app.ports.database import Database
from bot.config import Config


def database_of(config: Config, clock: Clock | None = None) -> Database:
    """Return the database of an installation, as this process uses it. Nothing is opened yet."""
    return SqliteDatabase(config.database, config.backups, clock or SystemClock(), process.this(), process.is_alive)
