"""Downloads: transcripts and recaps as attachments, sent piece by piece as they are made."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Protocol

from aiohttp import web

from bot.adapters.web.frame.headers import FILE_POLICY, FILE_TYPES
from bot.adapters.web.frame.limits import write
from bot.app.reading.archive import Seen

TRANSCRIPT, SUMMARY = "transcript", "summary"
INVITATION = "event.ics"
MOST_SIZED = 1000
"""Of how many sessions it is remembered how large their files are."""

ARTICLES = ("html", "md", "txt", "json")


class Downloads(Protocol):
    """Makes files from a record."""

    def pieces(self, number: int, format: str, *, public: bool = False) -> AsyncIterator[bytes]:
        """Yield a session's transcript, piece by piece."""
        ...

    def answers(self, number: int, question: int, *, public: bool = False) -> AsyncIterator[bytes]:
        """Yield one question with its answers as Markdown; raise `NotFound` if it was not asked."""
        ...

    async def summary(self, number: int, format: str) -> str:
        """Return a session's recap as text."""
        ...


def names_of(*, has_recap: bool) -> list[str]:
    """Return the files of a session."""
    articles = [f"{SUMMARY}.{ending}" for ending in ARTICLES] if has_recap else []
    return [*(f"{TRANSCRIPT}.{ending}" for ending in FILE_TYPES), *articles]


def by_kind(
    names: Sequence[str], size_of: Callable[[str], int | None]
) -> list[tuple[str, list[tuple[str, str, int | None]]]]:
    """Return the recap's files and the transcript's: each with its name, its ending and its size if that is known."""
    kinds = [(kind, [name for name in names if name.startswith(kind)]) for kind in (SUMMARY, TRANSCRIPT)]
    return [(kind, [(name, name.rpartition(".")[2], size_of(name)) for name in some]) for kind, some in kinds if some]


def invitation(seen: Seen, calendar: str) -> web.Response:
    """Return a chat to come as a file that calendars open."""
    headers = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": f'attachment; filename="chat-{seen.number}.ics"',
        "Content-Security-Policy": FILE_POLICY,
    }
    return web.Response(text=calendar, headers=headers)


class Sizes:
    """How large files were when they were last made; of what was not made since its chat changed, nothing is said."""

    def __init__(self) -> None:
        self._sizes: dict[int, dict[tuple[str, bool], int]] = {}

    def note(self, seen: Seen, name: str, size: int) -> None:
        """Take in how large a file of a session is."""
        while seen.number not in self._sizes and len(self._sizes) >= MOST_SIZED:
            del self._sizes[next(iter(self._sizes))]
        self._sizes.setdefault(seen.number, {})[name, seen.is_public] = size

    def of(self, seen: Seen, name: str) -> int | None:
        """Return how large a file is, if that is known."""
        return self._sizes.get(seen.number, {}).get((name, seen.is_public))

    def forget(self, number: int) -> None:
        """Take in that a session has changed."""
        self._sizes.pop(number, None)


async def send(request: web.Request, seen: Seen, name: str, downloads: Downloads, sizes: Sizes) -> web.StreamResponse:
    """Send one of a session's files."""
    kind, _, ending = name.partition(".")
    headers = {
        "Content-Type": FILE_TYPES[ending],
        "Content-Disposition": f'attachment; filename="{kind}-{seen.number}.{ending}"',
        "Content-Security-Policy": FILE_POLICY,
    }
    if kind == SUMMARY:
        body = (await downloads.summary(seen.number, ending)).encode()
        sizes.note(seen, name, len(body))
        return web.Response(body=body, headers=headers)
    response, size = await _sent(request, headers, downloads.pieces(seen.number, ending, public=seen.is_public))
    sizes.note(seen, name, size)
    return response


async def send_answers(request: web.Request, seen: Seen, question: int, downloads: Downloads) -> web.StreamResponse:
    """Send one question with its answers."""
    headers = {
        "Content-Type": FILE_TYPES["md"],
        "Content-Disposition": f'attachment; filename="chat-{seen.number}-q{question}.md"',
        "Content-Security-Policy": FILE_POLICY,
    }
    response, _ = await _sent(request, headers, downloads.answers(seen.number, question, public=seen.is_public))
    return response


async def _sent(
    request: web.Request, headers: Mapping[str, str], pieces: AsyncIterator[bytes]
) -> tuple[web.StreamResponse, int]:
    """Send a file as it is made, and return how large it is."""
    response = web.StreamResponse(headers=headers)
    first = await anext(pieces)  # where nothing can be made, nothing is promised either
    await response.prepare(request)
    await write(request, response, first)
    size = len(first)
    async for piece in pieces:
        await write(request, response, piece)
        size += len(piece)
    return response, size
