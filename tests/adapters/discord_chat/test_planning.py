"""Planning and hosting together on Discord: times that are confirmed, doubts, the panel, hosts, slots, packs."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot import parts
from bot.adapters.discord_chat.room.permissions import asked_for
from bot.adapters.discord_chat.room.room import NEEDED
from bot.config import Config
from bot.core.base.contribution import Person as Somebody
from bot.core.base.place import DISCORD, RoomRef
from bot.core.session.state import Phase
from bot.core.session.timetable import closes_at
from tests.adapters.discord_chat.discord_room import PACK, Bot, Run, filed, json_transcript, surely
from tests.standin import Channel, Guild, Message, Permission, Person, StandIn, acts

LATER = datetime.now(UTC).replace(microsecond=0, second=0) + timedelta(hours=30)
WHEN = f"{LATER:%Y-%m-%d %H:%M}"
DAY = LATER.replace(hour=0, minute=0) + timedelta(days=1)
STAMP = f"<t:{int(LATER.timestamp())}:F>"


@pytest.fixture
def kevin(guild: Guild) -> Person:
    """A co-host who may not manage events."""
    return guild.member("Kevin")


class TestATimeIsConfirmed:
    async def test_nothing_is_stored_before_it_is(
        self, discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        async with run() as bot:
            asked = await _asked_when(meghan, general, WHEN)
            assert asked.text.startswith(f"> {WHEN}\n“What is colour?” would open **")
            assert f"{WHEN[-5:]} (UTC)** in <#" in asked.text
            assert STAMP in asked.text
            assert "It would close <t:" in asked.text
            assert asked.buttons == ["Confirm", "Change"]
            assert await bot.engine.store.listed() == []
        async with run():
            done = await (await meghan.clicks(asked, "Confirm")).answered(f"opens {STAMP}")
            assert done.buttons == []
            preview = await general.hears("# What is colour?")
            assert [file.name for file in preview.files] == ["session-1.ics"]
            assert preview.buttons == ["Remind me"]
            (event,) = await discord.until(lambda: guild.events, "an event")
            assert event.name == "What is colour? · #TChat"

    async def test_it_can_be_changed(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run() as bot:
            asked = await _asked_when(meghan, general, WHEN)
            form = await (await meghan.clicks(asked, "Change")).modal()
            assert [field["value"] for field in form.fields] == [WHEN]
            await (await meghan.submits(form, text="someday")).answered("cannot read “someday”")
            assert "Is that right?" in asked.text, "what cannot be read leaves the question as it was"
            later = LATER + timedelta(days=1)
            changed = await meghan.submits(form, text=f"{later:%Y-%m-%d %H:%M}")
            assert await changed.answered("Is that right?") is asked
            await (await meghan.clicks(asked, "Confirm")).answered(f"<t:{int(later.timestamp())}:F>")
            assert [s.opens_at for s in await bot.engine.store.listed()] == [later]
            form = await (await meghan.clicks(await _asked_when(meghan, general, WHEN), "Change")).modal()
            await (await meghan.submits(form, text="now")).answered("starts now")

    async def test_two_clicks_set_one_chat(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run() as bot:
            asked = await _asked_when(meghan, general, WHEN)
            clicks = [await meghan.clicks(asked, "Confirm") for _ in range(2)]
            for click in clicks:
                await click.answered()
            assert len(await bot.engine.store.listed()) == 1

    async def test_a_long_name_fits_into_a_button(
        self, run: Run, general: Channel, meghan: Person, tmp_path: Path
    ) -> None:
        name = "a-chat-about-colours-and-what-people-make-of-them-in-all-parts-of-the-world"
        async with run():
            (tmp_path / "prompts" / f"{name}.yaml").write_text(PACK, encoding="utf-8")
            asked = await _asked_when(meghan, general, WHEN, pack=name)
            await (await meghan.clicks(asked, "Confirm")).answered(STAMP)

    async def test_what_has_passed_is_named(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run():
            used = await meghan.runs("tchat start", general, pack="colours", when="2020-01-01 19:00")
            assert (await used.answered("has passed")).buttons == []
            asked = await _asked_when(meghan, general, WHEN)
            confirm = next(p for p in _components(asked) if p["label"] == "Confirm")
            confirm["custom_id"] = re.sub(r"\d{10}", "1600000000", confirm["custom_id"], count=1)
            await (await meghan.clicks(asked, "Confirm")).answered("has passed by now")

    async def test_the_end_is_shown_and_that_the_pack_decides_about_it(
        self, run: Run, general: Channel, meghan: Person
    ) -> None:
        async with run():
            asked = await _asked_when(meghan, general, f"{DAY:%Y-%m-%d} 10:00–12:00")
            closes, written = (int((DAY + timedelta(hours=hour)).timestamp()) for hour in (15, 12))
            assert f"it would close <t:{closes}:t>, not <t:{written}:t> as you wrote" in asked.text
            asked = await _asked_when(meghan, general, f"{DAY:%Y-%m-%d} 10:00–15:00")
            assert f"It would close <t:{closes}:t>." in asked.text

    async def test_quiet_hours_that_put_off_the_end_are_named(self, run: Run, general: Channel, meghan: Person) -> None:
        quiet = PACK.replace("closing: 1h", 'closing: 1h, quiet: "22:00-08:00"')
        async with run(quiet=quiet):
            asked = await _asked_when(meghan, general, f"{DAY:%Y-%m-%d} 23:00", pack="quiet")
            closes = int((DAY + timedelta(hours=36)).timestamp())
            assert f"quiet hours fall in between, so it would close <t:{closes}:f>." in asked.text
            done = await (await meghan.clicks(asked, "Confirm")).answered("opens")
            assert f"quiet hours fall in between, so the chat ends at <t:{closes}:f>." in done.text

    async def test_what_to_write_for_a_pack_of_the_past_is_in_the_future(
        self, run: Run, general: Channel, meghan: Person
    ) -> None:
        past = 'schedule: {start: "2011-09-14 19:00", zone: America/New_York}' + PACK
        async with run(past=past):
            said = await (await meghan.runs("tchat start", general, pack="past")).answered("was meant for")
            found = re.search(r"such as (\d{4}-\d\d-\d\d \d\d:\d\d)", said.text)
            assert found
            example = found[1]
            assert datetime.fromisoformat(example).replace(tzinfo=ZoneInfo("America/New_York")) > datetime.now(UTC)
            await _asked_when(meghan, general, example, pack="past")


class TestAPackWithoutATime:
    async def test_it_is_not_opened_in_public_unasked(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run() as bot:
            asked = await _asked_about(meghan, general)
            assert asked.text == f"“What is colour?” has no time of its own. When should it open in <#{general.id}>?"
            assert asked.buttons == ["Now", "At …"]
            assert general.messages() == []
            form = await (await meghan.clicks(asked, "At …")).modal()
            assert [field.get("value") or "" for field in form.fields] == [""]
            confirm = await (await meghan.submits(form, text=WHEN)).answered("Is that right?")
            assert confirm is asked
        async with run() as bot:
            asked = await _asked_about(meghan, general)
            clicks = [await meghan.clicks(asked, "Now") for _ in range(2)]
            for click in clicks:
                await click.answered("starts now")
            assert len(await bot.engine.store.listed()) == 1
            await general.hears("What is colour?")
            await (await meghan.runs("tchat start", general, pack="colours")).answered("A chat is running")
            await (await surely(meghan, await meghan.runs("tchat cancel", general))).answered("is called off")
            await general.hears("The chat “What is colour?” is called off.")

    async def test_what_would_clash_is_said_before_it_is_confirmed(
        self, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        async with run():
            await _set(meghan, general)
            near = f"{LATER + timedelta(hours=1):%Y-%m-%d %H:%M}"
            used = await meghan.runs("tchat start", general, pack="colours", when=near)
            await used.answered("Another chat is scheduled in this channel")
            far = f"{LATER + timedelta(days=3):%Y-%m-%d %H:%M}"
            asked = await _asked_when(meghan, general, far)
            await (await meghan.clicks(asked, "Confirm")).answered("opens")
            panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
            form = await (await meghan.clicks(panel, "Change the opening time …")).modal()
            await (await meghan.submits(form, text=far)).answered("Another chat is scheduled in this channel")
            lab = guild.channel("lab")
            guild.bot_loses(Permission.SEND_MESSAGES, lab)
            used = await meghan.runs("tchat start", lab, pack="colours", when=near)
            await used.answered("give me Send Messages there")


class TestALiveRehearsal:
    async def test_it_runs_fast_and_stays_out_of_lists(
        self, run: Run, guild: Guild, general: Channel, meghan: Person, tmp_path: Path
    ) -> None:
        async with run() as bot:
            used = await meghan.runs("tchat start", general, pack="colours", speed=3600)
            await used.answered("This is a rehearsal")
            await general.hears("This is a rehearsal.")
            await general.hears("**Q3 of 3**")
            await general.hears("## #TChat recap")
            assert await meghan.completes("tchat summary", general, focused="session", typed="") == []
            assert await bot.engine.slots.played(guild.id, ["colours"]) == set()
            other = await meghan.runs("tchat start", general, pack="colours", when="now")
            await other.answered("Session 2")
            offered = await meghan.completes("tchat transcript", general, focused="session", typed="")
            assert [choice["value"] for choice in offered] == [2]
        assert guild.events == []


class TestWhatMayBeASlipIsAskedBack:
    async def test_by_slash_commands(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run() as bot:
            await _answered_question(bot, general, meghan)
            doubt = await (await meghan.runs("tchat next", general)).answered("was asked a moment ago")
            assert doubt.buttons == ["Yes, do it"]
            clicks = [await meghan.clicks(doubt, "Yes, do it") for _ in range(2)]
            for click in clicks:
                assert (await click.answered("Asking Q2")).buttons == []
            assert [asking.number for asking in bot.engine.host.session_in(general.id).asked] == [1, 2]
            doubt = await (await meghan.runs("tchat close", general)).answered("1 question has not been asked")
            assert bot.engine.host.session_in(general.id).is_running
        async with run():
            await (await meghan.clicks(doubt, "Yes, do it")).answered("Closed")
            await general.hears("## #TChat recap")

    async def test_two_hosts_at_once_ask_one_question(
        self, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        ben = guild.member("Ben", Permission.MANAGE_EVENTS)
        async with run() as bot:
            await (await meghan.runs("tchat start", general, pack="colours", when="now")).answered("Session")
            await general.hears("Just reading is fine too")
            panels = [await (await host.runs("tchat status", general)).answered("Session 1") for host in (meghan, ben)]
            first = await meghan.clicks(panels[0], "Next question")
            second = await ben.clicks(panels[1], "Next question")
            await first.answered("What is blue?")
            doubt = await second.answered("Q1 was asked a moment ago. Ask Q2 right after it?")
            assert doubt is panels[1], "nothing outdated stays behind"
            assert doubt.buttons == ["Yes, do it", "Back"]
            await (await ben.clicks(doubt, "Back")).answered("What is blue?")
            assert [asking.number for asking in bot.engine.host.session_in(general.id).asked] == [1]

    async def test_calling_off(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run():
            await _set(meghan, general)
            panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
            doubt = await (await meghan.clicks(panel, "Call off")).answered("This cannot be undone")
            await (await meghan.clicks(doubt, "Back")).answered("Session 1")
            await (await meghan.clicks(panel, "Call off")).answered("This cannot be undone")
            clicks = [await meghan.clicks(panel, "Yes, do it") for _ in range(2)]
            assert (await clicks[0].answered("— called off")).buttons == []
            await general.hears("is called off")

    async def test_a_confirmed_panel_is_up_to_date(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run():
            await _first_question(general, meghan)
            panel = await (await meghan.runs("tchat status", general)).answered("What is blue?")
            await (await meghan.clicks(panel, "Next question")).answered("a moment ago")
            shown = await (await meghan.clicks(panel, "Yes, do it")).answered("What is red?")
            assert shown is panel
            assert "Pause" in panel.buttons


class TestThePanel:
    async def test_it_has_a_button_for_everything(
        self, discord: StandIn, run: Run, general: Channel, meghan: Person, kevin: Person
    ) -> None:
        async with run() as bot:
            await _first_question(general, meghan)
            panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
            assert panel.buttons == [
                "Next question",
                "Skip the next question",
                "Repeat the question",
                "5 minutes more",
                "Pause",
                "Change the end …",
                "Edit a question …",
                "Change the order …",
                "Refresh",
                "Close the chat",
            ]
            await meghan.clicks(panel, "Repeat the question")
            await general.hears("Still on: [Q1]")
            closes = bot.engine.host.session_in(general.id)
            form = await (await meghan.clicks(panel, "Change the end …")).modal()
            assert closes.opened_at is not None
            end = closes.opened_at.replace(second=0, microsecond=0) + timedelta(hours=3)
            asked = await (await meghan.submits(form, text=f"{end:%Y-%m-%d %H:%M}")).answered("would close")
            await (await meghan.clicks(asked, "Confirm")).answered(f"<t:{int(end.timestamp())}:t> End of the chat")

    async def test_questions_are_edited_and_reordered(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run():
            await _first_question(general, meghan)
            card = await general.hears("**Q1 of 3**")
            panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
            await (await meghan.clicks(panel, "Edit a question …")).answered("Which question?")
        async with run() as bot:
            form = await (await meghan.selects(panel, "Q1: What is blue?")).modal()
            assert [field["value"] for field in form.fields] == ["What is blue?"]
            await (await meghan.submits(form, text="What is blue, really?")).answered("What is blue, really?")
            await card.becomes("## What is blue, really?")
            await (await meghan.clicks(panel, "Change the order …")).answered("want to move")
            await (await meghan.clicks(panel, "Back")).answered("Session 1")
            await (await meghan.clicks(panel, "Change the order …")).answered("want to move")
            await (await meghan.selects(panel, "Q2: What is red?")).answered("Where should Q2 go?")
            await (await meghan.selects(panel, "After Q3: What is green?")).answered("Session 1")
            assert bot.engine.host.session_in(general.id).upcoming == (3, 2)

    async def test_one_question_has_no_order(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run():
            await _first_question(general, meghan)
            panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
            assert "Change the order …" in panel.buttons
            assert "Put a question back …" not in panel.buttons
            await (await meghan.clicks(panel, "Skip the next question")).answered("Skip Q2, “What is red?”?")
            skipped = await (await meghan.clicks(panel, "Yes, do it")).answered("Q3: What is green?")
            assert "Change the order …" not in skipped.buttons
        async with run() as bot:
            await (await meghan.clicks(panel, "Put a question back …")).answered("come next after all?")
            await (await meghan.selects(panel, "Q2: What is red?")).answered("Session 1")
            assert bot.engine.host.session_in(general.id).upcoming == (2, 3)
            panel.components.append(_row("Put a question back …", f"panel:back:{general.id}:1"))
            await (await meghan.clicks(panel, "Put a question back …")).answered("No question was skipped")

    async def test_an_old_panel_does_not_touch_another_chat(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run() as bot:
            await _answered_question(bot, general, meghan)
            panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
            form = await (await meghan.clicks(panel, "Change the end …")).modal()
            menu = await (await meghan.runs("tchat status", general)).answered("Session 1")
            await (await meghan.clicks(menu, "Edit a question …")).answered("Which question?")
            doubt = await (await meghan.runs("tchat close", general)).answered("Close anyway?")
            await (await surely(meghan, await meghan.runs("tchat close", general))).answered("Closed")
            await (await meghan.runs("tchat start", general, pack="colours", when="now")).answered("Session 2")
            await bot.is_(Phase.OPEN, session=2)
            ends = closes_at(bot.engine.host.session_in(general.id))
            for used in (await meghan.clicks(panel, "Pause"), await meghan.clicks(doubt, "Yes, do it")):
                await used.answered("The chat is over.")
            await (await meghan.clicks(panel, "Refresh")).answered("closed")
            asked = await (await meghan.submits(form, text=f"{LATER:%Y-%m-%d %H:%M}")).answered("would close")
            await (await meghan.clicks(asked, "Confirm")).answered("The chat is over.")
            form = await (await meghan.selects(menu, "Q1: What is blue?")).modal()
            await (await meghan.submits(form, text="What is grey?")).answered("is over")
            await bot.is_(Phase.OPEN, session=2)
            session = bot.engine.host.session_in(general.id)
            assert (closes_at(session), session.text_of(1)) == (ends, "What is blue?")

    async def test_the_opening_is_moved_and_the_event_follows(
        self, discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        async with run():
            await _set(meghan, general)
            (event,) = await discord.until(lambda: guild.events, "an event")
            panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
            form = await (await meghan.clicks(panel, "Change the opening time …")).modal()
            assert [field["value"] for field in form.fields] == [f"{WHEN} UTC"]
            later = LATER + timedelta(hours=1)
            await (await meghan.submits(form, text=f"{later:%Y-%m-%d %H:%M}")).answered("would open")
            await (await meghan.clicks(panel, "Confirm")).answered("scheduled")
            await general.hears(f"now opens <t:{int(later.timestamp())}:F>")
            begins = lambda: datetime.fromisoformat(event.body["scheduled_start_time"]) == later  # noqa: E731
            await discord.until(begins, "the event follows")
            preview = await general.hears(f"When: <t:{int(later.timestamp())}:F>")
            (file,) = preview.files
            assert f"DTSTART:{later:%Y%m%dT%H%M%SZ}".encode() in file.data
            await (await surely(meghan, await meghan.runs("tchat cancel", general))).answered("called off")
            await preview.becomes("**Called off.**")
            assert b"STATUS:CANCELLED" in preview.files[0].data
            assert preview.buttons == []

    async def test_a_chat_that_was_held_back_is_opened_from_it(
        self, run: Run, guild: Guild, general: Channel, meghan: Person, kevin: Person
    ) -> None:
        async with run() as bot:
            await _opens_in(bot, general, meghan, timedelta(seconds=2))
            added = await meghan.runs("tchat hosts add", general, member=kevin, role="co-host")
            await added.answered("co-host")
            guild.bot_loses(Permission.SEND_MESSAGES, general)
            card = await (await general.gains_thread("Hosts")).hears("The chat could not open")
            assert card.buttons == ["Open now", "Call off"]
            panel = await (await meghan.runs("tchat status", general)).answered("waiting for the hosts")
            assert panel.buttons == [
                "Open now",
                "Change the opening time …",
                "Edit a question …",
                "Change the order …",
                "Refresh",
                "Call off",
            ]
            guild.bot_gains(Permission.SEND_MESSAGES, general)
            await (await meghan.clicks(panel, "Open now")).answered("— running")
            assert "Next question" in panel.buttons
            await general.hears("Just reading is fine too")
            await (await kevin.clicks(card, "Open now")).answered("not paused")

    async def test_an_early_opening_brings_the_event_forward(
        self, discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        async with run() as bot:
            await _set(meghan, general)
            (event,) = await discord.until(lambda: guild.events, "an event")
            panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
            form = await (await meghan.clicks(panel, "Change the opening time …")).modal()
            await (await meghan.submits(form, text="now")).answered("Session 1")
            await discord.until(lambda: event.status == 2, "the event has begun")
            session = bot.engine.host.session_in(general.id)
            ends = lambda: datetime.fromisoformat(event.body["scheduled_end_time"]) == closes_at(session)  # noqa: E731
            await discord.until(ends, "the event ends with the chat")
            begins = datetime.fromisoformat(event.body["scheduled_start_time"])
            assert timedelta() <= begins - datetime.now(UTC) + timedelta(seconds=30) <= timedelta(minutes=1)

    async def test_an_extra_question_may_come_with_a_link(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run():
            await _first_question(general, meghan)
            used = await meghan.runs("tchat ask", general, text="And grey?", link="example.org")
            await used.answered("A link begins with")
            used = await meghan.runs("tchat ask", general, text="And grey?", link="https://example.org/grey")
            doubt = await used.answered("Q1 was asked a moment ago. Ask Q4 right after it?")
            assert doubt.text.startswith("> And grey?\n> https://example.org/grey\n")
        async with run():
            clicks = [await meghan.clicks(doubt, "Yes, do it") for _ in range(2)]
            for click in clicks:
                await click.answered("Asking Q4: And grey?")
            card = await general.hears("## And grey?")
            assert card.text.startswith("**Q4 · extra question**")
            assert "https://example.org/grey" in card.text
            assert len([m for m in general.messages() if "## And grey?" in m.text]) == 1


class TestHostingTogether:
    async def test_a_co_host_needs_no_permission(
        self, run: Run, general: Channel, meghan: Person, kevin: Person
    ) -> None:
        async with run() as bot:
            thread = await _first_question(general, meghan)
            where = await (await kevin.runs("question", general)).answered("What is blue?")
            assert where.buttons == ["Suggest a question"]
            added = await meghan.runs("tchat hosts add", general, member=kevin, role="co-host")
            await added.answered("is a co-host of this chat")
            where = await (await kevin.runs("question", general)).answered("What is blue?")
            panel = await (await kevin.clicks(where, "The hosts' panel")).answered("Session 1")
            await (await kevin.clicks(panel, "Pause")).answered("paused")
            led = await (await kevin.clicks(panel, "Take the lead")).answered("(lead)")
            assert "Take the lead" not in led.buttons
            assert bot.engine.host.session_in(general.id).lead == kevin.user.id
            sky = await meghan.says("the sky", thread)
            await (await kevin.uses_on("Use in the recap…", sky)).answered("In the recap: quoted if it says most.")
            removed = await meghan.runs("tchat hosts remove", general, member=kevin)
            await removed.answered("Nobody has the lead now")
            await (await kevin.clicks(panel, "Resume")).answered("Only hosts")
            await (await kevin.uses_on("Use in the recap…", sky)).answered("Only hosts")
            await (await meghan.runs("tchat hosts lead", general)).answered(f"<@{meghan.user.id}> has the lead")

    async def test_a_menu_on_a_message_leaves_its_authors_name_alone(
        self, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        dee = guild.member("dee_1987")
        dee.nick = "Dee of Acme"
        async with run() as bot:
            thread = await _first_question(general, meghan)
            said = await dee.says("the sky", thread)
            await bot.records(1, [("Dee of Acme", "the sky", "thread")])
            await (await meghan.uses_on("Use in the recap…", said)).answered("In the recap")
            await (await meghan.uses_on("File under question…", said)).answered("Which question")
            await bot.records(1, [("Dee of Acme", "the sky", "thread")])

    async def test_members_only(self, run: Run, guild: Guild, general: Channel, meghan: Person, kevin: Person) -> None:
        robot = guild.member("Robot", bot=True)
        async with run():
            used = await meghan.runs("tchat hosts lead", general, member=kevin)
            await used.answered("no chat in this channel")
            await _first_question(general, meghan)
            used = await meghan.runs("tchat hosts add", general, member=robot, role="moderator")
            await used.answered("A bot cannot host")
            used = await meghan.runs("tchat hosts add", general, member=kevin, role="moderator")
            await used.answered("is a moderator of this chat")
            await (await meghan.runs("tchat hosts lead", general, member=kevin)).answered(f"<@{kevin.user.id}> has")


class TestTheHostDesk:
    async def test_an_answer_right_after_a_question_is_filed_with_one_click(
        self, run: Run, guild: Guild, general: Channel, meghan: Person, kevin: Person
    ) -> None:
        ada = guild.member("Ada")
        async with run() as bot:
            await _first_question(general, meghan)
            await (await meghan.runs("tchat hosts add", general, member=kevin, role="co-host")).answered("co-host")
            await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
            await general.gains_thread("Q2")
            await ada.says("hmm, the sky perhaps?", general)
            desk = await general.gains_thread("Hosts")
            card = await desk.hears("wrote right after Q2")
            assert card.buttons == ["File under Q2", "File under Q1", "Not an answer"]
            acts.join_thread(desk, ada.user.id)
            await (await ada.clicks(card, "File under Q2")).answered("Only hosts")
            first = await meghan.clicks(card, "File under Q1")
            second = await kevin.clicks(card, "File under Q2")
            await second.answered("That was already decided: Filed under Q1.")
            await first.answered("Filed under Q1")
            assert card.text.count("Filed under") == 1
            assert f"<@{meghan.user.id}>: Filed under Q1." in card.text
            assert card.buttons == []
            await bot.records(1, [("Ada", "hmm, the sky perhaps?", "host")])

    async def test_who_becomes_a_host_reads_along(
        self, discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, kevin: Person
    ) -> None:
        gone = guild.member("Gone")
        async with run():
            await _first_question(general, meghan)
            await _refused(guild, general, meghan)
            desk = await general.gains_thread("Hosts")
            acts.archive(desk, archived=True)
            added = await meghan.runs("tchat hosts add", general, member=gone, role="co-host")
            del guild.members[gone.user.id]
            await added.answered("co-host")
            await (await meghan.runs("tchat hosts add", general, member=kevin, role="co-host")).answered("co-host")
            await discord.until(lambda: kevin.user.id in desk.member_ids, "Kevin is in the thread")

    async def test_who_lets_the_chat_go_on_is_shown(
        self, run: Run, guild: Guild, general: Channel, meghan: Person, kevin: Person
    ) -> None:
        async with run() as bot:
            await _answered_question(bot, general, meghan)
            await (await meghan.runs("tchat hosts add", general, member=kevin, role="co-host")).answered("co-host")
            card = await _refused(guild, general, meghan)
            assert f"<@{meghan.user.id}> My post did not go through" in card.text
            assert card.buttons == ["Resume", "Close the chat"]
            doubt = await (await kevin.clicks(card, "Close the chat")).answered("not been asked yet")
            guild.bot_gains(Permission.SEND_MESSAGES, general)
            await (await meghan.clicks(card, "Resume")).answered("The chat goes on")
            assert card.buttons == []
            assert f"<@{meghan.user.id}>: The chat goes on." in card.text
            await general.hears("**Q2 of 3**")
            await (await kevin.clicks(doubt, "Yes, do it")).answered("Closed")
            await card.becomes(f"<@{kevin.user.id}>: Closed.")

    async def test_who_takes_the_lead_still_has_to_decide(
        self, run: Run, guild: Guild, general: Channel, meghan: Person, kevin: Person
    ) -> None:
        async with run():
            await _first_question(general, meghan)
            await (await meghan.runs("tchat hosts add", general, member=kevin, role="co-host")).answered("co-host")
            card = await _refused(guild, general, meghan)
            extra = {"type": 2, "style": 1, "label": "Take the lead", "custom_id": f"panel:lead:{general.id}:1"}
            card.components[0]["components"].append(extra)  # as on the card that the co-hosts get after two minutes
            await (await kevin.clicks(card, "Take the lead")).answered(f"<@{kevin.user.id}> has the lead")
            assert card.buttons == ["Resume", "Close the chat"]


class TestRemindMe:
    async def test_who_asks_is_told_how_to_leave(
        self, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        ada = guild.member("Ada")
        async with run() as bot:
            await _set(meghan, general)
            preview = await general.hears("# What is colour?")
            for _ in range(2):
                told = await (await ada.clicks(preview, "Remind me")).answered("10 minutes before “What is colour?”")
            assert told.ephemeral
            assert preview.buttons == ["Remind me"]
            assert await bot.engine.store.to_remind(general.id, 1) == [ada.user.id]
            await (await ada.clicks(told, "No more reminders")).answered("no more reminders")
            assert await bot.engine.store.to_remind(general.id, 1) == []

    async def test_the_reminder_itself_lets_everybody_leave(
        self, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        ada, ben = guild.member("Ada"), guild.member("Ben")
        async with run() as bot:
            for member in (ada, ben):
                await bot.engine.store.remind(general.id, 0, member.user.id)
            await _opens_in(bot, general, meghan, timedelta(minutes=10, seconds=1))
            reminder = await general.hears(f"<@{ada.user.id}> <@{ben.user.id}>")
            told = await (await ada.clicks(reminder, "No more reminders")).answered("no more reminders")
            assert told.ephemeral
            assert reminder.buttons == ["No more reminders"], "Ben can leave, too"
            assert f"<@{ada.user.id}>" in reminder.text
            assert await bot.engine.store.to_remind(general.id, 1) == [ben.user.id]

    async def test_of_all_chats_to_come(self, run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
        ada = guild.member("Ada")
        async with run():
            await (await meghan.runs("tchat start", general, pack="colours", when="now")).answered("Session")
            board = await general.hears("# What is colour?")
        async with run() as bot:
            await (await ada.clicks(board, "Remind me next time")).answered("before each chat there")
            assert await bot.engine.store.to_remind(general.id, 9) == [ada.user.id]

    async def test_too_late_for_one(self, run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
        ada = guild.member("Ada")
        async with run() as bot:
            await _set(meghan, general)
            preview = await general.hears("# What is colour?")
            panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
            form = await (await meghan.clicks(panel, "Change the opening time …")).modal()
            await (await meghan.submits(form, text="now")).answered("Session 1")
            await general.hears("Just reading is fine too")
            await (await ada.clicks(preview, "Remind me")).answered("is on right now")
            assert bot.engine.host.session_in(general.id).is_running


class TestSlots:
    async def test_a_slot_takes_the_next_pack(
        self, run: Run, guild: Guild, general: Channel, meghan: Person, tmp_path: Path
    ) -> None:
        async with run():
            zones = await meghan.completes("tchat settings slot-add", general, focused="zone", typed="new y")
            assert [zone["value"] for zone in zones] == ["America/New_York"]
            tomorrow = datetime.now(UTC) + timedelta(days=1)
            day = f"{tomorrow:%A}"
            when = {"day": day, "time": f"{tomorrow:%H:%M}", "zone": "UTC"}
            added = await (await meghan.runs("tchat settings slot-add", general, **when)).answered("every week")
            assert f"{day} {tomorrow:%H:%M} UTC" in added.text
            assert "No packs in its queue" in added.text
            assert added.text.count("<t:") == 3
            desk = await general.gains_thread("Hosts")
            await desk.hears("has no questions yet")
            assert meghan.user.id in desk.member_ids
            slot = (await meghan.completes("tchat settings queue", general, focused="slot", typed=""))[0]["value"]
            used = await meghan.runs("tchat settings queue", general, slot=slot, packs="colours, flavours")
            await used.answered("no pack “flavours”")
            used = await meghan.runs("tchat settings queue", general, slot=slot, packs="colours, colours")
            await used.answered("Packs in order: colours")
            await general.hears("# What is colour?")
            listed = await (await meghan.runs("tchat settings slot-list", general)).answered("colours (used)")
            assert f"<#{general.id}>" in listed.text
            assert "`again: True`" in listed.text
            card = _again(await desk.hears("has no questions yet"), slot)
            decided = await (await meghan.clicks(card, "Use “colours” again")).answered("“colours” will be used again.")
            assert decided.buttons == []
            gone = _again(card, 99)
            await (await meghan.clicks(gone, "Use “colours” again")).answered("no recurring chat 99")
            used = await meghan.runs("tchat settings queue", general, slot=slot, packs="colours", again=True)
            assert "(used)" not in (await used.answered("Packs in order: colours")).text
            emptied = await meghan.runs("tchat settings queue", general, slot=slot, packs="-")
            await emptied.answered("No packs in its queue")
            await (await meghan.runs("tchat settings slot-remove", general, slot=slot)).answered("Removed: ")
            await (await meghan.runs("tchat settings slot-list", general)).answered("There are no recurring chats")
            await (await meghan.runs("tchat settings slot-remove", general, slot=slot)).answered("no recurring chat")

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"time": "7"}, "could be in the morning or in the evening"),
            ({"time": "late"}, "cannot read “late”"),
            ({"zone": "Mars/Base"}, "“Mars/Base” is not a time zone"),
            ({"zone": "EST"}, "Did you mean America/New_York?"),
            ({"zone": "MST"}, "Did you mean America/Denver?"),
            ({"time": "7:30", "zone": "America/New_York"}, "write 07:30 or 19:30"),
            ({"every": 2, "which": "first"}, "not both"),
        ],
    )
    async def test_what_cannot_be_read_is_named(
        self, run: Run, general: Channel, meghan: Person, given: dict[str, object], sentence: str
    ) -> None:
        async with run() as bot:
            slot = {"day": "Monday", "time": "19:00", "zone": "Europe/Helsinki"} | given
            await (await meghan.runs("tchat settings slot-add", general, **slot)).answered(sentence)
            assert await bot.engine.store.slots() == []

    async def test_rhythms(self, run: Run, general: Channel, meghan: Person) -> None:
        slot = {"day": "Wednesday", "time": "7 pm", "zone": "America/New_York"}
        async with run():
            used = await meghan.runs("tchat settings slot-add", general, **slot, which="first")
            await used.answered("Wednesday 19:00 America/New_York, the first one of each month")
            used = await meghan.runs("tchat settings slot-add", general, **slot, every=2)
            await used.answered("every 2 weeks")


class TestPacks:
    async def test_a_pack_comes_along_and_goes_again(self, run: Run, general: Channel, meghan: Person) -> None:
        mine = PACK.replace("What is colour?", "What is sound?")
        async with run():
            used = await meghan.runs("tchat packs import", general, file=("Sounds.yaml", mine.encode()))
            assert "**sounds** — What is sound?" in (await used.answered("Added. See")).text
            offered = await meghan.completes("tchat start", general, focused="pack", typed="s")
            assert [choice["value"] for choice in offered] == ["colours", "sounds"]
            other = mine.replace("sound?", "noise?").encode()
            used = await meghan.runs("tchat packs import", general, file=("sounds.yaml", other))
            await used.answered("There is already a pack “sounds”")
            await (await meghan.runs("tchat packs show", general, pack="sounds")).answered("# What is sound?")
            used = await meghan.runs("tchat packs import", general, file=("sounds.yaml", other), replace=True)
            assert "What is noise?" in (await used.answered("Added. See")).text
            used = await meghan.runs("tchat packs import", general, file=("sounds.yaml", mine.encode()), replace=True)
            await used.answered("What is sound?")
            removable = await meghan.completes("tchat packs remove", general, focused="pack", typed="")
            assert [choice["value"] for choice in removable] == ["sounds"]
            exported = await (await meghan.runs("tchat packs export", general, pack="sounds")).answered("as it was")
            assert [(file.name, file.data.decode()) for file in exported.files] == [("sounds.yaml", mine)]
            await (await meghan.runs("tchat packs list", general)).answered("What is sound?")
            await (await meghan.runs("tchat packs remove", general, pack="colours")).answered("bot's operator")
            removed = await (await meghan.runs("tchat packs remove", general, pack="sounds")).answered("is removed")
            assert [(file.name, file.data.decode()) for file in removed.files] == [("sounds.yaml", mine)], "a way back"
            await (await meghan.runs("tchat packs export", general, pack="sounds")).answered("no pack “sounds”")

    async def test_it_is_shown_just_as_it_will_look(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run():
            used = await meghan.runs("tchat packs show", general, pack="colours")
            await used.answered("# What is colour? · #TChat")
            await used.answered("## Questions and recommended reading")
            card = await used.answered("**Q1 of 3** · #TChat · until <t:")
            assert card.ephemeral
            assert [part.get("url") for part in _components(card)] == ["https://example.org/blue"]
            assert "Answer in the thread below" in (await used.answered("## What is green?")).text

    async def test_a_faulty_pack_is_marked(self, run: Run, general: Channel, meghan: Person, tmp_path: Path) -> None:
        async with run():
            (tmp_path / "prompts" / "broken.yaml").write_text("title: x\n", encoding="utf-8")
            await (await meghan.runs("tchat packs list", general)).answered("**broken** has errors")
            await (await meghan.runs("tchat start", general, pack="broken")).answered("“questions” is missing here")

    async def test_every_fault_is_named(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run() as bot:
            bad = b"title: What is loud?\nquestoins:\n  - ask: Well?\n"
            used = await meghan.runs("tchat packs import", general, file=("loud.yaml", bad))
            told = await used.answered("loud.yaml:2:1: ")
            assert "Did you mean “questions”?" in told.text
            worse = "title: x\nquestions:\n" + "  - ask: Well?\n    lsats: 5m\n" * 24
            used = await meghan.runs(
                "tchat packs import", general, file=("what-people-make-of-loudness.yaml", worse.encode())
            )
            told = await used.answered("loudness.yaml:")
            assert [file.name for file in told.files] == ["problems.txt"]
            assert told.files[0].data.decode().count("lsats") == 24
            for name, data, sentence in (
                ("loud.yaml", b"\xff\xfet\x00", "not UTF-8"),
                ("loud.yaml", b"#" * 256 * 1024 + b"!", "larger than 256 KiB"),
                ("my chat!.yaml", PACK.encode(), "Name the file in plain letters"),
            ):
                await (await meghan.runs("tchat packs import", general, file=(name, data))).answered(sentence)
            assert await bot.engine.library.names(general.guild.id if general.guild else 0) == ["colours"]


class TestSuggestions:
    async def test_members_suggest_and_hosts_decide(
        self, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        ada, ben = guild.member("Ada"), guild.member("Ben")
        async with run() as bot:
            await _first_question(general, meghan)
            await (await meghan.runs("tchat hosts add", general, member=ben, role="co-host")).answered("co-host")
            for text in ("What is grey?", "what about pink", "Buy my book"):
                await _suggest(ada, general, text)
            desk = await general.gains_thread("Hosts")
            grey, pink, book = [await desk.hears(text) for text in ("What is grey?", "what about pink", "Buy my book")]
            acts.join_thread(desk, ada.user.id)
            await (await ada.clicks(grey, "Accept")).answered("Only hosts")
            clicks = [await meghan.clicks(grey, "Accept")]
            await clicks[0].acknowledged()  # so that it is decided first
            clicks.append(await ben.clicks(grey, "Set aside"))
            await clicks[0].answered("Accepted")
            await clicks[1].answered("Another host was faster: the suggestion is accepted")
            assert f"<@{meghan.user.id}>: Accepted" in grey.text
            form = await (await meghan.clicks(pink, "Edit and accept")).modal()
            assert [field["value"] for field in form.fields] == ["what about pink"]
            await (await meghan.submits(form, text="What about pink?")).answered("Accepted as “What about pink?”")
            await (await meghan.clicks(book, "Set aside")).answered("Set aside.")
            assert [card.buttons for card in (grey, pink, book)] == [[], [], ["Accept after all"]]
            await (await surely(meghan, await meghan.runs("tchat close", general))).answered("is called off")
            await (await meghan.runs("tchat start", general, pack="colours", when="now")).answered("Session 2")
            texts = [question.ask.in_language("en") for question in bot.engine.host.session_in(general.id).questions]
            assert texts[3:] == ["What is grey? (Ada)", "What about pink? (Ada)"]
            await (await meghan.clicks(book, "Accept after all")).answered(f"<@{meghan.user.id}>: Accepted.")
            assert book.buttons == []

    async def test_between_chats_too(self, run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
        ada = guild.member("Ada")
        async with run():
            nothing = await (await ada.runs("question", general)).answered("no chat in this channel")
            assert nothing.buttons == []
            await _set(meghan, general)
            await (await surely(meghan, await meghan.runs("tchat cancel", general))).answered("called off")
            await _suggest(ada, general, "What is grey?")
            await (await general.gains_thread("Hosts")).hears("What is grey?")


async def test_the_calendar_has_what_is_to_come(
    run: Run, guild: Guild, general: Channel, meghan: Person, tmp_path: Path
) -> None:
    config = Config(data_dir=tmp_path / "data")
    async with run():
        await _set(meghan, general)
        await (await meghan.runs("tchat start", guild.channel("lab"), pack="colours", speed=2)).answered("rehearsal")
        feed = await parts.calendar(config)
    (event,) = Calendar.from_ical(feed).walk("VEVENT")
    assert event["SUMMARY"] == "What is colour?"
    assert f"DTSTART:{LATER:%Y%m%dT%H%M%SZ}" in feed


def test_the_invitation_asks_for_just_what_is_needed() -> None:
    readme = (Path(parts.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    assert readme.count(str(asked_for(hides=False).value)) == 2
    assert [name for name in NEEDED.values() if name not in " ".join(readme.split())] == []


async def test_without_permission_there_is_no_event_and_it_is_named(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    guild.bot_loses(Permission.CREATE_EVENTS)
    guild.bot_loses(Permission.MANAGE_EVENTS)
    async with run():
        told = await (await meghan.runs("tchat check", general)).answered("Create Events")
        assert "cannot create events" in told.text
        assert "server settings → Roles" in told.text
        await _set(meghan, general)
        await general.hears("Questions and recommended reading")
        await (await meghan.runs("tchat status", general)).answered("Session 1")
    assert guild.events == []


async def test_a_restarted_bot_knows_every_button(run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
    ada = guild.member("Ada")
    async with run():
        thread = await _first_question(general, meghan)
        sky = await ada.says("the sky", thread)
        menu = await (await ada.uses_on("File under question…", sky)).answered("Which question")
        where = await (await ada.runs("question", general)).answered("What is blue?")
        form = await (await ada.clicks(where, "Suggest a question")).modal()
    async with run():
        await (await ada.selects(menu, "No question")).answered("Filed under no question")
        await (await ada.submits(form, text="What is grey?")).answered("Thank you!")
        assert filed((await json_transcript(meghan, general))["questions"][0]) == []


async def _asked_when(host: Person, channel: Channel, when: str, pack: str = "colours") -> Message:
    return await (await host.runs("tchat start", channel, pack=pack, when=when)).answered("Is that right?")


async def _asked_about(host: Person, channel: Channel) -> Message:
    return await (await host.runs("tchat start", channel, pack="colours")).answered("When should it open")


def _again(card: Message, slot: int) -> Message:
    """Let a slot's card have the button that it has once its pack was played."""
    card.components[:] = [_row("Use “colours” again", f"slot:again:{slot}:colours")]
    return card


