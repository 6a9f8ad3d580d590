"""What the gateway did not tell is read from the room's history: nothing that was said is lost, nothing comes twice."""

from datetime import timedelta

import pytest

from bot.app import runner
from bot.app.intake import catch_up
from bot.core.session.state import Phase
from tests.adapters.discord_chat.discord_room import Run, cards, first_question, json_transcript, surely
from tests.standin import Channel, Guild, Permission, Person, StandIn

HISTORY = "GET /channels/{channel_id}/messages"
MESSAGE = "GET /channels/{channel_id}/messages/{message_id}"
REACTORS = "GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji}"
QUICK = """
title: What is haste?
hashtag: TChat
timing: {opening: 1s, question: 1s, closing: 1s, archive: 1s}
questions:
  - ask: What is quick?
"""
LOST = ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK", "MESSAGE_REACTION_ADD",
        "MESSAGE_REACTION_REMOVE", "THREAD_CREATE")  # fmt: skip
NOT_A_FILE = {"description": None, "sha256": None, "missing": None}

pytestmark = pytest.mark.usefixtures("hasty")


@pytest.fixture
def ada(guild: Guild) -> Person:
    return guild.member("Ada")


@pytest.fixture
def ben(guild: Guild) -> Person:
    return guild.member("Ben")


async def _much_happens(thread: Channel, ada: Person, ben: Person, mod: Person) -> None:
    """Let five messages be said, and then everything that can happen to messages."""
    general = thread.parent
    assert general
    one, two, three, *more = thread.messages(by=ada)
    await ada.edits(one, "one and a half")
    await ada.deletes(two)
    await mod.deletes(*more)
    await ben.unreacts(one, "👍")
    await ben.reacts(three, "💯")
    await ada.reacts(three, "💯")
    sea = await ben.says("A1 the sea", general)
    lakes = await ben.starts_thread(on=sea, name="more on the sea")
    await ada.says("and the lakes", lakes)
    await ben.deletes(await ben.says("said and taken back", thread))


@pytest.mark.parametrize("how", ["not resumed", "lost", "away"])
async def test_all_that_happened_unseen_is_made_good(
    how: str, discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person, ben: Person
) -> None:
    mod = guild.member("Mod", Permission.MANAGE_MESSAGES)
    async with run() as bot:
        thread = await first_question(general, meghan)
        said = [await ada.says(text, thread) for text in ("one", "two", "three", "four", "five")]
        await ben.reacts(said[0], "👍")
        await bot.records(1, [("Ada", message.text, "thread") for message in said])
        await bot.shows(lambda: bot.reactions(said[0]), {"👍": 1})
        if how == "not resumed":
            discord.gateway.drop(resumable=False)
        elif how == "lost":
            for name in LOST:
                discord.faults.lose_events(name, 100)
        if how != "away":
            await _much_happens(thread, ada, ben, mod)
        if how == "lost":
            discord.faults.clear()
            await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
            await bot.shows(lambda: bot.reactions(said[2]), {"💯": 2})
    if how == "away":
        await _much_happens(thread, ada, ben, mod)
    async with run() as bot:
        expected = [("Ada", "one and a half", "thread"), ("Ada", "three", "thread"), ("Ben", "A1 the sea", "prefix"),
                    ("Ada", "and the lakes", "reply")]  # fmt: skip
        await bot.records(1, expected)
        assert [await bot.reactions(message) for message in said] == [{}, {}, {"💯": 2}, {}, {}]


async def test_while_the_gateway_is_dark_questions_go_on_and_answers_are_read_later(
    discord: StandIn, run: Run, general: Channel, meghan: Person, ada: Person
) -> None:
    async with run(quick=QUICK) as bot:
        await (await meghan.runs("tchat start", general, pack="quick", when="now")).answered("Session")
        discord.gateway.go_dark()
        thread = await general.gains_thread("Q1 · What is quick?")
        await ada.says("a hare", thread)
        await general.hears("Thank you for")
        recap = await general.hears("## #TChat recap")
        assert "a hare" in recap.text, "the summary is made of what was read, not of what was heard"
        await bot.is_(Phase.ARCHIVED)
        discord.gateway.come_back()
        await discord.gateway.connected()
    assert len(cards(general, 1)) == 1


