"""The record in one SQLite file. `open_store` is the way in, `open_to_read` that of commands which only look.

All SQL of the project lives in this package.
"""

from bot.adapters.sqlite.store import SqliteStore, open_store, open_to_read

__all__ = ["SqliteStore", "open_store", "open_to_read"]
