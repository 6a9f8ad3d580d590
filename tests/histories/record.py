"""`python -m tests.histories.record`: keep what today's code stores as one more history.

Needed whenever the shape of something stored has changed; a test says so. The story of `story.py` is played by today's
code, and its database, the JSON of each kind, today's shapes and what is made of them are written beside the older
histories, none of which changes.
"""

import asyncio
import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.adapters.sqlite.versions import newest_version
from tests.histories import History, expect, histories, shapes, story
from tests.stage import staged

KEPT = ("effects", "drafts")
"""Tables whose rows lose their words once they are no longer needed; triggers keep them as they were."""

FORMATS = ["txt"]
"""The formats in which transcripts of a new history are compared; older ones are compared in all."""

CLAIMED = "AFTER UPDATE OF payload ON effects WHEN new.payload IS NOT NULL"
SENT = "AFTER INSERT ON drafts"
WATCH = f"""
    CREATE TABLE kept_effects AS SELECT * FROM effects WHERE 0;
    CREATE TABLE kept_drafts AS SELECT * FROM drafts WHERE 0;
    CREATE TRIGGER keep_effects {CLAIMED} BEGIN INSERT INTO kept_effects SELECT * FROM effects WHERE id = new.id; END;
    CREATE TRIGGER keep_drafts {SENT} BEGIN INSERT INTO kept_drafts SELECT * FROM drafts WHERE id = new.id; END;"""
UNWATCH = """
    DROP TRIGGER keep_effects; DROP TRIGGER keep_drafts; DROP TABLE kept_effects; DROP TABLE kept_drafts;
    UPDATE installation SET id = 'an installation'; VACUUM;"""


@dataclass(frozen=True)
class Recording:
    """One history as it is about to be written."""

    database: str
    kinds: list[dict[str, Any]]
    about: dict[str, Any]


async def recording(folder: Path) -> Recording:
    """Play the story in a folder and return what it stored."""
    async with staged(folder) as stage:
        _run(stage.path, WATCH)
        await story.tell(stage)
        left_at = stage.clock.now()
    return _recorded(stage.path, left_at)


def _run(path: Path, script: str) -> None:
    database = sqlite3.connect(path)
    database.executescript(script)
    database.close()


def _recorded(path: Path, left_at: datetime) -> Recording:
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    kinds = list(_one_of_each(_kinds(database)))
    database.executescript(UNWATCH)
    ((sessions,),) = database.execute("SELECT count(*) FROM sessions")
    ((version,),) = database.execute("PRAGMA user_version")
    dump = "\n".join([*database.iterdump(), f"PRAGMA user_version = {version};"]) + "\n"
    database.close()
    return Recording(
        dump, kinds, {"left_at": left_at.isoformat(), "sessions": sessions, "schema": version, "formats": FORMATS}
    )


def _kinds(database: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Yield what is stored as JSON or by kind, as it is in the database."""
    for row in database.execute("SELECT kind, body FROM facts ORDER BY session, place"):
        yield {"fact": row["kind"], "body": json.loads(row["body"])}
    for row in database.execute(
        "SELECT kind, fact, number, payload FROM kept_effects UNION ALL SELECT kind, fact, number, NULL FROM effects"
    ):
        post = {"post": json.loads(row["payload"])} if row["payload"] else {}
        yield {"effect": row["kind"], "fact": row["fact"], "number": row["number"], **post}
    for row in database.execute("SELECT pack FROM sessions ORDER BY number"):
        yield {"pack": json.loads(row["pack"])}
    for row in database.execute("SELECT * FROM kept_drafts ORDER BY id"):
        yield {"draft": dict(row)}


def _one_of_each(lines: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the first line of each kind and form: which keys there are, and of what types."""
    seen = set()
    for line in lines:
        kind = line.get("fact") if "body" in line else line.get("effect")
        form = (kind, _form({key: value for key, value in line.items() if key not in ("fact", "number")}))
        if form not in seen:
            seen.add(form)
            yield line


def _form(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple((key, _form(each)) for key, each in value.items())
    if isinstance(value, list):
        return tuple(sorted({repr(_form(each)) for each in value}))
    return type(value).__name__


def write(recording: Recording, history: History) -> None:
    """Write a history that is not there yet."""
    history.folder.mkdir()
    (history.folder / "database.sql").write_text(recording.database, encoding="utf-8")
    lines = [json.dumps(line, ensure_ascii=False) for line in recording.kinds]
    (history.folder / "kinds.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (history.folder / "about.json").write_text(json.dumps(recording.about) + "\n", encoding="utf-8")


def main() -> None:
    """Add a history if anything changed."""
    known = histories()
    if not shapes.changed():
        sys.exit(f"Nothing to record: history {known[-1].number} has today's shapes.")
    history = History(known[-1].number + 1 if known else newest_version())
    with tempfile.TemporaryDirectory() as folder:
        write(asyncio.run(recording(Path(folder))), history)
    shapes.keep()
    expect.write(history)


if __name__ == "__main__":
    main()
