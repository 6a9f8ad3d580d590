"""Before the hour and around it: openings moved, reminders, hosts, questions edited, the end moved, quiet hours."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.catalogues import words
from bot.core.base.contribution import Contribution, Person
from bot.core.base.errors import Doubtful, Refused
from bot.core.base.limits import MAX_TEXT
from bot.core.base.place import REHEARSAL, RoomRef
from bot.core.posts import confirmations, preview, reminders
from bot.core.posts.cards import question_card
from bot.core.posts.event import event_state
from bot.core.posts.hosting import desk
from bot.core.posts.phrases import time_of
from bot.core.script.pack import HostRole, Question, Quiet, Reading, Text, Timing
from bot.core.script.slots import Slot
from bot.core.script.suggestion import Suggestion
from bot.core.session import decisions, edits
from bot.core.session.decisions import Circumstances
from bot.core.session.effects.follow import effects_of
from bot.core.session.effects.room import MOST_PINGS
from bot.core.session.facts import (
    Announced,
    Archived,
    Cause,
    CoHostsAsked,
    FilingAsked,
    Held,
    Opened,
    Paused,
    QuestionAdded,
    Reminded,
    Scheduled,
)
from bot.core.session.fold import fold
from bot.core.session.state import Phase, Session, new
from bot.core.session.timetable import (
    Step,
    StepKind,
    awake,
    closes_at,
    closing,
    ends_at,
    next_step,
    open_time,
    planned,
    remaining,
    shared,
)
from tests.core.sessions import (
    GIVEN,
    HOST,
    ROOM,
    T0,
    after,
    at,
    minutes,
    opened,
    pack_of,
    run_until,
    set_session,
    stand_of,
)

EN = words("en")
KEVIN = 901
SLOW = pack_of(
    questions=tuple(Question(Text({"en": f"Question {n}?"}), timedelta(hours=10)) for n in (1, 2, 3)),
    timing=Timing(quiet=Quiet(time(22), time(8), "Europe/Helsinki")),
)


def _kinds(session: Session, *facts: object) -> list[str]:
    shown: list[str] = []
    for fact in facts:
        later = fold(session, [fact])  # type: ignore[list-item]
        shown += [effect.name for effect in effects_of(fact, session, later)]  # type: ignore[arg-type]
        session = later
    return shown


# Before the hour


def test_an_opening_can_be_moved_and_everybody_is_told() -> None:
    session = fold(set_session(opens_in=600), [Announced(at=T0)])
    facts = decisions.move(session, at(900), at(1), HOST)
    assert _kinds(session, *facts) == ["preview-edit", "moved", "event"]
    moved = fold(session, facts)
    assert (moved.phase, moved.opens_at, closes_at(moved)) == (Phase.SCHEDULED, at(900), at(940))
    with pytest.raises(Refused, match="scheduled for that time"):
        decisions.move(moved, at(900), at(1), HOST)
    with pytest.raises(Refused, match="already opened"):
        decisions.move(opened(), at(900), at(1), HOST)
    assert _kinds(set_session(opens_in=600), *facts) == ["event"], "nobody was told of it before"


def test_those_who_asked_are_reminded_ten_minutes_before_but_not_after() -> None:
    session = fold(set_session(opens_in=600), [Announced(at=T0)])
    step = next_step(session)
    assert step is not None
    assert (step.kind, step.due) == (StepKind.REMIND, at(590))
    facts = decisions.perform(session, step, at(590), Circumstances(minutes(8), people=MOST_PINGS + 1))
    assert facts == [Reminded(at=at(590), people=81)]
    assert _kinds(session, *facts) == ["reminder", "reminder"]
    reminded = next_step(fold(session, facts))
    assert reminded is not None
    assert reminded.kind is StepKind.OPEN
    late = decisions.perform(session, step, at(601), GIVEN)
    assert [type(fact).__name__ for fact in late] == ["Opened"]
    assert _kinds(session, Reminded(at=at(590), people=0)) == []


def test_a_chat_that_is_near_reminds_at_once() -> None:
    session = fold(set_session(opens_in=9), [Announced(at=T0)])
    assert next_step(session) == Step(StepKind.REMIND, T0)
    far = fold(set_session(opens_in=20), [Announced(at=T0)])
    nearer = fold(far, decisions.move(far, at(8), at(3), HOST))
    assert next_step(nearer) == Step(StepKind.REMIND, at(3)), "its reminder would have been due before it was moved"
    assert next_step(fold(nearer, [Reminded(at=at(3), people=1)])) == Step(StepKind.OPEN, at(8))


def test_a_reminder_mentions_just_those_people_in_parts() -> None:
    session = set_session(opens_in=600)
    people = list(range(10**18, 10**18 + MOST_PINGS + 1))
    first, second = (reminders.reminder(session, people, part, EN) for part in (0, 1))
    assert first is not None
    assert second is not None
    assert (len(first.pings), second.pings) == (MOST_PINGS, (people[-1],))
    assert len(first.text) <= MAX_TEXT
    assert f"<@{people[0]}>" in first.text
    assert [action.id for action in first.actions] == ["remind:stop:500"]
    assert reminders.reminder(session, [], 0, EN) is None


def test_reminders_are_offered_but_not_of_rehearsals() -> None:
    session = set_session(opens_in=600)
    assert [action.id for action in reminders.offer(session, EN, standing=False)] == ["remind:session:7"]
    assert [action.id for action in reminders.offer(session, EN, standing=True)] == ["remind:channel:500"]
    assert reminders.offer(replace(session, rehearsal=True), EN, standing=True) == ()


def test_the_event_follows_the_session() -> None:
    session = fold(set_session(pack_of(hashtag="TChat"), opens_in=600), [Announced(at=T0)])
    state = event_state(stand_of(session), at(1))
    assert (state.name, state.start, state.end, state.ahead) == ("What is colour? · #TChat", at(600), at(640), True)
    assert state.link == "https://discord.com/channels/1/500"
    local = replace(set_session(opens_in=600), room=RoomRef(REHEARSAL, 1, 500))
    plain = event_state(stand_of(local), at(1))
    assert (plain.name, plain.link) == ("What is colour?", "transcript.html")
    assert not event_state(stand_of(session), at(601)).ahead
    early = event_state(stand_of(fold(session, decisions.move(session, at(5), at(5), HOST))), at(5))
    assert at(5) < early.start <= at(5.5), "platforms take no start that has passed"
    rehearsal = replace(session, rehearsal=True)
    assert _kinds(rehearsal, *decisions.cancel(rehearsal, at(1), HOST, sure=True)) == ["preview-edit", "cancelled"]


# Hosting together


def test_the_lead_is_asked_first_and_the_others_after_two_minutes() -> None:
    session = fold(opened(minute=6), edits.add_host(opened(minute=6), KEVIN, HostRole.CO_HOST, at(6), HOST))
    assert (session.lead, set(session.hosts)) == (HOST, {HOST, KEVIN})
    stopped = fold(session, [Paused(at=at(7), cause=Cause.OUTAGE)])
    step = next_step(stopped)
    assert step is not None
    assert (step.kind, step.due) == (StepKind.ASK_CO_HOSTS, at(9))
    facts = decisions.perform(stopped, step, at(9), GIVEN)
    assert facts == [CoHostsAsked(at=at(9))]
    assert _kinds(stopped, *facts) == ["ask-hosts"]
    asked = fold(stopped, facts)
    assert next_step(asked) is None
    post = desk.desk_post(asked, facts[0], EN)
    assert post is not None
    assert post.pings == (KEVIN,)
    assert [a.id for a in post.actions] == ["panel:resume:500:7", "panel:close:500:7", "panel:lead:500:7"]
    alone = fold(opened(minute=6), [Paused(at=at(7), cause=Cause.OUTAGE)])
    assert next_step(alone) is None


def test_who_opens_a_chat_that_was_held_back_is_not_told_of_a_clock() -> None:
    held = fold(set_session(), [Held(at=at(1), cause=Cause.OUTAGE)])
    assert confirmations.resumed(after(held, decisions.resume, 2), EN).startswith("The chat is open.\n")
    paused = after(opened(minute=2), decisions.pause, 3)
    assert confirmations.resumed(after(paused, decisions.resume, 4), EN).startswith("The chat goes on.\n")


def test_the_lead_can_be_taken_and_left() -> None:
    session = fold(opened(), edits.take_lead(opened(), KEVIN, at(1), KEVIN))
    assert (session.lead, session.hosts[KEVIN]) == (KEVIN, HostRole.CO_HOST)
    assert edits.take_lead(session, KEVIN, at(1), KEVIN) == []
    session = fold(session, edits.remove_host(session, KEVIN, at(2), HOST))
    assert (session.lead, set(session.hosts)) == (None, {HOST})
    session = fold(session, edits.remove_host(session, HOST, at(2), HOST))
    assert fold(session, edits.add_host(session, KEVIN, HostRole.MODERATOR, at(3), HOST)).lead == KEVIN
    with pytest.raises(Refused, match="do not host"):
        edits.remove_host(session, HOST, at(2), HOST)


def test_there_is_an_end_to_hosts() -> None:
    session = opened()
    for person in range(edits.MAX_HOSTS - 1):
        session = fold(session, edits.add_host(session, person, HostRole.CO_HOST, at(1), HOST))
    with pytest.raises(Refused, match="at most 10 hosts"):
        edits.add_host(session, 99, HostRole.CO_HOST, at(1), HOST)
    with pytest.raises(Refused, match="already"):
        edits.add_host(session, 1, HostRole.CO_HOST, at(1), HOST)


@pytest.mark.parametrize(
    ("decide", "session", "question"),
    [
        (decisions.ask_next, opened(minute=5), "Ask Q2 right after it?"),
        (decisions.close, opened(minute=6), "2 questions have not been asked"),
        (decisions.close, opened(minute=16), "1 question has not been asked"),
        (decisions.cancel, set_session(opens_in=9), "Call off “What is colour"),
    ],
)
def test_what_may_be_a_slip_is_asked_first(decide: object, session: Session, question: str) -> None:
    assert callable(decide)
    with pytest.raises(Doubtful, match=question):
        decide(session, at(5.1), HOST)
    assert decide(session, at(5.1), HOST, sure=True)


NIGHT = Quiet(time(22), time(8), "Europe/Helsinki")
EVENING = datetime(2026, 9, 16, 20, 0, tzinfo=UTC)  # 23:00 in Helsinki
MORNING = datetime(2026, 9, 17, 5, 0, tzinfo=UTC)  # 8:00


@pytest.mark.parametrize(
    ("opens_in", "steps"),
    [
        (timedelta(hours=12), ["announce 05:00", "remind 07:50"]),
        (timedelta(hours=9, minutes=5), ["announce 05:00", "remind 05:00"]),
        (timedelta(hours=9), []),
        (timedelta(hours=1), []),
        (timedelta(days=3), ["announce 05:00", "remind 19:50"]),
    ],
)
def test_nothing_is_announced_in_quiet_hours(opens_in: timedelta, steps: list[str]) -> None:
    timing = Timing(quiet=NIGHT) if opens_in < timedelta(days=3) else Timing(quiet=replace(NIGHT, begin=time(23)))
    session = fold(new(7, pack_of(timing=timing), ROOM), [Scheduled(at=EVENING, opens_at=EVENING + opens_in)])
    found = []
    while (step := next_step(session)) is not None and step.kind is not StepKind.OPEN:
        found.append(f"{step.kind} {step.due:%H:%M}")
        session = fold(session, decisions.perform(session, step, step.due, GIVEN))
    assert found == steps
    assert next_step(session) == Step(StepKind.OPEN, EVENING + opens_in), "a host's own time stays"


def test_the_end_is_known_before_the_opening_quiet_hours_and_all() -> None:
    session = set_session(SLOW, opens_in=60)
    assert session.opens_at is not None
    told = closes_at(session)
    assert f"<t:{int(told.timestamp())}:f>" in preview.post(SLOW, 0, session.opens_at, EN).text
    assert closes_at(run_until(session, session.opens_at)) == told


# On the fly


def test_a_question_can_be_edited_before_and_after_it_is_asked() -> None:
    session, better = opened(minute=6), Question(Text({"en": "Better?"}))
    upcoming = edits.edit_question(session, 2, better, at(6), HOST)
    assert _kinds(session, *upcoming) == []
    announced = fold(set_session(opens_in=60), [Announced(at=T0)])
    assert _kinds(announced, *edits.edit_question(announced, 2, better, at(6), HOST)) == ["preview-edit"]
    assert fold(session, upcoming).text_of(2) == "Better?"
    assert _kinds(session, *edits.edit_question(session, 1, better, at(6), HOST)) == ["card"]
    with pytest.raises(Refused, match="no question 9"):
        edits.edit_question(session, 9, better, at(6), HOST)
    with pytest.raises(Refused, match="reads like that"):
        edits.edit_question(session, 1, session.question(1), at(6), HOST)
    with pytest.raises(Refused, match="over"):
        edits.edit_question(opened(minute=41), 1, better, at(41), HOST)


@pytest.mark.parametrize("is_asked", [True, False])
def test_what_would_not_fit_into_one_message_is_refused(is_asked: bool) -> None:
    readings = tuple(Reading(url=f"https://example.org/{n}/{'x' * 280}") for n in (1, 2))
    session = opened(pack_of(questions=(Question(Text({"en": "Why?"}), readings=readings),) * 3), minute=6)
    number = 1 if is_asked else 2
    fits = Question(Text({"en": "y" * 450}), readings=readings)
    changed = fold(session, edits.edit_question(session, number, fits, at(6), HOST))
    shown = question_card(stand_of(after(changed, decisions.ask_next, 7) if number == 2 else changed), number, EN)
    assert len(shown.text) <= MAX_TEXT
    long = replace(fits, ask=Text({"en": "y" * 900}))
    with pytest.raises(Refused, match="at most 1700 fit"):
        edits.edit_question(session, number, long, at(6), HOST)
    with pytest.raises(Refused, match="at most 1700 fit"):
        decisions.ask_extra(session, long, at(6), HOST)


def test_questions_to_come_change_places() -> None:
    session = fold(opened(minute=6), edits.move_question(opened(minute=6), 3, 0, at(6), HOST))
    assert session.upcoming == (3, 2)
    assert [step.number for step in remaining(session)] == [3, 2, None]
    with pytest.raises(Refused, match="not one of the upcoming"):
        edits.move_question(session, 1, 0, at(6), HOST)


def test_an_extra_question_is_the_next_one() -> None:
    assert fold(opened(), [QuestionAdded(at=at(1), question=Question(Text({"en": "And?"})))]).upcoming[0] == 4


def test_the_current_question_can_be_shown_again() -> None:
    session = opened(minute=6)
    assert _kinds(session, *edits.repeat(session, at(7), HOST)) == ["repeated"]
    with pytest.raises(Refused, match="No question has been asked"):
        edits.repeat(opened(), at(1), HOST)


def test_the_end_can_be_moved_and_the_questions_share_the_time() -> None:
    session = opened(minute=6)
    later = fold(session, decisions.move_end(session, at(60), at(6), HOST))
    assert [(step.due - T0) / minutes(1) for step in remaining(later)] == [15, 35, 60]
    assert closes_at(later) == at(60)
    last = opened(minute=26)
    assert closes_at(fold(last, decisions.move_end(last, at(50), at(26), HOST))) == at(50)
    with pytest.raises(Refused, match="less than a minute"):
        decisions.move_end(session, at(21), at(6), HOST)
    with pytest.raises(Refused, match="resume first"):
        decisions.move_end(after(session, decisions.pause, 6), at(60), at(6), HOST)


@pytest.mark.parametrize("hour", [20, 23, 33, 47])
def test_an_end_that_a_host_asks_for_is_kept_quiet_hours_or_not(hour: int) -> None:
    """From noon in Helsinki (9 UTC): the next evening, that night, the next morning, the night after."""
    opens_at = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
    facts = [Scheduled(at=opens_at, opens_at=opens_at, by=HOST), Opened(at=opens_at)]
    session = fold(new(7, SLOW, ROOM), facts)
    end = opens_at + timedelta(hours=hour - 12)
    moved = fold(session, decisions.move_end(session, end, opens_at, HOST))
    assert closes_at(moved) == end
    asked = [step.due for step in remaining(moved) if step.kind is StepKind.ASK]
    assert [due for due in asked if awake(due, SLOW.timing.quiet) != due] == []
    assert len(set(asked)) == len(SLOW.questions)
    assert asked[-1] < end
    later = opens_at + minutes(2)
    paused = fold(moved, decisions.pause(moved, later, HOST))
    assert closes_at(fold(paused, decisions.resume(paused, later + minutes(2), HOST))) == end + minutes(2)
    assert closes_at(fold(moved, decisions.extend(moved, minutes(10), opens_at, HOST))) == end + minutes(10)


def test_open_time_is_what_lies_outside_the_quiet_hours() -> None:
    noon = Quiet(time(12), time(14), "UTC")
    begin, end = datetime(2026, 9, 16, 9, 0, tzinfo=UTC), datetime(2026, 9, 17, 16, 0, tzinfo=UTC)
    assert open_time(begin, end, None) == timedelta(hours=31)
    assert open_time(begin, end, noon) == timedelta(hours=27)
    assert open_time(begin.replace(hour=15), end, noon) == timedelta(hours=23)
    assert open_time(begin.replace(hour=12), begin.replace(hour=13), noon) == timedelta()


def test_a_doubtful_answer_is_asked_about_once() -> None:
    session = opened(minute=16)
    facts = edits.ask_filing(session, 77, 2, at(16))
    assert _kinds(session, *facts) == ["ask-filing"]
    assert edits.ask_filing(fold(session, facts), 77, 2, at(16)) == []
    assert edits.ask_filing(opened(minute=41), 77, 2, at(41)) == []
    said = Contribution(77, 500, Person(1, "Ada"), "because of\nthe sky")
    post = desk.desk_post(session, facts[0], EN, said)
    assert post is not None
    assert "“because of the sky”" in post.text
    assert [action.id for action in post.actions] == ["desk:file:77:2", "desk:file:77:1", "desk:file:77:none"]
    first = desk.desk_post(opened(minute=6), FilingAsked(at=T0, message=77, number=1), EN, said)
    assert first is not None
    assert len(first.actions) == 2
    assert first.quiet, "it can wait"
    assert desk.desk_post(session, facts[0], EN) is None, "it was deleted meanwhile"


# After the hour


def test_the_summary_is_revised_only_if_something_changed() -> None:
    closed = opened(minute=71)
    step = next_step(closed)
    assert step is not None
    assert step.kind is StepKind.ARCHIVE
    same = Circumstances(minutes(8), answers=closed.recap.answers, digest=closed.recap.digest)
    assert decisions.perform(closed, step, step.due, same) == [Archived(at=step.due)]
    changed = decisions.perform(closed, step, step.due, replace(same, answers=5, digest="b"))
    assert [type(fact).__name__ for fact in changed] == ["RecapPublished", "Archived"]
    assert _kinds(closed, *changed)[0] == "revision"


# Slow chats


def test_a_slow_chat_is_silent_at_night() -> None:
    night = datetime(2026, 9, 16, 20, 30, tzinfo=UTC)  # 23:30 in Helsinki
    assert SLOW.timing.quiet is not None
    assert awake(night, SLOW.timing.quiet) == datetime(2026, 9, 17, 5, 0, tzinfo=UTC)
    small_hours = datetime(2026, 9, 17, 1, 0, tzinfo=UTC)
    assert awake(small_hours, SLOW.timing.quiet) == datetime(2026, 9, 17, 5, 0, tzinfo=UTC)
    assert awake(T0, SLOW.timing.quiet) == T0
    noon_rest = Quiet(time(12), time(13), "UTC")
    assert awake(T0 + minutes(30), noon_rest) == T0 + minutes(60)
    assert awake(T0 - minutes(30), noon_rest) == T0 - minutes(30)
    assert awake(T0, None) == T0


def test_the_questions_of_a_slow_chat_come_by_day_and_say_the_date() -> None:
    session = opened(SLOW, 6)
    dues = [f"{step.due:%d. %H:%M}" for step in remaining(session)]
    assert dues == ["17. 05:00", "17. 15:00", "18. 05:05"]
    assert time_of(SLOW, T0).endswith(":f>")
    assert time_of(pack_of(), T0).endswith(":t>")


def test_a_rehearsal_is_faster_but_no_part_vanishes() -> None:
    fast = SLOW.faster(3600)
    assert [fast.length_of(question) for question in fast.questions] == [timedelta(seconds=10)] * 3
    assert fast.timing.opening == timedelta(seconds=1)
    assert pack_of().faster(10).length == timedelta(minutes=4)


def test_a_suggestion_is_shown_with_its_buttons() -> None:
    card = desk.suggestion_card(3, Suggestion(3, 1, 500, 9, "Ada", "And what about grey?"), EN)
    assert "Ada suggests" in card.text
    assert [action.id for action in card.actions] == ["suggest:accept:3", "suggest:edit:3", "suggest:aside:3"]


def test_an_empty_slot_offers_to_play_again_what_was_played() -> None:
    slot = Slot(3, 1, 500, 2, time(19), "UTC", T0.date())
    card = desk.empty_slot(slot, T0, ["colours", "x" * 81], EN)
    assert "/tchat settings queue" in card.text
    assert [(action.label, action.id) for action in card.actions] == [("Use “colours” again", "slot:again:3:colours")]


@given(
    st.lists(
        st.tuples(st.sampled_from(["edit", "move", "skip", "next", "extra", "end"]), st.integers(0, 4)), max_size=20
    )
)
def test_whatever_is_edited_no_question_is_lost_or_asked_twice(deeds: list[tuple[str, int]]) -> None:
    session, now = opened(pack_of(5), 6), at(6)
    made = {
        "edit": lambda n: edits.edit_question(session, n + 1, Question(Text({"en": f"{now}"})), now, HOST),
        "move": lambda n: edits.move_question(session, n + 1, n, now, HOST),
        "skip": lambda n: decisions.skip(session, now, HOST, sure=True),
        "next": lambda n: decisions.ask_next(session, now, HOST, sure=True),
        "extra": lambda n: decisions.ask_extra(session, Question(Text({"en": "Extra?"})), now, HOST, sure=True),
        "end": lambda n: decisions.move_end(session, now + minutes(60), now, HOST),
    }
    skipped = 0
    for name, detail in deeds:
        now += minutes(0.5)
        try:
            session = fold(session, made[name](detail))
        except Refused:
            continue
        skipped += name == "skip"
    asked = [asking.number for asking in session.asked]
    assert len(asked) == len(set(asked))
    assert len(asked) + len(session.upcoming) + skipped == len(session.questions)
    assert remaining(session)[-1].due >= now - minutes(60)


def test_the_hours_that_are_not_quiet_are_shared() -> None:
    """Two days, with two nights of ten hours."""
    pack = replace(SLOW, questions=(Question(Text({"en": "A?"})),) * 3)
    assert pack.timing.quiet is not None
    end = T0 + timedelta(days=2)
    script = shared(pack, T0, end)
    assert ends_at(script, T0) == end
    assert script.timing.question == (timedelta(days=2) - 2 * timedelta(hours=10) - minutes(10)) / 3
    steps = planned(script, T0)
    assert [step.kind for step in steps] == [StepKind.OPEN, StepKind.ASK, StepKind.ASK, StepKind.ASK, StepKind.CLOSE]
    assert all(awake(step.due, pack.timing.quiet) == step.due for step in steps)
    noon = replace(pack, timing=Timing(quiet=Quiet(time(12), time(13), "Europe/Helsinki")))
    assert shared(noon, T0, end).timing.question == (timedelta(days=2) - 2 * timedelta(hours=1) - minutes(10)) / 3


def test_without_quiet_hours_the_seconds_left_over_are_the_last_questions() -> None:
    pack = pack_of(7)
    script = shared(pack, T0, T0 + minutes(60))
    assert [script.length_of(q) for q in script.questions] == [timedelta(seconds=428)] * 6 + [timedelta(seconds=432)]
    own = replace(pack, questions=tuple(replace(q, lasts=minutes(7)) for q in pack.questions))
    assert ends_at(shared(own, T0, T0 + minutes(60)), T0) == T0 + minutes(59)
    assert shared(pack, T0, T0 + minutes(10)) is pack


def test_a_close_may_come_when_quiet_hours_begin() -> None:
    assert SLOW.timing.quiet is not None
    night = datetime(2026, 9, 16, 19, 0, tzinfo=UTC)  # 22:00 in Helsinki
    assert closing(night, SLOW.timing.quiet) == closing(night, None) == night
    assert closing(night + minutes(1), SLOW.timing.quiet) == awake(night, SLOW.timing.quiet) != night


def test_a_card_is_posted_again_only_while_the_chat_runs_and_only_if_it_is_gone() -> None:
    with pytest.raises(Refused, match="in the channel"):
        edits.post_again(opened(minute=6), 1, at(7), HOST)
    with pytest.raises(Refused, match="The chat is over"):
        edits.post_again(after(opened(minute=6), partial(decisions.close, sure=True), 7), 1, at(8), HOST)
