"""Time zones as people name them, and the instants at which clocks in a zone show a time.

"Eastern" is what clocks in New York show, summer and winter. "EST" is one of the two times they show: in July it
contradicts them, and that is said rather than read either way. A fixed offset is a zone of its own. A name that people
near the server use for another zone ("Eastern" in Sydney, "BST" in Dhaka) is read both ways, and so asked back.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.base.errors import Refused
from bot.core.base.words import N_
from bot.core.when.pieces import Found, Impossible, Piece, Reader, phrases_at
from bot.core.when.zones.known import zone_names
from bot.core.when.zones.names import (
    ABBREVIATIONS,
    AMERICAN_REGIONS,
    CITIES,
    HOME,
    IN_CAPITALS,
    NAMES,
    NEARBY,
    NOT_CITIES,
    OF_STANDARD_TIME,
    REGIONS,
    SEVERAL,
    TWELVE_HOURS,
    UNITED_STATES,
)

UNKNOWN_ZONE = N_("I do not know the zone “{zone}”; use a name such as Europe/Helsinki.")
SKIPPED = N_("{wall} does not exist in {zone}: the clocks go forward then and skip it. Write for example {after}.")
TWICE = N_("{wall} happens twice in {zone}: the clocks go back then. Say which you mean: {first} or {second}.")
NOT_THEN = N_("“{word}” is not what clocks in {zone} show on {date}. Write {there}, or {fixed} if you mean just that.")

IN = re.compile(r"in ", re.IGNORECASE)
TIME = re.compile(r" time(?: ?zone)?| aikaa| aika", re.IGNORECASE)
FULL_NAME = re.compile(r"[A-Za-z]+(?:/[A-Za-z0-9_+-]+)+")
PAIR = re.compile(r"(?P<first>[A-Z]{2,5}) ?/ ?(?P<second>[A-Z]{2,5})(?![^\W\d_])", re.IGNORECASE)
FROM_UTC = re.compile(r"(?:UTC|GMT) ?(?P<sign>[+−–-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?", re.IGNORECASE)
OFFSET = re.compile(r"(?P<sign>[+−-])(?P<hours>[0-9]{2})(?:(?P<colon>:?)(?P<minutes>[0-9]{2}))?")
LONE_MINUS = re.compile(
    r"(?<=[0-9m.]\ )(?P<sign>[−-])(?P<hours>[1-9]|1[01])(?P<minutes>)(?![0-9:.,h]|\ ?[ap]\.?m)", re.IGNORECASE
)
"""An offset that may be the end of a range instead: "7pm -5"."""
WITH_HALF = re.compile(r"(?:[0-9][:.][0-9]{2}|[ap]\.?m\.?)\ $", re.IGNORECASE)
CLOCK_BEFORE = re.compile(r"(?P<iso>T)?(?P<time>[0-9]{2}:[0-9]{2})(?P<seconds>:[0-9]{2}(?:[.,][0-9]{1,9})?)?$")
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

    @property
    def is_twelve_hour(self) -> bool:
        """Whether people there say am and pm, so that "7:30" alone is half a time of day."""
        return self.is_american or bool(TWELVE_HOURS.fullmatch(self.name))


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
def _table() -> dict[str, Zone]:
    """Return every zone that is known by a name of its own."""
    table: dict[str, Zone] = {}
    for key in zone_names().values():
        region, _, city = key.partition("/")
        word = city.replace("_", " ")
        if region in REGIONS and "/" not in city and word.casefold() not in NOT_CITIES:
            table[word.casefold()] = Zone(key, None, word)
    for names in (CITIES, NAMES):
        for key, words in names.items():
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
            if default.partition("/")[0] in AMERICAN_REGIONS:
                own |= {word: Zone(default, None, word) for word in OF_STANDARD_TIME.get(name, ())}
    return own


def _near(default: str) -> dict[str, Zone]:
    """Return what people in and around the default zone call by a name that means another zone elsewhere."""
    rows = [words for places, words in NEARBY if re.fullmatch(places, default)]
    return {word: Zone(key, None, word) for words in rows for key, names in words.items() for word in names}


def _several(default: str, own: Mapping[str, Zone]) -> Iterator[tuple[str, Zone]]:
    """Yield the names that mean several zones wherever one is, unless one of them is here."""
    for word, meanings in SEVERAL.items():
        here = {key: hours for key, hours in meanings.items() if word in own or default.startswith(HOME.get(key, "-"))}
        for key, hours in (here or meanings).items():
            if word not in own:
                yield word, Zone(key, timedelta(hours=hours), word)


def reader(default: str, now: datetime) -> Reader:
    """Return the reader of zones for people who live in the default zone."""
    own = _own(default, now)
    near = _near(default)
    near = {word: zone for word, zone in near.items() if word not in own}
    meanings: dict[str, list[Zone]] = {word: [zone] for word, zone in near.items()}
    for word, zone in (*own.items(), *_several(default, own)):
        meanings.setdefault(word, []).append(zone)

    def zones_at(text: str, place: int) -> Iterator[Found]:
        start = found.end() if (found := IN.match(text, place)) else place
        if (found := FULL_NAME.match(text, place)) and (name := zone_names().get(found[0].casefold())):
            yield found.end(), (Zone(name, None, found[0]),)
            return
        for end, phrase in phrases_at(text, start):
            known = _table().get(phrase)
            if known and phrase in near:
                known = replace(known, offset=None)  # read as loosely as the meaning that it has here
            elsewhere = meanings.get(phrase, [])
            for zone in dict.fromkeys((known, *elsewhere) if known else elsewhere):
                named = replace(zone, word=text[start:end])
                yield end, (named,)
                if time := TIME.match(text, end):
                    yield time.end(), (named,)
            if key := IN_CAPITALS.get(text[start:end]):
                yield end, (Zone(key, None, text[start:end]),)
        yield from _pairs_at(text, start)
        yield from _offsets_at(text, place)

    return zones_at


def _pairs_at(text: str, place: int) -> Iterator[Found]:
    """Read "CET/CEST": both times of one zone, whichever its clocks show then."""
    if found := PAIR.match(text, place):
        first, second = (_table().get(found[name].casefold()) for name in ("first", "second"))
        if first and second and first.offset is not None and second.offset is not None and first.key == second.key:
            yield found.end(), (Zone(first.key, None, found[0]),)
        elif {found["first"].casefold(), found["second"].casefold()} == {"gmt", "bst"}:
            yield found.end(), (Zone("Europe/London", None, found[0]),)


def _offsets_at(text: str, place: int) -> Iterator[Found]:
    found = FROM_UTC.match(text, place)
    if not found and (found := OFFSET.match(text, place)) and not _is_offset(found, text[:place]):
        found = None
    if not found and WITH_HALF.search(text[:place]):
        found = LONE_MINUS.match(text, place)
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


def instants(wall: datetime, zone: Zone) -> list[datetime]:
    """Return the instants (aware UTC) at which clocks in a zone show a wall time: one, none or two."""
    there = clock_of(zone.name)
    either = {wall.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(each for each in either if each.astimezone(there).replace(tzinfo=None, fold=0) == wall)


def skipped(wall: datetime, zone: Zone) -> Refused:
    """Return the refusal of a wall time that the clocks skip."""
    there = clock_of(zone.name)
    after = wall.replace(tzinfo=there).astimezone(UTC).astimezone(there)
    return Refused(SKIPPED, wall=f"{wall:%Y-%m-%d %H:%M}", zone=zone.name, after=shown(after, zone.name))


def twice(wall: datetime, zone: Zone, found: Iterable[datetime]) -> Refused:
    """Return the refusal of a wall time that comes twice."""
    there = clock_of(zone.name)
    first, second = (shown(wall, each.astimezone(there).isoformat()[-6:]) for each in found)
    return Refused(TWICE, wall=f"{wall:%Y-%m-%d %H:%M}", zone=zone.name, first=first, second=second)


def contradiction(wall: datetime, zone: Zone) -> Impossible:
    """Return the refusal of "EST in July"."""
    fixed = Zone(None, zone.offset, zone.word)
    return Impossible(
        NOT_THEN,
        word=zone.word,
        zone=zone.name,
        date=f"{wall:%Y-%m-%d}",
        there=shown(wall, zone.name),
        fixed=shown(wall, fixed.name),
    )
