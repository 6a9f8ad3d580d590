"""What people call time zones: to teach the bot a name, add it here. Words are in small letters.

Every IANA name is understood without being listed here, and so is the city in it ("Madrid").
"""

import re

NAMES = {
    "America/New_York": ("eastern", "et", "us eastern", "east coast", "ny", "nyc", "new yorkin", "itärannikon"),
    "America/Chicago": ("central", "ct", "us central", "chicagon"),
    "America/Denver": ("mountain", "mt", "us mountain", "denverin"),
    "America/Los_Angeles": ("pacific", "pt", "us pacific", "west coast", "los angelesin", "länsirannikon"),
    "America/Phoenix": ("arizona",),
    "America/Anchorage": ("alaska",),
    "Pacific/Honolulu": ("hawaii",),
    "Europe/London": ("uk", "london", "british", "lontoon", "englannin", "britannian", "ison-britannian"),
    "Europe/Dublin": ("ireland", "irish", "dublinin", "irlannin"),
    "Europe/Lisbon": ("portugal", "lissabonin", "portugalin"),
    "Europe/Berlin": ("central european", "germany", "german", "berliinin", "saksan", "keski-euroopan"),
    "Europe/Paris": ("france", "french", "pariisin", "ranskan"),
    "Europe/Stockholm": ("sweden", "swedish", "tukholman", "ruotsin"),
    "Europe/Oslo": ("norway", "norwegian", "oslon", "norjan"),
    "Europe/Copenhagen": ("denmark", "danish", "kööpenhaminan", "tanskan"),
    "Europe/Helsinki": ("finland", "finnish", "eastern european", "helsingin", "suomen"),
    "Europe/Tallinn": ("estonia", "estonian", "tallinnan", "viron"),
    "Asia/Kolkata": ("india", "indian", "intian"),
    "Asia/Tokyo": ("japan", "tokion", "japanin"),
    "Australia/Sydney": ("sydneyn",),
    "UTC": ("utc", "gmt", "z", "zulu"),
}
"""What people call a zone besides the name of its city. Finnish names are in the genitive: "Suomen aikaa"."""

ABBREVIATIONS = {
    "America/New_York": {"est": -5, "eastern standard": -5, "edt": -4, "eastern daylight": -4},
    "America/Chicago": {"cst": -6, "central standard": -6, "cdt": -5, "central daylight": -5},
    "America/Denver": {"mst": -7, "mountain standard": -7, "mdt": -6, "mountain daylight": -6},
    "America/Los_Angeles": {"pst": -8, "pacific standard": -8, "pdt": -7, "pacific daylight": -7},
    "America/Anchorage": {"akst": -9, "akdt": -8},
    "Pacific/Honolulu": {"hst": -10},
    "Europe/London": {"bst": 1, "british summer": 1},
    "Europe/Lisbon": {"wet": 0, "west": 1},
    "Europe/Berlin": {"cet": 1, "cest": 2, "central european summer": 2},
    "Europe/Helsinki": {
        "eet": 2,
        "eest": 3,
        "eastern european summer": 3,
        "suomen talviaikaa": 2,
        "suomen kesäaikaa": 3,
    },
    "Asia/Tokyo": {"jst": 9},
    "Australia/Sydney": {"aest": 10, "aedt": 11},
}
"""Names of the time that a zone has only in a part of the year, with its hours ahead of UTC."""

IN_CAPITALS = {"LA": "America/Los_Angeles"}
"""Names that are only understood in capitals: in Finnish, la is Saturday. "7pm LA" is refused with both meanings."""

REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
NOT_CITIES = (
    *("act", "christmas", "cordoba", "easter", "jersey", "merida", "midway", "north", "oral", "resolute", "reunion"),
    *("south", "stanley", "victoria", "virgin", "wake", "west", "yap"),
)
"""Zones whose last name means something else to most people; their full names are understood."""

UNITED_STATES = re.compile(
    r"US/.*|America/(?:Indiana|Kentucky|North_Dakota)/.*|Pacific/Honolulu|America/(?:Adak|Anchorage|Atka|Boise|Chicago|"
    r"Denver|Detroit|Fort_Wayne|Indianapolis|Juneau|Knox_IN|Los_Angeles|Louisville|Menominee|Metlakatla|New_York|Nome|"
    r"Phoenix|Shiprock|Sitka|Yakutat)"
)
