"""The addresses of the room: the page, its stream, what people do there, the files at the end."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

from bot.adapters.web.frame.headers import FILE_TYPES, attachment
from bot.adapters.web.frame.pages import problem
from bot.adapters.web.frame.server import application
from bot.adapters.web.frame.site import LANGUAGES, Part, Route, Site, language_of
from bot.adapters.web.frame.streams import STREAMS
from bot.adapters.web.rehearsal.drawing import RendererFor
from bot.adapters.web.rehearsal.view import View
from bot.app.ports.rehearsing import Card, Deed, Message, Rehearsal
from bot.core.base.errors import NotFound, TchatError
from bot.core.base.words import N_, WordsIn

NUMBERS = ("who", "channel", "message", "card")
WORDS = ("action", "id", "text", "key")
NOT_UNDERSTOOD = N_("This is not what a form of these pages sends.")


class Room:
    """Answers requests about one rehearsal."""

    def __init__(
        self, rehearsal: Rehearsal, words: WordsIn, renderer: RendererFor, beside: Sequence[Part], token: str
    ) -> None:
        self._rehearsal = rehearsal
        self._words = words
        self._renderer = renderer
        self._views: dict[str, View] = {}
        self._old: list[View] = []
        site = Site(words, (__package__ or "",), {"room.css": ("words", "room")}, token=token, rehearsal=True)
        self.app = application(site, self.routes, *beside)
        rehearsal.followers.append(self._seen)

    @property
    def routes(self) -> Sequence[Route]:
        """All of them, but for those beside it."""
        return (
            Route("GET", "/", self._page),
            Route("GET", "/events", self._events),
            Route("POST", "/actions", self._act),
            Route("GET", "/files/{name}", self._file),
        )

    async def close(self) -> None:
        """Follow the rehearsal no more."""
        self._rehearsal.followers.remove(self._seen)
        for view in self._views.values():
            view.leave()
        for view in (*self._views.values(), *self._old):
            await view.close()

    def _seen(self, what: str, about: Message | Card | None) -> None:
        if what == "again":  # who follows is told to fetch the page, which is another one
            for view in self._views.values():
                self.app[STREAMS].drop(view.broadcast, "again")
                view.leave()
                self._old.append(view)
            self._views = {}

    def _view(self, language: str) -> View:
        if language not in self._views:
            view = View(self.app, self._rehearsal, self._words, self._renderer, language)
            self.app[STREAMS].add(view.broadcast)
            self._views[language] = view
        return self._views[language]

    async def _page(self, request: web.Request) -> web.Response:
        view = self._view(language_of(request))
        place, who = (_number(request.query.get(name, "")) for name in ("place", "who"))
        html = await view.page(place, who)
        return web.Response(text=html, content_type="text/html", headers={"Vary": "Accept-Language"})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        language = request.query.get("language", "")
        return await self._view(language if language in LANGUAGES else LANGUAGES[0]).broadcast.follow(request)

    async def _act(self, request: web.Request) -> web.Response:
        """Do what a page asks for: a script gets 202 or a sentence, a form the page again or the page of a problem."""
        is_script = request.content_type == "application/json"
        try:
            given = await request.json() if is_script else dict(await request.post())
        except (ValueError, RecursionError):  # no JSON, a number without an end, brackets in brackets
            given = None
        if not isinstance(given, dict):
            return problem(request, 400, NOT_UNDERSTOOD)
        deed = self._deed(given, language_of(request))
        try:
            made = await self._rehearsal.act(deed)
        except TchatError as error:
            sentence = error.sentence(self._words(deed.language))
            if not is_script:
                return problem(request, 409, sentence)
            return web.json_response({"sentence": sentence}, status=409)
        for view in self._views.values():
            view.broadcast.flush()  # whoever did it sees it at once
        if is_script:
            return web.json_response({"id": str(made)}, status=202)
        who = made if deed.name == "join" else deed.who
        raise web.HTTPSeeOther(f"/?place={deed.channel or ''}&who={who}")

    def _deed(self, given: Mapping[str, object], language: str) -> Deed:
        """Return what was sent; numbers come as text, since a script's numbers are not exact enough."""
        words = {name: str(given.get(name) or "") for name in WORDS}
        numbers = {name: _number(str(given.get(name) or "")) for name in NUMBERS}
        hosts = [each.id for each in self._rehearsal.people if each.is_host]
        if given.get("as") == "host" and numbers["who"] not in hosts:  # all see here what hosts are answered
            numbers["who"] = self._rehearsal.stand.session.lead or hosts[0]
        return Deed(
            name=words["action"],
            id=words["id"],
            text=words["text"],
            key=words["key"][:64],
            language=language,
            **numbers,
        )

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        try:
            body = await self._rehearsal.file(name)
        except NotFound as error:
            raise web.HTTPNotFound from error
        return attachment(body, name, FILE_TYPES[name.rpartition(".")[2]])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0


@asynccontextmanager
async def room_of(
    rehearsal: Rehearsal, words: WordsIn, renderer: RendererFor, *beside: Part, token: str = ""
) -> AsyncIterator[web.Application]:
    """Have the pages of a rehearsal, its archive and others beside them, for the length of a block.

    With a token, they are for whoever has it.
    """
    room = Room(rehearsal, words, renderer, beside, token)
    try:
        yield room.app
    finally:
        await room.close()
