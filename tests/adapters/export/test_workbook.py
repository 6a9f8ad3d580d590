"""A workbook is one that spreadsheets read: every cell is text, ids keep their digits, and it is made as it streams."""

import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from gettext import NullTranslations
from xml.etree import ElementTree

import pytest

from bot.adapters.export import FORMATS, write
from bot.adapters.export.tables.rows import COLUMNS
from bot.core.base.contribution import Person
from bot.core.record.filing import How
from tests.adapters.export.transcripts import MemoryTranscript, entry, head, message, rich, single

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


async def pieces(transcript: MemoryTranscript) -> AsyncIterator[bytes]:
    format = FORMATS["xlsx"]
    async for piece in format.packed(write(transcript, format.writer(NullTranslations()))):
        yield piece


async def rows(transcript: MemoryTranscript) -> list[dict[str, str]]:
    archive = zipfile.ZipFile(io.BytesIO(b"".join([piece async for piece in pieces(transcript)])))
    assert archive.testzip() is None
    for name in archive.namelist():
        ElementTree.fromstring(archive.read(name))
    sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert {cell.get("t") for cell in sheet.iter(f"{MAIN}c")} == {"inlineStr"}
    first, *others = [["".join(c.itertext()) for c in row.iter(f"{MAIN}c")] for row in sheet.iter(f"{MAIN}row")]
    assert tuple(first) == COLUMNS
    return [dict(zip(COLUMNS, cells, strict=True)) for cells in others]


async def test_a_row_for_each_contribution_with_all_digits_of_its_ids() -> None:
    found = await rows(rich())
    assert len(found) == 8
    assert found[0]["id"] == "225754050723840000"
    assert found[0]["question_text"] == "What does “influence” mean to *you*? Does it matter?"
    assert found[1]["reply_to"] == found[0]["id"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+358 40 123", "a;b,c\td", '<b> & "q"', "_x0041_", "two\nlines  and  blanks ", "🎉 äö", "'quoted"]
)
async def test_texts_are_kept_letter_for_letter(text: str) -> None:
    (row,) = await rows(single(text, Person(5, text)))
    read = row["text"].replace("_x005F_", "_"), row["author"].replace("_x005F_", "_")
    assert read == (text, text)


async def test_what_no_file_can_hold_is_replaced() -> None:
    (row,) = await rows(single("a\x00b\x1b\ud83dc\ufffe"))
    assert row["text"] == "a\ufffdb\ufffd\ufffdc\ufffd"


async def test_a_long_transcript_comes_in_pieces() -> None:
    said = [entry(message(n / 60, f"{n} " * 200), 1, How.THREAD) for n in range(2_000)]
    transcript = replace(single(""), head=head(), filed={1: said})
    found = [piece async for piece in pieces(transcript)]
    assert len(found) > 2
    assert len(await rows(transcript)) == 2_000
