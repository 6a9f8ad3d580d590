"""What a link or a file is, before what words say of it: it shows another site, resembles one, or runs as a program.

Nothing is fetched; everything is read from the address. A link that is on the reading list is never looked at.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import partial
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from bot.core.base.words import N_
from bot.core.moderation.message.links import Link, address_of, links_in, registered
from bot.core.moderation.message.message_words import Said

SHOWS_ANOTHER = N_("The link says {shown}, but it leads to {site}.")
LOOKS_LIKE = N_("{site} looks like {known}, but is another site.")
HIDES_SITE = N_("The link begins like {shown}, but it leads to {site}.")
BARE_ADDRESS = N_("The link leads to {site}, an IP address instead of a name.")
INVITE = N_("It invites people into another server or group: {link}")
SHORTENED = N_("Nobody can see where a shortened link leads: {link} – the full address would be fine.")
PROGRAM = N_("{file} is a program: opening it can harm a computer.")

AT_HOME = tuple(
    map(
        ip_network,
        (
            "10.0.0.0/8",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "::1",
            "fc00::/7",
            "fe80::/10",
        ),
    )
)
"""Addresses of one's own computer and network, which lead nobody else anywhere."""
SPOKEN = 3
"""Words of content with which a message says something about where it invites people."""

_LABELLED = re.compile(r"\[([^\]\n]{1,200})\]\(<?(https?://[^\s<>)]{1,2000})")
_ENDINGS = (
    "app|click|club|co|com|example|fi|fun|gg|gift|icu|info|io|link|live|me|net|online|org|pro|ru|shop|site|store|top|vip"
    "|win|xyz"
)
_NAME = re.compile(rf"(?<![\w.@/-])(?:[\w-]{{1,63}}\.){{1,4}}(?:{_ENDINGS})(?![\w-]|\.\w)")
_SIGN = re.compile(r"\.\w")
_APART = re.compile(r"(?<!\w)\w(?:\s[\w./])+(?!\w)(?:\s\w+)?")


class Unsafe(NamedTuple):
    """What is wrong: an English sentence marked for the catalogues, its values, and the link or file as typed."""

    reason: str
    values: Mapping[str, object]
    typed: str


def unsafe_link(said: Said) -> Unsafe | None:
    """Return the first thing that is unsafe about the links and files of a contribution."""
    for attachment in said.contribution.attachments:
        if said.lexicon.sites.is_program(attachment.name.lower()):
            return Unsafe(PROGRAM, {"file": attachment.name}, attachment.name)
    if spelled := _spelled(said):
        return spelled
    if said.links and (found := _labelled(said) or _wrong(said)):
        return found
    return _named(said) if _SIGN.search(said.own) else None


def _labelled(said: Said) -> Unsafe | None:
    """Return a link whose label is the address of another site."""
    own = {link.start for link in said.links}
    for found in _LABELLED.finditer(said.folded) if "](" in said.folded else ():
        target = registered(address_of(found[2]).partition("/")[0])
        for link in links_in(found[1]) if own.intersection(range(found.start(2), found.end(2))) else ():
            if registered(link.host) != target:
                values = {"shown": link.host, "site": target}
                return Unsafe(SHOWS_ANOTHER, values, said.typed(*found.span(2)))
    return None


def _spelled(said: Said) -> Unsafe | None:
    """Return an invitation that is written letter by letter, so that no filter sees it."""
    if " . " not in said.own and " / " not in said.own:  # the usual case
        return None
    for found in _APART.finditer(said.own):
        if any(link.invites for link in links_in(re.sub(r"\s+", "", found[0]))):
            typed = said.typed(*found.span()).strip()
            return Unsafe(INVITE, {"link": typed}, typed)
    return None


def _wrong(said: Said) -> Unsafe | None:
    """Return the first link that something is wrong with."""
    return next(filter(None, map(partial(_wrong_with, said), said.links)), None)


def _wrong_with(said: Said, link: Link) -> Unsafe | None:
    place, host, sites = (link.start, link.end), link.host, said.lexicon.sites
    if (link.invites and not _is_named(said, link)) or link.shortened:
        typed = said.typed(*place)
        return Unsafe(INVITE if link.invites else SHORTENED, {"link": typed}, typed)
    address = said.folded[link.start : link.end]
    if "://" in address and "@" in (site := address.split("://", 1)[1].partition("/")[0]):
        return Unsafe(HIDES_SITE, {"shown": site.partition("@")[0], "site": host}, said.typed(*place))
    if _is_number(host):
        return Unsafe(BARE_ADDRESS, {"site": host}, said.typed(*place))
    if sites.knows(host):
        typed = said.typed(*place)
        spelt = unicodedata.normalize("NFKC", typed).lower()
        real = spelt.isascii() or (host in spelt)
        return None if real else Unsafe(LOOKS_LIKE, {"site": typed, "known": host}, typed)
    if known := sites.pretended(host):
        return Unsafe(LOOKS_LIKE, {"site": host, "known": known}, said.typed(*place))
    path = link.address.partition("/")[2].partition("?")[0]
    if said.lexicon.sites.is_program(path.rpartition("/")[2]):
        return Unsafe(PROGRAM, {"file": path.rpartition("/")[2]}, said.typed(*place))
    return None


def _is_named(said: Said, link: Link) -> bool:
    """Tell whether an invitation is to what the message speaks of, by name: "the Python server, …/python, helps"."""
    name = link.address.rpartition("/")[2]
    return len(said.content) >= SPOKEN and name.isalpha() and any(word.startswith(name) for word in said.content)


def _named(said: Said) -> Unsafe | None:
    """Return the name of a site that is written without being a link, and resembles a known one."""
    sites = said.lexicon.sites
    for found in _NAME.finditer(said.own):
        if not sites.knows(found[0]) and (known := sites.pretended(found[0])):
            return Unsafe(LOOKS_LIKE, {"site": found[0], "known": known}, said.typed(*found.span()))
    return None


def _is_number(host: str) -> bool:
    bare = host.strip("[]") if host.count(":") > 1 else host.strip("[]").partition(":")[0]
    if ":" not in bare and not bare.replace(".", "").isdigit():  # the usual case: a name
        return False
    try:
        return not any(ip_address(bare) in each for each in AT_HOME)
    except ValueError:
        return False
