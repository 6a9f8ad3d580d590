"""The files of a chat, opened as their readers do: the recap's article and the HTML transcript."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from bot.adapters.catalogues import words
from bot.adapters.export.recap import FORMATS
from tests.adapters.export.transcripts import rich as rich_transcript
from tests.adapters.export.transcripts import written
from tests.browser.conftest import Axed
from tests.browser.looks import every_look
from tests.core.record.recaps import rich as rich_recap


async def file_of(name: str) -> str:
    if name == "article":
        return FORMATS["html"](rich_recap(), words("en"))
    return await written(rich_transcript(), "html")


@every_look
@pytest.mark.parametrize("name", ["article", "transcript"])
async def test_anybody_can_read_it(page: Page, axe: Axed, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.html"
    path.write_text(await file_of(name), encoding="utf-8")
    await page.goto(path.as_uri())
    await axe(page)
    wide, window = await page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window  # nothing has to be scrolled sideways
