"""What a host is told before an opening is taken that a pack's quiet hours would hold up."""

from datetime import datetime

from bot.core.base.post import stamp
from bot.core.base.words import N_, Words
from bot.core.script.pack import Pack
from bot.core.session.timetable import awake, ends_at

WITHIN = N_(
    "⚠️ That is within this pack's quiet hours ({hours}). Questions would wait until they are over, and the chat would "
    "end {end}."
)
ACROSS = N_("⚠️ This pack's quiet hours ({hours}) come in between: the chat would end {end}.")


def quiet_note(pack: Pack, opens_at: datetime, words: Words) -> str | None:
    """Return what quiet hours do to a chat that opens at an instant; None where that is nothing that surprises.

    A slow chat is meant to last over quiet hours; another one is not.
    """
    quiet, end = pack.timing.quiet, ends_at(pack, opens_at)
    if quiet is None:
        return None
    values = {"hours": f"{quiet.begin:%H:%M}–{quiet.end:%H:%M}", "end": stamp(end, "F")}
    if awake(opens_at, quiet) != opens_at:
        return words.gettext(WITHIN).format(**values)
    if not pack.is_slow and end - opens_at > pack.length:
        return words.gettext(ACROSS).format(**values)
    return None
