"""What stands between a bot and its PostgreSQL server in a test: it can cut, hold up, and lose an answer to COMMIT."""

import asyncio
from types import TracebackType
from typing import Self

COMMIT = b"COMMIT\0"


class Proxy:
    """Passes bytes on to a server's socket. `flows` is cleared to hold everything up, as a network that is gone does.

    After `lose_commit` the next COMMIT reaches the server, and its answer nobody.
    """

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._lines: set[asyncio.StreamWriter] = set()
        self._dead: set[asyncio.StreamWriter] = set()
        self._deaf = False
        self.flows = asyncio.Event()
        self.flows.set()
        self.lost = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        self.flows.set()
        self.cut()

    def cut(self) -> None:
        """Break every connection."""
        for line in self._lines:
            line.transport.abort()

    def swallow(self) -> None:
        """Let nothing through on the connections that there are, nor tell anybody; new ones are fine."""
        self._dead |= self._lines

    def lose_commit(self) -> None:
        """Let the answer to the next COMMIT be lost, and its connection with it."""
        self._deaf = True

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, to_server = await asyncio.open_unix_connection(self._socket)
        except OSError:  # there is no server just now
            return writer.transport.abort()
        lines = {writer, to_server}
        self._lines |= lines
        ways = [asyncio.create_task(self._pass(*way)) for way in ((reader, to_server), (there, writer))]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        self._lines -= lines
        for line in lines:
            line.transport.abort()
        return None

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            await self.flows.wait()
            if target in self._dead:
                continue
            target.write(data)
            await target.drain()
            if self._deaf and COMMIT in data:
                self._deaf = False
                self.lost += 1
                await asyncio.sleep(0.05)  # so that the server has it
                return