async def _set(host: Person, channel: Channel) -> None:
    """Set a chat for tomorrow."""
    asked = await _asked_when(host, channel, WHEN)
    await (await host.clicks(asked, "Confirm")).answered("opens")


async def _opens_in(bot: Bot, channel: Channel, host: Person, ahead: timedelta) -> None:
    """Set a chat more exactly than a host can write it."""
    assert channel.guild
    room, by = RoomRef(DISCORD, channel.guild.id, channel.id), Somebody(host.user.id, "Meghan")
    pack = await bot.engine.library.read(room.guild, "colours")
    await bot.engine.host.start(pack, room, by=by, opens_at=bot.engine.clock.now() + ahead)


async def _first_question(general: Channel, host: Person) -> Channel:
    """Start the chat, ask Q1, and return its thread."""
    await (await host.runs("tchat start", general, pack="colours", when="now")).answered("Session")
    await (await host.runs("tchat next", general)).answered("Asking Q1")
    await general.hears("**Q1 of 3**")
    return await general.gains_thread("Q1 · What is blue?")


async def _answered_question(bot: Bot, general: Channel, host: Person) -> None:
    """Start the chat, ask Q1, and have it answered."""
    await host.says("The sky", await _first_question(general, host))
    await bot.records(1, [("Meghan", "The sky", "thread")])


async def _refused(guild: Guild, general: Channel, host: Person) -> Message:
    """Let the next question be refused by the channel, and return what the hosts are asked about it."""
    guild.bot_loses(Permission.SEND_MESSAGES, general)
    await (await surely(host, await host.runs("tchat next", general))).answered("Asking Q2")
    return await (await general.gains_thread("Hosts")).hears("did not go through, so the chat is waiting")


async def _suggest(member: Person, channel: Channel, text: str) -> None:
    where = await (await member.runs("question", channel)).answered()
    form = await (await member.clicks(where, "Suggest a question")).modal()
    await (await member.submits(form, text=text)).answered("Thank you!")


def _row(label: str, id: str) -> dict[str, Any]:
    """A row with a button, as an old message may still have it."""
    return {"type": 1, "components": [{"type": 2, "style": 2, "label": label, "custom_id": id}]}


def _components(message: Message) -> list[dict[str, str]]:
    return [part for row in message.components for part in row["components"]]
