"""Discord failing in the middle of a chat: it goes on, or stands still until a host says so. Nothing comes twice."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Never

import pytest

from bot import wiring
from bot.app.delivery import lanes, performing
from bot.core.base import contribution
from bot.core.base.errors import StoreError
from bot.core.base.place import DISCORD, RoomRef
from bot.core.session.facts import HostsTold, Notice
from bot.core.session.state import Phase
from tests.adapters.discord_chat.discord_room import Bot, Run, cards, first_question, surely
from tests.stage import pack_of
from tests.standin import Channel, Guild, Permission, Person, StandIn, Used
from tests.standin.world import moment

POST = "POST /channels/{channel_id}/messages"
THREAD = "POST /channels/{channel_id}/messages/{message_id}/threads"
DEFER = "POST /interactions/{interaction_id}/{token}/callback"
HISTORY = "GET /channels/{channel_id}/messages"


pytestmark = pytest.mark.usefixtures("hasty")


async def desk_of(general: Channel) -> Channel:
    return await general.gains_thread("Hosts · session 1")


BREAKS: dict[str, Callable[[StandIn], object]] = {
    "500": lambda discord: discord.faults.fail_next(POST),
    "503": lambda discord: discord.faults.fail_next(POST, times=2, status=503),
    "429": lambda discord: discord.faults.fail_next(POST, status=429, retry_after=0.1),
    "cut": lambda discord: discord.faults.cut_next(POST, times=2),
    "done, 500": lambda discord: discord.faults.commit_then_fail(POST),
    "done, cut": lambda discord: discord.faults.commit_then_cut(POST, times=2),
    "thread 503": lambda discord: discord.faults.fail_next(THREAD, times=2, status=503),
    "thread done, cut": lambda discord: discord.faults.commit_then_cut(THREAD),
}


@pytest.mark.parametrize("broken", BREAKS)
async def test_a_question_is_there_once_whatever_its_request_met(
    broken: str, discord: StandIn, run: Run, general: Channel, meghan: Person
) -> None:
    async with run():
        await first_question(general, meghan)
        BREAKS[broken](discord)
        await surely(meghan, await meghan.runs("tchat next", general))
        await general.gains_thread("Q2 · What is red?")
        await (await general.gains_thread("Q1")).hears("You can still answer this one")
    assert len(cards(general, 2)) == 1


async def test_a_retry_of_discord_py_that_we_break_off_posts_nothing_twice(
    discord: StandIn, run: Run, general: Channel, meghan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run():
        await first_question(general, meghan)
        monkeypatch.setattr(performing, "SEND_SECONDS", 0.3)  # less than discord.py waits after a 500
        discord.faults.commit_then_fail(POST, times=2)
        await surely(meghan, await meghan.runs("tchat next", general))
        await general.gains_thread("Q2 · What is red?")
    assert len(cards(general, 2)) == 1
    assert len([request for request in discord.requests if request.called == POST and request.status == 500]) == 2


async def test_a_rate_limit_for_everything_that_outlasts_our_patience_does_not_silence_the_bot(
    discord: StandIn, run: Run, general: Channel, meghan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run():
        await first_question(general, meghan)
        monkeypatch.setattr(performing, "SEND_SECONDS", 0.3)
        discord.faults.fail_next(POST, status=429, retry_after=1.0, everywhere=True)
        await surely(meghan, await meghan.runs("tchat next", general))
        await general.gains_thread("Q2 · What is red?")
    assert len(cards(general, 2)) == 1


async def test_a_command_is_carried_out_in_time_though_it_cannot_be_acknowledged(
    discord: StandIn, run: Run, general: Channel, meghan: Person
) -> None:
    async with run():
        await first_question(general, meghan)
        discord.faults.fail_next(DEFER, times=4)  # discord.py would go on trying for 16 seconds
        used = await meghan.runs("tchat pause", general)
        line = await general.hears("short break")
        assert moment(line.id) - moment(used.id) < timedelta(seconds=5)


async def test_at_the_end_answers_under_way_are_given_or_broken_off_without_a_traceback(
    run: Run, general: Channel, meghan: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def used_at_the_end() -> tuple[Used, asyncio.Event]:
        """Return what was used just before the bot ended, and what says that it is dealt with."""
        begun, goes_on, is_over = asyncio.Event(), asyncio.Event(), asyncio.Event()
        async with run() as bot:
            status = bot.engine.overview.status

            async def slow(*given: Any) -> str:
                begun.set()
                try:
                    await goes_on.wait()
                    return await status(*given)
                finally:
                    is_over.set()

            monkeypatch.setattr(bot.engine.overview, "status", slow)
            used = await meghan.runs("tchat status", general)
            await begun.wait()
            asyncio.get_running_loop().call_later(0.2, goes_on.set)
        await goes_on.wait()
        return used, is_over

    async with run():
        await first_question(general, meghan)
    monkeypatch.setattr(wiring, "ANSWERING_SECONDS", 10)
    used, _ = await used_at_the_end()
    await used.answered("What is colour?")
    monkeypatch.setattr(wiring, "ANSWERING_SECONDS", 0)
    _, is_over = await used_at_the_end()
    await is_over.wait()
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


async def test_while_nothing_can_be_read_who_types_is_offered_nothing(
    run: Run, general: Channel, meghan: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def unreadable(*_: object) -> Never:
        raise StoreError("the connection was lost")

    async with run() as bot:
        offered = [await meghan.completes("tchat start", general, focused="pack", typed="col")]
        monkeypatch.setattr(bot.engine.library, "names", unreadable)
        offered += [await meghan.completes("tchat start", general, focused="pack", typed="col")]
    assert [len(each) for each in offered] == [1, 0]
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


async def test_the_right_to_post_is_taken_away_and_given_back(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    async with run() as bot:
        thread = await first_question(general, meghan)
        guild.bot_loses(Permission.SEND_MESSAGES, general)
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        asked = await (await desk_of(general)).hears("My post did not go through, so the chat is waiting")
        assert asked.buttons == ["Resume", "Close the chat"]
        await bot.is_(Phase.PAUSED)
        await ada.says("the sky", thread)
        await bot.records(1, [("Ada", "the sky", "thread")])
        guild.bot_gains(Permission.SEND_MESSAGES, general)
        await (await meghan.clicks(asked, "Resume")).answered("goes on")
        await general.gains_thread("Q2 · What is red?")
        await bot.is_(Phase.OPEN)
    assert len(cards(general, 2)) == 1


async def test_the_chat_can_be_closed_from_the_desk(run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
    async with run() as bot:
        await meghan.says("The sky", await first_question(general, meghan))
        await bot.records(1, [("Meghan", "The sky", "thread")])
        guild.bot_loses(Permission.SEND_MESSAGES, general)
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        asked = await (await desk_of(general)).hears("My post did not go through")
        await surely(meghan, await meghan.clicks(asked, "Close the chat"))
        await bot.is_(Phase.CLOSED)


async def test_a_desk_that_was_deleted_is_made_again(
    run: Run, guild: Guild, general: Channel, meghan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "LONG_PAUSE", timedelta(seconds=0.1))
    async with run():
        await first_question(general, meghan)
        guild.bot_loses(Permission.SEND_MESSAGES, general)
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        asked = await (await desk_of(general)).hears("My post did not go through")
        await meghan.deletes_channel(asked.channel)
        await (await meghan.runs("tchat resume", general)).answered("goes on")
        again = await (await desk_of(general)).hears("My post did not go through")
        assert again.channel is not asked.channel


async def test_a_post_whose_fate_the_history_hides_is_asked_about_and_then_found(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(performing, "NONCE_HOLDS", timedelta())
    async with run() as bot:
        await first_question(general, meghan)
        guild.bot_loses(Permission.READ_MESSAGE_HISTORY, general)
        discord.faults.commit_then_cut(POST, times=2)
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        asked = await (await desk_of(general)).hears("I cannot tell whether my last post is in the channel")
        await bot.is_(Phase.PAUSED)
        guild.bot_gains(Permission.READ_MESSAGE_HISTORY, general)
        await (await meghan.clicks(asked, "Resume")).answered("goes on")
        await general.gains_thread("Q2 · What is red?")
    assert len(cards(general, 2)) == 1


async def test_an_empty_history_that_may_be_a_closed_one_proves_nothing(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord shows an empty list where the history is closed; a gateway that lags has not told us so."""
    monkeypatch.setattr(performing, "NONCE_HOLDS", timedelta())
    async with run() as bot:
        await first_question(general, meghan)
        discord.world.nonce_window = 0
        told = [discord.faults.hold_events(name) for name in ("GUILD_ROLE_UPDATE", "CHANNEL_UPDATE")]
        discord.faults.commit_then_cut(POST, times=2)
        guild.bot_loses(Permission.READ_MESSAGE_HISTORY, general)
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        await bot.is_(Phase.PAUSED)
        assert len(cards(general, 2)) == 1
        for held in told:
            held.release()


