"""Makes the pictures that the README and the guides show: `python -m tests.browser.pictures`.

The sample rehearsal in the middle of its fourth question, written in by Imani, in a wide window and on a phone; and
its page in the archive afterwards.
"""

import asyncio
import shutil
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, Page, async_playwright

from bot import rehearsing
from bot.adapters.yaml_files.packs.loader import read_pack
from bot.config import Config
from tests.adapters.rehearsal.rehearsals import Played
from tests.adapters.web.rooms import room
from tests.browser.conftest import NAMES
from tests.browser.looks import Look
from tests.browser.small_png import small

FOLDER = Path(__file__).parents[2] / "bot" / "guide" / "pictures"
WIDE, PHONE = (Look(1280, "light"), 800), (Look(390, "dark"), 844)
QUESTION, ANSWERS = 4, 5
DRAFT = "Thank you, Grace. I once said yes to everyone for a month, and did"


async def middle(chat: Played) -> None:
    """Let the rehearsal come to the middle of a question."""
    thread = await chat.open(QUESTION)
    await chat.step_until(lambda: len(chat.texts(thread)) >= ANSWERS)


async def writing(page: Page) -> None:
    """Begin to write."""
    await page.locator("#text").fill(DRAFT)
    await page.locator("#pace").get_by_text("while you write").wait_for(state="attached")
    await page.evaluate("document.activeElement.blur()")


async def nothing(_: Page) -> None:
    """Leave the page as it is."""


async def picture(
    browser: Browser,
    name: str,
    address: str,
    size: tuple[Look, int] = WIDE,
    ready: Callable[[Page], Awaitable[None]] = nothing,
) -> None:
    """Take one picture."""
    look, height = size
    context = await browser.new_context(
        viewport={"width": look.width, "height": height}, color_scheme=look.scheme, reduced_motion="reduce"
    )
    page = await context.new_page()
    await page.goto(address)
    await ready(page)
    (FOLDER / f"{name}.png").write_bytes(await small(browser, await page.screenshot()))
    await context.close()


async def published(chat: Played) -> None:
    """Let the rehearsal come to its end."""
    await chat.step_until(lambda: chat.rehearsal.stand.session.is_over)
    await chat.step_until(lambda: chat.rehearsal.stand.session.recap.published)


async def main() -> None:
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        sys.exit("There is no Chromium on the PATH.")
    FOLDER.mkdir(exist_ok=True)
    config = Config()
    file = rehearsing.pack_file(None, config)
    pack = read_pack(file, zone=config.timing.zone)
    cast = rehearsing.cast_for(None, file, pack)
    with TemporaryDirectory() as folder:
        async with room(Path(folder), pack=pack, cast=cast) as (chat, visitor), async_playwright() as playwright:
            await middle(chat)
            imani = next(each.id for each in chat.rehearsal.people if each.name.startswith("Imani"))
            chat.rehearsal.chosen = rehearsing.USUAL_SPEED  # which waits while somebody writes
            browser = await playwright.chromium.launch(executable_path=chromium)
            address = f"{visitor.address}/?who={imani}"
            await picture(browser, "room", address, WIDE, writing)
            await picture(browser, "room-phone", address, PHONE, writing)
            await published(chat)
            await picture(browser, "session", f"{visitor.address}/sessions/{chat.rehearsal.number}/")
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
