"""The port `Exports`: summaries and transcripts written to files, never held whole in memory where they may be long."""

import asyncio
import zipfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from pathlib import Path

from bot.adapters.export import FORMATS, recap, write
from bot.adapters.export.files import own_data
from bot.adapters.export.files.bundle import Part, bundled
from bot.adapters.export.files.illustrated import Bundled, Illustrated
from bot.adapters.export.markdown.page import MarkdownPage
from bot.adapters.export.tables import case_table
from bot.adapters.export.writer import write_question
from bot.app.ports.attachments import Shelf
from bot.app.ports.own_words import KeptOfMember
from bot.app.reading.records import Records
from bot.core.base.errors import NotFound
from bot.core.base.words import N_, Words
from bot.core.record.transcript import Transcript

BUNDLE = "zip"
PAGE = "html"
PIECE = 1 << 18


class Exports:
    """Makes files from the record, in each session's language."""

    formats = tuple(FORMATS)

    def __init__(self, records: Records, words: Callable[[str], Words], shelf: Shelf) -> None:
        self._records = records
        self._words = words
        self._shelf = shelf

    async def transcript(self, number: int, format: str, folder: Path, *, public: bool = False) -> Path:
        """Write a session's transcript into a folder, which is made if it is missing, and return its path."""
        name = "public-transcript" if public else "transcript"
        path = folder / f"{name}{'.zip' if format == BUNDLE else FORMATS[format].suffix}"
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        with await asyncio.to_thread(path.open, "wb") as file:
            async for piece in self.pieces(number, format, public=public):
                await asyncio.to_thread(file.write, piece)
        return path

    async def pieces(self, number: int, format: str, *, public: bool = False) -> AsyncIterator[bytes]:
        """Yield a session's transcript, piece by piece as it is made."""
        record = await (self._records.public_transcript if public else self._records.transcript)(number)
        made = bundled(self._parts(number, record)) if format == BUNDLE else self._written(record, format)
        async for piece in made:
            yield piece

    async def answers(self, number: int, question: int, *, public: bool = False) -> AsyncIterator[bytes]:
        """Yield one question with its answers as Markdown; raise `NotFound` if it was not asked."""
        record = await (self._records.public_transcript if public else self._records.transcript)(number)
        asked = next((each for each in record.questions if each.number == question), None)
        if asked is None:
            raise NotFound(N_("There is no question {number}."), number=question)
        written = write_question(record, asked, MarkdownPage(self._words(record.head.language)))
        async with aclosing(written) as texts:
            async for text in texts:
                yield text.encode()

    async def _written(self, transcript: Transcript, format: str) -> AsyncIterator[bytes]:
        chosen = FORMATS[format]
        shown = Illustrated(transcript, self._shelf) if format == PAGE else transcript
        async with aclosing(write(shown, chosen.writer(self._words(transcript.head.language)))) as texts:
            async for piece in chosen.packed(texts):
                yield piece

    async def _parts(self, number: int, transcript: Transcript) -> AsyncIterator[Part]:
        """Yield what a bundle holds. The summary names people otherwise than a public record, so that has none."""
        beside = Bundled(transcript, self._shelf)
        for name, each in FORMATS.items():
            yield f"transcript{each.suffix}", zipfile.ZIP_DEFLATED, self._written(beside, name)
        if not transcript.head.public:
            for kind in ("md", "html"):
                yield f"summary.{kind}", zipfile.ZIP_DEFLATED, self._summary(number, kind)
        for path, digest in sorted(beside.files.items()):
            yield path, zipfile.ZIP_STORED, self._content(digest)

    def own(self, kept: Sequence[KeptOfMember], words: Words) -> AsyncIterator[bytes]:
        """Yield a zip of all that is kept of a member."""
        return bundled(self._own_parts(kept, words))

    async def own_answers(self, number: int, person: int) -> str:
        """Return a member's own answers in a session as Markdown."""
        record = await self._records.own_transcript(number, person)
        return await own_data.answers(record, self._words(record.head.language))

    async def _own_parts(self, kept: Sequence[KeptOfMember], words: Words) -> AsyncIterator[Part]:
        for name, text in (("mydata.json", own_data.as_json(kept)), ("mydata.html", own_data.as_html(kept, words))):
            yield name, zipfile.ZIP_DEFLATED, _pieces(text.encode())
        for member in kept:
            for chat in member.chats:
                folder = f"chat-{chat.number}"
                record = await self._records.own_transcript(chat.number, member.person)
                beside = Bundled(record, self._shelf)
                for format in own_data.FORMATS:
                    name = f"{folder}/what-i-said{FORMATS[format].suffix}"
                    yield name, zipfile.ZIP_DEFLATED, self._written(beside, format)
                for path, digest in sorted(beside.files.items()):
                    yield f"{folder}/{path}", zipfile.ZIP_STORED, self._content(digest)

    async def _summary(self, number: int, format: str) -> AsyncIterator[bytes]:
        yield (await self.summary(number, format)).encode()

    async def _content(self, digest: str) -> AsyncIterator[bytes]:
        content = await self._shelf.read(digest) or b""
        for start in range(0, len(content), PIECE):
            yield content[start : start + PIECE]

    async def summary(self, number: int, format: str) -> str:
        """Return a session's recap as text in this format."""
        made = await self._records.recap(number)
        return recap.FORMATS[format](made, self._words(made.head.language))

    async def measures(self, number: int, format: str) -> str:
        """Return the log of a session's cases as text in this format."""
        return case_table.FORMATS[format](number, await self._records.measures(number))


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    yield content
