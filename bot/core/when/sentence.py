"""Which pieces of a time expression belong together: each time of day with its zones and its day.

"Thu, Oct 8 — 6:30pm ET / 3:30pm PT" has two groups; the day was written once, before both. Pieces are added one by one,
and a sentence that cannot be continued with a piece says so at once, so that the word at fault can be named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.core.when import time_words
from bot.core.when.clock_times import Clock, Part, Until
from bot.core.when.dates import DAY_PIECES, Date, MonthDay, NextDay, NthWeekday, Shift, Weekday, Weeks, Which, Year
from bot.core.when.pieces import Piece
from bot.core.when.spans import Lasts, Later, Stamp
from bot.core.when.zones.zone import Zone

MOST_GROUPS = 8

ALONE = (Date, MonthDay, NthWeekday)
WITHOUT: dict[type[Piece], tuple[type[Piece], ...]] = {
    Date: (Which, MonthDay, NthWeekday, Weeks),
    MonthDay: (Which, Date, NthWeekday, Weeks, Shift),
    NthWeekday: (Which, Date, MonthDay, Weeks, Shift, Weekday),
    Which: (*ALONE, Shift, Weeks),
    Weeks: (*ALONE, Which),
    NextDay: (*ALONE, Which, Weeks, Shift),
}
"""Pieces that never say together which day is meant."""


@dataclass(frozen=True, slots=True)
class Mark(Piece):
    """A comma, slash, bracket or dash between the pieces."""

    word: str

    @property
    def is_dash(self) -> bool:
        """Whether this is a dash that is not the middle of a range."""
        return self.word in time_words.DASHES


@dataclass(frozen=True, slots=True)
class Group:
    """A time of day or a range, and the zones, the part of the day and the day that were written with it.

    `leading` where the day was written before the time, `following` where some of it was written after; `aside` where
    all stands in brackets, `dashed` after a dash.
    """

    clocks: tuple[Clock, ...]
    until: Until | None = None
    zones: tuple[Zone, ...] = ()
    day: tuple[Piece, ...] = ()
    end_day: tuple[Piece, ...] = ()
    part: Part | None = None
    leading: bool = False
    following: bool = False
    aside: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was read so far. `waiting` are pieces that belong to the next time of day, or at the end to the last.

    `trailing` is a day that was written after several times of day.
    """

    groups: tuple[Group, ...] = ()
    waiting: tuple[Piece, ...] = ()
    trailing: tuple[Piece, ...] = ()
    instants: tuple[Later | Stamp, ...] = ()
    lasts: Lasts | None = None
    until: Until | None = None
    mark: Mark | None = None
    aside: bool = False
    dashed: bool = False

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The zones that are named beside an instant or alone."""
        return tuple(piece for piece in self.waiting if isinstance(piece, Zone))

    def with_piece(self, piece: Piece) -> "Sentence | None":
        """Return the sentence with one more piece, or None where that makes no sense."""
        match piece:
            case Mark():
                return self._marked(piece)
            case Clock():
                return self._timed(piece)
            case Until():
                return self._ranged(piece)
            case Later() | Stamp():
                return self._pinned(piece)
            case Lasts():
                return replace(self, lasts=piece) if self.groups and not self.lasts and not self.until else None
            case _:
                return self._described(piece)

    def _marked(self, mark: Mark) -> "Sentence | None":
        if self.until and mark.word == ",":
            return self
        if mark.is_dash:
            if self.until or not (self.groups or self.waiting):
                return None
            return replace(self, mark=mark, dashed=bool(self.groups))
        if mark.word in ")]" and self.groups and self.aside:
            closed = self._settled()
            return closed and replace(closed, mark=mark, aside=False)
        if self.until:
            return None
        return replace(self, mark=mark, aside=mark.word in "([" or (self.aside and mark.word not in ")]"))

    def _timed(self, clock: Clock) -> "Sentence | None":
        if self.instants:
            return None
        if self.until:
            return self._ended(clock)
        zones, rest = _split(self.waiting)
        groups = self.groups
        if groups:
            if (
                len(groups) == MOST_GROUPS
                or not (self.mark or groups[-1].zones)
                or (self.dashed and not groups[-1].zones)
            ):
                return None
            if zones and not groups[-1].zones:
                groups = (*groups[:-1], replace(groups[-1], zones=zones))
                zones = ()
        days = tuple(piece for piece in rest if not isinstance(piece, Part))
        part = next((piece for piece in rest if isinstance(piece, Part)), None)
        group = Group(
            (clock,), zones=zones, day=days, part=part, leading=bool(days), aside=self.aside, dashed=self.dashed
        )
        return replace(self, groups=(*groups, group), waiting=(), mark=None, dashed=False)

    def _ended(self, clock: Clock) -> "Sentence | None":
        """Return the sentence with the second end of a range."""
        last, (zones, rest) = self.groups[-1], _split(self.waiting)
        if zones or any(isinstance(piece, Part) for piece in rest) or (rest and not last.day):
            return None
        last = replace(last, clocks=(*last.clocks, clock), until=self.until, end_day=rest)
        return replace(self, groups=(*self.groups[:-1], last), waiting=(), until=None, mark=None)

    def _ranged(self, until: Until) -> "Sentence | None":
        if not self.groups and len(self.instants) == 1 and isinstance(self.instants[0], Stamp) and not self.until:
            return replace(self, until=until)
        if not self.groups or self.until or self.waiting or (self.mark and self.mark.word not in ")]"):
            return None
        if self.groups[-1].following or len(self.groups[-1].clocks) == 2:
            return None
        return replace(self, until=until)

    def _pinned(self, instant: Later | Stamp) -> "Sentence | None":
        if self.groups or _split(self.waiting)[1] or len(self.instants) == 2:
            return None
        if self.instants and not (isinstance(instant, Stamp) and isinstance(self.instants[0], Stamp)):
            return None
        if self.instants and not (self.until or self.mark):
            return None
        return replace(self, instants=(*self.instants, instant), mark=None)

    def _described(self, piece: Piece) -> "Sentence | None":
        """Return the sentence with a zone, a part of the day, or a piece of a day."""
        if self.instants:
            return replace(self, waiting=(*self.waiting, piece)) if isinstance(piece, Zone) else None
        if isinstance(piece, Year) and not (self.groups or any(isinstance(each, Date) for each in self.waiting)):
            return None
        if self.groups and not (self.mark or self.until) and (joined := _joined(self.groups[-1], piece)):
            return replace(self, groups=(*self.groups[:-1], joined))
        return replace(self, waiting=(*self.waiting, piece)) if _fits(self.waiting, piece) else None

    def _settled(self) -> "Sentence | None":
        """Return the sentence with what waits added to the last time of day."""
        last = self.groups[-1]
        for piece in self.waiting:
            joined = _joined(last, piece)
            if not joined:
                return None
            last = joined
        return replace(self, groups=(*self.groups[:-1], last), waiting=())

    def whole(self) -> "Sentence | None":
        """Return the finished sentence, or None where a part of it is missing."""
        if (self.until and len(self.instants) < 2) or (self.dashed and not self.waiting):
            return None
        if (self.mark and self.mark.is_dash and not self.waiting) or not _agrees_on_dashes(self.groups):
            return None
        return self._with_the_rest() if self.groups else self

    def _with_the_rest(self) -> "Sentence | None":
        """Return the sentence with what was written after its last time of day.

        A day after several times is shared by all, as is a zone after a bracket: "8pm ET / 5pm PT, Thursday",
        "8pm (20:00) ET".
        """
        zones, others = _split(self.waiting)
        groups, last = self.groups, self.groups[-1]
        if zones and last.aside and not any(group.zones for group in groups):
            groups = tuple(replace(group, zones=zones) for group in groups)
            zones = ()
        days = tuple(piece for piece in others if isinstance(piece, DAY_PIECES))
        if last.following and not (last.leading or last.aside or days):
            days = last.day
            groups = (*groups[:-1], replace(groups[-1], day=()))
        parts = tuple(piece for piece in others if isinstance(piece, Part))
        if len(groups) > 1 and days and NextDay.AFTER not in days and not any(group.day for group in groups):
            settled = replace(self, groups=groups, waiting=(*zones, *parts))._settled()
            return settled and replace(settled, trailing=days)
        return replace(self, groups=groups, waiting=(*zones, *parts, *days))._settled()


def _split(pieces: Iterable[Piece]) -> tuple[tuple[Zone, ...], tuple[Piece, ...]]:
    pieces = tuple(pieces)
    zones = tuple(piece for piece in pieces if isinstance(piece, Zone))
    return zones, tuple(piece for piece in pieces if not isinstance(piece, Zone))


def _joined(group: Group, piece: Piece) -> Group | None:
    """Return a time of day with one more thing that was said of it."""
    if isinstance(piece, Zone):
        return replace(group, zones=(*group.zones, piece)) if len(group.zones) < 3 else None
    if isinstance(piece, Part):
        return None if group.part else replace(group, part=piece)
    return replace(group, day=(*group.day, piece), following=True) if _fits(group.day, piece) else None


def _fits(pieces: Sequence[Piece], piece: Piece) -> bool:
    kind = type(piece)
    if kind is Zone:
        return len(_split(pieces)[0]) < 3
    kinds = [type(each) for each in pieces]
    return kind not in kinds and not any(
        other in WITHOUT.get(kind, ()) or kind in WITHOUT.get(other, ()) for other in kinds
    )


def _agrees_on_dashes(groups: Sequence[Group]) -> bool:
    """Whether each dash between two times stands between two zones; else it would be the dash of a range."""
    for before, group in pairwise(groups):
        here, there = ({zone.name for zone in each.zones} for each in (before, group))
        if group.dashed and (not there or here & there):
            return False
    return True
