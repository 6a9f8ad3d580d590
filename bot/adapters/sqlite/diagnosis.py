"""How the database is, and who runs the bot on it. Looking changes nothing, and does not disturb a bot that runs."""

import shlex
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import aiosqlite

from bot.adapters.sqlite.backup import NAME
from bot.adapters.sqlite.connect import cannot_use, opened
from bot.adapters.sqlite.holder import holder_in
from bot.adapters.sqlite.upgrade import must_be_usable, version_of
from bot.adapters.sqlite.versions import newest_version
from bot.app.ports.database import IsAlive
from bot.core.base.errors import StoreError
from bot.core.base.finding import Finding, fault, fault_of, good, warning
from bot.core.base.words import N_

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
NOBODY = N_("The bot is not running on this database.")
SOMEBODY = N_("The bot runs on this database: process {process} on {host}, since {since}.")
SILENT = N_(
    "The bot (process {process} on {host}, since {since}) ended without a clean stop; the next `tchat run` takes over."
)


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
            return [await _guarded(check, connection, patient) for check in CHECKS]
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
    holder = await holder_in(connection)
    if holder is None:
        return good(NOBODY)
    gone = holder.is_gone(patient.now, patient.host, patient.is_alive)
    return warning(SILENT, **holder.values) if gone else good(SOMEBODY, **holder.values)


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
    days = sorted(path for path in copies.glob("tchat-*.db") if NAME.fullmatch(path.name))
    return shlex.quote(str(days[-1])) if days else "FILE"


def _exists(path: Path) -> bool:
    return path.exists()
