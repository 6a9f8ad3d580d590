"""Signing in to the archive: out to Discord and back, what members see, and for how long that holds."""

import logging
from pathlib import Path

import pytest

from bot.app.ports.values import Unsure
from bot.core.base.errors import RoomError
from bot.core.requests.rights import Standing
from tests.adapters.web.archives import Served, played_archive
from tests.adapters.web.sites import Answered, raw

SKY = "The sky over the harbour"


def _cookies(answered: Answered) -> dict[str, str]:
    """Return the cookie that an answer sets, by its name."""
    name, _, value = answered.headers["Set-Cookie"].partition(";")[0].partition("=")
    return {name: value}


async def _back(served: Served, code: str = "7", *, state: str = "", came: str = "") -> Answered:
    """Go out to Discord from a page, and come back with a code."""
    out = await served.asks("/sign-in", headers={"Referer": came})
    held = _cookies(out)["tchat-state"]
    query = f"code={code}&state={state or held.partition('~')[0]}"
    return await served.asks(f"/sign-in/back?{query}", headers={"Cookie": f"tchat-state={held}"})


async def _read(served: Served, cookie: str, path: str = "/sessions/1/") -> Answered:
    return await served.asks(path, headers={"Cookie": cookie})


async def test_who_comes_back_is_signed_in_where_they_came_from(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        assert "Sign in with Discord" in (await served.asks("/sessions/1/")).text
        out = await served.asks("/sign-in")
        assert out.headers["Location"].startswith("https://discord.com/oauth2/authorize?state=")
        assert "HttpOnly; Max-Age=600; Path=/; SameSite=Lax" in out.headers["Set-Cookie"]
        back = await _back(served, came=f"{served.visitor.address}/sessions/1/")
        assert (back.status, back.headers["Location"]) == (303, "/sessions/1/")
        assert "HttpOnly; Max-Age=43200; Path=/; SameSite=Lax" in back.headers["Set-Cookie"]
        for elsewhere in ("https://evil.example/sessions/1/", f"{served.visitor.address}/links", "//"):
            assert (await _back(served, came=elsewhere)).headers["Location"] == "/sessions"
        cookie = f"tchat-member={_cookies(back)['tchat-member']}"
        assert (await _read(served, cookie)).status == 404  # no member of the server
        assert "There is no session that you may see" in (await _read(served, cookie, "/sessions")).text
        assert "Reader 7" in (await _read(served, cookie, "/sessions")).text


async def test_who_holds_a_link_can_sign_in_as_well_and_sees_what_both_open(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token = await served.token(session=1)
        assert "Sign in with Discord" in (await served.asks("/sessions/1/", token)).text
        both = f"tchat={token}; {await served.sign_in(7, Standing.EVERYONE)}"
        page = (await _read(served, both)).text
        assert "by the way" in page
        assert "Sign in with Discord" not in page
        assert "Sign out" in page


async def test_a_way_back_that_was_not_begun_here_leads_nowhere(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        for query, cookie in (
            ("code=7&state=a", ""),
            ("code=7&state=a", "tchat-state=b~"),
            ("code=7&state=", "tchat-state=~"),
            ("code=7", "tchat-state=a~"),
            ("code=7&state=%ED%A0%80", "tchat-state=a~"),
        ):
            answered = await served.asks(f"/sign-in/back?{query}", headers={"Cookie": cookie})
            assert answered.status == 400
            assert "Set-Cookie" not in answered.headers
        garbled = await raw(
            served.visitor.address, b"GET /sign-in/back?code=7&state=a HTTP/1.1\nCookie: tchat-state=\xff~"
        )
        assert garbled.startswith(b"HTTP/1.1 400 ")


async def test_discord_can_refuse_or_be_away(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with played_archive(tmp_path) as served:
        assert (await _back(served, "")).status == 403
        for trouble, status in ((RoomError("No."), 403), (Unsure("503"), 503)):
            served.platform.trouble = trouble
            answered = await _back(served)
            assert answered.status == status
            assert "Max-Age=0" in answered.headers["Set-Cookie"]  # the word is used up
        assert "a sign-in failed" in caplog.text


async def test_members_see_the_recap_and_the_public_record(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        member = await served.sign_in(7, Standing.EVERYONE)
        page = (await _read(served, member)).text
        assert SKY in page
        assert 'id="recap"' in page
        assert "by the way" not in page
        assert "Ada" not in (await _read(served, member, "/sessions/1/transcript.csv")).text
        assert (await _read(served, member, "/sessions/1/summary.md")).status == 200
        assert "<mark>" not in (await _read(served, member, "/search?q=sky")).text
        organiser = await served.sign_in(8, Standing.ORGANISER)
        assert "by the way" in (await _read(served, organiser)).text
        assert "<mark>" in (await _read(served, organiser, "/search?q=sky")).text
        served.platform.views = False
        for cookie in (member, organiser):
            assert (await _read(served, cookie)).status == 404  # the channel is closed to them from now on


async def test_what_discord_said_is_remembered_for_five_minutes(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        member = await served.sign_in(7, Standing.EVERYONE)
        for _ in range(3):
            assert (await _read(served, member)).status == 200
        assert served.platform.asked == 1
        del served.platform.standings[7]
        await served.stage.advance(minutes=4, seconds=59)
        assert (await _read(served, member)).status == 200
        await served.stage.advance(seconds=1)
        assert (await _read(served, member)).status == 404
        served.platform.standings[7] = Standing.EVERYONE
        served.platform.trouble = Unsure("503")
        await served.stage.advance(minutes=5)
        assert (await _read(served, member)).status == 404  # nobody is let in unseen
        served.platform.trouble = None
        await served.stage.advance(seconds=30)
        assert (await _read(served, member)).status == 200


async def test_a_sign_in_ends_by_itself_by_signing_out_and_with_ones_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with played_archive(tmp_path) as served:
        here, there = [await served.sign_in(7, Standing.EVERYONE) for _ in range(2)]
        assert (await _read(served, there)).status == 200
        out = await served.asks("/leave", method="POST", headers={"Cookie": here})
        assert "You are signed out." in out.text
        for cookie in (here, there):
            assert (await _read(served, cookie)).status == 404
        again = await served.sign_in(7)
        await served.stage.advance(hours=12)
        assert (await _read(served, again)).status == 404
        once_more = await served.sign_in(7)
        await served.stage.engine.erasure.erase(served.stage.room.ref.guild, 7)
        assert (await _read(served, once_more)).status == 404
        tokens = [each.partition("=")[2] for each in (here, there, again, once_more)]
        stored = (tmp_path / "tchat.db").read_bytes() + (tmp_path / "tchat.db-wal").read_bytes()
        assert not [token for token in tokens if token in caplog.text or token.encode() in stored]


async def test_with_a_certificate_the_cookies_are_for_this_site_alone(tmp_path: Path) -> None:
    async with played_archive(tmp_path, public_url="https://chats.example.org") as served:
        out = await served.asks("/sign-in", headers={"Host": "chats.example.org"})
        assert out.headers["Set-Cookie"].startswith("__Host-tchat-state=")
        assert "; Secure" in out.headers["Set-Cookie"]
