"""The archive in a browser: read by day and by night, on a phone and a wide screen, and without any script."""

import re
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from bot.core.requests.rights import Standing
from bot.core.requests.tickets import View
from bot.core.script.pack import Text
from tests.adapters.web.archives import played_archive, served_archive
from tests.browser.conftest import Axed, Seen
from tests.browser.looks import UNREADABLE, every_look
from tests.stage import pack_of

PATHS = (
    "/help/host",
    "/help/commands",
    "/sessions",
    "/sessions?year=2026",
    "/voices",
    "/sessions/1/",
    "/sessions/1/q/1",
    "/sessions/1/q/0",
    "/sessions/1/?screen",
    "/sessions/2/?screen",
    "/search?q=the",
    "/search?q=%3F",
    "/links",
)


@every_look
async def test_anybody_can_read_each_page(page: Page, axe: Axed, tmp_path: Path) -> None:
    async with played_archive(tmp_path) as served:
        await served.stage.start(
            pack_of("Mikä tulee?", title=Text({"fi": "Ensi kerralla"})), opens_in=timedelta(days=200)
        )
        await page.goto(f"{served.visitor.address}/s/{await served.token()}")
        for path in PATHS:
            await page.goto(served.visitor.address + path)
            await axe(page)
            wide, window = await page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
            assert wide <= window
            assert await page.evaluate(UNREADABLE) == []


async def test_a_link_is_opened_read_and_revoked_without_script(
    browser: Browser, page: Page, seen: Seen, tmp_path: Path
) -> None:
    async with played_archive(tmp_path) as served:
        address = served.visitor.address
        context = await browser.new_context(java_script_enabled=False)
        reader = await context.new_page()
        await reader.goto(f"{address}/s/{await served.token(session=1, view=View.PUBLIC)}")
        await expect(reader).to_have_url(f"{address}/sessions/1/")
        await reader.get_by_role("link", name="What is red?").click()
        await expect(reader.get_by_text("The door of the house")).to_be_in_viewport()
        async with reader.expect_download() as saved:
            await reader.get_by_role("link", name="Transcript HTML").click()
        assert (await saved.value).suggested_filename == "transcript-1.html"
        await page.goto(f"{address}/s/{await served.token()}")
        await page.get_by_role("link", name="Links given out").click()
        await page.get_by_role("listitem").filter(has_text="public record").get_by_role("button", name="Revoke").click()
        await expect(page.get_by_text("Revoked", exact=True)).to_be_visible()
        await reader.reload()
        await expect(reader.get_by_role("heading")).to_have_text("This page is not here, or not for you.")
        await page.get_by_role("button", name="Leave").click()
        await expect(page.get_by_role("heading")).to_have_text("The links to these pages are gone from this browser.")
        await context.close()


async def test_a_member_signs_in_loses_the_role_and_an_organiser_signs_out(
    page: Page, seen: Seen, axe: Axed, tmp_path: Path
) -> None:
    async with played_archive(tmp_path) as served:
        address, platform = served.visitor.address, served.platform
        platform.standings[7] = Standing.EVERYONE
        platform.page = f"{address}/sign-in/back?code=7&"  # as if they had agreed on Discord's
        await page.emulate_media(forced_colors="active")
        await page.goto(f"{address}/sessions/1/")
        stranger = await page.content()
        await axe(page)
        await page.get_by_role("link", name="Sign in with Discord").click()
        await expect(page).to_have_url(f"{address}/sessions/1/")
        await expect(page.get_by_text("This is the public record: answers only")).to_be_visible()
        await expect(page.get_by_role("heading", name="Recap")).to_be_visible()
        await expect(page.get_by_role("searchbox")).to_have_count(0)
        await axe(page)
        del platform.standings[7]
        await served.stage.advance(minutes=6)
        await page.goto(f"{address}/sessions/1/")
        assert await page.content() == stranger
        platform.standings[7] = Standing.ORGANISER | Standing.HOST_ROLE
        await served.stage.advance(minutes=6)
        await page.goto(f"{address}/sessions")
        await page.get_by_role("searchbox").fill("letters")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("listitem").filter(has_text="letters")).to_have_count(1)
        await page.get_by_role("link", name="Packs").click()
        await page.get_by_role("link", name="New pack").click()
        await axe(page)
        await page.get_by_label("Name of the file").fill("my-chat")
        await page.get_by_label("Title of the chat").fill("What is light?")
        await page.get_by_role("textbox", name="Question", exact=True).first.fill("What is light to you?")
        for number in (3, 2):
            await page.get_by_role("button", name=f"Remove Q{number}").click()
        await page.get_by_role("button", name="Save", exact=True).click()
        await expect(page.get_by_role("heading")).to_have_text("Saved")
        await axe(page)
        await page.get_by_role("link", name="Archive", exact=True).click()
        await page.get_by_role("button", name="Sign out").click()
        await expect(page.get_by_role("heading")).to_have_text("You are signed out.")
        await axe(page)
        await page.goto(f"{address}/sessions/1/")
        await expect(page.get_by_role("heading")).to_have_text("This page is not here, or not for you.")
        assert len(seen.errors) == 3  # of the pages that were not for them
        seen.errors.clear()


async def test_a_chat_that_is_on_is_followed_without_losing_ones_place(
    page: Page, seen: Seen, axe: Axed, tmp_path: Path
) -> None:
    async with served_archive(tmp_path) as served:
        stage, address = served.stage, served.visitor.address
        await stage.start(pack_of("What is blue?", "What is red?"), opens_in=timedelta(hours=1))
        await page.goto(f"{address}/s/{await served.token(session=1)}")
        hall = await page.context.new_page()
        seen.watch(hall)
        await hall.clock.install()
        await hall.goto(f"{address}/sessions/1/?screen")
        await expect(hall.get_by_role("heading", name="Opens")).to_be_visible()
        await stage.advance(minutes=66)
        ada = stage.member("Ada")
        first = await ada.says("The sky over the harbour", in_thread=1)
        await hall.clock.fast_forward(31_000)
        await expect(hall.get_by_role("heading", name="What is blue?")).to_be_visible()
        await page.bring_to_front()
        await page.reload()
        await expect(page.get_by_text("This page follows the chat.")).to_be_visible()
        time = page.locator(f"#m{first.id} .at a")
        await time.focus()
        await stage.member("Ben").says("The ink of letters", in_thread=1)
        await expect(page.get_by_text("The ink of letters")).to_be_visible()
        await expect(time).to_be_focused()
        await axe(page)
        await hall.bring_to_front()
        link = page.get_by_role("link", name="Show it on a screen in a hall")
        await hall.goto(address + (await link.get_attribute("href") or ""))
        await expect(hall.get_by_role("heading", name="What is blue?")).to_be_visible()
        await expect(hall.get_by_text("2 answers to this question")).to_be_visible()
        await expect(hall.get_by_role("timer")).to_have_text(re.compile(r"^\d+:\d\d$"))
        await axe(hall)
        await ada.deletes(first)
        await expect(page.get_by_text("The sky over the harbour")).to_have_count(0)
        await hall.bring_to_front()
        await expect(hall.get_by_text("The sky over the harbour")).to_have_count(0)
        await stage.host("next")
        await expect(hall.get_by_role("heading", name="What is red?")).to_be_visible()
        await page.bring_to_front()
        await expect(page.get_by_role("heading", name="What is red?")).to_be_visible()
        await stage.host("close")
        await expect(page.get_by_text("late answers still count")).to_be_visible()
        await hall.bring_to_front()
        await expect(hall.get_by_role("heading", name="The chat is over. Thank you!")).to_be_visible()
