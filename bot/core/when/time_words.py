"""The words of time expressions in every language that hosts write: to teach the bot a word, add it here.

All languages are read side by side, whatever the reader's own: hosts mix them. Words are in small letters; a phrase may
have up to four. Zone names are in `core/when/zones`.
"""

from collections.abc import Iterable, Mapping

NOW = ("now", "right now", "immediately", "nyt", "heti")

NOTHING = (
    *("on", "of", "o'clock", "date", "when", "start", "starts", "starting", "begins", "beginning"),
    *("time", "time zone", "timezone", "oclock", "sharp", "onwards", "onward"),
    *("päivä", "päivänä", "pvm", "aika", "ajankohta", "kellonaika", "aikavyöhyke", "tasan"),
    *("alkaa", "alkaen", "lähtien", "eteenpäin"),
)
"""Words that may stand anywhere and add nothing."""

THAT_IS = ("or", "and", "tai", "ja", "eli", "ie", "i.e", "aka", "which is", "that is", "that's")
"""Words between two names of the same moment; that they mean the same is checked."""

WEEKDAYS = (
    ("monday", "mon", "maanantai", "maanantaina", "ma"),
    ("tuesday", "tues", "tue", "tiistai", "tiistaina", "ti"),
    ("wednesday", "weds", "wed", "keskiviikko", "keskiviikkona", "ke"),
    ("thursday", "thurs", "thur", "thu", "torstai", "torstaina", "to"),
    ("friday", "fri", "perjantai", "perjantaina", "pe"),
    ("saturday", "sat", "lauantai", "lauantaina", "la"),
    ("sunday", "sun", "sunnuntai", "sunnuntaina", "su"),
)

NTH = {
    1: ("first", "1st", "ensimmäinen", "ensimmäisenä"),
    2: ("second", "2nd", "toinen", "toisena"),
    3: ("third", "3rd", "kolmas", "kolmantena"),
    4: ("fourth", "4th", "neljäs", "neljäntenä"),
    -1: ("last", "viimeinen", "viimeisenä"),
}
"""Which such weekday of a month; -1 is the last."""

NEXT_DAY = ("next day", "the next day", "the following day", "following day", "seuraavana päivänä")
"""The day after the one that was named first, beside a second zone."""

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
    "morning": ("morning", "in the morning", "aamulla", "aamuna", "aamupäivällä", "aamupäivänä", "ap"),
    "afternoon": ("afternoon", "in the afternoon", "iltapäivällä", "iltapäivänä", "ip"),
    "evening": ("evening", "in the evening", "night", "at night", "illalla", "iltana", "ilta"),
}
"""Parts of the day; which hours they have is in `core/when/clock_times.py`."""

DAYS_WITH_PARTS = {
    (0, "morning"): ("this morning", "tänä aamuna"),
    (0, "afternoon"): ("this afternoon", "tänään iltapäivällä"),
    (0, "evening"): ("tonight", "this evening", "tänä iltana"),
    (1, "morning"): ("huomenaamulla", "huomisaamuna"),
    (1, "afternoon"): ("huomisiltapäivänä",),
    (1, "evening"): ("huomenillalla", "huomisiltana"),
}

PARTS_OF_WEEKDAYS = {
    "morning": ("aamuna", "aamulla"),
    "afternoon": ("iltapäivänä", "iltapäivällä"),
    "evening": ("iltana", "illalla"),
}
"""Endings that make one word of a weekday and a part of the day: keskiviikkoiltana, perjantai-iltana."""

THIS = ("this", "this coming", "coming", "tänä", "tulevana")
NEXT = ("next", "ensi")
THIS_WEEK = ("this week", "tällä viikolla", "tämän viikon")
NEXT_WEEK = ("next week", "ensi viikolla", "ensi viikon")

BEFORE_CLOCK = ("at", "@", "from", "between")
"""Words before a time of day."""

BEFORE_24_HOURS = ("klo", "kello")
"""Words before a time of day that count to 24."""

NOON = ("noon", "midday", "keskipäivällä", "puoliltapäivin", "puolilta päivin")
MIDNIGHT = ("midnight", "keskiyöllä", "keskiyö", "puoliltaöin", "puolilta öin", "puoliyöllä")
UNTIL = ("to", "until", "till", "til", "-", "–", "—", "asti", "saakka")
BETWEEN, AND = "between", "and"
"""Around the two ends of a range: "between 7 and 8 pm"."""

