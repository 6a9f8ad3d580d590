"""The record, as the use cases see it: sessions with their facts and outbox, what was said, what is planned."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.app.ports.attachments import KeptFiles
from bot.app.ports.listings import Lists
from bot.app.ports.own_words import Choices, Erasures, Expiries
from bot.app.ports.pending_answers import PendingAnswers
from bot.app.ports.values import Call, Claim, Indexed, Pending, Place, Reaction, SaidAt, Stored
from bot.core.base.contribution import Contribution, Person
from bot.core.base.place import RoomRef
from bot.core.moderation.judged import Judgement
from bot.core.record.filing import Trace
from bot.core.requests.searching import Query
from bot.core.requests.tickets import SignIn, Ticket
from bot.core.script.pack import Pack
from bot.core.script.slots import Slot
from bot.core.script.suggestion import Suggestion
from bot.core.session.cases import Case
from bot.core.session.effects.base import Effect
from bot.core.session.facts import Fact
from bot.core.session.state import Session


class Sessions(Protocol):
    """Sessions, their facts and their outbox. A commit is durable when the call returns."""

    installation: str
    """An id of this database, the same for its whole life."""

    async def create(
        self, pack: Pack, room: RoomRef, facts: Sequence[Fact], key: str | None, *, rehearsal: bool = False
    ) -> Stored:
        """Store a new session with its first facts; raise `AlreadyDone` if the key was used before.

        Raises `Taken` if another chat is set for that time in the same channel: whoever commits first has it.
        """
        ...

    async def commit(self, before: Session, facts: Sequence[Fact], effects: Sequence[Effect], key: str | None) -> None:
        """Append facts and plan their effects in one transaction.

        Raises `Conflict` if the session has other facts by now, `AlreadyDone` if the key was used before.
        """
        ...

    async def call(self, guild: int, *, session: int | None = None, post: tuple[int, int] | None = None) -> None:
        """Call the process whose server this is: it is to read a session again, or to remove a post of the bot's."""
        ...

    async def calls(self) -> list[Call]:
        """Return the calls to this process, oldest first. Each commit in a session of another process makes one."""
        ...

    async def answered(self, call: Call) -> None:
        """Drop a call: what it asked for is done."""
        ...

    async def session_with(self, key: str) -> int | None:
        """Return the session that a request with this key was about, if it was carried out before."""
        ...

    async def load(self, number: int) -> Stored:
        """Return a session; raise `NotFound` if there is none with this number."""
        ...

    async def facts(self, number: int, *, after: int = 0) -> list[Fact]:
        """Return the facts of a session in order; only those after a number of them, if one is given."""
        ...

    async def cause(self, number: int, effect: Effect) -> Fact:
        """Return the fact of a session from which an effect follows."""
        ...

    async def waiting_since(self) -> datetime | None:
        """Return when the oldest effect was decided that is not in the room yet; None if all are there."""
        ...

    async def pending(self, number: int) -> list[Pending]:
        """Return a session's unfinished effects in the order in which to perform them."""
        ...

    async def claim(self, number: int, effect: Effect, claim: Claim) -> None:
        """Note that an effect is about to be performed."""
        ...

    async def done(self, number: int, effect: Effect, message: int | None) -> None:
        """Note that an effect is in the room, as this message if it made one."""
        ...

    async def poster_of(self, message: int) -> int | None:
        """Return the session whose post a message is; None if it is no post that the record knows."""
        ...

    async def give_up(self, number: int, effect: Effect, reason: str) -> None:
        """Note that an effect will not be performed, and why."""
        ...


