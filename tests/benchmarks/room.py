"""The room of a rehearsal with many followers, and as one person sees it, against the bars of its design.

    python -m tests.benchmarks.room [FOLLOWERS]

Three hundred followers (or as many as given) in a process of their own read the stream over sockets while ten messages
a second are said. A message is late by the time from when the record has it to when a follower has read its frame. What
one person sees is measured in Chromium, where there is one.
"""

import asyncio
import json
import re
import resource
import shutil
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from playwright.async_api import async_playwright

from bot.adapters.system import memory
from bot.adapters.web.frame.statics import STATICS
from bot.core.session.timetable import next_step
from tests.adapters.rehearsal.rehearsals import BEN, Played
from tests.adapters.web.rooms import room
from tests.adapters.web.sites import Visitor
from tests.benchmarks.figures import met, percentile, say
from tests.browser.conftest import NAMES

FOLLOWERS, MESSAGES, A_SECOND = 300, 150, 10
LATE_P95, LATE_P99, LAG, STOP, EACH_KB = 0.5, 1.0, 0.05, 1.0, 100
JS_BYTES, CSS_BYTES, FIRST_VIEW, OWN, CLOCK, TABS = 40_000, 15_000, 2.0, 0.1, 1.0, 12
BEAT = 0.005


async def follow(host: str, port: int, path: str, heard: dict[str, list[float]], ready: asyncio.Semaphore) -> None:
    """Read the stream, noting when each message came."""
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    ready.release()
    async for line in reader:
        if line.startswith(b"data: "):
            now = time.time()
            for change in json.loads(line[6:]).get("changes", ()):
                if change.get("kind") == "item":
                    heard.setdefault(change["id"], []).append(now)
    writer.close()


async def followers(address: str, since: str, count: int) -> None:
    """Follow many times over, in this process; print what was heard when the streams end."""
    parts = urlsplit(address)
    heard: dict[str, list[float]] = {}
    ready = asyncio.Semaphore(0)
    path = f"/events?language=en&since={since}"
    tasks = [
        asyncio.create_task(follow(parts.hostname or "", parts.port or 0, path, heard, ready)) for _ in range(count)
    ]
    for _ in tasks:
        await ready.acquire()
    say("ready")
    await asyncio.gather(*tasks)
    say(json.dumps(heard))


async def lag(lags: list[float]) -> None:
    """Note by how much the loop is late for a small wait, again and again."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(BEAT)
        lags.append(time.perf_counter() - began - BEAT)


async def since_of(visitor: Visitor) -> str:
    found = re.search(r'data-since="([^"]+)"', (await visitor.asks("/")).text)
    assert found
    return found[1]


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[Played, Visitor]]:
    with TemporaryDirectory() as folder:
        async with room(Path(folder)) as (chat, visitor):
            memory.keep_tidy()  # as `tchat rehearse` does
            yield chat, visitor


def resident() -> float:
    """Return what this process holds at most, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def with_followers(count: int) -> None:
    committed: dict[str, float] = {}
    lags: list[float] = []
    async with opened() as (chat, visitor):
        thread = await chat.open()
        before = resident()
        command = (sys.executable, "-m", "tests.benchmarks.room", "--follow", visitor.address, await since_of(visitor))
        crowd = await asyncio.create_subprocess_exec(
            *command, str(count), stdout=asyncio.subprocess.PIPE, limit=1 << 26
        )
        assert crowd.stdout
        await crowd.stdout.readline()
        beat = asyncio.create_task(lag(lags))
        for number in range(MESSAGES):
            said = await chat.act("say", BEN, channel=thread, text=f"Message {number}, about as long as one is.")
            committed[str(said)] = time.time()
            await asyncio.sleep(1 / A_SECOND)
        beat.cancel()
        held = (resident() - before) / count
        leaving = time.perf_counter()
    stopped = time.perf_counter() - leaving
    heard = json.loads((await crowd.communicate())[0])
    late = [at - committed[id] for id, ats in heard.items() if id in committed for at in ats]
    missing = MESSAGES * count - len(late)
    say(f"{count} followers, {MESSAGES} messages, {A_SECOND} a second: {missing} missing or double")
    for name, share, bar in (("p95", 0.95, LATE_P95), ("p99", 0.99, LATE_P99)):
        value = percentile(late, share)
        say(f"committed to read, {name}: {1000 * value:.0f} ms, bar ≤ {1000 * bar:.0f}: {met(value <= bar)}")
    value = percentile(lags, 0.99)
    say(f"the loop is late by p99 {1000 * value:.0f} ms, bar ≤ {1000 * LAG:.0f}: {met(value <= LAG)}")
    say(f"each follower takes {held:.0f} KB, bar ≤ {EACH_KB}: {met(held <= EACH_KB)}")
    say(f"closing everything takes {stopped:.2f} s, bar ≤ {STOP:g}: {met(stopped <= STOP)}")


