"""The links that a browser holds: in one cookie, which no script reads and no other site sends along with a form."""

from collections.abc import Sequence

from aiohttp import web

from bot.adapters.web.frame.site import SITE
from bot.app.reading.archive import MOST_DAYS, MOST_LINKS

SECONDS = MOST_DAYS * 24 * 3600
BETWEEN = "."
LONGEST = 64


def tokens_of(request: web.Request) -> Sequence[str]:
    """Return the links that a browser holds, the last one that was opened at the end."""
    held = request.cookies.get(_name(request), "").split(BETWEEN)
    return [token for token in held if 0 < len(token) <= LONGEST][-MOST_LINKS:]


def hold(request: web.Request, response: web.StreamResponse, token: str) -> None:
    """Let a browser hold one more link."""
    held = [each for each in tokens_of(request) if each != token]
    value = BETWEEN.join([*held, token][-MOST_LINKS:])
    response.set_cookie(
        _name(request), value, max_age=SECONDS, path="/", secure=_is_safe(request), httponly=True, samesite="Lax"
    )


def drop(request: web.Request, response: web.StreamResponse) -> None:
    """Let a browser hold no link any more."""
    response.del_cookie(_name(request), path="/", secure=_is_safe(request), httponly=True, samesite="Lax")


def _is_safe(request: web.Request) -> bool:
    return request.app[SITE].origin_of(request.host).startswith("https:")


def _name(request: web.Request) -> str:
    return "__Host-tchat" if _is_safe(request) else "tchat"
