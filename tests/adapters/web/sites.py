"""The sites under test, served as they are served to people: on a socket, by the runner with its real arguments."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from bot.adapters.catalogues import words
from bot.adapters.web.frame.server import application, serving
from bot.adapters.web.frame.site import Route, Site


@dataclass(frozen=True)
class Answered:
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()


class Visitor:
    """Somebody who asks a site; without anything said otherwise, as a browser on one of its own pages does."""

    def __init__(self, address: str, session: aiohttp.ClientSession, app: web.Application) -> None:
        self.address = address
        self.session = session
        self.app = app
        self.cookies: dict[str, str] = {}
        """What each viewer of a site sends along, by name."""
        self.parts: dict[str, str] = {}
        """What stands for the variable parts of a site's addresses."""

    async def asks(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        json: object = None,
        data: dict[str, str] | str | None = None,
    ) -> Answered:
        ours = {} if method == "GET" else {"Sec-Fetch-Site": "same-origin"}
        sent = {name: value for name, value in {**ours, **(headers or {})}.items() if value}
        call = self.session.request(
            method, self.address + path, headers=sent, json=json, data=data, allow_redirects=False
        )
        async with call as response:
            return Answered(response.status, await response.read(), dict(response.headers))


async def raw(address: str, request: bytes) -> bytes:
    """Return what is answered to the bytes of a request, which no well-behaved client would send."""
    host, _, port = address.removeprefix("http://").partition(":")
    async with asyncio.timeout(10):
        reader, writer = await asyncio.open_connection(host, int(port))
        try:
            writer.write(request.replace(b"\n", b"\r\nHost: localhost\r\nConnection: close\r\n", 1) + b"\r\n\r\n")
            return await reader.read()
        finally:
            writer.close()


async def nothing(_: web.Request) -> web.StreamResponse:
    """A route that changes something, for what every such route has in common."""
    return web.Response(status=204)


@asynccontextmanager
async def served(site: Site | None = None, routes: Sequence[Route] = ()) -> AsyncIterator[Visitor]:
    app = application(site or Site(words), routes)
    async with serving(app, host="127.0.0.1", port=0) as address, aiohttp.ClientSession() as session:
        yield Visitor(address, session, app)
