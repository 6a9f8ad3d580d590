"""Packs in a form: what is sent becomes a file, what is wrong stands beside its field, and nothing is lost unsaid."""

import json
import re
from pathlib import Path

from bot.adapters.web.packs.filled import changed, flat, nested, told
from bot.adapters.yaml_files.packs.loader import read_pack
from bot.app.ports.files import mark_of
from bot.core.base.place import RoomRef
from bot.core.requests.rights import Standing
from bot.core.session.facts import Scheduled
from tests.adapters.web.archives import played_archive
from tests.adapters.web.rooms import room
from tests.adapters.web.sites import Answered, Visitor
from tests.core.sessions import T0
from tests.stage import MEGHAN, pack_of

SENT = {
    "name": "my-chat",
    "title": "What is colour?",
    "language": "en",
    "intro": "Why we ask: because\r\n\r\nit is 20:00 # somewhere",
    "hosts.0.name": "Meghan M. Biro",
    "hosts.0.role": "moderator",
    "hosts.1.name": "",
    "questions.0.ask": "What is blue?",
    "questions.0.readings.0.title": "On blue",
    "questions.1.ask": "What is red?",
    "schedule.start": "2026-09-16 19:00",
    "schedule.end": "20:00",
    "schedule.zone": "Europe/Helsinki",
}


async def sent(visitor: Visitor, do: str = "save", **more: str) -> Answered:
    given = {**SENT, **{key.replace("__", "."): text for key, text in more.items()}, "do": do}
    return await visitor.asks("/packs/edit", method="POST", data=given)


async def test_what_is_sent_is_saved_as_a_pack_and_opened_again(tmp_path: Path) -> None:
    async with room(tmp_path) as (_, visitor):
        saved = await sent(visitor, questions__2__ask=" ", questions__3__lasts="")  # rows that nobody has filled in
        assert "tchat rehearse my-chat" in saved.text
        pack = read_pack(tmp_path / "prompts" / "my-chat.yaml")
        assert [each.ask.in_language("en") for each in pack.questions] == ["What is blue?", "What is red?"]
        assert pack.intro
        assert pack.intro.in_language("en").endswith("it is 20:00 # somewhere")
        assert [each.name for each in pack.hosts] == ["Meghan M. Biro"]
        assert pack.schedule
        assert pack.schedule.zone == "Europe/Helsinki"
        opened = (await visitor.asks("/packs/edit?name=my-chat")).text
        assert 'value="What is colour?"' in opened
        shown = (await visitor.asks("/packs")).text
        assert "my-chat</span>" in shown
        assert "(English)</a>" in shown  # after its title
        listed = json.loads((await visitor.asks("/packs?format=json")).body)
        assert {"name": "my-chat", "url": "/packs/edit?name=my-chat"} in listed["packs"]
        assert listed["count"] == len(listed["packs"])
        assert "Choose another name" in (await sent(visitor)).text  # as a new one, it would replace another
        assert (await visitor.asks("/packs/edit?name=none")).status == 409


async def test_what_is_wrong_stands_beside_its_field_and_the_cards_below(tmp_path: Path) -> None:
    async with room(tmp_path) as (_, visitor):
        more = {"questions__1__ask": "", "questions__1__lasts": "3m", "questions__0__lasts": "soon"}
        wrong = await sent(visitor, **more, schedule__zone="Mars/Base")
        assert wrong.status == 422
        for field in ("questions.1.ask", "questions.0.lasts", "schedule.zone"):
            assert f'id="f-{field}"' in wrong.text, field
        assert wrong.text.count("Write something here.") == 1
        assert "Q1 of 2" not in wrong.text
        assert not (tmp_path / "prompts" / "my-chat.yaml").exists()
        right = await sent(visitor, "check")
        assert "Nothing to mend" in right.text
        assert "Q1 of 2" in right.text
        assert "small letters" in (await sent(visitor, name="../etc")).text


