"""What people call time zones: to teach the bot a name, add it here. Words are in small letters.

Every IANA name is understood without being listed here, and so is the city in it ("Madrid").
"""

import re
from collections.abc import Mapping

NAMES: Mapping[str, tuple[str, ...]] = {
    "America/New_York": (
        *("eastern", "et", "us eastern", "east coast", "us east coast", "ny", "nyc", "new york city"),
        *("new yorkin", "new yorkissa", "itärannikon", "yhdysvaltain itärannikon", "usan itärannikon"),
    ),
    "America/Chicago": ("central", "ct", "us central", "chicagon"),
    "America/Denver": ("mountain", "mt", "us mountain", "denverin"),
    "America/Los_Angeles": (
        *("pacific", "pt", "us pacific", "west coast", "us west coast", "los angelesin", "länsirannikon"),
        *("california", "kalifornian"),
    ),
    "America/Phoenix": ("arizona",),
    "America/Anchorage": ("alaska",),
    "America/Halifax": ("atlantic",),
    "America/St_Johns": ("newfoundland",),
    "America/Sao_Paulo": ("brasilia", "são paulo"),
    "Pacific/Honolulu": ("hawaii", "honolulun"),
    "Europe/London": (
        *("uk", "london", "british", "england", "scotland", "wales", "great britain"),
        *(
            "lontoo",
            "lontoon",
            "lontoossa",
            "englanti",
            "englannin",
            "englannissa",
            "britannia",
            "britannian",
            "ison-britannian",
        ),
    ),
    "Europe/Dublin": ("ireland", "irish", "dublinin", "irlannin", "irlannissa"),
    "Europe/Lisbon": ("portugal", "lissabonin", "portugalin"),
    "Europe/Berlin": (
        *(
            "central european",
            "germany",
            "german",
            "berliini",
            "berliinin",
            "berliinissä",
            "saksa",
            "saksan",
            "saksassa",
        ),
        *("keski-euroopan",),
    ),
    "Europe/Paris": ("france", "french", "pariisi", "pariisin", "pariisissa", "ranska", "ranskan", "ranskassa"),
    "Europe/Madrid": ("spain", "spanish", "madridin", "espanja", "espanjan", "espanjassa"),
    "Europe/Rome": ("italy", "italian", "rooman", "italiassa"),
    "Europe/Amsterdam": ("netherlands", "the netherlands", "dutch", "holland", "amsterdamin", "hollannin"),
    "Europe/Brussels": ("belgium", "belgian", "brysselin", "brysselissä"),
    "Europe/Vienna": ("austria", "austrian", "wienin", "itävallan"),
    "Europe/Zurich": ("switzerland", "swiss", "sveitsin"),
    "Europe/Warsaw": ("poland", "polish", "varsovan", "puolan"),
    "Europe/Prague": ("czech", "prahan", "tšekin"),
    "Europe/Budapest": ("hungary", "hungarian", "unkarin"),
    "Europe/Stockholm": ("sweden", "swedish", "tukholma", "tukholman", "tukholmassa", "ruotsi", "ruotsin", "ruotsissa"),
    "Europe/Oslo": ("norway", "norwegian", "oslon", "oslossa", "norja", "norjan", "norjassa"),
    "Europe/Copenhagen": ("denmark", "danish", "kööpenhamina", "kööpenhaminan", "tanska", "tanskan", "tanskassa"),
    "Europe/Helsinki": (
        *("finland", "finnish", "eastern european", "helsingin", "helsingissä", "suomi", "suomen", "suomessa"),
        *("tampere", "tampereen", "turku", "turun", "oulu", "oulun", "espoo", "espoon", "rovaniemi", "jyväskylä"),
    ),
    "Europe/Tallinn": ("estonia", "estonian", "tallinna", "tallinnan", "tallinnassa", "viro", "viron", "virossa"),
    "Europe/Riga": ("latvia", "latvian", "riian"),
    "Europe/Vilnius": ("lithuania", "lithuanian", "vilnan", "liettuan"),
    "Europe/Athens": ("greece", "greek", "ateenan", "kreikan"),
    "Europe/Kyiv": ("ukraine", "ukrainian", "kiovan", "ukrainan"),
    "Europe/Moscow": ("moskovan",),
    "Europe/Istanbul": ("turkey", "turkish", "istanbulin", "turkin"),
    "Asia/Jerusalem": ("israel", "israeli"),
    "Asia/Dubai": ("uae", "gulf", "gulf standard"),
    "Asia/Kolkata": ("india", "indian", "india standard", "indian standard", "intian", "intiassa"),
    "Asia/Karachi": ("pakistan",),
    "Asia/Dhaka": ("bangladesh",),
    "Asia/Shanghai": ("china", "chinese", "china standard", "beijing", "kiinan"),
    "Asia/Manila": ("philippine", "philippines"),
    "Asia/Seoul": ("korea", "korean", "korea standard"),
    "Asia/Tokyo": ("japan", "japanese", "japan standard", "tokion", "japanin"),
    "Australia/Sydney": ("sydneyn", "aet", "australian eastern"),
    "Australia/Adelaide": ("australian central",),
    "Australia/Perth": ("australian western",),
    "Pacific/Auckland": ("new zealand", "nz", "nzt"),
    "UTC": ("utc", "gmt", "z", "zulu", "coordinated universal", "greenwich mean"),
}
"""What people call a zone besides the name of its city. Finnish names are in the genitive: "Suomen aikaa"."""

