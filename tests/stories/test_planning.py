"""A chat is made before the hour, and run by more than one."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.core.base.contribution import Person
from bot.core.base.errors import Doubtful, Refused
from bot.core.base.place import RoomRef
from bot.core.script.pack import HostRole, Question, Quiet, Text, Timing
from bot.core.script.slots import Slot, occurrences
from bot.core.session.state import Phase, Session
from bot.core.session.timetable import question_ends
from tests.stage import MEGHAN, Stage, pack_of, staged

PACK = pack_of("What is blue?", "What is red?")
KEVIN = Person(901, "Kevin")
ZOE = Person(902, "Zoe")
NEW_YORK = ZoneInfo("America/New_York")
HELSINKI = ZoneInfo("Europe/Helsinki")
YAML = "title: {title}\nquestions:\n  - ask: What is blue?\n    lasts: 10m\n"


async def _slot(stage: Stage, *packs: str) -> None:
    """Wednesdays at 19:00 in New York, with these packs waiting."""
    folder = stage.folder / "prompts"
    folder.mkdir(exist_ok=True)
    for name in packs:
        (folder / f"{name}.yaml").write_text(YAML.format(title=name.title()), encoding="utf-8")
    room = stage.room.ref
    slot = Slot(0, room.guild, room.channel, 2, time(19), "America/New_York", date(2026, 1, 1), by=MEGHAN.id)
    slot = await stage.engine.slots.add(slot)
    await stage.engine.slots.set_queue(slot, packs)
    await stage.engine.tick()


async def _openings(stage: Stage, zone: ZoneInfo) -> list[str]:
    opened = [session.opened_at for session in await stage.store.listed()]
    return [f"{instant.astimezone(zone):%d.%m. %H:%M}" for instant in opened if instant]


@pytest.mark.parametrize(
    ("begins", "in_helsinki"),
    [
        (datetime(2026, 10, 19, tzinfo=UTC), ["22.10. 02:00", "29.10. 01:00", "05.11. 02:00"]),
        (datetime(2026, 3, 2, tzinfo=UTC), ["05.03. 02:00", "12.03. 01:00", "19.03. 01:00"]),
    ],
)
async def test_a_weekly_slot_keeps_seven_in_new_york(tmp_path: Path, begins: datetime, in_helsinki: list[str]) -> None:
    async with staged(tmp_path, begins) as stage:
        await _slot(stage, "blue", "green", "red")
        await stage.advance(days=18)
        assert await _openings(stage, HELSINKI) == in_helsinki
        assert {opening.split()[1] for opening in await _openings(stage, NEW_YORK)} == {"19:00"}
        played = [session.pack for session in await stage.store.listed()]
        assert played == ["blue", "green", "red"], "the next unplayed pack, in the order hosts set"


async def test_an_empty_slot_asks_once_two_days_before(stage: Stage) -> None:
    await _slot(stage, "blue")
    await stage.advance(days=5)
    assert not [m for m in stage.desk() if "recap" not in m.text], "Wednesday's pack is there"
    await stage.advance(days=1)
    asked = [message.text for message in stage.desk() if "no questions yet" in message.text]
    assert len(asked) == 1
    await stage.restart()
    await stage.advance(hours=12)
    assert len([m for m in stage.desk() if "no questions yet" in m.text]) == 1
    slots = await stage.store.slots()
    (stage.folder / "prompts" / "late.yaml").write_text(YAML.format(title="Late"), encoding="utf-8")
    await stage.engine.slots.set_queue(slots[0], ["blue", "late"])
    await stage.engine.tick()
    assert (await stage.store.listed())[-1].pack == "late"


async def test_a_new_slot_is_looked_at_at_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, posted = asyncio.Event(), asyncio.Event()

    async def wait(_: datetime | None, wake: asyncio.Event) -> None:
        waiting.set()
        await wake.wait()
        wake.clear()

    monkeypatch.setattr(stage.clock, "wait", wait)
    stage.room.watch = lambda deed, message: posted.set()
    driven = asyncio.create_task(stage.engine.runner.run())
    async with asyncio.timeout(10):
        await waiting.wait()
        await stage.engine.slots.add(Slot(0, 0, stage.room.ref.channel, 2, time(19), "UTC", date(2026, 1, 1)))
        await posted.wait()
    driven.cancel()
    assert "no questions yet" in stage.desk()[-1].text


async def test_a_slots_time_is_taken_by_a_chat_in_its_own_channel_only(stage: Stage) -> None:
    await _slot(stage, "blue")
    (slot,) = await stage.store.slots()
    room, instant = stage.room.ref, next(occurrences(slot, stage.clock.time + timedelta(days=10)))
    for channel, taken in ((room.channel + 1, set()), (room.channel, {instant})):
        await stage.engine.host.start(PACK, replace(room, channel=channel), by=MEGHAN, opens_at=instant)
        assert await stage.engine.slots.taken(slot, [instant]) == taken


async def test_who_set_up_a_slot_is_asked_where_nobody_hosted_yet(stage: Stage) -> None:
    await _slot(stage)
    await stage.advance(days=7)
    (desk,) = stage.room.desks.values()
    assert stage.room.admitted[desk] == {MEGHAN.id}


async def test_who_becomes_a_host_reads_along_at_the_desks_that_are_there(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.host("add_host", ZOE, HostRole.CO_HOST)
    assert stage.room.desks == {}, "none is made just for that"
    await stage.host("remove_host", ZOE)
    await stage.advance(minutes=15)
    said = await ada.says("it is the sky of course")
    await stage.engine.editor.file(said.id, 1, ada.person, is_host=False)
    await stage.engine.suggestions.suggest(stage.room.ref, ada.person, "And grey?", "fi")
    assert list(stage.room.admitted.values()) == [{MEGHAN.id}, {MEGHAN.id}]
    await stage.restart()
    await stage.host("add_host", KEVIN, HostRole.CO_HOST)
    assert list(stage.room.admitted.values()) == [{MEGHAN.id, KEVIN.id}, {MEGHAN.id, KEVIN.id}], (
        "no author, nobody let go"
    )
    await stage.host("take_lead", ZOE)
    assert all(ZOE.id in admitted for admitted in stage.room.admitted.values())


async def test_who_hosts_no_more_reads_along_no_more_until_they_host_again(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.host("add_host", ZOE, HostRole.CO_HOST)
    await stage.advance(minutes=15)
    await stage.member("Ada").says("it is the sky of course")
    await stage.engine.suggestions.suggest(stage.room.ref, stage.member("Ada").person, "And grey?", "en")
    for change, who in (("remove_host", {MEGHAN.id}), ("add_host", {MEGHAN.id, ZOE.id})):
        await stage.host(change, ZOE, *([HostRole.CO_HOST] if change == "add_host" else []))
        await stage.engine.idle()
        assert list(stage.room.admitted.values()) == [who, who]


async def test_hosts_are_spoken_to_in_the_channel_that_their_server_chose(stage: Stage) -> None:
    await stage.engine.desk.choose(stage.room.ref.guild, 4242)
    await stage.start(PACK)
    await stage.advance(minutes=15)
    await stage.member("Ada").says("it is the sky of course")
    await stage.engine.idle()
    assert {message.channel for message in stage.desk()} == {4242}
    shown = len(stage.desk())
    await stage.engine.choose_desk(stage.room.ref.guild + 1, 4343)
    await stage.engine.idle()
    assert len(stage.desk()) == shown, "what another server chooses moves nothing here"


async def test_a_full_disk_opens_no_second_desk(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    open_desk = stage.room.open_desk

    async def noted(room: RoomRef, name: str, hosts: Sequence[int], chosen: int) -> int:
        desk = await open_desk(room, name, hosts, chosen)
        opened.append(name)
        return desk

    monkeypatch.setattr(stage.room, "open_desk", noted)
    await stage.start(PACK)
    await stage.advance(minutes=15)
    stage.room.faults.dead = True
    await stage.member("Ada").says("it is the sky of course")
    await stage.engine.tick()
    stage.room.faults.dead, stage.disk.full = False, True
    await stage.advance(minutes=2)
    stage.disk.full = False
    await stage.advance(minutes=2)
    assert len(opened) == 1
    assert len(stage.desk()) == 1


async def test_a_host_is_admitted_once_the_room_can_be_reached_again(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=15)
    await stage.member("Ada").says("it is the sky of course")
    await stage.engine.tick()
    stage.room.faults.dead = True
    await stage.host("add_host", KEVIN, HostRole.CO_HOST)
    stage.room.faults.dead = False
    await stage.advance(seconds=5)
    assert [KEVIN.id in admitted for admitted in stage.room.admitted.values()] == [True]
    stage.room.faults.dead = True
    await stage.host("add_host", ZOE, HostRole.CO_HOST)
    await stage.advance(minutes=2)  # no longer tried just for that
    stage.room.faults.dead = False
    await stage.restart(after=timedelta(hours=1))
    assert [ZOE.id in admitted for admitted in stage.room.admitted.values()] == [True]


async def test_a_chat_may_cross_midnight_utc(tmp_path: Path) -> None:
    evening = datetime(2026, 9, 16, 23, 30, tzinfo=UTC)  # 7.30 pm in New York
    async with staged(tmp_path, evening) as stage:
        ada = stage.member("Ada")
        await stage.start(PACK)
        await stage.advance(minutes=20)
        before = await ada.says("before midnight", in_thread=2)
        await stage.advance(minutes=4)
        after = await ada.says("after midnight", in_thread=1)
        await stage.advance(hours=1)
        assert len(await stage.store.listed()) == 1
        assert after.id > before.id
        assert await stage.answers(1) == ["Ada: after midnight (thread)"]
        assert await stage.answers(2) == ["Ada: before midnight (thread)"]


async def test_what_was_announced_moves_with_its_event(stage: Stage) -> None:
    await stage.start(PACK, opens_in=timedelta(days=1))
    preview = next(m for m in stage.room.messages.values() if "When:" in m.text)
    assert preview.post is not None
    assert [file.name for file in preview.post.files] == ["session-1.ics"]
    (event,) = stage.room.events.values()
    assert (event.link, event.phase) == (stage.room.ref.link(preview.id), Phase.SCHEDULED)
    later = stage.clock.time + timedelta(days=2)
    await stage.host("move", later)
    assert next(iter(stage.room.events.values())).start == later
    assert "now opens" in stage.posts()[-1]
    await stage.advance(days=2, minutes=6)
    assert next(iter(stage.room.events.values())).phase is Phase.OPEN
    await stage.host("extend", 5)
    assert next(iter(stage.room.events.values())).end > event.end
    await stage.advance(hours=2)
    assert next(iter(stage.room.events.values())).phase is Phase.CLOSED
    assert len(stage.room.events) == 1


async def test_only_who_asked_is_reminded(stage: Stage) -> None:
    session = await stage.start(PACK, opens_in=timedelta(hours=3))
    room = stage.room.ref
    await stage.store.remind(room.channel, session.number, 5)
    await stage.store.remind(room.channel, 0, 6)
    await stage.store.remind(room.channel, session.number, 7)
    await stage.store.stop_reminding(room.channel, 7)
    await stage.advance(hours=2, minutes=50)
    reminder = list(stage.room.messages.values())[-1]
    assert reminder.post is not None
    assert reminder.post.pings == (5, 6)
    await stage.advance(minutes=10)
    assert stage.session.phase is Phase.OPEN


async def test_a_bot_that_was_down_at_reminder_time_still_reminds_before_the_hour(stage: Stage) -> None:
    session = await stage.start(PACK, opens_in=timedelta(hours=3))
    await stage.store.remind(stage.room.ref.channel, session.number, 5)
    await stage.advance(hours=2)
    await stage.restart(after=timedelta(minutes=55))
    reminders = [m for m in stage.room.messages.values() if m.post and m.post.pings]
    assert len(reminders) == 1


async def test_after_the_hour_nobody_is_reminded(stage: Stage) -> None:
    session = await stage.start(PACK, opens_in=timedelta(hours=3))
    await stage.store.remind(stage.room.ref.channel, session.number, 5)
    await stage.advance(hours=2)
    await stage.restart(after=timedelta(minutes=62))
    assert stage.session.phase is Phase.OPEN
    assert [m for m in stage.room.messages.values() if m.post and m.post.pings] == []


async def test_the_lead_disappears_and_a_co_host_goes_on(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.host("add_host", KEVIN, HostRole.CO_HOST)
    await stage.advance(minutes=6)
    await stage.restart(after=timedelta(hours=1))
    asked = stage.desk()[-1]
    assert asked.post is not None
    assert asked.post.pings == (MEGHAN.id,)
    await stage.advance(minutes=2)
    again = stage.desk()[-1]
    assert again.post is not None
    assert again.post.pings == (KEVIN.id,)
    await stage.host("take_lead", KEVIN, by=KEVIN)
    await stage.host("resume", by=KEVIN)
    assert (stage.session.lead, stage.session.current) == (KEVIN.id, 2)
    events = (await stage.record()).events
    assert [(event.what, event.by) for event in events][-3:] == [
        ("lead_taken", "Kevin"),
        ("resumed", "Kevin"),
        ("asked", None),
    ]


async def test_two_hosts_click_next_together_and_one_question_comes(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=2)
    clicks = [stage.host("next", key="a"), stage.host("next", key="b", by=KEVIN)]
    outcomes = await asyncio.gather(*clicks, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Doubtful", "Session"]
    assert len(stage.session.asked) == 1


async def test_a_pack_edited_after_scheduling_changes_nothing_that_was_set(stage: Stage) -> None:
    await _slot(stage, "blue")
    await stage.advance(days=5)
    (stage.folder / "prompts" / "blue.yaml").write_text(YAML.format(title="Other"), encoding="utf-8")
    await stage.restart()
    titles = [session.title for session in await stage.store.listed()]
    assert titles == ["Blue"]


async def test_a_question_is_edited_in_the_room_and_repeated(stage: Stage) -> None:
    red = replace(PACK.questions[1], lasts=timedelta(minutes=20))
    await stage.start(replace(PACK, questions=(PACK.questions[0], red)))
    await stage.advance(minutes=6)
    await stage.host("edit", 1, "What is true blue?")
    assert "What is true blue?" in stage.card(1).text
    await stage.host("edit", 2, "And red?")
    ends = question_ends(stage.session, 2, stage.clock.time)
    assert ends - stage.clock.time == timedelta(minutes=20), "its own length stays"
    await stage.host("repeat")
    assert "Still on: [Q1]" in stage.posts()[-1]
    await stage.advance(minutes=10)
    assert "And red?" in stage.card(2).text
    assert "question_edited" in [event.what for event in (await stage.record()).events]


async def test_questions_change_places_and_the_end_moves(stage: Stage) -> None:
    await stage.start(pack_of("One?", "Two?", "Three?"))
    await stage.advance(minutes=6)
    await stage.host("reorder", 3, 0)
    await stage.host("move_end", stage.clock.time + timedelta(minutes=34))
    await stage.advance(minutes=10)
    assert stage.session.current == 3
    await stage.advance(minutes=10)
    assert stage.session.current == 2
    await stage.advance(minutes=14)
    assert stage.session.phase is Phase.CLOSED


async def test_an_answer_right_after_a_question_is_put_on_the_desk(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=15)
    said = await ada.says("it is the sky of course")
    await ada.says("hello!")
    await ada.says("A2 it is the rose of course")
    await stage.advance(seconds=30)
    await ada.says("this came much later though")
    await stage.engine.idle()
    (card,) = stage.desk()
    assert "“it is the sky of course”" in card.text
    assert [action.label for action in card.actions] == ["File under Q2", "File under Q1", "Not an answer"]
    await stage.engine.editor.file(said.id, 1, MEGHAN, is_host=True)
    assert await stage.answers(1) == ["Ada: it is the sky of course (host)"]


async def test_late_answers_make_one_revision(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await ada.says("The sky on a clear day", in_thread=1)
    await stage.advance(minutes=30)
    await ada.says("Forget-me-nots in a garden", in_thread=1)
    assert "Forget-me-nots" not in stage.posts()[-1]
    await stage.advance(hours=48)
    summaries = [text for text in stage.posts() if text.startswith("## #TChat recap")]
    assert len(summaries) == 1
    assert "Forget-me-nots in a garden" in summaries[0]
    assert "Revision 2: 1 late answer came in." in summaries[0]


async def test_without_late_answers_the_summary_stays(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(hours=50)
    assert "Revised" not in stage.posts()[-1]


async def test_a_slow_chat_rests_at_night(tmp_path: Path) -> None:
    morning = datetime(2026, 9, 16, 6, 0, tzinfo=UTC)  # 9:00 in Helsinki
    quiet = Quiet(time(22), time(8), "Europe/Helsinki")
    questions = tuple(Question(Text({"en": f"Day {n}?"}), timedelta(hours=14)) for n in (1, 2))
    async with staged(tmp_path, morning) as stage:
        await stage.start(pack_of(questions=questions, timing=Timing(quiet=quiet)))
        await stage.advance(hours=1)
        assert ":f>" in stage.posts()[1]
        await stage.advance(days=3)
        asked = [f"{asking.at.astimezone(HELSINKI):%d. %H:%M}" for asking in (await _session(stage)).asked]
        assert asked == ["16. 09:05", "17. 08:00"]


async def _session(stage: Stage) -> Session:
    return (await stage.store.load(stage.number)).session


async def test_members_questions_come_after_the_packs_own(stage: Stage) -> None:
    suggestions, room = stage.engine.suggestions, stage.room.ref
    for text in ("And what about grey?", "Who cares?"):
        await suggestions.suggest(room, Person(5, "Ada"), text, "en")
    assert [message.text.split("“")[1] for message in stage.desk()] == ["And what about grey?”", "Who cares?”"]
    await suggestions.accept(1, MEGHAN, "What about grey, then?")
    await suggestions.set_aside(2)
    with pytest.raises(Exception, match="Another host was faster"):
        await suggestions.accept(2, MEGHAN)
    session = await stage.start(PACK)
    assert session.text_of(3) == "What about grey, then? (Ada)"
    await stage.advance(days=3)
    assert len((await stage.start(PACK)).questions) == 2, "asked once"


async def test_a_rehearsal_asks_no_members_questions(stage: Stage) -> None:
    suggestions, host, room = stage.engine.suggestions, stage.engine.host, stage.room.ref
    for text in ("And what about grey?", "And pink?"):
        await suggestions.suggest(room, Person(5, "Ada"), text, "en")
    await suggestions.accept(1, MEGHAN)
    later = stage.clock.time + timedelta(days=1)
    rehearsed = await host.start(PACK, room, by=MEGHAN, opens_at=later, speed=60)
    _, joined = await suggestions.accept(2, MEGHAN)
    assert (len(rehearsed.questions), joined) == (2, None)
    session = await stage.start(PACK)
    assert [session.text_of(number) for number in (3, 4)] == ["And what about grey? (Ada)", "And pink? (Ada)"]
    await stage.start(PACK, opens_in=timedelta(days=2))
    await suggestions.suggest(room, Person(5, "Ada"), "And gold?", "en")
    _, joined = await suggestions.accept(3, MEGHAN)
    assert joined is not None
    assert joined.number == stage.number, "that a rehearsal comes first is nothing to it"


async def test_suggestions_move_with_their_desk_and_may_be_short(stage: Stage) -> None:
    suggestions, room, ada = stage.engine.suggestions, stage.room.ref, Person(5, "Ada")
    for text in ("?", "y" * 300):
        await suggestions.suggest(room, ada, text, "en")
    for text in ("  ", "y" * 301):
        with pytest.raises(Refused, match="up to 300 characters"):
            await suggestions.suggest(room, ada, text, "en")
    (desk,) = stage.room.desks.values()
    shown = [message.text for message in stage.desk()]
    await stage.engine.thread_lost(desk + 1)
    assert [message.text for message in stage.desk()] == shown
    stage.room.desks.clear()
    await stage.engine.thread_lost(desk)
    moved, *again = stage.desk()
    assert "the previous place is gone" in moved.text
    assert [message.text for message in again] == shown
    assert {message.channel for message in stage.desk()}.isdisjoint({desk})


async def test_nobody_floods_the_desk_with_suggestions(stage: Stage) -> None:
    suggestions, room, ada, ben = stage.engine.suggestions, stage.room.ref, Person(5, "Ada"), Person(6, "Ben")
    many = [suggestions.suggest(room, ada, f"Question {n}?", "en") for n in range(7)]
    outcomes = await asyncio.gather(*many, return_exceptions=True)
    refused = [str(outcome) for outcome in outcomes if outcome is not None]
    assert refused == ["Hosts have not decided about 5 of your suggestions yet; wait until they have."] * 2
    assert len(stage.desk()) == 5
    await suggestions.suggest(room, ben, "And mine?", "en")
    await suggestions.set_aside(1)
    await suggestions.suggest(room, ada, "What about grey?", "en")
    assert len(stage.desk()) == 7


async def test_a_live_rehearsal_is_fast_marked_and_leaves_no_trace(stage: Stage) -> None:
    session = await stage.engine.host.start(PACK, stage.room.ref, by=MEGHAN, speed=60)
    stage.number = session.number
    await stage.engine.tick()
    assert "This is a rehearsal." in stage.posts()[0]
    await stage.advance(seconds=31)
    assert stage.session.phase is Phase.CLOSED
    assert stage.room.events == {}


async def test_a_slip_is_asked_about(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.member("Ada").says("the sky", in_thread=1)
    with pytest.raises(Doubtful, match="Close anyway"):
        await stage.host("close")
    await stage.host("close", sure=True)


async def test_two_hosts_start_at_the_same_moment_and_one_chat_is_set(stage: Stage) -> None:
    kevin, now, start = stage.member("Kevin").person, stage.clock.time, stage.engine.host.start
    asked = [start(pack_of("Blue?"), stage.room.ref, by=host, opens_at=now, key=host.name) for host in (MEGHAN, kevin)]
    ended = await asyncio.gather(*asked, return_exceptions=True)
    assert sorted(type(each).__name__ for each in ended) == ["Refused", "Session"]
    refused = next(each for each in ended if isinstance(each, Refused))
    assert str(refused).startswith("Somebody else has just scheduled a chat for that time in this channel")
    await stage.restart()
    await stage.advance(minutes=6)
    assert [session.number for session in await stage.store.listed()] == [1]
    stage.card(1)


async def test_one_request_that_comes_twice_at_once_sets_one_chat(stage: Stage) -> None:
    now, start = stage.clock.time, stage.engine.host.start
    asked = [start(pack_of("Blue?"), stage.room.ref, by=MEGHAN, opens_at=now, key="one") for _ in range(2)]
    first, second = await asyncio.gather(*asked)
    assert first == second
    assert len(await stage.store.listed()) == 1


async def test_a_server_has_no_more_chats_and_recurring_times_than_anybody_can_mean(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.hosting.host.MOST_AHEAD", 2)
    monkeypatch.setattr("bot.app.planning.slot_keeper.MOST_SLOTS", 1)
    for day in (1, 2):
        await stage.start(PACK, opens_in=timedelta(days=day))
    with pytest.raises(Refused, match="has 2 chats ahead already"):
        await stage.start(PACK, opens_in=timedelta(days=3))
    elsewhere = replace(stage.room.ref, guild=77)
    await stage.engine.host.start(PACK, elsewhere, by=MEGHAN, opens_at=stage.clock.time + timedelta(days=3))
    await stage.engine.host.start(PACK, stage.room.ref, by=MEGHAN, speed=60)
    await _slot(stage, "blue")
    with pytest.raises(Refused, match="has 1 recurring times"):
        await _slot(stage, "green")
