"""The files of a chat, opened as their readers do: the recap's article and the HTML transcript."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page

from bot.adapters.catalogues import words
from bot.adapters.export.recap import FORMATS
from bot.core.record.transcript import Event
from tests.adapters.export.hostile import HOSTILE, everywhere, recap_of_hostile
from tests.adapters.export.transcripts import OPENED, written
from tests.adapters.export.transcripts import rich as rich_transcript
from tests.browser.conftest import Axed
from tests.browser.looks import UNREADABLE, every_look
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


@every_look
async def test_no_word_is_broken_and_nothing_in_a_picture_is_covered(page: Page, tmp_path: Path) -> None:
    rich = rich_transcript()
    completed = Event(OPENED + timedelta(days=3), "archived", None, None)
    path = tmp_path / "transcript.html"
    path.write_text(
        await written(replace(rich, events=(*rich.events, completed)), "html", words("fi")), encoding="utf-8"
    )
    await page.goto(path.as_uri())
    assert await page.evaluate(UNREADABLE) == []


SPIED = """() => {
    window.hits = [];
    window.hit = window.alert = window.confirm = window.prompt = () => window.hits.push(document.title);
}"""
"""What a script of a member's would call; defined before anything of the page runs."""

INSIDE = """() => ({
    hits: window.hits,
    elements: [...new Set([...document.querySelectorAll("*")].map(each => each.localName))],
    handlers: [...document.querySelectorAll("*")].flatMap(each => [...each.attributes])
        .map(each => each.name).filter(name => name.startsWith("on") || name === "style"),
    articles: document.querySelectorAll("main > section > article").length,
    quotes: document.querySelectorAll("main > section blockquote > footer").length,
    body: [...document.body.children].map(each => each.localName),
})"""


@pytest.mark.parametrize("name", ["article", "transcript"])
async def test_what_members_write_does_nothing(page: Page, tmp_path: Path, name: str) -> None:
    """No script of theirs runs, nothing is fetched (`page` sees to that), and nothing of theirs leaves its place."""
    path = tmp_path / "page.html"
    path.write_text(await hostile_file("harmless", name), encoding="utf-8")
    await page.add_init_script(f"({SPIED})()")
    await page.goto(path.as_uri())
    harmless = await page.evaluate(INSIDE)
    assert harmless["articles"] + harmless["quotes"] >= 3
    allowed = {*harmless["elements"], "pre", "code", "em", "strong", "s", "u", "br", "ol", "ul", "li", "blockquote"}
    for text in HOSTILE:
        path.write_text(await hostile_file(text, name), encoding="utf-8")
        await page.goto(path.as_uri())
        found = await page.evaluate(INSIDE)
        assert (found["hits"], found["handlers"]) == ([], []), ascii(text)
        assert set(found["elements"]) <= allowed | {"time", "cite", "span", "a", "div"}, ascii(text)
        assert found["body"] == harmless["body"], ascii(text)
        assert found["articles"] == harmless["articles"], ascii(text)


async def hostile_file(text: str, name: str) -> str:
    if name == "article":
        return FORMATS["html"](recap_of_hostile(text), words("en"))
    return await written(everywhere(text), "html")
