"""Effects on the host desk: what hosts are asked and told, and who is let in."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.session.cases import waits
from bot.core.session.effects.answers import PendingCard
from bot.core.session.effects.base import Effect, Lane
from bot.core.session.effects.cases import CaseCard
from bot.core.session.effects.recap import draft
from bot.core.session.facts import (
    CoHostsAsked,
    Fact,
    FilingAsked,
    Held,
    HostJoined,
    HostLeft,
    HostsTold,
    LeadTaken,
    Notice,
    Paused,
    RoomLost,
)
from bot.core.session.state import PendingStage, Session


@dataclass(frozen=True, slots=True)
class AskHosts(Effect):
    """Ask the hosts how to go on."""

    name: ClassVar[str] = "ask-hosts"
    lane: ClassVar[Lane] = Lane.DESK


@dataclass(frozen=True, slots=True)
class TellHosts(Effect):
    """Tell the hosts what happened."""

    name: ClassVar[str] = "tell-hosts"
    lane: ClassVar[Lane] = Lane.DESK


@dataclass(frozen=True, slots=True)
class AskFiling(Effect):
    """Ask the hosts whether an answer belongs to question `number`."""

    number: int
    name: ClassVar[str] = "ask-filing"
    lane: ClassVar[Lane] = Lane.DESK


@dataclass(frozen=True, slots=True)
class AdmitHosts(Effect):
    """Let whoever became a host read along at the desks that are there."""

    name: ClassVar[str] = "admit"
    lane: ClassVar[Lane] = Lane.DESK
    is_change: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class DismissHost(Effect):
    """Let whoever is no host any more read along at the desks no more."""

    name: ClassVar[str] = "dismiss"
    lane: ClassVar[Lane] = Lane.DESK
    is_change: ClassVar[bool] = True


def of_desk(fact: Fact, before: Session, after: Session) -> list[Effect]:
    """Return what hosts are asked or told because of a fact."""
    match fact:
        case Held() | CoHostsAsked():
            return [AskHosts(after.facts)]
        case Paused(cause=cause) if cause is not None:
            return [AskHosts(after.facts)]
        case HostsTold(notice=Notice.DESK_MOVED):
            return [TellHosts(after.facts), *_waiting(after)]
        case HostLeft():
            return [DismissHost(after.facts)]
        case HostsTold() | RoomLost():
            return [TellHosts(after.facts)]
        case FilingAsked(number=number):
            return [AskFiling(after.facts, number)]
        case HostJoined(person=person) | LeadTaken(person=person) if person not in before.hosts:
            return [AdmitHosts(after.facts)]
        case _:
            return []


def _waiting(session: Session) -> list[Effect]:
    """Return what shows everything again that waits for a decision of the hosts."""
    place = session.facts
    asked = [] if session.needs_host_since is None else [AskHosts(place)]
    cases = [CaseCard(place, case) for case, state in session.cases.items() if waits(state)]
    pending = session.pending.items()
    answers = [PendingCard(place, answer) for answer, state in pending if state.stage is PendingStage.WAITING]
    recap = draft(session) if session.recap.drafted and not session.recap.published else []
    return [*asked, *cases, *answers, *recap]
