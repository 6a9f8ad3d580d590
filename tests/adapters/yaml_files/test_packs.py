"""Packs from files: what is read, what is derived, when the chat is."""

import os
import re
from datetime import UTC, datetime, time, timedelta
from gettext import NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.adapters.yaml_files.packs.listing import list_packs
from bot.adapters.yaml_files.packs.loader import check_pack, check_pack_text, read_pack, read_pack_text
from bot.adapters.yaml_files.packs.model import pack_schema
from bot.adapters.yaml_files.problems import PackError
from bot.adapters.yaml_files.syntax.marked import load_file
from bot.config import Config
from bot.core.script.pack import AnswersMode, HostRole, Pack, Quiet, Timing
from bot.core.session.timetable import planned
from bot.parts import files_of

PROMPTS = Path(__file__).parents[3] / "prompts"
MINIMAL = "title: A talk\nquestions:\n  - ask: Why?\n"


def scheduled(start: str, end: str | None, zone: str = "America/New_York", more: str = "", questions: int = 1) -> str:
    """Return a pack with this schedule."""
    until = f', end: "{end}"' if end else ""
    return (
        f'title: x\nschedule: {{start: "{start}"{until}, zone: {zone}}}\n{more}questions:\n'
        + "  - ask: Why?\n" * questions
    )


def problem(text: str) -> str:
    """Return the one problem of this pack."""
    _, problems = check_pack_text("x.yaml", text)
    assert len(problems) == 1, problems
    return f"{problems[0].line}:{problems[0].column} {problems[0].message}"


def test_a_pack_needs_only_a_title_and_questions() -> None:
    pack = read_pack_text("talks/first.yaml", MINIMAL)
    assert (pack.name, pack.language, pack.answers) == ("first", "en", AnswersMode.THREADS)
    assert pack.title.in_language("en") == "A talk"
    assert pack.length_of(pack.questions[0]) == timedelta(minutes=8)
    assert (pack.schedule, pack.hashtag, pack.hosts) == (None, None, ())


def test_everything_that_an_author_may_write_is_read() -> None:
    pack = read_pack_text(
        "full.yml",
        """\ufefftitle: {en: Who is heard?, fi: Kuka kuuluu?}
hashtag: "#Ääni_2"
language: fi
by: Ann
intro: |
  One line,
  another.
hosts:
  - {name: Ann, handle: "@ann", organisation: Us}
  - {name: Bo, role: co-host}
timing: {opening: 3s, question: 1h30m, closing: 0s, archive: 2d}
answers: channel
questions:
  - ask: "Kuka?"      # who
    lasts: 90s
    readings:
      - {title: {fi: Kirja}, author: C, outlet: D, url: "https://fi.wikipedia.org/wiki/Viestint%C3%A4"}
      - url: HTTP://example.org:8080/a(b)?c#d
  - ask: Miksi?
""",
    )
    assert pack.title.versions == {"en": "Who is heard?", "fi": "Kuka kuuluu?"}
    assert pack.hashtag == "Ääni_2"
    assert pack.intro is not None
    assert pack.intro.versions == {"fi": "One line,\nanother."}
    assert [(host.name, host.handle, host.role) for host in pack.hosts] == [
        ("Ann", "ann", HostRole.MODERATOR),
        ("Bo", None, HostRole.CO_HOST),
    ]
    assert pack.timing.archive == timedelta(days=2)
    assert [pack.length_of(question) for question in pack.questions] == [timedelta(seconds=90), timedelta(minutes=90)]
    assert pack.answers is AnswersMode.CHANNEL
    assert [reading.url for reading in pack.questions[0].readings][1] == "HTTP://example.org:8080/a(b)?c#d"


@pytest.mark.parametrize(
    ("schedule", "zone", "hours"),
    [
        ("", None, Quiet(time(22), time(8, 30), "UTC")),
        ("", "Europe/Helsinki", Quiet(time(22), time(8, 30), "Europe/Helsinki")),
        (
            'schedule: {start: "2026-09-16 19:00", zone: America/New_York}\n',
            "Europe/Helsinki",
            Quiet(time(22), time(8, 30), "America/New_York"),
        ),
    ],
)
@pytest.mark.parametrize("written", ['"22:00-08:30"', "22:00 – 8:30", "22:00-8:30"])
def test_quiet_hours_are_on_the_packs_own_clock(schedule: str, zone: str | None, hours: Quiet, written: str) -> None:
    text = f"{MINIMAL}{schedule}timing: {{preview: 12h, quiet: {written}}}\n"
    timing = read_pack_text("quiet.yaml", text, zone=zone).timing
    assert (timing.preview, timing.quiet) == (timedelta(hours=12), hours)
    plain = read_pack_text("plain.yaml", MINIMAL).timing
    assert (plain.preview, plain.quiet) == (timedelta(days=2), None)


