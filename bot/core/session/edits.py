"""What hosts and authors change beside the course of a chat: questions, who hosts, single contributions.

Like `decisions.py`: facts that follow, or `Refused`.
"""

from dataclasses import replace
from datetime import datetime

from bot.core.base.errors import Refused
from bot.core.base.limits import MAX_TEXT, ROOM_FOR_WORDS
from bot.core.base.words import N_
from bot.core.script.pack import HostRole, Question
from bot.core.script.pack_text import reading_line
from bot.core.session.facts import (
    AnswerFeatured,
    AnswerFiled,
    Fact,
    FilingAsked,
    HostJoined,
    HostLeft,
    LeadTaken,
    LeftOut,
    LinesProposed,
    LineUsed,
    NextWorded,
    QuestionEdited,
    QuestionMoved,
    QuoteDropped,
    RecapDrafted,
    RecapMarked,
    RecapPublished,
    RecapWorded,
    Repeated,
)
from bot.core.session.fold import UNASKED
from bot.core.session.recap_state import Choice, Mark, Use
from bot.core.session.state import Phase, Session

MAX_HOSTS = 10

LONGEST_LEAD, LONGEST_HEADLINE, LONGEST_NEXT = 300, 200, 200
"""In characters; a lead of 35 words has about 250."""


def must_fit(question: Question) -> None:
    """Refuse a question that its card could not show in one message, whatever the reader's language."""
    shown = [
        "\n".join([ask, *(reading_line(reading, language) for reading in question.readings)])
        for language, ask in question.ask.versions.items()
    ]
    length = max(map(len, shown))
    limit = MAX_TEXT - ROOM_FOR_WORDS
    if length > limit:
        raise Refused(
            N_("The question and its readings together have {length} characters; at most {limit} fit."),
            length=length,
            limit=limit,
        )


def edit_question(session: Session, number: int, question: Question, now: datetime, by: int) -> list[Fact]:
    """Give a question another text; one that was asked is changed in the room, too."""
    _must_have(session, number)
    if session.question(number) == question:
        raise Refused(N_("Question {number} already reads like that."), number=number)
    must_fit(question)
    return [QuestionEdited(at=now, by=by, number=number, question=question)]


def move_question(session: Session, number: int, place: int, now: datetime, by: int) -> list[Fact]:
    """Let a question that was not asked come at another place among those to come (0: next)."""
    _must_have(session, number)
    if number not in session.upcoming:
        raise Refused(N_("Question {number} is not one of the upcoming questions."), number=number)
    return [QuestionMoved(at=now, by=by, number=number, place=place)]


def repeat(session: Session, now: datetime, by: int) -> list[Fact]:
    """Show the current question again."""
    if not session.is_running or session.current is None:
        raise Refused(N_("No question has been asked yet."))
    return [Repeated(at=now, by=by, number=session.current)]


def post_again(session: Session, number: int, now: datetime, by: int) -> list[Fact]:
    """Post the card of a question again that was deleted."""
    if not session.is_running:
        raise Refused(N_("The chat is over."))
    if number not in session.cardless:
        raise Refused(N_("Q{number} is in the channel."), number=number)
    return [Repeated(at=now, by=by, number=number)]


def add_host(session: Session, person: int, role: HostRole, now: datetime, by: int) -> list[Fact]:
    """Let a member be a host of the session."""
    if session.hosts.get(person) is role:
        raise Refused(N_("They already host this chat."))
    if len(session.hosts) >= MAX_HOSTS:
        raise Refused(N_("A chat can have at most {limit} hosts."), limit=MAX_HOSTS)
    return [HostJoined(at=now, by=by, person=person, role=role)]


def remove_host(session: Session, person: int, now: datetime, by: int) -> list[Fact]:
    """Let a member be no host any more."""
    if person not in session.hosts:
        raise Refused(N_("They do not host this chat."))
    return [HostLeft(at=now, by=by, person=person)]


def take_lead(session: Session, person: int, now: datetime, by: int) -> list[Fact]:
    """Let a host be the one who is asked first."""
    return [] if session.lead == person else [LeadTaken(at=now, by=by, person=person)]


def ask_filing(session: Session, message: int, number: int, now: datetime) -> list[Fact]:
    """Ask the hosts where a contribution belongs that came right after question `number`; once for each."""
    if message in session.doubted or not session.is_running:
        return []
    return [FilingAsked(at=now, message=message, number=number)]


def file_answer(session: Session, message: int, number: int | None, now: datetime, by: int) -> list[Fact]:
    """File a contribution under a question that was asked, or under none."""
    if number is not None and number not in {asking.number for asking in session.asked}:
        raise Refused(N_("Question {number} has not been asked."), number=number)
    return [AnswerFiled(at=now, by=by, message=message, number=number)]


