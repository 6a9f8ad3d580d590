"""What was announced keeps up with what hosts decide, and nobody is told what is not so."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.adapters.rehearsal.room import BOT
from bot.app.ports.rehearsing import Message
from bot.core.base.contribution import Person
from bot.core.base.errors import Doubtful, Refused, RoomError
from bot.core.posts import confirmations
from bot.core.script.pack import Question, Reading, Text
from bot.core.script.slots import Slot
from bot.core.session.state import Phase
from tests.stage import MEGHAN, Stage, pack_of

PACK = pack_of("What is blue?", "What is red?", intro=Text({"en": "Colours, tonight."}))
READ = Question(Text({"en": "What is blue?"}), readings=(Reading(url="https://example.org/blue"),))
ADA = Person(5, "Ada")
YAML = "title: {title}\nquestions:\n  - ask: What is blue?\n    lasts: 10m\n"


def _preview(stage: Stage) -> Message:
    return next(m for m in stage.room.messages.values() if m.author == BOT)


def _calendar(stage: Stage) -> str:
    post = _preview(stage).post
    assert post is not None
    return post.files[0].text.replace("\r\n ", "")


async def test_a_moved_chat_shows_its_new_time_wherever_it_was_announced(stage: Stage) -> None:
    await stage.start(PACK, opens_in=timedelta(days=1))
    before = _calendar(stage)
    later = stage.clock.time + timedelta(days=2)
    await stage.host("move", later)
    assert f"When: <t:{int(later.timestamp())}:F>" in _preview(stage).text
    assert f"DTSTART:{later:%Y%m%dT%H%M%SZ}" in _calendar(stage)
    assert _sequence(_calendar(stage)) > _sequence(before)
    await stage.store.remind(stage.room.ref.channel, stage.number, ADA.id)
    await stage.advance(days=1, hours=23, minutes=50)
    assert [m.post.pings for m in stage.room.messages.values() if m.post and m.post.pings] == [(ADA.id,)]


def _sequence(calendar: str) -> int:
    return next(int(line.partition(":")[2]) for line in calendar.splitlines() if line.startswith("SEQUENCE:"))


async def test_a_chat_that_is_called_off_is_struck_through_where_it_was_announced(stage: Stage) -> None:
    session = await stage.start(PACK, opens_in=timedelta(days=1))
    await stage.host("cancel", sure=True)
    assert _preview(stage).text.startswith("# ~~What is colour? · #TChat~~\n**Called off.**")
    assert "STATUS:CANCELLED" in _calendar(stage)
    live = await stage.engine.live.take_up(session.number)
    assert "is called off" in confirmations.will_remind(live.session, stage.engine.answers._words("en"))


async def test_a_question_that_is_edited_reads_so_in_the_preview(stage: Stage) -> None:
    await stage.start(PACK, opens_in=timedelta(days=1))
    await stage.host("edit", 2, "What is grey?")
    assert "**Q2** What is grey?" in stage.posts()[1]


async def test_a_chat_that_begins_at_once_brings_its_introduction_and_its_readings(stage: Stage) -> None:
    await stage.start(replace(PACK, questions=(READ, *PACK.questions[1:])))
    welcome, readings = stage.posts()
    assert "Colours, tonight." in welcome
    assert "https://example.org/blue" in readings
    await stage.advance(minutes=6)
    assert "Colours, tonight." in stage.posts()[0], "the board keeps it"


async def test_who_is_late_for_a_reminder_is_mentioned_at_once(stage: Stage) -> None:
    await stage.store.remind(stage.room.ref.channel, 0, ADA.id)
    await stage.start(PACK, opens_in=timedelta(minutes=5))
    await stage.advance(seconds=1)
    assert [m.post.pings for m in stage.room.messages.values() if m.post and m.post.pings] == [(ADA.id,)]


async def test_an_accepted_suggestion_joins_the_chat_that_is_announced(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK, opens_in=timedelta(days=1))
    for text in ("And what about grey?", "And pink?"):
        await stage.engine.suggestions.suggest(stage.room.ref, ada.person, text, "en")
    await stage.engine.suggestions.accept(1, MEGHAN, "What about grey?", after_all=True)
    await stage.engine.idle()
    assert stage.posts()[-1] == "**Q3** What about grey? (Ada)"
    assert "It will be asked in “What is colour?”, which opens <t:" in stage.private("Ada")[-1]
    await stage.engine.suggestions.set_aside(2)
    with pytest.raises(Refused, match="is set aside"):
        await stage.engine.suggestions.accept(2, MEGHAN)
    await stage.engine.suggestions.accept(2, MEGHAN, after_all=True)
    await stage.advance(days=1, minutes=6)
    assert [stage.session.text_of(number) for number in stage.session.upcoming] == [
        "What is red?",
        "What about grey? (Ada)",
        "And pink? (Ada)",
    ]
    assert "Q1 of 4" in stage.card(1).text, "these are no extra questions"
    await stage.host("close", sure=True)
    assert len((await stage.start(PACK)).questions) == 2, "asked once"


async def test_a_suggestion_waits_for_the_next_chat_where_none_is_ahead(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.engine.suggestions.suggest(stage.room.ref, ada.person, "And grey?", "en")

    async def closed(person: int) -> int:
        raise RoomError("Their private messages are closed.")

    stage.room.direct = closed  # type: ignore[method-assign]
    _, joined = await stage.engine.suggestions.accept(1, MEGHAN)
    assert joined is None
    waiting = await stage.store.undelivered(stage.room.ref.guild, ada.person.id)
    assert ["It will be asked in the next chat" in text for _, text in waiting] == [True]
    (word,) = await stage.engine.untold.words_for(stage.room.ref.guild, ada.person.id)
    assert not word.is_open
    await stage.engine.untold.delivered(stage.room.ref.guild, ada.person.id, word.case)
    assert await stage.store.undelivered(stage.room.ref.guild, ada.person.id) == []
    await stage.host("close", sure=True)
    session = await stage.start(PACK, opens_in=timedelta(hours=1))
    assert session.text_of(3) == "And grey? (Ada)"


async def test_a_chat_that_nobody_answered_is_called_off_when_it_is_closed(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    with pytest.raises(Doubtful, match="Nobody has answered"):
        await stage.host("close")
    await stage.host("close", sure=True)
    assert stage.posts()[-1] == "The chat “What is colour?” is called off."
    await stage.advance(days=3)
    assert stage.posts()[-1] == "The chat “What is colour?” is called off.", "no summary, no thanks"
    (listed,) = await stage.store.listed()
    assert listed.phase is Phase.CANCELLED
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.member("Ada").says("the sky", in_thread=None)
    await stage.host("cancel", sure=True)
    assert (await stage.store.listed())[-1].phase is Phase.CANCELLED, "a word beside the point is no answer"


async def test_one_with_an_answer_cannot_be_called_off(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.member("Ada").says("the sky", in_thread=1)
    with pytest.raises(Refused, match="end it with /tchat close"):
        await stage.host("cancel", sure=True)


async def test_a_chat_is_not_moved_onto_another(stage: Stage) -> None:
    now = stage.clock.time
    await stage.start(PACK, opens_in=timedelta(hours=2))
    await stage.start(PACK, opens_in=timedelta(hours=5))
    with pytest.raises(Refused, match="Another chat is scheduled in this channel"):
        await stage.host("move", now + timedelta(hours=5, minutes=5))
    await stage.host("move", now + timedelta(hours=2, minutes=5))


async def test_what_was_skipped_can_be_put_back(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.host("skip", sure=True)
    await stage.host("put_back", 1)
    await stage.advance(minutes=5)
    assert stage.session.current == 1


async def test_a_moved_end_is_called_that(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    end = stage.clock.time + timedelta(minutes=15)
    await stage.host("move_end", end)
    assert stage.posts()[-1] == f"The end has moved: the chat now ends at <t:{int(end.timestamp())}:t>."


async def test_the_last_board_says_what_the_summary_says(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    for name in ("Ada", "Ben"):
        await stage.member(name).says(f"It is the sky, says {name}", in_thread=1)
    await stage.member("Cy").says("thanks", in_thread=1)
    await stage.advance(hours=1)
    answers = (await stage.summary()).answers
    board = next(text for text in stage.posts() if "The chat is over" in text)
    assert f"\n{answers} answers: [Q1](" in board
    summary = next(m for m in stage.room.messages.values() if m.text.startswith("## #TChat recap"))
    assert board.endswith(f"[The recap]({stage.room.ref.link(summary.id)})")


# Slots


async def _wednesdays(stage: Stage, *packs: str) -> Slot:
    folder = stage.folder / "prompts"
    folder.mkdir(exist_ok=True)
    for name in packs:
        (folder / f"{name}.yaml").write_text(YAML.format(title=name.title()), encoding="utf-8")
    room = stage.room.ref
    wanted = Slot(0, room.guild, room.channel, 2, time(19), "UTC", date(2026, 1, 1), by=MEGHAN.id)
    slot = await stage.engine.slots.add(wanted)
    await stage.engine.slots.set_queue(slot, packs)
    return slot


async def test_hosts_are_told_of_a_pack_that_is_gone_and_the_next_is_taken(stage: Stage) -> None:
    slot = await _wednesdays(stage, "blue", "green")
    (stage.folder / "prompts" / "blue.yaml").unlink()
    assert await stage.engine.slots.missing(slot.guild, ["blue", "green"]) == {"blue"}
    await stage.advance(days=1)
    told = [message.text for message in stage.desk() if "blue" in message.text]
    assert len(told) == 1, "once"
    assert told[0].startswith("The chat on <t:")
    assert [listed.pack for listed in await stage.store.listed()] == ["green"]


async def test_hosts_are_told_when_a_slots_time_is_taken(stage: Stage) -> None:
    slot = await _wednesdays(stage, "blue")
    opens = _next_wednesday(stage.clock.time)
    await stage.start(PACK, opens_in=opens - stage.clock.time)
    assert await stage.engine.slots.taken(slot, [opens, opens + timedelta(weeks=1)]) == {opens}
    await stage.advance(days=5)
    told = [message.text for message in stage.desk() if "Another chat is scheduled in this channel" in message.text]
    assert len(told) == 1
    assert f"<t:{int(opens.timestamp())}:F>" in told[0]


async def test_what_was_played_is_played_again_at_a_hosts_word(stage: Stage) -> None:
    slot = await _wednesdays(stage, "blue", "green")
    (stage.folder / "prompts" / "green.yaml").unlink()
    await stage.advance(days=6)
    (card,) = [message for message in stage.desk() if "no questions yet" in message.text]
    assert card.post is not None
    assert [action.label for action in card.post.actions] == ["Use “blue” again"]
    await stage.engine.slots.play_again(slot, "blue")
    await stage.engine.tick()
    assert [listed.pack for listed in await stage.store.listed()] == ["blue", "blue"]


def _next_wednesday(now: datetime) -> datetime:
    day = now.date() + timedelta(days=(2 - now.weekday()) % 7)
    opens = datetime.combine(day, time(19), UTC)
    return opens if opens > now + timedelta(hours=1) else opens + timedelta(weeks=1)
