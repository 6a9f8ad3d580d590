"""The `tchat` command as people type it: what it prints, how it ends, and that it never shows a traceback."""

import asyncio
import io
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot import stores
from bot.adapters.discord_chat.reading import downloads
from bot.adapters.export import FORMATS, recap
from bot.adapters.export.files.exports import BUNDLE
from bot.adapters.sqlite.store import open_store
from bot.adapters.web.frame.headers import FILE_TYPES
from bot.adapters.web.rehearsal import drawing
from bot.cli import DEPLOYMENTS, SUMMARY_FORMATS, TRANSCRIPT_FORMATS, main
from bot.config import Config
from bot.core.base.contribution import Contribution, Person
from bot.core.base.finding import Weight
from bot.core.moderation.settings import parse
from bot.core.session.facts import Scheduled
from bot.installation.setup import FILES, hides
from tests.adapters.rehearsal.rehearsals import played
from tests.core.sessions import ROOM, T0, pack_of
from tests.postgres_server import Server
from tests.standin import StandIn

ROOT = Path(__file__).parents[2]
PACK = ROOT / "prompts" / "what-is-influence.yaml"


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str


Tchat = Callable[..., Ended]

MOST_EXPOSED = 20
"""Tenths of what `systemd-analyze security` says at most: 0 is locked up, 100 is open."""


@pytest.fixture
def umask() -> Iterator[None]:
    """Let what a command does to the permissions of new files end with the test."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def tchat(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, umask: None
) -> Tchat:
    """Run the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["tchat", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, out.decode(), err.decode())

    return run


def test_a_rehearsal_leaves_a_summary_and_a_transcript_in_each_format(tchat: Tchat) -> None:
    ended = tchat("rehearse", "--headless", "--speed", "0")
    assert ended.status == 0
    assert re.search(r"When: [0-9]{1,2} [A-Z][a-z]+ 20[0-9]{2}, [0-9]{2}:[0-9]{2} ", ended.out)
    folder = Path("data/sessions/1-what-is-influence-really")
    names = ["summary.md", "summary.html", *(f"transcript.{kind}" for kind in FORMATS)]
    assert ended.out.splitlines()[-len(names) :] == [str(folder / name) for name in names]
    files = {name: (folder / name).read_text(encoding="utf-8") for name in names if not name.endswith(".xlsx")}

    summary = files["summary.md"]
    assert [line[:6] for line in summary.splitlines() if line.startswith("## Q")] == [f"## Q{n} " for n in range(1, 7)]
    deleted, edited, talk = "Harrow Tools sold his recommendations", "share what I am learning", "Tea is made"
    assert not [name for name, text in files.items() if deleted in text]
    record = json.loads(files["transcript.json"])
    answers = [answer for question in record["questions"] for answer in question["answers"]]
    assert [answer["edited_at"] is not None for answer in answers if edited in answer["text"]] == [True]
    assert {answer["filed"]["when"] for answer in answers} == {"on_time", "late"}
    assert {answer["filed"]["how"] for answer in answers} == {"thread", "prefix", "reply"}
    assert any(talk in entry["text"] for entry in record["channel"])
    assert talk not in summary
    assert all(talk in files[f"transcript.{kind}"] for kind in ("html", "md", "txt", "csv"))
    assert record["session"]["status"] == "archived"