CITIES: Mapping[str, tuple[str, ...]] = {
    "America/New_York": (
        *("boston", "miami", "atlanta", "philadelphia", "washington dc", "washington d.c", "orlando", "pittsburgh"),
        *("baltimore", "cleveland", "raleigh", "brooklyn"),
    ),
    "America/Chicago": ("dallas", "houston", "austin", "minneapolis", "new orleans", "milwaukee", "st louis"),
    "America/Denver": ("salt lake city", "albuquerque"),
    "America/Los_Angeles": ("seattle", "san francisco", "san diego", "las vegas", "silicon valley", "sacramento"),
    "America/Toronto": ("ottawa", "quebec"),
    "America/Edmonton": ("calgary",),
    "America/Sao_Paulo": ("rio", "rio de janeiro"),
    "Europe/London": ("edinburgh", "glasgow", "cardiff", "manchester", "liverpool", "leeds"),
    "Europe/Berlin": ("munich", "hamburg", "frankfurt", "cologne", "stuttgart", "leipzig"),
    "Europe/Paris": ("lyon", "marseille", "toulouse"),
    "Europe/Madrid": ("barcelona",),
    "Europe/Rome": ("milan", "milano"),
    "Europe/Amsterdam": ("rotterdam", "the hague"),
    "Europe/Zurich": ("geneva", "basel", "bern"),
    "Europe/Stockholm": ("gothenburg", "malmö"),
    "Europe/Warsaw": ("krakow",),
    "Asia/Jerusalem": ("tel aviv",),
    "Asia/Dubai": ("abu dhabi",),
    "Asia/Kolkata": ("mumbai", "delhi", "new delhi", "bangalore", "bengaluru", "chennai", "pune"),
    "Asia/Shanghai": ("shenzhen",),
    "Asia/Tokyo": ("osaka", "kyoto"),
    "Asia/Ho_Chi_Minh": ("hanoi",),
    "Australia/Sydney": ("canberra",),
    "Australia/Brisbane": ("queensland",),
    "Pacific/Auckland": ("wellington",),
    "Africa/Johannesburg": ("cape town", "south africa"),
}
"""Cities and regions that have no zone of their own. What lies in two zones, or is twice on the map, is left out."""

ABBREVIATIONS: Mapping[str, Mapping[str, float]] = {
    "America/New_York": {"est": -5, "eastern standard": -5, "edt": -4, "eastern daylight": -4},
    "America/Chicago": {"cst": -6, "central standard": -6, "cdt": -5, "central daylight": -5},
    "America/Denver": {"mst": -7, "mountain standard": -7, "mdt": -6, "mountain daylight": -6},
    "America/Los_Angeles": {"pst": -8, "pacific standard": -8, "pdt": -7, "pacific daylight": -7},
    "America/Anchorage": {"akst": -9, "akdt": -8},
    "America/Halifax": {"adt": -3},
    "America/St_Johns": {"nst": -3.5, "ndt": -2.5},
    "America/Sao_Paulo": {"brt": -3},
    "Pacific/Honolulu": {"hst": -10},
    "Europe/London": {"bst": 1, "british summer": 1},
    "Europe/Lisbon": {"wet": 0, "west": 1},
    "Europe/Berlin": {
        "cet": 1,
        "cest": 2,
        "central european summer": 2,
        "central european standard": 1,
        "mez": 1,
        "mesz": 2,
    },
    "Europe/Helsinki": {
        "eet": 2,
        "eest": 3,
        "eastern european summer": 3,
        "eastern european standard": 2,
        "suomen talviaikaa": 2,
        "suomen kesäaikaa": 3,
    },
    "Europe/Moscow": {"msk": 3},
    "Europe/Istanbul": {"trt": 3},
    "Africa/Johannesburg": {"sast": 2},
    "Africa/Lagos": {"wat": 1},
    "Asia/Jerusalem": {"idt": 3},
    "Asia/Dubai": {"gst": 4},
    "Asia/Karachi": {"pkt": 5},
    "Asia/Bangkok": {"ict": 7},
    "Asia/Jakarta": {"wib": 7},
    "Asia/Hong_Kong": {"hkt": 8},
    "Asia/Singapore": {"sgt": 8},
    "Asia/Manila": {"pht": 8},
    "Asia/Seoul": {"kst": 9},
    "Asia/Tokyo": {"jst": 9},
    "Australia/Perth": {"awst": 8},
    "Australia/Adelaide": {"acst": 9.5, "acdt": 10.5},
    "Australia/Sydney": {"aest": 10, "aedt": 11},
    "Pacific/Auckland": {"nzst": 12, "nzdt": 13},
}
"""Names of the time that a zone has only in a part of the year, with its hours ahead of UTC."""

