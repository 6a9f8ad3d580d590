"""A local server that speaks OpenAI's protocol, well or badly: it can lie, stall, stream rubbish and disagree."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

Behaviour = Callable[[web.Request, dict[str, Any]], Awaitable[web.StreamResponse]]


class Server:
    """The server; `requests` are the bodies that came, `headers` what came with them."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.behaviour: Behaviour = says("{}")
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.requests.append(body)
        self.headers.append(dict(request.headers))
        return await self.behaviour(request, body)

    @property
    def forms(self) -> list[str]:
        """The form of answer that each request asked for."""
        return [body.get("response_format", {}).get("type", "plain") for body in self.requests]


def completion(content: object, **choice: object) -> dict[str, Any]:
    return {"choices": [{"message": {"content": content}, "finish_reason": "stop", **choice}]}


def says(content: object, **choice: object) -> Behaviour:
    async def behave(_: web.Request, __: dict[str, Any]) -> web.StreamResponse:
        return web.json_response(completion(content, **choice))

    return behave


def sends(body: str, *, status: int = 200, headers: dict[str, str] | None = None) -> Behaviour:
    async def behave(_: web.Request, __: dict[str, Any]) -> web.StreamResponse:
        return web.Response(text=body, status=status, headers=headers)

    return behave


def takes(*forms: str, status: int = 400) -> Behaviour:
    """Answer to these forms only, and refuse the others."""

    async def behave(_: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        form = body.get("response_format", {}).get("type", "plain")
        if form in forms:
            return web.json_response(completion(json.dumps({"form": form})))
        return web.Response(status=status, text="unknown response_format")

    return behave


async def drafts(_: web.Request, body: dict[str, Any]) -> web.StreamResponse:
    """Word one sentence from the first words of each answer."""
    data = json.loads(body["messages"][-1]["content"])
    said = ", ".join(f"{each['person']} {' '.join(each['text'].split()[:4])}" for each in data["answers"])
    sentence = {"text": said, "cites": [each["id"] for each in data["answers"]]}
    sent = {"start": data["start"], "sentences": [sentence], "end": data["end"]}
    return web.json_response(completion(json.dumps(sent)))


@asynccontextmanager
async def served() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        yield server
    finally:
        await runner.cleanup()
