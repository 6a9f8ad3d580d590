"""When each step of a session is due, computed from its facts alone, so that a restart computes the same.

When a question's time is up is asked of `question_ends`, or of its pack as long as there is no session.
"""

from bisect import bisect_right
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from bot.core.base.phase import Phase
from bot.core.script.pack import Pack, Quiet

if TYPE_CHECKING:
    from bot.core.session.state import Session  # who computes the times of a pack loads none

REMINDER_LEAD = timedelta(minutes=10)
"""How long before the opening those who asked for it are reminded."""

LEADS_TIME = timedelta(minutes=2)
"""How long the lead has to answer before the other hosts are asked."""


class StepKind(StrEnum):
    """What can become due."""

    ANNOUNCE = "announce"
    REMIND = "remind"
    OPEN = "open"
    ASK = "ask"
    CLOSE = "close"
    SUMMARISE = "summarise"
    PUBLISH = "publish"
    ARCHIVE = "archive"
    ASK_CO_HOSTS = "ask co-hosts"
    BACK_ON_RECORD = "back on record"


class Step(NamedTuple):
    """A step and the aware UTC instant at which it is due; `number` is the question that an ASK asks.

    Of a BACK_ON_RECORD it is the thread that was off the record (0: all).
    """

    kind: StepKind
    due: datetime
    number: int | None = None


def next_step(session: "Session") -> Step | None:
    """Return the step that time brings next; None while paused and when all is done."""
    ends = [Step(StepKind.BACK_ON_RECORD, each.until, each.thread) for each in session.off_record if each.until]
    course = next_of_course(session)
    if session.phase not in (Phase.OPEN, Phase.PAUSED, Phase.CLOSED):
        return course
    return min([*ends, *([course] if course else [])], key=lambda step: step.due, default=None)


def next_of_course(session: "Session") -> Step | None:
    """Return the step of the chat's course that time brings next; None while paused and when all is done."""
    match session.phase:
        case Phase.SCHEDULED:
            return _before_opening(session)
        case Phase.OPEN:
            return remaining(session)[0]
        case Phase.HELD | Phase.PAUSED:
            return _while_waiting(session)
        case Phase.CLOSED:
            return _after_close(session)
        case _:
            return None


def _before_opening(session: "Session") -> Step:
    """Return the preview, the reminder or the opening; what would have to be said in quiet hours is left out."""
    assert session.opens_at is not None
    assert session.scheduled_at is not None
    timing, opens_at = session.pack.timing, session.opens_at
    preview = awake(max(session.scheduled_at, opens_at - timing.preview), timing.quiet)
    if not session.announced and preview < opens_at:
        return Step(StepKind.ANNOUNCE, preview)
    reminder = reminds_at(session)
    if reminder is not None and not session.reminded:
        return Step(StepKind.REMIND, reminder)
    return Step(StepKind.OPEN, opens_at)


def _after_close(session: "Session") -> Step:
    """Return the draft, its publishing or the archive step."""
    assert session.closed_at is not None
    if session.recap.published:
        return archives(session)
    if session.recap.drafted:
        return Step(StepKind.PUBLISH, publishes_at(session))
    return Step(StepKind.SUMMARISE, session.closed_at)


def archives(session: "Session") -> Step:
    """Return the step that completes the record of a closed session: late answers are taken until then."""
    assert session.closed_at is not None
    return Step(StepKind.ARCHIVE, session.closed_at + session.pack.timing.archive)


def publishes_at(session: "Session") -> datetime:
    """Return when the recap of a closed session is published by itself: before its record is completed."""
    assert session.closed_at is not None
    timing = session.pack.timing
    return session.closed_at + min(timing.publish, timing.archive)


def reminds_at(session: "Session") -> datetime | None:
    """Return when people are reminded of a chat that is set; None where that would be in quiet hours, or no more.

    A chat whose opening was set for less than the usual lead is said to be near at once.
    """
    assert session.opens_at is not None
    assert session.timed_at is not None
    reminder = awake(max(session.timed_at, session.opens_at - REMINDER_LEAD), session.pack.timing.quiet)
    return reminder if reminder < session.opens_at else None


def _while_waiting(session: "Session") -> Step | None:
    """Return when the other hosts are asked, if there are any and the lead was asked and is silent."""
    if session.needs_host_since is None or session.co_hosts_asked or len(session.hosts) < 2:
        return None
    return Step(StepKind.ASK_CO_HOSTS, session.needs_host_since + LEADS_TIME)


def question_ends(session: "Session", number: int, asked: datetime) -> datetime:
    """Return when the time of a question is up that is asked at an instant; extensions and pauses come on top."""
    changed = session.lengths.get(number)
    return asked + changed if changed else session.pack.question_ends(session.question(number), asked)


def part_ends(session: "Session") -> datetime:
    """Return when the running part's own time is up: the opening's, or that of the question asked last.

    The closing words after the last question come on top. Only for a session that was opened.
    """
    assert session.since is not None
    if session.current is None:
        return session.since + session.pack.timing.opening + session.extra
    return question_ends(session, session.current, session.since) + session.extra


def remaining(session: "Session") -> tuple[Step, ...]:
    """Return the steps from now to the close of a session that is open: each question to come, then the close."""
    quiet = session.pack.timing.quiet
    ends, words = part_ends(session), session.pack.timing.closing
    steps = []
    for number in session.upcoming:
        due = awake(ends, quiet)
        steps.append(Step(StepKind.ASK, due, number))
        ends = question_ends(session, number, due)
    if session.end is not None and session.end >= ends + words:
        return (*steps, Step(StepKind.CLOSE, session.end))  # as a host asked, be it in quiet hours
    return (*steps, Step(StepKind.CLOSE, closing(awake(ends, quiet) + words, quiet)))


