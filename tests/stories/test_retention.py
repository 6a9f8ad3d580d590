"""What was kept long enough ends at night: on time, also after a month off, and the hosts are told in a line."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.core.base.contribution import KeptFile, Missing, MissingFile
from bot.core.base.retention import Retention
from tests.stage import Stage, pack_of, staged

PICTURE = b"\x89PNG\r\n\x1a\n" + b"xylophonic" * 9
SKY = "The sky, on a day without a single cloud, is what I think of first."


async def a_chat(stage: Stage) -> None:
    """A chat with an answer, a picture and cases; it is over and its recap is published."""
    ada = stage.member("Ada")
    await stage.start(pack_of("What is blue?"))
    await stage.advance(minutes=5)
    await ada.says(SKY, in_thread=1, files={"sky.png": PICTURE})
    for number in range(6):
        await ada.says(f"Buy vexillar things at https://spam.example/{number} now!", in_thread=1)
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


async def test_files_and_words_of_cases_end_after_ninety_days(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await a_chat(stage)
        told = len(stage.desk())
        await nights(stage, 89)
        assert texts_of_cases_left(await texts_of_cases(stage))
        assert [type(fate) for fate in await fates(stage)] == [KeptFile]
        assert len(stage.desk()) == told, "nothing ended"
        await nights(stage, 31)
        assert await texts_of_cases(stage) == {""}
        assert await fates(stage) == [MissingFile(Missing.EXPIRED, stage.clock.now())]
        assert [path for path in (tmp_path / "attachments").rglob("*") if path.is_file()] == []
        assert [message.text for message in stage.desk()][told:] == [
            "-# Kept for as long as this server wants, and deleted now: 1 file, the words of 4 cases. "
            "How long: /tchat settings privacy."
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
        await stage.engine.expiry.retentions.change(
            guild, replace(await stage.engine.expiry.retentions.of(guild), cases=300)
        )
        await nights(stage, 120)
        assert texts_of_cases_left(await texts_of_cases(stage))
        assert [type(fate) for fate in await fates(stage)] == [MissingFile]
        await stage.engine.expiry.retentions.change(guild, Retention(cases=7))
        assert await stage.engine.expiry.retentions.of(guild) == Retention(cases=7)
        await nights(stage, 0)
        assert await texts_of_cases(stage) == {""}


async def test_hosts_who_cannot_be_told_keep_nothing_from_ending(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await a_chat(stage)
        desk = stage.desk()[0].channel
        await stage.restart(after=timedelta(days=120))
        stage.room.faults.refused |= {desk}
        await stage.engine.expiry.end()
        assert await texts_of_cases(stage) == {""}
