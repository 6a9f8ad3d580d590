"""Server-Sent Events: what changes on a page, in frames, from a cursor on, without gap or double.

A frame's id is "BOOT-SEQ". Whoever comes with the id of the last frame they have gets those that follow; whoever comes
with one of another process, or too old, is told to fetch the page again (`resync`). Nobody who reads slowly holds up
the others: their stream ends, and they come again.
"""

import asyncio
import json
import random
from collections import Counter, deque
from collections.abc import Callable, Mapping
from contextlib import suppress

from aiohttp import web

from bot.adapters.web.frame.limits import client_of, too_many

FRAME_SECONDS = 0.2
"""How long changes gather before they are sent together: faster than anyone reads, slower than a burst."""

REMEMBERED = 1000
"""How many frames can be caught up with."""

BACKLOG = 64
"""How many frames may wait for one follower."""

SLICE = 50
"""How many followers are handed a frame before everything else in the loop gets a turn."""

HEARTBEAT_SECONDS = 15
WRITE_SECONDS = 10
RETRY_MS = (2500, 4500)
"""When a browser comes again: not all of them at once."""

MOST_STREAMS = 1000
MOST_OF_ONE = 30
"""How many streams one address may have: a class that follows together, behind one connection."""

COME_AGAIN = 60

Change = Mapping[str, object]


class Broadcast:
    """What is told to everybody who follows one view. `boot` is a new word for each; `beside` goes with each frame."""

    def __init__(self, boot: str, beside: Callable[[], Change]) -> None:
        self._boot = boot
        self._beside = beside
        self._seq = 0
        self._frames: deque[tuple[int, bytes]] = deque(maxlen=REMEMBERED)
        self._waiting: list[Change] = []
        self._timer: asyncio.TimerHandle | None = None
        self._followers: dict[int, asyncio.Queue[bytes | None]] = {}
        self._next = 0
        self._last: bytes | None = None

    def tell(self, *changes: Change) -> None:
        """Let followers know, within a frame's time."""
        self._waiting += changes
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(FRAME_SECONDS, self.flush)

    def flush(self) -> None:
        """Send what has gathered."""
        if frame := self._frame():
            self._hand_out(frame, list(self._followers))

    def _frame(self) -> bytes | None:
        """Make a frame of what has gathered, if anything has, and remember it."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._waiting:
            return None
        self._seq += 1
        told = {**self._beside(), "changes": self._waiting}
        self._waiting = []
        frame = event("changes", told, id=self.cursor_now)
        self._frames.append((self._seq, frame))
        return frame

    @property
    def cursor_now(self) -> str:
        """The id of the last frame."""
        return f"{self._boot}-{self._seq}"

    def cursor(self) -> str:
        """Return the id from which to follow a page that is made now, without waiting in between."""
        self.flush()
        return self.cursor_now

    @property
    def followers(self) -> int:
        """How many follow."""
        return len(self._followers)

    def end(self, reason: str) -> None:
        """Say goodbye: followers go, and none who comes later stays. `restart` lets them come again elsewhere."""
        self._last = event("bye", {"reason": reason})
        if frame := self._frame():
            self._pass(frame, list(self._followers))  # at once: nobody is left to be handed it later
        for queue in self._followers.values():
            if not queue.full():
                queue.put_nowait(self._last)
            _close(queue)

    def _hand_out(self, frame: bytes, keys: list[int]) -> None:
        self._pass(frame, keys[:SLICE])
        if rest := keys[SLICE:]:
            asyncio.get_running_loop().call_soon(self._hand_out, frame, rest)

    def _pass(self, frame: bytes, keys: list[int]) -> None:
        for key in keys:
            if (queue := self._followers.get(key)) is not None:
                if queue.full():
                    _close(queue)
                    del self._followers[key]  # too slow: it comes again with its cursor
                else:
                    queue.put_nowait(frame)

    def _missed(self, since: str) -> list[bytes] | None:
        """Return the frames after a cursor; None if they are not all there."""
        boot, _, seq = since.rpartition("-")
        if boot != self._boot or not seq.isascii() or not seq.isdigit() or len(seq) > len(str(self._seq)):
            return None
        after = int(seq)
        oldest = self._frames[0][0] if self._frames else self._seq + 1
        return [frame for number, frame in self._frames if number > after] if oldest - 1 <= after <= self._seq else None

    async def follow(self, request: web.Request) -> web.StreamResponse:
        """Send the stream to one follower until either side ends it."""
        since = request.headers.get("Last-Event-ID") or request.query.get("since", "")
        response = web.StreamResponse(headers=HEADERS)
        self.flush()
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(BACKLOG)
        self._next += 1
        key = self._next
        missed = self._missed(since)
        if missed is not None and self._last is None:
            self._followers[key] = queue  # from here on nothing is missed, whatever is sent first
        try:
            await response.prepare(request)
            first = f"retry: {random.randint(*RETRY_MS)}\n\n".encode()
            if missed is None:
                await _write(response, first + event("resync", {}))
            elif self._last is not None:
                await _write(response, first + b"".join(missed) + self._last)
            else:
                await _write(response, first + b"".join(missed))
                await _pass_on(queue, response)
        except (ConnectionError, TimeoutError):
            pass  # the other side is gone, or does not read
        finally:
            self._followers.pop(key, None)
        return response


async def _pass_on(queue: "asyncio.Queue[bytes | None]", response: web.StreamResponse) -> None:
    while True:
        try:
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                frame = await queue.get()
        except TimeoutError:
            frame = b": still here\n\n"
        if frame is None:
            return
        await _write(response, frame)


async def _write(response: web.StreamResponse, data: bytes) -> None:
    async with asyncio.timeout(WRITE_SECONDS):
        await response.write(data)


def _close(queue: "asyncio.Queue[bytes | None]") -> None:
    """Let a stream end after what waits in its queue, or at once if that is full."""
    if queue.full():
        with suppress(asyncio.QueueEmpty):
            while True:
                queue.get_nowait()
    queue.put_nowait(None)


HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-cache, no-transform",
    "X-Accel-Buffering": "no",
}


def event(kind: str, data: Change, *, id: str = "") -> bytes:
    """Return an event as it is sent. JSON has no line breaks of its own, so it is one line."""
    head = f"id: {id}\n" if id else ""
    return f"{head}event: {kind}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


class Streams:
    """All broadcasts of a site, to be ended with it."""

    def __init__(self) -> None:
        self._all: list[Broadcast] = []
        self._clients: Counter[str] = Counter()

    def add(self, broadcast: Broadcast) -> Broadcast:
        """Take care of its end."""
        self._all.append(broadcast)
        return broadcast

    @property
    def open(self) -> int:
        """How many streams are open to followers from elsewhere."""
        return self._clients.total()

    async def follow(self, broadcast: Broadcast, request: web.Request) -> web.StreamResponse:
        """Send a broadcast to a follower, unless there are too many; their page can still be read."""
        client = client_of(request)
        if self.open >= MOST_STREAMS or self._clients[client] >= MOST_OF_ONE:
            raise too_many(COME_AGAIN)
        self._clients[client] += 1
        try:
            return await broadcast.follow(request)
        finally:
            self._clients[client] -= 1
            self._clients += Counter()  # drops those that have none

    def drop(self, broadcast: Broadcast, reason: str) -> None:
        """End one now."""
        self._all.remove(broadcast)
        broadcast.end(reason)

    def end(self) -> None:
        """End them all: the server is closing."""
        for each in self._all:
            each.end("restart")


STREAMS = web.AppKey("streams", Streams)
