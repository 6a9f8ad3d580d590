"""A recurring slot in words: when it takes place, what waits for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class SlotState:
    """A slot's next times and queue. `taken` are times at which another chat is set in its channel.

    `played` are packs of the queue that were played, `missing` those that cannot be read.
    """

    upcoming: Sequence[datetime]
    queue: Sequence[str]
    taken: Collection[datetime] = ()
    played: Collection[str] = ()
    missing: Collection[str] = ()


def overview(slot: Slot, state: SlotState, words: Words) -> str:
    """Return what hosts want to know of a slot: its rhythm, its next times for everybody, and its queue."""
    taken = words.gettext("{time} (another chat is scheduled for then)")
    shown = ((stamp(instant, "F"), instant in state.taken) for instant in state.upcoming)
    times = " · ".join(taken.format(time=time) if is_taken else time for time, is_taken in shown)
    lines = [
        words.gettext("**{number}** · {rhythm} · <#{channel}>").format(
            number=slot.id, rhythm=rhythm(slot, words), channel=slot.channel
        ),
        words.gettext("Next: {times}").format(times=times),
        *_queue(state, words),
    ]
    return "\n".join(lines)


def _queue(state: SlotState, words: Words) -> list[str]:
    if not state.queue:
        return [words.gettext("No packs in its queue; add some with /tchat settings queue.")]
    names = ", ".join(_waiting(name, state, words) for name in state.queue)
    lines = [words.gettext("Packs in order: {names}").format(names=names)]
    if state.played:
        lines.append(words.gettext("Used packs are skipped; `again: True` with /tchat settings queue uses them again."))
    if state.missing:
        lines.append(words.gettext("Packs that cannot be read are skipped; add them again with /tchat packs import."))
    return lines


def _waiting(name: str, state: SlotState, words: Words) -> str:
    if name in state.missing:
        return words.gettext("{pack} (⚠️ missing or broken)").format(pack=name)
    return words.gettext("{pack} (used)").format(pack=name) if name in state.played else name


def removed(slot: Slot, queue: Sequence[str], words: Words) -> str:
    """Say what was removed, so that it can be set up again as it was."""
    text = words.gettext("Removed: {rhythm}. Chats already scheduled stay; call one off with /tchat cancel.")
    lines = [text.format(rhythm=rhythm(slot, words))]
    if queue:
        lines.append(words.gettext("These packs were in its queue: {names}").format(names=", ".join(queue)))
    return "\n".join(lines)
