"""Chromium, and what a page must never do: ask anything of the outside, or write an error to the console."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright

from tests.browser.looks import WIDE, Look

NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_OUTSIDE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
HEIGHT = 900

Axed = Callable[[Page], Awaitable[None]]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return where the system's Chromium is; whoever needs it is skipped without one."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on the PATH: apt-get install chromium")
    return found


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """A browser that can reach nothing but this machine."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=[NO_OUTSIDE])
        yield browser
        await browser.close()


@dataclass
class Seen:
    """What a page asked of others than where it came from, and what it complained about.

    A test that expects an error (of a page that answers 404, say) checks `errors` itself and clears it.
    """

    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _home: str = ""

    def watch(self, page: Page) -> None:
        page.on("request", self._asked)
        page.on("websocket", lambda socket: self._went(socket.url.replace("ws", "http", 1)))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _asked(self, request: Request) -> None:
        self._went(request.url)

    def _went(self, url: str) -> None:
        if url.startswith(("data:", "blob:", "about:")):
            return
        parts = urlsplit(url)
        home = f"{parts.scheme}://{parts.netloc}{parts.path if parts.scheme == 'file' else ''}"
        self._home = self._home or home  # the first page that a test opens is where the others may come from, too
        if home != self._home:
            self.foreign.append(url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)


@pytest.fixture
def seen() -> Seen:
    """Return what the test's page did, for a test that looks closer."""
    return Seen()


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Look:
    """Return how the page is looked at; `every_look` gives each in turn."""
    look: Look = getattr(request, "param", WIDE)
    return look


@pytest.fixture
async def page(browser: Browser, look: Look, seen: Seen) -> AsyncIterator[Page]:
    """A page in a window of its own. At the end, whatever it asked of the outside and every error fails the test."""
    context = await browser.new_context(
        viewport={"width": look.width, "height": HEIGHT}, color_scheme=look.scheme, reduced_motion="reduce"
    )
    page = await context.new_page()
    seen.watch(page)
    yield page
    await context.close()
    assert (seen.foreign, seen.errors) == ([], [])


@pytest.fixture
def axe() -> Axed:
    """Return what examines a page with axe-core and fails with what it found."""

    async def examine(page: Page) -> None:
        found = await Axe().run(page)
        assert not found.violations_count, found.generate_report()

    return examine
