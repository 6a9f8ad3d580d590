"""How the database is, and who runs the bot on it. Looking changes nothing, and does not disturb a bot that runs."""

import shlex
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiosqlite

from bot.adapters.sql.holder import NOBODY, finding_of
from bot.adapters.sqlite.backup import NAME
from bot.adapters.sqlite.connect import cannot_use, connected, opened, read_only
from bot.adapters.sqlite.holder import holder_in
from bot.adapters.sqlite.upgrade import must_be_usable, version_of
from bot.adapters.sqlite.versions import newest_version
from bot.app.ports.database import IsAlive
from bot.core.base.errors import StoreError
from bot.core.base.finding import Finding, fault, fault_of, good, warning
from bot.core.base.words import N_, NN_

NONE_YET = N_("There is no database yet; the first `tchat run` creates it at {path}.")
SOUND = N_("The database {path} is sound.")
DAMAGED = N_(
    "The database {path} is damaged ({reason}); stop the bot and restore the newest copy: `tchat restore {copy}`."
)
ASTRAY = N_(
    "The database {path} has entries that refer to missing ones ({count} of them); stop the bot and "
    "restore the newest copy: `tchat restore {copy}`."
)
NEWEST = N_("The database has a version that I can read.")
OLDER = N_("The database has an older version; the next `tchat run` brings it up to date, and keeps a copy first.")


COPY = NN_(
    "The newest nightly copy can be restored; it is {count} day old: {path}",
    "The newest nightly copy can be restored; it is {count} days old: {path}",
)
OLD_COPY = NN_(
    "The newest nightly copy is {count} day old ({path}); let the bot run at night, or make one with `tchat backup`.",
    "The newest nightly copy is {count} days old ({path}); let the bot run at night, or make one with `tchat backup`.",
)
BAD_COPY = N_("The newest nightly copy {path} cannot be restored ({reason}); make one now with `tchat backup`.")
FRESH_DAYS = 1
"""How many days old the newest nightly copy may be."""


@dataclass(frozen=True, slots=True)
class Patient:
    """A database under examination: when, and from which computer."""

    path: Path
    copies: Path
    now: datetime
    host: str
    is_alive: IsAlive


Check = Callable[[aiosqlite.Connection, Patient], Awaitable[Finding]]


async def examine(patient: Patient) -> list[Finding]:
    """Return how the database is."""
    if not _exists(patient.path):
        return [good(NONE_YET, path=patient.path)]
    try:
        async with opened(patient.path) as connection:
            found = [await _guarded(check, connection, patient) for check in CHECKS]
        return [*found, *await newest_copy(patient.copies, patient.now)]
    except StoreError as error:
        return [_damaged(error.__cause__, patient) or fault_of(error)]


async def _version(connection: aiosqlite.Connection, patient: Patient) -> Finding:
    try:
        await must_be_usable(connection, patient.path)
    except StoreError as error:
        return fault_of(error)
    return good(NEWEST) if await version_of(connection) >= newest_version() else good(OLDER)


async def _soundness(connection: aiosqlite.Connection, patient: Patient) -> Finding:
    found = [str(row[0]) for row in await connection.execute_fetchall("PRAGMA integrity_check")]
    if found != ["ok"]:
        return fault(DAMAGED, path=patient.path, copy=_newest(patient.copies), reason=found[0].splitlines()[-1])
    astray = len(list(await connection.execute_fetchall("PRAGMA foreign_key_check")))
    if astray:
        return fault(ASTRAY, path=patient.path, copy=_newest(patient.copies), count=astray)
    return good(SOUND, path=patient.path)


async def _runner(connection: aiosqlite.Connection, patient: Patient) -> Finding:
    if holder := await holder_in(connection):
        return finding_of(holder, patient.now, patient.host, patient.is_alive)
    return good(NOBODY)


async def runner(patient: Patient) -> Finding:
    """Return whether the bot runs on the database: good only then."""
    if not _exists(patient.path):
        return fault(NOBODY)
    async with opened(patient.path) as connection:
        return finding_of(await holder_in(connection), patient.now, patient.host, patient.is_alive)


async def newest_copy(folder: Path, now: datetime) -> list[Finding]:
    """Return whether the newest nightly copy can be restored, and how old it is."""
    copies = _copies(folder)
    if not copies:
        return []
    path = copies[-1]
    try:
        async with connected(read_only(path), uri=True) as copy:
            found = list(await copy.execute_fetchall("PRAGMA quick_check"))
            await must_be_usable(copy, path)
    except (sqlite3.Error, StoreError) as error:
        return [fault(BAD_COPY, path=path, reason=str(error).rstrip("."))]
    if [tuple(row) for row in found] != [("ok",)]:
        return [fault(BAD_COPY, path=path, reason=found[0][0])]
    days = (now - datetime.fromtimestamp(path.stat().st_mtime, UTC)).days
    return [warning(OLD_COPY, path=path, count=days) if days > FRESH_DAYS else good(COPY, path=path, count=days)]


CHECKS: tuple[Check, ...] = (_version, _soundness, _runner)


async def _guarded(check: Check, connection: aiosqlite.Connection, patient: Patient) -> Finding:
    try:
        return await check(connection, patient)
    except sqlite3.Error as error:
        return _damaged(error, patient) or fault_of(cannot_use(patient.path, error))


def _damaged(error: BaseException | None, patient: Patient) -> Finding | None:
    """Return the finding for an error that only a damaged file brings about."""
    if not isinstance(error, sqlite3.DatabaseError) or "malformed" not in str(error):
        return None
    return fault(DAMAGED, path=patient.path, copy=_newest(patient.copies), reason=error)


def _newest(copies: Path) -> str:
    """Return the path of the newest nightly copy, as a shell takes it; FILE where there is none."""
    days = _copies(copies)
    return shlex.quote(str(days[-1])) if days else "FILE"


def _copies(folder: Path) -> list[Path]:
    """Return the nightly copies, oldest first."""
    return sorted(path for path in folder.glob("tchat-*.db") if NAME.fullmatch(path.name))


def _exists(path: Path) -> bool:
    return path.exists()
