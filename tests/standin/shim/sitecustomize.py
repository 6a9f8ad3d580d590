"""Points discord.py at the stand-in named by TCHAT_TEST_DISCORD; does nothing without that variable.

Python imports this module at start when its directory is on PYTHONPATH. It waits for discord.py's modules to be
imported and changes three addresses in them. Two more variables spare a test that starts the bot often its time:
with TCHAT_TEST_HASTY=0.1, discord.py's own waits (before it identifies again, between tries) take a tenth, and nobody
waits for the disk; with TCHAT_TEST_SPARE=1, the process loads the bot and begins to run it when a line comes on
standard input, with the further arguments in it (a list in JSON).
"""

import asyncio
import importlib.machinery
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from types import ModuleType

BASE = os.environ.get("TCHAT_TEST_DISCORD", "")
HASTE = float(os.environ.get("TCHAT_TEST_HASTY", "1"))


class Hasty:
    """The module asyncio, but for sleeping."""

    def __getattr__(self, name: str) -> object:
        return getattr(asyncio, name)

    @staticmethod
    async def sleep(seconds: float) -> None:
        """Sleep for a part of the time."""
        await asyncio.sleep(seconds * HASTE)


def hasten(module: ModuleType) -> None:
    """Let a module of discord.py wait for a shorter time."""
    if HASTE != 1:
        vars(module)["asyncio"] = Hasty()


def hasten_state(module: ModuleType) -> None:
    """Let it wait for a shorter time, after READY, for servers that have not come."""
    begin = module.ConnectionState.__init__

    def hasty(self: object, **options: object) -> None:
        begin(self, **{"guild_ready_timeout": 2.0 * HASTE, **options})

    module.ConnectionState.__init__ = hasty


def hasten_starts(module: ModuleType) -> None:
    """Let the bot be started as often as a test likes."""
    if HASTE != 1:
        vars(module).update(FREE=1_000_000, APART=timedelta(seconds=0.5), LATE=timedelta(seconds=0.1))


def hasten_disk(module: ModuleType) -> None:
    """Do not wait for the disk: a process that is killed loses nothing of what it wrote."""
    if HASTE != 1:
        vars(module)["PRAGMAS"] = (*vars(module)["PRAGMAS"], "synchronous=OFF")


def point_http(module: ModuleType) -> None:
    """Send REST requests there."""
    module.Route.BASE = BASE + "/api/v10"
    hasten(module)


def point_gateway(module: ModuleType) -> None:
    """Open the gateway there."""
    import yarl  # discord.gateway has just imported it

    module.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(BASE.replace("http", "ws") + "/gateway")


def point_assets(module: ModuleType) -> None:
    """Fetch avatars there."""
    module.Asset.BASE = BASE


CHANGED: dict[str, Callable[[ModuleType], None]] = {
    "discord.http": point_http,
    "discord.gateway": point_gateway,
    "discord.asset": point_assets,
    "discord.shard": hasten,
    "discord.state": hasten_state,
    "discord.webhook.async_": hasten,
    "bot.adapters.discord_chat.room.starts": hasten_starts,
    "bot.adapters.sqlite.connect": hasten_disk,
}


class Finder:
    """Finds these modules as usual, and changes each right after it has run."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the usual spec of one of the modules, with a loader that changes it."""
        change = CHANGED.get(name)
        spec = importlib.machinery.PathFinder.find_spec(name, path, target) if change else None
        if spec is None or spec.loader is None or change is None:
            return None
        run = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            run(module)
            change(module)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]  # this one spec's loader only
        return spec


def stand_by() -> None:
    """Load what takes long, and wait to be needed."""
    sys.path.insert(0, os.getcwd())
    importlib.import_module("bot.cli")
    sys.path.pop(0)
    sys.argv += json.loads(sys.stdin.readline() or "[]")


if BASE:
    sys.meta_path.insert(0, Finder)
    if os.environ.pop("TCHAT_TEST_SPARE", ""):  # not for the processes that this one starts
        stand_by()
