"""The summary of a session: per question the answers that together say most of what was said, verbatim.

It is a pure function of the record. Every quote carries the entry it is from, so that every line can be linked to the
message it rests on. Nobody is ranked: people are listed by name, and what is counted is answers, not points.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.record.filing import When
from bot.core.record.quoting import Answer, Quote, Wanted
from bot.core.record.transcript import AskedQuestion, Entry, Head
from bot.core.text.markers import MARKS, without_marker
from bot.core.text.own import hides, own_links


@dataclass(frozen=True, slots=True)
class Quoted:
    """A verbatim stretch of one answer; `whole` tells whether it is all of it."""

    entry: Entry
    text: str

    @property
    def whole(self) -> bool:
        """Whether the quote is the whole answer."""
        return self.text == self.entry.contribution.text.strip()

    @property
    def hides(self) -> bool:
        """Whether a spoiler hides some of it: then it is not quoted where everybody reads it unasked."""
        return hides(self.text)


@dataclass(frozen=True, slots=True)
class Section:
    """What was said to one question: how many answers by how many people, how many of them late, and the quotes."""

    question: AskedQuestion
    answers: int
    people: int
    late: int
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class SharedLink:
    """A link that somebody shared, with the first message in which it stood."""

    url: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Summary:
    """A session in short. `people` took part, in the order of their names; `talk` counts what answered nothing."""

    head: Head
    sections: tuple[Section, ...]
    people: tuple[str, ...]
    links: tuple[SharedLink, ...]
    talk: int

    @property
    def digest(self) -> str:
        """What tells this summary from one that says something else."""
        said = [[quote.entry.contribution.id, quote.text] for section in self.sections for quote in section.quotes]
        figures = [[section.answers, section.people] for section in self.sections]
        return hashlib.sha256(json.dumps([said, figures, self.people], ensure_ascii=True).encode()).hexdigest()

    @property
    def answers(self) -> int:
        """How many answers there are; all of them were read for the quotes."""
        return sum(section.answers for section in self.sections)

    @property
    def quoted(self) -> int:
        """How many different answers are quoted."""
        return len({quote.entry.contribution.id for section in self.sections for quote in section.quotes})

    @property
    def quoted_people(self) -> int:
        """How many different people are quoted."""
        return len({quote.entry.contribution.author.id for section in self.sections for quote in section.quotes})


class AnswersTo:
    """What a summary needs to know of the answers to one question; they are handed over one by one and not held.

    `quotes` is the largest number of quotes; featured answers come first and are always quoted.
    """

    def __init__(self, question: AskedQuestion, head: Head, *, quotes: int) -> None:
        self._question = question
        self._head = head
        self._quotes = quotes
        self._ids: list[int] = []
        self._said: list[Answer] = []
        self._featured: list[int] = []
        self._late = 0

    def add(self, entry: Entry) -> None:
        """Take in one answer."""
        said = entry.contribution
        if entry.featured:
            self._featured.append(len(self._ids))
        self._ids.append(said.id)
        self._said.append(Answer(said.author.id, said.text))
        self._late += entry.filing.when is When.LATE

    def wanted(self) -> Wanted:
        """Return what quotes are wanted."""
        tag = f" #{self._head.hashtag}" if self._head.hashtag else ""
        return Wanted(
            question=self._question.text + tag,  # neither is what anybody answered
            answers=tuple(self._said),
            count=max(self._quotes, len(self._featured)),
            language=self._head.language,
            first=tuple(self._featured),
        )

    def ids(self, quotes: Sequence[Quote]) -> list[int]:
        """Return the ids of the messages that quotes are from."""
        return [self._ids[quote.answer] for quote in quotes]

    def section(self, quotes: Sequence[Quote], entries: Iterable[Entry]) -> Section:
        """Return the question's part of the summary, given the quotes and the entries that they are from.

        What was deleted or changed since it was handed over is not quoted.
        """
        there = {(entry.contribution.id, entry.contribution.text): entry for entry in entries}
        return Section(
            question=self._question,
            answers=len(self._ids),
            people=len({answer.author for answer in self._said}),
            late=self._late,
            quotes=tuple(
                Quoted(entry, _quoted(entry.contribution.text, quote))
                for quote in quotes
                if (entry := there.get((self._ids[quote.answer], self._said[quote.answer].text)))
            ),
        )


def _quoted(text: str, quote: Quote) -> str:
    """Return the words of a quote; a marker still stands in it where it is within marks that close further on."""
    words = text[quote.start : quote.end]
    return without_marker(words) if words.startswith(tuple(MARKS)) else words


class Summarising:
    """Makes a summary of a record that is handed over entry by entry."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._sections: list[Section] = []
        self._names: dict[int, str] = {}
        self._links: dict[str, SharedLink] = {}
        self._talk = 0

    def add(self, entry: Entry) -> None:
        """Take in anything that is in the record."""
        said = entry.contribution
        self._names[said.author.id] = said.author.name
        self._talk += not entry.filing.is_answer
        for url in [*own_links(said.text), *([said.forwarded] if said.forwarded else [])]:
            known = self._links.get(url)
            if known is None or said.id < known.entry.contribution.id:
                self._links[url] = SharedLink(url, entry)

    def add_section(self, section: Section) -> None:
        """Take in the next question's part."""
        self._sections.append(section)

    def summary(self) -> Summary:
        """Return the summary of what was taken in."""
        return Summary(
            head=self._head,
            sections=tuple(self._sections),
            people=tuple(sorted(self._names.values(), key=str.casefold)),
            links=tuple(sorted(self._links.values(), key=lambda link: link.entry.contribution.id)),
            talk=self._talk,
        )
