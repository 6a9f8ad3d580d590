"""What members attach is kept while its link is fresh, and goes when they delete it."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.engine import Settings
from bot.core.base.contribution import Attachment, KeptFile, Missing, MissingFile
from bot.core.base.media import KEEPING, Keeping, Kind
from tests.stage import Stage, pack_of, staged

PNG = b"\x89PNG\r\n\x1a\n" + bytes(92)
DIGEST = hashlib.sha256(PNG).hexdigest()


def on_the_shelf(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "attachments").rglob("*") if path.is_file())


async def kept(stage: Stage, question: int = 1) -> list[Attachment]:
    await stage.engine.idle()
    return [file async for entry in (await stage.record()).answers(question) for file in entry.contribution.attachments]


async def whys(stage: Stage) -> list[str]:
    """Why each file is missing; the type by content of those that are there."""
    fates = [file.fate for file in await kept(stage)]
    return [fate.why if isinstance(fate, MissingFile) else fate.type if fate else "nothing yet" for fate in fates]


async def asked(stage: Stage) -> None:
    await stage.start(pack_of("What is blue?"))
    await stage.advance(minutes=5)


def limited(each: int = KEEPING.each, session: int = KEEPING.session, *kinds: Kind) -> Settings:
    return Settings(attachments=Keeping(each, session, frozenset(kinds or KEEPING.kinds)))


async def test_a_picture_is_kept_by_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with staged(tmp_path) as stage:
        await asked(stage)
        ada = stage.member("Ada")
        await ada.says("look", in_thread=1, files={"../../etc/passwd": PNG, "sky.png": b"MZ\x00\x00"})
        picture, program = await kept(stage)
        assert picture.fate == KeptFile(DIGEST, "image/png", 100)
        assert program.fate == MissingFile(Missing.KIND, stage.clock.now())
        monkeypatch.setattr(stage.store, "unfetched", None)
        await ada.says("and no more", in_thread=1)
        await stage.engine.attachments.idle()
        assert stage.engine.attachments.next_due() is None, "for words nobody looks for files"
    assert on_the_shelf(tmp_path) == [DIGEST]
    assert (tmp_path / "attachments" / DIGEST[:2] / DIGEST).read_bytes() == PNG


async def test_what_is_too_large_is_not_kept_and_the_record_says_so(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.switch_off()
        stage.settings = limited(each=200, session=250)
        await stage.switch_on()
        await asked(stage)
        ada = stage.member("Ada")
        await ada.says("one", in_thread=1, files={"a.txt": b"a" * 150})
        await ada.says("the same", in_thread=1, files={"b.txt": b"a" * 100, "c.txt": b"c" * 201})
        await ada.says("one more", in_thread=1, files={"d.txt": b"d" * 101})
        assert await whys(stage) == ["text/plain", "text/plain", Missing.TOO_LARGE, Missing.NO_ROOM]


async def test_a_file_that_turns_out_larger_than_it_was_said_to_be_is_not_kept(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.switch_off()
        stage.settings = limited(each=200)
        await stage.switch_on()
        await asked(stage)
        stage.room.faults.no_files = True
        message = await stage.member("Ada").says("look", in_thread=1, files={"a.txt": b"a"})
        stage.room.files[message.attachments[0].url] = b"a" * 201
        stage.room.faults.no_files = False
        await stage.advance(seconds=10)
        assert await whys(stage) == [Missing.TOO_LARGE]


async def test_nothing_is_fetched_where_an_operator_switched_it_off(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.switch_off()
        stage.settings = Settings(attachments=Keeping(1, 1, frozenset()))
        await stage.switch_on()
        await asked(stage)
        await stage.member("Ada").says("look", in_thread=1, files={"sky.png": PNG})
        assert await whys(stage) == ["nothing yet"]
    assert on_the_shelf(tmp_path) == []


async def test_a_fetch_that_fails_is_repeated_and_holds_nothing_up(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await asked(stage)
        stage.room.faults.no_files = True
        ada = stage.member("Ada")
        await ada.says("look", in_thread=1, files={"sky.png": PNG})
        await ada.says("words", in_thread=1)
        assert await stage.answers(1) == ["Ada: look (thread)", "Ada: words (thread)"]
        await stage.advance(seconds=70)
        assert await whys(stage) == ["nothing yet"]
        stage.room.faults.no_files = False
        await stage.advance(minutes=10)
        assert await whys(stage) == ["image/png"]


async def test_a_file_that_cannot_be_fetched_is_given_up_in_the_end(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await asked(stage)
        stage.room.faults.no_files = True
        await stage.member("Ada").says("look", in_thread=1, files={"sky.png": PNG})
        await stage.advance(hours=2)
        assert await whys(stage) == [Missing.FAILED]


async def test_a_file_that_is_gone_is_not_tried_again(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await asked(stage)
        stage.room.faults.no_files = True
        await stage.member("Ada").says("look", in_thread=1, files={"sky.png": PNG})
        stage.room.faults.no_files = False
        stage.room.files.clear()
        await stage.advance(seconds=10)
        assert await whys(stage) == [Missing.GONE]


async def test_deleting_a_message_removes_the_bytes_that_no_other_message_has(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await asked(stage)
        ada, ben = stage.member("Ada"), stage.member("Ben")
        first = await ada.says("look", in_thread=1, files={"sky.png": PNG})
        second = await ben.says("mine", in_thread=1, files={"other.png": PNG})
        await stage.engine.idle()
        await ada.deletes(first)
        await stage.engine.idle()
        assert on_the_shelf(tmp_path) == [DIGEST]
        await stage.advance(hours=60)
        assert stage.engine.live.get(stage.number) is None, "the record is closed"
        await ben.deletes(second)
        await stage.engine.idle()
        assert on_the_shelf(tmp_path) == []


async def test_a_deletion_that_was_missed_removes_the_bytes_too(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await asked(stage)
        message = await stage.member("Ada").says("look", in_thread=1, files={"sky.png": PNG})
        await stage.engine.idle()
        await stage.switch_off()
        await stage.room.delete(message)
        await stage.switch_on()
        await stage.engine.idle()
        assert on_the_shelf(tmp_path) == []


async def test_a_restart_fetches_what_was_not_kept_yet(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await asked(stage)
        stage.room.faults.no_files = True
        await stage.member("Ada").says("look", in_thread=1, files={"sky.png": PNG})
        await stage.engine.idle()
        stage.room.faults.no_files = False
        await stage.restart(after=timedelta(seconds=1))
        assert await whys(stage) == ["image/png"]


async def test_bytes_of_a_crash_before_the_record_had_them_are_removed(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await asked(stage)
        await stage.store.loosen(DIGEST)
        await stage.files.shelf.put(DIGEST, PNG)
        await stage.restart()
        await stage.engine.idle()
        assert on_the_shelf(tmp_path) == []
        assert await stage.store.loose() == []


async def test_a_shelf_that_cannot_be_written_is_tried_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "attachments").write_text("in the way", encoding="utf-8")
    async with staged(tmp_path) as stage:
        await asked(stage)
        await stage.member("Ada").says("look", in_thread=1, files={"sky.png": PNG})
        assert await whys(stage) == ["nothing yet"]
        assert "attachments are not kept" in caplog.text
        (tmp_path / "attachments").unlink()
        await stage.advance(minutes=1)
        assert await whys(stage) == ["image/png"]


async def test_what_is_said_to_be_too_large_is_not_even_fetched(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.switch_off()
        stage.settings = limited(each=200)
        await stage.switch_on()
        await asked(stage)
        stage.room.faults.no_files = True
        await stage.member("Ada").says("look", in_thread=1, files={"a.txt": b"a" * 201})
        assert await whys(stage) == [Missing.TOO_LARGE]


async def test_a_file_that_its_author_takes_out_of_a_message_goes(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await asked(stage)
        ada = stage.member("Ada")
        message = await ada.says("look", in_thread=1, files={"sky.png": PNG})
        await stage.engine.idle()
        assert on_the_shelf(tmp_path) == [DIGEST]
        message.attachments = ()
        stage.clock.time += timedelta(seconds=1)
        await ada.edits(message, "no picture any more")
        await stage.engine.idle()
        assert on_the_shelf(tmp_path) == []
