"""A zone that is given on its own, in a pack or for a slot: its IANA name, or a refusal that says which one to take.

"EST" and "MST" are names of zones, too, but their clocks never change: in March they would be an hour late.
"""

from bot.core.base.errors import Refused
from bot.core.base.words import N_
from bot.core.text.likeness import close_to
from bot.core.when.zones.known import zone_names

NO_SUCH_ZONE = N_(
    "“{text}” is not a time zone. Zones are named after cities, such as America/New_York or Europe/Helsinki."
)
CLOSE_ZONE = N_("“{text}” is not a time zone. Did you mean {close}?")

FIXED = {
    "America/New_York": ("ET", "EST", "EDT", "EASTERN", "EST5EDT"),
    "America/Chicago": ("CT", "CST", "CDT", "CENTRAL"),
    "America/Denver": ("MT", "MST", "MDT", "MOUNTAIN"),
    "America/Los_Angeles": ("PT", "PST", "PDT", "PACIFIC"),
    "Pacific/Honolulu": ("HST", "HAWAII"),
    "Europe/London": ("BST", "UK", "GMT+1"),
    "Europe/Berlin": ("CEST",),
    "Europe/Helsinki": ("EEST", "FINLAND", "SUOMI"),
}
"""Abbreviations, and the zone that is probably meant. Some are zones of their own, but without summer time."""

ABBREVIATIONS = {short: zone for zone, shorts in FIXED.items() for short in shorts}
LONGEST = 60


def zone_named(text: str) -> str:
    """Return the IANA name of a zone; raise `Refused`, with the name to take where one is close."""
    name = text.strip()
    names = zone_names()
    if names.get(name.casefold()) == name and name not in ABBREVIATIONS:
        return name
    shown = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
    if close := _close_zone(name):
        raise Refused(CLOSE_ZONE, text=shown, close=close)
    raise Refused(NO_SUCH_ZONE, text=shown)


def _close_zone(name: str) -> str | None:
    """Return the zone that was probably meant: by abbreviation, by its city, or by its spelling."""
    if known := ABBREVIATIONS.get(name.upper()):
        return known
    spelled = name.casefold().replace(" ", "_")
    names = zone_names()
    by_city = {each.rpartition("/")[2]: names[each] for each in sorted(names) if "/" in each}
    if found := names.get(spelled) or by_city.get(spelled):
        return found
    if close := close_to(spelled[:LONGEST], names, likeness=0.75):
        return names[close]
    return by_city.get(close_to(spelled[:LONGEST], by_city, likeness=0.7) or "")
