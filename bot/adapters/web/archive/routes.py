"""The addresses of the archive."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from itertools import islice
from typing import Any, TypeVar

from aiohttp import web

from bot.adapters.web.archive import files, hits_shown, screen, voices_shown
from bot.adapters.web.archive.feeds import GUESSES, Calendar, FeedPages
from bot.adapters.web.archive.files import Downloads
from bot.adapters.web.archive.following import Followed, Following, Made, made_once, script_words
from bot.adapters.web.archive.framing import framed
from bot.adapters.web.archive.holding import LINKS, SIGN_IN, drop, held, hold, tokens_of
from bot.adapters.web.archive.listing import listing_of
from bot.adapters.web.archive.signing_in import SignInPages
from bot.adapters.web.archive.writing import address_of
from bot.adapters.web.frame.pages import page
from bot.adapters.web.frame.server import application
from bot.adapters.web.frame.site import SITE, Limit, Network, Part, Route, Site, language_of
from bot.adapters.web.frame.streams import STREAMS
from bot.app.live.sessions import Live
from bot.app.ports.files import Sheet, Sheets
from bot.app.ports.values import Place
from bot.app.reading.archive import Archive, Counts, Seen
from bot.app.reading.records import Record
from bot.app.reading.searching.search import NEWEST
from bot.core.base.errors import NotFound
from bot.core.base.phase import TO_COME
from bot.core.base.words import Words, WordsIn
from bot.core.posts.hosting.status import PHASES
from bot.core.requests.searching import query_of
from bot.core.requests.tickets import NOTHING, Ticket, Visible

ON_A_PAGE = 300
"""How many messages of a session are shown on one page; where there are more, each question has pages of its own."""

SEARCHES = Limit(at_once=10, seconds=0.5)
PACKAGE = __package__ or ""
STYLES = {
    "archive.css": ("words", "paper", "recap", "transcript", "pictures", "archive"),
    "hall.css": ("hall",),
}
SOONEST = 3
"""How many of the sessions to come are shown at once; the others are there when they are unfolded."""

LISTED = 50
LONGEST_QUERY = 200
Row = TypeVar("Row")

OUTSIDE = 0
"""What was said outside the questions, as a number of a question."""


class Pages:
    """Answers requests for the archive."""

    def __init__(
        self,
        archive: Archive,
        words: WordsIn,
        sheets: Sheets,
        downloads: Downloads,
        *,
        public_url: str = "",
        trusted_proxies: Sequence[Network] = (),
        beside: Sequence[Part] = (),
        calendar: Calendar | None = None,
    ) -> None:
        self._archive = archive
        self._words = words
        self._sheets = sheets
        self._downloads = downloads
        self._sizes = files.Sizes()
        sign_in = "/sign-in" if archive.signing_in else ""
        self._site = Site(words, (PACKAGE,), STYLES, public_url, sign_in=sign_in, trusted_proxies=trusted_proxies)
        self._parts_beside = beside
        self._calendar = calendar
        self._feeds = FeedPages(archive, calendar, self._seen).routes if calendar else ()
        self._following = Following()

    @cached_property
    def app(self) -> web.Application:
        """The pages as a site of their own."""
        app = application(self._site, self.routes, *self._parts_beside)
        self._following.serve(app)
        return app

    @property
    def beside(self) -> Part:
        """The pages to read, within another site: without links and signs of who comes, and not followed."""
        return Part(self._to_read, PACKAGE, STYLES)

    @contextmanager
    def following(self, *events: list[Callable[[Live], None]]) -> Iterator[None]:
        """Hear of what happens in chats, for the length of a block."""
        for event in events:
            event.append(self._changed)
        try:
            yield
        finally:
            for event in events:
                event.remove(self._changed)

    def _changed(self, live: Live) -> None:
        self._following.changed(live)
        self._sizes.forget(live.session.number)

    @property
    def routes(self) -> Sequence[Route]:
        """All of them."""
        return (
            Route("GET", "/", self._first),
            Route("GET", "/s/{token}", self._enter, GUESSES),
            Route("GET", "/sessions/{number}/events", self._events),
            *self._to_read,
            Route("GET", "/voices", self._voices),
            Route("GET", "/packs", self._packs),
            Route("GET", "/links", self._links),
            Route("POST", "/links/{id}/revoke", self._revoke),
            Route("POST", "/leave", self._leave),
            *self._feeds,
            *(SignInPages(self._archive.signing_in).routes if self._archive.signing_in else ()),
        )

    @property
    def _to_read(self) -> Sequence[Route]:
        return (
            Route("GET", "/sessions", self._list),
            Route("GET", "/sessions/{number}/", self._session),
            Route("GET", "/sessions/{number}/q/{question}", self._question),
            Route("GET", "/sessions/{number}/q/{question}/answers.md", self._answers),
            Route("GET", "/sessions/{number}/m/{message}", self._message),
            Route("GET", "/sessions/{number}/{file}", self._file),
            Route("GET", "/search", self._search, SEARCHES),
        )

    async def _visible(self, request: web.Request) -> Visible:
        return await self._archive.visible(tokens_of(request), held(request, SIGN_IN))

    async def _seen(self, request: web.Request) -> tuple[Seen, Visible]:
        """Return the session that is asked for; to whoever may not see it, it does not exist."""
        visible = await self._visible(request)
        try:
            return await self._archive.session(visible, _number(request, "number")), visible
        except NotFound as error:
            raise web.HTTPNotFound from error

    async def _reader(self, request: web.Request) -> Visible:
        visible = await self._visible(request)
        if visible == NOTHING:
            raise web.HTTPNotFound
        return visible

    async def _first(self, request: web.Request) -> web.StreamResponse:
        await self._reader(request)
        raise web.HTTPSeeOther("/sessions")

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        """Take a link out of the address: from here on it is in a cookie, and its session is shown."""
        token = request.match_info["token"]
        ticket = await self._archive.opened(token)
        if ticket is None:
            raise web.HTTPNotFound
        response = web.Response(
            status=303,
            headers={
                "Location": f"/sessions/{ticket.session}/" if ticket.session else "/sessions",
                "Referrer-Policy": "no-referrer",
                "Cache-Control": "no-store",
            },
        )
        hold(request, response, token)
        return response

    async def _list(self, request: web.Request) -> web.Response:
        visible = await self._reader(request)
        listing = listing_of(await self._archive.sessions(visible), request.query)
        if request.query.get("format") == "json":
            seen = [*listing.to_come, *listing.fitting]
            counts = await self._archive.counts(seen)
            rows = [{**_data(each), **_counted(counts.get(each.number))} for each in seen]
            return web.json_response({"count": len(seen), "sessions": rows})
        chosen, shown, pages = _page_of(request, listing.fitting, LISTED)
        words, counts = self._words(language_of(request)), await self._archive.counts(shown)
        return framed(
            request,
            "list",
            visible,
            listing=listing,
            to_come=[self._row(each, words) for each in listing.to_come] if chosen == 1 else [],
            soonest=SOONEST,
            rows=[self._row(each, words) for each in shown],
            counts=counts,
            count=len(listing.fitting),
            page=chosen,
            pages=pages,
            query=listing.query,
        )

    def _row(self, seen: Seen, words: Words) -> dict[str, Any]:
        at = seen.listed.opened_at or seen.listed.opens_at
        return {
            "session": seen.listed,
            "status": words.gettext(PHASES[seen.listed.phase]),
            "at": at,
            "when": self._sheets.moment(at, words) if at else "",
        }

    async def _session(self, request: web.Request) -> web.Response:
        seen, visible = await self._seen(request)
        followed = self._following.of(seen)
        since = followed.broadcast.cursor() if followed else ""  # before anything is read, so that no change is missed
        if "screen" in request.query:
            return await self._screen(request, seen, followed, since)
        record, sheet, has_recap = await made_once(followed, "session", partial(self._made, seen))
        is_long = len(record.filings) > ON_A_PAGE
        counts = {each.number: len(_filed(record, each.number)) for each in record.questions}
        return framed(
            request,
            "session",
            visible,
            **self._about(request, seen, record, sheet),
            counts=counts if is_long else {},
            outside=len(_filed(record, OUTSIDE)) if is_long else 0,
            files=files.by_kind(files.names_of(has_recap=has_recap), partial(self._sizes.of, seen)),
            invitation=files.INVITATION if self._is_ahead(seen) else "",
            has_feeds=bool(self._feeds) and seen.listed.room.channel in visible.channels,
            since=since,
            script_words=script_words(self._words(language_of(request))) if followed else "",
        )

    async def _screen(self, request: web.Request, seen: Seen, followed: Followed | None, since: str) -> web.Response:
        """Show a session to a hall."""
        words = self._words(language_of(request))
        read = await made_once(followed, "screen", partial(screen.read, self._archive, seen))
        return page(
            request,
            "archive/screen.html",
            style="hall.css",
            seen=seen,
            since=since,
            script_words=script_words(words) if followed else "",
            status_text=words.gettext(PHASES[seen.listed.phase]),
            language_of_chat=seen.listed.language,
            **screen.shown(read, self._archive.now, self._sheets, words),
        )

    def _is_ahead(self, seen: Seen) -> bool:
        return bool(self._calendar and seen.listed.opens_at) and seen.listed.phase in TO_COME

    async def _made(self, seen: Seen) -> Made:
        record = await self._archive.record(seen)
        is_long = len(record.filings) > ON_A_PAGE
        place = _places(seen) if is_long else "#m"
        record, recap = record.placed(place), await self._archive.recap(seen, place)
        sheet = self._sheets.outline(record, recap) if is_long else await self._sheets.whole(record, recap)
        return record, sheet, recap is not None

    async def _events(self, request: web.Request) -> web.StreamResponse:
        seen, _ = await self._seen(request)
        followed = self._following.of(seen)
        if followed is None:
            raise web.HTTPNotFound
        return await request.app[STREAMS].follow(followed.broadcast, request)

    async def _question(self, request: web.Request) -> web.Response:
        """Show one question, page by page; 0 is what was said outside the questions."""
        seen, visible = await self._seen(request)
        record = (await self._archive.record(seen)).placed(_places(seen))
        number = _number(request, "question")
        asked = next((each for each in record.questions if each.number == number), None)
        if asked is None and (number != OUTSIDE or record.head.public):
            raise web.HTTPNotFound
        chosen, shown, pages = _page_of(request, _filed(record, number), ON_A_PAGE)
        entries = record.entries(shown)
        sheet = await (self._sheets.question(record, asked, entries) if asked else self._sheets.talk(record, entries))
        about = self._about(request, seen, record, sheet)
        return framed(request, "question", visible, **about, number=number, page=chosen, pages=pages)

    async def _answers(self, request: web.Request) -> web.StreamResponse:
        seen, _ = await self._seen(request)
        try:
            return await files.send_answers(request, seen, _number(request, "question"), self._downloads)
        except NotFound as error:
            raise web.HTTPNotFound from error

    async def _message(self, request: web.Request) -> web.StreamResponse:
        """Lead to where a message is now, however it was filed when its link was made."""
        seen, _ = await self._seen(request)
        record, message = await self._archive.record(seen), _number(request, "message")
        filing = record.filings.get(message)
        if filing is None and message not in record.cards:
            raise web.HTTPNotFound
        if len(record.filings) <= ON_A_PAGE or filing is None:
            raise web.HTTPSeeOther(f"/sessions/{seen.number}/#m{message}")
        number = (filing.question if filing.is_answer else None) or OUTSIDE
        chosen = _filed(record, number).index(message) // ON_A_PAGE + 1
        raise web.HTTPSeeOther(f"/sessions/{seen.number}/q/{number}?page={chosen}#m{message}")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        seen, _ = await self._seen(request)
        name = request.match_info["file"]
        if name == files.INVITATION and self._calendar and self._is_ahead(seen):
            return files.invitation(seen, self._calendar([await self._archive.plan(seen)]))
        has_recap = name.startswith(files.SUMMARY) and await self._archive.recap(seen, "#m") is not None
        if name not in files.names_of(has_recap=has_recap):
            raise web.HTTPNotFound
        return await files.send(request, seen, name, self._downloads, self._sizes)

    async def _search(self, request: web.Request) -> web.Response:
        visible = await self._reader(request)
        asked = request.query.get("q", "")[:LONGEST_QUERY]
        query, before, only = query_of(asked), _cursor(request), await self._only(request, visible)
        found = await self._archive.search(visible, query, before, only=only.number if only else None)
        more = "{}-{}".format(*found.hits[-1].place) if found.goes_on else ""
        shown = [hits_shown.of(hit, query, self._sheets) for hit in found.hits]
        if request.query.get("format") == "json":
            hits = [hits_shown.data(each) for each in shown]
            return web.json_response({"query": asked, "hits": hits, "next": more, "stopped": found.stopped})
        told = self._words(language_of(request))
        return framed(
            request,
            "search",
            visible,
            asked=asked,
            **({"within": only} if only else {}),
            wanted=[word.folded for word in query.words],
            by=", ".join(query.by),
            hits=shown,
            more=more,
            stopped=found.stopped,
            is_first=before == NEWEST,
            moment=lambda at: self._sheets.moment(at, told),
        )

    async def _only(self, request: web.Request, visible: Visible) -> Seen | None:
        """Return the session in which alone is searched, if one is chosen."""
        chosen = request.query.get("session", "")
        try:
            return await self._archive.session(visible, _whole_number(chosen)) if chosen else None
        except NotFound as error:
            raise web.HTTPNotFound from error

    async def _voices(self, request: web.Request) -> web.Response:
        visible = await self._organiser(request)
        found, left = await self._archive.voices(visible)
        voices = [voices_shown.data(each, self._sheets) for each in found]
        if request.query.get("format") == "json":
            return web.json_response({"count": len(voices), "voices": voices, "unread": left})
        return framed(request, "voices", visible, voices=voices, left=left)

    async def _packs(self, request: web.Request) -> web.Response:
        """Lead to the packs of the server whose packs somebody may write, or let them choose."""
        visible, signing_in = await self._visible(request), self._archive.signing_in
        if not visible.plans or signing_in is None:
            raise web.HTTPNotFound
        servers = [(signing_in.name_of(server) or str(server), address_of(server)) for server in sorted(visible.plans)]
        if len(servers) == 1:
            raise web.HTTPSeeOther(servers[0][1])
        return framed(request, "servers", visible, servers=sorted(servers))

    async def _links(self, request: web.Request) -> web.Response:
        visible = await self._organiser(request)
        links = await self._archive.links(visible)
        if request.query.get("format") == "json":
            return web.json_response({"count": len(links), "links": [_link_data(each) for each in links]})
        words = self._words(language_of(request))
        rows = [
            {
                "link": each,
                "made": self._sheets.moment(each.made_at, words),
                "ends": self._sheets.moment(each.ends_at, words),
                "used": self._sheets.moment(each.used_at, words) if each.used_at else "",
            }
            for each in links
        ]
        return framed(request, "links", visible, rows=rows)

    async def _revoke(self, request: web.Request) -> web.StreamResponse:
        await self._archive.revoke(await self._organiser(request), _number(request, "id"))
        self._following.drop_all()
        raise web.HTTPSeeOther("/links")

    async def _organiser(self, request: web.Request) -> Visible:
        """Return what somebody may see who sees a channel in full; to others, the page about links does not exist."""
        visible = await self._visible(request)
        if not visible.channels:
            raise web.HTTPNotFound
        return visible

    async def _leave(self, request: web.Request) -> web.StreamResponse:
        """Let a browser forget what it holds; who is signed in is signed out everywhere."""
        visible = await self._visible(request)
        if self._archive.signing_in:
            await self._archive.signing_in.end(held(request, SIGN_IN))
        response = page(request, "archive/left.html", name=visible.name, sign_in=request.app[SITE].sign_in)
        drop(request, response, LINKS, SIGN_IN)
        return response

    def _about(self, request: web.Request, seen: Seen, record: Record, sheet: Sheet) -> dict[str, Any]:
        words = self._words(language_of(request))
        return {
            "seen": seen,
            "record": record,
            "sheet": sheet,
            "stands": words.gettext(PHASES[seen.listed.phase]),
            "room": None if seen.is_public else record.session.room.address,
        }


def _places(seen: Seen) -> str:
    """Return what leads to a message of a long session, wherever it is by now."""
    return f"/sessions/{seen.number}/m/"


def _filed(record: Record, number: int) -> list[int]:
    """Return the messages under a question, or outside the questions, in their order."""
    return [
        message
        for message, filing in record.filings.items()
        if ((filing.question if filing.is_answer else None) or OUTSIDE) == number
    ]


def _page_of(request: web.Request, rows: Sequence[Row], most: int) -> tuple[int, list[Row], int]:
    """Return which page is asked for, what is on it, and how many there are; there is no page beyond the last."""
    pages = max(1, -(-len(rows) // most))
    asked = request.query.get("page", "1")
    chosen = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
    if not 0 < chosen <= pages:
        raise web.HTTPNotFound
    return chosen, list(islice(rows, (chosen - 1) * most, chosen * most)), pages


def _cursor(request: web.Request) -> Place:
    """Return from where a search goes on."""
    found = re.fullmatch(r"([0-9]{1,18})-([0-9]{1,19})", request.query.get("before", ""))
    return (int(found[1]), min(int(found[2]), NEWEST[1])) if found else NEWEST


def _number(request: web.Request, name: str) -> int:
    return _whole_number(request.match_info[name])


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) < 2**63):
        raise web.HTTPNotFound
    return int(text)


def _link_data(link: Ticket) -> dict[str, object]:
    return {
        "id": link.id,
        "session": link.session,
        "view": link.view.value,
        "by": link.by_name,
        "made_at": link.made_at.isoformat(),
        "ends_at": link.ends_at.isoformat(),
        "used_at": link.used_at.isoformat() if link.used_at else None,
        "revoked": link.revoked_at is not None,
    }


def _data(seen: Seen) -> dict[str, object]:
    row = seen.listed
    return {
        "number": row.number,
        "title": row.title,
        "language": row.language,
        "hosts": row.hosts,
        "status": row.phase.value,
        "opened_at": row.opened_at.isoformat() if row.opened_at else None,
        "closed_at": row.closed_at.isoformat() if row.closed_at else None,
        "url": f"/sessions/{row.number}/",
    }


def _counted(counts: Counts | None) -> dict[str, int | None]:
    return dict(counts._asdict() if counts else dict.fromkeys(Counts._fields))
