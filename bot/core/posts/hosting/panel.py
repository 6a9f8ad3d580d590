"""A host's panel: which buttons it has in which phase, what they are called, and what could do anything now.

What a button does, in which channel and for which session stands in its id ("panel:next:123:7"), so buttons work after
a restart, too, and those of an old panel never change another chat.
"""

from collections.abc import Iterator, Mapping

from bot.core.base.words import N_
from bot.core.session.state import Phase, Session

PREFIX = "panel"
LABELS: Mapping[str, str] = {
    "next": N_("Next question"),
    "skip": N_("Skip the next question"),
    "repeat": N_("Repeat the question"),
    "extend": N_("5 minutes more"),
    "pause": N_("Pause"),
    "resume": N_("Resume"),
    "open": N_("Open now"),
    "move": N_("Change the opening time …"),
    "end": N_("Change the end …"),
    "edit": N_("Edit a question …"),
    "reorder": N_("Change the order …"),
    "back": N_("Put a question back …"),
    "lead": N_("Take the lead"),
    "refresh": N_("Refresh"),
    "close": N_("Close the chat"),
    "cancel": N_("Call off"),
}
DANGEROUS = ("close", "cancel")

OFFERED: Mapping[Phase, tuple[tuple[str, ...], ...]] = {
    Phase.SCHEDULED: (("move", "edit", "reorder"), ("lead", "refresh", "cancel")),
    Phase.HELD: (("open", "move", "edit", "reorder"), ("lead", "refresh", "cancel")),
    Phase.OPEN: (
        ("next", "skip", "repeat", "extend", "pause"),
        ("end", "edit", "reorder", "back"),
        ("lead", "refresh", "close"),
    ),
    Phase.PAUSED: (
        ("resume", "next", "skip", "repeat", "extend"),
        ("edit", "reorder", "back"),
        ("lead", "refresh", "close"),
    ),
    Phase.CLOSED: (("refresh",),),
}
"""The rows of buttons; Discord shows up to five in each."""


def panel_id(deed: str, session: Session) -> str:
    """Return the id of a button; what was held back is opened by resuming it."""
    deed = "resume" if deed == "open" else deed
    return f"{PREFIX}:{deed}:{session.room.channel}:{session.number}"


def rows(session: Session, viewer: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of buttons that could do anything now, by what they do."""
    for deeds in OFFERED.get(session.phase, ()):
        yield tuple(deed for deed in deeds if _fits(deed, session, viewer))


def _fits(deed: str, session: Session, viewer: int) -> bool:
    """Whether a button could do anything now."""
    match deed:
        case "next" | "skip":
            return bool(session.upcoming)
        case "repeat":
            return session.current is not None
        case "reorder":
            return len(session.upcoming) > 1
        case "back":
            return bool(session.skipped)
        case "lead":
            return session.lead != viewer
        case _:
            return True
