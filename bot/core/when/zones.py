"""Time zones as people name them, and the instants at which clocks in a zone show a time.

"Eastern" is what clocks in New York show, summer and winter. "EST" is one of the two times they show: in July it
contradicts them, and that is said rather than read either way. A fixed offset is a zone of its own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.base.errors import Refused
from bot.core.base.words import N_
from bot.core.when.pieces import Found, Impossible, Piece, Reader, looked_up, phrases_at
from bot.core.when.zone_names import ABBREVIATIONS, IN_CAPITALS, NAMES, NOT_CITIES, REGIONS, UNITED_STATES

UNKNOWN_ZONE = N_("I do not know the zone “{zone}”; use a name such as Europe/Helsinki.")
SKIPPED = N_("{wall} does not exist in {zone}: the clocks are put forward then and skip it. Write for example {after}.")
TWICE = N_("{wall} comes twice in {zone}: the clocks are put back then. Say which you mean: {first} or {second}.")
NOT_THEN = N_("“{word}” is not what clocks in {zone} show on {date}. Write {there}, or {fixed} if you mean just that.")
TWO_ZONES = N_("“{first}” and “{second}” are two zones. Write one of them.")

IN = re.compile(r"in ", re.IGNORECASE)
TIME = re.compile(r" time| aikaa| aika", re.IGNORECASE)
FULL_NAME = re.compile(r"[A-Za-z]+(?:/[A-Za-z0-9_+-]+)+")
FROM_UTC = re.compile(r"(?:UTC|GMT) ?(?P<sign>[+−-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?", re.IGNORECASE)
OFFSET = re.compile(r"(?P<sign>[+−-])(?P<hours>[0-9]{2})(?:(?P<colon>:?)(?P<minutes>[0-9]{2}))?")
CLOCK_BEFORE = re.compile(r"(?P<iso>T)?(?P<time>[0-9]{2}:[0-9]{2})(?P<seconds>:[0-9]{2})?$")
MOST_AHEAD = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Zone(Piece):
    """A zone as it was named: by key (an IANA name), by offset, or by both where the offset must be the zone's then."""

    key: str | None
    offset: timedelta | None
    word: str

    @property
    def name(self) -> str:
        """The IANA name, or the offset: "+02:00"."""
        return self.key or offset_name(self.offset or timedelta())

    @property
    def is_american(self) -> bool:
        """Whether dates are written month first there."""
        return bool(UNITED_STATES.fullmatch(self.name))


def offset_name(ahead: timedelta) -> str:
    """Return how far ahead of UTC: "+02:00"."""
    return datetime.min.replace(tzinfo=timezone(ahead)).isoformat()[-6:]


def clock_of(name: str) -> tzinfo:
    """Return the clock of a zone's name; raise `Refused` for an unknown one."""
    if found := OFFSET.fullmatch(name):
        return timezone(_offset(found))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(UNKNOWN_ZONE, zone=name) from error


def shown(wall: datetime, name: str) -> str:
    """Return a time in a zone in the form that is read back wherever it is pasted."""
    return f"{wall:%Y-%m-%d %H:%M} {'UTC' if OFFSET.fullmatch(name) else ''}{name}"


@cache
def _full_names() -> dict[str, str]:
    names = resources.files("tzdata").joinpath("zones").read_text().split()
    return {name.casefold(): name for name in names}


@cache
def _table() -> dict[str, Zone]:
    """Return every zone that is known by a name of its own."""
    table: dict[str, Zone] = {}
    for key in _full_names().values():
        region, _, city = key.partition("/")
        word = city.replace("_", " ")
        if region in REGIONS and "/" not in city and word.casefold() not in NOT_CITIES:
            table[word.casefold()] = Zone(key, None, word)
    for key, words in NAMES.items():
        table |= {word: Zone(key, None, word) for word in words}
    for key, hours in ABBREVIATIONS.items():
        table |= {word: Zone(key, timedelta(hours=ahead), word) for word, ahead in hours.items()}
    return table


def _own(default: str, now: datetime) -> dict[str, Zone]:
    """Return what people in the default zone call their own time: IST means something else in India than in Israel."""
    own = {default.casefold(): Zone(default, None, default)}
    for month in (1, 7):
        there = now.astimezone(UTC).replace(month=month, day=1).astimezone(clock_of(default))
        if (name := there.tzname() or "").isalpha():
            own[name.casefold()] = Zone(default, there.utcoffset(), name)
    return own


