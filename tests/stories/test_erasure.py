"""A member has their words erased: no byte of the data folder has them afterwards, also once a copy is put back."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.catalogues import words
from bot.adapters.data_folder.shelf import FolderShelf
from bot.adapters.export.files import Exports
from bot.adapters.sql.personal import FILES
from bot.adapters.sqlite import connect
from bot.adapters.sqlite.backup import BackupFolder
from bot.adapters.sqlite.restore import Here, restore
from bot.app.privacy.erasure import LOOK
from bot.app.privacy.nightly import Nightly
from bot.app.reading.searching.indexing import Indexing
from bot.core.base.contribution import Person
from bot.core.base.errors import NotFound, StoreError
from bot.core.requests.tickets import SignIn, Ticket, View
from bot.core.session.facts import Measure
from bot.core.session.state import PendingStage
from tests.stage import MEGHAN, Member, Stage, pack_of, staged

PACK = pack_of("What is blue?", "What is red?")
SKY = "The zephyrine sky, on a day without a single cloud, is what I think of first."
SEA = "The quokkaish sea, which is what I meant before I thought about it again."
BEN = "Blue is what remains when every other colour has gone home for the night."
PICTURE = b"\x89PNG\r\n\x1a\n" + b"xylophonic" * 9
TRACES = (b"zephyrin", b"quokka", b"xylophon", b"Zadkiela", b"vexillar", b"gazump", b"jubilat")
"""What only she says, and her name."""


in_a_file = pytest.mark.skipif("config.getoption('--engine') != 'sqlite'", reason="reads the bytes of SQLite's file")


def found_in(folder: Path) -> dict[str, list[bytes]]:
    """Every file of a folder that has a trace of her, also in what the file does not use."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    found = {str(path.relative_to(folder)): [t for t in TRACES if t in path.read_bytes()] for path in files}
    return {path: traces for path, traces in found.items() if traces}


def unknown_in(folder: Path) -> list[Path]:
    """The files of a data folder of which nobody said how long they are kept and what an erasure does to them."""
    files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    return [file for file in files if not any(file.match(pattern) for pattern in FILES)]


async def fresh_exports(stage: Stage, folder: Path) -> bytes:
    """The record in every format, and the recap."""
    exports = Exports(stage.engine.records, words, FolderShelf(folder / "attachments"))
    pieces = [piece for f in (*Exports.formats, "zip") async for piece in exports.pieces(stage.number, f)]
    for format in ("md", "html", "json", "txt"):
        pieces.append((await exports.summary(stage.number, format)).encode())
    return b"".join(pieces)


async def a_chat(stage: Stage) -> Member:
    """A chat in which she leaves a trace in every way there is; its recap is published and quotes her."""
    zadkiela, ben = stage.member("Zadkiela"), stage.member("Ben")
    guild, channel = stage.room.ref.guild, stage.room.ref.channel
    await stage.start(PACK)
    await stage.engine.suggestions.suggest(stage.room.ref, zadkiela.person, "What is a gazump?", "en")
    await stage.advance(minutes=5)
    first = await zadkiela.says(SEA, in_thread=1, files={"xylophonic.png": PICTURE})
    await zadkiela.edits(first, SKY)
    said = await ben.says(BEN, in_thread=1, reply_to=first)
    await ben.says(f"I built on what <@{zadkiela.person.id}> said.", in_thread=1, reply_to=first)
    await zadkiela.reacts(said, "🦓")
    spam = [await zadkiela.says(f"Buy vexillar things at https://spam.example/{n} now!", in_thread=1) for n in range(6)]
    await stage.engine.moderator.tell(said.id, zadkiela.person, "this is jubilate", "tell")
    await stage.advance(seconds=30)
    assert spam
    assert len(await stage.store.cases(stage.number)) > 1
    await stage.store.remind(channel, 0, zadkiela.person.id)
    await stage.store.deliver_later(guild, zadkiela.person.id, -99, "about vexillar things")
    await stage.host("close", sure=True)
    await stage.advance(minutes=5)
    await stage.engine.idle()
    await Indexing(stage.store, stage.clock).catch_up()
    assert any("zephyrine" in post for post in stage.posts())
    return zadkiela


