"""The recap on Discord: the draft on the desk, what hosts do with it, its publishing, and what readers get."""

from datetime import timedelta

from bot.config import ModelSettings, SummarySettings
from tests.adapters.discord_chat.discord_room import Run, first_question, surely
from tests.adapters.language_model.server import drafts, served
from tests.standin import Channel, Guild, Message, Permission, Person, StandIn, acts
from tests.standin.message import parts

SKY, SEA = "The sky over the harbour on a morning in March", "The ink of letters that nobody has sent"
DRAFTED = {"summary": SummarySettings()}
SOON = {"summary": SummarySettings(publish_after=timedelta(seconds=1))}


async def test_two_hosts_work_on_the_draft_and_publish_it_after_a_restart(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    kevin, ada = guild.member("Kevin", Permission.MANAGE_EVENTS), guild.member("Ada")
    async with run(DRAFTED) as bot:
        thread = await first_question(general, meghan)
        await ada.says(SKY, thread)
        sea = await guild.member("Ben").says(SEA, thread)
        await bot.records(1, [("Ada", SKY, "thread"), ("Ben", SEA, "thread")])
        card, draft = await _closed(general, meghan)
        assert SKY in draft.text
        assert card.buttons == [
            "Publish",
            "Write the lead",
            "A line for a question",
            "The next chat",
            "Change quotes",
            "Whole recap",
        ]
        acts.join_thread(card.channel, kevin.user.id)
        form = await (await meghan.clicks(card, "Write the lead")).modal()
        assert [field["value"] for field in form.fields] == ["2 answers on “What is colour?”."]
        await (await meghan.submits(form, text="Two saw water.")).answered("Lead: “Two saw water.”")
        await card.becomes("Lead: “Two saw water.”")
        which = await (await kevin.clicks(card, "A line for a question")).answered("Which question?")
        form = await (await kevin.selects(which, "Q1: What is blue?")).modal()
        await (await kevin.submits(form, text="Where blue is")).answered("Q1: “Where blue is”")
        offered = await (await kevin.uses_on("Use in the recap…", sea)).answered("In the recap")
        await (await kevin.selects(offered, "Line of the night")).answered("In the recap: Line of the night.")
    async with run(DRAFTED):
        quotes = await (await meghan.clicks(card, "Change quotes")).answered("Choose a quote")
        offered = await (await meghan.selects(quotes, f"Q1 · Ada: {SKY}")).answered("quoted if it says most")
        await (await meghan.selects(offered, "Not quoted")).answered("In the recap: Not quoted.")
        await card.becomes("Line of the night: 1 · Lines: Q1 · Not quoted: 1")
        assert SKY not in draft.text
        await (await ada.runs("question", general)).answered("The recap comes at about <t:")
        assert not _recaps(general)
        clicks = [await meghan.clicks(card, "Publish"), await kevin.clicks(card, "Publish")]
        first, second = sorted([(await click.answered()).text for click in clicks])  # either may be decided first
        assert first.startswith("Published.")
        assert "published already" in second
        recap = await general.hears("## #TChat recap")
        assert SEA in recap.text
        assert SKY not in recap.text
        await card.becomes("revision 1")
        assert "Publish" not in card.buttons


async def test_readers_get_all_of_it_once_it_is_published(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    async with run(DRAFTED) as bot:
        thread = await first_question(general, meghan)
        await ada.says(SKY, thread)
        await bot.records(1, [("Ada", SKY, "thread")])
        card, _ = await _closed(general, meghan)
        acts.join_thread(card.channel, ada.user.id)
        await (await ada.clicks(card, "Whole recap")).answered("not published yet")
        await (await ada.clicks(card, "Publish")).answered("Only hosts")
        early = await (await meghan.clicks(card, "Whole recap")).answered("The recap of session 1")
        assert [file.name for file in early.files] == ["recap-1.html", "recap-1.md"]
        await (await meghan.clicks(card, "Publish")).answered("Published")
        recap = await general.hears("## #TChat recap")
        assert recap.buttons == ["Q1", "Whole recap"]
        whole = await (await ada.clicks(recap, "Whole recap")).answered("The recap of session 1")
        assert SKY in whole.files[1].data.decode()
        where = await (await ada.runs("question", general)).answered(f"/{recap.id}")
        assert "Whole recap" in where.buttons


async def test_nobody_does_anything_and_a_deletion_follows(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    async with run(SOON) as bot:
        thread = await first_question(general, meghan)
        sky = await ada.says(SKY, thread)
        await bot.records(1, [("Ada", SKY, "thread")])
        await _closed(general, meghan)
        recap = await general.hears("## #TChat recap")
        await ada.deletes(sky)
        await bot.engine.collector.deleted(thread.id, [sky.id])
        bot.engine.revisions.refresh(bot.engine.clock.now() + timedelta(minutes=1))
        await recap.becomes("Revision 2: 1 answer was taken out.")
        assert SKY not in recap.text


async def test_a_channel_for_recaps_has_them_until_it_is_gone(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada, news = guild.member("Ada"), guild.channel("news")
    async with run(SOON) as bot:
        guild.bot_loses(Permission.SEND_MESSAGES, news)
        await (await meghan.runs("tchat settings recap", general, channel=news)).answered(
            "I cannot post in that channel"
        )
        other = guild.channel("announcements")
        await (await meghan.runs("tchat settings recap", general, channel=other)).answered(f"in <#{other.id}>")
        await ada.says(SKY, await first_question(general, meghan))
        await bot.records(1, [("Ada", SKY, "thread")])
        await _closed(general, meghan)
        recap = await other.hears("## #TChat recap")
        await (await ada.clicks(recap, "Whole recap")).answered("The recap of session 1")
        await bot.engine.delivery.idle()
        await (await ada.runs("question", general)).answered(f"/{other.id}/{recap.id}")
        await meghan.deletes_channel(other)
        await general.hears("## #TChat recap")
        desk = await general.gains_thread("Hosts")
        await desk.hears("I cannot show the recap in")
        await (await meghan.runs("tchat check", general)).answered("I cannot post recaps in the channel")
        await (await meghan.runs("tchat settings recap", general)).answered("where its chat was")
        await (await meghan.runs("tchat check", general)).answered("Everything is ready")


async def test_the_operators_channel_for_recaps_serves_its_own_server_only(
    run: Run, discord: StandIn, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada, elsewhere = guild.member("Ada"), discord.guild("Other").channel("news")
    async with run({"summary": SummarySettings(publish_after=timedelta(seconds=1), channel=elsewhere.id)}) as bot:
        await ada.says(SKY, await first_question(general, meghan))
        await bot.records(1, [("Ada", SKY, "thread")])
        await _closed(general, meghan)
        await general.hears("## #TChat recap")
        assert not elsewhere.messages()


async def test_hosts_accept_change_and_take_back_what_a_model_drafted(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada, ben = guild.member("Ada"), guild.member("Ben")
    async with served() as server:
        server.behaviour = drafts
        settings = SummarySettings(model=ModelSettings(url=server.url, name="tiny"))
        async with run({"summary": settings}) as bot:
            thread = await first_question(general, meghan)
            await ada.says(SKY, thread)
            await ben.says(SEA, thread)
            await bot.records(1, [("Ada", SKY, "thread"), ("Ben", SEA, "thread")])
            card, draft = await _closed(general, meghan)
            await card.becomes("Drafted by a language model")
            assert card.buttons[-1] == "Lines by the model"
            acts.join_thread(card.channel, ada.user.id)
            await (await ada.clicks(card, "Lines by the model")).answered("Only hosts")
            lines = await (await meghan.clicks(card, "Lines by the model")).answered("◇ Q1: “")
            assert all(f"[{name}](https://discord.com" in lines.text for name in ("Ada", "Ben"))
            shown = await (await meghan.selects(lines, _last(lines))).answered("✅ accepted")
            assert "Take back: Q1" in _last(shown)
            await (await meghan.selects(shown, _last(shown))).answered("To change one")
            assert (await bot.engine.live.take_up(1)).session.recap.used == {}
            form = await (await meghan.clicks(card, "Write the lead")).modal()
            assert "The sky over the" in form.fields[0]["value"]
            await (await meghan.submits(form, text=form.fields[0]["value"])).answered("the model's line is accepted")
            await draft.becomes("accepted by a host")
            await (await meghan.clicks(card, "Publish")).answered("Published")
            recap = await general.hears("## #TChat recap")
            assert "accepted by a host" in recap.text


def _last(message: Message) -> str:
    """The last option of the menu under a message."""
    return [str(option["label"]) for part in parts(message.components) for option in part.get("options", [])][-1]


async def _closed(general: Channel, meghan: Person) -> tuple[Message, Message]:
    """Close the chat; return the card on the desk and the draft above it."""
    await (await surely(meghan, await meghan.runs("tchat close", general))).answered("Closed")
    desk = await general.gains_thread("Hosts")
    return await desk.hears("recap is a draft"), await desk.hears("## #TChat recap")


def _recaps(general: Channel) -> list[str]:
    return [message.text for message in general.messages() if "## #TChat recap" in message.text]