def reader(default: str, now: datetime) -> Reader:
    """Return the reader of zones for people who live in the default zone."""
    tables = (_table(), _own(default, now))

    def zones_at(text: str, place: int) -> Iterator[Found]:
        start = found.end() if (found := IN.match(text, place)) else place
        for table in tables:
            for end, zone in looked_up(table, text, start):
                named = replace(zone, word=text[start:end])
                yield end, (named,)
                if time := TIME.match(text, end):
                    yield time.end(), (named,)
        for end, _ in phrases_at(text, start):
            if key := IN_CAPITALS.get(text[start:end]):
                yield end, (Zone(key, None, text[start:end]),)
        if found := FULL_NAME.match(text, place):
            if found[0].casefold() not in _full_names():
                raise Refused(UNKNOWN_ZONE, zone=found[0])
            yield found.end(), (Zone(_full_names()[found[0].casefold()], None, found[0]),)
        yield from _offsets_at(text, place)

    return zones_at


def _offsets_at(text: str, place: int) -> Iterator[Found]:
    found = FROM_UTC.match(text, place)
    if not found and (found := OFFSET.match(text, place)) and not _is_offset(found, text[:place]):
        return
    if found and abs(_offset(found)) <= MOST_AHEAD and int(found["minutes"] or 0) < 60:
        yield found.end(), (Zone(None, _offset(found), found[0]),)


def _is_offset(found: re.Match[str], before: str) -> bool:
    """Whether this may be an offset. After "19:00", "-20:00" is the end of a range, and "-05:00" may be either."""
    if found["sign"] != "-":
        return True
    if not found["minutes"]:
        return False
    if not found["colon"] or before.endswith(" "):
        return True
    clock = CLOCK_BEFORE.search(before)
    return bool(clock and (clock["iso"] or clock["seconds"] or found[0][1:] <= clock["time"]))


def _offset(found: re.Match[str]) -> timedelta:
    ahead = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return ahead if found["sign"] == "+" else -ahead


def merged(zones: Iterable[Zone], default: str) -> Zone:
    """Return the one zone that is meant where it was named once, several times or not at all."""
    whole: Zone | None = None
    for zone in zones:
        if whole is None:
            whole = zone
            continue
        for ours, other in ((whole.key, zone.key), (whole.offset, zone.offset)):
            if ours is not None and other is not None and ours != other:
                raise Impossible(TWO_ZONES, first=whole.word, second=zone.word)
        offset = zone.offset if whole.offset is None else whole.offset
        whole = Zone(whole.key or zone.key, offset, zone.word if whole.offset is None else whole.word)
    return whole or Zone(default, None, default)


def instants(wall: datetime, zone: Zone) -> list[datetime]:
    """Return the instants (aware UTC) at which clocks in a zone show a wall time: one, none or two."""
    there = clock_of(zone.name)
    either = {wall.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(each for each in either if each.astimezone(there).replace(tzinfo=None, fold=0) == wall)


def instant(wall: datetime, zone: Zone) -> datetime:
    """Return the one instant at which clocks in a zone show a wall time; raise `Refused` where there is no such one."""
    found = instants(wall, zone)
    there = clock_of(zone.name)
    if not found:
        after = wall.replace(tzinfo=there).astimezone(UTC).astimezone(there)
        raise Refused(SKIPPED, wall=f"{wall:%Y-%m-%d %H:%M}", zone=zone.name, after=shown(after, zone.name))
    if zone.offset is not None:
        right = [each for each in found if each.astimezone(there).utcoffset() == zone.offset]
        if not right:
            raise _contradiction(wall, zone)
        found = right
    if len(found) == 2:
        first, second = (shown(wall, each.astimezone(there).isoformat()[-6:]) for each in found)
        raise Refused(TWICE, wall=f"{wall:%Y-%m-%d %H:%M}", zone=zone.name, first=first, second=second)
    return found[0]


def _contradiction(wall: datetime, zone: Zone) -> Impossible:
    fixed = Zone(None, zone.offset, zone.word)
    return Impossible(
        NOT_THEN,
        word=zone.word,
        zone=zone.name,
        date=f"{wall:%Y-%m-%d}",
        there=shown(wall, zone.name),
        fixed=shown(wall, fixed.name),
    )
