"""The plug is pulled, the line goes dead, permissions vanish: the talk goes on, or its hosts are asked."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any, Never

import pytest

from bot.app import runner
from bot.app.delivery import performing
from bot.app.ports.values import Heard
from bot.core.base.contribution import Contribution
from bot.core.base.errors import NotFound, StoreError
from bot.core.session.facts import Cause
from bot.core.session.state import Phase
from tests.stage import MEGHAN, Stage, pack_of

PACK = pack_of("What is blue?", "What is red?", "What is green?")


async def test_after_a_short_outage_the_question_comes_at_once_and_the_rest_moves_along(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=12)
    await stage.restart(after=timedelta(minutes=8))
    assert stage.session.current == 2
    await stage.advance(minutes=9)
    assert stage.session.current == 2
    await stage.advance(minutes=1)
    assert stage.session.current == 3


async def test_after_a_long_outage_the_hosts_are_asked_and_one_question_comes(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.restart(after=timedelta(hours=2))
    assert stage.session.phase is Phase.PAUSED
    assert "short break" in stage.posts()[-1]
    asked = stage.desk()[-1]
    assert "I was offline when the next step was due" in asked.text
    assert [action.label for action in asked.actions] == ["Resume", "Close the chat"]
    await stage.host("resume")
    assert stage.session.current == 2
    await stage.advance(minutes=9)
    assert stage.session.current == 2


async def test_a_missed_opening_is_held_back(stage: Stage) -> None:
    await stage.start(PACK, opens_in=timedelta(hours=1))
    await stage.restart(after=timedelta(hours=3))
    assert stage.session.phase is Phase.HELD
    assert [action.label for action in stage.desk()[-1].actions] == ["Open now", "Call off"]
    await stage.host("resume")
    assert "How" not in stage.posts()[-1]
    assert str(stage.session.phase) == "open"


async def test_what_was_said_while_the_bot_was_away_is_caught_up(stage: Stage) -> None:
    ada, ben = stage.member("Ada"), stage.member("Ben")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    kept, changed, gone = [await ada.says(text, in_thread=1) for text in ("one", "two", "three")]
    await stage.switch_off()
    await ada.edits(changed, "two and a half")
    await ada.deletes(gone)
    await ben.reacts(kept, "👍")
    sea = await ben.says("A1 the sea")
    await stage.room.branch(sea, "more on the sea")
    await ada.says("and the lakes", channel=sea.id)
    missed = await ben.says("said and taken back", in_thread=1)
    await ben.deletes(missed)
    await stage.switch_on()
    assert await stage.answers(1) == [
        "Ada: one (thread)",
        "Ada: two and a half (thread)",
        "Ben: A1 the sea (prefix)",
        "Ada: and the lakes (reply)",
    ]
    record = await stage.record()
    first = await anext(record.answers(1))
    assert first.contribution.reactions == {"👍": 1}


async def test_events_that_never_came_are_made_good_before_the_summary(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=36)
    kept = await ada.says("the sky", in_thread=1)
    collector, stage.room.collector = stage.room.collector, None  # the gateway says nothing any more
    await ada.edits(kept, "the sky, mostly")
    await ada.says("roses", in_thread=2)
    stage.room.collector = collector
    await stage.advance(minutes=5)
    assert await stage.answers(2) == ["Ada: roses (thread)"]
    assert "the sky, mostly" in stage.posts()[-1]
    assert "roses" in stage.posts()[-1]


async def test_without_the_history_nothing_is_concluded(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await ada.says("the sky", in_thread=1)
    await stage.switch_off()
    said = await ada.says("the sea", in_thread=1)
    stage.room.faults.unreadable = True
    await stage.switch_on()
    assert await stage.answers(1) == ["Ada: the sky (thread)"], "nothing is deleted because it was not seen"
    stage.room.faults.unreadable = False
    await stage.advance(minutes=1)
    assert said.text in (await stage.answers(1))[1]


async def test_a_record_that_takes_long_to_reread_is_closed_once_it_is_read(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "PATIENCE", 0)
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.member("Ada").says("the sky", in_thread=1)
    await stage.host("close", sure=True)
    await stage.advance(hours=50)
    assert (await stage.record()).session.phase is Phase.ARCHIVED


async def test_a_record_that_cannot_be_reread_is_closed_without_in_the_end(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "LONGEST_UNREAD", timedelta(minutes=5))
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.member("Ada").says("the sky", in_thread=1)
    await stage.host("close", sure=True)
    stage.room.faults.unreadable = True
    await stage.advance(hours=48, minutes=5)
    assert stage.session.phase is Phase.CLOSED
    await stage.advance(minutes=1)
    assert (await stage.record()).session.phase is Phase.ARCHIVED


async def test_a_refused_question_stops_the_clock_until_a_host_lets_it_go_on(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    stage.room.faults.refused = {stage.room.ref.channel}
    await stage.advance(minutes=10)
    assert stage.session.phase is Phase.PAUSED
    assert "My post did not go through" in stage.desk()[-1].text
    await stage.advance(hours=1)
    stage.room.faults.refused.clear()
    await stage.host("resume")
    assert "What is red?" in stage.card(2).text
    await stage.advance(minutes=10)
    assert "What is green?" in stage.card(3).text


async def test_a_line_that_is_dead_for_minutes_brings_everything_once(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    stage.room.faults.dead = True
    await stage.advance(minutes=12)
    stage.room.faults.dead = False
    await stage.advance(minutes=1)
    assert stage.card(2)
    assert stage.session.phase is Phase.OPEN


async def test_a_room_that_never_answers_is_asked_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(performing, "SEND_SECONDS", 0)
    await stage.start(PACK)
    await stage.advance(minutes=6)
    stage.room.faults.silent = True
    await stage.advance(minutes=10)
    assert "⚠️ Not posted yet: no answer within 0 seconds" in await stage.status()
    stage.room.faults.silent = False
    await stage.advance(minutes=1)
    assert stage.card(2)
    assert "⚠️" not in await stage.status()


async def test_a_thread_is_given_less_time_than_a_post(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(performing, "THREAD_SECONDS", 0)

    async def silent(channel: int, message: int, name: str) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(stage.room, "start_thread", silent)
    await stage.start(PACK)
    await stage.advance(minutes=6)
    assert "no answer within 0 seconds" in stage.desk()[-1].text


async def test_an_edit_that_never_gets_through_holds_up_no_question(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    stage.room.faults.no_edits = True
    await stage.host("extend", 1)
    await stage.advance(minutes=11)
    assert stage.card(2)


async def test_a_chat_that_is_called_off_is_kept_in_mind_until_nothing_waits(stage: Stage) -> None:
    await stage.start(PACK, opens_in=timedelta(hours=1))
    stage.room.faults.dead = True
    await stage.host("cancel", sure=True)
    assert stage.engine.live.get(stage.number) is not None
    stage.room.faults.dead, stage.room.faults.refused = False, {stage.room.ref.channel}
    await stage.advance(minutes=1)
    assert stage.engine.live.get(stage.number) is None
    assert stage.desk() == [], "what is over needs no word about a post that was refused"


async def test_when_the_power_goes_nothing_goes_on(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.restart()

    async def stuck(*_: int) -> AsyncIterator[Any]:
        await asyncio.Event().wait()
        yield

    others = asyncio.all_tasks()
    monkeypatch.setattr(stage.store, "traces", stuck)
    await stage.member("Ada").says("the sky", in_thread=1)
    stage.clock.time += timedelta(seconds=15)
    await stage.engine.runner.tick()
    assert {task.get_name() for task in asyncio.all_tasks() - others} == {"watch 1", "board 1"}
    await stage.switch_off()
    assert asyncio.all_tasks() <= others
    await stage.switch_on()


@pytest.mark.parametrize("gap", [0, 5])
async def test_a_post_that_arrived_though_the_line_broke_is_not_repeated(stage: Stage, gap: int) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=5)
    stage.room.faults.cut_after = 1
    await stage.host("next", sure=True)
    await stage.restart(after=timedelta(minutes=gap))
    await stage.advance(minutes=1)
    assert stage.card(2)


async def test_a_post_whose_fate_cannot_be_read_is_never_sent_blindly(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=5)
    stage.room.faults.cut_after = 1
    stage.room.faults.unreadable = True
    await stage.host("next", sure=True)
    await stage.restart(after=timedelta(minutes=5))
    assert (stage.session.phase, stage.session.current) == (Phase.PAUSED, 2)
    assert "I cannot tell whether my last post" in stage.desk()[-1].text
    stage.room.faults.unreadable = False
    await stage.advance(minutes=2)
    assert stage.card(2)


async def test_what_the_desk_refuses_reaches_the_hosts_in_private(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.restart(after=timedelta(hours=2))
    said = stage.desk()
    await stage.host("resume")
    stage.room.faults.refused = {said[-1].channel}
    await stage.restart(after=timedelta(hours=2))
    await stage.advance(minutes=1)
    assert stage.desk() == said
    private = [m.text for m in stage.room.messages.values() if m.channel == stage.room.private.get(MEGHAN.id)]
    assert ["I was offline when the next step was due" in text for text in private] == [True]
    assert await stage.store.pending(stage.number) == [], "told elsewhere is told"


async def test_whoever_lets_the_chat_go_on_has_the_post_tried_at_once(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=5)
    stage.room.faults.cut_after = 1
    stage.room.faults.unreadable = True
    await stage.host("next", sure=True)
    await stage.restart(after=timedelta(minutes=5))
    stage.room.faults.unreadable = False
    await stage.host("resume")
    assert stage.card(2)
    assert stage.session.phase is Phase.OPEN


async def test_a_talk_is_reread_when_a_question_is_over_and_not_before(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    read: list[int] = []
    history = stage.room.history

    def noted(channel: int, after: int) -> AsyncIterator[Heard]:
        read.append(channel)
        return history(channel, after)

    monkeypatch.setattr(stage.room, "history", noted)
    await stage.host("extend", 5)
    await stage.engine.idle()
    assert read == []
    await stage.host("next")
    await stage.engine.idle()
    assert stage.room.ref.channel in read


async def test_who_asks_while_a_reread_waits_to_begin_is_served_by_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    read: list[int] = []
    history = stage.room.history

    def noted(channel: int, after: int) -> AsyncIterator[Heard]:
        if channel == stage.room.ref.channel:
            read.append(after)
        return history(channel, after)

    stage.clock.time += timedelta(seconds=1)
    monkeypatch.setattr(stage.room, "history", noted)
    stage.engine.take_up()
    stage.clock.time += timedelta(seconds=1)
    stage.engine.take_up()
    await stage.engine.idle()
    assert read.count(min(read)) == 1
    stage.engine.take_up()
    await stage.engine.idle()
    assert read.count(min(read)) == 1, "nor is it read again at the same moment"


async def test_the_platform_is_asked_about_what_was_not_seen_and_about_nothing_else(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    ada = stage.member("Ada")
    said = [await ada.says(text, in_thread=1) for text in ("the sky", "the sea", "the ink")]
    ben = stage.member("Ben")
    await ben.reacts(said[0], "👍")
    for on in (True, False):
        await ben.reacts(said[0], "👎", on=on)
    asked: list[int] = []

    def noted(call: Callable[[int, int], Awaitable[Any]]) -> Callable[[int, int], Awaitable[Any]]:
        def ask(channel: int, message: int) -> Awaitable[Any]:
            asked.append(message)
            return call(channel, message)

        return ask

    monkeypatch.setattr(stage.room, "is_deleted", noted(stage.room.is_deleted))
    monkeypatch.setattr(stage.room, "reactions", noted(stage.room.reactions))
    stage.room.faults.unseen = {said[1].id}
    await stage.restart(after=timedelta(seconds=1))
    assert len(await stage.answers(1)) == 3, "what a history leaves out is not deleted"
    assert asked == [said[1].id]


async def test_what_was_missed_after_the_recap_is_read_once_and_everywhere(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    ada = stage.member("Ada")
    await ada.says("the sky", in_thread=1)
    await stage.host("close", sure=True)
    await stage.advance(minutes=1)
    await stage.switch_off()
    await ada.says("one more word")
    await ada.says("the sea", in_thread=1)
    await stage.switch_on()
    assert await stage.answers(1) == ["Ada: the sky (thread)", "Ada: the sea (thread, late)"]
    assert await stage.talk() == ["Ada: one more word (late)"]
    read: list[int] = []
    history = stage.room.history

    async def noted(channel: int, after: int) -> AsyncIterator[Heard]:
        async for heard in history(channel, after):
            read.append(heard.id)
            yield heard

    monkeypatch.setattr(stage.room, "history", noted)
    await stage.restart()
    await stage.engine.idle()
    assert read == []


async def test_a_deleted_channel_leaves_the_record(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await ada.says("the sky", in_thread=1)
    await stage.engine.room_lost(stage.room.ref.channel)
    await stage.engine.idle()
    assert stage.session.phase is Phase.ROOM_GONE
    assert "channel was deleted" in stage.desk()[-1].text
    assert await stage.answers(1) == ["Ada: the sky (thread)"]
    with pytest.raises(NotFound):
        await stage.host("pause")
    await stage.advance(hours=1)
    assert len(stage.session.asked) == 1


async def test_a_removed_bot_asks_when_it_is_back(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    stage.room.faults.dead = True
    await stage.engine.removed_from(stage.room.ref.guild)
    await stage.advance(minutes=30)
    assert stage.session.phase is Phase.PAUSED
    stage.room.faults.dead = False
    stage.engine.take_up()
    await stage.engine.idle()
    assert "removed from the server and am back" in stage.desk()[-1].text
    facts = await stage.store.facts(stage.number)
    assert [getattr(fact, "cause", None) for fact in facts][-1] is Cause.REMOVED


async def test_what_is_deleted_in_the_room_while_the_record_is_away_is_taken_in_later(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.engine.suggestions.suggest(stage.room.ref, stage.member("Ada").person, "And grey?", "en")
    card, channel, desk = stage.card(1).id, stage.room.ref.channel, stage.desk()[-1].channel
    stage.disk.full = True
    await stage.engine.thread_lost(card)
    await stage.engine.deleted(channel, [card])
    stage.room.desks.clear()
    await stage.engine.thread_lost(desk)
    await stage.engine.removed_from(stage.room.ref.guild)
    await stage.advance(seconds=10)
    stage.disk.full = False
    await stage.advance(seconds=10)
    assert stage.session.phase is Phase.PAUSED
    said = [message.text for message in stage.desk()]
    assert "And grey?" in "".join(said), "shown anew"
    assert [sum(part in text for text in said) for part in ("thread of Q1 was deleted", "card of Q1 was deleted")] == [
        1,
        1,
    ]
    asked = next(message for message in stage.desk() if "removed from the server" in message.text)
    stage.disk.full = True
    stage.room.desks.clear()
    await stage.engine.thread_lost(asked.channel)
    await stage.advance(seconds=10)
    stage.disk.full = False
    await stage.advance(seconds=10)
    assert "removed from the server" in stage.desk()[-1].text, "where hosts can read it"
    stage.disk.full = True
    await stage.engine.room_lost(channel)
    await stage.advance(seconds=10)
    stage.disk.full = False
    await stage.advance(seconds=10)
    assert (await stage.record()).session.phase is Phase.ROOM_GONE
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


async def test_a_full_disk_loses_nothing(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    stage.disk.full = True
    await ada.says("answer 0", in_thread=1)
    collector, stage.room.collector = stage.engine.collector, None
    at_once = [await ada.says(f"answer {n}", in_thread=1) for n in range(1, 5)]
    await collector.said(*(said.contribution for said in at_once))
    stage.room.collector = collector
    await stage.advance(seconds=30)
    assert "I cannot save messages right now" in stage.desk()[-1].text
    status = await stage.status()
    assert "5 writes waiting" in status
    stage.disk.full = False
    await stage.advance(seconds=30)
    assert len(await stage.answers(1)) == 5
    assert "none are missing" in stage.desk()[-1].text


async def test_what_is_deleted_long_after_a_chat_while_nothing_can_be_read_is_deleted_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    said = [await ada.says(text, in_thread=1) for text in ("the sea", "lakes", "the sky")]
    await stage.advance(days=4)
    assert stage.engine.live.get(stage.number) is None

    async def unreadable(_: int) -> Never:
        raise StoreError("the connection was lost")

    with monkeypatch.context() as patch:
        patch.setattr(stage.store, "session_of", unreadable)
        await ada.deletes(said[0])
        await ada.edits(said[1], "ponds")
        await ada.reacts(said[2], "👍")
        await stage.advance(seconds=10)
        assert len(await stage.answers(1)) == 3
    await stage.advance(seconds=10)
    assert await stage.answers(1) == ["Ada: ponds (thread)", "Ada: the sky (thread)"]
    (kept,) = [each async for each in stage.store.read(stage.number, [said[2].id])]
    assert kept.reactions == {"👍": 1}


async def test_what_waited_is_written_together_and_holds_up_nothing_while_people_go_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, save, saves = stage.member("Ada"), stage.store.save, list[int]()
    await stage.start(PACK)
    await stage.advance(minutes=6)

    async def while_more_is_said(session: int, *said: Contribution) -> None:
        await save(session, *said)
        saves.append(stage.disk.commits)
        await ada.says("and more", in_thread=1)

    monkeypatch.setattr(stage.store, "save", while_more_is_said)
    stage.disk.full = True
    for n in range(20):
        await ada.says(f"answer {n}", in_thread=1)
    stage.disk.full = False
    stage.clock.time += timedelta(seconds=4)
    async with asyncio.timeout(10):
        await stage.engine.runner.tick()
    assert (len(saves), len(set(saves))) == (20, 1), "in one commit"
    assert stage.engine.collector.waiting == 20


async def test_what_does_not_fit_into_memory_is_reread(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.app.intake.collector.MOST_WAITING", 3)
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    stage.disk.full = True
    for n in range(9):
        await ada.says(f"answer {n}", in_thread=1)
    stage.disk.full = False
    await stage.advance(seconds=30)
    assert [line.split()[2] for line in await stage.answers(1)] == [str(n) for n in range(9)]


async def test_a_full_disk_delays_the_next_question_but_the_timer_lives(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    stage.disk.full = True
    await stage.advance(minutes=11)
    assert stage.session.current == 1
    stage.disk.full = False
    await stage.advance(seconds=10)
    assert stage.card(2)