DASHES = ("-", "–", "—")

HOURS_IN_WORDS = {
    1: ("one", "yksi", "yhdeltä"),
    2: ("two", "kaksi", "kahdelta"),
    3: ("three", "kolme", "kolmelta"),
    4: ("four", "neljä", "neljältä"),
    5: ("five", "viisi", "viideltä"),
    6: ("six", "kuusi", "kuudelta"),
    7: ("seven", "seitsemän", "seitsemältä"),
    8: ("eight", "kahdeksan", "kahdeksalta"),
    9: ("nine", "yhdeksän", "yhdeksältä"),
    10: ("ten", "kymmenen", "kymmeneltä"),
    11: ("eleven", "yksitoista", "yhdeltätoista"),
    12: ("twelve", "kaksitoista", "kahdeltatoista"),
    13: ("kolmetoista", "kolmeltatoista"),
    14: ("neljätoista", "neljältätoista"),
    15: ("viisitoista", "viideltätoista"),
    16: ("kuusitoista", "kuudeltatoista"),
    17: ("seitsemäntoista", "seitsemältätoista"),
    18: ("kahdeksantoista", "kahdeksaltatoista"),
    19: ("yhdeksäntoista", "yhdeksältätoista"),
    20: ("kaksikymmentä", "kahdeltakymmeneltä"),
    21: ("kaksikymmentäyksi",),
    22: ("kaksikymmentäkaksi",),
    23: ("kaksikymmentäkolme",),
}

HALF_TO = ("puoli",)
"""Words for half an hour before: puoli kahdeksan is 7:30."""

HALF_UNCLEAR = ("half",)
"""In "half 8" some mean half past eight, others half an hour before it."""

MINUTES_OF_HOUR = {
    5: ("five", "viittä", "viisi"),
    10: ("ten", "kymmentä", "kymmenen"),
    15: ("quarter", "a quarter", "varttia", "vartti", "vartin"),
    20: ("twenty", "kahtakymmentä"),
    25: ("twenty-five",),
    30: ("half",),
}
PAST = ("past", "after", "yli")
BEFORE = ("to", "before", "till", "vaille")

PARTS_BEFORE_HOURS = {"morning": ("aamu",), "evening": ("ilta",)}
"""Beginnings that make one word of a part of the day and an hour: iltaseitsemältä."""

NUMBERS = {
    0.5: ("half an", "half a", "puolen"),
    1: ("a", "an", "one", "yhden"),
    1.5: ("one and a half", "puolentoista"),
    2: ("two", "kahden"),
    2.5: ("two and a half", "kahden ja puolen"),
    3: ("three", "kolmen"),
    3.5: ("three and a half", "kolmen ja puolen"),
    4: ("four", "neljän"),
    5: ("five", "viiden"),
    6: ("six", "kuuden"),
    7: ("seven", "seitsemän"),
    8: ("eight", "kahdeksan"),
    9: ("nine", "yhdeksän"),
    10: ("ten", "kymmenen"),
    12: ("twelve", "kahdentoista"),
    15: ("fifteen", "viidentoista"),
    20: ("twenty", "kahdenkymmenen"),
    30: ("thirty", "kolmenkymmenen"),
    40: ("forty", "neljänkymmenen"),
    45: ("forty-five", "neljänkymmenenviiden"),
    90: ("ninety", "yhdeksänkymmenen"),
}

MINUTES = ("minutes", "minute", "mins", "min", "m", "minuutin", "minuuttia")
HOURS = ("hours", "hour", "hrs", "hr", "h", "tunnin", "tuntia", "tunti", "t")
QUARTERS = ("quarters of an hour", "quarter of an hour", "vartin", "varttitunnin")
WHOLE_DAYS = {
    1: ("days", "day", "päivän", "vuorokauden"),
    7: ("weeks", "week", "viikon"),
    14: ("fortnights", "fortnight"),
}
WEEKS = ("weeks", "week", "viikon")

BEFORE_SPAN = ("in",)
AFTER_SPAN = ("from now", "päästä", "kuluttua")
BEFORE_LENGTH = ("for", "lasting", "duration", "kesto", "kestää")
"""Words before how long a chat lasts."""


def by_word(table: Mapping[int, Iterable[str]] | Iterable[Iterable[str]]) -> dict[str, int]:
    """Return a table turned round: what each word stands for."""
    rows = table.items() if isinstance(table, Mapping) else enumerate(table)
    return {word: number for number, words in rows for word in words}