def test_comments_stay_comments() -> None:
    text = (
        "# first\ntitle: A talk   # two words\nhashtag: C # one\nby: Di   ## none\n" + MINIMAL[14:] + "    #lasts: 5m\n"
    )
    assert read_pack_text("x.yaml", text).hashtag == "C"


HOURS = {
    "the seed's hour": ("2011-09-14 19:00", "20:00", "2011-09-14T23:00", "2011-09-15T00:00"),
    "with seconds": ("2011-09-14 19:00:00", "19:30:30", "2011-09-14T23:00:00", "2011-09-14T23:30:30"),
    "with a T": ("2011-09-14T19:00", "2011-09-14T20:00", "2011-09-14T23:00", "2011-09-15T00:00"),
    "past midnight": ("2011-09-14 23:30", "00:30", "2011-09-15T03:30", "2011-09-15T04:30"),
    "over two days": ("2011-09-14 19:00", "2011-09-16 19:00", "2011-09-14T23:00", "2011-09-16T23:00"),
    "over the clocks going back": ("2026-11-01 00:30", "03:00", "2026-11-01T04:30", "2026-11-01T08:00"),
}


@pytest.mark.parametrize(("start", "end", "begins", "ends"), HOURS.values(), ids=HOURS)
def test_wall_times_become_instants(start: str, end: str, begins: str, ends: str) -> None:
    schedule = read_pack_text("x.yaml", scheduled(start, end)).schedule
    assert schedule is not None
    assert schedule.start == datetime.fromisoformat(begins).replace(tzinfo=UTC)
    assert schedule.end == datetime.fromisoformat(ends).replace(tzinfo=UTC)
    assert schedule.zone == "America/New_York"


OFF_THE_CLOCK = {
    "the end first": ("2011-09-14 19:00", "18:00", "2:44 The end (2011-09-14 18:00) is not after the start"),
    "the end at the start": ("2011-09-14 19:00", "19:00", "2:44 The end"),
    "the end days before": ("2011-09-14 19:00", "2011-09-13 20:00", "2:44 The end"),
    "a start that is skipped": ("2026-03-08 02:30", None, "2:19 2026-03-08 02:30 does not exist in America/New_York"),
    "an end that is skipped": ("2026-03-08 01:00", "02:30", "2:44 2026-03-08 02:30 does not exist"),
    "a start that happens twice": ("2026-11-01 01:30", None, "2:19 2026-11-01 01:30 happens twice in America/New_York"),
    "no such day": ("2011-02-30 19:00", None, "2:19 There is no such date or time: “2011-02-30 19:00”"),
    "no such hour": ("2011-02-20 24:30", None, "2:19 There is no such date or time"),
    "a century ago": ("1911-09-14 19:00", None, "2:19 The year"),
    "in words": ("tomorrow at 7 pm", None, "2:19 “tomorrow at 7 pm” is not a date and time. Write it like"),
    "only an hour": ("2011-09-14 19:00", "8 pm", '2:44 “8 pm” is not a time. Write it like "20:00"'),
}


@pytest.mark.parametrize(("start", "end", "words"), OFF_THE_CLOCK.values(), ids=OFF_THE_CLOCK)
def test_times_that_cannot_be_are_told(start: str, end: str | None, words: str) -> None:
    assert problem(scheduled(start, end)).startswith(words)


ZONES = {
    "America/New_Yrok": "Did you mean America/New_York?",
    "europe/helsinki": "Did you mean Europe/Helsinki?",
    "New York": "Did you mean America/New_York?",
    "Helsinki": "Did you mean Europe/Helsinki?",
    "EST": "Did you mean America/New_York?",
    "Eastern": "Did you mean America/New_York?",
    "America": "is not a time zone",
    "../../etc/passwd": "is not a time zone",
    "Nowhere at all": "Zones are named after cities",
}