def closes_at(session: "Session") -> datetime:
    """Return when the session will close as things stand; paused time counts from the moment it ends."""
    if session.opened_at is None:
        assert session.opens_at is not None
        return ends_at(session.script, session.opens_at)
    return session.closed_at or remaining(session)[-1].due


def ends_at(pack: Pack, opens_at: datetime) -> datetime:
    """Return when a chat that opens at an instant will close."""
    return planned(pack, opens_at)[-1].due


def planned(pack: Pack, opens_at: datetime) -> tuple[Step, ...]:
    """Return the steps of a chat that opens at an instant: the opening, each question, the close."""
    quiet = pack.timing.quiet
    steps = [Step(StepKind.OPEN, opens_at)]
    due = awake(opens_at + pack.timing.opening, quiet)
    for number, question in enumerate(pack.questions, 1):
        steps.append(Step(StepKind.ASK, due, number))
        due = awake(pack.question_ends(question, due), quiet)
    return (*steps, Step(StepKind.CLOSE, closing(due + pack.timing.closing, quiet)))


def closing(due: datetime, quiet: Quiet | None) -> datetime:
    """Return when the close comes that is due at an instant: not in quiet hours, but it may be when they begin."""
    if quiet and due.astimezone(ZoneInfo(quiet.zone)).timetz().replace(tzinfo=None) == quiet.begin:
        return due
    return awake(due, quiet)


def shared(pack: Pack, opens_at: datetime, closes_at: datetime) -> Pack:
    """Return the pack with the time until its close shared evenly by the questions that have no length of their own.

    Quiet hours are no part of that time, so two questions whose share is the same last differently long by the clock.
    What whole seconds leave over is the last one's. Nothing is shared where there is less than a second for each.
    """
    longest = int((closes_at - opens_at).total_seconds())

    def close(seconds: int) -> datetime:
        return ends_at(_with_share(pack, opens_at, closes_at, timedelta(seconds=seconds)), opens_at)

    seconds = bisect_right(range(1, longest + 1), closes_at, key=close)
    if not seconds:
        return pack
    script = _with_share(pack, opens_at, closes_at, timedelta(seconds=seconds))
    rest = closes_at - ends_at(script, opens_at)
    return _with_rest(pack, script, rest) if rest < timedelta(minutes=1) else script


def _with_rest(pack: Pack, script: Pack, rest: timedelta) -> Pack:
    """Return the script with a little more time for the last question that has no length of its own in the pack."""
    last = max((place for place, question in enumerate(pack.questions) if not question.lasts), default=None)
    if last is None or not rest:
        return script
    questions = list(script.questions)
    questions[last] = replace(questions[last], lasts=script.length_of(questions[last]) + rest)
    return replace(script, questions=tuple(questions))


def _with_share(pack: Pack, opens_at: datetime, closes_at: datetime, share: timedelta) -> Pack:
    quiet = pack.timing.quiet
    due = awake(opens_at + pack.timing.opening, quiet)
    questions = []
    for question in pack.questions:
        own = awake(pack.question_ends(question, due), quiet)
        ends = own if question.lasts else _later(due, share, quiet, closes_at)
        questions.append(replace(question, lasts=ends - due) if quiet else question)
        due = ends
    return replace(pack, questions=tuple(questions), timing=replace(pack.timing, question=share))


def _later(instant: datetime, length: timedelta, quiet: Quiet | None, limit: datetime) -> datetime:
    """Return the instant after so much time outside of quiet hours; past the limit, quiet hours do not matter."""
    while quiet and instant < limit and (night := _next_night(instant, quiet)) - instant <= length:
        length -= night - instant
        instant = awake(night, quiet)
    return instant + length


def _next_night(instant: datetime, quiet: Quiet) -> datetime:
    """Return when quiet hours begin next after an instant outside of them."""
    local = instant.astimezone(ZoneInfo(quiet.zone))
    begins = datetime.combine(local.date(), quiet.begin, local.tzinfo)
    if begins <= local:
        begins = datetime.combine(local.date() + timedelta(days=1), quiet.begin, local.tzinfo)
    return begins.astimezone(UTC)


def is_put_off(pack: Pack, opens_at: datetime) -> bool:
    """Whether quiet hours make a chat that opens at an instant close later than its length says."""
    never_quiet = replace(pack, timing=replace(pack.timing, quiet=None))
    return ends_at(pack, opens_at) != ends_at(never_quiet, opens_at)


def open_time(begin: datetime, end: datetime, quiet: Quiet | None) -> timedelta:
    """Return how much of the time between two instants is outside the quiet hours."""
    if quiet is None:
        return end - begin
    total = timedelta()
    while (begin := awake(begin, quiet)) < end:
        stops = min(end, _next_night(begin, quiet))
        total += stops - begin
        begin = stops
    return total


def awake(instant: datetime, quiet: Quiet | None) -> datetime:
    """Return the instant, or the end of the quiet hours that it falls into."""
    if quiet is None:
        return instant
    local = instant.astimezone(ZoneInfo(quiet.zone))
    begins = quiet.begin
    ends = quiet.end
    now = local.timetz().replace(tzinfo=None)
    crossing = begins > ends
    is_quiet = (now >= begins or now < ends) if crossing else begins <= now < ends
    if not is_quiet:
        return instant
    day = local.date() + timedelta(days=1 if crossing and now >= begins else 0)
    return datetime.combine(day, ends, local.tzinfo).astimezone(UTC)