@pytest.mark.parametrize("fate", ["deleted", "archived", "locked"])
async def test_a_thread_that_goes_leaves_the_chat_and_the_record(
    fate: str, discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    guild.bot_loses(Permission.MANAGE_THREADS)
    async with run() as bot:
        thread = await first_question(general, meghan)
        await ada.says("the sky", thread)
        await bot.records(1, [("Ada", "the sky", "thread")])
        if fate == "deleted":
            await meghan.deletes_channel(thread)
        else:
            await meghan.archives(thread, locked=fate == "locked")
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        second = await general.gains_thread("Q2 · What is red?")
        if fate == "deleted":
            await (await desk_of(general)).hears("The thread of Q1 was deleted")
        discord.gateway.drop(resumable=False)
        await ada.says("roses", second)
        await bot.records(2, [("Ada", "roses", "thread")])
        await (await surely(meghan, await meghan.runs("tchat close", general))).answered("Closed")
        await general.hears("## #TChat recap")
        await bot.records(1, [("Ada", "the sky", "thread")])


@pytest.mark.parametrize("seen", [True, False], ids=["seen", "while away"])
async def test_a_channel_that_is_deleted_ends_the_chat_and_leaves_the_record(
    seen: bool, discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    async with run() as bot:
        thread = await first_question(general, meghan)
        await ada.says("the sky", thread)
        await bot.records(1, [("Ada", "the sky", "thread")])
        if seen:
            await meghan.deletes_channel(general)
            await bot.is_(Phase.ROOM_GONE)
    if not seen:
        await meghan.deletes_channel(general)
    async with run() as bot:
        await bot.is_(Phase.ROOM_GONE)
        assert await bot.answers(1) == [("Ada", "the sky", "thread")]
        await bot.engine.idle()
        assert await bot.engine.store.pending(1) == []
        assert bot.engine.delivery.next_due() is None
        assert bot.engine.catchup.next_due() is None


async def test_a_bot_that_was_removed_asks_when_it_is_back(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    async with run() as bot:
        thread = await first_question(general, meghan)
        guild.removes_bot()
        await bot.is_(Phase.PAUSED)
        await ada.says("the sky", thread)
        guild.invites_bot()
        await bot.records(1, [("Ada", "the sky", "thread")])
        asked = await (await desk_of(general)).hears("I was removed from the server and am back")
        await (await meghan.clicks(asked, "Resume")).answered("goes on")
        await (await surely(meghan, await meghan.runs("tchat next", general))).answered("Asking Q2")
        await general.gains_thread("Q2 · What is red?")


async def test_what_is_missing_is_named_by_a_check_and_before_an_opening(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    async with run() as bot:
        await (await meghan.runs("tchat check", general)).answered("Everything is ready")
        missing = {
            "View Channel": Permission.VIEW_CHANNEL,
            "Send Messages": Permission.SEND_MESSAGES,
            "Read Message History": Permission.READ_MESSAGE_HISTORY,
            "Create Public Threads": Permission.CREATE_PUBLIC_THREADS,
            "Send Messages in Threads": Permission.SEND_MESSAGES_IN_THREADS,
            "Create Private Threads": Permission.CREATE_PRIVATE_THREADS,
            "Pin Messages": Permission.PIN_MESSAGES,
        }
        for name, permission in missing.items():
            guild.bot_loses(permission, general)
            assert f"*{name}*" in (await (await meghan.runs("tchat check", general)).answered("permission")).text
            guild.bot_gains(permission, general)
        guild.bot_loses(Permission.PIN_MESSAGES, general)
        await _set_ahead(bot, general, meghan)
        await (await desk_of(general)).hears("Some permissions are missing in the channel: Pin Messages")
        await general.hears("are recorded with your name")


async def test_a_chat_whose_server_is_out_of_sight_opens_when_it_is_back(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as bot:
        opens_at = await _set_ahead(bot, general, meghan)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(guild, "wire", lambda: {"id": str(guild.id), "unavailable": True})
        async with run() as bot:
            await bot.engine.clock.wait(opens_at, asyncio.Event())
            await bot.engine.tick()
            await bot.is_(Phase.SCHEDULED)
            meanwhile.undo()
            discord.world.emit("GUILD_CREATE", guild.wire(), guild=guild)
            await general.hears("are recorded with your name")


async def test_a_chat_that_cannot_open_is_held_back(run: Run, guild: Guild, general: Channel, meghan: Person) -> None:
    async with run() as bot:
        await _set_ahead(bot, general, meghan, lacking=lambda: guild.bot_loses(Permission.SEND_MESSAGES, general))
        asked = await (await desk_of(general)).hears("The chat could not open: I am missing Send Messages")
        guild.bot_gains(Permission.SEND_MESSAGES, general)
        await (await meghan.clicks(asked, "Open now")).answered("The chat is open")
        await general.hears("are recorded with your name")


async def _set_ahead(
    bot: Bot, general: Channel, host: Person, lacking: Callable[[], object] = lambda: None
) -> datetime:
    """Set a chat for the next second; no slash command is as exact as that."""
    assert general.guild
    room = RoomRef(DISCORD, general.guild.id, general.id)
    soon = bot.engine.clock.now() + timedelta(seconds=1)
    by = contribution.Person(host.user.id, host.user.name)
    await bot.engine.host.start(pack_of("What is blue?"), room, by=by, opens_at=soon)
    lacking()
    return soon


async def test_a_check_says_which_of_discords_own_protections_are_on(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    guild.verification, general.slow_mode = 2, 10
    guild.automod = [(3, True), (5, False)]
    async with run():
        told = await (await meghan.runs("tchat check", general)).answered("Everything is ready")
        assert "✅ Verification level: medium." in told.text
        assert "✅ Slow mode here: one message in 10 s." in told.text
        assert "I cannot see whether AutoMod is on" in told.text
        guild.bot_gains(Permission.MANAGE_GUILD)
        told = await (await meghan.runs("tchat check", general)).answered("AutoMod looks for: suspected spam.")
        assert "AutoMod does not look for: mention spam, common unwanted words." in told.text


async def test_the_desk_says_that_discord_blocked_messages_of_a_chat_where_the_bot_may_know(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    async with run() as bot:
        thread = await first_question(general, meghan)
        guild.automod_acts(thread.id, ada.user.id)
        guild.bot_gains(Permission.MANAGE_GUILD)
        guild.automod_acts(thread.id, ada.user.id, actions=(2, 3))
        for _ in range(3):
            guild.automod_acts(thread.id, ada.user.id)
        told = await (await general.gains_thread("Hosts")).hears("AutoMod blocked 1 message here")
        assert "free nitro" not in told.text
        told_of = [fact for fact in await bot.engine.store.facts(1) if isinstance(fact, HostsTold)]
        assert [(fact.notice, fact.detail) for fact in told_of] == [(Notice.BLOCKED, "1")]


async def test_a_check_says_what_discords_own_protections_would_bring(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    async with run():
        told = await (await meghan.runs("tchat check", general)).answered("Verification level: none.")
        assert "Slow mode is off here." in told.text
