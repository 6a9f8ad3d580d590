"""How much one address may ask for, and how long anybody may take: so that nobody keeps others from being answered.

An address is that of a client, also behind proxies that are trusted; for IPv6 the /64 that one household has.
"""

import asyncio
import ipaddress
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from math import ceil

from aiohttp import web

from bot.adapters.web.frame.site import SITE, Answer, Limit

READ_SECONDS = 20
"""How long a request may take to come in."""

SEND_SECONDS = 60
"""How long an answer, or a piece of one, may take to be read."""

MOST_CLIENTS = 10_000
"""How many addresses are remembered for each limit."""


class Limits:
    """Counts what each address asks for. `now` is a clock of seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self._full: dict[Limit, OrderedDict[str, float]] = {}
        """Until when what an address asked for keeps it from asking more, if it had asked for nothing at once."""

    def wait(self, limit: Limit, client: str) -> float:
        """Return for how many seconds an address has to wait; 0 if it need not."""
        clients = self._full.get(limit)
        until = clients.get(client, 0.0) if clients else 0.0
        return max(0.0, until - self.now() - (limit.at_once - 1) * limit.seconds)

    def count(self, limit: Limit, client: str) -> None:
        """Note that an address asked for something."""
        clients = self._full.setdefault(limit, OrderedDict())
        clients[client] = max(clients.pop(client, 0.0), self.now()) + limit.seconds
        if len(clients) > MOST_CLIENTS:
            clients.popitem(last=False)


LIMITS = web.AppKey("limits", Limits)


def limited(answer: Answer, limit: Limit) -> Answer:
    """Return what answers as long as an address does not ask too often."""

    async def within(request: web.Request) -> web.StreamResponse:
        limits, client = request.app[LIMITS], client_of(request)
        if wait := limits.wait(limit, client):
            raise too_many(wait)
        if not limit.only_refused:
            limits.count(limit, client)
        try:
            return await answer(request)
        except web.HTTPNotFound:
            if limit.only_refused:
                limits.count(limit, client)
            raise

    return within


def too_many(wait: float) -> web.HTTPTooManyRequests:
    """Return what says that somebody has to wait for so many seconds."""
    return web.HTTPTooManyRequests(headers={"Retry-After": str(ceil(wait))})


def client_of(request: web.Request) -> str:
    """Return the address of who asks: the last one that a trusted proxy does not stand for itself."""
    hops = [request.remote or "", *reversed(request.headers.get("X-Forwarded-For", "").split(","))]
    client = ""
    for hop in hops:
        try:
            address = ipaddress.ip_address(hop.strip())
        except ValueError:
            break  # what a proxy could not say is not guessed
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        client = str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))
        if not any(address in network for network in request.app[SITE].trusted_proxies):
            break
    return client


async def read(request: web.Request) -> None:
    """Take in what is sent; who is too slow is told so."""
    try:
        async with asyncio.timeout(READ_SECONDS):
            await request.read()
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error


async def write(request: web.Request, response: web.StreamResponse, data: bytes) -> None:
    """Send a piece of an answer."""
    async with _in_time(request):
        await response.write(data)


@web.middleware
async def sending(request: web.Request, handler: Answer) -> web.StreamResponse:
    """Send an answer that is made as a whole."""
    response = await handler(request)
    if isinstance(response, web.Response):
        async with _in_time(request):
            await response.prepare(request)
            await response.write_eof()
    return response


@asynccontextmanager
async def _in_time(request: web.Request) -> AsyncIterator[None]:
    """End a connection that takes nothing; what was to be sent is dropped."""
    try:
        async with asyncio.timeout(SEND_SECONDS):
            yield
    except TimeoutError as error:
        if request.transport is not None:
            request.transport.abort()
        raise ConnectionResetError("nobody reads") from error
