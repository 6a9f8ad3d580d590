"""The recap as Markdown: an article that can be pasted where people read."""

from collections.abc import Iterable, Iterator

from bot.adapters.export.cleaning import linkable
from bot.adapters.export.markdown.text import MarkdownText, attached, escaped, line, linked
from bot.adapters.export.recap.telling import Beside, Telling
from bot.core.base.words import Words
from bot.core.posts.recap import recap_words
from bot.core.posts.recap.post import ANSWERS
from bot.core.record.article.gist import Core
from bot.core.record.article.parts import Part, Unit
from bot.core.record.recap import Recap
from bot.core.record.summary import Pointer, Quoted, SharedLink
from bot.core.record.transcript import ReadingLine
from bot.core.text.showing.plain import Plain


def markdown(recap: Recap, words: Words) -> str:
    """Return the recap as Markdown; every quote links to the message it is from."""
    return _Article(recap, words).written()


class _Article:
    def __init__(self, recap: Recap, words: Words) -> None:
        self._recap = recap
        self._words = words
        self._telling = Telling(recap, words)
        self._said = MarkdownText(self._telling.wording, hides=True)
        self._plain = Plain(self._telling.wording)

    def written(self) -> str:
        blocks = [*self._head(), *self._gist(), *self._line()]
        for part in self._recap.parts:
            blocks += self._part(part)
        blocks += [*self._lists(), *self._links(self._recap.links, f"## {self._telling.links}"), *self._end()]
        return "\n\n".join(blocks) + "\n"

    def _head(self) -> Iterator[str]:
        recap, wording = self._recap, self._telling.wording
        yield f"# {escaped(self._plain.title(recap_words.title(recap, self._words)))}"
        yield line(wording.times(recap.head))
        if recap.head.hosts:
            hosts = ", ".join(wording.host(host) for host in recap.head.hosts)
            yield f"{line(wording.hosts)}: {escaped(hosts)}"
        if recap.preview:
            yield f"[{line(self._telling.preview)}](<{recap.preview}>)"
        if intro := self._telling.intro():
            by = f"*{line(wording.author(recap.head.by))}*" if recap.head.by else ""
            yield attached("> ", "\n\n".join(filter(None, [self._said.message(intro), by])))
        yield f"**{self._lead()}**"
        if about := recap_words.about(recap, self._words):
            yield f"*{line(about)}*"

    def _lead(self) -> str:
        """Return the lead; where it names a question, with the link to that."""
        links = {part.number: part.question.link for part in self._recap.parts}
        said = line(recap_words.lead(self._recap, self._words))
        return self._telling.naming.sub(
            lambda found: f"[{found[0]}](<{link}>)" if (link := links.get(int(found[1]))) else found[0], said
        )

    def _gist(self) -> Iterator[str]:
        parts = {part.number: part for part in self._recap.parts}
        rows = (f"- **{self._link_to(parts[core.number])}**: {self._core(core)}" for core in self._telling.cores)
        if self._telling.cores:
            yield f"**{self._telling.gist}**"
            yield "\n".join(rows)

    def _link_to(self, part: Part) -> str:
        link = part.question.link
        return f"[{self._named(part)}](<{link}>)" if link else self._named(part)

    def _core(self, core: Core) -> str:
        said = []
        if core.said:
            said.append(f"{self._in_marks(core.text)} — {self._author(core.said)}{self._marks(core.said)}")
        if core.meeting:
            one, other = self._author(core.meeting.first), self._author(core.meeting.second)
            said.append(escaped(self._telling.meeting(core, core.meeting)).format(one=one, other=other))
        return "; ".join(said)

    def _in_marks(self, text: str) -> str:
        return escaped(self._telling.quotation).format(words=escaped(text))

    def _named(self, part: Part) -> str:
        """Return a question's number with its name, if it has one."""
        name = f" · {escaped(self._plain.title(part.question.short))}" if part.question.short else ""
        return f"{self._telling.number(part)}{name}"

    def _line(self) -> Iterator[str]:
        if quote := self._recap.line:
            yield f"**{self._telling.line}**"
            yield self._quote(quote, about=[self._telling.of_line(quote)])

    def _part(self, part: Part) -> Iterator[str]:
        yield f"## {self._named(part)}"
        yield f"*{escaped(self._plain.title(part.question.text))}*"
        figures = escaped(recap_words.figures(part.section, self._words))
        yield f"[{figures}](<{part.question.link}>)" if part.question.link else figures
        if part.question.readings:
            readings = "; ".join(map(self._reading, part.question.readings))
            yield f"{line(self._telling.wording.readings)}: {readings}"
        if part.headline:
            yield f"**{line(recap_words.headline(part))}**"
        for unit in self._telling.units(part):
            yield from self._unit(unit)
        elsewhere = [self._beside(each) for each in self._telling.elsewhere(part)]
        if elsewhere:
            yield "  \n".join(elsewhere)
        if part.section.unanswered:
            yield f"**{self._telling.left_open}**"
            for quote in part.section.unanswered:
                yield self._quote(quote, about=self._telling.about(quote))
        yield from self._links(part.links, f"**{self._telling.links}**")

    def _unit(self, unit: Unit) -> Iterator[str]:
        """Yield an exchange as one quotation, so that it visibly ends."""
        label = recap_words.label(unit.form, self._words)
        rows = [f"**{label}**"] if label else []
        for place, quote in enumerate(unit.quotes):
            rows.append(self._words_of(quote, sign=f"{ANSWERS} " if place else "", about=self._telling.about(quote)))
        yield attached("> ", "\n\n".join(rows))

    def _quote(self, quote: Quoted, *, about: list[str]) -> str:
        return attached("> ", self._words_of(quote, sign="", about=about))

    def _words_of(self, quote: Quoted, *, sign: str, about: list[str]) -> str:
        marks = f" ({escaped(', '.join(filter(None, about)))})" if any(about) else ""
        rows = [sign + self._said.message(quote.shown), f"— {self._author(quote)}{marks}"]
        rows += [self._beside(each) for each in self._telling.beside(quote)]
        return "\n\n".join(rows)

    def _beside(self, beside: Beside) -> str:
        names = ", ".join(map(_named, beside.pointers))
        return f"*{escaped(beside.label).format(names=names)}*"

    def _marks(self, quote: Quoted) -> str:
        about = self._telling.about(quote)
        return f" ({escaped(', '.join(about))})" if about else ""

    def _author(self, quote: Quoted) -> str:
        name = line(self._telling.wording.name(quote.entry.contribution.author))
        return f"[{name}](<{quote.entry.link}>)"

    def _reading(self, reading: ReadingLine) -> str:
        title, source = self._telling.wording.reading(reading)
        address = linkable(reading.url)
        shown = f"<{address}>" if address and not reading.title else linked(reading.url, escaped(title))
        return f"{shown}, {escaped(source)}" if source else shown

    def _links(self, links: Iterable[SharedLink], title: str) -> Iterator[str]:
        rows = [f"- <{link.url}> {self._shared(link)}" for link in links]
        if rows:
            yield title
            yield "\n".join(rows)

    def _shared(self, link: SharedLink) -> str:
        author = self._telling.wording.name(link.entry.contribution.author)
        entry = link.entry
        template, reason = self._telling.link_of(link)
        by = f"({escaped(template).format(name=f'[{line(author)}](<{entry.link}>)')})"
        return f"{by}: {self._in_marks(self._plain.title(reason))}" if reason else by

    def _lists(self) -> Iterator[str]:
        for label, quotes in self._telling.lists():
            yield f"## {label}"
            yield "\n".join(f"- {escaped(self._plain.title(quote.shown))} — {self._author(quote)}" for quote in quotes)

    def _end(self) -> Iterator[str]:
        recap = self._recap
        if recap.people:
            yield f"## {self._telling.thanks}"
            yield line(recap_words.thanks(recap.people, self._words))
        if told := self._telling.next:
            yield f"**{line(self._telling.next_chat)}**: {escaped(told)}"
        if late := self._telling.late_until():
            yield line(late)
        yield f"*{line(self._telling.method())}*"


def _named(pointer: Pointer) -> str:
    return f"[{line(pointer.name)}](<{pointer.link}>)" if pointer.link else line(pointer.name)
