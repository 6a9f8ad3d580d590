"""What hosts bring along, and what of it was played."""

import asyncio
import threading
from datetime import date, time
from pathlib import Path

import pytest

from bot.adapters.yaml_files.packs.aside import aside
from bot.app.planning import library
from bot.core.base.errors import Doubtful, NotFound, Refused, TchatError
from bot.core.script.pack import Text
from bot.core.script.slots import Slot
from tests.stage import MEGHAN, Stage, pack_of

BLUE = "title: Blue\nquestions:\n  - ask: What is blue?\n"
RED = "title: Red\nquestions:\n  - ask: What is red?\n"
LARGEST = 256 * 1024


async def test_the_name_of_a_known_pack_is_asked_about(stage: Stage) -> None:
    packs, guild = stage.engine.library, stage.room.ref.guild
    await packs.take_in(guild, "blue.yaml", BLUE, MEGHAN)
    assert (await packs.take_in(guild, "blue.yaml", BLUE, MEGHAN)).name == "blue", "the same file once more is no doubt"
    with pytest.raises(Doubtful, match="There is already a pack “blue”"):
        await packs.take_in(guild, "Blue.yml", RED, MEGHAN)
    assert await packs.export(guild, "blue") == BLUE
    await packs.take_in(guild, "Blue.yml", RED, MEGHAN, sure=True)
    assert await packs.export(guild, "blue") == RED


async def test_of_two_who_bring_the_same_name_along_at_once_the_second_is_asked(stage: Stage) -> None:
    packs, guild = stage.engine.library, stage.room.ref.guild
    asked = [packs.take_in(guild, "blue.yaml", text, MEGHAN) for text in (BLUE, RED)]
    ended = await asyncio.gather(*asked, return_exceptions=True)
    assert sorted(type(each).__name__ for each in ended) == ["Doubtful", "Pack"]


async def test_so_is_one_of_the_operators(stage: Stage) -> None:
    _file(stage, "green.yaml", BLUE)
    with pytest.raises(Doubtful, match="“green”"):
        await stage.engine.library.take_in(stage.room.ref.guild, "green.yaml", RED, MEGHAN)


async def test_only_what_was_brought_along_can_be_removed(stage: Stage) -> None:
    packs, guild = stage.engine.library, stage.room.ref.guild
    _file(stage, "green.yaml", BLUE)
    with pytest.raises(Refused, match="“green” belongs to the bot's operator"):
        await packs.remove(guild, "green")
    with pytest.raises(NotFound, match="There is no pack “blue”"):
        await packs.remove(guild, "blue")
    await packs.take_in(guild, "blue.yaml", BLUE, MEGHAN)
    await packs.remove(guild, "blue")
    with pytest.raises(NotFound):
        await packs.export(guild, "blue")