async def test_who_may_plan_chats_writes_packs_of_their_server_in_the_archive(tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        stage, guild = served.stage, served.stage.room.ref.guild
        cookie = {"Cookie": await served.sign_in(7, Standing.MANAGER)}
        library, packs = stage.engine.library, f"/servers/{guild}/packs"

        async def save(do: str = "save", **more: str) -> Answered:
            given = {**SENT, **{key.replace("__", "."): text for key, text in more.items()}, "do": do}
            return await served.visitor.asks(f"{packs}/edit", method="POST", data=given, headers=cookie)

        assert 'href="/packs"' in (await served.asks("/sessions", headers=cookie)).text
        assert (await served.asks("/packs", headers=cookie)).headers["Location"] == packs
        wrong = await save(questions__1__ask="", questions__1__lasts="3m")
        assert (wrong.status, 'id="f-questions.1.ask"' in wrong.text) == (422, True)
        assert "Q1 of 2" in (await save("check")).text
        saved = await save()
        assert "/tchat start pack: my-chat" in saved.text
        assert f"Server {guild}" in saved.text
        assert (await library.read(guild, "my-chat")).title.in_language("en") == "What is colour?"
        assert "Choose another name" in (await save()).text
        mark = mark_of((await library.export(guild, "my-chat")).encode())
        assert "start pack: my-chat" in (await save(mark=mark, title="What is light?")).text
        assert "was changed since you opened it" in (await save(mark=mark, title="What is dark?")).text
        opened = (await served.asks(f"{packs}/edit?name=my-chat", headers=cookie)).text
        assert 'value="What is light?"' in opened
        assert "my-chat" in (await served.asks(packs, headers=cookie)).text
        listed = json.loads((await served.asks(f"{packs}?format=json", headers=cookie)).body)
        assert {"name": "my-chat", "url": f"{packs}/edit?name=my-chat"} in listed["packs"]
        assert "small letters" in (await save(name="../etc")).text
        assert (await served.asks(f"{packs}/edit?name=none", headers=cookie)).status == 409
        await stage.store.create(
            pack_of("Why?"), RoomRef(stage.room.platform, 5, 77), [Scheduled(at=T0, by=MEGHAN.id, opens_at=T0)], None
        )
        both = (await served.asks("/packs", headers={"Cookie": await served.sign_in(9, Standing.MANAGER)})).text
        assert f'href="{packs}"' in both
        assert 'href="/servers/5/packs">Server 5<' in both
        await library.take_in(guild, "noted.yaml", "# mine\ntitle: A\nquestions: [ask: B]\n", MEGHAN)
        assert "when you save, they are gone" in (await served.asks(f"{packs}/edit?name=noted", headers=cookie)).text


async def test_rows_come_go_and_move_and_nothing_else_changes(tmp_path: Path) -> None:
    async with room(tmp_path) as (_, visitor):
        assert 'name="questions.2.ask"' in (await sent(visitor, "add:questions")).text
        assert 'name="questions.1.readings.0.url"' in (await sent(visitor, "add:questions.1.readings")).text
        moved = (await sent(visitor, "up:questions.1")).text
        assert re.search(r'name="questions\.0\.ask"[^>]*>What is red\?<', moved)
        assert 'name="questions.1.ask"' not in (await sent(visitor, "drop:questions.0")).text
        for odd in ("add:", "drop:title", "up:questions.x", "add:questions.9.readings", "drop:questions.99"):
            assert (await sent(visitor, odd)).status == 200


async def test_a_file_with_comments_is_kept_as_it_was_and_what_has_no_field_stays(tmp_path: Path) -> None:
    file = tmp_path / "prompts" / "noted.yaml"
    file.parent.mkdir()
    text = "# mine\ntitle: {en: Colours, fi: Värit}\nquestions: [ask: What is blue?]\nodd: thing\n"
    file.write_text(text, encoding="utf-8")
    async with room(tmp_path) as (_, visitor):
        opened = (await visitor.asks("/packs/edit?name=noted")).text
        assert "This file has comments" in opened
        assert 'name="title.fi"' in opened
        fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', opened))
        assert fields["odd"] == "thing"
        del fields["odd"]
        fields |= {"title.en": "Colours, again", "questions.0.ask": "What is blue?", "do": "save"}
        saved = await visitor.asks("/packs/edit", method="POST", data=fields)
        assert "noted.yaml.1.old" in saved.text
        assert (tmp_path / "prompts" / "noted.yaml.1.old").read_text(encoding="utf-8") == text
        assert read_pack(file).title.in_language("fi") == "Värit"
        stale = await visitor.asks("/packs/edit", method="POST", data=fields)
        assert "was changed since you opened it" in stale.text


def test_fields_are_data_and_back() -> None:
    data = nested({key: text for key, text in SENT.items() if key != "name"})
    assert nested(flat(data)) == data
    assert told(nested({"hosts.0.name": " ", "questions.0.ask": ""})) == {"title": "", "questions": [{"ask": ""}]}
    assert nested({"a": "1", "a.b": "2"}) == {"a": "1"}
    assert changed({}, "add:hosts") == {"hosts": [{}]}
