"""Off the record: for some minutes, or in a thread, nothing that is said is stored, and everybody can see that."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.catalogues import words
from bot.adapters.data_folder.shelf import FolderShelf
from bot.adapters.export.files import Exports
from bot.core.base.errors import Refused
from tests.stage import Member, Stage, pack_of, staged

TRACES = (b"vexillar", b"quokka", b"zephyrin", b"jubilat")
PICTURE = b"\x89PNG\r\n\x1a\n" + b"quokkaish" * 9


async def a_chat(stage: Stage) -> tuple[Member, Member]:
    """A chat with its first question asked, and an answer on the record."""
    ada, ben = stage.member("Ada"), stage.member("Ben")
    await stage.start(pack_of("What is blue?", "What is red?"))
    await stage.advance(minutes=5)
    await ada.says("On the record, blue is the sky.", in_thread=1)
    await stage.advance(minutes=1)
    return ada, ben


def found_in(folder: Path) -> dict[str, list[bytes]]:
    """The files of the data folder that hold a trace of what was said off the record."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    found = {path.name: [trace for trace in TRACES if trace in path.read_bytes()] for path in files}
    return {name: traces for name, traces in found.items() if traces}


async def test_nothing_that_is_said_meanwhile_is_kept(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        ada, ben = await a_chat(stage)
        await stage.host("off_record", 4)
        line = next(post for post in stage.posts() if post.startswith("**Off the record** until <t:"))
        assert "in this channel and its threads" in line
        said = await ada.says("Zephyrine words, between us.", in_thread=1, files={"quokka.png": PICTURE})
        await ada.edits(said, "Jubilate words, between us.")
        await ben.reacts(said, "🦓")
        await ben.says("A1 quokkaish words in the channel", reply_to=said)
        for number in range(6):
            await ben.says(f"Buy vexillar things at https://spam.example/{number} now!", in_thread=1)
        await stage.advance(seconds=30)
        assert any("> and its threads until <t:" in post for post in stage.posts()), "the board says so"
        cases = await stage.store.cases(stage.number)
        assert cases, "moderation reads along"
        assert {(case.name, case.text, case.reason) for case in cases} == {("", "", "")}
        link = stage.room.ref.link(cases[-1].matter, cases[-1].channel)
        assert any(link in card.text for card in stage.desk()), "hosts can look at the message while it is there"
        await stage.restart(after=timedelta(minutes=1))  # what was missed is reread
        await ben.says("Quokkaish words after the restart.", in_thread=1)
        await stage.advance(minutes=3)
        assert any(post.startswith("**Back on the record.**") for post in stage.posts())
        assert not any("Off the record in" in post for post in stage.posts())
        await ben.says("On the record again.", in_thread=1)
        await ada.edits(said, "Jubilate words, edited later.")
        await stage.restart()
        await stage.advance(seconds=30)
        assert await stage.answers(1) == [
            "Ada: On the record, blue is the sky. (thread)",
            "Ben: On the record again. (thread)",
        ]
        assert await stage.talk() == []
        assert found_in(tmp_path) == {}
        reactions = await stage.store.reactions(stage.number, said.id)
        assert reactions == set()
        await ada.deletes(said)
        await stage.host("close", sure=True)
        await stage.advance(minutes=1)
        exports = Exports(stage.engine.records, words, FolderShelf(tmp_path / "attachments"))
        for format, note in (("txt", "Off the record 12:06–12:10"), ("md", "Off the record 12:06–12:10")):
            text = b"".join([piece async for piece in exports.pieces(stage.number, format)]).decode()
            assert note in " ".join(text.split())
        assert '"off_record": [{' in b"".join([p async for p in exports.pieces(stage.number, "json")]).decode()


async def test_a_thread_is_off_the_record_until_a_host_ends_it(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        ada, ben = await a_chat(stage)
        thread = stage.card(1).id
        await stage.host("off_record", None, thread=thread)
        assert stage.posts(thread=1)[-1].startswith("**Off the record** until a host ends it. Nothing written in this")
        await ada.says("Zephyrine words in the thread.", in_thread=1)
        await ben.says("A1 the channel is on the record")
        await stage.restart()
        await stage.advance(minutes=2)
        assert any(f"**Off the record in <#{thread}>**: nothing written there" in post for post in stage.posts())
        await stage.host("off_record", 0, thread=thread)
        assert stage.posts(thread=1)[-1].startswith("**Back on the record.**")
        await ada.says("And on again.", in_thread=1)
        assert await stage.answers(1) == [
            "Ada: On the record, blue is the sky. (thread)",
            "Ben: A1 the channel is on the record (prefix)",
            "Ada: And on again. (thread)",
        ]


async def test_what_makes_no_sense_is_refused(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.start(pack_of("What is blue?", reviewed=True), opens_in=timedelta(hours=1))
        with pytest.raises(Refused, match="no chat is on here"):
            await stage.host("off_record", 5)
        await stage.advance(hours=1, minutes=5)
        with pytest.raises(Refused, match="Everything here is on the record"):
            await stage.host("off_record", 0)
        await stage.host("off_record", 10)
        for thread in (0, stage.card(1).id):
            with pytest.raises(Refused, match="off the record already"):
                await stage.host("off_record", 5, thread=thread)
        with pytest.raises(Refused, match="We are off the record"):
            await stage.sends("Ada", "Zephyrine words for the hosts.")
        assert await stage.store.pending_answers(stage.number) == []
        await stage.host("off_record", 0)
        await stage.sends("Ada", "Words for the hosts.")
        assert len(await stage.store.pending_answers(stage.number)) == 1


async def test_who_is_not_recorded_sends_nothing_to_the_hosts(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.start(pack_of("What is blue?", reviewed=True))
        await stage.advance(minutes=6)
        guild, ada = stage.room.ref.guild, stage.member("Ada").person.id
        await stage.engine.own_words.record(guild, ada, recorded=False)
        with pytest.raises(Refused, match="you asked me not to record you"):
            await stage.sends("Ada", "Zephyrine words for the hosts.")
        assert found_in(tmp_path) == {}
        await stage.engine.own_words.record(guild, ada, recorded=True)
        await stage.sends("Ada", "Words for the hosts.")
        assert len(await stage.store.pending_answers(stage.number)) == 1


async def test_my_answers_are_a_post_of_my_own(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        ada, ben = await a_chat(stage)
        await ada.says(f"A1 I agree with <@{ben.person.id}>: **grey** is blue, too.")
        exports = Exports(stage.engine.records, words, FolderShelf(tmp_path / "attachments"))
        text = await exports.own_answers(stage.number, ada.person.id)
        assert text.startswith(
            "# What is colour?\n\n#TChat\n\n## Q1: What is blue?\n\nOn the record, blue is the sky.\n\n[in"
        )
        assert "\n\nI agree with someone: **grey** is blue, too.\n\n[in the chat](" in text
