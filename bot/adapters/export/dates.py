"""Dates and times as a reader of the session's language writes them, in one zone.

Instants come in aware. What goes out names no zone: a transcript names its zone once, at the head.
"""

from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.adapters.export.cleaning import MANY
from bot.core.base import ids
from bot.core.base.words import Words
from bot.core.when.dates import MONTH_NAMES


class Dates:
    """Writes instants in `zone`; the date of `day` goes without saying."""

    def __init__(self, words: Words, zone: str = "UTC", day: datetime | None = None) -> None:
        self._zone: tzinfo = UTC if zone == "UTC" else ZoneInfo(zone)
        self._day = day.astimezone(self._zone).date() if day else None
        self._months = tuple(words.gettext(month) for month in MONTH_NAMES)
        self._date = words.gettext("{day} {month} {year}")
        self._time = words.gettext("{hour}:{minute}")
        self._full = words.gettext("{date}, {time}")
        self._moment_of_minute = lru_cache(MANY)(self._moment_in)

    def date(self, at: datetime) -> str:
        """Return the day, month and year."""
        return self._day_of(at.astimezone(self._zone))

    def time(self, at: datetime) -> str:
        """Return the time of day, to the minute."""
        return self._time_of(at.astimezone(self._zone))

    def full(self, at: datetime) -> str:
        """Return the date and the time of day."""
        return self._full.format(date=self.date(at), time=self.time(at))

    def moment(self, at: datetime) -> str:
        """Return the time of day, with the date where that does not go without saying."""
        local = at.astimezone(self._zone)
        time = self._time_of(local)
        return time if local.date() == self._day else self._full.format(date=self._day_of(local), time=time)

    def moment_of(self, message: int) -> str:
        """Return the moment of a message: many are said in the same minute."""
        return self._moment_of_minute(ids.minute_of(message))

    def _moment_in(self, minute: int) -> str:
        return self.moment(ids.start_of(minute))

    def _time_of(self, local: datetime) -> str:
        return self._time.format(hour=f"{local.hour:02}", minute=f"{local.minute:02}")

    def _day_of(self, local: datetime) -> str:
        return self._date.format(day=local.day, month=self._months[local.month - 1], year=local.year)
