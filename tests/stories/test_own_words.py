"""A member decides whether they are quoted and under which name; summaries and public records follow."""

import asyncio
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.adapters.catalogues import words
from bot.adapters.data_folder.shelf import FolderShelf
from bot.adapters.export import FORMATS as EXPORTED
from bot.adapters.export.files import Exports
from bot.adapters.export.recap import FORMATS as RECAPS
from bot.app.privacy.erasure import MOST_WISHES
from bot.app.privacy.own_words import MOST_BACK
from bot.core.base.errors import Refused
from bot.core.posts.recap.post import recap_post
from bot.core.session.recap_state import Choice, Use
from tests.stage import MEGHAN, Stage, pack_of, staged

PNG = b"\x89PNG\r\n\x1a\n" + bytes(92)
ADA = "The sky, on a day without a single cloud, is what I think of first."
BEN = "Blue is what remains when every other colour has gone home for the night."


async def closed(stage: Stage) -> None:
    """A chat in which Ada and Ben answered, and Cem talked about something else."""
    await stage.start(pack_of("What is blue?"))
    await stage.advance(minutes=5)
    ada, ben, cem = (stage.member(name) for name in ("Ada", "Ben", "Cem"))
    first = await ada.says(ADA, in_thread=1, files={"ada.png": PNG})
    await ben.says(BEN, in_thread=1)
    await ben.says(
        f"I disagree, <@{ada.person.id}>, ice is blue as well, and so are <@{cem.person.id}> and the sea.",
        in_thread=1,
        reply_to=first,
    )
    await cem.says("Has anybody seen my keys?")
    await stage.host("close", sure=True)
    await stage.advance(minutes=1)


async def public(stage: Stage) -> list[str]:
    record = await stage.engine.records.public_transcript(stage.number)
    return [f"{entry.contribution.author.name}: {entry.contribution.text}" async for entry in record.answers(1)]


async def quoted(stage: Stage) -> set[str]:
    return {quote.entry.contribution.author.name for quote in (await stage.summary()).quotes}


