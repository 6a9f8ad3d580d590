"""What was kept long enough ends at night: on time, also after a month off, and the hosts are told in a line."""

import asyncio
import re
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.adapters.catalogues import words
from bot.adapters.data_folder.shelf import FolderShelf
from bot.adapters.export.files import Exports
from bot.adapters.sql.personal import IMPERSONAL, PERSONAL
from bot.app.privacy.expiry import BEGINS, NOTICE
from bot.core.base.contribution import KeptFile, Missing, MissingFile
from bot.core.base.retention import Retention
from tests.stage import Stage, pack_of, staged
from tests.tripwire import Crash

PICTURE = b"\x89PNG\r\n\x1a\n" + b"xylophonic" * 9
SKY = "The sky, on a day without a single cloud, is what I think of first."


async def a_chat(stage: Stage) -> None:
    """A chat with an answer, a picture and cases; it is over and its recap is published."""
    ada = stage.member("Ada")
    await stage.start(pack_of("What is blue?"))
    await stage.advance(minutes=5)
    await ada.says(SKY, in_thread=1, files={"sky.png": PICTURE})
    for number in range(6):
        await ada.says(f"Subscribe to my vexillar channel: https://spam.example/{number}", in_thread=1)
    await stage.host("close", sure=True)
    await stage.advance(minutes=5)


async def nights(stage: Stage, days: int) -> None:
    """The bot is off for some days; then the night's work is done."""
    await stage.restart(after=timedelta(days=days))
    await stage.engine.expiry.end()
    await stage.engine.idle()


async def texts_of_cases(stage: Stage) -> set[str]:
    return {case.text for case in await stage.store.cases(stage.number)}


async def fates(stage: Stage) -> list[object]:
    said = [entry.contribution async for entry in (await stage.record()).answers(1)]
    return [file.fate for each in said for file in each.attachments]


