"""Feeds of a channel: by an address that opens nothing else, and that can be revoked."""

import re
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

from icalendar import Calendar

from bot.core.script.pack import Text
from tests.adapters.web.archives import played_archive
from tests.stage import pack_of

ATOM = "{http://www.w3.org/2005/Atom}"


async def test_a_feed_tells_of_recaps_and_chats_and_nothing_that_was_said(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token, stage = await served.token(), served.stage
        title = Text({"en": "Red & <blue>"})
        await stage.start(pack_of("What comes?", title=title), opens_in=timedelta(days=3))
        assert "Make addresses" in (await served.asks("/sessions/1/", token)).text
        given = await served.asks("/sessions/1/feed", token, method="POST")
        assert given.headers["Cache-Control"] == "no-store"
        recaps, chats = re.findall(r"http://127.0.0.1(/feeds/[^<]+)", given.text)
        answered = await served.asks(recaps)
        assert answered.headers["Content-Type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(answered.text)
        (entry,) = feed.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}title") == "What is colour?"
        assert entry.findtext(f"{ATOM}id") == "http://127.0.0.1/sessions/1/"
        assert feed.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated")
        assert "Ada" not in answered.text
        again = await served.asks(recaps, headers={"If-None-Match": answered.headers["Etag"]})
        assert again.status == 304
        calendar = Calendar.from_ical((await served.asks(chats)).text)
        assert [str(event["SUMMARY"]) for event in calendar.events] == ["Red & <blue>", "What is colour?"]


async def test_the_address_of_a_feed_opens_only_that_until_it_is_revoked(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token = await served.token()
        given = await served.asks("/sessions/1/feed", token, method="POST")
        feed = re.search(r"/feeds/([^/]+)/recaps.atom", given.text)
        assert feed
        assert (await served.asks(f"/s/{feed[1]}")).status == 404
        assert (await served.asks("/sessions/1/", feed[1])).status == 404
        assert (await served.asks(f"/feeds/{token}/recaps.atom")).status == 404
        links = await served.asks("/links", token)
        assert "The feeds of a channel" in links.text
        await served.asks("/links/2/revoke", token, method="POST")
        for file in ("recaps.atom", "chats.ics"):
            assert (await served.asks(f"/feeds/{feed[1]}/{file}")).status == 404
