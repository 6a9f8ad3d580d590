"""Every route has a row: what each kind of viewer gets there. A route without one fails."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest

from bot.adapters.catalogues import words
from bot.adapters.web.frame.server import application
from bot.adapters.web.frame.site import Route, Site
from bot.adapters.web.frame.statics import STATICS
from tests.adapters.web.sites import Visitor, served

ROUTES: list[Route] = []
"""What the rooms of pages bring."""

ROWS: Mapping[tuple[str, str], Mapping[str, int]] = {
    ("GET", "/robots.txt"): {"stranger": 200},
    ("GET", "/static/{hash}/{name}"): {"stranger": 200},
}
"""By method and path: which viewer gets which status."""


@asynccontextmanager
async def site_of(viewer: str) -> AsyncIterator[Visitor]:
    async with served(Site(words), ROUTES) as visitor:
        yield visitor


async def test_every_route_has_a_row_and_every_row_a_route() -> None:
    app = application(Site(words), ROUTES)
    routes = {(route.method, route.resource.canonical) for route in app.router.routes() if route.resource}
    assert routes == set(ROWS)


@pytest.mark.parametrize(
    ("method", "path", "viewer", "status"),
    [(*route, viewer, status) for route, row in ROWS.items() for viewer, status in row.items()],
)
async def test_each_viewer_gets_what_the_row_says(method: str, path: str, viewer: str, status: int) -> None:
    app = application(Site(words), ROUTES)
    style = app[STATICS].address("tokens.css")
    async with site_of(viewer) as visitor:
        asked = style if path.startswith("/static") else path
        assert (await visitor.asks(asked, method=method)).status == status
