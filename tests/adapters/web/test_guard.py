"""Who may ask: under which name, from where, with what; and what goes with every answer."""

import logging

import pytest
from aiohttp import web

from bot.adapters.catalogues import words
from bot.adapters.web.frame.headers import ALWAYS
from bot.adapters.web.frame.server import application, serving
from bot.adapters.web.frame.site import Route, Site
from bot.core.base.errors import ConfigError
from tests.adapters.web.sites import nothing, raw, served

SITE = Site(words, public_url="https://chat.example.org")
ACTS = [Route("POST", "/acts", nothing)]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8800", 200),
        ("localhost", 200),
        ("[::1]:1", 200),
        ("chat.example.org", 200),
        ("CHAT.example.org:443", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("chat.example.org.", 403),
        ("evil@chat.example.org:80:80", 403),
        ("[", 403),
    ],
)
async def test_only_under_our_own_names(host: str, status: int) -> None:
    async with served(SITE) as visitor:
        answered = await visitor.asks("/robots.txt", headers={"Host": host})
        assert answered.status == status
        assert status == 200 or "web.public_url" in answered.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 204),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 204),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:1"}, 403),
        ({"Sec-Fetch-Site": "", "Host": "localhost:1", "Origin": "http://localhost:1"}, 204),
        ({"Sec-Fetch-Site": "", "Host": "localhost:1", "Origin": "http://localhost:2"}, 403),
        ({"Sec-Fetch-Site": "", "Host": "localhost:1", "Origin": "https://localhost:1"}, 403),
        ({"Sec-Fetch-Site": "", "Host": "localhost:1", "Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec-Fetch-Site": "", "Host": "chat.example.org", "Origin": "https://chat.example.org"}, 204),
        ({"Sec-Fetch-Site": "", "Host": "chat.example.org", "Origin": "http://chat.example.org"}, 403),
        ({"Sec-Fetch-Site": "", "Origin": "null"}, 403),
        ({"Sec-Fetch-Site": ""}, 403),
    ],
)
async def test_only_our_own_pages_change_anything(headers: dict[str, str], status: int) -> None:
    async with served(SITE, ACTS) as visitor:
        assert (await visitor.asks("/acts", method="POST", headers=headers, json={})).status == status


async def test_what_is_no_form_of_ours_changes_nothing() -> None:
    async with served(SITE, ACTS) as visitor:
        for kind in (
            *("text/plain", "multipart/form-data; boundary=x", "application/xml"),
            *("application/json; charset=none", "application/x-www-form-urlencoded; charset=rot13"),
        ):
            answered = await visitor.asks("/acts", method="POST", headers={"Content-Type": kind}, json={})
            assert answered.status == 415


async def test_what_is_too_large_is_not_read() -> None:
    async def read(request: web.Request) -> web.StreamResponse:
        return web.json_response(await request.json())

    async with served(SITE, [Route("POST", "/acts", read)]) as visitor:
        assert (await visitor.asks("/acts", method="POST", json="a" * 60_000)).status == 200
        assert (await visitor.asks("/acts", method="POST", json="a" * 70_000)).status == 413


async def test_what_a_browser_has_already_is_not_sent_again() -> None:
    texts = ["one", "one", "two"]

    async def page(_: web.Request) -> web.StreamResponse:
        return web.Response(text=texts.pop(0))

    async with served(SITE, [Route("GET", "/page", page)]) as visitor:
        first = await visitor.asks("/page")
        again = await visitor.asks("/page", headers={"If-None-Match": first.headers["Etag"]})
        changed = await visitor.asks("/page", headers={"If-None-Match": first.headers["Etag"]})
        assert [(each.status, each.body) for each in (first, again, changed)] == [
            (200, b"one"),
            (304, b""),
            (200, b"two"),
        ]
        assert again.headers["Cache-Control"] == "private, no-cache"
        assert "Etag" not in (await visitor.asks("/nowhere")).headers


async def test_whatever_is_not_there_is_the_same_page() -> None:
    async def gone(_: web.Request) -> web.StreamResponse:
        raise web.HTTPNotFound(text="session 7 exists")

    async with served(SITE, [Route("GET", "/sessions/{number}/", gone)]) as visitor:
        paths = ("/nowhere", "/sessions/7/", "/static/0/tokens.css", "/static/..%2f..%2fetc/passwd", "/%00")
        answers = [await visitor.asks(path) for path in paths]
        assert {answered.status for answered in answers} == {404}
        assert len({answered.body for answered in answers}) == 1


async def test_a_page_that_fails_says_so_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(_: web.Request) -> web.StreamResponse:
        raise ValueError("hunter2")

    async with served(SITE, [Route("GET", "/broken", broken)]) as visitor:
        answered = await visitor.asks("/broken")
        assert answered.status == 500
        assert "hunter2" not in answered.text
        assert "hunter2" in caplog.text
        assert (await visitor.asks("/robots.txt")).status == 200


@pytest.mark.parametrize("path", ["/robots.txt", "/nowhere", "/acts"])
async def test_every_answer_has_the_headers(path: str) -> None:
    async with served(SITE, ACTS) as visitor:
        answered = await visitor.asks(path)
        assert {name: answered.headers.get(name) for name in ALWAYS} == dict(ALWAYS)
        assert "Server" not in answered.headers
        assert "unsafe" not in answered.headers["Content-Security-Policy"]


async def test_a_page_speaks_its_readers_language() -> None:
    async with served(SITE) as visitor:
        for asked, language in (("fi-FI,fi;q=0.9,en;q=0.8", "fi"), ("sv,en", "en"), ("", "en"), ("de", "en")):
            answered = await visitor.asks("/nowhere", headers={"Accept-Language": asked})
            assert f'<html lang="{language}">' in answered.text
            assert answered.headers["Vary"] == "Accept-Language"


async def test_the_log_names_routes_and_never_what_was_in_an_address(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with served(SITE, [Route("GET", "/s/{token}", nothing)]) as visitor:
        await visitor.asks("/s/hunter2?q=hunter2", headers={"Referer": "http://localhost/hunter2"})
        await visitor.asks("/hunter2")
        assert (await raw(visitor.address, b"GET /s/hunter2\xff HTTP/1.1")).startswith(b"HTTP/1.0 400 ")
    assert "GET /s/{token} 204" in caplog.text
    assert "GET unmatched 404" in caplog.text
    assert "hunter2" not in caplog.text
    assert {record.levelname for record in caplog.records} == {"INFO"}


async def test_away_from_this_machine_the_pages_are_for_whoever_has_the_token() -> None:
    site = Site(words, token="hunter2")
    async with served(site, [Route("GET", "/page", nothing), *ACTS]) as visitor:
        for path in ("/page", "/in/hunter3", "/in/", "/nowhere"):
            assert (await visitor.asks(path)).status == 404
        assert (await visitor.asks("/acts", method="POST", json={})).status == 404
        let_in = await visitor.asks("/in/hunter2", headers={"Host": "my-computer:8800"})
        assert (let_in.status, let_in.headers["Location"]) == (303, "/")
        cookie = let_in.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        mine = {"Cookie": cookie.split(";")[0]}
        assert (await visitor.asks("/page", headers={**mine, "Host": "my-computer:8800"})).status == 204
        assert (await visitor.asks("/page", headers={"Cookie": "tchat_in=hunter3"})).status == 404


async def test_a_port_that_is_taken_is_named() -> None:
    async with served() as visitor:
        port = int(visitor.address.rpartition(":")[2])
        with pytest.raises(ConfigError, match=str(port)):
            async with serving(application(SITE, ()), host="127.0.0.1", port=port):
                pass
