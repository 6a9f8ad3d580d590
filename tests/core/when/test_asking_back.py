"""What a host is asked about a time that they wrote, and the same question as outside checks put it."""

import json
from datetime import timedelta

import pytest

from bot.adapters.catalogues import words
from bot.core.base.errors import Refused
from bot.core.when.asking_back import END, MOVE, START, Asking, Closing, ask_back, understood, written_in
from bot.core.when.zones.advice import zone_named
from tests.benchmarks import times
from tests.core.when.test_when import HELSINKI, MONDAY, utc

EN, FI = words("en"), words("fi")
ASKING = Asking(utc(MONDAY), HELSINKI, "en")


def test_the_question_names_opening_and_end() -> None:
    time = understood(START, "Wed 7-9 pm", ASKING, EN)
    assert time.said == "Wednesday 2 December 2026, 19:00 in Helsinki (Europe/Helsinki)"
    planned = Closing(time.instant + timedelta(hours=2))
    text = ask_back(START, "Colour", 500, time, EN, closing=planned)
    assert text.endswith(f"It would close <t:{int(planned.at.timestamp())}:t>. Is that right?")
    assert written_in(text) == "Wed 7-9 pm"


def test_that_the_pack_decides_about_the_end_is_said() -> None:
    time = understood(MOVE, "Wed 7-9 pm", ASKING, EN)
    closes, meant = time.instant + timedelta(hours=1), time.instant + timedelta(hours=2)
    for catalogue, sentence in (
        (EN, "The pack sets how long it lasts, so it would close <t:{}:t>, not <t:{}:t> as you wrote."),
        (FI, "Paketti määrää keston, joten keskustelu päättyisi <t:{}:t>, ei kirjoittamaasi aikaan <t:{}:t>."),
    ):
        text = ask_back(MOVE, "Colour", 500, time, catalogue, closing=Closing(closes))
        assert sentence.format(int(closes.timestamp()), int(meant.timestamp())) in text


def test_quiet_hours_that_put_off_the_end_are_named() -> None:
    time = understood(START, "Wed 11 pm", ASKING, EN)
    closes = time.instant + timedelta(hours=9)
    text = ask_back(START, "Colour", 500, time, EN, closing=Closing(closes, is_put_off=True))
    assert f"quiet hours fall in between, so it would close <t:{int(closes.timestamp())}:f>." in text


def test_of_a_range_the_end_is_meant_where_the_end_is_asked_for() -> None:
    assert understood(END, "Wed 7-9 pm", ASKING, EN).instant == utc("2026-12-02 19:00")
    assert understood(END, "Wed 9 pm", ASKING, EN).instant == utc("2026-12-02 19:00")
    assert "close" not in ask_back(START, "Colour", 500, understood(START, "Wed 9 pm", ASKING, EN), EN)


def test_outside_checks_are_answered_line_by_line() -> None:
    row = {"now": "2026-11-30T12:00:00+02:00", "zone": HELSINKI, "language": "en"}
    requests = [json.dumps(row | {"text": text}) for text in ("Wed 7pm ET", "Wed 7")]
    understood, asked = (json.loads(line) for line in times.respond_all([*requests, "\n"]))
    assert understood == {
        "instant": "2026-12-03T00:00:00Z",
        "said": "Wednesday 2 December 2026, 19:00 in New York (America/New_York)",
    }
    assert list(asked) == ["asked"]
    assert asked["asked"].startswith("“Wed 7” can mean Wednesday 2026-12-02 07:00")
    finnish = times.respond(json.dumps(row | {"text": "ke 7", "language": "fi"}))
    assert "voi tarkoittaa" in finnish


@pytest.mark.parametrize("name", ["Europe/Helsinki", " America/New_York ", "UTC", "Etc/GMT+5", "US/Eastern"])
def test_a_zone_is_named_after_a_city(name: str) -> None:
    assert zone_named(name) == name.strip()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("EST", "Did you mean America/New_York?"),
        ("MST", "Did you mean America/Denver?"),
        ("hst", "Did you mean Pacific/Honolulu?"),
        ("helsinki", "Did you mean Europe/Helsinki?"),
        ("europe/helsinki", "Did you mean Europe/Helsinki?"),
        ("utc", "Did you mean UTC?"),
        ("Hong Kong", "Did you mean Asia/Hong_Kong?"),
        ("Europe/Helsingi", "Did you mean Europe/Helsinki?"),
        ("Helsinkii", "Did you mean Europe/Helsinki?"),
        ("localtime", "Zones are named after cities"),
        ("posixrules", "Zones are named after cities"),
        ("", "Zones are named after cities"),
        ("x" * 400, "Zones are named after cities"),
    ],
)
def test_a_zone_without_a_city_is_refused_with_the_one_to_take(name: str, sentence: str) -> None:
    with pytest.raises(Refused, match="is not a time zone") as error:
        zone_named(name)
    assert sentence in str(error.value)
    assert len(str(error.value)) < 200
