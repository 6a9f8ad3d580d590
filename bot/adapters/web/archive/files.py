"""Downloads: transcripts and recaps as attachments, sent piece by piece as they are made."""

from collections.abc import AsyncIterator
from typing import Protocol

from aiohttp import web

from bot.adapters.web.frame.headers import FILE_POLICY, FILE_TYPES
from bot.adapters.web.frame.limits import write
from bot.app.reading.archive import Seen

TRANSCRIPT, SUMMARY = "transcript", "summary"
ARTICLES = ("html", "md", "txt", "json")


class Downloads(Protocol):
    """Makes files from a record."""

    def pieces(self, number: int, format: str, *, public: bool = False) -> AsyncIterator[bytes]:
        """Yield a session's transcript, piece by piece."""
        ...

    async def summary(self, number: int, format: str) -> str:
        """Return a session's recap as text."""
        ...


def names_of(*, has_recap: bool) -> list[str]:
    """Return the files of a session."""
    articles = [f"{SUMMARY}.{ending}" for ending in ARTICLES] if has_recap else []
    return [*(f"{TRANSCRIPT}.{ending}" for ending in FILE_TYPES), *articles]


async def send(request: web.Request, seen: Seen, name: str, downloads: Downloads) -> web.StreamResponse:
    """Send one of a session's files."""
    kind, _, ending = name.partition(".")
    headers = {
        "Content-Type": FILE_TYPES[ending],
        "Content-Disposition": f'attachment; filename="{kind}-{seen.number}.{ending}"',
        "Content-Security-Policy": FILE_POLICY,
    }
    if kind == SUMMARY:
        return web.Response(body=(await downloads.summary(seen.number, ending)).encode(), headers=headers)
    response = web.StreamResponse(headers=headers)
    pieces = downloads.pieces(seen.number, ending, public=seen.is_public)
    first = await anext(pieces)  # where nothing can be made, nothing is promised either
    await response.prepare(request)
    await write(request, response, first)
    async for piece in pieces:
        await write(request, response, piece)
    return response
