"""The lines that a language model worded: what each rests on, whether that still stands, and how people read it.

A line is kept without names: where one belongs stands the id of the message whose author it is. So whoever takes a
pseudonym, or is renamed, is called that in the line, too. Its words are kept outside the facts, since they come from
what members wrote: once a quote that it rests on is changed, deleted or no longer shown, the line is gone for good.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from bot.core.record.summary import Pointer, Quoted, Summary, pointer
from bot.core.text.cleaning import one_line

MARK = "◇"
"""Stands before every line that a model worded."""

_NAMED = re.compile(r"\{(\d+)\}")
_PLACED = re.compile(r"\{Q(\d+)\}")

LETTERS = {"fi": "K"}
"""The letter of a question where it is another than Q."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line for question `number`, or (None) the lead; `model` worded it.

    `rests` are the messages whose quotes it rests on, each with what tells the quote from another.
    """

    number: int | None
    text: str
    rests: Mapping[int, str]
    model: str

    @property
    def key(self) -> str:
        """What tells this line from every other; facts name it by that."""
        return hashlib.sha256(self.stored.encode()).hexdigest()[:16]

    @property
    def stored(self) -> str:
        """The line as text, for the store."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    def stands(self, summary: Summary) -> bool:
        """Return whether everything that it rests on is still quoted, word for word."""
        now = {
            quote.id: mark_of(quote)
            for section in summary.sections
            if self.number in (None, section.question.number)
            for quote in section.quotes
        }
        return all(now.get(message) == mark for message, mark in self.rests.items())

    def worded(self, summary: Summary) -> str:
        """Return the line with the names in it."""
        names = {quote.id: one_line(quote.entry.contribution.author.name) for quote in summary.quotes}
        letter = LETTERS.get(summary.head.language, "Q")
        text = _NAMED.sub(lambda found: names[int(found[1])], self.text)
        return _PLACED.sub(lambda found: f"{letter}{found[1]}", text)


def place_of(number: int) -> str:
    """Return a question as it stands in a line that is kept; people read it in their language."""
    return f"{{Q{number}}}"


def mark_of(quote: Quoted) -> str:
    """Return what tells a quote from one with other words."""
    return hashlib.sha256(quote.text.encode(errors="surrogatepass")).hexdigest()[:16]


def standing(lines: Iterable[Line], summary: Summary) -> tuple[Line, ...]:
    """Return the lines of which everything that they rest on is still quoted."""
    return tuple(line for line in lines if line.stands(summary))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line as hosts are shown it: with its names, and with who said what it rests on."""

    number: int | None
    key: str
    text: str
    rests: tuple[Pointer, ...]


def proposal_of(line: Line, summary: Summary) -> Proposal:
    """Return a line that stands as hosts are shown it."""
    rests = tuple(pointer(quote.entry) for quote in summary.quotes if quote.id in line.rests)
    return Proposal(line.number, line.key, line.worded(summary), rests)


def line_of(stored: Mapping[str, object]) -> Line:
    """Return a line from what was stored of it."""
    number, rests = stored["number"], stored["rests"]
    assert isinstance(number, int | None)
    assert isinstance(rests, dict)
    marks = {int(message): str(mark) for message, mark in rests.items()}
    return Line(number, str(stored["text"]), marks, str(stored["model"]))
