"""The HTTP side: every request is recorded, meets its fault if one is waiting, and is done by its route.

What no route knows is answered 404 and kept in `unhandled`; a body that Discord would call malformed is kept in
`violations`. Both are for tests to assert empty.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import BodyPartReader, web

from tests.standin import routes_application, routes_guild, routes_messages, routes_oauth
from tests.standin.channel import now
from tests.standin.errors import MISSHAPEN, DiscordError
from tests.standin.faults import CUT, Faults, RequestFault
from tests.standin.gateway import Gateway
from tests.standin.routes import ROUTES, Call, Handler
from tests.standin.world import World

API = "/api/v10"
TABLES = (routes_application, routes_guild, routes_messages, routes_oauth)  # imported for the routes they add
WITHOUT_TOKEN = ("/interactions/", "/webhooks/", "/oauth2/token")
# Generous, as Discord's are for one small bot; without them discord.py would send one request at a time.
LIMITS = {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "49", "X-RateLimit-Reset-After": "0.001"}


@dataclass(eq=False)
class Recorded:
    """One request; `status` 0 is a line that went dead, None one that has not been answered yet."""

    method: str
    template: str
    path: str
    query: dict[str, str]
    body: Any = None
    files: list[str] = field(default_factory=list)
    at: datetime = field(default_factory=now)
    status: int | None = None

    @property
    def called(self) -> str:
        return f"{self.method} {self.template}"


class Server:
    """The listening server, and the record of what was asked of it."""

    def __init__(self, world: World, faults: Faults, gateway: Gateway) -> None:
        self.world = world
        self.faults = faults
        self.requests: list[Recorded] = []
        self.violations: list[str] = []
        self.unhandled: list[str] = []
        app = web.Application(client_max_size=64 * 1024 * 1024)
        for method, path, handler in ROUTES:
            app.router.add_route(method, API + path, self._serving(path, handler))
        app.router.add_get("/attachments/{channel_id}/{file_id}/{name}", self._attachment)
        app.router.add_get("/gateway", gateway.serve)
        app.router.add_get("/gateway/", gateway.serve)
        app.router.add_route("*", "/{path:.*}", self._unknown)
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)

    async def start(self) -> None:
        """Listen on a free port of 127.0.0.1."""
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        host, port = self.runner.addresses[0][:2]
        self.world.base = f"http://{host}:{port}"

    async def stop(self) -> None:
        await self.runner.cleanup()

    def _serving(self, path: str, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            record = Recorded(request.method, path, request.path.removeprefix(API), dict(request.query))
            uploads = await self._read(request, record)
            self.requests.append(record)
            self.world.touch()
            bearer = request.headers.get("Authorization", "").partition("Bearer ")[2]
            call = Call(self.world, request.match_info, request.query, record.body, uploads, bearer)
            return await self._answer(request, record, lambda: self._do(request, record, handler, call))

        return serve

    async def _read(self, request: web.Request, record: Recorded) -> list[tuple[str, bytes]]:
        uploads: list[tuple[str, bytes]] = []
        if request.content_type == "application/x-www-form-urlencoded":
            record.body = {name: str(value) for name, value in (await request.post()).items()}
            return uploads
        if not request.content_type.startswith("multipart/"):
            text = await request.text()
            record.body = json.loads(text) if text else None
            return uploads
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.name == "payload_json":
                record.body = json.loads(await part.text())
            else:
                uploads.append((part.filename or "file", bytes(await part.read())))
        record.files = [name for name, _ in uploads]
        return uploads

    async def _answer(
        self, request: web.Request, record: Recorded, do: Callable[[], web.Response]
    ) -> web.StreamResponse:
        answer = await self._meet(self.faults.take(record.called, committed=False), request)
        if answer is None:
            done = do()
            self.world.touch()
            answer = await self._meet(self.faults.take(record.called, committed=True), request) or done
        record.status = answer.status if answer.status != 499 else CUT
        self.world.touch()
        return answer

    async def _meet(self, fault: RequestFault | None, request: web.Request) -> web.Response | None:
        """Let a fault happen; return the answer if that is its doing."""
        if fault is None:
            return None
        if fault.gate:
            await fault.gate.hold()
        if fault.seconds:
            await asyncio.sleep(fault.seconds)
        if fault.status == CUT:
            if request.transport:
                request.transport.abort()
            return web.Response(status=499)  # nobody is there to read it
        if fault.status is None:
            return None
        body = {"message": "stand-in fault", "code": 0, "retry_after": fault.retry_after, "global": fault.everywhere}
        return _json(body, fault.status, {"Via": "1.1 standin", "Retry-After": str(fault.retry_after)})

    def _do(self, request: web.Request, record: Recorded, handler: Handler, call: Call) -> web.Response:
        try:
            open_to_all = record.template.startswith(WITHOUT_TOKEN) or call.bearer
            if not open_to_all and request.headers.get("Authorization") != f"Bot {self.world.token}":
                raise DiscordError(0)
            answer = handler(call)
        except DiscordError as error:
            return self._refuse(record, error)
        except (KeyError, TypeError, ValueError) as error:  # a part is missing or is of another kind
            return self._refuse(record, DiscordError(50035, repr(error)))
        return web.Response(status=204, headers=LIMITS) if answer is None else _json(answer, 200, LIMITS)

    def _refuse(self, record: Recorded, error: DiscordError) -> web.Response:
        if error.code in MISSHAPEN:
            self.violations.append(f"{record.called}: {error}")
        return _json(error.wire(), error.status, LIMITS)

    async def _attachment(self, request: web.Request) -> web.Response:
        file = self.world.files.get(int(request.match_info["file_id"]))
        return web.Response(body=file.data) if file else web.Response(status=404)

    async def _unknown(self, request: web.Request) -> web.Response:
        self.unhandled.append(f"{request.method} {request.path}")
        return _json({"message": "404: Not Found", "code": 0}, 404, {})


def _json(body: object, status: int, headers: dict[str, str]) -> web.Response:
    # discord.py parses only what is exactly application/json, without a charset.
    return web.Response(
        body=json.dumps(body).encode(), status=status, headers={**headers, "Content-Type": "application/json"}
    )
