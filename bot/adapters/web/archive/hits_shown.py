"""A hit of a search as people see it: who, when, on which question, and some words around what was found."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.app.reading.searching.search import Hit
from bot.core.base.ids import time_of
from bot.core.record.transcript import Transcript
from bot.core.requests.searching import Query

AROUND = 90
"""How many characters are shown before and after what was found."""


class Plainly(Protocol):
    """Makes plain text of what somebody said."""

    def plain(self, record: Transcript, text: str) -> str:
        """Return it in one line."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit; `pieces` are plain text in turn beside and within what was found: every second one is a match."""

    hit: Hit
    at: datetime
    pieces: Sequence[str]
    link: str


def of(hit: Hit, query: Query, sheets: Plainly) -> Shown:
    """Return a hit as it is shown."""
    said = hit.entry.contribution
    text = unicodedata.normalize("NFC", sheets.plain(hit.record, said.text))
    return Shown(hit, time_of(said.id), _pieces(text, query.places(text)), hit.entry.link)


def data(shown: Shown) -> dict[str, object]:
    """Return a hit for programs. Ids are text: a script's numbers are not exact enough."""
    said = shown.hit.entry.contribution
    return {
        "session": shown.hit.listed.number,
        "question": shown.hit.question,
        "id": str(said.id),
        "author": said.author.name,
        "at": shown.at.isoformat(),
        "excerpt": "".join(shown.pieces),
        "url": shown.link,
    }


def _pieces(text: str, places: Sequence[tuple[int, int]]) -> list[str]:
    first = places[0][0] if places else 0
    start, end = max(0, first - AROUND), min(len(text), first + 2 * AROUND)
    pieces, reached = ["…" if start else ""], start
    for opening, closing in places:
        if closing <= end:
            pieces[-1] += text[reached:opening]
            pieces += [text[opening:closing], ""]
            reached = closing
    pieces[-1] += text[reached:end] + ("…" if end < len(text) else "")
    return pieces
