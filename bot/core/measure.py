"""What was done about a case, and the fact that it was done."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.fact import Fact


class Measure(StrEnum):
    """What a case came to, by a rule or by a host; what is asked for, too: a member's word to the hosts, an appeal.

    `FINE` undoes everything that was done, and exempts the person from that rule for the rest of the session.
    """

    LEAVE_OUT = "leave out"
    FLAG = "flag"
    NOTICE = "notice"
    HOLD = "hold"
    TIME_OUT = "time out"
    FINE = "fine"
    REJECT = "reject"
    TOLD = "told"
    APPEAL = "appeal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderated(Fact):
    """Something was done about case `case` (nobody: by its rule): about `person`, for these of the case's messages."""

    case: int
    rule: str
    person: int
    measure: Measure
    messages: tuple[int, ...] = ()
