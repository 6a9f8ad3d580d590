"""The record in one SQLite file. `open_store` is the way in, `open_to_read` that of commands which only look.

Uses what the engines share in `sql`; what is here is about the file. Callers: `stores`, through the port `Database`.
"""

from bot.adapters.sqlite.store import open_store, open_to_read

__all__ = ["open_store", "open_to_read"]
