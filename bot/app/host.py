"""What hosts ask for → facts. Every method returns after the commit; the room follows by itself.

`key` names the request (an interaction's id), so that the same request twice does one thing. Requests that the rules
do not allow raise `Refused`, and nothing was changed.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.app.live import Live, LiveSessions
from bot.app.ports import Clock, Room, Store
from bot.core import decisions
from bot.core.contribution import Person
from bot.core.facts import Fact, Scheduled
from bot.core.pack import AnswersMode, Pack, Question, Text
from bot.core.place import RoomRef
from bot.core.session import Phase, Session
from bot.core.timetable import closes_at
from bot.core.words import N_
from bot.errors import NotFound, Phrase, Refused

Request = Callable[[Session, datetime, int], Sequence[Fact]]


class Host:
    """The host's side of a chat. Sessions are meant by the channel in which the host speaks."""

    def __init__(self, live: LiveSessions, store: Store, room: Room, clock: Clock) -> None:
        self._live = live
        self._store = store
        self._room = room
        self._clock = clock

    async def start(
        self, pack: Pack, room: RoomRef, *, by: Person | None, opens_at: datetime | None = None, key: str | None = None
    ) -> Session:
        """Set a session: to open at an instant, or at once. Two chats never run in one channel at the same time."""
        if key is not None and (number := await self._store.session_with(key)) is not None:
            return (await self._live.take_up(number)).session
        now = self._clock.now()
        abilities = self._room.abilities(room.channel)
        if not abilities.can_post:
            name = Phrase(abilities.missing[0])
            raise Refused(N_("I cannot post in that channel: give me {name} there, then try again."), name=name)
        if not abilities.can_make_threads:
            pack = replace(pack, answers=AnswersMode.CHANNEL)
        opens_at = opens_at or now
        self._must_be_free(room.channel, opens_at, opens_at + pack.length)
        fact = Scheduled(at=now, by=by.id if by else None, opens_at=opens_at)
        live = await self._live.create(pack, room, [fact], key)
        if by is not None:
            await self._store.know(live.session.number, by)
        return live.session

    async def next(self, channel: int, by: Person, key: str | None = None) -> Session:
        """Ask the next question now."""
        return await self._request(channel, by, key, decisions.ask_next)

    async def ask(self, channel: int, text: str, by: Person, key: str | None = None) -> Session:
        """Ask a question that is not in the pack."""
        if not text.strip():
            raise Refused(N_("A question needs a text."))

        def request(session: Session, now: datetime, person: int) -> Sequence[Fact]:
            question = Question(Text({session.pack.language: text.strip()}))
            return decisions.ask_extra(session, question, now, person)

        return await self._request(channel, by, key, request)

    async def extend(self, channel: int, minutes: int, by: Person, key: str | None = None) -> Session:
        """Give the running part more time."""

        def request(session: Session, now: datetime, person: int) -> Sequence[Fact]:
            return decisions.extend(session, timedelta(minutes=minutes), now, person)

        return await self._request(channel, by, key, request)

    async def skip(self, channel: int, by: Person, key: str | None = None) -> Session:
        """Leave out the question that would come next."""
        return await self._request(channel, by, key, decisions.skip)

    async def pause(self, channel: int, by: Person, key: str | None = None) -> Session:
        """Stop the clock."""
        return await self._request(channel, by, key, decisions.pause)

    async def resume(self, channel: int, by: Person, key: str | None = None) -> Session:
        """Let the clock go on."""
        return await self._request(channel, by, key, decisions.resume)

    async def close(self, channel: int, by: Person, key: str | None = None) -> Session:
        """End the chat."""
        return await self._request(channel, by, key, decisions.close)

    async def cancel(self, channel: int, by: Person, key: str | None = None) -> Session:
        """Call off what has not opened."""
        return await self._request(channel, by, key, decisions.cancel)

    def session_in(self, channel: int) -> Session:
        """Return the session that is meant in a channel, or in a thread of it; raise `NotFound` if there is none."""
        return self._live_in(channel).session

    def _live_in(self, channel: int) -> Live:
        live = self._live.in_channel(channel)
        if live is None:
            raise NotFound(N_("There is no chat in this channel; /tchat start begins one."))
        return live

    async def _request(self, channel: int, by: Person, key: str | None, request: Request) -> Session:
        live = self._live_in(channel)
        now = self._clock.now()
        await self._live.record(live, lambda session: request(session, now, by.id), key)
        await self._store.know(live.session.number, by)
        return live.session

    def _must_be_free(self, channel: int, start: datetime, end: datetime) -> None:
        for live in self._live:
            session = live.session
            if session.room.channel != channel or session.is_over:
                continue
            if session.is_running and start < closes_at(session):
                raise Refused(N_("A chat is running in this channel; /tchat close ends it."))
            assert session.opens_at is not None
            if session.phase is Phase.SCHEDULED and start < closes_at(session) and session.opens_at < end:
                raise Refused(N_("Another chat is set for that time in this channel; /tchat cancel calls it off."))
