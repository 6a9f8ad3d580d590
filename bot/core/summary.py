"""The summary of a session: per question the answers that together say most of what was said, verbatim.

It is a pure function of the record. Every quote carries the entry it is from, so that every line can be linked to the
message it rests on. Nobody is ranked: people are listed by name, and what is counted is answers, not points.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.core.filing import When
from bot.core.quotes import Answer, choose
from bot.core.transcript import AskedQuestion, Entry, Head

URL = re.compile(r"https?://[^\s<>()\[\]\"']+[^\s<>()\[\]\"'.,;:!?…]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A verbatim stretch of one answer; `whole` tells whether it is all of it."""

    entry: Entry
    text: str

    @property
    def whole(self) -> bool:
        """Whether the quote is the whole answer."""
        return self.text == self.entry.contribution.text.strip()


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


def summarise(
    head: Head,
    questions: Sequence[AskedQuestion],
    answers: Mapping[int, Sequence[Entry]],
    talk: Sequence[Entry],
    *,
    quotes: int,
) -> Summary:
    """Return the summary of a record: its answers by question number, and the talk that answers nothing.

    `quotes` is the largest number of quotes per question. Featured answers come first and are always quoted.
    """
    everything = sorted(chain(talk, *answers.values()), key=lambda entry: entry.contribution.id)
    names = {entry.contribution.author.id: entry.contribution.author.name for entry in everything}
    return Summary(
        head=head,
        sections=tuple(_section(q, answers.get(q.number, ()), head, quotes) for q in questions),
        people=tuple(sorted(names.values(), key=str.casefold)),
        links=_links(everything),
        talk=len(talk),
    )


def _section(question: AskedQuestion, entries: Sequence[Entry], head: Head, count: int) -> Section:
    about = f"{question.text} #{head.hashtag}" if head.hashtag else question.text  # neither is what anybody answered
    answers = [Answer(entry.contribution.author.id, entry.contribution.text) for entry in entries]
    featured = [place for place, entry in enumerate(entries) if entry.featured]
    chosen = choose(about, answers, count=max(count, len(featured)), language=head.language, first=featured)
    return Section(
        question=question,
        answers=len(entries),
        people=len({entry.contribution.author.id for entry in entries}),
        late=sum(entry.filing.when is When.LATE for entry in entries),
        quotes=tuple(Quoted(entries[q.answer], answers[q.answer].text[q.start : q.end]) for q in chosen),
    )


def _links(entries: Sequence[Entry]) -> tuple[SharedLink, ...]:
    first: dict[str, SharedLink] = {}
    for entry in entries:
        said = entry.contribution
        for url in [*URL.findall(said.text), *([said.forwarded] if said.forwarded else [])]:
            first.setdefault(url, SharedLink(url, entry))
    return tuple(first.values())
