"""The recap: a session's summary as people read it, with what its hosts decided. Every form of it is made from this.

A pure function of the record. Nothing here words an opinion: what is not quoted is a figure, a name, a date, or a
sentence of the hosts' own. A section without content is absent.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from bot.core.record.article.gist import Core, gist_of, words_of_gist
from bot.core.record.article.length import PER_ARTICLE, within, words_of
from bot.core.record.article.parts import Form, Part, Unit, asks
from bot.core.record.filing import When
from bot.core.record.summary import Quoted, Section, SharedLink, Summary, excerpt
from bot.core.record.talk.leaning import disagrees
from bot.core.record.talk.remarks import is_question, language_of
from bot.core.record.transcript import Head
from bot.core.record.wording.lines import Line
from bot.core.session.recap_state import Mark, RecapState

FEW = 3
"""With fewer answers there is nothing to sum up: the recap says so and quotes what there is."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a text rests on, and how much of it is quoted there."""

    answers: int
    quoted: int
    people: int
    late: int = 0
    left_out: int = 0
    uncounted: int = 0


@dataclass(frozen=True, slots=True)
class Recap:
    """A recap. `lead` is the hosts' sentence, or a model's that they accepted ("": the figures speak).

    `line` is the line of the night; `models` are the language models that worded the lead or a headline.

    `is_chosen` says that a host chose that line; otherwise most people reacted to it. `links` were shared outside the
    questions, `people` answered, by name. `preview` is the link to the post that announced the chat; `late_until` is
    until when answers are taken; `next_said` is what hosts or the pack say of the next chat ("": nothing). `revision`
    counts what was published before.
    """

    head: Head
    lead: str
    parts: tuple[Part, ...]
    line: Quoted | None
    is_chosen: bool
    takeaways: tuple[Quoted, ...]
    next_steps: tuple[Quoted, ...]
    left_open: tuple[Quoted, ...]
    links: tuple[SharedLink, ...]
    people: tuple[str, ...]
    next_at: datetime | None
    summary: Summary
    preview: str | None = None
    late_until: datetime | None = None
    next_said: str = ""
    revision: int = 0
    lead_by_model: bool = False
    models: tuple[str, ...] = ()

    @property
    def is_short(self) -> bool:
        """Whether too little was said to sum it up."""
        return self.summary.answers < FEW

    @property
    def gist(self) -> tuple[Core, ...]:
        """The chat in a few lines; none where too little was said, or where they would stand for one question only."""
        found = () if self.is_short else gist_of(self.parts, self.head.language)
        return found if len(found) > 1 else ()

    @property
    def late(self) -> int:
        """How many answers came after the close."""
        return sum(part.section.late for part in self.parts)

    @property
    def quotes(self) -> tuple[Quoted, ...]:
        """Everything that is quoted, each message once."""
        shown = chain(
            [self.line] if self.line else [],
            chain.from_iterable(unit.quotes for part in self.parts for unit in part.units),
            *(part.section.unanswered for part in self.parts),
            self.takeaways,
            self.next_steps,
            self.left_open,
        )
        return tuple({quote.id: quote for quote in shown}.values())

    @property
    def shown(self) -> frozenset[int]:
        """The messages whose words it shows: what it quotes, and what its links are from."""
        links = chain(self.links, *(part.links for part in self.parts))
        return frozenset([*(quote.id for quote in self.quotes), *(link.entry.contribution.id for link in links)])

    def coverage(self, quotes: Iterable[Quoted]) -> Coverage:
        """Return what a text rests on that shows these quotes."""
        authors = {quote.id: quote.entry.contribution.author.id for quote in quotes}
        summary = self.summary
        return Coverage(
            summary.answers, len(authors), len(set(authors.values())), self.late, summary.left_out, summary.remarks
        )