async def test_events_in_the_wrong_order_and_twice_change_nothing(
    discord: StandIn, run: Run, general: Channel, meghan: Person, ada: Person, ben: Person
) -> None:
    async with run() as bot:
        thread = await first_question(general, meghan)
        held = [discord.faults.hold_events(name) for name in LOST]
        kept, gone = await ada.says("kept", thread), await ada.says("gone", thread)
        await ada.edits(kept, "kept, edited")
        await ben.reacts(kept, "👍")
        await ben.reacts(gone, "👍")
        await ada.deletes(gone)
        for late in reversed(held):  # threads, reactions, deletions, edits, messages
            for deliver in late.waiting:
                deliver()
            late.release(reverse=True)
        last = await ada.says("last", thread)
        await bot.records(1, [("Ada", "kept, edited", "thread"), ("Ada", "last", "thread")])
        assert [await bot.reactions(message) for message in (kept, gone, last)] == [{"👍": 1}, {}, {}]


async def test_a_message_that_goes_while_it_is_being_read_does_not_end_the_reading(
    discord: StandIn, run: Run, general: Channel, meghan: Person, ada: Person, ben: Person
) -> None:
    async with run() as bot:
        thread = await first_question(general, meghan)
        gone, *said = [await ada.says(f"word {n}", thread) for n in range(102)]  # more than one page
        await bot.records(1, [("Ada", message.text, "thread") for message in (gone, *said)])
        for name in ("MESSAGE_REACTION_ADD", "MESSAGE_UPDATE", "MESSAGE_DELETE"):
            discord.faults.lose_events(name)
        await ben.reacts(gone, "👍")
        await ada.edits(said[-1], "the last word")
        gate = discord.faults.hold_next(MESSAGE)
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        await gate.reached()  # to see who reacted
        await ada.deletes(gone)
        gate.release()
        await bot.records(1, [("Ada", message.text, "thread") for message in said])


async def test_a_reaction_that_comes_while_reactions_are_read_is_kept(
    discord: StandIn, run: Run, general: Channel, meghan: Person, ada: Person, ben: Person
) -> None:
    async with run() as bot:
        thread = await first_question(general, meghan)
        said = await ada.says("the sky", thread)
        await ben.reacts(said, "👍")
        await bot.shows(lambda: bot.reactions(said), {"👍": 1})
        discord.faults.lose_events("MESSAGE_REACTION_ADD")
        await ben.reacts(said, "💯")
        gate = discord.faults.hold_next(REACTORS, committed=True)
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        await gate.reached()
        await meghan.reacts(said, "👍")
        await ben.unreacts(said, "👍")
        await ada.reacts(said, "🎉")
        await bot.shows(lambda: bot.reactions(said), {"👍": 1, "🎉": 1})
        gate.release()
        await bot.shows(lambda: bot.reactions(said), {"👍": 1, "🎉": 1, "💯": 1})
        await bot.engine.catchup.idle()
        assert await bot.reactions(said) == {"👍": 1, "🎉": 1, "💯": 1}


