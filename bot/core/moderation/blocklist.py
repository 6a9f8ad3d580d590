"""The server's own words and domains, found in any inflection and under any disguise (see `inflection`, `looks`)."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.core.moderation.inflection import Inflections
from bot.core.moderation.links import Link
from bot.core.moderation.looks import fold, spellings
from bot.core.moderation.said import Said

_NONE: frozenset[str] = frozenset()


class Listed:
    """A list made ready to be searched for. Entries that say nothing ("", "*") are passed over."""

    def __init__(self, words: Iterable[str], domains: Iterable[str]) -> None:
        entries = [tuple(part for part in fold(entry).split() if part.strip("*")) for entry in words]
        self._entries = [entry for entry in entries if entry]
        parts = sorted({part for entry in self._entries for part in entry})
        self._open = tuple(part for part in parts if "*" in part)
        self._inflections = Inflections((part, part) for part in parts if "*" not in part)
        self._domains = tuple(filter(None, (fold(domain).strip(" ./*").removeprefix("www.") for domain in domains)))
        self._parts = lru_cache(maxsize=16_384)(self._parts_met_by)

    def words_in(self, said: Said) -> Iterator[str]:
        """Yield the listed words and phrases of a contribution as they were typed."""
        if not self._entries:
            return
        met = [self._parts(token) for token in said.tokens]
        for place, parts in enumerate(met):
            if parts and (length := max(map(len, self._entries_at(met, place)), default=0)):
                yield said.at_tokens(place, place + length)

    def links_in(self, said: Said) -> Iterator[Link]:
        """Yield the links of a contribution that lead to a listed domain or below one."""
        return (link for link in said.links if any(link.is_under(domain) for domain in self._domains))

    def _entries_at(self, met: list[frozenset[str]], place: int) -> Iterator[tuple[str, ...]]:
        for entry in self._entries:
            here = met[place : place + len(entry)]
            if len(here) == len(entry) and all(part in parts for part, parts in zip(entry, here, strict=True)):
                yield entry

    def _parts_met_by(self, token: str) -> frozenset[str]:
        found = set()
        for word in spellings(token):
            if part := self._inflections.find(word):
                found.add(part)
            found.update(part for part in self._open if _is_open_to(part, word))
        return frozenset(found) or _NONE


def _is_open_to(part: str, word: str) -> bool:
    """Tell whether a word begins, ends or goes on as an entry such as `word*`, `*word` or `*word*` says."""
    bare = part.strip("*")
    if part.endswith("*"):
        return bare in word if part.startswith("*") else word.startswith(bare)
    return word.endswith(bare)
