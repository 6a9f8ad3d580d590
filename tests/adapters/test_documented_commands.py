"""What README and the guides tell people to type works: every block is run, every `tchat …` is one of ours."""

import asyncio
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.adapters.catalogues import guide
from bot.adapters.sqlite.store import open_store
from bot.cli import cli
from bot.core.base.contribution import Contribution, Person
from bot.core.session.facts import Scheduled
from tests.adapters import as_typed
from tests.core.sessions import ROOM, T0, pack_of
from tests.postgres_server import Server
from tests.standin import StandIn

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "bot" / "guide").rglob("*.md"))]
MEMBER = 123456789012345678
DATABASE = "postgresql://USER@HOST/NAME"

NOT_RUN = {
    "sudo ": "systemd and root's files",
    "podman ": "an engine for containers",
    "pip install": "downloads from the package index; CI installs the same way before it runs this",
    "bin/pip ": "downloads from the package index; CI installs the same way before it runs this",
    "pipx ": "downloads from the package index",
}
"""Words of blocks that no test can run, with the reason. Their `tchat …` is one of ours all the same."""


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _blocks(text: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def _runs(block: str) -> bool:
    return not any(word in block for word in NOT_RUN)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_that_is_mentioned_is_understood(path: Path) -> None:
    for typed in _typed(_text(path)):
        words = shlex.split(typed, comments=True)
        name, *arguments = words[1:] or ["--help"]
        if name.startswith("-"):
            assert name in ("--version", "--help"), typed
        elif arguments:  # else it is spoken of, not typed
            with cli.commands[name].make_context(name, arguments) as context:
                assert context.params, typed


def _typed(text: str) -> Iterator[str]:
    """Each `tchat …` of a text as one might type it: with everything that may be left out, and the first of choices."""
    inline = re.findall(r"(?<!`)`(tchat(?: [^`]*)?)`", text)
    for found in [*inline, *(each for block in _blocks(text) for each in _typed_in(block))]:
        without = re.sub(r"[\[\]…]", "", found.replace("\\|", "|"))
        yield re.sub(r"(?<![\w/:@.])[A-ZÄÖ_]+\b", "1", re.sub(r"(\S+?)\|\S+", r"\1", without))


def _typed_in(block: str) -> list[str]:
    return [found.strip() for found in re.findall(r"(?:^|&& |bin/)(tchat .*?)(?= &&|#|$)", block, re.MULTILINE)]


async def test_what_the_documents_say_can_be_typed(tmp_path: Path, postgres_server: Server) -> None:
    """Block after block in one folder, as a newcomer would: the guide for operators, and what README has beside it."""
    database = postgres_server.new_database()
    async with open_store(tmp_path / "data" / "tchat.db") as store:
        await store.create(pack_of(), ROOM, [Scheduled(at=T0, opens_at=T0)], None)
        await store.save(1, Contribution(id=1000, channel=ROOM.channel, author=Person(MEMBER, "Ada"), text="the sky"))
    guided, short = guide("operator", "en"), _blocks(_text(ROOT / "README.md"))
    blocks = [*_blocks(guided), *(block for block in short if not set(_typed_in(block)) <= set(_typed(guided)))]
    program = tmp_path / ".venv" / "bin" / "tchat"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {as_typed.__file__} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    async with StandIn() as discord:
        discord.guild("Acme")
        environment = discord.environment()
        token = environment.pop("DISCORD_TOKEN")
        environment["PATH"] = f"{program.parent}:{environment['PATH']}"
        for block in filter(_runs, blocks):
            shell = await asyncio.create_subprocess_exec(
                *("bash", "-euc", block.replace(DATABASE, database)),
                cwd=tmp_path,
                env=environment,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
            )
            out, _ = await shell.communicate(token.encode())
            assert shell.returncode == 0, f"{block}\n{out.decode()}"
            assert b"Traceback" not in out


def test_both_languages_type_the_same() -> None:
    english, finnish = (_blocks(guide("operator", language)) for language in ("en", "fi"))
    assert english == finnish
    assert any(map(_runs, english))
