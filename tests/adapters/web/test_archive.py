"""The archive: what is on its pages, for whom, and what becomes of a link."""

import asyncio
import json
import logging
import re
from dataclasses import replace
from datetime import timedelta
from math import ceil
from pathlib import Path

import aiohttp
import pytest
from icalendar import Calendar

from bot.adapters.web.archive import routes
from bot.adapters.web.frame.server import serving
from bot.app.reading.searching import search
from bot.app.reading.searching.indexing import Indexing
from bot.core.base.choices import Choice
from bot.core.base.errors import ConfigError, Refused
from bot.core.base.place import RoomRef
from bot.core.requests.tickets import View
from bot.core.script.pack import Host, Text
from tests.adapters.web.archives import HIDDEN, played_archive, served_archive
from tests.stage import MEGHAN, pack_of

SKY, INK, DOOR = "The sky over the harbour", "The ink of letters", "The door of the house"


async def test_a_link_opens_the_sessions_of_a_channel_and_leaves_the_address(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token = await served.token()
        entered = await served.asks(f"/s/{token}")
        assert (entered.status, entered.headers["Location"]) == (303, "/sessions")
        assert entered.headers["Set-Cookie"].startswith(f"tchat={token}; HttpOnly;")
        assert entered.headers["Referrer-Policy"] == "no-referrer"
        listed = await served.asks("/sessions", token)
        assert "What is colour?" in listed.text
        assert token not in listed.text
        whole = await served.asks("/sessions/1/", token)
        assert all(text in whole.text for text in (SKY, INK, DOOR, HIDDEN, "by the way", "Quotes were chosen"))
        assert "noindex" in whole.headers["X-Robots-Tag"]


async def test_a_session_that_may_not_be_seen_is_like_one_that_is_not_there(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        room = served.stage.room.ref
        nowhere = (await served.asks("/sessions/99/", await served.token())).body
        strangers = {
            "none": [],
            "forged": ["x" * 43],
            "other channel": [await served.token(room=RoomRef(room.platform, room.guild, 99))],
            "other session": [await served.token(session=2)],
        }
        for tokens in strangers.values():
            for path in ("/sessions/1/", "/sessions/1/q/1", "/sessions/1/transcript.md", "/sessions/1/m/1"):
                answered = await served.asks(path, *tokens)
                assert (answered.status, answered.body) == (404, nowhere)
        for path in ("/", "/sessions", "/links", "/s/forged"):
            answered = await served.asks(path)
            assert (answered.status, answered.body) == (404, nowhere)


async def test_a_link_that_is_revoked_or_has_ended_opens_nothing_from_then_on(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        organiser, given = await served.token(), await served.token(session=1)
        assert (await served.asks("/sessions/1/", given)).status == 200
        assert (await served.asks("/links", given)).status == 404  # whoever sees one session revokes nothing
        assert (await served.asks("/links/2/revoke", given, method="POST")).status == 404
        assert (await served.asks("/sessions/1/", given)).status == 200
        links = await served.asks("/links", organiser)
        assert "Session 1, in full" in links.text
        assert "Not opened yet" in links.text
        revoked = await served.asks("/links/2/revoke", organiser, method="POST")
        assert (revoked.status, revoked.headers["Location"]) == (303, "/links")
        assert (await served.asks("/sessions/1/", given)).status == 404
        assert (await served.asks(f"/s/{given}")).status == 404
        assert "Revoked" in (await served.asks("/links", organiser)).text
        await served.stage.advance(days=8)
        assert (await served.asks("/sessions/1/", organiser)).status == 404


async def test_a_channel_has_no_more_links_than_anybody_can_look_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.reading.archive.MOST_GIVEN", 2)
    async with played_archive(tmp_path) as served:
        await served.token()
        await served.archive.give_feed(served.stage.room.ref)
        with pytest.raises(Refused, match="has 2 links that are still good"):
            await served.token()
        await served.token(room=replace(served.stage.room.ref, channel=99))
        served.stage.clock.time += timedelta(days=8)
        await served.token()


async def test_nobody_revokes_a_link_to_another_channel(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        room = served.stage.room.ref
        ours, theirs = await served.token(), await served.token(room=RoomRef(room.platform, room.guild, 99))
        await served.asks("/links/1/revoke", theirs, method="POST")
        assert (await served.asks("/sessions/1/", ours)).status == 200


async def test_the_public_record_names_nobody_and_has_no_recap(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token = await served.token(session=1, view=View.PUBLIC)
        page = (await served.asks("/sessions/1/", token)).text
        assert SKY in page
        assert not [name for name in ("Ada", "Ben", "by the way", 'id="recap"', "summary.md") if name in page]
        assert "Ada" not in (await served.asks("/sessions/1/transcript.csv", token)).text
        assert (await served.asks("/sessions/1/summary.md", token)).status == 404
        assert (await served.asks("/sessions/1/q/0", token)).status == 404


async def test_the_page_follows_what_is_deleted_and_edited(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token = await served.token()
        ada, stage = served.stage.member("Ada"), served.stage
        sky, ink = (next(m for m in stage.room.messages.values() if text in m.text) for text in (SKY, INK))
        await ada.deletes(sky)
        await ada.edits(ink, "Something else that is blue and worth saying")
        await stage.engine.idle()
        page = (await served.asks("/sessions/1/", token)).text
        assert SKY not in page
        assert INK not in page
        assert "Something else that is blue" in page
        assert (await served.asks(f"/sessions/1/m/{sky.id}", token)).status == 404


async def test_a_long_session_has_pages_and_links_that_find_their_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "ON_A_PAGE", 2)
    async with played_archive(tmp_path) as served:
        token = await served.token()
        whole = await served.asks("/sessions/1/", token)
        assert "Read 3 answers" in whole.text
        assert "Said outside the questions: 1 message" in whole.text
        first, second = [await served.asks(f"/sessions/1/q/1?page={page}", token) for page in (1, 2)]
        assert SKY in first.text
        assert HIDDEN not in first.text
        assert HIDDEN in second.text
        assert "by the way" in (await served.asks("/sessions/1/q/0", token)).text
        for page in ("0", "3", "x", "-1", "²"):
            assert (await served.asks(f"/sessions/1/q/1?page={page}", token)).status == 404
        third = next(m.id for m in served.stage.room.messages.values() if HIDDEN in m.text)
        found = await served.asks(f"/sessions/1/m/{third}", token)
        assert found.headers["Location"] == f"/sessions/1/q/1?page=2#m{third}"
        assert f"/sessions/1/m/{third}" in second.text
    monkeypatch.undo()


async def test_a_permalink_in_a_short_session_leads_into_its_page(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token = await served.token()
        message = next(m.id for m in served.stage.room.messages.values() if SKY in m.text)
        for id_ in (message, served.stage.card(1).id):
            assert (await served.asks(f"/sessions/1/m/{id_}", token)).headers["Location"] == f"/sessions/1/#m{id_}"
            assert f'id="m{id_}"' in (await served.asks("/sessions/1/", token)).text


@pytest.mark.parametrize("name", ["transcript.html", "transcript.csv", "transcript.zip", "summary.md", "summary.html"])
async def test_files_are_saved_and_can_do_nothing(tmp_path: Path, name: str) -> None:
    async with played_archive(tmp_path) as served:
        answered = await served.asks(f"/sessions/1/{name}", await served.token())
        assert answered.status == 200
        assert answered.body
        assert answered.headers["Content-Disposition"] == f'attachment; filename="{name.replace(".", "-1.")}"'
        assert answered.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


async def test_one_question_is_saved_alone(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token, public = await served.token(), await served.token(session=1, view=View.PUBLIC)
        answered = await served.asks("/sessions/1/q/2/answers.md", token)
        assert answered.headers["Content-Disposition"] == 'attachment; filename="chat-1-q2.md"'
        for part in ("# What is colour?", "## Q2. What is red?", "**Ben**", DOOR, "words remain their own"):
            assert part in answered.text
        for elsewhere in (SKY, "hello everybody", "Course of the session", "outside the questions"):
            assert elsewhere not in answered.text
        shared = (await served.asks("/sessions/1/q/1/answers.md", public)).text
        assert SKY in shared
        assert "Ada" not in shared
        assert (await served.asks("/sessions/1/q/3/answers.md", token)).status == 404
        for page in ("/sessions/1/", "/sessions/1/q/2"):
            assert 'href="/sessions/1/q/2/answers.md"' in (await served.asks(page, token)).text


async def test_the_list_is_also_there_for_programs(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        answered = json.loads((await served.asks("/sessions?format=json", await served.token())).body)
        assert answered["count"] == 1
        assert answered["sessions"][0]["title"] == "What is colour?"
        assert answered["sessions"][0]["status"] == "archived"


async def test_each_session_of_the_list_says_how_much_is_in_it_for_its_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with played_archive(tmp_path) as served:
        stage, ben = served.stage, served.stage.member("Ben")
        full, public = await served.token(), await served.token(session=1, view=View.PUBLIC)

        async def counts(token: str) -> list[int | None]:
            (row,) = json.loads((await served.asks("/sessions?format=json", token)).body)["sessions"]
            page = (await served.asks("/sessions", token)).text
            found = [each and int(each) for each in re.findall(r"(\d+) (?:questions?|answers?|person|people)\b", page)]
            assert found == [row[each] for each in ("questions", "answers", "people") if row[each] is not None]
            return [row["questions"], row["answers"], row["people"]]

        assert await counts(full) == await counts(public) == [2, 4, 3]
        agreed = next(m for m in stage.room.messages.values() if HIDDEN in m.text)
        await stage.engine.editor.leave_out(agreed.id, MEGHAN, is_host=True, key="leave out")
        assert await counts(full) == await counts(public) == [2, 3, 2]
        await stage.store.choose(stage.room.ref.guild, ben.person.id, Choice(quotes=False))
        assert (await counts(full), await counts(public)) == ([2, 3, 2], [2, 1, 1])
        await stage.engine.erasure.erase(stage.room.ref.guild, ben.person.id)
        assert await counts(full) == await counts(public) == [2, 1, 1]
        await stage.store.choose(stage.room.ref.guild, ben.person.id, Choice())
        monkeypatch.setattr("bot.app.reading.searching.tallies.LIMIT", -1.0)
        assert await counts(full) == [None, None, None], "nobody waits for figures"
        monkeypatch.undo()
        assert await counts(full) == [2, 1, 1]
    async with served_archive(tmp_path / "other") as served:
        stage = served.stage
        await stage.start(pack_of("What is green?"))
        await stage.advance(minutes=6)
        await stage.member("Ada").says("Grass, and whatever else has not been cut for a month", in_thread=1)
        await stage.member("Cy").says("thanks!", in_thread=1)
        await stage.host("close", sure=True)
        await stage.advance(hours=60)
        token = await served.token()
        (row,) = json.loads((await served.asks("/sessions?format=json", token)).body)["sessions"]
        assert (row["answers"], row["people"]) == (1, 1), "as the recap counts them"
        assert "over. Thank you! 1 answer" in " ".join(
            re.sub(r"<[^>]+>", " ", (await served.asks("/sessions/1/?screen", token)).text).split()
        )


async def test_sessions_are_chosen_by_year_host_language_and_pack(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token, stage = await served.token(), served.stage
        hosts = (Host("Meghan M. Biro"), Host("Kevin & Ann"))
        await stage.start(pack_of("Mitä sininen on?", title=Text({"fi": "Värit"}), language="fi", hosts=hosts))
        await stage.advance(minutes=6)
        await stage.host("close", sure=True)
        await stage.advance(hours=60)
        await stage.start(pack_of("What comes?", title=Text({"en": "Next time"})), opens_in=timedelta(days=3))
        page = (await served.asks("/sessions", token)).text
        assert page.index("Next time") < page.index("Värit") < page.index("What is colour?")
        assert "To come" in page
        assert "2 sessions" in page
        assert 'href="/sessions?language=fi"' in page
        assert "Year" not in page  # all are of one
        for days in (20, 30, 40):
            await stage.start(
                pack_of("What then?", title=Text({"en": f"In {days} days"})), opens_in=timedelta(days=days)
            )
        page = (await served.asks("/sessions", token)).text
        assert page.index("In 30 days") < page.index("<summary>1 later</summary>") < page.index("In 40 days")
        chosen = (await served.asks("/sessions?language=fi&nothing=else", token)).text
        assert "Next time" not in chosen
        assert 'href="/sessions/2/"' in chosen
        assert 'href="/sessions/1/"' not in chosen
        assert 'href="/sessions?host=Kevin+%26+Ann">Kevin &amp; Ann <span class="source">1<' in page
        assert 'href="/sessions?host=Meghan+M.+Biro">Meghan M. Biro <span class="source">2<' in page
        hosted = json.loads((await served.asks("/sessions?host=Kevin+%26+Ann&format=json", token)).body)
        assert [(each["number"], each["hosts"]) for each in hosted["sessions"]] == [
            (2, ["Meghan M. Biro", "Kevin & Ann"])
        ]
        both = json.loads((await served.asks("/sessions?language=fi&pack=V%C3%A4rit&format=json", token)).body)
        assert [each["number"] for each in both["sessions"]] == [2]
        assert "No session fits" in (await served.asks("/sessions?year=1999", token)).text
        links = json.loads((await served.asks("/links?format=json", token)).body)
        assert (links["count"], links["links"][0]["view"]) == (1, "full")


async def test_what_is_not_there_yet_is_said_in_words(tmp_path: Path) -> None:
    async with served_archive(tmp_path) as served:
        token = await served.token()
        assert "There is no session yet" in (await served.asks("/sessions", token)).text
        await served.stage.start(pack_of("What is blue?", "What is red?"))
        await served.stage.advance(minutes=6)
        page = (await served.asks("/sessions/1/", token)).text
        assert "The chat is on" in page
        assert "No answers" in page
        public = await served.token(session=1, view=View.PUBLIC)
        assert (await served.asks("/sessions/1/", public)).status == 404


async def test_a_chat_to_come_says_when_and_goes_into_a_calendar(tmp_path: Path) -> None:
    async with served_archive(tmp_path) as served:
        token, stage = await served.token(), served.stage
        await stage.start(pack_of("What is blue?"), opens_in=timedelta(days=200))
        page = (await served.asks("/sessions/1/", token)).text
        assert re.search(r"<time datetime=\"2027-04-04T12:00:00\+00:00\">4 April 2027, 12:00 \(UTC\)</time>", page)
        for empty in ("was not opened", "Nothing was said", "Course of the session"):
            assert empty not in page
        invitation = await served.asks("/sessions/1/event.ics", token)
        assert invitation.headers["Content-Disposition"] == 'attachment; filename="chat-1.ics"'
        (event,) = Calendar.from_ical(invitation.body).walk("VEVENT")
        assert event.decoded("dtstart").isoformat() == "2027-04-04T12:00:00+00:00"
        await stage.host("cancel", sure=True)
        assert "was not opened" in (await served.asks("/sessions/1/", token)).text
        assert (await served.asks("/sessions/1/event.ics", token)).status == 404


async def test_pages_speak_their_readers_language(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token = await served.token()
        page = await served.asks("/sessions/1/", token, headers={"Accept-Language": "fi"})
        assert '<html lang="fi">' in page.text
        assert "Lataa mukaasi" in page.text


async def test_a_browser_holds_several_links_and_can_let_them_go(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        one, two = await served.token(session=2), await served.token(session=1)
        entered = await served.asks(f"/s/{two}", one)
        assert f"tchat={one}.{two};" in entered.headers["Set-Cookie"]
        assert (await served.asks("/sessions/1/", one, two)).status == 200
        left = await served.asks("/leave", two, method="POST")
        assert left.headers["Set-Cookie"].startswith('tchat=""; ')


async def test_no_link_is_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with played_archive(tmp_path) as served:
        token = await served.token()
        await served.asks(f"/s/{token}")
        await served.asks("/sessions/1/", token)
        assert "/s/{token} 303" in caplog.text
        assert token not in caplog.text
        stored = (tmp_path / "tchat.db").read_bytes() + (tmp_path / "tchat.db-wal").read_bytes()
        assert token.encode() not in stored


async def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    async with served_archive(tmp_path) as served:
        port = int(served.visitor.address.rpartition(":")[2])
        with pytest.raises(ConfigError, match="Nothing can be served"):
            async with serving(served.visitor.app, host="127.0.0.1", port=port):
                pass


async def test_what_was_said_is_found_with_its_place(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token = await served.token()
        found = await served.asks("/search?q=letter", token)
        assert "<mark>letters</mark>" in found.text
        answered = json.loads((await served.asks("/search?q=LETTER+drawers&format=json", token)).body)
        (hit,) = answered["hits"]
        assert (hit["author"], hit["question"], answered["next"]) == ("Ben", 1, "")
        assert (await served.asks(hit["url"], token)).headers["Location"] == f"/sessions/1/#m{hit['id']}"
        assert "Nobody said anything" in (await served.asks("/search?q=elephant", token)).text
        assert "needs letters or digits" in (await served.asks("/search?q=%F0%9F%99%82", token)).text
        assert "Type a word" in (await served.asks("/search", token)).text
        assert 'name="session" value="1">' in (await served.asks("/sessions/1/", token)).text
        within = (await served.asks("/search?q=sky&session=1", token)).text
        assert "<mark>sky</mark>" in within
        assert 'name="session" value="1" checked>' in within
        for odd in (
            '"',
            "NEAR(",
            "%00",
            "a*b OR c",
            "%ED%A0%80",
            "x" * 500,
            "sky&before=x",
            f"sky&before=9-{2**63}",
        ):
            assert (await served.asks(f"/search?q={odd}", token)).status == 200


async def test_only_what_is_seen_in_full_is_searched(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        public = await served.token(session=1, view=View.PUBLIC)
        page = (await served.asks("/search?q=sky", public)).text
        assert "<mark>" not in page
        assert (await served.asks("/search?q=sky")).status == 404
        assert "<mark>" in (await served.asks("/search?q=sky", await served.token(session=1))).text
        assert "<mark>" not in (await served.asks("/search?q=sky", await served.token(session=2))).text
        assert "Only in this chat" not in (await served.asks("/sessions/1/", public)).text
        assert (await served.asks("/search?q=sky&session=1", await served.token(session=2))).status == 404
        stage, full = served.stage, await served.token()
        assert "from:Name finds what one person said" in (await served.asks("/search", full)).text
        by = json.loads((await served.asks('/search?q=from:"be"&format=json', full)).body)["hits"]
        assert [each["author"] for each in by] == ["Ben", "Ben"]
        assert "<mark>ink</mark>" in (await served.asks("/search?q=ink+from:ben", full)).text
        assert "Nobody called ada said" in (await served.asks("/search?q=ink+from:ada", full)).text
        assert "Nobody called" in (await served.asks("/search?q=from:ben", public)).text, "no pseudonym has a name"
        await stage.start(pack_of("What is green?"))
        await stage.advance(minutes=6)
        await stage.member("Ada").says("Grass under the sky")
        found = (await served.asks("/search?q=sky&session=2", full)).text
        assert found.count("<mark>") == 1
        none = (await served.asks("/search?q=drawer&session=2", full)).text
        assert "in this chat with all of these words" in none
        assert '<a href="/search?q=drawer">Search in all chats</a>' in none


async def test_a_hall_sees_the_question_the_time_and_words_without_names(tmp_path: Path) -> None:
    async with served_archive(tmp_path) as served:
        stage, token = served.stage, await served.token()

        async def shown() -> str:
            page = (await served.asks("/sessions/1/?screen", token)).text
            return " ".join(re.sub(r"<[^>]+>", " ", page).split())

        await stage.start(pack_of("What is blue?", "What is red?"), opens_in=timedelta(hours=1))
        assert "Opens " in await shown()
        await stage.advance(minutes=66)
        assert 'href="/sessions/1/?screen"' in (await served.asks("/sessions/1/", token)).text
        assert (await served.asks("/sessions/1/?screen")).status == 404
        ada, ben, cy = (stage.member(name) for name in ("Ada", "Ben", "Cy"))
        guild = stage.room.ref.guild
        await stage.store.choose(guild, ada.person.id, Choice(named=True))
        await stage.store.choose(guild, cy.person.id, Choice(quotes=False))
        for member, text in ((ada, SKY), (ben, INK), (cy, HIDDEN)):
            await member.says(text, in_thread=1)
        told = await shown()
        assert "Q1 of 2 What is blue?" in told
        assert "3 answers to this question" in told
        assert re.search(r"\d:\d\d until the next question", told)
        assert told.index(INK) < told.index(SKY) < told.index("Ada")
        assert not [word for word in ("Ben", "Cy", "Member", HIDDEN) if word in told]
        await stage.host("pause")
        assert "A short break" in await shown()
        await stage.host("resume")
        await stage.host("next")
        told = await shown()
        assert "Q2 of 2 What is red? " in told
        assert "until the end 0 answers to this question" in told
        assert SKY not in told
        await stage.host("close")
        told = await shown()
        assert "The chat is over. Thank you! 3 answers" in told
        assert not [word for word in ("Ada", "Ben", SKY) if word in told]


async def test_what_is_deleted_or_left_out_is_found_no_more(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token, stage = await served.token(), served.stage
        sky, ink = (next(m for m in stage.room.messages.values() if text in m.text) for text in (SKY, INK))
        await stage.member("Ada").deletes(sky)
        await Indexing(stage.store, stage.clock).catch_up()
        await stage.engine.editor.leave_out(ink.id, MEGHAN, is_host=True)
        for word in ("harbour", "letters"):
            assert json.loads((await served.asks(f"/search?q={word}&format=json", token)).body)["hits"] == []


async def test_how_large_a_file_is_stands_beside_it_once_it_was_made(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token, said = await served.token(), re.compile(r"Transcript</span> MD(<span class=\"source\">, (\d+) KB)?<")
        public = await served.token(session=1, view=View.PUBLIC)

        async def told(token: str) -> int:
            found = said.search((await served.asks("/sessions/1/", token)).text)
            return int(found[2] or 0) if found else -1

        assert await told(token) == 0
        made = await served.asks("/sessions/1/transcript.md", token)
        assert await told(token) == ceil(len(made.body) / 1024) > 0
        assert await told(public) == 0, "that is another file"
        await served.stage.engine.editor.leave_out(
            next(m.id for m in served.stage.room.messages.values() if INK in m.text), MEGHAN, is_host=True
        )
        assert await told(token) == 0, "it will be another"


async def test_a_search_that_takes_too_long_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with played_archive(tmp_path) as served:
        token = await served.token()
        monkeypatch.setattr(search, "LIMIT", 0)
        page = (await served.asks("/search?q=sky", token)).text
        assert "stopped after half a second" in page
        assert "Nobody said anything" not in page
        assert json.loads((await served.asks("/search?q=sky&format=json", token)).body)["stopped"]
        monkeypatch.setattr(search, "LIMIT", 60)
        assert "<mark>sky</mark>" in (await served.asks("/search?q=sky", token)).text


async def test_many_hits_come_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_HITS", 1)
    monkeypatch.setattr(search, "ROWS", 1)
    async with played_archive(tmp_path) as served:
        token, said, before = await served.token(), [], ""
        while True:
            answered = json.loads((await served.asks(f"/search?q=the&format=json&before={before}", token)).body)
            said += [hit["author"] for hit in answered["hits"]]
            if not (before := answered["next"]):
                break
        assert said == ["Ben", "Cy", "Cy", "Ben", "Ada"]


async def test_a_chat_that_is_on_tells_its_followers_of_each_change_until_it_is_over(tmp_path: Path) -> None:
    async with served_archive(tmp_path) as served:
        stage, token = served.stage, await served.token()
        await stage.start(pack_of("What is blue?", "What is red?"))
        await stage.advance(minutes=6)
        page = (await served.asks("/sessions/1/", token)).text
        since = page.partition('data-since="')[2].partition('"')[0]
        url = f"{served.visitor.address}/sessions/1/events?since={since}"
        async with served.visitor.session.get(url, headers={"Cookie": f"tchat={token}"}) as response:
            assert response.content_type == "text/event-stream"
            said = await stage.member("Ada").says(SKY, in_thread=1)
            assert '"kind":"changed"' in await _until(response, "event: changes")
            assert SKY in (await served.asks("/sessions/1/", token)).text
            await stage.member("Ada").deletes(said)
            await _until(response, "event: changes")
            assert SKY not in (await served.asks("/sessions/1/", token)).text
            await stage.member("Ben").says(INK, in_thread=1)
            await stage.host("next")
            await stage.host("close")
            assert '"again"' in await _until(response, "event: bye")
        assert "data-since" not in (await served.asks("/sessions/1/", token)).text


async def test_a_link_that_is_revoked_ends_its_streams(tmp_path: Path) -> None:
    async with served_archive(tmp_path) as served:
        stage = served.stage
        await stage.start(pack_of("What is blue?", "What is red?"))
        organiser, token = await served.token(), await served.token(session=1)
        url = f"{served.visitor.address}/sessions/1/events?since="
        page = (await served.asks("/sessions/1/", token)).text
        since = page.partition('data-since="')[2].partition('"')[0]
        async with served.visitor.session.get(url + since, headers={"Cookie": f"tchat={token}"}) as response:
            await served.asks("/links/2/revoke", organiser, method="POST")
            await _until(response, "event: bye")
        assert (await served.asks(f"/sessions/1/events?since={since}", token)).status == 404


async def _until(response: aiohttp.ClientResponse, line: str) -> str:
    """Return what follows a line of a stream."""
    async with asyncio.timeout(10):
        while line not in (await response.content.readline()).decode():
            pass
        return (await response.content.readline()).decode()


async def test_who_is_erased_is_off_the_pages_and_out_of_the_search_at_once(tmp_path: Path) -> None:
    async with served_archive(tmp_path) as served:
        stage, token = served.stage, await served.token()
        await stage.start(pack_of("What is blue?", "What is red?"))
        await stage.advance(minutes=6)
        ada = stage.member("Ada")
        await ada.says(SKY, in_thread=1)
        assert SKY in (await served.asks("/sessions/1/", token)).text  # made, and kept until something changes
        await stage.engine.erasure.erase(stage.room.ref.guild, ada.person.id)
        page = (await served.asks("/sessions/1/", token)).text
        assert SKY not in page
        assert "Ada" not in page
        assert json.loads((await served.asks("/search?q=harbour&format=json", token)).body)["hits"] == []


async def test_the_name_of_who_gave_a_link_goes_with_them(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        token = await served.token()
        assert "By Meghan" in (await served.asks("/links", token)).text
        await served.stage.engine.erasure.erase(served.stage.room.ref.guild, MEGHAN.id)
        assert "By somebody" in (await served.asks("/links", token)).text


async def test_the_guides_are_for_everybody_in_their_language(tmp_path: Path) -> None:
    async with served_archive(tmp_path) as served:
        page = await served.asks("/help/host", headers={"Accept-Language": "fi"})
        assert "<h1>Keskustelun vetäminen</h1>" in page.text
        assert 'src="/help/pictures/room.png"' in page.text
        assert (await served.asks("/help/pictures/room.png")).body.startswith(b"\x89PNG")
        commands = (await served.asks("/help/commands")).text
        assert "<th>host role</th>" in commands
        assert "made by" not in commands
        assert (await served.asks("/help/nobody")).status == 404
