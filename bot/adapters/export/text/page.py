"""A transcript as plain text: lines of about 80 characters (links stay whole), and no signs that are tiring to hear."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.adapters.export.cleaning import emoji
from bot.adapters.export.wording import Wording
from bot.core.base.contribution import Attachment, Contribution
from bot.core.base.words import Words
from bot.core.record.transcript import AskedQuestion, Entry, Event, Head, ReadingLine
from bot.core.text.cleaning import one_line
from bot.core.text.showing.plain import Plain, wrapped

WIDTH: Final = 80
INDENT: Final = "  "


def paragraph(text: str, indent: str = "") -> str:
    """Return one line of text, wrapped and indented, with its line end."""
    width = WIDTH - len(indent)
    if len(text) <= width:
        return f"{indent}{text}\n"
    return "".join(f"{indent}{part}\n" for part in wrapped(text, width))


class TextPage:
    """Writes plain text."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._use(Wording(words), None)

    def _use(self, wording: Wording, head: Head | None) -> None:
        self._wording = wording
        self._shown = head
        self._plain = Plain(wording)
        self._nothing = ""

    def opening(self, head: Head, questions: Sequence[AskedQuestion]) -> str:
        self._use(Wording(self._words, head, questions), head)
        return "".join(self._head(head))

    def _head(self, head: Head) -> Iterator[str]:
        wording = self._wording
        yield paragraph(self._plain.title(head.title))
        yield paragraph(wording.session(head))
        yield paragraph(wording.times(head))
        yield from map(paragraph, wording.notes(head))
        if head.hosts:
            yield paragraph(f"{wording.hosts}: {', '.join(map(wording.host, head.hosts))}")
        if head.intro:
            yield "\n"
            yield from (line.rstrip() + "\n" for line in self._plain.lines(head.intro, WIDTH))
        if head.by:
            yield paragraph(wording.author(head.by))

    def question(self, asked: AskedQuestion) -> str:
        wording = self._wording
        self._nothing = wording.no_answers
        title = paragraph(f"{wording.number(asked.number)}. {self._plain.title(asked.text)}")
        at = paragraph(wording.asked_at.format(time=wording.dates.moment(asked.asked_at)))
        rows = "".join(paragraph(self._reading(reading), INDENT) for reading in asked.readings)
        readings = f"{wording.readings}:\n{rows}" if rows else ""
        return f"\n\n{title}{at}{readings}"

    def _reading(self, reading: ReadingLine) -> str:
        title, source = self._wording.reading(reading)
        named = f"{title}, {source}" if source else title
        return f"{named}: {one_line(reading.url)}" if reading.url and reading.title else named

    def channel(self) -> str:
        self._nothing = self._wording.nothing
        return f"\n\n{paragraph(self._wording.channel)}"

    def entry(self, entry: Entry) -> str:
        said, wording = entry.contribution, self._wording
        marks = [label for _, label in wording.marks(entry)]
        top = paragraph(", ".join((wording.name(said.author), wording.dates.moment_of(said.id), *marks)))
        return f"\n{top}{''.join(self._parts(entry))}"

    def _parts(self, entry: Entry) -> Iterator[str]:
        said, wording = entry.contribution, self._wording
        if reply := self._reply(entry):
            yield paragraph(reply, INDENT)
        if lines := list(self._plain.lines(said.text, WIDTH - len(INDENT))):
            yield from (f"{INDENT}{line}".rstrip() + "\n" for line in lines)
        elif not said.attachments and said.forwarded is None:
            yield paragraph(wording.no_text, INDENT)
        if said.forwarded is not None:
            yield paragraph(wording.shared.format(link=one_line(said.forwarded)), INDENT)
        if said.attachments:
            files = "; ".join(self._attachment(each, said) for each in said.attachments)
            yield paragraph(f"{wording.attachments}: {files}", INDENT)
        if said.reactions:
            counts = ", ".join(f"{emoji(key)} {count}" for key, count in said.reactions.items())
            yield paragraph(f"{wording.reactions}: {counts}", INDENT)

    def _reply(self, entry: Entry) -> str | None:
        template = self._wording.reply(entry)
        if template is None:
            return None
        author = one_line(entry.reply.author or "") if entry.reply else ""
        excerpt = self._plain.excerpt(entry.reply.excerpt or "") if entry.reply else ""
        return template.format(author=author, excerpt=excerpt)

    def _attachment(self, attachment: Attachment, said: Contribution) -> str:
        details = self._wording.attachment(attachment, said.at)
        parts = (one_line(attachment.name), f"({details})" if details else "", one_line(attachment.url))
        return " ".join(filter(None, parts))

    def end(self, entries: int) -> str:
        return "" if entries else f"\n{paragraph(self._nothing)}"

    def closing(self, events: Sequence[Event]) -> str:
        wording = self._wording
        rows = (paragraph(f"{wording.dates.moment(event.at)}  {wording.event(event)}") for event in events)
        top = paragraph(wording.course) + paragraph(wording.zone_note())
        return f"\n\n{top}{''.join(rows)}\n\n{paragraph(wording.closing(self._shown))}"