SEVERAL: Mapping[str, Mapping[str, float]] = {
    "ist": {"Asia/Kolkata": 5.5, "Asia/Jerusalem": 2, "Europe/Dublin": 1},
    "ast": {"America/Halifax": -4, "Asia/Riyadh": 3},
    "sst": {"Pacific/Pago_Pago": -11, "Asia/Singapore": 8},
}
"""Abbreviations that mean several zones everywhere, with their hours ahead of UTC."""

HOME = {"America/Halifax": "America/"}
"""Where one of several meanings is the only one that people think of."""

NEARBY: tuple[tuple[str, Mapping[str, tuple[str, ...]]], ...] = (
    (
        "Australia/.*|Pacific/Auckland|NZ|Antarctica/Macquarie",
        {
            "Australia/Sydney": ("eastern", "et", "est", "edt", "eastern standard", "eastern daylight"),
            "Australia/Adelaide": ("central", "ct", "cst", "cdt", "central standard", "central daylight"),
            "Australia/Perth": ("western", "wst", "wt"),
        },
    ),
    (r"Asia/(?:Dhaka|Kolkata|Calcutta|Kathmandu|Katmandu|Thimphu|Karachi|Colombo|Yangon)", {"Asia/Dhaka": ("bst",)}),
    (r"Pacific/.*", {"Pacific/Bougainville": ("bst",)}),
    (r"Asia/.*", {"Asia/Shanghai": ("cst",)}),
    (r"Asia/(?:Kuala_Lumpur|Kuching|Singapore)", {"Asia/Kuala_Lumpur": ("mst",)}),
    (r"Asia/Karachi", {"Asia/Karachi": ("pst",)}),
)
"""Names that mean another zone in and around these places than elsewhere."""

OF_STANDARD_TIME = {
    "EST": ("eastern", "et"),
    "CST": ("central", "ct"),
    "MST": ("mountain", "mt"),
    "PST": ("pacific", "pt"),
}
"""What people call their own zone, by its abbreviation: "Mountain" in Phoenix, where no clock changes."""

AMERICAN_REGIONS = ("America", "US", "Canada", "Mexico")

IN_CAPITALS = {
    "LA": "America/Los_Angeles",
    "SF": "America/Los_Angeles",
    "DC": "America/New_York",
    "EAT": "Africa/Nairobi",
    "CAT": "Africa/Maputo",
    "ART": "America/Argentina/Buenos_Aires",
}
"""Names that are only understood in capitals, since they are words, too. In Finnish, la is Saturday: "7pm LA" is asked
back with both meanings."""

REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
NOT_CITIES = (
    *(
        "act",
        "christmas",
        "cordoba",
        "easter",
        "jersey",
        "merida",
        "midway",
        "norfolk",
        "north",
        "oral",
        "resolute",
        "reunion",
    ),
    *("south", "stanley", "victoria", "virgin", "wake", "west", "yap"),
)
"""Zones whose last name means something else to most people; their full names are understood."""

TWELVE_HOURS = re.compile(
    r"Canada/.*|Australia/.*|Pacific/Auckland|NZ|GB|Eire|Europe/(?:London|Belfast|Dublin)|Asia/(?:Kolkata|Calcutta|"
    r"Karachi|Dhaka|Manila)|America/(?:Toronto|Montreal|Vancouver|Edmonton|Winnipeg|Regina|Halifax|Moncton|St_Johns)"
)
"""Zones besides the United States in which people say am and pm."""

UNITED_STATES = re.compile(
    r"US/.*|America/(?:Indiana|Kentucky|North_Dakota)/.*|Pacific/Honolulu|America/(?:Adak|Anchorage|Atka|Boise|Chicago|"
    r"Denver|Detroit|Fort_Wayne|Indianapolis|Juneau|Knox_IN|Los_Angeles|Louisville|Menominee|Metlakatla|New_York|Nome|"
    r"Phoenix|Shiprock|Sitka|Yakutat)"
)
