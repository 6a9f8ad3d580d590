"""Reading when a chat shall begin: "now", or a date and a time of day with an optional zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.words import N_
from bot.errors import Refused

FORM = "%Y-%m-%d %H:%M"
NOW = ("now", "nyt")


def parse_when(text: str, now: datetime, zone: str) -> datetime:
    """Return the instant (aware UTC) that a host wrote: "now" or "2026-12-02 19:00 [zone]".

    `zone` is the IANA name of the zone where none is written. Raises `Refused` for what cannot be read, for a time of
    day that the zone's clocks skip or show twice on that date, and for a time that has passed.
    """
    text = text.strip()
    if text.casefold() in NOW:
        return now
    parts = text.split()
    written = parts[2] if len(parts) == 3 else zone
    try:
        wall = datetime.strptime(text.removesuffix(written).strip(), FORM)  # noqa: DTZ007 - the zone is added below
    except ValueError as error:
        raise Refused(
            N_("I cannot read “{text}” as a time; write for example 2026-12-02 19:00, or now."), text=text
        ) from error
    instant = in_zone(wall, written)
    if instant < now:
        raise Refused(N_("{text} has passed; give a later time, or now."), text=text)
    return instant


def in_zone(wall: datetime, zone: str) -> datetime:
    """Return the instant (aware UTC) at which the clocks of a zone show a wall time.

    Raises `Refused` for an unknown zone, and where a clock change makes the time impossible or ambiguous.
    """
    try:
        there = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Refused(N_("I do not know the zone “{zone}”; use a name such as Europe/Helsinki."), zone=zone) from error
    first, second = (wall.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    shown = f"{wall:{FORM}}"
    if second < first:  # the gap of spring: the later reading is the earlier instant (PEP 495)
        raise Refused(N_("{wall} does not exist in {zone}: the clocks skip it that day."), wall=shown, zone=zone)
    raise Refused(N_("{wall} comes twice in {zone}: the clocks are put back that day."), wall=shown, zone=zone)
