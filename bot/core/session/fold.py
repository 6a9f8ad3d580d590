"""What facts make of a session: one table of legal moves, and the fold through it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce

from bot.core.script.pack import HostRole, Question
from bot.core.script.pack_text import parts
from bot.core.session.cases import after
from bot.core.session.facts import (
    Announced,
    AnswerApproved,
    AnswerFeatured,
    AnswerFiled,
    AnswerReworded,
    AnswerSent,
    AnswerSetAside,
    AnswerWithdrawn,
    Archived,
    Asked,
    BackOnRecord,
    Cancelled,
    Closed,
    CoHostsAsked,
    EndMoved,
    Extended,
    Fact,
    FilingAsked,
    Held,
    HostJoined,
    HostLeft,
    HostsTold,
    LeadTaken,
    LeftOut,
    LinesProposed,
    LineUsed,
    Moderated,
    Moved,
    NextWorded,
    Notice,
    Opened,
    Paused,
    QuestionAdded,
    QuestionEdited,
    QuestionMoved,
    QuoteDropped,
    RecapDrafted,
    RecapMarked,
    RecapPublished,
    RecapWorded,
    Reminded,
    Repeated,
    Resumed,
    RoomLost,
    Scheduled,
    Skipped,
    WentOffRecord,
)
from bot.core.session.pending import after as drafts_after
from bot.core.session.recap_state import Mark, RecapState
from bot.core.session.state import Asking, Phase, Ruling, Session, Stretch
from bot.core.session.timetable import open_time, part_ends

RULINGS: tuple[type[Fact], ...] = (AnswerFiled, AnswerFeatured, LeftOut)
"""What hosts and authors say about single contributions: possible as long as there is a record."""

RECAP: tuple[type[Fact], ...] = (RecapWorded, NextWorded, LineUsed, RecapMarked, QuoteDropped)
"""What hosts decide about the recap: possible as long as there is a record, so before there is a draft, too."""

ANSWERS: tuple[type[Fact], ...] = (AnswerSent, AnswerApproved, AnswerSetAside, AnswerReworded)
"""What happens to answers that hosts read first, as long as answers are taken."""

RECORDED = (Phase.OPEN, Phase.PAUSED, Phase.CLOSED, Phase.ARCHIVED, Phase.ROOM_GONE)
"""The phases in which there is a record."""

LIVING = (Phase.SCHEDULED, Phase.HELD, Phase.OPEN, Phase.PAUSED, Phase.CLOSED)
"""The phases in which something is still to come."""

TAKING = (Phase.OPEN, Phase.PAUSED, Phase.CLOSED)
"""The phases in which answers are taken, late ones included."""

UNASKED = (Phase.SCHEDULED, Phase.HELD, Phase.OPEN, Phase.PAUSED)
"""The phases in which questions may still change."""

NEXT: dict[tuple[Phase, type[Fact]], Phase] = {
    (Phase.NEW, Scheduled): Phase.SCHEDULED,
    (Phase.SCHEDULED, Moved): Phase.SCHEDULED,
    (Phase.SCHEDULED, Reminded): Phase.SCHEDULED,
    (Phase.HELD, Moved): Phase.SCHEDULED,
    (Phase.SCHEDULED, Announced): Phase.SCHEDULED,
    (Phase.SCHEDULED, Opened): Phase.OPEN,
    (Phase.SCHEDULED, Held): Phase.HELD,
    (Phase.SCHEDULED, Cancelled): Phase.CANCELLED,
    (Phase.HELD, Opened): Phase.OPEN,
    (Phase.HELD, Cancelled): Phase.CANCELLED,
    (Phase.OPEN, Cancelled): Phase.CANCELLED,
    (Phase.PAUSED, Cancelled): Phase.CANCELLED,
    (Phase.OPEN, Asked): Phase.OPEN,
    (Phase.OPEN, Skipped): Phase.OPEN,
    (Phase.OPEN, Extended): Phase.OPEN,
    (Phase.OPEN, Paused): Phase.PAUSED,
    (Phase.OPEN, Closed): Phase.CLOSED,
    (Phase.PAUSED, Skipped): Phase.PAUSED,
    (Phase.PAUSED, Extended): Phase.PAUSED,
    (Phase.OPEN, Repeated): Phase.OPEN,
    (Phase.PAUSED, Repeated): Phase.PAUSED,
    (Phase.OPEN, EndMoved): Phase.OPEN,
    (Phase.OPEN, FilingAsked): Phase.OPEN,
    (Phase.PAUSED, FilingAsked): Phase.PAUSED,
    (Phase.PAUSED, Resumed): Phase.OPEN,
    (Phase.PAUSED, Closed): Phase.CLOSED,
    (Phase.CLOSED, RecapDrafted): Phase.CLOSED,
    (Phase.CLOSED, LinesProposed): Phase.CLOSED,
    (Phase.CLOSED, RecapPublished): Phase.CLOSED,
    (Phase.ARCHIVED, RecapPublished): Phase.ARCHIVED,
    (Phase.CLOSED, Archived): Phase.ARCHIVED,
}
NEXT |= {(phase, kind): phase for phase in RECORDED for kind in (*RULINGS, *RECAP, Moderated, AnswerWithdrawn)}
NEXT |= {(phase, kind): phase for phase in TAKING for kind in (*ANSWERS, WentOffRecord, BackOnRecord)}
NEXT |= {(phase, kind): phase for phase in UNASKED for kind in (QuestionAdded, QuestionEdited, QuestionMoved)}
NEXT |= {(phase, kind): phase for phase in LIVING for kind in (HostJoined, HostLeft, LeadTaken)}
NEXT |= {(phase, CoHostsAsked): phase for phase in (Phase.HELD, Phase.PAUSED)}
NEXT |= {(phase, HostsTold): phase for phase in Phase if phase is not Phase.NEW}
NEXT |= {(phase, RoomLost): Phase.ROOM_GONE for phase in LIVING}
"""Every legal move, and where it leads. What is not here cannot happen."""


class IllegalMove(Exception):
    """A fact that cannot follow the ones before it: a fault of the program or of the stored record."""


def fold(session: Session, facts: Iterable[Fact]) -> Session:
    """Return the session after all these facts, in order; raise IllegalMove at the first that cannot be."""
    return reduce(apply, facts, session)


def apply(session: Session, fact: Fact) -> Session:
    """Return the session after one more fact; raise IllegalMove if the table of moves does not have it."""
    phase = NEXT.get((session.phase, type(fact)))
    if phase is None:
        raise IllegalMove(f"session {session.number}: {type(fact).__name__} cannot follow while {session.phase}")
    return replace(_changed(session, fact), phase=phase, facts=session.facts + 1)


def _changed(session: Session, fact: Fact) -> Session:
    match fact:
        case AnswerFiled() | AnswerFeatured() | LeftOut():
            return replace(session, rulings=_ruled(session.rulings, fact))
        case RecapDrafted() | RecapPublished() | LinesProposed() | NextWorded() | RecapMarked() | QuoteDropped():
            return replace(session, recap=_recap_changed(session.recap, fact))
        case RecapWorded() | LineUsed():
            return replace(session, recap=_worded(session.recap, fact))
        case Moderated(case=number):
            return replace(session, cases={**session.cases, number: after(session.cases.get(number), fact)})
        case AnswerSent() | AnswerApproved() | AnswerSetAside() | AnswerReworded() | AnswerWithdrawn() | Archived():
            return replace(session, pending=drafts_after(session, fact))
        case QuestionAdded() | QuestionEdited() | QuestionMoved() | Skipped() | Asked():
            return _questions_changed(session, fact)
        case HostJoined() | HostLeft() | LeadTaken() | CoHostsAsked():
            return _hosts_changed(session, fact)
        case Paused() | Held() | Resumed() | Extended() | EndMoved():
            return _clock_changed(session, fact)
        case WentOffRecord(at=at, until=until, thread=thread):
            return replace(session, stretches=(*session.stretches, Stretch(at, until, thread)))
        case BackOnRecord(at=at, thread=thread):
            return replace(session, stretches=tuple(_ended(each, at, thread) for each in session.stretches))
        case _:
            return _course_changed(session, fact)


def _course_changed(session: Session, fact: Fact) -> Session:
    match fact:
        case Scheduled(at=at, opens_at=opens_at, by=by):
            hosts = {} if by is None else {by: HostRole.MODERATOR}
            return replace(session, scheduled_at=at, timed_at=at, opens_at=opens_at, hosts=hosts, lead=by)
        case Moved(at=at, opens_at=opens_at):
            return replace(session, opens_at=opens_at, timed_at=at, reminded=False, needs_host_since=None)
        case Announced():
            return replace(session, announced=True, preview=tuple(parts(session.script)))
        case Reminded():
            return replace(session, reminded=True)
        case Opened(at=at):
            lists = any(question.readings for question in session.questions)
            preview = session.preview or (tuple(parts(session.script)) if lists else ())
            return replace(session, opened_at=at, since=at, needs_host_since=None, preview=preview)
        case Cancelled(at=at) if session.opened_at is not None:
            return replace(session, closed_at=at, paused_at=None, needs_host_since=None)
        case Closed(at=at):
            return replace(session, closed_at=at, paused_at=None, needs_host_since=None)
        case FilingAsked(message=message):
            return replace(session, doubted=session.doubted | {message})
        case HostsTold(notice=Notice.NO_THREAD | Notice.THREAD_GONE, number=int(number)):
            return replace(session, threadless=session.threadless | {number})
        case HostsTold(notice=Notice.THREAD_MADE, number=int(number)):
            return replace(session, threadless=session.threadless - {number})
        case HostsTold(notice=Notice.RECAP_MOVED):
            return replace(session, recap=replace(session.recap, channel=0, since=session.facts + 1))
        case HostsTold(notice=Notice.CARD_GONE, number=int(number)):
            return replace(session, cardless=session.cardless | {number})
        case Repeated(number=number):
            return replace(session, cardless=session.cardless - {number})
        case _:  # the others change nothing but the phase
            return session


def _questions_changed(
    session: Session, fact: QuestionAdded | QuestionEdited | QuestionMoved | Skipped | Asked
) -> Session:
    questions, upcoming = session.questions, session.upcoming
    match fact:
        case QuestionAdded(question=question):
            return _added(session, question)
        case QuestionEdited(number=number, question=question):
            return replace(session, questions=(*questions[: number - 1], question, *questions[number:]))
        case QuestionMoved(number=number, place=place):
            others = tuple(each for each in upcoming if each != number)
            return replace(session, upcoming=(*others[:place], number, *others[place:]))
        case Skipped(number=number):
            return replace(session, upcoming=tuple(each for each in upcoming if each != number))
        case Asked(at=at, number=number):
            asked = (*session.asked, Asking(number, at))
            left = tuple(each for each in upcoming if each != number)
            return replace(session, asked=asked, upcoming=left, since=at, extra=timedelta())


def _added(session: Session, question: Question) -> Session:
    """Add a question. Before the opening it belongs to the script; afterwards it is an extra one, and comes next."""
    number = len(session.questions) + 1
    session = replace(session, questions=(*session.questions, question), upcoming=(number, *session.upcoming))
    if session.opened_at is not None:
        return replace(session, extras=session.extras | {number})
    listed = (*session.preview, range(number, number + 1)) if session.announced else ()
    return replace(session, preview=listed)


def _clock_changed(session: Session, fact: Paused | Held | Resumed | Extended | EndMoved) -> Session:
    match fact:
        case Paused(at=at, cause=cause):
            return replace(session, paused_at=at, needs_host_since=at if cause else None, co_hosts_asked=False)
        case Held(at=at):
            return replace(session, needs_host_since=at, co_hosts_asked=False)
        case Resumed(at=at):
            return _resumed(session, at)
        case Extended(extra=extra):
            return replace(session, extra=session.extra + extra, end=session.end and session.end + extra)
        case EndMoved(closes_at=closes_at):
            return _squeezed(session, closes_at)


def _resumed(session: Session, at: datetime) -> Session:
    """Give back the time of the pause; where none was left, what comes next comes now and is not late."""
    assert session.paused_at is not None
    extra = session.extra + (at - session.paused_at)
    end = session.end and session.end + (at - session.paused_at)
    session = replace(session, extra=extra, end=end, paused_at=None, needs_host_since=None)
    waited = max(timedelta(), at - part_ends(session))
    return replace(session, extra=extra + waited, end=end and end + waited)


def _squeezed(session: Session, closes_at: datetime) -> Session:
    """Let the questions to come share the open time until the closing words; without any, the part now takes it."""
    session, until = replace(session, end=closes_at), closes_at - session.pack.timing.closing
    if not session.upcoming:
        return replace(session, extra=session.extra + (until - part_ends(session)))
    left = open_time(part_ends(session), until, session.pack.timing.quiet)
    *others, last = session.upcoming
    each = left / len(session.upcoming)
    rest = left - each * len(others)  # to the microsecond, or "20:00" would be shown as 19:59
    return replace(session, lengths={**session.lengths, **dict.fromkeys(others, each), last: rest})


def _hosts_changed(session: Session, fact: HostJoined | HostLeft | LeadTaken | CoHostsAsked) -> Session:
    match fact:
        case HostJoined(person=person, role=role):
            return replace(session, hosts={**session.hosts, person: role}, lead=session.lead or person)
        case HostLeft(person=person):
            hosts = {host: role for host, role in session.hosts.items() if host != person}
            return replace(session, hosts=hosts, lead=None if session.lead == person else session.lead)
        case LeadTaken(person=person):
            role = session.hosts.get(person, HostRole.CO_HOST)
            return replace(session, hosts={**session.hosts, person: role}, lead=person)
        case CoHostsAsked():
            return replace(session, co_hosts_asked=True)


def _recap_changed(
    recap: RecapState, fact: RecapDrafted | RecapPublished | LinesProposed | NextWorded | RecapMarked | QuoteDropped
) -> RecapState:
    match fact:
        case RecapDrafted(answers=answers, digest=digest):
            return replace(recap, drafted=True, answers=answers, digest=digest)
        case RecapPublished(answers=answers, digest=digest):
            channel = recap.channel if recap.published else fact.channel
            again = replace(recap, published=True, revision=recap.revision + 1, channel=channel)
            return replace(again, answers=answers, digest=digest)
        case LinesProposed():
            return replace(recap, proposed=True)
        case NextWorded(text=text):
            return replace(recap, next=text)
        case RecapMarked():
            return replace(recap, marks=_marked(recap.marks, fact))
        case QuoteDropped(message=message, dropped=dropped):
            return replace(recap, dropped=recap.dropped | {message} if dropped else recap.dropped - {message})


def _worded(recap: RecapState, fact: RecapWorded | LineUsed) -> RecapState:
    """Return the recap with the words that a host wrote, or accepted: the last of them stand alone in their place."""
    number = fact.number
    text = fact.text if isinstance(fact, RecapWorded) else ""
    line = fact.line if isinstance(fact, LineUsed) else None
    lines = {place: used for place, used in recap.used.items() if place != number}
    recap = replace(recap, used={**lines, number: line} if line else lines)
    if number is None:
        return replace(recap, lead=text)
    others = {place: said for place, said in recap.headlines.items() if place != number}
    return replace(recap, headlines={**others, number: text} if text else others)


def _marked(marks: Mapping[int, Mark], fact: RecapMarked) -> Mapping[int, Mark]:
    """Return the marks after one more: a message has one at most, and there is one line of the night."""
    kept = {message: mark for message, mark in marks.items() if message != fact.message}
    if fact.mark is None:
        return kept
    if fact.mark is Mark.LINE:
        kept = {message: mark for message, mark in kept.items() if mark is not Mark.LINE}
    return {**kept, fact.message: fact.mark}


def _ended(stretch: Stretch, at: datetime, thread: int) -> Stretch:
    """Return a stretch off the record once a host ends it, or once it is said that its time is up."""
    if stretch.is_over or thread not in (0, stretch.thread):
        return stretch
    return replace(stretch, until=min(stretch.until or at, at), is_over=True)


def _ruled(rulings: Mapping[int, Ruling], fact: AnswerFiled | AnswerFeatured | LeftOut) -> Mapping[int, Ruling]:
    before = rulings.get(fact.message, Ruling())
    match fact:
        case AnswerFiled(number=number):
            after = replace(before, filed=True, number=number)
        case AnswerFeatured(featured=featured):
            after = replace(before, featured=featured)
        case LeftOut(left_out=left_out):
            after = replace(before, left_out=left_out)
    return {**rulings, fact.message: after}