@pytest.mark.parametrize("pack", ["what-is-influence", "asiantuntijan-aani-somessa"])
def test_every_line_of_a_rehearsals_recap_leads_to_the_message_that_says_it(tchat: Tchat, pack: str) -> None:
    tchat("rehearse", ROOT / "prompts" / f"{pack}.yaml", "--headless", "--speed", "0")
    (folder,) = Path("data/sessions").iterdir()
    article = (folder / "summary.md").read_text(encoding="utf-8")
    page = (folder / "transcript.html").read_text(encoding="utf-8")
    record = json.loads((folder / "transcript.json").read_text(encoding="utf-8"))
    said = {answer["id"]: answer for question in record["questions"] for answer in question["answers"]}
    recap = json.loads(tchat("summary", 1, "--format", "json").out)
    quotes = [quote for question in recap["questions"] for quote in question["quotes"] + question["left_open"]]

    links = set(re.findall(r"transcript\.html#(m[0-9]+)", article))
    assert [link for link in links if f'id="{link}"' not in page] == []
    assert {f"m{quote['id']}" for quote in quotes} <= links
    assert [quote for quote in quotes if _flat(quote["text"]) not in _flat(said[quote["id"]]["text"])] == []
    assert [quote for quote in quotes if quote["author"] != said[quote["id"]]["author"]["name"]] == []
    changed = [f"{quote['text'][:-3]}~{quote['text'][-2:]}" for quote in quotes]
    assert not [text for text, quote in zip(changed, quotes, strict=True) if text in said[quote["id"]]["text"]]
    assert sum(any(map(str.isalnum, word)) for word in article.split()) <= 1400
    assert ("Next Wednesday" if "influence" in pack else "Ensi keskiviikkona") in article


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_who_has_a_finnish_terminal_rehearses_in_finnish(tchat: Tchat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fi_FI.UTF-8")
    ended = tchat("rehearse", "--headless", "--speed", "0")
    assert ended.status == 0
    assert re.search(r"Milloin: [0-9]{1,2}\. [a-z]+kuuta 20[0-9]{2} klo\s+[0-9]{2}\.[0-9]{2}–", ended.out)
    summary = Path(ended.out.splitlines()[-2 - len(FORMATS)]).read_text(encoding="utf-8")
    assert "## K1 · " in summary
    assert "vastausta" in summary


def test_nobody_need_answer(tchat: Tchat, tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "mine.yaml").write_text("title: Mine\nquestions:\n  - ask: Well?\n", encoding="utf-8")
    ended = tchat("rehearse", "mine", "--no-cast", "--headless", "--speed", "0", "--data", "elsewhere")
    assert ended.status == 0
    assert "Nobody answered this question." in Path("elsewhere/sessions/1-mine/summary.md").read_text(encoding="utf-8")
    assert tchat("rehearse", "--cast", "x.yaml", "--no-cast").status == 2


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("answers", ["threads", "channel"])
def test_a_pack_without_a_cast_is_played_by_members_who_say_so(
    tchat: Tchat, tmp_path: Path, language: str, answers: str
) -> None:
    (tmp_path / "casts").mkdir()
    shutil.copy(ROOT / "prompts" / "casts" / "what-is-influence.yaml", tmp_path / "casts" / "other.yaml")
    text = f"title: Tea?\nlanguage: {language}\nanswers: {answers}\nquestions:\n" + "".join(
        f"  - ask: {ask}?\n" for ask in ("Green or black", "With milk", "How hot is too hot", "Who pours")
    )
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    ended = tchat("rehearse", "mine.yaml", "--headless", "--speed", "0")
    assert ended.status == 0
    record = json.loads(Path(ended.out.splitlines()[-1]).read_text(encoding="utf-8"))
    said = [[answer["text"] for answer in question["answers"]] for question in record["questions"]]
    assert [len(answers) for answers in said] == [3, 3, 3, 3]
    assert ("made up" if language == "en" else "keksitty") in " ".join(said[0])
    assert ("no cast" if language == "en" else "ei ole keksittyjä osallistujia") in " ".join(said[0])
    assert record["channel"] == []
    summary = Path(ended.out.splitlines()[-2 - len(FORMATS)]).read_text(encoding="utf-8")
    assert "12" in summary, "all of them count, and none is taken for a copy"


def test_a_packs_own_cast_has_its_name(tchat: Tchat, tmp_path: Path) -> None:
    (tmp_path / "prompts" / "casts").mkdir(parents=True)
    (tmp_path / "prompts" / "tea.yaml").write_text("title: Tea?\nquestions:\n  - ask: Which?\n", encoding="utf-8")
    cast = "members: [Ada]\nscenes:\n  - during: 1\n    lines:\n      - {who: Ada, at: 10%, says: Oolong for me.}\n"
    (tmp_path / "prompts" / "casts" / "tea.yaml").write_text(cast, encoding="utf-8")
    for pack in ("tea", "prompts/tea.yaml"):
        ended = tchat("rehearse", pack, "--headless", "--speed", "0")
        record = json.loads(Path(ended.out.splitlines()[-1]).read_text(encoding="utf-8"))
        assert [answer["text"] for answer in record["questions"][0]["answers"]] == ["Oolong for me."]


def test_what_a_cast_says_to_a_reviewed_question_is_talk(tchat: Tchat, tmp_path: Path) -> None:
    pack = (ROOT / "prompts" / "what-is-influence.yaml").read_text(encoding="utf-8")
    cast = ROOT / "prompts" / "casts" / "what-is-influence.yaml"
    (tmp_path / "reviewed.yaml").write_text(f"{pack}\nanswers: reviewed\n", encoding="utf-8")
    ended = tchat("rehearse", "reviewed.yaml", "--cast", cast, "--headless", "--speed", "0")
    assert ended.status == 0
    record = json.loads(Path(ended.out.splitlines()[-1]).read_text(encoding="utf-8"))
    assert not any(question["answers"] for question in record["questions"])
    assert len(record["channel"]) > 20


def test_summaries_and_transcripts_are_made_again(tchat: Tchat) -> None:
    tchat("rehearse", "--headless", "--speed", "0")
    folder = Path("data/sessions/1-what-is-influence-really")
    assert "1  " in tchat("sessions").out
    assert json.loads(tchat("sessions", "--json").out)[0]["status"] == "archived"
    assert tchat("summary", 1).out == (folder / "summary.md").read_text(encoding="utf-8")
    assert json.loads(tchat("summary", 1, "--format", "json").out)["coverage"]["answers"] > 50
    for kind in ("html", "md", "txt", "csv", "json"):
        tchat("transcript", 1, "--format", kind, "-o", f"again.{kind}")
        assert Path(f"again.{kind}").read_bytes() == (folder / f"transcript.{kind}").read_bytes()


def test_rehearsals_on_discord_are_not_listed(tchat: Tchat) -> None:
    async def store() -> None:
        async with open_store(Path("data/tchat.db")) as store:
            await store.create(pack_of(), ROOM, [Scheduled(at=T0, opens_at=T0)], None, rehearsal=True)

    asyncio.run(store())
    assert "No sessions yet" in tchat("sessions").out
    assert "VEVENT" not in tchat("calendar").out


def test_the_calendar_is_a_feed_of_discord_chats(tchat: Tchat) -> None:
    tchat("rehearse", "--headless", "--speed", "0")
    feed = tchat("calendar").out
    assert feed.startswith("BEGIN:VCALENDAR")
    assert "VEVENT" not in feed
    tchat("calendar", "-o", "chats.ics")
    assert Path("chats.ics").read_bytes().decode() == feed


def test_what_is_not_there_is_named(tchat: Tchat) -> None:
    assert "No sessions yet" in tchat("sessions").out
    for arguments, sentence in (
        (("summary", 9), "There is no session 9"),
        (("transcript", 9, "--format", "txt"), "There is no session 9"),
        (("rehearse", "nope"), "There is no pack nope"),
        (("health",), "The bot is not running"),
        (("run",), "There is no token"),
        (("run", "--config", "nope.yaml"), "There is no configuration file nope.yaml"),
    ):
        ended = tchat(*arguments)
        assert ended.status == (78 if "run" in arguments else 1)
        assert sentence in ended.err
        assert ended.err.count("\n") == 1
    assert tchat("transcript", 9).status == 2
    assert tchat("dance").status == 2


def test_a_backup_is_made_once(tchat: Tchat) -> None:
    assert tchat("backup", "copy.db").status == 1
    tchat("sessions")
    ended = tchat("backup", "copy.db")
    assert (ended.status, ended.out) == (0, "copy.db\n")
    again = tchat("backup", "copy.db")
    assert (again.status, "already exists" in again.err) == (1, True)
    Path("restored").mkdir()
    Path("copy.db").rename("restored/tchat.db")
    assert "No sessions yet" in tchat("sessions", "--data", "restored").out


def test_a_round_of_a_rehearsal_that_was_started_over_is_listed_as_one(tchat: Tchat) -> None:
    async def played_twice() -> None:
        async with played(Path("data")) as chat:
            await chat.open()
            await chat.act("again")
            await chat.rehearsal.keep()

    asyncio.run(played_twice())
    listed = tchat("sessions").out
    assert re.search(r"^ +1 .* UTC +rehearsed +What is colour\?$", listed, re.MULTILINE)
    assert "room gone" not in listed
    assert len(listed.splitlines()) == 1  # the other round never began


def test_a_copy_is_put_back(tchat: Tchat) -> None:
    tchat("rehearse", "--headless", "--speed", "0")
    tchat("backup", "copy.db")
    tchat("rehearse", "--headless", "--speed", "0")
    assert len(json.loads(tchat("sessions", "--json").out)) == 2
    ended = tchat("restore", "copy.db")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "The database is now the copy copy.db.",
        "The previous one is kept for a week: data/tchat-replaced.db",
    ]
    assert len(json.loads(tchat("sessions", "--json").out)) == 1
    again = tchat("restore", "nope.db")
    assert (again.status, again.err.count("\n")) == (1, 1)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can make files for others")