@pytest.mark.parametrize(("zone", "words"), ZONES.items())
def test_unknown_zones_are_told_with_the_nearest(zone: str, words: str) -> None:
    assert words in problem(scheduled("2026-09-16 19:00", "20:00", zone))


def test_a_zone_is_needed_unless_there_is_one_to_fall_back_on() -> None:
    text = 'title: x\nschedule: {start: "2026-09-16 19:00"}\nquestions: [{ask: Why?}]\n'
    assert problem(text).startswith("2:11 “zone” is missing here")
    schedule = read_pack_text("x.yaml", text, zone="Europe/Helsinki").schedule
    assert schedule is not None
    assert (schedule.start.hour, schedule.end, schedule.zone) == (16, None, "Europe/Helsinki")


SHARES = {
    "evenly": ("", 6, 8 * 60 + 20),
    "with an opening of its own": ("timing: {opening: 20m}\n", 5, 7 * 60),
    "as the author says": ("timing: {question: 2m}\n", 6, 120),
    "in whole seconds": ("", 7, 428),
}


@pytest.mark.parametrize(("more", "questions", "seconds"), SHARES.values(), ids=SHARES)
def test_questions_share_the_hour(more: str, questions: int, seconds: int) -> None:
    pack = read_pack_text("x.yaml", scheduled("2026-09-16 19:00", "20:00", more=more, questions=questions))
    assert pack.timing.question == timedelta(seconds=seconds)
    assert pack.length <= timedelta(hours=1)


def test_questions_with_a_time_of_their_own_leave_the_rest_to_the_others() -> None:
    text = scheduled("2026-09-16 19:00", "20:00", questions=2) + "  - {ask: c, lasts: 30m}\n"
    assert read_pack_text("x.yaml", text).timing.question == timedelta(minutes=10)


TIGHT = {
    "as told": ("timing: {question: 20m}\n", 3, "The chat takes 1h10m (opening 5m, questions 1h, closing 5m)"),
    "as derived": ("timing: {opening: 30m, closing: 27m}\n", 4, "leaves less than a minute for each"),
    "nothing left": ("timing: {opening: 1h, closing: 1h}\n", 1, "leaves less than a minute for each"),
}


@pytest.mark.parametrize(("more", "questions", "words"), TIGHT.values(), ids=TIGHT)
def test_more_questions_than_fit_are_told(more: str, questions: int, words: str) -> None:
    told = problem(scheduled("2026-09-16 19:00", "20:00", more=more, questions=questions))
    assert told.startswith("2:44 ")
    assert words in told


def test_a_tryout_may_be_as_short_as_its_author_likes() -> None:
    text = scheduled(
        "2026-09-16 19:00", "19:00:10", more="timing: {opening: 1s, closing: 1s, question: 3s}\n", questions=2
    )
    assert read_pack_text("x.yaml", text).length == timedelta(seconds=8)


