"""What a due step or a host's request about the course of a chat turns into: the facts that follow, or a refusal.

Every function takes the session, the time (aware UTC) and, for requests, the person who asked; it returns facts that
`moves.apply` accepts, in order. It raises `Refused` when the rules do not allow the request now, and `Doubtful` when it
may be a slip: asked again with `sure`, it is carried out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.base.errors import Doubtful, Refused
from bot.core.base.post import stamp
from bot.core.base.words import N_, NN_
from bot.core.script.pack import MAX_QUESTIONS, Question
from bot.core.session.edits import must_fit
from bot.core.session.facts import (
    Announced,
    Archived,
    Asked,
    BackOnRecord,
    Cancelled,
    Cause,
    Closed,
    CoHostsAsked,
    EndMoved,
    Extended,
    Fact,
    Held,
    HostsTold,
    Moved,
    Notice,
    Opened,
    Paused,
    QuestionAdded,
    QuestionMoved,
    RecapDrafted,
    RecapPublished,
    Reminded,
    Resumed,
    RoomLost,
    Skipped,
    WentOffRecord,
)
from bot.core.session.fold import NEXT, TAKING, UNASKED
from bot.core.session.state import Phase, Session
from bot.core.session.timetable import Step, StepKind, open_time, part_ends
from bot.core.text.shorten import shortened

LONGEST_EXTENSION = timedelta(days=1)
SHORTEST_QUESTION = timedelta(minutes=1)

TOO_QUICK = timedelta(seconds=10)
"""Within this time after a question, another "next" is more likely a second click than a wish."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a step depends on besides the session.

    How late it may be without asking (`allowed`), how many `people` asked to be reminded, and what a summary made now
    would say: its number of `answers` and a `digest` that changes with its words; `channel` is where it is published.
    """

    allowed: timedelta
    people: int = 0
    answers: int = 0
    digest: str = ""
    channel: int = 0


def perform(session: Session, step: Step, now: datetime, given: Circumstances) -> list[Fact]:
    """Return the facts of a step that is due.

    What should have happened longer ago than allowed is not made up for in a burst: the session stops and asks its
    hosts. Where less has passed, the step is performed now and the rest moves along.
    """
    if step.kind in (StepKind.ANNOUNCE, StepKind.REMIND) and session.opens_at is not None and session.opens_at <= now:
        step = Step(StepKind.OPEN, session.opens_at)  # too late for a preview or a reminder
    if now - step.due > given.allowed:
        if step.kind is StepKind.OPEN:
            return [Held(at=now, cause=Cause.OUTAGE)]
        if step.kind in (StepKind.ASK, StepKind.CLOSE):
            return [Paused(at=now, cause=Cause.OUTAGE)]
    return _performed(session, step, now, given)


def _performed(session: Session, step: Step, now: datetime, given: Circumstances) -> list[Fact]:
    published = RecapPublished(at=now, answers=given.answers, digest=given.digest, channel=given.channel)
    match step.kind:
        case StepKind.ANNOUNCE:
            return [Announced(at=now)]
        case StepKind.REMIND:
            return [Reminded(at=now, people=given.people)]
        case StepKind.OPEN:
            return [Opened(at=now)]
        case StepKind.ASK:
            assert step.number is not None
            return [Asked(at=now, number=step.number)]
        case StepKind.CLOSE:
            return [Closed(at=now)]
        case StepKind.SUMMARISE:
            draft = RecapDrafted(at=now, answers=given.answers, digest=given.digest)
            return [draft] if session.pack.timing.publish else [draft, published]
        case StepKind.PUBLISH:
            return [published]
        case StepKind.ARCHIVE:
            changed = given.digest != session.recap.digest
            return [published, Archived(at=now)] if changed else [Archived(at=now)]
        case StepKind.ASK_CO_HOSTS:
            return [CoHostsAsked(at=now)]
        case StepKind.BACK_ON_RECORD:
            assert step.number is not None
            return [BackOnRecord(at=now, thread=step.number)]


def ask_next(session: Session, now: datetime, by: int, *, sure: bool = False) -> list[Fact]:
    """Ask the next question now; a paused session goes on with it."""
    _must_run(session)
    if not session.upcoming:
        raise Refused(N_("Every question has been asked; end the chat with /tchat close."))
    if not sure:
        _must_not_hurry(session, session.upcoming[0], now)
    return [*_going_on(session, now, by), Asked(at=now, by=by, number=session.upcoming[0])]


def ask_extra(session: Session, question: Question, now: datetime, by: int, *, sure: bool = False) -> list[Fact]:
    """Ask a question now that is not in the pack; it gets the next free number."""
    _must_run(session)
    number = _must_have_room(session)
    must_fit(question)
    if not sure:
        _must_not_hurry(session, number, now)
    return [
        *_going_on(session, now, by),
        QuestionAdded(at=now, by=by, question=question),
        Asked(at=now, by=by, number=number),
    ]


def join(session: Session, question: Question, now: datetime, by: int) -> list[Fact]:
    """Let a question that a member suggested come last in a chat that has not opened."""
    if session.phase not in (Phase.SCHEDULED, Phase.HELD):
        raise Refused(N_("The chat has already opened; ask a question that is not in the pack with /tchat ask."))
    number = _must_have_room(session)
    must_fit(question)
    return [
        QuestionAdded(at=now, by=by, question=question),
        QuestionMoved(at=now, by=by, number=number, place=len(session.upcoming)),
    ]


def _must_have_room(session: Session) -> int:
    """Return the number that a new question gets."""
    if len(session.questions) >= MAX_QUESTIONS:
        raise Refused(N_("A chat can have at most {limit} questions."), limit=MAX_QUESTIONS)
    return len(session.questions) + 1


def _must_not_hurry(session: Session, number: int, now: datetime) -> None:
    if session.asked and now - session.asked[-1].at < TOO_QUICK:
        raise Doubtful(
            N_("Q{number} was asked a moment ago. Ask Q{next} right after it?"), number=session.current, next=number
        )


def go_off_record(session: Session, minutes: int | None, thread: int, now: datetime, by: int) -> list[Fact]:
    """Keep nothing of what is said from now on: for some minutes (None: until a host ends it), in a thread or (0) all.

    With no minutes (0), what is said is recorded again.
    """
    if session.phase not in TAKING:
        raise Refused(N_("Nothing is recorded now: no chat is on here."))
    on = [stretch for stretch in session.off_record if thread in (0, stretch.thread)]
    if minutes == 0:
        if not on:
            raise Refused(N_("Everything here is on the record."))
        return [BackOnRecord(at=now, by=by, thread=thread)]
    if any(stretch.thread in (0, thread) for stretch in session.off_record):
        raise Refused(N_("This is off the record already; minutes: 0 ends that."))
    until = None if minutes is None else now + timedelta(minutes=minutes)
    return [WentOffRecord(at=now, by=by, until=until, thread=thread)]


def skip(session: Session, now: datetime, by: int, *, sure: bool = False) -> list[Fact]:
    """Leave out the question that would come next."""
    _must_run(session)
    if not session.upcoming:
        raise Refused(N_("There is no question left to skip."))
    number = session.upcoming[0]
    if not sure:
        raise Doubtful(N_("Skip Q{number}, “{text}”?"), number=number, text=shortened(session.text_of(number), 200))
    return [Skipped(at=now, by=by, number=number)]


def put_back(session: Session, number: int, now: datetime, by: int) -> list[Fact]:
    """Let a question that was skipped come next after all."""
    _must_run(session)
    if number not in session.skipped:
        raise Refused(N_("Q{number} was not skipped, or is already back."), number=number)
    return [QuestionMoved(at=now, by=by, number=number, place=0)]


def pause(session: Session, now: datetime, by: int) -> list[Fact]:
    """Stop the clock."""
    _must_run(session)
    if session.phase is Phase.PAUSED:
        raise Refused(N_("The chat is already paused; go on with /tchat resume."))
    return [Paused(at=now, by=by)]


def stop(session: Session, cause: Cause, detail: str, now: datetime) -> list[Fact]:
    """Stop the clock on the bot's own account and ask the hosts, unless it stands still already."""
    if session.phase is Phase.SCHEDULED:
        return [Held(at=now, cause=cause, detail=detail)]
    return [Paused(at=now, cause=cause, detail=detail)] if session.phase is Phase.OPEN else []


