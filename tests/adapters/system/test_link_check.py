"""Which links lead somewhere, and that no address is opened that is not public: by name, in numbers, or led on to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from bot.adapters.system.link_check import MOST_LINKS, Dead, is_public, look
from bot.adapters.yaml_files.problems import Problem
from bot.installation.checked_files import check_all, check_links


class Site:
    """A site of this machine that answers as its paths say; `asked` are the paths that came."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.port = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path_qs)
        assert "Cookie" not in request.headers
        what = request.match_info["what"]
        if what.isdecimal():
            return web.Response(status=int(what), headers={"Set-Cookie": "a=b"})
        if what == "slow":
            await asyncio.Event().wait()
        leads_to = {"on": "/200", "round": "/round", "file": "file:///etc/passwd"}.get(what, request.query_string)
        return web.Response(status=302, headers={"Location": leads_to, "Set-Cookie": "a=b"})

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}/{path}"


@asynccontextmanager
async def site() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_get("/{what}", site.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        site.port = runner.addresses[0][1]
        yield site
    finally:
        await runner.cleanup()


def only_this_machine(address: str) -> bool:
    """Stands for what is public: this machine by one of its addresses."""
    return address == "127.0.0.1"


async def told(*urls: str) -> list[tuple[bool, str]]:
    found = await look(urls, allows=only_this_machine, seconds=0.5)
    return [(isinstance(found[url], Dead), str(found[url])[:40]) if url in found else (False, "") for url in urls]


async def test_a_link_is_good_dead_or_for_somebody_to_open() -> None:
    async with site() as here:
        assert await told(here.at("200"), here.at("on"), here.at("204")) == [(False, "")] * 3
        assert await told(here.at("404"), here.at("410")) == [(True, "This link leads nowhere: its page is gon")] * 2
        assert await told(here.at("403"), here.at("500")) == [(False, "This link's site does not let a program ")] * 2
        assert await told(here.at("slow")) == [(False, "This link did not answer within 0 second")]
        assert await told(here.at("round")) == [(True, "This link leads on and on; write the addr"[:40])]
        assert here.asked.count("/round") == 6
        here.asked.clear()
        assert await told(here.at("200"), here.at("200")) == [(False, "")] * 2
        assert here.asked == ["/200"], "each link once"


async def test_what_is_no_address_of_a_page_is_dead() -> None:
    cannot = (True, "This link's site cannot be reached; look")
    nowhere = ("http://[", "http://", "ftp://a.example/x", "http://me:secret@127.0.0.1/", "http://127.0.0.1:1/x")
    assert await told(*nowhere) == [cannot] * 5
    async with site() as here:
        assert await told(here.at("file")) == [cannot]


async def test_nothing_is_opened_that_is_not_public() -> None:
    refused = (True, "This link leads to an address that is no")
    async with site() as here:
        named = ("127.0.0.1", "0x7f.1", "localhost", "[::1]", "[::ffff:127.0.0.1]")
        found = await look([here.at("200", host) for host in named], seconds=5)
        assert [str(each)[:40] for each in found.values()] == [refused[1]] * len(named)
        odd = await look([here.at("200", host) for host in ("2130706433", "127.1", "0")], seconds=5)
        assert [type(each) for each in odd.values()] == [Dead] * 3
        assert here.asked == []
        assert await told(here.at("led?" + here.at("200", "127.0.0.2"))) == [refused]
        assert await told(here.at("led?//[::1]/x")) == [refused]
        assert [path[:5] for path in here.asked] == ["/led?", "/led?"]


async def test_links_beyond_a_number_are_left_to_somebody() -> None:
    async with site() as here:
        links = [here.at(f"200?{number}") for number in range(MOST_LINKS + 1)]
        found = await look(links, allows=only_this_machine, seconds=30)
        assert [str(each) for each in found.values()] == [
            f"This link was not looked at: at most {MOST_LINKS} are, at a time."
        ]
        assert len(here.asked) == MOST_LINKS


def test_addresses_that_are_not_public() -> None:
    inner = """0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 192.168.1.1 198.18.0.1 224.0.0.1
        240.0.0.1 255.255.255.255 :: ::1 ::ffff:10.0.0.1 ::ffff:7f00:1 64:ff9b::10.0.0.1 2002:7f00:1::
        2001:0:4136:e378::1 fe80::1 fe80::1%eth0 fc00::1 ff02::1"""
    assert [address for address in inner.split() if is_public(address)] == []


def test_addresses_that_are_public() -> None:
    public = "93.184.216.34 1.1.1.1 2606:4700::1111 ::ffff:1.1.1.1 64:ff9b::1.1.1.1 2002:101:101::"
    assert all(map(is_public, public.split()))


async def test_a_link_is_told_with_its_line(tmp_path: Path) -> None:
    pack = "title: A\nquestions:\n  - ask: Why?\n    readings:\n      - title: x\n        url: http://127.0.0.1:1/\n"
    (tmp_path / "a.yaml").write_text(pack, encoding="utf-8")
    dead, unseen = await check_links(check_all([tmp_path / "a.yaml"], None))
    assert [(problem.line, problem.column) for problem in dead] == [(6, 14)]
    assert unseen == list[Problem]()
