"""Where the links of packs lead. Only `tchat check --links` asks it: nothing else opens an address from a file.

A pack may come from anybody, so nothing but public addresses is opened, whatever a name stands for and wherever an
answer leads on. Each connection goes to the very addresses that were looked at. Of an answer only its status is read;
no cookie, key or name of this computer is sent along.
"""

import asyncio
import socket
from collections.abc import Callable, Mapping, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.core.base.errors import TchatError
from bot.core.base.words import N_

SECONDS = 10.0
"""In which an address has to answer, and whatever it leads on to."""

MOST_LINKS = 200
AT_ONCE = 4
MOST_HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})

AGENT = "tchat-bot (checks the links of a reading list)"

NOWHERE = N_("This link leads nowhere: its page is gone ({status}). Look for the new address, or leave the link out.")
NO_ANSWER = N_("This link did not answer within {seconds} seconds; open it yourself.")
UNREACHABLE = N_("This link's site cannot be reached; look how it is written.")
NOT_PUBLIC = N_("This link leads to an address that is not public, so I did not open it: members could not either.")
IN_CIRCLES = N_("This link leads on and on; write the address at which one ends up.")
TURNED_AWAY = N_("This link's site does not let a program look ({status}); open it yourself.")
NOT_LOOKED_AT = N_("This link was not looked at: at most {limit} are, at a time.")

NAT64, TEREDO = IPv6Network("64:ff9b::/96"), IPv6Network("2001::/32")
"""IPv6 addresses that stand for one of IPv4; behind the latter is somebody's own network."""


class Dead(TchatError):
    """A link that is of no use to anybody."""


class Unseen(TchatError):
    """A link of which a program cannot say whether it is good."""


class NotPublic(OSError):
    """A name that stands for an address which is not public, perhaps beside others that are."""


def is_public(address: str) -> bool:
    """Return whether anybody on the internet can reach an IP address."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found in TEREDO:
            return False
        inner = found.ipv4_mapped or found.sixtofour
        if found in NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


IsPublic = Callable[[str], bool]


class PublicResolver(AbstractResolver):
    """Looks names up, and refuses those that stand for an address which is not public."""

    def __init__(self, allows: IsPublic) -> None:
        self._inner = ThreadedResolver()
        self._allows = allows

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        if not all(self._allows(each["host"]) for each in found):
            raise NotPublic(host)
        return found

    async def close(self) -> None:
        await self._inner.close()


async def look(
    urls: Sequence[str], *, allows: IsPublic = is_public, seconds: float = SECONDS
) -> Mapping[str, Dead | Unseen]:
    """Return what is wrong with links, each once, in their order; those that lead to a page are not in it."""
    links = list(dict.fromkeys(urls))
    found: dict[str, Dead | Unseen] = {}
    turn = asyncio.Semaphore(AT_ONCE)
    connector = aiohttp.TCPConnector(resolver=PublicResolver(allows), use_dns_cache=False, force_close=True)
    timeout = aiohttp.ClientTimeout(total=seconds)
    async with aiohttp.ClientSession(
        connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": AGENT}
    ) as session:

        async def one(url: str) -> None:
            try:
                async with turn, asyncio.timeout(seconds):
                    await _open(session, url, allows)
            except (Dead, Unseen) as error:
                found[url] = error
            except TimeoutError:
                found[url] = Unseen(NO_ANSWER, seconds=round(seconds))
            except (aiohttp.ClientError, OSError, ValueError) as error:  # the last for what is no address at all
                found[url] = Dead(NOT_PUBLIC if isinstance(error.__cause__, NotPublic) else UNREACHABLE)

        await asyncio.gather(*map(one, links[:MOST_LINKS]))
    found |= {url: Unseen(NOT_LOOKED_AT, limit=MOST_LINKS) for url in links[MOST_LINKS:]}
    return {url: found[url] for url in links if url in found}


async def _open(session: aiohttp.ClientSession, url: str, allows: IsPublic) -> None:
    """Open a link and what it leads on to; raise what is wrong with it."""
    for _ in range(MOST_HOPS + 1):
        _must_be_public(url, allows)
        async with session.get(url, allow_redirects=False) as response:
            status, leads_to = response.status, response.headers.get("Location", "")
        if status not in REDIRECTS or not leads_to:
            break
        url = urljoin(url, leads_to)
    else:
        raise Dead(IN_CIRCLES)
    if status in GONE:
        raise Dead(NOWHERE, status=status)
    if status >= 300:
        raise Unseen(TURNED_AWAY, status=status)


def _must_be_public(url: str, allows: IsPublic) -> None:
    """Refuse an address that is written as numbers, which is looked up nowhere, and all but pages of the web."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise Dead(UNREACHABLE)
    try:
        public = allows(parts.hostname)
    except ValueError:  # a name
        return
    if not public:
        raise Dead(NOT_PUBLIC)
