"""What follows from a fact: the effects of all subjects, in the order in which to perform them."""

from collections.abc import Collection

from bot.core.session.effects.answers import of_answer
from bot.core.session.effects.base import Effect
from bot.core.session.effects.cases import of_case
from bot.core.session.effects.desk import of_desk
from bot.core.session.effects.recap import of_recap
from bot.core.session.effects.room import of_clock, of_course, of_event
from bot.core.session.facts import Fact
from bot.core.session.state import Session


def effects_of(fact: Fact, before: Session, after: Session, lost: Collection[int] = ()) -> list[Effect]:
    """Return what a fact makes visible, given the session before and after it, in the order to perform it.

    `lost` holds the numbers of questions whose cards the room refused: they are tried again when the talk goes on.
    """
    return [
        *of_course(fact, before, after),
        *of_clock(fact, before, after, frozenset(lost)),
        *of_desk(fact, before, after),
        *of_case(fact, before, after),
        *of_answer(fact, before, after),
        *of_recap(fact, before, after),
        *of_event(fact, after),
    ]
