"""A transcript as a workbook for spreadsheets: Office Open XML (ECMA-376), written as it streams.

Every cell is text. So ids keep all their digits, nothing is taken for a formula, and columns do not depend on which
sign a country puts between them.
"""

import re
import zipfile
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

from bot.adapters.export.tables.outlet import Outlet
from bot.adapters.export.tables.rows import COLUMNS, row_of
from bot.core.base.words import Words
from bot.core.record.transcript import AskedQuestion, Entry, Event, Head
from bot.core.text.cleaning import clean

SHEET: Final = "xl/worksheets/sheet1.xml"
XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    f'ContentType="{TYPE}.sheet.main+xml"/><Override PartName="/{SHEET}" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Transcript" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
"""What a workbook of one sheet has besides the sheet."""

FROZEN: Final = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
EMPTY: Final = '<c t="inlineStr"><is><t xml:space="preserve"></t></is></c>'
# A spreadsheet would read "_x0041_" in a text as the character with that number.
LIKE_AN_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class XlsxTable:
    """Writes the sheet; `packed` makes the workbook of it."""

    def __init__(self, words: Words) -> None:
        self._questions: dict[int | None, str] = {}

    def opening(self, head: Head, questions: Sequence[AskedQuestion]) -> str:
        self._questions = {question.number: question.text for question in questions}
        views = f'<sheetViews><sheetView workbookViewId="0">{FROZEN}</sheetView></sheetViews>'
        return f'{XML}<worksheet xmlns="{MAIN}">{views}<sheetData>{_row(COLUMNS)}'

    def question(self, asked: AskedQuestion) -> str:
        return ""

    def channel(self) -> str:
        return ""

    def entry(self, entry: Entry) -> str:
        return _row(row_of(entry, self._questions).values())

    def end(self, entries: int) -> str:
        return ""

    def closing(self, events: Sequence[Event]) -> str:
        return "</sheetData></worksheet>\n"


def _row(cells: Iterable[str]) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(text: str) -> str:
    if not text:
        return EMPTY
    shown = escape(clean(text))
    if "_x" in shown:
        shown = LIKE_AN_ESCAPE.sub("_x005F_", shown)
    return f'<c t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


async def packed(sheet: AsyncIterator[str]) -> AsyncIterator[bytes]:
    """Yield a workbook, piece by piece as its sheet is written."""
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in PARTS.items():
            archive.writestr(zipfile.ZipInfo(name), XML + part + "\n", zipfile.ZIP_DEFLATED)
        described = zipfile.ZipInfo(SHEET)
        described.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(described, "w") as file:
            async for text in sheet:
                file.write(text.encode())
                if piece := outlet.taken():
                    yield piece
    yield outlet.taken()
