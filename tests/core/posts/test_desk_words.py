"""What is said while a chat is planned and hosted together."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from bot.adapters.catalogues import words
from bot.core.base.errors import Refused
from bot.core.posts import confirmations, look
from bot.core.script import slot_words
from bot.core.script.pack import HostRole, Quiet, Schedule, Timing
from bot.core.script.slots import LAST, Slot
from bot.core.session.facts import Cancelled, Cause, Held, HostLeft, QuestionMoved, Reminded, Skipped
from bot.core.session.fold import fold
from bot.core.when import asking_back
from bot.core.when.reader import read_time
from tests.core.sessions import HOST, ROOM, T0, at, opened, pack_of, set_session

EN = words("en")
OTHER_TIMES = ("Wed 7 pm", "7-8 pm", "in 2 h", "7 pm ET", "7 pm for an hour", "x" * 300)
"""Times that are more than a time of day."""

SLOT = Slot(3, 1, 500, 2, time(19), "America/New_York", date(2026, 9, 16))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19:00", time(19)),
        ("19.30", time(19, 30)),
        ("7:05", time(7, 5)),
        ("7 pm", time(19)),
        ("7PM", time(19)),
        ("7:30 p.m.", time(19, 30)),
        ("12 am", time(0)),
        ("12 pm", time(12)),
        ("19", time(19)),
        ("0", time(0)),
        ("klo 7", time(7)),
        ("noon", time(12)),
        ("1900", time(19)),
        ("puoli kahdeksan illalla", time(19, 30)),
        ("half past seven pm", time(19, 30)),
        (" Klo. 19.15 ", time(19, 15)),
    ],
)
def test_times_of_day_are_read(text: str, expected: time) -> None:
    assert read_time(text, "Europe/Helsinki") == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "24:00",
        "19:60",
        "13 pm",
        "0 am",
        "19:0",
        "7 pmx",
        "-7",
        "Wed 7 pm",
        "7-8 pm",
        "in 2 h",
        "7 pm ET",
        "x" * 300,
    ],
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="as a time of day"):
        read_time(text, "Europe/Helsinki")


@pytest.mark.parametrize(("text", "both"), [("7", "07:00 or 19:00"), ("12", "00:00 or 12:00"), ("1", "01:00 or 13:00")])
def test_half_a_time_of_day_is_asked_back(text: str, both: str) -> None:
    with pytest.raises(Refused, match=f"write {both}"):
        read_time(text, "Europe/Helsinki")


def test_half_a_time_of_day_depends_on_where() -> None:
    assert read_time("7:30", "Europe/Helsinki") == time(7, 30)
    with pytest.raises(Refused, match="in the morning or in the evening; write 07:30 or 19:30"):
        read_time("7:30", "America/New_York")


def test_a_slot_in_words() -> None:
    assert slot_words.rhythm(SLOT, EN) == "Wednesday 19:00 America/New_York, every week"
    assert slot_words.rhythm(replace(SLOT, every=3), EN).endswith(", every 3 weeks")
    assert slot_words.rhythm(replace(SLOT, nth=LAST), EN).endswith(", the last one of each month")
    text = _slot_words([T0, at(60)], ["colours", "sounds"], played={"colours"})
    assert text.startswith("**3** · Wednesday 19:00 America/New_York, every week · <#500>\nNext: <t:")
    assert "\nPacks in order: colours (used), sounds\nUsed packs are skipped" in text
    assert _slot_words([T0], ["colours"]).endswith("Packs in order: colours")
    assert "No packs in its queue" in _slot_words([T0], [])
    text = _slot_words([T0, at(60)], ["colours", "gone"], missing={"gone"}, taken={T0})
    first, second = (f"<t:{int(instant.timestamp())}:F>" for instant in (T0, at(60)))
    assert f"Next: {first} (another chat is scheduled for then) · {second}\n" in text
    assert "colours, gone (⚠️ missing or broken)\nPacks that cannot be read are skipped" in text
    assert "These packs were in its queue: a, b" in slot_words.removed(SLOT, ["a", "b"], EN)
    assert slot_words.removed(SLOT, [], EN).endswith("call one off with /tchat cancel.")


def _slot_words(upcoming: list[datetime], queue: list[str], **state: Collection[Any]) -> str:
    return slot_words.overview(SLOT, slot_words.SlotState(upcoming, queue, **state), EN)


def test_a_time_is_asked_back_and_what_was_written_found_again() -> None:
    time = asking_back.Understood("  tomorrow\n 7pm ", T0, "2026-09-17 19:00 UTC")
    for aim, said in ((asking_back.START, "would open"), (asking_back.MOVE, "instead"), (asking_back.END, "close")):
        text = asking_back.ask_back(aim, "Colour", 500, time, EN)
        assert said in text
        assert "**2026-09-17 19:00 UTC**" in text
        assert asking_back.written_in(text) == "tomorrow 7pm"


def test_a_pack_looks_as_it_will_be_played() -> None:
    pack = pack_of(2, schedule=Schedule(at(60), None, "UTC"))
    preview, questions, first, second = look.as_played(pack, ROOM, T0, EN)
    assert "When: <t:" in preview.text
    assert "**Q2** Question 2?" in questions.text
    assert first.text.startswith(f"**Q1 of 2** · until <t:{int(at(10).timestamp())}:t>\n## Question 1?")
    assert "## Question 2?" in second.text
    assert "When:" not in look.as_played(pack_of(2), ROOM, T0, EN)[0].text


def test_hosts_hear_what_came_of_it() -> None:
    session = opened(minute=6)
    back = fold(fold(session, [Skipped(at=at(6), number=2)]), [QuestionMoved(at=at(6), number=2, place=0)])
    assert confirmations.put_back(back, EN).startswith("Back again. Next: Q2.\nThe chat ends at <t:")
    off = fold(session, [Cancelled(at=at(7))])
    assert confirmations.closed(off, EN) == "“What is colour?” is called off."
    assert confirmations.repeated(session, EN) == "Q1 is shown again in the channel."
    assert confirmations.leading(session, EN).startswith(f"<@{HOST}> has the lead")
    assert "is a moderator" in confirmations.hosting(5, HostRole.MODERATOR, EN)
    assert "is a co-host" in confirmations.hosting(5, HostRole.CO_HOST, EN)
    assert confirmations.not_hosting(5, session, EN) == "<@5> no longer hosts this chat."
    left = fold(session, [HostLeft(at=at(7), person=HOST)])
    assert "Nobody has the lead" in confirmations.not_hosting(HOST, left, EN)
    assert confirmations.decided(5, "Closed.", EN) == "<@5>: Closed."
    assert confirmations.decided_already("Closed.", EN).endswith("decided: Closed.")
    assert "the next chat" in confirmations.suggestion_accepted(None, None, EN)
    assert "“Why?”" in confirmations.suggestion_accepted("Why?", None, EN)
    joined = confirmations.suggestion_taken("Why?", set_session(opens_in=60), EN)
    assert f"“Why?”\nIt will be asked in “What is colour?”, which opens <t:{int(at(60).timestamp())}:F>" in joined
    rehearsal = replace(set_session(), rehearsal=True)
    assert "rehearsal" in confirmations.started(rehearsal, rehearsal.pack, EN)


def test_who_asks_for_a_reminder_hears_when_it_comes() -> None:
    session = set_session(opens_in=60)
    assert "in <#500> 10 minutes before “What is colour?” opens" in confirmations.will_remind(session, EN)
    gone = fold(session, [Reminded(at=at(50), people=1)])
    assert "is about to start: it opens" in confirmations.will_remind(gone, EN)
    held = fold(session, [Held(at=at(60), cause=Cause.OUTAGE)])
    assert "is about to start: it opens" in confirmations.will_remind(held, EN)
    quiet = Quiet(at(49).time(), at(61).time(), "UTC")
    silent = set_session(pack_of(timing=Timing(quiet=quiet)), opens_in=60)
    assert "in its quiet hours" in confirmations.will_remind(silent, EN)
    assert "on right now in <#500>" in confirmations.will_remind(opened(), EN)
    assert "is over" in confirmations.will_remind(opened(minute=60), EN)
    off = fold(session, [Cancelled(at=at(1))])
    assert "is called off" in confirmations.will_remind(off, EN)
    assert "each chat there" in confirmations.will_remind_always(500, EN)
    assert "no more reminders" in confirmations.no_more_reminders(500, EN)


def test_hosts_hear_that_quiet_hours_put_off_the_end() -> None:
    set_ahead = set_session(opens_in=60)
    opens = set_ahead.opens_at
    assert opens is not None
    quiet = Quiet((opens + timedelta(minutes=7)).time(), (opens + timedelta(hours=14)).time(), "UTC")
    pack = replace(set_ahead.pack, timing=replace(set_ahead.pack.timing, quiet=quiet))
    text = confirmations.started(replace(set_ahead, pack=pack), pack, EN)
    assert re.search(r"The pack's quiet hours fall in between, so the chat ends at <t:\d+:f>\.", text)
    assert "The chat ends at <t:" in confirmations.started(set_ahead, set_ahead.pack, EN)
