"""What happened to a session: frozen, past tense, append-only. A session is nothing but the fold of its facts.

Every fact has `at`, the aware UTC instant at which it was decided, and `by`, the person who caused it (None: the
timer). Facts about contributions and pending answers carry only ids, never what was said. What hosts themselves write
for everybody (questions, the recap's lead and headlines) stands in facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.script.pack import HostRole, Question
from bot.core.session.recap_state import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The part that all facts share."""

    at: datetime
    by: int | None = None


class Cause(StrEnum):
    """Why the bot itself stopped the clock and asked the hosts."""

    OUTAGE = "outage"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    REMOVED = "removed"


class Notice(StrEnum):
    """What hosts are told about without being asked."""

    NOT_POSTED = "not posted"
    PERMISSIONS = "permissions"
    DESK_MOVED = "desk moved"
    RECAP_MOVED = "recap moved"
    NO_THREAD = "no thread"
    THREAD_MADE = "thread made"
    THREAD_GONE = "thread gone"
    CARD_GONE = "card gone"
    PUT_BACK = "put back"
    BLOCKED = "blocked"


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
class Scheduled(Fact):
    """The session was set for an instant; its first fact always."""

    opens_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Fact):
    """The opening was set for another instant."""

    opens_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Fact):
    """So many people who had asked for it were to be reminded."""

    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced(Fact):
    """The preview was decided upon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Fact):
    """The welcome: the chat has begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Fact):
    """Question `number` became the current one."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAdded(Fact):
    """A host added a question; it gets the next free number."""

    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEdited(Fact):
    """Question `number` got another text or other readings, whether or not it was asked before."""

    number: int
    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionMoved(Fact):
    """Question `number`, not asked yet, comes at another place among those to come (0: next)."""

    number: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated(Fact):
    """The current question was shown again."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped(Fact):
    """Question `number` will not be asked."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Fact):
    """The clock was stopped: by a host, or by the bot for a `cause`; `detail` is what the room said."""

    cause: Cause | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Fact):
    """The opening did not happen at its time; the hosts are asked whether to open."""

    cause: Cause
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Fact):
    """The clock went on, with what was left when it stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Fact):
    """The current part got `extra` more time."""

    extra: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMoved(Fact):
    """The chat is to close at this instant; the questions to come share what is left until then."""

    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WentOffRecord(Fact):
    """What is said from now on is not recorded: until an instant (None: until a host ends it), in a thread (0: all)."""

    until: datetime | None
    thread: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BackOnRecord(Fact):
    """What is said from now on is recorded again, in a thread or (0) in all places that were off the record."""

    thread: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Fact):
    """The hour is over; answers from now on are late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapDrafted(Fact):
    """A draft of the recap was made from the record as it stood, or made again: with how many answers.

    `digest` tells two of them apart.
    """

    answers: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapPublished(Fact):
    """The recap was published, or revised, as the record stood: with how many answers.

    `channel` is where it is published, unless in the session's own (0); a revision stays where the first one is.
    """

    answers: int = 0
    digest: str = ""
    channel: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapWorded(Fact):
    """A host worded the recap's lead, or the headline of question `number`; an empty text takes it away."""

    number: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextWorded(Fact):
    """A host said what comes next, at the end of the recap; with an empty text the pack's own words stand there."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesProposed(Fact):
    """A language model was asked once for lines of the recap; so many passed the checks."""

    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineUsed(Fact):
    """A host accepted a model's line for the lead, or for question `number`, or took it out again (None).

    `line` tells it from every other; its words come from what members said, so they stand in no fact.
    """

    number: int | None
    line: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapMarked(Fact):
    """A host marked a contribution for the recap, or took its mark off (None)."""

    message: int
    mark: Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteDropped(Fact):
    """A host decided that the recap does not quote a contribution, or that it may again."""

    message: int
    dropped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived(Fact):
    """The record was completed; nothing is taken in any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(Fact):
    """The session was called off before it opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLost(Fact):
    """The channel was deleted. The record stays; nothing more can be shown or said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostsTold(Fact):
    """Something came up that hosts should know; `detail` names it, `number` is the question that it is about."""

    notice: Notice
    detail: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostJoined(Fact):
    """A member became a host of the session."""

    person: int
    role: HostRole


@dataclass(frozen=True, slots=True, kw_only=True)
class HostLeft(Fact):
    """A member is no host of the session any more."""

    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTaken(Fact):
    """A host took the lead: is asked first when the session needs an answer."""

    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoHostsAsked(Fact):
    """The lead did not answer, so the other hosts were asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingAsked(Fact):
    """A contribution came so soon after question `number` that the hosts are asked where it belongs."""

    message: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFiled(Fact):
    """A host, or its author, filed a contribution under question `number` (None: under no question)."""

    message: int
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFeatured(Fact):
    """A host featured a contribution in the summary, or took that back."""

    message: int
    featured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Fact):
    """A contribution was left out of the record, or taken back into it."""

    message: int
    left_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderated(Fact):
    """Something was done about case `case` (nobody: by its rule): about `person`, for these of the case's messages."""

    case: int
    rule: str
    person: int
    measure: Measure
    messages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSent(Fact):
    """`person` sent an answer to question `number`, which a host reads first; `like` is one that says the same."""

    answer: int
    number: int
    person: int
    like: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerApproved(Fact):
    """A host approved a pending answer: it is posted and recorded under its author's name."""

    answer: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSetAside(Fact):
    """A host set a pending answer aside: it is neither posted nor recorded."""

    answer: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReworded(Fact):
    """The author of an approved answer changed its words."""

    answer: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithdrawn(Fact):
    """The author of an approved answer took it back."""

    answer: int
    number: int


KINDS: Mapping[str, type[Fact]] = {
    "scheduled": Scheduled,
    "moved": Moved,
    "announced": Announced,
    "reminded": Reminded,
    "opened": Opened,
    "asked": Asked,
    "went_off_record": WentOffRecord,
    "back_on_record": BackOnRecord,
    "question_added": QuestionAdded,
    "question_edited": QuestionEdited,
    "question_moved": QuestionMoved,
    "repeated": Repeated,
    "skipped": Skipped,
    "paused": Paused,
    "held": Held,
    "resumed": Resumed,
    "extended": Extended,
    "end_moved": EndMoved,
    "closed": Closed,
    "recap_drafted": RecapDrafted,
    "summarised": RecapPublished,
    "recap_worded": RecapWorded,
    "next_worded": NextWorded,
    "lines_proposed": LinesProposed,
    "line_used": LineUsed,
    "recap_marked": RecapMarked,
    "quote_dropped": QuoteDropped,
    "archived": Archived,
    "cancelled": Cancelled,
    "room_lost": RoomLost,
    "hosts_told": HostsTold,
    "host_joined": HostJoined,
    "host_left": HostLeft,
    "lead_taken": LeadTaken,
    "co_hosts_asked": CoHostsAsked,
    "filing_asked": FilingAsked,
    "answer_filed": AnswerFiled,
    "answer_featured": AnswerFeatured,
    "left_out": LeftOut,
    "moderated": Moderated,
    "answer_sent": AnswerSent,
    "answer_approved": AnswerApproved,
    "answer_set_aside": AnswerSetAside,
    "answer_reworded": AnswerReworded,
    "answer_withdrawn": AnswerWithdrawn,
}
"""What each kind is called in the database and in transcripts; never renamed, or old records could not be read."""

NAMES: Mapping[type[Fact], str] = {kind: name for name, kind in KINDS.items()}