def lose_room(session: Session, now: datetime) -> list[Fact]:
    """Take in that the channel is gone, unless nothing was to come there anyway."""
    return [RoomLost(at=now)] if (session.phase, RoomLost) in NEXT else []


def miss_thread(session: Session, notice: Notice, number: int, now: datetime, detail: str = "") -> list[Fact]:
    """Take in that a question's thread cannot be made or was deleted, or that it is there now; each is told once."""
    is_news = (number in session.threadless) is (notice is Notice.THREAD_MADE)
    return [HostsTold(at=now, notice=notice, detail=detail, number=number)] if is_news else []


def miss_card(session: Session, number: int, now: datetime) -> list[Fact]:
    """Take in that a question's card was deleted, while the chat is on and it could be posted again."""
    is_news = session.is_running and number not in session.cardless
    return [HostsTold(at=now, notice=Notice.CARD_GONE, number=number)] if is_news else []


def resume(session: Session, now: datetime, by: int) -> list[Fact]:
    """Let a paused session go on with the time that was left; open one that was held back."""
    if session.phase is Phase.HELD:
        return [Opened(at=now, by=by)]
    _must_run(session)
    if session.phase is not Phase.PAUSED:
        raise Refused(N_("The chat is not paused."))
    return [Resumed(at=now, by=by)]


