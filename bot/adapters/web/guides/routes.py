"""The addresses of the guides."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aiohttp import web
from markdown_it import MarkdownIt
from markupsafe import Markup

from bot.adapters.web.frame.pages import page
from bot.adapters.web.frame.site import SITE, Part, Route, language_of

PACKAGE = __package__ or ""
STYLES = {"guide.css": ("words", "paper", "archive", "guide")}
TABLE, PICTURES = re.compile(r"<table>.*?</table>", re.DOTALL), "../pictures/"


@dataclass(frozen=True, slots=True)
class Guides:
    """The texts: for whom there are any, one in a language as Markdown, and a picture of them, if there is one."""

    names: Sequence[str]
    text: Callable[[str, str], str]
    picture: Callable[[str], bytes | None]


def guides_of(guides: Guides) -> Part:
    """Return the pages of the guides; they are for everybody, whatever else a site shows to whom."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")

    async def first(_: web.Request) -> web.Response:
        raise web.HTTPSeeOther(f"/help/{guides.names[0]}")

    async def one(request: web.Request) -> web.Response:
        who, language = request.match_info["who"], language_of(request)
        if who not in guides.names:
            raise web.HTTPNotFound
        html = markdown.render(guides.text(who, language).replace(PICTURES, "/help/pictures/"))
        titles = {each: guides.text(each, language).partition("\n")[0].removeprefix("# ") for each in guides.names}
        return page(
            request,
            "guides/guide.html",
            style="guide.css",
            rehearsal=request.app[SITE].rehearsal,
            who=who,
            titles=titles,
            body=Markup(TABLE.sub(lambda found: f'<div class="wide" tabindex="0">{found[0]}</div>', html)),
        )

    async def picture(request: web.Request) -> web.Response:
        body = guides.picture(request.match_info["name"])
        if body is None:
            raise web.HTTPNotFound
        return web.Response(body=body, content_type="image/png")

    routes = (
        Route("GET", "/help", first),
        Route("GET", "/help/{who}", one),
        Route("GET", "/help/pictures/{name}", picture),
    )
    return Part(routes, PACKAGE, STYLES)