async def test_a_server_keeps_as_many_packs_as_it_can_play(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    packs, guild = stage.engine.library, stage.room.ref.guild
    for number in range(library.MAX_PACKS):
        await packs.take_in(guild, f"blue-{number}.yaml", BLUE, MEGHAN)
    with pytest.raises(Refused, match="This server already has 50 packs of its own"):
        await packs.take_in(guild, "one-more.yaml", BLUE, MEGHAN)
    await packs.take_in(guild, "blue-1.yaml", RED, MEGHAN, sure=True)
    await packs.take_in(guild + 1, "elsewhere.yaml", BLUE, MEGHAN)
    await packs.remove(guild, "blue-2")
    monkeypatch.setattr(library, "MAX_LETTERS", 50 * len(BLUE))
    with pytest.raises(Refused, match="larger than"):
        await packs.take_in(guild, "long.yaml", BLUE + "#" * 100, MEGHAN)
    await packs.take_in(guild, "one-more.yaml", BLUE, MEGHAN)
    monkeypatch.undo()
    long = BLUE + "#" * 255_000
    for number in range(7):
        await packs.take_in(guild + 2, f"blue-{number}.yaml", long, MEGHAN)
    with pytest.raises(Refused, match="larger than 2 MB"):
        await packs.take_in(guild + 2, "one-more.yaml", long, MEGHAN)


HOSTILE = {
    "the same key": "1:\n",
    "entries": "- a\n",
    "keys without a colon": "{a, b, ",
    "bullets": "- ",
    "brackets": "[",
    "references": "*a ",
    "tabs": "\ta: b\n",
    "quotes": 'a: "b" c\n',
    "comments": "a #b\n",
    "invisible signs": "\x01",
    "special spaces": "\u00a0- a: b\n",
    "numbers": "9",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
async def test_the_largest_file_of_nonsense_is_told_in_a_few_sentences(stage: Stage, piece: str) -> None:
    text = "title: x\nquestions:\n" + piece * (LARGEST // len(piece.encode()) - 10)
    with pytest.raises(TchatError) as caught:
        await stage.engine.library.take_in(stage.room.ref.guild, "x.yaml", text, MEGHAN)
    assert str(caught.value).count("\n") <= 100


async def test_a_file_is_checked_while_everything_else_goes_on() -> None:
    begun, done = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def read() -> bool:
        loop.call_soon_threadsafe(begun.set)
        return done.wait(10)

    reading = asyncio.create_task(aside(read))
    await begun.wait()
    done.set()
    assert await reading


async def test_what_takes_too_long_to_check_is_refused() -> None:
    over = threading.Event()
    with pytest.raises(Refused, match="too long to check"):
        await aside(over.wait, seconds=0)
    over.set()


async def test_only_what_reads_as_a_pack_is_given_out(stage: Stage) -> None:
    packs, guild = stage.engine.library, stage.room.ref.guild
    _file(stage, "green.yaml", BLUE)
    _file(stage, "config.yaml", "discord:\n  token_file: secret\n")
    _file(stage, "cast.yaml", "members: [Ada]\nscenes: []\n")
    _file(stage, "broken.yaml", "title: x\n")
    assert await packs.names(guild) == ["broken", "green"]
    assert await packs.export(guild, "green") == BLUE
    for name in ("config", "cast"):
        for wanted in (packs.export, packs.read):
            with pytest.raises(NotFound):
                await wanted(guild, name)
    with pytest.raises(TchatError, match="“questions” is missing here"):
        await packs.export(guild, "broken")


async def test_another_pack_of_the_same_name_was_not_played(stage: Stage) -> None:
    packs, guild = stage.engine.library, stage.room.ref.guild
    await packs.take_in(guild, "weekly.yaml", BLUE, MEGHAN)
    slot = await _wednesdays(stage, "weekly")
    await stage.advance(days=7)
    assert await _titles(stage) == ["Blue"]
    assert await stage.engine.slots.played(guild, ["weekly", "gone"]) == {"weekly"}
    await packs.take_in(guild, "weekly.yaml", RED, MEGHAN, sure=True)
    assert await stage.engine.slots.played(guild, ["weekly"]) == set()
    await packs.take_in(guild, "copy.yaml", BLUE, MEGHAN)
    assert await stage.engine.slots.played(guild, ["copy"]) == {"copy"}, "another name makes it no other script"
    stage.engine.slots.look_again()
    await stage.advance(days=7)
    assert await _titles(stage) == ["Blue", "Red"]
    await stage.engine.slots.set_queue(slot, ["weekly"])
    await stage.advance(days=7)
    assert await _titles(stage) == ["Blue", "Red"], "it was played, and nobody asked for it again"
    await stage.engine.slots.set_queue(slot, ["weekly"], again=True)
    await stage.advance(days=14)
    assert await _titles(stage) == ["Blue", "Red", "Red"], "again, and once"


async def test_what_members_add_makes_it_no_other_script() -> None:
    pack = pack_of("What is blue?", "What is red?")
    longer = pack_of("What is blue?", "What is red?", "Why? (Ada)")
    assert pack.is_same_script(longer)
    assert not longer.is_same_script(pack)
    assert not pack.is_same_script(pack_of("What is red?", "What is blue?"))
    assert not pack.is_same_script(pack_of("What is blue?", "What is red?", title=Text({"en": "Another"})))


async def _wednesdays(stage: Stage, *packs: str) -> Slot:
    room = stage.room.ref
    slot = Slot(0, room.guild, room.channel, 2, time(19), "America/New_York", date(2026, 1, 1), by=MEGHAN.id)
    slot = await stage.engine.slots.add(slot)
    await stage.engine.slots.set_queue(slot, packs)
    await stage.engine.tick()
    return slot


async def _titles(stage: Stage) -> list[str]:
    return [row.title for row in await stage.store.listed()]


def _file(stage: Stage, name: str, text: str) -> Path:
    folder = stage.folder / "prompts"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name
