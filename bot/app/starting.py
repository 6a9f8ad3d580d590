"""When a chat opens that a host starts: at the time they gave, else at the pack's own, else now."""

from datetime import datetime

from bot.core.pack import Pack
from bot.core.phrases import stamp
from bot.core.when import read_when
from bot.core.words import N_
from bot.errors import Refused


def opening_time(pack: Pack, when: str | None, now: datetime, zone: str) -> datetime:
    """Return the instant at which the chat opens; raise `Refused` where that has passed or cannot be read.

    `zone` is the IANA zone of times without one, unless the pack has its own.
    """
    if when is not None:
        return read_when(when, now, pack.schedule.zone if pack.schedule else zone, pack.language).start
    if pack.schedule is None:
        return now
    if pack.schedule.start < now:
        raise Refused(
            N_(
                "This pack was meant for {time}, which has passed. Add when: now, or a date and time such as {example}."
            ),
            time=stamp(pack.schedule.start, "F"),
            example=f"{now:%Y-%m-%d} 19:00",
        )
    return pack.schedule.start
