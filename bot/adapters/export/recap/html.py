"""The recap as a page, of one family with the transcript: no script, nothing fetched, one escaper."""

from collections.abc import Iterable

from bot.adapters.export.html import frame
from bot.adapters.export.html.markup import HtmlMarkup, anchor, escaped, line, time
from bot.adapters.export.html.pictures import Gallery, Voice
from bot.adapters.export.recap.telling import Beside, Telling
from bot.core.base.words import Words
from bot.core.posts.recap import recap_words
from bot.core.posts.recap.post import ANSWERS
from bot.core.record.article.gist import Core
from bot.core.record.article.parts import Part, Unit
from bot.core.record.recap import Recap
from bot.core.record.summary import Pointer, Quoted, Section, SharedLink
from bot.core.record.transcript import ReadingLine
from bot.core.text.showing.plain import Plain
from bot.design import style_of


def html(recap: Recap, words: Words) -> str:
    """Return the recap as HTML; every quote links to the message it is from."""
    return _Page(recap, words).written()


def inside(recap: Recap, words: Words) -> tuple[str, str]:
    """Return the recap as part of a page that shows the record below it: its running order, and all but pictures."""
    page = _Page(recap, words, mark="r")
    return page.rows(), page.inside()


class _Page:
    def __init__(self, recap: Recap, words: Words, *, mark: str = "q") -> None:
        self._mark = mark
        self._recap = recap
        self._words = words
        self._telling = Telling(recap, words)
        self._markup = HtmlMarkup(self._telling.wording, hides=True)
        self._plain = Plain(self._telling.wording)
        self._pictures = recap.summary.pictures
        self._gallery = Gallery(
            words,
            self._telling.wording.dates,
            column=words.gettext("Answers"),
            count=lambda count: recap_words.answers(count, words),
            beside=True,
        )

    def written(self) -> str:
        recap = self._recap
        title = self._plain.title(recap_words.title(recap, self._words))
        page = frame.beginning(
            title, language=recap.head.language, style=style_of("words", "paper", "recap", "pictures")
        )
        skip = escaped(self._words.gettext("Skip to the recap"))
        return f"""{page}<body>
<a class="skip" href="#recap">{skip}</a>
{self._header()}{self._contents()}<main id="recap">
{self._told()}{self._drawn()}{self._end()}</main>
</body>
</html>
"""

    def inside(self) -> str:
        return self._told() + self._end()

    def _told(self) -> str:
        recap = self._recap
        parts = "".join(map(self._part, recap.parts))
        links = self._listed("links", self._telling.links, self._links(recap.links)) if recap.links else ""
        return f"{self._opening()}{self._gist()}{self._line()}{parts}{self._lists()}{links}"

    def rows(self) -> str:
        return "".join(map(self._row, self._recap.parts))

    def _header(self) -> str:
        head, wording = self._recap.head, self._telling.wording
        hosts = "".join(f"<li>{escaped(wording.host(host))}</li>" for host in head.hosts)
        listed = f'<ul class="hosts" aria-label="{escaped(wording.hosts)}">{hosts}</ul>\n' if hosts else ""
        times = escaped(wording.times(head))
        link = self._recap.preview
        preview = f'<p class="by">{anchor(link, escaped(self._telling.preview))}</p>\n' if link else ""
        when = time(head.opened_at, wording.times(head)) if head.opened_at else times
        return f"""<header class="masthead">
<p class="session">{escaped(wording.session(head))}</p>
<h1 dir="auto">{escaped(self._plain.title(head.title))}</h1>
<p class="when">{when}</p>
{listed}{self._about()}{preview}</header>
"""

    def _about(self) -> str:
        intro = self._telling.intro()
        by = self._recap.head.by
        if not intro:
            return ""
        author = f'<p class="by">{escaped(self._telling.wording.author(by))}</p>\n' if by else ""
        return f'<div class="about">{self._markup.message(intro)}{author}</div>\n'

    def _contents(self) -> str:
        rows = self.rows()
        if not rows:
            return ""
        title = f'<p class="title" id="contents">{escaped(self._telling.wording.contents)}</p>'
        note = self._gallery.note(self._pictures)
        listed = f'<ol class="order">\n{rows}</ol>\n{note}'
        return f'<nav class="contents" aria-labelledby="contents">\n{title}\n{listed}</nav>\n'

    def _row(self, part: Part) -> str:
        """Return a question in the running order: its name, its answers, and a stroke for each minute with any."""
        number = f'<span class="number">{escaped(self._telling.number(part))}</span>'
        name = f"<bdi>{escaped(self._plain.title(recap_words.short(part)))}</bdi>"
        count = recap_words.answers(part.section.answers, self._words)
        shown = f'<span class="count" aria-hidden="true">{part.section.answers}</span>'
        said = f'<span class="unseen">{escaped(count)}</span>'
        talk = part.section.talk
        strokes = self._gallery.strokes(talk, self._pictures.axis) if talk else ""
        return f'<li><a href="#q{part.number}">{number} {name} {shown}{said}{strokes}</a></li>\n'

    def _opening(self) -> str:
        recap, words = self._recap, self._words
        there = {part.number for part in recap.parts}
        lead = self._telling.naming.sub(
            lambda found: f'<a href="#q{found[1]}">{found[0]}</a>' if int(found[1]) in there else found[0],
            line(recap_words.lead(recap, words)),
        )
        said = f'<p class="lead" dir="auto">{lead}</p>\n'
        about = recap_words.about(recap, words)
        return f'{said}<p class="say">{escaped(about)}</p>\n' if about else said

    def _gist(self) -> str:
        parts = {part.number: part for part in self._recap.parts}
        rows = "".join(
            f"<li>{self._link_to(parts[core.number])}: {self._core(core)}</li>\n" for core in self._telling.cores
        )
        listed = f'<ul class="list">\n{rows}</ul>\n'
        return self._listed(f"{self._mark}-gist", self._telling.gist, listed) if rows else ""

    def _in_marks(self, text: str) -> str:
        return escaped(self._telling.quotation).format(words=f'<q dir="auto">{escaped(text)}</q>')

    def _core(self, core: Core) -> str:
        said = []
        if core.said:
            marks = "".join(f", {escaped(each)}" for each in self._telling.about(core.said))
            said.append(f"{self._in_marks(core.text)} — {self._author(core.said)}{marks}")
        if core.meeting:
            one, other = self._author(core.meeting.first), self._author(core.meeting.second)
            said.append(escaped(self._telling.meeting(core, core.meeting)).format(one=one, other=other))
        return "; ".join(said)

    def _link_to(self, part: Part) -> str:
        """Return a question's number with its name, if it has one, as a link to it."""
        short = f" {escaped(self._plain.title(part.question.short))}" if part.question.short else ""
        return f'<a href="#{self._mark}{part.number}">{escaped(self._telling.number(part))}{short}</a>'

    def _line(self) -> str:
        quote = self._recap.line
        if quote is None:
            return ""
        said = self._quote(quote, about=[self._telling.of_line(quote)])
        return (
            f'<section class="night" aria-labelledby="line"><h2 class="title" id="line">{escaped(self._telling.line)}'
            f"</h2>\n{said}</section>\n"
        )

    def _part(self, part: Part) -> str:
        number, question = part.number, part.question
        name = self._plain.title(recap_words.short(part))
        text = self._plain.title(question.text)
        asked = f'<p class="asked" dir="auto">{escaped(text)}</p>\n' if name != text else ""
        figures = anchor(question.link, escaped(recap_words.figures(part.section, self._words)), beside=True)
        said = line(recap_words.headline(part))
        headline = f'<p class="headline" dir="auto">{said}</p>\n' if said else ""
        units = "".join(map(self._unit, self._telling.units(part))) + self._listed_names(self._telling.elsewhere(part))
        return f"""<section class="unit" aria-labelledby="{self._mark}{number}">
<h2 id="{self._mark}{number}" dir="auto"><span><span class="number">{escaped(self._telling.number(part))}</span> \
{escaped(name)}</span> <span class="count">{figures}</span></h2>
{asked}{self._readings(question.readings)}{headline}{units}{self._left_open(part)}{self._shared(part)}</section>
"""

    def _readings(self, readings: Iterable[ReadingLine]) -> str:
        rows = "".join(f"<li>{self._reading(reading)}</li>" for reading in readings)
        title = f'<h3 class="title">{escaped(self._telling.wording.readings)}</h3>'
        return f'{title}\n<ul class="readings">{rows}</ul>\n' if rows else ""

    def _reading(self, reading: ReadingLine) -> str:
        title, source = self._telling.wording.reading(reading)
        linked = anchor(reading.url, f'<cite dir="auto">{escaped(title)}</cite>', named=bool(reading.title))
        return f'{linked}, <span class="source">{escaped(source)}</span>' if source else linked

    def _unit(self, unit: Unit) -> str:
        if len(unit.quotes) == 1:
            return self._quote(unit.quotes[0], about=self._telling.about(unit.quotes[0]))
        label = recap_words.label(unit.form, self._words)
        title = f'<h3 class="title">{escaped(label)}</h3>\n' if label else ""
        said = (
            self._quote(quote, about=self._telling.about(quote), answers=place > 0)
            for place, quote in enumerate(unit.quotes)
        )
        return f'<div class="pair">{title}{"".join(said)}</div>\n'

    def _quote(self, quote: Quoted, *, about: list[str], answers: bool = False) -> str:
        sign = ""
        if answers:
            sign = (
                f'<span class="unseen">{escaped(self._telling.in_reply)}: </span>'
                f'<span class="arrow" aria-hidden="true">{ANSWERS}</span>'
            )
        marks = "".join(f", {escaped(each)}" for each in about if each)
        kind = ' class="answered"' if answers else ""
        beside = self._listed_names(self._telling.beside(quote))
        said = self._markup.message(quote.shown)
        from_whom = f"{self._author(quote)}{marks}"
        return f'<blockquote{kind}>{sign}{said}<footer><p class="from">{from_whom}</p>{beside}</footer></blockquote>\n'

    def _listed_names(self, lists: Iterable[Beside]) -> str:
        return "".join(
            f'<p class="beside">{escaped(each.label).format(names=", ".join(map(_named, each.pointers)))}</p>\n'
            for each in lists
        )

    def _author(self, quote: Quoted) -> str:
        name = f"<bdi>{escaped(self._telling.wording.name(quote.entry.contribution.author))}</bdi>"
        return f"<cite>{anchor(quote.entry.link, name, beside=True)}</cite>"

    def _left_open(self, part: Part) -> str:
        said = "".join(self._quote(quote, about=self._telling.about(quote)) for quote in part.section.unanswered)
        title = f'<h3 class="title">{escaped(self._telling.left_open)}</h3>\n'
        return f'<div class="pair">{title}{said}</div>\n' if said else ""

    def _shared(self, part: Part) -> str:
        title = f'<h3 class="title">{escaped(self._telling.links)}</h3>\n'
        return title + self._links(part.links) if part.links else ""

    def _links(self, links: Iterable[SharedLink]) -> str:
        rows = "".join(f"<li>{anchor(link.url, escaped(link.url))}{self._why(link)}</li>\n" for link in links)
        return f'<ul class="shared">\n{rows}</ul>\n'

    def _why(self, link: SharedLink) -> str:
        template, reason = self._telling.link_of(link)
        name = f"<bdi>{escaped(self._telling.wording.name(link.entry.contribution.author))}</bdi>"
        by = escaped(template).format(name=anchor(link.entry.link, name, beside=True))
        said = f": {self._in_marks(self._plain.title(reason))}" if reason else ""
        return f' <span class="source">{by}{said}</span>'

    def _lists(self) -> str:
        return "".join(
            self._listed(f"list{place}", label, self._list(quotes))
            for place, (label, quotes) in enumerate(self._telling.lists())
        )

    def _list(self, quotes: Iterable[Quoted]) -> str:
        rows = "".join(f"<li>{self._markup.message(quote.shown)}— {self._author(quote)}</li>\n" for quote in quotes)
        return f'<ul class="list">\n{rows}</ul>\n'

    def _listed(self, id: str, title: str, inside: str) -> str:
        return (
            f'<section class="unit" aria-labelledby="{id}">\n<h2 id="{id}">{escaped(title)}</h2>\n{inside}</section>\n'
        )

    def _drawn(self) -> str:
        whole = self._gallery.of_all(self._pictures)
        replies = "".join(map(self._replies, self._recap.summary.sections))
        title = f'<h3 class="replies">{escaped(self._gallery.replies)}</h3>\n'
        inside = f'{whole}{title}<div class="pictures">\n{replies}</div>\n' if replies else whole
        return self._listed("pictures", self._gallery.title, inside) if whole else ""

    def _replies(self, section: Section) -> str:
        voices = {message: Voice(by.name, by.link) for message, by in section.voices.items()}
        return self._gallery.of_replies(section.talk, voices, named=True) if section.talk else ""

    def _end(self) -> str:
        recap, end = self._recap, ""
        if recap.people:
            thanks = f'<p dir="auto">{line(recap_words.thanks(recap.people, self._words))}</p>\n'
            late = self._telling.late_until()
            more = f"<p>{escaped(late)}</p>\n" if late else ""
            end = self._listed("thanks", self._telling.thanks, thanks + self._next() + more)
        else:
            end = self._next()
        return f'{end}<p class="coverage">{escaped(self._telling.method())}</p>\n'

    def _next(self) -> str:
        at, said = self._recap.next_at, self._recap.next_said
        told = [time(at, self._telling.next_at)] if at else []
        told += [f"<bdi>{escaped(said)}</bdi>"] if said else []
        return f"<p><strong>{line(self._telling.next_chat)}</strong>: {' · '.join(told)}</p>\n" if told else ""


def _named(pointer: Pointer) -> str:
    return anchor(pointer.link, f"<bdi>{line(pointer.name)}</bdi>", beside=True)
