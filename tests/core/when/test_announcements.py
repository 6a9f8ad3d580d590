"""Times as chats, meetups, universities, associations and guilds announce them: understood, or asked back."""

from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.adapters.catalogues import words
from bot.core.base.errors import Refused
from bot.core.when import grammar
from bot.core.when.pieces import Found
from bot.core.when.reader import read_when
from bot.core.when.zones.zone import Zone, instants
from tests.core.when.test_when import minutes, shown, utc

MONDAY, SUMMER, OCTOBER = "2026-11-30 10:00", "2026-07-01 10:00", "2026-10-20 10:00"
HELSINKI, NEW_YORK, LONDON, SYDNEY = "Europe/Helsinki", "America/New_York", "Europe/London", "Australia/Sydney"

READ: list[tuple[str, str, str, str]] = [
    # several zones in one line
    ("Thu, Oct 8 — 6:30pm ET / 3:30pm PT", "2026-10-01 10:00", HELSINKI, "2026-10-08 22:30"),
    ("10am Pacific / 1pm Eastern / 7pm CEST", SUMMER, HELSINKI, "2026-07-01 17:00"),
    ("10am Pacific / 1pm Eastern / 7pm CEST", MONDAY, HELSINKI, "2026-11-30 18:00"),
    ("8pm EDT (0:00 UTC)", SUMMER, HELSINKI, "2026-07-02 00:00"),
    ("8pm EDT (0:00 UTC)", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("3 PM Eastern / Noon Pacific", MONDAY, HELSINKI, "2026-11-30 20:00"),
    ("7pm ET/4pm PT", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("7pm EST/4PM PST", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("7pm EST // 4pm PST", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("7pm ET & 4pm PT", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("7pm ET or 4pm PT", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("7pm ET - 4pm PT", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("7pm ET, 4pm PT, midnight London", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("7 pm Eastern (6 Central)", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("Noon PT | 3 ET | 8 UK", MONDAY, HELSINKI, "2026-11-30 20:00"),
    ("Dec 2nd, 12pm PT/3pm ET/8pm UK", MONDAY, HELSINKI, "2026-12-02 20:00"),
    ("Dec 2 | 7 PM ET / 4 PM PT", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("12:00 PM EST | 9:00 AM PST | 5:00 PM GMT", MONDAY, HELSINKI, "2026-11-30 17:00"),
    ("9:00 AM PDT | 12:00 PM EDT | 4:00 PM GMT", "2026-07-01 03:00", HELSINKI, "2026-07-01 16:00"),
    ("2pm EST / 7pm GMT / 8pm CET / 9pm EET", MONDAY, HELSINKI, "2026-11-30 19:00"),
    ("8 pm Eastern / 7 Central / 6 Mountain / 5 Pacific", MONDAY, HELSINKI, "2026-12-01 01:00"),
    ("ET: 7pm / PT: 4pm", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("New York 7pm, London midnight, Helsinki 2am", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("7pm New York, midnight London, 2am Helsinki", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("5 PM London, 12 PM New York, 9 AM San Francisco", MONDAY, HELSINKI, "2026-11-30 17:00"),
    ("Tuesday, 1 December 2026, 5 p.m. CET / 11 a.m. EST", MONDAY, HELSINKI, "2026-12-01 16:00"),
    ("Wed 20:00 CET / 19:00 GMT / 14:00 EST", MONDAY, HELSINKI, "2026-12-02 19:00"),
    ("9:30 ET / 15:30 CET", MONDAY, HELSINKI, "2026-11-30 14:30"),
    ("7pm IST / 1:30pm UTC", MONDAY, HELSINKI, "2026-11-30 13:30"),
    ("1pm EST / 10am PT", SUMMER, HELSINKI, "2026-07-01 17:00"),
    ("7pm EST/EDT", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("19:00–20:00 CET/CEST", MONDAY, HELSINKI, "2026-11-30 18:00/19:00"),
    ("klo 19 (17 UTC)", MONDAY, HELSINKI, "2026-11-30 17:00"),
    ("klo 19 (18 Ruotsin aikaa)", MONDAY, HELSINKI, "2026-11-30 17:00"),
    ("klo 18 Suomen aikaa (klo 17 Ruotsissa)", MONDAY, HELSINKI, "2026-11-30 16:00"),
    ("klo 18.00-19.00 eli 17.00-18.00 CET", MONDAY, HELSINKI, "2026-11-30 16:00/17:00"),
    ("2.12.2026 klo 18.00 Suomen aikaa (17.00 CET)", MONDAY, HELSINKI, "2026-12-02 16:00"),
    ("7-8:30pm ET/4-5:30pm PT", MONDAY, HELSINKI, "2026-12-01 00:00/01:30"),
    ("7:00-8:00 p.m. ET (6:00-7:00 CT, 4:00-5:00 PT)", MONDAY, HELSINKI, "2026-12-01 00:00/01:00"),
    ("6-7pm EST (3-4pm PST, 11pm-midnight GMT)", MONDAY, HELSINKI, "2026-11-30 23:00/00:00"),
    ("Wed 2nd 19:00–20:30 UK / 20:00–21:30 CET / 14:00–15:30 EST", MONDAY, HELSINKI, "2026-12-02 19:00/20:30"),
    ("7pm, ET / 4pm, PT", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("7-7:30pm EST / 00:00–00:30 UTC", SUMMER, HELSINKI, "2026-07-02 00:00/00:30"),
    ("12:15pm CET/CEST · 6:15am ET", MONDAY, HELSINKI, "2026-11-30 11:15"),
    ("7pm GMT/BST", SUMMER, HELSINKI, "2026-07-01 18:00"),
    ("7pm GMT/BST / 2pm ET", SUMMER, HELSINKI, "2026-07-01 18:00"),
    ("6pm EET / EEST", MONDAY, HELSINKI, "2026-11-30 16:00"),
    # several zones and days
    ("Wed Oct 7, 8pm ET / 5pm PT / 1am BST / 2am CEST", "2026-10-01 10:00", NEW_YORK, "2026-10-08 00:00"),
    ("Tuesday 8pm EST/ Wednesday 1am GMT", MONDAY, HELSINKI, "2026-12-02 01:00"),
    ("Friday 8PM EST/5PM PST/1AM GMT(Sat)", MONDAY, HELSINKI, "2026-12-05 01:00"),
    ("8pm ET Thu / 1am GMT Fri", MONDAY, HELSINKI, "2026-12-04 01:00"),
    ("10am AEDT Thu / 6pm ET Wed", MONDAY, HELSINKI, "2026-12-02 23:00"),
    ("8pm ET / 1am GMT (+1)", MONDAY, HELSINKI, "2026-12-01 01:00"),
    ("8pm ET / 1am UK (next day)", MONDAY, HELSINKI, "2026-12-01 01:00"),
    ("01:00 UTC Thursday (8pm ET Wednesday)", MONDAY, HELSINKI, "2026-12-03 01:00"),
    ("6pm ET / 3pm PT on Thursday", MONDAY, HELSINKI, "2026-12-03 23:00"),
    ("8pm ET (5pm PT), Thursday", MONDAY, HELSINKI, "2026-12-04 01:00"),
    ("8pm ET (1am GMT), Thursday", MONDAY, HELSINKI, "2026-12-04 01:00"),
    ("8pm ET (1am GMT) Thursday", MONDAY, HELSINKI, "2026-12-04 01:00"),
    ("(7pm ET / 4pm PT) Wed", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("7pm UTC GMT / 9pm EET Wed", MONDAY, HELSINKI, "2026-12-02 19:00"),
    ("(8pm / 20:00) ET", MONDAY, HELSINKI, "2026-12-01 01:00"),
    ("9-14 ET / 15-20 CET", MONDAY, HELSINKI, "2026-11-30 14:00/19:00"),
    ("2.12.2026 klo 19.30", MONDAY, NEW_YORK, "2026-12-03 00:30"),
    ("7pm (19:00) ET", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("7pm (ET) – 8pm (ET) Thursday", MONDAY, HELSINKI, "2026-12-04 00:00/01:00"),
    ("8pm ET / 1am UK, next day", MONDAY, HELSINKI, "2026-12-01 01:00"),
    ("Thursday 7pm ET, 4pm PT, midnight UK, 1am CET Friday", MONDAY, HELSINKI, "2026-12-04 00:00"),
    ("Thu 3 Dec 19:00 EST | Fri 4 Dec 00:00 GMT | Fri 4 Dec 11:00 AEDT", MONDAY, HELSINKI, "2026-12-04 00:00"),
    ("Dec 3, 7pm EST (00:00 UTC Dec 4)", MONDAY, HELSINKI, "2026-12-04 00:00"),
    ("Dec 3 00:00 UTC (Dec 2 7pm EST)", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("Thu 10am AEDT (6pm ET)", MONDAY, HELSINKI, "2026-12-02 23:00"),
    ("7pm ET (4pm) PT", MONDAY, HELSINKI, "2026-12-01 00:00"),
    # zone words with two meanings
    ("11:00 Boston time", MONDAY, HELSINKI, "2026-11-30 16:00"),
    ("Sat 7pm Eastern", MONDAY, HELSINKI, "2026-12-06 00:00"),
    ("2 July 7pm Pacific time", MONDAY, HELSINKI, "2027-07-03 02:00"),
    ("7pm CST", MONDAY, HELSINKI, "2026-12-01 01:00"),
    ("7pm AST", MONDAY, "America/Toronto", "2026-11-30 23:00"),
    ("7pm IST", MONDAY, "Asia/Kolkata", "2026-11-30 13:30"),
    ("7pm IST", SUMMER, "Europe/Dublin", "2026-07-01 18:00"),
    ("7pm IST", MONDAY, "Asia/Jerusalem", "2026-11-30 17:00"),
    ("7pm AEDT", MONDAY, SYDNEY, "2026-12-01 08:00"),
    ("7pm EAT", MONDAY, HELSINKI, "2026-11-30 16:00"),
    # weekdays, dates and ordinals
    ("the 16th at 7pm", MONDAY, HELSINKI, "2026-12-16 17:00"),
    ("on the 1st at 7pm", MONDAY, HELSINKI, "2026-12-01 17:00"),
    ("the 31st at 7pm", MONDAY, HELSINKI, "2026-12-31 17:00"),
    ("Weds 11th 8pm", "2026-11-02 10:00", HELSINKI, "2026-11-11 18:00"),
    ("Weds 2nd 8pm", MONDAY, HELSINKI, "2026-12-02 18:00"),
    ("Saturday 5th December 8pm", MONDAY, HELSINKI, "2026-12-05 18:00"),
    ("Sat 5th Dec 2026 @ 20:00hrs GMT", MONDAY, HELSINKI, "2026-12-05 20:00"),
    ("Wednesday, December 2nd, 2026 at 7:00 PM (EST)", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("Wed Dec 2 @ 7pm ET", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("12/2 @ 7pm EST", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("Wednesday 12/2 at 7:30 PM EST", MONDAY, NEW_YORK, "2026-12-03 00:30"),
    ("22-Oct-2026 18:00 UTC", OCTOBER, HELSINKI, "2026-10-22 18:00"),
    ("2-Dec 19:00", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("December 2 - 7 pm", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("first Thursday of December 7pm", MONDAY, HELSINKI, "2026-12-03 17:00"),
    ("the last Friday of January at 18:00", MONDAY, HELSINKI, "2027-01-29 16:00"),
    ("2nd Tuesday of next month 7pm", MONDAY, HELSINKI, "2026-12-08 17:00"),
    ("joulukuun ensimmäinen torstai klo 18", MONDAY, HELSINKI, "2026-12-03 16:00"),
    ("Wed 2 Dec 2026 19:00:00 +0000", MONDAY, HELSINKI, "2026-12-02 19:00"),
    ("Wed, 02 Dec 2026 19:00:00 +0200", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("Wed Dec 2 19:00:00 UTC 2026", MONDAY, HELSINKI, "2026-12-02 19:00"),
    ("Sat 19 7pm", MONDAY, HELSINKI, "2026-12-19 17:00"),
    ("Fri 4 at 8pm", MONDAY, HELSINKI, "2026-12-04 18:00"),
    ("Wed, 2 klo 18", MONDAY, HELSINKI, "2026-12-02 16:00"),
    ("Sat 20", MONDAY, HELSINKI, "2026-12-05 18:00"),
    ("the 30th at 7pm", MONDAY, HELSINKI, "2026-11-30 17:00"),
    # ISO and its relatives
    ("2026-12-16T19:00:00.000Z", MONDAY, HELSINKI, "2026-12-16 19:00"),
    ("2026-12-16 19:00 -05:00", MONDAY, HELSINKI, "2026-12-17 00:00"),
    ("2026-12-02T19:00:00.123456+02:00", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("2026-12-02T19:00:00-0500", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("2026-12-02 19:00:00 UTC", MONDAY, HELSINKI, "2026-12-02 19:00"),
    ("20261202T190000Z", MONDAY, HELSINKI, "2026-12-02 19:00"),
    ("20261202T1900", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("2026-12-02 (Wed) 19:00 JST", MONDAY, HELSINKI, "2026-12-02 10:00"),
    ("18:00 GMT–19:00 GMT", MONDAY, HELSINKI, "2026-11-30 18:00/19:00"),
    # times of day
    ("tomorrow at 12 noon ET", MONDAY, HELSINKI, "2026-12-01 17:00"),
    ("12 midnight GMT", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("noon-1pm", MONDAY, HELSINKI, "2026-11-30 10:00/11:00"),
    ("12-1pm ET", MONDAY, HELSINKI, "2026-11-30 17:00/18:00"),
    ("11am-noon ET", MONDAY, HELSINKI, "2026-11-30 16:00/17:00"),
    ("1900 UTC", MONDAY, HELSINKI, "2026-11-30 19:00"),
    ("Fri 2000 UTC", MONDAY, HELSINKI, "2026-12-04 20:00"),
    ("0700", MONDAY, HELSINKI, "2026-12-01 05:00"),
    ("1900h", MONDAY, HELSINKI, "2026-11-30 17:00"),
    ("19h30", MONDAY, HELSINKI, "2026-11-30 17:30"),
    ("730pm", MONDAY, HELSINKI, "2026-11-30 17:30"),
    ("7p ET", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("7:30p", MONDAY, HELSINKI, "2026-11-30 17:30"),
    ("18Z", MONDAY, HELSINKI, "2026-11-30 18:00"),
    ("half past seven pm", MONDAY, HELSINKI, "2026-11-30 17:30"),
    ("quarter to 8 pm", MONDAY, HELSINKI, "2026-11-30 17:45"),
    ("10 past 7 pm", MONDAY, HELSINKI, "2026-11-30 17:10"),
    ("seven thirty pm", MONDAY, HELSINKI, "2026-11-30 17:30"),
    ("8:00", MONDAY, "Asia/Tokyo", "2026-11-30 23:00"),
    ("08:00", MONDAY, NEW_YORK, "2026-11-30 13:00"),
    ("12:30", MONDAY, NEW_YORK, "2026-11-30 17:30"),
    ("10:00 ET", MONDAY, HELSINKI, "2026-11-30 15:00"),
    ("quarter to 12 pm", MONDAY, HELSINKI, "2026-12-01 09:45"),
    ("quarter to one pm", MONDAY, HELSINKI, "2026-11-30 10:45"),
    # ranges
    ("Thu 8-10pm ET", MONDAY, HELSINKI, "2026-12-04 01:00/03:00"),
    ("8pm–10pm ET Thu", MONDAY, HELSINKI, "2026-12-04 01:00/03:00"),
    ("between 6 and 7.30 pm on Thursday", MONDAY, HELSINKI, "2026-12-03 16:00/17:30"),
    ("Thu 8 PM to 9:30 PM Eastern Time", MONDAY, HELSINKI, "2026-12-04 01:00/02:30"),
    ("11pm ET until 1am", MONDAY, HELSINKI, "2026-12-01 04:00/06:00"),
    ("18:00 CET - 19:00", MONDAY, HELSINKI, "2026-11-30 17:00/18:00"),
    ("Dec 2 11pm - Dec 3 1am", MONDAY, HELSINKI, "2026-12-02 21:00/23:00"),
    ("Dec 2 7pm – Dec 2 8pm", MONDAY, HELSINKI, "2026-12-02 17:00/18:00"),
    ("Wed 7pm – Thu 1am", MONDAY, HELSINKI, "2026-12-02 17:00/23:00"),
    ("7pm for an hour", MONDAY, HELSINKI, "2026-11-30 17:00/18:00"),
    ("8pm ET for 90 minutes", MONDAY, HELSINKI, "2026-12-01 01:00/02:30"),
    ("klo 18, kesto 1 h", MONDAY, HELSINKI, "2026-11-30 16:00/17:00"),
    ("klo 18 -20", MONDAY, HELSINKI, "2026-11-30 16:00/18:00"),
    ("klo 8 -10", MONDAY, HELSINKI, "2026-12-01 06:00/08:00"),
    # relative
    ("in an hour and a half", MONDAY, HELSINKI, "2026-11-30 11:30"),
    ("in two and a half hours", MONDAY, HELSINKI, "2026-11-30 12:30"),
    ("in 1h30m", MONDAY, HELSINKI, "2026-11-30 11:30"),
    ("in 45 minutes", MONDAY, HELSINKI, "2026-11-30 10:45"),
    ("tomorrow night at 8", MONDAY, HELSINKI, "2026-12-01 18:00"),
    ("Friday night at 9", MONDAY, HELSINKI, "2026-12-04 19:00"),
    ("a week from Tuesday 7pm", MONDAY, HELSINKI, "2026-12-08 17:00"),
    ("a week from tomorrow at 3pm", MONDAY, HELSINKI, "2026-12-08 13:00"),
    ("two weeks from Friday 7pm", MONDAY, HELSINKI, "2026-12-18 17:00"),
    ("two weeks from today at noon", MONDAY, HELSINKI, "2026-12-14 10:00"),
    ("Tuesday week 7pm", MONDAY, HELSINKI, "2026-12-08 17:00"),
    ("in a week on Thursday at 6pm", MONDAY, HELSINKI, "2026-12-10 16:00"),
    ("this coming Thursday at noon ET", MONDAY, HELSINKI, "2026-12-03 17:00"),
    ("today at 5", MONDAY, HELSINKI, "2026-11-30 15:00"),
    ("in three quarters of an hour", MONDAY, HELSINKI, "2026-11-30 10:45"),
    ("kolmen vartin päästä", MONDAY, HELSINKI, "2026-11-30 10:45"),
    ("Wednesday of next week 7pm", MONDAY, HELSINKI, "2026-12-09 17:00"),
    ("this week Wednesday 7pm", MONDAY, HELSINKI, "2026-12-02 17:00"),
    # Finnish
    ("to 3.12. klo 18–19", MONDAY, HELSINKI, "2026-12-03 16:00/17:00"),
    ("ke 2.12. klo 17:30-19:00", MONDAY, HELSINKI, "2026-12-02 15:30/17:00"),
    ("keskiviikkona 2. joulukuuta kello 18.00", MONDAY, HELSINKI, "2026-12-02 16:00"),
    ("ke 2.12. kello 18 alkaen", MONDAY, HELSINKI, "2026-12-02 16:00"),
    ("ke 2.12. 17-18.30", MONDAY, HELSINKI, "2026-12-02 15:00/16:30"),
    ("16. klo 19", MONDAY, HELSINKI, "2026-12-16 17:00"),
    ("ke 16. klo 19", MONDAY, HELSINKI, "2026-12-16 17:00"),
    ("kuun 16. päivä klo 19", MONDAY, HELSINKI, "2026-12-16 17:00"),
    ("ensi viikon torstaina klo 18.30", MONDAY, HELSINKI, "2026-12-10 16:30"),
    ("tulevana torstaina klo 18", MONDAY, HELSINKI, "2026-12-03 16:00"),
    ("huomenna iltakahdeksalta", MONDAY, HELSINKI, "2026-12-01 18:00"),
    ("huomenna illalla kuudelta", MONDAY, HELSINKI, "2026-12-01 16:00"),
    ("huomenna kello kahdeksantoista", MONDAY, HELSINKI, "2026-12-01 16:00"),
    ("tänä iltana puoli yhdeksältä", MONDAY, HELSINKI, "2026-11-30 18:30"),
    ("puoli kolmelta iltapäivällä", MONDAY, HELSINKI, "2026-11-30 12:30"),
    ("varttia yli seitsemän aamulla", MONDAY, HELSINKI, "2026-12-01 05:15"),
    ("viittä vaille kahdeksan illalla", MONDAY, HELSINKI, "2026-11-30 17:55"),
    ("tunnin ja vartin päästä", MONDAY, HELSINKI, "2026-11-30 11:15"),
    ("kahden ja puolen tunnin kuluttua", MONDAY, HELSINKI, "2026-11-30 12:30"),
    ("vartin päästä", MONDAY, HELSINKI, "2026-11-30 10:15"),
    ("viikon kuluttua tiistaina klo 18", MONDAY, HELSINKI, "2026-12-08 16:00"),
    ("ylihuomenna aamulla klo 9", MONDAY, HELSINKI, "2026-12-02 07:00"),
    ("maanantai-iltapäivänä klo 14", MONDAY, HELSINKI, "2026-11-30 12:00"),
    ("klo 18 UTC+2", MONDAY, HELSINKI, "2026-11-30 16:00"),
    ("ke 2.12. klo 18 (Suomi) / 17 (Ruotsi)", MONDAY, HELSINKI, "2026-12-02 16:00"),
    ("ke 2.12. klo 18 Suomen aikaa, 17 Ruotsin aikaa, 16 Britannian aikaa", MONDAY, HELSINKI, "2026-12-02 16:00"),
    ("pe klo 20 eteenpäin", MONDAY, HELSINKI, "2026-12-04 18:00"),
    ("huomisiltana seitsemältä", MONDAY, HELSINKI, "2026-12-01 17:00"),
    ("kuun viimeinen perjantai klo 18", "2026-12-01 10:00", HELSINKI, "2026-12-25 16:00"),
    ("aamuyhdeksältä", MONDAY, HELSINKI, "2026-12-01 07:00"),
    # clock changes
    ("Sun Nov 1 1:30am EST", OCTOBER, NEW_YORK, "2026-11-01 06:30"),
    ("Sun Nov 1 1:30am EDT", OCTOBER, NEW_YORK, "2026-11-01 05:30"),
    ("Nov 1 1:30am ET / 5:30 UTC", OCTOBER, NEW_YORK, "2026-11-01 05:30"),
    ("Nov 1 1:30am ET / 6:30 UTC", OCTOBER, NEW_YORK, "2026-11-01 06:30"),
    ("in 24 hours", "2026-10-24 12:00", HELSINKI, "2026-10-25 12:00"),
    ("tomorrow 3pm", "2026-10-24 12:00", HELSINKI, "2026-10-25 13:00"),
    # as calendars, meetups and chats write it
    ("When: Wed, Dec 2 | Time: 7 PM ET", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("Wednesday, December 2 · 7:00 – 8:00pm Time zone: America/New_York", MONDAY, HELSINKI, "2026-12-03 00:00/01:00"),
    (
        "Wednesday, December 2, 2026 7:00 PM-8:00 PM (UTC-05:00) Eastern Time (US & Canada)",
        MONDAY,
        HELSINKI,
        "2026-12-03 00:00/01:00",
    ),
    ("Time: Dec 2, 2026 07:00 PM Helsinki", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("Starts on Wed, Dec 2, 2026, 7:00 PM EST", MONDAY, HELSINKI, "2026-12-03 00:00"),
    (
        "Wednesday, December 2, 2026 at 7:00 PM to Wednesday, December 2, 2026 at 9:00 PM EST",
        MONDAY,
        HELSINKI,
        "2026-12-03 00:00/02:00",
    ),
    ("Wednesday, 2 December 2026 at 19:00 UTC+02 – 21:00", MONDAY, HELSINKI, "2026-12-02 17:00/19:00"),
    ("Wednesday, Dec. 2, noon–1 p.m.", MONDAY, HELSINKI, "2026-12-02 10:00/11:00"),
    ("Dec 2, 4:30 to 5:45 p.m. (Eastern)", MONDAY, HELSINKI, "2026-12-02 21:30/22:45"),
    ("TONIGHT! 7pm ET/4pm PT #TChat", MONDAY, HELSINKI, "2026-12-01 00:00"),
    ("Tomorrow, 12/1, 7-8pm ET!", MONDAY, HELSINKI, "2026-12-02 00:00/01:00"),
    ("📅 Wed Dec 2 ⏰ 7 PM ET", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("<t:1796040000:F> - <t:1796043600:t>", MONDAY, HELSINKI, "2026-11-30 12:00/13:00"),
    ("<t:1796040000:F> (<t:1796040000:R>)", MONDAY, HELSINKI, "2026-11-30 12:00"),
    ("8pm ET, 5pm PT, Thursday", MONDAY, HELSINKI, "2026-12-04 01:00"),
    ("Thurs. Dec. 3rd @ 1:00pm CST", MONDAY, HELSINKI, "2026-12-03 19:00"),
    ("1 PM CT / 2 PM ET / 11 AM PT, Thursday December 3", MONDAY, HELSINKI, "2026-12-03 19:00"),
    ("3rd Dec, 6:30 PM IST (1 PM GMT)", MONDAY, HELSINKI, "2026-12-03 13:00"),
    ("Thu 15:00 EET / 14:00 CET / 13:00 GMT / 8:00 EST", MONDAY, HELSINKI, "2026-12-03 13:00"),
    ("20:00 EET => 13:00 EST", MONDAY, HELSINKI, "2026-11-30 18:00"),
    ("7pm CET (Helsinki 8pm)", MONDAY, HELSINKI, "2026-11-30 18:00"),
    ("Sat 6PM PST / 9PM EST / Sun 2AM GMT / 3AM CET", MONDAY, HELSINKI, "2026-12-06 02:00"),
    ("Thu 3 Dec 15:15 sharp", MONDAY, HELSINKI, "2026-12-03 13:15"),
    ("Wed Dec 02 2026 19:00:00 GMT+0200 (Eastern European Standard Time)", MONDAY, HELSINKI, "2026-12-02 17:00"),
    ("2nd December 2026 19.00 hrs GMT", MONDAY, HELSINKI, "2026-12-02 19:00"),
    ("Wednesday the 2nd of December, 2026, at 7:00 in the evening, Eastern time", MONDAY, HELSINKI, "2026-12-03 00:00"),
    ("1900 hours Zulu", MONDAY, HELSINKI, "2026-11-30 19:00"),
    ("2026-12-02T19:00:00-05:00[America/New_York]", MONDAY, HELSINKI, "2026-12-03 00:00"),
]
"""What is written, when (UTC), in which zone, and the instant that is meant (UTC), with "/" and the time of an end."""

ASKED: list[tuple[str, str, str, str, str]] = [
    # several zones in one line
    ("7pm ET/PT", MONDAY, HELSINKI, "“7pm ET” and “7pm PT” are not the same moment", ""),
    ("7pm Eastern London", MONDAY, HELSINKI, "“7pm Eastern” and “7pm London” are not the same moment", ""),
    ("2pm EST / 8pm GMT", MONDAY, HELSINKI, "“2pm EST” and “8pm GMT” are not the same moment", ""),
    (
        "10am Pacific / 2pm Eastern / 7pm CEST",
        SUMMER,
        HELSINKI,
        "“10am Pacific” and “2pm Eastern” are not the same moment",
        "",
    ),
    ("1pm EST / 10am PST", SUMMER, HELSINKI, "is not what clocks in", ""),
    ("7pm (2pm ET)", MONDAY, HELSINKI, "“7pm” and “2pm ET” are not the same moment", ""),
    ("19:00 / 20:00", MONDAY, HELSINKI, "“19:00” and “20:00” are two times", ""),
    ("7-8pm ET / 4-6pm PT", MONDAY, HELSINKI, "“7-8pm ET” and “4-6pm PT” are not the same moment", ""),
    ("7pm – ET 8pm", MONDAY, HELSINKI, "“8pm” does not fit with the rest of “7pm – ET 8pm”", ""),
    ("7-8 pm ET-PT", MONDAY, HELSINKI, "I cannot read “ET-PT” as part of a time", ""),
    # several zones and days
    (
        "8pm ET / 5pm PT / 1am GMT Thursday",
        MONDAY,
        HELSINKI,
        "2026-12-02 20:00 America/New_York",
        "2026-12-03 20:00 America/New_York",
    ),
    (
        "Thu 10am AEDT / 6pm ET",
        MONDAY,
        HELSINKI,
        "2026-12-03 10:00 Australia/Sydney",
        "2026-12-04 10:00 Australia/Sydney",
    ),
    ("8pm ET Thu / 1am GMT Thu", MONDAY, HELSINKI, "“8pm ET” and “1am GMT” are not the same moment", ""),
    ("8pm ET / 1pm UK (next day)", MONDAY, HELSINKI, "“8pm ET” and “1pm UK” are not the same moment", ""),
    ("8pm ET / 5pm PT (next day)", MONDAY, HELSINKI, "“8pm ET” and “5pm PT” are not the same moment", ""),
    ("Dec 3, 7pm EST (00:00 UTC Dec 3)", MONDAY, HELSINKI, "“7pm EST” and “00:00 UTC” are not the same moment", ""),
    (
        "Thu 3 Dec 19:00 EST | Fri 4 Dec 00:00 GMT | Fri 4 Dec 10:00 AEDT",
        MONDAY,
        HELSINKI,
        "“19:00 EST” and “10:00 AEDT” are not the same moment",
        "",
    ),
    # zone words with two meanings
    ("Saturday 7pm Eastern", MONDAY, SYDNEY, "2026-12-05 19:00 Australia/Sydney", "2026-12-05 19:00 America/New_York"),
    ("7pm EST", MONDAY, SYDNEY, "2026-11-30 19:00 America/New_York", "2026-12-01 19:00 Australia/Sydney"),
    ("7pm EDT", MONDAY, SYDNEY, "2026-11-30 19:00 America/New_York", "2026-12-01 19:00 Australia/Sydney"),
    ("7pm ET", MONDAY, "Australia/Melbourne", "2026-11-30 19:00 America/New_York", "2026-12-01 19:00 Australia/Sydney"),
    (
        "7pm Eastern",
        MONDAY,
        "Australia/Perth",
        "2026-11-30 19:00 America/New_York",
        "2026-12-01 19:00 Australia/Sydney",
    ),
    (
        "7pm Eastern",
        MONDAY,
        "Pacific/Auckland",
        "2026-11-30 19:00 America/New_York",
        "2026-12-01 19:00 Australia/Sydney",
    ),
    (
        "7pm Central",
        MONDAY,
        "Australia/Adelaide",
        "2026-11-30 19:00 America/Chicago",
        "2026-12-01 19:00 Australia/Adelaide",
    ),
    ("7pm BST", MONDAY, "Asia/Dhaka", "2026-11-30 19:00 Asia/Dhaka", "2026-11-30 19:00 Europe/London"),
    ("7pm BST", SUMMER, "Asia/Dhaka", "2026-07-01 19:00 Asia/Dhaka", "2026-07-01 19:00 Europe/London"),
    ("7pm BST", SUMMER, "Asia/Kolkata", "2026-07-01 19:00 Asia/Dhaka", "2026-07-01 19:00 Europe/London"),
    ("7pm CST", MONDAY, "Asia/Singapore", "2026-11-30 19:00 Asia/Shanghai", "2026-11-30 19:00 America/Chicago"),
    ("7pm CST", MONDAY, "America/Havana", "2026-11-30 19:00 America/Havana", "2026-11-30 19:00 America/Chicago"),
    ("7pm IST", MONDAY, HELSINKI, "2026-11-30 19:00 Asia/Kolkata", "2026-11-30 19:00 Asia/Jerusalem"),
    ("7pm IST", MONDAY, NEW_YORK, "2026-11-30 19:00 Asia/Kolkata", "2026-11-30 19:00 Asia/Jerusalem"),
    ("7pm AST", MONDAY, HELSINKI, "2026-11-30 19:00 Asia/Riyadh", "2026-11-30 19:00 America/Halifax"),
    ("7pm SST", MONDAY, "Asia/Singapore", "2026-11-30 19:00 Asia/Singapore", "2026-11-30 19:00 Pacific/Pago_Pago"),
    ("7pm PST", MONDAY, "Asia/Manila", "2026-11-30 19:00 Asia/Manila", "2026-11-30 19:00 America/Los_Angeles"),
    ("7pm MST", MONDAY, "Asia/Kuala_Lumpur", "2026-11-30 19:00 Asia/Kuala_Lumpur", "2026-11-30 19:00 America/Denver"),
    ("7pm Mountain", SUMMER, "America/Phoenix", "2026-07-01 19:00 America/Denver", "2026-07-01 19:00 America/Phoenix"),
    (
        "7pm Central",
        SUMMER,
        "America/Mexico_City",
        "2026-07-01 19:00 America/Chicago",
        "2026-07-01 19:00 America/Mexico_City",
    ),
    ("7pm eat", MONDAY, HELSINKI, "I cannot read “eat” as part of a time", ""),
    # weekdays, dates and ordinals
    (
        "Wednesday, December 2nd at 7",
        MONDAY,
        HELSINKI,
        "2026-12-02 07:00 Europe/Helsinki",
        "2026-12-02 19:00 Europe/Helsinki",
    ),
    ("12.1 6pm ET", MONDAY, HELSINKI, "2026-12-01 18:00 America/New_York", "2027-01-12 18:00 America/New_York"),
    ("12.2 7pm", MONDAY, NEW_YORK, "2026-12-02 19:00 America/New_York", "2027-02-12 19:00 America/New_York"),
    ("12.1.2027 18:00", MONDAY, NEW_YORK, "2027-01-12 18:00 America/New_York", "2027-12-01 18:00 America/New_York"),
    ("Feb 29 7pm", MONDAY, HELSINKI, "Write the year if you mean that day", ""),
    ("29.2. klo 19", MONDAY, HELSINKI, "Write the year if you mean that day", ""),
    ("Feb 30 7pm", MONDAY, HELSINKI, "There is no such date: “Feb 30”", ""),
    ("the 30th at 7pm", "2027-01-31 20:00", HELSINKI, "There is no such date: “the 30th”", ""),
    ("Weds 11th 8pm", MONDAY, HELSINKI, "2026-12-11 is a Friday", ""),
    ("Friday the 13th at 8pm", MONDAY, HELSINKI, "2026-12-13 is a Sunday", ""),
    ("Wed 2 December 2027 7pm", MONDAY, HELSINKI, "2027-12-02 is a Thursday", ""),
    ("Nov 20 7pm", MONDAY, HELSINKI, "and that has passed", ""),
    ("20.11. klo 19", MONDAY, HELSINKI, "and that has passed", ""),
    ("first Thursday 7pm", MONDAY, HELSINKI, "I cannot read “first” as part of a time", ""),
    ("Dec 2 and 3 7pm", MONDAY, HELSINKI, "“7pm” does not fit with the rest of “Dec 2 and 3 7pm”", ""),
    ("Wed and Thu 7pm", MONDAY, HELSINKI, "“Thu” does not fit with the rest of “Wed and Thu 7pm”", ""),
    ("Tuesdays at 7pm ET", MONDAY, HELSINKI, "I cannot read “Tuesdays” as part of a time", ""),
    ("last Wednesday 7pm", MONDAY, HELSINKI, "I cannot read “last” as part of a time", ""),
    ("Fri 5 at 8pm", MONDAY, HELSINKI, "2026-12-05 is a Saturday", ""),
    ("Sat 19", MONDAY, HELSINKI, "“19” can be a date or a time. Write 19.12. for the date, or 19:00 for the time.", ""),
    ("2/29/2027 7pm", MONDAY, NEW_YORK, "There is no such date: “2/29”", ""),
    ("Dec 2 2000 UTC", MONDAY, HELSINKI, "“Dec 2 2000 UTC” lacks a time of day", ""),
    # ISO and its relatives
    (
        "2026-12-02 09:00 -10:00",
        MONDAY,
        HELSINKI,
        "2026-12-02 09:00–10:00 Europe/Helsinki",
        "2026-12-02 09:00 UTC-10:00",
    ),
    (
        "2026-12-02 19:00-05:00",
        MONDAY,
        HELSINKI,
        "2026-12-02 19:00–05:00 Europe/Helsinki",
        "2026-12-02 19:00 UTC-05:00",
    ),
    ("Wed 7pm -5", MONDAY, HELSINKI, "2026-12-02 19:00–05:00 Europe/Helsinki", "2026-12-02 19:00 UTC-05:00"),
    ("7pm -8", MONDAY, HELSINKI, "2026-11-30 19:00–20:00 Europe/Helsinki", "2026-11-30 19:00 UTC-08:00"),
    ("1796040000", MONDAY, HELSINKI, "I cannot read “1796040000” as part of a time", ""),
    ("7pm UTC–5", MONDAY, HELSINKI, "2026-11-30 19:00–05:00 UTC", "2026-11-30 19:00 UTC-05:00"),
    # times of day
    ("7:30 ET", MONDAY, HELSINKI, "2026-11-30 07:30 America/New_York", "2026-11-30 19:30 America/New_York"),
    ("7:30", MONDAY, NEW_YORK, "2026-11-30 07:30 America/New_York", "2026-11-30 19:30 America/New_York"),
    ("8:00", MONDAY, LONDON, "2026-11-30 20:00 Europe/London", "2026-12-01 08:00 Europe/London"),
    ("half 8", MONDAY, HELSINKI, "2026-11-30 19:30 Europe/Helsinki", "2026-11-30 20:30 Europe/Helsinki"),
    ("half past seven", MONDAY, HELSINKI, "2026-11-30 19:30 Europe/Helsinki", "2026-12-01 07:30 Europe/Helsinki"),
    ("ten to eight", MONDAY, HELSINKI, "2026-11-30 19:50 Europe/Helsinki", "2026-11-30 22:00–08:00 Europe/Helsinki"),
    ("Friday 930", MONDAY, HELSINKI, "I cannot read “930” as part of a time", ""),
    ("2000", MONDAY, HELSINKI, "“2000” does not fit with the rest of “2000”", ""),
    ("2 h", MONDAY, HELSINKI, "I cannot read “2” as part of a time", ""),
    ("tonight 1", MONDAY, HELSINKI, "“1” and the evening do not go together", ""),
    ("Dec 2 2026", MONDAY, HELSINKI, "“Dec 2 2026” lacks a time of day", ""),
    # ranges
    ("7pm or 8pm", MONDAY, HELSINKI, "“7pm” and “8pm” are two times", ""),
    ("7 and 8 pm", MONDAY, HELSINKI, "“7” and “8 pm” are two times", ""),
    ("Dec 2 7pm – Dec 9 8pm", MONDAY, HELSINKI, "7pm to 8pm does not work", ""),
    ("2-3 Dec 4pm", "2026-12-01 10:00", HELSINKI, "“4pm” does not fit with the rest of “2-3 Dec 4pm”", ""),
    ("2–4.12. klo 18", "2026-12-01 10:00", HELSINKI, "“klo” does not fit with the rest of “2–4", ""),
    ("2-4 December 19:00", MONDAY, HELSINKI, "“19:00” does not fit with the rest of “2-4 December 19:00”", ""),
    ("2.12.–4.12. klo 18", MONDAY, HELSINKI, "I cannot read “2", ""),
    ("Dec 2–4, 7pm", MONDAY, HELSINKI, "I cannot read “2–4", ""),
    # relative
    (
        "a week from Monday 7pm",
        MONDAY,
        HELSINKI,
        "2026-12-07 19:00 Europe/Helsinki",
        "2026-12-14 19:00 Europe/Helsinki",
    ),
    (
        "next Thursday at 7pm ET",
        MONDAY,
        HELSINKI,
        "2026-12-03 19:00 America/New_York",
        "2026-12-10 19:00 America/New_York",
    ),
    (
        "tonight 8pm ET",
        "2026-11-30 23:30",
        HELSINKI,
        "2026-11-30 20:00 America/New_York",
        "2026-12-01 20:00 America/New_York",
    ),
    (
        "7pm PT tomorrow",
        "2026-11-30 07:00",
        HELSINKI,
        "2026-11-30 19:00 America/Los_Angeles",
        "2026-12-01 19:00 America/Los_Angeles",
    ),
    ("yesterday at 7pm", MONDAY, HELSINKI, "and that has passed", ""),
    ("next day 7pm", MONDAY, HELSINKI, "I cannot read “day” as part of a time", ""),
    ("now, in 2 h", MONDAY, HELSINKI, "“in” does not fit with the rest of “now", ""),
    ("Sunday next week 7pm", MONDAY, HELSINKI, "2026-12-06 19:00 Europe/Helsinki", "2026-12-13 19:00 Europe/Helsinki"),
    ("same time tomorrow", MONDAY, HELSINKI, "I cannot read “same” as part of a time", ""),
    # Finnish
    (
        "ylihuomenna puoli kahdeksalta",
        MONDAY,
        HELSINKI,
        "2026-12-02 07:30 Europe/Helsinki",
        "2026-12-02 19:30 Europe/Helsinki",
    ),
    ("huomenna kuudelta", MONDAY, HELSINKI, "2026-12-01 06:00 Europe/Helsinki", "2026-12-01 18:00 Europe/Helsinki"),
    ("ensi torstaina klo 18", MONDAY, HELSINKI, "2026-12-03 18:00 Europe/Helsinki", "2026-12-10 18:00 Europe/Helsinki"),
    (
        "viikon päästä keskiviikkona klo 18",
        "2026-12-05 10:00",
        HELSINKI,
        "2026-12-09 18:00 Europe/Helsinki",
        "2026-12-16 18:00 Europe/Helsinki",
    ),
    ("keskiviikkona 2.12. klo 18.30 Zoomissa", MONDAY, HELSINKI, "I cannot read “Zoomissa” as part of a time", ""),
    ("ma-pe klo 18", MONDAY, HELSINKI, "I cannot read “ma-pe” as part of a time", ""),
    ("tänään klo 9", MONDAY, HELSINKI, "and that has passed", ""),
    ("pe noin klo 20", MONDAY, HELSINKI, "I cannot read “noin” as part of a time", ""),
    ("jouluaattona klo 12", MONDAY, HELSINKI, "I cannot read “jouluaattona” as part of a time", ""),
    # clock changes
    ("Sun Nov 1 1:30am ET", OCTOBER, NEW_YORK, "happens twice", ""),
    ("sunnuntaina klo 03.30", OCTOBER, HELSINKI, "happens twice", ""),
    ("Sunday 2am ET", "2027-03-10 10:00", NEW_YORK, "does not exist", ""),
    ("Sunday 3:15am", "2027-03-25 10:00", HELSINKI, "does not exist", ""),
    ("7pm EST", SUMMER, NEW_YORK, "is not what clocks in", ""),
    ("Mar 14 2027 2:30 am EST", MONDAY, HELSINKI, "does not exist", ""),
    # as calendars, meetups and chats write it
    ("<t:1796040000:F> <t:1796040000:R>", MONDAY, HELSINKI, "does not fit", ""),
    (
        "<t:1796040000:F> (<t:1796043600:R>)",
        MONDAY,
        HELSINKI,
        "“<t:1796040000:F> (<t:1796043600:R>)” means two different times",
        "",
    ),
    ("20:00 server time", MONDAY, HELSINKI, "I cannot read “server” as part of a time", ""),
    ("7pm?", MONDAY, HELSINKI, "I cannot read “7pm?” as part of a time", ""),
    ("7PM-ish", MONDAY, HELSINKI, "I cannot read “7PM-ish” as part of a time", ""),
    ("8/7c", MONDAY, HELSINKI, "I cannot read “8/7c” as part of a time", ""),
    ("7pm ET Wednesday 12/2 at noon", MONDAY, HELSINKI, "“7pm ET” and “at noon” are not the same moment", ""),
    ("6.30pm for 7pm Thursday", MONDAY, HELSINKI, "I cannot read “for” as part of a time", ""),
    ("7pm till late", MONDAY, HELSINKI, "I cannot read “late” as part of a time", ""),
    ("Join us tonight 8pm ET", MONDAY, HELSINKI, "I cannot read “Join” as part of a time", ""),
    ("every Wednesday 8pm", MONDAY, HELSINKI, "I cannot read “every” as part of a time", ""),
    ("11:59 PM AoE", MONDAY, HELSINKI, "I cannot read “AoE” as part of a time", ""),
]
"""What is written, when, in which zone, and what the sentence names: the two that may be meant, or what is wrong."""


@pytest.mark.parametrize(("text", "now", "zone", "expected"), READ)
def test_what_a_careful_reader_understands_is_understood(text: str, now: str, zone: str, expected: str) -> None:
    assert shown(read_when(text, utc(now), zone, "en")) == expected


@pytest.mark.parametrize(("text", "now", "zone", "named", "other"), ASKED)
def test_what_a_careful_reader_would_ask_is_asked(text: str, now: str, zone: str, named: str, other: str) -> None:
    with pytest.raises(Refused) as error:
        read_when(text, utc(now), zone, "en")
    assert named in str(error.value)
    assert other in str(error.value)
    assert error.value.sentence(words("fi")) != str(error.value)


NAMED = {
    "ET": "America/New_York",
    "Pacific": "America/Los_Angeles",
    "UK": "Europe/London",
    "CET/CEST": "Europe/Berlin",
    "Helsinki time": "Europe/Helsinki",
    "UTC": "UTC",
    "JST": "Asia/Tokyo",
    "India": "Asia/Kolkata",
}


def line(start: datetime, names: list[str], between: str, *, slip: int = 0) -> str:
    """One instant announced in several zones, the day in front; `slip` puts the last zone's hour wrong."""
    walls = [start.astimezone(ZoneInfo(NAMED[name])) for name in names]
    walls[-1] += timedelta(hours=slip)
    clocks = [f"{(wall.hour - 1) % 12 + 1}:{wall:%M}{'am' if wall.hour < 12 else 'pm'}" for wall in walls]
    times = between.join(f"{clock} {name}" for clock, name in zip(clocks, names, strict=True))
    return f"{walls[0]:%a %d %b %Y}, {times}"


@given(
    minutes,
    st.lists(st.sampled_from(sorted(NAMED)), min_size=2, max_size=4, unique=True),
    st.sampled_from([" / ", ", ", " | ", " = ", " – ", "/", " or ", " · "]),
)
def test_one_instant_in_several_zones_is_that_instant(start: datetime, names: list[str], between: str) -> None:
    walls = [start.astimezone(ZoneInfo(NAMED[name])).replace(tzinfo=None) for name in names]
    assume(walls[0].hour > 0 or walls[0].minute > 0)  # midnight at 12 am is asked back
    assume(all(len(instants(wall, Zone(NAMED[name], None, ""))) == 1 for wall, name in zip(walls, names, strict=True)))
    text = line(start, names, between)
    if any(wall.date() < walls[0].date() for wall in walls):
        with suppress(Refused):  # whose day it is may be asked
            assert read_when(text, utc(MONDAY), HELSINKI, "en").start == start
    else:
        assert read_when(text, utc(MONDAY), HELSINKI, "en").start == start


@given(
    minutes,
    st.lists(st.sampled_from(sorted(NAMED)), min_size=2, max_size=4, unique=True),
    st.sampled_from([" / ", ", ", " | ", " = "]),
    st.integers(1, 23),
)
def test_a_slip_in_one_zone_is_never_read(start: datetime, names: list[str], between: str, slip: int) -> None:
    with pytest.raises(Refused):
        read_when(line(start, names, between, slip=slip), utc(MONDAY), HELSINKI, "en")


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("7:30", NEW_YORK, "2026-11-30 12:30"),
        ("la 19", HELSINKI, "2026-12-05 17:00"),
        ("1/12 klo 18", HELSINKI, "2026-12-01 16:00"),
        ("12.1 18:00", NEW_YORK, "2027-01-12 23:00"),
    ],
)
def test_finns_count_to_24_and_write_the_day_first(text: str, zone: str, expected: str) -> None:
    assert shown(read_when(text, utc(MONDAY), zone, "fi")) == expected
    with pytest.raises(Refused):
        read_when(text.replace("klo ", "").replace("la", "Sat"), utc(MONDAY), zone, "en")


@pytest.mark.parametrize("unit", ["7/", "(7)", "ja ", "7pm ET / ", "five to eight ", "12/", "!", "1.1 ", "1:"])
def test_the_work_grows_with_the_text_at_most(unit: str) -> None:
    """Each place is read once, and the number of tries has a limit."""
    calls: list[int] = []

    def counting(text: str, place: int) -> list[Found]:
        calls.append(place)
        return []

    for length in (50, 100, 200, 4_000):
        calls.clear()
        text = (unit * length)[:length]
        with suppress(Refused):
            grammar.sentences(text, lambda text, place: iter(counting(text, place)))
        assert len(calls) <= length + 1


def test_long_texts_are_refused_shortly() -> None:
    for text in ("7pm " * 1_000, "x" * 4_000, "\ufdfa" * 4_000):
        with pytest.raises(Refused) as error:
            read_when(text, utc(MONDAY), HELSINKI, "en")
        assert len(str(error.value)) < 200


def test_what_can_be_read_in_too_many_ways_is_asked() -> None:
    with pytest.raises(Refused, match="too many ways"):
        read_when("7/" * 100, utc(MONDAY), HELSINKI, "en")
