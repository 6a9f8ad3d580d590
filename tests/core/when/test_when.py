"""When a chat begins, as hosts write it: what is understood, and that nothing is ever understood wrongly."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.adapters.catalogues import words
from bot.core.base.errors import Refused
from bot.core.when import time_words
from bot.core.when.dates import MONTH_NAMES, WEEKDAY_NAMES, Which
from bot.core.when.moment import written
from bot.core.when.reader import Moment, in_words, read_time, read_when
from bot.core.when.zones import names as zone_names
from bot.core.when.zones.zone import Zone, instants

MONDAY = "2026-11-30 10:00"
"""A Monday: noon in Helsinki, five in the morning in New York."""

HELSINKI, NEW_YORK, LONDON = "Europe/Helsinki", "America/New_York", "Europe/London"
PHOENIX, SHANGHAI, KOLKATA, KYIV = "America/Phoenix", "Asia/Shanghai", "Asia/Kolkata", "Europe/Kyiv"

Row = tuple[str, str, str, str]
"""What is written, when (UTC), in which zone, and the instant that is meant (UTC), with "/" and the time of an end."""

GOOD: list[Row] = [
    # at once
    ("now", MONDAY, HELSINKI, "2026-11-30 10:00"),
    (" NYT ", MONDAY, HELSINKI, "2026-11-30 10:00"),
    ("right now", MONDAY, NEW_YORK, "2026-11-30 10:00"),
    ("heti", MONDAY, HELSINKI, "2026-11-30 10:00"),
    # so much later
    ("in 2 hours", MONDAY, HELSINKI, "2026-11-30 12:00"),
    ("in two hours", MONDAY, HELSINKI, "2026-11-30 12:00"),
    ("in 90 min", MONDAY, HELSINKI, "2026-11-30 11:30"),
    ("in 90m", MONDAY, HELSINKI, "2026-11-30 11:30"),
    ("in 1h30", MONDAY, HELSINKI, "2026-11-30 11:30"),
    ("in 1h 30min", MONDAY, HELSINKI, "2026-11-30 11:30"),
    ("in 1 hour and 30 minutes", MONDAY, HELSINKI, "2026-11-30 11:30"),
    ("in 1.5 hours", MONDAY, HELSINKI, "2026-11-30 11:30"),
    ("in an hour and a half", MONDAY, HELSINKI, "2026-11-30 11:30"),
    ("in half an hour", MONDAY, HELSINKI, "2026-11-30 10:30"),
    ("an hour from now", MONDAY, HELSINKI, "2026-11-30 11:00"),
    ("in 20 hours", MONDAY, NEW_YORK, "2026-12-01 06:00"),
    ("2 tunnin päästä", MONDAY, HELSINKI, "2026-11-30 12:00"),
    ("kahden tunnin kuluttua", MONDAY, HELSINKI, "2026-11-30 12:00"),
    ("tunnin päästä", MONDAY, HELSINKI, "2026-11-30 11:00"),
    ("puolen tunnin kuluttua", MONDAY, HELSINKI, "2026-11-30 10:30"),
    ("puolentoista tunnin päästä", MONDAY, HELSINKI, "2026-11-30 11:30"),
    ("1,5 h päästä", MONDAY, HELSINKI, "2026-11-30 11:30"),
    ("45 minuutin päästä", MONDAY, HELSINKI, "2026-11-30 10:45"),
    ("in 2 hours", "2026-10-25 00:30", HELSINKI, "2026-10-25 02:30"),  # while the clocks are put back
    ("<t:1796040000>", MONDAY, HELSINKI, "2026-11-30 12:00"),
    ("<t:1800000000:F>", MONDAY, HELSINKI, "2027-01-15 08:00"),
    # date and time in digits
    ("2026-12-02 19:00", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("2026-12-02 19:00 America/New_York", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("2026-12-02 19:00 america/new_york", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("2026-12-02T19:00+02:00", MONDAY, NEW_YORK, "2026-12-02 17:00"),
    ("2026-12-02T19:00-05:00", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("2026-12-02T19:00:30Z", MONDAY, HELSINKI, "2026-12-02 19:00:30"),
    ("2026-12-02T19:00", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("2026-12-02T19:00:00+02:00[Europe/Helsinki]", MONDAY, NEW_YORK, "2026-12-02 17:00"),
    ("2026-12-02 19:00 +02:00", MONDAY, NEW_YORK, "2026-12-02 17:00"),
    ("2026-12-02 19:00 -0500", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("2026-12-02 19:00 −05:00", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("2026-12-02 19:00 +02", MONDAY, NEW_YORK, "2026-12-02 17:00"),
    ("2026/12/02 19:00", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("２０２６-12-02 19：00", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("2.12.2026 klo 19.30", MONDAY, HELSINKI, "2026-12-02 17:30"),
    ("2.12.2026 19:30", MONDAY, HELSINKI, "2026-12-02 17:30"),
    ("2. 12. 2026 klo 19", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("2.12.26 klo 19", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("2.12. klo 19", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("klo 19 2.12.", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("2.12 klo 19", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("2.12 19.30", MONDAY, HELSINKI, "2026-12-02 17:30"),
    ("2.3. klo 19", MONDAY, HELSINKI, "2027-03-02 17:00"),
    ("2.3. klo 19", MONDAY, NEW_YORK, "2027-03-03 00:00"),
    ("9/14 7-8 pm Eastern", MONDAY, HELSINKI, "2027-09-14 23:00/00:00"),
    ("9/14 19:00", MONDAY, HELSINKI, "2027-09-14 16:00"),
    ("14/9 19:00", MONDAY, HELSINKI, "2027-09-14 16:00"),
    ("14/9 19:00 Eastern", MONDAY, HELSINKI, "2027-09-14 23:00"),
    ("02/03 19:00 Eastern", MONDAY, HELSINKI, "2027-02-04 00:00"),
    ("02/03 7pm", MONDAY, NEW_YORK, "2027-02-04 00:00"),
    ("12/2/2026 7pm ET", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("12/2/26 7pm", MONDAY, "America/Indiana/Knox", "2026-12-03 01:00"),
    ("3/3 19:00", MONDAY, HELSINKI, "2027-03-03 17:00"),
    ("13-02-2027 7pm", MONDAY, HELSINKI, "2027-02-13 17:00"),
    # with the month's name
    ("Sept 14, 7pm ET", MONDAY, HELSINKI, "2027-09-14 23:00"),
    ("14 September 19:00", MONDAY, HELSINKI, "2027-09-14 16:00"),
    ("the 2nd of December at noon", MONDAY, HELSINKI, "2026-12-02 10:00"),
    ("December 2nd, 2026 at 7:00 PM", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("Dec. 2 7 p.m.", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("2 dec 19–20", MONDAY, HELSINKI, "2026-12-02 17:00/18:00"),
    ("2. joulukuuta klo 19", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("joulukuun 2. päivänä klo 19", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("Wed (2 Dec) 7pm", MONDAY, HELSINKI, "2026-12-02 17:00"),
    # days named from today
    ("today at 19.30", MONDAY, HELSINKI, "2026-11-30 17:30"),
    ("tonight 8", MONDAY, HELSINKI, "2026-11-30 18:00"),
    ("8 tonight", MONDAY, HELSINKI, "2026-11-30 18:00"),
    ("this evening 7:30", MONDAY, HELSINKI, "2026-11-30 17:30"),
    ("tomorrow 7pm", MONDAY, HELSINKI, "2026-12-01 17:00"),
    ("7pm tomorrow", MONDAY, HELSINKI, "2026-12-01 17:00"),
    ("tomorrow at 7 in the evening", MONDAY, HELSINKI, "2026-12-01 17:00"),
    ("tomorrow morning at 9", MONDAY, HELSINKI, "2026-12-01 07:00"),
    ("the day after tomorrow 19:00", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("tomorrow 9.10", MONDAY, HELSINKI, "2026-12-01 07:10"),
    ("tomorrow, 1 December, 19:00", MONDAY, HELSINKI, "2026-12-01 17:00"),
    ("in 3 days at 18:00", MONDAY, HELSINKI, "2026-12-03 16:00"),
    ("in a week at noon", MONDAY, HELSINKI, "2026-12-07 10:00"),
    ("tänään klo 20", MONDAY, HELSINKI, "2026-11-30 18:00"),
    ("tänä iltana klo 8", MONDAY, HELSINKI, "2026-11-30 18:00"),
    ("huomenna klo 19", MONDAY, HELSINKI, "2026-12-01 17:00"),
    ("huomenillalla klo 8", MONDAY, HELSINKI, "2026-12-01 18:00"),
    ("ylihuomenna klo 19.15", MONDAY, HELSINKI, "2026-12-02 17:15"),
    ("3 päivän päästä klo 18", MONDAY, HELSINKI, "2026-12-03 16:00"),
    ("kahden viikon päästä klo 19", MONDAY, HELSINKI, "2026-12-14 17:00"),
    # weekdays
    ("Wed 19:00", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("Wednesday at 7 pm", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("Wed. 19:00.", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("on wed at 7pm CT", MONDAY, HELSINKI, "2026-12-03 01:00"),
    ("ke klo 19", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("KESKIVIIKKONA KLO 19", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("keskiviikkoiltana klo 8", MONDAY, HELSINKI, "2026-12-02 18:00"),
    ("perjantai-iltana klo 8", MONDAY, HELSINKI, "2026-12-04 18:00"),
    ("ke 19.30", MONDAY, HELSINKI, "2026-12-02 17:30"),
    ("to klo 19", MONDAY, HELSINKI, "2026-12-03 17:00"),
    ("to 19 to 20", MONDAY, HELSINKI, "2026-12-03 17:00/18:00"),
    ("Mon 13:00", MONDAY, HELSINKI, "2026-11-30 11:00"),  # today: the time is still to come
    ("Mon 11:00", MONDAY, HELSINKI, "2026-12-07 09:00"),  # today it has passed
    ("Mon 11:00", MONDAY, NEW_YORK, "2026-11-30 16:00"),  # not there
    ("this Friday 19:00", MONDAY, HELSINKI, "2026-12-04 17:00"),
    ("next Friday 19:00", "2026-12-04 10:00", HELSINKI, "2026-12-11 17:00"),  # a Friday
    ("next Monday 19:00", MONDAY, HELSINKI, "2026-12-07 17:00"),
    ("ensi keskiviikkona klo 19", "2026-12-03 10:00", HELSINKI, "2026-12-09 17:00"),  # a Thursday
    ("Wednesday next week 19:00", MONDAY, HELSINKI, "2026-12-09 17:00"),
    ("ensi viikon keskiviikkona klo 19", MONDAY, HELSINKI, "2026-12-09 17:00"),
    ("tällä viikolla ke klo 19", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("keskiviikkona 2.12. klo 19", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("Thu 3/4 19:00", MONDAY, HELSINKI, "2027-03-04 17:00"),  # 3 April is a Saturday
    # a time of day alone
    ("klo 19", MONDAY, HELSINKI, "2026-11-30 17:00"),
    ("klo19", MONDAY, HELSINKI, "2026-11-30 17:00"),
    ("klo 7", MONDAY, HELSINKI, "2026-12-01 05:00"),
    ("kello 7.30", MONDAY, HELSINKI, "2026-12-01 05:30"),
    ("illalla klo 8", MONDAY, HELSINKI, "2026-11-30 18:00"),
    ("klo 8 illalla", MONDAY, HELSINKI, "2026-11-30 18:00"),
    ("klo 3 ip.", MONDAY, HELSINKI, "2026-11-30 13:00"),
    ("7:30", MONDAY, HELSINKI, "2026-12-01 05:30"),
    ("7:30 pm", MONDAY, HELSINKI, "2026-11-30 17:30"),
    ("@ 7pm", MONDAY, HELSINKI, "2026-11-30 17:00"),
    ("19", MONDAY, HELSINKI, "2026-11-30 17:00"),
    ("at 7.12", MONDAY, HELSINKI, "2026-12-01 05:12"),
    ("noon", MONDAY, LONDON, "2026-11-30 12:00"),
    ("keskipäivällä", MONDAY, LONDON, "2026-11-30 12:00"),
    ("12 pm", MONDAY, LONDON, "2026-11-30 12:00"),
    ("today 7", MONDAY, HELSINKI, "2026-11-30 17:00"),  # 7:00 has passed
    ("7", "2026-12-01 23:30", "Asia/Tokyo", "TWO"),
    # ranges
    ("7-8 pm", MONDAY, HELSINKI, "2026-11-30 17:00/18:00"),
    ("7pm-8pm", MONDAY, HELSINKI, "2026-11-30 17:00/18:00"),
    ("from 7 to 8 p.m.", MONDAY, HELSINKI, "2026-11-30 17:00/18:00"),
    ("7pm ET - 8pm ET tomorrow", MONDAY, NEW_YORK, "2026-12-02 00:00/01:00"),
    ("7:30-8 pm", MONDAY, HELSINKI, "2026-11-30 17:30/18:00"),
    ("7:30pm – 8:15", MONDAY, HELSINKI, "2026-11-30 17:30/18:15"),
    ("19–20", MONDAY, HELSINKI, "2026-11-30 17:00/18:00"),
    ("klo 19-20.30", MONDAY, HELSINKI, "2026-11-30 17:00/18:30"),
    ("klo 7–8", MONDAY, HELSINKI, "2026-12-01 05:00/06:00"),
    ("10–14", MONDAY, HELSINKI, "2026-12-01 08:00/12:00"),
    ("11-1 pm", MONDAY, HELSINKI, "2026-12-01 09:00/11:00"),
    ("noon to 1", MONDAY, LONDON, "2026-11-30 12:00/13:00"),
    ("10 am - 2", MONDAY, LONDON, "2026-11-30 10:00/14:00"),
    ("tonight 7-8", MONDAY, HELSINKI, "2026-11-30 17:00/18:00"),
    ("19:00-20:00", MONDAY, HELSINKI, "2026-11-30 17:00/18:00"),
    ("2026-12-02 09:00-10:00", MONDAY, HELSINKI, "2026-12-02 07:00/08:00"),
    ("Wed 9-14", MONDAY, HELSINKI, "DATE"),
    ("Wed at 9-14", MONDAY, HELSINKI, "2026-12-02 07:00/12:00"),
    # around midnight
    ("11 pm - 1", MONDAY, HELSINKI, "2026-11-30 21:00/23:00"),
    ("klo 22-2", MONDAY, HELSINKI, "2026-11-30 20:00/00:00"),
    ("9 pm - midnight", MONDAY, HELSINKI, "2026-11-30 19:00/22:00"),
    ("21–24", MONDAY, HELSINKI, "2026-11-30 19:00/22:00"),
    ("midnight", MONDAY, HELSINKI, "2026-11-30 22:00"),
    ("keskiyöllä", MONDAY, HELSINKI, "2026-11-30 22:00"),
    ("tonight at midnight", MONDAY, HELSINKI, "2026-11-30 22:00"),
    ("today midnight", MONDAY, HELSINKI, "2026-11-30 22:00"),  # the one at its beginning has passed
    ("12:30 am", MONDAY, HELSINKI, "2026-11-30 22:30"),
    ("12:30 tonight", MONDAY, HELSINKI, "EVENING"),
    ("0:00", MONDAY, HELSINKI, "2026-11-30 22:00"),
    ("Wed 0:30", MONDAY, HELSINKI, "2026-12-01 22:30"),
    ("Wed klo 24", MONDAY, HELSINKI, "2026-12-02 22:00"),
    ("tomorrow 19:00", "2026-11-30 21:59", HELSINKI, "2026-12-01 17:00"),
    ("tomorrow 19:00", "2026-11-30 22:00", HELSINKI, "2026-12-02 17:00"),
    ("today 23:59", "2026-11-30 21:59", HELSINKI, "2026-11-30 21:59"),
    # the year's end, and leap days
    ("31.12. klo 23.30", MONDAY, HELSINKI, "2026-12-31 21:30"),
    ("Dec 31 11pm-1am", MONDAY, HELSINKI, "2026-12-31 21:00/23:00"),
    ("1.1. klo 0.15", MONDAY, HELSINKI, "2026-12-31 22:15"),
    ("Jan 1 noon", "2026-12-31 23:30", HELSINKI, "2027-01-01 10:00"),
    ("2026-12-31 24:00", MONDAY, HELSINKI, "2026-12-31 22:00"),
    ("29 Feb 2028 19:00", MONDAY, HELSINKI, "2028-02-29 17:00"),
    ("in 1 day at 19:00", "2028-02-28 10:00", HELSINKI, "2028-02-29 17:00"),
    # zones by the names people use
    ("Dec 2 7pm Eastern", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("July 2 7pm Eastern", MONDAY, HELSINKI, "2027-07-02 23:00"),
    ("Dec 2 7pm Eastern time", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("Dec 2 7pm (ET)", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("Dec 2 7pm EST", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("July 2 7pm EDT", MONDAY, HELSINKI, "2027-07-02 23:00"),
    ("Dec 2 7pm Central", MONDAY, HELSINKI, "2026-12-03 01:00"),
    ("Dec 2 7pm Mountain", MONDAY, HELSINKI, "2026-12-03 02:00"),
    ("Dec 2 7pm Pacific", MONDAY, HELSINKI, "2026-12-03 03:00"),
    ("July 2 7pm PT", MONDAY, HELSINKI, "2027-07-03 02:00"),
    ("2 Dec 7pm UK time", MONDAY, HELSINKI, "2026-12-02 19:00"),
    ("2 July 7pm London", MONDAY, HELSINKI, "2027-07-02 18:00"),
    ("2 July 7pm BST", MONDAY, HELSINKI, "2027-07-02 18:00"),
    ("2 Dec 19:00 CET", MONDAY, HELSINKI, "2026-12-02 18:00"),
    ("2 July 19:00 CEST", MONDAY, HELSINKI, "2027-07-02 17:00"),
    ("2 July 19:00 Central European time", MONDAY, HELSINKI, "2027-07-02 17:00"),
    ("2 Dec 19:00 EET", MONDAY, NEW_YORK, "2026-12-02 17:00"),
    ("2 Dec 19:00 Finnish time", MONDAY, NEW_YORK, "2026-12-02 17:00"),
    ("2.12. klo 19 Suomen aikaa", MONDAY, NEW_YORK, "2026-12-02 17:00"),
    ("2.7. klo 19 Suomen kesäaikaa", MONDAY, NEW_YORK, "2027-07-02 16:00"),
    ("2.12. klo 19 New Yorkin aikaa", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("2 Dec 19:00 Helsinki", MONDAY, NEW_YORK, "2026-12-02 17:00"),
    ("2 Dec 19:00 in Buenos Aires", MONDAY, HELSINKI, "2026-12-02 22:00"),
    ("2 Dec 19:00 Port-au-Prince time", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("2 Dec 19:00 UTC", MONDAY, HELSINKI, "2026-12-02 19:00"),
    ("2 July 19:00 GMT", MONDAY, LONDON, "2027-07-02 19:00"),
    ("2 Dec 19:00Z", MONDAY, HELSINKI, "2026-12-02 19:00"),
    ("2 Dec 19:00 UTC+2", MONDAY, NEW_YORK, "2026-12-02 17:00"),
    ("2.12. klo 19 UTC-5", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("2 Dec 19:00 GMT+05:30", MONDAY, HELSINKI, "2026-12-02 13:30"),
    ("2 Dec 19:00 IST", MONDAY, KOLKATA, "2026-12-02 13:30"),  # what people there call their time
    ("2 Dec 19:00", MONDAY, "Asia/Dubai", "2026-12-02 15:00"),
    ("Sat 7pm LA", MONDAY, HELSINKI, "2026-12-06 03:00"),
    ("la klo 19", MONDAY, HELSINKI, "2026-12-05 17:00"),
    ("2 July 19:00 MST", MONDAY, PHOENIX, "2027-07-03 02:00"),  # no summer time in Arizona
    # clock changes: Europe on 28 March and 31 October 2027, America on 14 March and 7 November
    ("Wed 7pm Eastern", "2027-03-12 10:00", HELSINKI, "2027-03-17 23:00"),
    ("ke klo 19", "2027-03-12 10:00", HELSINKI, "2027-03-17 17:00"),
    ("Wed 7pm Eastern", "2027-03-26 10:00", HELSINKI, "2027-03-31 23:00"),
    ("ke klo 19", "2027-03-26 10:00", HELSINKI, "2027-03-31 16:00"),
    ("Wed 7pm Eastern", "2027-10-29 10:00", HELSINKI, "2027-11-03 23:00"),
    ("ke klo 19", "2027-10-29 10:00", HELSINKI, "2027-11-03 17:00"),
    ("Wed 7pm Eastern", "2027-11-05 10:00", HELSINKI, "2027-11-11 00:00"),
    ("tomorrow 19:00", "2027-03-27 12:00", HELSINKI, "2027-03-28 16:00"),
    ("in 1 day at 19:00", "2027-10-30 12:00", HELSINKI, "2027-10-31 17:00"),
    ("2027-10-31 03:30 EEST", MONDAY, HELSINKI, "2027-10-31 00:30"),
    ("2027-10-31 03:30 EET", MONDAY, HELSINKI, "2027-10-31 01:30"),
    ("2027-10-31 03:30 UTC+02:00", MONDAY, HELSINKI, "2027-10-31 01:30"),
    ("2027-10-31 03:30 Europe/Helsinki +03:00", MONDAY, NEW_YORK, "2027-10-31 00:30"),
    ("2027-10-31 03:30–04:30 EEST", MONDAY, HELSINKI, "2027-10-31 00:30/02:30"),
    ("2027-10-31 03:50–03:10 EEST", MONDAY, HELSINKI, "LONG"),
    ("Nov 7 2027 1:30 am EDT", MONDAY, NEW_YORK, "2027-11-07 05:30"),
    ("klo 3.30", "2027-03-28 10:00", HELSINKI, "2027-03-29 00:30"),  # what is skipped today is not meant
]

COMPLAINTS = {
    "TWO": "can mean",
    "DATE": "a date or a time",
    "EVENING": "do not go together",
    "LONG": "does not work",
}

BAD: list[Row] = [
    # not understood: the word is named
    ("", MONDAY, HELSINKI, "Say when, for example"),
    ("soon", MONDAY, HELSINKI, "cannot read “soon”"),
    ("7pm XX/CET", MONDAY, HELSINKI, "I do not know the zone “XX/CET”"),
    ("19:00 until until 20:00", MONDAY, HELSINKI, "“until” does not fit with the rest"),
    ("soonish tomorrow", MONDAY, HELSINKI, "cannot read “soonish”"),
    ("tomorrow 7pm probably", MONDAY, HELSINKI, "cannot read “probably”"),
    ("tomorrow about 7pm", MONDAY, HELSINKI, "cannot read “about”"),
    ("every Wednesday 19:00", MONDAY, HELSINKI, "cannot read “every”"),
    ("7ish", MONDAY, HELSINKI, "cannot read “7ish”"),
    ("klo 19 jälkeen", MONDAY, HELSINKI, "cannot read “jälkeen”"),
    ("Christmas 19:00", MONDAY, HELSINKI, "cannot read “Christmas”"),  # not the zone of Christmas Island
    ("in 2 months", MONDAY, HELSINKI, "cannot read “in”"),
    ("in 1.5 days at 19", MONDAY, HELSINKI, "cannot read “in”"),
    ("2 hours", MONDAY, HELSINKI, "cannot read “hours”"),
    ("7 pm am", MONDAY, HELSINKI, "cannot read “am”"),
    ("7 pm XYZ", MONDAY, HELSINKI, "cannot read “XYZ”"),
    ("2 Dec 19:00 UTC+25", MONDAY, HELSINKI, "cannot read “UTC+25”"),
    ("2 Dec 19:00 UTC+05:75", MONDAY, HELSINKI, "cannot read “UTC+05:75”"),
    ("<t:99999999999999>", MONDAY, HELSINKI, "cannot read “<t:99999999999999>”"),
    ("blah " * 50, MONDAY, HELSINKI, "cannot read “blah blah"),
    ("x" * 100, MONDAY, HELSINKI, "cannot read “xxxxx"),
    ("2026-12-02 19:00 Mars/Base", MONDAY, HELSINKI, "do not know the zone “Mars/Base”"),
    ("now", MONDAY, "Mars/Base", "do not know the zone “Mars/Base”"),
    ("now", MONDAY, "America", "do not know the zone “America”"),
    # understood, but too much of it
    ("19:00 20:00", MONDAY, HELSINKI, "“20:00” does not fit"),
    ("Wed Thu 19:00", MONDAY, HELSINKI, "“Thu” does not fit"),
    ("2.12. 3.12. klo 19", MONDAY, HELSINKI, "“3.12.” does not fit"),
    ("in 2 hours at 19:00", MONDAY, HELSINKI, "“at” does not fit"),
    ("now 19:00", MONDAY, HELSINKI, "“19:00” does not fit"),
    ("next Wednesday 2.12. klo 19", MONDAY, HELSINKI, "“2.12.” does not fit"),
    ("19:00-", MONDAY, HELSINKI, "“19:00-” does not fit"),
    ("- 19:00", MONDAY, HELSINKI, "“-” does not fit"),
    ("7pm Eastern London", MONDAY, HELSINKI, "“7pm Eastern” and “7pm London” are not the same moment"),
    ("19:00 +02:00 +03:00", MONDAY, HELSINKI, "“19:00 +02:00” and “19:00 +03:00” are not the same moment"),
    # too little
    ("this Friday", MONDAY, HELSINKI, "lacks a time of day"),
    ("ylihuomenna", MONDAY, HELSINKI, "lacks a time of day"),
    ("in 3 days", MONDAY, HELSINKI, "lacks a time of day"),
    ("2.12.2026", MONDAY, HELSINKI, "lacks a time of day"),
    ("31.12", MONDAY, HELSINKI, "lacks a time of day"),
    ("tomorrow evening", MONDAY, HELSINKI, "lacks a time of day"),
    ("Eastern", MONDAY, HELSINKI, "lacks a time of day"),
    (",", MONDAY, HELSINKI, "lacks a time of day"),
    ("next week 19:00", MONDAY, HELSINKI, "Which day do you mean?"),
    ("next 19:00", MONDAY, HELSINKI, "Which day do you mean?"),
    # no such thing
    ("25:00", MONDAY, HELSINKI, "“25:00” is not a time of day"),
    ("Wed 19:70", MONDAY, HELSINKI, "“19:70” is not a time of day"),
    ("19.70", MONDAY, HELSINKI, "“19.70” is not a time of day"),
    ("19:00:70", MONDAY, HELSINKI, "“19:00:70” is not a time of day"),
    ("24:30", MONDAY, HELSINKI, "“24:30” is not a time of day"),
    ("13 pm", MONDAY, HELSINKI, "“13 pm” is not a time of day"),
    ("0 am", MONDAY, HELSINKI, "“0 am” is not a time of day"),
    ("klo 30", MONDAY, HELSINKI, "“klo 30” is not a time of day"),
    ("31.11. klo 19", MONDAY, HELSINKI, "no such date: “31.11.”"),
    ("2026-13-02 19:00", MONDAY, HELSINKI, "no such date: “2026-13-02”"),
    ("2/30 19:00", MONDAY, HELSINKI, "no such date: “2/30”"),
    ("29.2.2027 klo 19", MONDAY, HELSINKI, "no such date: “29.2.2027”"),
    ("30 Feb 19:00", MONDAY, HELSINKI, "no such date: “30 Feb”"),
    ("0000-01-01 19:00", MONDAY, HELSINKI, "no such date"),
    ("9999-12-31 24:00", MONDAY, HELSINKI, "between 2000 and 2100"),
    ("in 9999 weeks at 19:00", MONDAY, HELSINKI, "between 2000 and 2100"),
    ("<t:9999999999>", MONDAY, HELSINKI, "between 2000 and 2100"),
    # contradictions
    ("Thu 2.12. klo 19", MONDAY, HELSINKI, "2026-12-02 is a Wednesday, not a Thursday"),
    ("Wed 3/4 19:00", MONDAY, HELSINKI, "is a Saturday, not a Wednesday"),
    ("Wed 3/4 19:00", MONDAY, NEW_YORK, "2027-03-04 is a Thursday, not a Wednesday"),
    ("tomorrow Wed 19:00", MONDAY, HELSINKI, "2026-12-01 is a Tuesday, not a Wednesday"),
    ("tomorrow 2.12. klo 19", MONDAY, HELSINKI, "“tomorrow” is not 2026-12-02"),
    ("tonight 1 am", MONDAY, HELSINKI, "“1 am” and the evening do not go together"),
    ("aamulla klo 19", MONDAY, HELSINKI, "“klo 19” and the morning do not go together"),
    ("iltapäivällä klo 9", MONDAY, HELSINKI, "“klo 9” and the afternoon do not go together"),
    ("19-8 Wed", MONDAY, HELSINKI, "19 to 8 does not work"),
    ("19:00–19:00", MONDAY, HELSINKI, "does not work"),
    ("Sept 14 7pm EST", MONDAY, HELSINKI, "“EST” is not what clocks in America/New_York show on 2027-09-14"),
    ("Dec 2 7pm EDT", MONDAY, HELSINKI, "“EDT” is not what clocks in America/New_York show on 2026-12-02"),
    ("2 July 19:00 CET", MONDAY, HELSINKI, "“CET” is not what clocks in Europe/Berlin show"),
    ("2 Dec 19:00 BST", MONDAY, HELSINKI, "“BST” is not what clocks in Europe/London show"),
    ("pe klo 19 Suomen kesäaikaa", MONDAY, HELSINKI, "“Suomen kesäaikaa” is not what clocks in Europe/Helsinki show"),
    ("2 July 19:00 +02:00 Helsinki", MONDAY, HELSINKI, "“19:00 +02:00” and “19:00 Helsinki” are not the same moment"),
    # clock changes
    ("2027-03-28 03:30", MONDAY, HELSINKI, "does not exist in Europe/Helsinki"),
    ("2027-03-28 03:30", MONDAY, HELSINKI, "Write for example 2027-03-28 04:30 Europe/Helsinki"),
    ("Mar 14 2:30 am ET", MONDAY, HELSINKI, "2027-03-14 02:30 does not exist in America/New_York"),
    ("2027-10-31 03:30", MONDAY, HELSINKI, "happens twice in Europe/Helsinki"),
    ("2027-10-31 03:30", MONDAY, HELSINKI, "2027-10-31 03:30 UTC+03:00 or 2027-10-31 03:30 UTC+02:00"),
    ("Nov 7 2027 1:30 am Eastern", MONDAY, HELSINKI, "2027-11-07 01:30 happens twice in America/New_York"),
    ("2027-10-31 01:00-03:30", MONDAY, HELSINKI, "2027-10-31 03:30 happens twice"),
    ("2027-03-28 02:30–03:30", MONDAY, HELSINKI, "2027-03-28 03:30 does not exist"),
    # past
    ("2026-02-28 19:00", MONDAY, HELSINKI, "was Saturday 2026-02-28 19:00 Europe/Helsinki, and that has passed"),
    ("today 9am", MONDAY, HELSINKI, "has passed"),
    ("yesterday 19:00", MONDAY, HELSINKI, "was Sunday 2026-11-29"),
    ("eilen klo 19", MONDAY, HELSINKI, "has passed"),
    ("this Monday 9:00", MONDAY, HELSINKI, "was Monday 2026-11-30"),
    ("30.11. klo 9", MONDAY, HELSINKI, "was Monday 2026-11-30"),
    ("29.11. klo 9", MONDAY, HELSINKI, "was Sunday 2026-11-29"),  # a slip, rather than next year
    ("3/4/2026 19:00", MONDAY, HELSINKI, "has passed"),
    ("<t:1790000000:F>", MONDAY, HELSINKI, "has passed"),
    ("1999-12-31 19:00", MONDAY, HELSINKI, "between 2000 and 2100"),
]

AMBIGUOUS: list[tuple[str, str, str, str, str]] = [
    ("7", MONDAY, HELSINKI, "Monday 2026-11-30 19:00", "Tuesday 2026-12-01 07:00"),
    ("at 7", MONDAY, HELSINKI, "2026-11-30 19:00", "2026-12-01 07:00"),
    ("tomorrow 7", MONDAY, HELSINKI, "2026-12-01 07:00", "2026-12-01 19:00"),
    ("Wed 7 o'clock", MONDAY, HELSINKI, "2026-12-02 07:00", "2026-12-02 19:00"),
    ("ke 12", MONDAY, HELSINKI, "2026-12-02 00:00", "2026-12-02 12:00"),
    ("7-8", MONDAY, HELSINKI, "2026-11-30 19:00–20:00", "2026-12-01 07:00–08:00"),
    ("3/4 19:00", MONDAY, HELSINKI, "2027-03-04 19:00", "2027-04-03 19:00"),
    ("3/4/2027 19:00 London", MONDAY, HELSINKI, "2027-03-04 19:00", "2027-04-03 19:00"),
    ("12-02-2026 7pm", MONDAY, HELSINKI, "2026-02-12", "2026-12-02"),  # that one has passed does not decide it
    ("next Wednesday 7 pm", MONDAY, HELSINKI, "2026-12-02 19:00", "2026-12-09 19:00"),
    ("ensi keskiviikkona klo 19", MONDAY, HELSINKI, "2026-12-02 19:00", "2026-12-09 19:00"),
    ("next Wed 19:00", "2026-12-06 10:00", HELSINKI, "2026-12-09 19:00", "2026-12-16 19:00"),  # a Sunday
    ("Wed midnight", MONDAY, HELSINKI, "Wednesday 2026-12-02 00:00", "Thursday 2026-12-03 00:00"),
    ("midnight tomorrow", MONDAY, HELSINKI, "2026-12-01 00:00", "2026-12-02 00:00"),
    ("2.12. 12 am", MONDAY, HELSINKI, "2026-12-02 00:00", "2026-12-03 00:00"),
    ("2.12 7.10", MONDAY, HELSINKI, "2026-10-07 02:12", "2026-12-02 07:10"),
    ("7 September 14", MONDAY, HELSINKI, "2027-09-07 14:00", "2027-09-14 07:00"),
    ("2026-12-02 19:00-05:00", MONDAY, HELSINKI, "19:00–05:00 Europe/Helsinki", "19:00 UTC-05:00"),
    ("2026-12-02 02:00:00-05:00", MONDAY, HELSINKI, "02:00–05:00 Europe/Helsinki", "02:00 UTC-05:00"),
    ("tomorrow 7pm Eastern", "2026-11-30 23:00", HELSINKI, "2026-12-01 19:00", "2026-12-02 19:00"),  # whose tomorrow?
    ("7pm LA", MONDAY, HELSINKI, "19:00 America/Los_Angeles", "Saturday 2026-12-05"),
    ("2 Dec 19:00 CST", MONDAY, SHANGHAI, "19:00 Asia/Shanghai", "19:00 America/Chicago"),
]

NEITHER_DATE_NOR_TIME = [
    ("7.12", "Write 7.12. for the date, or 7:12 for the time"),
    ("Wed 7.12", "Write 7.12. for the date, or 7:12 for the time"),
    ("7.12-8.12", "Write 7.12. for the date, or 7:12–8:12 for the time"),
    ("9-14", "Write 14.9. for the date, or 9:00–14:00 for the time"),
    ("14-16", None),
    ("22-2", "Write 22.2. for the date, or 22:00–2:00 for the time"),
    ("tomorrow 1.12", "Write 1.12. for the date, or 1:12 for the time"),
]

EXAMPLES = [
    *("Wed 19:00", "2 December 7–8 pm Eastern", "2 December 19:00", "tomorrow 7 pm", "19:30", "7:30 pm", "19:00–20:00"),
    *("ke klo 19", "2.12. klo 19–20 Suomen aikaa", "2.12. klo 19", "huomenna klo 19", "klo 19.30", "klo 19–20"),
    *("2026-12-02 19:00 America/New_York", "2026-12-02 19:00 UTC-05:00", "2026-12-02 klo 19", "now", "nyt"),
]
"""What the refusals tell people to write."""


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def shown(moment: Moment) -> str:
    start = f"{moment.start:%Y-%m-%d %H:%M:%S}".removesuffix(":00")
    return start + (f"/{moment.end:%H:%M}" if moment.end else "")


def refusal(text: str, now: str, zone: str, language: str = "en") -> str:
    """The sentence of a refusal, which must exist in every language."""
    with pytest.raises(Refused) as error:
        read_when(text, utc(now), zone, language)
    assert error.value.sentence(words("fi")) != str(error.value)
    return str(error.value)


@pytest.mark.parametrize(("text", "now", "zone", "expected"), GOOD)
def test_what_people_write_is_understood(text: str, now: str, zone: str, expected: str) -> None:
    if expected in COMPLAINTS:
        assert COMPLAINTS[expected] in refusal(text, now, zone)
    else:
        assert shown(read_when(text, utc(now), zone, "en")) == expected


@pytest.mark.parametrize(("text", "now", "zone", "complaint"), BAD)
def test_what_cannot_be_meant_is_named(text: str, now: str, zone: str, complaint: str) -> None:
    assert complaint in refusal(text, now, zone)


@pytest.mark.parametrize(("text", "now", "zone", "first", "second"), AMBIGUOUS)
def test_what_can_mean_two_moments_is_refused_with_both(
    text: str, now: str, zone: str, first: str, second: str
) -> None:
    sentence = refusal(text, now, zone)
    assert "can mean" in sentence
    assert first in sentence
    assert second in sentence
    offers = re.findall(r"\w+ \d{4}-\d\d-\d\d \S+ \S+?(?=, or|\. Write)", sentence)
    assert len(offers) == 2
    for offered in offers:
        moment = read_when(offered, utc("2026-01-01 00:00"), zone, "en")
        assert written(moment) in sentence, "what is offered can be pasted back"


@pytest.mark.parametrize(("text", "complaint"), NEITHER_DATE_NOR_TIME)
def test_a_date_is_never_taken_for_a_time(text: str, complaint: str | None) -> None:
    if complaint:
        assert complaint in refusal(text, MONDAY, HELSINKI)
    else:
        read_when(text, utc(MONDAY), HELSINKI, "en")


@pytest.mark.parametrize(
    ("text", "zone", "language", "expected"),
    [
        ("3/4 19:00", HELSINKI, "fi", "2027-04-03 16:00"),
        ("3/4 19:00", HELSINKI, "fi-FI", "2027-04-03 16:00"),
        ("3/4 19:00", LONDON, "en-GB", "2027-04-03 18:00"),
        ("3/4 19:00", NEW_YORK, "en", "2027-03-05 00:00"),
        ("3/4 19:00", "US/Eastern", "en-US", "2027-03-05 00:00"),
        ("3/4 19:00", LONDON, "en", None),
        ("3/4 19:00", LONDON, "en-US", None),
        ("3/4 19:00", NEW_YORK, "fi", None),
        ("3/4 19:00", "UTC", "en", None),
        ("3/4 19:00", "America/Toronto", "en", None),
    ],
)
def test_zone_and_language_decide_which_number_is_the_month_unless_they_disagree(
    text: str, zone: str, language: str, expected: str | None
) -> None:
    if expected is None:
        assert "can mean Thursday 2027-03-04" in refusal(text, MONDAY, zone, language)
    else:
        assert shown(read_when(text, utc(MONDAY), zone, language)) == expected


def test_weeks_may_begin_on_sunday_but_not_for_finns() -> None:
    sunday = utc("2026-12-06 10:00")
    assert shown(read_when("ensi keskiviikkona klo 19", sunday, HELSINKI, "fi")) == "2026-12-09 17:00"
    assert "2026-12-16" in refusal("Wed next week 19:00", "2026-12-06 10:00", HELSINKI)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Wed 7pm Eastern", NEW_YORK),
        ("Wed 7pm EST", NEW_YORK),
        ("Wed 7pm UTC+2", "+02:00"),
        ("Wed 7pm UTC-05:00", "-05:00"),
        ("Wed 7pm Z", "UTC"),
        ("Wed 7pm Etc/GMT+5", "Etc/GMT+5"),
        ("Wed 7pm", KYIV),
        ("in 2 hours ET", NEW_YORK),
        ("now", KYIV),
    ],
)
def test_the_moment_names_the_zone_in_which_it_was_understood(text: str, zone: str) -> None:
    assert read_when(text, utc(MONDAY), KYIV, "en").zone == zone


def test_a_time_that_comes_twice_is_written_with_its_distance_from_utc() -> None:
    later = read_when("2027-10-31 03:30 EEST", utc(MONDAY), HELSINKI, "en")
    assert written(later) == "2027-10-31 03:30 UTC+03:00"


@pytest.mark.parametrize("text", EXAMPLES)
def test_what_refusals_tell_people_to_write_is_understood(text: str) -> None:
    read_when(text, utc(MONDAY), HELSINKI, "fi")


def test_a_second_reading_that_cannot_be_meant_does_not_stand_in_the_way() -> None:
    assert shown(read_when("2 July 19:00 CST", utc(MONDAY), SHANGHAI, "en")) == "2027-07-02 11:00"


def every_word() -> Iterator[tuple[str, str]]:
    """Every word of the vocabulary, and an expression to use it in."""
    rows: list[tuple[str, Iterable[str]]] = [
        ("{}", (*time_words.NOW, *time_words.NOON, *time_words.MIDNIGHT)),
        ("19:00 {}", time_words.NOTHING),
        *(("{} 23:30", row) for row in (*time_words.WEEKDAYS, *time_words.DAYS.values())),
        *(("2 {} 2027 19:00", row) for row in time_words.MONTHS),
        *(("{} 11:30", row) for row in (*time_words.PARTS.values(), *time_words.DAYS_WITH_PARTS.values())),
        *(("{} Sun 23:30", getattr(time_words, which.name)) for which in Which),
        ("{} 19:00", (*time_words.BEFORE_CLOCK, *time_words.BEFORE_24_HOURS)),
        ("18:00 {} 19:00", time_words.UNTIL),
        *(("in {} h", row) for row in time_words.NUMBERS.values()),
        ("in 2 {}", (*time_words.MINUTES, *time_words.HOURS)),
        *(("in 2 {} 23:30", row) for row in time_words.WHOLE_DAYS.values()),
        ("{} 2 h", time_words.BEFORE_SPAN),
        ("2 h {}", time_words.AFTER_SPAN),
        *(("19:00 {} time", names) for names in zone_names.NAMES.values()),
        *(("19:00 {}", names) for names in zone_names.ABBREVIATIONS.values()),
    ]
    for form, row in rows:
        for word in row:
            yield form, word


@pytest.mark.parametrize(("form", "word"), list(every_word()))
def test_every_word_of_the_vocabulary_is_understood(form: str, word: str) -> None:
    try:
        read_when(form.format(word), utc(MONDAY), LONDON, "en")
    except Refused as error:
        complaint = str(error)
    else:
        return
    assert re.search("has passed|can mean|is not what clocks|do not go together", complaint)


@pytest.mark.parametrize(("month", "row"), list(enumerate(time_words.MONTHS, 1)))
def test_months_are_in_their_order(month: int, row: tuple[str, ...]) -> None:
    assert {read_when(f"2 {word} 2027 19:00", utc(MONDAY), LONDON, "en").start.month for word in row} == {month}


@pytest.mark.parametrize(("weekday", "row"), list(enumerate(time_words.WEEKDAYS)))
def test_weekdays_are_in_their_order(weekday: int, row: tuple[str, ...]) -> None:
    assert {read_when(f"{word} 19:00", utc(MONDAY), LONDON, "en").start.weekday() for word in row} == {weekday}


# in words


@pytest.mark.parametrize(
    ("text", "english", "finnish"),
    [
        (
            "2026-12-02 19:00 America/New_York",
            "Wednesday 2 December 2026, 19:00 in New York (America/New_York)",
            "keskiviikkona 2. joulukuuta 2026 klo 19.00, New Yorkin aikaa (America/New_York)",
        ),
        (
            "2.12. klo 19",
            "Wednesday 2 December 2026, 19:00 in Helsinki (Europe/Helsinki)",
            "keskiviikkona 2. joulukuuta 2026 klo 19.00, Helsingin aikaa (Europe/Helsinki)",
        ),
        (
            "today 19–20",
            "today, Monday 30 November 2026, 19:00–20:00 in Helsinki (Europe/Helsinki)",
            "tänään, maanantaina 30. marraskuuta 2026 klo 19.00–20.00, Helsingin aikaa (Europe/Helsinki)",
        ),
        (
            "tomorrow 9 pm Asia/Tokyo",
            "tomorrow, Tuesday 1 December 2026, 21:00 (Asia/Tokyo)",
            "huomenna, tiistaina 1. joulukuuta 2026 klo 21.00 (Asia/Tokyo)",
        ),
        (
            "Wed 19:00 UTC-5",
            "Wednesday 2 December 2026, 19:00 (UTC-05:00)",
            "keskiviikkona 2. joulukuuta 2026 klo 19.00 (UTC-05:00)",
        ),
        (
            "2027-10-31 03:30 EET",
            "Sunday 31 October 2027, 03:30 in Helsinki (Europe/Helsinki, UTC+02:00)",
            "sunnuntaina 31. lokakuuta 2027 klo 03.30, Helsingin aikaa (Europe/Helsinki, UTC+02:00)",
        ),
    ],
)
def test_a_moment_is_shown_back_in_words(text: str, english: str, finnish: str) -> None:
    moment = read_when(text, utc(MONDAY), HELSINKI, "en")
    assert in_words(moment, words("en"), utc(MONDAY)) == english
    assert in_words(moment, words("fi"), utc(MONDAY)) == finnish


def test_a_long_chat_ends_on_a_date() -> None:
    moment = Moment(utc("2026-12-02 17:00"), utc("2026-12-04 17:00"), HELSINKI)
    assert in_words(moment, words("en"), utc(MONDAY)) == (
        "Wednesday 2 December 2026, 19:00–Friday 4 December 2026, 19:00 in Helsinki (Europe/Helsinki)"
    )


# for any moment, zone and text

ZONES = ["UTC", *(z for z in resources.files("tzdata").joinpath("zones").read_text().split() if "/" in z)]
zones = st.sampled_from(ZONES)
minutes = st.integers(0, 10 * 366 * 24 * 60).map(lambda number: utc(MONDAY) + timedelta(minutes=number))
lengths = st.none() | st.integers(1, 11 * 60).map(lambda number: timedelta(minutes=number))
languages = st.sampled_from(["en", "fi"])


@given(minutes, zones, zones)
def test_the_iso_form_reads_back(start: datetime, zone: str, default: str) -> None:
    local = start.astimezone(ZoneInfo(zone))
    assert read_when(local.isoformat(), utc(MONDAY), default, "en").start == start
    assert read_when(local.isoformat(timespec="minutes"), utc(MONDAY), default, "en").start == start


@given(minutes, lengths, zones, zones, languages)
def test_the_words_read_back(start: datetime, length: timedelta | None, zone: str, default: str, language: str) -> None:
    moment = Moment(start, start + length if length else None, zone)
    if moment.end:
        last = moment.end.astimezone(ZoneInfo(zone))
        assume(last.utcoffset() == moment.wall.utcoffset())
        assume(len(instants(last.replace(tzinfo=None, fold=0), Zone(zone, None, ""))) == 1)
    text = in_words(moment, words(language), utc(MONDAY))
    assert read_when(text, utc(MONDAY), default, language) == moment
    pasted = read_when(written(moment), utc(MONDAY), default, language)
    assert (pasted.start, pasted.end) == (moment.start, moment.end)


@given(minutes, zones, st.integers(0, 8))
def test_however_it_is_written_it_is_the_same_moment(start: datetime, zone: str, form: int) -> None:
    local = start.astimezone(ZoneInfo(zone))
    assume(len(instants(local.replace(tzinfo=None, fold=0), Zone(zone, None, ""))) == 1)
    day, month, year, weekday = local.day, MONTH_NAMES[local.month - 1], local.year, WEEKDAY_NAMES[local.weekday()]
    pm = f"{(local.hour - 1) % 12 + 1}:{local:%M} {'am' if local.hour < 12 else 'pm'}"
    text = [
        f"{local:%Y-%m-%d %H:%M} {zone}",
        f"{day}.{local.month}.{year} klo {local.hour}.{local:%M} {zone}",
        f"{weekday} {day} {month} {year} {local:%H:%M} {zone}",
        f"{month} {day}, {year} at {local:%H:%M} {zone}",
        f"{local:%H:%M} on {weekday[:3]}, {month[:3]} {day} {year} ({zone})",
        f"{day}. {words('fi').gettext(month)} {year} klo {local.hour}.{local:%M} {zone}",
        f"{zone}, {year}/{local.month}/{day}, klo {local.hour}:{local:%M}",
        f"<t:{int(start.timestamp())}:F> {zone}",
        f"{month} {day} {year}, {pm} {zone}" if f"{local:%H:%M}" != "00:00" else f"{local:%Y-%m-%d} 0:00 {zone}",
    ][form]
    assert read_when(text, utc(MONDAY), HELSINKI, "en") == Moment(start, None, zone)
    shouted = text if "<t:" in text else text.upper()
    assert read_when(f"  {shouted} ", utc(MONDAY), HELSINKI, "en") == Moment(start, None, zone)


KNOWN = """
    / ( ) | = or 7pm 4pm ET PT CET Eastern IST BST 16th the Thursday week from half past puoli kahdeksalta iltakuudelta
    2026 1900 for and between first of December -5 +1 day & eli
    now at on klo kello from to until - – , . ( ) 7 12 19 24 7pm 12am 19:00 7.12 19.30 0:00 noon midnight tonight
    today tomorrow huomenna eilen illalla aamulla Wed ke to la Sunday next this ensi 2.12. 31.11. 3/4 9/14 2026-12-02
    2027-03-28 Sept 14 May in 2 hours h päästä week viikon puolen Eastern ET EST EET UTC Z +02:00 -05:00 UTC-5
    Europe/Helsinki New York London aikaa time <t:1800000000> Mars/Base pm am klo19 T in an half and a
