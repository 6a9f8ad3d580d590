"""Who asks too often, and who is too slow, is told so or let go; nobody else notices."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_network
from pathlib import Path

import pytest
from aiohttp import web

from bot.adapters.catalogues import words
from bot.adapters.web.frame import limits, server, streams
from bot.adapters.web.frame.limits import LIMITS
from bot.adapters.web.frame.site import Limit, Route, Site
from bot.adapters.web.frame.streams import STREAMS, Broadcast
from tests.adapters.web.archives import played_archive
from tests.adapters.web.sites import Visitor, nothing, served

PROXIES = (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"))


async def gone(_: web.Request) -> web.StreamResponse:
    raise web.HTTPNotFound


class Hand:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = 1000.0

    def now(self) -> float:
        return self.time


@asynccontextmanager
async def limited(*routes: Route, proxies: bool = True) -> AsyncIterator[tuple[Visitor, Hand]]:
    async with served(Site(words, trusted_proxies=PROXIES if proxies else ()), routes) as visitor:
        hand = Hand()
        visitor.app[LIMITS].now = hand.now
        yield visitor, hand


async def _many(visitor: Visitor, path: str, count: int, came: str = "") -> list[int]:
    headers = {"X-Forwarded-For": came}
    return [(await visitor.asks(path, headers=headers)).status for _ in range(count)]


async def test_who_asks_too_often_waits_and_others_do_not() -> None:
    async with limited(Route("GET", "/search", nothing, Limit(3, 2))) as (visitor, hand):
        assert await _many(visitor, "/search", 4, "198.51.100.1") == [204, 204, 204, 429]
        assert await _many(visitor, "/search", 1, "198.51.100.2") == [204]
        told = await visitor.asks("/search", headers={"X-Forwarded-For": "198.51.100.1"})
        assert (told.headers["Retry-After"], "too often" in told.text) == ("2", True)
        hand.time += 2
        assert await _many(visitor, "/search", 2, "198.51.100.1") == [204, 429]
        hand.time += 60
        assert await _many(visitor, "/search", 4, "198.51.100.1") == [204, 204, 204, 429]


async def test_only_guesses_count_where_only_they_do() -> None:
    limit = Limit(2, 1, only_refused=True)
    async with limited(Route("GET", "/s/{token}", gone, limit), Route("GET", "/good", nothing, limit)) as (visitor, _):
        assert await _many(visitor, "/good", 5) == [204] * 5
        assert await _many(visitor, "/s/a", 3) == [404, 404, 429]
        assert await _many(visitor, "/good", 1) == [429]  # whoever guesses has to wait, whatever they ask for


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("198.51.100.1", "198.51.100.2", False),
        (
            "203.0.113.9, 198.51.100.1",
            "203.0.113.8, 198.51.100.1",
            True,
        ),  # what a client says of itself is not believed
        ("198.51.100.1, 10.1.2.3", "198.51.100.1, 10.9.9.9, 10.1.2.3", True),
        ("2001:db8:1:1::1", "2001:db8:1:1::2", True),
        ("2001:db8:1:1::1", "2001:db8:1:2::1", False),
        ("::ffff:198.51.100.1", "198.51.100.1", True),
        ("nonsense", "other nonsense", True),
    ],
)
async def test_an_address_is_that_of_the_client(one: str, other: str, same: bool) -> None:
    async with limited(Route("GET", "/search", nothing, Limit(1, 60))) as (visitor, _):
        assert await _many(visitor, "/search", 1, one) == [204]
        assert await _many(visitor, "/search", 1, other) == [429 if same else 204]


async def test_a_proxy_that_is_not_trusted_is_the_client() -> None:
    async with limited(Route("GET", "/search", nothing, Limit(1, 60)), proxies=False) as (visitor, _):
        assert await _many(visitor, "/search", 1, "198.51.100.1") == [204]
        assert await _many(visitor, "/search", 1, "198.51.100.2") == [429]


async def test_as_many_addresses_as_there_are_take_no_more_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_CLIENTS", 2)
    async with limited(Route("GET", "/search", nothing, Limit(1, 60))) as (visitor, _):
        for number in (1, 2, 3):
            assert await _many(visitor, "/search", 1, f"198.51.100.{number}") == [204]
        assert await _many(visitor, "/search", 1, "198.51.100.3") == [429]
        assert await _many(visitor, "/search", 1, "198.51.100.1") == [204]  # the oldest was forgotten


async def test_an_address_has_so_many_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_OF_ONE", 1)
    broadcast = Broadcast("boot", dict)

    async def follow(request: web.Request) -> web.StreamResponse:
        return await request.app[STREAMS].follow(broadcast, request)

    async with limited(Route("GET", "/events", follow)) as (visitor, _):
        visitor.app[STREAMS].add(broadcast)
        url = f"{visitor.address}/events?since={broadcast.cursor()}"
        async with visitor.session.get(url, headers={"X-Forwarded-For": "198.51.100.1"}) as first:
            await first.content.readline()
            assert await _many(visitor, "/events?since=x", 2, "198.51.100.1") == [429, 429]
            assert await _many(visitor, "/events?since=x", 1, "198.51.100.2") == [200]
            monkeypatch.setattr(streams, "MOST_STREAMS", 1)
            assert await _many(visitor, "/events?since=x", 1, "198.51.100.2") == [429]
            broadcast.end("over")
            await first.read()
        assert await _many(visitor, "/events?since=x", 1, "198.51.100.1") == [200]
        assert visitor.app[STREAMS].open == 0


@asynccontextmanager
async def _raw(visitor: Visitor, sent: str) -> AsyncIterator[asyncio.StreamReader]:
    """Say something on a connection, and nothing more."""
    host, port = visitor.address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=1 << 16)
    writer.write(sent.encode())
    try:
        async with asyncio.timeout(20):
            yield reader
    finally:
        writer.close()


async def test_who_says_nothing_or_is_too_slow_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "IDLE_SECONDS", 0.05)
    monkeypatch.setattr(limits, "READ_SECONDS", 0.05)
    async with limited(Route("POST", "/acts", nothing)) as (visitor, _):
        for begun in ("", "GET / HTTP/1.1\r\nHost: localhost\r\n"):
            async with _raw(visitor, begun) as reader:
                assert await reader.read() == b""
        head = "POST /acts HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
        form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na="
        async with _raw(visitor, head + form) as reader:
            assert b" 408 " in await reader.readline()


async def test_who_does_not_read_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SEND_SECONDS", 0.05)
    piece, dropped = b"a" * (1 << 20), asyncio.Event()

    def watch(request: web.Request) -> None:
        assert request.transport
        monkeypatch.setattr(request.transport, "abort", dropped.set)

    async def whole(request: web.Request) -> web.StreamResponse:
        watch(request)
        return web.Response(body=piece * 32)

    async def pieces(request: web.Request) -> web.StreamResponse:
        watch(request)
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(32):
            await limits.write(request, response, piece)
        return response

    async with limited(Route("GET", "/whole", whole), Route("GET", "/pieces", pieces)) as (visitor, _):
        for path in ("/whole", "/pieces"):
            async with _raw(visitor, f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"):
                await dropped.wait()
            dropped.clear()


async def test_who_leaves_before_the_answer_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    async def left(request: web.Request) -> web.StreamResponse:
        assert request.transport
        request.transport.abort()
        return web.Response(body=b"a" * 100)

    asked = "GET /left HTTP/1.1\r\nHost: localhost\r\n\r\n"
    async with limited(Route("GET", "/left", left)) as (visitor, _), _raw(visitor, asked) as reader:
        with suppress(ConnectionResetError):
            assert await reader.read() == b""
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_the_archive_limits_searches_and_guesses(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as archive:
        archive.visitor.app[LIMITS].now = Hand().now
        assert [(await archive.asks(f"/s/guess{n}")).status for n in range(21)] == [404] * 20 + [429]
        token = await archive.token()
        assert [(await archive.asks("/search?q=", token)).status for n in range(11)] == [200] * 10 + [429]
        assert [(await archive.asks("/sign-in")).status for _ in range(21)] == [303] * 20 + [429]
        assert (await archive.asks("/sessions/1/", token)).status == 200
