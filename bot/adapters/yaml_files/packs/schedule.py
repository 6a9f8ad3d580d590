"""When a chat is meant to happen: wall times as an author writes them, in a named zone, turned into instants.

An end given as a time of day alone is the first such time after the start. That may be on the next day (23:30 until
00:30), but a chat of more than half a day is rather a slip of the pen and refused.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.adapters.yaml_files.fields import attempt, of_text, zone
from bot.adapters.yaml_files.problems import Found, Slip, shown
from bot.core.base.words import N_
from bot.core.script.pack import Schedule

LONGEST_BY_TIME = timedelta(hours=12)

NO_START = N_('“{text}” is not a date and time. Write it like "2026-09-16 19:00".')
NO_END = N_('“{text}” is not a time. Write it like "20:00", or with a date like "2026-09-16 20:00".')
NO_SUCH_DAY = N_("There is no such date or time: “{text}”.")
FAR_AWAY = N_("The year must be between 2000 and 2100.")
NO_ZONE = N_("“zone” is missing here: say which time zone the times are in, for example zone: Europe/Helsinki.")
SKIPPED = N_(
    "{wall} does not exist in {zone}: the clocks go forward then and skip it. Choose another time, or use zone: UTC."
)
TWICE = N_("{wall} happens twice in {zone}: the clocks go back then. Choose another time, or use zone: UTC.")
NO_HOURS = N_('“{text}” is not a range of hours. Write it like "22:00-08:00".')
NO_LENGTH = N_("The quiet hours begin and end at {time}. Give two different times.")
END_FIRST = N_("The end ({end}) is not after the start ({start}).")

WALL = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ \t]+|T)(\d{1,2}:\d{2}(?::\d{2})?)")
TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
HOURS_PATTERN = r"^\s*(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})\s*$"

End = datetime | time


def start(text: str) -> datetime:
    """Return a date and time on the wall of the schedule's zone."""
    found = WALL.fullmatch(text.strip())
    if not found:
        raise Slip(NO_START, text=shown(text))
    return _wall(found[1], found[2])


def end(text: str) -> End:
    """Return a time, or a date and time, on the same wall."""
    text = text.strip()
    if TIME.fullmatch(text):
        return _time(text)
    found = WALL.fullmatch(text)
    if not found:
        raise Slip(NO_END, text=shown(text))
    return _wall(found[1], found[2])


def hours(text: str) -> tuple[time, time]:
    """Return two different times of day; the second may be on the next day."""
    found = re.fullmatch(HOURS_PATTERN, text)
    if not found:
        raise Slip(NO_HOURS, text=shown(text))
    begins = _time(found[1])
    ends = _time(found[2])
    if begins == ends:
        raise Slip(NO_LENGTH, time=f"{begins:%H:%M}")
    return begins, ends


def _wall(day: str, hour: str) -> datetime:
    try:
        wall = datetime.combine(date.fromisoformat(day), _time(hour))
    except ValueError:
        raise Slip(NO_SUCH_DAY, text=f"{day} {hour}") from None
    if not 2000 <= wall.year <= 2100:
        raise Slip(FAR_AWAY)
    return wall


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text.zfill(8 if text.count(":") == 2 else 5))
    except ValueError:
        raise Slip(NO_SUCH_DAY, text=text) from None


def schedule_of(begins: datetime, ends: End | None, zone_name: str) -> Schedule:
    """Return the schedule as instants; the slip that is raised says what is wrong with them."""
    last = None if ends is None else _instant(_end_wall(begins, ends), zone_name)
    return Schedule(_instant(begins, zone_name), last, zone_name)


def _end_wall(begins: datetime, ends: End) -> datetime:
    if isinstance(ends, datetime):
        wall = ends
    else:
        wall = datetime.combine(begins.date(), ends)
        next_day = wall + timedelta(days=1)
        if wall < begins and next_day - begins <= LONGEST_BY_TIME:
            return next_day
    if wall <= begins:
        raise Slip(END_FIRST, start=_shown(begins), end=_shown(wall))
    return wall


def _instant(wall: datetime, zone_name: str) -> datetime:
    """Return the one instant at which clocks in the zone show this."""
    local = wall.replace(tzinfo=ZoneInfo(zone_name))
    instant = local.astimezone(UTC)
    if instant.astimezone(local.tzinfo).replace(tzinfo=None) != wall:
        raise Slip(SKIPPED, wall=_shown(wall), zone=zone_name)
    if instant != local.replace(fold=1).astimezone(UTC):
        raise Slip(TWICE, wall=_shown(wall), zone=zone_name)
    return instant


def _shown(wall: datetime) -> str:
    return f"{wall:%Y-%m-%d %H:%M}"


def schedule_slips(raw: object, default_zone: str | None) -> Iterator[Found]:
    """Yield what is wrong between start, end and zone, as far as each can be read."""
    if not isinstance(raw, Mapping):
        return
    if "zone" not in raw and default_zone is None:
        yield ("schedule",), Slip(NO_ZONE)
    begins = attempt(of_text(start), raw.get("start"))
    ends = attempt(of_text(end), raw.get("end"))
    named = attempt(of_text(zone), raw.get("zone", default_zone))
    if begins is None:
        return
    try:
        if named:
            _instant(begins, named)
    except Slip as slip:
        yield ("schedule", "start"), slip
    try:
        wall = None if ends is None else _end_wall(begins, ends)
        if wall and named:
            _instant(wall, named)
    except Slip as slip:
        yield ("schedule", "end"), slip
