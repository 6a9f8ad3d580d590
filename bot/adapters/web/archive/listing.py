"""The list of sessions: what is to come, and the others by year, host, language and pack."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlencode

from bot.app.reading.archive import Seen
from bot.core.base.phase import TO_COME

MOST_VALUES = 12
"""How many values of a facet are offered."""

FACETS: Mapping[str, Callable[[Seen], Sequence[str]]] = {
    "year": lambda seen: [str(at.year)] if (at := seen.listed.opened_at or seen.listed.opens_at) else [],
    "host": lambda seen: seen.listed.hosts,
    "language": lambda seen: [seen.listed.language],
    "pack": lambda seen: [seen.listed.title],
}
"""By what sessions can be chosen: the values that each has."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: how many sessions have it, and where the list of those is; nothing if it is chosen."""

    name: str
    count: int
    link: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What is shown: what is to come, soonest first, the sessions that fit what was chosen, and what can be chosen."""

    to_come: Sequence[Seen]
    fitting: Sequence[Seen]
    chosen: Mapping[str, str]
    facets: Mapping[str, Sequence[Value]]

    @property
    def query(self) -> str:
        """What was chosen, as part of an address."""
        return urlencode(self.chosen)


def listing_of(seen: Sequence[Seen], asked: Mapping[str, str]) -> Listing:
    """Return the list for what is asked: values of facets."""
    chosen = {facet: asked[facet] for facet in FACETS if asked.get(facet)}
    to_come = [each for each in seen if each.listed.phase in TO_COME]
    to_come.sort(key=lambda each: (each.listed.opens_at is None, each.listed.opens_at or 0, each.number))
    others = [each for each in seen if each.listed.phase not in TO_COME]
    return Listing(
        to_come=[] if chosen else to_come,
        fitting=_fitting(others, chosen),
        chosen=chosen,
        facets={facet: values for facet in FACETS if (values := _values(others, facet, chosen))},
    )


def _fitting(seen: Sequence[Seen], chosen: Mapping[str, str]) -> Sequence[Seen]:
    for facet, value in chosen.items():
        seen = [each for each in seen if value in FACETS[facet](each)]
    return seen


def _values(seen: Sequence[Seen], facet: str, chosen: Mapping[str, str]) -> list[Value]:
    """Return the values of a facet among the sessions that fit everything else; nothing where there is no choice."""
    others = {other: value for other, value in chosen.items() if other != facet}
    counts = Counter(chain.from_iterable(dict.fromkeys(FACETS[facet](each)) for each in _fitting(seen, others)))
    counts.pop("", None)
    if len(counts) < 2 and facet not in chosen:
        return []
    most = dict(counts.most_common(MOST_VALUES))
    return [
        Value(name, most[name], "" if chosen.get(facet) == name else f"/sessions?{urlencode({**others, facet: name})}")
        for name in sorted(most, reverse=facet == "year")
    ]
