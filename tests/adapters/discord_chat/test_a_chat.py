"""A chat on Discord: discord.py itself against the stand-in, from the first command to the transcript."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.config import Discord
from tests.adapters.discord_chat.discord_room import Run, cards, filed, first_question, json_transcript, surely
from tests.standin import Channel, Guild, Permission, Person, StandIn
from tests.standin.channel import NEWS, NEWS_THREAD


async def test_a_whole_chat(discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
    ada, ben = guild.member("Ada"), guild.member("Ben")
    async with run() as bot:
        used = await meghan.runs("tchat start", general, pack="colours", when="now")
        assert "starts now" in (await used.answered("Session")).text
        welcome = await general.hears("# What is colour? · #TChat")
        assert "are recorded with your name" in welcome.text
        assert await discord.until(general.pinned, "the board is pinned") == [welcome]
        await ada.says("Hello all!", general)

        await (await meghan.runs("tchat next", general)).answered("Asking Q1")
        card = await general.hears("**Q1 of 3**")
        assert "- [On Blue](<https://example.org/blue>) — Ada Okafor, Hue" in card.text
        assert card.pinged == []
        thread = await general.gains_thread("Q1 · What is blue?")
        sky = await ada.says("The sky", thread)
        await ben.reacts(sky, "👍")
        await ben.says("a1: the sea", general)
        guess = await ben.says("hmm, ice?", general)

        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        await card.becomes("next: [Q2]")
        await thread.hears("You can still answer this one")
        await ada.edits(sky, "The sky, on a good day")
        gone = await ben.says("A2 forget this", general)
        await ben.deletes(gone)
        await ada.says("roses", general, reply_to=await general.hears("**Q2 of 3**"))

        filing = await (await ben.uses_on("File under question…", guess)).answered("Which question")
        await (await ben.selects(filing, "Q1: What is blue?")).answered("Filed under Q1")
        offered = await (await meghan.uses_on("Use in the recap…", sky)).answered("In the recap")
        await (await meghan.selects(offered, "Featured: quoted in any case")).answered("In the recap: Featured")
        await bot.records(2, [("Ada", "roses", "reply")])
        await (await surely(meghan, await meghan.runs("tchat close", general))).answered("Closed")
        await general.hears("Thank you for your answers")
        recap = await general.hears("## #TChat recap: What is colour?")
        assert "> The sky, on a good day — " in recap.text

        expected = [
            ("Ada", "The sky, on a good day", "thread"),
            ("Ben", "a1: the sea", "prefix"),
            ("Ben", "hmm, ice?", "host"),
        ]
        await bot.records(1, expected)
        record = await json_transcript(meghan, general)
        first, second = record["questions"]
        assert filed(first) == expected
        assert first["answers"][0]["reactions"] == {"👍": 1}  # type: ignore[index]
        assert filed(second) == [("Ada", "roses", "reply")]
        assert [entry["text"] for entry in record["channel"]] == ["Hello all!"]
    assert all(used.acknowledged_ms for used in discord.world.interactions.values())


async def test_what_counts_and_what_does_not(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada, robot = guild.member("Ada"), guild.member("Robot", bot=True)
    moderator = guild.member("Mod", Permission.MANAGE_MESSAGES)
    random = guild.channel("random")
    async with run() as bot:
        thread = await first_question(general, meghan)
        await robot.says("A1 I am a bot", general)
        await ada.says("A1 wrong channel", random)
        kept = await ada.says("the sky https://example.org", thread)
        await discord.resolves_embed(kept, "Example")
        purged = [await ada.says(text, thread) for text in ("one", "two")]
        await moderator.deletes(*purged)
        forwarded = await ada.forwards(kept, general)
        await ada.reacts(kept, "👍")
        await ada.reacts(kept, "💯")
        await ada.unreacts(kept, "👍")
        await meghan.reacts(kept, "🎉")
        await moderator.clears_reactions(kept, "🎉")
        own = await ada.starts_thread(on=await ada.says("A1 the sea", general), name="more on the sea")
        await ada.says("and the lakes", own)

        await bot.records(
            1,
            [
                ("Ada", "the sky https://example.org", "thread"),
                ("Ada", "A1 the sea", "prefix"),
                ("Ada", "and the lakes", "reply"),
            ],
        )
        record = await json_transcript(meghan, general)
        first = record["questions"][0]
        sky = first["answers"][0]  # type: ignore[index]
        assert (sky["reactions"], sky["edited_at"]) == ({"💯": 1}, None)
        assert [entry["id"] for entry in record["channel"]] == [str(forwarded.id)]
        assert str(record["channel"][0]["forwarded"]).endswith(f"/{kept.id}")


async def test_without_threads_answers_are_taken_in_the_channel_and_the_host_is_told(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    guild.bot_loses(Permission.CREATE_PUBLIC_THREADS)
    ada = guild.member("Ada")
    async with run() as bot:
        told = await (await meghan.runs("tchat check", general)).answered("permission")
        assert "*Create Public Threads*" in told.text
        begun = await (await meghan.runs("tchat start", general, pack="colours", when="now")).answered("Session")
        assert "people answer in the channel" in begun.text
        await (await meghan.runs("tchat next", general)).answered("Asking Q1")
        card = await general.hears("**Q1 of 3**")
        assert "begin with A1" in card.text
        await ada.says("the sky", general, reply_to=card)
        await ada.says("A1 the sea", general)
        await bot.records(1, [("Ada", "the sky", "reply"), ("Ada", "A1 the sea", "prefix")])
    assert general.threads() == []


async def test_a_restart_in_the_middle_changes_nothing(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    async with run() as bot:
        thread = await first_question(general, meghan)
        await ada.says("the sky", thread)
        panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
    registered = len(_registrations(discord))
    async with run() as bot:
        await ada.says("the sea", thread)
        await (await surely(meghan, await meghan.clicks(panel, "Next question"))).answered("What is red?")
        await general.hears("**Q2 of 3**")
        after = await (await meghan.clicks(panel, "Refresh")).answered(" What is red?\n")
        assert "Answers:" in after.text
        await bot.records(1, [("Ada", "the sky", "thread"), ("Ada", "the sea", "thread")])
    assert len([m for m in general.messages() if m.text.startswith("**Q1 of 3**")]) == 1
    assert registered == len(_registrations(discord)) == 1, "commands are registered only when they changed"


async def test_the_panel_is_for_hosts_only(run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
    ada = guild.member("Ada")
    async with run() as bot:
        await ada.says("The sky", await first_question(general, meghan))
        await bot.records(1, [("Ada", "The sky", "thread")])
        panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
        await (await meghan.clicks(panel, "Pause")).answered("paused")
        await (await meghan.clicks(panel, "Resume")).answered("running")
        await (await meghan.clicks(panel, "5 minutes more")).answered("running")
        await (await surely(meghan, await meghan.clicks(panel, "Skip the next question"))).answered(
            "Q3: What is green?"
        )
        refused = await (await ada.clicks(panel, "Close the chat")).answered("Only hosts")
        assert refused.ephemeral
        await (await surely(meghan, await meghan.clicks(panel, "Close the chat"))).answered("— closed")
        await general.hears("## #TChat recap")
        await general.hears("More time")


async def test_members_steer_their_own_words(run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
    ada, ben = guild.member("Ada"), guild.member("Ben")
    async with run():
        thread = await first_question(general, meghan)
        secret = await ada.says("my secret", thread)
        for menu in ("Leave out of the record", "File under question…"):
            await (await ben.uses_on(menu, secret)).answered("Only its author or a host")
        await (await ada.uses_on("Leave out of the record", secret)).answered("Left out")
        assert filed((await json_transcript(meghan, general))["questions"][0]) == []
        await (await ada.uses_on("Leave out of the record", secret)).answered("part of the record again")
        assert len(filed((await json_transcript(meghan, general))["questions"][0])) == 1
        elsewhere = await ada.says("hello", guild.channel("random"))
        await (await ada.uses_on("Leave out of the record", elsewhere)).answered("not part of a chat")


async def test_a_finn_is_answered_in_finnish(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    aino = guild.member("Aino")
    aino.locale = "fi"
    async with run():
        await (await aino.runs("question", general)).answered("Tällä kanavalla")
        await first_question(general, meghan)
        await (await aino.runs("question", general)).answered("käynnissä")
    registered = _registrations(discord)[0]
    tchat = next(command for command in registered if command["name"] == "tchat")
    start = next(option for option in tchat["options"] if option["name"] == "start")
    assert start["description_localizations"]["fi"].startswith("Aloita")


async def test_choices_are_offered_while_typing(run: Run, general: Channel, meghan: Person) -> None:
    async with run():
        packs = await meghan.completes("tchat start", general, focused="pack", typed="COL")
        assert [choice["value"] for choice in packs] == ["colours"]
        assert await meghan.completes("tchat packs show", general, focused="pack", typed="x") == []
        await first_question(general, meghan)
        sessions = await meghan.completes("tchat summary", general, focused="session", typed="colour")
        today = f"{datetime.now(UTC):%Y-%m-%d}"
        assert [choice["name"] for choice in sessions] == [f"1 · What is colour? · {today} · running"]


async def test_packs_can_be_looked_at(run: Run, general: Channel, meghan: Person) -> None:
    async with run():
        listed = await (await meghan.runs("tchat packs list", general)).answered("colours")
        assert "3 questions" in listed.text
        used = await meghan.runs("tchat packs show", general, pack="colours")
        await used.answered("# What is colour?")
        await used.answered("**Q3** What is green?")
        await (await meghan.runs("tchat packs show", general, pack="flavours")).answered("no pack “flavours”")


async def test_refusals_are_one_sentence(run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
    async with run() as bot:
        await (await meghan.runs("tchat next", general)).answered("no chat in this channel")
        await (await meghan.runs("tchat start", general, pack="colours", when="soon")).answered("cannot read")
        await (await meghan.runs("tchat summary", general, session=9)).answered("no session 9")
        await meghan.says("The sky", await first_question(general, meghan))
        await bot.records(1, [("Meghan", "The sky", "thread")])
        await (await meghan.runs("tchat start", general, pack="colours")).answered("is running in this channel")
        await (await meghan.runs("tchat cancel", general)).answered("has already opened")
        guild.bot_loses(Permission.SEND_MESSAGES, channel=(random := guild.channel("random")))
        await (await meghan.runs("tchat start", general, pack="colours", channel=random)).answered("Send Messages")


async def test_the_summary_is_a_file_too(run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
    ada = guild.member("Ada")
    async with run() as bot:
        thread = await first_question(general, meghan)
        await ada.says("The sky on a good day, for sure", thread)
        await bot.records(1, [("Ada", "The sky on a good day, for sure", "thread")])
        reply = await (await meghan.runs("tchat summary", general)).answered("summary")
        assert "The sky on a good day, for sure" in reply.files[0].data.decode()
        html = await (await meghan.runs("tchat transcript", general)).answered("transcript")
        assert html.files[0].name == "transcript.html"


def _registrations(discord: StandIn) -> list[list[dict[str, Any]]]:
    return [request.body for request in discord.requests if request.method == "PUT" and "commands" in request.template]


async def test_in_an_announcement_channel_members_own_threads_are_heard_live_and_judged(
    run: Run, guild: Guild, meghan: Person
) -> None:
    news, desk, ada = guild.channel("news", kind=NEWS), guild.channel("desk"), guild.member("Ada")
    async with run({"discord": Discord(host_desk=desk.id)}) as bot:
        thread = await first_question(news, meghan)
        await ada.says("the sky", thread)
        own = await ada.starts_thread(on=await ada.says("A1 the sea", news), name="more on the sea")
        assert (thread.kind, own.kind) == (NEWS_THREAD, NEWS_THREAD)
        await ada.says("and my new course, link in bio https://example.org", own)
        await desk.hears("**Self-promotion**")
        await bot.records(
            1,
            [
                ("Ada", "the sky", "thread"),
                ("Ada", "A1 the sea", "prefix"),
                ("Ada", "and my new course, link in bio https://example.org", "reply"),
            ],
        )


async def test_a_deleted_card_is_posted_again_by_a_click_on_the_desk(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada, moderator = guild.member("Ada"), guild.member("Mod", Permission.MANAGE_MESSAGES)
    async with run() as bot:
        thread = await first_question(general, meghan)
        (card,) = cards(general, 1)
        await moderator.deletes(card)
        asked = await (await general.gains_thread("Hosts · session 1")).hears("The card of Q1 was deleted.")
        await meghan.clicks(asked, "Post it again")
        await asked.becomes("Q1 is posted again.")
        assert asked.buttons == []
        again = await general.hears("**Q1 of 3**", after=card)
        await ada.says("the sky", thread)
        await ada.says("the sea", general, reply_to=again)
        await bot.records(1, [("Ada", "the sky", "thread"), ("Ada", "the sea", "reply")])
    assert [thread.name for thread in general.threads() if not thread.private] == ["Q1 · What is blue?"]


async def test_a_form_that_comes_too_late_is_a_line_in_the_log(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, caplog: pytest.LogCaptureFixture
) -> None:
    ada, ben = guild.member("Ada"), guild.member("Ben")
    async with run():
        said = await ada.says("buy my course", await first_question(general, meghan))
        discord.faults.fail_next("POST /interactions/{interaction_id}/{token}/callback", status=404)
        await ben.uses_on("Tell the hosts", said)
        await (await ben.uses_on("Tell the hosts", said)).modal()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
    assert "was not delivered" in caplog.text
