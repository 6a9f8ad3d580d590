"""When a chat begins, as hosts write it."""

from datetime import UTC, datetime

import pytest

from bot.core.when import parse_when
from bot.errors import Refused

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", "2026-03-01 12:00"),
        (" NYT ", "2026-03-01 12:00"),
        ("2026-03-02 19:00", "2026-03-02 17:00"),
        ("2026-03-02 19:00 America/New_York", "2026-03-03 00:00"),
        ("2026-07-02 19:00", "2026-07-02 16:00"),
    ],
)
def test_times_are_read_in_their_zone(text: str, expected: str) -> None:
    assert f"{parse_when(text, NOW, 'Europe/Helsinki'):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("soon", "cannot read"),
        ("2026-13-02 19:00", "cannot read"),
        ("", "cannot read"),
        ("2026-02-28 19:00", "has passed"),
        ("2026-03-02 19:00 Mars/Base", "do not know the zone"),
        ("2026-03-29 03:30", "does not exist"),
        ("2026-10-25 03:30", "comes twice"),
    ],
)
def test_what_cannot_be_meant_is_named(text: str, complaint: str) -> None:
    with pytest.raises(Refused, match=complaint):
        parse_when(text, NOW, "Europe/Helsinki")
