"""The addresses of the form: which packs there are, one of them filled in, and what was sent."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from markupsafe import Markup

from bot.adapters.web.frame.pages import page, problem
from bot.adapters.web.frame.site import SITE, Limit, Part, Route, language_of
from bot.adapters.web.packs import fields
from bot.adapters.web.packs.filled import Nested, changed, flat, nested, told
from bot.adapters.web.rehearsal.drawing import RendererFor
from bot.app.ports.clock import Clock
from bot.app.ports.files import Draft, Drafts, Fault
from bot.core.base.errors import TchatError
from bot.core.base.place import RoomRef
from bot.core.base.words import N_, Words, WordsIn
from bot.core.posts.look import as_played
from bot.core.script.pack import Pack
from bot.core.text.markup_tree import Mention, Stamp
from bot.core.when.moment import Dates

PACKAGE = __package__ or ""
STYLES = {"pack.css": ("words", "paper", "archive", "pack")}
OWN = ("name", "mark", "notes", "do")
"""What the form sends besides the fields of the pack."""

MUST = ("title", "ask")
"""Fields in which every pack has something."""
EMPTY = N_("Write something here.")

CHECKS = Limit(at_once=20, seconds=1)

NEW: Nested = {"hosts": [{}], "questions": [{}, {}, {}]}


class Names:
    """What a card points at: instants on the pack's clock."""

    def __init__(self, zone: str, words: Words) -> None:
        self._dates = Dates(words, zone)
        self.spoiler = words.gettext("spoiler")

    def mention(self, mention: Mention) -> str:
        """Return a mention; whom it means is not known here."""
        return "@…"

    def stamp(self, stamp: Stamp) -> str:
        """Return an instant."""
        return self._dates.full(stamp.at) if stamp.style in "dDfF" else self._dates.time(stamp.at)


@dataclass(frozen=True, slots=True)
class Place:
    """Where packs are kept for who asks: below which address of ours, and of which server (nothing: in a folder)."""

    drafts: Drafts
    address: str
    server: str = ""


Find = Callable[[web.Request], Awaitable[Place]]
"""Returns the place that a request is about; raises `web.HTTPNotFound` for who may not write there."""


def in_folder(drafts: Drafts) -> Find:
    """Return what finds one place, the same for everybody."""

    async def place(_: web.Request) -> Place:
        return Place(drafts, "/packs")

    return place


