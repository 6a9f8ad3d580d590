"""Fetching a file: what each answer of a file server means."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.adapters.discord_chat.room.fetching import fetched
from bot.app.ports.values import Gone, TooLarge, Unsure
from bot.core.base.errors import RoomError

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}/file"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "meaning"),
    [(404, Gone), (410, Gone), (429, Unsure), (503, Unsure), (403, RoomError), (302, RoomError), (206, RoomError)],
)
async def test_what_an_answer_means(status: int, meaning: type[Exception]) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={"Location": "/elsewhere"})

    async with serving(answer) as link:
        with pytest.raises(meaning):
            await fetched(link, 10)


async def test_a_file_without_an_end_is_left_as_soon_as_it_is_too_large() -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(bytes(100_000))

    async with serving(answer) as link:
        with pytest.raises(TooLarge):
            await fetched(link, 1_000_000)


async def test_a_line_that_breaks_in_the_middle_is_no_file() -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b"half")
        assert request.transport
        request.transport.abort()
        return response

    async with serving(answer) as link:
        with pytest.raises(Unsure):
            await fetched(link, 1000)


@pytest.mark.parametrize("link", ["", "rehearsal:7", "http://", "file:///etc/passwd", "https://[bad/x"])
async def test_what_is_no_web_address_is_not_fetched(link: str) -> None:
    with pytest.raises(RoomError):
        await fetched(link, 10)


async def test_a_server_that_nobody_runs_may_come_back() -> None:
    with pytest.raises(Unsure):
        await fetched("http://127.0.0.1:9/file", 10)
