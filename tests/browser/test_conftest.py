"""The fixtures themselves: what a page does wrong is noticed."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.browser.conftest import Axed, Seen
from tests.browser.looks import UNREADABLE


async def opened(page: Page, folder: Path, body: str) -> None:
    path = folder / "page.html"
    path.write_text(f'<!doctype html><html lang="en"><title>Page</title><body>{body}', encoding="utf-8")
    await page.goto(path.as_uri())


async def test_what_a_page_fetches_from_elsewhere_is_seen(page: Page, seen: Seen, tmp_path: Path) -> None:
    own = '<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
    await opened(page, tmp_path, f'{own}<img alt="" src="https://example.org/a.png"><img alt="" src="file:///b.png">')
    assert seen.foreign == ["https://example.org/a.png", "file:///b.png"]
    assert len(seen.errors) == 2  # neither was there
    seen.foreign.clear()
    seen.errors.clear()


async def test_what_goes_wrong_in_a_page_is_seen(page: Page, seen: Seen, tmp_path: Path) -> None:
    await opened(page, tmp_path, "<script>console.error('no'); undefined_function()</script>")
    assert seen.errors == ["no", "undefined_function is not defined"]
    seen.errors.clear()


async def test_axe_says_what_is_wrong(page: Page, axe: Axed, tmp_path: Path) -> None:
    await opened(page, tmp_path, '<main><h1>Page</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main>')
    with pytest.raises(AssertionError, match="image-alt"):
        await axe(page)


async def test_what_cannot_be_read_is_seen(page: Page, tmp_path: Path) -> None:
    narrow = '<p style="width: 4em; overflow-wrap: anywhere">tervetulotoivotus on tuo</p>'
    texts = '<text x="0" y="1em">one</text><text x="9" y="1em">two</text><text x="0" y="4em">three</text>'
    await opened(page, tmp_path, f'{narrow}<svg class="chart">{texts}</svg>')
    assert await page.evaluate(UNREADABLE) == ["broken: tervetulotoivotus", "covered: one | two"]
