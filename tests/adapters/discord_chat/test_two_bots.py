"""One runner a data folder, with real processes: a second, one that was killed, one that hung."""

import asyncio
import json
import signal
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.catalogues import words
from bot.adapters.sqlite.diagnosis import Patient, examine
from bot.adapters.sqlite.lease import held
from bot.app.ports.database import Process
from tests.adapters.discord_chat.discord_room import PACK
from tests.clock import NOON, HandClock
from tests.standin import Permission, StandIn


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


async def _bot(folder: Path, discord: StandIn) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), cwd=folder, env=discord.environment(), stderr=asyncio.subprocess.PIPE
    )


async def _doctor(folder: Path) -> list[str]:
    path = folder / "data" / "tchat.db"
    findings = await examine(Patient(path, path.parent, NOON, socket.gethostname(), lambda *_: True))
    return [finding.line(words("en")) for finding in findings]
