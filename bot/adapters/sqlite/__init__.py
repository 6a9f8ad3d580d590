"""The record in one SQLite file: `open_store` is the way in. All SQL of the project lives in this package."""

from bot.adapters.sqlite.store import SqliteStore, open_store

__all__ = ["SqliteStore", "open_store"]
