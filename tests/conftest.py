"""Fixtures that many tests share."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.adapters.sqlite import connect
from tests.engines import ENGINES, Engine
from tests.stage import Stage, staged

PRAGMAS = connect.PRAGMAS

settings.register_profile("no clock", deadline=None)  # a test never asserts how long anything takes
settings.load_profile("no clock")


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
    return ENGINES[request.param](tmp_path)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A stage with the power on."""
    async with staged(tmp_path) as stage:
        yield stage
