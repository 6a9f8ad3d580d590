"""A transcript as Markdown, for GitHub and whatever else reads that dialect, and for people who read it as it is."""

from collections.abc import Iterator, Sequence

from bot.adapters.export.cleaning import emoji, linkable
from bot.adapters.export.markdown.text import MarkdownText, attached, escaped, line, linked
from bot.adapters.export.wording import Wording
from bot.core.base.contribution import Attachment, Contribution
from bot.core.base.words import Words
from bot.core.record.transcript import AskedQuestion, Entry, Event, Head, ReadingLine
from bot.core.text.showing.plain import Plain


class MarkdownPage:
    """Writes Markdown."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._use(Wording(words), None)

    def _use(self, wording: Wording, head: Head | None) -> None:
        self._wording = wording
        self._shown = head
        self._markdown = MarkdownText(wording)
        self._plain = Plain(wording)
        self._nothing = ""

    def opening(self, head: Head, questions: Sequence[AskedQuestion]) -> str:
        self._use(Wording(self._words, head, questions), head)
        return "\n\n".join(self._head(head)) + "\n"

    def _head(self, head: Head) -> Iterator[str]:
        yield f"# {escaped(self._plain.title(head.title))}"
        yield f"{line(self._wording.session(head))}\\\n{escaped(self._wording.times(head))}"
        yield from map(escaped, self._wording.notes(head))
        if head.hosts:
            yield "\n".join(f"- {line(self._wording.host(host))}" for host in head.hosts)
        if head.intro:
            yield self._markdown.message(head.intro)
        if head.by:
            yield f"*{escaped(self._wording.author(head.by))}*"

    def question(self, asked: AskedQuestion) -> str:
        wording = self._wording
        self._nothing = wording.no_answers
        title = f"## {wording.number(asked.number)}. {escaped(self._plain.title(asked.text))}"
        at = linked(asked.link, escaped(wording.asked_at.format(time=wording.dates.moment(asked.asked_at))))
        rows = "\n".join(f"- {self._reading(reading)}" for reading in asked.readings)
        readings = f"\n{escaped(wording.readings)}:\n\n{rows}\n" if rows else ""
        return f"\n{title}\n\n{at}\n{readings}"

    def _reading(self, reading: ReadingLine) -> str:
        title, source = self._wording.reading(reading)
        return linked(reading.url, line(title)) + (f", {escaped(source)}" if source else "")

    def channel(self) -> str:
        self._nothing = self._wording.nothing
        return f"\n## {escaped(self._wording.channel)}\n"

    def entry(self, entry: Entry) -> str:
        said = entry.contribution
        at = linked(entry.link, self._wording.dates.moment_of(said.id))
        marks = "".join(f" · *{escaped(label)}*" for _, label in self._wording.marks(entry))
        name = line(self._wording.name(said.author))
        return "\n" + "\n\n".join((f"**{name}** · {at}{marks}", *self._parts(entry))) + "\n"

    def _parts(self, entry: Entry) -> Iterator[str]:
        said, wording = entry.contribution, self._wording
        if reply := self._reply(entry):
            yield reply
        if text := self._markdown.message(said.text):
            yield attached("> ", text)
        elif not said.attachments and said.forwarded is None:
            yield f"> {escaped(wording.no_text)}"
        if said.forwarded is not None:
            yield escaped(wording.shared).format(link=self._address(said.forwarded))
        if said.attachments:
            yield f"{escaped(wording.attachments)}: " + "; ".join(
                self._attachment(each, said) for each in said.attachments
            )
        if said.reactions:
            counts = ", ".join(f"{escaped(emoji(key))} {count}" for key, count in said.reactions.items())
            yield f"{escaped(wording.reactions)}: {counts}"

    def _reply(self, entry: Entry) -> str | None:
        template = self._wording.reply(entry)
        if template is None:
            return None
        author = line(entry.reply.author or "") if entry.reply else ""
        excerpt = escaped(self._plain.excerpt(entry.reply.excerpt or "")) if entry.reply else ""
        return escaped(template).format(author=author, excerpt=excerpt)

    def _address(self, url: str) -> str:
        return f"<{url}>" if linkable(url) else line(url)

    def _attachment(self, attachment: Attachment, said: Contribution) -> str:
        details = self._wording.attachment(attachment, said.at)
        named = linked(attachment.url, line(attachment.name))
        return f"{named} ({escaped(details)})" if details else named

    def end(self, entries: int) -> str:
        return "" if entries else f"\n{escaped(self._nothing)}\n"

    def closing(self, events: Sequence[Event]) -> str:
        wording = self._wording
        rows = "\n".join(f"- {wording.dates.moment(event.at)}: {escaped(wording.event(event))}" for event in events)
        parts = (
            f"## {escaped(wording.course)}",
            escaped(wording.zone_note()),
            rows,
        )
        return "\n" + "\n\n".join(part for part in parts if part) + f"\n{self.ending()}"

    def ending(self) -> str:
        return f"\n---\n\n{escaped(self._wording.closing(self._shown))}\n"
