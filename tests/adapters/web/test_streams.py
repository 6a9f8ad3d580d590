"""Streams: resumed without gap or double, ended at once, and never held up by somebody who does not read."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.adapters.catalogues import words
from bot.adapters.web.frame import streams
from bot.adapters.web.frame.server import application, serving
from bot.adapters.web.frame.site import Route, Site
from bot.adapters.web.frame.streams import STREAMS, Broadcast

Event = tuple[str, str, object]


class Stream:
    """One follower, reading event by event."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def event(self) -> Event | None:
        """The next event that is not just a sign of life: its id, its kind and its data; None at the end."""
        while True:
            fields: dict[str, str] = {}
            while line := (await self._response.content.readline()).decode():
                if line == "\n":
                    break
                name, _, value = line.rstrip("\n").partition(": ")
                fields[name] = value
            if "event" in fields:
                return fields.get("id", ""), fields["event"], json.loads(fields["data"])
            if not line:
                return None


class Told:
    """A broadcast on a server of its own."""

    def __init__(self, broadcast: Broadcast, address: str, session: aiohttp.ClientSession) -> None:
        self.broadcast = broadcast
        self.address = address
        self._session = session

    @asynccontextmanager
    async def stream(self, since: str, *, last: str = "") -> AsyncIterator[Stream]:
        headers = {"Last-Event-ID": last} if last else {}
        timeout = aiohttp.ClientTimeout(total=None)
        url = f"{self.address}/events?since={since}"
        async with self._session.get(url, headers=headers, timeout=timeout) as response:
            assert response.headers["Content-Type"] == "text/event-stream"
            assert "no-transform" in response.headers["Cache-Control"]
            yield Stream(response)

    async def ask(self) -> None:
        async with self._session.get(f"{self.address}/robots.txt"):
            pass

    def say(self, *numbers: int) -> None:
        self.broadcast.tell(*({"n": number} for number in numbers))
        self.broadcast.flush()


@asynccontextmanager
async def told() -> AsyncIterator[Told]:
    broadcast = Broadcast("boot", lambda: {"now": 1})
    app = application(Site(words), [Route("GET", "/events", broadcast.follow)])
    app[STREAMS].add(broadcast)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session, serving(app, host="127.0.0.1", port=0) as address:
        yield Told(broadcast, address, session)


def frame(id: str, *numbers: int) -> Event:
    return id, "changes", {"now": 1, "changes": [{"n": number} for number in numbers]}


async def test_what_happens_after_the_page_was_made_arrives_in_frames() -> None:
    async with told() as server:
        server.say(1)
        async with server.stream(server.broadcast.cursor()) as stream:
            server.broadcast.tell({"n": 2})
            server.broadcast.tell({"n": 3})
            assert await stream.event() == frame("boot-2", 2, 3)
            server.say(4)
            assert await stream.event() == frame("boot-3", 4)


async def test_who_comes_back_misses_nothing_and_gets_nothing_twice() -> None:
    async with told() as server:
        for number in range(1, 6):
            server.say(number)
        async with server.stream("boot-2") as stream:
            assert [await stream.event() for _ in range(3)] == [frame(f"boot-{n}", n) for n in (3, 4, 5)]
        async with server.stream("boot-0", last="boot-4") as stream:
            assert await stream.event() == frame("boot-5", 5)


async def test_a_page_made_while_changes_gather_holds_them_already() -> None:
    async with told() as server:
        server.broadcast.tell({"n": 1})
        since = server.broadcast.cursor()
        async with server.stream(since) as stream:
            server.say(2)
            assert await stream.event() == frame("boot-2", 2)


@pytest.mark.parametrize("since", ["", "boot", "other-1", "boot-99", "boot--1", "boot-²", "boot-1" + "0" * 30])
async def test_a_cursor_that_is_not_ours_fetches_the_page_again(since: str) -> None:
    async with told() as server:
        server.say(1)
        async with server.stream(since) as stream:
            assert await stream.event() == ("", "resync", {})
            assert await stream.event() is None


async def test_a_cursor_that_is_too_old_fetches_the_page_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "REMEMBERED", 3)
    async with told() as server:
        for number in range(1, 6):
            server.say(number)
        async with server.stream("boot-1") as stream:
            assert await stream.event() == ("", "resync", {})
        async with server.stream("boot-2") as stream:
            assert await stream.event() == frame("boot-3", 3)


async def test_everybody_gets_a_frame_also_when_many_follow() -> None:
    async with told() as server, asyncio.timeout(20), contextlib.AsyncExitStack() as stack:
        since = server.broadcast.cursor()
        followers = [await stack.enter_async_context(server.stream(since)) for _ in range(120)]
        server.say(1)
        server.say(2)
        for stream in followers:
            assert [await stream.event(), await stream.event()] == [frame("boot-1", 1), frame("boot-2", 2)]


async def test_the_end_of_the_server_ends_streams_with_a_word() -> None:
    async with told() as server:
        async with server.stream(server.broadcast.cursor()) as stream:
            server.broadcast.tell({"n": 1})
            server.broadcast.end("restart")
            assert await stream.event() == frame("boot-1", 1)
            assert await stream.event() == ("", "bye", {"reason": "restart"})
            assert await stream.event() is None
        async with server.stream("boot-0") as late:
            assert await late.event() == frame("boot-1", 1)
            assert await late.event() == ("", "bye", {"reason": "restart"})


async def test_everybody_hears_the_last_word_before_the_end_also_when_many_follow() -> None:
    async with told() as server, asyncio.timeout(20), contextlib.AsyncExitStack() as stack:
        since = server.broadcast.cursor()
        followers = [await stack.enter_async_context(server.stream(since)) for _ in range(60)]
        server.broadcast.tell({"n": 1})
        server.broadcast.end("restart")
        for stream in followers:
            assert await stream.event() == frame("boot-1", 1)
            assert await stream.event() == ("", "bye", {"reason": "restart"})


async def test_closing_does_not_wait_for_streams() -> None:
    broadcast = Broadcast("boot", dict)
    app = application(Site(words), [Route("GET", "/events", broadcast.follow)])
    app[STREAMS].add(broadcast)
    before = asyncio.all_tasks()
    async with aiohttp.ClientSession() as session:
        async with asyncio.timeout(1.5):  # less than the two seconds that open requests are given, twice over
            async with serving(app, host="127.0.0.1", port=0) as address:
                response = await session.get(f"{address}/events?since={broadcast.cursor()}")
        response.close()
    assert broadcast.followers == 0
    assert asyncio.all_tasks() <= before


async def test_somebody_who_does_not_read_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "BACKLOG", 2)
    async with told() as server:
        async with server.stream(server.broadcast.cursor()):
            for number in range(1, 5):  # without a turn for the follower in between
                server.say(number)
            assert server.broadcast.followers == 0
        async with server.stream("boot-4") as again:
            server.say(5)
            assert await again.event() == frame("boot-5", 5)


async def test_a_follower_who_is_gone_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT_SECONDS", 0.01)
    async with told() as server, asyncio.timeout(10):
        async with server.stream(server.broadcast.cursor()):
            assert server.broadcast.followers == 1
        while server.broadcast.followers:
            await server.ask()  # a turn for the server
