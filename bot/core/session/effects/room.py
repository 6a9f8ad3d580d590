"""Effects in the room: what members see of the course of a chat."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.script.pack import AnswersMode
from bot.core.session.effects.base import Effect, Lane
from bot.core.session.facts import (
    Announced,
    Archived,
    Asked,
    BackOnRecord,
    Cancelled,
    Cause,
    Closed,
    EndMoved,
    Extended,
    Fact,
    HostsTold,
    Moved,
    Notice,
    Opened,
    Paused,
    QuestionAdded,
    QuestionEdited,
    RecapPublished,
    Reminded,
    Repeated,
    Resumed,
    Skipped,
    WentOffRecord,
)
from bot.core.session.state import Phase, Session

MOST_PINGS = 80
"""How many people one message mentions; each id takes up to 23 of its 2,000 characters."""


@dataclass(frozen=True, slots=True)
class PreviewPost(Effect):
    """Post part `part` of the preview (from 0)."""

    part: int
    name: ClassVar[str] = "preview"
    comes_once: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class EditPreview(Effect):
    """Bring part `part` of the preview (from 0) up to date."""

    part: int
    name: ClassVar[str] = "preview-edit"
    is_change: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class MovedLine(Effect):
    """Say that the opening is at another time."""

    name: ClassVar[str] = "moved"


@dataclass(frozen=True, slots=True)
class Reminder(Effect):
    """Mention those who asked for it; part `part` of them (from 0)."""

    part: int
    name: ClassVar[str] = "reminder"


@dataclass(frozen=True, slots=True)
class Welcome(Effect):
    """Post the welcome, which is also the live board."""

    name: ClassVar[str] = "welcome"
    comes_once: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class QuestionCard(Effect):
    """Post the card of question `number`."""

    number: int
    name: ClassVar[str] = "question"
    comes_once: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class MovedOnLine(Effect):
    """Say in the thread of question `number` that the next one is asked."""

    number: int
    name: ClassVar[str] = "moved-on"
    in_thread: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PausedLine(Effect):
    """Say that the clock is stopped."""

    name: ClassVar[str] = "paused"


@dataclass(frozen=True, slots=True)
class ResumedLine(Effect):
    """Say that the clock is running again."""

    name: ClassVar[str] = "resumed"


@dataclass(frozen=True, slots=True)
class OffRecordLine(Effect):
    """Say where the record stops: in a thread, or (0) everywhere."""

    thread: int
    name: ClassVar[str] = "off-record"


@dataclass(frozen=True, slots=True)
class OnRecordLine(Effect):
    """Say where what is said is recorded again: in a thread, or (0) everywhere."""

    thread: int
    name: ClassVar[str] = "on-record"


@dataclass(frozen=True, slots=True)
class ExtendedLine(Effect):
    """Say until when the running part goes on now."""

    name: ClassVar[str] = "extended"


@dataclass(frozen=True, slots=True)
class EndMovedLine(Effect):
    """Say when the chat closes now."""

    name: ClassVar[str] = "end-moved"


@dataclass(frozen=True, slots=True)
class RepeatedLine(Effect):
    """Point at question `number` once more."""

    number: int
    name: ClassVar[str] = "repeated"


@dataclass(frozen=True, slots=True)
class ClosingPost(Effect):
    """Post the end of the hour."""

    name: ClassVar[str] = "closing"
    comes_once: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class SummaryPost(Effect):
    """Post the recap."""

    name: ClassVar[str] = "summary"
    comes_once: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Afterword(Effect):
    """Post what the recap has to tell beside quotes: the line of the night, what to do next, the next chat."""

    name: ClassVar[str] = "afterword"
    comes_once: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class CancelledLine(Effect):
    """Say that the chat is called off."""

    name: ClassVar[str] = "cancelled"
    comes_once: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class StartThread(Effect):
    """Make a thread from the card of question `number`."""

    number: int
    name: ClassVar[str] = "thread"
    lane: ClassVar[Lane] = Lane.THREADS
    is_change: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class EditCard(Effect):
    """Bring the card of question `number` up to date."""

    number: int
    name: ClassVar[str] = "card"
    is_change: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PinBoard(Effect):
    """Pin the board."""

    name: ClassVar[str] = "pin"
    is_change: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class UnpinBoard(Effect):
    """Take the board's pin off."""

    name: ClassVar[str] = "unpin"
    is_change: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class ArchiveThread(Effect):
    """Fold the thread of question `number` away."""

    number: int
    name: ClassVar[str] = "archive-thread"
    is_change: ClassVar[bool] = True
    in_thread: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class EditSummary(Effect):
    """Show the next revision in the recap's post."""

    name: ClassVar[str] = "revision"
    is_change: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class ShowEvent(Effect):
    """Bring the platform's scheduled event up to date."""

    name: ClassVar[str] = "event"
    is_change: ClassVar[bool] = True