async def sizes() -> None:
    async with opened() as (_, visitor):
        found = {"js": 0, "css": 0}
        for name in ("room.js", "stream.js", "announce.js", "room.css"):
            address = visitor.address + visitor.app[STATICS].address(name)
            async with visitor.session.get(address, headers={"Accept-Encoding": "gzip"}) as response:
                found[name.partition(".")[2]] += int(response.headers["Content-Length"])
    for kind, bar in (("js", JS_BYTES), ("css", CSS_BYTES)):
        say(f"{kind}, as it is sent: {found[kind]:,} bytes, bar ≤ {bar:,}: {met(found[kind] <= bar)}")


async def one_person(chromium: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium)
        async with opened() as (chat, visitor):
            await chat.open()
            page = await (await browser.new_context()).new_page()
            await page.goto(visitor.address)
            owns = []
            for number in range(30):
                await page.locator("#text").fill(f"My own {number}")
                owns.append(await page.evaluate(OWN_MESSAGE, f"My own {number}"))
            value = percentile(owns, 0.95) / 1000
            say(
                f"one's own message is shown after {1000 * value:.0f} ms (p95), "
                f"bar ≤ {1000 * OWN:.0f}: {met(value <= OWN)}"
            )
            await chat.act("speed", text="1")
            await page.wait_for_timeout(3000)
            minutes, seconds = map(int, (await page.locator(".left .digits").inner_text()).split(":"))
            step = next_step(chat.rehearsal.stand.session)
            assert step
            error = abs((step.due - chat.rehearsal.clock.now()).total_seconds() - 60 * minutes - seconds)
            say(f"the countdown is off by {error:.1f} s, bar ≤ {CLOCK:g}: {met(error <= CLOCK)}")
            tabs = [await page.context.new_page() for _ in range(TABS)]
            loaded = 0
            for tab in tabs:  # all but the one in front are hidden; Playwright's say that they are not
                await tab.add_init_script("Object.defineProperty(document, 'hidden', { value: true })")
                await tab.goto(visitor.address, wait_until="load")
                loaded += await tab.locator("#text").is_visible()
            say(f"tabs of one browser that load: {loaded} of {TABS}: {met(loaded == TABS)}")
        await browser.close()


OWN_MESSAGE = """text => new Promise(done => {
    const began = performance.now();
    const look = new MutationObserver(() => {
        if ([...document.querySelectorAll('.body')].some(each => each.textContent.includes(text))) {
            look.disconnect();
            done(performance.now() - began);
        }
    });
    look.observe(document.getElementById('all-places'), { childList: true, subtree: true });
    document.getElementById('composer').requestSubmit();
})"""


async def first_view(chromium: str) -> None:
    with TemporaryDirectory() as folder:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium)
            page = await browser.new_page()
            began = time.perf_counter()
            command = (sys.executable, "-m", "bot", "rehearse", "--port", "0", "--no-open", "--data", folder)
            process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
            assert process.stdout
            address = (await process.stdout.readline()).decode().split()[-1]
            await page.goto(address)
            await page.locator("#send").wait_for()
            took = time.perf_counter() - began
            await browser.close()
            process.terminate()
            await process.wait()
    say(f"from the command to a page one can use: {took:.2f} s, bar ≤ {FIRST_VIEW:g}: {met(took <= FIRST_VIEW)}")


async def main(count: int) -> None:
    await sizes()
    await with_followers(count)
    if chromium := next(filter(None, map(shutil.which, NAMES)), None):
        await first_view(chromium)
        await one_person(chromium)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--follow"]:
        asyncio.run(followers(sys.argv[2], sys.argv[3], int(sys.argv[4])))
    else:
        asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else FOLLOWERS))
