"""A copy of the record is put back while the room has gone on: nothing is posted twice, and the hosts are told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.rehearsal.room import BOT
from bot.core.base.post import Post
from bot.core.script.pack import Text
from tests.stage import Stage, pack_of

PACK = pack_of("What is blue?", "What is red?", "What is green?")
TOLD = "My database was restored from an earlier copy"


async def _copy(stage: Stage) -> None:
    await stage.database.back_up(stage.folder / "copy.db")


async def _put_back(stage: Stage) -> None:
    await stage.switch_off()
    await stage.database.restore(stage.folder / "copy.db")
    await stage.switch_on()


def _notices(stage: Stage) -> list[str]:
    return [message.text for message in stage.desk() if TOLD in message.text]


async def test_a_question_that_the_record_forgot_is_taken_over(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=4)
    await _copy(stage)
    await stage.advance(minutes=2)
    card = stage.card(1)
    await ada.says("the sky", in_thread=1)
    await stage.advance(minutes=5)
    await _put_back(stage)
    assert stage.card(1) is card, "there is one card"
    (notice,) = _notices(stage)
    assert "“The card of Q1” is already in the channel" in notice
    await ada.says("the sea", in_thread=1)
    await stage.advance(minutes=11)
    stage.card(2)
    await stage.advance(minutes=30)
    assert await stage.answers(1) == ["Ada: the sky (thread)", "Ada: the sea (thread)"]
    assert len(_notices(stage)) == 1


async def test_everything_that_was_shown_since_the_copy_is_taken_over(stage: Stage) -> None:
    await stage.start(PACK)
    await _copy(stage)
    await stage.advance(minutes=16)
    shown = [stage.card(number).id for number in (1, 2)]
    await _put_back(stage)
    await stage.host("resume")
    await stage.advance(minutes=50)
    assert [stage.card(number).id for number in (1, 2)] == shown
    stage.card(3)
    assert len(_notices(stage)) == 1


async def test_a_preview_is_not_taken_for_the_welcome(stage: Stage) -> None:
    await stage.start(PACK, opens_in=timedelta(days=3))
    await _copy(stage)
    await stage.advance(days=1, minutes=1)
    before = stage.posts()
    await stage.advance(days=1, hours=23, minutes=58)
    await _put_back(stage)
    await stage.advance(minutes=2)
    preview, _welcome = [post for post in stage.posts() if post.startswith("# ")]
    assert preview == before[0]
    assert len(_notices(stage)) == 1


async def test_a_post_is_known_by_its_headline_and_by_nothing_less(stage: Stage) -> None:
    await stage.start(replace(PACK, title=Text({"en": "Xanadu in blue"})), opens_in=timedelta(hours=1))
    await _copy(stage)
    await stage.advance(hours=1, minutes=1)
    welcome = [text for text in stage.posts() if text.startswith("# ")][-1]
    await stage.host("pause")
    await stage.host("resume")
    await stage.advance(seconds=30)
    await stage.member("Ada").says("what a nice board this is")
    await _put_back(stage)
    await stage.advance(minutes=1)
    headed = [text for text in stage.posts() if text.startswith("# ")]
    assert len(headed) == 2, "the preview and one welcome, though it was edited meanwhile"
    assert headed[1] != welcome
    (notice,) = _notices(stage)
    assert "“The welcome” is already in the channel" in notice
    await stage.advance(minutes=5)
    assert stage.card(1), "no other unknown post is taken for the card"


async def test_an_old_post_of_another_life_is_not_taken_over(stage: Stage) -> None:
    await stage.room.post(stage.room.ref.channel, Post("# What is colour? · #TChat\nLong ago"), "another life")
    stage.clock.time += timedelta(days=2)
    await stage.start(PACK, opens_in=timedelta(days=3))
    await stage.restart()
    await stage.advance(days=2)
    assert len([text for text in stage.posts() if text.startswith("# ")]) == 2, "the preview is a post of its own"
    assert _notices(stage) == []


@pytest.mark.parametrize("minutes", [2, 12])
async def test_a_record_that_knows_its_posts_is_trusted(stage: Stage, minutes: int) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=minutes)
    await stage.restart()
    await stage.advance(minutes=60)
    assert _notices(stage) == []
    assert len([number for number in (1, 2, 3) if stage.card(number)]) == 3


async def test_the_posts_of_another_chat_in_the_channel_are_not_taken_over(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=60)
    first = [m.id for m in stage.room.messages.values() if m.author == BOT and m.channel == stage.room.ref.channel]
    await stage.start(PACK)
    await stage.restart()
    await stage.advance(minutes=60)
    second = [m.id for m in stage.room.messages.values() if m.author == BOT and m.channel == stage.room.ref.channel]
    assert len(second) == 2 * len(first)
    assert _notices(stage) == []


async def test_a_room_that_cannot_be_read_is_posted_to_as_before(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=2)
    stage.room.faults.unreadable = True
    await stage.restart()
    await stage.advance(minutes=4)
    stage.card(1)
    assert _notices(stage) == []


async def test_the_posts_of_a_chat_that_ran_meanwhile_are_not_taken_over(stage: Stage) -> None:
    await stage.start(PACK, opens_in=timedelta(hours=2))
    await stage.start(PACK)
    await stage.advance(minutes=90)
    await stage.restart()
    await stage.advance(hours=2)
    assert sum(text.startswith("**Q1 of") for text in stage.posts()) == 2
    assert sum(text.startswith("## #TChat recap") for text in stage.posts()) == 2


async def test_a_server_that_failed_over_without_the_last_commits(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance_until(lambda session: session.current == 1)
    known = stage.session.facts
    await stage.advance_until(lambda session: session.current == 2)
    card = stage.card(2)
    await ada.says("a rose", in_thread=2)
    async with stage.database.opened() as store:
        writer = store._writer  # type: ignore[attr-defined]
        for table, place in (("effects", "fact"), ("facts", "place")):
            await writer.write([(f"DELETE FROM {table} WHERE {place} > ?", [(known,)])])
        await writer.write([("DELETE FROM contributions", [()]), ("DELETE FROM marks", [()])])
    await stage.host("extend", 1)
    await stage.advance(seconds=70)
    assert stage.card(2) is card, "there is one card"
    assert len(_notices(stage)) == 1
    await ada.says("a brick", in_thread=2)
    await stage.advance(minutes=40)
    stage.card(3)
    assert await stage.answers(2) == ["Ada: a rose (thread)", "Ada: a brick (thread)"]
