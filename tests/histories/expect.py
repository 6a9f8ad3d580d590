"""What today's code makes of each history. `python -m tests.histories.expect` writes it down again.

Run that after a change to transcripts, summaries or the fold that is meant, and read the diff: it shows what happens to
records that people already have.
"""

import asyncio
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bot.adapters.sqlite.store import open_store
from bot.cli import cli
from tests.histories import History, histories
from tests.histories.replay import replayed
from tests.histories.resumed import play_on, resumed

LOOKS = re.compile(rb"<style>.*?</style>|'sha256-[^']+'", re.DOTALL)
"""How a page looks may change: these files are about what records say."""


def made(history: History, data: Path) -> Iterator[tuple[str, bytes]]:
    """Each expected file by its name: the replay, then all that was said, before and after the last chat goes on."""
    history.restore(data / "tchat.db")
    yield "replay.json", asyncio.run(_replay(history, data)).encode()
    yield "sessions.json", CliRunner().invoke(cli, ["sessions", "--json", "--data", str(data)]).stdout_bytes
    for number in history.sessions:
        yield from _files(data, number, f"session-{number}", history.formats(number))
    asyncio.run(_go_on(history, data / "later"))
    yield from _files(data / "later", history.running, f"session-{history.running}-later", history.about["formats"])


async def _replay(history: History, data: Path) -> str:
    async with open_store(data / "tchat.db") as store:
        return in_lines(await replayed(store, history)) + "\n"


def in_lines(value: Any, depth: int = 3) -> str:
    """JSON with a line for each value down to a depth, so that a diff shows what changed."""
    if depth == 0 or not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return (
        "{\n"
        + ",\n".join(f"{json.dumps(str(key))}: {in_lines(each, depth - 1)}" for key, each in value.items())
        + "\n}"
    )


async def _go_on(history: History, folder: Path) -> None:
    async with resumed(history, folder) as stage:
        await play_on(stage)


def _files(data: Path, number: int, name: str, formats: list[str]) -> Iterator[tuple[str, bytes]]:
    """The transcripts and the summary of a session, as the commands write them."""
    yield f"{name}-summary.md", _command("summary", number, data)
    for format in formats:
        yield f"{name}.{format}", _command("transcript", number, data, "--format", format)


def _command(command: str, number: int, data: Path, *options: str) -> bytes:
    file = data / "written"
    ended = CliRunner().invoke(cli, [command, str(number), "--data", str(data), "-o", str(file), *options])
    assert ended.exit_code == 0, f"{command} {number}: {ended.output}{ended.exception!r}"
    return LOOKS.sub(b"", file.read_bytes())


def write(history: History) -> None:
    """Write the expected files of one history anew."""
    history.expected.mkdir(exist_ok=True)
    for old in history.expected.iterdir():
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        for name, text in made(history, Path(folder)):
            (history.expected / name).write_bytes(text)


if __name__ == "__main__":
    for each in histories():
        write(each)
