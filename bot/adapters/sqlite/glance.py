"""A look at the list of sessions, without opening the store: what `tchat sessions` shows should be there at once."""

import sqlite3
from pathlib import Path

from bot.adapters.sql.listed import ALL, listed_of
from bot.adapters.sqlite.versions import newest_version
from bot.core.session.listing import Listed


def listed(path: Path) -> list[Listed] | None:
    """Return every session but rehearsals, oldest first; None where only the store can read them, or say what is wrong.

    That is so unless the database is there, is of this very version and can be read at once.
    """
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", timeout=0, uri=True)
    except sqlite3.Error:
        return None
    try:
        ((version,),) = connection.execute("PRAGMA user_version")
        return list(map(listed_of, connection.execute(ALL))) if version == newest_version() else None
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    finally:
        connection.close()
