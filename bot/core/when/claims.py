"""What the times of a sentence claim, and the moments on which all of them agree.

"8pm EDT (0:00 UTC)" makes two claims. The first time that has a day yields the candidates. Every other one must show
the same instant on its own clock, on its own day where one was written; if none does, both are named in the refusal.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.core.base.errors import Refused
from bot.core.base.words import N_
from bot.core.when.clock_times import Span, spans
from bot.core.when.dates import Day, NextDay, Order, Rules, choices
from bot.core.when.moment import Moment
from bot.core.when.pieces import Impossible
from bot.core.when.sentence import Group, Sentence
from bot.core.when.zones.zone import Zone, clock_of, contradiction, instants, skipped, twice

FAR_AWAY = N_("The year must be between 2000 and 2100.")
DIFFERENT = N_("“{first}” and “{second}” are not the same moment: {moment} is {there}. Write only the one you mean.")
TWO_TIMES = N_("“{first}” and “{second}” are two times. Write one of them, or a dash between the opening and the end.")
TOO_LONG = N_("{start} to {end} does not work: a chat must end after it opens, within three days.")

DAY_FIRST = ("fi", "en-gb", "en-au", "en-nz", "en-ie")
MONDAY_FIRST = ("fi",)
TO_24 = ("fi",)
"""Languages whose readers write the day before the month, begin the week on Monday, and count hours to 24."""

LONGEST_OVER_DAYS = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Asked:
    """An expression, and by whom and when it was written."""

    text: str
    now: datetime
    zone: str
    language: str

    def rules(self, zone: Zone) -> Rules:
        """Return how the writer writes dates.

        Which number of "3/4" is the month: the zone and the language must not say different things.
        """
        day_first = self.writes(DAY_FIRST)
        order = Order.DAY_FIRST if day_first else Order.MONTH_FIRST
        home = Zone(self.zone, None, self.zone)
        american = home.is_american or zone.is_american
        dots = american and not day_first and "klo" not in self.text.casefold()
        return Rules(Order.UNKNOWN if zone.is_american == day_first else order, dots, not self.writes(MONDAY_FIRST))

    def today(self, zone: Zone) -> date:
        """Return which day it is in a zone."""
        return self.now.astimezone(clock_of(zone.name)).date()

    def writes(self, languages: Sequence[str]) -> bool:
        """Whether the writer's language is one of these."""
        language = self.language.casefold()
        return language in languages or language.split("-")[0] in languages


@dataclass(frozen=True, slots=True)
class Claim:
    """One time of day, or one range, in one zone."""

    group: Group
    zone: Zone
    spans: tuple[Span, ...]

    @property
    def word(self) -> str:
        """How it was written, more or less."""
        until = self.group.until.word if self.group.until else ""
        zone = f" {self.zone.word}" if self.group.zones else ""
        return until.join(clock.word for clock in self.group.clocks) + zone


@dataclass(frozen=True, slots=True)
class Candidate:
    """A moment that a claim can mean; in `doubt` where the zone that was named contradicts the date (EST in July)."""

    start: datetime
    end: datetime | None
    wall: datetime
    zone: Zone
    in_doubt: bool = False


def moments(sentence: Sentence, asked: Asked) -> list[Moment]:
    """Return what the times of a sentence mean together; raise `Impossible` where that is nothing."""
    claims = [claim for group in sentence.groups for claim in _claims(group, asked)]
    found: dict[tuple[datetime, datetime | None], Candidate] = {}
    for claim, day in _anchors(sentence, claims):
        for each in _agreed(claim, day, claims, asked):
            found.setdefault((each.start, each.end), each)
    for claim, day, others in list(_other_anchors(claims, found.values())):
        for each in _agreed(claim, day, others, asked):
            found.setdefault((each.start, each.end), each)
    first = sentence.groups[0].zones or (Zone(asked.zone, None, asked.zone),)
    name = next((zone.key for zone in first if zone.key), first[0].name)
    lasts = sentence.lasts.by if sentence.lasts else None
    ends = {start: start + lasts if lasts and end is None else end for start, end in found}
    return [Moment(start, ends[start] if end is None else end, name) for start, end in found]


