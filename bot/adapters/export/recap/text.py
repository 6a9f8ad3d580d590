"""The recap as plain text, to be read or read aloud."""

from collections.abc import Iterable, Iterator

from bot.adapters.export.recap.telling import Beside, Telling
from bot.core.base.words import Words
from bot.core.posts.recap import recap_words
from bot.core.posts.recap.post import ANSWERS
from bot.core.record.article.gist import Core
from bot.core.record.article.parts import Part, Unit
from bot.core.record.recap import Recap
from bot.core.record.summary import Quoted, SharedLink
from bot.core.text.cleaning import one_line
from bot.core.text.showing.plain import Plain, wrapped

WIDTH = 80


def text(recap: Recap, words: Words) -> str:
    """Return the recap as plain text."""
    return _Article(recap, words).written()


class _Article:
    def __init__(self, recap: Recap, words: Words) -> None:
        self._recap = recap
        self._words = words
        self._telling = Telling(recap, words)
        self._plain = Plain(self._telling.wording, hides=True)

    def written(self) -> str:
        blocks = [*self._head(), *self._gist(), *self._line()]
        for part in self._recap.parts:
            blocks += self._part(part)
        blocks += [*self._lists(), *self._links(self._recap.links), *self._end()]
        return "\n\n".join("\n".join(block) for block in blocks) + "\n"

    def _head(self) -> Iterator[list[str]]:
        recap, wording = self._recap, self._telling.wording
        title = self._plain.title(recap_words.title(recap, self._words))
        yield [title, "=" * len(title)]
        hosts = ", ".join(wording.host(host) for host in recap.head.hosts)
        yield [
            *wrapped(wording.times(recap.head), WIDTH),
            *(wrapped(f"{wording.hosts}: {hosts}", WIDTH) if hosts else []),
        ]
        if intro := self._telling.intro():
            yield list(self._plain.lines(intro, WIDTH))
        yield wrapped(one_line(recap_words.lead(recap, self._words)), WIDTH)
        if about := recap_words.about(recap, self._words):
            yield wrapped(about, WIDTH)

    def _gist(self) -> Iterator[list[str]]:
        parts = {part.number: part for part in self._recap.parts}
        rows: list[str] = []
        for core in self._telling.cores:
            lines = wrapped(f"{self._named(parts[core.number])}: {self._core(core)}", WIDTH - 2)
            rows += [f"{'  ' if place else '* '}{row}" for place, row in enumerate(lines)]
        if rows:
            yield [self._telling.gist, *rows]

    def _core(self, core: Core) -> str:
        said = []
        if core.said:
            about = self._telling.about(core.said)
            marks = f" ({', '.join(about)})" if about else ""
            said.append(f"{self._telling.quotation.format(words=core.text)} — {self._author(core.said)}{marks}")
        if core.meeting:
            one, other = self._author(core.meeting.first), self._author(core.meeting.second)
            said.append(self._telling.meeting(core, core.meeting).format(one=one, other=other))
        return "; ".join(said)

    def _author(self, quote: Quoted) -> str:
        return self._telling.wording.name(quote.entry.contribution.author)

    def _named(self, part: Part) -> str:
        """Return a question's number with its name, if it has one."""
        number, short = self._telling.number(part), part.question.short
        return f"{number} · {self._plain.title(short)}" if short else number

    def _line(self) -> Iterator[list[str]]:
        if quote := self._recap.line:
            yield [self._telling.line, *self._quote(quote, about=[self._telling.of_line(quote)])]

    def _part(self, part: Part) -> Iterator[list[str]]:
        name = self._named(part)
        readings = (self._telling.wording.reading(each) for each in part.question.readings)
        yield [
            name,
            "-" * len(name),
            *wrapped(self._plain.title(part.question.text), WIDTH),
            recap_words.figures(part.section, self._words),
            *(f"* {', '.join(filter(None, each))}" for each in readings),
        ]
        if part.headline:
            yield wrapped(one_line(recap_words.headline(part)), WIDTH)
        for unit in self._telling.units(part):
            yield self._unit(unit)
        elsewhere = [row for each in self._telling.elsewhere(part) for row in wrapped(_named(each), WIDTH - 2)]
        if elsewhere:
            yield [f"  {row}" for row in elsewhere]
        for quote in part.section.unanswered:
            yield [self._telling.left_open, *self._quote(quote, about=self._telling.about(quote))]
        yield from self._links(part.links)

    def _unit(self, unit: Unit) -> list[str]:
        label = recap_words.label(unit.form, self._words)
        rows = [f"  {label}"] if label else []
        for place, quote in enumerate(unit.quotes):
            rows += self._quote(quote, about=self._telling.about(quote), sign=f"{ANSWERS} " if place else "")
        return rows

    def _quote(self, quote: Quoted, *, about: list[str], sign: str = "") -> list[str]:
        marks = f" ({', '.join(filter(None, about))})" if any(about) else ""
        name = self._telling.wording.name(quote.entry.contribution.author)
        rows = [f"  {row}" for row in self._plain.lines(sign + quote.shown, WIDTH - 2)]
        rows.append(f"    — {name}{marks}")
        rows += [f"    {_named(each)}" for each in self._telling.beside(quote)]
        return rows

    def _links(self, links: Iterable[SharedLink]) -> Iterator[list[str]]:
        rows: list[str] = []
        for link in links:
            template, reason = self._telling.link_of(link)
            name = self._telling.wording.name(link.entry.contribution.author)
            rows += [f"  {link.url}", f"    {template.format(name=name)}"]
            rows += [f"    {row}" for row in wrapped(self._plain.title(reason), WIDTH - 4)] if reason else []
        if rows:
            yield [self._telling.links, *rows]

    def _lists(self) -> Iterator[list[str]]:
        for label, quotes in self._telling.lists():
            rows = [row for quote in quotes for row in self._quote(quote, about=[])]
            yield [label, *rows]

    def _end(self) -> Iterator[list[str]]:
        recap = self._recap
        if recap.people:
            yield [self._telling.thanks, *wrapped(recap_words.thanks(recap.people, self._words), WIDTH)]
        if told := self._telling.next:
            yield wrapped(f"{self._telling.next_chat}: {told}", WIDTH)
        if late := self._telling.late_until():
            yield wrapped(late, WIDTH)
        yield wrapped(self._telling.method(), WIDTH)


def _named(beside: Beside) -> str:
    return beside.label.format(names=", ".join(one_line(pointer.name) for pointer in beside.pointers))
