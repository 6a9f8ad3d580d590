"""Reading a time of day as people write it: "19:00", "7 pm", "klo 19". What could be two times is asked back."""

import re
from datetime import time

from bot.core.base.errors import Refused
from bot.core.base.words import N_

FORM = re.compile(r"(?P<klo>klo\.?\s*)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap])?(?(half)\.?m\.?)")

EARLY = 13
"""Up to this hour, a bare number may be meant by either half of the day."""


def read_time(text: str) -> time:
    """Return the time of day; raise `Refused` where it cannot be read, or could be in either half of the day."""
    found = FORM.fullmatch(text.strip().casefold())
    hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (24, 0)
    if found and found["half"]:
        hour = hour % 12 + (12 if found["half"] == "p" else 0) if 1 <= hour <= 12 else 24
    if not found or hour > 23 or minute > 59:
        raise Refused(N_("I cannot read “{text}” as a time of day; write for example 19:00 or 7 pm."), text=text)
    if 0 < hour < EARLY and not (found["klo"] or found["minute"] or found["half"]):
        raise Refused(
            N_("“{text}” could be in the morning or in the evening; write {hour}:00, {hour} am or {hour} pm."),
            text=text,
            hour=hour,
        )
    return time(hour, minute)
