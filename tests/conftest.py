"""Fixtures that many tests share."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.adapters.sqlite import connect
from tests import engines
from tests.engines import ENGINES, Engine, engine_of
from tests.postgres_server import Server, started
from tests.stage import Stage, staged

PRAGMAS = connect.PRAGMAS

# A test never asserts how long anything takes, and it fails today if it would fail tomorrow. Looking further is a task
# of its own: `pytest --hypothesis-profile explore`.
settings.register_profile("same each time", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=5_000)
settings.load_profile("same each time")


@pytest.fixture(scope="session", autouse=True)
def hurried() -> Iterator[None]:
    """Do not wait for the disk: a process that is killed loses nothing of what it wrote, and no test cuts the power.

    Waiting takes most of the time of the tests that crash the bot at every moment, and more on a busy disk.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connect, "PRAGMAS", (*PRAGMAS, "synchronous=OFF"))
        yield


@pytest.fixture
def durable(hurried: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the disk, as the bot does."""
    monkeypatch.setattr(connect, "PRAGMAS", PRAGMAS)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An empty database of each engine in turn."""
    return engine_of(request.param, tmp_path / "data", lambda: request.getfixturevalue("postgres_server"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=engines.ENGINES, default="sqlite", help="what keeps the record on the stage")


@pytest.fixture(scope="session", autouse=True)
def stage_engine(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let stories be played on the engine of `--engine`."""
    name = request.config.getoption("--engine")
    with pytest.MonkeyPatch.context() as patch:
        if name != "sqlite":
            server = request.getfixturevalue("postgres_server")
            patch.setattr(engines, "stage_on", lambda folder: engine_of(name, folder, lambda: server))
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL server, if one can be run here."""
    with started() as server:
        asyncio.run(server.prepare())
        yield server


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A stage with the power on."""
    async with staged(tmp_path) as stage:
        yield stage