def must_be_open(session: Session, number: int) -> None:
    """Refuse an author's wish to file something under a question whose answers hosts read first."""
    if 0 < number <= len(session.questions) and session.is_reviewed(number):
        why = N_("Hosts read the answers to question {number} first; send yours with its button.")
        raise Refused(why, number=number)


def leave_out(session: Session, message: int, now: datetime, by: int) -> list[Fact]:
    """Leave a contribution out of the record, or take it back in if it was left out."""
    ruling = session.rulings.get(message)
    return [LeftOut(at=now, by=by, message=message, left_out=not (ruling and ruling.left_out))]


def use(session: Session, message: int, choice: Choice, now: datetime, by: int) -> list[Fact]:
    """Use a contribution in the recap as a host chose, or not any more; nothing follows where it is so already.

    What is featured is quoted, what is not to be quoted is not featured.
    """
    on = choice.on
    is_featured = bool((ruling := session.rulings.get(message)) and ruling.featured)
    featured = AnswerFeatured(at=now, by=by, message=message, featured=on)
    dropped = QuoteDropped(at=now, by=by, message=message, dropped=on)
    is_dropped = message in session.recap.dropped
    match choice.use:
        case Use.FEATURE:
            again = [replace(dropped, dropped=False)] if on and is_dropped else []
            return [] if on is is_featured else [featured, *again]
        case Use.DROP:
            no_more = [replace(featured, featured=False)] if on and is_featured else []
            return [] if on is is_dropped else [dropped, *no_more]
        case Mark() as mark:
            is_on = session.recap.marks.get(message) is mark
            return [] if on is is_on else [RecapMarked(at=now, by=by, message=message, mark=mark if on else None)]


def word_recap(session: Session, number: int | None, text: str, now: datetime, by: int) -> list[Fact]:
    """Word the recap's lead, or the headline of a question that was asked; without a text there is none."""
    if number is not None and number not in {asking.number for asking in session.asked}:
        raise Refused(N_("Question {number} has not been asked."), number=number)
    text = " ".join(text.split())
    recap = session.recap
    longest = LONGEST_LEAD if number is None else LONGEST_HEADLINE
    if len(text) > longest:
        raise Refused(N_("That has {length} characters; at most {limit} fit."), length=len(text), limit=longest)
    before = recap.lead if number is None else recap.headlines.get(number, "")
    return [] if text == before and number not in recap.used else [RecapWorded(at=now, by=by, number=number, text=text)]


def word_next(session: Session, text: str, now: datetime, by: int) -> list[Fact]:
    """Say what comes next, at the end of the recap; without a text the pack's own words stand there."""
    text = " ".join(text.split())
    if len(text) > LONGEST_NEXT:
        raise Refused(N_("That has {length} characters; at most {limit} fit."), length=len(text), limit=LONGEST_NEXT)
    return [] if text == session.recap.next else [NextWorded(at=now, by=by, text=text)]


def propose_lines(session: Session, lines: int, now: datetime) -> list[Fact]:
    """Take in that a model was asked for lines, unless it was before, or the recap was published meanwhile."""
    recap = session.recap
    is_wanted = session.phase is Phase.CLOSED and recap.drafted and not recap.published and not recap.proposed
    return [LinesProposed(at=now, lines=lines)] if is_wanted else []


def use_line(session: Session, number: int | None, line: str | None, now: datetime, by: int) -> list[Fact]:
    """Accept a model's line for the lead, or for a question, in place of what stands there; None takes it out."""
    return [] if session.recap.used.get(number) == line else [LineUsed(at=now, by=by, number=number, line=line)]


def publish_recap(session: Session, now: datetime, by: int, *, answers: int, digest: str, channel: int) -> list[Fact]:
    """Publish the draft of the recap; whoever comes second is told so."""
    may_publish_recap(session)
    return [RecapPublished(at=now, by=by, answers=answers, digest=digest, channel=channel)]


def may_publish_recap(session: Session) -> None:
    """Refuse to publish what is published already, or not made yet."""
    if session.recap.published:
        raise Refused(N_("The recap is published already; what you change now makes its next revision."))
    if not session.recap.drafted or session.phase is not Phase.CLOSED:
        raise Refused(N_("There is no draft of the recap yet; it comes when the chat is over."))


def revise_recap(session: Session, answers: int, digest: str, now: datetime) -> list[Fact]:
    """Make the draft anew, or the next revision, if the recap would say something else by now."""
    recap = session.recap
    if digest == recap.digest or session.phase not in (Phase.CLOSED, Phase.ARCHIVED):
        return []
    if recap.published:
        return [RecapPublished(at=now, answers=answers, digest=digest)]
    return [RecapDrafted(at=now, answers=answers, digest=digest)] if recap.drafted else []


def _must_have(session: Session, number: int) -> None:
    if session.phase not in UNASKED:
        raise Refused(N_("The chat is over."))
    if not 1 <= number <= len(session.questions):
        raise Refused(N_("There is no question {number}."), number=number)
