"""The server: an application from routes, and its life for the length of a block."""

import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger
from aiohttp.http import HttpProcessingError
from aiohttp.log import server_logger

from bot.adapters.web.frame import headers
from bot.adapters.web.frame.guard import LET_IN, MOST_BYTES, guard, let_in
from bot.adapters.web.frame.limits import LIMITS, Limits, limited, sending
from bot.adapters.web.frame.pages import ENVIRONMENT, FRAME, environment
from bot.adapters.web.frame.site import SITE, Part, Route, Site
from bot.adapters.web.frame.statics import STATICS, Statics
from bot.adapters.web.frame.streams import STREAMS, Streams
from bot.core.base.errors import ConfigError
from bot.core.base.words import N_

log = logging.getLogger(__name__)

CLOSING_SECONDS = 2
"""How long open requests may take to end; streams are ended before that."""

IDLE_SECONDS = 150
"""How long a connection may say nothing, or not finish what it begins to ask; proxies keep theirs for up to 120 s."""

PORT_TAKEN = N_("Nothing can be served on {host}:{port} ({reason}). Choose another port.")


class RouteLog(AbstractAccessLogger):
    """Notes each request by its route: an address can hold a token or what somebody searched for."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        route = "unmatched"
        with suppress(AssertionError):  # so aiohttp says that what came is no request at all
            if isinstance(request, web.Request) and (resource := request.match_info.route.resource):
                route = resource.canonical
        self.logger.info("%s %s %s %.3f s", request.method, route, response.status, time)


def application(site: Site, routes: Sequence[Route], *parts: Part) -> web.Application:
    """Return what answers requests: the routes of a site, of parts of it, and those that every site has."""
    app = web.Application(middlewares=[sending, headers.unchanged, guard], client_max_size=MOST_BYTES)
    packages = (FRAME, *site.packages, *(part.package for part in parts))
    styles = dict(site.styles)
    for part in parts:
        styles |= part.styles
    app[SITE] = site
    app[STATICS] = statics = Statics(packages, {"alone.css": ["alone"], **styles})
    app[ENVIRONMENT] = environment(packages)
    app[STREAMS] = Streams()
    app[LIMITS] = Limits(time.monotonic)
    app.on_response_prepare.append(headers.add)
    app.on_shutdown.append(_end_streams)
    own = [Route("GET", "/robots.txt", _robots), Route("GET", "/static/{hash}/{name}", statics.send)]
    if site.token:
        own.append(Route("GET", LET_IN, let_in))
    for route in (*routes, *(route for part in parts for route in part.routes), *own):
        answer = limited(route.answer, route.limit) if route.limit else route.answer
        app.router.add_route(route.method, route.path, answer)
    return app


@asynccontextmanager
async def serving(app: web.Application, *, host: str, port: int) -> AsyncIterator[str]:
    """Answer requests for the length of a block, and yield the address. Port 0 takes any that is free.

    Raises `ConfigError` if nothing can be served there.
    """
    runner = web.AppRunner(
        app,
        access_log_class=RouteLog,
        access_log=log,
        shutdown_timeout=CLOSING_SECONDS,
        keepalive_timeout=IDLE_SECONDS,
    )
    server_logger.addFilter(_is_a_fault)
    try:
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise ConfigError(PORT_TAKEN, host=host, port=port, reason=error.strerror or error) from error
        bound, number, *_ = runner.addresses[0]
        shown = f"[{bound}]" if ":" in bound else bound
        yield f"http://{shown}:{number}"
    finally:
        await runner.cleanup()
        server_logger.removeFilter(_is_a_fault)


def _is_a_fault(record: logging.LogRecord) -> bool:
    """Whether an error is one of the server.

    Who goes to the next page before this one is there is none, and what is no request would be logged with its address.
    """
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError | ConnectionError))


async def _end_streams(app: web.Application) -> None:
    app[STREAMS].end()


async def _robots(_: web.Request) -> web.Response:
    return web.Response(text="User-agent: *\nDisallow: /\n")
