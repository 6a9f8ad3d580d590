"""What a recap has under one question: quotes and exchanges, and how the quotes of an exchange stand to one another."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from bot.core.record.summary import MOST_OTHERS, Quoted, Section, SharedLink
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

    def others(self, shown: Collection[int] = ()) -> tuple[tuple[Entry, ...], int]:
        """Return the answers that are neither quoted here, nor named beside what is, nor among these other messages.

        With them, how many more there are than are listed. Those come first that would be quoted if there were more
        room; what one person said stands together.
        """
        quotes = [quote for unit in self.units for quote in unit.quotes]
        beside = {each.message for quote in quotes for each in (*quote.near, *quote.taken_up)}
        beside.update(link.entry.contribution.id for link in self.links)
        known = beside.union(shown, (quote.id for quote in quotes))
        quoted = chain((quote.entry for quote in self.section.quotes), self.section.others)
        left = {entry.contribution.id: entry for entry in quoted}
        unlisted = max(0, self.section.unlisted - len(beside - left.keys()))
        others = [entry for message, entry in left.items() if message not in known]
        people: dict[int, list[Entry]] = {}
        for entry in others[:MOST_OTHERS]:
            people.setdefault(entry.contribution.author.id, []).append(entry)
        return tuple(chain.from_iterable(people.values())), len(others[MOST_OTHERS:]) + unlisted

    @property
    def number(self) -> int:
        """Its number."""
        return self.question.number
