"""When everything of a pack comes, as `tchat check` says it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.base.words import Words
from bot.core.script.pack import Pack
from bot.core.session.timetable import Step, StepKind, planned

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""Any instant will do for a pack that has no time."""


def timetable(pack: Pack, words: Words) -> str:
    """Return when everything of a chat comes, on its zone's clocks; without a date, since the opening."""
    if pack.schedule is None:
        steps = planned(pack, BEGINNING)
        return " · ".join(f"{_since(step.due - BEGINNING)} {_called(step, words)}" for step in steps)
    parts = []
    day = ""
    zone = ZoneInfo(pack.schedule.zone)
    for step in planned(pack, pack.schedule.start):
        local = step.due.astimezone(zone)
        date = f"{local:%Y-%m-%d}"
        parts.append(f"{'' if date == day else date + ' '}{local:%H:%M} {_called(step, words)}")
        day = date
    return f"{' · '.join(parts)} ({pack.schedule.zone})"


def _since(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"


def _called(step: Step, words: Words) -> str:
    if step.number is not None:
        return words.gettext("Q{number}").format(number=step.number)
    return words.gettext("opens") if step.kind is StepKind.OPEN else words.gettext("closes")
