"""Transcripts with the bytes of their attachments: pictures shown in place, or links to files that lie beside them."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

from bot.app.ports.attachments import Shelf
from bot.core.base.contribution import Attachment, KeptFile
from bot.core.base.media import INLINE, MEGABYTE, file_name
from bot.core.record.transcript import AskedQuestion, Entry, Event, Head, Transcript

MOST: Final = 25 * MEGABYTE
"""How many bytes of pictures one page holds at most; later ones are links only."""


class Around(ABC):
    """A transcript that is another one, but for its entries."""

    def __init__(self, transcript: Transcript, shelf: Shelf) -> None:
        self._transcript = transcript
        self._shelf = shelf

    @property
    def head(self) -> Head:
        return self._transcript.head

    @property
    def questions(self) -> tuple[AskedQuestion, ...]:
        return self._transcript.questions

    @property
    def events(self) -> tuple[Event, ...]:
        return self._transcript.events

    def answers(self, number: int) -> AsyncIterator[Entry]:
        return self._changed(self._transcript.answers(number))

    def channel(self) -> AsyncIterator[Entry]:
        return self._changed(self._transcript.channel())

    async def _changed(self, entries: AsyncIterator[Entry]) -> AsyncIterator[Entry]:
        async for entry in entries:
            yield await self._change(entry) if entry.contribution.attachments else entry

    @abstractmethod
    async def _change(self, entry: Entry) -> Entry:
        """Return an entry with attachments as this transcript has it."""


class Illustrated(Around):
    """Its entries bring along the pictures of one page."""

    def __init__(self, transcript: Transcript, shelf: Shelf) -> None:
        super().__init__(transcript, shelf)
        self._left = MOST

    async def _change(self, entry: Entry) -> Entry:
        pictures = {}
        for attachment in entry.contribution.attachments:
            fate = attachment.fate
            if not isinstance(fate, KeptFile) or fate.type not in INLINE or fate.size > self._left:
                continue
            if (content := await self._shelf.read(fate.digest)) is not None:
                self._left -= fate.size
                pictures[fate.digest] = content
        return replace(entry, pictures=pictures)


class Bundled(Around):
    """Its kept attachments are links to files beside it; `files` collects these, each with its digest."""

    def __init__(self, transcript: Transcript, shelf: Shelf) -> None:
        super().__init__(transcript, shelf)
        self.files: dict[str, str] = {}

    async def _change(self, entry: Entry) -> Entry:
        said = entry.contribution
        attachments = [await self._beside(attachment) for attachment in said.attachments]
        return replace(entry, contribution=replace(said, attachments=tuple(attachments)))

    async def _beside(self, attachment: Attachment) -> Attachment:
        fate = attachment.fate
        if not isinstance(fate, KeptFile) or not await self._shelf.holds(fate.digest):
            return attachment
        name = file_name(fate.digest, fate.type)
        self.files[name] = fate.digest
        return replace(attachment, url=name)
