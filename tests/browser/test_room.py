"""The room of a rehearsal in a browser: by mouse, by keyboard, on a phone, and without a script."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.adapters.web.rehearsal.view import View
from tests.adapters.rehearsal.rehearsals import BEN, CAST, HOST, Played
from tests.adapters.web.rooms import room
from tests.adapters.web.sites import Visitor
from tests.browser.conftest import HEIGHT, Axed, Seen
from tests.browser.looks import Look, every_look

PHONE = Look(390, "dark")
QUIET = replace(CAST, scenes=())

Room = tuple[Played, Visitor]

expect.set_options(timeout=10_000)


@pytest.fixture
async def quiet(tmp_path: Path) -> AsyncIterator[Room]:
    """A rehearsal in which nobody speaks but those at the keyboard; its clock stands still."""
    async with room(tmp_path, cast=QUIET) as opened:
        yield opened


async def window(browser: Browser, seen: Seen, look: Look) -> Page:
    """Open another window, of another person."""
    context = await browser.new_context(
        viewport={"width": look.width, "height": 844}, color_scheme=look.scheme, reduced_motion="reduce"
    )
    page = await context.new_page()
    seen.watch(page)
    return page


async def becomes(page: Page, name: str) -> None:
    """Choose whom one writes as, wherever the choice is on this screen."""
    if await page.locator("#whobtn").is_visible():
        await page.locator("#whobtn").click()
    await page.locator("#who").get_by_role("radio", name=re.compile(f"^{name}\\b")).click()
    await expect(page.locator("#text")).to_be_focused()


async def says(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.locator("#text").press("Enter")
    await expect(shown(page).get_by_text(text).first).to_be_visible()


def shown(page: Page) -> Locator:
    """Return the place that is open."""
    return page.locator(".place:not([hidden])")


def message(page: Page, text: str) -> Locator:
    return shown(page).locator("li.said", has=page.locator(".body", has_text=text))


async def opened(page: Page, quiet: Room) -> Played:
    """Let the first question be asked, before somebody who follows."""
    chat, visitor = quiet
    await page.goto(visitor.address)
    await chat.open()
    await expect(page.get_by_role("heading", name="What is blue?")).to_be_visible()
    return chat


async def chooses(page: Page, text: str, what: str) -> None:
    """Choose something in the menu of a message."""
    await message(page, text).locator("[data-do=more]").click()
    await page.locator("#menu").get_by_role("menuitem", name=what).click()


async def test_a_whole_rehearsal_by_three_people_in_two_tabs_and_on_a_phone(
    quiet: Room, page: Page, browser: Browser, seen: Seen
) -> None:
    chat, visitor = quiet
    ada, ben = page, await page.context.new_page()
    seen.watch(ben)
    meghan = await window(browser, seen, PHONE)
    for each, name in ((ada, "Ada"), (ben, "Ben"), (meghan, "Meghan")):
        await each.goto(visitor.address)
        await becomes(each, name)
    await chat.open()
    for each in (ada, ben, meghan):  # whoever follows is taken to the question
        await expect(each.get_by_role("heading", name="What is blue?")).to_be_visible()
    await says(ada, "The sky is blue.")
    await message(ben, "The sky is blue.").hover()
    await message(ben, "The sky is blue.").locator("[data-do=reply]").click()
    await says(ben, "And the sea.")
    await expect(message(ben, "And the sea.").locator(".reply a")).to_have_css("text-wrap-mode", "nowrap")  # one line
    await message(ben, "The sky is blue.").hover()
    await message(ben, "The sky is blue.").get_by_role("button", name="React").click()
    await expect(ben.locator("#menu").get_by_role("menuitem")).to_have_count(6)
    await ben.keyboard.press("Enter")
    await expect(message(ada, "The sky is blue.").locator(".reaction")).to_have_text("👍 1")
    await expect(message(ben, "The sky is blue.").get_by_role("button", name="👍 1", pressed=True)).to_be_visible()
    await expect(message(ada, "The sky is blue.").get_by_role("button", name="👍 1", pressed=False)).to_be_visible()
    await expect(message(meghan, "And the sea.").locator(".reply")).to_contain_text("in reply to Ada Lovelace")
    await meghan.get_by_role("button", name="Hosts").click()
    await meghan.get_by_role("button", name="Next question", exact=True).click()
    await meghan.get_by_role("button", name="Yes, do it").click()  # the last one was a moment ago
    await expect(ada.get_by_role("heading", name="What is red?")).to_be_visible()
    await meghan.keyboard.press("Escape")
    await becomes(meghan, "Meghan")
    await says(meghan, "Roses, to begin with.")
    await expect(message(ada, "Roses, to begin with.")).to_be_visible()
    await chat.close()
    await expect(ada.get_by_text("The rehearsal is over")).to_be_visible()
    links = ada.locator(".downloads a")
    assert await links.count() == 9
    for link in await links.all():
        async with ada.expect_download() as download:
            await link.click()
        path = await (await download.value).path()
        assert path.stat().st_size > 100
    await ada.get_by_role("link", name="Open in the archive").click()
    await expect(ada.get_by_role("heading", name="What is colour?")).to_be_visible()
    await ada.get_by_role("link", name="Back to the rehearsal").click()
    await expect(ada.get_by_text("The rehearsal is over")).to_be_visible()
    await meghan.context.close()


async def test_by_keyboard_alone(quiet: Room, page: Page) -> None:
    chat = await opened(page, quiet)
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip").first).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")  # to the composer
    await page.locator("#text").focus()
    await page.keyboard.type("Written")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("in two lines")
    await page.keyboard.press("Enter")
    await expect(message(page, "in two lines")).to_be_visible()
    await expect(page.locator("#text")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(message(page, "in two lines").locator("article")).to_be_focused()
    await page.keyboard.press("m")
    await expect(page.locator("#menu [data-do=react]").first).to_be_focused()
    for _ in range(6):
        await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("menuitem", name="Edit", exact=True)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#text")).to_have_value("Written\nin two lines")
    await page.keyboard.press("End")
    await page.keyboard.type("!")
    await page.keyboard.press("Enter")
    await expect(message(page, "in two lines!").get_by_text("edited")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.keyboard.press("?")
    await expect(page.get_by_text("hold new messages back, or let them come")).to_be_visible()
    await expect(page.locator(".help summary")).to_be_focused()
    await page.locator("#text").focus()
    await page.keyboard.press("Escape")
    await page.keyboard.press("h")
    await expect(page.locator("#newest")).to_contain_text("Held")
    await chat.act("say", BEN, channel=chat.rehearsal.stand.thread(1) or 0, text="Meanwhile")
    await expect(page.locator("#newest")).to_contain_text("Held, 1 new")
    await page.keyboard.press("h")
    await expect(message(page, "Meanwhile")).to_be_visible()
    pause = page.get_by_role("button", name="Pause", exact=True)
    await pause.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Resume", exact=True)).not_to_have_attribute("aria-disabled", "true")
    assert await page.evaluate("document.activeElement !== document.body")  # what was drawn anew kept the focus


async def test_without_a_script_it_can_be_read_and_answered(quiet: Room, browser: Browser) -> None:
    chat, visitor = quiet
    thread = await chat.open()
    context = await browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = await context.new_page()
    await page.goto(visitor.address)
    await expect(page.get_by_role("heading", name="What is blue?")).to_be_visible()
    await page.get_by_role("radio", name="Ben").check()
    await page.locator("#text").fill("By hand")
    await page.get_by_role("button", name=re.compile("^Send")).click()
    await expect(page.get_by_text("By hand")).to_be_visible()
    assert chat.texts(thread) == ["By hand"]
    await context.close()


async def test_in_finnish(quiet: Room, browser: Browser, seen: Seen, axe: Axed) -> None:
    chat, visitor = quiet
    await chat.open()
    context = await browser.new_context(locale="fi-FI", viewport={"width": 390, "height": 844})
    page = await context.new_page()
    seen.watch(page)
    await page.goto(visitor.address)
    assert await page.locator("html").get_attribute("lang") == "fi"
    await says(page, "Sininen on taivas.")
    await chat.act("where", 1000, channel=chat.rehearsal.stand.thread(1) or 0)
    await expect(shown(page).get_by_text("Vain Ada Lovelace näkee tämän")).to_be_visible()
    thread = chat.rehearsal.stand.thread(1) or 0
    for number in range(12):
        await chat.act("say", BEN, channel=thread, text=f"Sininen {number}")
    reminder = shown(page).locator(".reminder")  # the question, while its head has scrolled away
    await expect(reminder).to_have_attribute("data-text", re.compile("What is blue"))
    await expect(page.get_by_role("heading", name="What is blue?")).not_to_be_in_viewport()
    await expect(reminder).to_be_in_viewport()
    await page.get_by_role("button", name="Vetäjät").click()
    await expect(page.get_by_role("button", name="Seuraava kysymys", exact=True)).to_be_visible()
    await axe(page)
    assert not re.search(r"\{\w+\}", await page.locator("body").inner_text())  # every value is filled in
    await page.keyboard.press("Escape")
    await chat.open(question=2)
    await expect(page.get_by_role("heading", name="What is red?")).to_be_visible()
    await page.get_by_role("button", name="Paikat").click()
    await page.locator("#places").get_by_role("link", name=re.compile("What is blue")).click()
    await expect(page.get_by_role("heading", name="What is blue?")).to_be_in_viewport()  # it is over: read from its top
    await chat.close()
    await chat.step_until(lambda: chat.rehearsal.stand.draft_card())
    await page.goto(f"{visitor.address}/?place=2")
    await page.get_by_role("button", name="Julkaise kooste").click()
    await page.set_viewport_size({"width": 390, "height": 600})  # the recap is higher than what is seen of it
    await page.get_by_role("link", name="Katso se kanavalla").click()
    recap = page.locator(f"#m{chat.rehearsal.stand.summary()}")
    await expect(recap.get_by_role("heading").first).to_be_in_viewport(ratio=1)
    await expect(recap.get_by_role("link").last).not_to_be_in_viewport()
    await context.close()


async def test_a_reload_and_another_speed_in_the_middle_of_a_question(quiet: Room, page: Page) -> None:
    await opened(page, quiet)
    await says(page, "Before the reload")
    await page.get_by_role("button", name="10", exact=True).click()
    await expect(page.locator("#pace")).to_have_text("10 times as fast as life")
    before = await page.locator(".left .digits").inner_text()
    await expect(page.locator(".left .digits")).not_to_have_text(before)
    await page.locator("#text").type("A thought")
    await expect(page.locator("#pace")).to_have_text("real time while you write")
    await page.locator("#text").fill("")
    await expect(page.locator("#pace")).to_have_text("10 times as fast as life")
    await page.get_by_text("Somebody new").click()  # a name is written, too
    await expect(page.locator("#pace")).to_have_text("real time while you write")
    await page.get_by_role("button", name="paused", exact=True).focus()
    await expect(page.locator("#pace")).to_have_text("10 times as fast as life")
    await page.get_by_role("button", name="paused", exact=True).click()
    await expect(page.locator("#pace")).to_have_text("The clock stands still")
    await page.evaluate("sessionStorage.setItem('who', '4711')")  # somebody of an earlier rehearsal
    await page.reload()
    await expect(page.locator("#send")).to_have_text("Send as Ada")
    await expect(message(page, "Before the reload")).to_have_count(1)
    assert await page.evaluate("JSON.parse(document.body.dataset.state).stop") == 0
    left = await page.locator(".left .digits").inner_text()
    assert re.fullmatch(r"[0-7]:\d\d", left)


async def test_desk_draft_edit_and_delete(quiet: Room, page: Page) -> None:
    chat = await opened(page, quiet)
    await becomes(page, "Ben")
    await says(page, "Subscribe to my channel and sign up for my course, link in my bio!")
    case = page.locator("#part-hosts article.desk")
    await expect(case).to_contain_text("Ben Whitlock")
    await case.get_by_role("button", name="Leave out").click()
    await expect(page.get_by_text("Nothing waits for a host.")).to_be_visible()
    await says(page, "Blue is what is left when the red light is gone.")
    await chooses(page, "Blue is what", "Edit")
    await page.locator("#text").fill("Blue is what is left when all the red light is gone.")
    await page.get_by_role("button", name="Save").click()
    await expect(message(page, "all the red").get_by_text("edited")).to_be_visible()
    await page.locator("#text").fill("Not for everybody")
    await page.locator("#part-rail").get_by_text("Host desk").click()
    await expect(page.locator("#text")).to_have_value("")
    await page.locator("#text").fill("For the hosts alone")
    await page.get_by_role("link", name="Q1").click()
    await expect(page.locator("#text")).to_have_value("Not for everybody")
    await page.locator("#text").fill("")
    await says(page, "Forget this.")
    await chooses(page, "Forget this.", "Delete")
    await expect(shown(page).get_by_text("Ben Whitlock deleted a message.")).to_be_visible()
    await chooses(page, "all the red", "Leave out of the record")
    await expect(shown(page).get_by_text("Only Ben Whitlock sees this")).to_be_visible()
    await becomes(page, "Ada")
    await expect(shown(page).get_by_text("Only Ben Whitlock sees this")).to_be_hidden()
    await says(page, "The sky at noon, and nothing else that I can see from here.")
    await chat.close()
    await chat.step_until(lambda: chat.rehearsal.stand.draft_card())
    await page.locator("#part-rail").get_by_text("Host desk").click()
    await shown(page).get_by_role("button", name="Write the lead").click()
    lead = page.locator("#part-hosts textarea, .place:not([hidden]) .private textarea").last
    await lead.fill("An hour about blue.")
    await page.get_by_role("button", name="Send", exact=True).last.click()
    await page.locator("#part-rail").get_by_text("Channel").click()
    await page.locator("#part-rail").get_by_text("Host desk").click()
    await expect(shown(page).get_by_role("button", name="Publish")).to_be_in_viewport()
    await shown(page).get_by_role("button", name="Publish").dblclick()
    await expect(shown(page).get_by_text("The recap is published: revision 1.")).to_be_in_viewport()
    await page.locator("#part-rail").get_by_text("Channel").click()
    await expect(shown(page).get_by_text("An hour about blue.").first).to_be_visible()


async def test_somebody_new_writes_as_themselves_at_once_and_keeps_their_words_while_all_begins_anew(
    quiet: Room, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = await opened(page, quiet)
    drawn = asyncio.Event()
    refresh = View._refresh

    async def late(view: View) -> None:
        await drawn.wait()
        await refresh(view)

    monkeypatch.setattr(View, "_refresh", late)
    await page.get_by_text("Somebody new").click()
    await expect(page.get_by_label("Their name")).to_be_focused()
    await page.keyboard.type("Zed Newman")
    await page.get_by_role("button", name="Join").click()
    await expect(page.locator("#text")).to_have_attribute("placeholder", "Write as Zed Newman")
    await says(page, "I have just come.")
    await expect(message(page, "I have just come.").locator(".who")).to_have_text("Zed Newman")
    drawn.set()
    await expect(page.get_by_role("radio", name="Zed")).to_be_checked()
    await expect(page.locator("#send")).to_have_text("Send as Zed")
    await page.locator("#text").fill("Half a thought")
    await chat.act("again")
    await expect(page.get_by_role("heading", name="Channel")).to_be_visible()
    await expect(page.get_by_role("radio", name="Zed")).to_be_checked()
    await expect(page.locator("#text")).to_have_value("Half a thought")


async def test_what_only_one_person_sees_goes_along_until_it_is_dismissed(quiet: Room, page: Page) -> None:
    chat = await opened(page, quiet)
    await page.get_by_role("button", name="Where are we?").click()
    answer = shown(page).get_by_text("Only Ada Lovelace sees this")
    await expect(answer).to_be_in_viewport()
    await says(page, "The sky, I think.")
    await chooses(page, "The sky, I think.", "Edit")
    await page.locator("#text").fill("The sky, I know.")
    await page.get_by_role("button", name="Close the chat").click()
    await chat.open(2)
    await expect(page.locator('.place[data-number="2"]')).to_have_count(1)
    await page.get_by_role("button", name="Save").click()  # who edits stays with their words
    await expect(page.get_by_role("button", name="Follow the chat", pressed=False)).to_be_visible()
    await expect(message(page, "The sky, I know.").get_by_text("edited")).to_be_visible()
    await page.get_by_role("button", name="Follow the chat").click()
    await expect(page.get_by_role("heading", name="What is red?")).to_be_visible()
    await expect(answer).to_be_in_viewport()
    await expect(page.get_by_role("button", name="Yes, do it")).to_be_visible()
    await shown(page).get_by_role("button", name="Dismiss").click()
    await expect(answer).to_have_count(0)


async def test_a_click_meets_what_stood_there_when_it_began(quiet: Room, page: Page) -> None:
    chat = await opened(page, quiet)
    extend = page.get_by_role("button", name="5 minutes more")
    before = await extend.bounding_box()
    await extend.click()
    await expect(page.locator("#part-hosts").get_by_text("This part now lasts until")).to_be_in_viewport()
    assert await extend.bounding_box() == before
    await page.get_by_role("button", name="Close the chat").hover()
    await page.mouse.down()
    await chat.act("press", HOST, channel=1, id=next(m.id for m in chat.rehearsal.moves("en") if m.deed == "extend"))
    await page.evaluate("new Promise(done => setTimeout(done, 600))")  # three frames that draw the panel anew
    await page.mouse.up()
    await expect(page.get_by_role("button", name="Yes, do it")).to_be_visible()


async def test_a_screen_reader_finds_its_way(quiet: Room, page: Page) -> None:
    chat = await opened(page, quiet)
    said = await chat.act("say", BEN, channel=chat.rehearsal.stand.thread(1) or 0, text="The sea.")
    await chat.act("say", HOST, channel=chat.rehearsal.stand.thread(1) or 0, text="Which one?", message=said)
    await expect(page.get_by_role("main")).to_match_aria_snapshot(
        """
        - main:
          - region "Q1 What is blue?":
            - heading "Q1 What is blue?" [level=2]
            - list "Answers to Q1":
              - listitem:
                - article /Ben Whitlock \\d\\d:\\d\\d/:
                  - heading "Ben Whitlock" [level=3]
                  - paragraph: The sea.
              - listitem:
                - article /Meghan M. Biro ?, host in reply to Ben Whitlock \\d\\d:\\d\\d/
          - form "Write"
        """
    )
    await expect(page.get_by_role("timer")).to_have_accessible_name(re.compile("minutes? left"))
    await expect(page.locator("[role=status]")).to_be_empty()


@every_look
async def test_nothing_stands_in_anybodys_way(quiet: Room, page: Page, axe: Axed, look: Look) -> None:
    chat, visitor = quiet
    await page.goto(visitor.address)
    await axe(page)
    await page.set_viewport_size({"width": look.width, "height": 600})
    high, inside = await page.evaluate("[document.documentElement.scrollHeight, window.innerHeight]")
    assert high <= inside, "only parts of the room scroll, never the room"
    await page.set_viewport_size({"width": look.width, "height": HEIGHT})
    thread = await chat.open()
    said = await chat.act("say", BEN, channel=thread, text="A *long* answer with `code` and https://example.org")
    await chat.act("say", HOST, channel=thread, message=said, text="w" * 400)
    await chat.act("react", HOST, message=said, text="👍")
    await chat.act("where", 1000, channel=thread)
    close = next(move for move in chat.rehearsal.moves("en") if move.deed == "close")
    await chat.act("press", HOST, channel=1, id=close.id)
    await expect(shown(page).get_by_text("Only Ada Lovelace sees this")).to_be_visible()
    await axe(page)
    await message(page, "A long answer").locator("[data-do=more]").click()
    await axe(page)
    await page.keyboard.press("Escape")
    if look.width < 1000:
        for name in ("Places", "Clock", "Hosts"):
            await page.get_by_role("button", name=name).click()
            await axe(page)
            await page.keyboard.press("Escape")
    await chat.close()
    await expect(page.get_by_text("The rehearsal is over")).to_be_visible()
    await axe(page)
    for width in (look.width, 320):
        await page.set_viewport_size({"width": width, "height": 640})
        wide, inside = await page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= inside


async def test_what_arrives_moves_neither_the_focus_nor_what_is_read(quiet: Room, page: Page) -> None:
    chat, visitor = quiet
    thread = await chat.open()
    for number in range(40):
        await chat.act("say", BEN, channel=thread, text=f"Early {number}")
    await page.goto(visitor.address)
    await page.evaluate(
        """() => {
            window.told = [];
            const status = document.getElementById('status');
            new MutationObserver(() => status.textContent && told.push(status.textContent))
                .observe(status, { childList: true });
            document.getElementById('announce').value = 'all';
        }"""
    )
    await message(page, "Early 5").first.locator("article").focus()
    top = await page.evaluate("document.querySelector('.place:not([hidden])').scrollTop")
    for number in range(200):
        await chat.act("say", BEN, channel=thread, text=f"Late {number}")
    await expect(page.locator("#newest")).to_contain_text("Newest (200)")
    assert await page.evaluate("document.querySelector('.place:not([hidden])').scrollTop") == top
    await expect(message(page, "Early 5").first.locator("article")).to_be_focused()
    assert await page.evaluate("told.length") <= 2
    await page.locator("#newest").click()
    await expect(message(page, "Late 199")).to_be_in_viewport()
    await expect(page.locator("#newest")).to_be_hidden()


async def test_a_pack_is_written_in_a_form_with_and_without_a_script(
    quiet: Room, page: Page, browser: Browser, seen: Seen, axe: Axed
) -> None:
    _, visitor = quiet
    await page.goto(f"{visitor.address}/packs/edit")
    await axe(page)
    await page.get_by_label("Name of the file").focus()
    await page.keyboard.type("by-keyboard")
    await page.keyboard.press("Tab")
    await page.keyboard.type("What is colour?")
    await page.keyboard.press("Enter")  # checks it, and changes no row
    await expect(page.get_by_role("status")).to_contain_text("to mend")
    await expect(page.locator("[name='questions.0.ask']")).to_have_accessible_description(re.compile("."))
    await expect(page.locator("[aria-invalid]")).to_have_count(1)
    await axe(page)
    seen.errors.clear()  # 422: there is something to mend
    context = await browser.new_context(
        java_script_enabled=False, locale="fi-FI", viewport={"width": 390, "height": 844}
    )
    plain = await context.new_page()
    await plain.goto(f"{visitor.address}/packs/edit")
    await plain.get_by_label("Tiedoston nimi").fill("varit")
    await plain.get_by_label("Keskustelun otsikko").fill("Mitä väri on?")
    for _ in range(2):
        await plain.get_by_role("button", name="Poista K1", exact=True).click()
    await plain.locator("[name='questions.0.ask']").fill("Mitä on sininen?")
    await plain.get_by_role("button", name="Tarkista ja näytä kortit").click()
    await expect(plain.get_by_role("heading", name="Miltä se näyttää")).to_be_visible()
    await plain.get_by_role("button", name="Tallenna").click()
    await expect(plain.get_by_text("tchat rehearse varit")).to_be_visible()
    await context.close()


async def test_in_forced_colours_what_is_chosen_shows_and_nothing_moves_where_motion_is_unwanted(
    quiet: Room, page: Page, axe: Axed
) -> None:
    await opened(page, quiet)
    await becomes(page, "Ben")
    still = "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration)).length"
    assert await page.evaluate(still) == 0
    assert await page.evaluate("document.getAnimations().length") == 0
    await page.emulate_media(forced_colors="active")
    style = "(one) => getComputedStyle(document.querySelector(one))"
    assert await page.evaluate(f"({style})('.order a[aria-current]').outlineStyle") == "solid"
    assert await page.evaluate(f"({style})('.chip input:checked + span').borderTopWidth") == "2px"
    run, rest = [await page.evaluate(f"({style})('.bar-left .{each}').stroke") for each in ("run", "all")]
    assert run != rest
    await axe(page)