class Contributions(Protocol):
    """What members said. Writing the same twice changes nothing; an older text never replaces a newer one."""

    async def save(self, session: int, *said: Contribution) -> None:
        """Store contributions or their newer texts, all or none; nothing happens to those that were deleted before.

        A name that is only an account's never replaces a known one.
        """
        ...

    async def deleted(self) -> list[tuple[int, int]]:
        """Return the messages that their authors deleted, each with its session before it."""
        ...

    async def delete(self, session: int, messages: Iterable[int], *, with_cases: bool = True) -> None:
        """Remove the content of messages for good, also of those that were never seen; keep only that they were.

        What cases repeat of them goes, too, unless another message of the case says the same, or `with_cases` is off:
        what hosts rejected is theirs to look at again.
        """
        ...

    async def react(self, session: int, reaction: Reaction, *, on: bool) -> None:
        """Add one person's reaction, or take it off."""
        ...

    async def reactions(self, session: int, message: int) -> set[Reaction]:
        """Return the reactions to a message, person by person."""
        ...

    async def reactors(self, session: int) -> list[tuple[int, int]]:
        """Return who reacted to what, each person once for a message, as (message, person) in that order."""
        ...

    async def clear_reactions(self, session: int, message: int, emoji: str | None) -> None:
        """Take off all reactions of a message, or all with one emoji."""
        ...

    async def add_thread(self, session: int, thread: int) -> None:
        """Remember that a thread in the session's channel belongs to it."""
        ...

    async def threads(self, session: int) -> list[int]:
        """Return the members' own threads that belong to a session."""
        ...

    async def mark(self, session: int, channel: int) -> int:
        """Return the id up to which a channel was read completely; 0 if it never was."""
        ...

    async def set_mark(self, session: int, channel: int, upto: int) -> None:
        """Note that a channel was read completely up to an id; an older mark never replaces a newer one."""
        ...

    def traces(self, session: int) -> AsyncIterator[Trace]:
        """Walk, in the order of ids, through what filing needs to know of every message, deleted ones included."""
        ...

    async def held(self, session: int, channel: int) -> list[int]:
        """Return the ids of a session's messages in a channel, but for the deleted ones."""
        ...

    def read(self, session: int, messages: Sequence[int]) -> AsyncIterator[Contribution]:
        """Walk through the contributions with these ids, in the order given; deleted ones are left out."""
        ...

    async def session_of(self, message: int) -> int | None:
        """Return the session in whose record a message is; None if it is in none."""
        ...

    async def author_of(self, session: int, message: int) -> int | None:
        """Return who said something; None if it is not in the record."""
        ...

    async def said_by(self, session: int, people: Sequence[int]) -> list[int]:
        """Return the ids of what these people said in a session, in order; deleted messages are left out."""
        ...

    async def said_by_each(self, session: int) -> list[tuple[int, list[int]]]:
        """Return who said something in a session, each with the ids of it in order; deleted messages are left out."""
        ...

    async def know(self, session: int, person: Person) -> None:
        """Remember the name of somebody who takes part in a session without having said anything, a host perhaps."""
        ...

    async def names(self, session: int) -> dict[int, str]:
        """Return the names of all who took part in a session or were mentioned, and of roles and channels, by id."""
        ...


class Texts(Protocol):
    """Texts and the index of them. What is changed, deleted or erased is out of the index with the same commit."""

    async def texts_with(self, sessions: Sequence[int], query: Query, before: Place, most: int) -> list[SaidAt]:
        """Return what was said in sessions that may have all words of a query: newest session first, newest first.

        All comes `before` that place; there are at most so many. What has the words is among it; what has not may be.
        Of whom somebody searches for by name it is all from whoever is called so in one of the sessions.
        """
        ...

    async def to_index(self, after: Place, most: int) -> list[SaidAt]:
        """Return what is not in the index yet, in order from after a place on, at most so many."""
        ...

    async def index(self, rows: Sequence[Indexed]) -> None:
        """Take texts into the index with their tokens; what was changed meanwhile is left as it is."""
        ...


class Planning(Protocol):
    """What is planned around sessions."""

    async def remind(self, channel: int, session: int, person: int) -> None:
        """Remember that somebody wants to be reminded: of a session, or (0) of all to come in the channel."""
        ...

    async def stop_reminding(self, channel: int, person: int) -> None:
        """Forget all reminders of somebody in a channel."""
        ...

    async def to_remind(self, channel: int, session: int) -> list[int]:
        """Return who is to be reminded of a session, in the order of their ids."""
        ...

    async def add_slot(self, slot: Slot) -> Slot:
        """Store a slot and return it with its id."""
        ...

    async def remove_slot(self, slot: int) -> None:
        """Remove a slot and its queue."""
        ...

    async def slots(self) -> list[Slot]:
        """Return all slots."""
        ...

    async def set_queue(self, slot: int, packs: Sequence[str]) -> None:
        """Let these packs, by name, wait for a slot in this order."""
        ...

    async def queue(self, slot: int) -> list[str]:
        """Return the names of the packs that wait for a slot."""
        ...

    async def add_pack(self, guild: int, name: str, text: str, by: int) -> None:
        """Store a server's pack as YAML, in place of one with the same name."""
        ...

    async def remove_pack(self, guild: int, name: str) -> None:
        """Remove a server's pack."""
        ...

    async def packs(self, guild: int) -> dict[str, str]:
        """Return a server's packs as YAML, by name."""
        ...

    async def suggest(self, suggestion: Suggestion) -> int:
        """Store a suggestion and return its id."""
        ...

    async def suggestion(self, id: int) -> Suggestion | None:
        """Return a suggestion."""
        ...

    async def new_suggestions(self) -> list[Suggestion]:
        """Return the suggestions that nobody has decided about, oldest first."""
        ...

    async def undecided(self, channel: int, person: int) -> int:
        """Return how many of a person's suggestions for a channel nobody has decided about."""
        ...

    async def accepted(self, channel: int) -> list[Suggestion]:
        """Return the accepted suggestions that wait for the next chat in a channel."""
        ...

    async def set_suggestion(self, id: int, state: str, text: str) -> None:
        """Note what became of a suggestion, and its last text."""
        ...


