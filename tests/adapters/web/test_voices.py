"""Whose answers others built on: for organisers, of those who agreed, without any rank."""

import json
from pathlib import Path

import pytest

from bot.app.reading.searching import voices
from tests.adapters.web.archives import Served, served_archive
from tests.stage import pack_of

GLASS = "Influence is a window of old glass: what people see through it bends, and nobody notices that it does"
ROPE = "A rope has many strands and no single one of them runs the whole length, yet together they hold the ship"


async def _talk(served: Served) -> None:
    """Have a chat in which others build on what Zoe and Ada said."""
    stage = served.stage
    await stage.start(pack_of("What is influence?", "What holds?"))
    await stage.advance(minutes=6)
    zoe, ada, ben, cy = (stage.member(name) for name in ("Zoe", "Ada", "Ben", "Cy"))
    await ben.says("For me it begins with listening to people who never speak first", in_thread=1)
    await cy.says("It is a habit of the whole house and not of one person in it", in_thread=1)
    glass = await zoe.says(GLASS, in_thread=1)
    await ben.says("Yes, and the older it gets the more of that shows in every pane", in_thread=1, reply_to=glass)
    await cy.says("I will take that home and try it with my own team", in_thread=1, reply_to=glass)
    rope = await ada.says(ROPE, in_thread=1)
    await ben.says("Then what we call a leader may just be the strand on the outside", in_thread=1, reply_to=rope)
    await cy.says("That is how our choir works: each breathes when others sing", in_thread=1, reply_to=rope)
    await stage.host("next")
    await ben.says("Trust holds, and it is made in small coins over many years", in_thread=2)
    await stage.host("close")
    await stage.advance(hours=60)


async def test_voices_are_those_who_agreed_by_name_in_their_own_words(tmp_path: Path) -> None:
    async with served_archive(tmp_path) as served:
        stage, token = served.stage, await served.token()
        assert "Nobody is here yet" in (await served.asks("/voices", token)).text
        await _talk(served)
        assert "Nobody is here yet" in (await served.asks("/voices", token)).text  # nobody agreed
        server, own_words = stage.room.ref.guild, stage.engine.own_words
        for name in ("Zoe", "Ada", "Ben"):
            await own_words.find(server, stage.member(name).person.id, findable=True)
        page = (await served.asks("/voices", token)).text
        assert page.index("Ada") < page.index(ROPE) < page.index("Zoe") < page.index(GLASS)
        assert "Trust holds" not in page  # nobody built on it
        found = json.loads((await served.asks("/voices?format=json", token)).body)
        assert [each["name"] for each in found["voices"]] == ["Ada", "Zoe"]
        said = found["voices"][0]["said"][0]
        assert (await served.asks(said["url"], token)).headers["Location"] == f"/sessions/1/#m{said['id']}"
        glass = next(m for m in stage.room.messages.values() if m.text == GLASS)
        await stage.member("Zoe").edits(glass, GLASS.replace("old", "new"))
        assert "a window of new glass" in (await served.asks("/voices", token)).text
        await stage.member("Zoe").deletes(glass)
        assert "a window of" not in (await served.asks("/voices", token)).text
        await own_words.find(server, stage.member("Ada").person.id, findable=False)
        assert "Nobody is here yet" in (await served.asks("/voices", token)).text


async def test_many_chats_are_read_bit_by_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "READ_AT_ONCE", 0)
    async with served_archive(tmp_path) as served:
        token = await served.token()
        await _talk(served)
        zoe = served.stage.member("Zoe").person.id
        await served.stage.engine.own_words.find(served.stage.room.ref.guild, zoe, findable=True)
        assert "1 older chat is not read yet" in (await served.asks("/voices", token)).text
        monkeypatch.setattr(voices, "READ_AT_ONCE", 1)
        assert GLASS in (await served.asks("/voices", token)).text
