"""Feeds of a channel: its published recaps (Atom) and when its chats are (iCalendar), for programs.

They hold no cookie, so the address itself lets them in: it opens the two feeds and nothing else, and is revoked like
every link. Recaps are named and linked, not repeated: what is erased must not stay in a reader.
"""

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from bot.adapters.web.archive.framing import framed
from bot.adapters.web.frame.pages import rendered
from bot.adapters.web.frame.site import SITE, Limit, Route, language_of
from bot.app.reading.archive import Archive, Seen
from bot.core.requests.tickets import Visible
from bot.core.session.state import Session

GUESSES = Limit(at_once=20, seconds=3, only_refused=True)
RECAPS, CHATS = "recaps.atom", "chats.ics"

Calendar = Callable[[Sequence[Session]], str]
See = Callable[[web.Request], Awaitable[tuple[Seen, Visible]]]


class FeedPages:
    """The addresses of feeds. `see` says which session somebody means, if they may see it."""

    def __init__(self, archive: Archive, calendar: Calendar, see: See) -> None:
        self._archive = archive
        self._calendar = calendar
        self._see = see

    @property
    def routes(self) -> Sequence[Route]:
        """All of them."""
        return (
            Route("POST", "/sessions/{number}/feed", self._give),
            Route("GET", f"/feeds/{{token}}/{RECAPS}", self._recaps, GUESSES),
            Route("GET", f"/feeds/{{token}}/{CHATS}", self._chats, GUESSES),
        )

    async def _give(self, request: web.Request) -> web.Response:
        """Make an address for the channel of a session, for who sees all of it; it is shown this once."""
        seen, visible = await self._see(request)
        if seen.listed.room.channel not in visible.channels:
            raise web.HTTPNotFound
        address = await self._archive.give_feed(seen.listed.room)
        answer = framed(request, "feed_given", visible, recaps=f"{address}/{RECAPS}", chats=f"{address}/{CHATS}")
        answer.headers["Cache-Control"] = "no-store"
        return answer

    async def _recaps(self, request: web.Request) -> web.Response:
        recaps = await self._archive.recaps_of_feed(request.match_info["token"])
        if recaps is None:
            raise web.HTTPNotFound
        language = language_of(request)
        words = request.app[SITE].words(language)
        address = self._archive.address
        text = rendered(request.app, "archive/recaps.xml", words, language, recaps=recaps, address=address)
        return web.Response(text=text, content_type="application/atom+xml", headers={"Vary": "Accept-Language"})

    async def _chats(self, request: web.Request) -> web.Response:
        sessions = await self._archive.chats_of_feed(request.match_info["token"])
        if sessions is None:
            raise web.HTTPNotFound
        return web.Response(text=self._calendar(sessions), content_type="text/calendar")