def test_what_root_makes_belongs_to_whom_the_folder_does(tchat: Tchat, tmp_path: Path) -> None:
    tchat("rehearse", "--headless", "--speed", "0")
    tchat("backup", "copy.db")
    Path("elsewhere").touch()
    Path("data/link").symlink_to(tmp_path / "elsewhere")
    os.link("elsewhere", "data/second-name")
    os.chown("data", 4711, 4712)
    assert tchat("restore", "copy.db").status == 0
    others = {
        path.name for path in Path("data").rglob("*") if (path.lstat().st_uid, path.lstat().st_gid) != (4711, 4712)
    }
    assert others == {"second-name"}
    assert Path("elsewhere").stat().st_uid == Path("copy.db").stat().st_uid == 0


def test_an_operator_shows_exports_and_erases_for_a_member(tchat: Tchat, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(_said_by(4711))
    assert tchat("backup", "copy.db").status == 0
    shown = tchat("mydata", 4711, "show")
    counts = "  1 · What is colour? (messages: 1, files: 0, reactions: 0, cases: 0)"
    assert shown.out.splitlines() == [f"server {ROOM.guild}", counts]
    assert tchat("mydata", 4711, "export", "-o", "hers.zip").status == 0
    with zipfile.ZipFile("hers.zip") as archive:
        assert "zephyrine" in archive.read("chat-1/what-i-said.json").decode()
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    asked = tchat("mydata", 4711, "erase")
    assert (asked.status, b"zephyrine" in Path("data/tchat.db").read_bytes()) == (130, True)
    done = tchat("mydata", 4711, "erase", "--yes")
    assert (done.status, done.out) == (0, "Erased from 1 session.\n")
    assert b"zephyrine" not in Path("data/tchat.db").read_bytes()
    for deed in ("show", "export", "erase"):
        nothing = tchat("mydata", 4711, deed, "--yes")
        assert (nothing.status, nothing.out) == (1, "")
        assert nothing.err == "Nothing is kept about 4711; is that the number of their account?\n"
    assert tchat("restore", "copy.db").status == 0
    assert [path.name for path in Path("data").iterdir() if b"zephyrine" in path.read_bytes()] == []


async def _said_by(person: int) -> None:
    async with open_store(Path("data/tchat.db")) as store:
        await store.create(pack_of(), ROOM, [Scheduled(at=T0, opens_at=T0)], None)
        await store.save(
            1, Contribution(id=1000, channel=ROOM.channel, author=Person(person, "Zadkiela"), text="zephyrine")
        )


def test_a_record_moves_to_postgres_and_back(tchat: Tchat, postgres_server: Server) -> None:
    url = postgres_server.new_database()
    asyncio.run(_said_by(4711))
    tchat("rehearse", "--headless", "--speed", "0")
    listed, text = tchat("sessions", "--json").out, tchat("transcript", 1, "--format", "json").out
    moved = tchat("move", "--to", url)
    assert (moved.status, moved.err) == (0, "")
    assert f"Every table is there, row by row. Now write `store: {url}`" in moved.out
    again = tchat("move", "--to", url)
    assert (again.status, "This record was moved to" in again.err, again.err.count("\n")) == (1, True, 1)
    Path("config.yaml").write_text(f"store: {url}\n", encoding="utf-8")
    assert tchat("sessions", "--json").out == listed
    assert "zephyrine" in text
    assert tchat("transcript", 1, "--format", "json").out == text
    assert "answers (PostgreSQL" in tchat("doctor").out
    tchat("backup", "copy.db")
    tchat("rehearse", "--headless", "--speed", "0")
    assert len(json.loads(tchat("sessions", "--json").out)) == 3
    assert "messages: 1" in tchat("mydata", 4711, "show").out
    assert tchat("mydata", 4711, "export", "-o", "hers.zip").status == 0
    assert tchat("mydata", 4711, "erase", "--yes").out == "Erased from 1 session.\n"
    assert tchat("restore", "copy.db").status == 0
    assert "zephyrine" not in tchat("transcript", 1, "--format", "json").out, "it is erased again"
    assert tchat("move", "--to", url).err == f"The record is in {url} already.\n"
    back = tchat("move", "--to", "sqlite")
    assert back.out.splitlines()[1] == "What was there before is kept for a week: data/tchat-replaced-2.db"
    Path("config.yaml").unlink()
    assert tchat("sessions", "--json").out == listed


def test_what_is_no_store_moves_nothing(tchat: Tchat) -> None:
    for store in ("mysql://db/tchat", "postgresql://db", "postgresql://tchat:secret@db/tchat", ""):
        ended = tchat("move", "--to", store)
        assert (ended.status, ended.err.count("\n")) == (1, 1)
        assert "secret" not in ended.err
    assert tchat("move").status == 2
    assert not Path("data").exists()


def test_whatever_is_written_is_private(tchat: Tchat, tmp_path: Path) -> None:
    os.umask(0)
    tchat("rehearse", "--headless", "--speed", "0")
    tchat("backup", "copy.db")
    tchat("summary", 1, "-o", "summary.md")
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if not path.is_dir()} == {0o600}
    tchat("calendar", "-o", "feed.ics")
    assert stat.S_IMODE((tmp_path / "feed.ics").stat().st_mode) == 0o644, "a feed is for everybody"


