"""Attachments on Discord: fetched from its file server while their links are fresh, and gone with their message."""

from pathlib import Path

from bot.core.base.contribution import Missing, MissingFile
from tests.adapters.discord_chat.discord_room import Bot, Run, first_question
from tests.standin import Channel, Guild, Person, StandIn

PNG = b"\x89PNG\r\n\x1a\n" + bytes(92)


def files_in(folder: Path) -> int:
    return len([path for path in (folder / "data" / "attachments").rglob("*") if path.is_file()])


async def fates(bot: Bot) -> list[object]:
    """What became of the files of Ada's answer: the type of what is kept, why the rest is not."""
    await bot.records(1, [("Ada", "look", "thread")])
    await bot.engine.attachments.idle()
    record = await bot.engine.records.transcript(1)
    found = [file.fate async for entry in record.answers(1) for file in entry.contribution.attachments]
    return [fate.why if isinstance(fate, MissingFile) else fate.type if fate else None for fate in found]


async def test_files_are_kept_and_go_with_their_message(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, tmp_path: Path
) -> None:
    ada = guild.member("Ada")
    async with run() as bot:
        thread = await first_question(general, meghan)
        message = await ada.says("look", thread, files={"sky.exe": PNG, "run.png": b"MZ\x00"})
        assert await fates(bot) == ["image/png", Missing.KIND]
        assert files_in(tmp_path) == 1
        await ada.deletes(message)
        await bot.records(1, [])
        await bot.engine.idle()
        assert files_in(tmp_path) == 0


async def test_a_file_that_discord_has_no_more_is_noted(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    async with run() as bot:
        thread = await first_question(general, meghan)
        await ada.says("look", thread, files={"sky.png": PNG})
        discord.world.files.clear()  # before the bot has had a turn
        assert await fates(bot) == [Missing.GONE]
