"""The language model behind an endpoint: what is sent to it, and every way in which it can fail to answer."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.adapters.catalogues import words
from bot.adapters.language_model import diagnosis
from bot.adapters.language_model import endpoint as adapter
from bot.adapters.language_model.endpoint import LARGEST, Endpoint
from bot.app.ports.language_model import ModelError
from tests.adapters.language_model.server import Behaviour, Server, completion, says, sends, served, takes

KEY = "secret-key-1234"
SCHEMA = {"type": "object"}


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with served() as server:
        yield server


def endpoint(server: Server, *, seconds: float = 5, key: str = KEY) -> Endpoint:
    return Endpoint(server.url, "tiny", key, timedelta(seconds=seconds))


async def failure(model: Endpoint) -> str:
    with pytest.raises(ModelError) as raised:
        await model.answer("Do.", "{}", SCHEMA)
    sentence = str(raised.value)
    assert KEY not in sentence
    assert "\n" not in sentence
    assert raised.value.__cause__ is None
    return sentence


async def test_it_is_sent_instructions_data_and_a_schema_and_the_key_as_a_header(server: Server) -> None:
    server.behaviour = says("Well.")
    assert await endpoint(server).answer("Do.", "{}", SCHEMA) == "Well."
    (body,), (headers,) = server.requests, server.headers
    assert body["model"] == "tiny"
    assert [message["content"] for message in body["messages"]] == ["Do.", "{}"]
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert (body["temperature"], body["stream"]) == (0, False)
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in str(body)


async def test_without_a_key_none_is_sent(server: Server) -> None:
    await endpoint(server, key="").answer("Do.", "{}", SCHEMA)
    assert "Authorization" not in server.headers[0]


@pytest.mark.parametrize("status", [400, 422, 500, 501])
async def test_the_form_of_the_answer_is_what_the_server_takes_and_is_remembered(server: Server, status: int) -> None:
    server.behaviour = takes("plain", status=status)
    model = endpoint(server)
    assert "plain" in await model.answer("Do.", "{}", SCHEMA)
    await model.answer("Do.", "{}", SCHEMA)
    assert server.forms == ["json_schema", "json_object", "json_object", "plain", "plain"]


async def test_any_json_is_asked_for_where_a_schema_is_not_known(server: Server) -> None:
    server.behaviour = takes("json_object", "plain")
    await endpoint(server).answer("Do.", "{}", SCHEMA)
    assert server.forms == ["json_schema", "json_object"]
    assert server.requests[1]["response_format"]["schema"] == SCHEMA, "llama.cpp takes it there"


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (sends("slow down", status=429), "answered with status 429"),
        (sends("oh no", status=503), "answered with status 503"),
        (sends(f"bad key {KEY}", status=401), "wants a key, or another one than it got"),
        (sends(f"bad key {KEY}", status=403), "wants a key, or another one than it got"),
        (sends("", status=302, headers={"Location": "http://127.0.0.1:9/steal"}), "answered with status 302"),
        (sends("data: {}\n\ndata: [DONE]\n\n"), "something else than an answer"),
        (sends("[" * 100_000), "something else than an answer"),
        (sends('{"choices": []}'), "something else than an answer"),
        (sends('{"choices": [null]}'), "something else than an answer"),
        (sends("[1]"), "something else than an answer"),
        (says(None), "something else than an answer"),
        (says({"not": "text"}), "something else than an answer"),
        (says('{"half', finish_reason="length"), "did not finish"),
        (sends("x" * (LARGEST + 1)), "more than"),
        (sends('{"choices": [{"message": {"content": "x"}, "finish_reason": "stop"}], "usage": 7}'), "something else"),
    ],
)
async def test_what_is_no_answer_is_one_sentence(server: Server, behaviour: Behaviour, sentence: str) -> None:
    server.behaviour = behaviour
    assert sentence in await failure(endpoint(server))


@pytest.mark.parametrize(("counted", "is_whole"), [(99, False), (100, True), (0, True), (None, True), ("9", True)])
async def test_an_answer_to_a_part_of_the_prompt_is_none(server: Server, counted: object, is_whole: bool) -> None:
    server.behaviour = sends(json.dumps({**completion("Well."), "usage": {"prompt_tokens": counted}}))
    asked = endpoint(server).answer("a" * 500, "b" * 100, SCHEMA)
    if is_whole:
        assert await asked == "Well."
    else:
        with pytest.raises(ModelError, match="read only a part of what it was sent"):
            await asked


async def test_whoever_always_fails_is_asked_four_times_at_most(server: Server) -> None:
    server.behaviour = sends("oh no", status=500)
    assert "answered with status 500" in await failure(endpoint(server))
    assert len(server.requests) == 4


async def test_one_that_stalls_is_left_in_time(server: Server) -> None:
    gone = asyncio.Event()

    async def stall(request: web.Request, _: dict[str, Any]) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b'{"choices":')
        await gone.wait()
        return response

    server.behaviour = stall
    assert "did not answer within 0 seconds" in await failure(endpoint(server, seconds=0.1))
    gone.set()


async def test_one_that_streams_without_end_is_left_at_the_limit(server: Server) -> None:
    async def stream(request: web.Request, _: dict[str, Any]) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"data: rubbish\n\n" * 1000)
        except ConnectionError:
            return response

    server.behaviour = stream
    assert "more than" in await failure(endpoint(server))


async def test_one_that_is_not_there_is_one_sentence() -> None:
    assert "cannot be reached" in await failure(Endpoint("http://127.0.0.1:9/v1", "tiny", KEY, timedelta(seconds=5)))


async def test_one_that_takes_no_connection_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "CONNECT", 0.2)
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        kept = [socket.socket() for _ in range(4)]
        for each in kept:  # what waits for a server that accepts nobody fills its queue
            each.setblocking(False)
            each.connect_ex(address)
        model = Endpoint(f"http://127.0.0.1:{address[1]}/v1", "tiny", KEY, timedelta(seconds=30))
        assert "cannot be reached" in await failure(model)
        for each in kept:
            each.close()


async def test_a_key_that_is_no_header_is_not_told(server: Server) -> None:
    model = endpoint(server, key=f"{KEY}\nX-More: 1")
    assert "cannot be reached" in await failure(model)
    assert server.requests == []


async def test_the_doctor_says_whether_it_answers_and_in_which_form(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async def said() -> list[str]:
        model = endpoint(server)
        return [found.line(words("en")) for found in await diagnosis.examine(model, server.url)]

    server.behaviour = says('{"ready": true}')
    assert await said() == [
        f"✅ The language model tiny at {endpoint(server).place} answers, and takes a schema for its answers."
    ]
    server.behaviour = takes("plain")
    assert "but takes no form" in (await said())[0]
    server.behaviour = says("Sure! I am ready.")
    assert (await said())[0].startswith("⚠️")
    server.behaviour = sends("", status=429)
    assert (await said())[0].startswith("❌")
    assert KEY not in caplog.text


async def test_the_doctor_says_that_quotes_leave_the_network(server: Server) -> None:
    for url, near in (
        ("http://localhost:1/v1", True),
        ("http://192.168.1.5/v1", True),
        ("http://ollama:11434/v1", True),
        ("https://api.example.com/v1", False),
        ("https://8.8.8.8/v1", False),
    ):
        found = await diagnosis.examine(endpoint(server), url)
        assert (len(found) == 1) is near, url
