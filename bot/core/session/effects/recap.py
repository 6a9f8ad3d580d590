"""Effects of the recap's draft, on the host desk: what it says, its card with buttons, and both kept up to date."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.session.effects.base import Effect, Lane
from bot.core.session.facts import Fact, LinesProposed, RecapDrafted, RecapPublished
from bot.core.session.state import Session


@dataclass(frozen=True, slots=True)
class DraftPost(Effect):
    """Show the hosts the recap as it would be published."""

    name: ClassVar[str] = "recap-draft"
    lane: ClassVar[Lane] = Lane.DESK


@dataclass(frozen=True, slots=True)
class DraftCard(Effect):
    """Show the hosts what they can do about the recap, and until when."""

    name: ClassVar[str] = "recap-card"
    lane: ClassVar[Lane] = Lane.DESK


@dataclass(frozen=True, slots=True)
class EditDraft(Effect):
    """Bring what the desk shows of the recap up to date."""

    name: ClassVar[str] = "recap-desk"
    lane: ClassVar[Lane] = Lane.DESK
    is_change: ClassVar[bool] = True


def draft(session: Session) -> list[Effect]:
    """Return what shows a draft to the hosts: the card, which says what it is, and then what it says."""
    return [DraftCard(session.facts), DraftPost(session.facts)]


def of_recap(fact: Fact, before: Session, after: Session) -> list[Effect]:
    """Return what the desk shows because of a fact. A recap that is published at once is read in the room."""
    place = after.facts
    match fact:
        case RecapDrafted() if before.recap.drafted:
            return [EditDraft(place)]
        case RecapDrafted():
            return draft(after) if after.pack.timing.publish else [DraftCard(place)]
        case RecapPublished() if before.recap.drafted:
            return [EditDraft(place)]
        case LinesProposed(lines=lines) if lines:
            return [EditDraft(place)]
        case _:
            return []