def test_the_doctor_ends_with_1_if_anything_must_be_mended(tchat: Tchat, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = tchat("doctor")
    assert (ended.status, ended.err) == (1, "")
    assert [line[0] for line in ended.out.splitlines()] == ["✅", "✅", "✅", "⚠", "✅", "❌"]
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    monkeypatch.setattr("discord.http.Route.BASE", "http://127.0.0.1:9")
    ended = tchat("doctor")
    assert (ended.status, ended.err) == (0, "")
    assert "⚠️ Discord cannot be reached" in ended.out
    assert "secret" not in ended.out
    found = json.loads(tchat("doctor", "--json").out)
    assert [each["weight"] for each in found["findings"]][-2:] == ["good", "warning"]
    assert found["versions"].keys() >= {"python", "system", "tchat-bot", "click"}


def test_a_newer_database_is_refused(tchat: Tchat, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("data").mkdir()
    connection = sqlite3.connect("data/tchat.db")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    ended = tchat("sessions")
    assert (ended.status, "newer version" in ended.err) == (1, True)
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    ended = tchat("run")
    assert (ended.status, "newer version" in ended.err) == (78, True), "no restart mends it"


def test_check_reads_everything_or_what_it_is_given(tchat: Tchat, tmp_path: Path) -> None:
    assert tchat("check").out == "0 files checked, nothing to fix.\n"
    shipped = sorted((ROOT / "prompts").rglob("*.yaml"))
    out = tchat("check", *shipped, ROOT / "config.example.yaml").out.splitlines()
    assert out[-1] == "5 files checked, nothing to fix."
    assert out[1].endswith(
        "what-is-influence.yaml: 2011-09-14 19:00 opens · 19:05 Q1 · 19:13 Q2 · 19:21 Q3 · 19:30 Q4 · 19:38 Q5 · "
        "19:46 Q6 · 20:00 closes (America/New_York)"
    )
    assert len(out) == 3, "a timetable for each pack"
    (tmp_path / "config.yaml").write_text("data_dri: x\nsummary: {quotes: 99}\n", encoding="utf-8")
    ended = tchat("check")
    assert ended.status == 1
    assert "config.yaml:1:1: “data_dri” is not known here. Did you mean “data_dir”?" in ended.out
    assert "config.yaml:2:" in ended.out
    assert tchat("sessions").status == 1
    timing = json.loads(tchat("check", "--schema").out)["$defs"]["TimingModel"]["properties"]
    assert {"preview", "quiet"} <= timing.keys()


def test_a_configuration_among_the_packs_is_checked_once(tchat: Tchat, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("prompts_dir: .\n", encoding="utf-8")
    assert tchat("check").out == "1 file checked, nothing to fix.\n"


def test_check_shows_the_timetable_that_results(tchat: Tchat, tmp_path: Path) -> None:
    questions = "questions:\n  - ask: Why?\n  - {ask: How?, lasts: 70m}\n"
    (tmp_path / "quick.yaml").write_text(f"title: x\n{questions}", encoding="utf-8")
    assert "quick.yaml: 0:00 opens · 0:05 Q1 · 0:13 Q2 · 1:28 closes\n" in tchat("check", "quick.yaml").out
    schedule = '{start: "2026-09-17 09:00", end: "2026-09-19 18:00", zone: Europe/Helsinki}'
    slow = f'title: x\nschedule: {schedule}\ntiming: {{quiet: "22:00-08:00"}}\n{questions}'
    (tmp_path / "slow.yaml").write_text(slow, encoding="utf-8")
    assert tchat("check", "slow.yaml").out.splitlines()[0] == (
        "slow.yaml: 2026-09-17 09:00 opens · 09:05 Q1 · 2026-09-19 16:45 Q2 · 18:00 closes (Europe/Helsinki)"
    )


def test_help_speaks_the_terminals_language(tchat: Tchat, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "List the sessions" in tchat("--help").out
    monkeypatch.setenv("LANG", "fi_FI.UTF-8")
    assert "List the sessions" not in tchat("--help").out
    assert "keskustelu" in tchat("sessions").out.casefold() + tchat("summary", 9).err.casefold()


def test_the_module_is_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "sessions"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ended.stdout


def test_the_version_is_that_of_the_package(tchat: Tchat) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert tchat("--version").out == f"{project['name']} {project['version']}\n"


@pytest.fixture
def a_database(tmp_path: Path) -> Path:
    """Return the file of an empty record, beside a configuration."""
    path = tmp_path / "a" / "tchat.db"

    async def make() -> None:
        async with open_store(path):
            pass

    asyncio.run(make())
    (path.parent / "config.yaml").write_text("timing: {zone: UTC}\n", encoding="utf-8")
    return path


def test_a_short_command_looks_for_no_garbage(tmp_path: Path) -> None:
    program = "import gc; from bot.__main__ import main; gc.callbacks.append(lambda *_: print('searched')); main()"
    ended = subprocess.run(
        [sys.executable, "-c", program, "check", str(PACK)], cwd=tmp_path, env=_plain(), capture_output=True
    )
    assert b"nothing to fix" in ended.stdout
    assert b"searched" not in ended.stdout


@pytest.mark.parametrize(
    ("command", "spared"),
    [
        ("--help", "asyncio aiosqlite pydantic polib yaml discord"),
        ("check", "aiosqlite aiohttp polib discord pydantic yaml bot.config"),
        (f"check {PACK}", "asyncio bot.core.session.facts bot.core.moderation.settings"),
        ("sessions", "aiohttp polib discord rich pydantic"),
        ("sessions --config a/config.yaml --data a", "aiosqlite bot.adapters.sql.store"),
        ("sessions --data a", "asyncio aiosqlite yaml json polib bot.core.session.facts importlib.resources"),
        ("summary 9", "aiohttp polib discord rich"),
    ],
)
def test_a_command_loads_only_what_it_needs(command: str, spared: str, tmp_path: Path, a_database: Path) -> None:
    program = "import atexit, sys; atexit.register(lambda: print(*sys.modules)); from bot.cli import main; main()"
    arguments = [sys.executable, "-c", program, *command.split()]
    ended = subprocess.run(arguments, cwd=tmp_path, env=_plain(), capture_output=True, text=True, check=False)
    assert set(spared.split()) & set(ended.stdout.splitlines()[-1].split()) == set()


def test_the_formats_offered_are_those_that_can_be_written() -> None:
    assert set(SUMMARY_FORMATS) == set(recap.FORMATS)
    assert (*FORMATS, BUNDLE) == TRANSCRIPT_FORMATS == downloads.FORMATS
    assert {name: each.media_type for name, each in FORMATS.items()} | {BUNDLE: "application/zip"} == FILE_TYPES
    assert drawing.KINDS.keys() == FORMATS.keys()


def _plain() -> dict[str, str]:
    """This environment, with English for its language, and our modules to be found."""
    kept = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_MESSAGES", "LANG")}
    return kept | {"PYTHONPATH": str(ROOT)}


def test_every_command_is_in_the_readme(tchat: Tchat) -> None:
    commands = re.findall(r"^  (\w+)  ", tchat("--help").out, re.MULTILINE)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert commands
    assert [name for name in commands if f"`tchat {name}" not in readme] == []


@pytest.mark.parametrize(
    ("setting", "sentence", "status"),
    [
        ("token", "does not know this token", 78),
        ("intent", "Message Content Intent", 78),
        ("away", "cannot be reached", 1),
    ],
)
async def test_what_keeps_the_bot_out_is_named(setting: str, sentence: str, status: int, tmp_path: Path) -> None:
    async with StandIn() as discord:
        environment = discord.environment()
        if setting == "token":
            environment["DISCORD_TOKEN"] = "wrong"
        elif setting == "intent":
            discord.world.message_content = False
        else:
            environment["TCHAT_TEST_DISCORD"] = "http://127.0.0.1:9"
        bot = await _bot(tmp_path, environment, "--once")
        _, err = await bot.communicate()
    assert bot.returncode == status
    assert sentence in err.decode()
    assert b"Traceback" not in err


async def test_a_rehearsal_in_the_browser_is_served_until_it_is_ended_and_leaves_its_files(tmp_path: Path) -> None:
    arguments = ("rehearse", "--port", "0", "--no-open", "--speed", "0", "--data", tmp_path)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *map(str, arguments)), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    async with asyncio.timeout(60), aiohttp.ClientSession() as session:
        address = (await process.stdout.readline()).decode().split()[-1]
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address)
        async with session.get(address) as page:
            assert "What is influence, really?" in await page.text()
        begin, ours = {"action": "begin"}, {"Origin": address}
        async with session.post(f"{address}/actions", data=begin, headers=ours) as page:  # time begins to pass
            assert page.status == 200
        while True:
            async with session.get(f"{address}/") as page:
                if "The rehearsal is over" in await page.text():
                    break
        process.send_signal(signal.SIGINT)
        out, err = await process.communicate()
    assert (process.returncode, err) == (0, b"")
    names = [Path(line).name for line in out.decode().splitlines()[1:]]
    assert sorted(names) == sorted(["summary.md", "summary.html", *(f"transcript.{kind}" for kind in FORMATS)])


async def test_setting_up_takes_in_a_token_that_discord_knows(tmp_path: Path) -> None:
    async with StandIn() as discord:
        environment = discord.environment()
        del environment["DISCORD_TOKEN"]

        async def set_up(token: str) -> tuple[int | None, str]:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "setup"),
                cwd=tmp_path,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            out, _ = await process.communicate(token.encode())
            return process.returncode, out.decode()

        status, out = await set_up("wrong-secret")
        assert (status, "does not know this token" in out, "secret" in out) == (1, True, False)
        assert _modes(tmp_path) == {}
        status, out = await set_up(discord.token)
        assert (status, "permissions=2269778546854912" in out) == (0, True), out
        assert _modes(tmp_path) == {"config.yaml": 0o600, "discord.token": 0o600}
        assert (tmp_path / "discord.token").read_text(encoding="utf-8") == discord.token
        assert (tmp_path / "config.yaml").read_text(encoding="utf-8") == "discord:\n  token_file: discord.token\n"


def _modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def test_the_link_asks_for_what_the_rules_take() -> None:
    assert not hides(parse({}))
    assert hides(parse({"preset": "strict"}))
    assert hides(parse({"flood": "hold"}))


@pytest.mark.parametrize("kind", DEPLOYMENTS)
def test_files_that_start_the_bot_are_written_once_and_let_it_stand_by(tchat: Tchat, kind: str) -> None:
    assert tuple(FILES) == DEPLOYMENTS
    ended = tchat("setup", "--write", kind, "-o", "files")
    assert (ended.status, ended.out.split()) == (0, [f"files/{name}" for name in FILES[kind]])
    text = "".join(path.read_text(encoding="utf-8") for path in Path("files").iterdir())
    assert "--standby" in text
    assert "$command" not in text
    assert kind != "systemd" or f"ExecStart={sys.executable} -m bot run" in text
    ended = tchat("setup", "--write", kind, "-o", "files")
    assert (ended.status, "already exists" in ended.err) == (1, True)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed here")
def test_systemd_takes_the_unit_and_finds_it_well_guarded(tchat: Tchat) -> None:
    tchat("setup", "--write", "systemd")
    for looked_for in (["verify"], ["security", "--offline=true", f"--threshold={MOST_EXPOSED}"]):
        command = ["systemd-analyze", "--no-pager", *looked_for, "./tchat.service"]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Unknown" not in done.stderr


async def test_a_terminated_bot_closes_everything(tmp_path: Path) -> None:
    """Who started it, and whoever asks, hears how it is."""
    config = Config(data_dir=tmp_path / "data")
    assert (await stores.health(config, ready=False)).weight is Weight.FAULT
    async with StandIn() as discord:
        discord.guild("Acme")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
            listening.bind(str(tmp_path / "notify"))
            listening.setblocking(False)
            bot = await _bot(tmp_path, {**discord.environment(), "NOTIFY_SOCKET": str(tmp_path / "notify")})
            heard = await _heard(listening)
            assert heard == ["EXTEND_TIMEOUT_USEC=60000000", "STATUS=opening the database"]
            while "STATUS=connected to Discord" not in heard:
                heard = await _heard(listening)
            assert heard == ["READY=1", "WATCHDOG=1", "STATUS=connected to Discord"]
            assert (await stores.health(config, ready=True)).weight is Weight.GOOD
            bot.send_signal(signal.SIGHUP)
            bot.send_signal(signal.SIGTERM)
            _, err = await bot.communicate()
            assert await _heard(listening) == ["STOPPING=1", "STATUS=closing"]
    assert (await stores.health(config, ready=False)).weight is Weight.FAULT
    assert bot.returncode == 0, err.decode()
    records = [json.loads(line) for line in err.decode().splitlines()]
    assert "the configuration was taken in; all of it holds" in [record["message"] for record in records]
    assert [record for record in records if record["level"] != "INFO"] == [], "nobody need act upon anything"


async def _heard(listening: socket.socket) -> list[str]:
    async with asyncio.timeout(60):
        return (await asyncio.get_running_loop().sock_recv(listening, 1000)).decode().splitlines()


async def _bot(folder: Path, environment: dict[str, str], *options: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", *options), cwd=folder, env=environment, stderr=asyncio.subprocess.PIPE
    )
