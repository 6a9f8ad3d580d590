"""A thread that cannot be made or is deleted, a post that is refused, no desk anywhere: hosts and members know."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.adapters.rehearsal.room import BOT
from bot.app.ports.values import Abilities, Unsure
from bot.core.base.contribution import Person
from bot.core.base.errors import Refused, RoomError
from bot.core.base.place import RoomRef
from bot.core.script.pack import AnswersMode
from bot.core.session.effects.base import Effect, Lane
from bot.core.session.effects.room import QuestionCard
from bot.core.session.facts import HostsTold, Notice
from bot.core.session.state import Phase
from tests.stage import MEGHAN, Stage, pack_of

PACK = pack_of("What is blue?", "What is red?")
IN_THREAD = "Answer in the thread below"
IN_CHANNEL = "Answer here: begin with A1"


def told(stage: Stage) -> list[str]:
    return [message.text.partition("\n")[2] for message in stage.desk()]


async def marked(stage: Stage) -> dict[str, bool]:
    """Return for each answer whether the transcript says that its thread was deleted."""
    record = await stage.record()
    return {entry.contribution.text: entry.thread_deleted async for entry in record.answers(1)}


def privately(stage: Stage, who: Person) -> list[str]:
    channel = stage.room.private.get(who.id)
    return [message.text for message in stage.room.messages.values() if message.channel == channel]


async def test_a_thread_is_made_although_its_lane_hears_of_the_card_before_the_bot_does(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record has the card already, and whoever waits for that answer has not been told yet."""
    done, delivery, rested = stage.store.done, stage.engine.delivery, asyncio.Semaphore(0)
    delivery.rested.append(lambda _: rested.release())

    async def answers_late(session: int, effect: Effect, message: int | None) -> None:
        await done(session, effect, message)
        if isinstance(effect, QuestionCard):
            while not rested.locked():
                await rested.acquire()
            (live,) = stage.engine.live
            delivery.kick(live)
            for _ in (Lane.THREADS, Lane.DESK):
                await rested.acquire()

    monkeypatch.setattr(stage.store, "done", answers_late)
    await stage.start(PACK)
    await stage.advance(minutes=6)
    assert stage.room.threads[stage.card(1).id].startswith("Q1")


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
    await stage.member("Ben").says("A1 the sea")
    assert await marked(stage) == {"the sky": True, "A1 the sea": False}
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


async def delete_card(stage: Stage, number: int, *, heard: bool = True) -> int:
    card = stage.card(number)
    del stage.room.messages[card.id]
    if heard:
        await stage.engine.deleted(card.channel, [card.id])
        await stage.engine.idle()
    return card.id


@pytest.mark.parametrize("heard", [True, False])
async def test_a_deleted_card_is_told_once_and_posted_again_by_a_host(stage: Stage, heard: bool) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    ada = stage.member("Ada")
    await ada.says("the sky", in_thread=1)
    await stage.engine.deleted(stage.card(1).id, [(await ada.says("oops", in_thread=1)).id])
    await stage.engine.idle()
    assert stage.desk() == [], "whose words go with no card"
    gone = await delete_card(stage, 1, heard=heard)
    if not heard:
        await stage.restart()
    await stage.advance(minutes=1)
    (asked,) = stage.desk()
    assert "The card of Q1 was deleted." in asked.text
    assert [action.label for action in asked.actions] == ["Post it again"]
    await stage.host("post_again", 1)
    assert stage.card(1).id != gone
    await ada.says("the sea", channel=gone)
    await ada.says("the ink", reply_to=stage.card(1))
    assert await stage.answers(1) == ["Ada: the sky (thread)", "Ada: the sea (thread)", "Ada: the ink (reply)"]
    await stage.advance(minutes=10)
    assert "next: [Q2]" in stage.card(1).text
    assert len([m for m in stage.room.messages.values() if m.channel == gone and m.author == BOT]) == 1
    assert len(stage.desk()) == 1
    with pytest.raises(Refused, match="in the channel"):
        await stage.host("post_again", 1)


