"""Moderation on Discord: cards and their buttons, private words, appeals, what members tell, settings and the log."""

import asyncio
import csv
import json
from typing import Never

import pytest

from bot.adapters.discord_chat.interactions import replies
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.moderating.rule_settings import PREFIX as SAVE
from bot.app.moderating import casebook
from bot.config import Roles
from bot.core.base.errors import StoreError
from bot.core.posts.moderating.case_log import ASKED
from bot.core.session.facts import Measure
from tests.adapters.discord_chat.discord_room import Run, first_question
from tests.standin import Channel, Guild, Message, Permission, Person, StandIn, acts
from tests.standin.message import parts

PUSH = "Subscribe to my channel and buy my new course, link in bio!"
OTHER = "Subscribe to my page and buy my new book, link in bio!"
NOTICE = {"moderation": {"self_promotion": "notice"}}
HOLD = {"moderation": {"self_promotion": "hold"}}
BUTTONS = ["Keep", "Leave out", "Tell the member", "Hold", "Time out 10 min"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let cards rest no longer than a moment between two edits."""
    monkeypatch.setattr(casebook, "REST", casebook.REST / 50)


@pytest.fixture
def ada(guild: Guild) -> Person:
    return guild.member("Ada")


@pytest.fixture
def ben(guild: Guild) -> Person:
    """Another host."""
    return guild.member("Ben", Permission.MANAGE_EVENTS)


async def _card(general: Channel, text: str = PUSH) -> Message:
    return await (await general.gains_thread("Hosts")).hears(f"> {text}")


class TestWhoIsJudged:
    async def test_a_member_is_and_the_hosts_see_why(
        self, run: Run, general: Channel, meghan: Person, ada: Person
    ) -> None:
        async with run() as bot:
            thread = await first_question(general, meghan)
            said = await ada.says(PUSH, thread)
            card = await _card(general)
            assert "**Self-promotion** · [Ada](https://discord.com/channels/" in card.text
            assert f"/{thread.id}/{said.id})" in card.text
            assert card.buttons == BUTTONS
            assert (await bot.engine.records.summary(1)).sections[0].answers == 0
            assert not said.deleted

    async def test_an_edit_is_judged_too(self, run: Run, general: Channel, meghan: Person, ada: Person) -> None:
        async with run():
            thread = await first_question(general, meghan)
            said = await ada.says("It is the sky.", thread)
            await ada.edits(said, PUSH)
            await _card(general)

    async def test_no_host_ever_is(
        self, discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, ben: Person, ada: Person
    ) -> None:
        stewards, others = guild.role("stewards"), guild.role("others")
        eva, cai = guild.member("Eva", roles=(stewards,)), guild.member("Cai", roles=(others,))
        async with run({"roles": Roles(host=("stewards",))}) as bot:
            thread = await first_question(general, meghan)
            for host in (meghan, ben, eva, guild.member("Owner")):
                await host.says(PUSH, thread)
                await host.edits(await host.says("hello", thread), PUSH)
            await cai.says(OTHER, thread)
            await _card(general, OTHER)
            await bot.engine.docket.idle()
            assert [case.person for case in await bot.engine.store.cases(1)] == [cai.user.id]
            assert not [one for one in discord.requests if "/members" in one.called], "no member is ever fetched"

    async def test_nobody_is_whose_roles_are_not_known(
        self, run: Run, general: Channel, meghan: Person, ada: Person
    ) -> None:
        async with run():
            thread = await first_question(general, meghan)
        await ada.says(PUSH, thread)
        async with run() as bot:
            await bot.records(1, [("Ada", PUSH, "thread")])
            await bot.engine.docket.idle()
            assert await bot.engine.store.cases(1) == []


class TestTheCard:
    async def test_of_two_hosts_who_click_at_once_one_decides(
        self, run: Run, general: Channel, meghan: Person, ben: Person, ada: Person
    ) -> None:
        async with run():
            thread = await first_question(general, meghan)
            await ada.says(PUSH, thread)
            card = await _card(general)
            acts.join_thread(card.channel, ada.user.id)
            acts.join_thread(card.channel, ben.user.id)
            await (await ada.clicks(card, "Keep")).answered("Only hosts")
            first, second = await meghan.clicks(card, "Leave out"), await ben.clicks(card, "Tell the member")
            await second.answered("That was already decided: Left out of the summary.")
            await first.answered("Left out of the summary.")
            assert f"<@{meghan.user.id}>: Left out of the summary." in card.text
            assert card.buttons == ["Undo"]

    async def test_it_works_after_a_restart(
        self, run: Run, general: Channel, meghan: Person, ben: Person, ada: Person
    ) -> None:
        async with run():
            thread = await first_question(general, meghan)
            await ada.says(PUSH, thread)
            card = await _card(general)
            acts.join_thread(card.channel, ben.user.id)
        async with run() as bot:
            await (await ben.clicks(card, "Keep")).answered("The message stays. What was done about it is undone.")
            assert f"<@{ben.user.id}>: The message stays." in card.text
            assert card.buttons == []
            await ada.says(OTHER, thread)
            await bot.records(1, [("Ada", PUSH, "thread"), ("Ada", OTHER, "thread")])
            await bot.engine.docket.idle()
            assert len(await bot.engine.store.cases(1)) == 1, "that rule lets her be"

    async def test_what_is_held_is_kept_and_restored(
        self, discord: StandIn, run: Run, general: Channel, meghan: Person, ada: Person
    ) -> None:
        async with run() as bot:
            thread = await first_question(general, meghan)
            said = await ada.says(PUSH, thread)
            await (await meghan.clicks(await _card(general), "Hold")).answered("Hidden until you decide")
            await discord.until(lambda: said.deleted, "the message is taken out")
            await bot.records(1, [])
            assert "It comes back if a host keeps it" in (await ada.is_told("Self-promotion")).text
        async with run() as bot:
            card = await _card(general)
            assert card.buttons == ["Restore", "Reject", "Time out 10 min"]
            await (await meghan.clicks(card, "Restore")).answered("The message stays.")
            await thread.hears(f"**Ada:** {PUSH}")
            await bot.records(1, [("Ada", PUSH, "thread")])
            await ada.is_told("it is fine and stays")

    async def test_what_is_rejected_stays_out(
        self, discord: StandIn, run: Run, general: Channel, meghan: Person, ben: Person, ada: Person
    ) -> None:
        async with run(HOLD) as bot:
            thread = await first_question(general, meghan)
            said = await ada.says(PUSH, thread)
            card = await _card(general)
            await discord.until(lambda: said.deleted, "the message is taken out")
            acts.join_thread(card.channel, ben.user.id)
            clicks = [await meghan.clicks(card, "Reject")]
            await clicks[0].acknowledged()  # so that it is decided first
            clicks.append(await ben.clicks(card, "Restore"))
            await clicks[0].answered("Rejected")
            await clicks[1].answered("That was already decided: Rejected")
            assert card.buttons == []
            assert [c async for c in bot.engine.store.read(1, [said.id])] == []

    async def test_a_host_can_still_reject_what_a_host_held(
        self, run: Run, general: Channel, meghan: Person, ada: Person
    ) -> None:
        async with run():
            await ada.says(PUSH, await first_question(general, meghan))
            card = await _card(general)
            await (await meghan.clicks(card, "Hold")).answered("Hidden")
            await (await meghan.clicks(card, "Reject")).answered("Rejected")

    async def test_a_time_out_ends_when_it_is_undone(
        self, discord: StandIn, run: Run, general: Channel, meghan: Person, ada: Person
    ) -> None:
        async with run():
            await ada.says(PUSH, await first_question(general, meghan))
            card = await _card(general)
            await (await meghan.clicks(card, "Time out 10 min")).answered("Timed out for 10 minutes")
            await discord.until(lambda: ada.timed_out_until, "Ada is timed out")
            await (await meghan.clicks(card, "Undo")).answered("The message stays.")
            await discord.until(lambda: ada.timed_out_until is None, "Ada may speak again")

    async def test_it_says_what_was_refused(
        self, run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
    ) -> None:
        guild.bot_loses(Permission.MANAGE_MESSAGES | Permission.MODERATE_MEMBERS)
        async with run():
            said = await ada.says(PUSH, await first_question(general, meghan))
            card = await _card(general)
            await meghan.clicks(card, "Hold")
            await card.becomes("give me the permission Manage Messages")
            await meghan.clicks(card, "Time out 10 min")
            await card.becomes("give me the permission Timeout Members")
            assert not said.deleted

    async def test_a_wave_is_one_alarm_that_names_discords_own_means(
        self, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        async with run():
            thread = await first_question(general, meghan)
            for number in range(9):
                await guild.member(f"Copier {number}").says("Colours are nothing but a lie of the eye, I say.", thread)
            alarm = await (await general.gains_thread("Hosts")).hears("Many at once")
            assert "8 people sent the same text within ten minutes." in alarm.text
            assert "slow mode" in alarm.text
            assert alarm.buttons == ["Seen"]
            await (await meghan.clicks(alarm, "Seen")).answered(f"<@{meghan.user.id}>: Seen")
            assert alarm.buttons == []


class TestPrivateWords:
    async def test_who_is_told_can_appeal_from_there(
        self, run: Run, general: Channel, meghan: Person, ada: Person
    ) -> None:
        async with run(NOTICE):
            await ada.says(PUSH, await first_question(general, meghan))
            told = await ada.is_told("This is automatic")
            assert told.buttons == ["Ask a host to look"]
            card = await _card(general)
        async with run(NOTICE):
            form = await (await ada.clicks(told, "Ask a host to look")).modal()
            again = await (await ada.clicks(told, "Ask a host to look")).modal()
            await (await ada.submits(form, text="It is my own song, <@1> asked for it")).answered(
                "one of them will take a look"
            )
            anew = await card.channel.hears("Ada: “It is my own song", after=card)
            assert anew.buttons == BUTTONS[:2] + BUTTONS[3:], "she was told already"
            await (await ada.submits(again, text="Please!")).answered("You asked already")
            await (await ada.clicks(told, "Ask a host to look")).answered("You asked already")
            assert "Please" not in anew.text
            await (await meghan.clicks(anew, "Keep")).answered("The message stays.")
            await ada.is_told("it is fine and stays")
            await (await ada.clicks(told, "Ask a host to look")).answered("kept it")

    async def test_who_waits_for_a_form_is_told_in_time_that_the_record_does_not_answer(
        self, run: Run, general: Channel, meghan: Person, ada: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(replies, "FORM_WITHIN", 0.2)
        async with run(NOTICE) as bot:
            said = await ada.says(PUSH, await first_question(general, meghan))
            told = await ada.is_told("This is automatic")

            async def hangs(*_: object) -> None:
                await asyncio.Event().wait()

            with monkeypatch.context() as patch:
                patch.setattr(bot.engine.store, "case", hangs)
                await (await ada.clicks(told, "Ask a host to look")).answered("does not answer just now")
                patch.setattr(Services, "admit", hangs)
                await (await meghan.uses_on("Tell the hosts", said)).answered("does not answer just now")
            assert (await (await ada.clicks(told, "Ask a host to look")).modal()).title == "Ask a host to look"

    async def test_nobody_else_can(self, run: Run, general: Channel, meghan: Person, ben: Person, ada: Person) -> None:
        async with run(NOTICE):
            await ada.says(PUSH, await first_question(general, meghan))
            told = await ada.is_told("This is automatic")
            told.channel.recipient = ben.user
            await (await ben.clicks(told, "Ask a host to look")).answered("There is no case 1.")

    async def test_what_could_not_be_delivered_waits_for_the_next_command(
        self, run: Run, general: Channel, meghan: Person, ada: Person
    ) -> None:
        ada.user.accepts_dms = False
        async with run(NOTICE):
            await ada.says(PUSH, await first_question(general, meghan))
            card = await _card(general)
            await card.becomes("They don't accept DMs")
        async with run(NOTICE):
            asked = await ada.runs("question", general)
            told = await asked.answered("This is automatic")
            assert told.ephemeral
            assert "Q1" in asked.replies[0].text, "and the answer itself comes first"
            assert told.buttons == ["Ask a host to look"]
            await card.becomes("the member is told privately")
            await _without(card, "They don't accept DMs")
            second = await ada.runs("question", general)
            await second.answered("Q1")
            form = await (await ada.clicks(told, "Ask a host to look")).modal()
            await (await ada.submits(form, text="Why?")).answered("one of them will take a look")
            assert len(second.replies) == 1
            await card.channel.hears("Ada: “Why?”", after=card)
        async with run(NOTICE):
            await _without(card, "They don't accept DMs")

    async def test_what_is_not_shown_goes_on_waiting(
        self, discord: StandIn, run: Run, general: Channel, meghan: Person, ada: Person
    ) -> None:
        ada.user.accepts_dms = False
        async with run(NOTICE):
            await ada.says(PUSH, await first_question(general, meghan))
            await (await _card(general)).becomes("They don't accept DMs")
            discord.faults.fail_next("POST /webhooks", status=403)
            await (await ada.runs("question", general)).answered("Q1")
            await (await ada.runs("question", general)).answered("This is automatic")

    async def test_what_cannot_be_read_now_goes_on_waiting(
        self,
        run: Run,
        general: Channel,
        meghan: Person,
        ada: Person,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        ada.user.accepts_dms = False
        async with run(NOTICE) as bot:
            await ada.says(PUSH, await first_question(general, meghan))
            card = await _card(general)
            await card.becomes("They don't accept DMs")
            read = bot.engine.store.undelivered

            async def unreadable(*_: object) -> Never:
                monkeypatch.setattr(bot.engine.store, "undelivered", read)
                raise StoreError("the connection was lost")

            monkeypatch.setattr(bot.engine.store, "undelivered", unreadable)
            await (await ada.runs("question", general)).answered("Q1")
            await (await ada.runs("question", general)).answered("This is automatic")
            await _without(card, "They don't accept DMs")
        said = [(record.getMessage(), record.exc_info) for record in caplog.records if "not told" in record.msg]
        assert [(text.partition(": ")[2], trace) for text, trace in said] == [
            ("what waits was not told: the connection was lost", None)
        ]


class TestTellTheHosts:
    async def test_a_member_can_and_nobody_else_learns_of_it(
        self, run: Run, general: Channel, meghan: Person, ada: Person, guild: Guild
    ) -> None:
        dee = guild.member("Dee")
        async with run():
            thread = await first_question(general, meghan)
            said = await dee.says("Nobody wants to hear you.", thread)
            form = await (await ada.uses_on("Tell the hosts", said)).modal()
            assert form.title == "Tell the hosts"
        async with run() as bot:
            thanks = await (await ada.submits(form, text="That was unkind")).answered("Nobody else is told")
            assert thanks.ephemeral
            card = await _card(general, "Nobody wants to hear you.")
            assert "**A member asks you to look** · [Dee](" in card.text
            assert "Ada: “That was unkind”" in card.text
            assert (await bot.engine.records.summary(1)).sections[0].answers == 1, "it is left alone until they decide"
            await (await meghan.clicks(card, "Tell the member")).answered("the member is told privately")
            told = await dee.is_told("A host of “What is colour?” asks you to take another look at your message")
            assert "Ada" not in told.text
            assert "unkind" not in told.text
            assert "member asks" not in told.text

    async def test_what_a_card_has_no_room_for_is_a_click_away(
        self, run: Run, general: Channel, meghan: Person, ada: Person, guild: Guild
    ) -> None:
        dee = guild.member("Dee")
        async with run():
            thread = await first_question(general, meghan)
            said = await dee.says(f"{'*loud* ' * 200}and the very end", thread)
            form = await (await ada.uses_on("Tell the hosts", said)).modal()
            await (await ada.submits(form, text="That was unkind")).answered("Nobody else is told")
            card = await _card(general, "*loud*")
            assert "very end" not in card.text
            shown = await (await meghan.clicks(card, "Show the full message")).answered("loud")
            assert shown.ephemeral
            assert r"\*loud\* and the very end" in shown.text
            assert "Ada: “That was unkind”" in shown.text

    async def test_what_is_in_no_chat_is_refused(self, run: Run, general: Channel, meghan: Person, ada: Person) -> None:
        async with run():
            said = await meghan.says("before any chat", general)
            await (await ada.uses_on("Tell the hosts", said)).answered("not part of a chat")

    async def test_what_was_deleted_meanwhile_is_not_there(
        self, run: Run, general: Channel, meghan: Person, ada: Person, guild: Guild
    ) -> None:
        dee = guild.member("Dee")
        async with run() as bot:
            said = await dee.says("Nobody wants to hear you.", await first_question(general, meghan))
            form = await (await ada.uses_on("Tell the hosts", said)).modal()
            await dee.deletes(said)
            await bot.records(1, [])
            await (await ada.submits(form, text="That was unkind")).answered("not part of a chat")


class TestSettings:
    async def test_they_are_shown_in_words_and_saved_after_that(
        self, discord: StandIn, run: Run, general: Channel, meghan: Person, ada: Person
    ) -> None:
        async with run() as bot:
            thread = await first_question(general, meghan)
            shown = await (await meghan.runs("tchat settings moderation", general)).answered("moderation rules:")
            assert "**Pace** — more than 12 messages a minute" in shown.text
            assert shown.buttons == []
            used = await meghan.runs(
                "tchat settings moderation",
                general,
                preset="strict",
                rule="Pace",
                action="hold",
                numbers="PER_MINUTE = 2",
            )
            asked = await used.answered("would be these")
            assert (
                "➡️ **Pace** — more than 2 messages a minute, or more than 12 to one question → hidden until"
                in asked.text
            )
            assert asked.buttons == ["Save"]
            assert (await bot.engine.rules.of(general.guild.id if general.guild else 0)).flood.per_minute == 12
        async with run() as bot:
            saved = await (await meghan.clicks(asked, "Save")).answered("Saved.")
            assert saved is asked
            assert saved.buttons == []
            for text in ("It is the sky.", "And the sea, I think.", "And some flowers, too."):
                said = await ada.says(text, thread)
            card = await _card(general, "And some flowers, too.")
            await card.becomes("Hidden until you decide")
            await discord.until(lambda: said.deleted, "the message is taken out")
        async with run():
            shown = await (await meghan.runs("tchat settings moderation", general)).answered("moderation rules:")
            assert "**Pace** — more than 2 messages a minute" in shown.text
            again = await meghan.runs("tchat settings moderation", general, rule="Pace", numbers="per_minute=2")
            assert (await again.answered("already set")).buttons == []

    async def test_what_cannot_be_meant_is_named(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run():
            for given, sentence in (
                ({"numbers": "per_minute=5"}, "Say which rule"),
                ({"action": "hold"}, "Say which rule"),
                ({"rule": "Pace", "numbers": "quite fast"}, "I do not understand “quite fast”"),
                ({"rule": "Pace", "numbers": "per_minute=5per_question=2"}, "I do not understand"),
                ({"rule": "Pace", "numbers": "per_hour=5"}, "these are known here: action, per_minute, per_question"),
                ({"rule": "Pace", "numbers": "per_minute=0"}, "not a whole number from 1 to 1000"),
                ({"rule": "Stock phrases", "action": "hidden until a host decides"}, "choose off, leave out"),
                ({"rule": "Many at once", "action": "off"}, "these are known here: people, newcomers, days"),
            ):
                used = await meghan.runs("tchat settings moderation", general, **given)
                assert (await used.answered(sentence)).buttons == [], given

    async def test_every_button_id_is_short_enough(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run():
            for rule, action, numbers in (
                ("Bare links", "leave out", "links=1000, words=001000, related=1000"),
                ("Repeat offenders", "hold", "every=1000"),
                ("Many at once", "", "people=1000, newcomers=1000, days=1000"),
                ("Self-promotion", "leave out", "same_site=1000"),
                ("Suspicious words", "leave out", "sure=99"),
            ):
                given = {"rule": rule, "numbers": numbers, "preset": "standard"} | (
                    {"action": action} if action else {}
                )
                asked = await (await meghan.runs("tchat settings moderation", general, **given)).answered("would be")
                (save,) = [part for part in parts(asked.components) if part.get("custom_id", "").startswith(SAVE)]
                assert len(save["custom_id"]) <= 100
                await (await meghan.clicks(asked, "Save")).answered("Saved.")

    async def test_numbers_are_offered_as_they_are(self, run: Run, general: Channel, meghan: Person) -> None:
        async with run():
            offered = await meghan.completes(
                "tchat settings moderation", general, focused="numbers", typed="", rule="flood"
            )
            assert [choice["value"] for choice in offered] == ["per_minute=12, per_question=40"]

    async def test_what_hosts_judged_is_shown_and_forgotten(
        self, run: Run, general: Channel, meghan: Person, ada: Person
    ) -> None:
        async with run() as bot:
            thread = await first_question(general, meghan)
            await ada.says("Check out my newest essay: https://anna.example/essays/1", thread)
            card = await _card(general, "Check out my newest essay")
            await meghan.clicks(card, "Keep")
            await card.becomes("The message stays.")
            used = await meghan.runs("tchat settings moderation", general)
            shown = await used.answered("counts for 90 days")
            assert "**Not brought up again** — 1 text, links to 1 site (anna.example)" in shown.text
            await (await meghan.clicks(shown, "Forget these")).answered("judged by the rules alone again")
            assert await bot.engine.store.judgements(general.guild.id if general.guild else 0) == []

    async def test_it_says_which_permission_to_give(
        self, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        guild.bot_loses(Permission.MANAGE_MESSAGES | Permission.MODERATE_MEMBERS)
        async with run():
            used = await meghan.runs("tchat settings moderation", general)
            assert "Manage Messages" not in (await used.answered("*Timeout Members*")).text
            used = await meghan.runs("tchat settings moderation", general, preset="strict")
            assert "*Timeout Members*" in (await used.answered("*Manage Messages*")).text


class TestTheLog:
    async def test_it_lists_and_exports_what_was_done(
        self, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        eve = guild.member("=Eve")
        async with run(NOTICE):
            thread = await first_question(general, meghan)
            said = await eve.says(PUSH, thread)
            card = await _card(general)
            form = await (await eve.clicks(await eve.is_told("automatic"), "Ask a host to look")).modal()
            await (await eve.submits(form, text="Please")).answered("look")
            await (await meghan.clicks(card, "Keep")).answered("The message stays.")
            log = await (await meghan.runs("tchat settings moderation-log", general)).answered("case 1")
            head, *lines = log.text.splitlines()
            assert "session 1" in head
            assert [line.split(" · ")[-2:] for line in lines] == [
                ["The message stays. What was done about it is undone.", f"<@{meghan.user.id}>"],
                [ASKED[Measure.APPEAL], f"<@{eve.user.id}>"],
                ["Left out of the summary; the member is told privately.", "by its rule"],
            ]
            assert PUSH not in log.text
            used = await meghan.runs("tchat settings moderation-log", general, session=1, format="csv")
            (file,) = (await used.answered("session 1")).files
            assert file.data.startswith(b"\xef\xbb\xbfat,case,rule,measure,")
            rows = list(csv.DictReader(file.data.decode("utf-8-sig").splitlines()))
            assert [row["measure"] for row in rows] == ["fine", "appeal", "notice"]
            assert [row["who"] for row in rows] == ["host", "member", "rule"]
            assert {row["member"] for row in rows} == {"'=Eve"}
            used = await meghan.runs("tchat settings moderation-log", general, format="json")
            (file,) = (await used.answered("session 1")).files
            measures = json.loads(file.data)["measures"]
            assert [each["by"] for each in measures] == ["Meghan", "=Eve", None]
            assert measures[0]["link"].endswith(f"/{thread.id}/{said.id}")
            assert PUSH not in file.data.decode()

    async def test_nothing_came_to_notice(self, run: Run, general: Channel, meghan: Person, guild: Guild) -> None:
        async with run():
            await first_question(general, meghan)
            await (await meghan.runs("tchat settings moderation-log", general)).answered("No message was flagged")
            elsewhere = await meghan.runs("tchat settings moderation-log", general, session=7)
            await elsewhere.answered("no session 7")

    async def test_what_has_no_card_can_be_undone(
        self, run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
    ) -> None:
        copied = "Everybody should know that colours are a lie of the eye."
        async with run({"moderation": {"copy_paste": {"times": 1}}}) as bot:
            thread = await first_question(general, meghan)
            for _ in range(2):
                await ada.says(copied, thread)
            await bot.records(1, [("Ada", copied, "thread")] * 2)
            await bot.engine.docket.idle()
            assert (await bot.engine.records.summary(1)).sections[0].answers == 1
            assert not [thread for thread in general.threads() if "Hosts" in thread.name]
            offered = await meghan.completes("tchat settings moderation-undo", general, focused="case", typed="cop")
            assert [(choice["name"], choice["value"]) for choice in offered] == [("1 · Copies · Ada", 1)]
            await (await meghan.runs("tchat settings moderation-undo", general, case=1)).answered("undone")
            assert not (await bot.engine.live.take_up(1)).session.is_aside(1)
            assert (await bot.engine.records.summary(1)).sections[0].answers == 1, "a person's copies count once"
            again = await meghan.runs("tchat settings moderation-undo", general, case=1)
            await again.answered("That was already decided")
            await (await meghan.runs("tchat settings moderation-undo", general, case=9)).answered("no case 9")
            assert await meghan.completes("tchat settings moderation-undo", general, focused="case", typed="") == []


async def _without(message: Message, text: str) -> None:
    """Wait until a message does not say something any more."""
    gone = lambda: text not in message.text  # noqa: E731
    await message.channel.world.until(gone, f"{message.text!r} loses {text!r}", message.channel)
