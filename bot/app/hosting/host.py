"""What hosts ask for → facts. Every method returns after the commit; the room follows by itself.

`key` names the request (an interaction's id), so that the same request twice does one thing. Requests that the rules
do not allow raise `Refused`, those that may be a slip `Doubtful`; nothing was changed then. The session is the one that
is meant in the channel in which the host speaks, unless `about` names another.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.app.live.counting import is_answered
from bot.app.live.sessions import Live, LiveSessions
from bot.app.ports.clock import Clock
from bot.app.ports.room import Room
from bot.app.ports.store import Store
from bot.app.ports.values import AlreadyDone, Taken
from bot.core.base.contribution import Person
from bot.core.base.errors import NotFound, Phrase, Refused
from bot.core.base.place import RoomRef
from bot.core.base.words import N_
from bot.core.script.pack import MAX_QUESTIONS, AnswersMode, HostRole, Pack, Question, Reading, Text
from bot.core.script.suggestion import Suggestion
from bot.core.session import decisions, edits
from bot.core.session.facts import Fact, Scheduled
from bot.core.session.state import Phase, Session
from bot.core.session.timetable import closes_at, ends_at
from bot.core.text.showing.posts import name

Request = Callable[[Session, datetime, int], Sequence[Fact]]

MOST_AHEAD = 50
"""How many chats a server has ahead at most."""

NOT_FIT = N_("A chat needs a text channel; threads, forums, voice and stage channels do not work.")


class Host:
    """The host's side of a chat."""

    def __init__(self, live: LiveSessions, store: Store, room: Room, clock: Clock, publish_after: timedelta) -> None:
        self._live = live
        self._store = store
        self._room = room
        self._clock = clock
        self._publish_after = publish_after
        self._about: int | None = None

    def about(self, session: int) -> "Host":
        """Return the same use cases for one session, whichever is meant in the channel."""
        host = copy.copy(self)
        host._about = session
        return host

    async def start(
        self,
        pack: Pack,
        room: RoomRef,
        *,
        by: Person | None,
        opens_at: datetime | None = None,
        speed: float | None = None,
        key: str | None = None,
    ) -> Session:
        """Set a session: to open at an instant, or at once. Two chats never run in one channel at the same time.

        With a `speed` it is a rehearsal: everything that many times faster, nobody pinged, kept out of lists.
        """
        if done := await self._done_before(key):
            return done.session
        now = self._clock.now()
        opens_at = opens_at or now
        pack = replace(pack, timing=replace(pack.timing, publish=self._publish_after))
        if not speed:
            self._must_not_be_full(room)
        suggested = [] if speed else await self._suggested(pack, room.channel)
        pack = pack.faster(speed) if speed else _with(pack, suggested)
        self.must_be_possible(pack, room.channel, opens_at)
        if not self._room.abilities(room.channel).can_make_threads:
            pack = replace(pack, answers=AnswersMode.CHANNEL)
        fact = Scheduled(at=now, by=by.id if by else None, opens_at=opens_at)
        try:
            live = await self._live.create(pack, room, [fact], key, rehearsal=speed is not None)
        except AlreadyDone:
            done = await self._done_before(key)
            assert done is not None
            return done.session
        except Taken as error:
            raise Refused(
                N_("Somebody else has just scheduled a chat for that time in this channel; see it with /tchat status.")
            ) from error
        for suggestion in suggested:
            await self._store.set_suggestion(suggestion.id, "used", suggestion.text)
        if by is not None:
            await self._store.know(live.session.number, by)
        return live.session

    def must_be_possible(self, pack: Pack, channel: int, opens_at: datetime) -> None:
        """Refuse what could not be started then in that channel, so that nobody confirms it in vain."""
        abilities = self._room.abilities(channel)
        if not abilities.is_fit:
            raise Refused(NOT_FIT)
        if not abilities.can_post:
            name = Phrase(abilities.missing[0])
            raise Refused(N_("I cannot post in that channel: give me {name} there, then try again."), name=name)
        self._must_be_free(channel, opens_at, ends_at(pack, opens_at))

    def _must_not_be_full(self, room: RoomRef) -> None:
        """Refuse one chat more where a server has so many ahead that nobody can mean it."""
        ahead = (Phase.SCHEDULED, Phase.HELD)
        sessions = [live.session for live in self._live if live.session.room.guild == room.guild]
        if sum(each.phase in ahead and not each.rehearsal for each in sessions) >= MOST_AHEAD:
            raise Refused(
                N_("This server has {limit} chats ahead already; call one off with /tchat cancel first."),
                limit=MOST_AHEAD,
            )

    def must_be_movable(self, session: Session, opens_at: datetime) -> None:
        """Refuse another opening time for a chat where it would clash with another chat in its channel."""
        self._must_be_free(session.room.channel, opens_at, ends_at(session.script, opens_at), but=session.number)

    async def next(self, channel: int, by: Person, key: str | None = None, *, sure: bool = False) -> Session:
        """Ask the next question now."""
        return await self._request(channel, by, key, partial(decisions.ask_next, sure=sure))

    async def ask(
        self, channel: int, text: str, by: Person, key: str | None = None, *, url: str = "", sure: bool = False
    ) -> Session:
        """Ask a question that is not in the pack, perhaps with a link to read."""

        def request(session: Session, now: datetime, person: int) -> Sequence[Fact]:
            return decisions.ask_extra(session, _question(session, text, url), now, person, sure=sure)

        return await self._request(channel, by, key, request)

    async def extend(self, channel: int, minutes: int, by: Person, key: str | None = None) -> Session:
        """Give the running part more time."""

        def request(session: Session, now: datetime, person: int) -> Sequence[Fact]:
            return decisions.extend(session, timedelta(minutes=minutes), now, person)

        return await self._request(channel, by, key, request)

    async def off_record(
        self, channel: int, minutes: int | None, by: Person, key: str | None = None, *, thread: int = 0
    ) -> Session:
        """Keep nothing of what is said for some minutes, in a thread or everywhere; 0 minutes: record it again."""

        def request(session: Session, now: datetime, person: int) -> Sequence[Fact]:
            return decisions.go_off_record(session, minutes, thread, now, person)

        return await self._request(channel, by, key, request)

    async def skip(self, channel: int, by: Person, key: str | None = None, *, sure: bool = False) -> Session:
        """Leave out the question that would come next."""
        return await self._request(channel, by, key, partial(decisions.skip, sure=sure))

    async def put_back(self, channel: int, number: int, by: Person, key: str | None = None) -> Session:
        """Let a question that was skipped come next after all."""

        def request(session: Session, now: datetime, person: int) -> Sequence[Fact]:
            return decisions.put_back(session, number, now, person)

        return await self._request(channel, by, key, request)

    async def join(self, channel: int, suggestion: Suggestion, by: Person, key: str) -> Session | None:
        """Let a suggested question join the chat that opens next in a channel; None where none is set, or it is full.

        The same suggestion joins one chat, however often it is accepted.
        """
        ahead = [
            live
            for live in self._live
            if live.session.room.channel == channel
            and live.session.phase in (Phase.SCHEDULED, Phase.HELD)
            and not live.session.rehearsal
        ]
        live = min(ahead, key=lambda live: (live.session.opens_at, live.session.number), default=None)
        if live is None:
            return None
        now = self._clock.now()
        question = _suggested(suggestion, live.session.pack.language)
        try:
            await self._live.record(live, lambda session: decisions.join(session, question, now, by.id), key)
        except Refused:
            return None
        await self._store.know(live.session.number, by)
        return live.session

    async def pause(self, channel: int, by: Person, key: str | None = None) -> Session:
        """Stop the clock."""
        return await self._request(channel, by, key, decisions.pause)

    async def resume(self, channel: int, by: Person, key: str | None = None) -> Session:
        """Let the clock go on."""
        return await self._request(channel, by, key, decisions.resume)

    async def close(self, channel: int, by: Person, key: str | None = None, *, sure: bool = False) -> Session:
        """End the chat; where nobody has answered, it is called off."""
        answered = await is_answered(self._store, (await self._meant(channel)).stand)
        return await self._request(channel, by, key, partial(decisions.close, answered=answered, sure=sure))

    async def cancel(self, channel: int, by: Person, key: str | None = None, *, sure: bool = False) -> Session:
        """Call off what has not opened, or what nobody has answered."""
        answered = await is_answered(self._store, (await self._meant(channel)).stand)
        return await self._request(channel, by, key, partial(decisions.cancel, answered=answered, sure=sure))

    async def move(self, channel: int, opens_at: datetime, by: Person, key: str | None = None) -> Session:
        """Let a session that is set open at another instant."""

        def request(session: Session, now: datetime, person: int) -> Sequence[Fact]:
            facts = decisions.move(session, opens_at, now, person)
            self.must_be_movable(session, opens_at)
            return facts

        return await self._request(channel, by, key, request)

    async def move_end(self, channel: int, closes: datetime, by: Person, key: str | None = None) -> Session:
        """Let the chat close at an instant; the questions to come share the time."""

        def request(session: Session, now: datetime, person: int) -> Sequence[Fact]:
            return decisions.move_end(session, closes, now, person)

        return await self._request(channel, by, key, request)

    async def edit(self, channel: int, number: int, text: str, by: Person, key: str | None = None) -> Session:
        """Give a question another text; its readings and its length stay."""

        def request(session: Session, now: datetime, person: int) -> Sequence[Fact]:
            question = _question(session, text)
            if 0 < number <= len(session.questions):
                question = replace(session.question(number), ask=question.ask)
            return edits.edit_question(session, number, question, now, person)

        return await self._request(channel, by, key, request)

    async def reorder(self, channel: int, number: int, place: int, by: Person, key: str | None = None) -> Session:
        """Let a question come at another place among those to come (0: next)."""

        def request(session: Session, now: datetime, person: int) -> Sequence[Fact]:
            return edits.move_question(session, number, place, now, person)

        return await self._request(channel, by, key, request)

    async def repeat(self, channel: int, by: Person, key: str | None = None) -> Session:
        """Show the current question again."""
        return await self._request(channel, by, key, edits.repeat)

    async def post_again(self, channel: int, number: int, by: Person, key: str | None = None) -> Session:
        """Post the card of a question again that was deleted."""

        def request(session: Session, now: datetime, person: int) -> Sequence[Fact]:
            return edits.post_again(session, number, now, person)

        return await self._request(channel, by, key, request)

    async def add_host(
        self, channel: int, person: Person, role: HostRole, by: Person, key: str | None = None
    ) -> Session:
        """Let a member host the session, too."""

        def request(session: Session, now: datetime, asker: int) -> Sequence[Fact]:
            return edits.add_host(session, person.id, role, now, asker)

        session = await self._request(channel, by, key, request)
        await self._store.know(session.number, person)
        return session

    async def remove_host(self, channel: int, person: Person, by: Person, key: str | None = None) -> Session:
        """Let a member host the session no more."""

        def request(session: Session, now: datetime, asker: int) -> Sequence[Fact]:
            return edits.remove_host(session, person.id, now, asker)

        return await self._request(channel, by, key, request)

    async def take_lead(self, channel: int, person: Person, by: Person, key: str | None = None) -> Session:
        """Let somebody be the host who is asked first."""

        def request(session: Session, now: datetime, asker: int) -> Sequence[Fact]:
            return edits.take_lead(session, person.id, now, asker)

        session = await self._request(channel, by, key, request)
        await self._store.know(session.number, person)
        return session

    def session_in(self, channel: int) -> Session:
        """Return the session that is meant in a channel, or in a thread of it; raise `NotFound` if there is none."""
        return self._live_in(channel).session

    def _live_in(self, channel: int) -> Live:
        live = self._live.in_channel(channel)
        if live is None:
            raise NotFound(N_("There is no chat in this channel; start one with /tchat start."))
        return live

    async def _meant(self, channel: int) -> Live:
        return self._live_in(channel) if self._about is None else await self._live.take_up(self._about)

    async def _request(self, channel: int, by: Person, key: str | None, request: Request) -> Session:
        live = await self._meant(channel)
        now = self._clock.now()
        await self._live.record(live, lambda session: request(session, now, by.id), key)
        await self._store.know(live.session.number, by)
        return live.session

    async def _done_before(self, key: str | None) -> Live | None:
        """Return the session that a request with this key was about, if it was carried out before."""
        number = None if key is None else await self._store.session_with(key)
        return None if number is None else await self._live.take_up(number)

    async def _suggested(self, pack: Pack, channel: int) -> list[Suggestion]:
        """Return what members suggested and hosts accepted for the next chat here, as far as it fits."""
        return (await self._store.accepted(channel))[: MAX_QUESTIONS - len(pack.questions)]

    def is_taken(self, channel: int, instant: datetime) -> bool:
        """Return whether a chat is set in a channel for this time."""
        return any(
            live.session.room.channel == channel
            and not live.session.is_over
            and live.session.opens_at is not None
            and live.session.opens_at <= instant < closes_at(live.session)
            for live in self._live
        )

    def _must_be_free(self, channel: int, start: datetime, end: datetime, *, but: int = 0) -> None:
        for live in self._live:
            session = live.session
            if session.room.channel != channel or session.is_over or session.number == but:
                continue
            if session.is_running and start < closes_at(session):
                raise Refused(N_("A chat is running in this channel; end it with /tchat close."))
            assert session.opens_at is not None
            if session.phase is Phase.SCHEDULED and start < closes_at(session) and session.opens_at < end:
                raise Refused(
                    N_("Another chat is scheduled in this channel for that time; call it off with /tchat cancel.")
                )


def _with(pack: Pack, suggested: Sequence[Suggestion]) -> Pack:
    """Add members' questions, with their names, after the pack's own."""
    added = tuple(_suggested(each, pack.language) for each in suggested)
    return replace(pack, questions=(*pack.questions, *added))


def _suggested(suggestion: Suggestion, language: str) -> Question:
    return Question(Text({language: f"{suggestion.text} ({name(suggestion.name)})"}))


def _question(session: Session, text: str, url: str = "") -> Question:
    if not text.strip():
        raise Refused(N_("A question needs some text."))
    if url and not url.startswith(("https://", "http://")):
        raise Refused(N_("A link begins with https:// or http://."))
    readings = (Reading(url=url),) if url else ()
    return Question(Text({session.pack.language: text.strip()}), readings=readings)
