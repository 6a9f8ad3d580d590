"""The summary of a session: per question the answers that together say most of what was said, verbatim.

It is a pure function of the record. Every quote carries the entry it is from, so that every line can be linked to the
message it rests on. Nobody is ranked: people are listed by name, and what is counted is answers, not points. An answer
is what a reader would count as one: copies of it by the same person, and remarks that say nothing, are not.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain

from bot.core.base.contribution import Contribution
from bot.core.moderation.history import span
from bot.core.record.filing import When
from bot.core.record.quoting import GONE, Answer, Quote, Wanted
from bot.core.record.talk.remarks import words_in
from bot.core.record.transcript import AskedQuestion, Entry, Head
from bot.core.text.markers import MARKS, without_marker
from bot.core.text.own import hides, own_links
from bot.core.text.shorten import MARK


@dataclass(frozen=True, slots=True)
class Quoted:
    """A verbatim stretch of one answer; `whole` tells whether it is all of it.

    `shown` marks where it was cut. `leans_on` is the message that is quoted before it and on which it leans.
    """

    entry: Entry
    text: str
    cut_before: bool = False
    cut_after: bool = False
    leans_on: int | None = None

    @property
    def whole(self) -> bool:
        """Whether the quote is the whole answer."""
        return self.text == self.entry.contribution.text.strip()

    @property
    def shown(self) -> str:
        """The quote with a mark where its author said more."""
        return " ".join([*[MARK] * self.cut_before, self.text, *[MARK] * self.cut_after])

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
    def quotes(self) -> tuple[Quoted, ...]:
        """All quotes, question by question; each is of another answer."""
        return tuple(chain.from_iterable(section.quotes for section in self.sections))


SCRAP, BREATH = 3, span(timedelta(minutes=1))
"""Words of a scrap of talk; how far apart the scraps may be that are read as one."""


class Scraps:
    """Finds the scraps of which somebody makes one remark: each of a few words, within a minute of the one before."""

    def __init__(self) -> None:
        self._latest: dict[int, int] = {}

    def goes_on(self, said: Contribution) -> bool:
        """Take in a message; return whether it goes on with a remark of the same person."""
        before = self._latest.pop(said.author.id, None)
        if len(words_in(said.text)) > SCRAP:
            return False
        self._latest[said.author.id] = said.id
        return before is not None and said.id - before <= BREATH


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
        self._places: dict[int, int] = {}
        self._latest: dict[int, int] = {}
        self._featured: list[int] = []
        self._late = 0
        self._dropped: list[int] = []
        self._scraps = Scraps()

    def add_dropped(self, entry: Entry) -> None:
        """Take in an answer that is counted and not quoted; who answers it answers something that is not there."""
        self._dropped.append(entry.contribution.author.id)
        self._late += entry.filing.when is When.LATE

    def add(self, entry: Entry, target: int | None = None) -> None:
        """Take in one answer; `target` is the message that it answers, unless that is the question.

        Of an answer in scraps the one with most letters stands for all.
        """
        said = entry.contribution
        reply_to = None if target is None else self._places.get(target, GONE)
        answer = Answer(said.author.id, said.text, reply_to)
        if self._scraps.goes_on(said) and not entry.featured:
            place = self._latest[said.author.id]
            if len(said.text) > len(self._said[place].text) and place not in self._featured:
                self._ids[place], self._said[place] = said.id, replace(answer, reply_to=self._said[place].reply_to)
        else:
            place = len(self._ids)
            self._featured += [place] * entry.featured
            self._late += entry.filing.when is When.LATE
            self._ids.append(said.id)
            self._said.append(answer)
        self._places[said.id] = place
        self._latest[said.author.id] = place

    def repeat(self, message: int, first: int) -> None:
        """Take in that a message is a copy: who answers it answers the first one."""
        if first in self._places:
            self._places[message] = self._places[first]

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
            answers=len(self._ids) + len(self._dropped),
            people=len({*(answer.author for answer in self._said), *self._dropped}),
            late=self._late,
            quotes=tuple(
                self._quoted(quote, entry)
                for quote in quotes
                if (entry := there.get((self._ids[quote.answer], self._said[quote.answer].text)))
            ),
        )

    def _quoted(self, quote: Quote, entry: Entry) -> Quoted:
        text = entry.contribution.text
        return Quoted(
            entry,
            _quoted(text, quote),
            cut_before=bool(words_in(text[: quote.start])),
            cut_after=bool(words_in(text[quote.end :])),
            leans_on=None if quote.after is None else self._ids[quote.after],
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
        self._scraps = Scraps()
        self._talk = 0

    def add(self, entry: Entry) -> None:
        """Take in what somebody contributed: an answer, or talk with something in it."""
        said = entry.contribution
        self._names[said.author.id] = said.author.name
        self._talk += not entry.filing.is_answer
        for url in [*own_links(said.text), *([said.forwarded] if said.forwarded else [])]:
            known = self._links.get(url)
            if known is None or said.id < known.entry.contribution.id:
                self._links[url] = SharedLink(url, entry)

    def add_remark(self, entry: Entry) -> None:
        """Take in a remark that contributes nothing; a run of them by one person is one."""
        self._talk += not self._scraps.goes_on(entry.contribution)

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
