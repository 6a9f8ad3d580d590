"""A recurring slot in words: when it takes place, what waits for it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.core.base.post import stamp
from bot.core.base.words import N_, Words
from bot.core.script.slots import LAST, Slot
from bot.core.when.dates import WEEKDAY_NAMES

WHICH: Mapping[int, str] = {1: N_("first"), 2: N_("second"), 3: N_("third"), 4: N_("fourth"), LAST: N_("last")}
"""Which such weekday of a month; `Slot.nth`."""

MOST_WEEKS = 8


def rhythm(slot: Slot, words: Words) -> str:
    """Return when a slot takes place: "Wednesday 19:00 America/New_York, every week"."""
    when = f"{words.gettext(WEEKDAY_NAMES[slot.weekday])} {slot.at:%H:%M} {slot.zone}"
    if slot.nth is not None:
        text = words.gettext("{when}, the {which} one of each month")
        return text.format(when=when, which=words.gettext(WHICH[slot.nth]))
    if slot.every == 1:
        return words.gettext("{when}, every week").format(when=when)
    return words.gettext("{when}, every {count} weeks").format(when=when, count=slot.every)


def overview(
    slot: Slot, upcoming: Sequence[datetime], queue: Sequence[str], played: Collection[str], words: Words
) -> str:
    """Return what hosts want to know of a slot: its rhythm, its next times for everybody, and its queue."""
    times = " · ".join(stamp(instant, "F") for instant in upcoming)
    lines = [
        words.gettext("**{number}** · {rhythm} · <#{channel}>").format(
            number=slot.id, rhythm=rhythm(slot, words), channel=slot.channel
        ),
        words.gettext("Next: {times}").format(times=times),
        _queue(queue, played, words),
    ]
    return "\n".join(lines)


def _queue(queue: Sequence[str], played: Collection[str], words: Words) -> str:
    if not queue:
        return words.gettext("No pack waits for it; /tchat settings queue adds some.")
    done = words.gettext("{pack} (played)")
    names = ", ".join(done.format(pack=name) if name in played else name for name in queue)
    text = words.gettext("Packs in order: {names}").format(names=names)
    if not played:
        return text
    hint = words.gettext("What was played is passed over; `again: True` with /tchat settings queue plays it again.")
    return f"{text}\n{hint}"
