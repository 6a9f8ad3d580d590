"""Who may ask: requests under a name that is not ours, from other pages, or too large end here.

A page of somebody else's can send requests to a server on this machine; what it cannot do is send them under our name
(`Host`) and from our own page (`Sec-Fetch-Site`, `Origin`).
"""

import logging
from collections.abc import Mapping
from hmac import compare_digest

from aiohttp import web

from bot.adapters.web.frame.headers import SAFE
from bot.adapters.web.frame.limits import read
from bot.adapters.web.frame.pages import problem
from bot.adapters.web.frame.site import SITE, Answer
from bot.core.base.words import N_

log = logging.getLogger(__name__)

COOKIE = "tchat_in"
"""What the token is kept in, once it has come in an address."""

LET_IN = "/in/{token}"
FOR_ALL = frozenset({LET_IN, "/robots.txt", "/static/{hash}/{name}"})
CONTENT = frozenset({"application/json", "application/x-www-form-urlencoded"})
MOST_BYTES = 64 * 1024
"""How large a request may be; the longest text of a form is a tenth of that."""

UNKNOWN_HOST = N_("These pages are not reached under this name. If they should be, set web.public_url to it.")
FOREIGN = N_("This did not come from one of these pages, so nothing was done. Open the page and try again there.")
WRONG_CONTENT = N_("This is not what a form of these pages sends.")
TOO_LARGE = N_("This is more text than fits. Nothing was done.")
TOO_SLOW = N_("This took too long to come in, so nothing was done. Please try again.")
TOO_OFTEN = N_("That was a little too often. Please wait a moment and try again.")
NOT_HERE = N_("This page is not here, or not for you.")
WRONG_METHOD = N_("This address cannot be used that way.")
BROKEN = N_("Something went wrong on my side; my log has the details.")

SENTENCES: Mapping[int, str] = {
    404: NOT_HERE,
    405: WRONG_METHOD,
    408: TOO_SLOW,
    413: TOO_LARGE,
    429: TOO_OFTEN,
}


@web.middleware
async def guard(request: web.Request, handler: Answer) -> web.StreamResponse:
    """Answer a request, or say why not; a fault of a page stays within it."""
    if not request.app[SITE].knows(request.host):
        return problem(request, 403, UNKNOWN_HOST)
    if not _is_let_in(request):
        return problem(request, 404, NOT_HERE)
    if request.method not in SAFE:
        if not _is_ours(request):
            return problem(request, 403, FOREIGN)
        if request.content_type not in CONTENT or (request.charset or "utf-8").lower() != "utf-8":
            return problem(request, 415, WRONG_CONTENT)
    try:
        if request.method not in SAFE:
            await read(request)
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        answer = problem(request, error.status, SENTENCES.get(error.status, NOT_HERE))
        if wait := error.headers.get("Retry-After"):
            answer.headers["Retry-After"] = wait
        return answer
    except ConnectionResetError:
        raise
    except Exception:
        log.exception("a page failed")
        return problem(request, 500, BROKEN)


def _is_let_in(request: web.Request) -> bool:
    """Whether somebody has the token of a site that asks for one, in a cookie or a header; styles are for everybody."""
    token = request.app[SITE].token
    resource = request.match_info.route.resource
    if not token or (resource is not None and resource.canonical in FOR_ALL):
        return True
    given = request.cookies.get(COOKIE) or request.headers.get("Authorization", "").removeprefix("Bearer ")
    return compare_digest(given.encode(errors="replace"), token.encode())


async def let_in(request: web.Request) -> web.StreamResponse:
    """Give somebody who comes with the token a cookie in its place, and take it out of the address."""
    token = request.app[SITE].token
    if not token or not compare_digest(request.match_info["token"].encode(), token.encode()):
        raise web.HTTPNotFound
    answer = web.Response(status=303, headers={"Location": "/", "Referrer-Policy": "no-referrer"})
    answer.set_cookie(COOKIE, token, httponly=True, samesite="Strict")
    return answer


def _is_ours(request: web.Request) -> bool:
    """Whether a request comes from one of our own pages. Plain HTTP away from this machine has no `Sec-Fetch-Site`."""
    if (site := request.headers.get("Sec-Fetch-Site")) is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == request.app[SITE].origin_of(request.host)
