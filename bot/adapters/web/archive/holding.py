"""What a browser holds: its links in one cookie, its sign-in in another.

No script reads them, and no other site sends them along with a form.
"""

from collections.abc import Sequence

from aiohttp import web

from bot.adapters.web.frame.site import SITE
from bot.app.reading.archive import MOST_DAYS, MOST_LINKS

SECONDS = MOST_DAYS * 24 * 3600
BETWEEN = "."
LONGEST = 64


LINKS, SIGN_IN, STATE = "tchat", "tchat-member", "tchat-state"
"""What cookies are called."""


def tokens_of(request: web.Request) -> Sequence[str]:
    """Return the links that a browser holds, the last one that was opened at the end."""
    tokens = request.cookies.get(_name(request, LINKS), "").split(BETWEEN)
    return [token for token in tokens if 0 < len(token) <= LONGEST][-MOST_LINKS:]


def hold(request: web.Request, response: web.StreamResponse, token: str) -> None:
    """Let a browser hold one more link."""
    held = [each for each in tokens_of(request) if each != token]
    put(request, response, LINKS, BETWEEN.join([*held, token][-MOST_LINKS:]), SECONDS)


def put(request: web.Request, response: web.StreamResponse, name: str, value: str, seconds: int) -> None:
    """Let a browser hold something for so long."""
    response.set_cookie(
        _name(request, name), value, max_age=seconds, path="/", secure=_is_safe(request), httponly=True, samesite="Lax"
    )


def held(request: web.Request, name: str) -> str:
    """Return what a browser holds under a name; nothing for what was never given to it."""
    value = request.cookies.get(_name(request, name), "")
    return value if value.isascii() and len(value) <= LONGEST else ""


def drop(request: web.Request, response: web.StreamResponse, *names: str) -> None:
    """Let a browser hold something no more."""
    for name in names:
        response.del_cookie(_name(request, name), path="/", secure=_is_safe(request), httponly=True, samesite="Lax")


def _is_safe(request: web.Request) -> bool:
    return request.app[SITE].origin_of(request.host).startswith("https:")


def _name(request: web.Request, name: str) -> str:
    return f"__Host-{name}" if _is_safe(request) else name