def extend(session: Session, extra: timedelta, now: datetime, by: int) -> list[Fact]:
    """Give the running part more time; everything after it moves along."""
    _must_run(session)
    if not timedelta() < extra <= LONGEST_EXTENSION:
        raise Refused(N_("A question can be extended by 1 minute to 24 hours."))
    return [Extended(at=now, by=by, extra=extra)]


def move_end(session: Session, closes_at: datetime, now: datetime, by: int) -> list[Fact]:
    """Let the chat close at an instant; the questions to come share the time until then."""
    _must_run(session)
    if session.phase is Phase.PAUSED:
        raise Refused(N_("The chat is paused; use /tchat resume first, then move the end."))
    timing = session.pack.timing
    left = open_time(part_ends(session), closes_at - timing.closing, timing.quiet)
    if closes_at - timing.closing < part_ends(session) or left < SHORTEST_QUESTION * len(session.upcoming):
        raise Refused(N_("That leaves less than a minute for each question; skip some, or end later."))
    return [EndMoved(at=now, by=by, closes_at=closes_at)]


def close(session: Session, now: datetime, by: int, *, answered: bool = True, sure: bool = False) -> list[Fact]:
    """End the chat; the draft of the recap follows. Where nobody `answered` there is none: it is called off."""
    _must_run(session)
    if not answered:
        if not sure:
            raise Doubtful(N_("Nobody has answered yet. Call the chat off?"))
        return [Cancelled(at=now, by=by)]
    if session.upcoming and not sure:
        raise Doubtful(
            NN_(
                "{count} question has not been asked yet. Close anyway?",
                "{count} questions have not been asked yet. Close anyway?",
            ),
            count=len(session.upcoming),
        )
    return [Closed(at=now, by=by)]


def cancel(session: Session, now: datetime, by: int, *, answered: bool = True, sure: bool = False) -> list[Fact]:
    """Call off a session that has not opened, or in which nobody `answered` yet."""
    if session.is_running and answered:
        raise Refused(N_("The chat has already opened; end it with /tchat close."))
    if session.phase not in UNASKED:
        raise Refused(N_("The chat is over."))
    if not sure:
        assert session.opens_at is not None
        title = session.pack.title.in_language(session.pack.language)
        time = stamp(session.opens_at, "F")
        raise Doubtful(N_("Call off “{title}”, {time}? This cannot be undone."), title=title, time=time)
    return [Cancelled(at=now, by=by)]


def move(session: Session, opens_at: datetime, now: datetime, by: int) -> list[Fact]:
    """Let a session open at another instant."""
    if session.phase not in (Phase.SCHEDULED, Phase.HELD):
        raise Refused(N_("The chat has already opened; give it more time with /tchat extend."))
    if opens_at == session.opens_at:
        raise Refused(N_("The chat is already scheduled for that time."))
    return [Moved(at=now, by=by, opens_at=opens_at)]


def _must_run(session: Session) -> None:
    if session.phase in (Phase.SCHEDULED, Phase.HELD):
        raise Refused(N_("The chat has not opened yet."))
    if not session.is_running:
        raise Refused(N_("The chat is over."))


def _going_on(session: Session, now: datetime, by: int) -> list[Fact]:
    return [Resumed(at=now, by=by)] if session.phase is Phase.PAUSED else []
