"""What the bot says about itself: JSON for machines, lines for people, and never what members said."""

import io
import json
import logging
import re
import warnings
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.system import logs
from tests.adapters.discord_chat.discord_room import Run
from tests.stage import pack_of, staged
from tests.standin import Channel, Guild, Person

log = logging.getLogger("bot.some.part")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_record_is_one_json_object_on_one_line() -> None:
    stream = io.StringIO()
    with logs.shown(stream):
        log.info("%s done\nreally", "PIN", extra={"session": 7, "question": None, "message_id": 123456789012345678})
        log.debug("too small to mention")
    (line,) = told(stream)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("at"))
    assert line == {
        "level": "INFO",
        "logger": "bot.some.part",
        "message": "PIN done\nreally",
        "session": 7,
        "message_id": 123456789012345678,
    }


def test_an_exception_is_part_of_its_line() -> None:
    stream = io.StringIO()
    with logs.shown(stream):
        try:
            raise ValueError("of no value")
        except ValueError:
            log.exception("it failed", stack_info=True)
    (line,) = told(stream)
    assert line["exception"].startswith("Traceback")
    assert line["exception"].endswith("ValueError: of no value")
    assert "test_logs.py" in line["stack"]


def test_a_person_reads_lines() -> None:
    stream = Terminal()
    with logs.shown(stream):
        log.warning("not visible yet: %s", "no answer", extra={"session": 7, "question": 2})
    assert re.fullmatch(
        r"\S+ \S+ WARNING bot\.some\.part: not visible yet: no answer session=7 question=2\n", stream.getvalue()
    )


def test_warnings_of_python_are_lines_too() -> None:
    stream = io.StringIO()
    with logs.shown(stream), warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)  # since `catch_warnings` has put back what shows them
        warnings.warn("this will go away", stacklevel=1)
    (line,) = told(stream)
    assert line["logger"] == "py.warnings"


def test_libraries_are_never_heard_in_detail() -> None:
    stream = io.StringIO()
    with logs.shown(stream, logging.DEBUG):
        for library in ("discord.gateway", "aiosqlite", "asyncio", "aiohttp.client"):
            logging.getLogger(library).debug("a frame with everything in it")
            logging.getLogger(library).info("connected")
        log.debug("of our own")
    assert [line["message"] for line in told(stream)] == ["connected"] * 4 + ["of our own"]


def test_afterwards_everything_is_as_before() -> None:
    root = logging.getLogger()
    before = root.level, list(root.handlers), logging.getLogger("discord").level
    with logs.shown(io.StringIO(), logging.DEBUG):
        pass
    with logs.hidden():
        pass
    assert (root.level, list(root.handlers), logging.getLogger("discord").level) == before


def test_what_is_hidden_is_not_on_standard_error(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    with logs.hidden():
        log.warning("not for the eyes of whoever asks the doctor")
    assert capfd.readouterr().err == ""


async def test_a_whole_chat_logged_in_detail_holds_no_word_of_its_members(tmp_path: Path) -> None:
    stream = io.StringIO()
    with logs.shown(stream, logging.DEBUG):
        async with staged(tmp_path) as stage:
            await stage.start(pack_of("What is blue?", "What is red?"))
            ada, ben = stage.member("Ada Zebrafinch"), stage.member("Ben Quokka")
            await stage.advance(minutes=6)
            sky = await ada.says("the zenith at xylophone noon", in_thread=1)
            await ben.says("A1 pelagic waters", reply_to=sky)
            await ben.reacts(sky, "🦓")
            await ada.edits(sky, "the zenith at marimba dusk")
            gone = await ben.says("A1 forget my kumquats")
            await ben.deletes(gone)
            await stage.restart()
            await stage.advance(minutes=10)
            await ada.says("A2 vermilion roses")
            await stage.host("close")
            await stage.advance(hours=49)
            assert "marimba" in str(await stage.summary())
    lines = told(stream)
    assert {"open", "ask", "summarise", "archive"} <= {line["message"] for line in lines}
    assert {line["session"] for line in lines if line["logger"].startswith("bot.app")} == {1}
    assert [line["question"] for line in lines if line["message"] == "ask"] == [1, 2]
    assert any("message_id" in line for line in lines)
    for word in ("zenith", "xylophone", "marimba", "pelagic", "kumquat", "vermilion", "Zebrafinch", "Quokka", "🦓"):
        assert json.dumps(word).strip('"') not in stream.getvalue()


async def test_on_discord_it_holds_none_either(run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
    stream = io.StringIO()
    with logs.shown(stream, logging.DEBUG):
        async with run() as bot:
            await (await meghan.runs("tchat start", general, pack="colours", when="now")).answered("Session")
            await (await meghan.runs("tchat next", general)).answered("Asking Q1")
            thread = await general.gains_thread("Q1 · What is blue?")
            await guild.member("Zebrafinch").says("the zenith", thread)
            await bot.records(1, [("Zebrafinch", "the zenith", "thread")])
    assert "question-1@3 done" in [line["message"] for line in told(stream) if line.get("session") == 1]
    assert "zenith" not in stream.getvalue()
    assert "Zebrafinch" not in stream.getvalue()
