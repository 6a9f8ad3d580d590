"""The read model of a session's whole record, and how its parts are made from facts.

`adapters/export` has one writer per format for it.

A transcript is its head, its questions and events (all small), and two ways to walk through the contributions, in id
order and without holding them all: the answers filed under a question, and the channel (filed nowhere, or only by a
guess). What was deleted or left out of the record is nowhere in it.
"""

import itertools
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.core.base.contribution import Contribution
from bot.core.base.phase import TO_COME
from bot.core.base.place import RoomRef as RoomRef
from bot.core.record.filing import Filing
from bot.core.script.pack import Host, Reading
from bot.core.session import facts
from bot.core.session.facts import (
    AnswerReworded,
    AnswerSent,
    AnswerSetAside,
    AnswerWithdrawn,
    CoHostsAsked,
    Fact,
    FilingAsked,
    HostJoined,
    HostLeft,
    HostsTold,
    LeadTaken,
    Moderated,
    Notice,
    RecapDrafted,
    RecapPublished,
    Reminded,
)
from bot.core.session.landed import Stand
from bot.core.session.state import Session


@dataclass(frozen=True, slots=True)
class Expired:
    """What a session had when its words were deleted, kept long enough: how many messages, from how many people.

    `questions` has for each question how many answers by how many people; `digest` tells what its recap says since.
    """

    at: datetime
    messages: int
    people: int
    questions: Mapping[int, tuple[int, int]]
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What a transcript opens with. Instants are aware UTC; `zone` is the IANA zone to show them in.

    `names` tells what people, roles and channels are called, by id, as far as that was known at the end. A `public`
    record is the one for everybody; else it is the organisers'. `expired` says what there was before its words were
    deleted; None as long as they are kept. `off_record` are the times of which nothing is kept, each with its end
    (None: none was set) and with whether it was a thread alone. `opens_at` is when a session will open that is to come.
    """

    number: int
    title: str
    hashtag: str | None
    language: str
    zone: str
    room: RoomRef
    status: str
    opened_at: datetime | None
    closed_at: datetime | None
    hosts: tuple[Host, ...]
    by: str | None
    intro: str | None
    names: Mapping[int, str] = field(default_factory=dict)
    public: bool = False
    expired: Expired | None = None
    off_record: tuple[tuple[datetime, datetime | None, bool], ...] = ()
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A reading in the session's language; `url` is None where the pack knows no link."""

    title: str | None
    author: str | None
    outlet: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that was asked: number, text, when, its readings, and the link of its card (None if never shown).

    `short` is its name in a few words, if its author gave it one.
    """

    number: int
    text: str
    asked_at: datetime
    readings: tuple[ReadingLine, ...]
    link: str | None
    short: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What a host or the timer did ("asked", "paused" …), the question it concerns, and who (None: the timer).

    A `count` above one stands for so many of them, of which this is the first; `revision` says which recap it is.
    `whom` is who became a host or the lead, or is none any more: seldom the one who decided it.
    """

    at: datetime
    what: str
    question: int | None
    by: str | None
    count: int = 1
    whom: str | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """What an entry answers: the message's id, its author's name and the beginning of its text.

    Author and excerpt are None where the message is not in the record (a bot's card, or deleted); `removed`: its author
    had it taken out of the record.
    """

    id: int
    author: str | None
    excerpt: str | None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One contribution in a transcript: how it was filed, whether a host featured it, and the link to it.

    `thread_deleted`: it was said in a thread that somebody deleted, so the link leads nowhere any more. `pictures` are
    those of its attachments that are to be shown in place, by their digests. `aside`: a rule or a host keeps it out of
    the recap.
    """

    contribution: Contribution
    filing: Filing
    featured: bool
    reply: ReplyTo | None
    link: str
    thread_deleted: bool = False
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    aside: bool = False


class Transcript(Protocol):
    """A session's record, ready to be written in any format."""

    @property
    def head(self) -> Head:
        """What it opens with."""
        ...

    @property
    def questions(self) -> tuple[AskedQuestion, ...]:
        """The questions that were asked, by number."""
        ...

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened, in order."""
        ...

    def answers(self, number: int) -> AsyncIterator[Entry]:
        """Walk through the answers filed under question `number`, in the order in which they were said."""
        ...

    def channel(self) -> AsyncIterator[Entry]:
        """Walk through what was filed under no question, or only by a guess (`current`)."""
        ...


def head_of(session: Session, zone: str, names: Mapping[int, str]) -> Head:
    """Return what a session's transcript opens with; `zone` is used where its pack names none."""
    pack = session.pack
    return Head(
        number=session.number,
        title=pack.title.in_language(pack.language),
        hashtag=pack.hashtag,
        language=pack.language,
        zone=pack.schedule.zone if pack.schedule else zone,
        room=session.room,
        status=session.phase.value,
        opened_at=session.opened_at,
        closed_at=session.closed_at,
        hosts=pack.hosts,
        by=pack.by,
        intro=pack.intro.in_language(pack.language) if pack.intro else None,
        names=names,
        opens_at=session.opens_at if session.phase in TO_COME else None,
        off_record=tuple((each.since, each.until or session.closed_at, each.thread > 0) for each in session.stretches),
    )


