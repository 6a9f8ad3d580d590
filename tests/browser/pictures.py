"""Makes the pictures of the room that the README and the guides show: `python -m tests.browser.pictures`.

The sample rehearsal in the middle of its fourth question, written in by Imani, as a wide window and a phone show it.
"""

import asyncio
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, async_playwright

from bot import rehearsing
from bot.adapters.yaml_files.packs.loader import read_pack
from bot.config import Config
from tests.adapters.rehearsal.rehearsals import Played
from tests.adapters.web.rooms import room
from tests.browser.conftest import NAMES
from tests.browser.looks import Look

FOLDER = Path(__file__).parents[2] / "bot" / "guide" / "pictures"
SIZES = {"room": (Look(1280, "light"), 800), "room-phone": (Look(390, "dark"), 844)}
QUESTION, ANSWERS = 4, 5
DRAFT = "Thank you, Grace. I once said yes to everyone for a month, and did"


async def middle(chat: Played) -> None:
    """Let the rehearsal come to the middle of a question."""
    thread = await chat.open(QUESTION)
    await chat.step_until(lambda: len(chat.texts(thread)) >= ANSWERS)


async def picture(browser: Browser, address: str, who: int, name: str) -> None:
    """Take one picture."""
    look, height = SIZES[name]
    context = await browser.new_context(
        viewport={"width": look.width, "height": height}, color_scheme=look.scheme, reduced_motion="reduce"
    )
    page = await context.new_page()
    await page.goto(f"{address}/?who={who}")
    await page.locator("#text").fill(DRAFT)
    await page.locator("#pace").get_by_text("while you write").wait_for(state="attached")
    await page.evaluate("document.activeElement.blur()")
    await page.screenshot(path=FOLDER / f"{name}.png")
    await context.close()


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
            chat.rehearsal.chosen = 60.0  # as in a rehearsal that is on, which waits while somebody writes
            browser = await playwright.chromium.launch(executable_path=chromium)
            for name in SIZES:
                await picture(browser, visitor.address, imani, name)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
