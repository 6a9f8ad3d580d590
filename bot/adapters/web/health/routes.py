"""The two addresses that programs ask."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from bot.adapters.web.frame.server import application
from bot.adapters.web.frame.site import Route, Site
from bot.adapters.web.health.readings import LoopLag, Readings
from bot.app.engine import Engine
from bot.app.live.vitals import Link
from bot.core.base.errors import StoreError
from bot.core.base.words import WordsIn

PATIENCE = 5.0
"""After how many seconds without an answer the writer is taken to be stuck."""


class Health:
    """Answers for a running bot. With a `token`, only to who sends it."""

    def __init__(self, engine: Engine, readings: Readings, words: WordsIn, *, token: str) -> None:
        self._engine = engine
        self._readings = readings
        self._registry = CollectorRegistry()
        self._registry.register(readings)
        routes = (Route("GET", "/healthz", self._healthz), Route("GET", "/metrics", self._metrics))
        self.app = application(Site(words, token=token), routes)

    async def _healthz(self, request: web.Request) -> web.Response:
        """Fail only if a restart would help: nothing is committed any more. A full disk or Discord's absence stay."""
        trouble = len(self._engine.vitals.troubles)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._engine.store.settled()
        except TimeoutError:
            return web.json_response({"ok": False, "record": "stuck", "sessions_in_trouble": trouble}, status=503)
        except StoreError:
            return web.json_response({"ok": True, "record": "cannot be written", "sessions_in_trouble": trouble})
        return web.json_response({"ok": True, "record": "written", "sessions_in_trouble": trouble})

    async def _metrics(self, request: web.Request) -> web.Response:
        with suppress(StoreError):  # what is known is told, whatever the disk does
            self._readings.waiting_since = await self._engine.store.waiting_since()
        return web.Response(body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


@asynccontextmanager
async def health_of(
    engine: Engine, links: Callable[[], Mapping[int, Link]], followers: Callable[[], int], words: WordsIn, *, token: str
) -> AsyncIterator[web.Application]:
    """Return what answers for a running bot, for the length of a block."""
    lag = LoopLag()
    with lag.watched():
        yield Health(engine, Readings(engine, lag, links, followers), words, token=token).app
