"""A host's private panel: where the chat is, and buttons for everything.

What a button does, in which channel and for which session stands in its id ("panel:next:123:7"), so buttons work after
a restart, too, and those of an old panel never change another chat.
"""

from collections.abc import Mapping

from bot.adapters.discord_chat.interactions.drawing import Item, button, view_of
from bot.adapters.discord_chat.interactions.picks import others, picks
from bot.adapters.discord_chat.interactions.replies import Reply
from bot.adapters.discord_chat.interactions.services import Services
from bot.core.base.words import N_, Words
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


async def say_status(reply: Reply, session: Session, services: Services) -> None:
    """Show the panel of a session as the answer to an interaction."""
    text = await services.engine.overview.status(session, reply.words)
    more = picks("status", others(services, session), services, reply.words)
    await reply.say(text, view=view_of([*_buttons(session, reply.person, reply.words), *more]))


def panel_id(deed: str, session: Session) -> str:
    """Return the id of a button."""
    return f"{PREFIX}:{deed}:{session.room.channel}:{session.number}"


def _buttons(session: Session, viewer: int, words: Words) -> list[Item]:
    items: list[Item] = []
    for row, deeds in enumerate(OFFERED.get(session.phase, ())):
        for deed in deeds:
            if _fits(deed, session, viewer):
                id = panel_id("resume" if deed == "open" else deed, session)
                items.append(button(words.gettext(LABELS[deed]), id, danger=deed in DANGEROUS, row=row))
    return items


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
