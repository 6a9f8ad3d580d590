"""A moment as it was understood: when something begins, maybe ends, and the zone that was meant. And how it is said.

What `in_words` says can be written back: `core/when/reader.py` reads it as the same moment.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

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
    values = {"date": _date(wall, words), "time": _times(moment, words), "zone": _zone(moment)}
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


def _date(wall: datetime, words: Words) -> str:
    date = words.gettext("{day} {month} {year}").format(
        day=wall.day, month=words.gettext(MONTH_NAMES[wall.month - 1]), year=wall.year
    )
    return words.gettext(ON_WEEKDAYS[wall.weekday()]).format(date=date)


def _times(moment: Moment, words: Words) -> str:
    start = _time(moment.wall, words)
    if moment.end is None:
        return start
    last = moment.end.astimezone(moment.wall.tzinfo)
    end = _time(last, words)
    if moment.end - moment.start > SAME_EVENING:
        end = words.gettext("{date}, {time}").format(date=_date(last, words), time=end)
    return f"{start}–{end}"


def _time(wall: datetime, words: Words) -> str:
    return words.gettext("{hour}:{minute}").format(hour=f"{wall.hour:02}", minute=f"{wall.minute:02}")