class Cases(Protocol):
    """What was brought before the hosts. What was done about it is in the facts of the sessions."""

    async def open_case(self, case: Case) -> int:
        """Store a case, unless there is one about the same rule and matter, and return the number of that."""
        ...

    async def case(self, id: int) -> Case | None:
        """Return a case."""
        ...

    async def case_about(self, session: int, rule: str, matter: int) -> Case | None:
        """Return a session's case about a rule and a matter."""
        ...

    async def cases_with(self, session: int, message: int) -> list[int]:
        """Return the numbers of a session's cases that are about a message, among others perhaps."""
        ...

    async def cases(self, session: int) -> list[Case]:
        """Return a session's cases, oldest first."""
        ...

    async def add_to_case(self, id: int, messages: Sequence[tuple[int, int]]) -> None:
        """Note that a case is also about these messages, each with who wrote it."""
        ...

    async def add_reason(self, id: int, line: str, person: int) -> None:
        """Add what a member told the hosts to a case, unless it has that line, and note whose line it is."""
        ...

    async def told_by(self, session: int, person: int) -> list[str]:
        """Return the lines that somebody told the hosts about a session's cases."""
        ...

    async def messages_of_case(self, id: int) -> list[tuple[int, int]]:
        """Return the messages of a case with their authors, oldest first."""
        ...

    async def messages_by_case(self, session: int) -> dict[int, list[int]]:
        """Return the messages of all of a session's cases, by case."""
        ...

    async def deliver_later(self, guild: int, person: int, case: int, text: str) -> None:
        """Keep what a member was to be told privately and could not, in place of what was kept about the same case.

        What is about a pending answer has its number below zero, what is about a suggestion far below.
        """
        ...

    async def undelivered(self, guild: int, person: int) -> list[tuple[int, str]]:
        """Return what a member is still to be told, with the case that it is about, oldest first."""
        ...

    async def delivered(self, guild: int, person: int, case: int) -> None:
        """Note that a member was told what waited about a case."""
        ...


class Judgements(Protocol):
    """What hosts found fine or not, as fingerprints and sites of links; each is of a session, and goes with it."""

    async def judge(self, session: int, judgements: Sequence[Judgement]) -> None:
        """Keep judgements; each takes the place of the one on the same mark, rule and person in that session."""
        ...

    async def judgements(self, guild: int) -> list[Judgement]:
        """Return all judgements of a server."""
        ...

    async def forget_judgements(self, guild: int) -> None:
        """Drop all judgements of a server."""
        ...


class Tickets(Protocol):
    """Links into the archive that were given out. Only a digest of each is kept: it opens nothing."""

    async def add_ticket(self, digest: str, ticket: Ticket) -> None:
        """Keep a ticket under the digest of its link; its `id` is given by the store."""
        ...

    async def tickets_with(self, digests: Sequence[str]) -> list[Ticket]:
        """Return the tickets of links, revoked ones and those that have ended included."""
        ...

    async def tickets_of(self, channel: int) -> list[Ticket]:
        """Return the tickets to a channel and its sessions, newest first."""
        ...

    async def revoke_ticket(self, channel: int, id: int, at: datetime) -> None:
        """Let a ticket to a channel, or to one of its sessions, open nothing from now on."""
        ...

    async def use_ticket(self, id: int, at: datetime) -> None:
        """Note that a link was opened."""
        ...


class SignIns(Protocol):
    """Who is signed in to the archive. Only a digest of what their browser holds is kept."""

    async def add_sign_in(self, digest: str, sign_in: SignIn, now: datetime) -> None:
        """Keep a sign-in under the digest of its word, and drop those that have ended."""
        ...

    async def sign_in_with(self, digest: str) -> SignIn | None:
        """Return a sign-in, one that has ended included."""
        ...

    async def end_sign_ins(self, person: int) -> None:
        """Drop all sign-ins of a person."""
        ...

    async def hosted_by(self, person: int) -> list[int]:
        """Return the sessions of which somebody is a host, or was one."""
        ...


class Store(
    Sessions,
    Lists,
    Contributions,
    Texts,
    KeptFiles,
    Choices,
    Planning,
    Cases,
    Judgements,
    PendingAnswers,
    Tickets,
    SignIns,
    Erasures,
    Expiries,
    Protocol,
):
    """The whole record. `backlog` is how many writes wait to be committed."""

    @property
    def backlog(self) -> int:
        """How many writes wait to be committed."""
        ...

    async def settled(self) -> None:
        """Return once everything that was written before is committed; raise `StoreError` if nothing can be."""
        ...

    async def tidy(self) -> None:
        """Give back to the disk what the record does not need any more."""
        ...

    async def turn(self, key: int, apart: timedelta, now: datetime) -> timedelta:
        """Return how long to wait before a session with Discord; the next with this key comes so much later.

        Whichever process asks: each has a turn of its own.
        """
        ...

    async def count_start(self, at: datetime, *, forget: datetime) -> None:
        """Note that a session with Discord is begun, and forget those from before an instant."""
        ...

    async def starts(self, since: datetime) -> list[datetime]:
        """Return when sessions with Discord were begun, by any process."""
        ...

    async def recall(self, key: str) -> str | None:
        """Return what was noted under a key."""
        ...

    async def noted(self, prefix: str) -> list[str]:
        """Return the keys that begin with this and under which something is noted."""
        ...

    async def note(self, key: str, value: str) -> None:
        """Note something about the installation, in place of what was noted under the key before."""
        ...
