"""The room in the browser, as it is asked over HTTP: the page, what its followers are told, what people do."""

import asyncio
import html
import json
import re
from dataclasses import replace
from pathlib import Path

from bot.adapters.web.frame.statics import STATICS
from bot.app.ports.rehearsing import PANEL
from bot.core.script.pack import Host, Question, Reading, Text
from tests.adapters.rehearsal.rehearsals import ADA, BEN, HOST, PACK, Played
from tests.adapters.web.rooms import room
from tests.adapters.web.sites import Visitor

HOSTILE = "</textarea><script>alert(1)</script> [x](javascript:alert(1)) \u202e @everyone " + "w" * 1500


async def followed(visitor: Visitor, page: str, wanted: str) -> dict[str, object]:
    """Follow a page until there is a change with some text in it, and return that."""
    since = re.search(r'data-since="([^"]+)"', page)
    assert since
    async with (
        asyncio.timeout(10),
        visitor.session.get(f"{visitor.address}/events?language=en&since={since[1]}") as response,
    ):
        async for line in response.content:
            if line.startswith(b"data: "):
                for change in json.loads(line[6:]).get("changes", ()):
                    if wanted in str(change.get("html", "")):
                        return dict(change)
    raise AssertionError(wanted)


async def acted(visitor: Visitor, chat: Played, action: str, **more: object) -> int:
    given = {"action": action, "who": str(ADA), "channel": str(chat.channel), **more}
    return (await visitor.asks("/actions", method="POST", json=given)).status


