"""A transcript as one HTML file for people: in a browser, through a screen reader, on paper.

It needs nothing but itself and can do nothing: no script, no address is fetched (a Content-Security-Policy says so,
too), and members' text enters it through one escaper. `#m<message id>` leads to a message.
"""

from collections.abc import Sequence

from bot.adapters.export.cleaning import PAGE
from bot.adapters.export.html import frame
from bot.adapters.export.html.entries import HtmlEntries
from bot.adapters.export.html.markup import HtmlMarkup, anchor, escaped, time
from bot.adapters.export.html.pictures import Gallery, Voice
from bot.adapters.export.wording import Wording, card_of
from bot.core.base.words import Words
from bot.core.record.filing import When
from bot.core.record.pictures import Pictures, Talk, axis_of, talk_of
from bot.core.record.transcript import AskedQuestion, Entry, Event, Head, ReadingLine
from bot.core.text.showing.plain import Plain
from bot.design import style_of


class HtmlPage:
    """Writes HTML."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._style = style_of("words", "paper", "transcript", "pictures")
        self._use(Wording(words), None)

    def _use(self, wording: Wording, head: Head | None, questions: Sequence[AskedQuestion] = ()) -> None:
        self._wording = wording
        self._head = head
        self._language = head.language if head else "en"
        self._numbers = [question.number for question in questions]
        self._markup = HtmlMarkup(wording)
        self._plain = Plain(wording)
        self._nothing = ""
        self._entries = HtmlEntries(wording, self._language)
        self._axis = axis_of(head) if head else None
        self._asked: AskedQuestion | None = None
        self._drawn: list[Talk] = []
        self._gallery = Gallery(
            self._words, wording.dates, column=self._words.gettext("All messages"), count=self._count
        )

    def _count(self, count: int) -> str:
        return self._words.ngettext("{count} message", "{count} messages", count).format(count=count)

    def opening(self, head: Head, questions: Sequence[AskedQuestion]) -> str:
        self._use(Wording(self._words, head, questions), head, questions)
        skip = f'<a class="skip" href="#record">{escaped(self._wording.skip)}</a>\n'
        before = f"{self._metadata(head)}<body>\n{skip}{self._header(head)}{self._contents(questions)}"
        return f'{before}<main id="record">\n{self._intro(head)}'

    def _metadata(self, head: Head) -> str:
        title = f"{self._plain.title(head.title)} · {self._wording.session(head)}"
        return frame.beginning(title, language=head.language, style=self._style)

    def _header(self, head: Head) -> str:
        return f'<header class="masthead">\n{self._masthead(head)}</header>\n'

    def _masthead(self, head: Head) -> str:
        wording = self._wording
        hosts = "".join(f"<li>{escaped(wording.host(host))}</li>" for host in head.hosts)
        listed = f'<ul class="hosts" aria-label="{escaped(wording.hosts)}">{hosts}</ul>\n' if hosts else ""
        return f"""<p class="session">{escaped(wording.session(head))}</p>
<h1 dir="auto">{escaped(self._plain.title(head.title))}</h1>
<p class="when">{self._when(head)}</p>
{listed}"""

    def _when(self, head: Head) -> str:
        shown = self._wording.times(head)
        at = head.opened_at or head.opens_at
        when = time(at, shown) if at else escaped(shown)
        return "</p>\n<p>".join([when, *map(escaped, self._wording.notes(head))])

    def _contents(self, questions: Sequence[AskedQuestion]) -> str:
        wording = self._wording
        rows = self._rows(questions)
        rows += f'<li><a href="#channel">{escaped(wording.channel)}</a></li>\n'
        rows += f'<li><a href="#course">{escaped(wording.course)}</a></li>\n'
        title = f'<p class="title" id="contents">{escaped(wording.contents)}</p>'
        return f'<nav class="contents" aria-labelledby="contents">\n{title}\n<ul class="plain">\n{rows}</ul>\n</nav>\n'

    def _rows(self, questions: Sequence[AskedQuestion]) -> str:
        return "".join(
            f'<li><a href="#q{question.number}">'
            f'<span class="number">{escaped(self._wording.number(question.number))}</span> '
            f"<bdi>{escaped(self._plain.title(question.short or question.text))}</bdi></a></li>\n"
            for question in questions
        )

    def _intro(self, head: Head) -> str:
        by = f'<p class="by">{escaped(self._wording.author(head.by))}</p>\n' if head.by else ""
        intro = self._markup.message(head.intro) if head.intro else ""
        return f'<div class="intro">\n{intro}{by}</div>\n' if intro or by else ""

    def question(self, asked: AskedQuestion) -> str:
        wording, number = self._wording, asked.number
        self._nothing = wording.no_answers
        self._begin(asked)
        at = escaped(wording.asked_at).format(time=time(asked.asked_at, wording.dates.moment(asked.asked_at)))
        anchored = f' id="m{card}"' if (card := card_of(asked)) else ""
        return f"""<section aria-labelledby="q{number}">
