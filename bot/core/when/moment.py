"""A moment as it was understood: when something begins, maybe ends, and the zone that was meant. And how it is said.

What `in_words` says can be written back: `core/when/reader.py` reads it as the same moment. `Dates` says other instants
as a reader of a language writes them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from bot.core.base import ids
from bot.core.base.words import N_, Words
from bot.core.when.dates import MONTH_NAMES
from bot.core.when.zones.zone import Zone, clock_of, instants, offset_name, shown

ON_WEEKDAYS = (
    N_("Monday {date}"),
    N_("Tuesday {date}"),
    N_("Wednesday {date}"),
    N_("Thursday {date}"),
    N_("Friday {date}"),
    N_("Saturday {date}"),
    N_("Sunday {date}"),
)
"""A date with its weekday, as the answer to "when?": some languages have a form of the weekday for it."""

MANY = 4096
"""How many minutes are remembered as they are said: many messages come in the same one."""

SAME_EVENING = timedelta(hours=12)

PLACES = {
    "America/New_York": N_("in New York"),
    "America/Chicago": N_("in Chicago"),
    "America/Denver": N_("in Denver"),
    "America/Los_Angeles": N_("in Los Angeles"),
    "Europe/London": N_("in London"),
    "Europe/Dublin": N_("in Dublin"),
    "Europe/Berlin": N_("in Berlin"),
    "Europe/Paris": N_("in Paris"),
    "Europe/Stockholm": N_("in Stockholm"),
    "Europe/Oslo": N_("in Oslo"),
    "Europe/Copenhagen": N_("in Copenhagen"),
    "Europe/Tallinn": N_("in Tallinn"),
    "Europe/Helsinki": N_("in Helsinki"),
}
"""Whose time it is, where a language has its own form for the city; other zones are only named."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something begins and, if that was said, ends (aware UTC), and the zone: an IANA name or "+02:00"."""

    start: datetime
    end: datetime | None
    zone: str

    @property
    def wall(self) -> datetime:
        """What clocks in the zone show at the start."""
        return self.start.astimezone(clock_of(self.zone))

    @property
    def comes_twice(self) -> bool:
        """Whether clocks in the zone show this time twice, because they are put back."""
        return len(instants(self.wall.replace(tzinfo=None, fold=0), Zone(self.zone, None, ""))) > 1


def written(moment: Moment) -> str:
    """Return a moment in digits, for pasting it back: "2026-12-02 19:00–20:00 America/New_York"."""
    wall = moment.wall
    zone = offset_name(wall.utcoffset() or timedelta()) if moment.comes_twice else moment.zone
    day, _, rest = shown(wall, zone).rpartition(" ")
    end = f"–{moment.end.astimezone(clock_of(zone)):%H:%M}" if moment.end else ""
    return f"{day}{end} {rest}"


def in_words(moment: Moment, words: Words, now: datetime) -> str:
    """Return a moment in the language of a catalogue: weekday, date, time of day and zone.

    For example "Wednesday 2 December 2026, 19:00 in New York (America/New_York)", with "today" or "tomorrow" before it
    where it is that near.
    """
    wall = moment.wall
    values = {"date": _date(moment.start, moment, words), "time": _times(moment, words), "zone": _zone(moment)}
    if place := PLACES.get(moment.zone):
        text = words.gettext("{date}, {time} {place} ({zone})").format(place=words.gettext(place), **values)
    else:
        text = words.gettext("{date}, {time} ({zone})").format(**values)
    ahead = (wall.date() - now.astimezone(wall.tzinfo).date()).days
    if ahead == 0:
        return words.gettext("today, {moment}").format(moment=text)
    return words.gettext("tomorrow, {moment}").format(moment=text) if ahead == 1 else text


def _zone(moment: Moment) -> str:
    offset = f"UTC{offset_name(moment.wall.utcoffset() or timedelta())}"
    if moment.zone.startswith(("+", "-")):
        return offset
    return f"{moment.zone}, {offset}" if moment.comes_twice else moment.zone


def _date(at: datetime, moment: Moment, words: Words) -> str:
    weekday = at.astimezone(clock_of(moment.zone)).weekday()
    return words.gettext(ON_WEEKDAYS[weekday]).format(date=Dates(words, moment.zone).date(at))


def _times(moment: Moment, words: Words) -> str:
    dates = Dates(words, moment.zone)
    start = dates.time(moment.start)
    if moment.end is None:
        return start
    end = dates.time(moment.end)
    if moment.end - moment.start > SAME_EVENING:
        end = words.gettext("{date}, {time}").format(date=_date(moment.end, moment, words), time=end)
    return f"{start}–{end}"


class Dates:
    """Writes aware instants in `zone` (IANA name or "+02:00"), unnamed; the date of `day` goes without saying."""

    def __init__(self, words: Words, zone: str = "UTC", day: datetime | None = None) -> None:
        self._zone = clock_of(zone)
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