def recap_of(
    summary: Summary,
    state: RecapState,
    next_at: datetime | None = None,
    *,
    preview: str | None = None,
    late_until: datetime | None = None,
    next_said: str = "",
    lines: Iterable[Line] = (),
) -> Recap:
    """Return the recap of a session, given what its hosts decided about it, and when the next chat begins.

    Of a model's `lines` those are shown that a host accepted and that rest on what is shown.
    """
    used = {line.number: line for line in lines if state.used.get(line.number) == line.key and line.stands(summary)}
    marked = {mark: tuple(_marked(summary, state.marks, mark)) for mark in Mark}
    chosen = next(iter(marked[Mark.LINE]), None)
    line = chosen or (summary.liked if summary.liked and summary.liked.id not in state.dropped else None)
    parts = tuple(_part(section, summary, state, line, used) for section in summary.sections)
    known = _readings(summary.sections) | {link.url for part in parts for link in part.links}
    unanswered = chain.from_iterable(part.section.unanswered for part in parts)
    left_open = {quote.id: quote for quote in [*marked[Mark.OPEN_QUESTION], *unanswered]}
    recap = Recap(
        head=summary.head,
        lead=used[None].worded(summary) if None in used else state.lead,
        parts=parts,
        line=line,
        is_chosen=chosen is not None,
        takeaways=marked[Mark.TAKEAWAY],
        next_steps=marked[Mark.NEXT_STEP],
        left_open=tuple(left_open.values()),
        links=tuple(link for link in summary.links if link.url not in known),
        people=summary.people,
        next_at=next_at,
        summary=summary,
        preview=preview,
        late_until=late_until,
        next_said=state.next or next_said,
        revision=state.revision,
        lead_by_model=None in used,
        models=tuple(sorted({line.model for line in used.values()})),
    )
    around, language = _words_around(recap), summary.head.language
    stay = {core.quote.id for core in gist_of(parts, language) if core.quote}
    kept = within(parts, around + words_of_gist(parts, language), summary.answers, stay=stay)
    recap = replace(recap, parts=kept)
    shown = {quote.id for quote in recap.quotes}
    resting = [line for line in used.values() if line.rests.keys() <= shown]
    if len(resting) == len(used):
        return recap
    return recap_of(summary, state, next_at, preview=preview, late_until=late_until, next_said=next_said, lines=resting)


NAMES = 50
"""How many of the people who are thanked count as words to read; a longer list is looked through for one's own."""


def _words_around(recap: Recap) -> int:
    """Return how many words a recap takes beside its questions."""
    head = recap.head
    hosts = (f"{host.name} {host.role} {host.handle} {host.organisation}" for host in head.hosts)
    reasons = (f"- url shared by {link.entry.contribution.author.name} {link.reason}" for link in recap.links)
    texts = [head.title, intro_of(head), recap.lead, recap.next_said, *hosts, *recap.people[:NAMES], *reasons]
    quotes = [*([recap.line] if recap.line else []), *recap.takeaways, *recap.next_steps, *recap.left_open]
    return PER_ARTICLE + sum(len(text.split()) for text in texts) + words_of(quotes)


def intro_of(head: Head) -> str:
    """Return what a chat was about: the first paragraph of its introduction."""
    return (head.intro or "").strip().partition("\n")[0]


def _marked(summary: Summary, marks: Mapping[int, Mark], mark: Mark) -> Iterator[Quoted]:
    """Yield what hosts gave a mark, in the order in which it was said."""
    for message in sorted(message for message, given in marks.items() if given is mark):
        entry = summary.marked.get(message)
        if entry is not None and (quote := excerpt(entry)) is not None:
            yield quote


def _part(
    section: Section, summary: Summary, state: RecapState, line: Quoted | None, used: Mapping[int | None, Line]
) -> Part:
    number = section.question.number
    units = list(_units(section.quotes, summary.head.language))
    if line is not None:  # it is quoted at the top
        others = [unit for unit in units if unit.form is not Form.ALONE or unit.quotes[0].id != line.id]
        units = others or units
    known = _readings(summary.sections)
    links = (link for link in summary.links if link.entry.filing.is_answer and link.entry.filing.question == number)
    return Part(
        section,
        used[number].worded(summary) if number in used else state.headlines.get(number, ""),
        tuple(units),
        tuple(link for link in links if link.url not in known),
        by_model=number in used,
    )


def _readings(sections: Iterable[Section]) -> set[str | None]:
    """Return the addresses of what the pack recommends: they stand with their questions anyway."""
    return {reading.url for section in sections for reading in section.question.readings}


def _units(quotes: Iterable[Quoted], language: str) -> Iterator[Unit]:
    """Yield the quotes of a question, those that lean on one another together."""
    unit: list[Quoted] = []
    for quote in quotes:
        if quote.leans_on is None and unit:
            yield Unit(_form(unit, language), tuple(unit))
            unit = []
        unit.append(quote)
    if unit:
        yield Unit(_form(unit, language), tuple(unit))


def _form(quotes: list[Quoted], language: str) -> Form:
    """Return how quotes stand to one another; that two views differ is said before anything else."""
    by_id = {quote.id: quote for quote in quotes}
    forms = {_between(by_id[q.leans_on], q, language) for q in quotes if q.leans_on in by_id}
    first = [form for form in (Form.DIFFERED, Form.ANSWERED, Form.SECOND_THOUGHT, Form.REPLIED) if form in forms]
    return next(iter(first), Form.ALONE)


def _between(parent: Quoted, reply: Quoted, language: str) -> Form:
    asked, said = parent.entry.contribution, reply.entry.contribution
    if asked.author.id == said.author.id:
        return Form.SECOND_THOUGHT
    if is_question(asked.text):
        return Form.ANSWERED
    if disagrees(said.text, language_of(said.text, language)):
        return Form.DIFFERED
    return Form.ANSWERED if asks(parent) else Form.REPLIED


def is_late(quote: Quoted) -> bool:
    """Return whether a quote is from a late answer."""
    return quote.entry.filing.when is When.LATE