async def test_after_an_upgrade_hosts_have_a_month_before_anything_ends(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await a_chat(stage)
        await stage.store.note(BEGINS, "")  # as the upgrade of a record from before anything ended
        told = len(stage.desk())
        await nights(stage, 400)
        begins = f"<t:{int((stage.clock.now() + NOTICE).timestamp())}:D>"
        (new,) = stage.desk()[told:]
        assert f"From {begins} on, I delete every night whatever is older than the times below." in new.text
        assert texts_of_cases_left(await texts_of_cases(stage))
        await nights(stage, 29)
        assert stage.desk()[-1] is new, "they are told once"
        swept: list[bool] = []
        stage.engine.expiry.loose.append(lambda: swept.append(True))
        await stage.engine.expiry.end()
        assert swept, "the files of what is erased go all the same"
        assert texts_of_cases_left(await texts_of_cases(stage))
        await nights(stage, 1)
        assert await texts_of_cases(stage) == {""}
        assert "time was over" in stage.desk()[-1].text


async def test_files_and_words_of_cases_end_after_ninety_days(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await a_chat(stage)
        ada = stage.member("Ada").person
        said = await stage.store.said_by(stage.number, [ada.id])
        await stage.engine.moderator.tell(said[0], ada, "Look at this.", "tell")
        await stage.advance(minutes=1)
        told = len(stage.desk())
        await nights(stage, 89)
        assert texts_of_cases_left(await texts_of_cases(stage))
        assert await stage.store.told_by(stage.number, ada.id) == ["Ada: “Look at this.”"]
        assert [type(fate) for fate in await fates(stage)] == [KeptFile]
        assert len(stage.desk()) == told, "nothing ended"
        await nights(stage, 31)
        assert await texts_of_cases(stage) == {""}
        assert await stage.store.told_by(stage.number, ada.id) == []
        assert await fates(stage) == [MissingFile(Missing.EXPIRED, stage.clock.now())]
        assert [path for path in (tmp_path / "attachments").rglob("*") if path.is_file()] == []
        exports = Exports(stage.engine.records, words, FolderShelf(tmp_path / "attachments"))
        for format in ("html", "md", "txt"):
            text = " ".join(b"".join([piece async for piece in exports.pieces(stage.number, format)]).decode().split())
            assert re.search(r"deleted on 1[0-9] \w+ 20\d\d, 120 days after it was sent", text), text
        assert [message.text for message in stage.desk()][told:] == [
            "-# Deleted, because their time was over: 1 file, the words of 5 moderation cases. "
            "How long things are kept: /tchat settings privacy."
        ]
        assert SKY in str(await stage.answers(1)), "the record is kept for longer"


def texts_of_cases_left(texts: set[str]) -> bool:
    return any("vexillar" in text for text in texts)


async def test_two_nights_at_once_end_it_once(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await a_chat(stage)
        told = len(stage.desk())
        await stage.restart(after=timedelta(days=120))
        await asyncio.gather(stage.engine.expiry.end(), stage.engine.expiry.end())
        assert len(stage.desk()) == told + 1
        await stage.engine.expiry.end()
        assert len(stage.desk()) == told + 1


async def test_a_server_decides_for_itself(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await a_chat(stage)
        guild = stage.room.ref.guild
        await stage.engine.retentions.change(guild, replace(await stage.engine.retentions.of(guild), cases=300))
        await nights(stage, 120)
        assert texts_of_cases_left(await texts_of_cases(stage))
        assert [type(fate) for fate in await fates(stage)] == [MissingFile]
        await stage.engine.retentions.change(guild, Retention(cases=7))
        assert await stage.engine.retentions.of(guild) == Retention(cases=7)
        await nights(stage, 0)
        assert await texts_of_cases(stage) == {""}


async def test_hosts_are_told_in_the_channel_that_their_server_chose(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await a_chat(stage)
        await stage.engine.choose_desk(stage.room.ref.guild, 4242)
        await stage.start(pack_of("What is red?"), opens_in=timedelta(days=200))
        await nights(stage, 120)
        told = [message.text for message in stage.room.messages.values() if message.channel == 4242]
        assert "time was over: 1 file" in told[-1], "though the last chat has no desk yet"


async def test_hosts_who_cannot_be_told_keep_nothing_from_ending(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await a_chat(stage)
        desk = stage.desk()[0].channel
        await stage.restart(after=timedelta(days=120))
        stage.room.faults.refused |= {desk}
        await stage.engine.expiry.end()
        assert await texts_of_cases(stage) == {""}


BEN = "Blue is what remains when every other colour has gone home for the night, and nobody calls it back."


async def two_voices(stage: Stage) -> None:
    """A chat whose published recap quotes an answer of Ada's, but not what Ben said outside the questions."""
    ada, ben = stage.member("Ada"), stage.member("Ben")
    await stage.start(pack_of("What is blue?"))
    await ben.says("Vexillar small talk before the hour.")
    await stage.advance(minutes=5)
    said = await ada.says(SKY, in_thread=1)
    await ben.reacts(said, "🦓")
    await stage.host("close", sure=True)
    await stage.advance(days=3)


async def test_after_a_year_the_words_are_gone_and_the_numbers_stay(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await two_voices(stage)
        number, posts = stage.number, stage.posts()
        written = tmp_path / "sessions" / f"{number}-colours"
        written.mkdir(parents=True)
        (written / "transcript.txt").write_text("vexillar", encoding="utf-8")
        assert any(SKY in post for post in posts), "the recap quotes it"
        await nights(stage, 360)
        assert len(await stage.talk()) == 1
        await nights(stage, 31)
        assert not written.exists(), "nor do files have them"
        assert await stage.talk() == []
        assert await stage.answers(1) == [f"Ada: {SKY} (thread)"], "what the recap quotes is kept with it"
        assert set((await stage.store.names(number)).values()) == {"Ada", "Meghan"}
        expired = (await stage.record()).head.expired
        assert expired is not None
        assert (expired.messages, expired.people, expired.questions) == (2, 2, {1: (1, 1)})
        assert "the messages of 1 chat" in stage.desk()[-1].text
        for format in ("md", "txt", "html", "json"):
            exports = Exports(stage.engine.records, words, FolderShelf(tmp_path / "attachments"))
            text = "".join([piece.decode() async for piece in exports.pieces(number, format)])
            assert "Vexillar" not in text
            assert ("There were 2 messages from 2 people" if format != "json" else '"messages": 2') in " ".join(
                text.split()
            )
        await stage.advance(minutes=5)
        assert stage.posts() == posts, "the public recap is kept as it is"


async def test_what_an_expired_recap_quotes_can_still_be_taken_back(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await two_voices(stage)
        await nights(stage, 400)
        await stage.engine.erasure.erase(stage.room.ref.guild, stage.member("Ada").person.id)
        await stage.advance(minutes=1)
        assert [post for post in stage.posts() if SKY in post] == []
        assert "1 answer" in str(stage.posts()), "the number stays"


async def test_a_night_that_breaks_off_anywhere_is_finished_by_the_next(tmp_path: Path) -> None:
    for moment in range(1, 30):
        async with staged(tmp_path / str(moment)) as stage:
            await two_voices(stage)
            posts = stage.posts()
            await stage.restart(after=timedelta(days=400))
            stage.wire.arm(moment)
            with suppress(Crash):
                await stage.engine.expiry.end()
            pulled = stage.wire.tripped
            stage.wire.arm(0)
            await nights(stage, 1)
            assert await stage.talk() == []
            assert await stage.answers(1) == [f"Ada: {SKY} (thread)"]
            assert (await stage.record()).head.expired
            await stage.advance(minutes=5)
            assert stage.posts() == posts
        if not pulled:
            break
    assert moment > 5


async def test_a_chat_that_was_called_off_is_no_news(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await a_chat(stage)
        await nights(stage, 100)
        told = len(stage.desk())
        await stage.start(pack_of("What is red?"), opens_in=timedelta(days=1))
        await stage.host("cancel", sure=True)
        await nights(stage, 1)
        assert len(stage.desk()) == told
        await nights(stage, 300)
        await nights(stage, 100)
        assert sum("the messages of 1 chat" in message.text for message in stage.desk()) == 1, (
            "of the one that was held"
        )


async def test_suggestions_end_a_month_after_they_are_decided(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        ada, suggestions = stage.member("Ada").person, stage.engine.suggestions
        for text in ("What is red?", "What is green?"):
            await suggestions.suggest(stage.room.ref, ada, text, "en")
        await suggestions.set_aside(1)
        await nights(stage, 1)
        await nights(stage, 29)
        assert len(await stage.store.suggestions_of(stage.room.ref.guild, ada.id)) == 2
        await nights(stage, 3)
        assert await stage.store.suggestions_of(stage.room.ref.guild, ada.id) == [("What is green?", "new")]
        await nights(stage, 366)
        assert await stage.store.suggestions_of(stage.room.ref.guild, ada.id) == []


KEPT_AFTER = {"installation", "compat", "lease", "choices", "notes", "migrations"}
"""The tables that may have rows once all of the only server is erased."""


async def test_a_month_after_the_bot_was_removed_everything_of_the_server_is_erased(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        guild, ada = stage.room.ref.guild, stage.member("Ada").person
        await stage.engine.suggestions.suggest(stage.room.ref, ada, "What is red?", "en")
        await stage.store.remind(stage.room.ref.channel, 0, ada.id)
        await stage.engine.own_words.record(guild, 77, recorded=False)
        await a_chat(stage)
        said = await stage.store.said_by(stage.number, [ada.id])
        await stage.engine.moderator.tell(said[0], ada, "Look at this.", "tell")
        await stage.engine.removed_from(guild)
        stage.room.faults.serves = False
        await nights(stage, 29)
        assert SKY in str(await stage.answers(1))
        await nights(stage, 1)
        assert await stage.store.listed() == []
        left = {table for table in {*PERSONAL, *IMPERSONAL} if await stage.kept.rows(f"SELECT * FROM {table}")}
        assert left <= KEPT_AFTER
        assert [row for row in await stage.kept.rows("SELECT key FROM notes") if str(guild) in str(row)] == []
        assert [path for path in (tmp_path / "attachments").rglob("*") if path.is_file()] == []
        assert (await stage.engine.own_words.of(guild, 77)).unrecorded_from, "their wish outlasts it"
        await nights(stage, 40)


async def test_a_bot_that_comes_back_within_a_month_has_lost_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await a_chat(stage)
        stage.room.faults.serves = False  # it was off when it was removed
        await nights(stage, 1)
        await nights(stage, 28)
        stage.room.faults.serves = True
        await nights(stage, 10)
        stage.room.faults.serves = None  # not connected yet
        await nights(stage, 10)
        stage.room.faults.serves = False
        await nights(stage, 10)
        await nights(stage, 29)
        assert SKY in str(await stage.answers(1)), "it counts from the last time"
        await nights(stage, 1)
        assert await stage.store.listed() == []


COLOURS = (
    "The sky above the harbour on a morning in May, before anybody is awake.",
    "My grandmother's kitchen tiles, which she painted herself one winter.",
    "Forget-me-nots beside the railway, where nobody ever planted any.",
    "Ink on the fingers of a child who learns to write with a real pen.",
    "The flame of a gas stove when the pot is taken away for a moment.",
    "Old work clothes that were washed a hundred times and still hold.",
    "A whale seen from a small boat, shortly before you are afraid of it.",
    "Veins on the back of my father's hand, which I have now, too.",
)


async def test_nothing_is_published_anew_because_of_age_alone(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.start(pack_of("What is blue?"))
        await stage.advance(minutes=5)
        for place, text in enumerate(COLOURS):
            await stage.member(f"Member {place}").says(text, in_thread=1)
        await stage.host("close", sure=True)
        await stage.advance(days=3)
        posts = stage.posts()
        await nights(stage, 400)
        assert 0 < len(await stage.answers(1)) < len(COLOURS)
        stage.engine.revisions.behind(stage.number)
        await stage.advance(minutes=1)
        assert stage.posts() == posts
