"""Cases: what a rule or a member brought before the hosts, and what was done about it.

A case is about one rule and one matter: thirty copies of a text are one case. Its measures are facts, so a case stands
where its facts have brought it; its text is kept beside them, for as long as it is needed.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.moderation.settings import Action
from bot.core.session.facts import Measure, Moderated
from bot.core.session.state import CaseState

TIME_OUT = timedelta(minutes=10)

MEASURES = {
    Action.LEAVE_OUT: Measure.LEAVE_OUT,
    Action.FLAG: Measure.FLAG,
    Action.NOTICE: Measure.NOTICE,
    Action.HOLD: Measure.HOLD,
}
"""What a rule's action is called when it was taken."""

FIRMNESS = (Measure.LEAVE_OUT, Measure.FLAG, Measure.NOTICE, Measure.HOLD)
"""What rules may do, the gentlest first; each includes those before it."""

TELLING = (Measure.NOTICE, Measure.HOLD)
"""What members are told about."""

TOLD = "told"
"""The name, in the place of a rule, of what a member told the hosts."""

BURST = "burst"
"""The name, in the place of a rule, of many at once."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a case is about. `matter` is the message that stands for all of them, `text` what it said.

    `reason` is a sentence in the session's language, for hosts and for the member alike; what members said about it
    follows, a line each, for hosts alone. Both are empty once they are no longer kept.
    """

    id: int
    session: int
    rule: str
    matter: int
    channel: int
    person: int
    name: str
    text: str
    reason: str
    opened_at: datetime


def after(state: CaseState | None, fact: Moderated) -> CaseState:
    """Return where a case stands after one more measure."""
    state = state or CaseState(fact.measure)
    match fact.measure:
        case Measure.HOLD:
            taken = frozenset(fact.messages)
            state = replace(state, withheld=state.withheld | taken, removed=state.removed | taken)
        case Measure.FINE:
            state = replace(state, withheld=frozenset(), timed_out=state.timed_out - {fact.person})
        case Measure.TIME_OUT:
            state = replace(state, timed_out=state.timed_out | {fact.person})
        case Measure.APPEAL if fact.by is not None:
            return replace(state, carded=True, appeals=state.appeals | {fact.by})
        case Measure.TOLD:
            return replace(state, carded=True)
        case _:
            pass
    told = state.told | {fact.person} if fact.measure in TELLING else state.told
    carded = state.carded or fact.measure is not Measure.LEAVE_OUT or fact.by is not None
    # A rule does with each message what it has to; the case is where the firmest of that has brought it.
    firmest = state.measure if fact.by is None and is_firmer(state.measure, fact.measure) else fact.measure
    return replace(state, measure=firmest, by=fact.by or state.by, carded=carded, told=told)


def goes_further(state: CaseState | None, person: int, measure: Measure, messages: Collection[int]) -> bool:
    """Return whether what a rule does about somebody's messages is more than was done; a host's decision stands."""
    if state is None:
        return True
    if state.by is not None or state.measure is Measure.FINE:
        return False
    is_news = measure in TELLING and person not in state.told
    is_more = measure is Measure.HOLD and not state.withheld.issuperset(messages)
    return is_firmer(measure, state.measure) or is_news or is_more


def is_firmer(measure: Measure, than: Measure) -> bool:
    """Return whether a rule's measure goes further than what was done before."""
    return measure in FIRMNESS and (than not in FIRMNESS or FIRMNESS.index(measure) > FIRMNESS.index(than))


def waits(state: CaseState) -> bool:
    """Return whether the hosts were shown a case and have not decided about it, or not for good."""
    if not state.carded or state.measure in (Measure.FINE, Measure.REJECT):
        return False
    return state.by is None or state.measure is Measure.HOLD


def is_settled(state: CaseState, measure: Measure) -> bool:
    """Return whether nothing is left to decide: another host was faster. What was decided can still be undone."""
    if state.measure in (Measure.FINE, Measure.REJECT):
        return True
    if state.measure is Measure.HOLD and measure in (Measure.REJECT, Measure.TIME_OUT):
        return False  # what one host had held still waits for a decision
    return state.by is not None and measure is not Measure.FINE
