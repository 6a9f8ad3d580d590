"""What every format has in common: the parts of a transcript in their order, each returned as text by a `Writer`.

`write` holds no more of a transcript than the slice it is writing, and gives the event loop a turn after each slice.
Every slice encodes as UTF-8; write it with `newline=""`, for a format's line ends are its own.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Final, Protocol

from bot.core.record.transcript import AskedQuestion, Entry, Event, Head, Transcript

SLICE: Final = 16_384  # characters: 1 to 3 ms of work
Section = tuple[str, AsyncIterator[Entry]]


class Writer(Protocol):
    """Writes one transcript in one format. The methods are called in the order in which they stand here."""

    def opening(self, head: Head, questions: Sequence[AskedQuestion]) -> str:
        """Return what the file begins with."""
        ...

    def question(self, asked: AskedQuestion) -> str:
        """Begin the section of a question; its answers follow."""
        ...

    def channel(self) -> str:
        """Begin the section of what was said outside the questions, or is only a guess; its entries follow."""
        ...

    def entry(self, entry: Entry) -> str:
        """Return one contribution."""
        ...

    def end(self, entries: int) -> str:
        """End the section that `question` or `channel` began, in which there were this many entries."""
        ...

    def closing(self, events: Sequence[Event]) -> str:
        """Return what the file ends with: the course of the session."""
        ...


class WriterOfOne(Writer, Protocol):
    """Writes one question alone, too."""

    def ending(self) -> str:
        """Return what the file of one question ends with: whose words they are."""
        ...


def write(transcript: Transcript, writer: Writer) -> AsyncGenerator[str, None]:
    """Yield the whole transcript as text, slice by slice."""
    opening = writer.opening(transcript.head, transcript.questions)
    return _slices(writer, opening, _sections(transcript, writer), lambda: writer.closing(transcript.events))


def write_question(transcript: Transcript, asked: AskedQuestion, writer: WriterOfOne) -> AsyncGenerator[str, None]:
    """Yield one question with its answers as text, slice by slice."""
    opening = writer.opening(transcript.head, transcript.questions)
    section = (writer.question(asked), transcript.answers(asked.number))
    return _slices(writer, opening, iter([section]), writer.ending)


async def _slices(
    writer: Writer, opening: str, sections: Iterator[Section], ending: Callable[[], str]
) -> AsyncGenerator[str, None]:
    pending = [opening]
    size = len(opening)
    for beginning, entries in sections:
        pending.append(beginning)
        count = 0
        async with _closed_after(entries):
            async for entry in entries:
                count += 1
                written = writer.entry(entry)
                pending.append(written)
                size += len(written)
                if size >= SLICE:
                    yield "".join(pending)
                    pending.clear()
                    size = 0
                    await asyncio.sleep(0)
        pending.append(writer.end(count))
    yield "".join([*pending, ending()])


def _sections(transcript: Transcript, writer: Writer) -> Iterator[Section]:
    """Yield the beginning of each section and what it holds, only when the one before it is done."""
    for asked in transcript.questions:
        yield writer.question(asked), transcript.answers(asked.number)
    yield writer.channel(), transcript.channel()


@asynccontextmanager
async def _closed_after(entries: AsyncIterator[Entry]) -> AsyncIterator[None]:
    """Close a walk that was left half way (it may hold a cursor), when its reader goes away."""
    try:
        yield
    finally:
        if isinstance(entries, AsyncGenerator):
            await entries.aclose()