<div class="question"{anchored}>
<h2 id="q{number}" dir="auto"><span class="number">{escaped(wording.number(number))}</span> \
{escaped(self._plain.title(asked.text))}</h2>
<p class="asked">{anchor(asked.link, at)}</p>
{self._readings(asked.readings)}</div>
{self._jumps(number)}"""

    def _begin(self, asked: AskedQuestion | None) -> None:
        """Begin a section, and note what the pictures of a question need; there are none of what is said elsewhere."""
        self._entries.begin()
        self._asked = asked
        self._said: list[tuple[int, int]] = []
        self._replies: dict[int, int] = {}
        self._named: dict[int, str] = {}
        self._late = 0

    def _jumps(self, number: int) -> str:
        """Return links to the question before and the one after, or to what was said outside the questions."""
        place = self._numbers.index(number) if number in self._numbers else len(self._numbers)
        rows = []
        if 0 < place < len(self._numbers):
            before = self._numbers[place - 1]
            rows.append(f'<a href="#q{before}">← {escaped(self._wording.number(before))}</a>')
        if place + 1 < len(self._numbers):
            after = self._numbers[place + 1]
            rows.append(f'<a href="#q{after}">{escaped(self._wording.number(after))} →</a>')
        else:
            rows.append(f'<a href="#channel">{escaped(self._wording.channel)} →</a>')
        return f'<p class="jumps">{" ".join(rows)}</p>\n'

    def _readings(self, readings: Sequence[ReadingLine]) -> str:
        rows = "".join(f"<li>{self._reading(reading)}</li>\n" for reading in readings)
        label = escaped(self._wording.readings)
        return f'<p class="title">{label}</p>\n<ul class="readings">\n{rows}</ul>\n' if rows else ""

    def _reading(self, reading: ReadingLine) -> str:
        title, source = self._wording.reading(reading)
        linked = anchor(reading.url, f'<cite dir="auto">{escaped(title)}</cite>', named=bool(reading.title))
        return f'{linked}, <span class="source">{escaped(source)}</span>' if source else linked

    def channel(self) -> str:
        self._nothing = self._wording.nothing
        self._begin(None)
        title = f'<h2 id="channel">{escaped(self._wording.channel)}</h2>'
        return f'<section aria-labelledby="channel">\n{title}\n'

    def entry(self, entry: Entry) -> str:
        self._note(entry)
        return self._entries.written(entry)

    def _note(self, entry: Entry) -> None:
        said = entry.contribution
        self._said.append((said.id, said.author.id))
        self._named[said.author.id] = said.author.name
        if said.reply_to is not None:
            self._replies[said.id] = said.reply_to
        self._late += entry.filing.when is When.LATE

    def end(self, entries: int) -> str:
        nothing = "" if entries else f'<p class="nothing">{escaped(self._nothing)}</p>\n'
        return f"{nothing}{self._drawn_replies()}</section>\n"

    def _drawn_replies(self) -> str:
        if self._asked is None:
            return ""
        talk = talk_of(self._asked, self._axis, self._said, late=self._late, replies=self._replies)
        authors = dict(self._said)
        voices = {each: Voice(self._named[authors[each]], f"{PAGE}#m{each}") for each in talk.messages}
        self._drawn.append(talk)
        return self._gallery.of_replies(talk, voices, named=False)

    def closing(self, events: Sequence[Event]) -> str:
        return f"""{self._course(events)}</main>
<footer><p>{escaped(self._wording.closing(self._head))}</p></footer>
</body>
</html>
"""

    def _course(self, events: Sequence[Event]) -> str:
        wording = self._wording
        rows = "".join(
            f"<li>{time(event.at, wording.dates.moment(event.at))} <span>{escaped(wording.event(event))}</span></li>\n"
            for event in events
        )
        listed = f'<ol class="events">\n{rows}</ol>\n' if rows else ""
        return f"""<section aria-labelledby="course">
<h2 id="course">{escaped(wording.course)}</h2>
<p class="zone">{escaped(wording.zone_note())}</p>
{self._gallery.of_all(Pictures(self._axis, tuple(self._drawn)))}{listed}</section>
"""
