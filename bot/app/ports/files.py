"""The files that the use cases read and write: packs, summaries, transcripts; and a session as parts of a page."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from bot.app.ports.own_words import KeptOfMember
from bot.core.base.words import Words
from bot.core.record.recap import Recap
from bot.core.record.transcript import AskedQuestion, Entry, Transcript
from bot.core.script.pack import Pack


class Packs(Protocol):
    """The packs that an operator put into the prompts folder."""

    def names(self) -> list[str]:
        """Return the names of the packs, in alphabetical order."""
        ...

    def text(self, name: str) -> str:
        """Return a pack as its author wrote it; raise `NotFound` if there is none."""
        ...

    def read(self, name: str) -> Pack:
        """Return a pack; raise `NotFound` if there is none, `TchatError` with all faults if it has any."""
        ...


def mark_of(content: bytes) -> str:
    """Return what tells a file's content from any other."""
    return sha256(content).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Draft:
    """A pack's file as data, keys and lists of texts. `mark` says which text it was read from; nothing for a new one.

    With `has_notes`, that text has comments, which data cannot hold.
    """

    name: str
    data: Mapping[str, object]
    mark: str = ""
    has_notes: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a draft, and where: "questions.0.ask"; nothing for the whole."""

    field: str
    sentence: Callable[[Words], str]


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a pack was saved, and where a file with comments is kept as it was; nothing if neither is in a folder."""

    path: str = ""
    kept: str = ""


class Forms(Protocol):
    """Packs as data that a form can change."""

    async def read(self, name: str, content: bytes) -> Draft:
        """Return a pack's file as data; raise `TchatError` if it cannot be read as that."""
        ...

    async def check(self, draft: Draft) -> tuple[Pack | None, Sequence[Fault]]:
        """Return the pack, or what is wrong with it."""
        ...

    def text(self, draft: Draft) -> str:
        """Return a draft as the file that it is."""
        ...


class Drafts(Protocol):
    """Packs in one place, to be written and changed."""

    async def names(self) -> list[str]:
        """Return the names of the packs, faulty ones too."""
        ...

    async def read(self, name: str) -> Draft:
        """Return a pack's file; raise `NotFound` if there is none, `TchatError` if it cannot be read as data."""
        ...

    async def check(self, draft: Draft) -> tuple[Pack | None, Sequence[Fault]]:
        """Return the pack, or what is wrong with it."""
        ...

    async def save(self, draft: Draft) -> Saved:
        """Keep a pack; raise `TchatError` if there is another of that name, or it was changed since it was read."""
        ...


class Exports(Protocol):
    """Summaries and transcripts as files."""

    @property
    def formats(self) -> Sequence[str]:
        """The names of the transcript formats."""
        ...

    async def transcript(self, number: int, format: str, folder: Path, *, public: bool = False) -> Path:
        """Write a session's transcript into a folder and return its path; `public` is the one for everybody.

        Besides the formats there is "zip": all of them with the attachments that were kept.
        """
        ...

    def pieces(self, number: int, format: str, *, public: bool = False) -> AsyncIterator[bytes]:
        """Yield a session's transcript, piece by piece as it is made."""
        ...

    def own(self, kept: Sequence[KeptOfMember], words: Words) -> AsyncIterator[bytes]:
        """Yield a zip of all that is kept of a member: to read (HTML) and to process (JSON), with their files."""
        ...

    async def own_answers(self, number: int, person: int) -> str:
        """Return a member's own answers in a session as Markdown, to be published wherever they like."""
        ...

    async def summary(self, number: int, format: str) -> str:
        """Return a session's summary as text in this format ("md", "json", "txt")."""
        ...

    async def measures(self, number: int, format: str) -> str:
        """Return the log of a session's cases as text in this format ("csv", "json")."""
        ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """A session in HTML that is safe to insert; `title` and `closing` are plain."""

    title: str
    masthead: str
    rows: str
    recap: str
    intro: str
    sections: str
    closing: str


class Sheets(Protocol):
    """Makes the parts of pages, in each session's language."""

    async def whole(self, record: Transcript, recap: Recap | None) -> Sheet:
        """Return a session with everything that was said."""
        ...

    def outline(self, record: Transcript, recap: Recap | None) -> Sheet:
        """Return a session without what was said."""
        ...

    async def question(self, record: Transcript, asked: AskedQuestion, entries: AsyncIterator[Entry]) -> Sheet:
        """Return one question with some of its answers."""
        ...

    async def talk(self, record: Transcript, entries: AsyncIterator[Entry]) -> Sheet:
        """Return some of what was said outside the questions."""
        ...

    def plain(self, record: Transcript, text: str) -> str:
        """Return what somebody said as plain text in one line."""
        ...

    def moment(self, at: datetime, words: Words) -> str:
        """Return an instant for a list."""
        ...