async def test_what_was_said_before_a_card_was_posted_again_is_not_said_before_its_question(stage: Stage) -> None:
    await stage.start(pack_of("What is blue?", "What is red?", answers=AnswersMode.CHANNEL))
    await stage.advance(minutes=6)
    await stage.member("Ada").says("A1 the sky")
    await delete_card(stage, 1)
    await stage.host("repeat")
    assert stage.card(1)
    await stage.member("Ben").says("A1 the sea")
    assert await stage.answers(1) == ["Ada: A1 the sky (prefix)", "Ben: A1 the sea (prefix)"]


async def test_a_card_that_is_gone_after_the_close_is_nobodys_trouble(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=30)
    assert stage.session.phase is Phase.CLOSED
    await delete_card(stage, 1)
    assert not any("was deleted" in message.text for message in stage.desk())
    with pytest.raises(Refused, match="over"):
        await stage.host("post_again", 1)


async def test_a_card_posted_again_has_a_thread_where_the_first_ones_is_gone(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    gone = await delete_card(stage, 1)
    await stage.engine.thread_lost(gone)
    await stage.host("post_again", 1)
    assert stage.card(1).id in stage.room.threads
    assert IN_THREAD in stage.card(1).text
    await stage.member("Ada").says("the sky", in_thread=1)
    assert await stage.answers(1) == ["Ada: the sky (thread)"]
    assert await marked(stage) == {"the sky": False}


async def test_a_thread_that_is_not_made_yet_is_not_told_to_be_deleted(stage: Stage) -> None:
    stage.room.faults.no_threads = Unsure("no answer")
    await stage.start(PACK)
    await stage.advance(minutes=5)
    stage.engine.take_up()
    await stage.engine.idle()
    assert told(stage) == []


async def test_an_approved_answer_goes_to_the_channel_where_the_thread_is_gone(stage: Stage) -> None:
    await stage.start(pack_of("What is blue?", reviewed=True))
    await stage.advance(minutes=6)
    await stage.engine.thread_lost(stage.card(1).id)
    await stage.sends("Ada", "the sky")
    await stage.reviews(approve=True)
    assert any("the sky" in post for post in stage.posts())


async def test_a_desk_whose_end_is_noticed_in_two_ways_at_once_moves_once(stage: Stage) -> None:
    stage.room.faults.no_threads = RoomError("Too many threads.")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    (desk,) = {message.channel for message in stage.desk()}
    live = stage.engine.live.get(stage.number)
    assert live is not None
    await asyncio.gather(*(stage.engine.desk.lost(live, desk) for _ in range(2)))
    facts = await stage.store.facts(stage.number)
    assert [fact.notice for fact in facts if isinstance(fact, HostsTold)].count(Notice.DESK_MOVED) == 1


async def test_two_who_need_a_desk_at_the_same_moment_have_one_made(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    open_desk = stage.room.open_desk

    async def slow(room: RoomRef, name: str, hosts: Sequence[int], chosen: int) -> int:
        opened.append(name)
        await stage.store.facts(stage.number)  # others get to work before there is an answer, as over any line
        return await open_desk(room, name, hosts, chosen)

    monkeypatch.setattr(stage.room, "open_desk", slow)
    await stage.start(PACK)
    live = stage.engine.live.get(stage.number)
    assert live is not None
    ada, ben = stage.member("Ada").person, stage.member("Ben").person
    suggest = stage.engine.suggestions.suggest
    await asyncio.gather(
        *(stage.engine.desk.channel_of(live) for _ in range(2)),
        *(suggest(stage.room.ref, who, f"What of grey, asks {who.name}?", "en") for who in (ada, ben)),
    )
    assert sorted(opened) == ["Hosts", f"Hosts · session {stage.number}"]
    assert len({message.channel for message in stage.desk()}) == 1, "both suggestions are at one desk"