def _claims(group: Group, asked: Asked) -> Iterator[Claim]:
    for zone in group.zones or (Zone(asked.zone, None, asked.zone),):
        twelve = zone.is_twelve_hour and not asked.writes(TO_24)
        yield Claim(group, zone, spans(group.clocks, group.part, twelve=twelve))


def _anchors(sentence: Sentence, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Day]]:
    """Yield the claims that the day may belong to: one, or each of them for a day that follows several times."""
    if sentence.trailing:
        seen: list[Group] = []
        for claim in [claim for claim in claims if not claim.group.aside] or claims:
            if claim.group not in seen:
                seen.append(claim.group)
                yield claim, Day.of(sentence.trailing)
        return
    anchor = next((claim for claim in claims if Day.of(claim.group.day) != Day()), claims[0])
    yield anchor, Day.of(anchor.group.day)


def _other_anchors(claims: Sequence[Claim], found: Iterable[Candidate]) -> Iterator[tuple[Claim, Day, Sequence[Claim]]]:
    """Yield the claims that a leading day may belong to instead: those for which it is still the day before.

    "Thu 10am Sydney / 6pm New York": whose Thursday?
    """
    first = next((claim for claim in claims if claim.group.leading), None)
    if first is None or any(claim.group.day for claim in claims if claim.group is not first.group):
        return
    free = [replace(claim, group=replace(claim.group, day=())) for claim in claims]
    for claim, same in zip(claims, free, strict=True):
        if claim.group is first.group or claim.group.aside:
            continue
        here = clock_of(first.zone.name)
        there = clock_of(claim.zone.name)
        if any(each.start.astimezone(there).date() < each.start.astimezone(here).date() for each in found):
            yield same, Day.of(first.group.day), free


def _agreed(anchor: Claim, day: Day, claims: Sequence[Claim], asked: Asked) -> list[Candidate]:
    """Return the moments of one claim with which all others agree."""
    agreed = mine = _candidates(anchor, day, asked)
    for claim in claims:
        if claim is not anchor:
            before = agreed
            agreed = [each for one in agreed if (each := _seen_by(claim, one, anchor, asked))]
            if not agreed:
                raise _different(anchor, claim, before[0])
    if any(each.in_doubt for each in agreed) and len({each.start for each in agreed}) > 1:
        raise contradiction(mine[0].wall, anchor.zone)
    for each in agreed:
        same = sorted({other.start for other in agreed if other.wall == each.wall})
        if len(same) > 1:
            raise twice(each.wall, each.zone, same)
    return agreed


def _different(first: Claim, second: Claim, candidate: Candidate) -> Impossible:
    if first.zone.name == second.zone.name:
        return Impossible(TWO_TIMES, first=first.word, second=second.word)
    there = candidate.start.astimezone(clock_of(second.zone.name))
    return Impossible(
        DIFFERENT,
        first=first.word,
        second=second.word,
        moment=f"{candidate.wall:%Y-%m-%d %H:%M} {first.zone.word}",
        there=f"{there:%Y-%m-%d %H:%M} {second.zone.word}",
    )


def _candidates(claim: Claim, day: Day, asked: Asked) -> list[Candidate]:
    """Return what one claim can mean on its day, or on the next day on which it has not passed."""
    home = Zone(asked.zone, None, asked.zone)
    chosen = choices(day, asked.today(claim.zone), asked.today(home), asked.rules(claim.zone))
    result: list[Candidate] = []
    for days in chosen:
        found = [each for span in claim.spans for each in _on_one_of(days, span, claim, asked)]
        result += [each for each in found if each.start >= asked.now] or found
    return result


def _on_one_of(days: Sequence[date], span: Span, claim: Claim, asked: Asked) -> list[Candidate]:
    """Return what it means on the first of these days on which it has not passed, else on the last."""
    midnights = [not_too_far(datetime.combine(day, time())) for day in days]
    midnight = next((each for each in midnights if not _is_over(each + span[0], claim.zone, asked.now)), midnights[-1])
    wall, zone = midnight + span[0], claim.zone
    found = [
        Candidate(start, _end(span, wall, claim, start), wall, zone, doubt) for start, doubt in _starts(wall, zone)
    ]
    if claim.group.end_day:
        found = [replace(each, end=_end_on_its_day(each, claim, asked)) for each in found]
    return found