def test_a_file_is_read_or_everything_about_it_is_raised(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_bytes(MINIMAL.replace("\n", "\r\n").encode())
    bad.write_text("by: 1\n")
    assert read_pack(good).name == "good"
    with pytest.raises(PackError) as raised:
        read_pack(bad)
    assert len(raised.value.problems) == 3
    assert str(raised.value).splitlines()[0] == f"{bad}:1:1: “title” is missing here."


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    assert "no such file" in str(check_pack(load_file(tmp_path / "none.yaml"))[1][0])
    assert "a folder" in str(check_pack(load_file(tmp_path))[1][0])
    assert "cannot be read" in str(check_pack(load_file(tmp_path / "a\0b"))[1][0])
    closed = tmp_path / "closed.yaml"
    closed.write_text(MINIMAL)
    closed.chmod(0)
    if not os.access(closed, os.R_OK):
        assert "permissions" in str(check_pack(load_file(closed))[1][0])


def test_a_folder_lists_its_packs(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", ".hidden.yaml", "notes.txt", "casts"):
        (tmp_path / name).mkdir() if name == "casts" else (tmp_path / name).touch()
    assert [path.name for path in list_packs(tmp_path)] == ["a.yml", "b.yaml"]
    assert list_packs(tmp_path / "none") == ()


def test_until_there_is_a_folder_the_shipped_packs_are_offered(tmp_path: Path) -> None:
    packs = files_of(Config(prompts_dir=tmp_path / "prompts")).packs
    assert packs.names() == ["asiantuntijan-aani-somessa", "what-is-influence"]
    assert packs.read("what-is-influence").questions
    (tmp_path / "prompts").mkdir()
    assert packs.names() == []


@pytest.mark.parametrize("path", list_packs(PROMPTS), ids=lambda path: path.stem)
def test_shipped_packs_can_be_played(path: Path) -> None:
    pack = read_pack(path)
    assert len(pack.questions) == 6
    assert all(question.readings for question in pack.questions)


def test_the_sample_pack_has_the_preview_of_2011() -> None:
    pack = read_pack(PROMPTS / "what-is-influence.yaml")
    assert pack.schedule is not None
    assert pack.schedule.start == datetime(2011, 9, 14, 23, tzinfo=UTC)
    assert pack.length == timedelta(hours=1)
    assert [len(question.readings) for question in pack.questions] == [1, 2, 1, 1, 1, 1]
    assert [(host.handle, host.role.value) for host in pack.hosts] == [
        ("MeghanMBiro", "moderator"),
        ("KevinWGrossman", "co-host"),
        ("TheOneCrystal", "co-host"),
    ]


def objects_of(schema: object) -> list[dict[str, object]]:
    """Return everything in a schema that describes keys."""
    inner = list(schema.values()) if isinstance(schema, dict) else schema if isinstance(schema, list) else []
    here = [schema] if isinstance(schema, dict) and schema.get("type") == "object" else []
    return here + [each for value in inner for each in objects_of(value)]


def test_editors_get_a_schema_that_knows_every_key_and_no_other() -> None:
    schema = pack_schema()
    assert schema["required"] == ["title", "questions"]
    described = objects_of(schema)
    assert len(described) >= 6
    assert all(each["additionalProperties"] is False for each in described)
    assert all("description" in each for each in schema["properties"].values())
    assert set(schema["properties"]) == set(Pack.__slots__) - {"name", "reviewed"}, "reviewed is a way to answer"
    timing = schema["$defs"]["TimingModel"]["properties"]
    assert set(timing) == set(Timing.__slots__) - {"publish"}, "the operator says when recaps are published"
    assert re.fullmatch(timing["quiet"]["pattern"], "22:00-08:00")


def test_problems_can_be_told_in_another_language() -> None:
    class Upper(NullTranslations):
        def gettext(self, message: str) -> str:
            return message.replace("must be text", "PITÄÄ OLLA TEKSTIÄ").replace("a number", "LUKUNA")

    with pytest.raises(PackError) as raised:
        read_pack_text("x.yaml", "title: 1\nquestions: [{ask: a}]\n")
    sentence = raised.value.sentence(Upper())
    assert sentence.startswith("x.yaml:1:8: “title” PITÄÄ OLLA TEKSTIÄ")
    assert "LUKUNA" in sentence


def test_answers_may_be_reviewed_in_the_whole_chat_or_to_a_question() -> None:
    pack = read_pack_text("a.yaml", "title: A\nanswers: reviewed\nquestions: [{ask: Why?}]")
    assert (pack.answers, pack.reviewed) == (AnswersMode.THREADS, True)
    text = "title: A\nanswers: channel\nquestions: [{ask: Why?, answers: reviewed}, {ask: How?}]"
    pack = read_pack_text("a.yaml", text)
    assert (pack.answers, pack.reviewed) == (AnswersMode.CHANNEL, False)
    assert [question.reviewed for question in pack.questions] == [True, False]
    _, problems = check_pack_text("a.yaml", "title: A\nquestions: [{ask: Why?, answers: threads}]")
    assert [problem.line for problem in problems] == [2]


def test_only_ordinary_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "large.yaml").write_bytes(b"#" * (256 * 1024 + 1))
    (tmp_path / "talk.yaml").write_text(MINIMAL, encoding="utf-8")
    assert [path.name for path in list_packs(tmp_path)] == ["large.yaml", "talk.yaml"]
    told = {path.name: check_pack(load_file(path))[1] for path in tmp_path.iterdir()}
    assert "Only ordinary files are read" in told["pipe.yaml"][0].message
    assert "larger than 256 KiB" in told["large.yaml"][0].message
    assert "a device" in check_pack(load_file(Path("/dev/zero")))[1][0].message
    assert told["talk.yaml"] == []


def slow(end: str, quiet: str = "22:00-08:00", questions: int = 4, start: str = "2026-09-17 09:00") -> str:
    """A chat from a Thursday at nine on, with quiet hours."""
    return scheduled(start, end, "Europe/Helsinki", f'timing: {{quiet: "{quiet}"}}\n', questions)


def timetable(pack: Pack) -> list[str]:
    """Return when each question is asked, and the close, on the clocks of Helsinki."""
    assert pack.schedule is not None
    zone = ZoneInfo("Europe/Helsinki")
    return [f"{step.due.astimezone(zone):%a %H:%M}" for step in planned(pack, pack.schedule.start)[1:]]


def test_a_slow_chat_shares_its_open_hours_and_ends_when_it_should() -> None:
    pack = read_pack_text("x.yaml", slow("2026-09-21 18:00"))
    assert timetable(pack) == ["Thu 09:05", "Fri 11:17", "Sat 13:30", "Sun 15:42", "Mon 18:00"]
    nine = timetable(read_pack_text("x.yaml", slow("2026-09-21 18:00", questions=9)))
    assert not [time for time in nine if not "08:00" <= time.split()[1] < "22:00"]
    assert nine[-1] == "Mon 18:00"


def test_it_may_end_in_the_moment_in_which_quiet_hours_begin() -> None:
    assert timetable(read_pack_text("x.yaml", slow("2026-09-21 22:00")))[-1] == "Mon 22:00"
    evening = slow("2026-09-17 22:00", start="2026-09-17 21:00", questions=5)
    assert timetable(read_pack_text("x.yaml", evening)) == [
        "Thu 21:05", "Thu 21:15", "Thu 21:25", "Thu 21:35", "Thu 21:45", "Thu 22:00",
    ]  # fmt: skip


def test_quiet_hours_are_kept_over_a_change_of_the_clocks() -> None:
    pack = read_pack_text("x.yaml", slow("2026-10-26 18:00", start="2026-10-22 09:00", questions=8))
    assert timetable(pack)[-1] == "Mon 18:00"
    assert not [time for time in timetable(pack) if not "08:00" <= time.split()[1] < "22:00"]


def test_a_question_with_a_length_of_its_own_keeps_it() -> None:
    more = 'timing: {quiet: "22:00-08:00"}\n'
    text = scheduled("2026-09-17 09:00", "2026-09-19 18:00", "Europe/Helsinki", more, 2).replace(
        "  - ask: Why?\n", "  - {ask: Why?, lasts: 6h}\n", 1
    )
    assert timetable(read_pack_text("x.yaml", text)) == ["Thu 09:05", "Thu 15:05", "Sat 18:00"]


def test_what_quiet_hours_leave_over_is_the_last_questions() -> None:
    pack = read_pack_text("x.yaml", scheduled("2026-09-16 19:00", "20:00", questions=7))
    assert {pack.length_of(question) for question in pack.questions[:-1]} == {timedelta(seconds=428)}
    assert pack.length == timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (slow("2026-09-17 23:00"), "2:44 23:00 is within the quiet hours (22:00-08:00)"),
        (slow("2026-09-17 12:00", start="2026-09-17 07:30"), "2:19 07:30 is within the quiet hours"),
        (slow("2027-09-17 12:00"), "2:44 From start to end it is 365d3h. A chat may take 100 days at most."),
        (slow("2026-09-17 09:11", questions=25), "2:44 From start to end it is 11m."),
        (
            scheduled(
                "2026-09-17 21:00", "2026-09-18 09:00", "UTC", 'timing: {quiet: "22:00-08:00", question: 70m}\n', 3
            ),
            "2:44 The quiet hours (22:00-08:00) do not count, so this chat would close 2026-09-18 10:25, but its end",
        ),
    ],
)
def test_what_quiet_hours_make_impossible_is_told(text: str, told: str) -> None:
    assert problem(text).startswith(told)


def test_hours_nearly_all_of_which_are_quiet_cost_no_time() -> None:
    pack, problems = check_pack_text("x.yaml", slow("2026-12-21 23:59", "00:00-23:59", 25, "2026-09-17 23:59"))
    assert (pack is None) == bool(problems)
