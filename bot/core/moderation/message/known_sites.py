"""Names that people trust, and which other names pass for them. What names those are comes from a file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bot.core.moderation.message.forms import fold
from bot.core.moderation.message.links import registered

SLIPS, NEAR, FAR = 6, 7, 10
"""Letters of a name from which on a slip makes a look-alike: two letters swapped, one doubled, or one that looks like
another; any one letter more, less or other; and two of them. Short names that differ are mostly names of their own."""

_LOOKS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_DIGITS = str.maketrans("013457", "oleast")
_SAME = str.maketrans("jluqmce", "iivgncc")
"""Letters that look alike, made one."""
_COUNTED = "0123456789"


@dataclass(frozen=True, slots=True)
class SiteNames:
    """Names with their own sites, what they are joined with to catch people, and what only looks like one.

    `endings` are those of names that frauds buy by the hundred; `programs` of files that do something when opened.
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bait: frozenset[str] = frozenset()
    honest: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    programs: frozenset[str] = frozenset()


class KnownSites:
    """The names of several files together, made ready to be looked for."""

    def __init__(self, files: Iterable[SiteNames] = ()) -> None:
        files = list(files)
        self._names = {name: sites for each in files for name, sites in each.names.items()}
        self._sites = frozenset(site for sites in self._names.values() for site in sites)
        self._bait = frozenset[str]().union(*(each.bait for each in files))
        self._honest = frozenset[str]().union(*(each.honest for each in files))
        self._endings = frozenset[str]().union(*(each.endings for each in files))
        self._programs = frozenset[str]().union(*(each.programs for each in files))
        within = "|".join(map(re.escape, sorted(self._sites)))
        self._within = re.compile(rf"(?:^|\.)({within})\." if within else "(?!)")
        self.is_odd = lru_cache(maxsize=4_096)(self._is_odd)
        """Whether the name of a host is like those of frauds: "claim-now.example", or any with an ending that is cheap.

        This alone says nothing: it is a sign beside what words say.
        """
        self.pretended = lru_cache(maxsize=4_096)(self._pretended)
        """Which known site the name of another resembles, or stands in; None as a rule."""

    def knows(self, host: str) -> bool:
        """Tell whether this is the site of a known name."""
        return registered(host) in self._sites

    def is_program(self, name: str) -> bool:
        """Tell whether a file of this name does something when it is opened."""
        stem, dot, ending = name.rpartition(".")
        return bool(dot and stem) and ending in self._programs

    def _is_odd(self, host: str) -> bool:
        if self.knows(host):
            return False
        *labels, ending = registered(host).split(".")
        parts = [part.strip(_COUNTED) for label in labels for part in label.split("-")]
        return ending in self._endings or (len(parts) > 1 and not self._bait.isdisjoint(parts))

    def _pretended(self, host: str) -> str | None:
        if found := self._within.search(host):
            return found[1]
        *labels, ending = host.split(".")
        is_cheap = ending in self._endings
        for label in labels:
            shown = _shown(label)
            for name, sites in self._names.items():
                if self._resembles(shown, name) or (shown != label and shown == name):
                    return sites[0]
                if is_cheap and len(name) >= SLIPS and shown.startswith(name) and shown not in self._honest:
                    return sites[0]
        return None

    def _resembles(self, label: str, name: str) -> bool:
        """Tell whether a part of a host's name passes for a known name, but is not that name alone."""
        if label == name or label in self._honest:
            return False
        parts = label.split("-")
        is_bait = not self._bait.isdisjoint(part.strip(_COUNTED) for part in parts)
        if name in parts and is_bait:
            return True
        bare = "".join(parts)
        if any(bare in (name + bait, bait + name) for bait in self._bait if len(bait) + len(name) == len(bare)):
            return True
        return any(_passes_for(part, name, alone=is_bait or part == bare) for part in {bare, *parts} - self._honest)


def _shown(label: str) -> str:
    """Return a part of a host's name as people see it: of punycode the letters that it stands for, or look like."""
    try:
        return fold(label[4:].encode().decode("punycode")) if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _passes_for(part: str, name: str, *, alone: bool) -> bool:
    """Tell whether a part of a label passes for a name; beside honest words only a slip does."""
    if part == name:
        return False
    looks = part.translate(_DIGITS)
    for seen, taken in _LOOKS:
        looks = looks.replace(seen, taken)
    if looks == name:
        return True
    most = 2 if len(name) >= FAR else 1 if len(name) >= SLIPS else 0
    if abs(len(part) - len(name)) > most or _distance(part, name, most) > most:
        return False
    return (alone and len(name) >= NEAR) or _is_slip(part, name)


def _is_slip(part: str, name: str) -> bool:
    """Tell whether two words have the same letters in another order, or once more, or ones that look alike."""
    one, other = (word.translate(_SAME) for word in (part, name))
    return one == other or set(one) == set(other)


def _distance(one: str, other: str, most: int) -> int:
    """Return how many letters were added, left out, changed or swapped with their neighbour; `most` + 1 if more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        last, before, row = before, row, [place]
        for at, there in enumerate(other, 1):
            cost = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != there))
            if place > 1 and at > 1 and letter == other[at - 2] and one[place - 2] == there:
                cost = min(cost, last[at - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