"""


@given(st.text(max_size=60), zones | st.text(max_size=20), languages | st.text(max_size=5))
def test_garbage_is_refused_politely(text: str, zone: str, language: str) -> None:
    _read_or_refused(text, zone, language)


@given(st.sampled_from(GOOD), st.integers(0, 60), st.characters(codec=None))
def test_any_character_anywhere_is_read_or_refused(row: Row, place: int, character: str) -> None:
    text, now, zone, _ = row
    with suppress(Refused):
        read_when(text[:place] + character + text[place:], utc(now), zone, "en")
    with suppress(Refused):
        read_time(text[:place] + character, zone)


@given(st.lists(st.sampled_from(KNOWN.split()), max_size=9), st.sampled_from(["", " ", " ", " "]), zones, languages)
def test_word_salad_is_refused_politely(salad: list[str], between: str, zone: str, language: str) -> None:
    moment = _read_or_refused(between.join(salad), zone, language)
    if moment:
        assert utc(MONDAY) <= moment.start
        assert moment.end is None or timedelta() < moment.end - moment.start < timedelta(hours=15)


@given(st.sampled_from(GOOD), st.integers(0, 20), st.from_regex(r"[qxw][bdfgjkpqvwxz]{2,9}", fullmatch=True))
def test_no_word_is_passed_over(row: Row, place: int, word: str) -> None:
    text, now, zone, _ = row
    pieces = text.split()
    place = min(place, len(pieces))
    with pytest.raises(Refused):
        read_when(" ".join([*pieces[:place], word, *pieces[place:]]), utc(now), zone, "en")


def _read_or_refused(text: str, zone: str = HELSINKI, language: str = "en") -> Moment | None:
    try:
        return read_when(text, utc(MONDAY), zone, language)
    except Refused as error:
        sentence = error.sentence(words("fi"))
    assert sentence
    return None