class Form:
    """Answers requests for the form, below an address."""

    def __init__(
        self, find: Find, words: WordsIn, renderer: RendererFor, clock: Clock, zone: str, *, below: str = "/packs"
    ) -> None:
        self._find = find
        self._below = below
        self._words = words
        self._renderer = renderer
        self._clock = clock
        self._zone = zone

    @property
    def part(self) -> Part:
        """The pages within a site."""
        routes = (
            Route("GET", self._below, self._list),
            Route("GET", f"{self._below}/edit", self._open),
            Route("POST", f"{self._below}/edit", self._take, CHECKS),
        )
        return Part(routes, PACKAGE, STYLES)

    async def _list(self, request: web.Request) -> web.Response:
        place = await self._find(request)
        names = await place.drafts.names()
        if request.query.get("format") == "json":
            packs = [{"name": name, "url": f"{place.address}/edit?{urlencode({'name': name})}"} for name in names]
            return web.json_response({"count": len(packs), "packs": packs})
        titles = {} if place.server else {name: await _title(place, name) for name in names}
        return page(request, "packs/list.html", **_around(request, place), names=names, titles=titles)

    async def _open(self, request: web.Request) -> web.Response:
        place, name = await self._find(request), request.query.get("name", "")
        if not name:
            return self._shown(request, place, Draft("", NEW), NEW)
        try:
            draft = await place.drafts.read(name)
            pack, faults = await place.drafts.check(draft)
        except TchatError as error:
            return problem(request, 409, error.sentence(self._words(language_of(request))))
        return self._shown(request, place, draft, dict(draft.data), pack=pack, faults=faults)

    async def _take(self, request: web.Request) -> web.Response:
        """Change a row of the form, check it, or save it; whatever was sent is there again."""
        place = await self._find(request)
        sent = {key: str(text) for key, text in (await request.post()).items()}
        data = nested({key: text for key, text in sent.items() if key not in OWN})
        draft = Draft(sent.get("name", "").strip(), told(data), sent.get("mark", ""), bool(sent.get("notes")))
        what = sent.get("do", "")
        if ":" in what:
            return self._shown(request, place, draft, changed(data, what))
        pack: Pack | None = None
        try:
            pack, faults = await place.drafts.check(draft)
            if what != "save" or pack is None:
                return self._shown(request, place, draft, data, pack=pack, faults=faults, is_checked=True)
            saved = await place.drafts.save(draft)
        except TchatError as error:
            return self._shown(request, place, draft, data, pack=pack, faults=[Fault("name", error.sentence)])
        return page(request, "packs/saved.html", **_around(request, place), saved=saved, saved_name=draft.name)

    def _shown(
        self,
        request: web.Request,
        place: Place,
        draft: Draft,
        data: Nested,
        *,
        pack: Pack | None = None,
        faults: Sequence[Fault] = (),
        is_checked: bool = False,
    ) -> web.Response:
        words = self._words(language_of(request))
        values = flat(data)
        known = {path for path in values if _is_shown(path)}
        beside: dict[str, list[str]] = {}
        for fault in faults:
            is_empty = fault.field.rpartition(".")[2] in MUST and not values.get(fault.field, "").strip()
            sentence = words.gettext(EMPTY) if is_empty else fault.sentence(words)
            beside.setdefault(fault.field, []).append(sentence)
        return page(
            request,
            "packs/form.html",
            status=422 if faults and is_checked else 200,
            **_around(request, place),
            draft=draft,
            data=data,
            values=values,
            hidden={path: text for path, text in values.items() if path not in known},
            faults=beside,
            elsewhere=[text for path, texts in beside.items() if not _is_beside(path) for text in texts],
            is_checked=is_checked,
            said=words.gettext,
            cards=self._cards(pack) if pack else [],
            fields=fields,
        )

    def _cards(self, pack: Pack) -> list[Markup]:
        """Return the preview and the cards of the questions, as they will look."""
        words = self._words(pack.language)
        zone = pack.schedule.zone if pack.schedule else self._zone
        renderer = self._renderer(Names(zone, words))
        posts = as_played(pack, RoomRef("form", 0, 0), self._clock.now(), words)
        return [Markup(renderer.message(post.text)) for post in posts]


async def _title(place: Place, name: str) -> str:
    """Return a pack's title and language; nothing where its file cannot be read, which its form explains."""
    try:
        pack, _ = await place.drafts.check(await place.drafts.read(name))
    except TchatError:
        return ""
    return f"{pack.title.in_language(pack.language)} ({dict(fields.LANGUAGES)[pack.language]})" if pack else ""


def _around(request: web.Request, place: Place) -> dict[str, Any]:
    """Return what all pages of the form have around them."""
    return {"style": "pack.css", "place": place, "rehearsal": request.app[SITE].rehearsal}


def _is_shown(path: str) -> bool:
    """Whether a value has a field on the form; a text in two languages has one for each."""
    plain = path.removesuffix(".en").removesuffix(".fi")
    return _template(plain) in SHOWN


def _is_beside(path: str) -> bool:
    """Whether a fault has a place on the form: a field, or the head of a row."""
    return path == "name" or _is_shown(path) or _template(path) in ROWS


def _template(path: str) -> str:
    return ".".join("N" if step.isdecimal() else step for step in path.split("."))


ROWS = frozenset({"hosts.N", "questions.N", "questions.N.readings.N"})
PARTS: Mapping[str, Sequence[fields.Field]] = {
    "": (*fields.ABOUT, *fields.WHEN),
    "hosts.N.": fields.HOST,
    "questions.N.": fields.QUESTION,
    "questions.N.readings.N.": fields.READING,
}
SHOWN = frozenset(before + each.key for before, part in PARTS.items() for each in part)
