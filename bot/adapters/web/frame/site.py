"""What a site is: under which names it may be asked, and which routes it has."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from urllib.parse import urlsplit

from aiohttp import web

from bot.core.base.words import WordsIn

Network = IPv4Network | IPv6Network
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Limit:
    """How often an address may ask: so many times at once, then once in so many seconds.

    With `only_refused` just those requests count that found nothing: guesses.
    """

    at_once: int
    seconds: float
    only_refused: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """One address: `path` is a template of aiohttp's ("/sessions/{number}/"). `GET` changes nothing.

    `limit` says how often an address may ask for it; without one as often as it likes.
    """

    method: str
    path: str
    answer: Answer
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What a package of pages brings to a site: its routes, templates, scripts and style sheets."""

    routes: Sequence[Route]
    package: str
    styles: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Site:
    """A set of pages.

    `packages` are those that bring templates and scripts, besides the frame; `styles` are the style sheets of its
    pages, each made of sheets of `bot.design`. Others than this machine reach the pages under `public_url`, if at all:
    links are made with it, never with the name that a request came for. With a `token` they are for whoever has opened
    the address with it ("/in/TOKEN"), or sends it along, under any name. `sign_in` is where people say who they are.
    What `trusted_proxies` say of where a request comes from is believed. With `rehearsal` the pages are about one.
    """

    words: WordsIn
    packages: Sequence[str] = ()
    styles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    public_url: str = ""
    token: str = ""
    rehearsal: bool = False
    sign_in: str = ""
    trusted_proxies: Sequence[Network] = ()

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which the pages may be asked for."""
        public = urlsplit(self.public_url).hostname
        return LOOPBACK | {public} if public else LOOPBACK

    def knows(self, host: str) -> bool:
        """Return whether these pages may be asked for under a name; who has the token cannot be tricked by one."""
        return bool(name_of(host)) if self.token else name_of(host) in self.hosts

    def origin_of(self, host: str) -> str:
        """Return the origin of our own pages, for a request that came to this host (with its port)."""
        public = urlsplit(self.public_url)
        if public.hostname and name_of(host) == public.hostname:
            return f"{public.scheme}://{public.netloc}"
        return f"http://{host}"


SITE = web.AppKey("site", Site)


def name_of(host: str) -> str:
    """Return a host without its port; nothing for what is none."""
    found = HOST.fullmatch(host)
    return found["name"].strip("[]").lower() if found else ""


def language_of(request: web.Request) -> str:
    """Return the first language that a reader's browser asks for and we have; English if there is none."""
    for each in request.headers.get("Accept-Language", "").split(","):
        code = each.split(";")[0].strip().lower().split("-")[0]
        if code in LANGUAGES:
            return code
    return LANGUAGES[0]


LANGUAGES = ("en", "fi")
