"""Effects of moderation: the cards of cases, and what is done about a member.

What is done about a member is not tried again once the room refuses it; the case's card shows that.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.session.effects.base import Effect, Lane
from bot.core.session.facts import Fact, Measure, Moderated
from bot.core.session.state import Session


@dataclass(frozen=True, slots=True)
class CaseCard(Effect):
    """Show case `case` to the hosts."""

    case: int
    name: ClassVar[str] = "case"
    lane: ClassVar[Lane] = Lane.DESK


@dataclass(frozen=True, slots=True)
class TellMember(Effect):
    """Tell the member whom case `case` is about what was done."""

    case: int
    name: ClassVar[str] = "notice"
    lane: ClassVar[Lane] = Lane.DESK
    may_be_refused: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class RemoveMessage(Effect):
    """Take a member's message out of the room."""

    message: int
    name: ClassVar[str] = "remove"
    lane: ClassVar[Lane] = Lane.DESK
    is_change: ClassVar[bool] = True
    may_be_refused: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class RepostMessage(Effect):
    """Show a message again that was taken out of the room."""

    message: int
    name: ClassVar[str] = "repost"
    lane: ClassVar[Lane] = Lane.DESK
    may_be_refused: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class TimeOutMember(Effect):
    """Time out the member whom case `case` is about, or let them speak again."""

    case: int
    name: ClassVar[str] = "time-out"
    lane: ClassVar[Lane] = Lane.DESK
    is_change: ClassVar[bool] = True
    may_be_refused: ClassVar[bool] = True


MEASURES = (TellMember, RemoveMessage, RepostMessage, TimeOutMember)
"""What is done about a member."""


def of_case(fact: Fact, before: Session, after: Session) -> list[Effect]:
    """Return what a measure shows: a card for the hosts once (and for an appeal), and what is done about the member."""
    if not isinstance(fact, Moderated):
        return []
    place = after.facts
    case = fact.case
    was = before.cases.get(fact.case)
    has_card = was is not None and was.carded and fact.measure is not Measure.APPEAL
    effects: list[Effect] = [] if has_card or not after.cases[case].carded else [CaseCard(place, case)]
    is_told = was is not None and fact.person in was.told
    match fact.measure:
        case Measure.NOTICE | Measure.HOLD:
            effects += [] if is_told else [TellMember(place, case)]
            effects += [RemoveMessage(place, message) for message in fact.messages]
        case Measure.TIME_OUT:
            effects.append(TimeOutMember(place, case))
        case Measure.FINE if was is not None:
            effects += [RepostMessage(place, message) for message in sorted(was.withheld)]
            effects += [TimeOutMember(place, case)] if fact.person in was.timed_out else []
            effects += [TellMember(place, case)] if is_told else []
        case _:
            pass
    return effects
