"""What must become visible in the room because of a fact.

An effect's key is unique in its session and says the same after a restart. Effects are kept in the outbox in this
order and performed one after another; `cards.py` says what they look like.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.core import preview
from bot.core.facts import (
    Announced,
    Archived,
    Asked,
    Cancelled,
    Closed,
    Extended,
    Fact,
    Opened,
    Paused,
    Resumed,
    Skipped,
    Summarised,
)
from bot.core.pack import AnswersMode
from bot.core.session import Session


class EffectKind(StrEnum):
    """What is to be done in the room. All but the last five make a new message."""

    PREVIEW = "preview"
    WELCOME = "welcome"
    QUESTION = "question"
    MOVED_ON = "moved-on"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    CLOSING = "closing"
    SUMMARY = "summary"
    CANCELLED = "cancelled"
    THREAD = "thread"
    CARD = "card"
    PIN = "pin"
    UNPIN = "unpin"
    ARCHIVE_THREAD = "archive-thread"


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing to do. `fact` is the place of its fact in the session (from 1), `number` the question it is about."""

    kind: EffectKind
    fact: int
    number: int | None = None

    @property
    def key(self) -> str:
        """What names this effect in its session: "question-3@7"."""
        number = "" if self.number is None else f"-{self.number}"
        return f"{self.kind}{number}@{self.fact}"


def effects_of(fact: Fact, before: Session, after: Session) -> list[Effect]:
    """Return what a fact makes visible, given the session before and after it, in the order to perform it."""
    place = after.facts
    match fact:
        case Announced():
            return [Effect(EffectKind.PREVIEW, place, part) for part in range(1 + len(preview.parts(after.pack)))]
        case Opened():
            return [Effect(EffectKind.WELCOME, place), Effect(EffectKind.PIN, place)]
        case Asked(number=number):
            return _asked(number, place, before)
        case Paused():
            return [Effect(EffectKind.PAUSED, place), *_card(before, place)]
        case Resumed():
            return [Effect(EffectKind.RESUMED, place), *_card(before, place)]
        case Extended():
            return [Effect(EffectKind.EXTENDED, place), *_card(before, place)]
        case Skipped():
            return _card(before, place)
        case Closed():
            return [Effect(EffectKind.CLOSING, place), *_card(before, place)]
        case Summarised():
            return [Effect(EffectKind.SUMMARY, place)]
        case Archived():
            return [Effect(EffectKind.UNPIN, place), *_archived_threads(before, place)]
        case Cancelled() if before.announced:
            return [Effect(EffectKind.CANCELLED, place)]
        case _:
            return []


def _asked(number: int, place: int, before: Session) -> list[Effect]:
    effects = [Effect(EffectKind.QUESTION, place, number)]
    threads = before.pack.answers is AnswersMode.THREADS
    if threads:
        effects.append(Effect(EffectKind.THREAD, place, number))
    effects += _card(before, place)
    if threads and before.current is not None:
        effects.append(Effect(EffectKind.MOVED_ON, place, before.current))
    return effects


def _card(before: Session, place: int) -> list[Effect]:
    """Return the edit that brings the current question's card up to date, if there is a card."""
    return [] if before.current is None else [Effect(EffectKind.CARD, place, before.current)]


def _archived_threads(before: Session, place: int) -> list[Effect]:
    if before.pack.answers is not AnswersMode.THREADS:
        return []
    return [Effect(EffectKind.ARCHIVE_THREAD, place, asking.number) for asking in before.asked]