async def erased(stage: Stage, member: Member, session: int | None = None) -> int:
    count = await stage.engine.erasure.erase(stage.room.ref.guild, member.person.id, session)
    await stage.engine.idle()
    return count


@in_a_file
async def test_no_byte_of_a_member_is_left(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        zadkiela = await a_chat(stage)
        copies = BackupFolder(stage.path, tmp_path / "backups")
        await copies.make(date(2026, 9, 16))
        copy = (tmp_path / "backups" / "tchat-2026-09-16.db").read_bytes()
        written = tmp_path / "sessions" / f"{stage.number}-colours"
        written.mkdir(parents=True)
        (written / "transcript.txt").write_text(f"Zadkiela: {SKY}")
        await stage.advance(minutes=1)
        assert len(found_in(tmp_path)) >= 4, "she is in the database, its copy, a file and a picture"
        assert unknown_in(tmp_path) == [], "each file has a row in the table of what is personal"
        assert await erased(stage, zadkiela) == 1
        await stage.advance(seconds=59)
        assert found_in(tmp_path) == {}
        made = await fresh_exports(stage, tmp_path)
        assert [trace for trace in TRACES if trace in made] == []
        assert BEN.encode() in made
        assert [text for text in stage.posts() if "zephyrine" in text or "Zadkiela" in text] == []
        assert [m.text for m in stage.desk() if "vexillar" in m.text or "jubilate" in m.text] == []
        await stage.switch_off()
        assert found_in(tmp_path) == {}
        (tmp_path / "elsewhere.db").write_bytes(copy)
        await restore(stage.path, tmp_path / "elsewhere.db", Here(stage.clock.time, "here", lambda *_: False))
        (tmp_path / "elsewhere.db").unlink()
        assert "tchat.db" in found_in(tmp_path)
        await stage.switch_on()
        await stage.advance(minutes=1)
        assert found_in(tmp_path) == {}
        made = await fresh_exports(stage, tmp_path)
        assert [trace for trace in TRACES if trace in made] == []


async def test_numbers_and_replies_keep_their_places(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        zadkiela = await a_chat(stage)
        await erased(stage, zadkiela)
        assert await stage.answers(1) == [
            f"Ben: {BEN} (thread)",
            f"Ben: I built on what <@{zadkiela.person.id}> said. (thread)",
        ]
        replies = [entry.reply async for entry in (await stage.record()).answers(1)]
        assert [(reply.author, reply.excerpt, reply.removed) for reply in replies if reply] == [(None, None, True)] * 2
        assert b"n reply to a message that was removed at the member" in await fresh_exports(stage, tmp_path)


async def test_a_reread_of_the_room_brings_nothing_back(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        zadkiela = await a_chat(stage)
        await erased(stage, zadkiela)
        await stage.restart()
        await stage.advance(minutes=1)
        assert found_in(tmp_path) == {}
        assert [line[:4] for line in await stage.answers(1)] == ["Ben:"] * 2
        reactions = {r.person for m in stage.room.messages for r in await stage.store.reactions(stage.number, m)}
        assert zadkiela.person.id not in reactions


async def test_who_speaks_again_is_recorded_again(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        zadkiela = await a_chat(stage)
        await erased(stage, zadkiela)
        await stage.advance(minutes=1)
        await zadkiela.says("A1 I am back after all.", in_thread=1)
        assert (await stage.answers(1))[-1] == "Zadkiela: A1 I am back after all. (thread, late)"
        await stage.restart()
        assert (await stage.answers(1))[-1] == "Zadkiela: A1 I am back after all. (thread, late)"


async def test_one_session_may_be_erased_alone(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        zadkiela = await a_chat(stage)
        with pytest.raises(NotFound):
            await erased(stage, zadkiela, 7)
        other = stage.member("Cem")
        with pytest.raises(NotFound):
            await erased(stage, other, stage.number)
        assert await erased(stage, zadkiela, stage.number) == 1
        assert "zephyrine" not in str(await stage.answers(1))
        assert len(await stage.store.new_suggestions()) == 1, "what belongs to no session stays"


async def test_a_pending_answer_waits_no_more(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.start(pack_of("What is blue?", reviewed=True))
        await stage.advance(minutes=6)
        await stage.sends("Zadkiela", SKY, key="first")
        await stage.sends("Zadkiela", SEA, key="second")
        await stage.sends("Ben", BEN)
        assert await stage.reviews(2, approve=True)
        assert len(stage.posts(thread=1)) == 1
        await erased(stage, stage.member("Zadkiela"))
        await stage.advance(seconds=30)
        assert stage.posts(thread=1) == []
        assert [m.text for m in stage.desk() if "zephyrine" in m.text or "Zadkiela" in m.text] == []
        assert [text for text in stage.private("Zadkiela") if "aside" in text] == []
        assert [answer.name for answer in await stage.store.pending_answers(stage.number)] == ["Ben"], "others' wait on"
        assert stage.session.pending[1].stage is PendingStage.SET_ASIDE
        assert stage.session.pending[3].stage is PendingStage.WAITING
        assert found_in(tmp_path) == {}


async def test_what_the_room_still_shows_is_tried_again_until_it_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with staged(tmp_path) as stage:
        await stage.start(pack_of("What is blue?", reviewed=True))
        await stage.advance(minutes=6)
        await stage.sends("Zadkiela", SKY)
        await stage.reviews(approve=True)
        rounds, again, reachable = asyncio.Queue[datetime | None](), asyncio.Event(), asyncio.Event()

        async def wait(until: datetime | None, wake: asyncio.Event) -> None:
            rounds.put_nowait(until)
            await again.wait()
            again.clear()

        monkeypatch.setattr(stage.clock, "wait", wait)
        driven = asyncio.create_task(stage.engine.erasure.run(reachable))
        stage.room.faults.dead = True
        await erased(stage, stage.member("Zadkiela"))
        monkeypatch.setattr(stage.store, "scrub", None)  # the file was written anew, and need not be once more
        reachable.set()
        async with asyncio.timeout(10):
            assert await rounds.get() == stage.clock.time + LOOK
            assert len(stage.posts(thread=1)) == 1
            stage.room.faults.dead = False
            again.set()
            await rounds.get()
        driven.cancel()
        assert stage.posts(thread=1) == []


@pytest.mark.parametrize("approved", [True, False])
async def test_what_was_on_its_way_to_the_room_is_taken_out_again(tmp_path: Path, approved: bool) -> None:
    async with staged(tmp_path) as stage:
        await stage.start(pack_of("What is blue?", reviewed=approved))
        await stage.advance(minutes=6)
        thread, zadkiela = stage.card(1).id, stage.member("Zadkiela")
        if approved:
            await stage.sends("Zadkiela", SKY)
        else:
            said = await zadkiela.says(SKY, in_thread=1)
            await stage.engine.moderator.tell(said.id, MEGHAN, "look", "tell")
            await stage.decides(Measure.HOLD)
        stage.room.faults.dark = {thread}
        await (stage.reviews(approve=True) if approved else stage.decides(Measure.FINE))
        await erased(stage, zadkiela)
        stage.room.faults.dark = set()
        await stage.advance(minutes=1)
        assert stage.posts(thread=1) == []
        assert await stage.kept.rows("SELECT payload FROM effects WHERE payload LIKE '%zephyrine%'") == []
        await stage.host("extend", 5)
        assert "More time" in stage.posts()[-1], "nothing is held up"


async def test_whoever_sent_the_same_still_waits_for_the_hosts(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.start(pack_of("What is blue?", reviewed=True))
        await stage.advance(minutes=6)
        for name in ("Zadkiela", "Ben", "Cem", "Dora"):
            await stage.sends(name, "The sky, of course.", key=f"sent by {stage.member(name).person.id}")
        assert len([m for m in stage.desk() if "The sky" in m.text]) == 1, "one card for all of them"
        await erased(stage, stage.member("Zadkiela"))
        await stage.advance(seconds=30)
        cards = [m.text for m in stage.desk() if "The sky" in m.text]
        assert len(cards) == 1
        assert "3 people" in cards[0]
        await erased(stage, stage.member("Cem"))
        await stage.restart()
        assert await stage.reviews(2, approve=True)
        assert await stage.answers(1) == ["Ben: The sky, of course. (host)"]
        assert stage.private("Ben")
        assert stage.private("Dora")
        assert (stage.private("Zadkiela"), stage.private("Cem")) == ([], [])
        assert found_in(tmp_path) == {}


async def test_what_hosts_were_shown_of_a_suggestion_goes_with_it(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        zadkiela, suggestions = stage.member("Zadkiela").person, stage.engine.suggestions
        await stage.start(PACK)
        for text in ("What is a gazump?", "Who is Zadkiela?"):
            await suggestions.suggest(stage.room.ref, zadkiela, text, "en")
        await suggestions.suggest(stage.room.ref, stage.member("Ben").person, "What is green?", "en")
        await suggestions.set_aside(1)
        assert len([m for m in stage.desk() if "suggests" in m.text]) == 3
        await erased(stage, stage.member("Zadkiela"))
        assert ["green" in m.text for m in stage.desk() if "suggests" in m.text] == [True]
        assert [key for (key,) in await stage.kept.rows("SELECT key FROM notes") if "suggestion" in key] == [
            "card of suggestion 3"
        ]


async def suggested(stage: Stage, text: str) -> None:
    """She suggests a question, and a host accepts it."""
    await stage.engine.suggestions.suggest(stage.room.ref, stage.member("Zadkiela").person, text, "en")
    number = len(await stage.store.suggestions_of(stage.room.ref.guild, stage.member("Zadkiela").person.id))
    await stage.engine.suggestions.accept(number, MEGHAN)


def shown_in(stage: Stage) -> str:
    """All that the bot shows of questions."""
    return "\n".join([*stage.posts(), *(m.text for m in stage.desk()), *stage.room.threads.values()])


async def test_a_question_that_she_suggested_goes_from_the_room_and_the_record(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await suggested(stage, "What is a gazump?")
        await stage.start(PACK, opens_in=timedelta(days=2))
        await stage.advance(days=1)
        await suggested(stage, "Is a vexillar one worse?")
        await stage.host("edit", 4, "Is it worse? (Zadkiela)")
        await stage.advance(days=1, minutes=60)
        assert [name for name in stage.room.threads.values() if "gazump" in name]
        assert shown_in(stage).count("Zadkiela") > 4
        await stage.advance(days=100)
        stage.room.faults.no_edits = True
        await erased(stage, stage.member("Zadkiela"))
        assert "gazump" in shown_in(stage), "the room is out of reach"
        stage.room.faults.no_edits = False
        await stage.engine.erasure.follow()
        await stage.advance(minutes=1)
        assert [line for line in shown_in(stage).split("\n") if "azump" in line or "vexillar" in line] == []
        assert "Zadkiela" not in shown_in(stage)
        assert "Is it worse?" in shown_in(stage), "that is the host's question"
        made = await fresh_exports(stage, tmp_path)
        assert [trace for trace in TRACES if trace in made] == []
        assert found_in(tmp_path) == {}


async def test_chats_that_ended_long_ago_are_taken_up_one_by_one(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        zadkiela = stage.member("Zadkiela")
        for _ in range(3):
            await stage.start(pack_of("What is blue?"))
            await stage.advance(minutes=5)
            await zadkiela.says("Zephyrine, all of it.")
            await stage.host("close", sure=True)
            await stage.advance(days=3)
        await stage.restart()
        assert list(stage.engine.live) == []
        held = list[int]()
        stage.engine.erasure.gone.append(lambda live, _: held.append(len(list(stage.engine.live))))
        assert await erased(stage, zadkiela) == 3
        assert held == [1, 1, 1]
        await stage.advance(minutes=1)
        assert list(stage.engine.live) == []
        assert found_in(tmp_path) == {}


async def test_a_case_that_was_decided_is_emptied(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        zadkiela = await a_chat(stage)
        await stage.decides(Measure.LEAVE_OUT)
        await erased(stage, zadkiela)
        await stage.advance(minutes=1)
        assert found_in(tmp_path) == {}
        cases = await stage.store.cases(stage.number)
        assert {case.name for case in cases if case.person == zadkiela.person.id} == {""}


async def test_what_she_told_the_hosts_goes_whatever_her_name_and_whoever_takes_it(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        ben, zadkiela = stage.member("Ben"), stage.member("Zadkiela")
        await stage.start(PACK)
        await stage.advance(minutes=5)
        said = await ben.says(BEN, in_thread=1)
        moderator, wishes = stage.engine.moderator, stage.engine.own_words
        await moderator.tell(said.id, zadkiela.person, "this is jubilate", "tell")
        await moderator.tell(said.id, Person(903, "Dora"), "this is not so nice", "tell too")
        await stage.advance(seconds=30)
        assert any("jubilate" in message.text for message in stage.desk())
        kept = await wishes.kept(stage.room.ref.guild, zadkiela.person.id)
        assert [chat.told for chat in kept.chats] == [("Zadkiela: “this is jubilate”",)], "she said nothing else"
        assert await wishes.servers(zadkiela.person.id) == [stage.room.ref.guild]
        await replace(zadkiela, person=Person(zadkiela.person.id, "Zoe")).says("I am called Zoe by now.", in_thread=1)
        mal = replace(stage.member("Mal"), person=Person(904, "Dora"))
        await mal.says("I only call myself so to take out what was told about me.", in_thread=1)
        assert await erased(stage, mal) == await erased(stage, zadkiela) == 1
        await stage.advance(minutes=1)
        assert [m.text for m in stage.desk() if "jubilate" in m.text] == []
        assert any("this is not so nice" in message.text for message in stage.desk()), "that is another Dora's line"
        assert found_in(tmp_path) == {}


async def test_what_hosts_were_asked_about_goes_with_its_words(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        ben, zadkiela = stage.member("Ben"), stage.member("Zadkiela")
        await stage.start(PACK)
        await stage.advance(minutes=5, seconds=5)
        await zadkiela.says("The zephyrine sky, if you ask me.")
        said = await ben.says("The quokkaish sea, if you ask me.")
        await stage.advance(seconds=5)
        assert len([m for m in stage.desk() if "wrote right after Q1" in m.text]) == 2
        await ben.deletes(said)
        await erased(stage, zadkiela)
        await stage.engine.erasure.follow()  # as it does every two seconds
        assert [m.text for m in stage.desk() if "wrote right after Q1" in m.text] == []
        assert found_in(tmp_path) == {}


@in_a_file
async def test_what_a_copy_finds_in_the_room_is_not_told_in_her_words(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        zadkiela = stage.member("Zadkiela")
        await stage.start(pack_of("What is blue?", reviewed=True))
        await stage.advance(minutes=6)
        await stage.sends("Zadkiela", SKY, key="send")
        await stage.database.back_up(tmp_path / "copy.db")
        assert await stage.reviews(approve=True)
        await stage.advance(minutes=1)
        await stage.switch_off()
        await stage.database.restore(tmp_path / "copy.db")
        (tmp_path / "copy.db").unlink()
        await stage.switch_on()
        assert await stage.reviews(approve=True)
        await stage.advance(minutes=1)
        assert any("“An approved answer” is already in the channel" in message.text for message in stage.desk())
        await erased(stage, zadkiela)
        assert found_in(tmp_path) == {}


@in_a_file
async def test_no_copy_brings_back_who_gave_out_a_link_or_is_signed_in(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        zadkiela, room, now = stage.member("Zadkiela"), stage.room.ref, stage.clock.now()
        await stage.start(PACK)
        await stage.advance(minutes=5)
        who, ends = zadkiela.person, now + timedelta(days=9)
        ticket = Ticket(0, room.guild, room.channel, None, View.PUBLIC, who.id, who.name, now, ends)
        await stage.store.add_ticket("a digest", ticket)
        await stage.store.add_sign_in("another", SignIn(who.id, who.name, ends), now)
        await BackupFolder(stage.path, tmp_path / "backups").make(date(2026, 9, 16))
        copy = (tmp_path / "backups" / "tchat-2026-09-16.db").read_bytes()
        await erased(stage, zadkiela)
        assert found_in(tmp_path) == {}
        await stage.switch_off()
        (tmp_path / "elsewhere.db").write_bytes(copy)
        await restore(stage.path, tmp_path / "elsewhere.db", Here(stage.clock.time, "here", lambda *_: False))
        (tmp_path / "elsewhere.db").unlink()
        await stage.switch_on()
        assert found_in(tmp_path) == {}
        assert await stage.store.sign_in_with("another") is None
        assert [ticket.by_name for ticket in await stage.store.tickets_of(room.channel)] == [""]


async def test_what_hosts_judged_goes_with_whose_words_it_was(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        zadkiela, guild = await a_chat(stage), stage.room.ref.guild
        await stage.decides(Measure.LEAVE_OUT)
        assert await stage.store.judgements(guild)
        await erased(stage, zadkiela)
        assert await stage.store.judgements(guild) == []


async def test_nothing_of_who_asked_not_to_be_recorded_is_kept(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        zadkiela, ben, guild = stage.member("Zadkiela"), stage.member("Ben"), stage.room.ref.guild
        await stage.start(PACK)
        await stage.advance(minutes=5)
        before = await zadkiela.says("Before, I was on record.", in_thread=1)
        await zadkiela.reacts(before, "💙")
        await stage.advance(seconds=5)
        await stage.engine.own_words.record(guild, zadkiela.person.id, recorded=False)
        await zadkiela.reacts(before, "🦓")
        said = await zadkiela.says(SKY, in_thread=1, files={"xylophonic.png": PICTURE})
        await zadkiela.edits(said, SEA)
        answer = await ben.says(BEN, in_thread=1, reply_to=said)
        await zadkiela.reacts(answer, "🦓")
        for number in range(6):
            await zadkiela.says(f"Buy vexillar things at https://spam.example/{number} now!", in_thread=1)
        await stage.advance(seconds=30)
        cases = await stage.store.cases(stage.number)
        assert [(case.person, case.name, case.text, case.reason) for case in cases] == [
            (zadkiela.person.id, "", "", "") for _ in cases
        ]
        assert cases, "moderation reads along"
        await stage.restart()
        await stage.advance(minutes=1)
        assert await stage.answers(1) == ["Zadkiela: Before, I was on record. (thread)", f"Ben: {BEN} (thread)"]
        given = await stage.store.reactions_by(stage.number, zadkiela.person.id)
        assert given == [(before.id, "💙")], "also to older messages none is kept any more"
        assert not any(
            trace in found for found in found_in(tmp_path).values() for trace in TRACES if trace != b"Zadkiela"
        )
        await zadkiela.edits(before, "Before, I was on the record.")
        assert (await stage.answers(1))[0] == "Zadkiela: Before, I was on the record. (thread)"
        await stage.engine.own_words.record(guild, zadkiela.person.id, recorded=True)
        await zadkiela.says("And now again.", in_thread=1)
        assert (await stage.answers(1))[-1] == "Zadkiela: And now again. (thread)"


@in_a_file
async def test_what_somebody_still_reads_is_overwritten_once_they_have_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "BUSY_MILLISECONDS", 1)
    async with staged(tmp_path) as stage:
        zadkiela = await a_chat(stage)
        with closing(sqlite3.connect(stage.path)) as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM contributions").fetchall()
            with pytest.raises(StoreError, match="still holds what was erased"):
                await erased(stage, zadkiela)
        await stage.engine.erasure.follow()
        await stage.advance(minutes=1)
        assert found_in(tmp_path) == {}


@in_a_file
async def test_what_its_author_deletes_is_in_no_byte_the_next_morning(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.start(PACK)
        await stage.advance(minutes=5)
        zoe = stage.member("Zoe")
        said = await zoe.says("A xylophonic sky", in_thread=1)
        await stage.member("Ben").says(BEN, in_thread=1)
        await stage.advance(seconds=30)
        await Indexing(stage.store, stage.clock).catch_up()
        copies = BackupFolder(stage.path, tmp_path / "backups")
        nightly = Nightly(copies, stage.store, stage.clock, "UTC", stage.engine.expiry.end)
        await nightly.tick()
        made = (tmp_path / "backups" / "tchat-2026-09-16.db").stat().st_mtime
        await zoe.deletes(said)
        await stage.engine.idle()
        assert "backups/tchat-2026-09-16.db" in found_in(tmp_path)
        await nightly.tick()
        stage.clock.time += timedelta(days=1)
        await nightly.tick()
        assert found_in(tmp_path) == {}
        assert copies.days() == [date(2026, 9, 16), date(2026, 9, 17)]
        assert (tmp_path / "backups" / "tchat-2026-09-16.db").stat().st_mtime == made
