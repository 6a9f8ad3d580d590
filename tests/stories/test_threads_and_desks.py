"""A thread that cannot be made or is deleted, a post that is refused, no desk anywhere: hosts and members know."""

from datetime import timedelta

import pytest

from bot.app.ports.values import Abilities, Unsure
from bot.core.base.contribution import Person
from bot.core.base.errors import RoomError
from bot.core.session.state import Phase
from tests.stage import MEGHAN, Stage, pack_of

PACK = pack_of("What is blue?", "What is red?")
IN_THREAD = "Answer in the thread below"
IN_CHANNEL = "Answer here: begin with A1"


def told(stage: Stage) -> list[str]:
    return [message.text.partition("\n")[2] for message in stage.desk()]


def privately(stage: Stage, who: Person) -> list[str]:
    channel = stage.room.private.get(who.id)
    return [message.text for message in stage.room.messages.values() if message.channel == channel]


@pytest.mark.parametrize("why", [Unsure("no answer"), RoomError("Too many threads.")])
async def test_a_thread_that_cannot_be_made_is_tried_again_while_its_question_runs(
    stage: Stage, why: Exception
) -> None:
    stage.room.faults.no_threads = why
    await stage.start(PACK)
    await stage.advance(minutes=6)
    assert IN_CHANNEL in stage.card(1).text
    assert [line for line in told(stage) if line.startswith("Q1 has no thread yet")] == told(stage)
    assert len(told(stage)) == 1
    await stage.restart(after=timedelta(seconds=10))
    await stage.advance(minutes=2)
    assert len(told(stage)) == 1
    stage.room.faults.no_threads = None
    await stage.advance(minutes=1)
    assert stage.room.threads[stage.card(1).id].startswith("Q1")
    assert IN_THREAD in stage.card(1).text
    assert told(stage)[-1] == "Q1 has its thread now."
    await stage.member("Ada").says("the sky", in_thread=1)
    assert await stage.answers(1) == ["Ada: the sky (thread)"]


async def test_it_is_given_up_when_the_question_is_over_and_holds_nothing_up(stage: Stage) -> None:
    stage.room.faults.no_threads = RoomError("Too many threads.")
    await stage.start(PACK)
    await stage.advance(minutes=16)
    assert stage.session.current == 2
    stage.room.faults.no_threads = None
    await stage.advance(minutes=4)
    assert stage.card(1).id not in stage.room.threads
    assert stage.card(2).id in stage.room.threads
    await stage.advance(minutes=20)
    assert stage.session.phase is Phase.CLOSED
    assert await stage.store.pending(stage.number) == []


async def test_a_passing_trouble_with_a_thread_tells_nobody(stage: Stage) -> None:
    stage.room.faults.no_threads = Unsure("no answer")
    await stage.start(PACK)
    await stage.advance(minutes=5, seconds=2)
    stage.room.faults.no_threads = None
    await stage.advance(minutes=1)
    assert IN_THREAD in stage.card(1).text
    assert stage.card(1).id in stage.room.threads
    assert told(stage) == []


async def test_the_words_of_a_deleted_thread_stay_and_the_hosts_are_told_once(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.member("Ada").says("the sky", in_thread=1)
    for _ in range(2):
        await stage.engine.thread_lost(stage.card(1).id)
    await stage.engine.idle()
    assert await stage.answers(1) == ["Ada: the sky (thread)"]
    assert [line.partition(".")[0] for line in told(stage)] == ["The thread of Q1 was deleted"]
    assert IN_CHANNEL in stage.card(1).text
    await stage.advance(minutes=10)
    assert stage.posts(thread=1) == []


async def test_a_deleted_channel_is_told_in_private_messages_where_there_is_no_desk(stage: Stage) -> None:
    ben, cyd = Person(901, "Ben"), Person(902, "Cyd")
    stage.room.faults.no_desk = True
    await stage.start(PACK)
    for host in (ben, cyd):
        await stage.host("take_lead", host, by=host)
    stage.room.faults.closed_doors = {ben.id}
    await stage.engine.room_lost(stage.room.ref.channel)
    await stage.engine.idle()
    assert [len(privately(stage, who)) for who in (cyd, MEGHAN)] == [1, 1]
    assert "The channel was deleted" in privately(stage, MEGHAN)[0]
    first = min(m.id for m in stage.room.messages.values() if m.channel in stage.room.private.values())
    assert stage.room.messages[first].channel == stage.room.private[cyd.id], "the lead hears it first"
    await stage.restart()
    assert [len(privately(stage, who)) for who in (cyd, MEGHAN)] == [1, 1]


async def test_what_is_asked_of_hosts_without_a_desk_names_the_commands(stage: Stage) -> None:
    stage.room.faults.no_desk = True
    await stage.start(PACK)
    await stage.advance(minutes=6)
    stage.room.faults.refused = {stage.room.ref.channel}
    await stage.advance(minutes=10)
    (asked,) = privately(stage, MEGHAN)
    assert "My post did not go through" in asked
    assert asked.endswith(f"Use /tchat resume, close or cancel in <#{stage.room.ref.channel}>.")


async def test_what_was_not_posted_is_named_with_its_place_and_reason(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    stage.room.faults.refused = {stage.room.ref.channel}
    await stage.host("repeat")
    channel = f"<#{stage.room.ref.channel}>"
    assert told(stage) == [f"The repeated question could not be posted in {channel}. Missing permission."]


async def test_a_history_that_cannot_be_read_is_told_once_until_it_can_be(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.room, "abilities", lambda _: Abilities(missing=("Read Message History",)))
    await stage.start(PACK)
    stage.room.faults.unreadable = True
    await stage.advance(minutes=9)
    (line,) = told(stage)
    assert line.startswith("Some permissions are missing in the channel: Read Message History")
    stage.room.faults.unreadable = False
    await stage.advance(minutes=3)
    stage.room.faults.unreadable = True
    await stage.advance(minutes=6)
    assert len(told(stage)) == 2
