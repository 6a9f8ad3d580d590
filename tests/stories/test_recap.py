"""The recap: a draft for the hosts, its publishing, and the revisions that keep it true."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app.engine import Settings
from bot.app.ports.rehearsing import Message
from bot.app.reading.revisions import BEHIND
from bot.core.base.contribution import Person
from bot.core.base.errors import Refused
from bot.core.record.filing import Trace
from bot.core.session.recap_state import Choice, Mark, Use
from tests.stage import MEGHAN, Member, Stage, pack_of, staged

PACK = pack_of("What is blue?", "What is red?")
KEVIN = Person(901, "Kevin")
SKY = "Blue is the sky over the harbour on a morning in March."
SEA = "Blue is the sea, and the ink of the letters that crossed it."
INK = "My grandfather's bicycle, which he painted twice a year with what the boatyard left over."


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Stage]:
    """A chat with two answers, just closed, whose recap is published half an hour later."""
    async with staged(tmp_path) as stage:
        await half_an_hour(stage)
        yield stage


async def half_an_hour(stage: Stage) -> None:
    stage.settings = Settings()
    await stage.restart()
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.member("Ada").says(SKY, in_thread=1)
    await stage.member("Ben").says(SEA, in_thread=1)
    await stage.host("close", sure=True)


def recap(stage: Stage) -> str:
    """What the room shows of the recap; "" as long as there is none."""
    posts = [text for text in stage.posts() if text.startswith("## ")]
    assert len(posts) <= 1
    return posts[0] if posts else ""


def draft(stage: Stage) -> Message:
    return [message for message in stage.desk() if message.text.startswith("## ")][-1]


def card(stage: Stage) -> Message:
    return [message for message in stage.desk() if "recap is" in message.text][-1]


def said(stage: Stage, text: str) -> Message:
    return next(message for message in stage.room.messages.values() if message.text == text)


async def test_the_hosts_get_the_draft_at_once_and_members_are_told_when_it_comes(talk: Stage) -> None:
    assert SKY in draft(talk).text
    assert [action.id.split(":")[1] for action in card(talk).actions] == [
        "publish",
        "lead",
        "lines",
        "next",
        "quotes",
        "whole",
    ]
    assert not recap(talk)
    assert any("The recap comes at about <t:" in text for text in talk.posts())
    assert (await talk.engine.records.recap(1)).late_until == talk.clock.time + talk.session.pack.timing.archive


async def test_nobody_does_anything_and_it_is_published_by_itself(talk: Stage) -> None:
    await talk.advance(minutes=29.9)
    assert not recap(talk)
    await talk.advance(minutes=0.1)
    assert SKY in recap(talk)
    assert "Revision" not in recap(talk)
    assert "is published" in card(talk).text
    assert "recap:publish:1" not in [action.id for action in card(talk).actions]


async def test_published_at_once_it_follows_the_close(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.member("Ada").says(SKY, in_thread=1)
    await stage.host("close", sure=True)
    assert SKY in recap(stage)
    assert "revision 1" in card(stage).text
    assert any("The recap follows in a moment." in text for text in stage.posts())


async def test_whoever_wants_the_same_summary_at_once_takes_turns(talk: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, together, traces = 0, list[int](), talk.store.traces

    async def slowly(session: int) -> AsyncIterator[Trace]:
        nonlocal reading
        reading += 1
        together.append(reading)
        async for trace in traces(session):
            yield trace
            await asyncio.sleep(0)
        reading -= 1

    monkeypatch.setattr(talk.store, "traces", slowly)
    first, *others = await asyncio.gather(*(talk.engine.records.summary(talk.number) for _ in range(3)))
    assert others == [first, first]
    assert together == [1, 1, 1], "three records of a big chat at once take three times the memory"


async def test_nothing_was_answered(stage: Stage) -> None:
    stage.settings = Settings()
    await stage.restart()
    await stage.start(PACK)
    await stage.advance(minutes=60)
    assert "Nobody answered" in recap(stage)


async def test_two_hosts_publish_and_the_second_is_told_so(talk: Stage) -> None:
    await talk.engine.recaps.publish(1, MEGHAN, "a")
    with pytest.raises(Refused, match="published already"):
        await talk.engine.recaps.publish(1, KEVIN, "b")
    await talk.advance(minutes=45)
    assert talk.session.recap.revision == 1
    assert SKY in recap(talk)


async def test_before_the_close_there_is_nothing_to_publish(stage: Stage) -> None:
    await stage.start(PACK)
    with pytest.raises(Refused, match="no draft"):
        await stage.engine.recaps.publish(1, MEGHAN)


async def test_what_hosts_choose_shows_in_the_draft_and_survives_a_restart(talk: Stage) -> None:
    await talk.engine.recaps.word(1, None, "  Two saw water,\none saw the air. ", MEGHAN)
    await talk.engine.recaps.word(1, 1, "Where blue is", KEVIN)
    await talk.engine.editor.use(said(talk, SEA).id, Choice(Mark.LINE), KEVIN)
    await talk.engine.editor.use(said(talk, SKY).id, Choice(Use.DROP), MEGHAN)
    await talk.restart()
    await talk.advance(seconds=10)
    assert talk.session.recap.lead == "Two saw water, one saw the air."
    assert talk.session.recap.headlines == {1: "Where blue is"}
    assert SKY not in draft(talk).text
    assert "Two saw water" in card(talk).text
    assert "Line of the night: 1" in card(talk).text
    assert "Lines: Q1 · Not quoted: 1" in card(talk).text
    await talk.restart(after=timedelta(minutes=40))
    await talk.advance(seconds=1)
    assert SKY not in recap(talk)
    assert SEA in recap(talk)


async def test_hosts_say_what_comes_next_and_the_second_post_ends_with_it(talk: Stage) -> None:
    await talk.engine.recaps.word_next(1, " On Friday:\nred. ", MEGHAN)
    await talk.advance(seconds=10)
    assert "The next chat: “On Friday: red.”" in card(talk).text
    await talk.advance(minutes=31)
    (second,) = (text for text in talk.posts() if "**Next #TChat:**" in text)
    assert "**Next #TChat:** On Friday: red." in second
    await talk.engine.recaps.word_next(1, "On Sunday.", KEVIN)
    await talk.advance(minutes=1)
    assert any("**Next #TChat:** On Sunday." in text for text in talk.posts())
    assert "Revision 2: The hosts changed something." in recap(talk)


async def test_a_desk_that_is_deleted_shows_the_draft_again_at_the_next_one(talk: Stage) -> None:
    desk = draft(talk).channel
    for message in talk.desk():
        del talk.room.messages[message.id]
    talk.room.desks.clear()
    await talk.engine.thread_lost(desk)
    await talk.engine.idle()
    assert SKY in draft(talk).text
    await talk.member("Ada").deletes(said(talk, SKY))
    await talk.advance(seconds=10)
    assert SKY not in draft(talk).text


async def test_the_draft_follows_what_is_said_and_deleted_meanwhile(talk: Stage) -> None:
    await talk.member("Cleo").says(INK, in_thread=1)
    await talk.member("Ada").deletes(said(talk, SKY))
    await talk.advance(seconds=10)
    assert INK in draft(talk).text
    assert SKY not in draft(talk).text


async def test_each_change_after_the_publishing_makes_one_numbered_revision(talk: Stage) -> None:
    await talk.engine.recaps.publish(1, MEGHAN)
    await talk.advance(minutes=5)
    assert talk.session.recap.revision == 1
    await talk.member("Cleo").says(INK, in_thread=1)
    await talk.advance(seconds=19)
    assert INK not in recap(talk), "several changes make one revision"
    await talk.advance(minutes=1)
    assert recap(talk).endswith("-# Revision 2: 1 late answer came in.")
    await talk.member("Ada").deletes(said(talk, SKY))
    await talk.advance(minutes=1)
    assert recap(talk).endswith("-# Revision 3: 1 answer was taken out.")
    assert SKY not in recap(talk)
    await talk.engine.recaps.word(1, None, "Of water and bicycles.", MEGHAN)
    await talk.engine.editor.use(said(talk, SEA).id, Choice(Mark.TAKEAWAY), MEGHAN)
    await talk.advance(minutes=1)
    assert recap(talk).endswith("-# Revision 4: The hosts changed something.")
    await talk.member("Ben").edits(said(talk, SEA), f"{SEA} And the jeans of 1853.")
    await talk.advance(minutes=1)
    assert "jeans of 1853" in recap(talk)
    assert "revision 5" in card(talk).text


async def test_a_reaction_makes_no_revision(talk: Stage) -> None:
    await talk.engine.recaps.publish(1, MEGHAN)
    await talk.member("Cleo").reacts(said(talk, SKY), "💙")
    await talk.advance(minutes=5)
    assert talk.session.recap.revision == 1


async def test_a_deletion_long_after_the_archive_step_reaches_the_recap_within_a_minute(talk: Stage) -> None:
    await talk.advance(hours=60)
    assert talk.engine.live.get(1) is None
    await talk.member("Ada").deletes(said(talk, SKY))
    await talk.advance(minutes=1)
    assert SKY not in recap(talk)
    assert SKY not in draft(talk).text
    assert "Revision 2: 1 answer was taken out." in recap(talk)
    assert talk.engine.live.get(1) is None, "it is not kept in memory"


async def test_a_changed_choice_reaches_recaps_that_are_out(talk: Stage) -> None:
    guild, wishes = talk.room.ref.guild, talk.engine.own_words
    ada, ben, cleo = (talk.member(name) for name in ("Ada", "Ben", "Cleo"))
    await cleo.reacts(said(talk, SKY), "💙")
    await talk.advance(hours=60)
    await wishes.find(guild, ada.person.id, findable=True)
    await wishes.quote(guild, cleo.person.id, quotes=True)
    assert await talk.store.calls() == [], "what changes no recap asks for none"
    await wishes.quote(guild, ada.person.id, quotes=False)
    await wishes.name(guild, ben.person.id, named=False)
    await talk.restart()
    await talk.engine.erasure.follow()  # as it does every two seconds
    await talk.advance(minutes=1)
    assert SKY not in recap(talk)
    assert SKY not in draft(talk).text
    assert SEA in recap(talk)
    assert "Ben" not in recap(talk)
    assert "Revision 2: Some answers were changed." in recap(talk)
    assert await talk.store.calls() == []
    assert talk.engine.live.get(1) is None, "it is not kept in memory"


async def test_a_deletion_that_a_restart_interrupts_reaches_the_recap_after_it(talk: Stage) -> None:
    await talk.advance(hours=60)
    await talk.member("Ada").deletes(said(talk, SKY))
    await talk.engine.idle()
    await talk.restart()
    await talk.advance(seconds=1)
    assert SKY not in recap(talk)
    assert not await talk.store.recall(BEHIND), "the next start looks at nothing"
    await talk.restart()
    await talk.advance(minutes=5)
    assert "Revision 2" in recap(talk)


async def test_an_edit_long_afterwards_wakes_the_runner(talk: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await talk.advance(hours=60)
    waits = asyncio.Queue[datetime | None]()

    async def wait(until: datetime | None, wake: asyncio.Event) -> None:
        waits.put_nowait(until)
        await wake.wait()
        wake.clear()

    monkeypatch.setattr(talk.clock, "wait", wait)
    driven = asyncio.create_task(talk.engine.runner.run())
    async with asyncio.timeout(10):
        await waits.get()
        await talk.member("Ada").edits(said(talk, SKY), SEA)
        while (due := await waits.get()) is None:
            pass
    driven.cancel()
    assert due == talk.clock.time + timedelta(seconds=20)


async def test_what_changes_while_a_recap_is_looked_at_waits_for_its_turn(
    talk: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk.engine.recaps.publish(1, MEGHAN)
    await talk.advance(minutes=1)
    looking, through, traces = asyncio.Event(), asyncio.Event(), talk.store.traces

    async def slowly(session: int) -> AsyncIterator[Trace]:
        looking.set()
        await through.wait()
        async for trace in traces(session):
            yield trace

    await talk.member("Ada").deletes(said(talk, SKY))
    monkeypatch.setattr(talk.store, "traces", slowly)
    talk.clock.time += timedelta(seconds=20)
    await talk.engine.runner.tick()
    await looking.wait()
    await talk.member("Ben").edits(said(talk, SEA), INK)
    assert talk.engine.revisions.next_due() is None
    through.set()
    await talk.advance(minutes=1)
    assert INK in recap(talk)
    assert SEA not in recap(talk)


async def test_a_change_of_the_hosts_long_afterwards_makes_a_revision(talk: Stage) -> None:
    await talk.advance(hours=60)
    await talk.engine.editor.use(said(talk, SKY).id, Choice(Use.DROP), MEGHAN)
    await talk.advance(minutes=1)
    assert SKY not in recap(talk)
    assert "Revision 2: The hosts changed something." in recap(talk)


async def test_a_second_post_comes_also_once_the_record_is_complete(talk: Stage) -> None:
    await talk.advance(hours=60)
    assert not any("Takeaways" in text for text in talk.posts())
    for _ in range(2):
        await talk.engine.editor.use(said(talk, SKY).id, Choice(Mark.TAKEAWAY), MEGHAN)
        await talk.advance(minutes=1)
        (second,) = (text for text in talk.posts() if "Takeaways" in text)
        assert SKY in second
        await talk.engine.editor.use(said(talk, SEA).id, Choice(Mark.TAKEAWAY), MEGHAN)
        await talk.advance(minutes=1)
    assert any(f"{SKY} — " in text and f"{SEA} — " in text for text in talk.posts() if "Takeaways" in text)


async def test_what_stands_beside_the_quotes_is_followed_too(talk: Stage) -> None:
    dan, eve = talk.member("Dan"), talk.member("Eve")
    asks = await dan.says("And who of you has ever seen a blue rose in a garden?", in_thread=1)
    link = await eve.says("The museum keeps its own blues at https://museum.example/blues for whoever asks.")
    await talk.engine.recaps.publish(1, MEGHAN)
    await talk.advance(minutes=1)
    await dan.edits(asks, "And who of you has ever seen a blue tulip in a garden?")
    await talk.advance(minutes=1)
    assert talk.session.recap.revision == 2
    await eve.deletes(link)
    await talk.advance(minutes=1)
    assert talk.session.recap.revision == 3


async def test_a_marked_message_that_answers_nothing_is_followed_too(talk: Stage) -> None:
    word = await talk.member("Cleo").says("Thank you all, what a lovely hour this was for me.")
    await talk.engine.editor.use(word.id, Choice(Mark.TAKEAWAY), MEGHAN)
    await talk.engine.recaps.publish(1, MEGHAN)
    await talk.advance(minutes=1)
    await talk.member("Cleo").edits(word, "Thank you all.")
    await talk.advance(minutes=1)
    assert talk.session.recap.revision == 2


async def test_the_line_of_the_night_comes_with_a_mark_and_goes_with_its_message(talk: Stage) -> None:
    await talk.engine.recaps.publish(1, MEGHAN)
    await talk.advance(minutes=1)
    assert not any("Line of the night" in text for text in talk.posts())
    await talk.engine.editor.use(said(talk, SEA).id, Choice(Mark.LINE), MEGHAN)
    await talk.advance(minutes=1)
    (line,) = (text for text in talk.posts() if "Line of the night" in text)
    assert SEA in line
    await talk.member("Ben").deletes(said(talk, SEA))
    await talk.advance(minutes=1)
    assert not any(SEA in text for text in talk.posts())


async def test_a_tie_for_the_line_of_the_night_is_offered_to_the_hosts(talk: Stage) -> None:
    for name in ("Cleo", "Dan", "Eve"):
        await talk.member(name).says(f"{name} paints {name.lower()}s of every kind at home.", in_thread=1)
        for text in (SKY, SEA):
            await talk.member(name).reacts(said(talk, text), "❤️")
    await talk.advance(minutes=1)
    assert "3 people reacted to each of these: [Ada](" in card(talk).text
    assert "Line of the night" not in draft(talk).text
    for drop in (True, False):
        await talk.engine.editor.use(said(talk, SKY).id, Choice(Use.DROP, on=drop), MEGHAN)
        await talk.advance(minutes=1)
        assert (await talk.engine.records.recap(1)).line is None, "no tie is won by leaving out"
    await talk.engine.editor.use(said(talk, SEA).id, Choice(Mark.LINE), MEGHAN)
    await talk.advance(minutes=1)
    assert "people reacted to each" not in card(talk).text


async def test_hosts_mark_by_what_they_write_and_members_do_not(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    meghan, ada = Member(stage, MEGHAN), stage.member("Ada")
    await ada.says(SKY, in_thread=1)
    await ada.says("Decided: everybody paints their bicycle blue.", in_thread=1)
    decided = await meghan.says("**Päätettiin:** the harbour gets a blue bench.")
    await stage.engine.idle()
    todo = await meghan.says("To do: ask the museum about its own blues.", in_thread=1)
    await stage.engine.idle()
    assert stage.session.recap.marks == {decided.id: Mark.TAKEAWAY, todo.id: Mark.NEXT_STEP}
    await stage.engine.editor.use(todo.id, Choice(Mark.NEXT_STEP, on=False), MEGHAN)
    await meghan.edits(todo, "To do: ask both museums about their own blues.")
    await stage.engine.idle()
    assert stage.session.recap.marks == {decided.id: Mark.TAKEAWAY}
    await stage.host("close", sure=True)
    (more,) = (text for text in stage.posts() if "Takeaways" in text)
    assert "the harbour gets a blue bench." in more
    assert "everybody paints" not in more


NEWS = 4242
"""The channel that a server keeps for recaps."""


def news(stage: Stage) -> list[str]:
    return [message.text for message in stage.room.messages.values() if message.channel == NEWS]


async def in_the_news(stage: Stage) -> None:
    await stage.engine.recap_place.choose(stage.room.ref.guild, NEWS)
    await stage.engine.editor.use(said(stage, SEA).id, Choice(Mark.TAKEAWAY), MEGHAN)
    await stage.engine.recaps.publish(1, MEGHAN)
    await stage.engine.idle()


async def test_a_server_that_keeps_a_channel_for_recaps_has_them_there(talk: Stage) -> None:
    await in_the_news(talk)
    first, second = news(talk)
    assert SKY in first
    assert "Takeaways" in second
    assert not recap(talk)
    await talk.restart()
    await talk.member("Ben").deletes(said(talk, SEA))
    await talk.advance(minutes=1)
    first, second = news(talk)
    assert "Revision 2" in first
    assert SEA not in second
    await talk.engine.recap_place.choose(talk.room.ref.guild, 0)
    await talk.advance(hours=60)
    await talk.member("Ada").edits(said(talk, SKY), f"{SKY} And in May.")
    await talk.advance(minutes=1)
    assert "And in May." in news(talk)[0]
    assert not recap(talk), "it stays where it was published"


@pytest.mark.parametrize("when", ["before", "after", "archived", "told"])
async def test_where_the_channel_for_recaps_is_lost_the_chats_own_has_it_and_the_hosts_are_told(
    talk: Stage, when: str
) -> None:
    if when == "before":
        talk.room.faults.deleted.add(NEWS)
        await in_the_news(talk)
        assert SEA in recap(talk)
    else:
        await in_the_news(talk)
        await talk.advance(hours=60 if when == "archived" else 0)
        talk.room.faults.deleted.add(NEWS)
        if when == "told":
            await talk.engine.room_lost(NEWS)
            await talk.engine.idle()
            assert SEA in recap(talk)
        await talk.member("Ada").deletes(said(talk, SKY))
        await talk.advance(minutes=1)
    assert any("Takeaways" in text for text in talk.posts())
    (told,) = (message.text for message in talk.desk() if "I cannot show the recap in" in message.text)
    assert f"<#{NEWS}>" in told
    await talk.restart()
    await talk.member("Ben").edits(said(talk, SEA), f"{SEA} And jeans.")
    await talk.advance(minutes=1)
    assert "And jeans." in recap(talk)


async def test_a_channel_for_recaps_that_refuses_them_while_the_bot_ends(talk: Stage) -> None:
    await talk.engine.recap_place.choose(talk.room.ref.guild, NEWS)
    talk.room.faults.refused.add(NEWS)
    talk.room.faults.cut_after = 1
    await talk.engine.recaps.publish(1, MEGHAN)
    await talk.restart()
    await talk.advance(minutes=3)
    assert SKY in recap(talk)
    assert len([message for message in talk.desk() if "I cannot show the recap in" in message.text]) == 1


async def test_a_rehearsals_recap_stays_in_its_room(stage: Stage) -> None:
    await stage.engine.recap_place.choose(stage.room.ref.guild, NEWS)
    stage.number = (await stage.engine.host.start(PACK, stage.room.ref, by=MEGHAN, speed=1)).number
    await stage.advance(minutes=6)
    await stage.member("Ada").says(SKY, in_thread=1)
    await stage.host("close", sure=True)
    assert SKY in recap(stage)
    assert not news(stage)


async def test_what_cannot_be_written_now_makes_its_revision_later(talk: Stage) -> None:
    await talk.engine.recaps.publish(1, MEGHAN)
    await talk.advance(minutes=1)
    talk.disk.full = True
    await talk.member("Ada").deletes(said(talk, SKY))
    await talk.advance(minutes=2)
    assert SKY in recap(talk)
    talk.disk.full = False
    await talk.advance(minutes=1)
    assert SKY not in recap(talk)


async def test_a_chat_that_is_archived_soon_publishes_before(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.settings = Settings()
        await stage.restart()
        await stage.start(replace(PACK, timing=replace(PACK.timing, archive=timedelta(minutes=10))))
        await stage.advance(minutes=6)
        await stage.member("Ada").says(SKY, in_thread=1)
        await stage.host("close", sure=True)
        await stage.advance(minutes=10)
        assert SKY in recap(stage)