def of_course(fact: Fact, before: Session, after: Session) -> list[Effect]:
    """Return what a fact about the course of a chat makes visible."""
    place = after.facts
    match fact:
        case Announced():
            return [PreviewPost(place, part) for part in range(1 + len(after.preview))]
        case Moved() if before.announced:
            return [EditPreview(place, 0), MovedLine(place)]
        case Reminded(people=people):
            return [Reminder(place, part) for part in range(-(-people // MOST_PINGS))]
        case Opened():
            return [Welcome(place), PinBoard(place), *_readings(before, after)]
        case Asked(number=number):
            return _asked(number, place, before)
        case Skipped():
            return _card(before, place)
        case QuestionEdited(number=number):
            cards = [EditCard(place, number)] if any(asking.number == number for asking in before.asked) else []
            return [*_listed(number, after), *cards]
        case QuestionAdded() if before.announced and before.opened_at is None:
            return [EditPreview(place, 0), PreviewPost(place, len(after.preview))]
        case Repeated(number=number) if number in before.cardless:
            return _question(number, place, before)
        case Repeated(number=number):
            return [RepeatedLine(place, number)]
        case HostsTold(notice=Notice.RECAP_MOVED):
            return [SummaryPost(place), Afterword(place)]
        case HostsTold(number=int(number)) if number not in after.cardless:  # its card says where to answer
            return [EditCard(place, number)]
        case Closed():
            return [ClosingPost(place), *_card(before, place)]
        case RecapPublished():
            first = EditSummary(place) if before.recap.published else SummaryPost(place)
            is_news = before.phase is not Phase.ARCHIVED or after.recap.marks
            return [first, Afterword(place)] if is_news else [first]  # months later only for what hosts marked
        case Archived():
            taken_off = [EditCard(place, a.number) for a in before.asked if after.is_reviewed(a.number)]
            return [UnpinBoard(place), *taken_off, *_archived_threads(before, place)]
        case Cancelled():
            return _called_off(before, place)
        case _:
            return []


def of_words(session: Session) -> list[Effect]:
    """Return what shows all questions of a session anew; no fact plans it, for words of theirs were erased."""
    previews = [EditPreview(session.facts, part) for part, _ in enumerate(session.preview, 1)]
    recap = [EditSummary(session.facts)] if session.recap.published else []
    return [*previews, *(EditCard(session.facts, asking.number) for asking in session.asked), *recap]


def _readings(before: Session, after: Session) -> list[Effect]:
    """Return the reading list that goes with the welcome of a chat that was not announced."""
    if before.announced:
        return []
    return [PreviewPost(after.facts, part) for part in range(1, 1 + len(after.preview))]


def _listed(number: int, after: Session) -> list[Effect]:
    """Return the edit of the preview's post that lists a question, if one may be in the room."""
    return [EditPreview(after.facts, part) for part, numbers in enumerate(after.preview, 1) if number in numbers]


def _called_off(before: Session, place: int) -> list[Effect]:
    """Return what calls off a chat that people know of: one that was announced, or has opened."""
    preview = [EditPreview(place, 0)] if before.announced else []
    if before.opened_at is None:
        return [*preview, CancelledLine(place)] if before.announced else []
    return [*preview, CancelledLine(place), *_card(before, place), UnpinBoard(place), *_archived_threads(before, place)]


def of_clock(fact: Fact, before: Session, after: Session, lost: frozenset[int]) -> list[Effect]:
    """Return what a stopped, running or changed clock makes visible; `lost` are questions whose cards were refused."""
    place = after.facts
    match fact:
        case Paused(cause=None | Cause.OUTAGE):
            return [PausedLine(place), *_card(before, place)]
        case Resumed():
            again = _question(before.current, place, before) if before.current in lost else _card(before, place)
            return [ResumedLine(place), *again]
        case Extended():
            return [ExtendedLine(place), *_card(before, place)]
        case EndMoved():
            return [EndMovedLine(place), *_card(before, place)]
        case WentOffRecord(thread=thread):
            return [OffRecordLine(place, thread)]
        case BackOnRecord(thread=thread):
            ended = [each.thread for each in before.off_record if thread in (0, each.thread)]
            return [OnRecordLine(place, each) for each in dict.fromkeys(ended)]
        case _:
            return []


def of_event(fact: Fact, after: Session) -> list[Effect]:
    """Return the change to the platform's scheduled event that goes with a fact; what begins at once has none."""
    if after.rehearsal or not after.was_set_ahead or not isinstance(fact, _MOVE_EVENT):
        return []
    return [ShowEvent(after.facts)]


_MOVE_EVENT = (Announced, Moved, Opened, Extended, EndMoved, Closed, Cancelled)


def _asked(number: int, place: int, before: Session) -> list[Effect]:
    effects = [*_question(number, place, before), *_card(before, place)]
    if before.pack.answers is AnswersMode.THREADS and before.current is not None:
        effects.append(MovedOnLine(place, before.current))
    return effects


def _question(number: int | None, place: int, session: Session) -> list[Effect]:
    assert number is not None
    card = QuestionCard(place, number)
    return [card, StartThread(place, number)] if session.pack.answers is AnswersMode.THREADS else [card]


def _card(before: Session, place: int) -> list[Effect]:
    """Return the edit that brings the current question's card up to date, if there is a card."""
    return [] if before.current is None else [EditCard(place, before.current)]


def _archived_threads(before: Session, place: int) -> list[Effect]:
    if before.pack.answers is not AnswersMode.THREADS:
        return []
    return [ArchiveThread(place, asking.number) for asking in before.asked]
