"""What a link or a file is, before what words say of it: it shows another site, resembles one, or runs as a program.

Nothing is fetched; everything is read from the address. A link that is on the reading list is never looked at.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address
from typing import NamedTuple

from bot.core.base.words import N_
from bot.core.moderation.message.forms import fold
from bot.core.moderation.message.known_sites import BAIT, HONEST, PROGRAMS, SITES
from bot.core.moderation.message.links import Link, address_of, links_in, registered
from bot.core.moderation.message.message_words import Said

SHOWS_ANOTHER = N_("The link says {shown}, but it leads to {site}.")
LOOKS_LIKE = N_("{site} looks like {known}, but is another site.")
HIDES_SITE = N_("The link begins like {shown}, but it leads to {site}.")
BARE_ADDRESS = N_("The link leads to {site}, an IP address instead of a name.")
INVITE = N_("It invites people into another server or group: {link}")
SHORTENED = N_("Nobody can see where a shortened link leads: {link} – the full address would be fine.")
PROGRAM = N_("{file} is a program: opening it can harm a computer.")

NEAR, FAR = 6, 10
"""Letters of a name from which on one letter more, less, other or swapped makes a look-alike; and two of them."""

_LABELLED = re.compile(r"\[([^\]\n]{1,200})\]\(<?(https?://[^\s<>)]{1,2000})")
_ENDINGS = "|".join(
    [
        "app",
        "click",
        "club",
        "co",
        "com",
        "fi",
        "fun",
        "gg",
        "gift",
        "icu",
        "info",
        "io",
        "link",
        "live",
        "me",
        "net",
        "online",
        "org",
        "pro",
        "ru",
        "shop",
        "site",
        "store",
        "top",
        "vip",
        "win",
        "xyz",
    ]
)
_NAME = re.compile(rf"(?<![\w.@/-])(?:[\w-]{{1,63}}\.){{1,4}}(?:{_ENDINGS})(?![\w-]|\.\w)")
_SIGN = re.compile(r"\.\w")
_APART = re.compile(r"(?<!\w)\w(?:\s[\w./])+(?!\w)(?:\s\w+)?")
_KNOWN = frozenset(site for sites in SITES.values() for site in sites.split())
_LOOKS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_DIGITS = str.maketrans("013457", "oleast")


class Unsafe(NamedTuple):
    """What is wrong: an English sentence marked for the catalogues, its values, and the link or file as typed."""

    reason: str
    values: Mapping[str, object]
    typed: str


def unsafe_link(said: Said) -> Unsafe | None:
    """Return the first thing that is unsafe about the links and files of a contribution."""
    for attachment in said.contribution.attachments:
        if _is_program(attachment.name.lower()):
            return Unsafe(PROGRAM, {"file": attachment.name}, attachment.name)
    if spelled := _spelled(said):
        return spelled
    if not (said.links or _SIGN.search(said.own)):
        return None
    for found in (_labelled(said), *(_wrong_with(said, link) for link in said.links), _named(said)):
        if found:
            return found
    return None


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
    for found in _APART.finditer(said.own) if " . " in said.own or " / " in said.own else ():
        if any(link.invites for link in links_in(re.sub(r"\s+", "", found[0]))):
            typed = said.typed(*found.span()).strip()
            return Unsafe(INVITE, {"link": typed}, typed)
    return None


def _wrong_with(said: Said, link: Link) -> Unsafe | None:
    place, host = (link.start, link.end), link.host
    if link.invites or link.shortened:
        typed = said.typed(*place)
        return Unsafe(INVITE if link.invites else SHORTENED, {"link": typed}, typed)
    address = said.folded[link.start : link.end]
    if "://" in address and "@" in (site := address.split("://", 1)[1].partition("/")[0]):
        return Unsafe(HIDES_SITE, {"shown": site.partition("@")[0], "site": host}, said.typed(*place))
    if _is_number(host):
        return Unsafe(BARE_ADDRESS, {"site": host}, said.typed(*place))
    if registered(host) in _KNOWN:
        typed = said.typed(*place)
        spelt = unicodedata.normalize("NFKC", typed).lower()
        real = spelt.isascii() or (host in spelt)
        return None if real else Unsafe(LOOKS_LIKE, {"site": typed, "known": host}, typed)
    if known := _pretended(host):
        return Unsafe(LOOKS_LIKE, {"site": host, "known": known}, said.typed(*place))
    path = link.address.partition("/")[2].partition("?")[0]
    if _is_program(path.rpartition("/")[2]):
        return Unsafe(PROGRAM, {"file": path.rpartition("/")[2]}, said.typed(*place))
    return None


def _named(said: Said) -> Unsafe | None:
    """Return the name of a site that is written without being a link, and resembles a known one."""
    for found in _NAME.finditer(said.own):
        if registered(found[0]) not in _KNOWN and (known := _pretended(found[0])):
            return Unsafe(LOOKS_LIKE, {"site": found[0], "known": known}, said.typed(*found.span()))
    return None


@lru_cache(maxsize=4_096)
def _pretended(host: str) -> str | None:
    """Return the known site that the name of another resembles, or stands in."""
    for site in _KNOWN:
        if host.startswith(f"{site}.") or f".{site}." in host:
            return site
    for label in host.split(".")[:-1]:
        shown = _shown(label)
        for name, sites in SITES.items():
            if _resembles(shown, name) or (shown != label and shown == name):
                return sites.split()[0]
    return None


def _shown(label: str) -> str:
    """Return a part of a host's name as people see it: of punycode the letters that it stands for, or look like."""
    try:
        return fold(label[4:].encode().decode("punycode")) if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _resembles(label: str, name: str) -> bool:
    """Tell whether a part of a host's name passes for a known name, but is not that name alone."""
    if label == name or label in HONEST:
        return False
    parts = label.split("-")
    if name in parts and not BAIT.isdisjoint(parts):
        return True
    bare = "".join(parts)
    if any(bare in (name + bait, bait + name) for bait in BAIT):
        return True
    return any(_passes_for(part, name) for part in (bare, *parts) if part not in HONEST)


def _passes_for(part: str, name: str) -> bool:
    if part == name:
        return False
    looks = part.translate(_DIGITS)
    for seen, taken in _LOOKS:
        looks = looks.replace(seen, taken)
    if looks == name:
        return True
    most = 2 if len(name) >= FAR else 1 if len(name) >= NEAR else 0
    return abs(len(part) - len(name)) <= most and 0 < _distance(part, name, most) <= most


def _distance(one: str, other: str, most: int) -> int:
    """Return how many letters were added, left out, changed or swapped with their neighbour; `most` + 1 if more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        last, before, row = before, row, [place]
        for at, there in enumerate(other, 1):
            cost = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != there))
            if place > 1 and at > 1 and letter == other[at - 2] and one[place - 2] == there:
                cost = min(cost, last[at - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _is_number(host: str) -> bool:
    try:
        return ip_address(host.strip("[]").partition(":")[0] if host.count(":") < 2 else host.strip("[]")).is_global
    except ValueError:
        return False


def _is_program(name: str) -> bool:
    stem, dot, ending = name.rpartition(".")
    return bool(dot and stem) and ending in PROGRAMS