async def test_who_switched_quotes_off_is_counted_and_not_quoted(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await closed(stage)
        assert await quoted(stage) == {"Ada", "Ben"}
        before = await stage.summary()
        await stage.engine.own_words.quote(stage.room.ref.guild, stage.member("Ada").person.id, quotes=False)
        after = await stage.summary()
        assert await quoted(stage) == {"Ben"}
        assert (after.answers, after.sections[0].people) == (before.answers, before.sections[0].people) == (3, 2)
        assert ADA not in recap_post(await stage.engine.records.recap(stage.number), words("en")).text
        await stage.engine.own_words.quote(stage.room.ref.guild, stage.member("Ada").person.id, quotes=True)
        assert await quoted(stage) == {"Ada", "Ben"}


async def test_a_featured_answer_of_somebody_who_is_not_to_be_quoted_is_not(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await closed(stage)
        ada = stage.member("Ada").person
        first = next(m for m in stage.room.messages.values() if m.text == ADA)
        await stage.engine.editor.use(first.id, Choice(Use.FEATURE), MEGHAN, "feature")
        await stage.engine.own_words.quote(stage.room.ref.guild, ada.id, quotes=False)
        assert await quoted(stage) == {"Ben"}


async def test_a_link_of_somebody_who_is_not_to_be_quoted_is_not_listed(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await closed(stage)
        ada = stage.member("Ada")
        await ada.says("A1 This explains all of it: https://example.org/blue", in_thread=1)
        assert [link.url for link in (await stage.summary()).links] == ["https://example.org/blue"]
        await stage.engine.own_words.quote(stage.room.ref.guild, ada.person.id, quotes=False)
        assert (await stage.summary()).links == ()


async def test_the_public_record_has_answers_only_and_names_as_chosen(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await closed(stage)
        first, second, third = await public(stage)
        names = [line.partition(":")[0] for line in (first, second, third)]
        assert all(re.fullmatch(r"Member [2-9A-Z]{4,}", name) for name in names)
        assert names[1] == names[2] != names[0]
        ada = stage.member("Ada").person.id
        assert str(ada) not in re.findall(r"\d+", third)
        await stage.engine.own_words.name(stage.room.ref.guild, ada, named=True)
        assert (await public(stage))[0] == f"Ada: {ADA}"
        assert (await public(stage))[1] == second
        await stage.engine.own_words.quote(stage.room.ref.guild, ada, quotes=False)
        assert await public(stage) == [second, third]
        record = await stage.engine.records.public_transcript(stage.number)
        assert [entry.reply.author if entry.reply else None async for entry in record.answers(1)] == [None, None]
        assert [entry async for entry in record.channel()] == []


async def test_two_wishes_at_the_same_moment_both_hold(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        guild, ada, wishes = stage.room.ref.guild, stage.member("Ada").person.id, stage.engine.own_words
        await asyncio.gather(wishes.quote(guild, ada, quotes=False), wishes.name(guild, ada, named=False))
        choice = await wishes.of(guild, ada)
        assert (choice.quotes, choice.named) == (False, False)


async def test_who_changes_their_mind_all_the_time_is_asked_to_wait_and_never_kept_from_hiding(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        guild, ada, wishes = stage.room.ref.guild, stage.member("Ada").person.id, stage.engine.own_words
        for _ in range(MOST_BACK):
            await wishes.quote(guild, ada, quotes=False)
            await wishes.quote(guild, ada, quotes=True)
        for named in (None, False, False):
            await wishes.name(guild, ada, named=named)
        with pytest.raises(Refused, match="5 times within an hour"):
            await wishes.name(guild, ada, named=None)
        await wishes.quote(guild, ada, quotes=False)
        choice = await wishes.of(guild, ada)
        assert (choice.quotes, choice.named) == (False, False)
        await stage.advance(hours=1)
        await wishes.name(guild, ada, named=True)


async def test_one_file_at_a_time_is_made_for_a_member_and_ten_erasures_an_hour(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await closed(stage)
        guild, ada, ben = stage.room.ref.guild, stage.member("Ada").person.id, stage.member("Ben").person.id
        with stage.engine.own_words.exporting(ada), stage.engine.own_words.exporting(ben):
            with pytest.raises(Refused, match="already"), stage.engine.own_words.exporting(ada):
                pass
            with pytest.raises(Refused, match="already"), stage.engine.own_words.exporting(ada):
                pass
        with stage.engine.own_words.exporting(ada):
            pass
        erased = [await stage.engine.erasure.wish(guild, ada) for _ in range(MOST_WISHES)]
        assert erased == [1, *[0] * (MOST_WISHES - 1)]
        with pytest.raises(Refused, match="10 times within an hour"):
            await stage.engine.erasure.wish(guild, ada)
        assert await stage.engine.erasure.wish(guild, ben, stage.number) == 1
        await stage.advance(hours=1)
        await stage.engine.erasure.wish(guild, ada)


async def test_a_pseudonym_holds_in_the_recap_for_who_asked_for_one(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await closed(stage)
        await stage.engine.own_words.name(stage.room.ref.guild, stage.member("Ada").person.id, named=False)
        summary = await stage.summary()
        alias = (await public(stage))[0].partition(":")[0]
        assert await quoted(stage) == {alias, "Ben"}
        assert alias in summary.people
        assert "Ada" not in summary.people
        assert "Ada" not in recap_post(await stage.engine.records.recap(stage.number), words("en")).text
        exports = Exports(stage.engine.records, words, FolderShelf(tmp_path / "attachments"))
        for format in RECAPS:
            assert not re.search(r"\bAda\b", await exports.summary(stage.number, format)), format
        assert (await stage.answers(1))[0].startswith("Ada: "), "the organisers' record is what it was"


async def test_what_was_held_left_out_or_set_aside_is_not_in_the_public_record(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await closed(stage)
        first = next(m for m in stage.room.messages.values() if m.text == ADA)
        await stage.engine.editor.leave_out(first.id, MEGHAN, is_host=True, key="leave out")
        assert len(await public(stage)) == 2
        record = await stage.engine.records.public_transcript(stage.number)
        assert [(event.what, event.by) for event in record.events if event.what == "left_out"] == [("left_out", None)]
        spam = [
            await stage.member("Ben").says(f"Buy now at https://spam.example/{n} cheap!", in_thread=1) for n in range(6)
        ]
        await stage.engine.idle()
        aside = (await stage.record()).aside.messages
        assert {message.id for message in spam} & aside, "the rules found it"
        shown = {entry.contribution.id async for entry in (await stage.engine.records.public_transcript(1)).answers(1)}
        assert not shown & aside


async def test_no_format_of_the_public_record_has_what_is_beside_the_point_or_was_taken_out(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await closed(stage)
        ben = stage.member("Ben")
        spam = [await ben.says(f"Buy now at https://spam.example/{n} cheap!", in_thread=1) for n in range(6)]
        left = await ben.says("A1 Blue is also what I would rather not have said here.")
        await stage.engine.editor.leave_out(left.id, ben.person, is_host=False, key="leave out")
        await stage.engine.idle()
        held = [m.text for m in spam if m.id in (await stage.record()).aside.messages]
        assert held
        absent = ["Has anybody seen my keys?", left.text, *held]
        exports = Exports(stage.engine.records, words, FolderShelf(tmp_path / "attachments"))
        for format in (*EXPORTED, "zip"):
            text = unpacked(await written(exports, format, is_public=True))
            assert "without a single cloud" in text, format
            assert not [each for each in absent if each in text], format
        recap = await stage.engine.records.recap(stage.number)
        for format, write in RECAPS.items():
            assert not [each for each in absent if each in write(recap, words("en"))], format
        organisers = unpacked(await written(exports, "txt", is_public=False))
        assert absent[0] in organisers, "what is not in the public record is in the organisers'"


def unpacked(made: bytes) -> str:
    """Return what a file says, and of an archive (a workbook is one) what everything in it says."""
    if not made.startswith(b"PK"):
        return made.decode()
    with ZipFile(BytesIO(made)) as archive:
        return "\n".join(unpacked(archive.read(name)) for name in archive.namelist() if not name.endswith(".png"))


async def written(exports: Exports, format: str, *, is_public: bool) -> bytes:
    return b"".join([piece async for piece in exports.pieces(1, format, public=is_public)])


async def test_no_format_of_the_public_record_tells_who_somebody_is(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await closed(stage)
        exports = Exports(stage.engine.records, words, FolderShelf(tmp_path / "attachments"))
        people = [stage.member(name).person for name in ("Ada", "Ben", "Cem")]
        alias = (await public(stage))[0].partition(":")[0]
        for format in ("html", "md", "txt", "csv", "json"):
            text = (await written(exports, format, is_public=True)).decode()
            assert alias in text, format
            assert not [p for p in people if p.name in text or f"@{p.id}>" in text or f'"{p.id}"' in text], format
            assert "ada.png" not in text
            assert "keys" not in text
            if format in ("html", "md", "txt"):
                assert "is not part of the public record" in " ".join(text.split())
            organisers = (await written(exports, format, is_public=False)).decode()
            assert all(p.name in organisers for p in people), format
