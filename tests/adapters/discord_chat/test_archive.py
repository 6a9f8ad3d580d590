"""The archive on Discord: who gets a link with /tchat archive, and what it opens."""

import re
import socket

import aiohttp
import pytest

from bot.config import Metrics, Roles, Web
from bot.core.base.errors import ConfigError
from tests.adapters.discord_chat.discord_room import Run, first_question, surely
from tests.standin import Channel, Guild, Person, StandIn

LINK = re.compile(r"<(http://[^>]+)>")
SKY = "The sky over the harbour on a morning in March"


def _free() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def _pages() -> dict[str, object]:
    return {"web": Web(enabled=True, listen=_free())}


async def _as(person: Person | None, address: str, path: str) -> tuple[int, str]:
    """Ask for a page as somebody who signs in, or as a stranger."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        if person:
            async with session.get(f"{address}/sign-in", allow_redirects=False) as out:
                back = person.agrees(out.headers["Location"])
            async with session.get(back) as response:
                assert response.status == 200
        async with session.get(address + path) as response:
            return response.status, await response.text()


async def _read(link: str) -> tuple[int, str]:
    jar = aiohttp.CookieJar(unsafe=True)  # an address instead of a name
    async with aiohttp.ClientSession(cookie_jar=jar) as session, session.get(link) as response:
        return response.status, await response.text()


async def test_a_host_gets_links_that_open_what_they_say(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    async with run(_pages()) as bot:
        thread = await first_question(general, meghan)
        await ada.says(SKY, thread)
        await bot.records(1, [("Ada", SKY, "thread")])
        all_of_it = await (await meghan.runs("tchat archive", general)).answered("All chats of this channel")
        one = await (await meghan.runs("tchat archive", general, session=1)).answered("Session 1 in full")
        public = await (await meghan.runs("tchat archive", general, public=True)).answered("The public record")
        links = [LINK.findall(each.text)[0] for each in (all_of_it, one, public)]
        for asked, heading in (("tchat status", "Hosting a chat"), ("question", "Taking part in a chat")):
            answered = await (await meghan.runs(asked, general)).answered("How this works")
            assert heading in (await _read(LINK.findall(answered.text)[-1]))[1]
        assert "What is colour?" in (await _read(links[0]))[1]
        assert SKY in (await _read(links[1]))[1]
        assert (await _read(links[2]))[0] == 404  # there is none before the close
    async with run(_pages()):
        pass  # its port is free again


async def test_members_sign_in_and_see_what_they_may_on_discord(
    run: Run, discord: StandIn, guild: Guild, general: Channel, meghan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIENT_SECRET", discord.world.client_secret)
    ada, stranger = guild.member("Ada"), discord.guild("Elsewhere").member("Eve")
    web = Web(enabled=True, listen=_free(), sign_in_secret_env="CLIENT_SECRET")
    nora = guild.member("Nora", roles=(guild.role("Archivist"),))
    async with run({"web": web, "roles": Roles(organiser=("Archivist",))}) as bot:
        thread = await first_question(general, meghan)
        await ada.says(SKY, thread)
        await bot.records(1, [("Ada", SKY, "thread")])
        address = f"http://{web.listen}"
        assert (await _as(ada, address, "/sessions/1/"))[0] == 404  # the chat is on
        assert SKY in (await _as(nora, address, "/sessions/1/"))[1]
        assert SKY in (await _as(meghan, address, "/sessions/1/"))[1]
        await surely(meghan, await meghan.runs("tchat close", general))
        await general.hears("## #TChat recap")
        seen = (await _as(ada, address, "/sessions/1/"))[1]
        assert "This is the public record" in seen
        assert 'id="recap"' in seen
        assert (await _as(stranger, address, "/sessions/1/")) == (await _as(None, address, "/sessions/1/"))
        assert not discord.world.grants  # given back at once


async def test_where_there_is_no_archive_that_is_said(run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
    async with run():
        await first_question(general, meghan)
        await (await meghan.runs("tchat archive", general)).answered("not switched on")


async def test_programs_can_ask_how_the_bot_is(run: Run) -> None:
    listen = _free()
    async with run({"metrics": Metrics(enabled=True, listen=listen)}):
        assert (await _read(f"http://{listen}/healthz"))[0] == 200
        assert "tchat_connected 1.0" in (await _read(f"http://{listen}/metrics"))[1]


async def test_a_port_that_is_taken_is_said_at_the_start(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        pages = Web(enabled=True, listen=f"127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(ConfigError, match="Nothing can be served"):
            async with run({"web": pages}):
                pass
