"""A bundle: every format, the summary and the kept attachments, with a list of hashes that a common tool checks."""

import io
import json
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from bot.adapters.catalogues import words
from bot.adapters.data_folder.shelf import FolderShelf
from bot.adapters.export.files import Exports, illustrated
from tests.stage import Stage, pack_of, staged

PNG = b"\x89PNG\r\n\x1a\n" + bytes(92)
NAME = f"files/{sha256(PNG).hexdigest()}.png"
HOSTILE = (
    "../../evil.html",
    "=HYPERLINK(1)",
    '"><script>alert(1)</script>.png',
    "C:\\x",
    "\u202egnp.exe",
    "con.",
    "x" * 300,
)


async def answered(stage: Stage) -> Exports:
    await stage.start(pack_of("What is blue?"))
    await stage.advance(minutes=5)
    ada = stage.member("Ada")
    for name in HOSTILE:
        await ada.says(f"It is the colour of number {len(name)}, I think", in_thread=1, files={name: PNG})
    await ada.says("A program, too, of all things", in_thread=1, files={"sky.png": b"MZ\x00"})
    await stage.engine.idle()
    return Exports(stage.engine.records, words, FolderShelf(stage.path.parent / "attachments"))


async def bundle(exports: Exports, *, public: bool = False) -> zipfile.ZipFile:
    pieces = [piece async for piece in exports.pieces(1, "zip", public=public)]
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


async def test_everything_is_in_it_under_our_own_names(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        archive = await bundle(await answered(stage))
    assert archive.testzip() is None
    formats = [f"transcript.{kind}" for kind in ("html", "md", "txt", "csv", "xlsx", "json")]
    assert archive.namelist() == [*formats, "summary.md", "summary.html", NAME, "SHA256SUMS"]
    assert archive.read(NAME) == PNG
    answers = json.loads(archive.read("transcript.json"))["questions"][0]["answers"]
    files = [file for answer in answers for file in answer["attachments"]]
    assert [file["url"] for file in files[:-1]] == [NAME] * len(HOSTILE)
    assert [file["name"] for file in files[:-1]] == list(HOSTILE)
    assert (files[-1]["sha256"], files[-1]["missing"]["why"]) == (None, "kind")
    page = archive.read("transcript.html").decode()
    assert page.count(f'href="{NAME}"') == page.count("<img ") == len(HOSTILE)
    assert NAME in archive.read("transcript.md").decode()
    assert NAME in archive.read("transcript.txt").decode().replace("\n  ", "")


async def test_a_common_tool_checks_its_hashes(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        (await bundle(await answered(stage))).extractall(tmp_path / "unpacked")

    def check() -> str:
        return subprocess.run(
            ["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "unpacked", capture_output=True, text=True, check=False
        ).stdout

    assert check().count(": OK") == 9
    (tmp_path / "unpacked" / "transcript.md").write_text("forged")
    assert "transcript.md: FAILED" in check()


async def test_the_same_record_gives_the_same_bundle(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        exports = await answered(stage)
        made = [b"".join([piece async for piece in exports.pieces(1, "zip")]) for _ in range(2)]
    assert made[0] == made[1]


async def test_a_public_bundle_has_neither_the_summary_nor_files_of_people_under_a_pseudonym(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        exports = await answered(stage)
        hidden = await bundle(exports, public=True)
        guild, ada = stage.room.ref.guild, stage.member("Ada").person.id
        await stage.engine.own_words.name(guild, ada, named=True)
        named = await bundle(exports, public=True)
    assert {"summary.md", NAME} & set(hidden.namelist()) == set()
    assert {"summary.md", NAME} & set(named.namelist()) == {NAME}


async def test_bytes_that_are_not_there_any_more_are_no_link_to_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        exports = await answered(stage)
        await FolderShelf(tmp_path / "attachments").drop(sha256(PNG).hexdigest())
        archive = await bundle(exports)
    assert NAME not in archive.namelist()
    page = archive.read("transcript.html").decode()
    assert NAME not in page
    assert "<img" not in page


async def test_a_page_holds_so_many_bytes_of_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(illustrated, "MOST", 250)
    async with staged(tmp_path) as stage:
        exports = await answered(stage)
        page = b"".join([piece async for piece in exports.pieces(1, "html")]).decode()
    assert page.count("<img ") == 2
