"""The stand-in itself: an async context manager that holds the world, the server, the gateway and the faults.

`in_process` points this process's discord.py at it, `environment` that of a bot in a subprocess.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import discord.asset
import discord.gateway
import discord.http
import yarl

from tests.standin.acts import retell
from tests.standin.faults import Faults
from tests.standin.gateway import Gateway
from tests.standin.guild import Guild
from tests.standin.message import Message
from tests.standin.server import API, Recorded, Server
from tests.standin.world import World

SHIM = Path(__file__).parent / "shim"


class StandIn:
    """Discord, as far as this bot can tell."""

    def __init__(self, *, patience: float = 30.0) -> None:
        self.world = World(patience)
        self.faults = Faults()
        self.gateway = Gateway(self.world, self.faults)
        self.server = Server(self.world, self.faults, self.gateway)
        self.until = self.world.until

    async def __aenter__(self) -> Self:
        await self.server.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.clear()
        self.gateway.thaw()
        self.gateway.go_dark()
        await self.server.stop()

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def requests(self) -> list[Recorded]:
        return self.server.requests

    @property
    def violations(self) -> list[str]:
        """Return the requests whose shape Discord would not have accepted."""
        return self.server.violations

    @property
    def unhandled(self) -> list[str]:
        """Return the requests to routes the stand-in does not know."""
        return self.server.unhandled

    def guild(self, name: str, *, size: int = 0, locale: str = "en-US", shard: int | None = None) -> Guild:
        """Return the guild with this name, made if need be; the bot is in it.

        `shard` is where it is if there are 64 shards, and so its remainder for any number of them that divides 64.
        """
        for guild in self.world.guilds.values():
            if guild.name == name:
                return guild
        id = self.world.next_id()
        if shard is not None:  # one of the past, so that none that comes is of the future
            id = ((id >> 28) - len(self.world.guilds) - 1 << 6 | shard) << 22
        guild = Guild(self.world, name, size, locale, id)
        self.world.guilds[guild.id] = guild
        guild.joined()
        return guild

    async def resolves_embed(self, message: Message, title: str) -> None:
        """Add the preview of a link: an update of the message that is no edit."""
        message.embeds = [*message.embeds, {"type": "link", "title": title}]
        retell(message)

    async def asked(self, match: str, times: int = 1) -> list[Recorded]:
        """Wait until that many requests matching a part of "METHOD /path/{template}" have been answered."""

        def found() -> list[Recorded] | None:
            matching = [one for one in self.requests if match in one.called and one.status is not None]
            return matching if len(matching) >= times else None

        return await self.until(found, f"{times} × {match!r}")

    @contextlib.contextmanager
    def in_process(self) -> Iterator[None]:
        """Point the discord.py of this process here, for a while."""
        route, socket, asset = discord.http.Route, discord.gateway.DiscordWebSocket, discord.asset.Asset
        before = route.BASE, socket.DEFAULT_GATEWAY, asset.BASE
        base = self.world.base
        route.BASE, asset.BASE = base + API, base
        socket.DEFAULT_GATEWAY = yarl.URL(base.replace("http", "ws") + "/gateway")
        try:
            yield
        finally:
            route.BASE, socket.DEFAULT_GATEWAY, asset.BASE = before

    def environment(self) -> dict[str, str]:
        """Return the environment in which another process's discord.py comes here."""
        path = os.pathsep.join(filter(None, [str(SHIM), os.environ.get("PYTHONPATH", "")]))
        added = {"TCHAT_TEST_DISCORD": self.world.base, "DISCORD_TOKEN": self.token, "PYTHONPATH": path}
        return {**os.environ, **added}
