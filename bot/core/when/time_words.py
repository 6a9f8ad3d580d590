"""The words of time expressions in every language that hosts write: to teach the bot a word, add it here.

All languages are read side by side, whatever the reader's own: hosts mix them. Words are in small letters; a phrase may
have up to four. Zone names are in `core/zones.py`.
"""

from collections.abc import Iterable, Mapping

NOW = ("now", "right now", "nyt", "heti")

NOTHING = ("on", "o'clock", "päivä", "päivänä")
"""Words that may stand anywhere and add nothing."""

WEEKDAYS = (
    ("monday", "mon", "maanantai", "maanantaina", "ma"),
    ("tuesday", "tues", "tue", "tiistai", "tiistaina", "ti"),
    ("wednesday", "weds", "wed", "keskiviikko", "keskiviikkona", "ke"),
    ("thursday", "thurs", "thur", "thu", "torstai", "torstaina", "to"),
    ("friday", "fri", "perjantai", "perjantaina", "pe"),
    ("saturday", "sat", "lauantai", "lauantaina", "la"),
    ("sunday", "sun", "sunnuntai", "sunnuntaina", "su"),
)

MONTHS = (
    ("january", "jan", "tammikuuta", "tammikuun", "tammi"),
    ("february", "feb", "helmikuuta", "helmikuun", "helmi"),
    ("march", "mar", "maaliskuuta", "maaliskuun", "maalis"),
    ("april", "apr", "huhtikuuta", "huhtikuun", "huhti"),
    ("may", "toukokuuta", "toukokuun", "touko"),
    ("june", "jun", "kesäkuuta", "kesäkuun", "kesä"),
    ("july", "jul", "heinäkuuta", "heinäkuun", "heinä"),
    ("august", "aug", "elokuuta", "elokuun", "elo"),
    ("september", "sept", "sep", "syyskuuta", "syyskuun", "syys"),
    ("october", "oct", "lokakuuta", "lokakuun", "loka"),
    ("november", "nov", "marraskuuta", "marraskuun", "marras"),
    ("december", "dec", "joulukuuta", "joulukuun", "joulu"),
)

DAYS = {
    -1: ("yesterday", "eilen"),
    0: ("today", "tänään"),
    1: ("tomorrow", "tmrw", "huomenna"),
    2: ("the day after tomorrow", "day after tomorrow", "ylihuomenna"),
}
"""Days by their distance from today."""

PARTS = {
    "morning": ("morning", "in the morning", "aamulla", "aamuna", "aamupäivällä", "ap"),
    "afternoon": ("afternoon", "in the afternoon", "iltapäivällä", "ip"),
    "evening": ("evening", "in the evening", "night", "at night", "illalla", "iltana"),
}
"""Parts of the day; which hours they have is in `core/clocktimes.py`."""

DAYS_WITH_PARTS = {
    (0, "morning"): ("this morning", "tänä aamuna"),
    (0, "afternoon"): ("this afternoon", "tänään iltapäivällä"),
    (0, "evening"): ("tonight", "this evening", "tänä iltana"),
    (1, "morning"): ("huomenaamulla", "huomisaamuna"),
    (1, "evening"): ("huomenillalla", "huomisiltana"),
}

PARTS_OF_WEEKDAYS = {"morning": ("aamuna", "aamulla"), "evening": ("iltana", "illalla")}
"""Endings that make one word of a weekday and a part of the day: keskiviikkoiltana, perjantai-iltana."""

THIS = ("this", "this coming", "coming", "tänä", "tulevana")
NEXT = ("next", "ensi")
THIS_WEEK = ("this week", "tällä viikolla", "tämän viikon")
NEXT_WEEK = ("next week", "ensi viikolla", "ensi viikon")

BEFORE_CLOCK = ("at", "@", "from")
"""Words before a time of day."""

BEFORE_24_HOURS = ("klo", "kello")
"""Words before a time of day that count to 24."""

NOON = ("noon", "midday", "keskipäivällä", "puoliltapäivin")
MIDNIGHT = ("midnight", "keskiyöllä", "keskiyö", "puoliltaöin")
UNTIL = ("to", "until", "till", "-", "–", "—")

NUMBERS = {
    0.5: ("half an", "half a", "puolen"),
    1: ("a", "an", "one", "yhden"),
    1.5: ("puolentoista",),
    2: ("two", "kahden"),
    3: ("three", "kolmen"),
    4: ("four", "neljän"),
    5: ("five", "viiden"),
    6: ("six", "kuuden"),
    7: ("seven", "seitsemän"),
    8: ("eight", "kahdeksan"),
    9: ("nine", "yhdeksän"),
    10: ("ten", "kymmenen"),
    12: ("twelve", "kahdentoista"),
}

MINUTES = ("minutes", "minute", "mins", "min", "m", "minuutin")
HOURS = ("hours", "hour", "hrs", "hr", "h", "tunnin", "t")
WHOLE_DAYS = {1: ("days", "day", "päivän", "vuorokauden"), 7: ("weeks", "week", "viikon")}

BEFORE_SPAN = ("in",)
AFTER_SPAN = ("from now", "päästä", "kuluttua")


def by_word(table: Mapping[int, Iterable[str]] | Iterable[Iterable[str]]) -> dict[str, int]:
    """Return a table turned round: what each word stands for."""
    rows = table.items() if isinstance(table, Mapping) else enumerate(table)
    return {word: number for number, words in rows for word in words}