async def test_without_the_history_nothing_is_concluded(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(catch_up, "AGAIN", timedelta(seconds=0.2))
    async with run() as bot:
        thread = await first_question(general, meghan)
        await ada.says("the sky", thread)
        await bot.records(1, [("Ada", "the sky", "thread")])
        guild.bot_loses(Permission.READ_MESSAGE_HISTORY, general)
        discord.gateway.drop(resumable=False)
        await ada.says("the sea", thread)
        await discord.until(lambda: discord.gateway.identifies == 2, "the bot is connected again")
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        await bot.engine.catchup.idle()
        assert await bot.answers(1) == [("Ada", "the sky", "thread")]
        guild.bot_gains(Permission.READ_MESSAGE_HISTORY, general)
        await bot.records(1, [("Ada", "the sky", "thread"), ("Ada", "the sea", "thread")])


async def test_a_server_that_was_out_of_sight_is_read_again(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
) -> None:
    async with run() as bot:
        thread = await first_question(general, meghan)
        discord.world.emit("GUILD_DELETE", {"id": str(guild.id), "unavailable": True}, guild=guild)
        discord.faults.lose_events("MESSAGE_CREATE")
        await ada.says("the sky", thread)
        discord.world.emit("GUILD_CREATE", guild.wire(), guild=guild)
        await bot.records(1, [("Ada", "the sky", "thread")])


async def test_a_server_that_comes_late_holds_no_question_up(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    async with run():
        thread = await first_question(general, meghan)
        panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
    await ada.says("the sky", thread)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(guild, "wire", lambda: {"id": str(guild.id), "unavailable": True})
        async with run() as bot:
            await surely(meghan, await meghan.clicks(panel, "Next question"))
            await general.gains_thread("Q2 · What is red?")
            await bot.records(1, [("Ada", "the sky", "thread")])


async def test_archived_threads_are_read_and_older_ones_are_not_asked_for(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
) -> None:
    for number in range(120):  # of earlier chats: more than one page
        old = await ada.starts_thread(on=await ada.says(f"old {number}", general), name="old")
        await ada.archives(old)
    async with run() as bot:
        await first_question(general, meghan)
        discord.gateway.drop(resumable=False)
        own = await ada.starts_thread(on=await ada.says("A1 the sea", general), name="more on the sea")
        await ada.says("and the lakes", own)
        await ada.archives(own)
        await bot.records(1, [("Ada", "A1 the sea", "prefix"), ("Ada", "and the lakes", "reply")])
        await bot.engine.catchup.idle()
    assert all("before" not in r.query for r in discord.requests if r.template.endswith("/archived/public"))


async def test_a_reread_costs_two_requests_a_channel(
    discord: StandIn, run: Run, general: Channel, meghan: Person, ada: Person
) -> None:
    async with run() as bot:
        await first_question(general, meghan)
        for n in range(5):
            await ada.says("a lake", await ada.starts_thread(on=await ada.says(f"A1 {n}", general), name="lakes"))
        await bot.engine.catchup.idle()
        before = len(discord.requests)
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        await general.gains_thread("Q2 · What is red?")
        await bot.engine.idle()
        asked = [request for request in discord.requests[before:] if request.method == "GET"]
        places = 1 + len(general.threads())
        assert len(asked) <= 2 + 2 * places


async def test_the_record_is_not_closed_before_it_was_reread(
    discord: StandIn, run: Run, general: Channel, meghan: Person, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "UNREAD", timedelta(seconds=0.2))
    async with run(quick=QUICK) as bot:
        await (await meghan.runs("tchat start", general, pack="quick", when="now")).answered("Session")
        thread = await general.gains_thread("Q1 · What is quick?")
        discord.faults.fail_next(HISTORY, times=1_000_000, status=503)
        await general.hears("## #TChat recap")
        discord.faults.lose_events("MESSAGE_CREATE")
        await ada.says("a hare", thread)
        discord.faults.requests.clear()
        await bot.is_(Phase.ARCHIVED)
        assert await bot.answers(1) == [("Ada", "a hare", "thread")]


def _reads(discord: StandIn, channel: Channel) -> list[dict[str, str]]:
    return [
        one.query for one in discord.requests if one.called == HISTORY and one.path.split("/")[2] == str(channel.id)
    ]


async def test_a_summary_cut_off_by_a_restart_waits_for_one_reread_that_serves_all(
    discord: StandIn, run: Run, general: Channel, meghan: Person
) -> None:
    async with run() as bot:
        await meghan.says("The sea", await first_question(general, meghan))
        await bot.records(1, [("Meghan", "The sea", "thread")])
        await bot.engine.idle()
        gate = discord.faults.hold_next(HISTORY)
        await surely(meghan, await meghan.runs("tchat close", general))
        await gate.reached()
    gate.release()
    discord.requests.clear()
    async with run():
        await general.hears("## #TChat recap")
    reads = [int(read["after"]) for read in _reads(discord, general)]
    beginning = max(reads)  # before that, only our own posts are looked for
    assert reads.count(beginning) == 1, "from its beginning, the chat is read once"


async def test_closed_chats_are_read_from_their_mark_when_the_bot_starts_and_no_more_than_that(
    discord: StandIn, run: Run, general: Channel, meghan: Person, ada: Person
) -> None:
    async with run() as bot:
        await meghan.says("The sea", await first_question(general, meghan))
        await bot.records(1, [("Meghan", "The sea", "thread")])
        await surely(meghan, await meghan.runs("tchat close", general))
        await general.hears("## #TChat recap")
    last = general.messages()[-1]
    late = await ada.says("A1 the sky", general)
    discord.requests.clear()
    async with run() as bot:
        await bot.records(1, [("Meghan", "The sea", "thread"), ("Ada", "A1 the sky", "prefix")])
        await bot.engine.catchup.idle()
    (read,) = _reads(discord, general)
    assert last.id - (1 << 32) < int(read["after"]) < late.id


async def test_super_reactions_while_the_bot_was_away_are_kept_and_read_once(
    discord: StandIn, run: Run, general: Channel, meghan: Person, ada: Person, ben: Person
) -> None:
    async with run() as bot:
        thread = await first_question(general, meghan)
        said = await ada.says("the sky", thread)
        await bot.records(1, [("Ada", "the sky", "thread")])
    await ben.reacts(said, "👍")
    await ben.reacts(said, "👍", is_super=True)
    await meghan.reacts(said, "🎉", is_super=True)
    async with run() as bot:
        await bot.shows(lambda: bot.reactions(said), {"👍": 1, "🎉": 1})
        await bot.engine.catchup.idle()
        asked = [request.query.get("type") for request in discord.requests if request.called == REACTORS]
        assert sorted(map(str, asked)) == ["0", "1", "1"]
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        await bot.engine.catchup.idle()
        assert await bot.reactions(said) == {"👍": 1, "🎉": 1}
        assert len([request for request in discord.requests if request.called == REACTORS]) == len(asked)


async def test_a_poll_and_a_sticker_are_in_the_record(
    run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person, ben: Person
) -> None:
    async with run() as bot:
        thread = await first_question(general, meghan)
        poll = await ada.asks("Sky or *sea*?", ["the sky", "the sea"], thread)
        await ben.shows_sticker("Wave", thread)
        asked = r"**Sky or \*sea\*?**"
        await bot.records(1, [("Ada", f"{asked}\n- the sky (0)\n- the sea (0)", "thread"), ("Ben", "", "thread")])
        for _ in range(2):
            await ben.votes(poll, "the sea")
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        await bot.records(1, [("Ada", f"{asked}\n- the sky (0)\n- the sea (2)", "thread"), ("Ben", "", "thread")])
        record = await json_transcript(meghan, general)
        of_poll, of_sticker = [each["attachments"] for each in record["questions"][0]["answers"]]  # type: ignore[attr-defined]
        assert of_poll == []
        assert of_sticker == [{"name": "Wave", "type": None, "size": 0, "url": ""} | NOT_A_FILE]


async def test_who_and_what_is_mentioned_is_known_by_name(
    run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
) -> None:
    quiet, hall = guild.member("Quiet Quentin"), guild.channel("town-hall")
    async with run() as bot:
        thread = await first_question(general, meghan)
        await ada.says(f"<@{quiet.user.id}> said so in <#{hall.id}>", thread)
        await bot.records(1, [("Ada", f"<@{quiet.user.id}> said so in <#{hall.id}>", "thread")])
        reply = await (await meghan.runs("tchat transcript", general, format="txt")).answered("transcript")
        assert "@Quiet Quentin said so in #town-hall" in reply.files[0].data.decode()
