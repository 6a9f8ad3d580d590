"""Signing in with Discord: out to its page, and back with a code.

Whoever begins holds a word for ten minutes; only with it does the way back end in this browser, and only once.
"""

import logging
import re
import secrets
from collections.abc import Sequence
from hmac import compare_digest
from urllib.parse import urlsplit

from aiohttp import web

from bot.adapters.web.archive.holding import SIGN_IN, STATE, drop, held, put
from bot.adapters.web.frame.pages import problem
from bot.adapters.web.frame.site import SITE, Limit, Route
from bot.app.ports.values import Unsure
from bot.app.reading.entering.signing_in import LASTING, SigningIn
from bot.core.base.errors import RoomError
from bot.core.base.words import N_

log = logging.getLogger(__name__)

MINUTES = 10
SIGN_INS = Limit(at_once=20, seconds=3)
"""Of both ways together: out and back."""

BETWEEN = "~"
PAGE = re.compile(r"/sessions/([0-9]{1,18})/")
"""The pages to which somebody is led back; every other way leads to the list."""

OTHER = N_("This sign-in was begun elsewhere or too long ago. Please begin it again here.")
DENIED = N_("You are not signed in: Discord was not allowed to tell who you are. Sign in again and agree to it.")
UNKNOWN = N_("Discord did not say who you are. Please begin again; if it stays so, tell whoever runs me.")
SILENT = N_("Discord does not answer the sign-in now. Please try again in a minute.")


class SignInPages:
    """The addresses of the sign-in."""

    def __init__(self, signing_in: SigningIn) -> None:
        self._signing_in = signing_in

    @property
    def routes(self) -> Sequence[Route]:
        """All of them."""
        return (
            Route("GET", "/sign-in", self._out, SIGN_INS),
            Route("GET", "/sign-in/back", self._back, SIGN_INS),
        )

    async def _out(self, request: web.Request) -> web.StreamResponse:
        state = secrets.token_urlsafe(24)
        response = _led_to(self._signing_in.address(state))
        put(request, response, STATE, f"{state}{BETWEEN}{_session_before(request)}", MINUTES * 60)
        return response

    async def _back(self, request: web.Request) -> web.StreamResponse:
        state, _, session = held(request, STATE).partition(BETWEEN)
        if not state or not compare_digest(request.query.get("state", "").encode(errors="replace"), state.encode()):
            return problem(request, 400, OTHER)
        response = await self._let_in(request, f"/sessions/{session}/" if session else "/sessions")
        drop(request, response, STATE)
        return response

    async def _let_in(self, request: web.Request, page: str) -> web.StreamResponse:
        if not (code := request.query.get("code")):
            return problem(request, 403, DENIED)
        try:
            token = await self._signing_in.begin(code)
        except RoomError as error:
            log.warning("a sign-in failed (%s)", error)
            return problem(request, 403, UNKNOWN)
        except Unsure as error:
            log.warning("a sign-in failed (%s)", error)
            return problem(request, 503, SILENT)
        response = _led_to(page)
        put(request, response, SIGN_IN, token, int(LASTING.total_seconds()))
        return response


def _led_to(address: str) -> web.Response:
    headers = {"Location": address, "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
    return web.Response(status=303, headers=headers)


def _session_before(request: web.Request) -> str:
    """Return the session whose page somebody came from: a page that is not there for strangers leads here."""
    came = urlsplit(request.headers.get("Referer", ""))
    is_ours = f"{came.scheme}://{came.netloc}" == request.app[SITE].origin_of(request.host)
    found = PAGE.match(came.path)
    return found[1] if is_ours and found else ""
