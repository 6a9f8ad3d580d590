"""When a chat opens for which a host gave no time: at the pack's own."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.base.errors import Refused
from bot.core.base.post import stamp
from bot.core.base.words import N_
from bot.core.script.pack import Schedule


def opening_time(schedule: Schedule, now: datetime) -> datetime:
    """Return the instant at which the chat opens; raise `Refused` where that has passed."""
    if schedule.start < now:
        raise Refused(
            N_(
                "This pack was meant for {time}, which has passed. Add when: now, or a date and time such as {example}."
            ),
            time=stamp(schedule.start, "F"),
            example=f"{now.astimezone(ZoneInfo(schedule.zone)) + timedelta(days=1):%Y-%m-%d} 19:00",
        )
    return schedule.start
