"""Points discord.py at the stand-in named by TCHAT_TEST_DISCORD; does nothing without that variable.

Python imports this module at start when its directory is on PYTHONPATH. It waits for discord.py's modules to be
imported and changes three addresses in them.
"""

import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from types import ModuleType

BASE = os.environ.get("TCHAT_TEST_DISCORD", "")


def point_http(module: ModuleType) -> None:
    """Send REST requests there."""
    module.Route.BASE = BASE + "/api/v10"


def point_gateway(module: ModuleType) -> None:
    """Open the gateway there."""
    import yarl  # discord.gateway has just imported it

    module.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(BASE.replace("http", "ws") + "/gateway")


def point_assets(module: ModuleType) -> None:
    """Fetch avatars there."""
    module.Asset.BASE = BASE


POINTED: dict[str, Callable[[ModuleType], None]] = {
    "discord.http": point_http,
    "discord.gateway": point_gateway,
    "discord.asset": point_assets,
}


class Finder:
    """Finds the three modules as usual, and changes each right after it has run."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the usual spec of one of the three modules, with a loader that changes it."""
        change = POINTED.get(name)
        spec = importlib.machinery.PathFinder.find_spec(name, path, target) if change else None
        if spec is None or spec.loader is None or change is None:
            return None
        run = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            run(module)
            change(module)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]  # this one spec's loader only
        return spec


if BASE:
    sys.meta_path.insert(0, Finder)
