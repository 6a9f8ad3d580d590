"""What hosts do while a chat is on."""

import asyncio
from datetime import timedelta

import pytest

from bot.core.base.contribution import Person
from bot.core.base.errors import NotFound, Refused
from bot.core.script.pack import AnswersMode
from bot.core.session.recap_state import Choice, Use
from tests.stage import MEGHAN, Stage, pack_of

PACK = pack_of("What is blue?", "What is red?", "What is green?")
KEVIN = Person(901, "Kevin")


async def test_a_pause_holds_the_next_question_back(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=8)
    await stage.host("pause")
    await stage.advance(minutes=60)
    assert "paused" in stage.card(1).text
    assert len(stage.session.asked) == 1
    await stage.host("resume")
    await stage.advance(minutes=6.9)
    assert len(stage.session.asked) == 1
    await stage.advance(minutes=0.1)
    assert stage.card(2)


async def test_more_time_is_shown_on_the_card(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    before = stage.card(1).text
    await stage.host("extend", 5)
    assert stage.card(1).text != before
    assert "More time" in stage.posts()[-1]
    await stage.advance(minutes=13)
    assert len(stage.session.asked) == 1


async def test_an_extra_question_comes_at_once_and_a_skipped_one_never(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.host("ask", "And what about grey?")
    await ada.says("A4 it is underrated")
    await stage.host("skip")
    await stage.advance(minutes=10)
    assert stage.session.current == 3
    assert "And what about grey?" in stage.card(4).text
    assert "next: [Q3]" in stage.card(4).text
    assert await stage.answers(4) == ["Ada: A4 it is underrated (prefix)"]
    with pytest.raises(Refused, match="needs a text"):
        await stage.host("ask", "   ")


async def test_the_same_click_twice_does_one_thing(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.host("next", key="click-1")
    await stage.host("next", key="click-1")
    assert stage.session.current == 1


async def test_two_hosts_close_at_the_same_moment(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    outcomes = await asyncio.gather(
        stage.host("close", sure=True), stage.host("close", by=KEVIN, sure=True), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refused", "Session"]
    assert sum("Thank you for your answers" in text for text in stage.posts()) == 1


async def test_a_chat_set_for_later_is_announced_and_can_be_called_off(stage: Stage) -> None:
    await stage.start(PACK, opens_in=timedelta(hours=3))
    assert "Questions and recommended reading" in stage.posts()[1]
    with pytest.raises(Refused, match="not opened"):
        await stage.host("next")
    await stage.host("cancel", sure=True)
    assert "called off" in stage.posts()[-1]
    await stage.advance(hours=4)
    assert "Answer" not in stage.posts()[-1]
    with pytest.raises(NotFound, match="no chat in this channel"):
        await stage.host("next")


async def test_two_chats_never_run_in_one_channel(stage: Stage) -> None:
    await stage.start(PACK)
    with pytest.raises(Refused, match="running in this channel"):
        await stage.start(PACK)
    await stage.start(PACK, opens_in=timedelta(hours=3))
    with pytest.raises(Refused, match="Another chat is set"):
        await stage.start(PACK, opens_in=timedelta(hours=3, minutes=10))
    await stage.start(PACK, opens_in=timedelta(hours=5))


async def test_the_next_chat_begins_while_the_last_still_takes_late_answers(stage: Stage) -> None:
    ada = stage.member("Ada")
    first = await stage.start(PACK)
    await stage.advance(minutes=41)
    late_thread = stage.card(1).id
    await ada.says("late talk")
    second = await stage.start(pack_of("What is loud?"))
    await stage.advance(minutes=6)
    await ada.says("late, in the old thread", channel=late_thread)
    await ada.says("A1 drums")
    stage.number = first.number
    assert await stage.answers(1) == ["Ada: late, in the old thread (thread, late)"]
    assert await stage.talk() == ["Ada: late talk (late)"]
    stage.number = second.number
    assert await stage.answers(1) == ["Ada: A1 drums (prefix)"]


async def test_in_channel_mode_there_are_no_threads(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(pack_of("What is blue?", "What is red?", answers=AnswersMode.CHANNEL))
    await stage.advance(minutes=6)
    await ada.says("the sky", reply_to=stage.card(1))
    await stage.advance(minutes=10)
    await ada.says("A2 roses")
    assert stage.room.threads == {}
    assert await stage.answers(1) == ["Ada: the sky (reply)"]
    assert await stage.answers(2) == ["Ada: A2 roses (prefix)"]


async def test_hosts_and_authors_rule_on_answers(stage: Stage) -> None:
    ada, ben = stage.member("Ada"), stage.member("Ben")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    guess = await ada.says("hmm, the sky?")
    secret = await ben.says("my secret", in_thread=1)
    editor = stage.engine.editor
    await editor.file(guess.id, 1, ada.person, is_host=False)
    with pytest.raises(Refused, match="Only its author"):
        await editor.leave_out(secret.id, ada.person, is_host=False)
    await editor.leave_out(secret.id, MEGHAN, is_host=True)
    await editor.use(guess.id, Choice(Use.FEATURE), MEGHAN)
    assert await stage.answers(1) == ["Ada: hmm, the sky? (host)"]
    section = (await stage.summary()).sections[0]
    assert [(quote.text, quote.entry.featured) for quote in section.quotes] == [("hmm, the sky?", True)]
    record = await stage.record()
    assert [(event.what, event.by) for event in record.events][-3:] == [
        ("answer_filed", "Ada"),
        ("left_out", "Meghan"),
        ("answer_featured", "Meghan"),
    ]


async def test_words_can_be_taken_back_long_after(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    kept, gone = await ada.says("the sky", in_thread=1), await ada.says("the sea", in_thread=1)
    await stage.advance(days=9)
    assert stage.engine.live.get(stage.number) is None, "an archived session is not kept in memory"
    await ada.edits(kept, "the sky, they say")
    await ada.deletes(gone)
    assert await stage.answers(1) == ["Ada: the sky, they say (thread)"]
    await stage.engine.editor.leave_out(kept.id, ada.person, is_host=False)
    assert await stage.answers(1) == []


async def test_the_board_follows_the_talk_but_not_at_every_word(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=5, seconds=20)
    edits = 0

    def count(deed: str, message: object) -> None:
        nonlocal edits
        edits += deed == "edited"

    stage.room.watch = count
    for n in range(20):
        await stage.member(f"Member {n}").says(f"answer {n}", in_thread=1)
        await stage.advance(seconds=1)
    await stage.advance(seconds=15)
    assert edits <= 3
    assert "20 answers so far: [Q1]" in stage.posts()[0]


async def test_more_time_for_a_stopped_clock_is_promised_for_later(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.host("pause")
    await stage.host("extend", 5)
    assert "more time once the clock is running again" in stage.posts()[-1]
