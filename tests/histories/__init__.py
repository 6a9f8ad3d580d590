"""Databases as older versions of the bot wrote them, and what must become of them today.

Each numbered folder is one history: `database.sql` (a filled database as a dump), `kinds.jsonl` (the JSON of each kind
of fact, effect, post, pack and draft as stored then), `about.json` (when it was left, and by which code) and
`expected/` (what today's code makes of it). A history is never changed; `README.md` beside this says how to add one.
"""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class History:
    """One numbered folder."""

    number: int
    root: Path = HERE

    @property
    def folder(self) -> Path:
        return self.root / str(self.number)

    @property
    def expected(self) -> Path:
        return self.folder / "expected"

    @cached_property
    def about(self) -> dict[str, Any]:
        about: dict[str, Any] = json.loads((self.folder / "about.json").read_text(encoding="utf-8"))
        return about

    @property
    def left_at(self) -> datetime:
        """The moment at which nothing more was written to it."""
        return datetime.fromisoformat(self.about["left_at"])

    @property
    def sessions(self) -> range:
        """The numbers of its sessions; the last one is in its middle."""
        return range(1, self.about["sessions"] + 1)

    @property
    def running(self) -> int:
        return self.sessions[-1]

    def formats(self, number: int) -> list[str]:
        """The formats in which a session's transcript is compared: all that are named for the first and last one."""
        named: list[str] = self.about["formats"]
        return named if number in (1, self.running) else named[:1]

    @property
    def kinds(self) -> list[dict[str, Any]]:
        """The stored JSON of each kind."""
        lines = (self.folder / "kinds.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def restore(self, path: Path) -> None:
        """Make the database file as it was left."""
        path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(path)
        database.executescript((self.folder / "database.sql").read_text(encoding="utf-8"))
        database.close()


def histories() -> list[History]:
    """All histories, oldest first."""
    return [
        History(number) for number in sorted(int(folder.name) for folder in HERE.iterdir() if folder.name.isdigit())
    ]
