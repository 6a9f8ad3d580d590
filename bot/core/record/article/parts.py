"""What a recap has under one question: quotes and exchanges, and how the quotes of an exchange stand to one another."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from bot.core.record.summary import Quoted, Section, SharedLink
from bot.core.record.talk.remarks import asks_openly, is_question
from bot.core.record.transcript import AskedQuestion, Entry


class Form(StrEnum):
    """How the quotes of a unit stand to one another; `ALONE` is a single one."""

    ALONE = "alone"
    REPLIED = "replied"
    DIFFERED = "differed"
    SECOND_THOUGHT = "second thought"
    ANSWERED = "answered"


def asks(quote: Quoted) -> bool:
    """Return whether a quote asks something: all that its author said, or what is shown of it at its end."""
    return is_question(quote.entry.contribution.text) or asks_openly(quote.text)


@dataclass(frozen=True, slots=True)
class Unit:
    """A quote, or an exchange: each further quote answers the one that it leans on."""

    form: Form
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What was said to one question, with the line on it ("": none) and the links that were shared under it.

    The line is the hosts' own, or (`by_model`) a language model's that a host accepted.
    """

    section: Section
    headline: str
    units: tuple[Unit, ...]
    links: tuple[SharedLink, ...]
    by_model: bool = False

    @property
    def question(self) -> AskedQuestion:
        """The question."""
        return self.section.question

    @property
    def as_said(self) -> tuple[Unit, ...]:
        """The quotes and exchanges in the order in which they were said, after those that hosts featured."""

        def when(unit: Unit) -> tuple[bool, int]:
            return not any(quote.entry.featured for quote in unit.quotes), unit.quotes[0].id

        return tuple(sorted(self.units, key=when))

    def others(self, shown: Collection[int] = ()) -> tuple[Entry, ...]:
        """Return an answer of each person who is quoted neither here nor in these other messages, earliest first.

        Those come first who would be quoted if there were more room.
        """
        quoted = chain.from_iterable(unit.quotes for unit in self.units)
        here = {quote.id: quote.entry.contribution.author.id for quote in quoted}
        known = {
            quote.entry.contribution.author.id for quote in self.section.quotes if quote.id in here or quote.id in shown
        }
        entries = chain((quote.entry for quote in self.section.quotes), self.section.others)
        found: dict[int, Entry] = {}
        for entry in entries:
            if entry.contribution.author.id not in known:
                found.setdefault(entry.contribution.author.id, entry)
        return tuple(found.values())

    @property
    def number(self) -> int:
        """Its number."""
        return self.question.number