def _starts(wall: datetime, zone: Zone) -> list[tuple[datetime, bool]]:
    """Return when clocks show this, and whether the zone's name contradicts the date.

    "EST in July" may mean what was written, or what clocks there show then.
    """
    real = instants(wall, zone)
    if zone.key is None or zone.offset is None:
        if not real:
            raise skipped(wall, zone)
        return [(each, False) for each in real]
    there = clock_of(zone.key)
    if right := [each for each in real if each.astimezone(there).utcoffset() == zone.offset]:
        return [(each, False) for each in right]
    if not real:
        raise skipped(wall, zone)
    return [(wall.replace(tzinfo=UTC) - zone.offset, True), *((each, True) for each in real)]


def _is_over(wall: datetime, zone: Zone, now: datetime) -> bool:
    found = instants(wall, zone)
    return found[-1] < now if found else wall < now.astimezone(clock_of(zone.name)).replace(tzinfo=None)


def _end(span: Span, wall: datetime, claim: Claim, start: datetime) -> datetime | None:
    """Return the end of a range that begins at a wall time; an offset that holds at its start need not hold then."""
    zone = claim.zone
    if span[1] is None or claim.group.end_day:
        return None
    length = span[1] - span[0]
    if zone.offset is not None and start == wall.replace(tzinfo=UTC) - zone.offset not in instants(
        wall, _loosely(zone)
    ):
        return start + length  # exactly what was written, though clocks there show something else
    ends = [each for each in instants(wall + length, _loosely(zone)) if each > start]
    if not ends:
        raise skipped(wall + length, _loosely(zone))
    if len(ends) > 1:
        raise twice(wall + length, zone, ends)
    return ends[0]


def _loosely(zone: Zone) -> Zone:
    """Return what clocks in a zone show, whatever the offset that was named."""
    return replace(zone, offset=None) if zone.key else zone


def _end_on_its_day(candidate: Candidate, claim: Claim, asked: Asked) -> datetime:
    """Return the end of "Dec 2 11pm – Dec 3 1am"."""
    clocks = claim.group.clocks
    started = candidate.wall.date()
    zone = _loosely(claim.zone)
    days = choices(Day.of(claim.group.end_day), started, started, asked.rules(claim.zone))
    walls = [
        datetime.combine(day, time()) + span[0]
        for each in days
        for day in each
        for span in spans(clocks[1:], None, twelve=False)
    ]
    ends = [each for wall in walls for each in instants(wall, zone)]
    fitting = sorted({each for each in ends if timedelta() < each - candidate.start <= LONGEST_OVER_DAYS})
    if not fitting:
        raise Impossible(TOO_LONG, start=clocks[0].word, end=clocks[1].word)
    return fitting[0]


def _seen_by(claim: Claim, candidate: Candidate, anchor: Claim, asked: Asked) -> Candidate | None:
    """Return the candidate if another claim shows the same moment on its own clock and day."""
    clocks = [clock_of(claim.zone.name)]
    if claim.zone.key and claim.zone.offset is not None:
        clocks.append(clock_of(Zone(None, claim.zone.offset, "").name))
    for wall in (candidate.start.astimezone(clock).replace(tzinfo=None) for clock in clocks):
        for span in claim.spans:
            midnight = wall - span[0]
            if midnight.time() != time() or not _is_its_day(claim, midnight.date(), candidate, anchor, asked):
                continue
            end = None if span[1] is None else candidate.start + (span[1] - span[0])
            if not (end and candidate.end and end != candidate.end):
                return replace(candidate, end=candidate.end or end)
    return None


def _is_its_day(claim: Claim, day: date, candidate: Candidate, anchor: Claim, asked: Asked) -> bool:
    if claim.group is anchor.group:
        return True
    if NextDay.AFTER in claim.group.day and day != candidate.wall.date() + timedelta(days=1):
        return False
    said = Day.of(claim.group.day)
    if said == Day():
        return True
    home = Zone(asked.zone, None, asked.zone)
    days = choices(said, asked.today(claim.zone), asked.today(home), asked.rules(claim.zone))
    return any(day in each for each in days)


def not_too_far(moment: datetime) -> datetime:
    """Return a moment unless its year is one that nobody plans for."""
    if not 2000 <= moment.year <= 2100:
        raise Refused(FAR_AWAY)
    return moment