async def test_what_somebody_says_is_on_the_page_and_in_its_stream(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        thread = await chat.open()
        page = (await visitor.asks("/")).text
        assert await acted(visitor, chat, "say", channel=str(thread), text="Blue *moon*") == 202
        change = await followed(visitor, page, "Blue")
        assert "<em>moon</em>" in str(change["html"])
        assert (change["place"], change["by"], change["new"]) == (str(thread), str(ADA), True)
        assert "<em>moon</em>" in (await visitor.asks("/")).text


async def test_the_page_shows_the_question_that_is_on_to_who_follows(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        first = (await visitor.asks("/")).text
        assert f'data-place="{chat.channel}"' in first
        assert len(re.findall(r"until it opens, at \d\d:\d\d", first)) == 2  # on the board, and on a phone's line
        await chat.step_until(lambda: chat.rehearsal.stand.session.phase == "open")
        assert re.search(r"<span>Welcome</span> <span><strong", (await visitor.asks("/")).text)
        thread = await chat.open()
        page = (await visitor.asks("/")).text
        assert f'data-place="{thread}"' in page
        assert f'data-place="{chat.channel}"' in (await visitor.asks(f"/?place={chat.channel}")).text
        assert "What is blue?" in page


async def test_who_opens_it_reads_what_this_is_until_they_begin(tmp_path: Path) -> None:
    async with room(tmp_path, speed=10.0, begun=False) as (chat, visitor):
        first = (await visitor.asks("/")).text
        assert "A rehearsal, on your computer alone" in first
        assert "10 times as fast as life" in first
        assert '"begun": false' in html.unescape(first)
        assert chat.rehearsal.pace.speed == 0
        await visitor.asks("/actions", method="POST", data={"action": "begin"})
        assert chat.rehearsal.pace.speed == 10
        assert "A rehearsal, on your computer alone" not in (await visitor.asks("/")).text
    async with room(tmp_path / "slow", speed=1.0, begun=False) as (chat, visitor):
        assert "The clock then runs in real time" in (await visitor.asks("/")).text


async def test_nothing_that_somebody_writes_becomes_more_than_words(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        thread = await chat.open()
        eve = await chat.act("join", text="<b>Eve</b>")
        page = (await visitor.asks("/")).text
        await acted(visitor, chat, "say", who=str(eve), channel=str(thread), text=HOSTILE)
        change = await followed(visitor, page, "wwww")
        for shown in (str(change["html"]), (await visitor.asks("/")).text):
            assert "<script>alert" not in shown
            assert "<b>Eve" not in shown
            assert 'href="javascript' not in shown


async def test_a_pack_is_words_too(tmp_path: Path) -> None:
    bad = Text({"en": "</title><script>alert(1)</script>"})
    reading = Reading(title=bad, author="<i>", url="javascript:alert(1)")
    pack = replace(
        PACK, title=bad, questions=(Question(bad, readings=(reading,)),), hosts=(Host('" onclick="x'),), hashtag="T"
    )
    async with room(tmp_path, pack=pack) as (chat, visitor):
        await chat.open()
        page = (await visitor.asks("/")).text
        assert "<script>alert" not in page
        assert "<i>" not in page
        assert '" onclick' not in page
        assert 'href="javascript' not in page


async def test_what_hosts_are_answered_is_seen_where_it_was_asked_whoever_one_writes_as(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        thread = await chat.open()
        await chat.act("say", ADA, channel=thread, text="Blue is a colour.")
        await chat.close()
        await chat.step_until(lambda: chat.rehearsal.stand.draft_card())
        draft = chat.on_desk("recap:publish")
        lead = next(each for each in draft.actions if each.id.startswith("recap:lead"))
        for place in (draft.channel, PANEL):
            press = {"id": lead.id, "message": str(draft.id), "as": "host", "channel": str(place)}
            assert await acted(visitor, chat, "press", **press) == 202
            assert chat.cards(HOST)[-1].channel == place
        desk = (await visitor.asks(f"/?place={draft.channel}")).text
        assert re.search(rf'<li id="i{chat.cards(HOST)[0].id}"><article class="private', desk)  # whoever one writes as


async def test_the_end_begins_with_the_recap_and_publishes_it_where_one_is(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        thread = await chat.open()
        await chat.act("say", ADA, channel=thread, text="Blue is what is left when the red light is gone.")
        await chat.close()
        await chat.step_until(lambda: chat.rehearsal.stand.draft_card())
        page = (await visitor.asks("/")).text
        assert (
            page.index("The recap is ready to be published") < page.index("Publish the recap") < page.index("downloads")
        )
        await chat.act(
            "press", HOST, message=chat.rehearsal.stand.draft_card() or 0, id=f"recap:publish:{chat.rehearsal.number}"
        )
        await chat.rehearsal.engine.idle()
        page = (await visitor.asks("/")).text
        assert "The recap is published" in page
        assert f'href="#m{chat.rehearsal.stand.summary()}"' in page
        assert chat.cards(HOST) == []  # what there is to say stands where it was pressed


async def test_a_form_does_the_same_without_a_script(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        thread = await chat.open()
        data = {"action": "say", "who": str(BEN), "channel": str(thread), "text": "By hand"}
        answered = await visitor.asks("/actions", method="POST", data=data)
        assert (answered.status, answered.headers["Location"]) == (303, f"/?place={thread}&who={BEN}")
        assert "By hand" in (await visitor.asks(answered.headers["Location"])).text
        refused = await visitor.asks("/actions", method="POST", data={**data, "text": " "})
        assert refused.status == 409
        assert "Write something first." in refused.text


async def test_what_is_refused_is_said_in_the_readers_language(tmp_path: Path) -> None:
    async with room(tmp_path) as (_, visitor):
        answered = await visitor.asks(
            "/actions", method="POST", json={"action": "nonsense"}, headers={"Accept-Language": "fi"}
        )
        assert answered.status == 409
        assert "Lataa" in json.loads(answered.body)["sentence"]


async def test_what_is_not_understood_changes_nothing(tmp_path: Path) -> None:
    async with room(tmp_path) as (_, visitor):
        for body in (["x"], "x", 7):
            assert (await visitor.asks("/actions", method="POST", json=body)).status == 400
        is_json = {"Content-Type": "application/json"}
        for text in ("{", "[" * 30_000, "9" * 5_000, '{"a":' * 9_000):
            assert (await visitor.asks("/actions", method="POST", data=text, headers=is_json)).status == 400


async def test_the_panel_acts_for_the_lead_whoever_one_writes_as(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        await chat.open()
        pause = next(move for move in chat.rehearsal.moves("en") if move.deed == "pause")
        more = {"id": pause.id, "as": "host", "channel": "1"}
        assert await acted(visitor, chat, "press", **more) == 202
        assert chat.rehearsal.moves("en")[1].reason
        assert chat.cards(HOST)


async def test_a_card_is_told_to_be_for_one_person(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        await chat.open()
        page = (await visitor.asks("/")).text
        assert await acted(visitor, chat, "where") == 202
        change = await followed(visitor, page, "Only Ada Lovelace sees this")
        assert f'data-for="{ADA}"' in str(change["html"])


async def test_deleted_words_are_gone_from_page_and_stream(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        thread = await chat.open()
        said = await chat.act("say", ADA, channel=thread, text="Unsaid")
        page = (await visitor.asks("/")).text
        await acted(visitor, chat, "delete", message=str(said))
        change = await followed(visitor, page, "deleted a message")
        assert change["id"] == str(said)
        assert "Unsaid" not in (await visitor.asks("/")).text


async def test_the_end_shows_what_can_be_taken_along(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        thread = await chat.open()
        await chat.act("say", ADA, channel=thread, text="Blue is what is left when the red light is gone.")
        await chat.close()
        await chat.act("say", ADA, channel=thread, text="And another thing.")
        page = (await visitor.asks("/")).text
        assert page.count('<span class="mark">late</span>') == 1
        names = re.findall(r'href="/files/([^"]+)" download', page)
        assert len(names) == 9
        assert page.count(" KB</span>") == 9
        for name in names:
            file = await visitor.asks(f"/files/{name}")
            assert file.status == 200
            assert file.headers["Content-Disposition"] == f'attachment; filename="{name}"'
            assert file.headers["Content-Security-Policy"].startswith("sandbox")
            assert len(file.body) > 100
        assert "Q2: nobody answered." in page


async def test_who_follows_is_told_to_come_again_when_all_begins_anew(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        page = (await visitor.asks("/")).text
        since = re.search(r'data-since="([^"]+)"', page)
        assert since
        stream = f"{visitor.address}/events?language=en&since={since[1]}"
        async with asyncio.timeout(10), visitor.session.get(stream) as response:
            await acted(visitor, chat, "again")
            assert b'"reason":"again"' in await response.read()
        page = (await visitor.asks("/?place=4711")).text  # a place of the round before
        assert 'data-following="1"' in page
        assert "A rehearsal, on your computer alone" in page
        assert f"Times are in {chat.rehearsal.zone}." in page
        assert f"kept as session {chat.rehearsal.number}." in page


async def test_the_pages_scripts_and_styles_stay_small(tmp_path: Path) -> None:
    async with room(tmp_path) as (_, visitor):
        sizes = {}
        for name in ("room.js", "stream.js", "announce.js", "room.css"):
            packed = await visitor.session.get(
                visitor.address + visitor.app[STATICS].address(name), headers={"Accept-Encoding": "gzip"}
            )
            sizes[name] = int(packed.headers["Content-Length"])
        assert sum(size for name, size in sizes.items() if name.endswith(".js")) < 40_000
        assert sizes["room.css"] < 15_000


async def test_at_the_end_the_archive_has_this_chat_and_no_links(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        await chat.open()
        await chat.step_until(lambda: chat.rehearsal.stand.session.recap.published)
        page = (await visitor.asks("/")).text
        assert f'href="/sessions/{chat.rehearsal.number}/"' in page
        kept = await visitor.asks(f"/sessions/{chat.rehearsal.number}/")
        assert kept.status == 200
        assert "The sky is blue." in kept.text
        assert "Back to the rehearsal" in kept.text
        assert (await visitor.asks("/links")).status == 404
        assert (await visitor.asks(f"/sessions/{chat.rehearsal.number}/transcript.csv")).status == 200
        assert "The sky is blue." in (await visitor.asks("/search?q=sky")).text.replace("<mark>", "").replace(
            "</mark>", ""
        )
        first = chat.rehearsal.number
        await chat.act("restart")
        assert (await visitor.asks(f"/sessions/{first}/")).status == 200
        await chat.act("again")
        assert (await visitor.asks(f"/sessions/{first}/")).status == 404


async def test_at_the_end_the_counts_are_those_of_the_recap(tmp_path: Path) -> None:
    async with room(tmp_path) as (chat, visitor):
        thread = await chat.open()
        for _ in range(2):
            await acted(visitor, chat, "say", channel=str(thread), text="The same answer, said twice by one person.")
        await chat.close()
        counted = await chat.rehearsal.count()
        summary = await chat.rehearsal.engine.records.summary(chat.rehearsal.number)
        assert counted.answers == {each.question.number: each.answers for each in summary.sections}
        assert counted.uncounted == 1
        assert "1 more message under the questions does not count" in (await visitor.asks("/")).text
