"""One runner a data folder, with real processes: a second, one that was killed, one that hung."""

import asyncio
import json
import signal
import socket
import sys
from collections.abc import Sized
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.adapters.catalogues import words
from bot.adapters.sqlite.diagnosis import Patient, examine
from bot.adapters.sqlite.lease import held
from bot.app.ports.database import Process
from tests.adapters.discord_chat.discord_room import PACK, cards, filed, json_transcript, surely
from tests.clock import NOON, HandClock
from tests.standin import Permission, StandIn

PATIENCE = 30


async def test_two_bots_on_one_data_folder(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.guild("Acme")
        first = await _bot(tmp_path, discord)
        await discord.gateway.connected()

        second = await _bot(tmp_path, discord)
        _, err = await second.communicate()
        assert second.returncode == 1
        assert f"process {first.pid} on {socket.gethostname()}, since " in err.decode()
        assert b"Traceback" not in err

        identified = len(discord.gateway.sessions)
        first.send_signal(signal.SIGKILL)
        await first.communicate()
        third = await _bot(tmp_path, discord)
        await discord.until(lambda: len(discord.gateway.sessions) > identified, "the third connects")
        third.send_signal(signal.SIGTERM)
        _, err = await third.communicate()
        assert third.returncode == 0, err.decode()
    lines = [json.loads(line) for line in err.splitlines()]
    assert f"took over from process {first.pid} on {socket.gethostname()}" in [line["message"] for line in lines]
    assert "The bot is not running on this database." in " ".join(await _doctor(tmp_path))


async def test_a_bot_that_hung_stops_when_it_awakes(tmp_path: Path) -> None:
    """A stopped process, an operator who puts another in its place, and the first going on with a host's request."""
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "colours.yaml").write_text(PACK, encoding="utf-8")
    async with StandIn() as discord:
        guild = discord.guild("Acme")
        meghan, general = guild.member("Meghan", Permission.MANAGE_EVENTS), guild.channel("general")
        first = await _bot(tmp_path, discord)
        await discord.gateway.connected()
        first.send_signal(signal.SIGSTOP)
        later = HandClock(datetime(2100, 1, 1, tzinfo=UTC))
        async with held(tmp_path / "data" / "tchat.db", later, Process("here", 2, ""), lambda *_: True):
            first.send_signal(signal.SIGCONT)
            await meghan.runs("tchat start", general, pack="colours", when="now")
            _, err = await first.communicate()
            assert general.messages() == []
    assert first.returncode == 1
    sentence = err.decode().splitlines()[-1]
    assert sentence.startswith("Another `tchat run` took over this database because this one hung: process 2 on here")


async def test_standbys_take_over_in_the_middle_of_a_chat(tmp_path: Path) -> None:
    """One bot is stopped as for an upgrade, the next is killed: nothing said is lost, nothing is posted twice."""
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "colours.yaml").write_text(PACK, encoding="utf-8")
    async with StandIn() as discord:
        guild = discord.guild("Acme")
        meghan, ada = guild.member("Meghan", Permission.MANAGE_EVENTS), guild.member("Ada")
        general = guild.channel("general")
        first = await _bot(tmp_path, discord)
        await discord.gateway.connected()
        await (await meghan.runs("tchat start", general, pack="colours", when="now")).answered("Session")
        await general.hears("# What is colour?")
        await (await meghan.runs("tchat next", general)).answered("Asking Q1")
        thread = await general.gains_thread("Q1 · What is blue?")
        for number, end in enumerate((signal.SIGTERM, signal.SIGKILL), 1):
            standby = await _bot(tmp_path, discord, "--standby")
            await _says(standby, f"standing by: The bot runs on this database already: process {first.pid} on ")
            standby.send_signal(signal.SIGHUP)
            await ada.says(f"Before {number}", thread)
            connected = len(discord.gateway.sessions)
            first.send_signal(end)
            _, err = await first.communicate()
            assert first.returncode == (0 if end is signal.SIGTERM else -end), err.decode()
            await ada.says(f"Between {number}", thread)
            await discord.until(partial(_more_than, connected, discord.gateway.sessions), "it takes over")
            await discord.gateway.connected()
            await ada.says(f"After {number}", thread)
            await _says(standby, "the configuration was taken in; all of it holds")
            first = standby
        assert [len(cards(general, number)) for number in (1, 2)] == [1, 0]
        assert len([m for m in general.messages() if m.text.startswith("# What is colour?")]) == 1
        await (await surely(meghan, await meghan.runs("tchat close", general))).answered("Closed")
        await _says(first, "recap-draft@")  # before it, all that was said is read again
        record = await json_transcript(meghan, general)
        assert [text for _, text, _ in filed(record["questions"][0])] == [
            f"{when} {number}" for number in (1, 2) for when in ("Before", "Between", "After")
        ]
        await _stopped_while_it_stands_by(tmp_path, discord)
        first.terminate()
        await first.communicate()
        assert first.returncode == 0
        assert discord.violations == []


def _more_than(count: int, found: Sized) -> bool:
    return len(found) > count


async def _stopped_while_it_stands_by(folder: Path, discord: StandIn) -> None:
    standby = await _bot(folder, discord, "--standby")
    await _says(standby, "standing by: ")
    standby.terminate()
    await standby.communicate()
    assert standby.returncode == 0


async def _says(bot: asyncio.subprocess.Process, text: str) -> None:
    """Wait until a process has logged a line with this text."""
    assert bot.stderr is not None
    async with asyncio.timeout(PATIENCE):
        while text not in (line := (await bot.stderr.readline()).decode()):
            assert line, f"it ended without saying {text!r}"


async def _bot(folder: Path, discord: StandIn, *options: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", *options),
        cwd=folder,
        env=discord.environment(),
        stderr=asyncio.subprocess.PIPE,
    )


async def _doctor(folder: Path) -> list[str]:
    path = folder / "data" / "tchat.db"
    findings = await examine(Patient(path, path.parent, NOON, socket.gethostname(), lambda *_: True))
    return [finding.line(words("en")) for finding in findings]
