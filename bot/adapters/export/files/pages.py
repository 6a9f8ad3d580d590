"""A session as parts of a page that is served: what the transcript and the recap say, without a page around it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

from bot.adapters.export.html.page import HtmlPage
from bot.adapters.export.recap.html import inside
from bot.adapters.export.wording import Wording
from bot.app.ports.files import Sheet
from bot.core.base.words import Words, WordsIn
from bot.core.record.recap import Recap
from bot.core.record.transcript import AskedQuestion, Entry, Transcript
from bot.core.text.showing.plain import Plain
from bot.core.when.moment import Dates


class _Parts(HtmlPage):
    """Writes what a served page is put together from."""

    def sheet(self, record: Transcript, recap: Recap | None) -> Sheet:
        """Return everything but what was said."""
        head = record.head
        self.opening(head, record.questions)
        rows, told = inside(recap, self._words) if recap else (self._rows(record.questions), "")
        masthead, title = self._masthead(head), self._plain.title(head.title)
        return Sheet(title, masthead, rows, told, self._intro(head), "", self._wording.closing(head))

    async def written(self, asked: AskedQuestion | None, entries: AsyncIterator[Entry]) -> str:
        """Return a question with its answers, or what was said outside the questions."""
        beginning = self.channel() if asked is None else self.question(asked)
        said = [self.entry(entry) async for entry in entries]
        return "".join([beginning, *said, self.end(len(said))])

    def course(self, record: Transcript) -> str:
        """Return what happened when, with the pictures of the sections that were written."""
        return self._course(record.events)


class _OnePart(_Parts):
    """Writes one question on a page of its own."""

    def _jumps(self, number: int) -> str:
        return ""  # the others are elsewhere


class PageSheets:
    """The port `Sheets`. `zone` is that of lists, where no session's own is meant."""

    def __init__(self, words: WordsIn, zone: str) -> None:
        self._words = words
        self._zone = zone

    async def whole(self, record: Transcript, recap: Recap | None) -> Sheet:
        """Return a session with everything that was said."""
        parts = _Parts(self._words(record.head.language))
        sheet = parts.sheet(record, recap)
        sections = [await parts.written(asked, record.answers(asked.number)) for asked in record.questions]
        sections.append(await parts.written(None, record.channel()))
        return replace(sheet, sections="".join([*sections, parts.course(record)]))

    def outline(self, record: Transcript, recap: Recap | None) -> Sheet:
        """Return a session without what was said."""
        return _Parts(self._words(record.head.language)).sheet(record, recap)

    async def question(self, record: Transcript, asked: AskedQuestion, entries: AsyncIterator[Entry]) -> Sheet:
        """Return one question with some of its answers."""
        parts = _OnePart(self._words(record.head.language))
        sheet = parts.sheet(record, None)
        return replace(sheet, sections=await parts.written(asked, entries))

    async def talk(self, record: Transcript, entries: AsyncIterator[Entry]) -> Sheet:
        """Return some of what was said outside the questions."""
        parts = _OnePart(self._words(record.head.language))
        sheet = parts.sheet(record, None)
        return replace(sheet, sections=await parts.written(None, entries))

    def plain(self, record: Transcript, text: str) -> str:
        """Return what somebody said as plain text in one line; what a spoiler hides is left out."""
        wording = Wording(self._words(record.head.language), record.head, record.questions)
        return Plain(wording, hides=True).title(text)

    def moment(self, at: datetime, words: Words) -> str:
        """Return an instant for a list: date and time, in the installation's zone."""
        return Dates(words, self._zone).full(at)
