"""What hosts do while a chat is on."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.app.delivery import board
from bot.app.delivery.board import rest_among
from bot.app.ports.values import Abilities, Urgency
from bot.core.base.contribution import Person
from bot.core.base.errors import Doubtful, NotFound, Refused
from bot.core.base.post import Post
from bot.core.record.transcript import ReplyTo
from bot.core.script.pack import AnswersMode, HostRole
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
    await stage.host("skip", sure=True)
    await stage.advance(minutes=10)
    assert stage.session.current == 3
    heads = [stage.card(number).text.split("**")[1] for number in (1, 4, 3)]
    assert heads == ["Q1 of 3", "Q4 · extra question", "Q3 of 3"]
    assert "And what about grey?" in stage.card(4).text
    assert "next: [Q3]" in stage.card(4).text
    assert await stage.answers(4) == ["Ada: A4 it is underrated (prefix)"]
    with pytest.raises(Refused, match="needs some text"):
        await stage.host("ask", "   ")


async def test_the_same_click_twice_does_one_thing(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.host("next", key="click-1")
    await stage.host("next", key="click-1")
    assert stage.session.current == 1


async def test_the_same_start_twice_sets_one_chat(stage: Stage) -> None:
    first = await stage.start(PACK, key="click-1")
    assert (await stage.start(PACK, key="click-1")).number == first.number
    assert len(await stage.store.listed()) == 1


async def test_who_asks_one_question_right_after_another_means_it(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=5, seconds=2)
    with pytest.raises(Doubtful, match="was asked a moment ago"):
        await stage.host("ask", "And grey?")
    await stage.host("ask", "And grey?", sure=True)
    assert stage.session.current == 4


async def test_two_hosts_close_at_the_same_moment(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.member("Ada").says("the sky", in_thread=1)
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
    with pytest.raises(Refused, match="Another chat is scheduled"):
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


async def test_where_i_may_make_no_threads_members_answer_in_the_channel(stage: Stage) -> None:
    stage.room.faults.abilities = Abilities(can_make_threads=False)
    await stage.start(PACK)
    await stage.advance(minutes=6)
    assert "Answer here: begin with A1" in stage.card(1).text
    assert stage.room.threads == {}


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


async def test_of_what_a_doubtful_answer_may_belong_to_the_last_two_are_offered(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=25)
    await stage.member("Ada").says("because it is the colour of the sky")
    await stage.engine.tick()
    actions = [action.label for action in stage.desk()[-1].actions]
    assert actions == ["File under Q3", "File under Q2", "Not an answer"]


async def test_a_host_who_says_nothing_has_a_name_in_the_record_all_the_same(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.host("pause", by=KEVIN)
    assert (await stage.store.names(stage.number))[KEVIN.id] == "Kevin"


async def test_the_status_names_every_host_once_and_the_lead_first(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.host("add_host", KEVIN, HostRole.CO_HOST)
    assert f"Hosts: <@{MEGHAN.id}> (lead), <@{KEVIN.id}>\n" in await stage.status()


async def test_an_entry_shows_what_it_replies_to(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    said = await stage.member("Ada").says("the sky", in_thread=1)
    await stage.member("Ben").says("and the sea", in_thread=1, reply_to=said)
    await stage.member("Cyd").says("indeed", in_thread=1, reply_to=stage.card(1))
    replies = [entry.reply async for entry in (await stage.record()).answers(1)]
    assert replies == [None, ReplyTo(said.id, "Ada", "the sky"), ReplyTo(stage.card(1).id, None, None)]
    await stage.member("Ada").deletes(said)
    reply = (await anext((await stage.record()).answers(1))).reply
    assert reply == ReplyTo(said.id, None, None), "what is deleted was not taken out of the record at a wish"


async def test_a_question_in_between_may_bring_a_link_to_read(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.host("ask", "And grey?", url="https://example.org/grey")
    assert "https://example.org/grey" in stage.card(4).text
    with pytest.raises(Refused, match="A link begins with https"):
        await stage.host("ask", "And pink?", url="example.org/pink")
    await stage.host("ask", "And pink?", url="http://example.org/pink", sure=True)
    await stage.host("ask", "And brown?", sure=True)
    assert "http://example.org/pink" in stage.card(5).text
    assert [len(question.readings) for question in stage.session.questions[3:]] == [1, 1, 0]
    with pytest.raises(Refused, match="needs some text"):
        await stage.host("ask", "  ")


async def test_a_chat_may_begin_when_the_one_before_ends_but_not_earlier(stage: Stage) -> None:
    await stage.start(PACK)  # it ends in 40 minutes
    with pytest.raises(Refused, match="A chat is running in this channel"):
        await stage.start(PACK, opens_in=timedelta(minutes=39))
    await stage.start(PACK, opens_in=timedelta(minutes=40))  # it ends in 80
    with pytest.raises(Refused, match="Another chat is scheduled in this channel"):
        await stage.start(PACK, opens_in=timedelta(minutes=79))
    await stage.start(PACK, opens_in=timedelta(minutes=120))
    with pytest.raises(Refused, match="Another chat is scheduled in this channel"):
        await stage.start(PACK, opens_in=timedelta(minutes=81))
    await stage.start(PACK, opens_in=timedelta(minutes=80))


async def test_a_channel_in_which_i_cannot_post_is_refused_with_what_is_missing(stage: Stage) -> None:
    stage.room.faults.abilities = Abilities(can_post=False, missing=("Send Messages",))
    with pytest.raises(Refused, match="give me Send Messages there"):
        await stage.start(PACK)


@pytest.mark.parametrize(
    ("ahead", "missing", "told"), [(60, ("Pin Messages",), 1), (0, ("Pin Messages",), 0), (60, (), 0)]
)
async def test_hosts_are_told_what_the_room_denies_me_when_it_opens_unless_they_just_were(
    stage: Stage, ahead: int, missing: tuple[str, ...], told: int
) -> None:
    stage.room.faults.abilities = Abilities(missing=missing)
    await stage.start(PACK, opens_in=timedelta(minutes=ahead))
    await stage.advance(minutes=ahead + 1)
    assert sum("Pin Messages" in message.text for message in stage.desk()) == told
    assert len(stage.desk()) == told


async def test_a_board_that_would_look_the_same_is_left_alone(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.member("Ada").says("the sky", in_thread=1)
    await stage.advance(seconds=20)
    asked: list[str] = []
    edit = stage.room.edit

    async def noted(channel: int, message: int, post: Post) -> None:
        asked.append(post.text)
        await edit(channel, message, post)

    monkeypatch.setattr(stage.room, "edit", noted)
    await stage.member("Ada").says("what a day")
    await stage.advance(seconds=20)
    assert asked == []
    await stage.member("Ben").says("the sea", in_thread=1)
    await stage.advance(seconds=20)
    assert ["2 answers so far" in text for text in asked] == [True]


async def test_of_two_boards_each_is_edited_when_its_own_rest_is_over(stage: Stage) -> None:
    await stage.start(PACK)
    there = replace(stage.room.ref, channel=4242)
    await stage.engine.host.start(PACK, there, by=MEGHAN, opens_at=stage.clock.time + timedelta(minutes=5, seconds=30))
    await stage.advance(minutes=6)
    ada, ben, thread = stage.member("Ada"), stage.member("Ben"), stage.card(1).id
    for who, where in ((ada, thread), (ben, there.channel)):
        await who.says("the sky", channel=where)
        await stage.advance(seconds=5)
    for who, where in ((ada, thread), (ben, there.channel)):
        await who.says("the sea", channel=where)
    await stage.advance(seconds=6)
    assert "2 answers so far" in stage.posts()[0]


async def test_boards_are_edited_more_rarely_the_more_chats_there_are(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests = [rest_among(boards).total_seconds() for boards in (1, 25, 50, 100, 1_000)]
    assert rests == [15, 15, 30, 60, 60]
    monkeypatch.setattr(board, "EACH", timedelta(seconds=20))
    await stage.start(PACK)
    there = replace(stage.room.ref, channel=4242)
    await stage.engine.host.start(PACK, there, by=MEGHAN, opens_at=stage.clock.time)
    await stage.advance(minutes=10)
    for text in ("A1 the sky", "A1 the sea"):
        await stage.member("Ada").says(text)
        await stage.member("Ben").says(text, channel=there.channel)
        await stage.advance(seconds=1)
    await stage.advance(seconds=37)
    assert "2 answers so far" not in stage.posts()[0]
    await stage.advance(seconds=3)
    assert "2 answers so far" in stage.posts()[0]


async def test_a_card_is_the_most_urgent_then_its_thread_and_boards_are_the_least(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Urgency] = []

    async def noted(urgency: Urgency) -> None:
        asked.append(urgency)

    await stage.start(PACK)
    monkeypatch.setattr(stage.room, "turn", noted)
    await stage.advance(minutes=5)
    await stage.advance(minutes=1)
    assert [urgency for urgency in asked if urgency < Urgency.POST] == [Urgency.CARD, Urgency.THREAD]
    assert asked[-1] is Urgency.REFRESH


async def test_what_is_decided_while_the_room_is_busy_is_shown_as_it_was_decided(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    posted, committed, shown = asyncio.Event(), asyncio.Event(), asyncio.Event()
    post, commit = stage.room.post, stage.store.commit

    async def slow_post(channel: int, said: Post, nonce: str) -> int:
        await posted.wait()
        return await post(channel, said, nonce)

    async def slow_commit(*what: Any) -> None:
        await commit(*what)
        committed.set()
        await shown.wait()

    monkeypatch.setattr(stage.room, "post", slow_post)
    await stage.engine.host.extend(stage.room.ref.channel, 5, MEGHAN)
    monkeypatch.setattr(stage.store, "commit", slow_commit)
    editing = asyncio.create_task(stage.engine.host.edit(stage.room.ref.channel, 1, "What is true blue?", MEGHAN))
    async with asyncio.timeout(10):
        await committed.wait()
        posted.set()
        await stage.engine.delivery.idle()
        shown.set()
        await editing
    await stage.engine.idle()
    assert "What is true blue?" in stage.card(1).text


async def test_more_time_for_a_stopped_clock_is_promised_for_later(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.host("pause")
    await stage.host("extend", 5)
    assert "more time after the break" in stage.posts()[-1]