def asked_questions(stand: Stand) -> tuple[AskedQuestion, ...]:
    """Return the questions that were asked, in the order of their numbers."""
    session = stand.session
    return tuple(
        AskedQuestion(
            number=asking.number,
            text=session.text_of(asking.number),
            asked_at=asking.at,
            readings=tuple(_line(r, session.pack.language) for r in session.question(asking.number).readings),
            link=session.room.link(card) if (card := stand.card(asking.number)) else None,
            short=session.short_of(asking.number),
        )
        for asking in sorted(session.asked, key=lambda asking: asking.number)
    )


def deleted_threads(stand: Stand, history: Iterable[Fact]) -> frozenset[int]:
    """Return the threads of questions that were deleted. What was said there is kept, since no member took it back."""
    told = (fact for fact in history if isinstance(fact, HostsTold) and fact.notice is Notice.THREAD_GONE)
    questions = {fact.number for fact in told}
    return frozenset(
        card for card, number in stand.cards().items() if number in questions and card != stand.thread(number)
    )


ABOUT_A_HOST = (HostJoined, HostLeft, LeadTaken)
UNTOLD: tuple[type[Fact], ...] = (
    Moderated,
    AnswerSent,
    AnswerSetAside,
    AnswerReworded,
    AnswerWithdrawn,
    CoHostsAsked,
    FilingAsked,
    HostsTold,
    RecapDrafted,
)
"""What is nobody's business but the hosts' and a member's, or only the bot's own: that it asked or told the hosts."""


def events_of(history: Iterable[Fact], names: Mapping[int, str]) -> tuple[Event, ...]:
    """Return what happened, in order; `names` tells whom a fact is by.

    What is `UNTOLD` is left out, and reminders that nobody had asked for.
    """
    published = itertools.count(1)
    return tuple(
        Event(
            at=fact.at,
            what=facts.NAMES[type(fact)],
            question=getattr(fact, "number", None),
            by=None if fact.by is None else names.get(fact.by, str(fact.by)),
            whom=names.get(fact.person, str(fact.person)) if isinstance(fact, ABOUT_A_HOST) else None,
            revision=next(published) if isinstance(fact, RecapPublished) else 1,
        )
        for fact in history
        if not isinstance(fact, UNTOLD) and not (isinstance(fact, Reminded) and not fact.people)
    )


def _line(reading: Reading, language: str) -> ReadingLine:
    title = reading.title.in_language(language) if reading.title else None
    return ReadingLine(title, reading.author, reading.outlet, reading.url)
