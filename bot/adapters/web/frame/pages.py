"""Pages from templates: everything that a template shows is escaped, and a name it does not know is an error.

In a template, `gettext` and `ngettext` take the values of a text by name: `gettext("Q{number}", number=3)`.
"""

from collections.abc import Iterable

from aiohttp import web
from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.adapters.web.frame.site import SITE, language_of
from bot.adapters.web.frame.statics import STATICS
from bot.core.base.words import Words

ENVIRONMENT = web.AppKey("environment", Environment)
FRAME = __package__ or ""


def environment(packages: Iterable[str]) -> Environment:
    """Return what reads the templates of packages: "frame/base.html", "rehearsal/room.html"."""
    loaders = {package.rpartition(".")[2]: PackageLoader(package) for package in packages}
    return Environment(
        loader=PrefixLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def rendered(app: web.Application, template: str, words: Words, language: str, **values: object) -> str:
    """Return a template as HTML."""
    return (
        app[ENVIRONMENT]
        .get_template(template)
        .render(
            gettext=_gettext(words),
            ngettext=_ngettext(words),
            static=app[STATICS].address,
            language=language,
            **values,
        )
    )


def page(request: web.Request, template: str, *, status: int = 200, **values: object) -> web.Response:
    """Return a page in its reader's language."""
    language = language_of(request)
    html = rendered(request.app, template, request.app[SITE].words(language), language, **values)
    return web.Response(text=html, status=status, content_type="text/html", headers={"Vary": "Accept-Language"})


def problem(request: web.Request, status: int, sentence: str) -> web.Response:
    """Return the page that says why something is not shown or done; `sentence` is marked for the catalogues."""
    words = request.app[SITE].words(language_of(request))
    site = request.app[SITE]
    return page(request, "frame/problem.html", status=status, sentence=words.gettext(sentence), sign_in=site.sign_in)


class _gettext:  # noqa: N801 - templates call it like a function
    """Translates a text; values are escaped unless they are HTML already."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, text: str, **values: object) -> Markup:
        said = escape(self._words.gettext(text))
        return said.format(**values) if values else said


class _ngettext:  # noqa: N801
    """Translates a text about a `{count}`."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, one: str, many: str, count: int, **values: object) -> Markup:
        return escape(self._words.ngettext(one, many, count)).format(count=count, **values)
